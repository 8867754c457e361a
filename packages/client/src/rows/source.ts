import * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Effect from "effect/Effect"
import { divisible } from "../call/divisible.js"
import { readThenWrite } from "../call/readThenWrite.js"
import * as CellAddress from "../cells/address.js"
import { inParts, isTooMuch, joined } from "../cells/parts.js"
import type * as Query from "../Query.js"
import * as Range from "../Range.js"
import * as Table from "../Table.js"
import type * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookSession from "../WorkbookSession.js"

/** A table, or a range whose first row has the headers. */
export type Source = Table.TableRef | Range.RangeRef

type Write<A> = Effect.Effect<A, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

const isTable = (source: Source): source is Table.TableRef => source.resource === "workbookTable"

const namesOf = (row: ReadonlyArray<CellValue.CellValue> = []): ReadonlyArray<string> => row.map((cell) => String(cell))

/** The endpoint that adds rows. */
export const addition = (source: Source): Endpoint.Any =>
  isTable(source) ? Catalogue.rows.create : Catalogue.range.update

/** Reads the headers. */
export const headers = (source: Source): Query.Read<ReadonlyArray<string>> =>
  isTable(source)
    ? Effect.map(Table.columns(source, { select: ["name"] }), (columns) => columns.map(({ name }) => name ?? ""))
    : Effect.map(Range.values(Navigation.call(source, "row", { row: 0 })), ([row]) => namesOf(row))

/** Reads the headers and all rows. */
export const all = (
  source: Source
): Query.Read<{ readonly headers: ReadonlyArray<string>; readonly rows: CellValue.Matrix }> =>
  isTable(source)
    ? Effect.all({
      headers: headers(source),
      // An empty table has no data body.
      rows: Effect.catchTag(valuesOf(Table.body(source)), "NotFound", () => Effect.succeed([]))
    })
    : Effect.map(valuesOf(source), ([first, ...rows]) => ({ headers: namesOf(first), rows }))

/** Reads the values of a range in one request, or in halves if the service refuses that. */
const valuesOf = (range: Range.RangeRef): Query.Read<CellValue.Matrix> =>
  Effect.catchIf(
    divisible(Range.values(range)),
    isTooMuch,
    () => Effect.flatMap(CellAddress.read(range), (area) => readArea(area, "values"))
  )

/** Whether the rows are those of an empty table, which Excel shows with one blank row. */
export const areBlank = (rows: CellValue.Matrix): boolean =>
  rows.length === 1 && rows[0]?.every((cell) => cell === "") === true

/** The cells of the rows, at a fixed address. */
export interface Body {
  readonly rowCount: number
  readonly columnCount: number
  /** A reference to some rows, and to some of their columns or all. */
  readonly at: (rows: Span, columns?: Span) => Range.RangeRef<"stable">
  readonly values: (rows: Span, columns?: Span) => Query.Read<CellValue.Matrix>
  readonly formats: (rows: Span, columns?: Span) => Query.Read<CellValue.Matrix>
}

/** Consecutive rows or columns. */
export interface Span {
  readonly from: number
  readonly count: number
}

/** Reads the cells of an area, in halves if the service refuses to return them in one response. */
const readArea = (area: CellAddress.InSheet, property: "values" | "numberFormat"): Query.Read<CellValue.Matrix> =>
  inParts(area, (part) => {
    const range = CellAddress.rangeAt({ ...part, sheet: area.sheet })
    const read = property === "values" ? Range.values(range) : Range.numberFormat(range)
    return Effect.map(read, (cells) => ({ area: part, cells }))
  }).pipe(Effect.map((parts) => joined(area, parts)))

const bodyIn = (area: CellAddress.InSheet): Body => {
  const part = (rows: Span, columns = { from: 0, count: Area.columnCount(area) }): CellAddress.InSheet => ({
    sheet: area.sheet,
    top: area.top + rows.from,
    bottom: area.top + rows.from + rows.count - 1,
    left: area.left + columns.from,
    right: area.left + columns.from + columns.count - 1
  })
  return {
    rowCount: Area.rowCount(area),
    columnCount: Area.columnCount(area),
    at: (rows, columns) => CellAddress.rangeAt(part(rows, columns)),
    values: (rows, columns) => readArea(part(rows, columns), "values"),
    formats: (rows, columns) => readArea(part(rows, columns), "numberFormat")
  }
}

const bodyOfRange = (range: Range.RangeRef): Query.Read<Body> =>
  Effect.map(CellAddress.read(range), (area) => bodyIn({ ...area, top: area.top + 1 }))

/** Finds the cells of the rows. `undefined` for a table without rows, which has no data body. */
export const body = (source: Source): Query.Read<Body | undefined> =>
  isTable(source)
    ? Effect.catchTag(
      Effect.map(CellAddress.read(Table.body(source)), bodyIn),
      "NotFound",
      () => Effect.succeed(undefined)
    )
    : bodyOfRange(source)

