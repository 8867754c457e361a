/**
 * The endpoints of the workbook API that this project supports, grouped by resource.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Application from "./Application.js"
import * as Chart from "./Chart.js"
import * as ChartAxis from "./ChartAxis.js"
import * as ChartFormat from "./ChartFormat.js"
import * as ChartSeries from "./ChartSeries.js"
import * as Collection from "./Collection.js"
import * as DriveItem from "./DriveItem.js"
import * as Endpoint from "./Endpoint.js"
import * as Filter from "./Filter.js"
import * as FormatProtection from "./FormatProtection.js"
import * as FunctionResult from "./FunctionResult.js"
import * as NamedItem from "./NamedItem.js"
import type { ResourceType } from "./Navigation.js"
import * as Range from "./Range.js"
import * as RangeBorder from "./RangeBorder.js"
import * as RangeFill from "./RangeFill.js"
import * as RangeFont from "./RangeFont.js"
import * as RangeFormat from "./RangeFormat.js"
import * as RangeSort from "./RangeSort.js"
import * as RangeView from "./RangeView.js"
import * as Route from "./Route.js"
import * as SessionInfo from "./SessionInfo.js"
import * as Table from "./Table.js"
import * as TableColumn from "./TableColumn.js"
import * as TableRow from "./TableRow.js"
import * as TableSort from "./TableSort.js"
import * as WorkbookFunction from "./WorkbookFunction.js"
import * as WorkbookOperation from "./WorkbookOperation.js"
import * as Worksheet from "./Worksheet.js"
import * as WorksheetProtection from "./WorksheetProtection.js"

const get = <const Name extends string, A, I>(
  resource: ResourceType,
  name: Name,
  result: Schema.Schema<A, I>,
  returns: Endpoint.Returns = resource
) =>
  Endpoint.make({
    resource,
    name,
    method: "GET",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result,
    success: 200,
    returns,
    safety: "read",
    longRunning: false,
    afterUnknownOutcome: {}
  })

const functionEndpoint = <const Name extends string, P, PE, A, I>(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>,
  returns: Endpoint.Returns
) =>
  Endpoint.make({
    resource,
    name,
    method: "GET",
    segment: name,
    parametersIn: "path",
    parameters,
    result,
    success: 200,
    returns,
    safety: "read",
    longRunning: false,
    afterUnknownOutcome: {}
  })

// A repeated update may respond with 404 because the first one has renamed its target. The header cell of a column is
// its name.
const update = <P, PE, A, I, const S extends "idempotent" | "reordering">(
  resource: ResourceType,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>,
  safety: S
) =>
  Endpoint.make({
    resource,
    name: "update",
    method: "PATCH",
    segment: "",
    parametersIn: "body",
    parameters,
    result,
    success: 200,
    returns: resource,
    safety,
    longRunning: false,
    afterUnknownOutcome: { 404: "unknown" }
  })

const remove = (resource: ResourceType) =>
  Endpoint.make({
    resource,
    name: "delete",
    method: "DELETE",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Void,
    success: 204,
    returns: undefined,
    safety: "reordering",
    longRunning: false,
    afterUnknownOutcome: { 404: "done" }
  })

const action = <const Name extends string>(resource: ResourceType, name: Name) =>
  Endpoint.make({
    resource,
    name,
    method: "POST",
    segment: name,
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Void,
    success: 204,
    returns: undefined,
    safety: "idempotent",
    longRunning: false,
    afterUnknownOutcome: {}
  })

const add = <P, PE, A, I>(
  list: Endpoint.Any,
  returns: Endpoint.Returns,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>
) =>
  Endpoint.make({
    resource: list.resource,
    name: "add",
    method: "POST",
    segment: "add",
    parametersIn: "body",
    parameters,
    result,
    success: 201,
    returns,
    safety: "nonIdempotent",
    longRunning: false,
    // The service rejects a second member with the same name.
    afterUnknownOutcome: { 409: "unknown" },
    verification: { by: "addedMember", list }
  })

/** The same operation as `add`, as a POST to the path of the collection. */
const create = <P, PE, A, I>(endpoint: Endpoint.Endpoint<"add", P, PE, A, I, "nonIdempotent">) =>
  Endpoint.make({ ...endpoint, name: "create", segment: "" })

