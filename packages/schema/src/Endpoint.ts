/**
 * One operation of the service, as a value: where it hangs, how it is requested, what it takes and answers, and what it
 * does to the workbook.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { ResourceType } from "./Navigation.js"
import * as OData from "./OData.js"

/**
 * What an operation does to the workbook, and so whether it may be sent again when its outcome is unknown:
 *
 * - `read`: nothing
 * - `idempotent`: sent twice it leaves the workbook as sent once
 * - `nonIdempotent`: sent twice it may do twice
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const effect: Endpoint.WorkbookEffect = Catalogue.rows.add.effect
 * strictEqual(effect, "nonIdempotent")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type WorkbookEffect = "read" | "idempotent" | "nonIdempotent"

/**
 * The HTTP methods of the service.
 *
 * @example
 * ```ts
 * import type { Endpoint } from "@effect-workbook/schema"
 *
 * const method: Endpoint.Method = "PATCH"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Method = "GET" | "POST" | "PATCH" | "DELETE"

interface Description {
  readonly resource: ResourceType
  readonly method: Method
  readonly segment: string
  readonly parametersIn: "path" | "body" | "none"
  readonly success: 200 | 201 | 204
  readonly effect: WorkbookEffect
  readonly longRunning: boolean
}

/**
 * One operation of the service.
 *
 * - `resource`: the type of resource that it hangs on
 * - `name`: unique among those of its resource
 * - `segment`: the last segment of its path, after the resource's; `""` where the endpoint is the resource itself
 * - `parametersIn`: as function arguments in the path, as JSON in the body, or nowhere
 * - `success`: the status of the documented answer (clients accept any 2xx)
 * - `longRunning`: may answer 202 when asked with `Prefer: respond-async`
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const endpoint: Endpoint.Any = Catalogue.workbook.createSession
 * strictEqual(endpoint.resource, "workbook")
 * strictEqual(endpoint.longRunning, true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Endpoint<
  out Name extends string,
  in out Parameters,
  in out ParametersEncoded,
  in out Result,
  in out ResultEncoded,
  out Effect extends WorkbookEffect = WorkbookEffect
> extends Description {
  readonly name: Name
  readonly effect: Effect
  readonly parameters: Schema.Schema<Parameters, ParametersEncoded>
  readonly result: Schema.Schema<Result, ResultEncoded>
}

/**
 * Any endpoint.
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 *
 * const endpoints: ReadonlyArray<Endpoint.Any> = [Catalogue.worksheets.list, Catalogue.range.update]
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Any extends Description {
  readonly name: string
  readonly parameters: Schema.Schema.AnyNoContext
  readonly result: Schema.Schema.AnyNoContext
}

/**
 * What an endpoint takes.
 *
 * @example
 * ```ts
 * import type { Catalogue, Endpoint } from "@effect-workbook/schema"
 *
 * const parameters: Endpoint.Parameters<typeof Catalogue.range.update> = { values: [["Oslo", 42]] }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Parameters<E extends Any> = Schema.Schema.Type<E["parameters"]>

/**
 * What an endpoint answers.
 *
 * @example
 * ```ts
 * import type { Catalogue, Endpoint } from "@effect-workbook/schema"
 *
 * const sheet: Endpoint.Result<typeof Catalogue.worksheet.get> = { name: "Data" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Result<E extends Any> = Schema.Schema.Type<E["result"]>

/**
 * An endpoint from its description, with the types of its schemas.
 *
 * @example
 * ```ts
 * import { Endpoint } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const clear = Endpoint.make({
 *   resource: "workbookRange",
 *   name: "clear",
 *   method: "POST",
 *   segment: "clear",
 *   parametersIn: "body",
 *   parameters: Schema.Struct({ applyTo: Schema.Literal("All", "Formats", "Contents") }),
 *   result: Schema.Void,
 *   success: 204,
 *   effect: "idempotent",
 *   longRunning: false
 * })
 * strictEqual(clear.name, "clear")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <
  const Name extends string,
  Parameters,
  ParametersEncoded,
  Result,
  ResultEncoded,
  const Effect extends WorkbookEffect
>(
  endpoint: Endpoint<Name, Parameters, ParametersEncoded, Result, ResultEncoded, Effect>
): Endpoint<Name, Parameters, ParametersEncoded, Result, ResultEncoded, Effect> => endpoint

/**
 * The path of an endpoint below the path of its resource, with the parameters that travel in the path. Fails if those
 * cannot be encoded.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const workbook = "/me/drive/items/01ABC/workbook"
 * deepStrictEqual(
 *   Endpoint.path(Catalogue.workbook.sessionInfoResource, workbook, { key: "0195" }),
 *   Either.right("/me/drive/items/01ABC/workbook/sessionInfoResource(key='0195')")
 * )
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const path = <E extends Any>(
  endpoint: E,
  resourcePath: string,
  parameters: Parameters<E>
): Either.Either<string, ParseResult.ParseError> => {
  const below = (segment: string): string =>
    resourcePath === "" || segment === "" ? resourcePath + segment : `${resourcePath}/${segment}`
  return endpoint.parametersIn === "path"
    ? Either.map(encodeParameters(endpoint, parameters), (args) => below(OData.call(endpoint.segment, args)))
    : Either.right(below(endpoint.segment))
}

/**
 * The JSON body of an endpoint's request, `undefined` if it has none. Fails if the parameters cannot be encoded.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(
 *   Endpoint.body(Catalogue.workbook.createSession, { persistChanges: true }),
 *   Either.right({ persistChanges: true })
 * )
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const body = <E extends Any>(
  endpoint: E,
  parameters: Parameters<E>
): Either.Either<unknown, ParseResult.ParseError> =>
  endpoint.parametersIn === "body" ? encodeParameters(endpoint, parameters) : Either.right(undefined)

const encodeParameters = <E extends Any>(endpoint: E, parameters: Parameters<E>) =>
  Schema.encodeEither(endpoint.parameters)(parameters)

/**
 * What to call an endpoint in an error, a span or a log: its resource and its name.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Endpoint.id(Catalogue.range.update), "workbookRange.update")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const id = (endpoint: Any): string => `${endpoint.resource}.${endpoint.name}`
