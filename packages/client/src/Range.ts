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
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Pinning from "./internal/pinning.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type * as Worksheet from "./Worksheet.js"

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
export interface RangeRef<out Way extends Safety.Way = Safety.Way> extends Navigation.Reference<"workbookRange", Way> {
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
export const at = (address: string): RangeRef<"stable"> => Either.getOrElse(Pinning.rangeAt(address), nowhere)

/** A reference that fails with `InvalidArguments` when it is used. */
const nowhere = (invalid: string): RangeRef<"stable"> => ({
  resource: "workbookRange",
  path: "",
  way: "stable",
  anchor: undefined,
  invalid
})

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
export const on = <Way extends Safety.Way>(sheet: Worksheet.WorksheetRef<Way>, address?: string): RangeRef<Way> => {
  if (address === undefined) return Navigation.range(sheet, undefined)
  // The path is empty, so that a step from this reference leads to no range of the sheet.
  const invalid = (issue: string) => ({
    ...Navigation.range(sheet, undefined),
    path: "",
    anchor: undefined,
    invalid: issue
  })
  return Either.match(Address.parse(address), {
    onLeft: (error) => invalid(error.message),
    onRight: (bounds) =>
      bounds.sheet === undefined
        ? Navigation.range(sheet, bounds)
        : invalid(`the address ${JSON.stringify(address)} names a sheet itself`)
  })
}

const from = <Way extends Safety.Way>(of: { readonly resource: string }, range: RangeRef<Way>): RangeRef<Way> =>
  "invalid" in of && typeof of.invalid === "string" ? { ...range, invalid: of.invalid } : range

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
export const used = (
  of: Worksheet.WorksheetRef | RangeRef,
  options: { readonly valuesOnly?: boolean | undefined } = {}
): RangeRef<"moving"> => from(of, Navigation.call(of, "usedRange", { valuesOnly: options.valuesOnly }))

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
export const cell = <Way extends Safety.Way>(
  of: Worksheet.WorksheetRef<Way> | RangeRef<Way>,
  row: number,
  column: number
): RangeRef<Way> => from(of, Navigation.call(of, "cell", { row, column }))

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
export const offset = <Way extends Safety.Way>(of: RangeRef<Way>, rows: number, columns: number): RangeRef<Way> =>
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
export const resized = <Way extends Safety.Way>(of: RangeRef<Way>, rows: number, columns: number): RangeRef<Way> =>
  from(of, Navigation.call(of, "resizedRange", { deltaRows: rows, deltaColumns: columns }))

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
export const lastRow = <Way extends Safety.Way>(of: RangeRef<Way>): RangeRef<Way> =>
  from(of, Navigation.call(of, "lastRow", {}))

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
export const rowsBelow = <Way extends Safety.Way>(of: RangeRef<Way>, count = 1): RangeRef<Way> =>
  from(of, Navigation.call(of, "rowsBelow", { count }))

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
export const pin = (range: RangeRef): Effect.Effect<
  RangeRef<"stable">,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  get(range, ["address"]).pipe(
    Effect.flatMap(({ address }) =>
      Either.mapLeft(Pinning.rangeAt(address ?? ""), (issue) =>
        new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(Catalogue.range.get), issue }))
    ),
    Effect.withSpan("Range.pin", { captureStackTrace: false })
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
export const update = <Way extends Safety.Way>(range: RangeRef<Way>, changes: Range.Update): Effect.Effect<
  Range.Range,
  WorkbookSession.ErrorOf<typeof Catalogue.range.update, Way>,
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
export const write = <Way extends Safety.Way>(range: RangeRef<Way>, values: CellValue.Matrix): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.range.update, Way>,
  WorkbookSession.WorkbookSession
> => Effect.asVoid(update(range, { values }))
