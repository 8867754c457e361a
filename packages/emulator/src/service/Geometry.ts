/**
 * The functions that derive a range from another one by its bounds alone.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"

type Moved = Either.Either<Area.Area, Failure.Failure>

/** The bounds, if they are inside the grid. */
const on = (bounds: Area.Area): Moved => {
  const { bottom, left, right, top } = bounds
  if (top > bottom || left > right) {
    return Either.left(
      Failure.invalidArgument(
        `The range would have ${bottom - top + 1} rows and ${right - left + 1} columns; expected at least one of each.`
      )
    )
  }
  return top >= 0 && left >= 0 && bottom <= Area.maxRow && right <= Area.maxColumn
    ? Either.right(bounds)
    : Either.left(
      Failure.invalidArgument(
        "The range would reach over the edge of the worksheet: it would have the rows " +
          `${top + 1} to ${bottom + 1} and the columns ${left + 1} to ${right + 1}; expected rows from 1 to ` +
          `${Area.maxRow + 1} and columns from 1 to ${Area.maxColumn + 1}.`
      )
    )
}

const noLine = (argument: "row" | "column", index: number, count: number): Moved =>
  Either.left(
    Failure.invalidArgument(`The argument '${argument}' is ${index}; expected an integer from 0 to ${count - 1}.`)
  )

/** One cell, counted from the top left cell of the range. It may lie outside of the range. */
export const cell = (range: Area.Area, row: number, column: number): Moved =>
  on(Area.cell(range.top + row, range.left + column))

export const row = (range: Area.Area, index: number): Moved =>
  index >= 0 && index < Area.rowCount(range)
    ? on({ ...range, top: range.top + index, bottom: range.top + index })
    : noLine("row", index, Area.rowCount(range))

export const column = (range: Area.Area, index: number): Moved =>
  index >= 0 && index < Area.columnCount(range)
    ? on({ ...range, left: range.left + index, right: range.left + index })
    : noLine("column", index, Area.columnCount(range))

const noLines = Failure.invalidArgument("The argument 'count' is 0; expected another integer.")

/** The `count` columns to the right of the range. With a negative count, the last columns of the range itself. */
export const columnsAfter = (range: Area.Area, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { right } = range
  return on(count > 0 ? { ...range, left: right + 1, right: right + count } : { ...range, left: right + count + 1 })
}

export const columnsBefore = (range: Area.Area, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { left } = range
  return on(count > 0 ? { ...range, left: left - count, right: left - 1 } : { ...range, right: left - count - 1 })
}

export const rowsBelow = (range: Area.Area, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { bottom } = range
  return on(count > 0 ? { ...range, top: bottom + 1, bottom: bottom + count } : { ...range, top: bottom + count + 1 })
}

export const rowsAbove = (range: Area.Area, count: number): Moved => {
  if (count === 0) return Either.left(noLines)
  const { top } = range
  return on(count > 0 ? { ...range, top: top - count, bottom: top - 1 } : { ...range, bottom: top - count - 1 })
}

export const entireColumn = (range: Area.Area): Area.Area => ({ ...range, top: 0, bottom: Area.maxRow })

export const entireRow = (range: Area.Area): Area.Area => ({ ...range, left: 0, right: Area.maxColumn })

export const lastCell = ({ bottom, right }: Area.Area): Area.Area => Area.cell(bottom, right)

export const lastColumn = (range: Area.Area): Area.Area => ({ ...range, left: range.right })

export const lastRow = (range: Area.Area): Area.Area => ({ ...range, top: range.bottom })

export const offset = (range: Area.Area, rows: number, columns: number): Moved =>
  on({
    top: range.top + rows,
    left: range.left + columns,
    bottom: range.bottom + rows,
    right: range.right + columns
  })

export const resize = (range: Area.Area, rows: number, columns: number): Moved =>
  on({ ...range, bottom: range.bottom + rows, right: range.right + columns })

const textOf = (area: Area.Area): string => Address.format(Address.make(area))

export const intersection = (range: Area.Area, other: Area.Area): Moved =>
  Either.fromOption(
    Area.intersection(range, other),
    () => Failure.notFound(`The intersection of ${textOf(range)} and ${textOf(other)}`)
  )

export const boundingRect = (range: Area.Area, other: Area.Area): Moved => Either.right(Area.boundingRect(range, other))

const lastOfSheet = textOf(Area.cell(Area.maxRow, Area.maxColumn))

/** Parses an address of a request. It may omit the sheet. */
export const parse = (text: string): Either.Either<Address.Address, Failure.Failure> =>
  Either.mapLeft(
    Address.parse(text),
    ({ reason }) =>
      Failure.invalidArgument(
        `${Failure.quoted(text)} is neither an address nor a defined name: ${reason}; ` +
          `expected cells from A1 to ${lastOfSheet}, such as A1:B2.`
      )
  )

/** The used part of the range. */
export const used = (range: Area.Area, area: Area.Area): Moved =>
  Either.fromOption(Area.intersection(range, area), () => Failure.notFound(`The used range within ${textOf(range)}`))
