/**
 * Ranges: read and write values, formulas, displayed text and number formats.
 *
 * Reads ask for the one grid that is wanted (`$select`), for a range has seven. See
 * https://learn.microsoft.com/graph/api/resources/range.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Range from "@effect-workbook/schema/Range"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import * as Schema from "effect/Schema"
import * as BlankCell from "./internal/cells/blankCell.js"
import * as Mismatch from "./internal/cells/mismatch.js"
import { invalidArguments, unexpectedAnswer } from "./internal/errors.js"
import { calledAs } from "./internal/functionName.js"
import * as Pinning from "./internal/session/pinning.js"
import * as Query from "./Query.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type * as Worksheet from "./Worksheet.js"

/**
 * The resource, from the schema: its description and model `Range.Range`, and the body of an update, `Range.Update`.
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
 * Where a range is. `Way` says how it is found: a write to a `"moving"` range is not sent again when its outcome is not known,
 * and fails with `OutcomeUnknown`; see `pin`. `invalid` says why the range cannot be anywhere: what is asked of it fails with
 * `InvalidArguments`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const cell: Range.RangeRef = Range.at("Summary!B2")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeRef<out Way extends Safety.Way = Safety.Way> extends Navigation.Reference<"workbookRange", Way> {}

/**
 * The range at an address that names its sheet: `Summary!B2:D10`, `'It''s'!A:C`. For one on a sheet at hand see `on`.
 *
 * An address that is none, or names no sheet, makes a reference that fails with `InvalidArguments` when it is used.
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
 * The range at an address on a worksheet; the whole sheet without one.
 *
 * An address that is none, or that names a sheet itself, makes a reference that fails with `InvalidArguments` when it is used. For the range that a name
 * stands for see `NamedItem.range`.
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
          : invalid(`the address ${JSON.stringify(address)} names a sheet itself`)
    })
  }
)

/**
 * The smallest range of a worksheet or of another range that holds everything used: values and formats, or only values
 * with `valuesOnly`. The top left cell where there is nothing.
 *
 * It moves: a write at its edge makes it larger.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-usedrange.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 *
 * export const used = Range.values(Range.used(Worksheet.named("Orders"), { valuesOnly: true }))
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
 * One cell of a worksheet or a range, counted from its top left cell: row 0, column 0. May lie outside of the range.
 *
 * See https://learn.microsoft.com/graph/api/range-cell.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const corner = Range.cell(Range.at("Summary!B2:D10"), 0, 0)
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
 * The range of the same size, moved down and to the right.
 *
 * See https://learn.microsoft.com/graph/api/range-offsetrange.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const below = Range.offset(Range.at("Summary!B2:D2"), 1, 0)
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
 * The range with more rows and columns at its end, or fewer.
 *
 * See https://learn.microsoft.com/graph/api/range-resizedrange.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const taller = Range.resized(Range.at("Summary!B2:D2"), 8, 0)
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
 * The last row of a range.
 *
 * See https://learn.microsoft.com/graph/api/range-lastrow.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 *
 * export const last = Range.values(Range.lastRow(Range.used(Worksheet.named("Orders"))))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const lastRow = <Way extends Safety.Way>(self: RangeRef<Way>): RangeRef<Way> =>
  Navigation.call(self, "lastRow", {})

/**
 * A number of rows below a range, as wide as the range; one row if it is left out.
 *
 * See https://learn.microsoft.com/graph/api/workbookrange-rowsbelow.
 *
 * @example
 * ```ts
 * import { Range, Worksheet, WorkbookSession } from "@effect-workbook/client"
 *
 * const next = Range.rowsBelow(Range.used(Worksheet.named("Log")), 1)
 * export const appended = WorkbookSession.verified(Range.write(next, [["2026-11-27", "started"]]))
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
 * The range with all its grids, or with the properties selected.
 *
 * Grids are `null` where a range is unbounded (whole columns or rows) or too large.
 *
 * See https://learn.microsoft.com/graph/api/range-get.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const size = Range.get(Range.at("Summary!B2:D10"), {
 *   select: ["address", "rowCount", "columnCount"]
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

const grid = <const Name extends "values" | "formulas" | "text" | "numberFormat">(
  self: RangeRef,
  name: Name
): Query.Read<CellValue.Matrix> =>
  Effect.flatMap(get(self, { select: [name] }), ({ [name]: cells }) =>
    cells === null
      ? invalidArguments(
        Catalogue.range.get,
        `there are no ${name} of whole rows or columns, or of more than 5 million cells: ` +
          "ask for the used part (`Range.used`) or for a smaller range"
      )
      : Effect.succeed(cells)).pipe(
      calledAs(`Range.${name}`)
    )

/**
 * The values: numbers, strings, booleans, `""` for a blank cell, the code of an error (`"#DIV/0!"`). Dates are serial numbers.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const read = Range.values(Range.at("Summary!B2:D10"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const values = (self: RangeRef): Query.Read<CellValue.Matrix> => grid(self, "values")

/**
 * The value of the one cell that the range is, decoded by a schema. A blank cell is `null` where the schema takes `null`, else
 * `undefined` where it takes that, else `""`.
 *
 * Fails with `CellMismatch` where the range is more than one cell, or the value does not fit.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 * import { SerialDate } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 *
 * export const count = Range.at("Summary!B11").pipe(Range.value(Schema.Int))
 * export const due = Range.value(Range.at("Summary!C11"), Schema.NullOr(SerialDate.SerialDate))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const value: {
  <A, I extends CellValue.CellValue | undefined>(schema: Schema.Schema<A, I>): (self: RangeRef) => Reading<A>
  <A, I extends CellValue.CellValue | undefined>(self: RangeRef, schema: Schema.Schema<A, I>): Reading<A>
} = dual(
  2,
  <A, I extends CellValue.CellValue | undefined>(self: RangeRef, schema: Schema.Schema<A, I>): Reading<A> =>
    get(self, { select: ["address", "rowCount", "columnCount", "values"] }).pipe(
      Effect.flatMap(({ address, columnCount, rowCount, values }) => {
        const mismatch = (issue: string, cell?: CellValue.CellValue) =>
          new WorkbookError.CellMismatch({ address: address ?? self.path, cell, issue })
        const cell = values?.[0]?.[0]
        if (rowCount !== 1 || columnCount !== 1 || cell === undefined) {
          return mismatch(`Expected one cell, actual ${rowCount} rows and ${columnCount} columns`)
        }
        return Schema.decodeUnknown(schema)(cell === "" ? BlankCell.encodedFor(schema.ast) : cell).pipe(
          Effect.catchAll((error) =>
            Effect.flatMap(Mismatch.fromParseIssue(error.issue), ({ issue }) => mismatch(issue, cell))
          )
        )
      }),
      calledAs("Range.value")
    )
)

type Reading<A> = Effect.Effect<
  A,
  WorkbookError.CallError | WorkbookError.CellMismatch,
  WorkbookSession.WorkbookSession
>

/**
 * The formulas, beginning with `=`; the value where a cell has none.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const read = Range.formulas(Range.at("Summary!B2:D10"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const formulas = (self: RangeRef): Query.Read<CellValue.Matrix> => grid(self, "formulas")

/**
 * What Excel shows in the cells, whatever their width.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const read = Range.text(Range.at("Summary!B2:D10"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const text = (self: RangeRef): Query.Read<CellValue.Matrix> => grid(self, "text")

/**
 * The number format codes, such as `"General"` or `"yyyy-mm-dd"`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const read = Range.numberFormat(Range.at("Summary!B2:D10"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const numberFormat = (self: RangeRef): Query.Read<CellValue.Matrix> => grid(self, "numberFormat")

/**
 * The same cells by their address, which one read finds: a stable range for one that moves, or is found by position.
 *
 * What is written to it can be sent again, so it needs no `OutcomeUnknown`. `WorkbookSession.verified` does the same for one
 * write, and lets nothing else in the session come between.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const appended = Range.pin(Range.rowsBelow(Range.used(Worksheet.named("Log")))).pipe(
 *   Effect.flatMap((row) => Range.write(row, [["2026-11-27", "started"]]))
 * )
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const pin = (self: RangeRef): Query.Read<RangeRef<"stable">> =>
  get(self, { select: ["address"] }).pipe(
    Effect.flatMap(({ address }) =>
      Either.match(Pinning.rangeAt(address ?? ""), {
        onLeft: (issue) => unexpectedAnswer(Catalogue.range.get, issue),
        onRight: Effect.succeed
      })
    ),
    calledAs("Range.pin")
  )

/**
 * Changes values, formulas, number formats, or several of them, and answers the range.
 *
 * A grid has the range's rows and columns, or is one value for all cells. `null` leaves a cell as it is and `""` clears
 * it. A string is read as if it were typed: `"=A1*2"` is a formula, `"12%"` a number, `"'12"` the text `12`.
 *
 * Fails with `OutcomeUnknown` only where the range moves, see `pin`.
 *
 * See https://learn.microsoft.com/graph/api/range-update.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const updated = Range.update(Range.at("Summary!B2:C2"), {
 *   values: [[0.5, "=B2*2"]],
 *   numberFormat: [["0%", null]]
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Range.Update): <Way extends Safety.Way>(self: RangeRef<Way>) => Updating<Way, Range.Range>
  <Way extends Safety.Way>(self: RangeRef<Way>, changes: Range.Update): Updating<Way, Range.Range>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeRef<Way>, changes: Range.Update): Updating<Way, Range.Range> =>
    WorkbookSession.call(Catalogue.range.update, self, changes).pipe(
      calledAs("Range.update")
    )
)

type Updating<Way extends Safety.Way, A> = Effect.Effect<
  A,
  WorkbookSession.ErrorOf<typeof Catalogue.range.update, Way>,
  WorkbookSession.WorkbookSession
>

// That the answer is a range says that it was written. Nobody waits for the grids in it to be checked.
const writing = {
  ...Catalogue.range.update,
  result: Schema.make<{ readonly address: string | null }, unknown>(
    Resource.pick(Range.Range, { select: ["address"] }).schema.ast
  )
}

/**
 * Writes values, see `update`.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/client"
 *
 * export const written = Range.write(Range.at("Summary!B2:C2"), [["Total", 42]])
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const write: {
  (values: CellValue.Matrix): <Way extends Safety.Way>(self: RangeRef<Way>) => Updating<Way, void>
  <Way extends Safety.Way>(self: RangeRef<Way>, values: CellValue.Matrix): Updating<Way, void>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeRef<Way>, values: CellValue.Matrix): Updating<Way, void> =>
    WorkbookSession.call(writing, self, { values }).pipe(
      Effect.asVoid,
      calledAs("Range.write")
    )
)
