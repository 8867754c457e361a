/**
 * Reads and changes the format of an area. A change is checked before it is applied.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Format from "../../Format.js"
import type * as Model from "../../Model.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as StyleFormats from "../parts/StyleFormats.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as Protection from "./Protection.js"
import * as Sizes from "./Sizes.js"
import type { State, WorksheetState } from "./State.js"
import * as StyleAreas from "./StyleAreas.js"

/** Returns the value that all items have, or `null`. */
const common = <A, B>(items: Iterable<A>, of: (item: A) => B): B | null => {
  let found: B | undefined
  let first = true
  for (const item of items) {
    const value = of(item)
    if (!first && value !== found) return null
    found = value
    first = false
  }
  return found ?? null
}

/** A side of the cells in an area. */
interface Strip {
  readonly area: Area.Area
  readonly side: StyleFormats.CellSide
}

/** Where the border of a side is: at the cells themselves, and at their neighbours. */
interface Place {
  readonly own: Strip | undefined
  readonly neighbour: Strip | undefined
  /** Whether a change of the border sets it at both. Otherwise it removes it from the neighbour. */
  readonly both: boolean
}

/**
 * Returns where the border of a side is. The inside borders of whole rows and columns are at all of their cells, which
 * includes the edges. The edge of the sheet below whole columns, and right of whole rows, has no border, because cells
 * there would extend the used range over the whole sheet.
 */
const placeOf = (area: Area.Area, side: Format.BorderSide): Place => {
  const { bottom, left, right, top } = area
  const allRows = top === 0 && bottom === Area.maxRow
  const allColumns = left === 0 && right === Area.maxColumn
  const edge = (own: Strip, neighbour: Strip | undefined): Place => ({ own, neighbour, both: false })
  switch (side) {
    case "EdgeTop": {
      const above = { ...area, top: top - 1, bottom: top - 1 }
      return edge(
        { area: { ...area, bottom: top }, side: "top" },
        top === 0 ? undefined : { area: above, side: "bottom" }
      )
    }
    case "EdgeBottom": {
      if (allRows) return none
      const below = { ...area, top: bottom + 1, bottom: bottom + 1 }
      return edge(
        { area: { ...area, top: bottom }, side: "bottom" },
        bottom === Area.maxRow ? undefined : { area: below, side: "top" }
      )
    }
    case "EdgeLeft": {
      const before = { ...area, left: left - 1, right: left - 1 }
      return edge(
        { area: { ...area, right: left }, side: "left" },
        left === 0 ? undefined : { area: before, side: "right" }
      )
    }
    case "EdgeRight": {
      if (allColumns) return none
      const after = { ...area, left: right + 1, right: right + 1 }
      return edge(
        { area: { ...area, left: right }, side: "right" },
        right === Area.maxColumn ? undefined : { area: after, side: "left" }
      )
    }
    case "InsideHorizontal":
      if (top === bottom) return none
      return {
        own: { area: allRows ? area : { ...area, top: top + 1 }, side: "top" },
        neighbour: { area: allRows ? area : { ...area, bottom: bottom - 1 }, side: "bottom" },
        both: true
      }
    case "InsideVertical":
      if (left === right) return none
      return {
        own: { area: allColumns ? area : { ...area, left: left + 1 }, side: "left" },
        neighbour: { area: allColumns ? area : { ...area, right: right - 1 }, side: "right" },
        both: true
      }
    case "DiagonalDown":
    case "DiagonalUp":
      return {
        own: { area, side: side === "DiagonalDown" ? "diagonalDown" : "diagonalUp" },
        neighbour: undefined,
        both: false
      }
  }
}

const none: Place = { own: undefined, neighbour: undefined, both: false }

const noBorder: Format.Border = { color: "#000000", style: "None", weight: "Thin" }

/** Returns the style of each cell of an area, once. On a sheet without cells it is the default one. */
const stylesOf = (part: SheetPart.SheetPart | undefined, area: Area.Area): ReadonlySet<number> =>
  part === undefined ? new Set([0]) : StyleAreas.styles(part, area)

