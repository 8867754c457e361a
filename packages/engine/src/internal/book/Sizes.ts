/**
 * The widths of columns and the heights of rows, in points. The unit of widths in the file is the width of a digit of
 * the default font; Excel displays whole pixels of 0.75 points.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Format from "../../Format.js"
import * as NumberFormat from "../format/NumberFormat.js"
import * as TextSize from "../format/TextSize.js"
import { AreaIndex } from "../formula/AreaIndex.js"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "../parts/A1Reference.js"
import * as Columns from "../parts/sheet/Columns.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import type * as SheetPart from "../parts/SheetPart.js"
import * as StyleFormats from "../parts/StyleFormats.js"
import * as Styles from "../parts/Styles.js"
import type { State, WorksheetState } from "./State.js"
import { paletteOf } from "./StyleAreas.js"

const pointsOfPixel = 0.75

/** The limits of the file: of the width in digits, and of the height in points. */
const maxDigits = 255
export const maxHeight = 409.5

const digitOf = (state: State): number =>
  TextSize.digitWidth({ ...StyleFormats.defaultFont(state.styles), bold: false })

const toPixels = (digit: number, width: number): number =>
  Math.trunc((256 * width + Math.trunc(128 / digit)) / 256 * digit)

const toWidth = (digit: number, pixels: number): number => Math.trunc(pixels / digit * 256) / 256

/** The margins at both sides of a cell, and the line between two columns. */
const padding = (digit: number): number => 2 * Math.ceil(digit / 4) + 1

const numberOf = (tag: string, name: string): number | undefined => {
  const text = Xml.attribute(tag, name)
  return text === undefined || !Number.isFinite(Number(text)) ? undefined : Number(text)
}

/** Returns the width of columns without a width, in the unit of the file. */
export const defaultWidth = (state: State, part: SheetPart.SheetPart): number => {
  const tag = Columns.defaultsTag(part)
  const digit = digitOf(state)
  // The default is rounded up to a multiple of eight pixels.
  const pixels = Math.ceil(((numberOf(tag, "baseColWidth") ?? 8) * digit + padding(digit)) / 8) * 8
  return numberOf(tag, "defaultColWidth") ?? toWidth(digit, pixels)
}

/** Returns the largest width of a column in points. */
export const maxWidth = (state: State): number => (maxDigits * digitOf(state) + padding(digitOf(state))) * pointsOfPixel

/** Returns the different widths of the columns of an area. */
export const widths = (state: State, part: SheetPart.SheetPart, area: Area.Area): ReadonlySet<number> => {
  const digit = digitOf(state)
  const standard = defaultWidth(state, part)
  return new Set(
    Columns.list(part, area.left, area.right).map(({ tag = "" }) =>
      Xml.booleanAttribute(tag, "hidden")
        ? 0
        : toPixels(digit, numberOf(tag, "width") ?? standard) * pointsOfPixel
    )
  )
}

/** Sets the width of columns. `bestFit` marks a width that fits the content. */
const withPixels = (state: State, pixels: number, bestFit: boolean) => {
  const width = String(toWidth(digitOf(state), pixels))
  return (tag: string): string => {
    if (pixels === 0) return Xml.withAttribute(tag, "hidden", "1")
    const sized = Xml.withAttribute(Xml.withAttribute(tag, "width", width), "customWidth", "1")
    return Xml.withAttribute(Xml.withAttribute(sized, "bestFit", bestFit ? "1" : undefined), "hidden", undefined)
  }
}

/** Sets the width of the columns of an area in points. `0` hides them. */
export const setWidth = (state: State, part: SheetPart.SheetPart, area: Area.Area, points: number): void =>
  Columns.change(part, defaultWidth(state, part), [{
    first: area.left,
    last: area.right,
    change: withPixels(state, Math.round(points / pointsOfPixel), false)
  }])

