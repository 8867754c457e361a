/** The endpoints of tables, their rows, columns, filters and sort order. */
import * as Schema from "effect/Schema"
import * as Collection from "../../Collection.js"
import * as Endpoint from "../../Endpoint.js"
import * as Filter from "../../Filter.js"
import * as Range from "../../Range.js"
import * as Table from "../../Table.js"
import * as TableColumn from "../../TableColumn.js"
import * as TableRow from "../../TableRow.js"
import * as TableSort from "../../TableSort.js"
import { actionWith, add, bareAction, create, functionEndpoint, get, NoArguments, remove, update } from "./endpoints.js"
import { workbook } from "./workbook.js"

const listTables = get("Collection(workbookTable)", "list", Collection.Collection(Table.Table))

export const tables = {
  list: listTables,
  count: functionEndpoint("Collection(workbookTable)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  add: add(listTables, "workbookTable", Table.Add, Table.Table)
}

export const table = {
  get: get("workbookTable", "get", Table.Table),
  update: update("workbookTable", Table.Update, Table.Table, "idempotent"),
  delete: remove("workbookTable"),
  clearFilters: bareAction("workbookTable", "clearFilters"),
  reapplyFilters: bareAction("workbookTable", "reapplyFilters"),
  convertToRange: Endpoint.make({
    resource: "workbookTable",
    name: "convertToRange",
    method: "POST",
    segment: "convertToRange",
    parametersIn: "none",
    parameters: Schema.Void,
    result: Range.Range,
    success: 200,
    returns: "workbookRange",
    // After it, the same index in `itemAt` addresses another table.
    safety: "reordering",
    longRunning: false,
    // The table of a repeated conversion no longer exists, and its range is not in the response.
    afterUnknownOutcome: { 404: "unknown" }
  })
}

const listRows = get("Collection(workbookTableRow)", "list", Collection.Collection(TableRow.TableRow))
const countRows = functionEndpoint("Collection(workbookTableRow)", "count", NoArguments, Collection.Count, "Edm.Int32")

const createRows = Endpoint.make({
  resource: "Collection(workbookTableRow)",
  name: "create",
  method: "POST",
  segment: "",
  parametersIn: "body",
  parameters: TableRow.Add,
  result: TableRow.TableRow,
  success: 201,
  returns: "workbookTableRow",
  safety: "nonIdempotent",
  longRunning: true,
  operationResult: workbook.tableRowOperationResult,
  afterUnknownOutcome: {},
  verification: { by: "addedRows", list: listRows, count: countRows }
})

export const rows = {
  list: listRows,
  count: countRows,
  create: createRows,
  add: Endpoint.make({
    ...createRows,
    name: "add",
    segment: "add",
    success: 200,
    longRunning: false,
    operationResult: undefined
  })
}

export const row = {
  get: get("workbookTableRow", "get", TableRow.TableRow),
  update: update("workbookTableRow", TableRow.Update, TableRow.TableRow, "idempotent"),
  delete: Endpoint.make({
    ...remove("workbookTableRow"),
    longRunning: true,
    verification: { by: "deletedRow", list: listRows, count: countRows }
  })
}

const listColumns = get("Collection(workbookTableColumn)", "list", Collection.Collection(TableColumn.TableColumn))

const addColumn = add(listColumns, "workbookTableColumn", TableColumn.Add, TableColumn.TableColumn)

export const columns = {
  list: listColumns,
  count: functionEndpoint("Collection(workbookTableColumn)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  add: addColumn,
  create: create(addColumn)
}

export const column = {
  get: get("workbookTableColumn", "get", TableColumn.TableColumn),
  update: update("workbookTableColumn", TableColumn.Update, TableColumn.TableColumn, "idempotent"),
  delete: remove("workbookTableColumn")
}

const filterAction = <const Name extends string, P, PE>(name: Name, parameters: Schema.Schema<P, PE>) =>
  actionWith("workbookFilter", name, parameters, "idempotent")

export const filter = {
  get: get("workbookFilter", "get", Filter.Filter),
  apply: filterAction("apply", Filter.Apply),
  applyBottomItemsFilter: filterAction("applyBottomItemsFilter", Filter.Count),
  applyBottomPercentFilter: filterAction("applyBottomPercentFilter", Filter.Percent),
  applyCellColorFilter: filterAction("applyCellColorFilter", Filter.Color),
  applyCustomFilter: filterAction("applyCustomFilter", Filter.Custom),
  applyDynamicFilter: filterAction("applyDynamicFilter", Filter.Dynamic),
  applyFontColorFilter: filterAction("applyFontColorFilter", Filter.Color),
  applyIconFilter: filterAction("applyIconFilter", Filter.ByIcon),
  applyTopItemsFilter: filterAction("applyTopItemsFilter", Filter.Count),
  applyTopPercentFilter: filterAction("applyTopPercentFilter", Filter.Percent),
  applyValuesFilter: filterAction("applyValuesFilter", Filter.ByValues),
  clear: bareAction("workbookFilter", "clear")
}

export const tableSort = {
  get: get("workbookTableSort", "get", TableSort.TableSort),
  apply: actionWith("workbookTableSort", "apply", TableSort.Apply, "idempotent"),
  clear: bareAction("workbookTableSort", "clear"),
  reapply: bareAction("workbookTableSort", "reapply")
}
