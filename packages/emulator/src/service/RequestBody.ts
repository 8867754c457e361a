/**
 * Parses request bodies, and tolerates deviations that existing clients rely on.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Metadata from "@effect-workbook/schema/Metadata"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Undocumented from "../Undocumented.js"
import * as Failure from "./Failure.js"
import type * as Message from "./Message.js"
import * as Parameters from "./Parameters.js"

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === "object" && u !== null && !Array.isArray(u)

const unreadable = (problem: string): Failure.Failure =>
  Failure.gateway(400, "BadRequest", `Unable to read JSON request payload. ${problem}.`)

const notObject = (text: string): Failure.Failure =>
  unreadable(`Expected a JSON object, not ${Failure.quoted(text.trim())}`)

/** The maximum nesting depth. No endpoint needs more, and deep nesting overflows the stack of recursive functions. */
const maxDepth = 16

const tooDeep = (value: unknown, depth: number): boolean => {
  if (typeof value !== "object" || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => tooDeep(inner, depth - 1))
}

/** A flat array is one row of a table, or the cells of a column from top to bottom. */
const unfold = (resource: Endpoint.Any["resource"], values: unknown): unknown => {
  if (!Array.isArray(values) || values.some((row) => Array.isArray(row))) return values
  const cells: ReadonlyArray<unknown> = values
  return resource === "Collection(workbookTableRow)" || resource === "workbookTableRow"
    ? [cells]
    : cells.map((cell) => [cell])
}

const forgive = (
  { name, resource }: Endpoint.Any,
  body: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> => {
  // the service's default if the property is missing
  if (name === "createSession") return { persistChanges: true, ...body }
  switch (resource) {
    case "Collection(workbookTableRow)":
    case "workbookTableRow":
    case "Collection(workbookTableColumn)":
    case "workbookTableColumn":
      return "values" in body ? { ...body, values: unfold(resource, body["values"]) } : body
    default:
      return body
  }
}

const undeclared = Failure.gateway(
  400,
  "BadRequest",
  "Write requests (excluding DELETE) must contain the Content-Type header declaration. Expected application/json."
)

const notJson = (type: string): Failure.Failure =>
  Failure.gateway(
    400,
    "BadRequest",
    `Entity only allows writes with a JSON Content-Type header. Expected application/json, not ${Failure.quoted(type)}.`
  )

/**
 * Reads the text of a body. Like Graph, it requires the content type JSON: a browser then sends a preflight request
 * before a web page can post. An empty body needs no content type.
 */
export const text = ({ body, headers }: Message.Request): Effect.Effect<string, Failure.Failure> =>
  Effect.flatMap(body, (text) => {
    const type = headers["content-type"]
    if (text.trim() === "" || /^\s*application\/json\s*(?:;|$)/i.test(type ?? "")) return Effect.succeed(text)
    return type === undefined ? undeclared : notJson(type)
  })

/** OData annotations are metadata, not part of the body. */
const isAnnotation = (name: string): boolean => name.includes("@odata.")

/**
 * The read-only properties of a resource. OData requires a service to ignore them in an update: programs send a resource
 * back as they have read it, and the API reference shows `sideIndex` in the update of a border.
 */
const readOnly = ({ method, resource }: Endpoint.Any): Readonly<Record<string, string>> =>
  method === "PATCH" ? Metadata.entityTypes[resource]?.properties ?? {} : {}

/** Finds an unknown property. Ignoring it would let a write succeed that did not do all that was asked. */
const unknownProperty = (
  endpoint: Endpoint.Any,
  body: Readonly<Record<string, unknown>>
): Failure.Failure | undefined => {
  const { method, parameters, resource, segment } = endpoint
  const propertyNames = Parameters.names(parameters)
  const ignored = readOnly(endpoint)
  const unknown = Object.keys(body).find((name) =>
    !propertyNames.includes(name) && !Object.hasOwn(ignored, name) && !isAnnotation(name)
  )
  if (unknown === undefined) return undefined
  const expected = Parameters.expected(propertyNames)
  const operation = [method, segment === "" ? resource : `${resource}/${segment}`].join(" ")
  return Failure.gateway(
    400,
    "BadRequest",
    `The body of ${operation} has no property ${Failure.quoted(unknown)}: expected ${expected}.`
  )
}

/** Parses a body as a JSON object. An empty body and `null` are treated as an empty object. */
export const parseObject = (text: string): Either.Either<Readonly<Record<string, unknown>>, Failure.Failure> => {
  if (text.trim() === "") return Either.right({})
  return Either.try({ try: (): unknown => JSON.parse(text), catch: () => notObject(text) }).pipe(
    Either.map((body) => body ?? {}),
    Either.filterOrLeft(isObject, () => notObject(text)),
    Either.filterOrLeft(
      (body) => !tooDeep(body, maxDepth),
      () => unreadable(`It is nested too deep; expected at most ${maxDepth} levels`)
    )
  )
}

/** Parses the body for an endpoint. */
export const parse = (
  endpoint: Endpoint.Any,
  text: string,
  { ignoreUnknownProperties }: Pick<Undocumented.Positions, "ignoreUnknownProperties">
): Either.Either<Readonly<Record<string, unknown>>, Failure.Failure> =>
  parseObject(text).pipe(
    Either.flatMap((body) => {
      const problem = ignoreUnknownProperties ? undefined : unknownProperty(endpoint, body)
      return problem === undefined ? Either.right(body) : Either.left(problem)
    }),
    Either.map((body) => forgive(endpoint, body))
  )
