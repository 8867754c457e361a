/**
 * The two spellings of Office Open XML: files are nearly always Transitional, a few are Strict. New parts speak as the
 * workbook does.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

/** The namespaces of a dialect. */
export interface Dialect {
  readonly spreadsheet: string
  /** The namespace of relationship ids, and the base of relationship types. */
  readonly relationships: string
}

const transitional: Dialect = {
  spreadsheet: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  relationships: "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
}

const strict: Dialect = {
  spreadsheet: "http://purl.oclc.org/ooxml/spreadsheetml/main",
  relationships: "http://purl.oclc.org/ooxml/officeDocument/relationships"
}

const namespaces = (rootTag: string): ReadonlyArray<Xml.Attribute> =>
  Xml.attributes(rootTag).filter(({ name }) => name === "xmlns" || name.startsWith("xmlns:"))

/** The dialect of a part. */
export const of = (source: string): Dialect =>
  namespaces(Xml.startTag(source, Xml.root(source))).some(({ raw }) => raw === strict.spreadsheet)
    ? strict
    : transitional

/** The prefix that a root's start tag gives to relationship ids. */
export const relationshipPrefix = (rootTag: string): string | undefined =>
  namespaces(rootTag).find(({ raw }) => raw === transitional.relationships || raw === strict.relationships)
    ?.name.slice("xmlns:".length)
