/**
 * A long-running operation: what a request that was answered with 202 has become.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as GraphError from "./GraphError.js"
import type * as OpenLiteral from "./OpenLiteral.js"

/**
 * How far an operation has come.
 *
 * @example
 * ```ts
 * import { WorkbookOperation } from "@effect-workbook/schema"
 *
 * const status: WorkbookOperation.Status = "running"
 * ```
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
 * The schema of {@link Status}. It reads every spelling that the documentation has had: any case, and `Completed` for
 * `succeeded`. A status that it does not know is kept as it is written.
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
 * A long-running operation. `resourceLocation` is the absolute URL of the result once it has succeeded, to be used as it
 * is, and absent for an operation without a result; `error` tells why it failed.
 * See {@link https://learn.microsoft.com/graph/api/workbookoperation-get | get workbookOperation}.
 *
 * @example
 * ```ts
 * import { WorkbookOperation } from "@effect-workbook/schema"
 *
 * const operation: WorkbookOperation.WorkbookOperation = { id: "0195cfac", status: "running" }
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
