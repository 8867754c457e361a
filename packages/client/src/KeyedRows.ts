/**
 * Rows of a table that a program finds by the value of one column, such as an order number.
 *
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Effect, Option, Schema } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   const written = yield* KeyedRows.upsert(orders, [{ Order: "SO-1024", Units: 7 }, { Order: "SO-2001", Units: 3 }])
 *   deepStrictEqual(written, { updated: 1, added: 1 })
 *   strictEqual(Option.getOrThrow(yield* KeyedRows.find(orders, "SO-1024")).Units, 7)
 * })
 * ```
 *
 * `KeyedRows` are `TableRows`, so the functions of `TableRows` take them too. Texts and blank cells are written and read as
 * there.
 *
 * **Keys are compared as cell values.** Texts are equal if all characters are, and a number is not equal to its text. A date
 * is its serial number.
 *
 * **A row is found first and then read or written by its index.** The writes of one session run one after the other. Other
 * sessions can insert or delete rows in between, so that another row has that index and is written. A read compares the key of
 * the row, and begins again if it is another one.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import { invalidArguments } from "./call/errors.js"
import { calledAs, FunctionName } from "./call/functionName.js"
import { readThenWrite } from "./call/readThenWrite.js"
import * as Range from "./Range.js"
import * as Changes from "./rows/changes.js"
import { chunksOf, defaultLimits, rowsPerRead } from "./rows/chunks.js"
import * as Codec from "./rows/codec.js"
import * as Source from "./rows/source.js"
import * as Table from "./Table.js"
import * as TableRows from "./TableRows.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * The type of keys.
 *
 * @category models
 * @since 0.1.0
 */
export type Key = string | number | boolean

/**
 * A table whose rows are decoded to and encoded from `A`, and are found by a key of type `K`. `key` is the header of the
 * column of the keys.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders: KeyedRows.KeyedRows<typeof Order.Type, string> = KeyedRows.make(Table.named("Orders"), Order, {
 *   key: "Order"
 * })
 * strictEqual(orders.key, "Order")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface KeyedRows<in out A, in K extends Key> extends TableRows.TableRows<A> {
  readonly key: string
  /** The value of the cell that has a key. */
  readonly cellOf: (key: K) => Key
}

const isKey = (cell: unknown): cell is Key =>
  typeof cell === "string" ? cell !== "" : typeof cell === "number" || typeof cell === "boolean"

/**
 * Connects a table with the schema of its rows and the column of their keys. `schema` and `formulas` are those of
 * `TableRows.make`.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * class Order extends Schema.Class<Order>("Order")({
 *   id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
 *   units: Schema.propertySignature(Schema.Int).pipe(Schema.fromKey("Units"))
 * }) {}
 *
 * const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* TableRows.read(orders)).length, 24)
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <
  A,
  I extends { readonly [H in keyof I]: CellValue.CellValue | undefined },
  const Header extends keyof I & string
>(
  table: Table.TableRef,
  schema: Schema.Schema<A, I>,
  options: { readonly key: Header; readonly formulas?: ReadonlyArray<keyof I & string> | undefined }
): KeyedRows<A, Extract<I[Header], Key>> => ({
  ...TableRows.make(table, schema, options),
  key: options.key,
  cellOf: (key) => key
})

/** The rows of a table by key. `body` is `undefined` for a table without rows. */
interface Found {
  readonly columns: Codec.Columns
  readonly body: Source.Body | undefined
  readonly indices: ReadonlyMap<Key, number>
}

const mismatch = <A, K extends Key>(
  { key, table }: KeyedRows<A, K>,
  { cell, issue, row }: { readonly row: number; readonly cell: CellValue.CellValue | undefined; readonly issue: string }
): Effect.Effect<WorkbookError.RowMismatch> =>
  Effect.map(
    FunctionName,
    (functionName) => new WorkbookError.RowMismatch({ functionName, table: table.path, row, column: key, cell, issue })
  )

/** Reads the keys of all rows, and gives the index of the row for each. Fails with `RowMismatch` if a key occurs twice. */
const readKeys = <A, K extends Key>(
  rows: KeyedRows<A, K>,
  columns: Codec.Columns
): Effect.Effect<Found, WorkbookError.CallError | WorkbookError.RowMismatch, WorkbookSession.WorkbookSession> =>
  Effect.gen(function*() {
    const { headers } = columns
    const found = yield* Source.columnOfTable(rows.table, headers.indexOf(rows.key), headers.length)
    const indices = new Map<Key, number>()
    for (const [row, [cell]] of (found?.cells ?? []).entries()) {
      if (!isKey(cell)) continue
      const first = indices.get(cell)
      if (first !== undefined) {
        const issue = `${JSON.stringify(cell)} is the key of row ${first} too; expected keys that differ`
        return yield* yield* mismatch(rows, { row, cell, issue })
      }
      indices.set(cell, row)
    }
    return { columns, body: found?.body, indices }
  })

