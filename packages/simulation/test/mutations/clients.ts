/** Clients that are broken on purpose, each in one way. They misbehave between the client and the recording wire. */
import { type GraphClient, WorkbookQueue } from "@effect-workbook/client"
import { Headers, HttpBody, HttpClient, HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Effect, Stream } from "effect"
import type { Mutation } from "../../src/World.js"

type Send = HttpClient.HttpClient["execute"]

/** Misbehaves with some requests. */
const between = (
  misbehave: (request: HttpClientRequest.HttpClientRequest, send: Send) => ReturnType<Send>
): Mutation => ({
  between: (client) => HttpClient.make((request) => misbehave(request, client.execute))
})

const isTo = (request: HttpClientRequest.HttpClientRequest, end: string): boolean =>
  new URL(request.url).pathname.endsWith(end)

const isAppend = (request: HttpClientRequest.HttpClientRequest): boolean =>
  request.method === "POST" && isTo(request, "/rows")

const isReading = (request: HttpClientRequest.HttpClientRequest): boolean =>
  request.method === "GET" && request.url.includes("range(")

/** An answer with something else in it. What is read of it waits for no promise, as nothing here may. */
const changed = (
  response: HttpClientResponse.HttpClientResponse,
  change: Partial<Pick<HttpClientResponse.HttpClientResponse, "headers" | "text" | "stream">>
): HttpClientResponse.HttpClientResponse => Object.create(response, Object.getOwnPropertyDescriptors(change))

const claim = (request: HttpClientRequest.HttpClientRequest, status: number, body = "") =>
  Effect.succeed(
    changed(HttpClientResponse.fromWeb(request, new Response(null, { status })), {
      text: Effect.succeed(body),
      stream: Stream.make(new TextEncoder().encode(body))
    })
  )

/** Only says that it closed the session. */
export const forgetsToClose = between((request, send) =>
  isTo(request, "/closeSession") ? claim(request, 204) : send(request)
)

/** Closes, and closes again. */
export const closesTwice = between((request, send) =>
  isTo(request, "/closeSession") ? Effect.tap(send(request), () => send(request)) : send(request)
)

/** Where the connection was lost while it closed the session, it says that it did, and does not try again. */
export const triesToCloseOnce = between((request, send) =>
  isTo(request, "/closeSession") ? Effect.catchAll(send(request), () => claim(request, 204)) : send(request)
)

/** Takes a creation that was accepted for forgotten, and asks for another session. */
export const followsNoCreation: Mutation = {
  between: (client) => {
    const creations = new Set<string>()
    return HttpClient.make((request) => {
      if (creations.has(request.url)) return claim(request, 404, `{"error":{"code":"itemNotFound","message":""}}`)
      return Effect.tap(client.execute(request), ({ headers }) => {
        if (isTo(request, "/createSession")) creations.add(headers["location"] ?? "")
      })
    })
  }
}

/** Has a queue for each session and not for each workbook. */
export const doesNotQueue: Mutation = {
  around: (graph: typeof GraphClient.GraphClient.Service) => ({
    ...graph,
    queue: () => Effect.sync(WorkbookQueue.make)
  })
}

/** Reads twice, at the same time. */
export const readsInParallel = between((request, send) =>
  isReading(request) ? Effect.zipLeft(send(request), send(request), { concurrent: true }) : send(request)
)

/** Only says that it refreshed the session. */
export const forgetsToRefresh = between((request, send) =>
  isTo(request, "/refreshSession") ? claim(request, 204) : send(request)
)

/** Does not see `Retry-After`. */
export const doesNotCoolDown = between((request, send) =>
  Effect.map(
    send(request),
    (response) => changed(response, { headers: Headers.remove(response.headers, "retry-after") })
  )
)

/** Measures pauses by the wall clock. */
export const pausesByWallClock: Mutation = {
  clock: (clock) => ({
    ...clock,
    unsafeCurrentTimeNanos: () => BigInt(clock.unsafeCurrentTimeMillis()) * 1_000_000n,
    currentTimeNanos: Effect.map(clock.currentTimeMillis, (now) => BigInt(now) * 1_000_000n)
  })
}

