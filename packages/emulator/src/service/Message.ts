/**
 * Requests and responses as plain data, shared by the server and the in-process client.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Failure } from "./Failure.js"

export interface Request {
  readonly method: string
  /** Path and query, as sent. */
  readonly url: string
  /** Scheme and host under which the caller reached the service; absolute links start with it. */
  readonly origin: string
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body as text, read lazily. */
  readonly body: Effect.Effect<string, Failure>
  /** The body as it is, read lazily. Either this or the text can be read. */
  readonly bytes: Effect.Effect<Uint8Array, Failure>
}

export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
  /** The connection is lost after half of the body. */
  readonly cut?: true
}

/** The connection is lost before any part of the response. */
export class ConnectionLost extends Data.TaggedError("ConnectionLost") {}

/** Handles requests. Every failure is a response; the only error is a lost connection. */
export type Handle = (request: Request) => Effect.Effect<Response, ConnectionLost>

/** The session id of a request. */
export const sessionId = ({ headers }: Request): string | undefined =>
  headers["workbook-session-id"]?.trim() || undefined

/** Whether the client prefers a 202 response over waiting. */
export const wantsAsync = ({ headers }: Request): boolean =>
  /(?:^|[,;\s])respond-async(?:$|[,;\s])/i.test(headers["prefer"] ?? "")

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  written(status, JSON.stringify(body), headers)

/** A response whose body is already encoded JSON. */
export const written = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response => ({
  status,
  headers: {
    "content-type":
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
    ...headers
  },
  body
})

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Response => ({
  status,
  headers,
  body: undefined
})