/** Reads the format of an area. */
export const read = (state: State, sheet: Model.Sheet, area: Area.Area): Format.Format => {
  const part = state.sheets.find(({ id }) => id === sheet.id)?.part
  const { styles } = state
  return {
    layout: () => {
      const alignments = [...stylesOf(part, area)].map((style) => StyleFormats.alignment(styles, style))
      return {
        columnWidth: part === undefined ? null : common(Sizes.widths(state, part, area), (width) => width),
        rowHeight: part === undefined ? null : common(Sizes.heights(state, part, area), (height) => height),
        horizontalAlignment: common(alignments, ({ horizontalAlignment }) => horizontalAlignment),
        verticalAlignment: common(alignments, ({ verticalAlignment }) => verticalAlignment),
        wrapText: common(alignments, ({ wrapText }) => wrapText)
      }
    },
    fill: () => common(stylesOf(part, area), (style) => StyleFormats.fill(styles, StyleAreas.paletteOf(state), style)),
    font: () => {
      const fonts = [...stylesOf(part, area)].map((style) =>
        StyleFormats.font(styles, StyleAreas.paletteOf(state), style)
      )
      return {
        bold: common(fonts, ({ bold }) => bold),
        color: common(fonts, ({ color }) => color),
        italic: common(fonts, ({ italic }) => italic),
        name: common(fonts, ({ name }) => name),
        size: common(fonts, ({ size }) => size),
        underline: common(fonts, ({ underline }) => underline)
      }
    },
    protection: () => {
      const protections = [...stylesOf(part, area)].map((style) => StyleFormats.protection(styles, style))
      return {
        formulaHidden: common(protections, ({ formulaHidden }) => formulaHidden),
        locked: common(protections, ({ locked }) => locked)
      }
    },
    border: (side) => borderOf(state, part, area, side)
  }
}

/** Returns the border that is shown: that of the cells, or else that of their neighbours. */
const borderOf = (
  state: State,
  part: SheetPart.SheetPart | undefined,
  area: Area.Area,
  side: Format.BorderSide
): Format.Common<Format.Border> => {
  const bordersOf = (strip: Strip): ReadonlyArray<Format.Border> =>
    [...stylesOf(part, strip.area)].map((style) =>
      StyleFormats.border(state.styles, StyleAreas.paletteOf(state), style, strip.side)
    )
  const { neighbour, own } = placeOf(area, side)
  const present = own === undefined ? [noBorder] : bordersOf(own)
  const shown = neighbour !== undefined && present.every(({ style }) => style === "None")
    ? bordersOf(neighbour)
    : present
  return {
    color: common(shown, ({ color }) => color),
    style: common(shown, ({ style }) => style),
    weight: common(shown, ({ weight }) => weight)
  }
}

const checkNumber = (name: string, value: number | undefined, min: number, max: number): void => {
  if (value !== undefined && !(value >= min && value <= max)) {
    refuse("invalidArgument", `The ${name} is ${value}; expected a number from ${min} to ${max}.`)
  }
}

const checkColor = (color: string | null | undefined): void => {
  if (typeof color === "string" && !/^#[0-9a-f]{6}$/i.test(color)) {
    refuse("invalidArgument", `The colour is ${inQuotes(color)}; expected one of the form '#RRGGBB'.`)
  }
}

const isGiven = (changes: object | undefined): boolean =>
  changes !== undefined && Object.values(changes).some((value) => value !== undefined)

const maxFontName = 31

const check = (state: State, sheet: WorksheetState, changes: Format.Update): void => {
  const { borders = {}, fill, font = {}, layout = {}, protection } = changes
  const { columnWidth, rowHeight, ...alignment } = layout
  checkNumber("column width", columnWidth, 0, Sizes.maxWidth(state))
  checkNumber("row height", rowHeight, 0, Sizes.maxHeight)
  checkNumber("font size", font.size, 1, 409)
  if (font.name !== undefined && (font.name === "" || font.name.length > maxFontName)) {
    refuse("invalidArgument", `The font is ${inQuotes(font.name)}; expected a name of 1 to ${maxFontName} characters.`)
  }
  for (const color of [fill, font.color, ...Object.values(borders).map((border) => border?.color)]) checkColor(color)
  const changesCells = fill !== undefined || isGiven(font) || isGiven(alignment) || Object.values(borders).some(isGiven)
  Protection.checkFormats(sheet, [
    ...changesCells ? ["formatCells" as const] : [],
    ...columnWidth === undefined ? [] : ["formatColumns" as const],
    ...rowHeight === undefined ? [] : ["formatRows" as const]
  ])
  // A protected sheet would not be protected if its cells could be unlocked.
  if (isGiven(protection)) Protection.checkSheetStructure(sheet)
}

