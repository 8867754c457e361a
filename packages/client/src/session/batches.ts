import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type * as GraphClient from "../GraphClient.js"
import * as Batch from "../transport/batch.js"
import * as WorkbookError from "../WorkbookError.js"
import * as WorkbookRequest from "../WorkbookRequest.js"

type SendError = WorkbookError.Failure | Batch.NotExecuted

/**
 * The answer to a request.
 *
 * @internal
 */
export type Answer = Effect.Effect<GraphClient.GraphAnswer, SendError>

/** A request that waits. `send` completes it with an answer, as the call needs it, and never fails. */
interface Pending {
  readonly place: Place
  readonly request: GraphClient.GraphRequest
  readonly functionName: string | undefined
  readonly send: (answer: Answer) => Effect.Effect<void>
}

/** A request that is in flight. */
interface Sent {
  readonly pending: Pending
  readonly resume: (answer: Answer) => void
}

/**
 * The place of a call among those that have their turn. `lead` tells it that it may send its request.
 *
 * @internal
 */
export interface Place {
  readonly isBatchable: boolean
  isAlone: boolean
  pending: Pending | undefined
  lead: () => void
}

/**
 * The turns and the requests of the calls of a session.
 *
 * A call has its turn alone, or together with its neighbours that are batchable too. The first of these sends its request,
 * together with the requests of the following ones as far as all of them wait with a request, in one `$batch`. So the requests
 * keep the order of the calls, also after a failure. A call whose request failed in a batch sends it alone the next time.
 *
 * - `turn`: runs a call in its turn, with its place
 * - `send`: sends a request of a call. Fails with `NotExecuted` if the call has to try again.
 *
 * @internal
 */
export interface Batches {
  readonly turn: Turn
  readonly send: <E>(
    request: GraphClient.GraphRequest,
    place: Place,
    options: SendOptions<E>
  ) => Effect.Effect<GraphClient.GraphAnswer, E>
}

/**
 * Runs a call in its turn. Calls that are never sent together have no place.
 *
 * @internal
 */
export type Turn = <A, E, R>(
  isBatchable: boolean,
  call: (place: Place | undefined) => Effect.Effect<A, E, R>
) => Effect.Effect<A, E, R>

/**
 * Sends a request in the turn of the workbook. `begin` is a failure if the request may not be sent any more, and `alone` sends
 * it alone.
 *
 * @internal
 */
export type Gate = (options: {
  readonly begin: () => Effect.Effect<never, Batch.NotExecuted> | undefined
  readonly alone: () => Answer
}) => Answer

/** `queued` waits for the turn of the workbook. `inTurn` wraps the answer to a request that is sent with others. */
interface SendOptions<out E> {
  readonly functionName: string | undefined
  readonly queued: (gate: Gate) => Effect.Effect<GraphClient.GraphAnswer, E>
  readonly inTurn: (answer: Answer) => Effect.Effect<GraphClient.GraphAnswer, E>
}

/** The resources whose update or clearing changes nothing but their own cells. */
const cells: ReadonlySet<string> = new Set([
  "workbookRange",
  "workbookRangeFormat",
  "workbookRangeFill",
  "workbookRangeFont",
  "workbookRangeBorder",
  "workbookFormatProtection",
  "workbookTableRow"
])

/**
 * Whether a request may be sent with others. If the outcome of a batch is unknown, all of its requests are sent again in the
 * same order. Only reads and changes of cells leave the same workbook then: a sheet that was deleted and another one that got
 * its name would be confused, although each of the two requests may be repeated by itself. A read may find the changes of
 * requests behind it, whose calls were made before it ended.
 *
 * @internal
 */
export const isBatchable = (request: WorkbookRequest.WorkbookRequest): boolean => {
  const { longRunning, method, name, resource, safety } = request.endpoint
  return !longRunning && WorkbookRequest.effect(request) !== "nonIdempotent" &&
    (safety === "read" || cells.has(resource) && (method === "PATCH" || name === "clear"))
}

/**
 * The greatest length of the bodies of a batch. The service documents 5 MB for a request.
 *
 * @internal
 */
export const maxLength = 3_000_000

/**
 * The length of the body of a request.
 *
 * @internal
 */
export const lengthOf = ({ body }: { readonly body?: unknown }): number =>
  body === undefined ? 0 : JSON.stringify(body).length

/**
 * Whether a service refuses batches, or this one: its requests are then sent one by one.
 *
 * @internal
 */
export const isRefused = (failure: WorkbookError.Failure): boolean =>
  failure._tag === "ErrorResponse" && failure.status < 500 && ![401, 408, 429].includes(failure.status)

/** Whether a request may succeed by itself, because its batch was too large or took too long. */
const isTooMuch = (failure: WorkbookError.Failure): boolean =>
  failure._tag === "ErrorResponse" &&
  (failure.status === 504 || ErrorPolicy.meaning(failure.status, failure.error) === "TooLarge")