/** An action with a body and without a result. */
const actionWith = <const Name extends string, P, PE, const S extends "idempotent" | "nonIdempotent">(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>,
  safety: S
) =>
  Endpoint.make({
    resource,
    name,
    method: "POST",
    segment: name,
    parametersIn: "body",
    parameters,
    result: Schema.Void,
    success: 200,
    returns: undefined,
    safety,
    longRunning: false,
    afterUnknownOutcome: {}
  })

/** An action without a body and without a result. */
const bareAction = <const Name extends string>(resource: ResourceType, name: Name) =>
  Endpoint.make({ ...action(resource, name), success: 200 })

const NoArguments = Schema.Struct({})
const KeyArgument = Schema.Struct({ key: Schema.String })

/**
 * The file of the workbook. `get` returns the ids of the file and its drive, for any form of address.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.driveItem.get.method, "GET")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const driveItem = { get: get("driveItem", "get", DriveItem.DriveItem) }

const sessionInfoResource = functionEndpoint(
  "workbook",
  "sessionInfoResource",
  KeyArgument,
  SessionInfo.SessionInfo,
  "workbookSessionInfo"
)
const tableRowOperationResult = functionEndpoint(
  "workbook",
  "tableRowOperationResult",
  KeyArgument,
  TableRow.TableRow,
  "workbookTableRow"
)

/**
 * Sessions, and the results of long-running operations. `createSession` is not idempotent, because a repetition opens a
 * second session.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.workbook.createSession.safety, "nonIdempotent")
 * strictEqual(Catalogue.workbook.refreshSession.success, 204)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const workbook = {
  createSession: Endpoint.make({
    resource: "workbook",
    name: "createSession",
    method: "POST",
    segment: "createSession",
    parametersIn: "body",
    parameters: SessionInfo.CreateSession,
    result: SessionInfo.SessionInfo,
    success: 201,
    returns: "workbookSessionInfo",
    safety: "nonIdempotent",
    longRunning: true,
    operationResult: sessionInfoResource,
    afterUnknownOutcome: {}
  }),
  refreshSession: action("workbook", "refreshSession"),
  closeSession: action("workbook", "closeSession"),
  sessionInfoResource,
  tableRowOperationResult
}

/**
 * Long-running operations.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.operations.get.resource, "workbookOperation")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const operations = { get: get("workbookOperation", "get", WorkbookOperation.WorkbookOperation) }

/**
 * The Excel application that manages the workbook.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.application.calculate.segment, "calculate")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const application = {
  get: get("workbookApplication", "get", Application.Application),
  update: update("workbookApplication", Application.Update, Application.Application, "idempotent"),
  calculate: Endpoint.make({
    resource: "workbookApplication",
    name: "calculate",
    method: "POST",
    segment: "calculate",
    parametersIn: "body",
    parameters: Application.Calculate,
    result: Schema.Void,
    success: 200,
    returns: undefined,
    safety: "idempotent",
    longRunning: false,
    afterUnknownOutcome: {}
  })
}

const listWorksheets = get("Collection(workbookWorksheet)", "list", Collection.Collection(Worksheet.Worksheet))

const addWorksheet = add(listWorksheets, "workbookWorksheet", Worksheet.Add, Worksheet.Worksheet)

/**
 * The worksheets of a workbook. `add` and `create` have the same parameters and the same effect.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.worksheets.add.success, 201)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const worksheets = {
  list: listWorksheets,
  add: addWorksheet,
  create: create(addWorksheet)
}

/**
 * One worksheet.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.worksheet.delete.safety, "reordering")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const worksheet = {
  get: get("workbookWorksheet", "get", Worksheet.Worksheet),
  // An update of `position` changes the positions of other worksheets.
  update: update("workbookWorksheet", Worksheet.Update, Worksheet.Worksheet, "reordering"),
  delete: remove("workbookWorksheet")
}

/**
 * A range of cells. `insert` and `delete` are not idempotent, because a repetition moves other cells. `row` and
 * `resizedRange` are the documented forms with POST of the functions in `Navigation`.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.range.update.method, "PATCH")
 * strictEqual(Catalogue.range.clear.safety, "idempotent")
 * strictEqual(Catalogue.range.delete.safety, "nonIdempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const range = {
  get: get("workbookRange", "get", Range.Range),
  update: update("workbookRange", Range.Update, Range.Range, "idempotent"),
  insert: Endpoint.make({
    ...actionWith("workbookRange", "insert", Range.Insert, "nonIdempotent"),
    result: Range.Range,
    returns: "workbookRange"
  }),
  delete: actionWith("workbookRange", "delete", Range.Delete, "nonIdempotent"),
  clear: actionWith("workbookRange", "clear", Range.Clear, "idempotent"),
  merge: actionWith("workbookRange", "merge", Range.Merge, "idempotent"),
  unmerge: Endpoint.make({ ...action("workbookRange", "unmerge"), success: 200 }),
  row: Endpoint.make({
    ...functionEndpoint("workbookRange", "row", Range.Row, Range.Range, "workbookRange"),
    method: "POST",
    parametersIn: "body"
  }),
  resizedRange: Endpoint.make({
    ...functionEndpoint("workbookRange", "resizedRange", Range.ResizedRange, Range.Range, "workbookRange"),
    method: "POST"
  })
}

/**
 * The sort of a range. A repetition of `apply` finds the rows in order, and does not move them.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeSort.apply.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeSort = {
  get: get("workbookRangeSort", "get", RangeSort.RangeSort),
  apply: actionWith("workbookRangeSort", "apply", RangeSort.Apply, "idempotent")
}

/**
 * The visible cells of a range, or of one of its visible rows.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeView.get.safety, "read")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeView = { get: get("workbookRangeView", "get", RangeView.RangeView) }

/**
 * The visible rows of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeViews.list.resource, "Collection(workbookRangeView)")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeViews = {
  list: get("Collection(workbookRangeView)", "list", Collection.Collection(RangeView.RangeView))
}

const listTables = get("Collection(workbookTable)", "list", Collection.Collection(Table.Table))

/**
 * The tables of a workbook or a worksheet.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.tables.list.resource, "Collection(workbookTable)")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const tables = {
  list: listTables,
  count: functionEndpoint("Collection(workbookTable)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  add: add(listTables, "workbookTable", Table.Add, Table.Table)
}

/**
 * One table. `delete` is `reordering`: after it, the same index in `itemAt` addresses another table.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.table.delete.safety, "reordering")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
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
  operationResult: tableRowOperationResult,
  afterUnknownOutcome: {},
  verification: { by: "addedRows", list: listRows, count: countRows }
})

/**
 * The rows of a table. `create` and `add` have the same parameters and the same effect. Only `create` may be
 * long-running.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rows.create.longRunning, true)
 * strictEqual(Catalogue.rows.add.longRunning, false)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
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

/**
 * One row of a table. Rows are addressed by index. After a deletion, the same index addresses the next row.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.row.delete.longRunning, true)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
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

/**
 * The columns of a table. `add` and `create` have the same parameters and the same effect.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.columns.add.safety, "nonIdempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const columns = {
  list: listColumns,
  count: functionEndpoint("Collection(workbookTableColumn)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  add: addColumn,
  create: create(addColumn)
}

/**
 * One column of a table.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.column.update.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const column = {
  get: get("workbookTableColumn", "get", TableColumn.TableColumn),
  update: update("workbookTableColumn", TableColumn.Update, TableColumn.TableColumn, "idempotent"),
  delete: remove("workbookTableColumn")
}

const listNames = get("Collection(workbookNamedItem)", "list", Collection.Collection(NamedItem.NamedItem))

/**
 * The defined names of a workbook or a worksheet.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.names.add.segment, "add")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const names = {
  list: listNames,
  add: add(listNames, "workbookNamedItem", NamedItem.Add, NamedItem.NamedItem),
  addFormulaLocal: Endpoint.make({
    ...add(listNames, "workbookNamedItem", NamedItem.AddFormulaLocal, NamedItem.NamedItem),
    name: "addFormulaLocal",
    segment: "addFormulaLocal"
  })
}

/**
 * One defined name.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.name.get.resource, "workbookNamedItem")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const name = {
  get: get("workbookNamedItem", "get", NamedItem.NamedItem),
  update: update("workbookNamedItem", NamedItem.Update, NamedItem.NamedItem, "idempotent")
}

/**
 * The protection of a worksheet. `protect` fails with 403 if the worksheet is protected, so a repetition can fail
 * because the first attempt was executed.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.worksheetProtection.protect.afterUnknownOutcome[403], "unknown")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const worksheetProtection = {
  get: get("workbookWorksheetProtection", "get", WorksheetProtection.WorksheetProtection),
  protect: Endpoint.make({
    ...actionWith("workbookWorksheetProtection", "protect", WorksheetProtection.Protect, "idempotent"),
    afterUnknownOutcome: { 403: "unknown" }
  }),
  unprotect: bareAction("workbookWorksheetProtection", "unprotect")
}

const filterAction = <const Name extends string, P, PE>(name: Name, parameters: Schema.Schema<P, PE>) =>
  actionWith("workbookFilter", name, parameters, "idempotent")

/**
 * The filter of a table column. Each action replaces the criteria of the column.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.filter.applyTopItemsFilter.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
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

/**
 * The sort of a table. A repeated `apply` finds the rows in order, and `clear` only forgets the conditions.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.tableSort.reapply.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const tableSort = {
  get: get("workbookTableSort", "get", TableSort.TableSort),
  apply: actionWith("workbookTableSort", "apply", TableSort.Apply, "idempotent"),
  clear: bareAction("workbookTableSort", "clear"),
  reapply: bareAction("workbookTableSort", "reapply")
}

/**
 * The endpoints of the format of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeFormat.autofitColumns.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeFormat = {
  get: get("workbookRangeFormat", "get", RangeFormat.RangeFormat),
  update: update("workbookRangeFormat", RangeFormat.Update, RangeFormat.RangeFormat, "idempotent"),
  autofitColumns: bareAction("workbookRangeFormat", "autofitColumns"),
  autofitRows: bareAction("workbookRangeFormat", "autofitRows")
}

/**
 * The endpoints of the fill of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeFill.clear.method, "POST")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeFill = {
  get: get("workbookRangeFill", "get", RangeFill.RangeFill),
  update: update("workbookRangeFill", RangeFill.Update, RangeFill.RangeFill, "idempotent"),
  clear: bareAction("workbookRangeFill", "clear")
}

/**
 * The endpoints of the font of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeFont.update.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeFont = {
  get: get("workbookRangeFont", "get", RangeFont.RangeFont),
  update: update("workbookRangeFont", RangeFont.Update, RangeFont.RangeFont, "idempotent")
}

/**
 * The endpoints of the protection of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.formatProtection.update.method, "PATCH")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const formatProtection = {
  get: get("workbookFormatProtection", "get", FormatProtection.FormatProtection),
  update: update("workbookFormatProtection", FormatProtection.Update, FormatProtection.FormatProtection, "idempotent")
}

/**
 * The endpoints of the borders of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeBorders.create.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeBorders = {
  list: get("Collection(workbookRangeBorder)", "list", Collection.Collection(RangeBorder.RangeBorder)),
  count: functionEndpoint("Collection(workbookRangeBorder)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  // A range always has the same eight borders, so a repeated request sets the same border again.
  create: Endpoint.make({
    resource: "Collection(workbookRangeBorder)",
    name: "create",
    method: "POST",
    segment: "",
    parametersIn: "body",
    parameters: RangeBorder.Add,
    result: RangeBorder.RangeBorder,
    success: 201,
    returns: "workbookRangeBorder",
    safety: "idempotent",
    longRunning: false,
    afterUnknownOutcome: {}
  })
}

/**
 * The endpoints of a border of a range.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rangeBorder.update.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rangeBorder = {
  get: get("workbookRangeBorder", "get", RangeBorder.RangeBorder),
  update: update("workbookRangeBorder", RangeBorder.Update, RangeBorder.RangeBorder, "idempotent")
}

/** An action whose documented response is 200 without a body. */
const formatting = <const Name extends string, P, PE>(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>
) =>
  Endpoint.make({
    ...action(resource, name),
    parametersIn: "body",
    parameters,
    success: 200
  })

