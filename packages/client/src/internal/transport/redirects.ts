import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import { identity } from "effect/Function"
import * as Option from "effect/Option"

/** `fetch` would follow a redirect, and take the id of the session along to another host. */
const tellFetch: Effect.Effect<void> = Effect.flatMap(Effect.context<never>(), (context) => {
  const given = Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))
  return FiberRef.set(
    FiberRef.currentContext,
    Context.add(context, FetchHttpClient.RequestInit, { ...given, redirect: "manual" })
  )
})

/**
 * A client that does not follow redirects where it is `fetch`; what else its layer or its caller tell `fetch` stays. The
 * clients of Node.js do not follow any.
 *
 * @internal
 */
export const notFollowed = (client: HttpClient.HttpClient): HttpClient.HttpClient => {
  // A request is prepared where the client sees what its layer was given, and nowhere else can that be added to.
  const telling = HttpClient.mapRequestEffect(client, (request) => Effect.as(tellFetch, request))
  // In one piece, so that what is put around this client cannot prepare the request elsewhere.
  const execute = (request: Effect.Effect<HttpClientRequest.HttpClientRequest>) =>
    Effect.mapInputContext(Effect.flatMap(request, telling.execute), identity<Context.Context<never>>)
  return HttpClient.makeWith(execute, Effect.succeed)
}
