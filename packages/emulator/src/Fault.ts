/**
 * What can go wrong with a request, as data: which requests a fault strikes, and what it does to them.
 *
 * Faults are given to the emulator when it starts, while it runs, or as JSON over HTTP.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const isTime = (u: unknown): u is Duration.DurationInput => Option.exists(Duration.decodeUnknown(u), Duration.isFinite)

/** In JSON a number of milliseconds, or text such as `"3 seconds"`. */
const Time = Schema.transform(
  Schema.Union(Schema.NonNegative, Schema.String).pipe(
    Schema.filter(isTime, { message: () => `Expected milliseconds, or a time like "3 seconds"` })
  ),
  Schema.declare(isTime, { identifier: "Time" }),
  { strict: true, decode: (time) => time, encode: (time) => Duration.toMillis(time) }
)

const Count = Schema.Int.pipe(Schema.positive())

const endpointIds: ReadonlySet<string> = new Set(Catalogue.all.map(Endpoint.id))

const EndpointId = Schema.String.pipe(
  Schema.filter((id) => endpointIds.has(id), {
    message: ({ actual }) =>
      `Expected the id of an endpoint, like "workbookRange.update", not ${JSON.stringify(actual)}`
  })
)

const HeaderName = Schema.String.pipe(
  Schema.pattern(/^[\w!#$%&'*+.^`|~-]+$/, { message: () => "Expected the name of a header" })
)

const HeaderValue = Schema.String.pipe(
  Schema.pattern(/^[\t\x20-\x7e\x80-\xff]*$/, { message: () => "Expected the value of a header" })
)

/**
 * Which requests a fault is for: those that fit all that is said here, every request where nothing is.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const savedAppends: Fault.On = { endpoint: "Collection(workbookTableRow).add", workbook: "/orders.xlsx" }
 * ```
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
  /** The id of an endpoint of the catalogue, `workbook.createSession` for one. */
  endpoint: Schema.optional(EndpointId),
  /** The HTTP method, in any case. */
  method: Schema.optional(Schema.String),
  /** A part of the decoded path, without the query. */
  path: Schema.optional(Schema.String),
  /** The path of the workbook in the drive, or its id. */
  workbook: Schema.optional(Schema.String),
  /** Whether the request names a session. */
  session: Schema.optional(Schema.Boolean)
})

