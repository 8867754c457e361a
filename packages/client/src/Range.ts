/**
 * Ranges of cells: reads and writes values, formulas, displayed texts and number formats; inserts, deletes, clears,
 * merges and sorts cells.
 *
 * A range has seven matrices of cells. Each read function selects only the one that it returns (`$select`). See
 * https://learn.microsoft.com/graph/api/resources/range.
 *
 * Each function reads or writes its cells in one request. For more cells, see `LargeRange`.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Range from "@effect-workbook/schema/Range"
import type * as RangeSort from "@effect-workbook/schema/RangeSort"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as SortField from "@effect-workbook/schema/SortField"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import * as Schema from "effect/Schema"
import { invalidArguments, unexpectedAnswer } from "./call/errors.js"
import { calledAs, FunctionName, named } from "./call/functionName.js"
import { readThenWrite } from "./call/readThenWrite.js"
import { updateOfCells } from "./call/updateOfCells.js"
import * as CellAddress from "./cells/address.js"
import * as BlankCell from "./cells/blankCell.js"
import * as Mismatch from "./cells/mismatch.js"
import * as Query from "./Query.js"
import * as Pinning from "./session/pinning.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type * as Worksheet from "./Worksheet.js"

/**
 * Exports of the schema: the description and the model of the resource, `Range.Range`, and the body of an update,
 * `Range.Update`.
 *
 * @example
 * ```ts
 * import { Range, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(Range.Range, { select: ["address", "values"] })
 * deepStrictEqual(query, { $select: "address,values" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Range"

/**
 * A reference to a range. `Way` is how the address finds the range. If the outcome of a write to a `"moving"` range is
 * unknown, the write is not sent again and fails with `OutcomeUnknown`; see `pin`.
 *
 * If the reference is invalid, `invalid` is the reason, and every call with it fails with `InvalidArguments`.
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeRef<out Way extends Safety.Way = Safety.Way> extends Navigation.Reference<"workbookRange", Way> {}

/**
 * Makes a reference to the range at an A1 address with a worksheet name, such as `Summary!B2:D10` or `'It''s'!A:C`. See
 * `on` for an address without a worksheet name.
 *
 * If the address is invalid or has no worksheet name, every call with the reference fails with `InvalidArguments`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Range.at("Summary!B2:D10").path, "worksheets('Summary')/range(address='B2%3AD10')")
 * strictEqual(Range.at("B2:D10").invalid, "the address \"B2:D10\" names no sheet")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const at = (address: string): RangeRef<"stable"> =>
  Either.getOrElse(Pinning.rangeAt(address), (issue) => Navigation.invalid("workbookRange", "stable", issue))

/**
 * Makes a reference to the range at an A1 address on a worksheet, or to the whole worksheet if there is no address. See
 * `NamedItem.range` for the range of a defined name.
 *
 * If the address is invalid or has a worksheet name, every call with the reference fails with `InvalidArguments`.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-range.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Range.on(Worksheet.named("Summary"), "B2").path, "worksheets('Summary')/range(address='B2')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const on: {
  (address?: string): <Way extends Safety.Way>(sheet: Worksheet.WorksheetRef<Way>) => RangeRef<Way>
  <Way extends Safety.Way>(sheet: Worksheet.WorksheetRef<Way>, address?: string): RangeRef<Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(sheet: Worksheet.WorksheetRef<Way>, address?: string): RangeRef<Way> => {
    if (address === undefined) return Navigation.range(sheet, undefined)
    const invalid = (issue: string) => Navigation.invalid("workbookRange", sheet.way, issue)
    return Either.match(Address.parse(address), {
      onLeft: (error) => invalid(error.message),
      onRight: (bounds) =>
        bounds.sheet === undefined
          ? Navigation.range(sheet, bounds)
          : invalid(`the address ${JSON.stringify(address)} has a worksheet name; expected none`)
    })
  }
)

/**
 * Makes a reference to the used range of a worksheet or of another range: the smallest range that contains all cells
 * with a value or a format, or with `valuesOnly` all cells with a value. It is the top left cell if there are no such
 * cells.
 *
 * The reference is `"moving"`, because a write next to the used range makes it larger.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-usedrange.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const used = Range.used(Worksheet.named("Orders"), { valuesOnly: true })
 *   const { address } = yield* Range.get(used, { select: ["address"] })
 *   strictEqual(address, "Orders!A1:G26")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const used: {
  (
    options?: { readonly valuesOnly?: boolean | undefined }
  ): (self: Worksheet.WorksheetRef | RangeRef) => RangeRef<"moving">
  (
    self: Worksheet.WorksheetRef | RangeRef,
    options?: { readonly valuesOnly?: boolean | undefined }
  ): RangeRef<"moving">
} = dual(
  (args) => Navigation.isReference(args[0]),
  (
    self: Worksheet.WorksheetRef | RangeRef,
    options: { readonly valuesOnly?: boolean | undefined } = {}
  ): RangeRef<"moving"> => Navigation.call(self, "usedRange", { valuesOnly: options.valuesOnly })
)

/**
 * Makes a reference to one cell of a worksheet or of a range. `row` and `column` are counted from 0 at the top left
 * cell, and may be outside of the range.
 *
 * See https://learn.microsoft.com/graph/api/range-cell.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const corner = Range.cell(Range.at("Summary!A4:D8"), 0, 0)
 *   deepStrictEqual(yield* Range.values(corner), [["North"]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const cell: {
  (
    row: number,
    column: number
  ): <Way extends Safety.Way>(self: Worksheet.WorksheetRef<Way> | RangeRef<Way>) => RangeRef<Way>
  <Way extends Safety.Way>(
    self: Worksheet.WorksheetRef<Way> | RangeRef<Way>,
    row: number,
    column: number
  ): RangeRef<Way>
} = dual(
  3,
  <Way extends Safety.Way>(
    self: Worksheet.WorksheetRef<Way> | RangeRef<Way>,
    row: number,
    column: number
  ): RangeRef<Way> => Navigation.call(self, "cell", { row, column })
)

/**
 * Makes a reference to the range of the same size that is `rows` rows further down and `columns` columns further to the
 * right. Negative numbers mean up and left.
 *
 * See https://learn.microsoft.com/graph/api/range-offsetrange.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const south = Range.offset(Range.at("Summary!A4:C4"), 1, 0)
 *   deepStrictEqual(yield* Range.values(south), [["South", 7482.25, 84]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const offset: {
  (rows: number, columns: number): <Way extends Safety.Way>(self: RangeRef<Way>) => RangeRef<Way>
  <Way extends Safety.Way>(self: RangeRef<Way>, rows: number, columns: number): RangeRef<Way>
} = dual(
  3,
  <Way extends Safety.Way>(self: RangeRef<Way>, rows: number, columns: number): RangeRef<Way> =>
    Navigation.call(self, "offsetRange", { rowOffset: rows, columnOffset: columns })
)

/**
 * Makes a reference to the range with `rows` more rows at the bottom and `columns` more columns at the right. Negative
 * numbers make the range smaller.
 *
 * See https://learn.microsoft.com/graph/api/range-resizedrange.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const regions = Range.resized(Range.at("Summary!A4"), 3, 0)
 *   deepStrictEqual(yield* Range.values(regions), [["North"], ["South"], ["East"], ["West"]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const resized: {
  (rows: number, columns: number): <Way extends Safety.Way>(self: RangeRef<Way>) => RangeRef<Way>
  <Way extends Safety.Way>(self: RangeRef<Way>, rows: number, columns: number): RangeRef<Way>
} = dual(
  3,
  <Way extends Safety.Way>(self: RangeRef<Way>, rows: number, columns: number): RangeRef<Way> =>
    Navigation.call(self, "resizedRange", { deltaRows: rows, deltaColumns: columns })
)

/**
 * Makes a reference to the last row of a range.
 *
 * See https://learn.microsoft.com/graph/api/range-lastrow.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const total = Range.lastRow(Range.at("Summary!A4:C8"))
 *   deepStrictEqual(yield* Range.values(total), [["Total", 33271.5, 311]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const lastRow = <Way extends Safety.Way>(self: RangeRef<Way>): RangeRef<Way> =>
  Navigation.call(self, "lastRow", {})

/**
 * Makes a reference to the `count` rows below a range, which are as wide as the range. `count` is 1 by default.
 *
 * See https://learn.microsoft.com/graph/api/workbookrange-rowsbelow.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const next = Range.rowsBelow(Range.at("Summary!A4:D8"), 2)
 *   const { address } = yield* Range.get(next, { select: ["address"] })
 *   strictEqual(address, "Summary!A9:D10")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const rowsBelow: {
  (count?: number): <Way extends Safety.Way>(self: RangeRef<Way>) => RangeRef<Way>
  <Way extends Safety.Way>(self: RangeRef<Way>, count?: number): RangeRef<Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(self: RangeRef<Way>, count = 1): RangeRef<Way> =>
    Navigation.call(self, "rowsBelow", { count })
)

/**
 * Reads a range with all properties, or with the selected ones.
 *
 * The matrices of cells are `null` if the range consists of whole columns or rows, or is too large.
 *
 * See https://learn.microsoft.com/graph/api/range-get.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const size = yield* Range.get(Range.at("Summary!B2:D10"), { select: ["rowCount", "columnCount"] })
 *   deepStrictEqual(size, { rowCount: 9, columnCount: 3 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookRange", Range.Range, Resource.LinksOf<typeof Range.Range>> = Query.get(
  Catalogue.range.get,
  Range.Range,
  "Range.get"
)

/** Reads the selected properties, without a span of its own. */
const read = <const Select extends keyof Range.Range & string>(
  self: RangeRef,
  select: ReadonlyArray<Select>,
  functionName?: string
) => Query.read(Catalogue.range.get, self, Resource.pick(Range.Range, { select }), functionName)

