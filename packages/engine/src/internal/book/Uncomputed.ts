/**
 * Formulas that could not be computed when they last were to be, and why. Their cells hold what the file had stored.
 *
 * @since 0.1.0
 */
import { maxColumn } from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import { sheetModel, type SheetState, type State } from "./State.js"

const keyOf = (row: number, column: number): number => row * (maxColumn + 1) + column

/** Notes why a cell's formula could not be computed; without reason, that it could, or is gone. */
export const set = (
  state: State,
  sheet: SheetState,
  row: number,
  column: number,
  reason: string | undefined
): void => {
  const known = state.uncomputed.get(sheet)
  if (reason === undefined) known?.delete(keyOf(row, column))
  else if (known !== undefined) known.set(keyOf(row, column), reason)
  else state.uncomputed.set(sheet, new Map([[keyOf(row, column), reason]]))
}

/** All of them, sheet by sheet, with the data tables that Excel alone calculates. */
export const list = (state: State): ReadonlyArray<Model.Uncomputed> => {
  const found: Array<Model.Uncomputed> = []
  for (const of of state.sheets) {
    const sheet = sheetModel(state, of)
    const cells = [...state.uncomputed.get(of) ?? []].sort(([one], [two]) => one - two)
    for (const [key, reason] of cells) {
      found.push({ sheet, row: Math.floor(key / (maxColumn + 1)), column: key % (maxColumn + 1), reason })
    }
    for (const { column, kind, row } of of.part === undefined ? [] : SheetFormulas.arrays(of.part)) {
      if (kind === "dataTable") found.push({ sheet, row, column, reason: "data table" })
    }
  }
  return found
}
