/**
 * Writes cells the way typing does: everything is checked first, then stored, then what depends on it is calculated.
 *
 * @since 0.1.0
 */
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import * as Either from "effect/Either"
import { refuse } from "../BookError.js"
import * as Input from "../format/Input.js"
import * as NumberFormat from "../format/NumberFormat.js"
import * as Ast from "../formula/Ast.js"
import { isDynamic } from "../formula/Dynamic.js"
import * as FileForm from "../formula/FileForm.js"
import type { Scalar } from "../formula/Value.js"
import * as Reference from "../parts/Reference.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as Calculating from "./Calculating.js"
import type * as Model from "./Model.js"
import * as Protection from "./Protection.js"
import { type State, tableAt, type WorksheetState } from "./State.js"
import * as TableCells from "./TableCells.js"

/** The longest text and formula that a cell takes. */
const maxText = 32_767
const maxFormula = 8_192

/** A cell to write. */
export interface CellWrite {
  readonly row: number
  readonly column: number
  /** Absent when only the format is written. */
  readonly content: Content | undefined
  /** A number format to set. */
  readonly format: string | undefined
}

/** What typing puts into a cell. */
export interface Content {
  readonly value: Scalar
  readonly formula: string | undefined
  /** The number format that typing brings to a cell of General format. */
  readonly typedFormat: string | undefined
  /** Whether it was typed with a leading apostrophe. */
  readonly quoted: boolean
}

const blank: Content = { value: null, formula: undefined, typedFormat: undefined, quoted: false }

const constant = (value: Scalar): Content => ({ ...blank, value })

const at = (matrix: Matrix | undefined, row: number, column: number): CellValue => matrix?.[row]?.[column] ?? null

/** A formula as the file keeps it, checked. */
export const formulaToFile = (text: string, table: string | undefined): string => {
  if (text.length > maxFormula) return refuse("invalidArgument", "The formula is longer than 8192 characters.")
  const formula = FileForm.toFile(text, table)
  return Either.match(Ast.parse(formula), {
    onLeft: () => refuse("invalidArgument", `There is a problem with this formula: =${text}`),
    onRight: () => formula
  })
}

/** What a value becomes in a cell of a number format, as if it were typed. */
export const typed = (
  state: State,
  value: Exclude<CellValue, null>,
  format: string,
  table: string | undefined
): Content => {
  if (value === "") return blank
  const isText = format === "@"
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return refuse("invalidArgument", "A cell cannot hold a number that is not finite.")
    return constant(isText ? String(value) : value)
  }
  if (typeof value === "boolean") return constant(value)
  if (value.length > maxText) return refuse("invalidArgument", "A cell cannot hold more than 32767 characters.")
  if (isText) return constant(value)
  const input = Input.parse(value, { date1904: state.workbook.date1904, year: Calculating.yearNow(state) })
  return input.kind === "formula"
    ? { ...blank, formula: formulaToFile(input.formula, table) }
    : { ...blank, value: input.value, typedFormat: input.format, quoted: value.startsWith("'") }
}

/** The formula that a cell has, where it is given back as reading shows it. */
const asRead = (
  { part }: WorksheetState,
  row: number,
  column: number,
  value: Exclude<CellValue, null>,
  table: string | undefined
): Content | undefined => {
  if (typeof value !== "string" || !value.startsWith("=")) return undefined
  const formula = SheetFormulas.formula(part, row, column)
  return formula !== undefined && value === `=${FileForm.toDisplay(formula, table)}` ? { ...blank, formula } : undefined
}

const plan = (
  state: State,
  sheet: WorksheetState,
  area: Model.Area,
  changes: Model.Write
): ReadonlyArray<CellWrite> => {
  const { formulas, numberFormat, values } = changes
  const writes: Array<CellWrite> = []
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) {
      const given = at(numberFormat, row - area.top, column - area.left)
      const value = at(formulas, row - area.top, column - area.left) ?? at(values, row - area.top, column - area.left)
      if (given === null && value === null) continue
      const format = given === null ? undefined : formatCode(given)
      if (value === null) {
        writes.push({ row, column, content: undefined, format })
        continue
      }
      const shown = format ?? Styles.code(state.styles, SheetPart.style(sheet.part, row, column))
      const table = tableAt(state, sheet.id, row, column)?.part.name
      const kept = shown === "@" ? undefined : asRead(sheet, row, column, value, table)
      const content = kept ?? typed(state, value, shown, table)
      writes.push({ row, column, content, format })
    }
  }
  return writes
}

const formatCode = (value: CellValue): string => {
  if (typeof value !== "string") return refuse("invalidArgument", "A number format must be text.")
  if (value === "") return "General"
  return NumberFormat.isValid(value)
    ? value
    : refuse("invalidArgument", `'${value}' is not a number format that Excel knows.`)
}

/** Refuses a write into part of an array formula or data table. */
const checkArrays = (sheet: WorksheetState, writes: ReadonlyArray<CellWrite>): void => {
  for (const { area, dynamic, kind } of SheetFormulas.arrays(sheet.part)) {
    if (dynamic) continue
    let hit = 0
    for (const { column, content, row } of writes) {
      if (content !== undefined && Reference.containsCell(area, row, column)) hit++
    }
    if (hit === 0 || hit === (area.bottom - area.top + 1) * (area.right - area.left + 1)) continue
    refuse(
      "invalidArgument",
      kind === "array" ? "You can't change part of an array." : "You can't change part of a data table."
    )
  }
}

