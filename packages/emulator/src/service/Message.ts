/**
 * Requests and answers as plain data, the same for a socket and for a client in the process.
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
  /** Scheme and host under which the caller reached the service: absolute links start with it. */
  readonly origin: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body as text, read when it is wanted. */
  readonly body: Effect.Effect<string, Failure>
}

export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
  /** The connection is lost when half of the body has been sent. */
  readonly cut?: true
}

/** The connection is lost before anything of an answer. */
export class ConnectionLost extends Data.TaggedError("ConnectionLost") {}

/** What answers requests. Every problem is an answer, except that no answer may arrive. */
export type Handle = (request: Request) => Effect.Effect<Response, ConnectionLost>

/** The session that a request names. */
export const sessionId = ({ headers }: Request): string | undefined =>
  headers["workbook-session-id"]?.trim() || undefined

/** Whether a request asks for a 202 instead of a long wait. */
export const wantsAsync = ({ headers }: Request): boolean =>
  /(?:^|[,;\s])respond-async(?:$|[,;\s])/i.test(headers["prefer"] ?? "")

/** An answer with a JSON body. */
export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  written(status, JSON.stringify(body), headers)

/** An answer with a body that is JSON already. */
export const written = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response => ({
  status,
  headers: {
    "content-type":
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
    ...headers
  },
  body
})

/** An answer without a body. */
export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Response => ({
  status,
  headers,
  body: undefined
})