const defaultHeight = (state: State, part: SheetPart.SheetPart): number => {
  const { name, size } = StyleFormats.defaultFont(state.styles)
  const pixels = size === 11 ? 20 : TextSize.lineHeight({ name, size, bold: false })
  return numberOf(Columns.defaultsTag(part), "defaultRowHeight") ?? pixels * pointsOfPixel
}

/** Returns the areas of merged cells. Their content does not change the sizes of rows and columns. */
const merged = ({ tail }: SheetPart.SheetPart): ReadonlyArray<Area.Area> =>
  [...tail.matchAll(/<(?:\w+:)?mergeCell\s[^>]*ref="([^"]*)"/g)].flatMap(([, reference = ""]) => {
    const area = A1Reference.parse(reference)
    return area === undefined ? [] : [area]
  })

/** What sets the size of a cell: its font and the text that it displays. */
const measures = (state: State, part: SheetPart.SheetPart) => {
  const cache = new Map<number, { readonly font: Format.Font; readonly wrap: boolean; readonly format: string }>()
  const areas = new AreaIndex<true>()
  for (const area of merged(part)) areas.add(area, true)
  const columnWidths = new Map<number, number>()
  const styleOf = (style: number) => {
    const cached = cache.get(style)
    if (cached !== undefined) return cached
    const found = {
      font: StyleFormats.font(state.styles, paletteOf(state), style),
      wrap: StyleFormats.alignment(state.styles, style).wrapText,
      format: Styles.numberFormat(state.styles, style)
    }
    cache.set(style, found)
    return found
  }
  return {
    styleOf,
    isMerged: (row: number, column: number): boolean => areas.has(Area.cell(row, column)),
    /** Returns the width of a column in pixels. */
    widthOf: (column: number): number => {
      const cached = columnWidths.get(column)
      if (cached !== undefined) return cached
      const [points = 0] = widths(state, part, Area.cell(0, column))
      columnWidths.set(column, points / pointsOfPixel)
      return points / pointsOfPixel
    },
    text: (row: number, column: number, style: number): string => {
      const value = SheetData.value(part.data, row, column)
      return value === null ? "" : NumberFormat.format(value, styleOf(style).format, state.workbook.date1904)
    }
  }
}

/** Returns the height of a row that fits its content, in points. */
const fittingHeight = (
  state: State,
  part: SheetPart.SheetPart,
  { isMerged, styleOf, text, widthOf }: ReturnType<typeof measures>,
  index: number
): number => {
  const standard = defaultHeight(state, part)
  const defaultSize = StyleFormats.defaultFont(state.styles).size
  let height = standard
  const [row] = SheetData.rows(part.data, index, index)
  if (row === undefined) return standard
  const { columns, styles } = SheetData.cellsOf(part.data, row)
  for (let position = 0; position < columns.length; position++) {
    const column = columns[position] ?? 0
    const style = styles[position] ?? 0
    const { font, wrap } = styleOf(style)
    if ((font.size <= defaultSize && !wrap) || isMerged(index, column)) continue
    const line = font.size === defaultSize ? standard : TextSize.lineHeight(font) * pointsOfPixel
    const shown = wrap ? text(index, column, style) : ""
    const limit = wrap ? widthOf(column) - padding(digitOf(state)) : 0
    height = Math.max(height, line * (shown === "" ? 1 : TextSize.lineCount(font, shown, limit)))
  }
  return Math.min(height, maxHeight)
}

/** Returns the different heights of the rows of an area. */
export const heights = (state: State, part: SheetPart.SheetPart, area: Area.Area): ReadonlySet<number> => {
  const measured = measures(state, part)
  const standard = Xml.booleanAttribute(Columns.defaultsTag(part), "zeroHeight") ? 0 : defaultHeight(state, part)
  const found = new Set<number>()
  let count = 0
  for (const { index } of SheetData.rows(part.data, area.top, area.bottom)) {
    count++
    const tag = SheetData.rowTag(part.data, index)
    found.add(
      Xml.booleanAttribute(tag, "hidden") ? 0 : numberOf(tag, "ht") ?? fittingHeight(state, part, measured, index)
    )
  }
  if (count < Area.rowCount(area)) found.add(standard)
  return found
}

