/**
 * Writes cells as if a user typed their contents. All contents are checked before the first one is stored. Then the
 * dependent formulas are calculated.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as Model from "../../Model.js"
import * as Input from "../format/Input.js"
import * as NumberFormat from "../format/NumberFormat.js"
import { AreaIndex } from "../formula/AreaIndex.js"
import * as Ast from "../formula/Ast.js"
import { isDynamicArray } from "../formula/DynamicArray.js"
import * as FormulaNotation from "../formula/FormulaNotation.js"
import * as A1Reference from "../parts/A1Reference.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import { blankContent, type CellWrite, constantContent, type Content, formulaContent } from "./CellWrite.js"
import * as Hiding from "./Hiding.js"
import * as Protection from "./Protection.js"
import { type State, tableAt, type WorksheetState } from "./State.js"
import * as TableCells from "./TableCells.js"

/** Excel's limits for the text and the formula of a cell, in characters. */
const maxText = 32_767
const maxFormula = 8_192

/** Yields every position of an area row by row, also without a cell in the sheet. */
function* cellsOf(area: Area.Area): Generator<readonly [row: number, column: number]> {
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) yield [row, column]
  }
}

const valueAt = (input: Model.CellValues | undefined, row: number, column: number): CellValue =>
  typeof input === "object" ? input[row]?.[column] ?? null : input ?? null

/** Converts a formula without `=` to the notation of files. Refuses a formula that cannot be parsed. */
export const formulaToFile = (text: string, table: string | undefined): string => {
  if (text.length > maxFormula) return refuse("invalidArgument", "The formula is longer than 8192 characters.")
  const formula = FormulaNotation.toFile(text, table)
  return Either.match(Ast.parse(formula), {
    onLeft: () => refuse("invalidArgument", `There is a problem with this formula: ${inQuotes(`=${text}`)}.`),
    onRight: () => formula
  })
}

/** Returns the content of a cell after a value is typed into it. `format` is the number format of the cell. */
export const parseTyped = (
  state: State,
  value: Exclude<CellValue, null>,
  format: string,
  table: string | undefined
): Content => {
  if (value === "") return blankContent
  const isText = format === "@"
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return refuse("invalidArgument", "A cell cannot hold a number that is not finite.")
    return constantContent(isText ? String(value) : value)
  }
  if (typeof value === "boolean") return constantContent(value)
  const quotePrefix = !isText && value.startsWith("'")
  if (value.length - (quotePrefix ? 1 : 0) > maxText) {
    return refuse("invalidArgument", "A cell cannot hold more than 32767 characters.")
  }
  if (isText) return constantContent(value)
  const input = Input.parse(value, { date1904: state.workbook.date1904, year: Calculating.yearNow(state) })
  return input.kind === "formula"
    ? formulaContent(formulaToFile(input.formula, table))
    : { ...blankContent, value: input.value, inputFormat: input.format, quotePrefix }
}

/** Returns the present formula of a cell if `value` is the displayed text of that formula. */
const unchangedFormula = (
  { part }: WorksheetState,
  row: number,
  column: number,
  value: Exclude<CellValue, null>,
  table: string | undefined
): Content | undefined => {
  if (typeof value !== "string" || !value.startsWith("=")) return undefined
  const formula = SheetFormulas.formula(part, row, column)
  return formula !== undefined && value === `=${FormulaNotation.toDisplay(formula, table)}`
    ? formulaContent(formula)
    : undefined
}

/** Yields the cells that changes can affect. If the changes only clear cells, these are the existing cells. */
const affectedCells = (
  { part }: WorksheetState,
  area: Area.Area,
  { formulas, formulasR1C1, numberFormat, values }: Model.Write
): Iterable<readonly [row: number, column: number]> => {
  const input = [formulas, formulasR1C1, values, numberFormat].filter((each) => each !== undefined)
  if (input.length === 0) return []
  return input.every((each) => each === "") && numberFormat === undefined
    ? Areas.cells(part.data, area)
    : cellsOf(area)
}

/** Returns the new input of a cell: its formula, or else its value. `null` leaves the cell unchanged. */
const contentAt = (
  area: Area.Area,
  { formulas, formulasR1C1, values }: Model.Write,
  row: number,
  column: number
): CellValue => {
  const valueOf = (input: Model.CellValues | undefined) => valueAt(input, row - area.top, column - area.left)
  const r1c1 = formulas === undefined ? valueOf(formulasR1C1) : null
  return valueOf(formulas) ??
    (typeof r1c1 === "string" && r1c1.startsWith("=")
      ? FormulaNotation.fromR1C1(r1c1, A1Reference.cell(row, column))
      : r1c1) ??
    valueOf(values)
}