/** Whether the token of a request is refused. Only a request of its own is sent again with another token. */
const isUnauthorized = (failure: WorkbookError.Failure): boolean =>
  failure._tag === "ErrorResponse" && failure.status === 401

/** Whether a request may succeed in the next batch after this failure. */
const isPassing = (failure: WorkbookError.Failure): boolean =>
  failure._tag === "TransportFailure"
    ? failure.reason === "connection"
    : failure._tag === "ErrorResponse" && [401, 429, 502, 503].includes(failure.status)

/** Requests without a read that repeats another one with no write between them, and where each of them went. */
const unique = (all: ReadonlyArray<GraphClient.GraphRequest>) => {
  const requests: Array<GraphClient.GraphRequest> = []
  const reads = new Map<string, number>()
  const indexes = all.map((request) => {
    const isRead = request.endpoint.safety === "read" && request.body === undefined
    const index = (isRead ? reads.get(request.url) : undefined) ?? requests.push(request) - 1
    if (isRead) reads.set(request.url, index)
    else reads.clear()
    return index
  })
  return { requests, indexes }
}

/**
 * The error of a request by that of its batch.
 *
 * @internal
 */
export const ofRequest = (
  failure: WorkbookError.Failure,
  { functionName, request }: {
    readonly functionName: string | undefined
    readonly request: { readonly endpoint: Endpoint.Any }
  }
): WorkbookError.Failure => {
  const call = { endpoint: Endpoint.id(request.endpoint), functionName }
  switch (failure._tag) {
    case "ErrorResponse":
      return new WorkbookError.ErrorResponse({ ...failure, ...call })
    case "Throttled":
      return new WorkbookError.Throttled({ ...failure, ...call })
    case "TransportFailure":
      return new WorkbookError.TransportFailure({ ...failure, ...call })
    case "UnexpectedAnswer":
      return new WorkbookError.UnexpectedAnswer({ ...failure, ...call })
    case "UntrustedHost":
      return new WorkbookError.UntrustedHost({ ...failure, ...call })
    case "AccessTokenError":
      return failure
  }
}

/**
 * No calls yet. `batch` is that of the `GraphClient`.
 *
 * @internal
 */
