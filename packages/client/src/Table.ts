/**
 * Tables: list, get, add, change, delete; their rows, columns and ranges.
 *
 * See https://learn.microsoft.com/graph/api/resources/table. For rows as typed objects see `TableRows`.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Table from "@effect-workbook/schema/Table"
import type * as TableColumn from "@effect-workbook/schema/TableColumn"
import type * as TableRow from "@effect-workbook/schema/TableRow"
import * as Effect from "effect/Effect"
import type { RangeRef } from "./Range.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Where a table is.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const orders: Table.TableRef = Table.named("Orders")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRef<out Way extends Safety.Way = Safety.Way> extends Navigation.Reference<"workbookTable", Way> {}

const tables = <Way extends Safety.Way>(of: Navigation.Reference<"workbook", Way> | WorksheetRef<Way>) =>
  Navigation.property(of, "tables")
const rowsOf = (table: TableRef) => Navigation.property(table, "rows")
const columnsOf = <Way extends Safety.Way>(table: TableRef<Way>) => Navigation.property(table, "columns")

/**
 * The table with a name or an id; names of tables are unique in the workbook.
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
export const named = (nameOrId: string): TableRef<"stable"> => Navigation.member(tables(Navigation.workbook), nameOrId)

/**
 * The table at a position counted from 0, in the workbook or on one worksheet. Another table may be there when one was added
 * or deleted, so a table is deleted by its name rather than by its position.
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
  of: Navigation.Reference<"workbook", "stable"> | WorksheetRef<"stable"> = Navigation.workbook
): TableRef<"byPosition"> => Navigation.call(tables(of), "itemAt", { index })

/**
 * The tables of the workbook, or of one worksheet.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-tables.
 *
 * @example
 * ```ts
 * import { Table, Worksheet } from "@effect-workbook/client"
 *
 * export const onSheet = Table.list(Worksheet.named("Orders"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = (of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook): Effect.Effect<
  ReadonlyArray<Table.Table>,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.tables.list, tables(of), undefined).pipe(
    Effect.map((tables) => tables.value),
    Effect.withSpan("Table.list", { captureStackTrace: false })
  )

/**
 * One table; `NotFound` where there is none of that name.
 *
 * See https://learn.microsoft.com/graph/api/table-get.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const orders = Table.get(Table.named("Orders"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = (table: TableRef): Effect.Effect<
  Table.Table,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.table.get, table, undefined).pipe(
    Effect.withSpan("Table.get", { captureStackTrace: false })
  )

/**
 * Makes a table of a range. `address` names the sheet unless the table is added to a worksheet.
 *
 * See https://learn.microsoft.com/graph/api/tablecollection-add.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const added = Table.add({ address: "Orders!A1:D5", hasHeaders: true })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add = (
  parameters: Table.Add,
  of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook
): Effect.Effect<
  Table.Table,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.tables.add, tables(of), parameters).pipe(
    Effect.withSpan("Table.add", { captureStackTrace: false })
  )

/**
 * Renames a table, or shows or hides its parts.
 *
 * See https://learn.microsoft.com/graph/api/table-update.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const withTotals = Table.update(Table.named("Orders"), { showTotals: true })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update = <Way extends Safety.Way>(table: TableRef<Way>, changes: Table.Update): Effect.Effect<
  Table.Table,
  WorkbookSession.ErrorOf<typeof Catalogue.table.update, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.table.update, table, changes).pipe(
    Effect.withSpan("Table.update", { captureStackTrace: false })
  )

const delete_ = <Way extends Safety.Way>(table: TableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.table.delete, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.table.delete, table, undefined).pipe(
    Effect.withSpan("Table.delete", { captureStackTrace: false })
  )

export {
  /**
   * Deletes the table and its cells. Fails with `OutcomeUnknown` only for a table that is found by its position.
   *
   * See https://learn.microsoft.com/graph/api/table-delete.
   *
   * @example
   * ```ts
   * import { Table } from "@effect-workbook/client"
   *
   * export const deleted = Table.delete(Table.named("Scratch"))
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}

/**
 * The whole table, with its header and totals rows.
 *
 * See https://learn.microsoft.com/graph/api/table-range.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 *
 * export const read = Range.values(Table.range(Table.named("Orders")))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const range = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "range", {})

/**
 * The header row.
 *
 * See https://learn.microsoft.com/graph/api/table-headerrowrange.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 *
 * export const read = Range.values(Table.header(Table.named("Orders")))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const header = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "headerRowRange", {})

/**
 * The rows between the header and the totals.
 *
 * See https://learn.microsoft.com/graph/api/table-databodyrange.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 *
 * export const read = Range.values(Table.body(Table.named("Orders")))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const body = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "dataBodyRange", {})

/**
 * The totals row; `NotFound` where it is not shown.
 *
 * See https://learn.microsoft.com/graph/api/table-totalrowrange.
 *
 * @example
 * ```ts
 * import { Range, Table } from "@effect-workbook/client"
 *
 * export const read = Range.values(Table.totals(Table.named("Orders")))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const totals = <Way extends Safety.Way>(table: TableRef<Way>): RangeRef<Way> =>
  Navigation.call(table, "totalRowRange", {})

/**
 * The columns, from the left, with their cells.
 *
 * See https://learn.microsoft.com/graph/api/table-list-columns.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const names = Table.columns(Table.named("Orders")).pipe(
 *   Effect.map((columns) => columns.map((column) => column.name))
 * )
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const columns = (table: TableRef): Effect.Effect<
  ReadonlyArray<TableColumn.TableColumn>,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.columns.list, columnsOf(table), undefined).pipe(
    Effect.map((columns) => columns.value),
    Effect.withSpan("Table.columns", { captureStackTrace: false })
  )

/**
 * Adds a column at a position counted from 0, or at the right end.
 *
 * `values` are its cells, the header first.
 *
 * See https://learn.microsoft.com/graph/api/tablecolumncollection-add.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const added = Table.addColumn(Table.named("Orders"), { name: "Note", index: null })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const addColumn = (table: TableRef, parameters: TableColumn.Add): Effect.Effect<
  TableColumn.TableColumn,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.columns.add, columnsOf(table), parameters).pipe(
    Effect.withSpan("Table.addColumn", { captureStackTrace: false })
  )

/**
 * Deletes the column with a name or an id. Fails with `OutcomeUnknown` only for a number, which is an id or a name: once
 * the column with that id is gone, it may name another one. `WorkbookSession.verified` deletes the column with an id by
 * its name.
 *
 * See https://learn.microsoft.com/graph/api/tablecolumn-delete.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const deleted = Table.deleteColumn(Table.named("Orders"), "Note")
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const deleteColumn = <Way extends Safety.Way>(table: TableRef<Way>, nameOrId: string): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<
    typeof Catalogue.column.delete,
    Safety.Worse<Way, Navigation.MemberWay<"Collection(workbookTableColumn)">>
  >,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(
    Catalogue.column.delete,
    Navigation.member(columnsOf(table), nameOrId),
    undefined
  ).pipe(Effect.withSpan("Table.deleteColumn", { captureStackTrace: false }))

/**
 * The rows of the body, or a page of them: Graph pages rows by `top` and `skip` only. Headers and totals are no rows.
 *
 * See https://learn.microsoft.com/graph/api/table-list-rows.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const second = Table.rows(Table.named("Orders"), { top: 100, skip: 100 })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const rows = (
  table: TableRef,
  page: { readonly top?: number | undefined; readonly skip?: number | undefined } = {}
): Effect.Effect<
  ReadonlyArray<TableRow.TableRow>,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.rows.list, rowsOf(table), undefined, { $top: page.top, $skip: page.skip }).pipe(
    Effect.map((rows) => rows.value),
    Effect.withSpan("Table.rows", { captureStackTrace: false })
  )

/**
 * Adds rows, each with a cell for every column, before the row at `index` (counted from 0) or at the end. `null` leaves a
 * cell to the column's formula. Answers the first of them.
 *
 * Collect rows and add them in one call. The service may take its time for it and is then asked until it is done. Not to
 * be sent twice when its outcome is unknown: the rows would be there twice.
 *
 * See https://learn.microsoft.com/graph/api/table-post-rows.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const added = Table.addRows(Table.named("Orders"), [["A-17", 46021, 3, null]])
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const addRows = (
  table: TableRef,
  values: CellValue.Matrix,
  options: { readonly index?: number | undefined } = {}
): Effect.Effect<
  TableRow.TableRow,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.rows.create, rowsOf(table), { index: options.index ?? null, values }).pipe(
    Effect.withSpan("Table.addRows", { captureStackTrace: false })
  )

/**
 * Deletes the row at an index counted from 0; the rows below move up.
 *
 * See https://learn.microsoft.com/graph/api/tablerow-delete.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/client"
 *
 * export const deleted = Table.deleteRow(Table.named("Orders"), 0)
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const deleteRow = (table: TableRef, index: number): Effect.Effect<
  void,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(
    Catalogue.row.delete,
    Navigation.call(rowsOf(table), "itemAt", { index }),
    undefined
  ).pipe(Effect.asVoid, Effect.withSpan("Table.deleteRow", { captureStackTrace: false }))
