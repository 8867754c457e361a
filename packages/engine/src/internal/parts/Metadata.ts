/**
 * `xl/metadata.xml`: the cell metadata record that marks an array formula as dynamic.
 *
 * @since 0.1.0
 */
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import type { Dialect } from "./Dialect.js"

const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"

const dynamicArrays = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"

const empty = (dialect: Dialect): string =>
  `${Xml.declaration}<metadata xmlns="${dialect.spreadsheet}">` +
  "<metadataTypes count=\"0\"></metadataTypes><cellMetadata count=\"0\"></cellMetadata></metadata>"

const section = (text: string, name: string): Xml.Element | undefined => Xml.child(text, Xml.root(text), name)

const childCount = (text: string, element: Xml.Element): number => [...Xml.children(text, element)].length

const appendCounted = (text: string, element: Xml.Element, added: string): string => {
  const count = String(childCount(text, element) + 1)
  return Xml.replaceTagAndAppend(text, element, Xml.withAttribute(Xml.startTag(text, element), "count", count), added)
}

/** Returns the one-based index of the metadata type for dynamic arrays, or 0 if there is none. */
const dynamicArrayTypeIndex = (text: string): number => {
  const types = section(text, "metadataTypes")
  if (types === undefined) return 0
  let number = 0
  for (const type of Xml.children(text, types)) {
    number++
    if (Xml.attribute(Xml.startTag(text, type), "name") === "XLDAPR") return number
  }
  return 0
}

/** Returns the one-based index of the cell metadata record for dynamic arrays, or 0 if there is none. */
const dynamicArrayRecordIndex = (text: string): number => {
  const type = String(dynamicArrayTypeIndex(text))
  const records = section(text, "cellMetadata")
  if (records === undefined || type === "0") return 0
  let number = 0
  for (const record of Xml.children(text, records)) {
    number++
    const entries = [...Xml.children(text, record)]
    const [entry] = entries
    if (entries.length === 1 && entry && Xml.attribute(Xml.startTag(text, entry), "t") === type) return number
  }
  return 0
}

const insertBefore = (text: string, names: ReadonlyArray<string>, source: string): string => {
  const metadata = Xml.root(text)
  for (const element of Xml.children(text, metadata)) {
    if (names.includes(element.name)) return text.slice(0, element.start) + source + text.slice(element.start)
  }
  return Xml.append(text, metadata, source)
}

const withDynamicArrayRecord = (original: string): string => {
  let text = original
  const prefix = Xml.prefixOf(Xml.root(text))
  const types = section(text, "metadataTypes")
  if (types === undefined) return text
  if (dynamicArrayTypeIndex(text) === 0) {
    text = appendCounted(
      text,
      types,
      `<${prefix}metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" ` +
        "splitFirst=\"1\" rowColShift=\"1\" clearFormats=\"1\" clearComments=\"1\" assign=\"1\" coerce=\"1\" cellMeta=\"1\"/>"
    )
    text = insertBefore(
      text,
      ["cellMetadata", "valueMetadata", "extLst"],
      `<${prefix}futureMetadata name="XLDAPR" count="1"><${prefix}bk><${prefix}extLst>` +
        `<${prefix}ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties xmlns:xda="${dynamicArrays}" ` +
        `fDynamic="1" fCollapsed="0"/></${prefix}ext></${prefix}extLst></${prefix}bk></${prefix}futureMetadata>`
    )
  }
  if (section(text, "cellMetadata") === undefined) {
    text = insertBefore(text, ["valueMetadata", "extLst"], `<${prefix}cellMetadata count="0"></${prefix}cellMetadata>`)
  }
  const records = section(text, "cellMetadata")
  const record = `<${prefix}bk><${prefix}rc t="${dynamicArrayTypeIndex(text)}" v="0"/></${prefix}bk>`
  return records === undefined ? text : appendCounted(text, records, record)
}

/** Returns the value of the `cm` attribute for a dynamic array formula. Adds the record and the part if necessary. */
export const dynamicArrayIndex = (self: Package.Package, workbook: string, dialect: Dialect): number => {
  const related = Package.relationships(self, workbook).find(({ kind }) => kind === "sheetMetadata")
  if (related === undefined) {
    const name = `${workbook.slice(0, workbook.lastIndexOf("/") + 1)}metadata.xml`
    Package.add(self, name, contentType, withDynamicArrayRecord(empty(dialect)))
    Package.addRelationship(self, workbook, `${dialect.relationships}/sheetMetadata`, name)
    return 1
  }
  const text = Package.text(self, related.target) ?? empty(dialect)
  const existing = dynamicArrayRecordIndex(text)
  if (existing > 0) return existing
  const extended = withDynamicArrayRecord(text)
  Package.setText(self, related.target, extended)
  return dynamicArrayRecordIndex(extended)
}
