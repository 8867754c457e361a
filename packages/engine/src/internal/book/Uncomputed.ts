/**
 * Formulas that could not be computed in the last calculation, with the reasons. Their cells keep the stored values.
 *
 * @since 0.1.0
 */
import { maxColumn } from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import { sheetModel, type SheetState, type State } from "./State.js"

const cellKey = (row: number, column: number): number => row * (maxColumn + 1) + column

/** Records why a formula could not be computed. Without a reason it removes the record of the cell. */
export const set = (
  state: State,
  sheet: SheetState,
  row: number,
  column: number,
  reason: string | undefined
): void => {
  const sheetReasons = state.uncomputed.get(sheet)
  if (reason === undefined) sheetReasons?.delete(cellKey(row, column))
  else if (sheetReasons !== undefined) sheetReasons.set(cellKey(row, column), reason)
  else state.uncomputed.set(sheet, new Map([[cellKey(row, column), reason]]))
}

/** Returns whether one of the formulas in consecutive cells of a column could not be computed. */
export const has = (
  state: State,
  sheet: SheetState,
  { column, first, last }: { readonly column: number; readonly first: number; readonly last: number }
): boolean => {
  const sheetReasons = state.uncomputed.get(sheet)
  if (sheetReasons === undefined) return false
  for (let row = first; row <= last && sheetReasons.size > 0; row++) {
    if (sheetReasons.has(cellKey(row, column))) return true
  }
  return false
}

/** Lists the formulas that could not be computed by sheet and cell, including data tables, which are never computed. */
export const list = (state: State): ReadonlyArray<Model.Uncomputed> => {
  const formulas: Array<Model.Uncomputed> = []
  for (const sheetState of state.sheets) {
    const sheet = sheetModel(state, sheetState)
    const cells = [...state.uncomputed.get(sheetState) ?? []].sort(([left], [right]) => left - right)
    for (const [key, reason] of cells) {
      formulas.push({ sheet, row: Math.floor(key / (maxColumn + 1)), column: key % (maxColumn + 1), reason })
    }
    const arrays = sheetState.part === undefined ? [] : SheetFormulas.arrays(sheetState.part)
    for (const { column, kind, row } of arrays) {
      if (kind === "dataTable") formulas.push({ sheet, row, column, reason: "data table" })
    }
  }
  return formulas
}
