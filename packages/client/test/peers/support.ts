/** Helpers for the tests that check the known bugs of peers, which are other clients and emulators for Graph. */
import { HttpClient, type HttpClientError, type HttpClientResponse } from "@effect/platform"
import { Effect, Fiber, Random, TestClock } from "effect"
import { type Answer, failure, type Received, type Reply } from "../support/Script.js"

/** Runs an effect for an hour of virtual time, with a fixed random seed. */
export const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  }).pipe(Effect.withRandom(Random.make("peers")))

/** The names of the logged requests, without their times. */
export const names = (log: ReadonlyArray<string>) => log.map((line) => line.slice(line.indexOf(" ") + 1))

/** The times of the requests with a name, in seconds. */
export const timesOf = (log: ReadonlyArray<string>, name: string) =>
  log.filter((line) => line.endsWith(` ${name}`)).map((line) => Number(line.split(" ")[0]))

/** Answers `createSession` with a different id each time. */
export const numberedSession: Answer = ({ body }, count) => ({
  status: 201,
  body: { id: `secret-session-${count}`, ...(typeof body === "object" ? body : {}) }
})

export const sessionOf = ({ headers }: Received) => headers["workbook-session-id"]

export const withRetryAfter = (reply: Reply, retryAfter: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, "retry-after": retryAfter }
})

export const lost = failure(404, "InvalidOrTimedOutSession", "invalidSessionReCreatable")
export const throttled = failure(429, "x", "tooManyRequestsUncategorized")

type Response = Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** Records the requests to the emulator; `wrap` wraps each response. */
export const recording = (wrap: (response: Response) => Response = (response) => response) => {
  const requests: Array<{ readonly method: string; readonly url: string; readonly session: string | undefined }> = []
  const transformClient = (client: HttpClient.HttpClient) =>
    HttpClient.transform(client, (response, { headers, method, url }) =>
      Effect.suspend(() => {
        requests.push({ method, url, session: headers["workbook-session-id"] })
        return wrap(response)
      }))
  const count = (part: string) => requests.filter(({ url }) => url.includes(part)).length
  return { requests, count, transformClient }
}
