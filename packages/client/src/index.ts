/**
 * The source of the access token that a `GraphClient` sends with each request.
 *
 * @since 0.1.0
 */
export * as AccessToken from "./AccessToken.js"

/**
 * A1 addresses: the text of an address, and the area of a worksheet that it stands for.
 *
 * @since 0.1.0
 */
export * as Address from "@effect-workbook/schema/Address"

/**
 * The calculation of a workbook: its calculation mode, and recalculation.
 *
 * @since 0.1.0
 */
export * as Application from "./Application.js"

/**
 * Many calls in few requests: calls as data, and `$batch` requests of up to 20 of them.
 *
 * @since 0.1.0
 */
export * as Batch from "./Batch.js"

/**
 * The endpoints of the workbook API that this project supports, grouped by resource.
 *
 * @since 0.1.0
 */
export * as Catalogue from "@effect-workbook/schema/Catalogue"

/**
 * The value of a cell as JSON, and the rows of values that ranges, table rows and table columns have.
 *
 * @since 0.1.0
 */
export * as CellValue from "@effect-workbook/schema/CellValue"

/**
 * The charts of a worksheet, with their titles, legends and data labels.
 *
 * @since 0.1.0
 */
export * as Chart from "./Chart.js"

/**
 * The axes of a chart, with their titles and gridlines.
 *
 * @since 0.1.0
 */
export * as ChartAxis from "./ChartAxis.js"

/**
 * The fonts, fills and lines of charts and of their parts.
 *
 * @since 0.1.0
 */
export * as ChartFormat from "./ChartFormat.js"

/**
 * The series of a chart, and their points.
 *
 * @since 0.1.0
 */
export * as ChartSeries from "./ChartSeries.js"

/**
 * The national clouds of Microsoft Graph.
 *
 * @since 0.1.0
 */
export * as Cloud from "./Cloud.js"

/**
 * The comments of a workbook, and the replies to them.
 *
 * @since 0.1.0
 */
export * as Comment from "./Comment.js"

/**
 * The drive item of a workbook, which is its file.
 *
 * @since 0.1.0
 */
export * as DriveItem from "./DriveItem.js"

/**
 * Endpoints. An endpoint describes one operation of the service: its resource, HTTP method, path, parameters, result,
 * and its effect on the workbook.
 *
 * @since 0.1.0
 */
export * as Endpoint from "@effect-workbook/schema/Endpoint"

/**
 * The error codes that the service documents, with the documented handling of each as data.
 *
 * @since 0.1.0
 */
export * as ErrorCode from "@effect-workbook/schema/ErrorCode"

/**
 * The filters of table columns.
 *
 * @since 0.1.0
 */
export * as Filter from "./Filter.js"

/**
 * The protection of a range.
 *
 * @since 0.1.0
 */
export * as FormatProtection from "./FormatProtection.js"

/**
 * The result of a worksheet function that the service calculates.
 *
 * @since 0.1.0
 */
export * as FunctionResult from "@effect-workbook/schema/FunctionResult"

/**
 * The worksheet functions of Excel, called by name and without a cell.
 *
 * @since 0.1.0
 */
export * as Functions from "./Functions.js"

/**
 * The HTTP client for Microsoft Graph.
 *
 * @since 0.1.0
 */
export * as GraphClient from "./GraphClient.js"

/**
 * The error in a response of the service, with all of its levels.
 *
 * @since 0.1.0
 */
export * as GraphError from "@effect-workbook/schema/GraphError"

/**
 * Icons of conditional formats, as conditions of sorts and filters refer to them.
 *
 * @since 0.1.0
 */
export * as Icon from "@effect-workbook/schema/Icon"

/**
 * A value that its schema refuses, explained in one sentence.
 *
 * @since 0.1.0
 */
export * as InvalidValue from "@effect-workbook/schema/InvalidValue"

/**
 * Rows of a table that a program finds by the value of one column, such as an order number.
 *
 * @since 0.1.0
 */
export * as KeyedRows from "./KeyedRows.js"

/**
 * Ranges of any size: reads and writes in parts, each small enough for one request.
 *
 * @since 0.1.0
 */
export * as LargeRange from "./LargeRange.js"

/**
 * Named items, which are the defined names of a workbook or of a worksheet.
 *
 * @since 0.1.0
 */
export * as NamedItem from "./NamedItem.js"

/**
 * The navigation between the resources of a workbook as data, and references to resources, which are composed by it.
 *
 * @since 0.1.0
 */
export * as Navigation from "@effect-workbook/schema/Navigation"

/**
 * Long-running operations.
 *
 * @since 0.1.0
 */
export * as Operation from "./Operation.js"

/**
 * The pivot tables of a worksheet.
 *
 * @since 0.1.0
 */
export * as PivotTable from "./PivotTable.js"

/**
 * Reads of resources with the query options of OData.
 *
 * @since 0.1.0
 */
export * as Query from "./Query.js"

