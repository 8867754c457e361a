/**
 * Faults as data: which requests a fault strikes, and what it does to them.
 *
 * Faults can be added when the emulator starts, while it runs, or as JSON over HTTP.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const time = "milliseconds or a time like 3 seconds"

const isTime = (u: unknown): u is Duration.DurationInput => Option.exists(Duration.decodeUnknown(u), Duration.isFinite)

/** Encoded as a number of milliseconds or as text such as `"3 seconds"`. */
const Time = Schema.transform(
  Schema.Union(Schema.NonNegative, Schema.String).pipe(
    Schema.filter(isTime, { description: time })
  ),
  Schema.declare(isTime, { identifier: "Time", description: time }),
  { strict: true, decode: (time) => time, encode: (time) => Duration.toMillis(time) }
)

const Count = Schema.Int.pipe(Schema.greaterThanOrEqualTo(1))

const endpointIds: ReadonlySet<string> = new Set(Catalogue.all.map(Endpoint.id))

const EndpointId = Schema.String.pipe(
  Schema.filter((id) => endpointIds.has(id), { description: "the id of an endpoint like workbookRange.update" })
)

const HeaderName = Schema.String.pipe(
  Schema.pattern(/^[\w!#$%&'*+.^`|~-]+$/, { description: "the name of a header" })
)

const HeaderValue = Schema.String.pipe(
  Schema.pattern(/^[\t\x20-\x7e\x80-\xff]*$/, { description: "the value of a header" })
)

/**
 * Selects the requests that a fault applies to: a request has to match all given properties.
 *
 * @category models
 * @since 0.1.0
 */
export interface On extends Schema.Schema.Type<typeof On> {}

/**
 * The schema of {@link On}.
 *
 * @example
 * ```ts
 * import { Fault } from "@effect-workbook/emulator"
 * import { Schema } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * assert.ok(Schema.is(Fault.On)({ endpoint: "workbook.createSession" }))
 * assert.ok(!Schema.is(Fault.On)({ endpoint: "workbook.makeSession" }))
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const On = Schema.Struct({
  /** The id of an endpoint of the catalogue, such as `workbook.createSession`. */
  endpoint: Schema.optional(EndpointId),
  /** The HTTP method, case-insensitive. */
  method: Schema.optional(Schema.String),
  /**
   * A substring of the decoded path without the query. A path with `$batch` selects whole batches; without it a fault
   * strikes their requests.
   */
  path: Schema.optional(Schema.String),
  /** The path of the workbook in the drive, or its item id. */
  workbook: Schema.optional(Schema.String),
  /** Whether the request has a session id. */
  session: Schema.optional(Schema.Boolean)
})

/**
 * Replaces the response of the service.
 *
 * `code` is the second-level code and `diagnostic` the deepest code; both are nested as the service nests them. Without
 * `code` the error looks like one from a layer above Excel. `body` (JSON) or `text` (sent unchanged) replace the error
 * body. A number in `retryAfter` is in seconds, text is sent unchanged. A `code` that documents the end of the session
 * also ends it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Answer extends Schema.Schema.Type<typeof Answer> {}

const Answer = Schema.TaggedStruct("Answer", {
  status: Schema.Int.pipe(Schema.between(200, 599)),
  code: Schema.optional(Schema.String),
  diagnostic: Schema.optional(Schema.String),
  message: Schema.optional(Schema.String),
  body: Schema.optional(Schema.Unknown),
  text: Schema.optional(Schema.String),
  retryAfter: Schema.optional(Schema.Union(Schema.NonNegative, HeaderValue)),
  headers: Schema.optional(Schema.Record({ key: HeaderName, value: HeaderValue }))
})

/**
 * Loses the connection, either before the response or in the middle of its body. In the in-process client the request
 * fails with a `RequestError`, or reading the body fails after status and headers have arrived.
 *
 * @category models
 * @since 0.1.0
 */
export interface Drop extends Schema.Schema.Type<typeof Drop> {}

const Drop = Schema.TaggedStruct("Drop", { at: Schema.Literal("beforeAnswer", "inAnswer") })

/**
 * Delays the response. `when` says whether the request is executed before or after the delay.
 *
 * @category models
 * @since 0.1.0
 */
export interface Stall extends Schema.Schema.Type<typeof Stall> {}

