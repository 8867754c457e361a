/**
 * Origins of web pages, and what a browser has to be told so that a page may use the emulator.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"

/** The one spelling of the origin of a page, as browsers send it; a sentence for what is none. */
export const parse = (text: string): Either.Either<string, string> => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:\/\/[^/?#*]+$/i.test(text) && url.username === "" && url.password === ""
    ? Either.right(url.origin)
    : Either.left(`expected an origin like https://app.example, not "${text}"`)
}

/** What a page can read of an answer, beside its body. */
const exposed = "ETag, Location, Retry-After, Preference-Applied, request-id, client-request-id, WWW-Authenticate"

/** Lets a page of this origin read an answer. */
export const readable = (origin: string): Readonly<Record<string, string>> => ({
  "access-control-allow-origin": origin,
  "access-control-expose-headers": exposed,
  vary: "Origin"
})

/** Lets a page of this origin send what it has asked for. */
export const preflight = (origin: string, headers: string | undefined): Readonly<Record<string, string>> => ({
  "access-control-allow-origin": origin,
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  ...(headers === undefined ? {} : { "access-control-allow-headers": headers }),
  vary: "Origin, Access-Control-Request-Headers"
})
