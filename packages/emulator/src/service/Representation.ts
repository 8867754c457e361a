/**
 * Resources as JSON. `@odata.id` is relative to the workbook here and is made absolute with the other annotations.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import * as Address from "@effect-workbook/schema/Address"
import type * as Application from "@effect-workbook/schema/Application"
import * as Area from "@effect-workbook/schema/Area"
import type { Matrix } from "@effect-workbook/schema/CellValue"
import type * as NamedItem from "@effect-workbook/schema/NamedItem"
import type * as PivotTable from "@effect-workbook/schema/PivotTable"
import type * as Range from "@effect-workbook/schema/Range"
import type * as RangeView from "@effect-workbook/schema/RangeView"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Table from "@effect-workbook/schema/Table"
import type * as TableColumn from "@effect-workbook/schema/TableColumn"
import type * as TableRow from "@effect-workbook/schema/TableRow"
import type * as WorkbookContent from "@effect-workbook/schema/WorkbookContent"
import type * as Worksheet from "@effect-workbook/schema/Worksheet"
import * as ChartRepresentation from "./ChartRepresentation.js"
import * as CommentRepresentation from "./CommentRepresentation.js"
import { filter } from "./Filters.js"
import * as FormatRepresentation from "./FormatRepresentation.js"
import { columnArea, rowArea, rowCount, tablesOf } from "./Navigators.js"
import { protection } from "./Protections.js"
import * as Query from "./Query.js"
import { isShown } from "./Ranges.js"
import type { Instances } from "./Resource.js"
import { annotated, quoted, worksheetPath } from "./ResourceId.js"
import { tableSort } from "./TableSorts.js"

const tablePath = (table: Model.Table): string => `tables(${quoted(table.id)})`

const namePath = ({ name, scope }: Model.Name): string =>
  `${scope === undefined ? "" : `${worksheetPath(scope)}/`}names(${quoted(name)})`

/** The current workbook and the query options. */
export interface Context {
  readonly book: Book.Book
  readonly query: Query.Query
}

/** The members of a collection on the requested page. */
export const list = <A, B extends object>(
  { book, query }: Context,
  items: ReadonlyArray<A>,
  show: (context: Context, item: A) => B
): ReadonlyArray<B> =>
  Query.page(query, Query.members(query, items, (query, item) => show({ book, query }, item)))
    .map((item) => show({ book, query }, item))

/** The workbook itself has no properties. `operations` are its long-running operations, which are not in the book. */
export const workbook = (
  { book, query }: Context,
  operations: ReadonlyArray<object>
): object =>
  Query.neighbours<Resource.LinksOf<typeof WorkbookContent.WorkbookContent>>(query, {
    application: (query) => application({ book, query }),
    comments: (query) => list({ book, query }, book.comments, CommentRepresentation.comment),
    functions: () => functions,
    names: (query) => list({ book, query }, book.names(undefined), name),
    operations: () => operations,
    tables: (query) => list({ book, query }, tablesOf(book, undefined), table),
    worksheets: (query) => list({ book, query }, book.sheets.filter(({ kind }) => kind === "worksheet"), worksheet)
  })

export const application = ({ book, query }: Context): Partial<Application.ApplicationEncoded> =>
  Query.pick<Application.ApplicationEncoded>(query, { calculationMode: () => book.calculationMode })

export const functions = annotated("workbookFunctions", "functions")

export const worksheet = ({ book, query }: Context, sheet: Model.Sheet): Partial<Worksheet.WorksheetEncoded> => ({
  ...annotated("workbookWorksheet", worksheetPath(sheet)),
  ...Query.pick<Worksheet.WorksheetEncoded>(query, {
    id: () => sheet.id,
    name: () => sheet.name,
    position: () => sheet.position,
    visibility: () => sheet.visibility
  }),
  ...Query.neighbours<Resource.LinksOf<typeof Worksheet.Worksheet>>(query, {
    charts: (query) =>
      list(
        { book, query },
        book.charts(sheet),
        (context, chart) => ChartRepresentation.chart(context, chart, worksheet)
      ),
    names: (query) => list({ book, query }, book.names(sheet), name),
    pivotTables: (query) => list({ book, query }, book.pivotTables(sheet), pivotTable),
    protection: (query) => protection({ book, query }, sheet),
    tables: (query) => list({ book, query }, tablesOf(book, sheet), table)
  })
})

