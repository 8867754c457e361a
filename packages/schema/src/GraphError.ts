/**
 * The error in a response of the service, with all of its levels.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as ErrorCode from "./ErrorCode.js"

/**
 * One level of an error: its code and its message. Each is `undefined` where the service sends none, or an empty one.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const level: GraphError.Level = { code: "itemNotFound", message: "The requested resource doesn't exist." }
 * strictEqual(Schema.is(GraphError.Level)(level), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Level extends Schema.Schema.Type<typeof Level> {}

/**
 * The schema of {@link Level}.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(GraphError.Level)({ code: "itemNotFound", message: undefined }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Level = Schema.Struct({
  code: Schema.UndefinedOr(Schema.String),
  message: Schema.UndefinedOr(Schema.String)
})

/**
 * The error in a response.
 *
 * - `levels[0]` is the top level. Its code is often a copy of the deepest code, which is for diagnosis
 * - `levels[1]` is the second level. Its code determines how the error is handled
 * - All further levels are for diagnosis
 *
 * It is plain data that can be encoded as JSON, and not an `Error` itself.
 * See {@link https://learn.microsoft.com/graph/workbook-error-handling | error handling}.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new GraphError.GraphError({
 *   levels: [{ code: "notFound", message: "Not ids." }, { code: "itemNotFound", message: undefined }],
 *   requestId: "214ca7ea-aeef-4722-b7bb-a8fb43e13951"
 * })
 * strictEqual(error.levels[0].code, "notFound")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class GraphError extends Schema.Class<GraphError>("@effect-workbook/schema/GraphError")({
  levels: Schema.NonEmptyArray(Level),
  requestId: Schema.optional(Schema.String),
  clientRequestId: Schema.optional(Schema.String),
  date: Schema.optional(Schema.String)
}) {}

/**
 * The documented JSON of an error, nested to any depth.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: GraphError.Json = { code: "notFound", innerError: { code: "itemNotFound", "request-id": "214ca7ea" } }
 * strictEqual(Schema.decodeSync(GraphError.FromJson)(json).requestId, "214ca7ea")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Json {
  readonly code?: string
  readonly message?: string
  readonly innerError?: Json
  readonly date?: string
  readonly "request-id"?: string
  readonly "client-request-id"?: string
}

const nonBlankText = (u: unknown): string | undefined => {
  if (typeof u === "number") return String(u)
  return typeof u === "string" && u.trim() !== "" ? u : undefined
}

// Real errors have three or four levels. The limit bounds the work for a hostile body.
const maxLevels = 64

const parseObject = (error: object): Option.Option<GraphError> => {
  const levels: Array<Level> = []
  const ids: { requestId?: string; clientRequestId?: string; date?: string } = {}
  let current: unknown = error
  for (let depth = 0; depth < maxLevels && Predicate.isRecord(current); depth++) {
    const record: { readonly [key: string | symbol]: unknown } = current
    const inner: unknown = record["innerError"] ?? record["innererror"]
    const code = nonBlankText(record["code"])
    const message = nonBlankText(record["message"])
    if (depth === 0 || code !== undefined || message !== undefined || Predicate.isRecord(inner)) {
      levels.push({ code, message })
    }
    const requestId = nonBlankText(record["request-id"])
    const clientRequestId = nonBlankText(record["client-request-id"])
    const date = nonBlankText(record["date"])
    if (requestId !== undefined) ids.requestId ??= requestId
    if (clientRequestId !== undefined) ids.clientRequestId ??= clientRequestId
    if (date !== undefined) ids.date ??= date
    current = inner
  }
  const hasContent = Object.keys(ids).length > 0 ||
    levels.some(({ code, message }) => code !== undefined || message !== undefined)
  return Arr.isNonEmptyArray(levels) && hasContent ? Option.some(new GraphError({ levels, ...ids })) : Option.none()
}

/**
 * Parses the body of a response: `{"error": …}`, the `{"status": "failed", "error": …}` of an operation, the error
 * object alone, or text, see {@link fromText}. Accepts the spelling `innererror`, empty and missing codes and messages,
 * numbers as codes, and unknown fields. `None` for a body without an error. Never throws.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const error = GraphError.parse({
 *   error: {
 *     code: "MaxRequestDurationExceeded",
 *     message: "We're sorry.",
 *     innerError: { code: "gatewayTimeoutUncategorized", "request-id": "7dd2" }
 *   }
 * })
 * deepStrictEqual(Option.map(error, (e) => e.levels.map((level) => level.code)), Option.some([
 *   "MaxRequestDurationExceeded",
 *   "gatewayTimeoutUncategorized"
 * ]))
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const parse = (body: unknown): Option.Option<GraphError> => {
  if (typeof body === "string") return fromText(body)
  if (!Predicate.isRecord(body)) return Option.none()
  const error = body["error"]
  if (Predicate.isRecord(error)) return parseObject(error)
  const message = nonBlankText(error)
  return message === undefined
    ? parseObject(body)
    : Option.some(new GraphError({ levels: [{ code: undefined, message }] }))
}

const decodeJson = Schema.decodeOption(Schema.parseJson())

/**
 * Parses the body of a response from its text. Text that is not JSON, such as the page of a proxy, becomes the message.
 * `None` for blank text and for JSON without an error. Never throws.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = GraphError.fromText("upstream connect error")
 * strictEqual(Option.getOrThrow(error).levels[0].message, "upstream connect error")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromText = (body: string): Option.Option<GraphError> => {
  const json = decodeJson(body)
  if (Option.isSome(json) && typeof json.value !== "string") return parse(json.value)
  const message = nonBlankText(Option.getOrElse(json, () => body))
  return message === undefined ? Option.none() : Option.some(new GraphError({ levels: [{ code: undefined, message }] }))
}

/**
 * The second-level code, if it is a documented one. It determines how the error is handled.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const error = GraphError.parse({ error: { code: "x", innerError: { code: "InvalidSessionRecreatable" } } })
 * deepStrictEqual(Option.flatMap(error, GraphError.secondLevel), Option.some("invalidSessionReCreatable"))
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const secondLevel = (error: GraphError): Option.Option<ErrorCode.ErrorCode> => {
  const code = error.levels[1]?.code
  return code === undefined ? Option.none() : ErrorCode.find(code)
}

/**
 * Whether any level has this code. Case is ignored.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = Option.getOrThrow(GraphError.parse({ error: { code: "EditModeAccessDenied" } }))
 * strictEqual(GraphError.hasCode(error, "editModeAccessDenied"), true)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const hasCode = (error: GraphError, code: string): boolean => {
  const wanted = code.toLowerCase()
  return error.levels.some((level) => level.code?.toLowerCase() === wanted)
}

const encodeIds = (error: GraphError): Json => ({
  ...(error.date === undefined ? {} : { date: error.date }),
  ...(error.requestId === undefined ? {} : { "request-id": error.requestId }),
  ...(error.clientRequestId === undefined ? {} : { "client-request-id": error.clientRequestId })
})

const encodeError = (error: GraphError): Json => {
  const ids = encodeIds(error)
  const encodeLevel = (index: number): Json | undefined => {
    const level = error.levels[index]
    if (level === undefined) return index === 1 && Object.keys(ids).length > 0 ? ids : undefined
    const innerError = encodeLevel(index + 1)
    return {
      ...(level.code === undefined ? {} : { code: level.code }),
      ...(level.message === undefined ? {} : { message: level.message }),
      ...(index === 1 ? ids : {}),
      ...(innerError === undefined ? {} : { innerError })
    }
  }
  return encodeLevel(0) ?? ids
}

/**
 * The response body of an error, in the documented form. The date and the request ids are in the first `innerError`, as
 * in the responses of the service. {@link parse} is the inverse.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const error = new GraphError.GraphError({
 *   levels: [{ code: "notFound", message: "Not ids." }],
 *   requestId: "7dd2"
 * })
 * deepStrictEqual(GraphError.toJson(error), {
 *   error: { code: "notFound", message: "Not ids.", innerError: { "request-id": "7dd2" } }
 * })
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const toJson = (error: GraphError): { readonly error: Json } => ({ error: encodeError(error) })

const ErrorObject = Schema.declare((u: unknown): u is Json => Predicate.isRecord(u), {
  identifier: "GraphErrorJson",
  // The fields of real bodies are missing or of other types, so the JSON schema does not describe them.
  jsonSchema: { type: "object", description: "the error of the service, with code, message and innerError" }
})

/**
 * The schema of a {@link GraphError} that is encoded as the error object of the service: the value of `error` in a
 * response or an operation.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const error = Schema.decodeUnknownSync(GraphError.FromJson)({ code: "conflict", message: "" })
 * deepStrictEqual(Schema.encodeSync(GraphError.FromJson)(error), { code: "conflict" })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FromJson: Schema.Schema<GraphError, Json> = Schema.transform(ErrorObject, Schema.typeSchema(GraphError), {
  strict: true,
  decode: (json) =>
    Option.getOrElse(parseObject(json), () => new GraphError({ levels: [{ code: undefined, message: undefined }] })),
  encode: (error) => encodeError(error)
})
