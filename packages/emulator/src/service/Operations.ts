/**
 * Long-running operations: what a 202 answer promises, and what its `Location` then tells.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Scope from "effect/Scope"
import * as Failure from "./Failure.js"
import * as Guid from "./Guid.js"

export type Status = "notStarted" | "running" | "succeeded" | "failed"

/** What an operation leaves behind, and the endpoint that reads it, if there is one. */
export interface Outcome {
  readonly result: Endpoint.Any | undefined
  readonly body: unknown
}

export interface Operation {
  readonly id: string
  readonly itemId: string
  /** Of the session that the operation makes, or that it works in. */
  readonly sessionId: string | undefined
  readonly started: number
  status: Status
  outcome: Outcome | undefined
  failure: Failure.Failure | undefined
}

export interface Operations {
  /** Begins the work in the background; the clock alone moves it on. It takes a quarter of the delay to be started. */
  readonly start: (options: {
    readonly itemId: string
    readonly sessionId: string | undefined
    readonly work: Effect.Effect<Outcome, Failure.Failure>
  }) => Effect.Effect<Operation>
  readonly find: (itemId: string, id: string) => Effect.Effect<Operation, Failure.Failure>
  /** Forgets old ones, and says whether anything is left. */
  readonly sweep: Effect.Effect<boolean>
}

/** How long the outcome of an operation can be asked for. The documentation does not say. */
const lifetime = Duration.toMillis("1 hour")

export const make = (delay: Duration.Duration, scope: Scope.Scope): Operations => {
  const operations = new Map<string, Operation>()
  const forget = (now: number) => {
    for (const { id, outcome, failure, started } of operations.values()) {
      if ((outcome ?? failure) !== undefined && now - started >= lifetime) operations.delete(id)
    }
  }
  return {
    start: ({ itemId, sessionId, work }) =>
      Effect.gen(function*() {
        const id = yield* Guid.make
        const started = yield* Clock.currentTimeMillis
        const operation: Operation = {
          id,
          itemId,
          sessionId,
          started,
          status: "notStarted",
          outcome: undefined,
          failure: undefined
        }
        operations.set(id, operation)
        yield* Effect.sleep(Duration.times(delay, 0.25)).pipe(
          Effect.zipRight(Effect.sync(() => {
            operation.status = "running"
          })),
          Effect.zipRight(Effect.sleep(Duration.times(delay, 0.75))),
          Effect.zipRight(work),
          Effect.catchAllDefect((defect) =>
            Effect.zipRight(Effect.logError(defect), Failure.excel("internalServerErrorUncategorized"))
          ),
          Effect.exit,
          Effect.map(Exit.match({
            onFailure: (cause) => {
              operation.status = "failed"
              operation.failure = cause._tag === "Fail"
                ? cause.error
                : Failure.excel("internalServerErrorUncategorized")
            },
            onSuccess: (outcome) => {
              operation.status = "succeeded"
              operation.outcome = outcome
            }
          })),
          // servers answer requests uninterruptibly; what outlives the answer must not be so
          Effect.interruptible,
          Effect.forkIn(scope)
        )
        return operation
      }),
    find: (itemId, id) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        forget(now)
        const operation = operations.get(id)
        return operation === undefined || operation.itemId !== itemId
          ? Failure.excel("itemNotFound", "The operation doesn't exist.")
          : Effect.succeed(operation)
      }),
    sweep: Effect.map(Clock.currentTimeMillis, (now) => {
      forget(now)
      return operations.size > 0
    })
  }
}