export const make = (batch: GraphClient.Service["batch"]): Batches => {
  const active: Array<Place> = []
  const waiting = new Map<Place, () => void>()

  const fits = ({ isBatchable }: Place): boolean =>
    active.length === 0 ||
    isBatchable && active.length < Batch.maxRequests && active.every((other) => other.isBatchable)

  const leave = (place: Place): void => {
    active.splice(active.indexOf(place), 1)
    for (const [next, admit] of waiting) {
      if (!fits(next)) break
      waiting.delete(next)
      active.push(next)
      admit()
    }
    active[0]?.lead()
  }

  const enter = (place: Place): Effect.Effect<void> =>
    Effect.async<void>((resume) => {
      if (waiting.size === 0 && fits(place)) {
        active.push(place)
        resume(Effect.void)
      } else {
        waiting.set(place, () => resume(Effect.void))
      }
    })

  const turn: Turn = (isBatchable, call) =>
    Effect.uninterruptibleMask((restore) => {
      const place: Place = { isBatchable, isAlone: false, pending: undefined, lead: () => {} }
      const run = () =>
        Effect.matchCauseEffect(restore(call(place)), {
          onFailure: (cause) => {
            leave(place)
            return Effect.failCause(cause)
          },
          onSuccess: (value) => {
            leave(place)
            return Effect.succeed(value)
          }
        })
      if (waiting.size === 0 && fits(place)) {
        active.push(place)
        return run()
      }
      return restore(enter(place)).pipe(
        Effect.onError(() => Effect.sync(() => waiting.delete(place) || leave(place))),
        Effect.flatMap(run)
      )
    })

  /** Takes the requests that may be sent together now. */
  const take = (): ReadonlyArray<Pending> => {
    const taken: Array<Pending> = []
    let length = 0
    for (const { isAlone, pending } of active) {
      if (pending === undefined) break
      const [first] = taken
      if (first !== undefined) {
        if (isAlone || first.place.isAlone || pending.request.sessionId !== first.request.sessionId) break
        // A request that is sent by itself needs no length, which takes as long as to encode its body.
        if (taken.length === 1) length = lengthOf(first.request)
        length += lengthOf(pending.request)
        if (length > maxLength) break
      }
      taken.push(pending)
    }
    for (const { place } of taken) place.pending = undefined
    return taken
  }

  /** Gives a request its outcome in a batch. If it failed there, it is sent alone the next time, unless the failure passes. */
  const settle = (
    { pending, resume }: Sent,
    outcome: Exit.Exit<Either.Either<GraphClient.GraphAnswer, SendError>, WorkbookError.Failure>
  ): void => {
    const answer = Exit.flatMap(outcome, Either.match({ onLeft: Exit.fail<SendError>, onRight: Exit.succeed }))
    resume(Effect.mapError(answer, (error) => {
      if (error._tag === "NotExecuted") return error
      const isRefusal = isTooMuch(error) || (Exit.isFailure(outcome) ? isRefused(error) : isUnauthorized(error))
      pending.place.isAlone ||= isRefusal || !isPassing(error)
      return isRefusal ? new Batch.NotExecuted() : ofRequest(error, pending)
    }))
  }

  /**
   * Sends requests together, and gives the answer to the first one. Each request waits for its answer in a fiber of its own,
   * whose interrupt interrupts the batch.
   */
  const sendAll = (
    first: Pending,
    others: ReadonlyArray<Pending>,
    begin: () => Effect.Effect<never, Batch.NotExecuted> | undefined
  ): Answer =>
    Effect.gen(function*() {
      const sent: Array<Sent> = []
      const isReady = yield* Effect.makeLatch(false)
      let missing = 1 + others.length
      const arrive = (): void => {
        if (--missing === 0) isReady.unsafeOpen()
      }
      let interrupt: Effect.Effect<void> = Effect.void
      const fork = <A, E>(pending: Pending, send: (answer: Answer) => Effect.Effect<A, E>) => {
        let hasArrived = false
        const answer: Answer = Effect.async((resume) => {
          hasArrived = true
          sent.push({ pending, resume })
          arrive()
          return Effect.suspend(() => interrupt)
        })
        return Effect.fork(Effect.exit(Effect.ensuring(send(answer), Effect.sync(() => hasArrived || arrive()))))
      }
      const leading = yield* fork(first, (answer) => begin() ?? answer)
      const following = yield* Effect.forEach(others, (pending) => fork(pending, pending.send))
      yield* isReady.await
      const { indexes, requests } = unique(sent.map(({ pending }) => pending.request))
      const sending = yield* Effect.fork(Effect.exit(batch(requests)))
      interrupt = Effect.asVoid(Fiber.interruptFork(sending))
      const outcome = Exit.flatten(yield* Fiber.await(sending))
      for (const [at, each] of sent.entries()) {
        settle(
          each,
          Exit.map(outcome, (outcomes) => outcomes[indexes[at] ?? -1] ?? Either.left(new Batch.NotExecuted()))
        )
      }
      yield* Fiber.awaitAll(following)
      return yield* Exit.flatten(yield* Fiber.await(leading))
    })

  /** Sends the request of the first call, together with those of the calls behind it. */
  const lead = (place: Place): Gate => ({ alone, begin }) => {
    const flush = (): Answer => {
      // The call may have been interrupted meanwhile.
      if (active[0] !== place || place.pending === undefined) return Effect.interrupt
      const [first, ...others] = take()
      return first === undefined || others.length === 0
        ? begin() ?? alone()
        : Effect.interruptible(sendAll(first, others, begin))
    }
    // The calls that have just got their turn send their requests now.
    return active.some(({ pending }) => pending === undefined)
      ? Effect.flatMap(Effect.yieldNow(), flush)
      : flush()
  }

  const sendInPlace = <E>(
    place: Place,
    request: GraphClient.GraphRequest,
    { functionName, inTurn, queued }: SendOptions<E>
  ): Effect.Effect<GraphClient.GraphAnswer, E> => {
    let exit: Exit.Exit<GraphClient.GraphAnswer, E> | undefined
    let wake = (): void => {}
    const pending: Pending = {
      place,
      request,
      functionName,
      send: (answer) =>
        inTurn(answer).pipe(
          Effect.onExit((result) =>
            Effect.sync(() => {
              exit = result
              wake()
            })
          ),
          Effect.ignore
        )
    }
    const isFirst = () => active[0] === place && place.pending === pending
    place.pending = pending
    place.lead = () => wake()
    const awaitAnswer = (): Effect.Effect<GraphClient.GraphAnswer, E> => {
      const change = Effect.async<void>((resume) => {
        wake = () => resume(Effect.void)
        if (exit !== undefined || isFirst()) wake()
      })
      const loop: Effect.Effect<GraphClient.GraphAnswer, E> = Effect.suspend(() =>
        exit ?? (isFirst() ? queued(lead(place)) : Effect.zipRight(change, loop))
      )
      return loop
    }
    // An interrupted call leaves its place.
    return Effect.catchAll(isFirst() ? queued(lead(place)) : awaitAnswer(), (error) => {
      if (place.pending === pending) place.pending = undefined
      return Effect.fail(error)
    })
  }

  return {
    turn,
    send: (request, place, options) =>
      place.isBatchable
        ? sendInPlace(place, request, options)
        : options.queued(({ alone, begin }) => begin() ?? alone())
  }
}
