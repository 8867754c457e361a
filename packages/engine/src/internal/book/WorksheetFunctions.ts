/**
 * Calls worksheet functions outside of cells.
 *
 * @since 0.1.0
 */
import type { Address } from "@effect-workbook/schema/Address"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type { Argument } from "../formula/Calculation.js"
import { inQuotes, refuse } from "../refusal.js"
import type { Scalar } from "../value/Value.js"
import * as Calculating from "./Calculating.js"
import { findSheet, type State } from "./State.js"

const isMatrix = (value: CellValue | Matrix | Address): value is Matrix => Array.isArray(value)

const argumentOf = (state: State, value: CellValue | Matrix | Address | undefined): Argument => {
  if (value === undefined || value === null || typeof value !== "object") return value
  if (isMatrix(value)) return value
  const { bottom, left, right, top } = value
  const sheet = value.sheet === undefined ? state.sheets[0] : findSheet(state, value.sheet)
  return sheet === undefined
    ? refuse("invalidReference", `There is no worksheet ${inQuotes(value.sheet ?? "")}.`)
    : { sheet: state.sheets.indexOf(sheet), area: { top, left, bottom, right } }
}

/** Calls a function by its Excel name. If the result is an array, it returns the first value. */
export const call = (
  state: State,
  name: string,
  args: ReadonlyArray<CellValue | Matrix | Address | undefined>
): Scalar => {
  const result = Calculating.calculationOf(state).callFunction(name, args.map((value) => argumentOf(state, value)))
  return isRows(result) ? result[0]?.[0] ?? null : result
}

const isRows = (value: Scalar | ReadonlyArray<ReadonlyArray<Scalar>>): value is ReadonlyArray<ReadonlyArray<Scalar>> =>
  Array.isArray(value)
