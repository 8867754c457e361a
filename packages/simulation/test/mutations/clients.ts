/** Clients that are broken on purpose, each in one way. Most misbehave between the client and the recording wire. */
import { type GraphClient, KeyedRows, Table, TableRows, WorkbookQueue, WorkbookSession } from "@effect-workbook/client"
import { Catalogue, type Endpoint } from "@effect-workbook/schema"
import { Headers, HttpBody, HttpClient, HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Effect, Either, Sink, Stream } from "effect"
import * as Bulk from "../../src/Bulk.js"
import type { Mutation } from "../../src/World.js"

type Send = HttpClient.HttpClient["execute"]

/** Changes the handling of some requests. */
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

/** Replaces a part of a response body. It reads the body synchronously, as virtual time requires. */
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

/** Pretends to close the session. */
export const forgetsToClose = between((request, send) =>
  isTo(request, "/closeSession") ? claim(request, 204) : send(request)
)

/** Closes twice. */
export const closesTwice = between((request, send) =>
  isTo(request, "/closeSession") ? Effect.tap(send(request), () => send(request)) : send(request)
)

/** Pretends that closing succeeded after a lost connection, and does not retry. */
export const triesToCloseOnce = between((request, send) =>
  isTo(request, "/closeSession") ? Effect.catchAll(send(request), () => claim(request, 204)) : send(request)
)

/** Forgets an accepted creation and creates another session. */
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

/** Has one queue for each session instead of one for each workbook. */
export const doesNotQueue: Mutation = {
  around: (graph: typeof GraphClient.GraphClient.Service) => ({
    ...graph,
    queue: () => Effect.sync(WorkbookQueue.make)
  })
}

/** Sends each read twice in parallel. */
export const readsInParallel = between((request, send) =>
  isReading(request) ? Effect.zipLeft(send(request), send(request), { concurrent: true }) : send(request)
)

/** Pretends to refresh the session. */
export const forgetsToRefresh = between((request, send) =>
  isTo(request, "/refreshSession") ? claim(request, 204) : send(request)
)

/** Ignores `Retry-After`. */
export const doesNotCoolDown = between((request, send) =>
  Effect.map(
    send(request),
    (response) => changed(response, { headers: Headers.remove(response.headers, "retry-after") })
  )
)

/** Measures pauses with the wall clock. */
export const pausesByWallClock: Mutation = {
  clock: (clock) => ({
    ...clock,
    unsafeCurrentTimeNanos: () => BigInt(clock.unsafeCurrentTimeMillis()) * 1_000_000n,
    currentTimeNanos: Effect.map(clock.currentTimeMillis, (now) => BigInt(now) * 1_000_000n)
  })
}

/** Repeats an append after a lost connection. */
export const appendsAgain = between((request, send) =>
  isAppend(request) ? Effect.catchAll(send(request), () => send(request)) : send(request)
)

/** Repeats an append after a 502, 503 or 504, as common Graph clients do. */
export const appendsAgainOn5xx = between((request, send) =>
  isAppend(request)
    ? Effect.flatMap(send(request), (response) => response.status > 501 ? send(request) : Effect.succeed(response))
    : send(request)
)

/** Treats moving addresses as stable, and repeats writes through them. */
export const takesMovingForStable: Mutation = {
  session: (session) => ({ ...session, execute: (request) => session.execute({ ...request, way: "stable" }) })
}

/** Treats an endpoint as idempotent, and repeats its requests. */
const repeats = (endpoint: Endpoint.Any): Mutation => ({
  session: (session) => ({
    ...session,
    execute: (request) =>
      session.execute(
        request.endpoint === endpoint ? { ...request, endpoint: { ...endpoint, safety: "idempotent" } } : request
      )
  })
})

/** Repeats an insertion of cells, which moves the cells below it again. */
export const insertsAgain = repeats(Catalogue.range.insert)

