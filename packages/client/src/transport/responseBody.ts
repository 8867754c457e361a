import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"

class TooLarge extends Data.TaggedError("TooLarge") {}

/** The `Content-Length`. It is ignored for a compressed body, whose size changes by decompression. */
const contentLength = ({ headers }: HttpClientResponse.HttpClientResponse): number | undefined =>
  headers["content-encoding"] === undefined && /^\d+$/.test(headers["content-length"] ?? "")
    ? Number(headers["content-length"])
    : undefined

/** Starts to read the body and cancels it, because the connection of a body that is never read stays occupied. */
const discard = (response: HttpClientResponse.HttpClientResponse) =>
  Effect.ignore(Effect.raceFirst(Stream.runHead(response.stream), Effect.yieldNow()))

// Pulls, because a sink for the chunks would cost a small request more than the rest of its body.
const readStream = (response: HttpClientResponse.HttpClientResponse, limit: number) =>
  Effect.scopedWith((scope) =>
    Effect.flatMap(Scope.extend(Stream.toPull(response.stream), scope), (pull) => {
      const decoder = new TextDecoder()
      let size = 0
      let text = ""
      const readRest: Effect.Effect<string, TooLarge | HttpClientError.HttpClientError> = Effect.matchEffect(pull, {
        onFailure: Option.match({
          onNone: () => Effect.sync(() => text + decoder.decode()),
          onSome: (error) => isEmptyBody(error) ? Effect.succeed("") : Effect.fail(error)
        }),
        onSuccess: (chunk) => {
          for (const bytes of chunk) {
            size += bytes.length
            if (size > limit) return new TooLarge()
            text += decoder.decode(bytes, { stream: true })
          }
          return readRest
        }
      })
      return readRest
    })
  )

const isEmptyBody = (error: HttpClientError.HttpClientError): boolean =>
  error._tag === "ResponseError" && error.reason === "EmptyBody"

/**
 * The name of the method by which a response reads its text up to a number of bytes, which costs less than its stream. It
 * succeeds with `None` if the body is larger.
 *
 * @internal
 */
export const textUpTo = Symbol.for("@effect-workbook/client/internal/textUpTo")

/** @internal */
export interface LimitedText {
  readonly [textUpTo]: (limit: number) => Effect.Effect<Option.Option<string>, HttpClientError.ResponseError>
}

const hasLimitedText = (
  response: HttpClientResponse.HttpClientResponse
): response is HttpClientResponse.HttpClientResponse & LimitedText => textUpTo in response

/**
 * Reads the body as text. The result is `None` if the body has more than `limit` bytes; the rest is not read then.
 *
 * @internal
 */
export const text = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number
): Effect.Effect<Option.Option<string>, HttpClientError.HttpClientError> => {
  const size = contentLength(response)
  if (size !== undefined && size > limit) return Effect.as(discard(response), Option.none())
  if (hasLimitedText(response)) return response[textUpTo](limit)
  return size === undefined
    ? Effect.catchTag(Effect.asSome(readStream(response, limit)), "TooLarge", () => Effect.succeedNone)
    : Effect.asSome(response.text)
}

/** A limit that the answers of the service do not reach. Deeper JSON could overflow the stack of a recursive function. */
const maxDepth = 100

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const isDeeperThan = (value: unknown, depth: number): boolean => {
  if (!isObject(value)) return false
  if (depth === 0) return true
  const members: ReadonlyArray<unknown> = Array.isArray(value) ? value : Object.values(value)
  // The second condition would be enough. With the first one, the cells of a range take half of the time.
  return members.some(isObject) && members.some((member) => isDeeperThan(member, depth - 1))
}

const parseJson = (text: string): Either.Either<unknown, string> =>
  Either.try({ try: (): unknown => JSON.parse(text), catch: () => "no JSON" })

/**
 * Parses a body as JSON; the result is `undefined` for an empty body. It fails with a description of the problem, which
 * does not quote the body, because the body may contain secrets.
 *
 * @internal
 */
export const parse = (text: string): Either.Either<unknown, string> =>
  text === "" ? Either.right(undefined) : Either.filterOrLeft(
    parseJson(text),
    (json) => !isDeeperThan(json, maxDepth),
    () => `JSON nested more than ${maxDepth} deep`
  )
