import * as Either from "effect/Either"

/** The characters of a path or a query (RFC 3986). */
const legalCharacters = /^(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*$/i

/** The actions on the session itself. Only the session may call them. */
const sessionAction = /^(?:microsoft\.graph\.)?(?:create|refresh|close)session$/i

const withoutArguments = (segment: string): string => segment.replace(/\(.*$/, "")

/** Explains why a path with its query is not a path below a workbook. */
const issueOf = (path: string): string | undefined => {
  const [pathname = "", query = "", ...more] = path.split("?")
  if (more.length > 0) return "has more than one question mark"
  if (!legalCharacters.test(pathname) || !legalCharacters.test(query)) {
    return "has characters that must be percent-encoded"
  }
  const segments = pathname.split("/")
  if (segments.includes("")) return "has an empty segment"
  const decoded = Either.try(() => segments.map((segment) => decodeURIComponent(segment)))
  if (Either.isLeft(decoded)) return "has an escape that is no UTF-8"
  // A server may decode the path before it splits the path into segments.
  if (decoded.right.some((segment) => segment.split(/[/\\]/).some((part) => part === "." || part === ".."))) {
    return "leads out of the workbook"
  }
  return decoded.right.some((segment) => sessionAction.test(withoutArguments(segment)))
    ? "opens, refreshes or closes a session, which its owner does"
    : undefined
}

/**
 * The name of a request in errors and spans: the segments of its path, without keys and arguments. It is `Left` with an
 * explanation if the path is not below the workbook.
 *
 * @internal
 */
export const label = (path: string): Either.Either<string, string> => {
  const issue = issueOf(path)
  return issue === undefined
    ? Either.right(path.replace(/\?.*$/, "").split("/").map(withoutArguments).join("."))
    : Either.left(
      `the path ${JSON.stringify(path)} ${issue}; expected one below the workbook, such as worksheets('Data')/charts`
    )
}

/**
 * Copies a body as JSON, so that each attempt sends the same body. It is `Left` with an explanation if the body is not JSON.
 *
 * @internal
 */
export const json = (body: unknown): Either.Either<unknown, string> =>
  Either.try({
    try: (): unknown => JSON.parse(JSON.stringify(body, rejectNonFinite)),
    catch: (cause) => `the body is no JSON: ${cause instanceof RangeError ? cause.message : "expected data only"}`
  })

const rejectNonFinite = (_: string, value: unknown): unknown => {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${value} is no number in JSON`)
  return value
}
