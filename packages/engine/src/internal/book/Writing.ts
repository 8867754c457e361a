/**
 * Writes cells the way typing does: everything is checked first, then stored, then what depends on it is calculated.
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
import { isDynamic } from "../formula/Dynamic.js"
import * as FileForm from "../formula/FileForm.js"
import * as Reference from "../parts/Reference.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import { blank, type CellWrite, constant, type Content, formula as formulaOnly } from "./CellWrite.js"
import * as Protection from "./Protection.js"
import { type State, tableAt, type WorksheetState } from "./State.js"
import * as TableCells from "./TableCells.js"

/** The longest text and formula that a cell takes. */
const maxText = 32_767
const maxFormula = 8_192

/** Every cell of an area, row by row, whether the sheet has it or not. */
function* cellsOf(area: Area.Area): Generator<readonly [row: number, column: number]> {
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) yield [row, column]
  }
}

const at = (given: Model.Given | undefined, row: number, column: number): CellValue =>
  typeof given === "object" ? given[row]?.[column] ?? null : given ?? null

/** A formula as the file keeps it, checked. */
export const formulaToFile = (text: string, table: string | undefined): string => {
  if (text.length > maxFormula) return refuse("invalidArgument", "The formula is longer than 8192 characters.")
  const formula = FileForm.toFile(text, table)
  return Either.match(Ast.parse(formula), {
    onLeft: () => refuse("invalidArgument", `There is a problem with this formula: =${text}`),
    onRight: () => formula
  })
}

/** The content of a cell with a number format after a value was typed into it. */
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
  const quoted = !isText && value.startsWith("'")
  if (value.length - (quoted ? 1 : 0) > maxText) {
    return refuse("invalidArgument", "A cell cannot hold more than 32767 characters.")
  }
  if (isText) return constant(value)
  const input = Input.parse(value, { date1904: state.workbook.date1904, year: Calculating.yearNow(state) })
  return input.kind === "formula"
    ? formulaOnly(formulaToFile(input.formula, table))
    : { ...blank, value: input.value, typedFormat: input.format, quoted }
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
  return formula !== undefined && value === `=${FileForm.toDisplay(formula, table)}` ? formulaOnly(formula) : undefined
}

/** The cells that changes can concern: no others than those that are there, if all that happens is that cells are cleared. */
const concerned = (
  { part }: WorksheetState,
  area: Area.Area,
  { formulas, formulasR1C1, numberFormat, values }: Model.Write
): Iterable<readonly [row: number, column: number]> => {
  const given = [formulas, formulasR1C1, values, numberFormat].filter((each) => each !== undefined)
  if (given.length === 0) return []
  return given.every((each) => each === "") && numberFormat === undefined
    ? Areas.cells(part.data, area)
    : cellsOf(area)
}

/** The new content of a cell: a formula, or else a value; `null` clears it. */
const contentAt = (
  area: Area.Area,
  { formulas, formulasR1C1, values }: Model.Write,
  row: number,
  column: number
): CellValue => {
  const of = (given: Model.Given | undefined) => at(given, row - area.top, column - area.left)
  const relative = formulas === undefined ? of(formulasR1C1) : null
  return of(formulas) ??
    (typeof relative === "string" && relative.startsWith("=")
      ? FileForm.fromR1C1(relative, Reference.cell(row, column))
      : relative) ??
    of(values)
}

const plan = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  changes: Model.Write
): ReadonlyArray<CellWrite> => {
  const { numberFormat } = changes
  const writes: Array<CellWrite> = []
  for (const [row, column] of concerned(sheet, area, changes)) {
    const given = at(numberFormat, row - area.top, column - area.left)
    const value = contentAt(area, changes, row, column)
    if (given === null && value === null) continue
    const format = given === null ? undefined : formatCode(given)
    if (value === null) {
      writes.push({ row, column, content: undefined, format })
      continue
    }
    const shown = format ?? Styles.code(state.styles, SheetPart.style(sheet.part, row, column))
    const table = tableAt(state, sheet.id, row, column)?.part.name
    const kept = shown === "@" ? undefined : asRead(sheet, row, column, value, table)
    writes.push({ row, column, content: kept ?? typed(state, value, shown, table), format })
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
const checkArrays = (sheet: WorksheetState, written: Area.Area, changes: Model.Write): void => {
  const { formulas, formulasR1C1, values } = changes
  const isWritten = (row: number, column: number): boolean => contentAt(written, changes, row, column) !== null
  for (const { area, dynamic, kind } of SheetFormulas.arrays(sheet.part)) {
    const common = dynamic ? undefined : Option.getOrUndefined(Area.intersection(area, written))
    if (common === undefined) continue
    const isWhole = Area.contains(written, area)
    if (isWhole && [formulas, formulasR1C1, values].some((given) => given !== undefined && typeof given !== "object")) {
      continue
    }
    let hit = false
    let missed = !isWhole
    for (const [row, column] of cellsOf(common)) {
      if (isWritten(row, column)) hit = true
      else missed = true
      if (hit && missed) {
        refuse(
          "invalidArgument",
          kind === "array" ? "You can't change part of an array." : "You can't change part of a data table."
        )
      }
    }
  }
}

/** The dynamic arrays that fill more than their own cell; `undefined` if there are none. */
const spills = (sheet: WorksheetState): AreaIndex<SheetPart.ArrayFormula> | undefined => {
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

/** Dynamic arrays whose cells are written draw back to their own cell; calculation finds them obstructed then. */
const withdrawArrays = (state: State, sheet: WorksheetState, writes: ReadonlyArray<CellWrite>): void => {
  const { part } = sheet
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  const arrays = spills(sheet)
  if (arrays === undefined) return
  const hit = new Set<SheetPart.ArrayFormula>()
  for (const { column, content, row } of writes) {
    if (content === undefined) continue
    arrays.forEach(Area.cell(row, column), (array) => {
      if (!isBlank(content) || (row === array.row && column === array.column)) hit.add(array)
    })
  }
  for (const { area, column, row } of hit) {
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
    const keeps = content !== undefined && isBlank(content) && filled?.has(Area.cell(row, column)) === true
    if (content !== undefined && !keeps) {
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
  const spilling = { kind: "array", area: Area.cell(row, column), text: formula, dynamic: true } as const
  SheetData.setCell(part.data, row, column, { value, formula: spilling }, style)
  part.arrays = undefined
}

/** Writes an area and calculates. */
export const write = (state: State, sheet: WorksheetState, area: Area.Area, changes: Model.Write): void => {
  const planned = plan(state, sheet, area, changes)
  Protection.checkCells(state, sheet, planned)
  if (planned.every(({ content }) => content === undefined)) {
    for (const one of planned) applyStyle(state, sheet, one)
    return
  }
  checkArrays(sheet, area, changes)
  const { commit, writes } = TableCells.follow(state, sheet, planned)
  apply(state, sheet, writes)
  commit()
  Calculating.recalculate(state)
}
