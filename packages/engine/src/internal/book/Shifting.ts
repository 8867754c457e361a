/**
 * Inserts or deletes rows or columns of a table, of a range or of a sheet: shifts the cells behind them, and updates all
 * references.
 *
 * A line is a row or a column. Lines are inserted and deleted only within a band: the columns of the table or range for
 * rows, its rows for columns.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as Comments from "../parts/Comments.js"
import * as Drawing from "../parts/Drawing.js"
import * as PivotTables from "../parts/PivotTables.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as Columns from "../parts/sheet/Columns.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import type * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import { refuse } from "../refusal.js"
import * as MovedFormulas from "./MovedFormulas.js"
import * as Rewriting from "./Rewriting.js"
import type { State, TableState, WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

/** Lines inserted before the index `at`, or deleted from it on, in the band from `bandFirst` to `bandLast`. */
export interface Shift {
  readonly axis: "rows" | "columns"
  readonly at: number
  readonly count: number
  readonly bandFirst: number
  readonly bandLast: number
}

/** An insertion or deletion of lines. */
export interface Move {
  readonly kind: "insert" | "delete"
  readonly sheet: WorksheetState
  readonly shift: Shift
  /** The index of the last line that moves. */
  readonly lastMoved: number
  /** The table whose lines are inserted or deleted. The caller updates its area. */
  readonly table: TableState | undefined
  /** Further tables whose lines are inserted or deleted. The caller updates their areas. */
  readonly resizedTables?: ReadonlyArray<TableState> | undefined
  /** An area that ends before the inserted lines. References to all of its lines are extended by them. */
  readonly extendedArea: Area.Area | undefined
}

const areaOfLines = (shift: Shift, first: number, last: number): Area.Area =>
  shift.axis === "rows"
    ? { top: first, bottom: last, left: shift.bandFirst, right: shift.bandLast }
    : { top: shift.bandFirst, bottom: shift.bandLast, left: first, right: last }

/** The index of the last row or column of a sheet. */
export const maxIndex = (axis: Shift["axis"]): number => axis === "rows" ? Area.maxRow : Area.maxColumn

/** Whether whole rows or columns are inserted or deleted, with their heights, widths and formats. */
const hasWholeLines = ({ shift }: Move): boolean =>
  shift.bandFirst === 0 && shift.bandLast === maxIndex(shift.axis === "rows" ? "columns" : "rows")

const isResized = ({ resizedTables, table }: Move, candidate: TableState): boolean =>
  candidate === table || resizedTables?.includes(candidate) === true

/** The deleted cells, or an empty area. */
const deletedArea = ({ kind, shift }: Move): Area.Area =>
  areaOfLines(shift, shift.at, kind === "delete" ? shift.at + shift.count - 1 : shift.at - 1)

/** Whether an area moves with whole rows or columns, and is not split or deleted by the move. */
const movesWithLines = (move: Move, area: Area.Area): boolean => {
  const { at, count } = move.shift
  return hasWholeLines(move) && firstLine(move, area) >= (move.kind === "insert" ? at : at + count)
}

/** The cells that are moved or deleted. */
const movedArea = ({ lastMoved, shift }: Move): Area.Area => areaOfLines(shift, shift.at, lastMoved)

/** The cells that an insertion pushes off the sheet. */
const pushedOffArea = ({ kind, lastMoved, shift }: Move): Area.Area | undefined =>
  kind === "insert" && lastMoved === maxIndex(shift.axis)
    ? areaOfLines(shift, lastMoved - shift.count + 1, lastMoved)
    : undefined

const isEmpty = (area: Area.Area): boolean => area.top > area.bottom || area.left > area.right

/** Returns whether an area has content, a table or merged cells, so that its cells would have to move. */
export const hasObstacle = (state: State, sheet: WorksheetState, area: Area.Area): boolean =>
  !isEmpty(area) && (
    Areas.hasContent(sheet.part.data, area) ||
    state.tables.some((table) => table.sheet.id === sheet.id && Area.intersects(table.part.area, area)) ||
    SheetRanges.mergedAreas(sheet.part).some((merge) => Area.intersects(merge, area))
  )