const plan = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  changes: Model.Write
): ReadonlyArray<CellWrite> => {
  const { numberFormat } = changes
  const writes: Array<CellWrite> = []
  for (const [row, column] of affectedCells(sheet, area, changes)) {
    const input = valueAt(numberFormat, row - area.top, column - area.left)
    const value = contentAt(area, changes, row, column)
    if (input === null && value === null) continue
    const format = input === null ? undefined : formatCode(input)
    if (value === null) {
      writes.push({ row, column, content: undefined, format })
      continue
    }
    const shown = format ?? Styles.numberFormat(state.styles, SheetPart.style(sheet.part, row, column))
    const table = tableAt(state, sheet.id, row, column)?.part.name
    const unchanged = shown === "@" ? undefined : unchangedFormula(sheet, row, column, value, table)
    writes.push({ row, column, content: unchanged ?? parseTyped(state, value, shown, table), format })
  }
  return writes
}

const formatCode = (value: CellValue): string => {
  if (typeof value !== "string") return refuse("invalidArgument", "A number format must be text.")
  if (value === "") return "General"
  return NumberFormat.isValid(value)
    ? value
    : refuse("invalidArgument", `${inQuotes(value)} is not a number format that Excel knows.`)
}

/** Refuses a write to only a part of an array formula or data table. */
const checkArrays = (sheet: WorksheetState, written: Area.Area, changes: Model.Write): void => {
  const { formulas, formulasR1C1, values } = changes
  const isWritten = (row: number, column: number): boolean => contentAt(written, changes, row, column) !== null
  for (const { area, dynamic, kind } of SheetFormulas.arrays(sheet.part)) {
    const common = dynamic ? undefined : Option.getOrUndefined(Area.intersection(area, written))
    if (common === undefined) continue
    const isWhole = Area.contains(written, area)
    if (isWhole && [formulas, formulasR1C1, values].some((input) => input !== undefined && typeof input !== "object")) {
      continue
    }
    let changesCell = false
    let leavesCell = !isWhole
    for (const [row, column] of cellsOf(common)) {
      if (isWritten(row, column)) changesCell = true
      else leavesCell = true
      if (changesCell && leavesCell) {
        refuse(
          "invalidArgument",
          kind === "array" ? "You can't change part of an array." : "You can't change part of a data table."
        )
      }
    }
  }
}

/** Returns the dynamic arrays that fill more than one cell, or `undefined` if there are none. */
const spilledArrays = (sheet: WorksheetState): AreaIndex<SheetPart.ArrayFormula> | undefined => {
  let index: AreaIndex<SheetPart.ArrayFormula> | undefined
  for (const array of SheetFormulas.arrays(sheet.part)) {
    const { area, dynamic } = array
    if (!dynamic || (area.top === area.bottom && area.left === area.right)) continue
    index ??= new AreaIndex<SheetPart.ArrayFormula>()
    index.add(area, array)
  }
  return index
}

const isBlank = ({ formula, value }: Content): boolean => value === null && formula === undefined

/**
 * Reduces dynamic arrays to their own cell if one of their spilled cells is written. Calculation then gives `#SPILL!`.
 */
const collapseArrays = (state: State, sheet: WorksheetState, writes: ReadonlyArray<CellWrite>): void => {
  const arrays = spilledArrays(sheet)
  if (arrays === undefined) return
  const affected = new Set<SheetPart.ArrayFormula>()
  for (const { column, content, row } of writes) {
    if (content === undefined) continue
    arrays.forEach(Area.cell(row, column), (array) => {
      if (!isBlank(content) || (row === array.row && column === array.column)) affected.add(array)
    })
  }
  for (const array of affected) collapseArray(state, sheet, array)
}

/** Reduces a dynamic array to its own cell, and marks its dependents as dirty. */
export const collapseArray = (
  state: State,
  sheet: WorksheetState,
  { area, column, row }: SheetPart.ArrayFormula
): void => {
  const { part } = sheet
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  const filled = SheetPart.values(part, area)
  SheetFormulas.collapse(part, row, column)
  calculation.setFormula(index, row, column)
  calculation.collapseArray(index, row, column, filled)
  calculation.invalidate(index, area)
}

