/**
 * The definition of a pivot table: its fields with their items, and its layout.
 *
 * @since 0.1.0
 */
import { compareText } from "../../formula/Coercion.js"
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import type { CacheField, Unused } from "./PivotCache.js"
import type { PivotValue } from "./PivotValue.js"

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

/** Numbers and dates come before texts, texts before logical values, these before errors, and blanks last. */
const rank = ({ kind }: PivotValue): number => "ndsbem".indexOf(kind)

const compareValues = (left: PivotValue, right: PivotValue): number => {
  const [first, second] = [rank(left), rank(right)]
  if (first > 1 || second > 1) return first === second ? compareText(left.text, right.text) : first - second
  return Number(left.value) - Number(right.value)
}

/** Compares the items of a field in the order that Excel keeps automatically, or `undefined` if there is none. */
const comparisonOf = (
  field: XmlTree.Node,
  { items: values }: CacheField
): ((left: XmlTree.Node, right: XmlTree.Node) => number) | undefined => {
  const order = XmlTree.attribute(field, "sortType") ?? "manual"
  if (order === "manual") return undefined
  const direction = order === "descending" ? -1 : 1
  return (left, right) => {
    const [first, second] = [left, right].map((item) => values[Number(XmlTree.attribute(item, "x"))])
    if (first === undefined || second === undefined) return 0
    // Blanks come last in both orders.
    if (first.kind === "m" || second.kind === "m") return rank(first) - rank(second)
    return direction * compareValues(first, second)
  }
}

/** Changes the positions of a field's items wherever the definition refers to them. */
const renumber = (root: XmlTree.Node, field: number, positions: ReadonlyArray<number>): void => {
  const change = (node: XmlTree.Node, name: string): void => {
    const present = XmlTree.attribute(node, name)
    const position = present === undefined ? undefined : positions[Number(present)]
    if (position !== undefined) XmlTree.setAttribute(node, name, String(position))
  }
  for (const page of XmlTree.descendants(root, "pageField")) {
    if (XmlTree.attribute(page, "fld") === String(field)) change(page, "item")
  }
  for (const reference of XmlTree.descendants(root, "reference")) {
    if (XmlTree.attribute(reference, "field") !== String(field)) continue
    for (const x of XmlTree.elements(reference, "x")) change(x, "v")
  }
}

/**
 * Adds the items of the cache that a field lacks, and marks those that the source has no more. New items come last, or to
 * their place in a field that Excel sorts. A new item is hidden in a field with a manual filter, unless the field
 * includes new items in its filter.
 *
 * @returns whether all new items are at their place. Excel can sort by its custom lists, which are not known here
 */
export const includeItems = (
  { document, fields }: PivotTablePart,
  cacheFields: ReadonlyArray<CacheField>,
  unused: ReadonlyArray<Unused>
): boolean => {
  const prefix = Xml.prefixOf(document.root)
  let isSorted = true
  for (const [index, field] of fields.entries()) {
    const items = XmlTree.find(field, "items")
    const cacheField = cacheFields[index]
    if (items === undefined || cacheField === undefined) continue
    const present = XmlTree.elements(items, "item").filter(isData)
    const known = new Set(present.map((item) => Number(XmlTree.attribute(item, "x"))))
    const isFiltered = present.some((item) => Xml.booleanAttribute(item.tag, "h"))
    const isHidden = isFiltered && !Xml.booleanAttribute(field.tag, "includeNewItemsInFilter")
    const added = cacheField.items.flatMap((_, at): ReadonlyArray<XmlTree.Node> =>
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
    const data = [...present, ...added]
    const compare = comparisonOf(field, cacheField)
    if (compare !== undefined) {
      const wasSorted = present.every((item, at) => at === 0 || compare(present[at - 1] ?? item, item) <= 0)
      isSorted &&= wasSorted
      if (wasSorted) {
        data.sort(compare)
        renumber(document.root, index, present.map((item) => data.indexOf(item)))
      }
    }
    XmlTree.setChildren(items, [...data, ...others])
    XmlTree.setAttribute(items, "count", String(XmlTree.elements(items).length))
  }
  return isSorted
}
