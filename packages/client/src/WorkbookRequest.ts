/**
 * The request of one call on a workbook.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import * as Safety from "@effect-workbook/schema/Safety"

/**
 * One call on a workbook, as data.
 *
 * - `endpoint`: the endpoint of the catalogue
 * - `path`: the path below `…/workbook`, percent-encoded
 * - `way`, `anchor`: those of the reference from which `path` was made
 * - `body`: the JSON body; no body by default
 * - `verified`: whether to find out by a read if an unknown outcome was executed, see `WorkbookSession.verified`;
 *   `false` by default
 * - `functionName`: the name of the call in its errors; by default the name of the function that the program called
 * - `divisible`: whether the caller makes smaller requests instead if the service does not answer in time. The request is
 *   not sent again after such a failure then; `false` by default
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookRequest {
  readonly endpoint: Endpoint.Any
  readonly path: string
  readonly way: Safety.Way
  readonly anchor?: Navigation.Anchor | undefined
  readonly body?: unknown
  readonly verified?: boolean
  readonly functionName?: string | undefined
  readonly divisible?: boolean
}

/**
 * The effect of executing a request twice, which follows from its endpoint and the way of its address. If the outcome
 * of a request is unknown, it is sent again unless its effect is `"nonIdempotent"`.
 *
 * @example
 * ```ts
 * import { Catalogue, WorkbookRequest } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const endpoint = Catalogue.range.update
 * const path = "worksheets('Summary')/usedRange()/lastRow()"
 * strictEqual(WorkbookRequest.effect({ endpoint, path, way: "moving" }), "nonIdempotent")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const effect = ({ endpoint, way }: WorkbookRequest): Safety.WorkbookEffect => Safety.effect(endpoint.safety, way)
