/**
 * The cache of pivot tables: a copy of their source, which consists of a definition with the fields and of records.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as PivotValue from "./PivotValue.js"

/** A field, which is a column of the source. */
export interface CacheField {
  readonly name: string
  readonly node: XmlTree.Node
  /** The values that records refer to by index. Without items, the records contain the values themselves. */
  readonly items: Array<PivotValue.PivotValue>
}

/** The definition of a cache. */
export interface PivotCache {
  readonly document: XmlTree.Document
  readonly fields: ReadonlyArray<CacheField>
}

/** The source of a cache on a worksheet: a table or a name, or a range. */
export interface Source {
  readonly sheet: string | undefined
  readonly name: string | undefined
  readonly ref: string | undefined
}

/** Parses a definition. */
export const parse = (text: string, date1904: boolean): PivotCache => {
  const document = XmlTree.parse(text)
  const list = XmlTree.find(document.root, "cacheFields")
  const fields = list === undefined ? [] : XmlTree.elements(list, "cacheField").map((node) => {
    const shared = XmlTree.find(node, "sharedItems")
    const items = shared === undefined ? [] : XmlTree.elements(shared).map((item) => PivotValue.parse(item, date1904))
    return {
      name: Xml.decodeXstring(XmlTree.attribute(node, "name") ?? ""),
      node,
      items: items.filter((item) => item !== undefined)
    }
  })
  return { document, fields }
}

/** Elements of definitions whose records are not a plain copy of cells. */
const computedParts = [
  "cacheHierarchies",
  "kpis",
  "tupleCache",
  "calculatedItems",
  "calculatedMembers",
  "dimensions",
  "measureGroups",
  "maps"
]

/** Returns the source, or `undefined` if the cache is not a plain copy of cells of the workbook. */
export const source = ({ document, fields }: PivotCache): Source | undefined => {
  const origin = XmlTree.find(document.root, "cacheSource")
  const node = XmlTree.find(origin, "worksheetSource")
  if (node === undefined || XmlTree.attribute(origin, "type") !== "worksheet") return undefined
  if (Xml.prefixedAttribute(node.tag, "id") !== undefined) return undefined
  if (computedParts.some((name) => XmlTree.find(document.root, name) !== undefined)) return undefined
  const isPlain = ({ items, node }: CacheField): boolean =>
    Xml.booleanAttribute(node.tag, "databaseField", true) && XmlTree.attribute(node, "formula") === undefined &&
    XmlTree.find(node, "fieldGroup") === undefined &&
    items.length ===
      XmlTree.elements(XmlTree.find(node, "sharedItems") ?? node).filter(({ name }) => name !== "sharedItems").length
  if (!fields.every(isPlain)) return undefined
  return {
    sheet: XmlTree.attribute(node, "sheet"),
    name: XmlTree.attribute(node, "name"),
    ref: XmlTree.attribute(node, "ref")
  }
}

/** The values of the records in the order of the fields. */
export type Records = ReadonlyArray<ReadonlyArray<PivotValue.PivotValue>>

/** Parses the records. Returns `undefined` if they do not fit the fields. */
export const parseRecords = (text: string, { fields }: PivotCache, date1904: boolean): Records | undefined => {
  const records: Array<ReadonlyArray<PivotValue.PivotValue>> = []
  for (const record of XmlTree.elements(XmlTree.parse(text).root, "r")) {
    const values = XmlTree.elements(record).map((node, field) =>
      node.name === "x"
        ? fields[field]?.items[Number(XmlTree.attribute(node, "v"))]
        : PivotValue.parse(node, date1904)
    )
    const known = values.filter((value) => value !== undefined)
    if (known.length !== fields.length) return undefined
    records.push(known)
  }
  return records
}

const setAttributes = (node: XmlTree.Node, attributes: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(attributes)) XmlTree.setAttribute(node, name, value)
}

/** The items of a field that no record has any more, by index. */
export type Unused = ReadonlySet<number>

/**
 * Adds the values of new records to the items of the fields. Present items stay, because pivot tables refer to them by
 * index. `needsItems` is whether the records refer to the items of a field, also without texts.
 *
 * @returns the items of each field that no record has any more
 */
export const include = (
  { document, fields }: PivotCache,
  records: Records,
  needsItems: (field: number) => boolean
): ReadonlyArray<Unused> => {
  const prefix = Xml.prefixOf(document.root)
  return fields.map((field, index) => {
    const { items, node } = field
    const values = records.map((record) => record[index]).filter((value) => value !== undefined)
    const shared = XmlTree.find(node, "sharedItems") ?? newNode(prefix, "sharedItems")
    if (!node.children.includes(shared)) node.children.unshift(shared)
    const hasItems = items.length > 0 || needsItems(index) || values.some(({ kind }) => kind === "s")
    const unused = new Set<number>()
    if (hasItems) {
      const indices = new Map(items.map(({ key }, at) => [key, at]))
      const used = new Set<number>()
      for (const value of values) {
        let at = indices.get(value.key)
        if (at === undefined) {
          at = items.push(value) - 1
          indices.set(value.key, at)
          shared.children.push(XmlTree.parse(PivotValue.xml(value, prefix)).root)
        }
        used.add(at)
      }
      for (const [at, item] of XmlTree.elements(shared).entries()) {
        if (!used.has(at)) unused.add(at)
        const isMarked = Xml.booleanAttribute(item.tag, "u")
        if (isMarked === used.has(at)) XmlTree.setAttribute(item, "u", used.has(at) ? undefined : "1")
      }
    }
    setAttributes(shared, {
      ...PivotValue.description(hasItems ? items : values),
      count: hasItems ? String(items.length) : undefined
    })
    return unused
  })
}

const newNode = (prefix: string, name: string): XmlTree.Node => ({
  name,
  qualifiedName: `${prefix}${name}`,
  tag: `<${prefix}${name}/>`,
  children: []
})

/** Returns the XML of records. `text` is that of the records that they replace. */
export const recordsText = (text: string, { fields }: PivotCache, records: Records): string => {
  const root = Xml.root(text)
  const prefix = Xml.prefixOf(root)
  const indices = fields.map(({ items }) => new Map(items.map(({ key }, at) => [key, at])))
  const written = records.map((record) => {
    const values = record.map((value, field) => {
      const at = indices[field]?.get(value.key)
      return at === undefined ? PivotValue.xml(value, prefix) : `<${prefix}x v="${at}"/>`
    })
    return `<${prefix}r>${values.join("")}</${prefix}r>`
  })
  const extensions = Xml.child(text, root, "extLst")
  const tag = Xml.toStartTag(Xml.withAttribute(Xml.startTag(text, root), "count", String(records.length)))
  const rest = extensions === undefined ? "" : text.slice(extensions.start, extensions.end)
  return `${text.slice(0, root.start)}${tag}${written.join("")}${rest}</${root.qualifiedName}>${text.slice(root.end)}`
}

/** Records when the cache was refreshed, and with how many records. `serial` is a date and time. */
export const markRefreshed = ({ document: { root } }: PivotCache, serial: number, count: number | undefined): void => {
  setAttributes(root, { refreshedDate: String(serial), refreshedDateIso: undefined, invalid: undefined })
  if (count !== undefined) XmlTree.setAttribute(root, "recordCount", String(count))
}

/** Makes Excel refresh the pivot tables of the cache when it opens the workbook. */
export const refreshOnLoad = ({ document: { root } }: PivotCache): void =>
  XmlTree.setAttribute(root, "refreshOnLoad", "1")

/** Returns the XML of the definition. */
export const text = ({ document }: PivotCache): string => XmlTree.text(document)
