/**
 * Inserts lines into a band of a sheet, or deletes them: cells move, and everything that refers to them follows.
 *
 * The band is the columns of a table when rows come or go, its rows when columns do.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { Shift } from "../formula/Shift.js"
import * as Comments from "../parts/Comments.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as Rewriting from "./Rewriting.js"
import type { State, TableState, WorksheetState } from "./State.js"

/** Lines to insert before, or to delete from, `shift.at`. */
export interface Move {
  readonly kind: "insert" | "delete"
  readonly sheet: WorksheetState
  readonly shift: Shift
  /** The last line that moves. */
  readonly last: number
  /** The table in which it happens: its own area is the caller's. */
  readonly table: TableState | undefined
  /** An area just before the inserted lines: references to all of its lines grow over them. */
  readonly grows: Area.Area | undefined
}

const areaOf = (shift: Shift, first: number, last: number): Area.Area =>
  shift.axis === "rows"
    ? { top: first, bottom: last, left: shift.bandFirst, right: shift.bandLast }
    : { top: shift.bandFirst, bottom: shift.bandLast, left: first, right: last }

/** The greatest index along an axis. */
export const lastLine = (axis: Shift["axis"]): number => axis === "rows" ? Area.maxRow : Area.maxColumn

/** The cells that move or go. */
const region = ({ last, shift }: Move): Area.Area => areaOf(shift, shift.at, last)

const isEmpty = (area: Area.Area): boolean => area.top > area.bottom || area.left > area.right

/** Whether there is something in an area that would be in the way. */
export const isOccupied = (state: State, sheet: WorksheetState, area: Area.Area): boolean =>
  !isEmpty(area) && (
    Areas.hasContent(sheet.part.data, area) ||
    state.tables.some((table) => table.sheet.id === sheet.id && Area.intersects(table.part.area, area)) ||
    SheetRanges.merges(sheet.part).some((merge) => Area.intersects(merge, area))
  )

const isWithinBand = ({ shift }: Move, area: Area.Area): boolean =>
  shift.axis === "rows"
    ? shift.bandFirst <= area.left && area.right <= shift.bandLast
    : shift.bandFirst <= area.top && area.bottom <= shift.bandLast

const firstLine = ({ shift }: Move, area: Area.Area): number => shift.axis === "rows" ? area.top : area.left

/** Refuses a move that would tear something apart or push something off the sheet. */
export const check = (state: State, move: Move): void => {
  const { kind, last, shift, sheet } = move
  const moved = region(move)
  if (isEmpty(moved)) return
  for (const table of state.tables) {
    if (table === move.table || table.sheet.id !== sheet.id || !Area.intersects(table.part.area, moved)) continue
    if (isWithinBand(move, table.part.area) && firstLine(move, table.part.area) >= shift.at) continue
    refuse(
      "insertDeleteConflict",
      "This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet."
    )
  }
  if (sheet.pivots.some((pivot) => Area.intersects(pivot, moved))) {
    refuse(
      "insertDeleteConflict",
      "We can't make this change for the selected cells because it will affect a PivotTable."
    )
  }
  for (const merge of SheetRanges.merges(sheet.part)) {
    if (Area.intersects(merge, moved) && !isWithinBand(move, merge)) {
      refuse("insertDeleteConflict", "To do this, all the merged cells need to be the same size.")
    }
  }
  for (const { area, dynamic } of SheetFormulas.arrays(sheet.part)) {
    if (!dynamic && Area.intersects(area, moved) && !Area.contains(moved, area)) {
      refuse("insertDeleteConflict", "You can't change part of an array.")
    }
  }
  if (kind === "insert" && last === lastLine(shift.axis)) {
    const pushedOff = areaOf(shift, last - shift.count + 1, last)
    if (Areas.hasContent(sheet.part.data, pushedOff)) {
      refuse(
        "nonBlankCellOffSheet",
        "To prevent possible loss of data, Excel cannot shift nonblank cells off of the worksheet."
      )
    }
  }
}

/** The lines of an area after a shift; `undefined` if none is left. */
const mapLines = (move: Move, first: number, last: number, isWhole: boolean): readonly [number, number] | undefined => {
  const { grows, kind, shift } = move
  if (isWhole || first > move.last) return [first, last]
  const { at, count } = shift
  if (kind === "insert") {
    if (last < at) {
      const covers = grows !== undefined && last === at - 1 && first <= firstLine(move, grows)
      return covers ? [first, last + count] : [first, last]
    }
    return [first >= at ? first + count : first, last > move.last ? last : Math.min(last + count, lastLine(shift.axis))]
  }
  const end = at + count
  const from = first < at ? first : first >= end ? first - count : at
  const to = last < at || last > move.last ? last : last >= end ? last - count : at - 1
  return from > to ? undefined : [from, to]
}

