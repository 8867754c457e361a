/**
 * The two conformance classes of Office Open XML, Transitional and Strict. They differ in their namespaces. Nearly all
 * files are Transitional. New parts use the namespaces of the workbook part.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

/** The namespaces of a conformance class. */
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

/** Returns the dialect of a part. */
export const of = (source: string): Dialect =>
  namespaces(Xml.startTag(source, Xml.root(source))).some(({ raw }) => raw === strict.spreadsheet)
    ? strict
    : transitional

/** Returns the prefix for relationship ids (`r`) that the start tag of a root element declares. */
export const relationshipPrefix = (rootTag: string): string | undefined =>
  namespaces(rootTag).find(({ raw }) => raw === transitional.relationships || raw === strict.relationships)
    ?.name.slice("xmlns:".length)