/** Reads the headers and the keys. */
const readIndices = <A, K extends Key>(rows: KeyedRows<A, K>, endpoint: Endpoint.Any) =>
  Effect.flatMap(TableRows.readColumns(rows, endpoint), (columns) => readKeys(rows, columns))

/** Reads the rows with some keys, consecutive ones together. The result is `Left` if a row has moved since its key was read. */
const readRows = <A, K extends Key>(rows: KeyedRows<A, K>, keys: ReadonlyArray<K>) =>
  Effect.gen(function*() {
    const { body, columns, indices } = yield* readIndices(rows, Catalogue.range.get)
    const wanted = new Map<number, K>()
    for (const key of keys) {
      const index = indices.get(rows.cellOf(key))
      if (index !== undefined) wanted.set(index, key)
    }
    const found = new Map<K, A>()
    if (body === undefined) return Either.right(found)
    const size = rowsPerRead(body.columnCount)
    for (const span of Source.spansOf([...wanted.keys()].sort((a, b) => a - b), size)) {
      for (const [at, cells] of (yield* body.values(span)).entries()) {
        const key = wanted.get(span.from + at)
        if (key === undefined) continue
        const cell = cells[columns.headers.indexOf(rows.key)]
        if (cell !== rows.cellOf(key)) {
          const issue = `expected the key ${JSON.stringify(key)}; rows were inserted or deleted meanwhile`
          return Either.left(yield* mismatch(rows, { row: span.from + at, cell, issue }))
        }
        found.set(key, yield* Codec.decodeRow(rows, columns, cells, span.from + at, rows.table.path))
      }
    }
    return Either.right(found)
  })

/** If other calls of the session move rows between the reads, it reads again while they wait. */
const findRows = <A, K extends Key>(rows: KeyedRows<A, K>, keys: ReadonlyArray<K>): FindManyEffect<A, K> =>
  Effect.flatMap(
    readRows(rows, keys),
    (found) => Either.isRight(found) ? found : Effect.flatten(readThenWrite(readRows(rows, keys)))
  )

