/**
 * Tables, with their rows, columns and ranges. `TableRows` reads and writes rows as typed objects.
 *
 * See https://learn.microsoft.com/graph/api/resources/table.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Range from "@effect-workbook/schema/Range"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Table from "@effect-workbook/schema/Table"
import * as TableColumn from "@effect-workbook/schema/TableColumn"
import * as TableRow from "@effect-workbook/schema/TableRow"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type { RangeRef } from "./Range.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Exports of the schema: the description and the model of the resource, `Table.Table`, and the request bodies
 * `Table.Add` and `Table.Update`.
 *
 * @example
 * ```ts
 * import { Resource, Table } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: Table.Add = { address: "Orders!A1:D5", hasHeaders: true }
 * const { query } = Resource.pick(Table.Table, { select: ["name"] })
 * deepStrictEqual([body.hasHeaders, query], [true, { $select: "name" }])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Table"

/**
 * A reference to a table. `Way` is how the address finds the table.
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRef<out Way extends Safety.Way = Safety.Way> extends Navigation.Reference<"workbookTable", Way> {}

const tables = (of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook) =>
  Navigation.property(of, "tables")
const rowsOf = <Way extends Safety.Way>(table: TableRef<Way>) => Navigation.property(table, "rows")
const rowAt = <Way extends Safety.Way>(table: TableRef<Way>, index: number) =>
  Navigation.call(rowsOf(table), "itemAt", { index })
const columnsOf = <Way extends Safety.Way>(table: TableRef<Way>) => Navigation.property(table, "columns")

/**
 * Makes a reference to the table with a name or an id. The names of tables are unique in a workbook.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Table.named("Orders").path, "tables('Orders')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const named = (nameOrId: string): TableRef<"stable"> =>
  Navigation.member(Navigation.property(Navigation.workbook, "tables"), nameOrId)

/**
 * Makes a reference to the table at a position, counted from 0, in the workbook or on a `worksheet`. The position of a
 * table can change when another table is added or deleted. Delete a table by its name, because deleting it by its
 * position is not idempotent.
 *
 * See https://learn.microsoft.com/graph/api/tablecollection-itemat.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Table.itemAt(0).path, "tables/itemAt(index=0)")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const itemAt = (
  index: number,
  options: { readonly worksheet?: WorksheetRef<"stable"> | undefined } = {}
): TableRef<"byPosition"> => {
  const of: Navigation.Reference<"workbook", "stable"> | WorksheetRef<"stable"> = options.worksheet ??
    Navigation.workbook
  return Navigation.call(Navigation.property(of, "tables"), "itemAt", { index })
}

/**
 * Lists the tables of the workbook, or of a `worksheet`.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-tables.
 *
 * @example
 * ```ts
 * import { Table, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const tables = yield* Table.list({ worksheet: Worksheet.named("Orders") })
 *   strictEqual(tables[0]?.name, "Orders")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof Table.Table & string = keyof Table.Table & string,
  Expand extends Resource.Expandable<Links> = {}
>(
  options:
    & { readonly worksheet?: WorksheetRef | undefined }
    & Resource.Query<Select, Resource.Strict<Expand, Links>>
    & Query.Options<Property> = {}
): Query.Read<ReadonlyArray<Resource.Answer<Table.Table, Select, Links, Expand>>> =>
  Query.list(Catalogue.tables.list, tables(options.worksheet), Resource.pick(Table.Table, options), options).pipe(
    calledAs("Table.list")
  )

type Property = keyof Table.Table & string
type Links = Resource.LinksOf<typeof Table.Table>

/**
 * Like `list`, but reads the tables in pages, each when the stream needs it.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Stream.runCount(Table.stream({ select: ["name"], pageSize: 1 })), 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const stream = <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
  options:
    & { readonly worksheet?: WorksheetRef | undefined }
    & Resource.Query<Select, Resource.Strict<Expand, Links>>
    & Query.StreamOptions<Property> = {}
): Query.Streamed<Resource.Answer<Table.Table, Select, Links, Expand>> =>
  Query.stream(Catalogue.tables.list, tables(options.worksheet), Resource.pick(Table.Table, options), options)

/**
 * Counts the tables of the workbook, or of a `worksheet`.
 *
 * See https://learn.microsoft.com/graph/api/resources/table.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Table.count(), 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const count = (options: { readonly worksheet?: WorksheetRef | undefined } = {}): Query.Read<number> =>
  WorkbookSession.call(Catalogue.tables.count, tables(options.worksheet), {}).pipe(
    Effect.map(({ value }) => value),
    calledAs("Table.count")
  )

/**
 * Reads a table. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/table-get.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const table = yield* Table.get(Table.named("Orders"))
 *   deepStrictEqual([table.name, table.showTotals], ["Orders", true])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookTable", Table.Table, Links> = Query.get(
  Catalogue.table.get,
  Table.Table,
  "Table.get"
)

/**
 * Adds a table for a range, and succeeds with the table. `address` must have a worksheet name, unless the option
 * `worksheet` is present. `hasHeaders` says whether the first row of the range has the headers.
 *
 * See https://learn.microsoft.com/graph/api/tablecollection-add.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const table = yield* Table.add({ address: "Summary!A3:D7", hasHeaders: true })
 *   deepStrictEqual([table.showHeaders, table.showTotals], [true, false])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add = (
  parameters: Table.Add,
  options: { readonly worksheet?: WorksheetRef | undefined } = {}
): Effect.Effect<
  Table.Table,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.tables.add, tables(options.worksheet), parameters).pipe(
    calledAs("Table.add")
  )

/**
 * Renames a table, or shows or hides its parts, and succeeds with the table.
 *
 * See https://learn.microsoft.com/graph/api/table-update.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const table = yield* Table.update(Table.named("Orders"), { showTotals: false })
 *   strictEqual(table.showTotals, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Table.Update): <Way extends Safety.Way>(self: TableRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: TableRef<Way>, changes: Table.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: TableRef<Way>, changes: Table.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.table.update, self, changes).pipe(
      calledAs("Table.update")
    )
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  Table.Table,
  WorkbookSession.ErrorOf<typeof Catalogue.table.update, Way>,
  WorkbookSession.WorkbookSession
>

const delete_ = <Way extends Safety.Way>(self: TableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.table.delete, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.table.delete, self, undefined).pipe(
    calledAs("Table.delete")
  )

export {
  /**
   * Deletes the table and its cells. Fails with `OutcomeUnknown` only if the reference is by position.
   *
   * See https://learn.microsoft.com/graph/api/table-delete.
   *
   * @example
   * ```ts
   * import { Table } from "@effect-workbook/client"
   * import { Effect } from "effect"
   * import { deepStrictEqual } from "node:assert/strict"
   *
   * export const program = Effect.gen(function*() {
   *   yield* Table.delete(Table.named("Orders"))
   *   deepStrictEqual(yield* Table.list(), [])
   * })
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}

/**
 * Makes a reference to the range of the whole table, with its header row and its totals row.
 *
 * See https://learn.microsoft.com/graph/api/table-range.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const values = yield* Range.values(Table.range(Table.named("Orders")))
 *   strictEqual(values.length, 26)
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const range = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "range", {})

/**
 * Makes a reference to the worksheet of a table.
 *
 * See https://learn.microsoft.com/graph/api/resources/table.
 *
 * @example
 * ```ts
 * import { Table, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const worksheet = yield* Worksheet.get(Table.worksheet(Table.named("Orders")))
 *   strictEqual(worksheet.name, "Orders")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const worksheet = <Way extends Safety.Way>(table: TableRef<Way>): WorksheetRef<Way> =>
  Navigation.property(table, "worksheet")

/**
 * Makes a reference to the range of the header row.
 *
 * See https://learn.microsoft.com/graph/api/table-headerrowrange.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const headers = yield* Range.values(Table.header(Table.named("Orders")))
 *   deepStrictEqual(headers, [["Order", "Date", "Region", "Product", "Units", "Unit price", "Total"]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const header = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "headerRowRange", {})

/**
 * Makes a reference to the range of the data body, which is between the header row and the totals row.
 *
 * See https://learn.microsoft.com/graph/api/table-databodyrange.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const values = yield* Range.values(Table.body(Table.named("Orders")))
 *   deepStrictEqual([values.length, values[0]?.[0]], [24, "SO-1001"])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const body = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "dataBodyRange", {})

/**
 * Makes a reference to the range of the totals row. A call with it fails with `NotFound` if the table shows no totals
 * row.
 *
 * See https://learn.microsoft.com/graph/api/table-totalrowrange.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const totals = yield* Range.values(Table.totals(Table.named("Orders")))
 *   deepStrictEqual(totals, [["Total", "", "", "", 311, "", 33271.5]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const totals = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "totalRowRange", {})

/**
 * Lists the columns from left to right, with the values of their cells.
 *
 * See https://learn.microsoft.com/graph/api/table-list-columns.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const columns = yield* Table.columns(Table.named("Orders"), { select: ["name"] })
 *   strictEqual(columns[4]?.name, "Units")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const columns: {
  <const Select extends Column = Column>(query: ColumnsQuery<Select>): (self: TableRef) => Columns<Select>
  <const Select extends Column = Column>(self: TableRef, query: ColumnsQuery<Select>): Columns<Select>
  (self: TableRef): Columns<Column>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <const Select extends Column>(self: TableRef, query: ColumnsQuery<Select> = {}): Columns<Select> =>
    Query.list(Catalogue.columns.list, columnsOf(self), Resource.pick(TableColumn.TableColumn, query), query).pipe(
      calledAs("Table.columns")
    )
)

type Column = keyof TableColumn.TableColumn & string
type ColumnsQuery<Select extends Column> = Resource.Query<Select, {}> & Query.Options<Exclude<Column, "values">>
type Columns<Select extends Column> = Query.Read<
  ReadonlyArray<Resource.Answer<TableColumn.TableColumn, Select, {}, {}>>
>

/**
 * Like `columns`, but reads the columns in pages, each when the stream needs it. A column can be missing or come twice if
 * columns are added or deleted between two requests.
 *
 * See https://learn.microsoft.com/graph/api/table-list-columns.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Chunk, Effect, Stream } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const columns = Table.streamColumns(Table.named("Orders"), { select: ["name"], pageSize: 2 })
 *   const names = yield* columns.pipe(Stream.map(({ name }) => name), Stream.take(3), Stream.runCollect)
 *   deepStrictEqual(Chunk.toReadonlyArray(names), ["Order", "Date", "Region"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const streamColumns: {
  <const Select extends Column = Column>(query: StreamColumnsQuery<Select>): (self: TableRef) => StreamedColumns<Select>
  <const Select extends Column = Column>(self: TableRef, query: StreamColumnsQuery<Select>): StreamedColumns<Select>
  (self: TableRef): StreamedColumns<Column>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <const Select extends Column>(self: TableRef, query: StreamColumnsQuery<Select> = {}): StreamedColumns<Select> =>
    Query.stream(Catalogue.columns.list, columnsOf(self), Resource.pick(TableColumn.TableColumn, query), query)
)

type StreamColumnsQuery<Select extends Column> =
  & Resource.Query<Select, {}>
  & Query.StreamOptions<Exclude<Column, "values">>
type StreamedColumns<Select extends Column> = Query.Streamed<Resource.Answer<TableColumn.TableColumn, Select, {}, {}>>

/**
 * Counts the columns.
 *
 * See https://learn.microsoft.com/graph/api/table-list-columns.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Table.countColumns(Table.named("Orders")), 7)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const countColumns = (self: TableRef): Query.Read<number> =>
  WorkbookSession.call(Catalogue.columns.count, columnsOf(self), {}).pipe(
    Effect.map(({ value }) => value),
    calledAs("Table.countColumns")
  )

/**
 * Adds a column, and succeeds with it. `index` is its position, counted from 0; `null` adds it at the right end.
 * `values` has one row for each cell, and the header is the first.
 *
 * See https://learn.microsoft.com/graph/api/tablecolumncollection-add.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const column = yield* Table.addColumn(Table.named("Orders"), { name: "Note", index: null })
 *   deepStrictEqual([column.name, column.index], ["Note", 7])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const addColumn: {
  (parameters: TableColumn.Add): (self: TableRef) => WriteEffect<TableColumn.TableColumn>
  (self: TableRef, parameters: TableColumn.Add): WriteEffect<TableColumn.TableColumn>
} = dual(
  2,
  (self: TableRef, parameters: TableColumn.Add): WriteEffect<TableColumn.TableColumn> =>
    WorkbookSession.call(Catalogue.columns.add, columnsOf(self), parameters).pipe(
      calledAs("Table.addColumn")
    )
)

type WriteEffect<A> = Effect.Effect<A, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

/**
 * Deletes the column with a name or an id.
 *
 * A number can be the id of one column and the name of another one. Deleting a column by a number is therefore not
 * idempotent, and can fail with `OutcomeUnknown`. `WorkbookSession.verified` reads the name of the column with that id,
 * and deletes the column by its name.
 *
 * See https://learn.microsoft.com/graph/api/tablecolumn-delete.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Table.deleteColumn(orders, "Region")
 *   const columns = yield* Table.columns(orders, { select: ["name"] })
 *   strictEqual(columns.some(({ name }) => name === "Region"), false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const deleteColumn: {
  (nameOrId: string): <Way extends Safety.Way>(self: TableRef<Way>) => DeleteColumnEffect<Way>
  <Way extends Safety.Way>(self: TableRef<Way>, nameOrId: string): DeleteColumnEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: TableRef<Way>, nameOrId: string): DeleteColumnEffect<Way> =>
    WorkbookSession.call(Catalogue.column.delete, Navigation.member(columnsOf(self), nameOrId), undefined).pipe(
      calledAs("Table.deleteColumn")
    )
)

type DeleteColumnEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<
    typeof Catalogue.column.delete,
    Safety.Worse<Way, Navigation.MemberWay<"Collection(workbookTableColumn)">>
  >,
  WorkbookSession.WorkbookSession
>

/**
 * Lists the rows of the data body, or a page of them. The header row and the totals row are not included.
 *
 * See https://learn.microsoft.com/graph/api/table-list-rows.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rows = yield* Table.rows(Table.named("Orders"), { top: 10, skip: 20 })
 *   deepStrictEqual(rows.map(({ index }) => index), [20, 21, 22, 23])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const rows: {
  (options?: Query.Options<"index">): (self: TableRef) => Query.Read<ReadonlyArray<TableRow.TableRow>>
  (self: TableRef, options?: Query.Options<"index">): Query.Read<ReadonlyArray<TableRow.TableRow>>
} = dual(
  (args) => Navigation.isReference(args[0]),
  (self: TableRef, options: Query.Options<"index"> = {}): Query.Read<ReadonlyArray<TableRow.TableRow>> =>
    Query.list(Catalogue.rows.list, rowsOf(self), TableRow.TableRow, options).pipe(
      calledAs("Table.rows")
    )
)

/**
 * Like `rows`, but reads the rows in pages, each when the stream needs it. A row can be missing or come twice if rows
 * are added or deleted between two requests.
 *
 * See https://learn.microsoft.com/graph/api/table-list-rows.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Chunk, Effect, Stream } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rows = Table.streamRows(Table.named("Orders"), { pageSize: 10 })
 *   const large = yield* rows.pipe(
 *     Stream.filter(({ values }) => Number(values?.[0]?.[4]) >= 25),
 *     Stream.map(({ index }) => index),
 *     Stream.take(2),
 *     Stream.runCollect
 *   )
 *   deepStrictEqual(Chunk.toReadonlyArray(large), [2, 9])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const streamRows: {
  (options?: Query.StreamOptions<"index">): (self: TableRef) => Query.Streamed<TableRow.TableRow>
  (self: TableRef, options?: Query.StreamOptions<"index">): Query.Streamed<TableRow.TableRow>
} = dual(
  (args) => Navigation.isReference(args[0]),
  (self: TableRef, options: Query.StreamOptions<"index"> = {}): Query.Streamed<TableRow.TableRow> =>
    Query.stream(Catalogue.rows.list, rowsOf(self), TableRow.TableRow, options)
)

/**
 * Counts the rows of the data body.
 *
 * See https://learn.microsoft.com/graph/api/table-list-rows.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Table.countRows(Table.named("Orders")), 24)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const countRows = (self: TableRef): Query.Read<number> =>
  WorkbookSession.call(Catalogue.rows.count, rowsOf(self), {}).pipe(
    Effect.map(({ value }) => value),
    calledAs("Table.countRows")
  )

/**
 * Reads the row at an index, counted from 0. Fails with `NotFound` if there is no such row.
 *
 * See https://learn.microsoft.com/graph/api/tablerowcollection-itemat.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { values } = yield* Table.row(Table.named("Orders"), 0)
 *   deepStrictEqual(values, [["SO-1001", 46028, "North", "Desk", 4, 349, 1396]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const row: {
  (index: number): (self: TableRef) => Query.Read<TableRow.TableRow>
  (self: TableRef, index: number): Query.Read<TableRow.TableRow>
} = dual(
  2,
  (self: TableRef, index: number): Query.Read<TableRow.TableRow> =>
    WorkbookSession.call(Catalogue.row.get, rowAt(self, index), undefined).pipe(
      calledAs("Table.row")
    )
)

/**
 * Changes the row at an index, counted from 0, and succeeds with it. `null` does not change a cell, and `""` clears it.
 * Fails with `NotFound` if there is no such row.
 *
 * See https://learn.microsoft.com/graph/api/tablerow-update.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const cells = [null, null, "South", null, 5, null, null]
 *   const { values } = yield* Table.updateRow(Table.named("Orders"), 0, cells)
 *   deepStrictEqual(values, [["SO-1001", 46028, "South", "Desk", 5, 349, 1745]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateRow: {
  (
    index: number,
    cells: ReadonlyArray<CellValue.CellValue>
  ): <Way extends Safety.Way>(self: TableRef<Way>) => UpdateRowEffect<Way>
  <Way extends Safety.Way>(
    self: TableRef<Way>,
    index: number,
    cells: ReadonlyArray<CellValue.CellValue>
  ): UpdateRowEffect<Way>
} = dual(
  3,
  <Way extends Safety.Way>(
    self: TableRef<Way>,
    index: number,
    cells: ReadonlyArray<CellValue.CellValue>
  ): UpdateRowEffect<Way> =>
    WorkbookSession.call(Catalogue.row.update, rowAt(self, index), { values: [cells] }).pipe(
      calledAs("Table.updateRow")
    )
)

type UpdateRowEffect<Way extends Safety.Way> = Effect.Effect<
  TableRow.TableRow,
  WorkbookSession.ErrorOf<typeof Catalogue.row.update, Safety.Worse<Way, "byPosition">>,
  WorkbookSession.WorkbookSession
>

/**
 * Adds rows before the row at `index`, counted from 0, or at the end by default. Succeeds with the first new row. Each
 * row has a value for each column; `null` gets the formula of the column, if it has one.
 *
 * One call with many rows is faster than many calls. The client polls the operation if the service answers 202. The
 * call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed.
 *
 * See https://learn.microsoft.com/graph/api/table-post-rows.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rows = [["SO-1025", 46220, "North", "Desk", 2, 349, null]]
 *   const first = yield* Table.addRows(Table.named("Orders"), rows)
 *   deepStrictEqual(first.values, [["SO-1025", 46220, "North", "Desk", 2, 349, 698]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const addRows: {
  (
    values: CellValue.Matrix,
    options?: { readonly index?: number | undefined }
  ): (self: TableRef) => WriteEffect<TableRow.TableRow>
  (
    self: TableRef,
    values: CellValue.Matrix,
    options?: { readonly index?: number | undefined }
  ): WriteEffect<TableRow.TableRow>
} = dual(
  (args) => Navigation.isReference(args[0]),
  (
    self: TableRef,
    values: CellValue.Matrix,
    options: { readonly index?: number | undefined } = {}
  ): WriteEffect<TableRow.TableRow> =>
    WorkbookSession.call(Catalogue.rows.create, rowsOf(self), { index: options.index ?? null, values }).pipe(
      calledAs("Table.addRows")
    )
)

/**
 * Deletes the row at an index, counted from 0. The rows below it move up. The call is not idempotent, and fails with
 * `OutcomeUnknown` if it may have been executed.
 *
 * See https://learn.microsoft.com/graph/api/tablerow-delete.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Table.deleteRow(orders, 0)
 *   const { values } = yield* Table.row(orders, 0)
 *   strictEqual(values?.[0]?.[0], "SO-1002")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const deleteRow: {
  (index: number): (self: TableRef) => WriteEffect<void>
  (self: TableRef, index: number): WriteEffect<void>
} = dual(
  2,
  (self: TableRef, index: number): WriteEffect<void> =>
    WorkbookSession.call(Catalogue.row.delete, rowAt(self, index), undefined).pipe(
      Effect.asVoid,
      calledAs("Table.deleteRow")
    )
)

/**
 * Removes the filters of all columns, so that all rows are shown.
 *
 * See https://learn.microsoft.com/graph/api/table-clearfilters.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.values(Filter.ofColumn(orders, "Region"), ["South"])
 *   yield* Table.clearFilters(orders)
 *   const { rowHidden } = yield* Range.get(Table.body(orders), { select: ["rowHidden"] })
 *   strictEqual(rowHidden, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clearFilters = <Way extends Safety.Way>(self: TableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.table.clearFilters, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.table.clearFilters, self, undefined).pipe(calledAs("Table.clearFilters"))

/**
 * Applies the filters of a table to its present content. Excel does not do so when cells change.
 *
 * See https://learn.microsoft.com/graph/api/table-reapplyfilters.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   const isHidden = Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   yield* Filter.values(Filter.ofColumn(orders, "Region"), ["South"])
 *   yield* Range.write(Range.at("Orders!C2"), [["South"]])
 *   const before = yield* isHidden
 *   yield* Table.reapplyFilters(orders)
 *   deepStrictEqual([before, yield* isHidden], [{ rowHidden: true }, { rowHidden: false }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const reapplyFilters = <Way extends Safety.Way>(self: TableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.table.reapplyFilters, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.table.reapplyFilters, self, undefined).pipe(calledAs("Table.reapplyFilters"))

/**
 * Converts a table to ordinary cells, and succeeds with their range. References to the table become references to the
 * cells. The table no longer exists after that.
 *
 * See https://learn.microsoft.com/graph/api/table-converttorange.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const range = yield* Table.convertToRange(Table.named("Orders"))
 *   strictEqual(range.address, "Orders!A1:G26")
 *   deepStrictEqual(yield* Table.list(), [])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const convertToRange = <Way extends Safety.Way>(self: TableRef<Way>): Effect.Effect<
  Range.Range,
  WorkbookSession.ErrorOf<typeof Catalogue.table.convertToRange, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.table.convertToRange, self, undefined).pipe(calledAs("Table.convertToRange"))
