/** Prints each request of the client on the timeline, without secrets. */
import { HttpClient, type HttpClientRequest } from "@effect/platform"
import { Effect } from "effect"
import type { SkippingClock } from "./SkippingClock.js"
import type { Timeline } from "./Timeline.js"

const shown = (request: HttpClientRequest.HttpClientRequest): string => {
  const path = decodeURIComponent(new URL(request.url).pathname)
  const below = path.split("/workbook/")[1] ?? path
  return `${request.method} ${below.replace(/operations\/.*/, "operations/…").replace(/key='[^']*'/, "key='…'")}`
}

export const watched = (timeline: typeof Timeline.Service, clock: SkippingClock) => (client: HttpClient.HttpClient) =>
  HttpClient.transform(client, (answer, request) =>
    clock.busy(answer).pipe(
      Effect.tap((response) => timeline.wire(`${shown(request)}  ${response.status}`)),
      Effect.tapError((error) => timeline.wire(`${shown(request)}  ${error.reason}`))
    ))
