/**
 * Reading and writing the cells of a range, with the rules of the wire: a single value fills, sizes must match, an
 * unbounded range has no cells to write.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type * as Range from "@effect-workbook/schema/Range"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Model from "../engine/book/Model.js"
import * as Failure from "./Failure.js"
import * as Query from "./Query.js"

/** More cells than this are neither shown nor written. */
export const maxCells = 5_000_000

/** What an answer may weigh: 5 MB, as in Excel on the web. */
export const maxPayload = 5 * 1_048_576

const matrices = ["values", "formulas", "formulasLocal", "text", "numberFormat", "valueTypes"]

/** Whether the cells of a range are shown. Those of whole rows and columns, and of too many cells, are `null`. */
export const isShown = (address: Address.Address): boolean =>
  !Address.isUnbounded(address) && Address.cellCount(address) <= maxCells

/** Refuses what can be known to exceed the payload: a cell takes three bytes at the least, `"",`. */
export const checkPayload = (address: Address.Address, query: Query.Query): Effect.Effect<void, Failure.Failure> => {
  const wanted = matrices.filter((name) => Query.wants(query, name)).length
  return isShown(address) && Address.cellCount(address) * wanted * 3 > maxPayload
    ? Failure.excel(
      "rangeExceedsLimit",
      `The answer for ${
        Address.cellCount(address)
      } cells would exceed ${maxPayload} bytes. Use smaller ranges, and $select.`,
      "ResponsePayloadSizeLimitExceeded"
    )
    : Effect.void
}

type Cells = Matrix | string | number | boolean

const isSingle = (cells: Cells): cells is string | number | boolean => typeof cells !== "object"

/** The value of `7` and of `[[7]]`. */
const single = (cells: Cells): { readonly value: CellValue } | undefined => {
  if (isSingle(cells)) return { value: cells }
  const value = cells[0]?.[0]
  return cells.length === 1 && cells[0]?.length === 1 && value !== undefined ? { value } : undefined
}

/** A matrix of the range's size. */
const sized = (
  address: Address.Address,
  name: string,
  cells: Cells | undefined
): Either.Either<Matrix | undefined, Failure.Failure> => {
  if (cells === undefined) return Either.right(undefined)
  const rows = Address.rowCount(address)
  const columns = Address.columnCount(address)
  const one = single(cells)
  if (one !== undefined) {
    return Either.right(Array.from({ length: rows }, () => Array.from({ length: columns }, () => one.value)))
  }
  if (!isSingle(cells) && cells.length === rows && cells.every((row) => row.length === columns)) {
    return Either.right(cells)
  }
  const shape = isSingle(cells) ? "1 × 1" : `${cells.length} × ${cells[0]?.length ?? 0}`
  return Either.left(
    Failure.invalidArgument(
      `'${name}' has ${shape} cells, the range ${Address.format(address)} has ${rows} × ${columns} (rows × columns).`
    )
  )
}

const unbounded = Failure.invalidArgument("The cells of entire rows or columns cannot be set.")

const missing = (name: string): Failure.Failure =>
  Failure.excel("notImplementedUncategorized", `The emulator cannot set '${name}'.`, "NotImplemented")

/** What an update writes. */
export const write = (address: Address.Address, update: Range.Update): Either.Either<Model.Write, Failure.Failure> => {
  for (const name of ["formulasR1C1", "columnHidden", "rowHidden"] as const) {
    if (update[name] !== undefined) return Either.left(missing(name))
  }
  const formulas = update.formulas ?? update.formulasLocal
  if (update.values === undefined && formulas === undefined && update.numberFormat === undefined) {
    return Either.right({})
  }
  if (Address.isUnbounded(address)) return Either.left(unbounded)
  if (Address.cellCount(address) > maxCells) {
    return Either.left(Failure.excel("rangeExceedsLimit", `At most ${maxCells} cells can be set at a time.`))
  }
  return Either.all({
    values: sized(address, "values", update.values),
    formulas: sized(address, "formulas", formulas),
    numberFormat: sized(address, "numberFormat", update.numberFormat)
  })
}