/**
 * Reads the cells of one column of a table, and finds the cells of its rows. `width` is the number of the columns.
 * `undefined` for a table without rows.
 */
export const columnOfTable = (
  table: Table.TableRef,
  column: number,
  width: number
): Query.Read<{ readonly body: Body; readonly cells: CellValue.Matrix } | undefined> => {
  const ref = Navigation.call(Table.body(table), "column", { column })
  return divisible(Range.get(ref, { select: ["address", "values"] })).pipe(
    Effect.flatMap(({ address, values }) =>
      Effect.map(CellAddress.parse(address), (area) => ({ area, cells: values ?? [] }))
    ),
    Effect.catchIf(
      isTooMuch,
      () =>
        Effect.flatMap(
          CellAddress.read(ref),
          (area) => Effect.map(readArea(area, "values"), (cells) => ({ area, cells }))
        )
    ),
    Effect.map(({ area, cells }) => ({
      body: bodyIn({ ...area, left: area.left - column, right: area.left - column + width - 1 }),
      cells
    })),
    Effect.catchTag("NotFound", () => Effect.succeed(undefined))
  )
}

/**
 * Where new rows are added.
 *
 * - `count`: the number of rows
 * - `formats`: reads the number formats of new rows, which are those of the last row
 * - `add`: adds rows at the end, of which there are at least `count` before
 * - `read`: reads the values of some rows
 */
export interface End {
  readonly count: number
  readonly formats: Query.Read<CellValue.Matrix>
  readonly add: (values: CellValue.Matrix, count: number) => Write<unknown>
  readonly read: (rows: Span) => Query.Read<CellValue.Matrix>
}

const endOfTable = (table: Table.TableRef): Query.Read<End> =>
  Effect.map(Table.countRows(table), (count) => ({
    count,
    formats: formatsOfNewRows(table),
    add: (values) => Table.addRows(table, values),
    read: ({ count, from }) => Range.values(Range.resized(rowOf(table, from), count - 1, 0))
  }))

const endOfRange = (range: Range.RangeRef): Query.Read<End> =>
  Effect.map(bodyOfRange(range), (found) => ({
    count: found.rowCount,
    formats: Range.numberFormat(found.at({ from: Math.max(found.rowCount - 1, 0), count: 1 })),
    add: (values, count) =>
      bodyOfRange(range).pipe(
        Effect.flatMap(({ at, rowCount }) =>
          Range.write(Navigation.computed(at({ from: Math.max(rowCount, count), count: values.length })), values)
        ),
        readThenWrite
      ),
    read: found.values
  }))

/** Finds the place where new rows are added. */
export const end = (source: Source): Query.Read<End> => isTable(source) ? endOfTable(source) : endOfRange(source)

/** A row of a table. `row(row=index)` would fail with another error than `NotFound` for an index after the last row. */
export const rowOf = (table: Table.TableRef, index: number): Range.RangeRef =>
  Range.offset(Navigation.call(Table.body(table), "row", { row: 0 }), index, 0)

/** Reads the number formats of new rows. An empty table has no data body, but a blank row below the header. */
export const formatsOfNewRows = (table: Table.TableRef): Query.Read<CellValue.Matrix> =>
  Effect.catchTag(
    Range.numberFormat(Range.lastRow(Table.body(table))),
    "NotFound",
    () => Range.numberFormat(Range.offset(Table.header(table), 1, 0))
  )

/**
 * The spans of rows to read for some rows, whose indexes ascend: the runs of consecutive ones, or all from the first to the
 * last in spans of `size` if that are fewer.
 */
export const spansOf = (indexes: ReadonlyArray<number>, size: number): ReadonlyArray<Span> => {
  const runs = runsOf(indexes, size)
  const [first = 0] = indexes
  const all = spans({ from: first, count: (indexes.at(-1) ?? first - 1) - first + 1 }, size)
  return runs.length <= all.length ? runs : all
}

/** Divides a span into spans of `size`. */
export const spans = ({ count, from }: Span, size: number): ReadonlyArray<Span> =>
  Array.from({ length: Math.ceil(count / size) }, (_, at) => ({
    from: from + at * size,
    count: Math.min(size, count - at * size)
  }))

/** The runs of consecutive indexes, which ascend. */
export const runsOf = (indexes: ReadonlyArray<number>, size = Infinity): ReadonlyArray<Span> => {
  const runs: Array<{ from: number; count: number }> = []
  for (const index of indexes) {
    const last = runs.at(-1)
    if (last !== undefined && index === last.from + last.count && last.count < size) last.count += 1
    else runs.push({ from: index, count: 1 })
  }
  return runs
}
