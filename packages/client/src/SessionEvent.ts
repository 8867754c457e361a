/**
 * The events in the life of a session, for logs and user interfaces.
 *
 * @since 0.1.0
 */
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"

const at = { at: Schema.DateTimeUtcFromNumber }

/**
 * An event of a session. `at` is the time of the event.
 *
 * - `Opening`: the client sends `createSession`, for the first session or for a new one after a loss
 * - `Open`: calls can be made. In the mode `sessionless` this is the first event.
 * - `Refreshed`: the session was idle, and `refreshSession` has kept it alive
 * - `Throttled`: a request of this session must wait until `until`, because the service has started a cooldown of the
 *   workbook (`scope` `"workbook"`) or of the application (`scope` `"client"`)
 * - `Recreated`: the session was lost and a new one is open; the option `restore` has run, if there is one
 * - `Lost`: the service has ended the session, or the session must not be used any more. `code` is the documented error
 *   code, and absent if there is none.
 * - `Closed`: the scope of the session is closed. This is the last event.
 *
 * @example
 * ```ts
 * import { SessionEvent } from "@effect-workbook/client"
 * import { DateTime, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const event: SessionEvent.SessionEvent = { _tag: "Open", at: DateTime.unsafeMake(0) }
 * deepStrictEqual(Schema.encodeSync(SessionEvent.SessionEvent)(event), { _tag: "Open", at: 0 })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SessionEvent = Schema.Union(
  Schema.TaggedStruct("Opening", at),
  Schema.TaggedStruct("Open", at),
  Schema.TaggedStruct("Refreshed", at),
  Schema.TaggedStruct("Throttled", {
    ...at,
    until: Schema.DateTimeUtcFromNumber,
    scope: Schema.Literal("workbook", "client")
  }),
  Schema.TaggedStruct("Recreated", at),
  Schema.TaggedStruct("Lost", { ...at, code: Schema.optional(ErrorCode.ErrorCode) }),
  Schema.TaggedStruct("Closed", at)
)

/**
 * The type of `SessionEvent`.
 *
 * @category models
 * @since 0.1.0
 */
export type SessionEvent = typeof SessionEvent.Type

/**
 * The events of a session. `get` succeeds with the latest event. `changes` is a stream of the latest event and all
 * later ones, and ends after `Closed`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Events {
  readonly get: Effect.Effect<SessionEvent>
  readonly changes: Stream.Stream<SessionEvent>
}
