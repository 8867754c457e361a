import * as GraphError from "@effect-workbook/schema/GraphError"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"

/** A shorter secret protects nothing, and redacting its letters would damage most texts. */
const minLength = 8

/** The length from which a part of a secret is redacted too: a match of this length is not a coincidence. */
const minMatch = 16

/** Longer texts are cut, because the search is slow and no reader needs the rest. */
const maxTextLength = 10_000

/** Only ASCII letters are lowered, because the length of the text must not change. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** Applies an encoding, and leaves a text as it is if the encoding throws. */
const orUnchanged = (encode: (text: string) => string) => (text: string): string =>
  Either.getOrElse(Either.try(() => encode(text)), () => text)

const decodePercent = orUnchanged(decodeURIComponent)
const encodePercent = orUnchanged(encodeURIComponent)

/** The encodings of a secret in which the service may quote it. */
const encodings = (secret: string): ReadonlyArray<string> => {
  const plain = decodePercent(secret)
  return [
    secret,
    plain,
    encodePercent(secret),
    encodePercent(plain),
    encodePercent(encodePercent(plain)),
    JSON.stringify(plain).slice(1, -1),
    Encoding.encodeBase64(plain).replace(/=+$/, ""),
    Encoding.encodeBase64Url(plain),
    Either.getOrElse(Encoding.decodeBase64String(plain), () => plain)
  ]
}

/**
 * The texts to redact in the answer to a request: the session ids in its URL and the other secrets, in all encodings.
 *
 * @internal
 */
export const of = (
  url: string,
  ...others: ReadonlyArray<Redacted.Redacted | undefined>
): ReadonlyArray<string> => {
  const inUrl = Array.from(url.matchAll(/[?&]sessionId=([^&#]*)/gi), ([, id = ""]) => id)
  const secrets = [...others.flatMap((secret) => secret === undefined ? [] : [Redacted.value(secret)]), ...inUrl]
  return Array.from(new Set(secrets.flatMap(encodings)), lower).filter((text) => text.length >= minLength)
}

/** The end of the longest match of a secret, or of a part of one, that starts at a position of a text. */
const matchEnd = (text: string, from: number, secrets: ReadonlyArray<string>): number => {
  let end = from
  for (const secret of secrets) {
    let to = from + Math.min(secret.length, minMatch)
    if (to > text.length || !secret.includes(text.slice(from, to))) continue
    while (to < text.length && secret.includes(text.slice(from, to + 1))) to++
    end = Math.max(end, to)
  }
  return end
}

/**
 * Redacts the secrets in a text, and parts of them of at least 16 characters.
 *
 * @internal
 */
export const redact = (text: string, secrets: ReadonlyArray<string>): string => {
  const original = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
  const searched = lower(original)
  let redacted = ""
  let copied = 0
  for (let at = 0; at < searched.length;) {
    const end = matchEnd(searched, at, secrets)
    if (end === at) {
      at++
    } else {
      redacted += `${original.slice(copied, at)}<redacted>`
      copied = end
      at = end
    }
  }
  return redacted + original.slice(copied)
}

/**
 * Redacts the secrets in an error.
 *
 * @internal
 */
export const redactError = (error: GraphError.GraphError, secrets: ReadonlyArray<string>): GraphError.GraphError => {
  const redacted = (text: string | undefined) => text === undefined ? undefined : redact(text, secrets)
  const { clientRequestId, date, levels: [top, ...inner], requestId } = error
  const level = ({ code, message }: GraphError.Level) => ({ code: redacted(code), message: redacted(message) })
  return new GraphError.GraphError({
    levels: [level(top), ...inner.map(level)],
    requestId: redacted(requestId),
    clientRequestId: redacted(clientRequestId),
    date: redacted(date)
  })
}

/**
 * Redacts the secrets in all texts of a JSON value, except in `resourceLocation`, which is needed to request the result.
 *
 * @internal
 */
export const redactJson = (json: unknown, secrets: ReadonlyArray<string>): unknown => {
  if (typeof json === "string") return redact(json, secrets)
  if (Array.isArray(json)) return json.map((member) => redactJson(member, secrets))
  if (typeof json !== "object" || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      name === "resourceLocation" ? value : redactJson(value, secrets)
    ])
  )
}
