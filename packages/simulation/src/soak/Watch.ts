/**
 * Watches sessions on the wire: which ids reached the client, and whether it closed them. A session that is open at the
 * end must be one that the client did not know or could not close.
 */
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

export interface Watch {
  readonly through: (client: HttpClient.HttpClient) => HttpClient.HttpClient
  /** All sessions have died with the service. */
  readonly serviceDied: Effect.Effect<void>
  /** The number of known sessions that the client neither closed nor learned to be gone. */
  readonly forgotten: () => number
  /** The number of sessions of a workbook (by item id) that may be open through no fault of the client. */
  readonly mayBeOpen: (itemId: string) => number
  readonly opened: () => number
}

interface Session {
  readonly item: string
  /** The client tried to close it, or the service said that it must not be used any more. */
  left: boolean
}

export const make = (): Watch => {
  const sessions = new Map<string, Session>()
  const unheard = new Map<string, number>()
  let opened = 0

  const addUnheard = (item: string, change: number) => unheard.set(item, Math.max(0, (unheard.get(item) ?? 0) + change))

  const received = (item: string, id: string, byOperation: boolean) => {
    if (sessions.has(id)) return
    if (byOperation) addUnheard(item, -1)
    sessions.set(id, { item, left: false })
    opened += 1
  }

  const creating = (item: string, sent: Sent) =>
    sent.pipe(
      Effect.tap((response) => {
        if (response.status === 202) return Effect.sync(() => addUnheard(item, 1))
        if (response.status >= 300) {
          return Effect.sync(() => {
            if (response.status >= 500) addUnheard(item, 1)
          })
        }
        return recordSession(item, response, false)
      }),
      Effect.tapErrorCause(() => Effect.sync(() => addUnheard(item, 1)))
    )

  /** An incomplete response reveals nothing, neither here nor to the client. */
  const recordSession = (item: string, response: HttpClientResponse.HttpClientResponse, byOperation: boolean) =>
    Effect.matchEffect(response.text, {
      onSuccess: (text) =>
        Effect.sync(() => {
          const id = /"id"\s*:\s*"([^"]*)"/.exec(text)?.[1]
          if (id !== undefined) received(item, id, byOperation)
        }),
      onFailure: () =>
        Effect.sync(() => {
          if (!byOperation) addUnheard(item, 1)
        })
    })

  const closing = (id: string, sent: Sent) =>
    Effect.suspend(() => {
      const session = sessions.get(id)
      if (session !== undefined) session.left = true
      return Effect.tap(sent, ({ status }) =>
        Effect.sync(() => {
          if (status < 300 || status === 404 || status === 400) sessions.delete(id)
        }))
    })

  const answered = (id: string, status: number, text: string) => {
    const session = sessions.get(id)
    if (session === undefined || !saysLost(status, text)) return
    if (status < 500) sessions.delete(id)
    else session.left = true
  }

  const working = (id: string, sent: Sent) =>
    Effect.tap(sent, (response) =>
      response.status < 400
        ? Effect.void
        : Effect.map(Effect.orElseSucceed(response.text, () => ""), (text) => answered(id, response.status, text)))

  /** The client sends the requests of one session in a batch. */
  const batched = (id: string, sent: Sent) =>
    Effect.tap(working(id, sent), (response) =>
      response.status === 200
        ? Effect.map(Effect.orElseSucceed(response.text, () => ""), (text) => {
          for (const { body, status } of responsesIn(text)) answered(id, status, JSON.stringify(body ?? ""))
        })
        : Effect.void)

  const watched = (sent: Sent, request: HttpClientRequest.HttpClientRequest): Sent => {
    if (request.url.endsWith("/$batch")) {
      const id = sessionIn(request)
      return id === undefined ? sent : batched(id, sent)
    }
    const [, item, path = ""] = /\/items\/([^/]+)\/workbook\/([^?]*)/.exec(request.url) ?? []
    const id = request.headers["workbook-session-id"]
    if (item === undefined) return sent
    if (path === "createSession") return creating(item, sent)
    if (path.includes("sessionInfoResource")) {
      return Effect.tap(sent, (response) => response.status === 200 ? recordSession(item, response, true) : Effect.void)
    }
    if (id === undefined) return sent
    return path === "closeSession" ? closing(id, sent) : working(id, sent)
  }

  return {
    through: HttpClient.transform(watched),
    serviceDied: Effect.sync(() => {
      sessions.clear()
      unheard.clear()
    }),
    forgotten: () => Array.from(sessions.values()).filter(({ left }) => !left).length,
    mayBeOpen: (itemId) =>
      (unheard.get(itemId) ?? 0) +
      Array.from(sessions.values()).filter(({ item, left }) => left && item === itemId).length,
    opened: () => opened
  }
}

const sessionIn = ({ body }: HttpClientRequest.HttpClientRequest): string | undefined =>
  body._tag === "Uint8Array"
    ? /"workbook-session-id":"([^"]*)"/.exec(new TextDecoder().decode(body.body))?.[1]
    : undefined

const Responses = Schema.decodeUnknownOption(
  Schema.parseJson(Schema.Struct({
    responses: Schema.Array(Schema.Struct({ status: Schema.Number, body: Schema.optional(Schema.Unknown) }))
  }))
)

/** The responses in a batch. There are none in an incomplete response. */
const responsesIn = (text: string) =>
  Option.match(Responses(text), { onNone: () => [], onSome: ({ responses }) => responses })

/** Whether the session of a request must not be used or closed after this response. */
const saysLost = (status: number, text: string): boolean =>
  ErrorPolicy.decide({
    request: "sessionful",
    mode: "persistent",
    effect: "read",
    failure: { _tag: "ErrorResponse", status, error: Option.getOrElse(GraphError.fromText(text), () => nothingSaid) }
  }).session === "lost"

const nothingSaid = new GraphError.GraphError({ levels: [{ code: undefined, message: undefined }] })

type Sent = Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>
