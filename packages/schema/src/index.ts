/**
 * A1 addresses: the text of an address, and the area of a worksheet that it describes.
 *
 * @since 0.1.0
 */
export * as Address from "./Address.js"

/**
 * The Excel application that manages a workbook: its calculation mode, and recalculation.
 *
 * @since 0.1.0
 */
export * as Application from "./Application.js"

/**
 * Rectangles of cells, described by their bounds. An area does not name a worksheet; an `Address` does.
 *
 * @since 0.1.0
 */
export * as Area from "./Area.js"

/**
 * The endpoints of the workbook API that this project supports, grouped by resource.
 *
 * @since 0.1.0
 */
export * as Catalogue from "./Catalogue.js"

/**
 * The value of a cell as JSON, and the rows of values that ranges, table rows and table columns have.
 *
 * @since 0.1.0
 */
export * as CellValue from "./CellValue.js"

/**
 * Charts of a worksheet, with their titles, legends and data labels.
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
 * Formats of the parts of a chart: fonts, fills and lines.
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
 * The JSON of a list of resources, and of the count of a collection.
 *
 * @since 0.1.0
 */
export * as Collection from "./Collection.js"

/**
 * The comments of a workbook, and the replies to them.
 *
 * @since 0.1.0
 */
export * as Comment from "./Comment.js"

/**
 * The file of a workbook, with the properties that are necessary to address it by id.
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
export * as Endpoint from "./Endpoint.js"

/**
 * The error codes that the service documents, with the documented handling of each as data.
 *
 * @since 0.1.0
 */
export * as ErrorCode from "./ErrorCode.js"

/**
 * Decides what to do about a failed request, by the documentation of the service.
 *
 * @since 0.1.0
 */
export * as ErrorPolicy from "./ErrorPolicy.js"

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
export * as FunctionResult from "./FunctionResult.js"

/**
 * The error in a response of the service, with all of its levels.
 *
 * @since 0.1.0
 */
export * as GraphError from "./GraphError.js"

/**
 * Icons of conditional formats, as conditions of sorts and filters refer to them.
 *
 * @since 0.1.0
 */
export * as Icon from "./Icon.js"

/**
 * A value that its schema refuses, explained in one sentence.
 *
 * @since 0.1.0
 */
export * as InvalidValue from "./InvalidValue.js"

/**
 * The workbook API as Microsoft Graph publishes it: the types and operations of its v1.0 metadata, and the HTTP methods
 * of its API reference. The catalogue and the models are tested against it. An emulator can use it to distinguish
 * operations that it does not implement from operations that Graph does not have.
 *
 * @since 0.1.0
 */
export * as Metadata from "./Metadata.js"

/**
 * Defined names of a workbook or a worksheet.
 *
 * @since 0.1.0
 */
export * as NamedItem from "./NamedItem.js"

/**
 * The navigation between the resources of a workbook as data, and references to resources, which are composed by it.
 *
 * @since 0.1.0
 */
export * as Navigation from "./Navigation.js"

/**
 * Paths of Graph URLs: formats and parses OData literals, keys and function calls.
 *
 * @since 0.1.0
 */
export * as OData from "./OData.js"

/**
 * Enumerations that the service may extend: the known values are typed, and any other text is accepted too.
 *
 * @since 0.1.0
 */
export * as OpenLiteral from "./OpenLiteral.js"

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
export * as RangeSort from "./RangeSort.js"

/**
 * The visible cells of ranges.
 *
 * @since 0.1.0
 */
export * as RangeView from "./RangeView.js"

/**
 * Descriptions of resources. A description has the properties of a resource, whether each can be null and can be
 * written, and the navigation properties. The model, the body of an update, `$select` and `$expand` are derived from
 * it.
 *
 * @since 0.1.0
 */
export * as Resource from "./Resource.js"

/**
 * The response header `Retry-After`.
 *
 * @since 0.1.0
 */
export * as RetryAfter from "./RetryAfter.js"

/**
 * Finds the endpoint of a request by its method and path.
 *
 * @since 0.1.0
 */
export * as Route from "./Route.js"

/**
 * Whether a request may be sent again when its outcome is unknown. That depends on the effect of the operation, and on
 * whether the address of the request still means the same resource after the operation has been executed.
 *
 * @since 0.1.0
 */
export * as Safety from "./Safety.js"

/**
 * Dates in cells. A cell stores a date as a number of days, and a number format displays it as a date.
 *
 * @since 0.1.0
 */
export * as SerialDate from "./SerialDate.js"

/**
 * The request body and the response of `createSession`.
 *
 * @since 0.1.0
 */
export * as SessionInfo from "./SessionInfo.js"

/**
 * The three modes in which the service works on a workbook.
 *
 * @since 0.1.0
 */
export * as SessionMode from "./SessionMode.js"

/**
 * Pivot tables of a worksheet.
 *
 * @since 0.1.0
 */
export * as PivotTable from "./PivotTable.js"

/**
 * The conditions of sorts of ranges and tables.
 *
 * @since 0.1.0
 */
export * as SortField from "./SortField.js"

/**
 * Tables of a workbook.
 *
 * @since 0.1.0
 */
export * as Table from "./Table.js"

/**
 * Columns of a table.
 *
 * @since 0.1.0
 */
export * as TableColumn from "./TableColumn.js"

/**
 * Rows of a table.
 *
 * @since 0.1.0
 */
export * as TableRow from "./TableRow.js"

/**
 * The sort of a table.
 *
 * @since 0.1.0
 */
export * as TableSort from "./TableSort.js"

/**
 * Addresses of workbooks, in all forms that Graph has.
 *
 * @since 0.1.0
 */
export * as Workbook from "./Workbook.js"

/**
 * The content of a workbook, from which all its other resources can be reached.
 *
 * @since 0.1.0
 */
export * as WorkbookContent from "./WorkbookContent.js"

/**
 * The worksheet functions that the service can calculate: their names, and their parameters in order.
 *
 * @since 0.1.0
 */
export * as WorkbookFunction from "./WorkbookFunction.js"

/**
 * Long-running operations, which the service starts when it responds with 202.
 *
 * @since 0.1.0
 */
export * as WorkbookOperation from "./WorkbookOperation.js"

/**
 * Worksheets of a workbook.
 *
 * @since 0.1.0
 */
export * as Worksheet from "./Worksheet.js"

/**
 * The protection of worksheets against changes of locked cells.
 *
 * @since 0.1.0
 */
export * as WorksheetProtection from "./WorksheetProtection.js"
