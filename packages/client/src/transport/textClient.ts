import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Deadlines from "./deadlines.js"

/**
 * A request with a text as its body.
 *
 * @internal
 */
export interface Request {
  readonly method: HttpClientRequest.HttpClientRequest["method"]
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/**
 * The whole response to a request. `text` is `None` if the body has more bytes than the limit.
 *
 * @internal
 */
export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly text: Option.Option<string>
}

/**
 * The name of the method by which an `HttpClient` exchanges text. It opens no span and follows no redirect, and costs a
 * quarter of `execute`. It is called in an uninterruptible region, and `restore` makes the waiting interruptible.
 *
 * @internal
 */
export const exchangeText: unique symbol = Symbol.for("@effect-workbook/client/internal/exchangeText")

/** @internal */
export interface TextClient extends HttpClient.HttpClient {
  readonly [exchangeText]: (
    request: Request,
    limit: number,
    restore: Deadlines.Restore
  ) => Effect.Effect<Response, HttpClientError.RequestError>
}

/** @internal */
export const isTextClient = (client: HttpClient.HttpClient): client is TextClient => exchangeText in client
