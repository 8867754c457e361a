import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import type * as SessionEvent from "../../SessionEvent.js"
import { withFunctionName } from "../functionName.js"
import { inTime } from "../transport/inTime.js"

/**
 * The events of a session, and how to publish one. Nothing is published after `Closed`.
 *
 * @internal
 */
export interface Publisher {
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly events: SessionEvent.Events
}

type Listener = (event: SessionEvent.SessionEvent) => Effect.Effect<void>

/** Runs a listener in a fiber of its own. Only the end of the scope waits for it, up to a time. */
const listening = Effect.fnUntraced(function*(onEvent: Listener, timeout: Duration.Duration) {
  const published = yield* Queue.unbounded<SessionEvent.SessionEvent>()
  const listen: Effect.Effect<void> = Effect.flatMap(
    Queue.take(published),
    (event) =>
      Effect.suspend(() => onEvent(event)).pipe(
        withFunctionName(undefined),
        Effect.catchAllCause((cause) => Effect.logWarning("onEvent", cause)),
        Effect.zipRight(event._tag === "Closed" ? Effect.void : listen)
      )
  )
  const listener = yield* Effect.forkDaemon(Effect.interruptible(listen))
  yield* Effect.addFinalizer(() => Effect.zipRight(inTime(listener, timeout), Fiber.interruptFork(listener)))
  return (event: SessionEvent.SessionEvent) => Queue.offer(published, event)
})

/**
 * The events of a session from the first one on. `onEvent` is called for each published event, one after the other.
 *
 * @internal
 */
export const make = Effect.fnUntraced(function*(
  first: SessionEvent.SessionEvent,
  onEvent: Listener | undefined,
  timeout: Duration.Duration
): Effect.fn.Return<Publisher, never, Scope.Scope> {
  const ref = yield* SubscriptionRef.make(first)
  const notify = onEvent === undefined ? () => Effect.void : yield* listening(onEvent, timeout)
  let isClosed = false
  return {
    publish: (event) =>
      Effect.suspend(() => {
        if (isClosed) return Effect.void
        isClosed = event._tag === "Closed"
        return Effect.zipRight(SubscriptionRef.set(ref, event), notify(event))
      }),
    events: {
      get: SubscriptionRef.get(ref),
      changes: Stream.takeUntil(ref.changes, ({ _tag }) => _tag === "Closed")
    }
  }
})
