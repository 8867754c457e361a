import * as Either from "effect/Either"

/** RFC 3986, without what ends a path. */
const legal = /^(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*$/i

/** They decide about the session itself, which has an owner. */
const owned = /^(?:microsoft\.graph\.)?(?:create|refresh|close)session$/i

const nameOf = (segment: string): string => segment.replace(/\(.*$/, "")

/** Why a path and its query are none below a workbook. */
const issueOf = (path: string): string | undefined => {
  const [place = "", query = "", ...more] = path.split("?")
  if (more.length > 0) return "has more than one question mark"
  if (!legal.test(place) || !legal.test(query)) return "has characters that must be percent-encoded"
  const segments = place.split("/")
  if (segments.includes("")) return "has an empty segment"
  const decoded = Either.try(() => segments.map((segment) => decodeURIComponent(segment)))
  if (Either.isLeft(decoded)) return "has an escape that is no UTF-8"
  // Whoever decodes a segment before the path is taken apart sees the slashes in it.
  if (decoded.right.some((segment) => segment.split(/[/\\]/).some((part) => part === "." || part === ".."))) {
    return "leads out of the workbook"
  }
  return decoded.right.some((segment) => owned.test(nameOf(segment)))
    ? "opens, refreshes or closes a session, which its owner does"
    : undefined
}

/**
 * What to call a request to a path below the workbook in errors and spans: its segments without keys and arguments. Or why
 * it is no such path.
 *
 * @internal
 */
export const label = (path: string): Either.Either<string, string> => {
  const issue = issueOf(path)
  return issue === undefined
    ? Either.right(path.replace(/\?.*$/, "").split("/").map(nameOf).join("."))
    : Either.left(
      `the path ${JSON.stringify(path)} ${issue}; expected one below the workbook, such as worksheets('Data')/charts`
    )
}

/**
 * The JSON of a body as it is now, so that it is the same each time that it is sent. Or why there is none.
 *
 * @internal
 */
export const json = (body: unknown): Either.Either<unknown, string> =>
  Either.try({
    try: (): unknown => JSON.parse(JSON.stringify(body, finite)),
    catch: (cause) => `the body is no JSON: ${cause instanceof RangeError ? cause.message : "expected data only"}`
  })

const finite = (_: string, value: unknown): unknown => {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${value} is no number in JSON`)
  return value
}