/**
 * Reads the row with a key, `None` if there is none. It reads the column of the keys and then the row.
 *
 * Fails with `RowMismatch` if the row does not match the schema, if two rows have the same key, or if another session inserts
 * or deletes rows meanwhile.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Effect, Option, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* KeyedRows.find(orders, "SO-1001"), Option.some({ Order: "SO-1001", Units: 4 }))
 *   deepStrictEqual(yield* KeyedRows.find(orders, "SO-9999"), Option.none())
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const find: {
  <K extends Key>(key: K): <A>(rows: KeyedRows<A, K>) => FindEffect<A>
  <A, K extends Key>(rows: KeyedRows<A, K>, key: K): FindEffect<A>
} = dual(
  2,
  <A, K extends Key>(rows: KeyedRows<A, K>, key: K): FindEffect<A> =>
    Effect.map(findRows(rows, [key]), (found) => Option.fromIterable(found.values())).pipe(calledAs("KeyedRows.find"))
)

type FindEffect<A> = Effect.Effect<
  Option.Option<A>,
  WorkbookError.CallError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
>

/**
 * Reads the rows with some keys. The result has those that were found, by key. It reads the column of the keys once, and the
 * rows in few requests: consecutive ones together.
 *
 * Fails with `RowMismatch` like {@link find}.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   const found = yield* KeyedRows.findMany(orders, ["SO-1001", "SO-9999"])
 *   deepStrictEqual([...found], [["SO-1001", { Order: "SO-1001", Units: 4 }]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const findMany: {
  <K extends Key>(keys: Iterable<K>): <A>(rows: KeyedRows<A, K>) => FindManyEffect<A, K>
  <A, K extends Key>(rows: KeyedRows<A, K>, keys: Iterable<K>): FindManyEffect<A, K>
} = dual(
  2,
  <A, K extends Key>(rows: KeyedRows<A, K>, keys: Iterable<K>): FindManyEffect<A, K> =>
    Effect.suspend(() => findRows(rows, Array.from(keys))).pipe(calledAs("KeyedRows.findMany"))
)

type FindManyEffect<A, K> = Effect.Effect<
  ReadonlyMap<K, A>,
  WorkbookError.CallError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
>

/**
 * The numbers of rows that {@link upsert} has updated and added.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const orders = KeyedRows.make(Table.named("Orders"), Schema.Struct({ Order: Schema.String }), { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   const { added, updated }: KeyedRows.Upserted = yield* KeyedRows.upsert(orders, [])
 *   strictEqual(added + updated, 0)
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Upserted {
  readonly updated: number
  readonly added: number
}

/**
 * Updates the rows whose keys are in the table, and adds the others at the end. The keys are read once, consecutive rows are
 * updated in one request, and new rows are added in requests of many rows like those of `TableRows.append`. `null` makes a cell
 * blank; an absent field gets the formula of the column in a new row and does not change its cell in an existing one.
 *
 * Fails with `InvalidArguments`, and writes nothing, if a row does not match the schema or has no key, or if two rows have
 * the same key. Fails with `RowMismatch` if two rows of the table have the same key. Fails with `OutcomeUnknown` if the new
 * rows may have been added. It can be repeated after any failure, because a row that was added is found by its key. After
 * `OutcomeUnknown` or a timeout, the service may still execute the request: wait a few minutes.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })
 * const changes = [{ Order: "SO-1024", Units: 7 }, { Order: "SO-2001", Units: 3 }]
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* KeyedRows.upsert(orders, changes), { updated: 1, added: 1 })
 *   deepStrictEqual(yield* KeyedRows.upsert(orders, changes), { updated: 2, added: 0 })
 *   strictEqual((yield* TableRows.read(orders)).length, 25)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const upsert: {
  <A>(written: ReadonlyArray<A>): <K extends Key>(rows: KeyedRows<A, K>) => WriteEffect<Upserted>
  <A, K extends Key>(rows: KeyedRows<A, K>, written: ReadonlyArray<A>): WriteEffect<Upserted>
} = dual(
  2,
  <A, K extends Key>(rows: KeyedRows<A, K>, written: ReadonlyArray<A>): WriteEffect<Upserted> =>
    Effect.gen(function*() {
      if (written.length === 0) return { updated: 0, added: 0 }
      const columns = yield* TableRows.readColumns(rows, Catalogue.row.update)
      // All rows are encoded before the first is written, so that nothing is written if one is invalid.
      const encoded = yield* Codec.encodeRows(rows, columns, written, { endpoint: Catalogue.row.update })
      const keys = yield* keysOf(rows, columns, encoded)
      const { body, indices } = yield* readKeys(rows, columns)
      const changes: Array<Changes.Change> = []
      const added: Array<Codec.EncodedRow> = []
      for (const [position, cells] of encoded.entries()) {
        const index = indices.get(keys[position] ?? "")
        if (index === undefined) added.push(cells)
        else changes.push({ index, cells })
      }
      changes.sort((a, b) => a.index - b.index)
      const formats = Codec.textColumns(columns, added).length === 0 ? [] : yield* Source.formatsOfNewRows(rows.table)
      if (body !== undefined) yield* Changes.write(body, columns, changes, defaultLimits)
      for (const chunk of chunksOf(Codec.toSend(columns, added, formats), defaultLimits)) {
        yield* Table.addRows(rows.table, chunk)
      }
      return { updated: changes.length, added: added.length }
    }).pipe(readThenWrite, calledAs("KeyedRows.upsert"))
)

type WriteEffect<A> = Effect.Effect<
  A,
  WorkbookError.WorkbookError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
>

/** The keys of encoded rows. Fails with `InvalidArguments` if a row has none, or two rows have the same. */
const keysOf = <A, K extends Key>(
  rows: KeyedRows<A, K>,
  { headers }: Codec.Columns,
  encoded: ReadonlyArray<Codec.EncodedRow>
) =>
  Effect.gen(function*() {
    const column = headers.indexOf(rows.key)
    const seen = new Map<Key, number>()
    for (const [position, cells] of encoded.entries()) {
      const key = cells[column]
      const invalid = (issue: string) =>
        invalidArguments(Catalogue.row.update, `row ${position}, ${JSON.stringify(rows.key)}: ${issue}`)
      if (!isKey(key)) return yield* invalid(`is ${JSON.stringify(key ?? null)}; expected a key`)
      const first = seen.get(key)
      if (first !== undefined) return yield* invalid(`${JSON.stringify(key)} is the key of row ${first} too`)
      seen.set(key, position)
    }
    return [...seen.keys()]
  })

