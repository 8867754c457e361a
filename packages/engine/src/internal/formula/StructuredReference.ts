/**
 * Resolves structured references (`Orders[[#This Row],[Price]]`) to areas.
 *
 * @since 0.1.0
 */
import { type CellError, REF, type SheetArea, VALUE } from "../value/Value.js"
import type { Section, StructuredReference } from "./Ast.js"
import type { Host, TableShape } from "./Host.js"

/** Finds the table of a structured reference in the formula of a cell. */
export const findTable = (
  node: StructuredReference,
  host: Pick<Host, "table" | "tableAt">,
  sheet: number,
  row: number,
  column: number
): TableShape | undefined => node.table === undefined ? host.tableAt(sheet, row, column) : host.table(node.table)

/** Returns the area of a structured reference in a formula at a row. */
export const resolveArea = (node: StructuredReference, table: TableShape, row: number): SheetArea | CellError => {
  const columns = columnsOf(node, table)
  if (columns === undefined) return REF
  const rows = node.sections.includes("this row") ? thisRow(table, row) : rowsOf(node.sections, table)
  if (rows === undefined) return node.sections.includes("this row") ? VALUE : REF
  return { sheet: table.sheet, top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] }
}

type LineRange = readonly [first: number, last: number]

const columnsOf = ({ columns }: StructuredReference, { area, columns: names }: TableShape): LineRange | undefined => {
  const [first, last] = columns
  if (first === undefined) return [area.left, area.right]
  const from = indexOf(names, first)
  const to = last === undefined ? from : indexOf(names, last)
  return from < 0 || to < 0 ? undefined : [area.left + Math.min(from, to), area.left + Math.max(from, to)]
}

const indexOf = (names: ReadonlyArray<string>, name: string): number => {
  const exact = names.indexOf(name)
  return exact >= 0 ? exact : names.findIndex((each) => sameColumn(each, name))
}

/** Compares column names. A formula contains a space where the name of the column has a line break. */
export const sameColumn = (left: string, right: string): boolean => columnKey(left) === columnKey(right)

const columnKey = (name: string): string => name.toLowerCase().replaceAll("\n", " ")

const thisRow = ({ area, headerRows, totalsRows }: TableShape, row: number): LineRange | undefined =>
  row >= area.top + headerRows && row <= area.bottom - totalsRows ? [row, row] : undefined

const rowsOf = (
  sections: ReadonlyArray<Section>,
  { area, headerRows, totalsRows }: TableShape
): LineRange | undefined => {
  if (sections.includes("all")) return [area.top, area.bottom]
  const headers = sections.includes("headers")
  const totals = sections.includes("totals")
  const data = sections.includes("data") || (!headers && !totals)
  if ((headers && headerRows === 0 && !data) || (totals && totalsRows === 0 && !data)) return undefined
  const first = headers ? area.top : data ? area.top + headerRows : area.bottom - totalsRows + 1
  const last = totals ? area.bottom : data ? area.bottom - totalsRows : area.top + headerRows - 1
  return [first, last]
}