const Stall = Schema.TaggedStruct("Stall", { for: Time })

/**
 * Ends the session of the request and answers with `code`, by default `invalidSessionReCreatable`. It never strikes a
 * request without a session.
 *
 * @category models
 * @since 0.1.0
 */
export interface EndSession extends Schema.Schema.Type<typeof EndSession> {}

const EndSession = Schema.TaggedStruct("EndSession", {
  code: Schema.optional(ErrorCode.ErrorCode.pipe(Schema.pickLiteral(
    "invalidSessionAccessConflict",
    "invalidSessionAuthentication",
    "invalidSessionNotFound",
    "invalidSessionReCreatable",
    "invalidSessionRestricted",
    "invalidSessionUnexpected",
    "invalidSessionUnsupportedWorkbook"
  )))
})

/**
 * The long-running operation that the request starts ends as `failed`; `when` says whether its work was executed. It
 * has no effect on a request that is not answered with 202.
 *
 * @category models
 * @since 0.1.0
 */
export interface FailOperation extends Schema.Schema.Type<typeof FailOperation> {}

const FailOperation = Schema.TaggedStruct("FailOperation", {
  code: Schema.String,
  diagnostic: Schema.optional(Schema.String),
  message: Schema.optional(Schema.String)
})

/**
 * The long-running operation that the request starts takes longer. It has no effect on a request that is not answered
 * with 202.
 *
 * @category models
 * @since 0.1.0
 */
export interface SlowOperation extends Schema.Schema.Type<typeof SlowOperation> {}

const SlowOperation = Schema.TaggedStruct("SlowOperation", { by: Time })

/**
 * Saving the changes of the request fails: the response is 500 `SavingWorkbookFailed`, the change is discarded, and the
 * session ends as documented. It has no effect on a request that saves nothing.
 *
 * @category models
 * @since 0.1.0
 */
export interface FailSave extends Schema.Schema.Type<typeof FailSave> {}

const FailSave = Schema.TaggedStruct("FailSave", {})

/**
 * Another user is editing the workbook: for the given time, `createSession` and every write get 409 `accessConflict`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Lock extends Schema.Schema.Type<typeof Lock> {}

const Lock = Schema.TaggedStruct("Lock", { by: Schema.String, for: Time })

/**
 * Throttles with 429 and a `Retry-After` of `retryAfter` seconds, until `for` has passed (default: `retryAfter`). The
 * scope `"workbook"` applies to requests on that workbook and uses Excel's error code, `"app"` applies to all requests
 * and uses Graph's own error body. Throttled requests are not executed.
 *
 * @category models
 * @since 0.1.0
 */
export interface Throttle extends Schema.Schema.Type<typeof Throttle> {}

const Throttle = Schema.TaggedStruct("Throttle", {
  retryAfter: Schema.NonNegative,
  scope: Schema.Literal("workbook", "app"),
  for: Schema.optional(Time)
})

/**
 * Limits the number of sessions for each workbook from now on. The request itself is executed normally.
 *
 * @category models
 * @since 0.1.0
 */
export interface CapSessions extends Schema.Schema.Type<typeof CapSessions> {}

const CapSessions = Schema.TaggedStruct("CapSessions", { at: Schema.NonNegativeInt })

/**
 * The kinds of faults.
 *
 * @category models
 * @since 0.1.0
 */
export type Kind =
  | Answer
  | Drop
  | Stall
  | EndSession
  | FailOperation
  | SlowOperation
  | FailSave
  | Lock
  | Throttle
  | CapSessions

/**
 * The schema of {@link Kind}.
 *
 * @example
 * ```ts
 * import { Fault } from "@effect-workbook/emulator"
 * import { Schema } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * assert.deepEqual(Schema.encodeSync(Fault.Kind)({ _tag: "Stall", for: "3 seconds" }), { _tag: "Stall", for: 3000 })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Kind = Schema.Union(
  Answer,
  Drop,
  Stall,
  EndSession,
  FailOperation,
  SlowOperation,
  FailSave,
  Lock,
  Throttle,
  CapSessions
).annotations({ identifier: "Kind", description: "an object such as {\"_tag\":\"FailSave\"}" })

const Aimed = Schema.Struct({
  /** The requests that the fault applies to. Default: all. */
  on: Schema.optional(On),
  /** The first matching request to be struck, counted since the fault was added. Default: 1. */
  nth: Schema.optional(Count),
  /** The number of requests to be struck from there on. Default: 1. */
  times: Schema.optional(Schema.Union(Count, Schema.Literal("always")))
})