/**
 * Updates the row with the key of `row`, and succeeds with whether there was one. `null` makes a cell blank, and an absent
 * field does not change its cell. Fails like {@link upsert}.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* KeyedRows.update(orders, { Order: "SO-1024", Units: 7 }), true)
 *   strictEqual(yield* KeyedRows.update(orders, { Order: "SO-9999", Units: 7 }), false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  <A>(row: A): <K extends Key>(rows: KeyedRows<A, K>) => WriteEffect<boolean>
  <A, K extends Key>(rows: KeyedRows<A, K>, row: A): WriteEffect<boolean>
} = dual(2, <A, K extends Key>(rows: KeyedRows<A, K>, row: A): WriteEffect<boolean> =>
  Effect.gen(function*() {
    const columns = yield* TableRows.readColumns(rows, Catalogue.row.update)
    const encoded = yield* Codec.encodeRows(rows, columns, [row], { endpoint: Catalogue.row.update })
    const [key = ""] = yield* keysOf(rows, columns, encoded)
    const index = (yield* readKeys(rows, columns)).indices.get(key)
    if (index === undefined) return false
    yield* TableRows.update(rows, index, row)
    return true
  }).pipe(readThenWrite, calledAs("KeyedRows.update")))

const delete_: {
  <K extends Key>(key: K): <A>(rows: KeyedRows<A, K>) => WriteEffect<boolean>
  <A, K extends Key>(rows: KeyedRows<A, K>, key: K): WriteEffect<boolean>
} = dual(2, <A, K extends Key>(rows: KeyedRows<A, K>, key: K): WriteEffect<boolean> =>
  Effect.gen(function*() {
    const { indices } = yield* readIndices(rows, Catalogue.row.delete)
    const index = indices.get(rows.cellOf(key))
    if (index === undefined) return false
    yield* Table.deleteRow(rows.table, index)
    return true
  }).pipe(readThenWrite, calledAs("KeyedRows.delete")))

export {
  /**
   * Deletes the row with a key, and succeeds with whether there was one. The deletion fails with `OutcomeUnknown` if it may
   * have been executed. It can then be repeated, because the key shows whether it was. The service may still execute the
   * request: wait a few minutes.
   *
   * @example
   * ```ts
   * import { KeyedRows, Table } from "@effect-workbook/client"
   * import { Effect, Schema } from "effect"
   * import { strictEqual } from "node:assert/strict"
   *
   * const orders = KeyedRows.make(Table.named("Orders"), Schema.Struct({ Order: Schema.String }), { key: "Order" })
   *
   * export const program = Effect.gen(function*() {
   *   strictEqual(yield* KeyedRows.delete(orders, "SO-1001"), true)
   *   strictEqual(yield* KeyedRows.delete(orders, "SO-1001"), false)
   * })
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}

/**
 * Deletes the rows with some keys, and succeeds with the number of those that there were. It reads the keys once, and deletes
 * from the last row to the first: consecutive rows in one request, which moves the cells below them up, and within
 * `WorkbookSession.verified` each row by itself, because only that can be verified.
 *
 * Fails with `RowMismatch`, and deletes nothing, if two rows of the table have the same key. A deletion fails with
 * `OutcomeUnknown` if it may have been executed. It can then be repeated, because the keys show which rows are left. The
 * service may still execute the request: wait a few minutes.
 *
 * @example
 * ```ts
 * import { KeyedRows, Table } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const orders = KeyedRows.make(Table.named("Orders"), Schema.Struct({ Order: Schema.String }), { key: "Order" })
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* KeyedRows.deleteMany(orders, ["SO-1001", "SO-1002", "SO-1020", "SO-9999"]), 3)
 *   strictEqual(yield* KeyedRows.deleteMany(orders, ["SO-1001", "SO-1003"]), 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const deleteMany: {
  <K extends Key>(keys: Iterable<K>): <A>(rows: KeyedRows<A, K>) => WriteEffect<number>
  <A, K extends Key>(rows: KeyedRows<A, K>, keys: Iterable<K>): WriteEffect<number>
} = dual(
  2,
  <A, K extends Key>(rows: KeyedRows<A, K>, keys: Iterable<K>): WriteEffect<number> =>
    Effect.gen(function*() {
      const { body, indices } = yield* readIndices(rows, Catalogue.row.delete)
      const found = new Set<number>()
      for (const key of keys) {
        const index = indices.get(rows.cellOf(key))
        if (index !== undefined) found.add(index)
      }
      const runs = Source.runsOf([...found].sort((a, b) => a - b), (yield* WorkbookSession.Verified) ? 1 : Infinity)
      for (const run of runs.toReversed()) {
        yield* run.count === 1 || body === undefined
          ? Table.deleteRow(rows.table, run.from)
          : Range.delete(Navigation.computed(body.at(run)), "Up")
      }
      return found.size
    }).pipe(readThenWrite, calledAs("KeyedRows.deleteMany"))
)
