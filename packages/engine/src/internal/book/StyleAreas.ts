/**
 * The styles of the cells of an area. A cell that does not exist has the style of its row, or else of its column, so
 * that whole rows and columns have a style without having cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as Colors from "../parts/Colors.js"
import * as Columns from "../parts/sheet/Columns.js"
import * as Row from "../parts/sheet/Row.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import type * as SheetPart from "../parts/SheetPart.js"
import type { State } from "./State.js"

/** Returns the colours that styles refer to. */
export const paletteOf = (state: State): Colors.Palette => {
  if (state.palette !== undefined) return state.palette
  const theme = Package.relationships(state.package, state.workbookName).find(({ kind }) => kind === "theme")
  const text = theme === undefined ? undefined : Package.text(state.package, theme.target)
  return state.palette = Colors.read(text, state.styles.source)
}

/** Returns the style of a row, or `undefined` if it has none. */
const rowStyle = (part: SheetPart.SheetPart, row: number): number | undefined => {
  const tag = SheetData.rowTag(part.data, row)
  return tag !== "" && Xml.booleanAttribute(tag, "customFormat") ? Number(Xml.attribute(tag, "s") ?? 0) : undefined
}

const columnStyles = (part: SheetPart.SheetPart, area: Area.Area) =>
  Columns.list(part, area.left, area.right).map(({ first, last, tag = "" }) => ({
    first,
    last,
    style: Number(Xml.attribute(tag, "style") ?? 0)
  }))

/** Returns the different styles of the cells of an area. */
export const styles = (part: SheetPart.SheetPart, area: Area.Area): ReadonlySet<number> => {
  const found = new Set<number>()
  const columns = columnStyles(part, area)
  let rowCount = 0
  for (const row of SheetData.rows(part.data, area.top, area.bottom)) {
    rowCount++
    const cells = SheetData.cellsOf(part.data, row)
    const [from, count] = Row.range(cells, area.left, area.right)
    for (let position = from; position < from + count; position++) found.add(cells.styles[position] ?? 0)
    if (count === Area.columnCount(area)) continue
    const own = rowStyle(part, row.index)
    if (own !== undefined) {
      found.add(own)
      continue
    }
    for (const { first, last, style } of columns) {
      if (Row.range(cells, first, last)[1] <= last - first) found.add(style)
    }
  }
  if (rowCount < Area.rowCount(area)) { for (const { style } of columns) found.add(style) }
  return found
}

const setRowStyle = (part: SheetPart.SheetPart, row: number, style: number): void =>
  SheetData.changeRowTag(
    part.data,
    row,
    (tag) => Xml.withAttribute(Xml.withAttribute(tag, "s", String(style)), "customFormat", "1")
  )

/**
 * Changes the style of each cell of an area. Cells that do not exist are created only where their row or column cannot
 * have the style for them. `defaultWidth` is the width of columns without a width.
 */
export const change = (
  part: SheetPart.SheetPart,
  area: Area.Area,
  defaultWidth: number,
  changeStyle: (style: number) => number
): void => {
  const { data } = part
  const cache = new Map<number, number>()
  const changed = (style: number): number => {
    const cached = cache.get(style)
    if (cached !== undefined) return cached
    const result = changeStyle(style)
    cache.set(style, result)
    return result
  }
  const allColumns = area.left === 0 && area.right === Area.maxColumn
  const allRows = area.top === 0 && area.bottom === Area.maxRow
  const columns = columnStyles(part, area)
  if (allRows) {
    for (const row of SheetData.rows(data)) {
      const own = rowStyle(part, row.index)
      changeExisting(part, row, area, changed)
      if (own === undefined || changed(own) === own) continue
      if (allColumns) setRowStyle(part, row.index, changed(own))
      else changeMissing(part, row.index, area.left, area.right, changed(own))
    }
    Columns.change(
      part,
      defaultWidth,
      columns.filter(({ style }) => changed(style) !== style).map(({ first, last, style }) => ({
        first,
        last,
        change: (tag) => Xml.withAttribute(tag, "style", changed(style) === 0 ? undefined : String(changed(style)))
      }))
    )
    return
  }
  if (allColumns) {
    // The row gets the style that most columns have, and the cells of the other columns their own.
    const widest = columns.reduce((widest, columns) =>
      columns.last - columns.first > widest.last - widest.first ? columns : widest
    )
    for (let index = area.top; index <= area.bottom; index++) {
      const [row] = SheetData.rows(data, index, index)
      if (row !== undefined) changeExisting(part, row, area, changed)
      const own = rowStyle(part, index)
      const base = own ?? widest.style
      if (own === undefined) {
        for (const { first, last, style } of columns) {
          if (changed(style) !== changed(base)) changeMissing(part, index, first, last, changed(style))
        }
      }
      if (own !== undefined || columns.some(({ style }) => changed(style) !== style)) {
        setRowStyle(part, index, changed(base))
      }
    }
    return
  }
  for (let index = area.top; index <= area.bottom; index++) {
    const [row] = SheetData.rows(data, index, index)
    if (row !== undefined) changeExisting(part, row, area, changed)
    const own = rowStyle(part, index)
    for (
      const { first, last, style } of own === undefined
        ? columns
        : [{ first: area.left, last: area.right, style: own }]
    ) {
      if (changed(style) !== style) changeMissing(part, index, first, last, changed(style))
    }
  }
}

const changeExisting = (
  { data }: SheetPart.SheetPart,
  row: Row.Row,
  { left, right }: Area.Area,
  changed: (style: number) => number
): void => {
  const { columns, styles } = SheetData.cellsOf(data, row)
  const [first, count] = Row.range({ columns }, left, right)
  for (let position = first; position < first + count; position++) {
    const style = styles[position] ?? 0
    if (changed(style) !== style) SheetData.setStyle(data, row.index, columns[position] ?? 0, changed(style))
  }
}

/** Creates the cells of a row that do not exist. */
const changeMissing = (
  { data }: SheetPart.SheetPart,
  row: number,
  first: number,
  last: number,
  style: number
): void => {
  for (let column = first; column <= last; column++) {
    if (SheetData.style(data, row, column) === undefined) SheetData.setStyle(data, row, column, style)
  }
}
