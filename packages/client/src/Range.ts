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
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Range from "@effect-workbook/schema/Range"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import * as Worksheet from "./Worksheet.js"

/**
 * Where a range is. `invalid` says why it cannot be anywhere: what is asked of it fails with `InvalidArguments`.
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
export interface RangeRef extends Navigation.Reference<"workbookRange"> {
  readonly invalid?: string | undefined
}

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
export const at = (address: string): RangeRef =>
  Either.match(Address.parse(address), {
    onLeft: (error) => ({ resource: "workbookRange", path: "", invalid: error.message }),
    onRight: ({ sheet, ...bounds }) =>
      sheet === undefined
        ? { resource: "workbookRange", path: "", invalid: `the address ${JSON.stringify(address)} names no sheet` }
        : on(Worksheet.named(sheet), Address.format(Address.make(bounds)))
  })

/**
 * The range at an address on a worksheet; the whole sheet without one.
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
export const on = (sheet: Worksheet.WorksheetRef, address?: string): RangeRef =>
  Navigation.call(sheet, "range", { address })

const from = (of: Worksheet.WorksheetRef | RangeRef, range: RangeRef): RangeRef =>
  "invalid" in of ? { ...range, invalid: of.invalid } : range

/**
 * The smallest range of a worksheet or of another range that holds everything used: values and formats, or only values
 * with `valuesOnly`. The top left cell where there is nothing.
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
export const used = (
  of: Worksheet.WorksheetRef | RangeRef,
  options: { readonly valuesOnly?: boolean | undefined } = {}
): RangeRef => from(of, Navigation.call(of, "usedRange", { valuesOnly: options.valuesOnly }))

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
export const cell = (of: Worksheet.WorksheetRef | RangeRef, row: number, column: number): RangeRef =>
  from(of, Navigation.call(of, "cell", { row, column }))

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
export const offset = (of: RangeRef, rows: number, columns: number): RangeRef =>
  from(of, Navigation.call(of, "offsetRange", { rowOffset: rows, columnOffset: columns }))

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
export const resized = (of: RangeRef, rows: number, columns: number): RangeRef =>
  from(of, Navigation.call(of, "resizedRange", { deltaRows: rows, deltaColumns: columns }))

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
 * export const size = Range.get(Range.at("Summary!B2:D10"), ["address", "rowCount", "columnCount"])
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = (range: RangeRef, select?: ReadonlyArray<keyof Range.Range>): Effect.Effect<
  Range.Range,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.range.get, range, undefined, select?.length ? { $select: select.join(",") } : {})
    .pipe(
      Effect.withSpan("Range.get", { captureStackTrace: false })
    )

const grid = <Name extends "values" | "formulas" | "text" | "numberFormat">(range: RangeRef, name: Name) =>
  get(range, [name]).pipe(
    Effect.flatMap((answer) => {
      const cells = answer[name]
      return cells == null
        ? Effect.fail(
          new WorkbookError.UnexpectedAnswer({
            endpoint: Endpoint.id(Catalogue.range.get),
            issue: `${name} is null, as it is for a range without bounds or of more than 5 million cells`
          })
        )
        : Effect.succeed(cells)
    })
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
export const values = (range: RangeRef): Effect.Effect<
  CellValue.Matrix,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> => grid(range, "values")

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
export const formulas = (range: RangeRef): Effect.Effect<
  CellValue.Matrix,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> => grid(range, "formulas")

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
export const text = (range: RangeRef): Effect.Effect<
  CellValue.Matrix,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> => grid(range, "text")

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
export const numberFormat = (range: RangeRef): Effect.Effect<
  CellValue.Matrix,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> => grid(range, "numberFormat")

/**
 * Changes values, formulas, number formats, or several of them, and answers the range.
 *
 * A grid has the range's rows and columns, or is one value for all cells. `null` leaves a cell as it is and `""` clears
 * it. A string is read as if it were typed: `"=A1*2"` is a formula, `"12%"` a number, `"'12"` the text `12`.
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
export const update = (range: RangeRef, changes: Range.Update): Effect.Effect<
  Range.Range,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.range.update, range, changes).pipe(
    Effect.withSpan("Range.update", { captureStackTrace: false })
  )

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
export const write = (range: RangeRef, values: CellValue.Matrix): Effect.Effect<
  void,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> => Effect.asVoid(update(range, { values }))
