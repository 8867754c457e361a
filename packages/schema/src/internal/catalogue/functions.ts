/** The endpoints of worksheet functions. */
import * as Schema from "effect/Schema"
import * as Endpoint from "../../Endpoint.js"
import * as FunctionResult from "../../FunctionResult.js"
import * as WorkbookFunction from "../../WorkbookFunction.js"
import { get } from "./endpoints.js"

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

export const functions = {
  get: get("workbookFunctions", "get", WorkbookFunction.Functions),
  call: worksheetFunction
}
