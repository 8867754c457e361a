/**
 * Lets requests in, and turns whatever becomes of them into an answer of Graph's kind.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Caller from "./Caller.js"
import * as Failure from "./Failure.js"
import * as Guid from "./Guid.js"
import * as Message from "./Message.js"
import * as Router from "./Router.js"

export interface Settings extends Router.Environment {
  readonly requireAuthorization: boolean
  readonly errors: Failure.Style
  readonly sessionLostStatus: 400 | 404
}

const noToken = Failure.gateway(401, "InvalidAuthenticationToken", "Access token is empty.")

export const make = (settings: Settings): Message.Handle => {
  const route = Router.make(settings)
  const statusOf = (failure: Failure.Failure): number =>
    failure.code === "invalidSessionReCreatable" ? settings.sessionLostStatus : failure.status
  return (request) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const requestId = yield* Guid.make
      const clientRequestId = request.headers["client-request-id"] ?? requestId
      const stamp = { now, requestId, clientRequestId }
      const errorOf = (failure: Failure.Failure) => Failure.toError(failure, statusOf(failure), settings.errors, stamp)
      const caller = Caller.fromHeader(request.headers["authorization"])
      const answer = yield* (settings.requireAuthorization && !caller.authenticated
        ? noToken
        : route({ request, caller, errorOf })).pipe(
          Effect.catchAllDefect((defect) =>
            Effect.zipRight(Effect.logError(defect), Failure.excel("internalServerErrorUncategorized"))
          ),
          Effect.catchAll((failure) =>
            Effect.succeed(Message.json(statusOf(failure), { error: errorOf(failure) }, failure.headers))
          )
        )
      return {
        ...answer,
        headers: { ...answer.headers, "request-id": requestId, "client-request-id": clientRequestId }
      }
    }).pipe(Effect.withSpan("Emulator.handle", {
      captureStackTrace: false,
      kind: "server",
      attributes: { method: request.method }
    }))
}
