/**
 * Sorts cells: the order of rows or columns by conditions, and the move of their cells to a new order.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Option from "effect/Option"
import type * as Model from "../../Model.js"
import { compareText } from "../formula/Coercion.js"
import * as References from "../formula/References.js"
import * as Comments from "../parts/Comments.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as StyleFormats from "../parts/StyleFormats.js"
import { refuse } from "../refusal.js"
import { CellError, type Scalar } from "../value/Value.js"
import * as Calculating from "./Calculating.js"
import * as ConditionalIcons from "./ConditionalIcons.js"
import * as Protection from "./Protection.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"
import { paletteOf } from "./StyleAreas.js"

/** Excel's limit for the conditions of a sort. */
const maxConditions = 64

type Compare = (left: number, right: number) => number

const byPinYin = new Intl.Collator("zh-u-co-pinyin", { sensitivity: "accent" })
const byStrokeCount = new Intl.Collator("zh-u-co-stroke", { sensitivity: "accent" })
const byCase = new Intl.Collator("en", { sensitivity: "variant", caseFirst: "lower" })

const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Excel ignores apostrophes and hyphens, except if texts are equal otherwise. */
const withoutMarks = (text: string): string => /['-]/.test(text) ? text.replaceAll(/['-]/g, "") : text

const compareTexts = ({ matchCase, method }: Model.Sort) => (left: string, right: string): number => {
  const [first, second] = [withoutMarks(left), withoutMarks(right)]
  const order = hasChinese(first) || hasChinese(second)
    ? (method === "StrokeCount" ? byStrokeCount : byPinYin).compare(first, second)
    : compareText(first, second)
  if (order !== 0) return order
  return (matchCase ? byCase.compare(first, second) : 0) || left.length - first.length - (right.length - second.length)
}

/** Numbers come before texts, texts before logical values, these before errors. */
const rank = (value: Scalar): number =>
  typeof value === "number" ? 0 : typeof value === "string" ? 1 : typeof value === "boolean" ? 2 : 3

const asNumber = (value: Scalar): Scalar => {
  if (typeof value !== "string") return value
  const number = Number(value.trim().replaceAll(/(?<=\d),(?=\d{3})/g, ""))
  return value.trim() === "" || Number.isNaN(number) ? value : number
}

/** Compares values in ascending order. Blank cells are not compared by it, because they always come last. */
const compareValues = (texts: (left: string, right: string) => number) => (left: Scalar, right: Scalar): number => {
  if (typeof left === "number" && typeof right === "number") return left - right
  if (typeof left === "string" && typeof right === "string") return texts(left, right)
  const order = rank(left) - rank(right)
  return order !== 0 || left instanceof CellError ? order : Number(left) - Number(right)
}

const byValue =
  (value: (line: number) => Scalar, ascending: boolean, compare: (a: Scalar, b: Scalar) => number): Compare =>
  (left, right) => {
    const [a, b] = [value(left), value(right)]
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0)
    return ascending ? compare(a, b) : compare(b, a)
  }

/** The lines that match come first, or last in descending order. */
const byMatch = (matches: (line: number) => boolean, ascending: boolean): Compare => (left, right) =>
  (Number(matches(right)) - Number(matches(left))) * (ascending ? 1 : -1)

const normalColor = (color: string): string => {
  const digits = /^#?([0-9A-Fa-f]{6})$/.exec(color.trim())?.[1]
  return digits === undefined
    ? refuse("invalidArgument", `The color '${color}' of a sort is not known: expected a color such as #FF0000.`)
    : `#${digits.toUpperCase()}`
}

/** Reads each line once, because a comparison is called many times for it. */
const once = <A>(read: (line: number) => A): (line: number) => A => {
  const known = new Map<number, A>()
  return (line) => {
    const found = known.get(line)
    if (found !== undefined || known.has(line)) return found as A
    const value = read(line)
    known.set(line, value)
    return value
  }
}

const comparisonOf = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  sort: Model.Sort,
  condition: Model.SortCondition
): Compare => {
  const { part } = sheet
  const { ascending, key, on } = condition
  const sortsRows = sort.orientation === "Rows"
  const size = sortsRows ? Area.columnCount(area) : Area.rowCount(area)
  if (!Number.isInteger(key) || key < 0 || key >= size) {
    return refuse("invalidArgument", `The key of a sort is ${key}: expected an integer from 0 to ${size - 1}.`)
  }
  const cellOf = (line: number): readonly [row: number, column: number] =>
    sortsRows ? [line, area.left + key] : [area.top + key, line]
  switch (on) {
    case "Value": {
      const read = (line: number): Scalar => SheetPart.value(part, ...cellOf(line))
      const value = once(condition.textAsNumber ? (line) => asNumber(read(line)) : read)
      return byValue(value, ascending, compareValues(compareTexts(sort)))
    }
    case "CellColor":
    case "FontColor": {
      if (condition.color === undefined) return refuse("invalidArgument", "A sort on colors needs a color.")
      const wanted = normalColor(condition.color)
      const colorOf = on === "CellColor" ? StyleFormats.fillColor : StyleFormats.fontColor
      const ofStyle = once((style: number) => colorOf(state.styles, paletteOf(state), style))
      return byMatch((line) => ofStyle(SheetPart.style(part, ...cellOf(line))) === wanted, ascending)
    }
    case "Icon": {
      const { icon } = condition
      if (icon === undefined) return refuse("invalidArgument", "A sort on icons needs an icon.")
      const iconOf = ConditionalIcons.make(state, sheet)
      const matches = once((line: number) => {
        const shown = iconOf(...cellOf(line))
        return shown !== undefined && shown.set === icon.set && shown.index === icon.index
      })
      return byMatch(matches, ascending)
    }
  }
}

