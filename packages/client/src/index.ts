/**
 * The token that goes with every request.
 *
 * @since 0.1.0
 */
export * as AccessToken from "./AccessToken.js"

/**
 * How the workbook calculates.
 *
 * @since 0.1.0
 */
export * as Application from "./Application.js"

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
 * Named items.
 *
 * @since 0.1.0
 */
export * as NamedItem from "./NamedItem.js"

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
 * What happens to a session in its life, for people and for programs that show it to people.
 *
 * @since 0.1.0
 */
export * as SessionEvent from "./SessionEvent.js"

/**
 * Tables.
 *
 * @since 0.1.0
 */
export * as Table from "./Table.js"

/**
 * The rows of a table as typed objects.
 *
 * @since 0.1.0
 */
export * as TableRows from "./TableRows.js"

/**
 * What can go wrong.
 *
 * @since 0.1.0
 */
export * as WorkbookError from "./WorkbookError.js"

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
