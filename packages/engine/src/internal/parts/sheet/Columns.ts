/**
 * The `cols` element of a worksheet: the widths, the visibility and the styles of columns.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Xml from "../../package/Xml.js"
import * as SheetPart from "../SheetPart.js"

/** Adjacent columns with the same attributes. `tag` is the source of their `col` element, `undefined` without one. */
export interface Columns {
  readonly first: number
  readonly last: number
  readonly tag: string | undefined
}

const section = (head: string, name: string): Xml.Element | undefined => {
  const sheet = Xml.nextTag(head, 0)
  if (sheet === undefined) return undefined
  for (const element of Xml.siblings(head, sheet.end, head.length)) if (element.name === name) return element
  return undefined
}

const present = (head: string): ReadonlyArray<Columns & { readonly tag: string }> => {
  const columns = section(head, "cols")
  if (columns === undefined) return []
  return [...Xml.children(head, columns)].filter(({ name }) => name === "col").map((element) => {
    const tag = Xml.startTag(head, element)
    return {
      first: Number(Xml.attribute(tag, "min") ?? 1) - 1,
      last: Math.min(Number(Xml.attribute(tag, "max") ?? 1) - 1, Area.maxColumn),
      tag
    }
  }).sort((a, b) => a.first - b.first)
}

/** Returns the columns between two inclusive indices without gaps. */
export const list = ({ head }: SheetPart.SheetPart, first: number, last: number): ReadonlyArray<Columns> => {
  const found: Array<Columns> = []
  let next = first
  for (const columns of present(head)) {
    const from = Math.max(columns.first, next)
    const to = Math.min(columns.last, last)
    if (from > to) continue
    if (from > next) found.push({ first: next, last: from - 1, tag: undefined })
    found.push({ first: from, last: to, tag: columns.tag })
    next = to + 1
  }
  if (next <= last) found.push({ first: next, last, tag: undefined })
  return found
}

/** A change of the attributes of adjacent columns. */
export interface Change {
  readonly first: number
  readonly last: number
  readonly change: (tag: string) => string
}

const newTag = ({ prefix }: SheetPart.SheetPart, width: number | string): string =>
  `<${prefix}col min="1" max="1" width="${width}"/>`

/**
 * Changes the attributes of columns. The changes have the order of their columns and do not overlap. `width` is the
 * width that a new element gets.
 */
export const change = (self: SheetPart.SheetPart, width: number, changes: ReadonlyArray<Change>): void =>
  changeTags(
    self,
    changes.map(({ change, first, last }) => ({ first, last, change: (tag) => change(tag ?? newTag(self, width)) }))
  )

/** Like `change`, for columns with and without an element. `undefined` removes the element. */
const changeTags = (
  self: SheetPart.SheetPart,
  changes: ReadonlyArray<Omit<Change, "change"> & { readonly change: (tag: string | undefined) => string | undefined }>
): void => {
  const changed: Array<Columns> = []
  let next = 0
  for (const columns of list(self, 0, Area.maxColumn)) {
    let { first } = columns
    for (let wanted = changes[next]; wanted !== undefined && wanted.first <= columns.last; wanted = changes[next]) {
      const from = Math.max(first, wanted.first)
      const to = Math.min(columns.last, wanted.last)
      if (first < from) changed.push({ ...columns, first, last: from - 1 })
      changed.push({ first: from, last: to, tag: wanted.change(columns.tag) })
      first = to + 1
      if (wanted.last > columns.last) break
      next++
    }
    if (first <= columns.last) changed.push({ ...columns, first })
  }
  replace(self, changed)
}

/** Replaces the element by one of the given columns, which have no gaps. */
const replace = (self: SheetPart.SheetPart, changed: ReadonlyArray<Columns>): void => {
  const tags: Array<string> = []
  let previous: Columns | undefined
  const write = (): void => {
    if (previous?.tag === undefined) return
    const tag = Xml.withAttribute(previous.tag, "min", String(previous.first + 1))
    tags.push(Xml.toEmptyTag(Xml.withAttribute(tag, "max", String(previous.last + 1))))
  }
  for (const columns of changed) {
    if (previous !== undefined && attributes(previous.tag) === attributes(columns.tag)) {
      previous = { ...columns, first: previous.first }
      continue
    }
    write()
    previous = columns
  }
  write()
  const { head, prefix } = self
  const source = tags.length === 0 ? "" : `<${prefix}cols>${tags.join("")}</${prefix}cols>`
  const old = section(head, "cols")
  // The element is the last one before `sheetData`.
  const updated = old === undefined ? head + source : head.slice(0, old.start) + source + head.slice(old.end)
  if (updated === head) return
  self.head = updated
  self.columns = SheetPart.readColumns(updated)
  self.changed = true
}

