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
 * sessions can insert or delete rows in between, so that another row has that index.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import { invalidArguments } from "./call/errors.js"
import { calledAs, FunctionName } from "./call/functionName.js"
import { readThenWrite } from "./call/readThenWrite.js"
import * as Range from "./Range.js"
import * as Table from "./Table.js"
import * as TableRows from "./TableRows.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookSession from "./WorkbookSession.js"

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

/** Reads the keys of all rows, and gives the index of the row for each. Fails with `RowMismatch` if a key occurs twice. */
const readIndices = <A, K extends Key>(
  rows: KeyedRows<A, K>,
  headers: ReadonlyArray<string>
): Effect.Effect<
  ReadonlyMap<Key, number>,
  WorkbookError.CallError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
> =>
  Effect.gen(function*() {
    const functionName = yield* FunctionName
    const column = Navigation.call(Table.body(rows.table), "column", { column: headers.indexOf(rows.key) })
    // An empty table has no data body.
    const cells = yield* Effect.catchTag(Range.values(column), "NotFound", () => Effect.succeed([]))
    const indices = new Map<Key, number>()
    for (const [row, [cell]] of cells.entries()) {
      if (!isKey(cell)) continue
      const first = indices.get(cell)
      if (first !== undefined) {
        const issue = `${JSON.stringify(cell)} is the key of row ${first} too; expected keys that differ`
        return yield* new WorkbookError.RowMismatch({
          functionName,
          table: rows.table.path,
          row,
          column: rows.key,
          cell,
          issue
        })
      }
      indices.set(cell, row)
    }
    return indices
  })

/**
 * Reads the row with a key, `None` if there is none. It reads the column of the keys and then the row.
 *
 * Fails with `RowMismatch` if the row does not match the schema, or if two rows have the same key.
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
} = dual(2, <A, K extends Key>(rows: KeyedRows<A, K>, key: K): FindEffect<A> =>
  Effect.gen(function*() {
    const headers = yield* TableRows.readHeaders(rows, Catalogue.range.get)
    const index = (yield* readIndices(rows, headers)).get(rows.cellOf(key))
    if (index === undefined) return Option.none<A>()
    const { values } = yield* Table.row(rows.table, index)
    return Option.some(yield* TableRows.decodeRow(rows, headers, values?.[0] ?? [], index))
  }).pipe(calledAs("KeyedRows.find")))

type FindEffect<A> = Effect.Effect<
  Option.Option<A>,
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
 * Updates the rows whose keys are in the table, and adds the others at the end. Each row is updated in a request of its
 * own, and the new rows are added in one request. `null` makes a cell blank; an absent field gets the formula of the column
 * in a new row and does not change its cell in an existing one.
 *
 * Fails with `InvalidArguments`, and writes nothing, if a row does not match the schema or has no key, or if two rows have
 * the same key. Fails with `RowMismatch` if two rows of the table have the same key. Fails with `OutcomeUnknown` if the new
 * rows may have been added. It can be repeated after any failure: a row that was added is found by its key.
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
      const headers = yield* TableRows.readHeaders(rows, Catalogue.row.update)
      const keys = yield* keysOf(rows, written)
      const found = yield* readIndices(rows, headers)
      const indices = keys.map((key) => found.get(key))
      // All rows are encoded before the first is written, so that nothing is written if one is invalid.
      const cells = yield* TableRows.encodeRows(rows, headers, written, formatsOf(rows, indices), Catalogue.row.update)
      const added = cells.filter((_, position) => indices[position] === undefined)
      for (const [position, index] of indices.entries()) {
        if (index !== undefined) yield* Table.updateRow(rows.table, index, cells[position] ?? [])
      }
      if (added.length > 0) yield* Table.addRows(rows.table, added)
      return { updated: cells.length - added.length, added: added.length }
    }).pipe(readThenWrite, calledAs("KeyedRows.upsert"))
)

type WriteEffect<A> = Effect.Effect<
  A,
  WorkbookError.WorkbookError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
>

/** The keys of rows that are written. Fails with `InvalidArguments` if a row has none, or two rows have the same. */
const keysOf = <A, K extends Key>(rows: KeyedRows<A, K>, written: ReadonlyArray<A>) =>
  Effect.gen(function*() {
    const seen = new Map<Key, number>()
    for (const [position, row] of written.entries()) {
      const { [rows.key]: key } = yield* TableRows.encodeCells(rows, row, position, Catalogue.row.update)
      const invalid = (issue: string) =>
        invalidArguments(Catalogue.row.update, `row ${position}, ${JSON.stringify(rows.key)}: ${issue}`)
      if (!isKey(key)) return yield* invalid(`is ${JSON.stringify(key ?? null)}; expected a key`)
      const first = seen.get(key)
      if (first !== undefined) return yield* invalid(`${JSON.stringify(key)} is the key of row ${first} too`)
      seen.set(key, position)
    }
    return [...seen.keys()]
  })

/** Reads the number formats of existing rows, which have an index, and of new rows. */
const formatsOf = <A, K extends Key>(rows: KeyedRows<A, K>, indices: ReadonlyArray<number | undefined>) =>
  Effect.gen(function*() {
    const existing = indices.some((index) => index !== undefined)
      ? yield* Range.numberFormat(Table.body(rows.table))
      : []
    const [added = []] = indices.includes(undefined) ? yield* TableRows.formatsOfNewRows(rows.table) : []
    return indices.map((index) => index === undefined ? added : existing[index] ?? [])
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
    const headers = yield* TableRows.readHeaders(rows, Catalogue.row.update)
    const [key = ""] = yield* keysOf(rows, [row])
    const index = (yield* readIndices(rows, headers)).get(key)
    if (index === undefined) return false
    yield* TableRows.update(rows, index, row)
    return true
  }).pipe(readThenWrite, calledAs("KeyedRows.update")))

const delete_: {
  <K extends Key>(key: K): <A>(rows: KeyedRows<A, K>) => WriteEffect<boolean>
  <A, K extends Key>(rows: KeyedRows<A, K>, key: K): WriteEffect<boolean>
} = dual(2, <A, K extends Key>(rows: KeyedRows<A, K>, key: K): WriteEffect<boolean> =>
  Effect.gen(function*() {
    const headers = yield* TableRows.readHeaders(rows, Catalogue.row.delete)
    const index = (yield* readIndices(rows, headers)).get(rows.cellOf(key))
    if (index === undefined) return false
    yield* Table.deleteRow(rows.table, index)
    return true
  }).pipe(readThenWrite, calledAs("KeyedRows.delete")))

export {
  /**
   * Deletes the row with a key, and succeeds with whether there was one. The deletion fails with `OutcomeUnknown` if it may
   * have been executed; it can then be repeated, because the key shows whether it was.
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
