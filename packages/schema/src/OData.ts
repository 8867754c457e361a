/**
 * Paths of Graph URLs: formats and parses OData literals, keys and function calls.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/**
 * One segment of a path, percent-decoded.
 *
 * - `text`: the whole segment. For a segment that is only a key, as in `worksheets/{id}`, it is that key
 * - `name`: the text before `(`, or the whole segment
 * - `key`: the value of a key in parentheses, as in `('x')` or `(x)`
 * - `args`: the named arguments, as in `(a='x',n=1)`; empty for `()`
 * - `itemPath`: the path between colons that follows the segment, such as `/a/b.xlsx` in `root:/a/b.xlsx:`
 *
 * @example
 * ```ts
 * import { OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const segment: OData.Segment = {
 *   text: "worksheets('Data')",
 *   name: "worksheets",
 *   key: "Data",
 *   args: undefined,
 *   itemPath: undefined
 * }
 * deepStrictEqual(OData.parsePath("/worksheets('Data')"), Either.right([segment]))
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
 * @category models
 * @since 0.1.0
 */
export type Arguments = Readonly<Record<string, string | number | boolean | null>>

/**
 * The error for a path that cannot be parsed.
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

// `encodeURIComponent` throws for a lone surrogate, because UTF-8 cannot encode it.
const encode = (text: string): string =>
  encodeURIComponent(ascii.test(text) ? text : text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"))

const ascii = /^[\x20-\x7e]*$/

/**
 * Percent-encodes one path segment by RFC 3986: `/`, `?`, `#`, `%`, `:` and spaces are encoded, `@` and `,` are not. A
 * lone surrogate is replaced by U+FFFD, because UTF-8 cannot encode it.
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
 * Formats a value as a percent-encoded OData literal. Text is quoted, and the quotes in it are doubled.
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
 * Formats the key of a member of a collection, in the quoted form that is valid for every name and id.
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
 * Formats a function call as a path segment. Arguments that are `undefined` are left out.
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
  let pairs = ""
  for (const parameter of Object.keys(args)) {
    const value = args[parameter]
    if (value !== undefined) pairs += `${pairs === "" ? "" : ","}${parameter}=${literal(value)}`
  }
  return `${name}(${pairs})`
}

const parseLiteral = (text: string): string | number | boolean | null => {
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

const quotedPattern = "'(?:[^']|'')*'"
const keyPattern = new RegExp(`^(?:${quotedPattern}|[^'()]+)$`, "u")
const argumentPattern = new RegExp(
  `\\s*([\\p{L}_@][\\p{L}\\p{N}_]*)\\s*=\\s*(${quotedPattern}|[^',()]+)\\s*(?:,|$)`,
  "uy"
)

const parseArguments = (text: string): Option.Option<Arguments> => {
  const args: Array<readonly [string, string | number | boolean | null]> = []
  for (let index = 0; index < text.length; index = argumentPattern.lastIndex) {
    argumentPattern.lastIndex = index
    const match = argumentPattern.exec(text)
    if (match === null) return Option.none()
    args.push([match[1] ?? "", parseLiteral((match[2] ?? "").trim())])
  }
  return Option.some(Object.fromEntries(args))
}

// An unquoted key may contain parentheses, as in `tables/a)`. Then the whole segment is the name.
const parseSegment = (text: string, itemPath: string | undefined): Segment => {
  const plain: Segment = { text, name: text, key: undefined, args: undefined, itemPath }
  const open = text.indexOf("(")
  if (open <= 0 || !text.endsWith(")")) return plain
  const name = text.slice(0, open)
  const inner = text.slice(open + 1, -1)
  const args = parseArguments(inner)
  if (Option.isSome(args)) return { ...plain, name, args: args.value }
  return keyPattern.test(inner)
    ? { ...plain, name, key: inner.startsWith("'") ? inner.slice(1, -1).replaceAll("''", "'") : inner }
    : plain
}

/**
 * Parses a path into segments and percent-decodes them. Empty segments and the query are ignored. `root:/a/b.xlsx:`
 * becomes one segment with an `itemPath`. Fails only for an invalid percent-encoding.
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
          segments.push(parseSegment(decodeURIComponent(head), undefined))
          continue
        }
        let itemPath = ""
        for (let closed = false; !closed && i + 1 < raw.length;) {
          const part = raw[++i] ?? ""
          closed = part.endsWith(":")
          itemPath += `/${decodeURIComponent(closed ? part.slice(0, -1) : part)}`
        }
        segments.push(parseSegment(decodeURIComponent(head.slice(0, -1)), itemPath))
      }
      return segments
    },
    catch: () => new InvalidPath({ path, reason: "a percent sign that escapes nothing" })
  })
