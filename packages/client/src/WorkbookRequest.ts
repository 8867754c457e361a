/**
 * One call on a workbook, as data.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"

/**
 * One call on the workbook, as data: the endpoint, its path below `…/workbook`, and the JSON body. `verified` asks for the
 * outcome to be looked up where it is not known, see `WorkbookSession.verified`.
 *
 * @example
 * ```ts
 * import type { WorkbookRequest } from "@effect-workbook/client"
 * import { Catalogue } from "@effect-workbook/schema"
 *
 * export const request: WorkbookRequest.WorkbookRequest = {
 *   endpoint: Catalogue.range.update,
 *   path: "worksheets('Summary')/range(address='B2')",
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
  readonly body?: unknown
  readonly verified?: boolean
}
