import * as GraphError from "@effect-workbook/schema/GraphError"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"

/** What is shorter guards nothing, and its letters are in every text. */
const shortest = 8

/** So many letters of a secret in a row are no chance. */
const telling = 16

/** Nobody reads on, and the search takes its time. */
const longest = 10_000

/** Letters count in either case; all others stay, so that the length does. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** As it is where it has no such form. */
const inForm = (form: (text: string) => string) => (text: string): string =>
  Either.getOrElse(Either.try(() => form(text)), () => text)

const unescaped = inForm(decodeURIComponent)
const escaped = inForm(encodeURIComponent)

/** A secret in the forms in which it may be quoted. */
const forms = (secret: string): ReadonlyArray<string> => {
  const plain = unescaped(secret)
  return [
    secret,
    plain,
    escaped(secret),
    escaped(plain),
    escaped(escaped(plain)),
    JSON.stringify(plain).slice(1, -1),
    Encoding.encodeBase64(plain).replace(/=+$/, ""),
    Encoding.encodeBase64Url(plain),
    Either.getOrElse(Encoding.decodeBase64String(plain), () => plain)
  ]
}

/**
 * What must not be repeated of what a service says: the token, and the session's id wherever a request carries it.
 *
 * @internal
 */
export const of = (
  url: string,
  ...others: ReadonlyArray<Redacted.Redacted | undefined>
): ReadonlyArray<string> => {
  const inUrl = Array.from(url.matchAll(/[?&]sessionId=([^&#]*)/gi), ([, id = ""]) => id)
  const secrets = [...others.flatMap((secret) => secret === undefined ? [] : [Redacted.value(secret)]), ...inUrl]
  return Array.from(new Set(secrets.flatMap(forms)), lower).filter((form) => form.length >= shortest)
}

/** How far a secret, or a telling part of one, reaches in a text from a place on. */
const reach = (text: string, from: number, secrets: ReadonlyArray<string>): number => {
  let end = from
  for (const secret of secrets) {
    let to = from + Math.min(secret.length, telling)
    if (to > text.length || !secret.includes(text.slice(from, to))) continue
    while (to < text.length && secret.includes(text.slice(from, to + 1))) to++
    end = Math.max(end, to)
  }
  return end
}

/**
 * A text in which none of the secrets stands, nor any telling part of one.
 *
 * @internal
 */
export const without = (text: string, secrets: ReadonlyArray<string>): string => {
  const whole = text.length > longest ? `${text.slice(0, longest)}…` : text
  const searched = lower(whole)
  let clean = ""
  let kept = 0
  for (let at = 0; at < searched.length;) {
    const end = reach(searched, at, secrets)
    if (end === at) {
      at++
    } else {
      clean += `${whole.slice(kept, at)}<redacted>`
      kept = end
      at = end
    }
  }
  return clean + whole.slice(kept)
}

/**
 * An error in which none of the secrets stands.
 *
 * @internal
 */
export const withoutIn = (error: GraphError.GraphError, secrets: ReadonlyArray<string>): GraphError.GraphError => {
  const cleaned = (text: string | undefined) => text === undefined ? undefined : without(text, secrets)
  const { clientRequestId, date, levels: [top, ...below], requestId } = error
  const level = ({ code, message }: GraphError.Level) => ({ code: cleaned(code), message: cleaned(message) })
  return new GraphError.GraphError({
    levels: [level(top), ...below.map(level)],
    requestId: cleaned(requestId),
    clientRequestId: cleaned(clientRequestId),
    date: cleaned(date)
  })
}

/**
 * JSON in which none of the secrets stands, but for addresses, which are followed and not told.
 *
 * @internal
 */
export const withoutInJson = (json: unknown, secrets: ReadonlyArray<string>): unknown => {
  if (typeof json === "string") return without(json, secrets)
  if (Array.isArray(json)) return json.map((member) => withoutInJson(member, secrets))
  if (typeof json !== "object" || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      name === "resourceLocation" ? value : withoutInJson(value, secrets)
    ])
  )
}