const isWithinBand = ({ shift }: Move, area: Area.Area): boolean =>
  shift.axis === "rows"
    ? shift.bandFirst <= area.left && area.right <= shift.bandLast
    : shift.bandFirst <= area.top && area.bottom <= shift.bandLast

const firstLine = ({ shift }: Move, area: Area.Area): number => shift.axis === "rows" ? area.top : area.left

/**
 * Refuses a move that would split a table, merged cells or an array formula, move a pivot table, or push content off
 * the sheet.
 */
export const check = (state: State, move: Move): void => {
  const { shift, sheet } = move
  const moved = movedArea(move)
  if (isEmpty(moved)) return
  for (const table of state.tables) {
    if (isResized(move, table) || table.sheet.id !== sheet.id || !Area.intersects(table.part.area, moved)) continue
    if (isWithinBand(move, table.part.area) && firstLine(move, table.part.area) >= shift.at) continue
    refuse(
      "insertDeleteConflict",
      "This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet."
    )
  }
  if (sheet.pivotAreas.some((pivot) => Area.intersects(pivot, moved) && !movesWithLines(move, pivot))) {
    refuse(
      "insertDeleteConflict",
      "We can't make this change for the selected cells because it will affect a PivotTable."
    )
  }
  for (const merge of SheetRanges.mergedAreas(sheet.part)) {
    if (Area.intersects(merge, moved) && !isWithinBand(move, merge)) {
      refuse("insertDeleteConflict", "To do this, all the merged cells need to be the same size.")
    }
  }
  const deleted = deletedArea(move)
  const isSplit = (area: Area.Area): boolean =>
    Area.intersects(area, moved) && !Area.contains(moved, area) ||
    !isEmpty(deleted) && Area.intersects(area, deleted) && !Area.contains(deleted, area)
  for (const { area, dynamic } of SheetFormulas.arrays(sheet.part)) {
    if (!dynamic && isSplit(area)) {
      refuse("insertDeleteConflict", "You can't change part of an array.")
    }
  }
  const pushedOff = pushedOffArea(move)
  if (pushedOff !== undefined && Areas.hasContent(sheet.part.data, pushedOff)) {
    refuse(
      "nonBlankCellOffSheet",
      "To prevent possible loss of data, Excel cannot shift nonblank cells off of the worksheet."
    )
  }
}

/** Returns the lines of a reference after the move, or `undefined` if none are left. */
const mapLines = (move: Move, first: number, last: number, isWhole: boolean): readonly [number, number] | undefined => {
  const { extendedArea, kind, shift } = move
  if (isWhole || first > move.lastMoved) return [first, last]
  const { at, count } = shift
  if (kind === "insert") {
    if (last < at) {
      const covers = extendedArea !== undefined && last === at - 1 && first <= firstLine(move, extendedArea)
      return covers ? [first, last + count] : [first, last]
    }
    const from = first >= at ? first + count : first
    const greatest = maxIndex(shift.axis)
    return from > greatest ? undefined : [from, last > move.lastMoved ? last : Math.min(last + count, greatest)]
  }
  const end = at + count
  const from = first < at ? first : first >= end ? first - count : at
  const to = last < at || last > move.lastMoved ? last : last >= end ? last - count : at - 1
  return from > to ? undefined : [from, to]
}

