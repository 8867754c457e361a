/**
 * The properties of columns, which are the `col` elements of a worksheet: width, visibility and style.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as SheetPart from "./SheetPart.js"

/** Adjacent columns with the same properties. `tag` is their element; its bounds are not used. */
interface Definition {
  readonly first: number
  readonly last: number
  readonly tag: string
}

/** The width of a column in the default font, which an element needs although the schema does not require it. */
const defaultWidth = "9.140625"

const section = (head: string): Xml.Element | undefined => {
  const sheet = Xml.nextTag(head, 0)
  for (const element of sheet === undefined ? [] : Xml.siblings(head, sheet.end, head.length)) {
    if (element.name === "cols") return element
  }
  return undefined
}

const definitions = ({ head }: SheetPart.SheetPart): ReadonlyArray<Definition> => {
  const found = section(head)
  if (found === undefined) return []
  return Array.from(Xml.children(head, found), (element) => {
    const tag = head.slice(element.start, element.end)
    return {
      first: Number(Xml.attribute(tag, "min") ?? 1) - 1,
      last: Number(Xml.attribute(tag, "max") ?? 1) - 1,
      tag
    }
  })
}

const replace = (self: SheetPart.SheetPart, changed: ReadonlyArray<Definition>): void => {
  const { head, prefix } = self
  const source = [...changed].sort((a, b) => a.first - b.first).map(({ first, last, tag }) =>
    Xml.withAttribute(Xml.withAttribute(tag, "min", String(first + 1)), "max", String(last + 1))
  ).join("")
  const text = source === "" ? "" : `<${prefix}cols>${source}</${prefix}cols>`
  const found = section(head)
  // The element is the last one before `sheetData`.
  self.head = found === undefined ? head + text : head.slice(0, found.start) + text + head.slice(found.end)
  self.columns = SheetPart.readColumns(self.head)
  self.changed = true
}

const defaultTag = ({ head, prefix }: SheetPart.SheetPart): string => {
  const format = /<(?:\w+:)?sheetFormatPr\s[^>]*>/.exec(head)?.[0] ?? ""
  return `<${prefix}col width="${Xml.attribute(format, "defaultColWidth") ?? defaultWidth}"/>`
}

const isPlain = (tag: string): boolean =>
  Xml.attributes(tag).every(({ name }) => name === "min" || name === "max" || name === "width") &&
  !/\bcustomWidth=/.test(tag)

/** Hides or shows columns. */
export const setHidden = (self: SheetPart.SheetPart, first: number, last: number, hidden: boolean): void => {
  const changed: Array<Definition> = []
  const change = (tag: string): string => {
    const shown = Xml.withAttribute(tag, "hidden", hidden ? "1" : undefined)
    // A column that was hidden by a width of 0 would stay invisible.
    return !hidden && Number(Xml.attribute(shown, "width") ?? 1) === 0
      ? Xml.withAttribute(Xml.withAttribute(shown, "width", defaultWidth), "customWidth", undefined)
      : shown
  }
  let next = first
  const fill = (to: number) => {
    if (hidden && next <= to) changed.push({ first: next, last: to, tag: change(defaultTag(self)) })
  }
  for (const definition of definitions(self)) {
    const { tag } = definition
    if (definition.last < first || definition.first > last) {
      changed.push(definition)
      continue
    }
    const from = Math.max(definition.first, first)
    const to = Math.min(definition.last, last)
    fill(from - 1)
    if (definition.first < from) changed.push({ first: definition.first, last: from - 1, tag })
    const edited = change(tag)
    if (!isPlain(edited)) changed.push({ first: from, last: to, tag: edited })
    if (definition.last > to) changed.push({ first: to + 1, last: definition.last, tag })
    next = to + 1
  }
  fill(last)
  replace(self, changed)
}

/** Inserts columns before an index. They get the properties of the column before it, and are visible. */
export const insert = (self: SheetPart.SheetPart, at: number, count: number): void => {
  const all = definitions(self)
  if (all.every(({ last }) => last < at - 1)) return
  const changed = all.flatMap(({ first, last, tag }): ReadonlyArray<Definition> => {
    const before = first < at ? [{ first, last: Math.min(last, at - 1), tag }] : []
    const inserted = first < at && last >= at - 1
      ? [{
        first: at,
        last: Math.min(at + count - 1, Area.maxColumn),
        tag: Xml.withAttribute(tag, "hidden", undefined)
      }]
      : []
    const from = Math.max(first, at) + count
    const after = last >= at && from <= Area.maxColumn
      ? [{ first: from, last: Math.min(last + count, Area.maxColumn), tag }]
      : []
    return [...before, ...inserted, ...after]
  })
  replace(self, changed)
}

/** Deletes columns. */
export const remove = (self: SheetPart.SheetPart, at: number, count: number): void => {
  const all = definitions(self)
  const end = at + count
  if (all.every(({ last }) => last < at)) return
  const changed = all.flatMap(({ first, last, tag }): ReadonlyArray<Definition> => {
    const from = first < at ? first : first >= end ? first - count : at
    // Columns that come in from the right edge have no properties, except if all columns up to the edge have them.
    const to = last < at ? last : last === Area.maxColumn ? last : last >= end ? last - count : at - 1
    return from > to ? [] : [{ first: from, last: to, tag }]
  })
  replace(self, changed)
}
