/**
 * A1 addresses: the text of an address, and the area of a worksheet that it describes.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { type Area, isCell, isWholeColumns, isWholeRows, maxColumn, maxRow } from "./Area.js"

/**
 * An area of a worksheet. Bounds are zero-based and inclusive. `sheet` is the name of the worksheet without quotes, or
 * `undefined` if the address does not name one. The functions of the module `Area` accept an address.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const address: Address.Address = { sheet: undefined, top: 1, left: 1, bottom: 1, right: 1 }
 * strictEqual(Address.format(address), "B2")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Address extends Area {
  readonly sheet: string | undefined
}

/**
 * The error for text that is not an A1 address, and for bounds outside of the worksheet.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = Either.getOrThrow(Either.flip(Address.parse("A0")))
 * strictEqual(error.message, "A0: row 0 is not on the sheet")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidAddress
  extends Schema.TaggedError<InvalidAddress>("@effect-workbook/schema/Address/InvalidAddress")(
    "InvalidAddress",
    { address: Schema.String, reason: Schema.String }
  )
{
  override get message(): string {
    return `${this.address}: ${this.reason}`
  }
}

/**
 * The letters of a zero-based column index: 0 is `A`, 26 is `AA`.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Address.columnName(27), "AB")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const columnName = (index: number): string => {
  let name = ""
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name
  }
  return name
}

const indexOfColumn = (letters: string): number => {
  let index = 0
  // `& 0xdf` makes a letter upper case.
  for (let i = 0; i < letters.length; i++) index = index * 26 + ((letters.charCodeAt(i) & 0xdf) - 64)
  return index - 1
}

/**
 * The zero-based index of a column by its letters, in upper or lower case. `None` if the text does not name a column of
 * a worksheet.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Address.columnIndex("AB"), Option.some(27))
 * deepStrictEqual(Address.columnIndex("XFE"), Option.none())
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const columnIndex = (name: string): Option.Option<number> => {
  if (!/^[a-z]{1,3}$/i.test(name)) return Option.none()
  const index = indexOfColumn(name)
  return index <= maxColumn ? Option.some(index) : Option.none()
}

const isOnSheet = (index: number, max: number) => Number.isInteger(index) && index >= 0 && index <= max

const fromBounds = (
  sheet: string | undefined,
  top: number,
  left: number,
  bottom: number,
  right: number
): Either.Either<Address, InvalidAddress> => {
  if (
    isOnSheet(top, maxRow) && isOnSheet(bottom, maxRow) && isOnSheet(left, maxColumn) && isOnSheet(right, maxColumn)
  ) {
    return Either.right({
      sheet,
      top: Math.min(top, bottom),
      left: Math.min(left, right),
      bottom: Math.max(top, bottom),
      right: Math.max(left, right)
    })
  }
  const address = `rows ${top} to ${bottom}, columns ${left} to ${right}`
  return Either.left(new InvalidAddress({ address, reason: "the bounds are not on the sheet" }))
}

/**
 * Makes an address from zero-based bounds. `bottom` is `top` by default, and `right` is `left`. The two corners may be
 * in any order. Throws {@link InvalidAddress} for bounds outside of the worksheet.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const address = Address.make({ sheet: "Data", top: 0, left: 0, bottom: 2, right: 1 })
 * strictEqual(Address.format(address), "Data!A1:B3")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: {
  readonly sheet?: string | undefined
  readonly top: number
  readonly left: number
  readonly bottom?: number | undefined
  readonly right?: number | undefined
}): Address =>
  Either.getOrThrowWith(
    fromBounds(options.sheet, options.top, options.left, options.bottom ?? options.top, options.right ?? options.left),
    (error) => error
  )

/** Whether Excel reads a text as a cell, in A1 or R1C1 notation, or as a boolean. */
const isReserved = (name: string): boolean => {
  if (/^(r\d*c?\d*|c\d*|true|false)$/i.test(name)) return true
  const match = /^([a-z]{1,3})0*([1-9]\d{0,6})$/i.exec(name)
  return match !== null && indexOfColumn(match[1] ?? "") <= maxColumn && Number(match[2]) <= maxRow + 1
}

