/**
 * One operation of the service, as a value: where it hangs, how it is requested, what it takes and answers, and what it
 * does to the workbook.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as OData from "./OData.js"
import type { Safety } from "./Safety.js"

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

/**
 * What a failure means of a request that may have been executed before: a 404 (`NotFound`), a 409 (`AlreadyExists`,
 * `Conflict`).
 *
 * - `done`: the earlier request was executed
 * - `unknown`: it may have been, for the write itself can be what the failure comes from
 *
 * What is not listed means what it says.
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const afterDoubt: Endpoint.AfterDoubt = Catalogue.worksheet.delete.afterDoubt
 * strictEqual(afterDoubt[404], "done")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AfterDoubt {
  readonly 404?: "done" | "unknown"
  readonly 409?: "done" | "unknown"
}

/**
 * The reads that tell whether a write was executed.
 *
 * - `addedMember`: `list` has one member more than before
 * - `addedRows`: `count` is greater by the number of rows, and `list` has them where they were to be
 * - `deletedRow`: `count` is less by one, and `list` has the next row where the deleted one was
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const verification: Endpoint.Verification | undefined = Catalogue.tables.add.verification
 * strictEqual(verification?.by, "addedMember")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Verification =
  | { readonly by: "addedMember"; readonly list: Any }
  | { readonly by: "addedRows" | "deletedRow"; readonly list: Any; readonly count: Any }

interface Description {
  readonly resource: string
  readonly method: Method
  readonly segment: string
  readonly parametersIn: "path" | "body" | "none"
  readonly success: 200 | 201 | 204
  readonly returns: Returns
  readonly safety: Safety
  readonly longRunning: boolean
  readonly operationResult?: Any | undefined
  readonly afterDoubt: AfterDoubt
  readonly verification?: Verification | undefined
}

/**
 * The type of an answer in the words of Graph's metadata, `undefined` where there is no body.
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const type: Endpoint.Returns = Catalogue.tables.count.returns
 * strictEqual(type, "Edm.Int32")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Returns = string | undefined

/**
 * One operation of the service.
 *
 * - `resource`: the type of resource that it hangs on
 * - `name`: unique among those of its resource
 * - `segment`: the last segment of its path, after the resource's; `""` where the endpoint is the resource itself
 * - `parametersIn`: as function arguments in the path, as JSON in the body, or nowhere
 * - `success`: the status of the documented answer (clients accept any 2xx)
 * - `returns`: the type of the documented answer
 * - `safety`: what it does to the workbook; with the way of an address it says what may be sent again (`Safety.effect`)
 * - `longRunning`: may answer 202 when asked with `Prefer: respond-async`; `operationResult` is the read of its result then
 * - `afterDoubt`: what failures mean of a request that may have been executed before
 * - `verification`: the reads that tell whether it was executed, where reads can tell
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
  out S extends Safety = Safety
> extends Description {
  readonly name: Name
  readonly safety: S
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
 *   returns: undefined,
 *   safety: "idempotent",
 *   longRunning: false,
 *   afterDoubt: {}
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
  const S extends Safety
>(
  endpoint: Endpoint<Name, Parameters, ParametersEncoded, Result, ResultEncoded, S>
): Endpoint<Name, Parameters, ParametersEncoded, Result, ResultEncoded, S> => endpoint

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
