/**
 * What the service says when it refuses or fails, kept whole.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as ErrorCode from "./ErrorCode.js"

/**
 * One level of an error: what the service calls it and says about it, each `undefined` where it is silent.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 *
 * const level: GraphError.Level = { code: "itemNotFound", message: "The requested resource doesn't exist." }
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
 * An error as the service told it. `levels[0]` is the top level, whose code is often the deepest diagnostic one;
 * `levels[1]` is the second level, by whose code an error is handled; what follows is for diagnosis.
 *
 * It says what was answered and is no failure itself, and it travels as JSON.
 * See {@link https://learn.microsoft.com/graph/workbook-error-handling | error handling}.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new GraphError.GraphError({
 *   levels: [{ code: "notFound", message: "Not found." }, { code: "itemNotFound", message: undefined }],
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
 * The documented JSON shape of an error, nested to any depth.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 *
 * const json: GraphError.Json = { code: "notFound", innerError: { code: "itemNotFound", "request-id": "214ca7ea" } }
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

const text = (u: unknown): string | undefined => {
  if (typeof u === "number") return String(u)
  return typeof u === "string" && u.trim() !== "" ? u : undefined
}

// Real errors are three or four levels deep; what nests deeper than this is not an error but an attack.
const maxLevels = 64

const parseObject = (error: object): Option.Option<GraphError> => {
  const levels: Array<Level> = []
  const found: { requestId?: string; clientRequestId?: string; date?: string } = {}
  let at: unknown = error
  for (let depth = 0; depth < maxLevels && Predicate.isRecord(at); depth++) {
    const record: { readonly [key: string | symbol]: unknown } = at
    const inner: unknown = record["innerError"] ?? record["innererror"]
    const code = text(record["code"])
    const message = text(record["message"])
    if (depth === 0 || code !== undefined || message !== undefined || Predicate.isRecord(inner)) {
      levels.push({ code, message })
    }
    const requestId = text(record["request-id"])
    const clientRequestId = text(record["client-request-id"])
    const date = text(record["date"])
    if (requestId !== undefined) found.requestId ??= requestId
    if (clientRequestId !== undefined) found.clientRequestId ??= clientRequestId
    if (date !== undefined) found.date ??= date
    at = inner
  }
  const said = Object.keys(found).length > 0 ||
    levels.some(({ code, message }) => code !== undefined || message !== undefined)
  return Arr.isNonEmptyArray(levels) && said ? Option.some(new GraphError({ levels, ...found })) : Option.none()
}

/**
 * Reads an answer's body: the regular `{"error": …}`, a failed operation's `{"status": "failed", "error": …}`, or the
 * inner object alone; text goes to {@link fromText}. Accepts the spelling `innererror`, empty and missing codes and
 * messages, numbers as codes, and any other fields. None for a body that tells of no error. Never throws.
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
  const message = text(error)
  return message === undefined
    ? parseObject(body)
    : Option.some(new GraphError({ levels: [{ code: undefined, message }] }))
}

const decodeJson = Schema.decodeOption(Schema.parseJson())

/**
 * Reads an answer's body from its text. What is no JSON (a proxy's page) becomes the message as it is; none for blank
 * text and for JSON that tells of no error. Never throws.
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
  const message = text(Option.getOrElse(json, () => body))
  return message === undefined ? Option.none() : Option.some(new GraphError({ levels: [{ code: undefined, message }] }))
}

/**
 * The second-level code, if it is one of the documented ones: by it the error is handled.
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
 * Whether any level has this code, in any case.
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

const metadata = (error: GraphError): Json => ({
  ...(error.date === undefined ? {} : { date: error.date }),
  ...(error.requestId === undefined ? {} : { "request-id": error.requestId }),
  ...(error.clientRequestId === undefined ? {} : { "client-request-id": error.clientRequestId })
})

const toObject = (error: GraphError): Json => {
  const facts = metadata(error)
  const nest = (level: number): Json | undefined => {
    const said = error.levels[level]
    if (said === undefined) return level === 1 && Object.keys(facts).length > 0 ? facts : undefined
    const innerError = nest(level + 1)
    return {
      ...(said.code === undefined ? {} : { code: said.code }),
      ...(said.message === undefined ? {} : { message: said.message }),
      ...(level === 1 ? facts : {}),
      ...(innerError === undefined ? {} : { innerError })
    }
  }
  return nest(0) ?? facts
}

/**
 * The body of an answer that tells this error, in the documented shape, with date and request ids in the first
 * `innerError` as the service puts them. {@link parse} reads it back.
 *
 * @example
 * ```ts
 * import { GraphError } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const error = new GraphError.GraphError({
 *   levels: [{ code: "notFound", message: "Not found." }],
 *   requestId: "7dd2"
 * })
 * deepStrictEqual(GraphError.toJson(error), {
 *   error: { code: "notFound", message: "Not found.", innerError: { "request-id": "7dd2" } }
 * })
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const toJson = (error: GraphError): { readonly error: Json } => ({ error: toObject(error) })

const Fields = Schema.declare((u: unknown): u is Json => Predicate.isRecord(u), {
  identifier: "GraphErrorJson",
  // Real bodies break every promise about their fields, so none is made.
  jsonSchema: { type: "object", description: "the error of the service, with code, message and innerError" }
})

/**
 * A {@link GraphError} that travels as the error object of the service: the value of `error` in a body or an operation.
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
export const FromJson: Schema.Schema<GraphError, Json> = Schema.transform(Fields, Schema.typeSchema(GraphError), {
  strict: true,
  decode: (json) =>
    Option.getOrElse(parseObject(json), () => new GraphError({ levels: [{ code: undefined, message: undefined }] })),
  encode: (error) => toObject(error)
})