/**
 * Ranges of cells.
 *
 * @since 0.1.0
 */
export * as Range from "./Range.js"

/**
 * The borders of a range.
 *
 * @since 0.1.0
 */
export * as RangeBorder from "./RangeBorder.js"

/**
 * The fill of a range.
 *
 * @since 0.1.0
 */
export * as RangeFill from "./RangeFill.js"

/**
 * The font of a range.
 *
 * @since 0.1.0
 */
export * as RangeFont from "./RangeFont.js"

/**
 * The format of a range.
 *
 * @since 0.1.0
 */
export * as RangeFormat from "./RangeFormat.js"

/**
 * Sorts of ranges.
 *
 * @since 0.1.0
 */
export * as RangeSort from "@effect-workbook/schema/RangeSort"

/**
 * The visible cells of a range: those whose row and column are not hidden, by a filter or by hand.
 *
 * @since 0.1.0
 */
export * as RangeView from "./RangeView.js"

/**
 * A fixed limit for the rate of requests.
 *
 * @since 0.1.0
 */
export * as RequestBudget from "./RequestBudget.js"

/**
 * Descriptions of resources. A description has the properties of a resource, whether each can be null and can be
 * written, and the navigation properties. The model, the body of an update, `$select` and `$expand` are derived from
 * it.
 *
 * @since 0.1.0
 */
export * as Resource from "@effect-workbook/schema/Resource"

/**
 * Whether a request may be sent again when its outcome is unknown. That depends on the effect of the operation, and on
 * whether the address of the request still means the same resource after the operation has been executed.
 *
 * @since 0.1.0
 */
export * as Safety from "@effect-workbook/schema/Safety"

/**
 * Dates in cells. A cell stores a date as a number of days, and a number format displays it as a date.
 *
 * @since 0.1.0
 */
export * as SerialDate from "@effect-workbook/schema/SerialDate"

/**
 * The events in the life of a session, for logs and user interfaces.
 *
 * @since 0.1.0
 */
export * as SessionEvent from "./SessionEvent.js"

/**
 * The request body and the response of `createSession`.
 *
 * @since 0.1.0
 */
export * as SessionInfo from "@effect-workbook/schema/SessionInfo"

/**
 * The three modes in which the service works on a workbook.
 *
 * @since 0.1.0
 */
export * as SessionMode from "@effect-workbook/schema/SessionMode"

/**
 * The conditions of sorts of ranges and tables.
 *
 * @since 0.1.0
 */
export * as SortField from "@effect-workbook/schema/SortField"

/**
 * Tables, with their rows, columns and ranges.
 *
 * @since 0.1.0
 */
export * as Table from "./Table.js"

/**
 * Columns of a table.
 *
 * @since 0.1.0
 */
export * as TableColumn from "@effect-workbook/schema/TableColumn"

/**
 * Rows of a table.
 *
 * @since 0.1.0
 */
export * as TableRow from "@effect-workbook/schema/TableRow"

/**
 * The rows of a table as typed objects.
 *
 * @since 0.1.0
 */
export * as TableRows from "./TableRows.js"

/**
 * The sort of a table, which Excel keeps with the table.
 *
 * @since 0.1.0
 */
export * as TableSort from "./TableSort.js"

/**
 * Addresses of workbooks, in all forms that Graph has.
 *
 * @since 0.1.0
 */
export * as Workbook from "@effect-workbook/schema/Workbook"

/**
 * The content of a workbook as one resource: its worksheets, tables and names in one response.
 *
 * @since 0.1.0
 */
export * as WorkbookContent from "./WorkbookContent.js"

/**
 * The errors of this library.
 *
 * @since 0.1.0
 */
export * as WorkbookError from "./WorkbookError.js"

/**
 * The worksheet functions that the service can calculate: their names, and their parameters in order.
 *
 * @since 0.1.0
 */
export * as WorkbookFunction from "@effect-workbook/schema/WorkbookFunction"

/**
 * Long-running operations, which the service starts when it responds with 202.
 *
 * @since 0.1.0
 */
export * as WorkbookOperation from "@effect-workbook/schema/WorkbookOperation"

/**
 * A queue for the requests to one workbook.
 *
 * @since 0.1.0
 */
export * as WorkbookQueue from "./WorkbookQueue.js"

/**
 * The request of one call on a workbook.
 *
 * @since 0.1.0
 */
export * as WorkbookRequest from "./WorkbookRequest.js"

/**
 * A workbook session as a scoped resource.
 *
 * @since 0.1.0
 */
export * as WorkbookSession from "./WorkbookSession.js"

/**
 * A pool of sessions.
 *
 * @since 0.1.0
 */
export * as WorkbookSessions from "./WorkbookSessions.js"

/**
 * The worksheets of a workbook.
 *
 * @since 0.1.0
 */
export * as Worksheet from "./Worksheet.js"

/**
 * The protection of worksheets.
 *
 * @since 0.1.0
 */
export * as WorksheetProtection from "./WorksheetProtection.js"
