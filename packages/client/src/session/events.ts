import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { withFunctionName } from "../call/functionName.js"
import type * as SessionEvent from "../SessionEvent.js"
import { awaitWithin } from "../transport/awaitWithin.js"

/**
 * The events of a session and a function that publishes an event. `Closed` is the last event; later ones are dropped.
 *
 * @internal
 */
export interface Publisher {
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly events: SessionEvent.Events
}

type Listener = (event: SessionEvent.SessionEvent) => Effect.Effect<void>

/** Runs a listener in the background. The end of the scope waits until the listener has handled `Closed`, up to a timeout. */
const startListener = Effect.fnUntraced(function*(onEvent: Listener, timeout: Duration.Duration) {
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
  yield* Effect.addFinalizer(() => Effect.zipRight(awaitWithin(listener, timeout), Fiber.interruptFork(listener)))
  return (event: SessionEvent.SessionEvent) => Queue.offer(published, event)
})

/**
 * Makes a publisher whose current event is `first`. `onEvent` is called for each published event, for one at a time.
 *
 * @internal
 */
export const make = Effect.fnUntraced(function*(
  first: SessionEvent.SessionEvent,
  onEvent: Listener | undefined,
  timeout: Duration.Duration
): Effect.fn.Return<Publisher, never, Scope.Scope> {
  const ref = yield* SubscriptionRef.make(first)
  const notify = onEvent === undefined ? () => Effect.void : yield* startListener(onEvent, timeout)
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