const withHeight = (tag: string, points: number): string =>
  points === 0
    ? Xml.withAttribute(tag, "hidden", "1")
    : Xml.withAttribute(
      Xml.withAttribute(Xml.withAttribute(tag, "ht", String(points)), "customHeight", "1"),
      "hidden",
      undefined
    )

/** Sets the height of the rows of an area in points. `0` hides them. For all rows it is the default height. */
export const setHeight = (state: State, part: SheetPart.SheetPart, area: Area.Area, points: number): void => {
  if (Area.rowCount(area) <= Area.maxRow) {
    for (let row = area.top; row <= area.bottom; row++) {
      SheetData.changeRowTag(part.data, row, (tag) => withHeight(tag, points))
    }
    return
  }
  Columns.changeDefaults(part, defaultHeight(state, part), (tag) =>
    points === 0
      ? Xml.withAttribute(tag, "zeroHeight", "1")
      : Xml.withAttribute(
        Xml.withAttribute(Xml.withAttribute(tag, "defaultRowHeight", String(points)), "customHeight", "1"),
        "zeroHeight",
        undefined
      ))
  for (const { index } of SheetData.rows(part.data)) {
    SheetData.changeRowTag(part.data, index, (tag) => withHeight(tag, points))
  }
}

/** Removes the heights that Excel has computed from the content of rows, so that it computes them again. */
export const forgetFittingHeights = ({ data }: SheetPart.SheetPart, area: Area.Area): void => {
  for (const { index } of SheetData.rows(data, area.top, area.bottom)) {
    SheetData.changeRowTag(
      data,
      index,
      (tag) => Xml.booleanAttribute(tag, "customHeight") ? tag : Xml.withAttribute(tag, "ht", undefined)
    )
  }
}

/** Makes each column of an area as wide as the texts of its cells in the area. Columns without texts stay unchanged. */
export const autofitColumns = (state: State, { part }: WorksheetState, area: Area.Area): void => {
  const { isMerged, styleOf, text } = measures(state, part)
  const digit = digitOf(state)
  const needed = new Map<number, number>()
  for (const row of SheetData.rows(part.data, area.top, area.bottom)) {
    const { columns, styles, values } = SheetData.cellsOf(part.data, row)
    for (let position = 0; position < columns.length; position++) {
      const column = columns[position] ?? 0
      const outside = column < area.left || column > area.right
      if (outside || values[position] === null || isMerged(row.index, column)) continue
      const style = styles[position] ?? 0
      const { font, wrap } = styleOf(style)
      const shown = text(row.index, column, style)
      for (const line of wrap ? shown.split("\n") : [shown]) {
        needed.set(column, Math.max(needed.get(column) ?? 0, TextSize.width(font, line)))
      }
    }
  }
  const fitted = [...needed].filter(([, pixels]) => pixels > 0).sort(([a], [b]) => a - b)
  Columns.change(
    part,
    defaultWidth(state, part),
    fitted.map(([column, pixels]) => ({
      first: column,
      last: column,
      change: withPixels(state, Math.min(Math.ceil(pixels) + padding(digit), maxWidth(state) / pointsOfPixel), true)
    }))
  )
}

/** Makes each row of an area as high as its content. */
export const autofitRows = (state: State, { part }: WorksheetState, area: Area.Area): void => {
  const measured = measures(state, part)
  const standard = defaultHeight(state, part)
  for (const { index } of SheetData.rows(part.data, area.top, area.bottom)) {
    const height = fittingHeight(state, part, measured, index)
    SheetData.changeRowTag(part.data, index, (tag) =>
      Xml.withAttribute(
        Xml.withAttribute(tag, "ht", height === standard ? undefined : String(height)),
        "customHeight",
        undefined
      ))
  }
}