/** The dynamic arrays that fill more than their own cell. */
const spills = (sheet: WorksheetState): ReadonlyArray<SheetPart.ArrayFormula> =>
  SheetFormulas.arrays(sheet.part).filter(({ area, dynamic }) =>
    dynamic && (area.top !== area.bottom || area.left !== area.right)
  )

const isBlank = ({ formula, value }: Content): boolean => value === null && formula === undefined

/** Dynamic arrays whose cells are written draw back to their own cell; calculation finds them obstructed then. */
const withdrawArrays = (state: State, sheet: WorksheetState, writes: ReadonlyArray<CellWrite>): void => {
  const { part } = sheet
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  for (const { area, column, row } of spills(sheet)) {
    const hit = writes.some((write) =>
      write.content !== undefined && Reference.containsCell(area, write.row, write.column) &&
      (!isBlank(write.content) || (write.row === row && write.column === column))
    )
    if (!hit) continue
    const filled = SheetPart.values(part, area)
    SheetFormulas.withdraw(part, row, column)
    calculation.setFormula(index, row, column)
    calculation.withdrawArray(index, row, column, filled)
    calculation.invalidate(index, area)
  }
}

/** Whether a cell is given the formula that it has, as when rows that were read are written back: it keeps its value. */
const isUnchanged = ({ part }: WorksheetState, { column, content, row }: CellWrite): boolean => {
  if (content?.formula === undefined) return false
  const present = SheetData.formula(part.data, row, column)
  // typing makes a dynamic array of a fixed one
  if (typeof present === "object" && present.kind === "array" && !present.dynamic) return false
  return SheetFormulas.formula(part, row, column) === content.formula
}

/** Stores cells and tells calculation, which does not run yet. */
export const apply = (state: State, sheet: WorksheetState, writes: ReadonlyArray<CellWrite>): void => {
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  const unchanged = new Set(writes.filter((write) => isUnchanged(sheet, write)))
  withdrawArrays(state, sheet, writes.filter((write) => !unchanged.has(write)))
  const filled = spills(sheet)
  for (const write of writes) {
    const { column, content, row } = write
    if (unchanged.has(write)) {
      calculation.setFormula(index, row, column)
      applyStyle(state, sheet, write)
      continue
    }
    // a blank typed over a spilled cell changes nothing
    const keeps = content !== undefined && isBlank(content) &&
      filled.some(({ area }) => Reference.containsCell(area, row, column))
    if (content !== undefined && !keeps) {
      store(state, sheet, row, column, content)
      if (content.formula === undefined) calculation.clearFormula(index, row, column)
      else calculation.setFormula(index, row, column)
      calculation.invalidate(index, { top: row, left: column, bottom: row, right: column })
    }
    applyStyle(state, sheet, write)
  }
  Calculating.evaluateEntered(state, index, writes.filter(({ content }) => content?.formula !== undefined))
}

const applyStyle = (state: State, sheet: WorksheetState, { column, content, format, row }: CellWrite): void => {
  const own = SheetData.style(sheet.part.data, row, column)
  const present = own ?? SheetPart.style(sheet.part, row, column)
  let style = present
  if (format !== undefined) style = Styles.withCode(state.styles, style, format)
  if (content !== undefined) {
    const { quoted, typedFormat } = content
    if (typedFormat !== undefined && Styles.code(state.styles, style) === "General") {
      style = Styles.withCode(state.styles, style, typedFormat)
    }
    style = Styles.withQuote(state.styles, style, quoted)
  }
  if (style !== present || (own === undefined && format !== undefined)) {
    SheetData.setStyle(sheet.part.data, row, column, style)
  }
}

const store = (state: State, sheet: WorksheetState, row: number, column: number, content: Content): void => {
  const { part } = sheet
  const { formula, value } = content
  const present = SheetData.formula(part.data, row, column)
  if (present !== undefined || formula !== undefined) state.formulasChanged = true
  if (present !== undefined) SheetFormulas.release(part, row, column)
  if (typeof present === "object" && present.kind !== "shared") part.arrays = undefined
  if (isBlank(content) && SheetData.style(part.data, row, column) === undefined) return
  const style = SheetPart.style(part, row, column)
  if (formula === undefined || !isDynamic(formula)) {
    SheetData.setCell(part.data, row, column, { value, formula }, style)
    return
  }
  const area = { top: row, left: column, bottom: row, right: column }
  const spilling = { kind: "array", area, text: formula, dynamic: true } as const
  SheetData.setCell(part.data, row, column, { value, formula: spilling }, style)
  part.arrays = undefined
}

/** Writes an area and calculates. */
export const write = (state: State, sheet: WorksheetState, area: Model.Area, changes: Model.Write): void => {
  const planned = plan(state, sheet, area, changes)
  Protection.checkCells(state, sheet, planned)
  if (planned.every(({ content }) => content === undefined)) {
    for (const one of planned) applyStyle(state, sheet, one)
    return
  }
  checkArrays(sheet, planned)
  const { commit, writes } = TableCells.follow(state, sheet, planned)
  apply(state, sheet, writes)
  commit()
  Calculating.recalculate(state)
}