/** Appends again when the connection was lost. */
export const appendsAgain = between((request, send) =>
  isAppend(request) ? Effect.catchAll(send(request), () => send(request)) : send(request)
)

/** Appends again on a 502, 503 or 504, as stock clients of Graph do. */
export const appendsAgainOn5xx = between((request, send) =>
  isAppend(request)
    ? Effect.flatMap(send(request), (response) => response.status > 501 ? send(request) : Effect.succeed(response))
    : send(request)
)

/** Takes every address for one that always means the same, and sends a write through it again. */
export const takesMovingForStable: Mutation = {
  session: (session) => ({ ...session, execute: (request) => session.execute({ ...request, way: "stable" }) })
}

/** Opens two sessions where one is wanted. */
export const opensTwo = between((request, send) =>
  isTo(request, "/createSession") ? Effect.zipRight(send(request), send(request)) : send(request)
)

/** Opens another private copy when one is lost, and does not tell. */
export const recreatesInSilence: Mutation = {
  between: (client) => {
    const privateCopies = new Map<string, string>()
    const create = (request: HttpClientRequest.HttpClientRequest) =>
      HttpClientRequest.post(request.url.replace(/\/workbook\/.*/, "/workbook/createSession"), {
        headers: Headers.remove(request.headers, "workbook-session-id"),
        body: HttpBody.unsafeJson({ persistChanges: false })
      })
    const idIn = (text: string): string => String(Object(JSON.parse(text)).id)
    return HttpClient.make((request) => {
      const asked = request.headers["workbook-session-id"]
      const used = asked === undefined ? undefined : privateCopies.get(asked)
      const sent = used === undefined ? request : HttpClientRequest.setHeader(request, "workbook-session-id", used)
      return Effect.gen(function*() {
        const response = yield* client.execute(sent)
        const text = yield* response.text
        if (/"persistChanges":false/.test(text) && response.status < 300) privateCopies.set(idIn(text), idIn(text))
        if (asked === undefined || used === undefined || !text.includes("invalidSessionReCreatable")) return response
        const another = yield* client.execute(create(request))
        if (another.status !== 201) return response
        privateCopies.set(asked, idIn(yield* another.text))
        return yield* client.execute(
          HttpClientRequest.setHeader(request, "workbook-session-id", privateCopies.get(asked) ?? used)
        )
      })
    })
  }
}

/** Asks for an operation again at once. */
export const pollsWithoutPause = between((request, send) =>
  request.url.includes("/operations/") ? Effect.zipRight(send(request), send(request)) : send(request)
)

/** Leaves `persistChanges` out, as SDKs did with `false`. */
export const dropsPersistChanges = between((request, send) =>
  send(isTo(request, "/createSession") ? HttpClientRequest.bodyUnsafeJson(request, {}) : request)
)

/** Gets a token for each request, and waits for as long as that takes. */
export const waitsForItsToken: Mutation = {
  around: (graph, token) => ({ ...graph, execute: (request) => Effect.zipRight(token, graph.execute(request)) })
}

/** Logs the headers of requests. */
export const logsHeaders = between((request, send) =>
  Effect.zipRight(Effect.log(Object.entries(request.headers).join()), send(request))
)

/** Logs at DEBUG what it asks for, and with the address of an operation the session. */
export const logsAddresses = between((request, send) => Effect.zipRight(Effect.logDebug(request.url), send(request)))

/** Takes errors of the service for defects. */
export const diesOfErrors: Mutation = {
  around: (graph) => ({ ...graph, execute: (request) => Effect.orDie(graph.execute(request)) })
}

/** Only says that it wrote a cell. */
export const forgetsToWrite = between((request, send) =>
  request.method === "PATCH"
    ? Effect.flatMap(claim(request, 200, `{"address":"Cells!A1"}`), Effect.succeed)
    : send(request)
)

/** Remembers what it has read before. */
export const readsFromMemory: Mutation = {
  between: (client) => {
    const memory = new Map<string, HttpClientResponse.HttpClientResponse>()
    return HttpClient.make((request) => {
      const known = isReading(request) ? memory.get(request.url) : undefined
      return known === undefined
        ? Effect.tap(client.execute(request), (response) => {
          if (response.status === 200) memory.set(request.url, response)
        })
        : Effect.succeed(known)
    })
  }
}