/**
 * Returns the rows or columns of an area in their new order. Lines that are equal by all conditions keep their order.
 * The keys of the conditions are relative to `area`.
 */
export const order = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  lines: ReadonlyArray<number>,
  sort: Model.Sort
): ReadonlyArray<number> => {
  const { conditions } = sort
  if (conditions.length === 0 || conditions.length > maxConditions) {
    refuse("invalidArgument", `A sort has ${conditions.length} conditions: expected 1 to ${maxConditions}.`)
  }
  const comparisons = conditions.map((condition) => comparisonOf(state, sheet, area, sort, condition))
  return [...lines].sort((left, right) => {
    for (const compare of comparisons) {
      const result = compare(left, right)
      if (result !== 0) return result
    }
    return 0
  })
}

/**
 * Refuses a new order of lines of an area with merged cells or with arrays, or of the header row or totals row of a
 * table.
 */
export const checkReorder = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  if (SheetRanges.mergedAreas(sheet.part).some((merge) => Area.intersects(merge, area))) {
    refuse("invalidArgument", "To do this, all the merged cells need to be the same size.")
  }
  if (
    SheetFormulas.arrays(sheet.part).some((array) =>
      Area.intersects(array.area, area) && (!array.dynamic || !Area.isCell(array.area))
    )
  ) {
    refuse("invalidArgument", "You can't change part of an array.")
  }
  for (const { part, sheet: owner } of state.tables) {
    const { bottom, top } = part.area
    const header = { ...part.area, bottom: top }
    const totals = { ...part.area, top: bottom }
    if (
      owner.id === sheet.id && (
        part.headerRows > 0 && Area.intersects(header, area) || part.totalsRows > 0 && Area.intersects(totals, area)
      )
    ) {
      refuse("invalidArgument", "The header row and the total row of a table cannot be sorted.")
    }
  }
  Protection.checkAllowed(sheet, "sort")
  Protection.checkArea(state, sheet, area)
}

/**
 * Moves the cells of rows or columns within an area. `to` has the new index of each line that moves, and each of these
 * lines gets the cells of another one. Relative references in moved formulas move with them. Row heights and column
 * widths stay.
 */
export const reorder = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  axis: "rows" | "columns",
  to: ReadonlyMap<number, number>
): void => {
  if (to.size === 0) return
  const { part } = sheet
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  const newPosition = (row: number, column: number): readonly [row: number, column: number] =>
    axis === "rows" ? [to.get(row) ?? row, column] : [row, to.get(column) ?? column]
  SheetFormulas.unshareArea(part, area)
  const formulas = [...SheetData.formulas(part.data, area)].filter(([row, column]) => {
    const [toRow, toColumn] = newPosition(row, column)
    return toRow !== row || toColumn !== column
  })
  for (const [row, column] of formulas) calculation.clearFormula(index, row, column)
  if (axis === "rows") Areas.rearrangeRows(part.data, area, to)
  else Areas.rearrangeColumns(part.data, area, to)
  if (formulas.length > 0) state.formulasChanged = true
  if (formulas.some(([, , formula]) => typeof formula === "object")) part.arrays = undefined
  for (const [row, column, formula] of formulas) {
    const [toRow, toColumn] = newPosition(row, column)
    const translate = (text: string) => References.translate(text, toRow - row, toColumn - column)
    if (typeof formula === "string") SheetData.setFormula(part.data, toRow, toColumn, translate(formula))
    else if (formula.kind === "array") {
      const moved = { ...formula, text: translate(formula.text), area: Area.cell(toRow, toColumn) }
      SheetData.setFormula(part.data, toRow, toColumn, moved)
    }
    calculation.setFormula(index, toRow, toColumn)
  }
  const map = (cell: Area.Area): Area.Area => {
    if (!Area.isCell(cell) || !Area.contains(area, cell)) return cell
    const [row, column] = newPosition(cell.top, cell.left)
    return row === cell.top && column === cell.left ? cell : Area.cell(row, column)
  }
  Comments.move(state.package, sheet.partName, map)
  SheetRanges.mapHyperlinks(part, map)
  calculation.invalidate(index, area)
}

/** Sorts the rows or columns of an area. Hidden rows or columns stay where they are. */
export const sort = (state: State, model: Model.Sheet, requested: Area.Area, sort: Model.Sort): void => {
  const sheet = worksheetOf(state, model)
  const { part } = sheet
  const axis = sort.orientation === "Rows" ? "rows" : "columns"
  const headers = sort.hasHeaders ? 1 : 0
  const body = axis === "rows"
    ? { ...requested, top: requested.top + headers }
    : { ...requested, left: requested.left + headers }
  const used = SheetData.usedArea(part.data)
  const sorted = used === undefined || body.top > body.bottom || body.left > body.right
    ? undefined
    : Option.getOrUndefined(Area.intersection(body, used))
  if (sorted === undefined) {
    order(state, sheet, requested, [], sort)
    return
  }
  const lines: Array<number> = []
  const [first, last] = axis === "rows" ? [sorted.top, sorted.bottom] : [sorted.left, sorted.right]
  for (let line = first; line <= last; line++) {
    if (!(axis === "rows" ? SheetPart.rowHidden(part, line) : SheetPart.columnHidden(part, line))) lines.push(line)
  }
  const ordered = order(state, sheet, requested, lines, sort)
  const to = new Map<number, number>()
  for (const [position, line] of ordered.entries()) {
    const target = lines[position]
    if (target !== undefined && target !== line) to.set(line, target)
  }
  checkReorder(state, sheet, sorted)
  reorder(state, sheet, sorted, axis, to)
  if (to.size > 0) Calculating.recalculate(state)
}