/**
 * The name of a worksheet as it is written in a formula. It is quoted, with the quotes in it doubled, unless it is an
 * identifier that Excel does not read as a cell (`AB12`, `R1C1`) or as a boolean.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Address.quoteSheet("Data"), "Data")
 * strictEqual(Address.quoteSheet("It's 2026"), "'It''s 2026'")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const quoteSheet = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !isReserved(name) ? name : `'${name.replaceAll("'", "''")}'`

/**
 * Formats an address as the service does: `Sheet1!A1:B2`, `A1` for one cell, `A:C` for whole columns, `2:5` for whole
 * rows, `1:1048576` for a whole worksheet. The name of the worksheet is quoted where that is necessary.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const cell = Address.make({ sheet: "Q1 sales", top: 4, left: 2 })
 * strictEqual(Address.format(cell), "'Q1 sales'!C5")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const format = (address: Address): string => {
  const sheet = address.sheet === undefined ? "" : `${quoteSheet(address.sheet)}!`
  if (isWholeRows(address)) return `${sheet}${address.top + 1}:${address.bottom + 1}`
  if (isWholeColumns(address)) return `${sheet}${columnName(address.left)}:${columnName(address.right)}`
  const first = `${columnName(address.left)}${address.top + 1}`
  return isCell(address) ? sheet + first : `${sheet}${first}:${columnName(address.right)}${address.bottom + 1}`
}

const splitSheet = (text: string): readonly [sheet: string | undefined, cells: string] | undefined => {
  if (text.startsWith("'")) {
    const match = /^'((?:[^']|'')+)'!(.*)$/su.exec(text)
    return match === null ? undefined : [(match[1] ?? "").replaceAll("''", "'"), match[2] ?? ""]
  }
  const separator = text.lastIndexOf("!")
  if (separator === -1) return [undefined, text]
  const sheet = text.slice(0, separator)
  return /^[^'/\\?*:[\]]+$/u.test(sheet) ? [sheet, text.slice(separator + 1)] : undefined
}

const cornerPattern = /^\$?([a-z]{1,3})?\$?(\d{1,7})?$/i

/**
 * Parses an A1 address, such as `A1`, `$A$1:b2`, `Sheet1!A1`, `'It''s'!A:C` or `2:2`. The two corners may be in any
 * order. Fails for text that is not one rectangle of one worksheet.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(
 *   Address.parse("'It''s'!$B$3:a1"),
 *   Either.right({ sheet: "It's", top: 0, left: 0, bottom: 2, right: 1 })
 * )
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const parse = (text: string): Either.Either<Address, InvalidAddress> => {
  const fail = (reason: string) => Either.left(new InvalidAddress({ address: text, reason }))
  const split = splitSheet(text)
  if (split === undefined) return fail("the sheet's name is not written as Excel writes it")
  const [sheet, cells] = split
  const colon = cells.indexOf(":")
  const first = cornerPattern.exec(colon === -1 ? cells : cells.slice(0, colon))
  const last = colon === -1 ? first : cornerPattern.exec(cells.slice(colon + 1))
  if (first === null || last === null) return fail("not an A1 address")
  const [, columnA, rowA] = first
  const [, columnB, rowB] = last
  if ((columnA === undefined) !== (columnB === undefined) || (rowA === undefined) !== (rowB === undefined)) {
    return fail("one corner is a cell, the other is not")
  }
  if (columnA === undefined && rowA === undefined) return fail("not an A1 address")
  if (colon === -1 && (columnA === undefined || rowA === undefined)) return fail("not an A1 address")
  for (const row of [rowA, rowB]) {
    if (row !== undefined && (Number(row) < 1 || Number(row) > maxRow + 1)) {
      return fail(`row ${row} is not on the sheet`)
    }
  }
  for (const column of [columnA, columnB]) {
    if (column !== undefined && indexOfColumn(column) > maxColumn) return fail(`column ${column} is not on the sheet`)
  }
  return fromBounds(
    sheet,
    rowA === undefined ? 0 : Number(rowA) - 1,
    columnA === undefined ? 0 : indexOfColumn(columnA),
    rowB === undefined ? maxRow : Number(rowB) - 1,
    columnB === undefined ? maxColumn : indexOfColumn(columnB)
  )
}

const Row = Schema.Int.pipe(Schema.between(0, maxRow))
const Column = Schema.Int.pipe(Schema.between(0, maxColumn))

/**
 * The schema of an {@link Address} that is not encoded.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const isAddress = Schema.is(Address.AddressFromSelf)
 * strictEqual(isAddress({ sheet: undefined, top: 3, left: 0, bottom: 1, right: 0 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AddressFromSelf: Schema.Schema<Address> = Schema.Struct({
  sheet: Schema.UndefinedOr(Schema.NonEmptyString),
  top: Row,
  left: Column,
  bottom: Row,
  right: Column
}).pipe(
  Schema.filter((address) => address.top <= address.bottom && address.left <= address.right)
).annotations({
  identifier: "AddressFromSelf",
  arbitrary: () => (fc) =>
    fc.record({
      sheet: fc.option(fc.string({ minLength: 1, maxLength: 31 }), { nil: undefined }),
      rows: fc.tuple(fc.nat(maxRow), fc.nat(maxRow)),
      columns: fc.tuple(fc.nat(maxColumn), fc.nat(maxColumn))
    }).map(({ columns, rows, sheet }) =>
      make({ sheet, top: rows[0], left: columns[0], bottom: rows[1], right: columns[1] })
    )
})

/**
 * The schema of an {@link Address} that is encoded as A1 text.
 *
 * @example
 * ```ts
 * import { Address } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const address = Schema.decodeSync(Address.AddressFromString)("Data!B2")
 * strictEqual(address.sheet, "Data")
 * strictEqual(Schema.encodeSync(Address.AddressFromString)(address), "Data!B2")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AddressFromString: Schema.Schema<Address, string> = Schema.transformOrFail(
  Schema.String,
  AddressFromSelf,
  {
    strict: true,
    decode: (text, _, ast) => Either.mapLeft(parse(text), (error) => new ParseResult.Type(ast, text, error.reason)),
    encode: (address) => ParseResult.succeed(format(address))
  }
).annotations({ identifier: "AddressFromString" })
