import * as GraphError from "@effect-workbook/schema/GraphError"
import * as Redacted from "effect/Redacted"

/**
 * What must not be repeated of what a service says: the token, and the session's id wherever a request carries it.
 *
 * @internal
 */
export const of = (
  url: string,
  ...others: ReadonlyArray<Redacted.Redacted | undefined>
): ReadonlyArray<string> => {
  const query = url.includes("?") ? new URLSearchParams(url.slice(url.indexOf("?"))) : undefined
  const ids = [
    ...others.flatMap((secret) => secret === undefined ? [] : [Redacted.value(secret)]),
    ...(query?.getAll("sessionId") ?? []),
    ...(/[?&]sessionId=([^&]*)/i.exec(url)?.slice(1) ?? [])
  ]
  // What is shorter guards nothing, and its letters are in every text.
  return [...ids, ...ids.map(encodeURIComponent)].filter((secret) => secret.length >= 8)
}

/**
 * A text in which none of the secrets stands.
 *
 * @internal
 */
export const without = (text: string, secrets: ReadonlyArray<string>): string =>
  secrets.reduce((text, secret) => text.replaceAll(secret, "<redacted>"), text)

/**
 * An error in whose messages none of the secrets stands.
 *
 * @internal
 */
export const withoutIn = (error: GraphError.GraphError, secrets: ReadonlyArray<string>): GraphError.GraphError => {
  const [top, ...below] = error.levels
  const cleaned = (level: GraphError.Level): GraphError.Level =>
    level.message === undefined ? level : { ...level, message: without(level.message, secrets) }
  return new GraphError.GraphError({ ...error, levels: [cleaned(top), ...below.map(cleaned)] })
}
