/**
 * Merges and unmerges cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as CellWrite from "./CellWrite.js"
import * as Protection from "./Protection.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

/** The greatest number of rows that are merged one by one. */
const maxRowsAcross = 100_000

/** Returns an area that includes all merged cells that it intersects, as selecting it in Excel does. */
const withWholeMerges = (area: Area.Area, merged: ReadonlyArray<Area.Area>): Area.Area => {
  let whole = area
  for (;;) {
    const current = whole
    const larger = merged.reduce(
      (result, merge) => Area.intersects(result, merge) ? Area.boundingRect(result, merge) : result,
      current
    )
    if (Area.contains(current, larger)) return current
    whole = larger
  }
}

const rowsOf = (area: Area.Area): ReadonlyArray<Area.Area> =>
  Array.from(
    { length: Area.rowCount(area) },
    (_, down) => ({ ...area, top: area.top + down, bottom: area.top + down })
  )

const cellsIn = (
  { part }: WorksheetState,
  area: Area.Area
): ReadonlyArray<{ readonly row: number; readonly column: number }> =>
  Array.from(Areas.cells(part.data, area), ([row, column]) => ({ row, column }))

/** Returns the first cell of an area that has a value or a formula. */
const firstContent = (
  { part }: WorksheetState,
  area: Area.Area
): readonly [row: number, column: number] | undefined => {
  for (const [row, column] of Areas.cells(part.data, area)) {
    if (SheetPart.value(part, row, column) !== null || SheetData.formula(part.data, row, column) !== undefined) {
      return [row, column]
    }
  }
  return undefined
}

/**
 * Merges an area, or each of its rows. The first cell with content gives the content of the merged cell, and the top left
 * cell gives its format. Merged cells that the area intersects become part of the new ones.
 */
export const merge = (state: State, model: Model.Sheet, requested: Area.Area, across: boolean): void => {
  const sheet = worksheetOf(state, model)
  const { part } = sheet
  const present = SheetRanges.mergedAreas(part)
  const area = withWholeMerges(requested, present)
  if (across && Area.rowCount(area) > maxRowsAcross) {
    refuse("rangeExceedsLimit", `No more than ${maxRowsAcross} rows can be merged one by one.`)
  }
  const added = (across ? rowsOf(area) : [area]).filter((merged) => !Area.isCell(merged))
  if (added.length === 0) return
  Protection.checkAllowed(sheet, "formatCells")
  Protection.checkArea(state, sheet, area)
  if (state.tables.some((table) => table.sheet.id === sheet.id && Area.intersects(table.part.area, area))) {
    refuse("invalidArgument", "Cells of a table cannot be merged.")
  }
  if (SheetFormulas.arrays(part).some((array) => !array.dynamic && Area.intersects(array.area, area))) {
    refuse("invalidArgument", "Array formulas are not valid in merged cells.")
  }
  const writes: Array<CellWrite.CellWrite> = []
  const moved: Array<() => void> = []
  for (const merged of added) {
    const { left, top } = merged
    const source = firstContent(sheet, merged)
    const isMoved = source !== undefined && (source[0] !== top || source[1] !== left)
    if (isMoved) {
      const [row, column] = source
      const style = SheetPart.style(part, row, column)
      const formula = SheetFormulas.formula(part, row, column)
      const value = SheetPart.value(part, row, column)
      writes.push(CellWrite.make(top, left, { ...CellWrite.constantContent(value), formula }))
      moved.push(() => SheetData.setStyle(part.data, top, left, style))
    }
    for (const { column, row } of cellsIn(sheet, merged)) {
      if (row === top && column === left) continue
      writes.push(CellWrite.make(row, column, CellWrite.blankContent))
      moved.push(() => SheetData.setStyle(part.data, row, column, SheetPart.style(part, top, left)))
    }
  }
  Calculating.calculationOf(state)
  Writing.apply(state, sheet, writes)
  for (const apply of moved) apply()
  SheetRanges.setMergedAreas(part, [...present.filter((merged) => !Area.intersects(merged, area)), ...added])
  Calculating.recalculate(state)
}

/** Separates all merged cells that an area intersects. The content stays in the top left cell. */
export const unmerge = (state: State, model: Model.Sheet, area: Area.Area): void => {
  const sheet = worksheetOf(state, model)
  const present = SheetRanges.mergedAreas(sheet.part)
  const kept = present.filter((merged) => !Area.intersects(merged, area))
  if (kept.length === present.length) return
  Protection.checkAllowed(sheet, "formatCells")
  SheetRanges.setMergedAreas(sheet.part, kept)
}
