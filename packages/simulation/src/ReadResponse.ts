/** A response whose body has been read already, so that nobody waits for it. */
import * as Cookies from "@effect/platform/Cookies"
import type * as Headers from "@effect/platform/Headers"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as HttpIncomingMessage from "@effect/platform/HttpIncomingMessage"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Effect from "effect/Effect"
import * as Inspectable from "effect/Inspectable"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

export class ReadResponse extends Inspectable.Class implements HttpClientResponse.HttpClientResponse {
  readonly [HttpClientResponse.TypeId]: HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly [HttpIncomingMessage.TypeId]: typeof HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly request: HttpClientRequest.HttpClientRequest
  readonly status: number
  readonly headers: Headers.Headers
  readonly remoteAddress = Option.none()
  readonly cookies = Cookies.empty
  readonly text: Effect.Effect<string>
  private readonly body: string

  constructor(
    request: HttpClientRequest.HttpClientRequest,
    { headers, status }: Pick<HttpClientResponse.HttpClientResponse, "headers" | "status">,
    body: string
  ) {
    super()
    this.request = request
    this.status = status
    this.headers = headers
    this.body = body
    this.text = Effect.succeed(body)
  }

  /** The JSON of the body, or undefined where it is none. */
  get parsed(): unknown {
    try {
      return this.body === "" ? undefined : JSON.parse(this.body)
    } catch {
      return undefined
    }
  }

  get json(): Effect.Effect<unknown, HttpClientError.ResponseError> {
    return Effect.try({
      try: (): unknown => this.body === "" ? null : JSON.parse(this.body),
      catch: (cause) => this.undecodable(cause)
    })
  }

  get urlParamsBody(): Effect.Effect<UrlParams.UrlParams> {
    return Effect.succeed(UrlParams.fromInput(new URLSearchParams(this.body)))
  }

  get arrayBuffer(): Effect.Effect<ArrayBuffer> {
    return Effect.sync(() => new TextEncoder().encode(this.body).buffer)
  }

  get stream(): Stream.Stream<Uint8Array> {
    return Stream.make(new TextEncoder().encode(this.body))
  }

  get formData(): Effect.Effect<FormData, HttpClientError.ResponseError> {
    return this.undecodable("a form")
  }

  toJSON(): unknown {
    return HttpIncomingMessage.inspect(this, { _id: "ReadResponse", status: this.status })
  }

  private undecodable(cause: unknown): HttpClientError.ResponseError {
    return new HttpClientError.ResponseError({ request: this.request, response: this, reason: "Decode", cause })
  }
}
