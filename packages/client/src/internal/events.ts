import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as Subscribable from "effect/Subscribable"
import * as SubscriptionRef from "effect/SubscriptionRef"
import type * as SessionEvent from "../SessionEvent.js"
import { inTime } from "./inTime.js"

/**
 * What happens to a session, and who wants to hear of it. Nothing is published after `Closed`.
 *
 * @internal
 */
export interface Events {
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly events: Subscribable.Subscribable<SessionEvent.SessionEvent>
}

type Listener = (event: SessionEvent.SessionEvent) => Effect.Effect<void>

/** Nothing waits for a listener but the end of the scope, and that for a time only. */
const listening = Effect.fnUntraced(function*(onEvent: Listener, patience: Duration.Duration) {
  const told = yield* Queue.unbounded<SessionEvent.SessionEvent>()
  const listen: Effect.Effect<void> = Effect.flatMap(
    Queue.take(told),
    (event) =>
      Effect.suspend(() => onEvent(event)).pipe(
        Effect.catchAllCause((cause) => Effect.logWarning("onEvent", cause)),
        Effect.zipRight(event._tag === "Closed" ? Effect.void : listen)
      )
  )
  const listener = yield* Effect.forkDaemon(Effect.interruptible(listen))
  yield* Effect.addFinalizer(() => Effect.zipRight(inTime(listener, patience), Fiber.interruptFork(listener)))
  return (event: SessionEvent.SessionEvent) => Queue.offer(told, event)
})

/**
 * Begins with the first event. `onEvent` hears of those that are published, one after the other.
 *
 * @internal
 */
export const make = Effect.fnUntraced(function*(
  first: SessionEvent.SessionEvent,
  onEvent: Listener | undefined,
  patience: Duration.Duration
): Effect.fn.Return<Events, never, Scope.Scope> {
  const ref = yield* SubscriptionRef.make(first)
  const tell = onEvent === undefined ? () => Effect.void : yield* listening(onEvent, patience)
  let isClosed = false
  return {
    publish: (event) =>
      Effect.suspend(() => {
        if (isClosed) return Effect.void
        isClosed = event._tag === "Closed"
        return Effect.zipRight(SubscriptionRef.set(ref, event), tell(event))
      }),
    events: Subscribable.make({
      get: SubscriptionRef.get(ref),
      changes: Stream.takeUntil(ref.changes, ({ _tag }) => _tag === "Closed")
    })
  }
})