export const pivotTable = (
  { book, query }: Context,
  { id, name, sheet }: Model.PivotTable
): Partial<PivotTable.PivotTableEncoded> => ({
  ...annotated("workbookPivotTable", `${worksheetPath(sheet)}/pivotTables(${quoted(id)})`),
  ...Query.pick<PivotTable.PivotTableEncoded>(query, { id: () => id, name: () => name }),
  ...Query.neighbours<Resource.LinksOf<typeof PivotTable.PivotTable>>(query, {
    worksheet: (query) => worksheet({ book, query }, sheet)
  })
})

export const table = ({ book, query }: Context, table: Model.Table): Partial<Table.TableEncoded> => ({
  ...annotated("workbookTable", tablePath(table)),
  ...Query.pick<Table.TableEncoded>(query, {
    id: () => table.id,
    name: () => table.name,
    showHeaders: () => table.showHeaders,
    showTotals: () => table.showTotals,
    style: () => table.style ?? null,
    highlightFirstColumn: () => table.highlightFirstColumn,
    highlightLastColumn: () => table.highlightLastColumn,
    showBandedColumns: () => table.showBandedColumns,
    showBandedRows: () => table.showBandedRows,
    showFilterButton: () => table.showFilterButton,
    legacyId: () => table.legacyId
  }),
  ...Query.neighbours<Resource.LinksOf<typeof Table.Table>>(query, {
    columns: (query) => list({ book, query }, table.columns, (context, item) => column(context, table, item)),
    rows: (query) => rows({ book, query }, table),
    sort: (query) => tableSort({ book, query }, table),
    worksheet: (query) => worksheet({ book, query }, table.sheet)
  })
})

/** One row, or several rows that were added together. */
export const row = ({ query }: Context, table: Model.Table, index: number, values: () => Matrix) => ({
  ...annotated("workbookTableRow", `${tablePath(table)}/rows/itemAt(index=${index})`),
  ...Query.pick<TableRow.TableRowEncoded>(query, { index: () => index, values })
})

/** The indices of the rows that `$filter` selects, in the order of `$orderby`. */
export const rowIndices = (query: Query.Query, table: Model.Table): ReadonlyArray<number> =>
  Query.members(query, Array.from({ length: rowCount(table) }, (_, index) => index), (_, index) => ({ index }))

/** The rows of a table on the requested page. */
export const rows = (context: Context, table: Model.Table) => {
  const { book, query } = context
  const page = Query.page(query, rowIndices(query, table))
  const first = page.reduce((least, index) => Math.min(least, index), page[0] ?? 0)
  const last = page.reduce((greatest, index) => Math.max(greatest, index), first)
  const cells = Query.wants(query, "values") && page.length > 0
    ? book.read(table.sheet, rowArea(table, first, last - first + 1)).values()
    : []
  return page.map((index) => row(context, table, index, () => [cells[index - first] ?? []]))
}

export const column = ({ book, query }: Context, table: Model.Table, column: Model.Column) => ({
  ...annotated("workbookTableColumn", `${tablePath(table)}/columns(${quoted(column.id)})`),
  ...Query.pick<TableColumn.TableColumnEncoded>(query, {
    id: () => column.id,
    name: () => column.name,
    index: () => column.index,
    values: () => book.read(table.sheet, columnArea(table.area, column)).values()
  }),
  ...Query.neighbours<Resource.LinksOf<typeof TableColumn.TableColumn>>(query, {
    filter: (query) => filter({ book, query }, { table, column })
  })
})

export const name = ({ book, query }: Context, name: Model.Name): Partial<NamedItem.NamedItemEncoded> => ({
  ...annotated("workbookNamedItem", namePath(name)),
  ...Query.pick<NamedItem.NamedItemEncoded>(query, {
    name: () => name.name,
    comment: () => name.comment,
    scope: () => name.scope === undefined ? "Workbook" : "Worksheet",
    type: () => name.type,
    value: () => name.value,
    visible: () => name.visible
  }),
  ...Query.neighbours<Resource.LinksOf<typeof NamedItem.NamedItem>>(query, {
    worksheet: (query) => name.scope === undefined ? null : worksheet({ book, query }, name.scope)
  })
})

/** The path of a range, relative to the workbook. */
export const rangePath = ({ address, sheet }: Pick<Instances["workbookRange"], "address" | "sheet">): string =>
  `${worksheetPath(sheet)}/range(address=${quoted(Address.format({ ...address, sheet: undefined }))})`

