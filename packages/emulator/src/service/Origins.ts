/**
 * Origins of web pages, and the CORS headers that let a page use the emulator.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"

/** Normalizes the origin of a page to the form that browsers send. Fails with a message if it is invalid. */
export const parse = (text: string): Either.Either<string, string> => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:\/\/[^/?#*]+$/i.test(text) && url.username === "" && url.password === ""
    ? Either.right(url.origin)
    : Either.left(`expected an origin like https://app.example, not "${text}"`)
}

/** The response headers that pages can read. */
const exposed = "ETag, Location, Retry-After, Preference-Applied, request-id, client-request-id, WWW-Authenticate"

/** CORS headers that let a page of this origin read a response. */
export const readable = (origin: string): Readonly<Record<string, string>> => ({
  "access-control-allow-origin": origin,
  "access-control-expose-headers": exposed,
  vary: "Origin"
})

/** CORS headers of the response to a preflight request. */
export const preflight = (origin: string, headers: string | undefined): Readonly<Record<string, string>> => ({
  "access-control-allow-origin": origin,
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  ...(headers === undefined ? {} : { "access-control-allow-headers": headers }),
  vary: "Origin, Access-Control-Request-Headers"
})
