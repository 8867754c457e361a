/**
 * Keeps tables consistent with their header and totals cells: a header cell holds the name of its column, a totals cell
 * the total of its column.
 *
 * @since 0.1.0
 */
import type { Column, TablePart } from "../parts/TablePart.js"
import type { Scalar } from "../value/Value.js"
import { CellError } from "../value/Value.js"
import type { CellWrite } from "./CellWrite.js"
import * as Rewriting from "./Rewriting.js"
import { type State, tableAt, type TableState, type WorksheetState } from "./State.js"

/** Converts a value to the text of a header cell. */
export const headerText = (value: Scalar): string => {
  if (value === null) return ""
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  return value instanceof CellError ? value.code : String(value)
}

/** Generates unique column names for a table. Names are compared case-insensitively. */
export class ColumnNames {
  private readonly used = new Set<string>()
  /** The number to try next after a name, so that thousands of columns with the same name take linear time. */
  private readonly nextNumbers = new Map<string, number>()

  constructor(names: Iterable<string>) {
    for (const name of names) this.used.add(name.toLowerCase())
  }

  has(name: string): boolean {
    return this.used.has(name.toLowerCase())
  }

  /** Reserves a name. A used name gets a number; an empty name becomes `Column` with a number. */
  take(requested: string, position: number): string {
    const name = requested !== "" && !this.has(requested) ? requested : this.numbered(requested, position)
    this.used.add(name.toLowerCase())
    return name
  }

  private numbered(requested: string, position: number): string {
    const stem = requested === "" ? "Column" : requested
    const key = requested.toLowerCase()
    const first = requested === "" ? position + 1 : 2
    for (let number = Math.max(first, this.nextNumbers.get(key) ?? 0);; number++) {
      if (this.has(`${stem}${number}`)) continue
      this.nextNumbers.set(key, number + 1)
      return `${stem}${number}`
    }
  }

  /** Makes a name available again. */
  release(name: string): void {
    const [, stem, number] = /^([^]*?)(\d*)$/.exec(name.toLowerCase()) ?? []
    this.used.delete(name.toLowerCase())
    for (const key of stem === "column" ? [stem, ""] : [stem ?? ""]) {
      this.nextNumbers.set(key, Math.min(this.nextNumbers.get(key) ?? 0, Number(number ?? 0)))
    }
  }
}

interface Rename {
  readonly table: TableState
  readonly column: Column
  readonly name: string
}

/**
 * Returns the writes with unique texts in header cells, and a function that updates the tables. The caller stores the
 * writes before it calls the function.
 */
export const planTableUpdates = (
  state: State,
  sheet: WorksheetState,
  writes: ReadonlyArray<CellWrite>
): { readonly writes: ReadonlyArray<CellWrite>; readonly updateTables: () => void } => {
  if (!state.tables.some((table) => table.sheet.id === sheet.id)) return { writes, updateTables: () => {} }
  const renames: Array<Rename> = []
  const names = new Map<TableState, ColumnNames>()
  const newNames = new Map<Column, string>()
  const totalUpdates: Array<() => void> = []
  const adjusted = writes.map((write): CellWrite => {
    const { content } = write
    const table = content === undefined ? undefined : tableAt(state, sheet.id, write.row, write.column)
    if (content === undefined || table === undefined) return write
    const { part } = table
    const index = write.column - part.area.left
    const column = part.columns[index]
    if (column === undefined) return write
    if (part.totalsRows > 0 && write.row === part.area.bottom) {
      totalUpdates.push(() => updateTotal(part, column, content))
      return write
    }
    if (part.headerRows === 0 || write.row !== part.area.top) return write
    const requested = content.formula === undefined ? headerText(content.value) : `=${content.formula}`
    const columnNames = names.get(table) ?? new ColumnNames(part.columns.map((other) => other.name))
    names.set(table, columnNames)
    columnNames.release(newNames.get(column) ?? column.name)
    const name = columnNames.take(requested, index)
    newNames.set(column, name)
    renames.push({ table, column, name })
    return { ...write, content: { ...content, value: name, formula: undefined, inputFormat: undefined } }
  })
  const updateTables = () => {
    for (const { column, name, table } of renames) renameColumn(state, table, column, name)
    for (const set of totalUpdates) set()
  }
  return { writes: adjusted, updateTables }
}

/** Renames a column in its table and in all formulas. The caller writes the header cell. */
export const renameColumn = (state: State, table: TableState, column: Column, name: string): void => {
  if (column.name === name) return
  const from = column.name
  column.name = name
  table.part.changed = true
  Rewriting.rewrite(state, { kind: "renameColumn", table: table.part.name, from, to: name })
  state.calculation?.tableChanged(table.part.name)
}

const updateTotal = (
  part: TablePart,
  column: Column,
  { formula, value }: { readonly value: Scalar; readonly formula: string | undefined }
): void => {
  column.totalsLabel = formula === undefined && typeof value === "string" ? value : undefined
  column.totalsFunction = formula === undefined ? undefined : "custom"
  column.totalsFormula = formula
  part.changed = true
}
