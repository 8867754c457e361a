import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import * as OData from "@effect-workbook/schema/OData"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Either from "effect/Either"
import type * as WorkbookRequest from "../WorkbookRequest.js"

type Query = Readonly<Record<string, string | number | undefined>>

const queryString = (query: Query): string => {
  let options = ""
  for (const name of Object.keys(query)) {
    const value = query[name]
    if (value === undefined) continue
    // An ampersand would begin the next option.
    const encoded = OData.encodeSegment(String(value)).replaceAll("&", "%26")
    options += `${options === "" ? "?" : "&"}${name}=${encoded}`
  }
  return options
}

/**
 * Describes a call of an endpoint of the catalogue on a resource. It is `Left` with an explanation if the parameters do not
 * match their schema or the reference is invalid.
 *
 * @internal
 */
export const call = <E extends Endpoint.Any, Way extends Safety.Way>(
  endpoint: E,
  { anchor, invalid, path: resourcePath, way }: Navigation.Reference<string, Way>,
  parameters: Endpoint.Parameters<E>,
  query: Query
): Either.Either<WorkbookRequest.WorkbookRequest & { readonly endpoint: E; readonly way: Way }, string> => {
  if (invalid !== undefined) return Either.left(invalid)
  const path = Endpoint.path(endpoint, resourcePath, parameters)
  if (Either.isLeft(path)) return Either.left(path.left.message)
  const body = Endpoint.body(endpoint, parameters)
  if (Either.isLeft(body)) return Either.left(body.left.message)
  return Either.right({ endpoint, path: `${path.right}${queryString(query)}`, way, anchor, body: body.right })
}