const listCharts = get("Collection(workbookChart)", "list", Collection.Collection(Chart.Chart))

// Excel gives the chart a name that is not in use, so there is no conflict.
const addChart = Endpoint.make({
  ...add(listCharts, "workbookChart", Chart.Add, Chart.Chart),
  success: 200,
  afterUnknownOutcome: {}
})

/**
 * The charts of a worksheet. `create` adds a chart without data.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.charts.add.safety, "nonIdempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const charts = {
  list: listCharts,
  count: functionEndpoint("Collection(workbookChart)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  add: addChart,
  create: Endpoint.make({
    ...create(add(listCharts, "workbookChart", Chart.Create, Chart.Chart)),
    afterUnknownOutcome: {}
  })
}

/**
 * One chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chart.setData.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chart = {
  get: get("workbookChart", "get", Chart.Chart),
  update: update("workbookChart", Chart.Update, Chart.Chart, "idempotent"),
  delete: remove("workbookChart"),
  setData: formatting("workbookChart", "setData", Chart.SetData),
  setPosition: formatting("workbookChart", "setPosition", Chart.SetPosition),
  image: functionEndpoint("workbookChart", "image", Chart.GetImage, Chart.Image, "Edm.String")
}

const listSeries = get("Collection(workbookChartSeries)", "list", Collection.Collection(ChartSeries.ChartSeries))

const addSeries = <const Name extends "create", P, PE, A, I>(
  endpoint: Endpoint.Endpoint<Name, P, PE, A, I, "nonIdempotent">
) => Endpoint.make({ ...endpoint, afterUnknownOutcome: {} })

/**
 * The series of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartSeriesList.create.success, 201)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartSeriesList = {
  list: listSeries,
  count: functionEndpoint("Collection(workbookChartSeries)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  create: addSeries(create(add(listSeries, "workbookChartSeries", ChartSeries.Create, ChartSeries.ChartSeries)))
}

/**
 * One series of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartSeries.update.method, "PATCH")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartSeries = {
  get: get("workbookChartSeries", "get", ChartSeries.ChartSeries),
  update: update("workbookChartSeries", ChartSeries.Update, ChartSeries.ChartSeries, "idempotent")
}

const listPoints = get("Collection(workbookChartPoint)", "list", Collection.Collection(ChartSeries.Point))

/**
 * The points of a series.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartPoints.count.segment, "count")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartPoints = {
  list: listPoints,
  count: functionEndpoint("Collection(workbookChartPoint)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  create: addSeries(create(add(listPoints, "workbookChartPoint", ChartSeries.CreatePoint, ChartSeries.Point)))
}

/**
 * One point of a series.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartPoint.get.safety, "read")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartPoint = {
  get: get("workbookChartPoint", "get", ChartSeries.Point)
}

/**
 * The title of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartTitle.get.resource, "workbookChartTitle")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartTitle = {
  get: get("workbookChartTitle", "get", Chart.Title),
  update: update("workbookChartTitle", Chart.TitleUpdate, Chart.Title, "idempotent")
}

/**
 * The legend of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartLegend.get.resource, "workbookChartLegend")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartLegend = {
  get: get("workbookChartLegend", "get", Chart.Legend),
  update: update("workbookChartLegend", Chart.LegendUpdate, Chart.Legend, "idempotent")
}

/**
 * The data labels of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartDataLabels.get.resource, "workbookChartDataLabels")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartDataLabels = {
  get: get("workbookChartDataLabels", "get", Chart.DataLabels),
  update: update("workbookChartDataLabels", Chart.DataLabelsUpdate, Chart.DataLabels, "idempotent")
}

/**
 * The axes of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartAxes.get.resource, "workbookChartAxes")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartAxes = {
  get: get("workbookChartAxes", "get", ChartAxis.Axes)
}

/**
 * One axis of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartAxis.get.resource, "workbookChartAxis")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartAxis = {
  get: get("workbookChartAxis", "get", ChartAxis.ChartAxis),
  update: update("workbookChartAxis", ChartAxis.Update, ChartAxis.ChartAxis, "idempotent")
}

/**
 * The title of an axis.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartAxisTitle.get.resource, "workbookChartAxisTitle")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartAxisTitle = {
  get: get("workbookChartAxisTitle", "get", ChartAxis.Title),
  update: update("workbookChartAxisTitle", ChartAxis.TitleUpdate, ChartAxis.Title, "idempotent")
}

/**
 * The gridlines of an axis.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartGridlines.get.resource, "workbookChartGridlines")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartGridlines = {
  get: get("workbookChartGridlines", "get", ChartAxis.Gridlines),
  update: update("workbookChartGridlines", ChartAxis.GridlinesUpdate, ChartAxis.Gridlines, "idempotent")
}

/**
 * The format of a chart area.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartAreaFormat.get.returns, "workbookChartAreaFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartAreaFormat = {
  get: get("workbookChartAreaFormat", "get", ChartFormat.AreaFormat)
}

/**
 * The format of the title of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartTitleFormat.get.returns, "workbookChartTitleFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartTitleFormat = {
  get: get("workbookChartTitleFormat", "get", ChartFormat.TitleFormat)
}

/**
 * The format of a legend.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartLegendFormat.get.returns, "workbookChartLegendFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartLegendFormat = {
  get: get("workbookChartLegendFormat", "get", ChartFormat.LegendFormat)
}

/**
 * The format of data labels.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartDataLabelFormat.get.returns, "workbookChartDataLabelFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartDataLabelFormat = {
  get: get("workbookChartDataLabelFormat", "get", ChartFormat.DataLabelFormat)
}

/**
 * The format of an axis.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartAxisFormat.get.returns, "workbookChartAxisFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartAxisFormat = {
  get: get("workbookChartAxisFormat", "get", ChartFormat.AxisFormat)
}

/**
 * The format of the title of an axis.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartAxisTitleFormat.get.returns, "workbookChartAxisTitleFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartAxisTitleFormat = {
  get: get("workbookChartAxisTitleFormat", "get", ChartFormat.AxisTitleFormat)
}

/**
 * The format of gridlines.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartGridlinesFormat.get.returns, "workbookChartGridlinesFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartGridlinesFormat = {
  get: get("workbookChartGridlinesFormat", "get", ChartFormat.GridlinesFormat)
}

/**
 * The format of a series.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartSeriesFormat.get.returns, "workbookChartSeriesFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartSeriesFormat = {
  get: get("workbookChartSeriesFormat", "get", ChartFormat.SeriesFormat)
}

/**
 * The format of a point.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartPointFormat.get.returns, "workbookChartPointFormat")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartPointFormat = {
  get: get("workbookChartPointFormat", "get", ChartFormat.PointFormat)
}

/**
 * The font of a part of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartFont.update.safety, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartFont = {
  get: get("workbookChartFont", "get", ChartFormat.Font),
  update: update("workbookChartFont", ChartFormat.FontUpdate, ChartFormat.Font, "idempotent")
}

/**
 * The fill of a part of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartFill.setSolidColor.success, 200)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartFill = {
  get: get("workbookChartFill", "get", ChartFormat.Fill),
  clear: { ...action("workbookChartFill", "clear"), success: 200 } as const,
  setSolidColor: formatting("workbookChartFill", "setSolidColor", ChartFormat.SetSolidColor)
}

/**
 * The line of a part of a chart.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.chartLine.clear.success, 200)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const chartLine = {
  get: get("workbookChartLineFormat", "get", ChartFormat.LineFormat),
  update: update("workbookChartLineFormat", ChartFormat.LineFormatUpdate, ChartFormat.LineFormat, "idempotent"),
  clear: { ...action("workbookChartLineFormat", "clear"), success: 200 } as const
}

const worksheetFunction = <const Name extends WorkbookFunction.FunctionName>(
  name: Name
): Endpoint.Endpoint<
  Name,
  WorkbookFunction.Arguments<Name>,
  WorkbookFunction.ArgumentsEncoded<Name>,
  FunctionResult.FunctionResult,
  FunctionResult.FunctionResult,
  "read"
> =>
  Endpoint.make({
    resource: "workbookFunctions",
    name,
    method: "POST",
    segment: name,
    parametersIn: "body",
    // Suspended, so that the schema of a function's arguments is only built when it is used.
    parameters: Schema.suspend(() => WorkbookFunction.Arguments(name)),
    result: FunctionResult.FunctionResult,
    success: 200,
    returns: "workbookFunctionResult",
    safety: "read",
    longRunning: false,
    afterUnknownOutcome: {}
  })

/**
 * The worksheet functions. `call` returns the endpoint of a function by its name.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const days = Catalogue.functions.call("days")
 * deepStrictEqual(Endpoint.path(days, "functions", {}), Either.right("functions/days"))
 * deepStrictEqual(Endpoint.body(days, { endDate: 42019, startDate: 42009 }), Either.right({ endDate: 42019, startDate: 42009 }))
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const functions = { call: worksheetFunction }

/**
 * All endpoints.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const writes = Catalogue.all.filter((endpoint) => endpoint.safety !== "read")
 * strictEqual(writes.includes(Catalogue.range.update), true)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const all: ReadonlyArray<Endpoint.Any> = [
  ...Object.values(driveItem),
  ...Object.values(workbook),
  ...Object.values(operations),
  ...Object.values(application),
  ...Object.values(worksheets),
  ...Object.values(worksheet),
  ...Object.values(range),
  ...Object.values(tables),
  ...Object.values(table),
  ...Object.values(rows),
  ...Object.values(row),
  ...Object.values(columns),
  ...Object.values(column),
  ...Object.values(names),
  ...Object.values(name),
  ...Object.values(rangeSort),
  ...Object.values(rangeView),
  ...Object.values(rangeViews),
  ...Object.values(worksheetProtection),
  ...Object.values(filter),
  ...Object.values(tableSort),
  ...Object.values(rangeFormat),
  ...Object.values(rangeFill),
  ...Object.values(rangeFont),
  ...Object.values(formatProtection),
  ...Object.values(rangeBorders),
  ...Object.values(rangeBorder),
  ...Object.values(charts),
  ...Object.values(chart),
  ...Object.values(chartSeriesList),
  ...Object.values(chartSeries),
  ...Object.values(chartPoints),
  ...Object.values(chartPoint),
  ...Object.values(chartTitle),
  ...Object.values(chartLegend),
  ...Object.values(chartDataLabels),
  ...Object.values(chartAxes),
  ...Object.values(chartAxis),
  ...Object.values(chartAxisTitle),
  ...Object.values(chartGridlines),
  ...Object.values(chartAreaFormat),
  ...Object.values(chartTitleFormat),
  ...Object.values(chartLegendFormat),
  ...Object.values(chartDataLabelFormat),
  ...Object.values(chartAxisFormat),
  ...Object.values(chartAxisTitleFormat),
  ...Object.values(chartGridlinesFormat),
  ...Object.values(chartSeriesFormat),
  ...Object.values(chartPointFormat),
  ...Object.values(chartFont),
  ...Object.values(chartFill),
  ...Object.values(chartLine),
  ...WorkbookFunction.names.map((name) => worksheetFunction(name))
]

/**
 * Finds the endpoint for the method and the path of a request, among {@link all}. The segments of the path begin below
 * the workbook, or below another resource. `Route.make` describes the spellings that are supported.
 *
 * @example
 * ```ts
 * import { Catalogue, OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const route = Either.gen(function*() {
 *   const segments = yield* OData.parsePath("worksheets('Data')/range(address='A1%3AB2')")
 *   return yield* Catalogue.resolve("PATCH", segments)
 * })
 * deepStrictEqual(Either.map(route, (route) => route.endpoint), Either.right(Catalogue.range.update))
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const resolve: Route.Resolve = Route.make(all)
