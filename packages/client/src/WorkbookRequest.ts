/**
 * One call on a workbook, as data.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import * as Safety from "@effect-workbook/schema/Safety"

/**
 * One call on the workbook, as data: the endpoint, its path below `…/workbook`, and the JSON body. `way` and `anchor` are
 * those of the reference that the path was made from. `verified` asks for the outcome to be looked up where it is not
 * known, see `WorkbookSession.verified`.
 *
 * @example
 * ```ts
 * import { Catalogue, type WorkbookRequest } from "@effect-workbook/client"
 *
 * export const request: WorkbookRequest.WorkbookRequest = {
 *   endpoint: Catalogue.range.update,
 *   path: "worksheets('Summary')/range(address='B2')",
 *   way: "stable",
 *   body: { values: [[1]] }
 * }
 * ```
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
}

/**
 * What a request does when it is executed twice, by its endpoint and the way of its address. Only what is not
 * `"nonIdempotent"` is sent again when its outcome is not known.
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
