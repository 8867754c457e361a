/**
 * Single properties of a resource: `GET {resource}/{property}`, and `GET {resource}/{property}/$value` for its text.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Metadata from "@effect-workbook/schema/Metadata"
import type * as OData from "@effect-workbook/schema/OData"
import type * as Route from "@effect-workbook/schema/Route"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Message from "./Message.js"

/** The route to the resource, and the name of its property. `isText` asks for the value as text. */
export interface PropertyValue {
  readonly route: Route.Route
  readonly property: string
  readonly isText: boolean
}

const isBare = ({ args = {}, key }: OData.Segment): boolean => key === undefined && Object.keys(args).length === 0

const propertyOf = (type: string | undefined, name: string): string | undefined =>
  Object.keys(Metadata.entityTypes[type ?? ""]?.properties ?? {}).find((property) =>
    property.toLowerCase() === name.toLowerCase()
  )

/** Finds the property that a path addresses. */
export const resolve = (
  segments: ReadonlyArray<OData.Segment>,
  from: Parameters<Route.Resolve>[2]
): Option.Option<PropertyValue> => {
  const isText = segments.at(-1)?.text.toLowerCase() === "$value"
  const path = isText ? segments.slice(0, -1) : segments
  const last = path.at(-1)
  if (last === undefined || !isBare(last)) return Option.none()
  return Option.flatMap(Either.getRight(Catalogue.resolve("GET", path.slice(0, -1), from)), (route) => {
    const property = propertyOf(route.endpoint.returns, last.name)
    return property === undefined ? Option.none() : Option.some({ route, property, isText })
  })
}

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === "object" && u !== null && !Array.isArray(u)

const textOf = (value: unknown): string => typeof value === "string" ? value : JSON.stringify(value)

/** Answers with a property of a resource. A property that is null has no content. */
export const respond = (
  { isText, property }: PropertyValue,
  resource: unknown,
  context: string
): Message.Response => {
  const value = isObject(resource) ? resource[property] ?? null : null
  if (value === null) return Message.empty(204)
  if (isText) return { status: 200, headers: { "content-type": "text/plain" }, body: textOf(value) }
  const annotation = { "@odata.context": `${context}/${property}` }
  return Message.json(200, isObject(value) ? { ...annotation, ...value } : { ...annotation, value })
}