const readMatrix = <const Name extends "values" | "formulas" | "text" | "numberFormat">(
  self: RangeRef,
  name: Name
): Query.Read<CellValue.Matrix> =>
  named(`Range.${name}`, (functionName) =>
    Effect.flatMap(
      read(self, [name], functionName),
      ({ [name]: cells }) => cells === null ? noMatrix(name, functionName) : Effect.succeed(cells)
    ))

const noMatrix = (name: keyof Range.Range, functionName: string) =>
  invalidArguments(
    Catalogue.range.get,
    `the service returns no ${name} for whole rows or columns, or for more than 5 million cells; ` +
      "expected a smaller range, such as `Range.used`, or a function of `LargeRange`",
    functionName
  )

/**
 * Reads the values of the cells: numbers, strings, booleans, `""` for a blank cell, and error codes such as
 * `"#DIV/0!"`. A date is a serial number.
 *
 * Fails with `InvalidArguments` for whole rows or columns, or for more than 5 million cells.
 *
 * See https://learn.microsoft.com/graph/api/range-get.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* Range.values(Range.at("Summary!A4:C4")), [["North", 8762.75, 71]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const values = (self: RangeRef): Query.Read<CellValue.Matrix> => readMatrix(self, "values")

/**
 * Reads the value of a single cell, and decodes it with a schema. A blank cell is decoded from `null` if the schema
 * accepts `null`, otherwise from `undefined` if the schema accepts `undefined`, otherwise from `""`.
 *
 * Fails with `CellMismatch` if the range is not a single cell, or if the value does not match the schema.
 *
 * See https://learn.microsoft.com/graph/api/range-get.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { SerialDate } from "@effect-workbook/schema"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Range.at("Summary!B11").pipe(Range.value(Schema.Int)), 24)
 *   strictEqual(yield* Range.value(Range.at("Summary!C11"), Schema.NullOr(SerialDate.SerialDate)), null)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const value: {
  <A, I extends CellValue.CellValue | undefined>(schema: Schema.Schema<A, I>): (self: RangeRef) => ReadValue<A>
  <A, I extends CellValue.CellValue | undefined>(self: RangeRef, schema: Schema.Schema<A, I>): ReadValue<A>
} = dual(
  2,
  <A, I extends CellValue.CellValue | undefined>(self: RangeRef, schema: Schema.Schema<A, I>): ReadValue<A> =>
    read(self, ["address", "rowCount", "columnCount", "values"]).pipe(
      Effect.flatMap(({ address, columnCount, rowCount, values }) => {
        const mismatch = (issue: string, cell?: CellValue.CellValue) =>
          Effect.flatMap(
            FunctionName,
            (functionName) =>
              new WorkbookError.CellMismatch({ functionName, address: address ?? self.path, cell, issue })
          )
        const cell = values?.[0]?.[0]
        if (rowCount !== 1 || columnCount !== 1 || cell === undefined) {
          return mismatch(`is ${rowCount} rows by ${columnCount} columns; expected one cell`)
        }
        return Schema.decodeUnknown(schema)(cell === "" ? BlankCell.encodedFor(schema.ast) : cell).pipe(
          Effect.catchAll((error) => mismatch(Mismatch.fromParseError(error).issue, cell))
        )
      }),
      calledAs("Range.value")
    )
)

type ReadValue<A> = Effect.Effect<
  A,
  WorkbookError.CallError | WorkbookError.CellMismatch,
  WorkbookSession.WorkbookSession
>

/**
 * Reads the formulas, which begin with `=`. If a cell has no formula, its value is returned. Fails like `values`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* Range.formulas(Range.at("Summary!A8:B8")), [["Total", "=SUM(B4:B7)"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const formulas = (self: RangeRef): Query.Read<CellValue.Matrix> => readMatrix(self, "formulas")

/**
 * Reads the texts that Excel displays for the cells, regardless of the column width. Fails like `values`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* Range.text(Range.at("Summary!F11:G11")), [["Tax rate", "20%"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const text = (self: RangeRef): Query.Read<CellValue.Matrix> => readMatrix(self, "text")

/**
 * Reads the number format codes, such as `"General"` or `"yyyy-mm-dd"`. Fails like `values`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* Range.numberFormat(Range.at("Summary!F11:G11")), [["General", "0%"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const numberFormat = (self: RangeRef): Query.Read<CellValue.Matrix> => readMatrix(self, "numberFormat")

/**
 * Reads the current address of a range, and succeeds with a stable reference to these cells.
 *
 * A write to a stable reference is idempotent, so it cannot fail with `OutcomeUnknown`. `WorkbookSession.verified` does
 * the same for one write, and sends no other call of the session between the read and the write.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const row = yield* Range.pin(Range.lastRow(Range.used(Worksheet.named("Summary"))))
 *   yield* Range.write(Range.cell(row, 1, 0), [["Checked"]])
 *   deepStrictEqual(yield* Range.values(Range.at("Summary!A19")), [["Checked"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const pin = (self: RangeRef): Query.Read<RangeRef<"stable">> =>
  read(self, ["address"]).pipe(
    Effect.flatMap(({ address }) => stableAt(address)),
    calledAs("Range.pin")
  )

/** A reference to the address of a response. */
const stableAt = (address: string | null): Effect.Effect<RangeRef<"stable">, WorkbookError.UnexpectedAnswer> =>
  Either.match(Pinning.rangeAt(address ?? ""), {
    onLeft: (issue) => unexpectedAnswer(Catalogue.range.get, issue),
    onRight: Effect.succeed
  })

