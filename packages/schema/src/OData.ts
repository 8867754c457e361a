/**
 * The path part of a Graph URL: OData literals, keys and function calls, written and read.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/**
 * One decoded segment of a path.
 *
 * - `text`: the whole segment, percent-decoded: what it says if it is nothing but a key (`worksheets/{id}`)
 * - `name`: what stands before `(`
 * - `key`: the one value in `('x')` or `(x)`
 * - `args`: the named values in `(a='x',n=1)`; empty for `()`
 * - `itemPath`: for `root:/a/b.xlsx:`, the decoded path `/a/b.xlsx` that follows `root`
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 *
 * const segment: OData.Segment = {
 *   text: "worksheets('Data')",
 *   name: "worksheets",
 *   key: "Data",
 *   args: undefined,
 *   itemPath: undefined
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Segment {
  readonly text: string
  readonly name: string
  readonly key: string | undefined
  readonly args: Arguments | undefined
  readonly itemPath: string | undefined
}

/**
 * The arguments of a function call in a path.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 *
 * const args: OData.Arguments = { address: "A1:B2", row: 0, valuesOnly: true }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Arguments = Readonly<Record<string, string | number | boolean | null>>

/**
 * A path that cannot be read.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = Either.getOrThrow(Either.flip(OData.parsePath("/worksheets/100%")))
 * strictEqual(error._tag, "InvalidPath")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidPath extends Schema.TaggedError<InvalidPath>("@effect-workbook/schema/OData/InvalidPath")(
  "InvalidPath",
  { path: Schema.String, reason: Schema.String }
) {
  override get message(): string {
    return `${this.path}: ${this.reason}`
  }
}

// A lone surrogate is no text in UTF-8, and encodeURIComponent throws on it.
const encode = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"))

/**
 * One path segment, percent-encoded by RFC 3986: `/`, `?`, `#`, `%`, `:` and spaces are encoded, `@` and `,` are not.
 * (Lone surrogates, which UTF-8 cannot carry, become U+FFFD.)
 * See {@link https://learn.microsoft.com/graph/onedrive-addressing-driveitems | addressing items}.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(OData.encodeSegment("doc #1.xlsx"), "doc%20%231.xlsx")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const encodeSegment = (text: string): string =>
  encode(text).replaceAll(/%(24|26|2C|3B|3D|40)/g, (escape) => decodeURIComponent(escape))

/**
 * A value as an OData literal in a path: text in quotes, with inner quotes doubled, then percent-encoded.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(OData.literal("It's 100%"), "'It''s%20100%25'")
 * strictEqual(OData.literal(7), "7")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const literal = (value: string | number | boolean): string =>
  typeof value === "string" ? `'${encode(value.replaceAll("'", "''"))}'` : encode(String(value))

/**
 * The key of a collection's member, in the quoted form that names and ids with braces need.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(`worksheets${OData.key("Q1 sales")}`, "worksheets('Q1%20sales')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const key = (value: string): string => `(${literal(value)})`

/**
 * A function call as a path segment. Arguments that are `undefined` are left out.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(OData.call("range", { address: "A1:B2" }), "range(address='A1%3AB2')")
 * strictEqual(OData.call("usedRange", { valuesOnly: undefined }), "usedRange()")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const call = (
  name: string,
  args: Readonly<Record<string, string | number | boolean | undefined>>
): string => {
  const pairs = Object.entries(args).flatMap(([parameter, value]) =>
    value === undefined ? [] : [`${parameter}=${literal(value)}`]
  )
  return `${name}(${pairs.join(",")})`
}

const readLiteral = (text: string): string | number | boolean | null => {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'")
  switch (text) {
    case "true":
      return true
    case "false":
      return false
    case "null":
      return null
    default:
      return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text
  }
}

const quoted = "'(?:[^']|'')*'"
const onlyKey = new RegExp(`^(?:${quoted}|[^'()]+)$`, "u")
const argument = new RegExp(`\\s*([\\p{L}_@][\\p{L}\\p{N}_]*)\\s*=\\s*(${quoted}|[^',()]+)\\s*(?:,|$)`, "uy")

const readArguments = (inner: string): Option.Option<Arguments> => {
  const args: Array<readonly [string, string | number | boolean | null]> = []
  for (let at = 0; at < inner.length; at = argument.lastIndex) {
    argument.lastIndex = at
    const match = argument.exec(inner)
    if (match === null) return Option.none()
    args.push([match[1] ?? "", readLiteral((match[2] ?? "").trim())])
  }
  return Option.some(Object.fromEntries(args))
}

// What is neither a key nor arguments belongs to the name: `tables/a)` is a key that was not quoted.
const readSegment = (text: string, itemPath: string | undefined): Segment => {
  const plain: Segment = { text, name: text, key: undefined, args: undefined, itemPath }
  const open = text.indexOf("(")
  if (open <= 0 || !text.endsWith(")")) return plain
  const name = text.slice(0, open)
  const inner = text.slice(open + 1, -1)
  const args = readArguments(inner)
  if (Option.isSome(args)) return { ...plain, name, args: args.value }
  return onlyKey.test(inner)
    ? { ...plain, name, key: inner.startsWith("'") ? inner.slice(1, -1).replaceAll("''", "'") : inner }
    : plain
}

/**
 * Reads a path into segments. Empty segments are skipped, a query is ignored, names and values are percent-decoded, and
 * `root:/a/b.xlsx:` comes as one segment with an `itemPath`. Fails only for a percent escape that is none.
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const segments = Either.getOrThrow(OData.parsePath("/root:/a/b.xlsx:/workbook/worksheets('It''s')/cell(row=0,column=1)"))
 * deepStrictEqual(segments.map((segment) => segment.name), ["root", "workbook", "worksheets", "cell"])
 * strictEqual(segments[0]?.itemPath, "/a/b.xlsx")
 * strictEqual(segments[2]?.key, "It's")
 * deepStrictEqual(segments[3]?.args, { row: 0, column: 1 })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const parsePath = (path: string): Either.Either<ReadonlyArray<Segment>, InvalidPath> =>
  Either.try({
    try: () => {
      const raw = path.replace(/[?#].*$/su, "").split("/").filter((segment) => segment !== "")
      const segments: Array<Segment> = []
      for (let i = 0; i < raw.length; i++) {
        const head = raw[i] ?? ""
        if (!head.endsWith(":")) {
          segments.push(readSegment(decodeURIComponent(head), undefined))
          continue
        }
        let itemPath = ""
        for (let closed = false; !closed && i + 1 < raw.length;) {
          const part = raw[++i] ?? ""
          closed = part.endsWith(":")
          itemPath += `/${decodeURIComponent(closed ? part.slice(0, -1) : part)}`
        }
        segments.push(readSegment(decodeURIComponent(head.slice(0, -1)), itemPath))
      }
      return segments
    },
    catch: () => new InvalidPath({ path, reason: "a percent sign that escapes nothing" })
  })
