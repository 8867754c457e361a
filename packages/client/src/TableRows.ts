/**
 * The rows of a table as typed objects. Columns are matched by their headers, and cells are decoded with a schema.
 *
 * **Texts stay texts.** Excel parses a string as if a user had typed it: `00123` becomes a number, `=1+1` a formula.
 * This module writes each string as a text, except in the columns that the option `formulas` lists.
 *
 * **A blank cell is `null` or absent.** When a row is read, the field of a blank cell is absent if it is optional,
 * `null` if its schema accepts `null`, and otherwise `""`. When a row is written, `null` and `""` make the cell blank.
 * An absent field gets the formula of the column in a new row, and is not changed in an existing row.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Arr from "effect/Array"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { calledAs } from "./call/functionName.js"
import { readThenWrite } from "./call/readThenWrite.js"
import type * as Query from "./Query.js"
import * as Range from "./Range.js"
import * as Append from "./rows/append.js"
import * as Changes from "./rows/changes.js"
import { defaultLimits, rowsPerRead } from "./rows/chunks.js"
import * as Codec from "./rows/codec.js"
import * as Source from "./rows/source.js"
import * as Table from "./Table.js"
import type * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookSession from "./WorkbookSession.js"

/**
 * Rows below headers: those of a table, or of a range whose first row has the headers.
 *
 * @category models
 * @since 0.1.0
 */
export interface Rows<in out A> extends Codec.Codec<A> {
  readonly source: Table.TableRef | Range.RangeRef
}

/**
 * A table whose rows are decoded to and encoded from `A`.
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRows<in out A> extends Rows<A> {
  readonly table: Table.TableRef
}

/**
 * The rows that match the schema, each with its index in the table, counted from 0, and the mismatches of the other
 * rows.
 *
 * @category models
 * @since 0.1.0
 */
export interface Partition<out A> {
  readonly rows: ReadonlyArray<{ readonly index: number; readonly row: A }>
  readonly mismatches: ReadonlyArray<WorkbookError.RowMismatch>
}

/**
 * Connects a table with the schema of its rows. The encoded fields of the schema are matched to columns by their
 * headers; `fromKey` gives a field another name in the program. Columns without a field are ignored.
 *
 * `formulas` lists the columns in which Excel parses a string as if a user had typed it, so that `=` begins a formula;
 * none by default. Do not write untrusted text to these columns. Reading them returns values and not formulas.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * class Order extends Schema.Class<Order>("Order")({
 *   id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
 *   unitPrice: Schema.propertySignature(Schema.Number).pipe(Schema.fromKey("Unit price")),
 *   total: Schema.optional(Schema.Union(Schema.Number, Schema.String)).pipe(Schema.fromKey("Total"))
 * }) {}
 *
 * const orders = TableRows.make(Table.named("Orders"), Order, { formulas: ["Total"] })
 *
 * export const program = Effect.gen(function*() {
 *   const [first] = yield* TableRows.read(orders)
 *   deepStrictEqual(first, new Order({ id: "SO-1001", unitPrice: 349, total: 1396 }))
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <A, I extends { readonly [K in keyof I]: CellValue.CellValue | undefined }>(
  table: Table.TableRef,
  schema: Schema.Schema<A, I>,
  options: { readonly formulas?: ReadonlyArray<keyof I & string> | undefined } = {}
): TableRows<A> => ({ ...Codec.make(schema, options.formulas ?? []), source: table, table })

/**
 * Connects a range whose first row has the headers with the schema of the rows below. `formulas` is that of {@link make}.
 *
 * A range that grows with its rows is the best, such as `Range.used` of a worksheet, or of some columns. {@link append} writes
 * below the last row of the range.
 *
 * @example
 * ```ts
 * import { Range, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Region = Schema.Struct({ Region: Schema.String, Revenue: Schema.NullOr(Schema.Number) })
 * const regions = TableRows.inRange(Range.at("Summary!A3:B7"), Region)
 *
 * export const program = Effect.gen(function*() {
 *   const rows = yield* TableRows.read(regions)
 *   deepStrictEqual(rows.map(({ Region }) => Region), ["North", "South", "East", "West"])
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const inRange = <A, I extends { readonly [K in keyof I]: CellValue.CellValue | undefined }>(
  range: Range.RangeRef,
  schema: Schema.Schema<A, I>,
  options: { readonly formulas?: ReadonlyArray<keyof I & string> | undefined } = {}
): Rows<A> => ({ ...Codec.make(schema, options.formulas ?? []), source: range })

/**
 * Reads the headers. Fails with `InvalidArguments` if a field of the schema has no column.
 *
 * @internal
 */