/**
 * Changes the values, the formulas and the number formats of a range, and succeeds with the range.
 *
 * A change is a matrix with the rows and columns of the range, or one value for all cells. `null` does not change a
 * cell, and `""` clears it. Excel parses a string as if a user had typed it: `"=A1*2"` is a formula, `"12%"` is a
 * number, and `"'12"` is the text `12`.
 *
 * Fails with `InvalidArguments`, and writes nothing, if a change is invalid. Fails with `OutcomeUnknown` only if the
 * reference is `"moving"`; see `pin`.
 *
 * See https://learn.microsoft.com/graph/api/range-update.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { text } = yield* Range.update(Range.at("Summary!B20:C20"), {
 *     values: [[0.5, "=B20*2"]],
 *     numberFormat: [["0%", null]]
 *   })
 *   deepStrictEqual(text, [["50%", "1"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Range.Update): <Way extends Safety.Way>(self: RangeRef<Way>) => UpdateEffect<Way, Range.Range>
  <Way extends Safety.Way>(self: RangeRef<Way>, changes: Range.Update): UpdateEffect<Way, Range.Range>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeRef<Way>, changes: Range.Update): UpdateEffect<Way, Range.Range> =>
    named(
      "Range.update",
      (functionName) => WorkbookSession.callAs(functionName)(Catalogue.range.update, self, changes)
    )
)

type UpdateEffect<Way extends Safety.Way, A> = Effect.Effect<
  A,
  WorkbookSession.ErrorOf<typeof Catalogue.range.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Writes the values of a range; see `update`.
 *
 * See https://learn.microsoft.com/graph/api/range-update.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const range = Range.at("Summary!A20:B20")
 *   yield* Range.write(range, [["Target", 40000]])
 *   deepStrictEqual(yield* Range.values(range), [["Target", 40000]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const write: {
  (values: CellValue.Matrix): <Way extends Safety.Way>(self: RangeRef<Way>) => UpdateEffect<Way, void>
  <Way extends Safety.Way>(self: RangeRef<Way>, values: CellValue.Matrix): UpdateEffect<Way, void>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeRef<Way>, values: CellValue.Matrix): UpdateEffect<Way, void> =>
    named(
      "Range.write",
      (functionName) => Effect.asVoid(WorkbookSession.callAs(functionName)(updateOfCells, self, { values }))
    )
)

/**
 * Writes rows below the data of a worksheet, in its first used column, and succeeds with a reference to the cells. The
 * first row of a blank worksheet is row 1. Values are as in `update`. For a table use `Table.addRows` or `TableRows`.
 *
 * The address is read first and does not change in retries, so the rows are written at most once. Appends of one
 * session are made one after the other. Another session or user may write to the same rows at the same time.
 *
 * Fails with `OutcomeUnknown` if the rows may have been written: another append would write them again, below.
 * `WorkbookSession.verified` sends the write again to the same cells instead. Fails with `InvalidArguments`, and writes
 * nothing, if there are no rows or they differ in length.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const log = Worksheet.named((yield* Worksheet.add("Log")).id)
 *   yield* Range.append(log, [["at", "what"]])
 *   const row = yield* Range.append(log, [["12:00", "started"]])
 *   deepStrictEqual((yield* Range.get(row, { select: ["address"] })).address, "Log!A2:B2")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const append: {
  (values: CellValue.Matrix): (sheet: Worksheet.WorksheetRef) => AppendEffect
  (sheet: Worksheet.WorksheetRef, values: CellValue.Matrix): AppendEffect
} = dual(2, (sheet: Worksheet.WorksheetRef, values: CellValue.Matrix): AppendEffect =>
  Effect.gen(function*() {
    const width = values[0]?.length ?? 0
    if (width === 0) {
      return yield* invalidArguments(Catalogue.range.update, "there are no cells; expected at least one row")
    }
    const other = values.findIndex((row) => row.length !== width)
    if (other !== -1) {
      return yield* invalidArguments(
        Catalogue.range.update,
        `row ${other} has ${values[other]?.length} cells; expected ${width}, as in row 0`
      )
    }
    const { isBlank, used } = yield* CellAddress.readUsed(sheet)
    const top = isBlank ? used.top : used.bottom + 1
    const target = CellAddress.rangeAt({
      sheet: used.sheet,
      top,
      left: used.left,
      bottom: top + values.length - 1,
      right: used.left + width - 1
    })
    yield* write(Navigation.computed(target), values)
    return target
  }).pipe(readThenWrite, calledAs("Range.append")))

type AppendEffect = Effect.Effect<RangeRef<"stable">, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

/**
 * How {@link find} compares the text of a cell.
 *
 * - `completeMatch`: whether the whole text must be equal, instead of a part of it; `false` by default
 * - `matchCase`: whether upper and lower case are different; `false` by default
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const criteria: Range.SearchCriteria = { completeMatch: true }
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* Range.find(Range.at("Summary!A1:G20"), "nor", criteria)).length, 0)
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SearchCriteria {
  readonly completeMatch?: boolean | undefined
  readonly matchCase?: boolean | undefined
}

/**
 * A cell that contains the text that was searched.
 *
 * - `row`, `column`: the position in the range, counted from 0
 * - `text`: the text that Excel displays
 * - `cell`: a stable reference to the cell
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const found: ReadonlyArray<Range.Found> = yield* Range.find(Range.at("Summary!A4:C7"), "north")
 *   deepStrictEqual(found.map(({ column, row, text }) => [row, column, text]), [[0, 0, "North"]])
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Found {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly cell: RangeRef<"stable">
}

/**
 * Finds the cells whose displayed text contains a text, row by row. The whole range is read in one request. Fails like
 * `text`.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Range.used(Worksheet.named("Summary"))
 *   for (const { cell } of yield* Range.find(summary, "North", { completeMatch: true })) {
 *     yield* Range.write(cell, [["Northern region"]])
 *   }
 *   strictEqual((yield* Range.find(summary, "northern")).length, 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const find: {
  (text: string, criteria?: SearchCriteria): (self: RangeRef) => Query.Read<ReadonlyArray<Found>>
  (self: RangeRef, text: string, criteria?: SearchCriteria): Query.Read<ReadonlyArray<Found>>
} = dual(
  (args) => Navigation.isReference(args[0]),
  (
    self: RangeRef,
    sought: string,
    { completeMatch = false, matchCase = false }: SearchCriteria = {}
  ): Query.Read<ReadonlyArray<Found>> => {
    const fold = (text: string): string => matchCase ? text : text.toLowerCase()
    const folded = fold(sought)
    const matches = (text: string): boolean => completeMatch ? fold(text) === folded : fold(text).includes(folded)
    return Effect.gen(function*() {
      const { address, text: cells } = yield* read(self, ["address", "text"])
      if (cells === null) return yield* noMatrix("text", "Range.find")
      const range = yield* stableAt(address)
      return cells.flatMap((texts, row) =>
        texts.flatMap((value, column) => {
          const text = String(value)
          return matches(text) ? [{ row, column, text, cell: cell(range, row, column) }] : []
        })
      )
    }).pipe(calledAs("Range.find"))
  }
)

type ActionEffect<E extends Endpoint.Any, Way extends Safety.Way, A = void> = Effect.Effect<
  A,
  WorkbookSession.ErrorOf<E, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Inserts blank cells at a range, and succeeds with the range, which is blank now. The cells at the range and behind it
 * move. Whole rows move down and whole columns move right, whatever the direction.
 *
 * References to the moved cells move with them: formulas, names, tables, conditional formats and charts. The new cells
 * have the formats of the cells above them or to the left of them.
 *
 * Fails with `ContentConflict` if a table, merged cells or an array formula would be split, or if content would be pushed off
 * the worksheet. An insertion is not idempotent, so it may fail with `OutcomeUnknown`.
 *
 * See https://learn.microsoft.com/graph/api/range-insert.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { address } = yield* Range.insert(Range.at("Summary!A4:D4"), "Down")
 *   deepStrictEqual(address, "Summary!A4:D4")
 *   deepStrictEqual(yield* Range.values(Range.at("Summary!A4:A5")), [[""], ["North"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const insert: {
  (
    shift: Range.InsertShift
  ): <Way extends Safety.Way>(self: RangeRef<Way>) => ActionEffect<typeof Catalogue.range.insert, Way, Range.Range>
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    shift: Range.InsertShift
  ): ActionEffect<typeof Catalogue.range.insert, Way, Range.Range>
} = dual(
  2,
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    shift: Range.InsertShift
  ): ActionEffect<typeof Catalogue.range.insert, Way, Range.Range> =>
    WorkbookSession.call(Catalogue.range.insert, self, { shift }).pipe(calledAs("Range.insert"))
)

const delete_: {
  (
    shift: Range.DeleteShift
  ): <Way extends Safety.Way>(self: RangeRef<Way>) => ActionEffect<typeof Catalogue.range.delete, Way>
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    shift: Range.DeleteShift
  ): ActionEffect<typeof Catalogue.range.delete, Way>
} = dual(
  2,
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    shift: Range.DeleteShift
  ): ActionEffect<typeof Catalogue.range.delete, Way> =>
    WorkbookSession.call(Catalogue.range.delete, self, { shift }).pipe(calledAs("Range.delete"))
)

export {
  /**
   * Deletes the cells of a range. The cells behind the range move. Whole rows move up and whole columns move left, whatever
   * the direction. References to deleted cells become `#REF!`.
   *
   * Fails with `ContentConflict` if a table, merged cells or an array formula would be split. A deletion is not idempotent, so it
   * may fail with `OutcomeUnknown`.
   *
   * See https://learn.microsoft.com/graph/api/range-delete.
   *
   * @example
   * ```ts
   * import { Range } from "@effect-workbook/client"
   * import { Effect } from "effect"
   * import { deepStrictEqual } from "node:assert/strict"
   *
   * export const program = Effect.gen(function*() {
   *   yield* Range.delete(Range.at("Summary!A4:D4"), "Up")
   *   deepStrictEqual(yield* Range.values(Range.at("Summary!A4")), [["South"]])
   * })
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}

/**
 * Clears a range: its formats, its values and formulas (`"Contents"`), or everything, which is the default. Everything
 * includes conditional formats, data validations, hyperlinks and comments.
 *
 * See https://learn.microsoft.com/graph/api/range-clear.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const range = Range.at("Summary!A4:B4")
 *   yield* Range.clear(range, "Contents")
 *   deepStrictEqual(yield* Range.values(range), [["", ""]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clear: {
  (
    applyTo?: Range.ClearApplyTo
  ): <Way extends Safety.Way>(self: RangeRef<Way>) => ActionEffect<typeof Catalogue.range.clear, Way>
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    applyTo?: Range.ClearApplyTo
  ): ActionEffect<typeof Catalogue.range.clear, Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    applyTo: Range.ClearApplyTo = "All"
  ): ActionEffect<typeof Catalogue.range.clear, Way> =>
    WorkbookSession.call(Catalogue.range.clear, self, { applyTo }).pipe(calledAs("Range.clear"))
)

/**
 * Merges the cells of a range, or with `across` the cells of each row. The first cell with content gives the content of
 * the merged cell, and the others lose theirs. Cells of a table cannot be merged.
 *
 * See https://learn.microsoft.com/graph/api/range-merge.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* Range.merge(Range.at("Summary!A20:C21"), { across: true })
 *   yield* Range.write(Range.at("Summary!A20"), [["Notes"]])
 *   deepStrictEqual(yield* Range.values(Range.at("Summary!A20:B20")), [["Notes", ""]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const merge: {
  (
    options?: Range.Merge
  ): <Way extends Safety.Way>(self: RangeRef<Way>) => ActionEffect<typeof Catalogue.range.merge, Way>
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    options?: Range.Merge
  ): ActionEffect<typeof Catalogue.range.merge, Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    options: Range.Merge = {}
  ): ActionEffect<typeof Catalogue.range.merge, Way> =>
    WorkbookSession.call(Catalogue.range.merge, self, options).pipe(calledAs("Range.merge"))
)

/**
 * Separates all merged cells that a range intersects. The content stays in the top left cell.
 *
 * See https://learn.microsoft.com/graph/api/range-unmerge.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const range = Range.at("Summary!A20:B20")
 *   yield* Range.merge(range)
 *   yield* Range.unmerge(range)
 *   yield* Range.write(range, [["Target", 40000]])
 *   deepStrictEqual(yield* Range.values(range), [["Target", 40000]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const unmerge = <Way extends Safety.Way>(
  self: RangeRef<Way>
): ActionEffect<typeof Catalogue.range.unmerge, Way> =>
  WorkbookSession.call(Catalogue.range.unmerge, self, undefined).pipe(calledAs("Range.unmerge"))

/**
 * The options of a sort. By default the case of letters does not matter, there are no headers, rows are sorted, and
 * Chinese characters are ordered by their pronunciation.
 *
 * @category models
 * @since 0.1.0
 */
