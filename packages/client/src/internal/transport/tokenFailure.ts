import * as Cause from "effect/Cause"
import * as Predicate from "effect/Predicate"
import type * as Redacted from "effect/Redacted"
import * as Secrets from "./secrets.js"

/** Causes may form a circle. */
const deepest = 5

const stringIn = (u: unknown, property: string): string | undefined =>
  Predicate.hasProperty(u, property) && Predicate.isString(u[property]) && u[property] !== "" ? u[property] : undefined

const joined = (what: string, why: string): string => why === "" || what.includes(why) ? what : `${what}: ${why}`

const describe = (cause: unknown, depth: number): string => {
  if (Cause.isUnknownException(cause)) return describe(cause.error, depth)
  if (cause === undefined || depth > deepest) return ""
  if (cause === null || !Predicate.isObject(cause)) return String(cause)
  const said = stringIn(cause, "message") ??
    (Predicate.hasProperty(cause, "errors") && Array.isArray(cause.errors)
      ? cause.errors.map((error: unknown) => describe(error, depth + 1)).join("; ")
      : stringIn(cause, "_tag") ?? stringIn(cause, "name") ?? "a failure without a message")
  return joined(said, Predicate.hasProperty(cause, "cause") ? describe(cause.cause, depth + 1) : "")
}

/** A token of Microsoft's in its usual form. */
const jwt = /\beyJ[\w-]{8,}(?:\.[\w-]+)+/g

/** A field of a form or of JSON that proves who asks for a token, or is one. */
const proof =
  /((?:client_secret|client_assertion|assertion|password|refresh_token|access_token|id_token)(?:=|"\s*:\s*"))[^"&\s]+/gi

const cleaned = (text: string): string => text.replace(jwt, "<redacted>").replace(proof, "$1<redacted>")

/**
 * What a source of tokens failed with, and what lies under that, in a line without any token.
 *
 * @internal
 */
export const message = (cause: unknown): string => cleaned(describe(cause, 0))

/**
 * What a source of tokens failed with, without anything else that may hang on it, such as its request to the issuer with
 * the secret of the application. `held` is the token that it gave before.
 *
 * @internal
 */
export const cause = (from: unknown, held: Redacted.Redacted | undefined): Error => {
  const source = Cause.isUnknownException(from) ? from.error : from
  const known = new Error(Secrets.without(message(source), Secrets.of("", held)))
  const name = stringIn(source, "_tag") ?? stringIn(source, "name")
  if (name !== undefined) known.name = name
  // It would be that of the copy.
  delete known.stack
  return known
}
