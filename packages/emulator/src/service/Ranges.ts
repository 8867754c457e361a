/**
 * Reads and writes the cells of a range by the rules of the API: a single value fills the range, a matrix has to match
 * its size, and the cells of an unbounded range cannot be written.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type * as Range from "@effect-workbook/schema/Range"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"
import * as Limits from "./Limits.js"
import * as Query from "./Query.js"

const matrices = [
  "cellAddresses",
  "values",
  "formulas",
  "formulasLocal",
  "formulasR1C1",
  "text",
  "numberFormat",
  "valueTypes"
]

/**
 * Whether a response includes the cells of a range. They are `null` for whole rows and columns, and for too many cells.
 */
export const isShown = (address: Address.Address): boolean =>
  !Area.isUnbounded(address) && Area.cellCount(address) <= Limits.cellsRead

/** Refuses ranges that are known to exceed the payload limit: a cell takes at least three bytes, `"",`. */
export const checkPayload = (address: Address.Address, query: Query.Query): Effect.Effect<void, Failure.Failure> =>
  isShown(address)
    ? checkCells(Area.cellCount(address) * matrices.filter((name) => Query.wants(query, name)).length)
    : Effect.void

/** The length of a view of one cell without its cells: `{"@odata.type":"…","@odata.id":"…","index":0},`. */
const minimumViewLength = 150

/** Does the same for a list of `count` views of rows. */
export const checkViews = (
  address: Address.Address,
  query: Query.Query,
  count: number
): Effect.Effect<void, Failure.Failure> =>
  Effect.zipRight(
    checkSize(count * minimumViewLength),
    checkPayload({ ...address, bottom: address.top + Math.max(count, 1) - 1 }, query)
  )

/** Does the same for a number of cells. */
export const checkCells = (count: number): Effect.Effect<void, Failure.Failure> => checkSize(count * 3)

/** Refuses a response with at least this many bytes if they exceed the limit. */
export const checkSize = (bytes: number): Effect.Effect<void, Failure.Failure> =>
  bytes > Limits.payload
    ? Failure.excel(
      "rangeExceedsLimit",
      `The answer would have ${bytes} bytes or more, and ${Limits.payload} is the limit. ` +
        "Ask for fewer cells or rows, and use $select.",
      "ResponsePayloadSizeLimitExceeded"
    )
    : Effect.void

/**
 * Refuses to change the format of too many cells. Whole columns have a format without having cells, so all of them can
 * be changed.
 */
export const checkFormatted = (address: Address.Address): Effect.Effect<void, Failure.Failure> => {
  const isWhole = address.top === 0 && address.bottom === Area.maxRow
  const count = Area.isUnbounded(address) ? Area.rowCount(address) : Area.cellCount(address)
  const limit = Area.isUnbounded(address) ? Limits.rowsFormatted : Limits.cellsFilled
  return isWhole || count <= limit ? Effect.void : tooMany(address, limit)
}

const tooMany = (address: Address.Address, limit: number): Failure.Failure =>
  Failure.excel(
    "rangeExceedsLimit",
    `${Address.format(address)} has more cells than can be set at a time (${limit}).`,
    "RangeRequestAreaExceeded"
  )

type Cells = Matrix | string | number | boolean

const isSingle = (cells: Cells): cells is string | number | boolean => typeof cells !== "object"

/** The value of `7` and of `[[7]]`, or `undefined` for more than one cell. */
const single = (cells: Cells): CellValue | undefined => {
  if (isSingle(cells)) return cells
  return cells.length === 1 && cells[0]?.length === 1 ? cells[0][0] : undefined
}

/** Checks that the cells are a single value or a matrix of the range's size. */
const sized = (
  address: Address.Address,
  name: string,
  cells: Cells | undefined
): Either.Either<Model.CellValues | undefined, Failure.Failure> => {
  if (cells === undefined) return Either.right(undefined)
  const one = single(cells)
  if (isSingle(cells) || one !== undefined) return Either.right(one ?? undefined)
  const rows = Area.rowCount(address)
  const columns = Area.columnCount(address)
  const wrong = cells.findIndex((row) => row.length !== columns)
  if (cells.length === rows && wrong < 0) return Either.right(cells)
  const range = `the range ${Address.format(address)}`
  return Either.left(
    Failure.invalidArgument(
      cells.length === rows
        ? `The number of cells of '${name}[${wrong}]' is ${cells[wrong]?.length}; ` +
          `expected ${columns}, the number of columns of ${range}.`
        : `The number of rows of '${name}' is ${cells.length}; expected ${rows} as in ${range}, or one value for all cells.`
    )
  )
}

const unbounded = (address: Address.Address): Failure.Failure =>
  Failure.invalidArgument(
    `The range ${Address.format(address)} has entire rows or columns, whose cells cannot be set; ` +
      "expected a range such as A1:B2."
  )

/** Converts an update to the changes to write. */
export const write = (address: Address.Address, update: Range.Update): Either.Either<Model.Write, Failure.Failure> => {
  const formulas = update.formulas ?? update.formulasLocal
  const { columnHidden, formulasR1C1, numberFormat, rowHidden, values } = update
  const given = [values, formulas, formulasR1C1, numberFormat].filter((each) => each !== undefined)
  if (given.length === 0) return Either.right({ columnHidden, rowHidden })
  if (Area.isUnbounded(address)) return Either.left(unbounded(address))
  const clears = numberFormat === undefined && given.every((each) => each === "")
  const limit = clears ? Limits.cellsRead : Limits.cellsFilled
  if (Area.cellCount(address) > limit) {
    return Either.left(tooMany(address, limit))
  }
  return Either.all({
    values: sized(address, "values", values),
    formulas: sized(address, "formulas", formulas),
    formulasR1C1: sized(address, "formulasR1C1", formulasR1C1),
    numberFormat: sized(address, "numberFormat", numberFormat)
  }).pipe(Either.map((cells) => ({ ...cells, columnHidden, rowHidden })))
}
