/**
 * The token that goes with every request.
 *
 * @since 0.1.0
 */
export * as AccessToken from "./AccessToken.js"

/**
 * A1 addresses: areas of a worksheet, as text and as bounds.
 *
 * @since 0.1.0
 */
export * as Address from "@effect-workbook/schema/Address"

/**
 * How the workbook calculates.
 *
 * @since 0.1.0
 */
export * as Application from "./Application.js"

/**
 * Every operation of the workbook API that this project speaks, by the resource it hangs on.
 *
 * @since 0.1.0
 */
export * as Catalogue from "@effect-workbook/schema/Catalogue"

/**
 * What one cell of a worksheet holds on the wire, and the rectangle of cells that ranges, table rows and columns carry.
 *
 * @since 0.1.0
 */
export * as CellValue from "@effect-workbook/schema/CellValue"

/**
 * The national clouds.
 *
 * @since 0.1.0
 */
export * as Cloud from "./Cloud.js"

/**
 * The file behind a workbook.
 *
 * @since 0.1.0
 */
export * as DriveItem from "./DriveItem.js"

/**
 * One operation of the service, as a value.
 *
 * @since 0.1.0
 */
export * as Endpoint from "@effect-workbook/schema/Endpoint"

/**
 * The error codes that the service documents, with what the documentation asks of clients, as data.
 *
 * @since 0.1.0
 */
export * as ErrorCode from "@effect-workbook/schema/ErrorCode"

/**
 * What a worksheet function called through the service answers.
 *
 * @since 0.1.0
 */
export * as FunctionResult from "@effect-workbook/schema/FunctionResult"

/**
 * Worksheet functions by name.
 *
 * @since 0.1.0
 */
export * as Functions from "./Functions.js"

/**
 * One way to Microsoft Graph.
 *
 * @since 0.1.0
 */
export * as GraphClient from "./GraphClient.js"

/**
 * What the service says when it refuses or fails, kept whole.
 *
 * @since 0.1.0
 */
export * as GraphError from "@effect-workbook/schema/GraphError"

/**
 * Named items.
 *
 * @since 0.1.0
 */
export * as NamedItem from "./NamedItem.js"

/**
 * Which segments of a path lead from one resource of a workbook to the next, as data.
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
 * Reads of resources with OData's query options.
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
 * How many requests may be sent in a time, so that Microsoft need not throttle them: who would exceed it waits a moment.
 *
 * @since 0.1.0
 */
export * as RequestBudget from "./RequestBudget.js"

/**
 * One description of a resource, from which its model, the body of an update, `$select` and `$expand` follow.
 *
 * @since 0.1.0
 */
export * as Resource from "@effect-workbook/schema/Resource"

/**
 * Whether a request may be sent again after its outcome was lost. That depends on two things: what the operation does,
 * and whether the address that it was sent to still means the same after the operation was executed.
 *
 * @since 0.1.0
 */
export * as Safety from "@effect-workbook/schema/Safety"

/**
 * Dates as cells hold them.
 *
 * @since 0.1.0
 */
export * as SerialDate from "@effect-workbook/schema/SerialDate"

/**
 * What happens to a session in its life, for people and for programs that show it to people.
 *
 * @since 0.1.0
 */
export * as SessionEvent from "./SessionEvent.js"

/**
 * What `createSession` is sent and what it answers.
 *
 * @since 0.1.0
 */
export * as SessionInfo from "@effect-workbook/schema/SessionInfo"

/**
 * The three ways in which the service lets a workbook be used.
 *
 * @since 0.1.0
 */
export * as SessionMode from "@effect-workbook/schema/SessionMode"

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
 * Which workbook: every way in which Graph addresses one.
 *
 * @since 0.1.0
 */
export * as Workbook from "@effect-workbook/schema/Workbook"

/**
 * What can go wrong.
 *
 * @since 0.1.0
 */
export * as WorkbookError from "./WorkbookError.js"

/**
 * The worksheet functions that the service calls: their names, and their parameters in order.
 *
 * @since 0.1.0
 */
export * as WorkbookFunction from "@effect-workbook/schema/WorkbookFunction"

/**
 * A long-running operation: what a request that was answered with 202 has become.
 *
 * @since 0.1.0
 */
export * as WorkbookOperation from "@effect-workbook/schema/WorkbookOperation"

/**
 * The turns of a workbook's requests.
 *
 * @since 0.1.0
 */
export * as WorkbookQueue from "./WorkbookQueue.js"

/**
 * One call on a workbook, as data.
 *
 * @since 0.1.0
 */
export * as WorkbookRequest from "./WorkbookRequest.js"

/**
 * The session as a scoped resource.
 *
 * @since 0.1.0
 */
export * as WorkbookSession from "./WorkbookSession.js"

/**
 * The sessions of a service.
 *
 * @since 0.1.0
 */
export * as WorkbookSessions from "./WorkbookSessions.js"

/**
 * Worksheets.
 *
 * @since 0.1.0
 */
export * as Worksheet from "./Worksheet.js"