export const readColumns = <A>(
  rows: Rows<A>,
  endpoint: Endpoint.Any
): Query.Read<Codec.Columns> =>
  Effect.flatMap(Source.headers(rows.source), (headers) => Codec.columnsOf(rows, headers, endpoint))

/** Reads all rows and decodes each. */
const decodeAll = <A, B, E>(
  rows: Rows<A>,
  onRow: (row: A, index: number) => B,
  onMismatch: (mismatch: WorkbookError.RowMismatch) => Effect.Effect<B, E>
) =>
  Effect.gen(function*() {
    const { headers, rows: cells } = yield* Source.all(rows.source)
    const columns = yield* Codec.columnsOf(rows, headers, Catalogue.range.get)
    return Source.areBlank(cells)
      ? []
      : yield* Codec.decodeRows(rows, columns, cells, { from: 0, table: rows.source.path, onRow, onMismatch })
  })

/**
 * Reads all rows. Succeeds with no rows for a table whose only row is blank, because Excel shows an empty table like
 * this.
 *
 * Fails with `RowMismatch` at the first row that does not match the schema; `partition` returns the other rows. Fails
 * with `InvalidArguments` if a field of the schema has no column.
 *
 * See https://learn.microsoft.com/graph/api/table-databodyrange.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.NullOr(Schema.Int) })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const rows = yield* TableRows.read(orders)
 *   deepStrictEqual(rows[0], { Order: "SO-1001", Units: 4 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const read = <A>(
  rows: Rows<A>
): Effect.Effect<
  ReadonlyArray<A>,
  WorkbookError.CallError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
> => decodeAll(rows, (row) => row, Effect.fail).pipe(calledAs("TableRows.read"))

/**
 * Like `read`, but succeeds with the rows that match the schema, and with a `RowMismatch` for each other row.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int.pipe(Schema.lessThanOrEqualTo(30)) })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const { mismatches, rows } = yield* TableRows.partition(orders)
 *   deepStrictEqual([rows.length, mismatches.length], [23, 1])
 *   strictEqual(mismatches[0]?.cell, 40)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const partition = <A>(
  rows: Rows<A>
): Effect.Effect<Partition<A>, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  decodeAll<A, Either.Either<{ readonly index: number; readonly row: A }, WorkbookError.RowMismatch>, never>(
    rows,
    (row, index) => Either.right({ index, row }),
    (mismatch) => Effect.succeed(Either.left(mismatch))
  ).pipe(
    Effect.map((found) => {
      const [mismatches, rows] = Arr.separate(found)
      return { rows, mismatches }
    }),
    calledAs("TableRows.partition")
  )

/**
 * The options of {@link stream}.
 *
 * - `maxCells`: the greatest number of cells that one request reads. The default is 50,000
 * - `onMismatch`: what happens with a row that does not match the schema. The stream then continues without it. By default
 *   the stream fails
 *
 * @category models
 * @since 0.1.0
 */
export interface StreamOptions<out E = never, out R = never> {
  readonly maxCells?: number | undefined
  readonly onMismatch?: ((mismatch: WorkbookError.RowMismatch) => Effect.Effect<unknown, E, R>) | undefined
}

/** Reads the cells of rows in pages of fixed addresses, each when the stream needs it. `undefined` at the end. */
const readPage = (body: Source.Body, from: number, size: number) => {
  const count = Math.min(size, body.rowCount - from)
  return Effect.map(count > 0 ? body.values({ from, count }) : Effect.succeed([]), (cells) => ({
    cells: body.rowCount === 1 && Source.areBlank(cells) ? [] : cells,
    next: from + count < body.rowCount ? Option.some(from + count) : Option.none<number>()
  }))
}

