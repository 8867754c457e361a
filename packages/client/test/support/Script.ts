/** A scripted Graph that records the requests that it receives. */
import { AccessToken, GraphClient } from "@effect-workbook/client"
import { HttpClient, HttpClientError, type HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Effect, Layer, Redacted } from "effect"

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly text?: string
  readonly headers?: Record<string, string>
}

export type Answer = (
  request: Received,
  count: number
) => Reply | Effect.Effect<Reply, "connection lost"> | undefined

/** Converts a reply to an effect, if it is not one already. */
export const settle = (
  reply: Reply | Effect.Effect<Reply, "connection lost">
): Effect.Effect<Reply, "connection lost"> => "status" in reply ? Effect.succeed(reply) : reply

const receive = (request: HttpClientRequest.HttpClientRequest, url: URL): Received => ({
  method: request.method,
  url: url.toString(),
  headers: request.headers,
  body: request.body._tag === "Uint8Array" ? JSON.parse(new TextDecoder().decode(request.body.body)) : undefined
})

const respond = (request: HttpClientRequest.HttpClientRequest, reply: Reply) =>
  HttpClientResponse.fromWeb(
    request,
    new Response(
      reply.status === 204 ? null : reply.text ?? (reply.body === undefined ? "" : JSON.stringify(reply.body)),
      {
        status: reply.status,
        headers: reply.headers ?? {}
      }
    )
  )

interface Batch {
  readonly requests: ReadonlyArray<{
    readonly id: string
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }>
}

const isBatch = (body: unknown): body is Batch => typeof body === "object" && body !== null && "requests" in body

/**
 * An `HttpClient` whose responses come from `answer`, and the list of the received requests. The requests of a batch are
 * received one after the other, and none after one that fails; `batches` has the size of each batch. `answerToBatch` can
 * replace the answer to a whole batch, whose requests are not received then.
 */
export const httpClient = (answer: Answer, answerToBatch: Answer = () => undefined) => {
  const received: Array<Received> = []
  const batches: Array<number> = []
  const answerOne = (incoming: Received) =>
    Effect.suspend(() => {
      received.push(incoming)
      return settle(answer(incoming, received.length) ?? failure(404, "notFound"))
    })
  const answerBatch = (incoming: Received, { requests }: Batch) =>
    Effect.gen(function*() {
      const { headers, url } = incoming
      batches.push(requests.length)
      const replaced = answerToBatch(incoming, batches.length)
      if (replaced !== undefined) return yield* settle(replaced)
      const responses: Array<Reply & { readonly id: string }> = []
      const base = url.replace("/$batch", "")
      for (const { id, ...item } of requests) {
        const isSkipped = responses.some(({ status }) => status >= 400)
        const reply = isSkipped
          ? failure(424, "FailedDependency")
          : yield* answerOne({
            method: item.method,
            url: base + item.url,
            headers: { ...headers, ...item.headers },
            body: item.body
          })
        responses.push({ id, ...reply })
      }
      return { status: 200, body: { responses } }
    })
  const client = HttpClient.make((request, url) =>
    Effect.suspend(() => {
      const incoming = receive(request, url)
      return incoming.url.endsWith("/$batch") && isBatch(incoming.body)
        ? answerBatch(incoming, incoming.body)
        : answerOne(incoming)
    }).pipe(
      Effect.mapBoth({
        onSuccess: (reply) => respond(request, reply),
        onFailure: (description) => new HttpClientError.RequestError({ request, reason: "Transport", description })
      })
    )
  )
  return { received, batches, layer: Layer.succeed(HttpClient.HttpClient, client) }
}

/** A `GraphClient` over such an `HttpClient`. The default token is `secret-token`. */
export const graph = (
  answer: Answer,
  options: GraphClient.Options = {},
  token: Layer.Layer<AccessToken.AccessToken> = AccessToken.layer(Redacted.make("secret-token")),
  answerToBatch?: Answer
) => {
  const { batches, layer, received } = httpClient(answer, answerToBatch)
  return { received, batches, layer: GraphClient.layer(options).pipe(Layer.provide([layer, token])) }
}

/** An error response of the service. Each code after the first one is an inner error. */
export const failure = (status: number, ...codes: ReadonlyArray<string>): Reply => ({
  status,
  body: {
    error: codes.reduceRight<unknown>(
      (innerError, code) => ({
        code,
        message: `message of ${code}`,
        ...(innerError === undefined ? {} : { innerError })
      }),
      undefined
    )
  }
})

export const sessionId = "cluster=PSG4&session=15.SG2&usid=secret-session"

export const created = (persistChanges = true): Reply => ({ status: 201, body: { id: sessionId, persistChanges } })

/** A range of one cell with the value 1, as the service sends it. */
export const range = {
  address: "Data!A1",
  addressLocal: "Data!A1",
  cellCount: 1,
  columnCount: 1,
  columnHidden: false,
  columnIndex: 0,
  formulas: [[1]],
  formulasLocal: [[1]],
  formulasR1C1: [[1]],
  hidden: false,
  numberFormat: [["General"]],
  rowCount: 1,
  rowHidden: false,
  rowIndex: 0,
  text: [["1"]],
  values: [[1]],
  valueTypes: [["Double"]]
}

/** A worksheet as the service sends it. */
export const sheet = { id: "{1}", name: "Data", position: 0, visibility: "Visible" }

/** A table as the service sends it. */
export const table = {
  id: "{1}",
  name: "T",
  legacyId: "1",
  style: null,
  highlightFirstColumn: false,
  highlightLastColumn: false,
  showBandedColumns: false,
  showBandedRows: true,
  showFilterButton: true,
  showHeaders: true,
  showTotals: false
}