/** Returns the bounds of a reference after the move, or `undefined` if none of its cells are left. */
const mapReference = (move: Move) => (area: Area.Area): Area.Area | undefined => {
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

/** Moves cells, updates references and marks formulas as dirty. It does not calculate them. */
export const apply = (state: State, move: Move): void => {
  const { extendedArea, kind, sheet, shift } = move
  const moved = movedArea(move)
  const map = mapReference(move)
  const delta = kind === "insert" ? shift.count : -shift.count
  const [down, right] = shift.axis === "rows" ? [delta, 0] : [0, delta]
  const firstMoved = kind === "insert" ? shift.at : shift.at + shift.count
  const moving = areaOfLines(shift, firstMoved, move.lastMoved)
  const deleted = deletedArea(move)
  if (!isEmpty(moved)) collapseSplitArrays(state, move, moved)
  const putFormulas = MovedFormulas.take(state, {
    sheet,
    map,
    moving: isEmpty(moving) ? undefined : moving,
    deleted: isEmpty(deleted) ? undefined : deleted,
    extended: extendedArea && areaOfLines(shift, shift.at - 1, shift.at - 1),
    down,
    right,
    cutRows: shift.axis === "rows"
      ? [shift.at - 1, shift.at, firstMoved, move.lastMoved + 1]
      : [shift.bandFirst, shift.bandLast + 1]
  })
  if (!isEmpty(moved)) {
    const lost = kind === "delete" ? deleted : pushedOffArea(move)
    if (lost !== undefined) Areas.clear(sheet.part.data, lost)
    Areas.move(sheet.part.data, moving, down, right)
    if (hasWholeLines(move)) moveLines(state, move)
    Comments.move(state.package, sheet.partName, map)
  }
  moveTables(state, move, moved, down, right)
  Rewriting.rewriteAroundCells(state, { kind: "area", sheet: sheet.entry.name, map })
  putFormulas()
}

/**
 * Reduces the dynamic arrays to their own cell whose area the move would split. They fill their area again when they
 * are calculated.
 */
const collapseSplitArrays = (state: State, move: Move, moved: Area.Area): void => {
  const deleted = deletedArea(move)
  for (const array of SheetFormulas.arrays(move.sheet.part)) {
    const { area, dynamic } = array
    if (!dynamic || Area.isCell(area) || !Area.intersects(area, moved)) continue
    if (Area.contains(moved, area) && (isEmpty(deleted) || !Area.intersects(area, deleted))) continue
    Writing.collapseArray(state, move.sheet, array)
  }
}

/** Moves what belongs to whole rows or columns: heights, widths, formats, drawings and page breaks. */
const moveLines = (state: State, move: Move): void => {
  const { kind, sheet, shift } = move
  const { at, axis, count } = shift
  const { part } = sheet
  const map = (index: number): number | undefined => {
    if (index < at) return index
    if (kind === "insert") return index + count
    return index < at + count ? undefined : index - count
  }
  if (axis === "rows") moveRowTags(part, kind, at, count)
  else if (kind === "insert") Columns.insert(part, at, count)
  else Columns.remove(part, at, count)
  for (const { external, kind, target } of Package.relationships(state.package, sheet.partName)) {
    const text = external || kind !== "drawing" ? undefined : Package.text(state.package, target)
    const moved = text && Drawing.move(text, axis, at, map)
    if (moved !== undefined && moved !== text) Package.setText(state.package, target, moved)
  }
  if (sheet.pivotAreas.length > 0) {
    PivotTables.move(state.package, sheet.partName, mapReference(move))
    sheet.pivotAreas = PivotTables.areas(state.package, sheet.partName)
  }
  SheetRanges.mapBreaks(part, axis, map)
}

const moveRowTags = ({ data, prefix }: SheetPart.SheetPart, kind: Move["kind"], at: number, count: number): void => {
  const tags = Array.from(SheetData.rows(data, at), ({ index }) => [index, SheetData.rowTag(data, index)] as const)
  const plain = `<${prefix}row>`
  // The spans are only a hint, and belong to the cells.
  const hasProperties = (tag: string): boolean =>
    Xml.attributes(tag).some(({ name }) => name !== "r" && name !== "spans")
  const moved = new Map<number, string>()
  for (const [index, tag] of tags) {
    if (hasProperties(tag)) moved.set(index, plain)
  }
  for (const [index, tag] of tags) {
    const to = kind === "insert" ? index + count : index - count
    if (to < at || to > Area.maxRow || !hasProperties(tag)) continue
    // The spans are only a hint, and the cells of the row may not be the same any more.
    moved.set(to, Xml.withAttribute(Xml.toStartTag(tag), "spans", undefined))
  }
  for (const [index, tag] of moved) SheetData.setRowTag(data, index, tag)
}

const moveTables = (state: State, move: Move, moved: Area.Area, down: number, right: number): void => {
  if (isEmpty(moved)) return
  for (const table of state.tables) {
    const { part } = table
    if (isResized(move, table) || table.sheet.id !== move.sheet.id || !Area.contains(moved, part.area)) continue
    const { bottom, left, right: end, top } = part.area
    part.area = { top: top + down, bottom: bottom + down, left: left + right, right: end + right }
    part.changed = true
    state.calculation?.tableChanged(part.name)
  }
}