export type SortOptions = Omit<RangeSort.Apply, "fields">

/**
 * Sorts the rows of a range, or its columns, by 1 to 64 conditions. Rows that are equal by all conditions keep their
 * order, and hidden rows stay where they are.
 *
 * `key` is the zero-based offset of a column from the first column of the range. Numbers come before texts, texts before
 * logical values, these before errors. Blank cells are always last. Relative references in moved formulas move with them.
 *
 * Fails with `InvalidRequest` if the range has merged cells, an array formula, or the header row of a table.
 *
 * See https://learn.microsoft.com/graph/api/rangesort-apply.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const range = Range.at("Summary!J1:K3")
 *   yield* Range.write(range, [["City", "Sales"], ["Oslo", 42], ["Bergen", 57]])
 *   yield* Range.sort(range, [{ key: 1, ascending: false }], { hasHeaders: true })
 *   deepStrictEqual(yield* Range.values(range), [["City", "Sales"], ["Bergen", 57], ["Oslo", 42]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const sort: {
  (
    fields: ReadonlyArray<SortField.Input>,
    options?: SortOptions
  ): <Way extends Safety.Way>(self: RangeRef<Way>) => ActionEffect<typeof Catalogue.rangeSort.apply, Way>
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    fields: ReadonlyArray<SortField.Input>,
    options?: SortOptions
  ): ActionEffect<typeof Catalogue.rangeSort.apply, Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(
    self: RangeRef<Way>,
    fields: ReadonlyArray<SortField.Input>,
    options: SortOptions = {}
  ): ActionEffect<typeof Catalogue.rangeSort.apply, Way> =>
    WorkbookSession.call(Catalogue.rangeSort.apply, Navigation.property(self, "sort"), { ...options, fields }).pipe(
      calledAs("Range.sort")
    )
)