/** The width of a column in the default font, which an element needs although the schema does not require it. */
const defaultWidth = "9.140625"

const isPlain = (tag: string): boolean =>
  Xml.attributes(tag).every(({ name }) => name === "min" || name === "max" || name === "width")

/** Hides or shows columns. */
export const setHidden = (self: SheetPart.SheetPart, first: number, last: number, hidden: boolean): void => {
  const width = Xml.attribute(defaultsTag(self), "defaultColWidth") ?? defaultWidth
  const change = (tag: string | undefined): string | undefined => {
    if (hidden) return Xml.withAttribute(tag ?? newTag(self, width), "hidden", "1")
    if (tag === undefined) return undefined
    const shown = Xml.withAttribute(tag, "hidden", undefined)
    // A column that was hidden by a width of 0 would stay invisible.
    const visible = Number(Xml.attribute(shown, "width") ?? 1) === 0
      ? Xml.withAttribute(Xml.withAttribute(shown, "width", defaultWidth), "customWidth", undefined)
      : shown
    return isPlain(visible) ? undefined : visible
  }
  changeTags(self, [{ first, last, change }])
}

/** Inserts columns before an index. They get the properties of the column before it, and are visible. */
export const insert = (self: SheetPart.SheetPart, at: number, count: number): void => {
  if (present(self.head).every(({ last }) => last < at - 1)) return
  const changed = list(self, 0, Area.maxColumn).flatMap(({ first, last, tag }): ReadonlyArray<Columns> => {
    const before = first < at ? [{ first, last: Math.min(last, at - 1), tag }] : []
    const inserted = first < at && last >= at - 1
      ? [{
        first: at,
        last: Math.min(at + count - 1, Area.maxColumn),
        tag: tag && Xml.withAttribute(tag, "hidden", undefined)
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
  if (present(self.head).every(({ last }) => last < at)) return
  const end = at + count
  const changed = list(self, 0, Area.maxColumn).flatMap(({ first, last, tag }): ReadonlyArray<Columns> => {
    const from = first < at ? first : first >= end ? first - count : at
    // Columns that come in from the right edge have no properties, except if all columns up to the edge have them.
    const to = last < at ? last : last === Area.maxColumn ? last : last >= end ? last - count : at - 1
    return from > to ? [] : [{ first: from, last: to, tag }]
  })
  replace(self, changed)
}

const attributes = (tag: string | undefined): string | undefined =>
  tag &&
  Xml.attributes(tag).filter(({ name }) => name !== "min" && name !== "max").map(({ name, raw }) => `${name}=${raw}`)
    .join(" ")

/** Returns the start tag of `sheetFormatPr`, which has the default sizes, or an empty text. */
export const defaultsTag = ({ head }: SheetPart.SheetPart): string => {
  const defaults = section(head, "sheetFormatPr")
  return defaults === undefined ? "" : Xml.startTag(head, defaults)
}

/** Changes the attributes of `sheetFormatPr`. `height` is the default height of rows, which a new element has to have. */
export const changeDefaults = (self: SheetPart.SheetPart, height: number, change: (tag: string) => string): void => {
  const defaults = section(self.head, "sheetFormatPr")
  const columns = section(self.head, "cols")
  const at = columns?.start ?? self.head.length
  const { end, start } = defaults ?? { start: at, end: at }
  const tag = change(defaultsTag(self) || `<${self.prefix}sheetFormatPr defaultRowHeight="${height}"/>`)
  const rest = defaults === undefined ? "" : self.head.slice(defaults.contentStart, end)
  self.head = self.head.slice(0, start) + tag + rest + self.head.slice(end)
  self.changed = true
}
