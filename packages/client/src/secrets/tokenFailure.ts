import * as Cause from "effect/Cause"
import * as Predicate from "effect/Predicate"
import type * as Redacted from "effect/Redacted"
import * as Secrets from "./secrets.js"

/** A chain of causes may be a cycle. */
const maxDepth = 5

const stringIn = (u: unknown, property: string): string | undefined =>
  Predicate.hasProperty(u, property) && Predicate.isString(u[property]) && u[property] !== "" ? u[property] : undefined

const join = (message: string, cause: string): string =>
  cause === "" || message.includes(cause) ? message : `${message}: ${cause}`

const describe = (cause: unknown, depth: number): string => {
  if (Cause.isUnknownException(cause)) return describe(cause.error, depth)
  if (cause === undefined || depth > maxDepth) return ""
  if (cause === null || !Predicate.isObject(cause)) return String(cause)
  const message = stringIn(cause, "message") ??
    (Predicate.hasProperty(cause, "errors") && Array.isArray(cause.errors)
      ? cause.errors.map((error: unknown) => describe(error, depth + 1)).join("; ")
      : stringIn(cause, "_tag") ?? stringIn(cause, "name") ?? "a failure without a message")
  return join(message, Predicate.hasProperty(cause, "cause") ? describe(cause.cause, depth + 1) : "")
}

/** A token of Microsoft in its usual form. */
const jwt = /\beyJ[\w-]{8,}(?:\.[\w-]+)+/g

/** A credential or a token as a field of a form or of JSON. */
const credential =
  /((?:client_secret|client_assertion|assertion|password|refresh_token|access_token|id_token)(?:=|"\s*:\s*"))[^"&\s]+/gi

const redact = (text: string): string => text.replace(jwt, "<redacted>").replace(credential, "$1<redacted>")

/**
 * Describes the failure of a token source and its causes in one line, without tokens and credentials.
 *
 * @internal
 */
export const message = (cause: unknown): string => redact(describe(cause, 0))

/**
 * Copies the failure of a token source, with its name and message only. Its other properties may contain secrets, such as
 * the token request with the client secret. `heldToken` is the previous token of the source.
 *
 * @internal
 */
export const cause = (failure: unknown, heldToken: Redacted.Redacted | undefined): Error => {
  const source = Cause.isUnknownException(failure) ? failure.error : failure
  const copy = new Error(Secrets.redact(message(source), Secrets.of("", heldToken)))
  const name = stringIn(source, "_tag") ?? stringIn(source, "name")
  if (name !== undefined) copy.name = name
  // The stack would show where the copy was made.
  delete copy.stack
  return copy
}
