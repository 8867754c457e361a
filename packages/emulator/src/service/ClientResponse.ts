/**
 * The response object of the in-process client. The body is already complete, so reading it never waits.
 *
 * @since 0.1.0
 */
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
import type { Response as Answer } from "./Message.js"

type Read<A> = Effect.Effect<A, HttpClientError.ResponseError>

class ClientResponse extends Inspectable.Class implements HttpClientResponse.HttpClientResponse {
  readonly [HttpIncomingMessage.TypeId]: HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly [HttpClientResponse.TypeId]: HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly request: HttpClientRequest.HttpClientRequest
  readonly status: number
  readonly headers: Headers.Headers
  readonly cookies = Cookies.empty
  readonly remoteAddress = Option.none<string>()

  private readonly answer: Answer

  constructor(request: HttpClientRequest.HttpClientRequest, answer: Answer) {
    super()
    this.request = request
    this.answer = answer
    this.status = answer.status
    const length = answer.status === 204 ? {} : { "content-length": String(this.bytes.length) }
    this.headers = Headers.fromInput({ ...answer.headers, ...length })
  }

  toJSON(): unknown {
    return HttpIncomingMessage.inspect(this, {
      _id: "@effect/platform/HttpClientResponse",
      request: this.request.toJSON(),
      status: this.status
    })
  }

  private unreadable(problem: { readonly cause?: unknown; readonly description?: string }) {
    return new HttpClientError.ResponseError({ request: this.request, response: this, reason: "Decode", ...problem })
  }

  private get bytes(): Uint8Array<ArrayBuffer> {
    const { body } = this.answer
    if (body === undefined) return new Uint8Array()
    return typeof body === "string" ? new TextEncoder().encode(body) : body
  }

  /** The part of a cut-off body that has arrived. */
  private get arrived(): Uint8Array<ArrayBuffer> {
    return this.answer.cut ? this.bytes.subarray(0, this.bytes.length >> 1) : this.bytes
  }

  private whole<A>(read: () => A): Read<A> {
    return Effect.suspend(() =>
      this.answer.cut
        ? this.unreadable({ description: "the connection is lost" })
        : Effect.try({ try: read, catch: (cause) => this.unreadable({ cause }) })
    )
  }

  get text(): Read<string> {
    const { body } = this.answer
    return this.whole(() => typeof body === "string" ? body : new TextDecoder().decode(this.bytes))
  }

  get json(): Read<unknown> {
    return Effect.flatMap(this.text, (text) => this.whole(() => text === "" ? null : JSON.parse(text)))
  }

  get urlParamsBody(): Read<UrlParams.UrlParams> {
    return Effect.flatMap(this.text, (text) => this.whole(() => UrlParams.fromInput(new URLSearchParams(text))))
  }

  get arrayBuffer(): Read<ArrayBuffer> {
    return this.whole(() => this.bytes.slice().buffer)
  }

  get formData(): Read<FormData> {
    return this.unreadable({ description: "the body is no form" })
  }

  get stream(): Stream.Stream<Uint8Array, HttpClientError.ResponseError> {
    const arrived = Stream.make(this.arrived)
    return this.answer.cut
      ? Stream.concat(arrived, Stream.fail(this.unreadable({ description: "the connection is lost" })))
      : arrived
  }
}

export const make = (
  request: HttpClientRequest.HttpClientRequest,
  answer: Answer
): HttpClientResponse.HttpClientResponse => new ClientResponse(request, answer)