/** Repeats the addition of a series to a chart. */
export const addsSeriesAgain = repeats(Catalogue.chartSeriesList.create)

/** Creates two sessions instead of one. */
export const opensTwo = between((request, send) =>
  isTo(request, "/createSession") ? Effect.zipRight(send(request), send(request)) : send(request)
)

/** Replaces a lost private copy silently. */
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

/** Polls an operation without pauses. */
export const pollsWithoutPause = between((request, send) =>
  request.url.includes("/operations/") ? Effect.zipRight(send(request), send(request)) : send(request)
)

/** Omits `persistChanges`, as SDKs did with `false`. */
export const dropsPersistChanges = between((request, send) =>
  send(isTo(request, "/createSession") ? HttpClientRequest.bodyUnsafeJson(request, {}) : request)
)

/** Fetches a token for each request, and waits for it without a limit. */
export const waitsForItsToken: Mutation = {
  around: (graph, token) => ({ ...graph, execute: (request) => Effect.zipRight(token, graph.execute(request)) })
}

/** Logs request headers. */
export const logsHeaders = between((request, send) =>
  Effect.zipRight(Effect.log(Object.entries(request.headers).join()), send(request))
)

/** Logs request URLs at DEBUG, which contain the session id of an operation. */
export const logsAddresses = between((request, send) => Effect.zipRight(Effect.logDebug(request.url), send(request)))

/** Converts errors of the service to defects. */
export const diesOfErrors: Mutation = {
  around: (graph) => ({ ...graph, execute: (request) => Effect.orDie(graph.execute(request)) })
}

/** Pretends to write a cell. */
export const forgetsToWrite = between((request, send) =>
  request.method === "PATCH"
    ? Effect.flatMap(claim(request, 200, `{"address":"Cells!A1"}`), Effect.succeed)
    : send(request)
)

/** Returns cached reads. */
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

type Requests = ReadonlyArray<{ readonly id: string; readonly dependsOn?: ReadonlyArray<string> }>

/** Changes the requests of a batch. */
const changedRequests = (change: (requests: Requests) => Requests) =>
  between((request, send) => {
    if (!isTo(request, "/$batch") || request.body._tag !== "Uint8Array") return send(request)
    const { requests } = JSON.parse(new TextDecoder().decode(request.body.body))
    return send(HttpClientRequest.bodyUnsafeJson(request, { requests: change(requests) }))
  })

interface Response {
  readonly id: string
  readonly status: number
  readonly headers: object
}

/** Changes the responses of a batch. */
const changedResponses = (change: (responses: ReadonlyArray<Response>) => ReadonlyArray<Response>) =>
  between((request, send) =>
    Effect.flatMap(send(request), (response) =>
      isTo(request, "/$batch") && response.status === 200
        ? Effect.map(response.text, (text) => {
          const body = JSON.stringify({ responses: change(JSON.parse(text).responses) })
          return changed(response, {
            text: Effect.succeed(body),
            stream: Stream.make(new TextEncoder().encode(body))
          })
        })
        : Effect.succeed(response))
  )

/** Lets the service execute the requests of a batch at the same time. */
export const batchesWithoutOrder = changedRequests((requests) => requests.map(({ dependsOn: _, ...rest }) => rest))

/** Sends the requests of a batch in the reverse order. */
export const reversesBatches = changedRequests((requests) =>
  requests.toReversed().map((request, index, all) => {
    const before = all[index - 1]
    return { ...request, dependsOn: before === undefined ? [] : [before.id] }
  })
)

/** Sends a whole batch again if a request of it has failed. */
export const resendsWholeBatches = between((request, send) =>
  Effect.flatMap(send(request), (response) =>
    Effect.flatMap(
      response.text,
      (text) => isTo(request, "/$batch") && text.includes(`"status":424`) ? send(request) : Effect.succeed(response)
    ))
)

