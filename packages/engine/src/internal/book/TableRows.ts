/**
 * Rows of tables: inserted with everything that Excel does on the way, and deleted.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type * as Model from "../../Model.js"
import * as References from "../formula/References.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as CellWrite from "./CellWrite.js"
import * as Protection from "./Protection.js"
import * as Shifting from "./Shifting.js"
import { type State, tableOf, type TableState } from "./State.js"
import { clearRow } from "./TableSpecialRows.js"
import * as Writing from "./Writing.js"

const bodyTop = (part: TablePart.TablePart): number => part.area.top + part.headerRows

/** The number of data rows of a table. */
const rowCount = (part: TablePart.TablePart): number => {
  const body = TablePart.body(part)
  return body === undefined ? 0 : Area.rowCount(body)
}

const checkShape = (part: TablePart.TablePart, values: Matrix): void => {
  const width = part.columns.length
  if (values.length === 0 || values.some((row) => row.length !== width)) {
    refuse(
      "invalidArgument",
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range."
    )
  }
}

/** The move of the sheet's cells when rows are inserted into a table. */
const moveFor = (state: State, table: TableState, at: number, count: number): Shifting.Move => {
  const { part, sheet } = table
  const { area } = part
  const body = TablePart.body(part)
  const isAppended = at === area.bottom - part.totalsRows + 1
  const lastLine = Shifting.lastLine("rows")
  const below = { top: area.bottom + 1, bottom: lastLine, left: area.left, right: area.right }
  return {
    kind: "insert",
    sheet,
    shift: { axis: "rows", at, count, bandFirst: area.left, bandLast: area.right },
    last: isAppended && !Shifting.isOccupied(state, sheet, below) ? area.bottom : lastLine,
    table,
    grows: isAppended ? body : undefined
  }
}

/** Inserts rows before an index, or at the end, and returns the index of the first. */
export const add = (state: State, model: Model.Table, index: number | null, values: Matrix): number => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheet(sheet)
  checkShape(part, values)
  const present = rowCount(part)
  const at = index ?? present
  if (!Number.isInteger(at) || at < 0 || at > present) {
    return refuse("invalidArgument", `There is no row ${at} in the table '${part.name}'.`)
  }
  const top = bodyTop(part)
  const template = at === 0 ? top : top + at - 1
  const contents = plan(state, table, template, values)
  const followed = columnsFollowingFirstRow(table)
  const fills = part.insertRow ? 1 : 0
  const inserted = values.length - fills
  if (part.area.bottom + inserted > Shifting.lastLine("rows")) {
    return refuse("nonBlankCellOffSheet", "The table would reach over the end of the worksheet.")
  }
  const move = moveFor(state, table, top + at + fills, inserted)
  if (inserted > 0) {
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom + inserted }
  }
  part.insertRow = false
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  // the row that lends its looks has moved down if the new rows came before it
  fill(state, table, top + at, at === 0 && present > 0 ? template + inserted : template, contents)
  followFirstRow(table, followed)
  Calculating.recalculate(state)
  return at
}

/** The columns whose formula is, as usual, the one in their first row. */
const columnsFollowingFirstRow = ({ part, sheet }: TableState): ReadonlyArray<TablePart.Column> =>
  part.columns.filter(({ calculated }, place) =>
    calculated !== undefined && calculated === SheetFormulas.formula(sheet.part, bodyTop(part), part.area.left + place)
  )

/** Sets the formula of columns to that of their first row, which may be another row now. */
const followFirstRow = ({ part, sheet }: TableState, columns: ReadonlyArray<TablePart.Column>): void => {
  for (const column of columns) {
    const place = part.area.left + part.columns.indexOf(column)
    column.calculated = SheetFormulas.formula(sheet.part, bodyTop(part), place) ?? column.calculated
  }
}

type Row = ReadonlyArray<CellWrite.Content | undefined>

/** The cell contents for values that are typed into copies of the template row. */
const plan = (state: State, { part, sheet }: TableState, template: number, values: Matrix): ReadonlyArray<Row> => {
  const formats = part.columns.map((_, place) =>
    Styles.code(state.styles, SheetPart.style(sheet.part, template, part.area.left + place))
  )
  const content = (value: CellValue, place: number) =>
    value === null ? undefined : Writing.typed(state, value, formats[place] ?? "General", part.name)
  return values.map((row) => row.map(content))
}

/** Writes new rows: the template's style, the values, and formulas where a column calculates. */
const fill = (state: State, table: TableState, first: number, template: number, rows: ReadonlyArray<Row>): void => {
  const { part, sheet } = table
  const { data } = sheet.part
  const writes: Array<CellWrite.CellWrite> = []
  const lent = part.columns.map((column, place) => ({
    style: SheetData.style(data, template, part.area.left + place),
    formula: column.calculated === undefined
      ? undefined
      : SheetFormulas.formula(sheet.part, template, part.area.left + place) ?? column.calculated
  }))
  for (const [down, contents] of rows.entries()) {
    const row = first + down
    for (const [place, content] of contents.entries()) {
      const column = part.area.left + place
      const { formula, style } = lent[place] ?? {}
      if (style !== undefined && style !== SheetPart.style(sheet.part, row, column)) {
        SheetData.setStyle(data, row, column, style)
      }
      const written = content ??
        (formula === undefined ? undefined : CellWrite.formula(References.translate(formula, row - template, 0)))
      if (written !== undefined) writes.push(CellWrite.make(row, column, written))
    }
  }
  Writing.apply(state, sheet, writes)
}

/** Deletes rows from an index on. A table keeps one row, blank, when all its data goes. */
export const remove = (state: State, model: Model.Table, index: number, count: number): void => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheet(sheet)
  const present = rowCount(part)
  if (!Number.isInteger(index) || index < 0 || count < 1 || index + count > present) {
    refuse("itemNotFound", `There is no row ${index} in the table '${part.name}'.`)
  }
  const keeps = count === present ? 1 : 0
  const followed = columnsFollowingFirstRow(table)
  const deleted = count - keeps
  const top = bodyTop(part)
  if (deleted > 0) {
    const move: Shifting.Move = {
      kind: "delete",
      sheet,
      shift: {
        axis: "rows",
        at: top + index + keeps,
        count: deleted,
        bandFirst: part.area.left,
        bandLast: part.area.right
      },
      last: Shifting.lastLine("rows"),
      table,
      grows: undefined
    }
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom - deleted }
  }
  followFirstRow(table, followed)
  if (keeps > 0) {
    clearRow(state, table, top)
    part.insertRow = true
  }
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  Calculating.recalculate(state)
}
