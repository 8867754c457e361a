import * as Option from "effect/Option"
import { StringDecoder } from "node:string_decoder"
import type { Dispatcher } from "undici"
import type * as TextClient from "./textClient.js"

const byteOrderMark = 0xfeff

/**
 * Decodes each chunk by itself: one string of the whole body would need a copy of all its bytes first.
 *
 * @internal
 */
export const decode = (chunks: ReadonlyArray<Uint8Array>): string => {
  const decoder = new StringDecoder("utf8")
  let text = ""
  for (const chunk of chunks) text += decoder.write(chunk)
  text += decoder.end()
  return text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text
}

const none: Readonly<Record<string, string | Array<string> | undefined>> = {}

interface Listener {
  readonly onResponse: (response: TextClient.Response) => void
  readonly onFailure: (cause: unknown) => void
}

/**
 * Receives a response as text. If the body has more than `limit` bytes, the connection is closed, and the response has no
 * text.
 *
 * @internal
 */
export class TextHandler implements Dispatcher.DispatchHandler {
  private readonly limit: number
  // Dropped with the chunks after the response: undici keeps handlers for a while, and this one refers to the whole request.
  private listener: Listener | undefined
  private chunks: Array<Uint8Array> = []
  private size = 0
  private status = 0
  private headers = none
  private controller: Dispatcher.DispatchController | undefined
  private isAborted = false

  constructor(limit: number, listener: Listener) {
    this.limit = limit
    this.listener = listener
  }

  /** Closes the connection, unless the response has arrived. */
  abort(): void {
    this.isAborted = true
    this.controller?.abort(new Error("the request was aborted"))
  }

  /** Is called again if undici sends the request again on another connection. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.isAborted) this.abort()
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | Array<string> | undefined>>
  ): void {
    // Informational responses precede the response.
    if (status < 200) return
    this.status = status
    this.headers = headers
    const length = headers["content-encoding"] === undefined ? Number(headers["content-length"]) : Number.NaN
    if (length > this.limit) this.refuse()
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.chunks.push(chunk)
    this.size += chunk.length
    if (this.size > this.limit) this.refuse()
  }

  onResponseEnd(): void {
    this.end()?.onResponse({ status: this.status, headers: this.headers, text: Option.some(decode(this.chunks)) })
    this.chunks = []
  }

  onResponseError(_: Dispatcher.DispatchController, error: unknown): void {
    this.end()?.onFailure(error)
  }

  private refuse(): void {
    const { controller } = this
    this.end()?.onResponse({ status: this.status, headers: this.headers, text: Option.none() })
    this.controller = controller
    this.abort()
  }

  private end(): Listener | undefined {
    const { listener } = this
    this.listener = undefined
    this.controller = undefined
    return listener
  }
}
