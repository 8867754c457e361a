import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

class TooLarge extends Data.TaggedError("TooLarge") {}

/** Bytes as the header says them; none where there will be others after decompression. */
const declared = ({ headers }: HttpClientResponse.HttpClientResponse): number | undefined =>
  headers["content-encoding"] === undefined && /^\d+$/.test(headers["content-length"] ?? "")
    ? Number(headers["content-length"])
    : undefined

/** The connection is free again when its first bytes have begun to be read and no more are wanted. */
const giveUp = (response: HttpClientResponse.HttpClientResponse) =>
  Effect.ignore(Effect.raceFirst(Stream.runHead(response.stream), Effect.yieldNow()))

const counted = (response: HttpClientResponse.HttpClientResponse, limit: number) =>
  Effect.suspend(() => {
    const decoder = new TextDecoder()
    let size = 0
    let text = ""
    return Stream.runForEachChunk(response.stream, (chunk) =>
      Effect.suspend(() => {
        for (const bytes of chunk) {
          size += bytes.length
          if (size > limit) return new TooLarge()
          text += decoder.decode(bytes, { stream: true })
        }
        return Effect.void
      })).pipe(
        Effect.map(() => text + decoder.decode()),
        Effect.catchIf((error) => error._tag === "ResponseError" && error.reason === "EmptyBody", () =>
          Effect.succeed(""))
      )
  })

/**
 * Reads the text of an answer. It gives none for an answer of more than `limit` bytes, and reads no more bytes than that.
 *
 * @internal
 */
export const text = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number
): Effect.Effect<Option.Option<string>, HttpClientError.HttpClientError> => {
  const size = declared(response)
  if (size === undefined) {
    return Effect.catchTag(Effect.asSome(counted(response, limit)), "TooLarge", () => Effect.succeedNone)
  }
  return size > limit ? Effect.as(giveUp(response), Option.none()) : Effect.asSome(response.text)
}

/** No answer of the service is nested nearly as deep; who walks through one by recursion would run out of stack. */
const deepest = 100

const isDeeperThan = (value: unknown, depth: number): boolean => {
  if (typeof value !== "object" || value === null) return false
  if (depth === 0) return true
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner === "object" && isDeeperThan(inner, depth - 1)) return true
  }
  return false
}

/**
 * The JSON of a text, `undefined` for none at all; or what is wrong with it. What the service sent is not repeated: it may
 * hold secrets.
 *
 * @internal
 */
export const parse = (text: string): Effect.Effect<unknown, string> =>
  text === ""
    ? Effect.void
    : Effect.flatMap(
      Effect.try({ try: (): unknown => JSON.parse(text), catch: () => "no JSON" }),
      (json) =>
        isDeeperThan(json, deepest) ? Effect.fail(`JSON nested more than ${deepest} deep`) : Effect.succeed(json)
    )