/**
 * Answers instead of the service.
 *
 * `code` is the second-level code, `diagnostic` the deepest, both nested as the service nests them. Without `code` the
 * error comes from a layer above Excel. `body` is sent as JSON and `text` as it is, instead of an error. A number as
 * `retryAfter` is in seconds, text is sent as it is. A code that says that the session is dead ends the session.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const answer: Fault.Answer = {
 *   _tag: "Answer",
 *   status: 503,
 *   code: "serviceUnavailableUncategorized",
 *   retryAfter: 2.5
 * }
 * ```
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
 * Loses the connection: before anything of the answer, or in the middle of its body. In the process, the client then
 * fails with a `RequestError`; or status and headers arrive, and reading the body fails.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const drop: Fault.Drop = { _tag: "Drop", at: "beforeAnswer" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Drop extends Schema.Schema.Type<typeof Drop> {}

const Drop = Schema.TaggedStruct("Drop", { at: Schema.Literal("beforeAnswer", "inAnswer") })

/**
 * Answers as usual, that much later. `when` says on which side of the wait the request is executed.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const stall: Fault.Stall = { _tag: "Stall", for: "40 seconds" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Stall extends Schema.Schema.Type<typeof Stall> {}

const Stall = Schema.TaggedStruct("Stall", { for: Time })

/**
 * The session that the request names is over from now on, and the request is answered with this code;
 * `invalidSessionReCreatable` unless said otherwise. It strikes no request without a session.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const endSession: Fault.EndSession = { _tag: "EndSession" }
 * ```
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
 * The long-running operation that the request starts ends in `failed`: without having done its work, or having done it,
 * as `when` says. Nothing happens to a request that is not answered with 202.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const failOperation: Fault.FailOperation = { _tag: "FailOperation", code: "transientFailure" }
 * ```
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
 * The long-running operation that the request starts takes that much longer. Nothing happens to a request that is not
 * answered with 202.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const slowOperation: Fault.SlowOperation = { _tag: "SlowOperation", by: "2 minutes" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SlowOperation extends Schema.Schema.Type<typeof SlowOperation> {}

const SlowOperation = Schema.TaggedStruct("SlowOperation", { by: Time })

/**
 * The drive refuses to save what the request changes: 500 `SavingWorkbookFailed`, the change is forgotten, and so is the
 * session, as documented. Nothing happens to a request that saves nothing.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const failSave: Fault.FailSave = { _tag: "FailSave" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FailSave extends Schema.Schema.Type<typeof FailSave> {}

const FailSave = Schema.TaggedStruct("FailSave", {})

/**
 * Somebody edits the workbook: until that much time has passed every writing request and `createSession` on it get 409
 * `accessConflict`.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const lock: Fault.Lock = { _tag: "Lock", by: "Ada Lovelace", for: "10 minutes" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Lock extends Schema.Schema.Type<typeof Lock> {}

const Lock = Schema.TaggedStruct("Lock", { by: Schema.String, for: Time })

/**
 * 429 with a `Retry-After` of so many seconds, until `for` has passed (as long as `retryAfter`, unless said otherwise):
 * for all requests on the workbook with Excel's code, or for all requests of the app with Graph's own body. No request
 * that gets it is executed.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const throttle: Fault.Throttle = { _tag: "Throttle", scope: "app", retryAfter: 10 }
 * ```
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
 * From now on a workbook can have so many sessions. The request itself goes its way.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const capSessions: Fault.CapSessions = { _tag: "CapSessions", at: 1 }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CapSessions extends Schema.Schema.Type<typeof CapSessions> {}

const CapSessions = Schema.TaggedStruct("CapSessions", { at: Schema.NonNegativeInt })

/**
 * What a fault does.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const kinds: ReadonlyArray<Fault.Kind> = [{ _tag: "EndSession" }, { _tag: "Answer", status: 502 }]
 * ```
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
).annotations({ identifier: "Kind of fault" })

const Aimed = Schema.Struct({
  /** Which requests are meant; all of them where it is left out. */
  on: Schema.optional(On),
  /** Of those, the first to be struck, counted from when the fault was added. 1 */
  nth: Schema.optional(Count),
  /** How many are struck from there on. 1 */
  times: Schema.optional(Schema.Union(Count, Schema.Literal("always")))
})

const Fields = Schema.Struct({
  ...Aimed.fields,
  when: Schema.optional(Schema.Literal("before", "after")),
  do: Kind
}).annotations({ identifier: "Fault" })

/**
 * A fault. It strikes the `nth` request that `on` means and the `times - 1` after it, one fault a request: where several
 * are due, the others strike later.
 *
 * `when` says whether the request has had no effect (`"before"`) or was executed and saved (`"after"`). Left out it is
 * `"before"`, and `"after"` for what needs an answer to strike. What is never executed has no `"after"`.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * // the second append is done, and yet answered with 504
 * export const fault: Fault.Fault = {
 *   on: { endpoint: "Collection(workbookTableRow).add" },
 *   nth: 2,
 *   when: "after",
 *   do: { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized" }
 * }
 * ```
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
 * The schema of {@link Fault}: how it travels as JSON.
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
    message: () =>
      "Expected \"after\" only with Answer, Drop, Stall, EndSession or FailOperation, " +
      "and \"before\" not with a Drop in the answer"
  })
)

/**
 * An endless row of faults of all kinds that real services have, in proportions as they have been seen; about `rate` of
 * all requests are struck, 0.05 unless said otherwise. It is made from the seed alone: the same requests in the same
 * order are struck in the same way, and chance in the emulator is not disturbed.
 *
 * An answer that tells clients not to worry is never given after the effect: 4xx, or a code whose documentation lets
 * the request be sent again. Session caps, which would never end, are left out.
 *
 * @example
 * ```ts
 * import type { Emulator, Fault } from "@effect-workbook/emulator"
 *
 * const faults: Fault.Schedule = { seed: 42, rate: 0.1 }
 * export const options: Emulator.Options = { books: "./books", faults }
 * ```
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
 * A request that a fault has struck, and when: milliseconds since 1970. The URL is as it was sent, without a session id.
 *
 * @example
 * ```ts
 * import type { Fault } from "@effect-workbook/emulator"
 *
 * export const describe = ({ fault, method, url }: Fault.Strike) => `${fault.do._tag} struck ${method} ${url}`
 * ```
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
