/**
 * The parameters in a request body, with the forgiveness that clients in use rely on.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === "object" && u !== null && !Array.isArray(u)

const unreadable = Failure.gateway(400, "BadRequest", "Unable to read JSON request payload.")

/** No endpoint takes more levels than this; what has very many breaks everything that walks it. */
const maxDepth = 16

const tooDeep = (value: unknown, depth: number): boolean => {
  if (typeof value !== "object" || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => tooDeep(inner, depth - 1))
}

/** A flat array is one row of a table, or the cells of a column from the top down. */
const unfold = (resource: Endpoint.Any["resource"], values: unknown): unknown => {
  if (!Array.isArray(values) || values.some((row) => Array.isArray(row))) return values
  const cells: ReadonlyArray<unknown> = values
  return resource === "Collection(workbookTableRow)" ? [cells] : cells.map((cell) => [cell])
}

const forgive = (
  { name, resource }: Endpoint.Any,
  body: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> => {
  // what the service takes when the property is missing
  if (name === "createSession") return { persistChanges: true, ...body }
  switch (resource) {
    case "Collection(workbookTableRow)":
    case "Collection(workbookTableColumn)":
    case "workbookTableColumn":
      return "values" in body ? { ...body, values: unfold(resource, body["values"]) } : body
    default:
      return body
  }
}

/** Reads a body for an endpoint. Nothing and `null` are an empty object. */
export const parse = (endpoint: Endpoint.Any, text: string): Either.Either<unknown, Failure.Failure> => {
  if (text.trim() === "") return Either.right(forgive(endpoint, {}))
  return Either.try({ try: (): unknown => JSON.parse(text), catch: () => unreadable }).pipe(
    Either.map((body) => body ?? {}),
    Either.filterOrLeft(isObject, () => unreadable),
    Either.filterOrLeft((body) => !tooDeep(body, maxDepth), () => unreadable),
    Either.map((body) => forgive(endpoint, body))
  )
}
