/**
 * The functions that lead from one range to another, on bounds alone.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"

type Moved = Either.Either<Address.Address, Failure.Failure>

const outside = Failure.invalidArgument("The range would reach over the edge of the worksheet.")

/** Bounds as an address, if the grid has them. */
const on = (
  { sheet }: Address.Address,
  bounds: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }
): Moved => {
  const { bottom, left, right, top } = bounds
  const inside = top >= 0 && left >= 0 && bottom <= Address.maxRow && right <= Address.maxColumn
  return inside && top <= bottom && left <= right ? Either.right({ sheet, ...bounds }) : Either.left(outside)
}

/** One cell, counted from the top left one; it may lie outside the range. */
export const cell = (range: Address.Address, row: number, column: number): Moved => {
  const top = range.top + row
  const left = range.left + column
  return on(range, { top, left, bottom: top, right: left })
}

export const row = (range: Address.Address, index: number): Moved =>
  index >= 0 && index < Address.rowCount(range)
    ? on(range, { ...range, top: range.top + index, bottom: range.top + index })
    : Either.left(Failure.invalidArgument(`The range has no row ${index}.`))

export const column = (range: Address.Address, index: number): Moved =>
  index >= 0 && index < Address.columnCount(range)
    ? on(range, { ...range, left: range.left + index, right: range.left + index })
    : Either.left(Failure.invalidArgument(`The range has no column ${index}.`))

const noLines = Failure.invalidArgument("The count must not be 0.")

/** So many columns to the right of the range; with a negative count, its own last ones. */
export const columnsAfter = (range: Address.Address, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { right } = range
  return on(
    range,
    count > 0 ? { ...range, left: right + 1, right: right + count } : { ...range, left: right + count + 1 }
  )
}

export const columnsBefore = (range: Address.Address, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { left } = range
  return on(
    range,
    count > 0 ? { ...range, left: left - count, right: left - 1 } : { ...range, right: left - count - 1 }
  )
}

export const rowsBelow = (range: Address.Address, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { bottom } = range
  return on(
    range,
    count > 0 ? { ...range, top: bottom + 1, bottom: bottom + count } : { ...range, top: bottom + count + 1 }
  )
}

export const rowsAbove = (range: Address.Address, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { top } = range
  return on(range, count > 0 ? { ...range, top: top - count, bottom: top - 1 } : { ...range, bottom: top - count - 1 })
}

export const entireColumn = (range: Address.Address): Address.Address => ({ ...range, top: 0, bottom: Address.maxRow })

export const entireRow = (range: Address.Address): Address.Address => ({ ...range, left: 0, right: Address.maxColumn })

export const lastCell = ({ bottom, right, sheet }: Address.Address): Address.Address => ({
  sheet,
  top: bottom,
  left: right,
  bottom,
  right
})

export const lastColumn = (range: Address.Address): Address.Address => ({ ...range, left: range.right })

export const lastRow = (range: Address.Address): Address.Address => ({ ...range, top: range.bottom })

export const offset = (range: Address.Address, rows: number, columns: number): Moved =>
  on(range, {
    top: range.top + rows,
    left: range.left + columns,
    bottom: range.bottom + rows,
    right: range.right + columns
  })

export const resize = (range: Address.Address, rows: number, columns: number): Moved =>
  on(range, { ...range, bottom: range.bottom + rows, right: range.right + columns })

export const intersection = (range: Address.Address, other: Address.Address): Moved =>
  Either.fromOption(Address.intersection(range, other), () => Failure.notFound("The intersection of the ranges"))

export const boundingRect = (range: Address.Address, other: Address.Address): Moved =>
  on(range, {
    top: Math.min(range.top, other.top),
    left: Math.min(range.left, other.left),
    bottom: Math.max(range.bottom, other.bottom),
    right: Math.max(range.right, other.right)
  })

/** An address that a request names. Without a sheet it is on the given one. */
export const parse = (text: string): Moved =>
  Either.mapLeft(Address.parse(text), ({ reason }) => Failure.invalidArgument(`"${text}" is no address: ${reason}`))

/** The part of the range that is in use. */
export const used = (range: Address.Address, area: Omit<Address.Address, "sheet">): Moved =>
  Either.fromOption(
    Address.intersection(range, { ...area, sheet: range.sheet }),
    () => Failure.notFound("The used range within the range")
  )