/** Changes the format of an area. */
export const update = (state: State, sheet: WorksheetState, area: Area.Area, changes: Format.Update): void => {
  check(state, sheet, changes)
  const { borders = {}, fill, font = {}, layout = {}, protection = {} } = changes
  const { columnWidth, rowHeight, ...alignment } = layout
  const { part } = sheet
  const { styles } = state
  const change = (where: Area.Area, changeStyle: (style: number) => number): void =>
    StyleAreas.change(part, where, Sizes.defaultWidth(state, part), changeStyle)
  if (fill !== undefined || [font, alignment, protection].some(isGiven)) {
    change(area, (present) => {
      let style = present
      if (fill !== undefined) style = StyleFormats.withFill(styles, style, fill)
      if (isGiven(font)) style = StyleFormats.withFont(styles, style, font)
      if (isGiven(alignment)) style = StyleFormats.withAlignment(styles, style, alignment)
      if (isGiven(protection)) style = StyleFormats.withProtection(styles, style, protection)
      return style
    })
  }
  for (const side of sides) {
    const border = borders[side]
    if (border === undefined || !isGiven(border)) continue
    const { both, neighbour, own } = placeOf(area, side)
    const complete = withShown(border, borderOf(state, part, area, side))
    if (own !== undefined) {
      change(own.area, (style) => StyleFormats.withBorder(styles, style, own.side, complete))
    }
    if (neighbour === undefined) continue
    if (both) change(neighbour.area, (style) => StyleFormats.withBorder(styles, style, neighbour.side, complete))
    else removeBorders(state, part, neighbour)
  }
  if (font.size !== undefined || font.name !== undefined || alignment.wrapText !== undefined) {
    Sizes.forgetFittingHeights(part, area)
  }
  if (columnWidth !== undefined) Sizes.setWidth(state, part, area, columnWidth)
  if (rowHeight === undefined) return
  const hidden = SheetPart.hiddenRows(part, area.top, area.bottom)
  Sizes.setHeight(state, part, area, rowHeight)
  if (SheetPart.hiddenRows(part, area.top, area.bottom) !== hidden) recalculateRows(state, sheet, area)
}

/** Recalculates the formulas that leave out hidden rows, such as SUBTOTAL. */
const recalculateRows = (state: State, sheet: WorksheetState, { bottom, top }: Area.Area): void => {
  const rows = { top, bottom, left: 0, right: Area.maxColumn }
  Calculating.calculationOf(state).invalidate(state.sheets.indexOf(sheet), rows)
  Calculating.recalculate(state)
}

const sides: ReadonlyArray<Format.BorderSide> = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideVertical",
  "InsideHorizontal",
  "DiagonalDown",
  "DiagonalUp"
]

/** A change of the colour or the weight keeps the style that is shown, which a neighbour may have. */
const withShown = (
  changes: Format.Changes<Format.Border>,
  { color, style, weight }: Format.Common<Format.Border>
): Format.Changes<Format.Border> =>
  changes.style !== undefined || style === null || style === "None" ? changes : {
    style: changes.weight === undefined ? style : undefined,
    weight: changes.weight ?? weight ?? undefined,
    color: changes.color ?? color ?? undefined
  }

/** Removes the borders of existing cells that a border of their neighbours replaces. */
const removeBorders = (state: State, part: SheetPart.SheetPart, { area, side }: Strip): void => {
  for (const [row, column] of Areas.cells(part.data, area)) {
    const present = SheetData.style(part.data, row, column) ?? 0
    const style = StyleFormats.withBorder(state.styles, present, side, { style: "None" })
    if (style !== present) SheetData.setStyle(part.data, row, column, style)
  }
}

/** Removes the formats of an area, with its number formats. Widths and heights stay. */
export const clear = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  StyleAreas.change(sheet.part, area, Sizes.defaultWidth(state, sheet.part), () => 0)
  Sizes.forgetFittingHeights(sheet.part, area)
}

/** Makes each column of an area as wide as its texts. */
export const autofitColumns = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  Protection.checkFormats(sheet, ["formatColumns"])
  Sizes.autofitColumns(state, sheet, area)
}

/** Makes each row of an area as high as its content. */
export const autofitRows = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  Protection.checkFormats(sheet, ["formatRows"])
  Sizes.autofitRows(state, sheet, area)
}
