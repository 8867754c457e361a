import * as Cookies from "@effect/platform/Cookies"
import * as Headers from "@effect/platform/Headers"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as HttpIncomingMessage from "@effect/platform/HttpIncomingMessage"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Effect from "effect/Effect"
import * as Inspectable from "effect/Inspectable"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { BodyError, IncomingBody } from "./incomingBody.js"
import * as ResponseBody from "./responseBody.js"
import * as TextHandler from "./textHandler.js"

/**
 * The status and the headers of a response, as undici gives them.
 *
 * @internal
 */
export interface Head {
  readonly status: number
  readonly headers: Readonly<Record<string, string | Array<string> | undefined>>
}

const concat = (chunks: ReadonlyArray<Uint8Array>): ArrayBuffer => {
  const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0))
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes.buffer
}

/**
 * A response whose body may still arrive.
 *
 * @internal
 */
export class UndiciResponse extends Inspectable.Class
  implements HttpClientResponse.HttpClientResponse, ResponseBody.LimitedText
{
  readonly [HttpIncomingMessage.TypeId]: HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly [HttpClientResponse.TypeId]: HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly request: HttpClientRequest.HttpClientRequest
  readonly status: number
  readonly headers: Headers.Headers
  readonly #head: Head
  readonly #body: IncomingBody

  constructor(request: HttpClientRequest.HttpClientRequest, head: Head, body: IncomingBody) {
    super()
    this.request = request
    this.status = head.status
    this.headers = Headers.fromInput(head.headers)
    this.#head = head
    this.#body = body
  }

  get cookies(): Cookies.Cookies {
    return Cookies.fromSetCookie(this.#head.headers["set-cookie"] ?? [])
  }

  get remoteAddress(): Option.Option<string> {
    return Option.none()
  }

  get text(): Effect.Effect<string, HttpClientError.ResponseError> {
    return Effect.map(this.#whole, TextHandler.decode)
  }

  [ResponseBody.textUpTo](limit: number): Effect.Effect<Option.Option<string>, HttpClientError.ResponseError> {
    const arrived = this.#body.arrived(limit)
    if (arrived !== undefined) return Effect.succeedSome(TextHandler.decode(arrived))
    return Effect.mapBoth(this.#body.upTo(limit), {
      onFailure: (error) => this.#failed(error),
      onSuccess: (chunks) => chunks === undefined ? Option.none() : Option.some(TextHandler.decode(chunks))
    })
  }

  get json(): Effect.Effect<unknown, HttpClientError.ResponseError> {
    return this.#parse((text): unknown => text === "" ? null : JSON.parse(text))
  }

  get urlParamsBody(): Effect.Effect<UrlParams.UrlParams, HttpClientError.ResponseError> {
    return this.#parse((text) => UrlParams.fromInput(new URLSearchParams(text)))
  }

  get arrayBuffer(): Effect.Effect<ArrayBuffer, HttpClientError.ResponseError> {
    return Effect.map(this.#whole, concat)
  }

  get formData(): Effect.Effect<FormData, HttpClientError.ResponseError> {
    return Effect.flatMap(
      this.arrayBuffer,
      (bytes) => HttpClientResponse.fromWeb(this.request, new Response(bytes, { headers: this.headers })).formData
    )
  }

  get stream(): Stream.Stream<Uint8Array, HttpClientError.ResponseError> {
    return Stream.mapError(this.#body.stream, (error) => this.#failed(error))
  }

  override toJSON(): unknown {
    return HttpIncomingMessage.inspect(this, {
      _id: "@effect/platform/HttpClientResponse",
      request: this.request.toJSON(),
      status: this.status
    })
  }

  get #whole(): Effect.Effect<ReadonlyArray<Uint8Array>, HttpClientError.ResponseError> {
    return Effect.mapError(this.#body.whole, (error) => this.#failed(error))
  }

  #failed({ cause }: Pick<BodyError, "cause">): HttpClientError.ResponseError {
    return new HttpClientError.ResponseError({ request: this.request, response: this, reason: "Decode", cause })
  }

  #parse<A>(parse: (text: string) => A): Effect.Effect<A, HttpClientError.ResponseError> {
    return Effect.flatMap(
      this.text,
      (text) => Effect.try({ try: () => parse(text), catch: (cause) => this.#failed({ cause }) })
    )
  }
}
