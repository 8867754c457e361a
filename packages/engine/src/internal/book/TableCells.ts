/**
 * Cells that a table knows about too: a header's text is its column's name, a totals row's cell its column's total.
 *
 * @since 0.1.0
 */
import type { Scalar } from "../formula/Value.js"
import { CellError } from "../formula/Value.js"
import type { Column, TablePart } from "../parts/TablePart.js"
import type { CellWrite } from "./CellWrite.js"
import * as Rewriting from "./Rewriting.js"
import { type State, tableAt, type TableState, type WorksheetState } from "./State.js"

/** The text of a header cell. Other values are converted to text. */
export const headerText = (value: Scalar): string => {
  if (value === null) return ""
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  return value instanceof CellError ? value.code : String(value)
}

/** Names for the columns of a table, no two of them the same. */
export class ColumnNames {
  private readonly taken = new Set<string>()
  /** Numbers from 2 up to this one are taken after a name: the same name may be wanted for thousands of columns. */
  private readonly counted = new Map<string, number>()

  constructor(names: Iterable<string>) {
    for (const name of names) this.taken.add(name.toLowerCase())
  }

  has(name: string): boolean {
    return this.taken.has(name.toLowerCase())
  }

  /** Takes the wanted name, with a number if another column has it; `Column1` and so on for none. */
  take(wanted: string, position: number): string {
    const name = wanted !== "" && !this.has(wanted) ? wanted : this.numbered(wanted, position)
    this.taken.add(name.toLowerCase())
    return name
  }

  private numbered(wanted: string, position: number): string {
    const stem = wanted === "" ? "Column" : wanted
    const key = wanted.toLowerCase()
    const first = wanted === "" ? position + 1 : 2
    for (let number = Math.max(first, this.counted.get(key) ?? 0);; number++) {
      if (this.has(`${stem}${number}`)) continue
      this.counted.set(key, number + 1)
      return `${stem}${number}`
    }
  }

  /** Gives a name back. */
  free(name: string): void {
    const [, stem, number] = /^([^]*?)(\d*)$/.exec(name.toLowerCase()) ?? []
    this.taken.delete(name.toLowerCase())
    for (const key of stem === "column" ? [stem, ""] : [stem ?? ""]) {
      this.counted.set(key, Math.min(this.counted.get(key) ?? 0, Number(number ?? 0)))
    }
  }
}

interface Rename {
  readonly table: TableState
  readonly column: Column
  readonly name: string
}

/** The writes with headers made fit to be names, and what the tables have to do after them. */
export const follow = (
  state: State,
  sheet: WorksheetState,
  writes: ReadonlyArray<CellWrite>
): { readonly writes: ReadonlyArray<CellWrite>; readonly commit: () => void } => {
  if (!state.tables.some((table) => table.sheet.id === sheet.id)) return { writes, commit: () => {} }
  const renames: Array<Rename> = []
  const names = new Map<TableState, ColumnNames>()
  const given = new Map<Column, string>()
  const totals: Array<() => void> = []
  const followed = writes.map((write): CellWrite => {
    const { content } = write
    const table = content === undefined ? undefined : tableAt(state, sheet.id, write.row, write.column)
    if (content === undefined || table === undefined) return write
    const { part } = table
    const place = write.column - part.area.left
    const column = part.columns[place]
    if (column === undefined) return write
    if (part.totalsRows > 0 && write.row === part.area.bottom) {
      totals.push(() => setTotal(part, column, content))
      return write
    }
    if (part.headerRows === 0 || write.row !== part.area.top) return write
    const wanted = content.formula === undefined ? headerText(content.value) : `=${content.formula}`
    const taken = names.get(table) ?? new ColumnNames(part.columns.map((one) => one.name))
    names.set(table, taken)
    taken.free(given.get(column) ?? column.name)
    const name = taken.take(wanted, place)
    given.set(column, name)
    renames.push({ table, column, name })
    return { ...write, content: { ...content, value: name, formula: undefined, typedFormat: undefined } }
  })
  const commit = () => {
    for (const { column, name, table } of renames) renameColumn(state, table, column, name)
    for (const set of totals) set()
  }
  return { writes: followed, commit }
}

/** Renames a column in its table and in every formula that names it; its header cell is the caller's. */
export const renameColumn = (state: State, table: TableState, column: Column, name: string): void => {
  if (column.name === name) return
  const from = column.name
  column.name = name
  table.part.changed = true
  Rewriting.rewrite(state, { kind: "renameColumn", table: table.part.name, from, to: name })
  state.calculation?.tableChanged(table.part.name)
}

const setTotal = (
  part: TablePart,
  column: Column,
  { formula, value }: { readonly value: Scalar; readonly formula: string | undefined }
): void => {
  column.totalsLabel = formula === undefined && typeof value === "string" ? value : undefined
  column.totalsFunction = formula === undefined ? undefined : "custom"
  column.totalsFormula = formula
  part.changed = true
}