/**
 * Reads the rows in pages, each with one request when the stream needs it, so that a table of any size needs little memory. The
 * headers and the address of the table are read once.
 *
 * Fails with `RowMismatch` at the first row that does not match the schema, unless the option `onMismatch` is there. A row can
 * be missing or come twice if rows are inserted or deleted meanwhile.
 *
 * See https://learn.microsoft.com/graph/api/table-databodyrange.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema, Stream } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int.pipe(Schema.lessThanOrEqualTo(30)) })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const skipped: Array<number> = []
 *   const rows = TableRows.stream(orders, { onMismatch: ({ row }) => Effect.sync(() => skipped.push(row)) })
 *   deepStrictEqual([yield* Stream.runCount(rows), skipped.length], [23, 1])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const stream: {
  <E = WorkbookError.RowMismatch, R = never>(options?: StreamOptions<E, R>): <A>(rows: Rows<A>) => RowStream<A, E, R>
  <A, E = WorkbookError.RowMismatch, R = never>(rows: Rows<A>, options?: StreamOptions<E, R>): RowStream<A, E, R>
} = dual(
  (args) => isRows(args[0]),
  <A, E, R>(
    rows: Rows<A>,
    { maxCells, onMismatch }: StreamOptions<E, R> = {}
  ): RowStream<A, E | WorkbookError.RowMismatch, R> => {
    const skip: (mismatch: WorkbookError.RowMismatch) => Effect.Effect<unknown, E | WorkbookError.RowMismatch, R> =
      onMismatch ?? Effect.fail
    return Effect.gen(function*() {
      const columns = yield* readColumns(rows, Catalogue.range.get)
      const body = yield* Source.body(rows.source)
      if (body === undefined) return Stream.empty
      const size = rowsPerRead(body.columnCount, maxCells)
      return Stream.paginateChunkEffect(0, (from) =>
        Effect.gen(function*() {
          const { cells, next } = yield* readPage(body, from, size)
          const decoded = yield* Codec.decodeRows(rows, columns, cells, {
            from,
            table: rows.source.path,
            onRow: (row) => Option.some(row),
            onMismatch: (mismatch) => Effect.as(skip(mismatch), Option.none<A>())
          })
          return [Chunk.unsafeFromArray(Arr.getSomes(decoded)), next] as const
        }).pipe(calledAs("TableRows.stream")))
    }).pipe(calledAs("TableRows.stream"), Stream.unwrap)
  }
)

type RowStream<A, E, R> = Stream.Stream<A, WorkbookError.CallError | E, WorkbookSession.WorkbookSession | R>

const isRows = (u: unknown): boolean => Predicate.hasProperty(u, "encodeEither")

/**
 * The options of {@link append} and {@link resume}.
 *
 * - `maxRows`, `maxBytes`: the greatest number of rows, and of bytes of their JSON, that are sent in one request.
 *   The defaults are 5,000 and 1,000,000. The service refuses requests of more than 5 MB, and takes longer for a large one. A
 *   request that it refuses as too large is divided
 * - `onProgress`: is called before the first request and after each one, with the number of rows that are certain to be added
 *
 * @category models
 * @since 0.1.0
 */
export interface AppendOptions<out E = never, out R = never> {
  readonly maxRows?: number | undefined
  readonly maxBytes?: number | undefined
  readonly onProgress?: ((appended: WorkbookError.Appended) => Effect.Effect<unknown, E, R>) | undefined
}

const limitsOf = (
  { maxBytes = defaultLimits.bytes, maxRows = defaultLimits.rows }: AppendOptions<unknown, unknown>
) => ({ rows: maxRows, bytes: maxBytes })

/** Reads the headers and the end at the same time, so that they are sent together. */
const readEnd = <A>(rows: Rows<A>) =>
  Effect.all({
    columns: readColumns(rows, Source.addition(rows.source)),
    end: Source.end(rows.source)
  }, { concurrency: "unbounded" })

const appendAfter = <A, E, R, E2, R2>(
  rows: Rows<A>,
  added: Added<A, E, R>,
  after: WorkbookError.Appended | undefined,
  options: AppendOptions<E2, R2>
) =>
  Effect.flatMap(readEnd(rows), ({ columns, end }) =>
    Append.append({
      rows,
      limits: limitsOf(options),
      columns,
      end,
      added,
      after,
      onProgress: options.onProgress ?? (() => Effect.void)
    }))

type Added<A, E, R> = ReadonlyArray<A> | Stream.Stream<A, E, R>

