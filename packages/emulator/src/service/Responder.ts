/**
 * Responses of all parts of the emulator: they carry request ids, and failures have one style.
 *
 * @since 0.1.0
 */
import type * as GraphError from "@effect-workbook/schema/GraphError"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Undocumented from "../Undocumented.js"
import * as Failure from "./Failure.js"
import * as Guid from "./Guid.js"
import * as Message from "./Message.js"

export interface Responder {
  /** Answers a request. Failures become error responses, and so do defects, which are also logged. */
  readonly respond: (
    request: Pick<Message.Request, "headers">,
    answer: (
      errorOf: (failure: Failure.Failure) => GraphError.Json
    ) => Effect.Effect<Message.Response, Failure.Failure>
  ) => Effect.Effect<Message.Response>
}

export const make = (settings: Pick<Undocumented.Positions, "errors" | "sessionLostStatus">): Responder => {
  const statusOf = (failure: Failure.Failure): number =>
    failure.code === "invalidSessionReCreatable" ? settings.sessionLostStatus : failure.status
  return {
    respond: (request, answer) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const requestId = yield* Guid.make
        const clientRequestId = request.headers["client-request-id"] ?? requestId
        const stamp = { now, requestId, clientRequestId }
        const errorOf = (failure: Failure.Failure) =>
          Failure.toError(failure, statusOf(failure), settings.errors, stamp)
        const response = yield* Effect.suspend(() => answer(errorOf)).pipe(
          Effect.catchAllDefect((defect) =>
            Effect.zipRight(Effect.logError(defect), Failure.excel("internalServerErrorUncategorized"))
          ),
          Effect.catchAll((failure) =>
            Effect.succeed(Message.json(statusOf(failure), { error: errorOf(failure) }, failure.headers))
          )
        )
        return {
          ...response,
          headers: { ...response.headers, "request-id": requestId, "client-request-id": clientRequestId }
        }
      })
  }
}
