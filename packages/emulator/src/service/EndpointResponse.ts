/**
 * Encodes the result of an endpoint as a response.
 *
 * @since 0.1.0
 */
import type * as Route from "@effect-workbook/schema/Route"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Failure from "./Failure.js"
import * as Limits from "./Limits.js"
import * as Message from "./Message.js"
import * as ODataAnnotations from "./ODataAnnotations.js"
import * as PropertyValue from "./PropertyValue.js"
import * as ResponseBody from "./ResponseBody.js"

/** What a response depends on besides the result. */
export interface Target {
  readonly route: Route.Route
  /** The property that the path asks for. */
  readonly property: Option.Option<PropertyValue.PropertyValue>
  readonly location: ODataAnnotations.WorkbookLocation
}

/** Encodes a result. The result of a read that exceeds the size limit is refused. */
export const encode = (
  { location, property, route }: Target,
  result: unknown
): Effect.Effect<Message.Response, Failure.Failure> => {
  const { endpoint } = route
  if (result === undefined) return Effect.succeed(Message.empty(endpoint.success))
  if (Option.isSome(property)) {
    return Effect.succeed(
      PropertyValue.respond(property.value, result, ODataAnnotations.contextUrl(location, route))
    )
  }
  const written = ResponseBody.encode(ODataAnnotations.annotate(location, route, result))
  if (written !== undefined) return Effect.succeed(Message.written(endpoint.success, written))
  return endpoint.safety === "read"
    ? Failure.excel(
      "rangeExceedsLimit",
      `The answer exceeds ${Limits.payload} bytes. Ask for fewer cells or rows, and use $select.`,
      "ResponsePayloadSizeLimitExceeded"
    )
    // the change has been made, so the request cannot be refused any more
    : Effect.succeed(
      Message.json(
        endpoint.success,
        ODataAnnotations.annotate(location, route, ResponseBody.withoutCells(result))
      )
    )
}
