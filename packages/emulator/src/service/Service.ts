/**
 * Authenticates requests, and answers every one of them, even after a failure.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Caller from "./Caller.js"
import * as Failure from "./Failure.js"
import type * as Message from "./Message.js"
import type * as Responder from "./Responder.js"
import * as Router from "./Router.js"

export interface Settings extends Router.Environment {
  readonly responder: Responder.Responder
  readonly requireAuthorization: boolean
}

export const make = (settings: Settings): Message.Handle => {
  const route = Router.make(settings)
  return (request) =>
    settings.responder.respond(request, (errorOf) => {
      const caller = Caller.fromHeader(request.headers["authorization"])
      return settings.requireAuthorization && !caller.authenticated
        ? Failure.noToken
        : route({ request, caller, errorOf })
    }).pipe(
      Effect.tap(({ status }) => Effect.annotateCurrentSpan("http.response.status_code", status)),
      Effect.withSpan("Emulator.handle", {
        captureStackTrace: false,
        kind: "server",
        attributes: { "http.request.method": request.method }
      })
    )
}
