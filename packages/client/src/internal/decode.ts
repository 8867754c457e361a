import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as WorkbookError from "../WorkbookError.js"

/**
 * The result of an endpoint from the JSON that the service answered.
 *
 * @internal
 */
export const decode = <E extends Endpoint.Any>(
  endpoint: E,
  json: unknown
): Effect.Effect<Endpoint.Result<E>, WorkbookError.UnexpectedAnswer> =>
  Effect.mapError(
    Schema.decodeUnknown<Endpoint.Result<E>, Schema.Schema.Encoded<E["result"]>, never>(endpoint.result)(json),
    (error) => new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), issue: error.message })
  )
