/** The endpoints of the file, the workbook, its application and its operations. */
import * as Schema from "effect/Schema"
import * as Application from "../../Application.js"
import * as Collection from "../../Collection.js"
import * as DriveItem from "../../DriveItem.js"
import * as Endpoint from "../../Endpoint.js"
import * as SessionInfo from "../../SessionInfo.js"
import * as TableRow from "../../TableRow.js"
import * as WorkbookContent from "../../WorkbookContent.js"
import * as WorkbookOperation from "../../WorkbookOperation.js"
import { action, functionEndpoint, get, KeyArgument, update } from "./endpoints.js"

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

export const workbook = {
  get: get("workbook", "get", WorkbookContent.WorkbookContent),
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

export const operations = {
  list: get("Collection(workbookOperation)", "list", Collection.Collection(WorkbookOperation.WorkbookOperation)),
  get: get("workbookOperation", "get", WorkbookOperation.WorkbookOperation)
}

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
