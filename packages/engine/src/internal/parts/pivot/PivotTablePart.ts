/**
 * The definition of a pivot table: its fields with their items, and its layout.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import type { CacheField, Unused } from "./PivotCache.js"

/** A definition. */
export interface PivotTablePart {
  readonly document: XmlTree.Document
  /** In the order of the fields of the cache. */
  readonly fields: ReadonlyArray<XmlTree.Node>
}

/** Parses a definition. */
export const parse = (text: string): PivotTablePart => {
  const document = XmlTree.parse(text)
  const list = XmlTree.find(document.root, "pivotFields")
  return { document, fields: list === undefined ? [] : XmlTree.elements(list, "pivotField") }
}

/** Returns the XML of a definition. */
export const text = ({ document }: PivotTablePart): string => XmlTree.text(document)

/** Returns whether a field has items, which is so if it is or was on an axis. */
export const hasItems = ({ fields }: PivotTablePart, field: number): boolean =>
  XmlTree.find(fields[field], "items") !== undefined

const isData = (item: XmlTree.Node): boolean => (XmlTree.attribute(item, "t") ?? "data") === "data"

const setFlag = (node: XmlTree.Node, name: string, is: boolean): void => {
  if (Xml.booleanAttribute(node.tag, name) !== is) XmlTree.setAttribute(node, name, is ? "1" : undefined)
}

/**
 * Adds the items of the cache that a field lacks behind its others, and marks those that the source has no more. A new
 * item is hidden in a field with a manual filter, unless the field includes new items in its filter.
 */
export const includeItems = (
  { document, fields }: PivotTablePart,
  cacheFields: ReadonlyArray<CacheField>,
  unused: ReadonlyArray<Unused>
): void => {
  const prefix = Xml.prefixOf(document.root)
  for (const [index, field] of fields.entries()) {
    const items = XmlTree.find(field, "items")
    if (items === undefined) continue
    const present = XmlTree.elements(items, "item").filter(isData)
    const known = new Set(present.map((item) => Number(XmlTree.attribute(item, "x"))))
    const isFiltered = present.some((item) => Xml.booleanAttribute(item.tag, "h"))
    const isHidden = isFiltered && !Xml.booleanAttribute(field.tag, "includeNewItemsInFilter")
    const added = (cacheFields[index]?.items ?? []).flatMap((_, at): ReadonlyArray<XmlTree.Node> =>
      known.has(at) ? [] : [{
        name: "item",
        qualifiedName: `${prefix}item`,
        tag: `<${prefix}item${isHidden ? " h=\"1\"" : ""} x="${at}"/>`,
        children: []
      }]
    )
    const others = XmlTree.elements(items).filter((item) => !present.includes(item))
    for (const item of present) {
      setFlag(item, "m", unused[index]?.has(Number(XmlTree.attribute(item, "x"))) === true)
    }
    if (added.length === 0) continue
    XmlTree.setChildren(items, [...present, ...added, ...others])
    XmlTree.setAttribute(items, "count", String(XmlTree.elements(items).length))
  }
}
