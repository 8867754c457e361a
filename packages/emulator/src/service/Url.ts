/**
 * Parses the parts of a request URL.
 *
 * @since 0.1.0
 */
import type * as OData from "@effect-workbook/schema/OData"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"

const versions = ["v1.0", "beta"]

/** Splits a URL at its question mark. */
export const halves = (url: string): { readonly path: string; readonly query: string } => {
  const mark = url.indexOf("?")
  return mark < 0 ? { path: url, query: "" } : { path: url.slice(0, mark), query: url.slice(mark + 1) }
}

/** Splits a URL into API version, path and query. */
export const split = (
  url: string
): Either.Either<
  { readonly version: string; readonly path: string; readonly query: string },
  Failure.Failure
> => {
  const { path: whole, query } = halves(url)
  const [, name, path] = /^\/*([^/]*)(.*)$/s.exec(whole) ?? []
  const version = versions.find((known) => known === name?.toLowerCase())
  return version === undefined
    ? Either.left(
      Failure.gateway(
        400,
        "BadRequest",
        `Invalid version: ${(name ?? "").slice(0, 60)}. Expected ${Failure.listed(versions)}.`
      )
    )
    : Either.right({ version, path: path ?? "", query })
}

export const invalidPath = (path: string, reason: string): Failure.Failure =>
  Failure.gateway(
    400,
    "BadRequest",
    `Invalid path ${Failure.quoted(path)} (${reason}): ` +
      "expected one such as /me/drive/root:/{path}: or /me/drive/items/{id}."
  )

/** Splits a path into the workbook at its beginning and the remaining segments. */
export const addressed = (
  path: string
): Either.Either<
  { readonly workbook: Workbook.Workbook; readonly rest: ReadonlyArray<OData.Segment> },
  Failure.Failure
> =>
  Either.mapLeft(
    Workbook.fromItemPath(path),
    ({ reason }) => invalidPath(path, reason)
  )
