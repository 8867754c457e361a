/**
 * What Graph puts before the properties of an answer: where it comes from, in canonical form.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Route from "@effect-workbook/schema/Route"

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === "object" && u !== null && !Array.isArray(u)

export interface Place {
  readonly origin: string
  readonly version: string
  readonly userId: string
  readonly itemId: string
}

const workbookOf = ({ itemId, userId }: Place): string => `users('${userId}')/drive/items('${itemId}')/workbook`

/** `@odata.id` starts at the root of the service, whatever address the request took. */
const rooted = (place: Place, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const id = body["@odata.id"]
  return typeof id === "string" ? { ...body, "@odata.id": `/${workbookOf(place)}/${id}` } : body
}

const contextOf = (place: Place, { endpoint, steps }: Route.Route): string => {
  const workbook = workbookOf(place)
  const container = steps.findLast(({ _tag, from }) => _tag === "Property" && from !== "driveItem")
  const path = container?._tag === "Property" ? `${workbook}/${container.name}` : workbook
  if (endpoint.returns === "driveItem") return `users('${place.userId}')/drive/items/$entity`
  if (isList(endpoint)) return path
  const isContained = endpoint.returns === endpoint.resource && endpoint.returns !== "workbookRange" ||
    `Collection(${endpoint.returns})` === endpoint.resource
  return isContained ? `${path}/$entity` : typeNames[endpoint.returns ?? ""] ?? endpoint.returns ?? ""
}

const isList = ({ resource, returns }: Endpoint.Any): boolean =>
  returns === resource && resource.startsWith("Collection(")

const typeNames: Readonly<Record<string, string>> = { workbookSessionInfo: "microsoft.graph.workbookSessionInfo" }

/** The body of an answer with its head. */
export const put = (place: Place, route: Route.Route, body: unknown): unknown => {
  if (!isObject(body)) return body
  const { value } = body
  const context = `${place.origin}/${place.version}/$metadata#${contextOf(place, route)}`
  return {
    "@odata.context": context,
    ...(Array.isArray(value) && isList(route.endpoint)
      ? { ...body, value: value.map((item: unknown) => isObject(item) ? rooted(place, item) : item) }
      : rooted(place, body))
  }
}
