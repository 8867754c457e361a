/**
 * What happens to a session in its life, for people and for programs that show it to people.
 *
 * @since 0.1.0
 */
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"

const at = { at: Schema.DateTimeUtcFromNumber }

/**
 * - `Opening`: `createSession` was asked for, the first time or again
 * - `Open`: calls can be made; a call without a session (mode `sessionless`) needs no opening
 * - `Refreshed`: it was idle for long and has been kept alive
 * - `Throttled`: the service has asked for a rest `until` then, of this workbook or of the whole application (`scope`). Told
 *   when it asks, or when a request of this session meets a rest that it asked another for
 * - `Recreated`: it was lost and another one has taken its place, restored where that was asked for
 * - `Lost`: the service has dropped it, or it must not be used any further; `code` says why, where the service said so
 * - `Closed`: its scope has ended. Nothing comes after it.
 *
 * `at` is when.
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
 * @example
 * ```ts
 * import type { SessionEvent } from "@effect-workbook/client"
 * import { DateTime } from "effect"
 *
 * export const line = (event: SessionEvent.SessionEvent): string => `${DateTime.formatIso(event.at)} ${event._tag}`
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type SessionEvent = typeof SessionEvent.Type

/**
 * The events of a session: the latest one (`get`), and a stream (`changes`) of the latest and all that follow, which ends
 * after `Closed`.
 *
 * @example
 * ```ts
 * import type { SessionEvent } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 *
 * export const logged = (events: SessionEvent.Events) =>
 *   Stream.runForEach(events.changes, (event) => Effect.log(event._tag))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Events {
  readonly get: Effect.Effect<SessionEvent>
  readonly changes: Stream.Stream<SessionEvent>
}
