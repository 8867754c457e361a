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
 * A class, because the closures of an object would need more memory for each session of a program. Each subscriber brings
 * its own queue, so that a session without subscribers has none.
 */
class SessionEvents implements Publisher, SessionEvent.Events {
  private current: SessionEvent.SessionEvent
  private readonly notify: Listener
  private subscribers: ReadonlyArray<Queue.Enqueue<SessionEvent.SessionEvent>> = []

  constructor(first: SessionEvent.SessionEvent, notify: Listener) {
    this.current = first
    this.notify = notify
  }

  get events(): SessionEvent.Events {
    return this
  }

  readonly publish = (event: SessionEvent.SessionEvent): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (this.current._tag === "Closed") return Effect.void
      this.current = event
      for (const queue of this.subscribers) queue.unsafeOffer(event)
      return this.notify(event)
    })

  get get(): Effect.Effect<SessionEvent.SessionEvent> {
    return Effect.sync(() => this.current)
  }

  get changes(): Stream.Stream<SessionEvent.SessionEvent> {
    const subscription = Effect.acquireRelease(
      Effect.map(Queue.unbounded<SessionEvent.SessionEvent>(), (queue) => {
        queue.unsafeOffer(this.current)
        this.subscribers = [...this.subscribers, queue]
        return queue
      }),
      (queue) =>
        Effect.sync(() => {
          this.subscribers = this.subscribers.filter((other) => other !== queue)
        })
    )
    return Stream.unwrapScoped(Effect.map(
      subscription,
      (queue) => Stream.takeUntil(Stream.fromQueue(queue), ({ _tag }) => _tag === "Closed")
    ))
  }
}

const ignore: Listener = () => Effect.void

/**
 * Makes a publisher whose current event is `first`. `onEvent` is called for each published event, for one at a time.
 *
 * @internal
 */
export const make = (
  first: SessionEvent.SessionEvent,
  onEvent: Listener | undefined,
  timeout: Duration.Duration
): Effect.Effect<Publisher, never, Scope.Scope> =>
  Effect.map(
    onEvent === undefined ? Effect.succeed(ignore) : startListener(onEvent, timeout),
    (notify) => new SessionEvents(first, notify)
  )
