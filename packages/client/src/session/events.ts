import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
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
 * Most sessions have no subscribers, and a program may hold thousands of sessions. So each subscriber brings its own queue,
 * and a session without subscribers has none.
 *
 * @internal
 */
export const make = Effect.fnUntraced(function*(
  first: SessionEvent.SessionEvent,
  onEvent: Listener | undefined,
  timeout: Duration.Duration
): Effect.fn.Return<Publisher, never, Scope.Scope> {
  const notify = onEvent === undefined ? () => Effect.void : yield* startListener(onEvent, timeout)
  let current = first
  let subscribers: ReadonlyArray<Queue.Enqueue<SessionEvent.SessionEvent>> = []
  const subscribe = (queue: Queue.Queue<SessionEvent.SessionEvent>) => {
    queue.unsafeOffer(current)
    subscribers = [...subscribers, queue]
    return queue
  }
  return {
    publish: (event) =>
      Effect.suspend(() => {
        if (current._tag === "Closed") return Effect.void
        current = event
        for (const queue of subscribers) queue.unsafeOffer(event)
        return notify(event)
      }),
    events: {
      get: Effect.sync(() => current),
      changes: Stream.unwrapScoped(Effect.map(
        Effect.acquireRelease(
          Effect.map(Queue.unbounded<SessionEvent.SessionEvent>(), subscribe),
          (queue) =>
            Effect.sync(() => {
              subscribers = subscribers.filter((other) => other !== queue)
            })
        ),
        (queue) => Stream.takeUntil(Stream.fromQueue(queue), ({ _tag }) => _tag === "Closed")
      ))
    }
  }
})
