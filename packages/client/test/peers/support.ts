/** What the tests of the peers' bugs share. */
import { HttpClient, type HttpClientError, type HttpClientResponse } from "@effect/platform"
import { Effect, Fiber, Random, TestClock } from "effect"
import { type Answer, failure, type Received, type Reply } from "../support/Script.js"

/** Lets virtual time run until the work is done, with the same chance each time. */
export const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  }).pipe(Effect.withRandom(Random.make("peers")))

/** What was asked, without the times. */
export const names = (log: ReadonlyArray<string>) => log.map((line) => line.slice(line.indexOf(" ") + 1))

/** When this was asked, in seconds. */
export const timesOf = (log: ReadonlyArray<string>, name: string) =>
  log.filter((line) => line.endsWith(` ${name}`)).map((line) => Number(line.split(" ")[0]))

/** Sessions that can be told apart. */
export const numbered: Answer = ({ body }, count) => ({
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

type Requesting = Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** A client that is looked at while it works on the emulator. */
export const watched = (around: (answer: Requesting) => Requesting = (answer) => answer) => {
  const seen: Array<{ readonly method: string; readonly url: string; readonly session: string | undefined }> = []
  const transformClient = (client: HttpClient.HttpClient) =>
    HttpClient.transform(client, (answer, { headers, method, url }) =>
      Effect.suspend(() => {
        seen.push({ method, url, session: headers["workbook-session-id"] })
        return around(answer)
      }))
  const count = (part: string) => seen.filter(({ url }) => url.includes(part)).length
  return { seen, count, transformClient }
}
