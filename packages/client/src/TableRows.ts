/**
 * The rows of a table as typed objects: columns are matched by their header, cells are decoded by a schema.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as Range from "./Range.js"
import * as Table from "./Table.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookSession from "./WorkbookSession.js"

/**
 * A table whose rows are `A`s.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const orders: TableRows.TableRows<typeof Order.Type> = TableRows.make(Table.named("Orders"), Order)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRows<in out A> {
  readonly table: Table.TableRef
  readonly decode: (cells: Cells) => Effect.Effect<A, ParseResult.ParseError>
  readonly encode: (row: A) => Effect.Effect<Cells, ParseResult.ParseError>
}

interface Cells {
  readonly [header: string]: CellValue.CellValue | undefined
}

/**
 * Says what the rows of a table are. The schema's encoded fields are the headers of the columns that matter; `fromKey`
 * gives a column another name in the program. Columns without a field are left alone.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * export class Order extends Schema.Class<Order>("Order")({
 *   id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
 *   unitPrice: Schema.propertySignature(Schema.Number).pipe(Schema.fromKey("Unit price"))
 * }) {}
 *
 * export const orders = TableRows.make(Table.named("Orders"), Order)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <A, I extends { readonly [K in keyof I]: CellValue.CellValue | undefined }>(
  table: Table.TableRef,
  schema: Schema.Schema<A, I>
): TableRows<A> => {
  const encode = Schema.encode(schema)
  return {
    table,
    decode: Schema.decodeUnknown(schema),
    encode: (row) => Effect.map(encode(row), (cells): Cells => ({ ...cells }))
  }
}

const headers = (table: Table.TableRef) =>
  Effect.map(Range.values(Table.header(table)), ([cells = []]) => cells.map(String))

/**
 * All rows; none of a table whose only row is blank, which is what Excel keeps of one that was emptied. A row that does
 * not fit the schema fails the reading, with `UnexpectedAnswer` that names the row (counted
 * from 0), the column and what was expected.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const all = TableRows.read(TableRows.make(Table.named("Orders"), Order))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const read = <A>(
  rows: TableRows<A>
): Effect.Effect<ReadonlyArray<A>, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  Effect.gen(function*() {
    const names = yield* headers(rows.table)
    const cells = yield* Range.values(Table.body(rows.table))
    if (cells.length === 1 && cells[0]?.every((cell) => cell === "") === true) return []
    return yield* Effect.forEach(cells, (cells, index) =>
      Effect.mapError(
        rows.decode(Object.fromEntries(names.map((name, column) => [name, cells[column] ?? null]))),
        (error) =>
          new WorkbookError.UnexpectedAnswer({
            endpoint: Endpoint.id(Catalogue.range.get),
            issue: `row ${index}: ${error.message}`
          })
      ))
  }).pipe(Effect.withSpan("TableRows.read", { captureStackTrace: false }))

/**
 * Adds rows at the end, all in one request. A cell without a value is left to the column's formula.
 *
 * Fails with `InvalidArguments`, and adds nothing, where the table lacks a column that the schema has, or a row does not
 * fit. Not to be sent twice when its outcome is unknown, see `Table.addRows`.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const added = TableRows.append(TableRows.make(Table.named("Orders"), Order), [{ Order: "A-17", Units: 3 }])
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const append = <A>(
  rows: TableRows<A>,
  added: ReadonlyArray<A>
): Effect.Effect<void, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession> =>
  Effect.gen(function*() {
    if (added.length === 0) return
    const invalid = (issue: string) =>
      new WorkbookError.InvalidArguments({ endpoint: Endpoint.id(Catalogue.rows.create), issue })
    const names = yield* headers(rows.table)
    const values = yield* Effect.forEach(added, (row, index) =>
      Effect.flatMap(
        Effect.mapError(rows.encode(row), (error) => invalid(`row ${index}: ${error.message}`)),
        (cells) => {
          const unknown = Object.keys(cells).find((name) => !names.includes(name))
          return unknown === undefined
            ? Effect.succeed(names.map((name) => cells[name] ?? null))
            : Effect.fail(invalid(`the table has no column ${JSON.stringify(unknown)}, only ${names.join(", ")}`))
        }
      ))
    yield* Table.addRows(rows.table, values)
  }).pipe(Effect.withSpan("TableRows.append", { captureStackTrace: false }))