/** Returns whether a write sets the formula that the cell already has. The cell then keeps its value. */
const isUnchanged = ({ part }: WorksheetState, { column, content, row }: CellWrite): boolean => {
  if (content?.formula === undefined) return false
  const present = SheetData.formula(part.data, row, column)
  // Typing replaces a fixed array formula by a dynamic one.
  if (typeof present === "object" && present.kind === "array" && !present.dynamic) return false
  return SheetFormulas.formula(part, row, column) === content.formula
}

/** Stores cells and marks their dependents as dirty. It does not calculate them. */
export const apply = (state: State, sheet: WorksheetState, writes: ReadonlyArray<CellWrite>): void => {
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  const unchanged = new Set(writes.filter((write) => isUnchanged(sheet, write)))
  collapseArrays(state, sheet, writes.filter((write) => !unchanged.has(write)))
  const spilled = spilledArrays(sheet)
  for (const write of writes) {
    const { column, content, row } = write
    if (unchanged.has(write)) {
      calculation.setFormula(index, row, column)
      applyStyle(state, sheet, write)
      continue
    }
    // Clearing a spilled cell has no effect.
    const isSpilledBlank = content !== undefined && isBlank(content) && spilled?.has(Area.cell(row, column)) === true
    if (content !== undefined && !isSpilledBlank) {
      store(state, sheet, row, column, content)
      if (content.formula === undefined) calculation.clearFormula(index, row, column)
      else calculation.setFormula(index, row, column)
      calculation.invalidate(index, Area.cell(row, column))
    }
    applyStyle(state, sheet, write)
  }
  Calculating.evaluateEntered(state, index, writes.filter(({ content }) => content?.formula !== undefined))
}

const applyStyle = (state: State, sheet: WorksheetState, { column, content, format, row }: CellWrite): void => {
  const cellStyle = SheetData.style(sheet.part.data, row, column)
  const present = cellStyle ?? SheetPart.style(sheet.part, row, column)
  let style = present
  if (format !== undefined) style = Styles.withNumberFormat(state.styles, style, format)
  if (content !== undefined) {
    const { quotePrefix, inputFormat } = content
    if (inputFormat !== undefined && Styles.numberFormat(state.styles, style) === "General") {
      style = Styles.withNumberFormat(state.styles, style, inputFormat)
    }
    style = Styles.withQuotePrefix(state.styles, style, quotePrefix)
  }
  if (style !== present || (cellStyle === undefined && format !== undefined)) {
    SheetData.setStyle(sheet.part.data, row, column, style)
  }
}

const store = (state: State, sheet: WorksheetState, row: number, column: number, content: Content): void => {
  const { part } = sheet
  const { formula, value } = content
  const present = SheetData.formula(part.data, row, column)
  if (present !== undefined || formula !== undefined) state.formulasChanged = true
  if (present !== undefined) SheetFormulas.unshareBeforeRemoval(part, row, column)
  if (typeof present === "object" && present.kind !== "shared") part.arrays = undefined
  if (isBlank(content) && SheetData.style(part.data, row, column) === undefined) return
  const style = SheetPart.style(part, row, column)
  if (formula === undefined || !isDynamicArray(formula)) {
    SheetData.setCell(part.data, row, column, { value, formula }, style)
    return
  }
  const arrayFormula = { kind: "array", area: Area.cell(row, column), text: formula, dynamic: true } as const
  SheetData.setCell(part.data, row, column, { value, formula: arrayFormula }, style)
  part.arrays = undefined
}

/** Writes an area, and requests the calculation of dependent formulas. */
export const write = (state: State, sheet: WorksheetState, area: Area.Area, changes: Model.Write): void => {
  Hiding.check(sheet, area, changes)
  writeCells(state, sheet, area, changes)
  Hiding.apply(state, sheet, area, changes)
}

const writeCells = (state: State, sheet: WorksheetState, area: Area.Area, changes: Model.Write): void => {
  const planned = plan(state, sheet, area, changes)
  Protection.checkCells(state, sheet, planned)
  if (planned.every(({ content }) => content === undefined)) {
    for (const write of planned) applyStyle(state, sheet, write)
    return
  }
  checkArrays(sheet, area, changes)
  const { updateTables, writes } = TableCells.planTableUpdates(state, sheet, planned)
  apply(state, sheet, writes)
  updateTables()
  Calculating.recalculate(state)
}