const Fields = Schema.Struct({
  ...Aimed.fields,
  when: Schema.optional(Schema.Literal("before", "after")),
  do: Kind
}).annotations({ identifier: "Fault" })

/**
 * A fault. It strikes the `nth` request that matches `on` and the `times - 1` matching requests after it. A request is
 * struck by one fault at most; other faults that are due strike the following requests.
 *
 * With `when: "before"` the request is not executed, with `"after"` it has been executed and saved. The default is
 * `"before"`, except for kinds that need a response, where it is `"after"`. Kinds that prevent execution do not allow
 * `"after"`.
 *
 * @category models
 * @since 0.1.0
 */
export type Fault =
  & Schema.Schema.Type<typeof Aimed>
  & (
    | { readonly when?: undefined; readonly do: Kind }
    | { readonly when: "before"; readonly do: Exclude<Kind, Drop> | (Drop & { readonly at: "beforeAnswer" }) }
    | { readonly when: "after"; readonly do: Answer | Drop | Stall | EndSession | FailOperation }
  )

const neverAfter: ReadonlySet<Kind["_tag"]> = new Set(["SlowOperation", "FailSave", "Lock", "Throttle", "CapSessions"])

const isFault = (fault: typeof Fields.Type): fault is Fault =>
  fault.when === "after"
    ? !neverAfter.has(fault.do._tag)
    : fault.when === undefined || fault.do._tag !== "Drop" || fault.do.at === "beforeAnswer"

/**
 * The schema of {@link Fault}, which defines its JSON form.
 *
 * @example
 * ```ts
 * import { Fault } from "@effect-workbook/emulator"
 * import { Schema } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const read = Schema.decodeUnknownEither(Fault.Fault)
 * assert.equal(read({ when: "after", do: { _tag: "Stall", for: "1 minute" } })._tag, "Right")
 * assert.equal(read({ when: "after", do: { _tag: "Throttle", scope: "app", retryAfter: 10 } })._tag, "Left")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Fault: Schema.Schema<Fault, typeof Fields.Encoded> = Fields.pipe(
  Schema.filter(isFault, {
    description: "a fault with \"after\" only for Answer, Drop, Stall, EndSession and FailOperation, " +
      "and with \"before\" not for a Drop in the answer"
  })
)

/**
 * An endless sequence of random faults of all kinds that real services show, with realistic frequencies. It strikes a
 * fraction `rate` of all requests, 0.05 by default. The seed alone determines it: the same requests in the same order
 * are struck in the same way, and the emulator's `Random` is not used.
 *
 * A response that promises that the request was not executed (4xx, or a code that allows a retry) is never given after
 * execution. Session caps are left out because they never end.
 *
 * @category models
 * @since 0.1.0
 */
export interface Schedule extends Schema.Schema.Type<typeof Schedule> {}

/**
 * The schema of {@link Schedule}.
 *
 * @example
 * ```ts
 * import { Fault } from "@effect-workbook/emulator"
 * import { Schema } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * assert.ok(Schema.is(Fault.Schedule)({ seed: 7 }))
 * assert.ok(!Schema.is(Fault.Schedule)({ seed: 7, rate: 2 }))
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Schedule = Schema.Struct({
  seed: Schema.Int,
  rate: Schema.optional(Schema.Number.pipe(Schema.between(0, 1)))
})

/**
 * A request that a fault has struck. `at` is in milliseconds since 1970, `url` is the URL as sent, with the session id
 * removed.
 *
 * @category models
 * @since 0.1.0
 */
export interface Strike extends Schema.Schema.Type<typeof Strike> {}

/**
 * The schema of {@link Strike}.
 *
 * @example
 * ```ts
 * import { Fault } from "@effect-workbook/emulator"
 * import { Schema } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const fault = { do: { _tag: "Answer", status: 502 } }
 * assert.ok(Schema.is(Fault.Strike)({ at: 0, fault, method: "GET", url: "/v1.0/me/drive/root/children" }))
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Strike = Schema.Struct({
  at: Schema.Number,
  fault: Fault,
  method: Schema.String,
  url: Schema.String
})