/** New bounds of a reference to cells of the sheet. */
const mapArea = (move: Move) => (area: Area.Area): Area.Area | undefined => {
  if (!isWithinBand(move, area)) return area
  if (move.shift.axis === "rows") {
    const isSingle = area.top === area.bottom && area.left === area.right
    const lines = isSingle && area.bottom < move.shift.at
      ? [area.top, area.bottom] as const
      : mapLines(move, area.top, area.bottom, Area.isWholeColumns(area))
    return lines === undefined || (lines[0] === area.top && lines[1] === area.bottom)
      ? lines && area
      : { ...area, top: lines[0], bottom: lines[1] }
  }
  const lines = mapLines(move, area.left, area.right, Area.isWholeRows(area))
  return lines === undefined || (lines[0] === area.left && lines[1] === area.right)
    ? lines && area
    : { ...area, left: lines[0], right: lines[1] }
}

/** Moves cells and references, and notifies the calculation, which does not run yet. */
export const apply = (state: State, move: Move): void => {
  const { kind, sheet, shift } = move
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(sheet)
  const moved = region(move)
  const map = mapArea(move)
  const referring = referringTo(state, move)
  const delta = kind === "insert" ? shift.count : -shift.count
  const start = kind === "insert" ? shift.at : shift.at + shift.count
  const formulas = isEmpty(moved) ? [] : [...SheetData.formulas(sheet.part.data, moved)]
  for (const [row, column, formula] of formulas) {
    if (typeof formula === "object" && formula.kind === "shared") SheetFormulas.unshare(sheet.part, formula.group)
    calculation.clearFormula(index, row, column)
    state.formulasChanged = true
  }
  const [down, right] = shift.axis === "rows" ? [delta, 0] : [0, delta]
  if (!isEmpty(moved)) {
    if (kind === "delete") Areas.clear(sheet.part.data, areaOf(shift, shift.at, start - 1))
    Areas.move(sheet.part.data, areaOf(shift, start, move.last), down, right)
    sheet.part.arrays = undefined
    Comments.move(state.package, sheet.partName, map)
  }
  const goes = (row: number, column: number): boolean => {
    const line = shift.axis === "rows" ? row : column
    return Area.containsCell(moved, row, column) && line < start
  }
  const place = (row: number, column: number): readonly [number, number] =>
    Area.containsCell(moved, row, column) ? [row + down, column + right] : [row, column]
  const stays: Array<readonly [row: number, column: number]> = []
  for (const [row, column] of formulas) {
    if (goes(row, column)) continue
    const [toRow, toColumn] = place(row, column)
    stays.push([toRow, toColumn])
    shiftArray(sheet, toRow, toColumn, down, right)
  }
  moveTables(state, move, moved, down, right)
  const cells = referring.filter((cell) => cell.sheet !== index || !goes(cell.row, cell.column)).map((cell) => {
    if (cell.sheet !== index) return cell
    const [row, column] = place(cell.row, cell.column)
    return { sheet: index, row, column }
  })
  Rewriting.rewrite(state, { kind: "area", sheet: sheet.entry.name, map }, cells)
  for (const [row, column] of stays) calculation.setFormula(index, row, column)
  if (!isEmpty(moved)) calculation.invalidate(index, moved)
}

/** The formulas whose references can change: those to what moves, and those to the last line of what grows. */
const referringTo = (state: State, move: Move): ReadonlyArray<Rewriting.CellPosition> => {
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(move.sheet)
  const moved = region(move)
  const found = isEmpty(moved) ? [] : [...calculation.formulasReferring(index, moved)]
  if (move.grows === undefined) return found
  const known = new Set(found.map(keyOf))
  const line = areaOf(move.shift, move.shift.at - 1, move.shift.at - 1)
  for (const cell of calculation.formulasReferring(index, line)) {
    if (!known.has(keyOf(cell))) found.push(cell)
  }
  return found
}

const keyOf = ({ column, row, sheet }: Rewriting.CellPosition): number =>
  (sheet * (Area.maxRow + 1) + row) * (Area.maxColumn + 1) + column

/** The area of an array formula moves with its cell. */
const shiftArray = (sheet: WorksheetState, row: number, column: number, down: number, right: number): void => {
  const formula = SheetData.formula(sheet.part.data, row, column)
  if (typeof formula !== "object" || formula.kind === "shared") return
  const { bottom, left, right: end, top } = formula.area
  const area = { top: top + down, bottom: bottom + down, left: left + right, right: end + right }
  SheetData.setFormula(sheet.part.data, row, column, { ...formula, area })
}

const moveTables = (state: State, move: Move, moved: Area.Area, down: number, right: number): void => {
  if (isEmpty(moved)) return
  for (const table of state.tables) {
    const { part } = table
    if (table === move.table || table.sheet.id !== move.sheet.id || !Area.contains(moved, part.area)) continue
    const { bottom, left, right: end, top } = part.area
    part.area = { top: top + down, bottom: bottom + down, left: left + right, right: end + right }
    part.changed = true
    state.calculation?.tableChanged(part.name)
  }
}