/**
 * Adds rows at the end, in requests with many rows each, and succeeds with their number. `null` makes a cell blank, and an
 * absent field gets the formula of the column.
 *
 * Fails with `InvalidArguments`, and adds nothing, if a field of the schema has no column, a row does not match the schema, or
 * a text has more than 32,767 characters. Rows of a stream are validated as they come, so earlier ones may have been added. The
 * error has the position of the row in the array or in the whole stream.
 *
 * The requests are not idempotent. After `OutcomeUnknown`, `appended` says how many rows are certain to be added, and
 * {@link resume} finds out about the others. `WorkbookSession.verified` verifies each request.
 *
 * Rows of {@link inRange} are written below the range.
 *
 * See https://learn.microsoft.com/graph/api/table-post-rows.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema, Stream } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   yield* TableRows.append(orders, [{ Order: "00017", Units: 3 }])
 *   const more = Stream.map(Stream.range(1, 2000), (number) => ({ Order: `N-${number}`, Units: 1 }))
 *   strictEqual(yield* TableRows.append(orders, more), 2000)
 *   const rows = yield* TableRows.read(orders)
 *   deepStrictEqual(rows[24], { Order: "00017", Units: 3 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const append: {
  <A, E = never, R = never, E2 = never, R2 = never>(
    added: ReadonlyArray<A> | Stream.Stream<A, E, R>,
    options?: AppendOptions<E2, R2>
  ): (rows: Rows<A>) => AppendEffect<E | E2, R | R2>
  <A, E = never, R = never, E2 = never, R2 = never>(
    rows: Rows<A>,
    added: ReadonlyArray<A> | Stream.Stream<A, E, R>,
    options?: AppendOptions<E2, R2>
  ): AppendEffect<E | E2, R | R2>
} = dual(
  (args) => isRows(args[0]),
  <A, E, R, E2, R2>(
    rows: Rows<A>,
    added: Added<A, E, R>,
    options: AppendOptions<E2, R2> = {}
  ): AppendEffect<E | E2, R | R2> =>
    Array.isArray(added) && added.length === 0
      ? Effect.succeed(0)
      : appendAfter(rows, added, undefined, options).pipe(calledAs("TableRows.append"))
)

type AppendEffect<E, R> = Effect.Effect<number, WorkbookError.WorkbookError | E, WorkbookSession.WorkbookSession | R>

/**
 * Continues an {@link append} that failed, with the same rows. `after` is the `appended` of its `OutcomeUnknown`, or one that
 * its option `onProgress` got, even if more rows were added since. Succeeds with the number of all rows.
 *
 * It compares the rows that the table has after `after` with those that are due, skips them, and adds the others. So each row
 * is added once, if nobody else writes to the table. It fails with `InvalidArguments`, and adds nothing, if the table has other
 * rows there, or has fewer than before. After `OutcomeUnknown`, the service may still execute the request, above all if it
 * became a long-running operation: wait a few minutes.
 *
 * @example
 * ```ts
 * import { Table, TableRows, type WorkbookError } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 * const rows = [{ Order: "N-1", Units: 1 }, { Order: "N-2", Units: 2 }]
 *
 * export const program = Effect.gen(function*() {
 *   let saved: WorkbookError.Appended = { rows: 0, index: 24 }
 *   yield* TableRows.append(orders, rows.slice(0, 1))
 *   strictEqual(
 *     yield* TableRows.resume(orders, rows, saved, { onProgress: (appended) => Effect.sync(() => saved = appended) }),
 *     2
 *   )
 *   strictEqual((yield* TableRows.read(orders)).length, 26)
 *   strictEqual(saved.index, 26)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const resume: {
  <A, E = never, R = never, E2 = never, R2 = never>(
    added: ReadonlyArray<A> | Stream.Stream<A, E, R>,
    after: WorkbookError.Appended,
    options?: AppendOptions<E2, R2>
  ): (rows: Rows<A>) => AppendEffect<E | E2, R | R2>
  <A, E = never, R = never, E2 = never, R2 = never>(
    rows: Rows<A>,
    added: ReadonlyArray<A> | Stream.Stream<A, E, R>,
    after: WorkbookError.Appended,
    options?: AppendOptions<E2, R2>
  ): AppendEffect<E | E2, R | R2>
} = dual(
  (args) => isRows(args[0]),
  <A, E, R, E2, R2>(
    rows: Rows<A>,
    added: Added<A, E, R>,
    after: WorkbookError.Appended,
    options: AppendOptions<E2, R2> = {}
  ): AppendEffect<E | E2, R | R2> => appendAfter(rows, added, after, options).pipe(calledAs("TableRows.resume"))
)

/**
 * Writes the row at an index, counted from 0. `null` makes a cell blank, and an absent field does not change its cell.
 * Use an optional field for a column that Excel calculates.
 *
 * Fails with `InvalidArguments`, and writes nothing, in the same cases as `append`. Fails with `NotFound` if there is
 * no such row.
 *
 * See https://learn.microsoft.com/graph/api/tablerow-update.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const rows = yield* TableRows.read(orders)
 *   const index = rows.findIndex((row) => row.Order === "SO-1024")
 *   yield* TableRows.update(orders, index, { Order: "SO-1024", Units: 7 })
 *   const { values } = yield* Table.row(orders.table, index)
 *   strictEqual(values?.[0]?.[4], 7)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  <A>(index: number, row: A): (rows: TableRows<A>) => WriteEffect
  <A>(rows: TableRows<A>, index: number, row: A): WriteEffect
} = dual(3, <A>(rows: TableRows<A>, index: number, row: A): WriteEffect =>
  Effect.gen(function*() {
    const columns = yield* readColumns(rows, Catalogue.row.update)
    const encoded = yield* Codec.encodeRows(rows, columns, [row], { endpoint: Catalogue.row.update })
    const formats = Codec.textColumns(columns, encoded).length === 0
      ? []
      : yield* Range.numberFormat(Source.rowOf(rows.table, index))
    const [cells = []] = Codec.toSend(columns, encoded, formats)
    yield* Table.updateRow(rows.table, index, cells)
  }).pipe(calledAs("TableRows.update")))

type WriteEffect = Effect.Effect<void, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

/**
 * Changes the rows that meet a condition, and succeeds with the number of rows that differ then. It reads all rows before it
 * writes, and writes only the cells of the fields that `change` gave another value, those of consecutive rows together.
 *
 * Fails with `RowMismatch` if a row does not match the schema, and with `InvalidArguments` in the same cases as `append`; nothing
 * is written then. The writes are idempotent, so it can be repeated after any failure if the condition allows it.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Region: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const changed = yield* TableRows.updateWhere(
 *     orders,
 *     ({ Order }) => Order === "SO-1001" || Order === "SO-1002",
 *     (row) => ({ ...row, Units: 40 })
 *   )
 *   strictEqual(changed, 2)
 *   const [first] = yield* TableRows.read(orders)
 *   strictEqual(first?.Units, 40)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateWhere: {
  <A>(condition: (row: A, index: number) => boolean, change: (row: A) => A): (rows: Rows<A>) => UpdateWhereEffect
  <A>(rows: Rows<A>, condition: (row: A, index: number) => boolean, change: (row: A) => A): UpdateWhereEffect
} = dual(
  3,
  <A>(rows: Rows<A>, condition: (row: A, index: number) => boolean, change: (row: A) => A): UpdateWhereEffect =>
    Effect.gen(function*() {
      const columns = yield* readColumns(rows, Catalogue.range.update)
      const body = yield* Source.body(rows.source)
      if (body === undefined) return 0
      const size = rowsPerRead(body.columnCount)
      const changes: Array<Changes.Change> = []
      for (const { from } of Source.spans({ from: 0, count: body.rowCount }, size)) {
        const { cells } = yield* readPage(body, from, size)
        const decoded = yield* Codec.decodeRows(rows, columns, cells, {
          from,
          table: rows.source.path,
          onRow: (row, index) => ({ row, index }),
          onMismatch: Effect.fail
        })
        const chosen = decoded.filter(({ index, row }) => condition(row, index))
        const options = { endpoint: Catalogue.range.update, position: (at: number) => chosen[at]?.index ?? at }
        const before = yield* Codec.encodeRows(rows, columns, chosen.map(({ row }) => row), options)
        const after = yield* Codec.encodeRows(rows, columns, chosen.map(({ row }) => change(row)), options)
        for (const [at, { index }] of chosen.entries()) {
          const cells = (after[at] ?? []).map((cell, column) =>
            (cell ?? "") === (before[at]?.[column] ?? "") ? undefined : cell
          )
          if (cells.some((cell) => cell !== undefined)) changes.push({ index, cells })
        }
      }
      yield* Changes.write(body, columns, changes, defaultLimits)
      return changes.length
    }).pipe(readThenWrite, calledAs("TableRows.updateWhere"))
)

type UpdateWhereEffect = Effect.Effect<
  number,
  WorkbookError.CallError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
>
