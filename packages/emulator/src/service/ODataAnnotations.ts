/**
 * OData annotations of a response: its context URL, and the canonical ids of its resources.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Route from "@effect-workbook/schema/Route"

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === "object" && u !== null && !Array.isArray(u)

export interface WorkbookLocation {
  readonly origin: string
  readonly version: string
  readonly userId: string
  readonly itemId: string
}

const workbookOf = ({ itemId, userId }: WorkbookLocation): string =>
  `users('${userId}')/drive/items('${itemId}')/workbook`

/** `@odata.id` always starts at the root of the service, whatever path the request used. */
const withAbsoluteId = (
  location: WorkbookLocation,
  body: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> => {
  const id = body["@odata.id"]
  return typeof id === "string" ? { ...body, "@odata.id": `/${workbookOf(location)}/${id}` } : body
}

const contextOf = (location: WorkbookLocation, { endpoint, steps }: Route.Route): string => {
  const workbook = workbookOf(location)
  const container = steps.findLast(({ _tag, from }) => _tag === "Property" && from !== "driveItem")
  const path = container?._tag === "Property" ? `${workbook}/${container.name}` : workbook
  if (endpoint.returns === "driveItem") return `users('${location.userId}')/drive/items/$entity`
  if (isList(endpoint)) return path
  const isContained = endpoint.returns === endpoint.resource && !functionResults.has(endpoint.returns) ||
    `Collection(${endpoint.returns})` === endpoint.resource
  return isContained ? `${path}/$entity` : typeNames[endpoint.returns ?? ""] ?? endpoint.returns ?? ""
}

/** The types of resources that are results of functions, and so belong to no collection. */
const functionResults: ReadonlySet<string | undefined> = new Set(["workbookRange", "workbookRangeView"])

const isList = ({ resource, returns }: Endpoint.Any): boolean =>
  returns === resource && resource.startsWith("Collection(")

const typeNames: Readonly<Record<string, string>> = { workbookSessionInfo: "microsoft.graph.workbookSessionInfo" }

/** The context URL of a response. */
export const contextUrl = (location: WorkbookLocation, route: Route.Route): string =>
  `${location.origin}/${location.version}/$metadata#${contextOf(location, route)}`

/** Adds the annotations to a response body. */
export const annotate = (location: WorkbookLocation, route: Route.Route, body: unknown): unknown => {
  if (!isObject(body)) return body
  const { value } = body
  return {
    "@odata.context": contextUrl(location, route),
    ...(Array.isArray(value) && isList(route.endpoint)
      ? { ...body, value: value.map((item: unknown) => isObject(item) ? withAbsoluteId(location, item) : item) }
      : withAbsoluteId(location, body))
  }
}
