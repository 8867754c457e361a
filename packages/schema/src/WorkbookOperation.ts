/**
 * Long-running operations, which the service starts when it responds with 202.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as GraphError from "./GraphError.js"
import type * as OpenLiteral from "./OpenLiteral.js"

/**
 * The status of an operation.
 *
 * @category models
 * @since 0.1.0
 */
export type Status = OpenLiteral.OpenLiteral<"notStarted" | "running" | "succeeded" | "failed">

const statuses: ReadonlyMap<string, Status> = new Map([
  ["notstarted", "notStarted"],
  ["running", "running"],
  ["succeeded", "succeeded"],
  ["completed", "succeeded"],
  ["failed", "failed"]
])

/**
 * The schema of {@link Status}. It decodes every spelling that the documentation has used: any case, and `Completed`
 * for `succeeded`. An unknown status is kept unchanged.
 *
 * @example
 * ```ts
 * import { WorkbookOperation } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.decodeSync(WorkbookOperation.Status)("Completed"), "succeeded")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Status: Schema.Schema<Status, string> = Schema.transform(Schema.String, Schema.String, {
  strict: true,
  decode: (text) => statuses.get(text.toLowerCase()) ?? text,
  encode: (status) => status
}).annotations({ identifier: "WorkbookOperationStatus" })

/**
 * A long-running operation. After it has succeeded, `resourceLocation` is the absolute URL of its result, which must be
 * used unchanged; an operation without a result has none. After it has failed, `error` is the reason.
 * See {@link https://learn.microsoft.com/graph/api/workbookoperation-get | get workbookOperation}.
 *
 * @example
 * ```ts
 * import { WorkbookOperation } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const operation: WorkbookOperation.WorkbookOperation = { id: "0195cfac", status: "running" }
 * strictEqual(Schema.is(WorkbookOperation.WorkbookOperation)(operation), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookOperation extends Schema.Schema.Type<typeof WorkbookOperation> {}

/**
 * The schema of {@link WorkbookOperation}.
 *
 * @example
 * ```ts
 * import { WorkbookOperation } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const operation = Schema.decodeUnknownSync(WorkbookOperation.WorkbookOperation)({
 *   id: "0195cfac",
 *   status: "failed",
 *   error: { code: "internalServerError", innerError: { code: "internalServerErrorUncategorized" } }
 * })
 * strictEqual(operation.error?.levels[1]?.code, "internalServerErrorUncategorized")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const WorkbookOperation = Schema.Struct({
  id: Schema.optional(Schema.String),
  status: Status,
  resourceLocation: Schema.optional(Schema.NullOr(Schema.String)),
  error: Schema.optionalWith(GraphError.FromJson, { nullable: true })
}).annotations({ identifier: "WorkbookOperation" })
