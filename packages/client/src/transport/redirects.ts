import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Option from "effect/Option"

/** Sets `redirect: "manual"`, because `fetch` would follow a redirect and send the session id to another host. */
const setManualRedirect = Effect.withFiberRuntime<void>(({ currentContext: context }) => {
  const init = Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))
  return FiberRef.set(
    FiberRef.currentContext,
    Context.add(context, FetchHttpClient.RequestInit, { ...init, redirect: "manual" })
  )
})

/**
 * Makes a `fetch` client return redirects instead of following them, and keeps its other `RequestInit` options. The clients
 * for Node.js do not follow redirects by default.
 *
 * The setting stays in the fiber that executes the request, see `Exchange.make`.
 *
 * @internal
 */
export const disable = (client: HttpClient.HttpClient): HttpClient.HttpClient => {
  // The `RequestInit` that the layer of the client provides is in the context only while the client prepares a request.
  const prepared = HttpClient.mapRequestEffect(client, (request) => Effect.as(setManualRedirect, request))
  // A transformation of this client cannot separate preparing the request from executing it, because both are one step.
  const execute = (request: Effect.Effect<HttpClientRequest.HttpClientRequest>) =>
    Effect.flatMap(request, prepared.execute)
  return HttpClient.makeWith(execute, Effect.succeed)
}
