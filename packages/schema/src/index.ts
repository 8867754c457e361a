/**
 * A1 addresses: areas of a worksheet, as text and as bounds.
 *
 * @since 0.1.0
 */
export * as Address from "./Address.js"

/**
 * The application behind a workbook: how and when it calculates.
 *
 * @since 0.1.0
 */
export * as Application from "./Application.js"

/**
 * Rectangles of cells: their bounds, and what two of them have in common. On which sheet they are is not known here.
 *
 * @since 0.1.0
 */
export * as Area from "./Area.js"

/**
 * Every operation of the workbook API that this project speaks, by the resource it hangs on.
 *
 * @since 0.1.0
 */
export * as Catalogue from "./Catalogue.js"

/**
 * What one cell of a worksheet holds on the wire, and the rectangle of cells that ranges, table rows and columns carry.
 *
 * @since 0.1.0
 */
export * as CellValue from "./CellValue.js"

/**
 * The JSON shape in which the service answers a list.
 *
 * @since 0.1.0
 */
export * as Collection from "./Collection.js"

/**
 * The file that holds a workbook, as much of it as is needed to address it by id.
 *
 * @since 0.1.0
 */
export * as DriveItem from "./DriveItem.js"

/**
 * One operation of the service, as a value.
 *
 * @since 0.1.0
 */
export * as Endpoint from "./Endpoint.js"

/**
 * The error codes that the service documents, with what the documentation asks of clients, as data.
 *
 * @since 0.1.0
 */
export * as ErrorCode from "./ErrorCode.js"

/**
 * What to do about a request that failed, decided by what the service documents and never by guessing.
 *
 * @since 0.1.0
 */
export * as ErrorPolicy from "./ErrorPolicy.js"

/**
 * What a worksheet function called through the service answers.
 *
 * @since 0.1.0
 */
export * as FunctionResult from "./FunctionResult.js"

/**
 * What the service says when it refuses or fails, kept whole.
 *
 * @since 0.1.0
 */
export * as GraphError from "./GraphError.js"

/**
 * The workbook API as Microsoft Graph publishes it: the types and operations of its v1.0 metadata, and the HTTP methods
 * of its API reference.
 *
 * @since 0.1.0
 */
export * as Metadata from "./Metadata.js"

/**
 * Defined names.
 *
 * @since 0.1.0
 */
export * as NamedItem from "./NamedItem.js"

/**
 * Which segments of a path lead from one resource of a workbook to the next, as data.
 *
 * @since 0.1.0
 */
export * as Navigation from "./Navigation.js"

/**
 * The path part of a Graph URL: OData literals, keys and function calls, written and read.
 *
 * @since 0.1.0
 */
export * as OData from "./OData.js"

/**
 * Sets of names that the service may add to: the known ones are typed, and any other text is accepted too.
 *
 * @since 0.1.0
 */
export * as OpenLiteral from "./OpenLiteral.js"

/**
 * Ranges: the cells of a rectangle.
 *
 * @since 0.1.0
 */
export * as Range from "./Range.js"

/**
 * One description of a resource, from which its model, the body of an update, `$select` and `$expand` follow.
 *
 * @since 0.1.0
 */
export * as Resource from "./Resource.js"

/**
 * The header `Retry-After`.
 *
 * @since 0.1.0
 */
export * as RetryAfter from "./RetryAfter.js"

/**
 * From the path of a request to the endpoint that it means.
 *
 * @since 0.1.0
 */
export * as Route from "./Route.js"

/**
 * Whether a request may be sent again after its outcome was lost. That depends on two things: what the operation does,
 * and whether the address that it was sent to still means the same after the operation was executed.
 *
 * @since 0.1.0
 */
export * as Safety from "./Safety.js"

/**
 * Dates as cells hold them.
 *
 * @since 0.1.0
 */
export * as SerialDate from "./SerialDate.js"

/**
 * What `createSession` is sent and what it answers.
 *
 * @since 0.1.0
 */
export * as SessionInfo from "./SessionInfo.js"

/**
 * The three ways in which the service lets a workbook be used.
 *
 * @since 0.1.0
 */
export * as SessionMode from "./SessionMode.js"

/**
 * Tables.
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
 * Which workbook: every way in which Graph addresses one.
 *
 * @since 0.1.0
 */
export * as Workbook from "./Workbook.js"

/**
 * The worksheet functions that the service calls: their names, and their parameters in order.
 *
 * @since 0.1.0
 */
export * as WorkbookFunction from "./WorkbookFunction.js"

/**
 * A long-running operation: what a request that was answered with 202 has become.
 *
 * @since 0.1.0
 */
export * as WorkbookOperation from "./WorkbookOperation.js"

/**
 * Worksheets.
 *
 * @since 0.1.0
 */
export * as Worksheet from "./Worksheet.js"