export const rangeSort = ({ address, sheet }: Pick<Instances["workbookRangeSort"], "address" | "sheet">) =>
  annotated("workbookRangeSort", `${rangePath({ address, sheet })}/sort`)

/** The views of the visible rows of a range. */
export const rowViews = (
  { book }: Pick<Context, "book">,
  { address, sheet }: Pick<Instances["workbookRangeView"], "address" | "sheet">
): ReadonlyArray<Instances["workbookRangeView"]> =>
  book.visible(sheet, address).rows.map((row, index) => ({
    type: "workbookRangeView",
    sheet,
    address: { ...address, top: row, bottom: row },
    index
  }))

/** The visible cells of a range. The matrices have only the visible rows and columns. */
export const rangeView = (
  { book, query }: Context,
  view: Instances["workbookRangeView"]
): Partial<RangeView.RangeViewEncoded> => {
  const { address, index, sheet } = view
  const cells = book.read(sheet, address)
  const { columns, rows } = book.visible(sheet, address)
  const shown = isShown(address)
  const visible = <A>(matrix: () => ReadonlyArray<ReadonlyArray<A>>) => (): ReadonlyArray<ReadonlyArray<A>> | null => {
    if (!shown) return null
    const all = matrix()
    return rows.map((row) =>
      columns.flatMap((column) => all[row - address.top]?.slice(column - address.left, column - address.left + 1) ?? [])
    )
  }
  return {
    ...annotated("workbookRangeView", `${rangePath({ address, sheet })}/visibleView()`),
    ...Query.pick<RangeView.RangeViewEncoded>(query, {
      cellAddresses: () =>
        shown
          ? rows.map((row) => columns.map((column) => Address.format({ ...Area.cell(row, column), sheet: sheet.name })))
          : null,
      columnCount: () => columns.length,
      formulas: visible(cells.formulas),
      formulasLocal: visible(cells.formulas),
      formulasR1C1: visible(cells.formulasR1C1),
      index: () => index,
      numberFormat: visible(cells.numberFormat),
      rowCount: () => rows.length,
      text: visible(cells.text),
      values: visible(cells.values),
      valueTypes: visible(cells.valueTypes)
    }),
    ...Query.neighbours<Resource.LinksOf<typeof RangeView.RangeView>>(query, {
      rows: (query) => list({ book, query }, rowViews({ book }, view), rangeView)
    })
  }
}

/** The API returns -1 for a cell count that does not fit into 32 bits. */
const maxInt32 = 2_147_483_647

export const range = ({ book, query }: Context, on: Instances["workbookRange"]) => {
  const { address, sheet } = on
  const cells = book.read(sheet, address)
  const shown = isShown(address)
  const grid = <A>(matrix: () => A) => () => shown ? matrix() : null
  const count = Area.cellCount(address)
  return {
    ...annotated("workbookRange", rangePath(on)),
    ...Query.pick<Range.RangeEncoded>(query, {
      address: () => Address.format(address),
      addressLocal: () => Address.format(address),
      cellCount: () => count > maxInt32 ? -1 : count,
      columnCount: () => Area.columnCount(address),
      columnHidden: cells.columnHidden,
      columnIndex: () => address.left,
      formulas: grid(cells.formulas),
      formulasLocal: grid(cells.formulas),
      formulasR1C1: grid(cells.formulasR1C1),
      hidden: () => eitherHidden(cells.rowHidden(), cells.columnHidden()),
      numberFormat: grid(cells.numberFormat),
      rowCount: () => Area.rowCount(address),
      rowHidden: cells.rowHidden,
      rowIndex: () => address.top,
      text: grid(cells.text),
      values: grid(cells.values),
      valueTypes: grid(cells.valueTypes)
    }),
    ...Query.neighbours<Resource.LinksOf<typeof Range.Range>>(query, {
      format: (query) => FormatRepresentation.format({ book, query }, on, rangePath(on)),
      sort: () => rangeSort({ sheet, address }),
      worksheet: (query) => worksheet({ book, query }, sheet)
    })
  }
}

/** Returns whether the row or the column of each cell is hidden, or `null` if that differs between the cells. */
const eitherHidden = (rows: boolean | null, columns: boolean | null): boolean | null =>
  rows === true || columns === true ? true : rows === false && columns === false ? false : null
