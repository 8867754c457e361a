import * as Chunk from "effect/Chunk"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Dispatcher } from "undici"

/**
 * A body that cannot be read.
 *
 * @internal
 */
export class BodyError extends Data.TaggedError("BodyError")<{ readonly cause: unknown }> {}

const alreadyRead = () => new BodyError({ cause: new Error("the body was already read") })

/** A body that nobody reads, or that is read as a stream, is received up to this size in advance. */
const highWaterMark = 64 * 1024

/**
 * The body of a response, as undici receives it. It can be read several times as a whole, or once as a stream.
 *
 * @internal
 */
export class IncomingBody {
  #controller: Dispatcher.DispatchController | undefined
  #isAborted = false
  #reader: "none" | "whole" | "stream" = "none"
  #limit = Infinity
  #chunks: Array<Uint8Array> = []
  #size = 0
  #end: Effect.Effect<void, BodyError> | undefined
  #waiting: Array<() => void> = []

  get isEnded(): boolean {
    return this.#end !== undefined
  }

  /** Is called again if undici sends the request again on another connection. */
  start(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isAborted) this.#cancel(controller)
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#reader !== "whole") {
      if (this.#size >= highWaterMark) this.#controller?.pause()
      this.#wake()
    } else if (this.#size > this.#limit) {
      this.abort()
      this.#wake()
    }
  }

  end(): void {
    this.#end = Effect.void
    this.#wake()
  }

  fail(cause: unknown): void {
    this.#end = new BodyError({ cause })
    this.#wake()
  }

  /** Closes the connection, unless the body has arrived. */
  abort(): void {
    if (this.isEnded) return
    this.#isAborted = true
    if (this.#controller !== undefined) this.#cancel(this.#controller)
  }

  /** All chunks of a body that has arrived, if it has at most `limit` bytes. */
  arrived(limit: number): ReadonlyArray<Uint8Array> | undefined {
    const hasArrived = this.#end === Effect.void
    if (!hasArrived || this.#reader === "stream" || this.#size > limit) return undefined
    this.#reader = "whole"
    return this.#chunks
  }

  /**
   * Waits for the end of the body, and succeeds with all chunks. An interrupt closes the connection. A body of more than
   * `limit` bytes closes it too, and succeeds with `undefined`.
   */
  upTo(limit: number): Effect.Effect<ReadonlyArray<Uint8Array> | undefined, BodyError> {
    return Effect.suspend(() => {
      if (this.#reader === "stream") return alreadyRead()
      this.#reader = "whole"
      this.#limit = limit
      if (this.#size > limit) {
        this.abort()
        return Effect.succeed(undefined)
      }
      if (this.#end !== undefined) return Effect.as(this.#end, this.#chunks)
      this.#controller?.resume()
      return Effect.zipRight(this.#change, this.upTo(limit))
    })
  }

  /** `upTo` without a limit. */
  get whole(): Effect.Effect<ReadonlyArray<Uint8Array>, BodyError> {
    return Effect.filterOrFail(this.upTo(Infinity), (chunks) => chunks !== undefined, alreadyRead)
  }

  /** The body with backpressure. The end of the stream closes the connection, unless the body has arrived. */
  get stream(): Stream.Stream<Uint8Array, BodyError> {
    return Stream.suspend(() => {
      if (this.#reader !== "none") return Stream.flatMap(this.whole, Stream.fromIterable)
      this.#reader = "stream"
      return Stream.ensuring(Stream.repeatEffectChunkOption(this.#pull()), Effect.sync(() => this.abort()))
    })
  }

  #pull(): Effect.Effect<Chunk.Chunk<Uint8Array>, Option.Option<BodyError>> {
    return Effect.suspend(() => {
      if (this.#chunks.length > 0) {
        const chunks = Chunk.unsafeFromArray(this.#chunks)
        this.#chunks = []
        this.#size = 0
        this.#controller?.resume()
        return Effect.succeed(chunks)
      }
      return this.#end === undefined
        ? Effect.zipRight(this.#change, this.#pull())
        : Effect.flatMap(Effect.mapError(this.#end, Option.some), () => Effect.fail(Option.none()))
    })
  }

  get #change(): Effect.Effect<void> {
    return Effect.async((resume) => {
      this.#waiting.push(() => resume(Effect.void))
      return Effect.sync(() => this.abort())
    })
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  #cancel(controller: Dispatcher.DispatchController): void {
    controller.abort(new Error("the request was aborted"))
  }
}
