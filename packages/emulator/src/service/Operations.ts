/**
 * Long-running operations: they are started by a 202 response and polled at its `Location`.
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

/** The result of an operation, and the endpoint that returns it, if there is one. */
export interface Outcome {
  readonly result: Endpoint.Any | undefined
  readonly body: unknown
}

export interface Operation {
  readonly id: string
  readonly itemId: string
  /** The session that the operation creates or works in. */
  readonly sessionId: string | undefined
  readonly started: number
  status: Status
  outcome: Outcome | undefined
  failure: Failure.Failure | undefined
}

export interface Operations {
  /**
   * Starts the work in the background, driven by the clock. The operation is `notStarted` for a quarter of the delay.
   */
  readonly start: (options: {
    readonly itemId: string
    readonly sessionId: string | undefined
    readonly work: Effect.Effect<Outcome, Failure.Failure>
  }) => Effect.Effect<Operation>
  readonly find: (itemId: string, id: string) => Effect.Effect<Operation, Failure.Failure>
  /** The operations of a workbook that can be polled, in the order in which they were started. */
  readonly list: (itemId: string) => Effect.Effect<ReadonlyArray<Operation>>
  /** Removes expired operations, and returns whether any are left. */
  readonly sweep: Effect.Effect<boolean>
}

/** How long the outcome of an operation can be polled. The documentation does not say. */
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
          // the server handles requests uninterruptibly, and this fiber outlives the request
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
          ? Failure.notFound(`The operation ${Failure.quoted(id)}`)
          : Effect.succeed(operation)
      }),
    list: (itemId) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        forget(now)
        return Array.from(operations.values()).filter((operation) => operation.itemId === itemId)
      }),
    sweep: Effect.map(Clock.currentTimeMillis, (now) => {
      forget(now)
      return operations.size > 0
    })
  }
}
