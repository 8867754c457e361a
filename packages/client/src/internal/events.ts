import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Subscribable from "effect/Subscribable"
import * as SubscriptionRef from "effect/SubscriptionRef"
import type * as SessionEvent from "../SessionEvent.js"

/**
 * What happens to a session, and who wants to hear of it.
 *
 * @internal
 */
export interface Events {
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly events: Subscribable.Subscribable<SessionEvent.SessionEvent>
}

/**
 * Begins with the first event.
 *
 * @internal
 */
export const make = (
  first: SessionEvent.SessionEvent,
  onEvent: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
): Effect.Effect<Events> =>
  Effect.map(SubscriptionRef.make(first), (ref) => ({
    publish: (event) => Effect.zipRight(SubscriptionRef.set(ref, event), onEvent(event)),
    events: Subscribable.make({
      get: SubscriptionRef.get(ref),
      changes: Stream.takeUntil(ref.changes, ({ _tag }) => _tag === "Closed")
    })
  }))
