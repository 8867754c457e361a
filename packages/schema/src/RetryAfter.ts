/**
 * The response header `Retry-After`.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"

const secondsPattern = /^[+-]?\d+(\.\d+)?$/
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const timePattern = "(?<hours>\\d{2}):(?<minutes>\\d{2}):(?<seconds>\\d{2})"
const datePatterns = [
  // Sun, 06 Nov 1994 08:49:37 GMT, and the obsolete form Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^[a-z]+, (?<day>\\d{2})[ -](?<month>[a-z]{3})[ -](?<year>\\d{4}|\\d{2}) ${timePattern} gmt$`, "i"),
  // The obsolete form Sun Nov  6 08:49:37 1994
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \\d]\\d) ${timePattern} (?<year>\\d{4})$`, "i")
]

const fullYear = (year: string | undefined): number =>
  year?.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year)

const parseDate = (text: string): Option.Option<DateTime.Utc> => {
  const parts = datePatterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined)
  const month = months.indexOf(parts?.["month"]?.toLowerCase() ?? "") + 1
  return parts === undefined || month === 0 ? Option.none() : DateTime.make({
    year: fullYear(parts["year"]),
    month,
    day: Number(parts["day"]),
    hours: Number(parts["hours"]),
    minutes: Number(parts["minutes"]),
    seconds: Number(parts["seconds"])
  })
}

/**
 * Parses the time to wait: seconds, with or without decimals (a sample of Graph is `2.128`), or an HTTP date. `now` is
 * in milliseconds since the Unix epoch and is subtracted from a date. A date in the past and negative seconds are a
 * wait of zero. `None` for any other text.
 * See {@link https://learn.microsoft.com/graph/throttling | throttling}.
 *
 * @example
 * ```ts
 * import { RetryAfter } from "@effect-workbook/schema"
 * import { Duration, Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(RetryAfter.parse("2.128", 0), Option.some(Duration.millis(2128)))
 * deepStrictEqual(RetryAfter.parse("Thu, 01 Jan 1970 00:00:10 GMT", 4000), Option.some(Duration.seconds(6)))
 * deepStrictEqual(RetryAfter.parse("soon", 0), Option.none())
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const parse = (header: string, now: number): Option.Option<Duration.Duration> => {
  const text = header.trim()
  const millis = secondsPattern.test(text)
    ? Option.some(Number(text) * 1000)
    : Option.map(parseDate(text), (date) => date.epochMillis - now)
  return millis.pipe(
    Option.filter(Number.isFinite),
    Option.map((wait) => Duration.millis(Math.max(0, Math.ceil(wait))))
  )
}