/** Takes the requests that were skipped after a failure for executed. */
export const takesSkippedForExecuted = changedResponses((responses) =>
  responses.map((response) =>
    response.status === 424
      ? { ...response, status: 200, body: { address: "Cells!A1", values: [["skipped"]] } }
      : response
  )
)

/** Takes the requests that were skipped after a failure for refused. */
export const takesSkippedForRefused = changedResponses((responses) =>
  responses.map((response) => response.status === 424 ? { ...response, status: 409 } : response)
)

/** Gives the calls of a batch the answers of each other. */
export const confusesAnswers = changedResponses((responses) =>
  responses.map((response, index) => ({ ...response, id: responses.at(index - 1)?.id ?? response.id }))
)

/** Ignores the `Retry-After` of the requests of a batch. */
export const coolsDownForBatchesOnly = changedResponses((responses) =>
  responses.map((response) => ({
    ...response,
    headers: Object.fromEntries(Object.entries(response.headers).filter(([name]) => name !== "Retry-After"))
  }))
)

/** Makes all calls of a batch although one has failed. */
export const goesOnAfterErrors: Mutation = {
  bulk: { batch: (calls) => Effect.flatMap(Bulk.functions.batchEither(calls), Either.all) }
}

/** Gives the calls of `Batch.all` the results of each other. */
export const confusesResults: Mutation = {
  bulk: {
    batchEither: (calls) =>
      Effect.map(
        Bulk.functions.batchEither(calls),
        (outcomes) => outcomes.map((outcome, index) => outcomes.at(index - 1) ?? outcome)
      )
  }
}

/** Changes the number of rows that a failed write tells. */
const tells = (change: (rows: number) => number): Mutation => {
  const changed = (error: Bulk.BulkError): Bulk.BulkError =>
    error._tag === "IncompleteWrite" ? Object.assign(error, { rows: change(error.rows) }) : error
  return {
    bulk: {
      write: (...call) => Effect.mapError(Bulk.functions.write(...call), changed),
      sink: (...call) => Sink.mapError(Bulk.functions.sink(...call), changed)
    }
  }
}

/** Tells that a row is written whose request has failed. */
export const tellsMoreRows = tells((rows) => rows + 1)

/** Tells of no row that it is written. */
export const tellsNoRows = tells(() => 0)

/** Appends all rows again instead of those that are missing. */
export const resumesFromTheStart: Mutation = {
  bulk: { resume: (rows, added, _, options) => TableRows.append(rows, added, options) }
}

/** Adds rows with keys again after an unknown outcome, without a look at the table. */
export const addsKeysAgain: Mutation = {
  bulk: {
    upsert: (rows, written) =>
      Effect.catchTag(
        KeyedRows.upsert(rows, written),
        "OutcomeUnknown",
        () =>
          Effect.map(
            TableRows.append(rows, written.filter(({ Key }) => Key.startsWith("k"))),
            (added) => ({ updated: written.length - added, added })
          )
      )
  }
}

/** Deletes rows from the first to the last, although each deletion moves the rows below. */
export const deletesFromTheFirst: Mutation = {
  bulk: {
    deleteMany: (rows, keys) =>
      Effect.gen(function*() {
        const all = yield* TableRows.read(rows)
        const found = all.flatMap(({ Key }, index) => keys.includes(Key) ? [index] : [])
        for (const index of found) yield* Table.deleteRow(rows.table, index)
        return found.length
      })
  }
}

/** Runs a call as if it were the only one of its session. */
const apart = <A, E>(call: Effect.Effect<A, E, WorkbookSession.WorkbookSession>) =>
  Effect.flatMap(WorkbookSession.WorkbookSession, (session) => WorkbookSession.provide(call, { ...session }))

/** Lets calls that read and then write run at the same time. */
export const readsWhileItWrites: Mutation = {
  bulk: {
    updateWhere: (...call) => apart(Bulk.functions.updateWhere(...call)),
    deleteMany: (...call) => apart(Bulk.functions.deleteMany(...call))
  }
}
