/**
 * Finds the endpoint of a request by its method and path.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as Endpoint from "./Endpoint.js"
import * as Navigation from "./Navigation.js"
import type * as OData from "./OData.js"
import * as Safety from "./Safety.js"

/**
 * One step of a path, from a resource of type `from` to a resource of type `to`, by a property, a function, or the key
 * of a member. The `parameters` of a function are those of the path and have not been validated.
 *
 * @category models
 * @since 0.1.0
 */
export type Step =
  & { readonly from: Navigation.ResourceType; readonly to: Navigation.ResourceType }
  & (
    | { readonly _tag: "Property"; readonly name: string }
    | { readonly _tag: "Function"; readonly name: string; readonly parameters: OData.Arguments }
    | { readonly _tag: "Key"; readonly key: string }
  )

/**
 * The endpoint of a request, and the path to its resource.
 *
 * - `steps`: the steps from the first resource to the resource of the endpoint
 * - `way`: how these steps find the resource
 * - `parameters`: the arguments of the endpoint in the path, which have not been validated
 *
 * @example
 * ```ts
 * import { Catalogue, OData, type Route } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const route: Route.Route = {
 *   steps: [],
 *   way: "stable",
 *   endpoint: Catalogue.workbook.closeSession,
 *   parameters: {}
 * }
 * const segments = Either.getOrThrow(OData.parsePath("closeSession"))
 * deepStrictEqual(Catalogue.resolve("POST", segments), Either.right(route))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Route {
  readonly steps: ReadonlyArray<Step>
  readonly way: Safety.Way
  readonly endpoint: Endpoint.Any
  readonly parameters: OData.Arguments
}

/**
 * The error for a path with a segment that the resource before it does not have.
 *
 * @example
 * ```ts
 * import { Catalogue, OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const segments = Either.getOrThrow(OData.parsePath("worksheets('Data')/cells"))
 * const error = Either.getOrThrow(Either.flip(Catalogue.resolve("GET", segments)))
 * strictEqual(error.message, "workbookWorksheet has no segment \"cells\"")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class UnknownSegment extends Schema.TaggedError<UnknownSegment>("@effect-workbook/schema/Route/UnknownSegment")(
  "UnknownSegment",
  { resource: Schema.String, segment: Schema.String }
) {
  override get message(): string {
    return `${this.resource} has no segment "${this.segment}"`
  }
}

/**
 * The error for a valid path that does not support this HTTP method. `allowed` are the methods that it supports.
 *
 * @example
 * ```ts
 * import { Catalogue, OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const segments = Either.getOrThrow(OData.parsePath("worksheets('Data')/usedRange()"))
 * const error = Either.getOrThrow(Either.flip(Catalogue.resolve("POST", segments)))
 * strictEqual(error.message, "workbookRange has no POST, only GET, PATCH")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class MethodNotAllowed
  extends Schema.TaggedError<MethodNotAllowed>("@effect-workbook/schema/Route/MethodNotAllowed")(
    "MethodNotAllowed",
    { resource: Schema.String, method: Schema.String, allowed: Schema.Array(Schema.String) }
  )
{
  override get message(): string {
    const allowed = this.allowed.length === 0 ? "" : `, only ${this.allowed.join(", ")}`
    return `${this.resource} has no ${this.method}${allowed}`
  }
}

/**
 * Finds the endpoint of a request by its method and the segments of its path. The path begins below `from`, which is
 * `"workbook"` by default.
 *
 * @example
 * ```ts
 * import { Catalogue, type Route } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const resolve: Route.Resolve = Catalogue.resolve
 * deepStrictEqual(
 *   Either.map(resolve("GET", [], "driveItem"), (route) => route.endpoint),
 *   Either.right(Catalogue.driveItem.get)
 * )
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Resolve {
  (
    method: string,
    segments: ReadonlyArray<OData.Segment>,
    from?: Navigation.ResourceType
  ): Either.Either<Route, UnknownSegment | MethodNotAllowed>
}

const resources: Readonly<Record<Navigation.ResourceType, Navigation.Resource>> = Navigation.resources

const findIgnoringCase = <A>(
  record: Readonly<Record<string, A>>,
  name: string
): readonly [name: string, value: A] | undefined => {
  const wanted = name.toLowerCase()
  return Object.entries(record).find(([key]) => key.toLowerCase() === wanted)
}

// Some clients send the name of a bound function with its namespace, as the metadata has it.
const unqualified = (name: string): string => name.replace(/^microsoft\.graph\./i, "")

const argumentsOf = (segment: OData.Segment, parameters: ReadonlyArray<string>): OData.Arguments => {
  // The service itself writes a single argument without its name, as in `rows/itemAt(0)`.
  const only = parameters[0]
  if (segment.key !== undefined && only !== undefined) {
    return { [only]: /^-?\d+$/.test(segment.key) ? Number(segment.key) : segment.key }
  }
  const byLowerCase = new Map(parameters.map((parameter) => [parameter.toLowerCase(), parameter]))
  return Object.fromEntries(
    Object.entries(segment.args ?? {}).map(([name, value]) => [byLowerCase.get(name.toLowerCase()) ?? name, value])
  )
}

const keyOf = (segment: OData.Segment, resource: Navigation.Resource): string | undefined => {
  if (segment.key !== undefined) return segment.key
  const named = Object.entries(segment.args ?? {})
  const only = named[0]
  return named.length === 1 && only !== undefined && only[1] !== null &&
      findIgnoringCase(keyNames(resource), only[0]) !== undefined
    ? String(only[1])
    : undefined
}

const stepWay = ({ from, ...step }: Step): Safety.Way => {
  switch (step._tag) {
    case "Property":
      return "stable"
    case "Key":
      return Navigation.wayOfMember(resources[from], step.key)
    case "Function": {
      const navigation = resources[from].functions[step.name]
      return navigation === undefined ? "moving" : Navigation.wayOf(navigation, step.parameters)
    }
  }
}

const wayOf = (steps: ReadonlyArray<Step>): Safety.Way =>
  steps.reduce<Safety.Way>((way, step) => Safety.worse(way, stepWay(step)), "stable")

const keyNames = (resource: Navigation.Resource): Readonly<Record<string, true>> =>
  Object.fromEntries(resource.keys.map((name) => [name, true]))

/**
 * Makes a {@link Resolve} for these endpoints.
 *
 * It accepts the spellings that the service accepts:
 *
 * - Names in any case
 * - Functions and actions with or without the prefix `microsoft.graph.`
 * - Functions without arguments with or without `()`
 * - Members of a collection as `worksheets('x')`, `worksheets(x)`, `worksheets/x` and `worksheets(id='x')`
 * - `$` after a collection, as in `rows/$/itemAt(index=6)`
 *
 * @example
 * ```ts
 * import { Catalogue, OData, Route } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const resolve = Route.make([Catalogue.row.get])
 * const segments = Either.getOrThrow(OData.parsePath("tables/Orders/rows/$/itemAt(index=6)"))
 * const route = Either.getOrThrow(resolve("GET", segments))
 * deepStrictEqual(route.steps.map((step) => step._tag), ["Property", "Key", "Property", "Function"])
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (endpoints: ReadonlyArray<Endpoint.Any>): Resolve => {
  const bySegment = new Map<string, Array<Endpoint.Any>>()
  for (const endpoint of endpoints) {
    const path = `${endpoint.resource}/${endpoint.segment.toLowerCase()}`
    const others = bySegment.get(path)
    if (others === undefined) bySegment.set(path, [endpoint])
    else others.push(endpoint)
  }
  const endpointsAt = (resource: Navigation.ResourceType, segment: string): ReadonlyArray<Endpoint.Any> =>
    bySegment.get(`${resource}/${segment.toLowerCase()}`) ?? []

  return (method, segments, start = "workbook") => {
    const notAllowed = (resource: string, others: ReadonlyArray<Endpoint.Any>) =>
      Either.left(new MethodNotAllowed({ resource, method, allowed: others.map((endpoint) => endpoint.method) }))
    const steps: Array<Step> = []
    let type = start
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i]
      if (segment === undefined) break
      const from = type
      const resource = resources[from]
      const name = unqualified(segment.name)
      const unknown = () => Either.left(new UnknownSegment({ resource: from, segment: segment.text }))

      const others = i === segments.length - 1 ? endpointsAt(from, name) : []
      const endpoint = others.find((endpoint) => endpoint.method === method)
      if (endpoint !== undefined) {
        return Either.right({ steps, way: wayOf(steps), endpoint, parameters: argumentsOf(segment, []) })
      }

      const property = findIgnoringCase(resource.properties, segment.name)
      if (property !== undefined) {
        const [name, to] = property
        steps.push({ _tag: "Property", from, name, to })
        type = to
        if (segment.key === undefined && Object.keys(segment.args ?? {}).length === 0) continue
        const { member } = resources[to]
        const key = keyOf(segment, resources[to])
        if (member === undefined || key === undefined) return unknown()
        steps.push({ _tag: "Key", from: to, key, to: member })
        type = member
        continue
      }

      const navigation = findIgnoringCase(resource.functions, name)
      if (navigation !== undefined) {
        const [name, { parameters, returns }] = navigation
        steps.push({
          _tag: "Function",
          from,
          name,
          parameters: argumentsOf(segment, Object.keys(parameters.fields)),
          to: returns
        })
        type = returns
        continue
      }

      if (resource.member !== undefined) {
        if (segment.text === "$") continue
        if (!segment.text.startsWith("$")) {
          steps.push({ _tag: "Key", from, key: segment.text, to: resource.member })
          type = resource.member
          continue
        }
      }
      return others.length > 0 ? notAllowed(from, others) : unknown()
    }
    const others = endpointsAt(type, "")
    const endpoint = others.find((endpoint) => endpoint.method === method)
    return endpoint === undefined
      ? notAllowed(type, others)
      : Either.right({ steps, way: wayOf(steps), endpoint, parameters: {} })
  }
}
