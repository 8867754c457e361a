import type { Book } from "@effect-workbook/engine"
import type { CellValue } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, FastCheck as fc } from "effect"
import { area, make } from "../support/openBook.js"

const NA = { error: "#N/A" }
/** The cells of column A. */
const cells = [5, "5", "apple", "Apple pie", "", null, true, NA, -1, "*"] as const

const criteria: ReadonlyArray<
  readonly [criterion: CellValue.CellValue, matches: ReadonlyArray<(typeof cells)[number]>]
> = [
  [5, [5, "5"]],
  ["5", [5, "5"]],
  ["=5", [5, "5"]],
  ["<>5", ["5", "apple", "Apple pie", "", null, true, NA, -1, "*"]],
  [">0", [5]],
  ["<=-1", [-1]],
  ["APPLE", ["apple"]],
  ["apple*", ["apple", "Apple pie"]],
  ["<>apple*", [5, "5", "", null, true, NA, -1, "*"]],
  ["?", ["5", "*"]],
  ["~*", ["*"]],
  ["", ["", null]],
  ["=", [null]],
  ["<>", [5, "5", "apple", "Apple pie", "", true, NA, -1, "*"]],
  [true, [true]],
  ["TRUE", [true]],
  ["#N/A", [NA]],
  [">a", ["apple", "Apple pie"]],
  [">", []]
]

describe("Criteria", () => {
  it.effect("match numbers, texts, blank cells, logical values and errors", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: cells.map((cell) => [cell]) }] })
      const count = (rows: string, criterion: CellValue.CellValue) =>
        book.callFunction("COUNTIF", [{ sheet: "S", ...area(rows) }, criterion])
      for (const [criterion, matches] of criteria) {
        const counts = yield* Effect.forEach(cells, (_, row) => count(`A${row + 1}`, criterion))
        const title = JSON.stringify(criterion)
        assert.deepStrictEqual(cells.filter((_, row) => Either.getOrThrow(counts[row]!) === 1), matches, title)
        assert.deepStrictEqual(yield* count("A1:A10", criterion), Either.right(matches.length), title)
      }
    }))
})

describe("Wildcards", () => {
  /** A slow reference implementation of patterns. */
  const like = (text: string, pattern: string): boolean => {
    if (pattern === "") return text === ""
    if (pattern[0] === "*") return like(text, pattern.slice(1)) || (text !== "" && like(text.slice(1), pattern))
    return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && like(text.slice(1), pattern.slice(1))
  }
  const letters = (alphabet: string, minLength: number, maxLength: number) =>
    fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((each) => each.join(""))
  const book = Effect.runSync(make({ sheets: [{ name: "S" }] }))
  const call = (name: string, args: ReadonlyArray<Book.FunctionArgument>) =>
    Either.merge(Effect.runSync(book.callFunction(name, args)))

  it.prop(
    "match like the reference implementation",
    [letters("ab", 0, 8), letters("ab*?", 0, 6)],
    ([text, pattern]) => {
      assert.strictEqual(call("MATCH", [pattern, [[text]], 0]), like(text, pattern) ? 1 : "#N/A")
    }
  )

  it.prop("find the first match", [letters("ab", 1, 8), letters("ab*?", 0, 5)], ([text, pattern]) => {
    const at = Array.from({ length: text.length + 1 }, (_, at) => at).find((at) => like(text.slice(at), `${pattern}*`))
    assert.strictEqual(call("SEARCH", [pattern, text]), at === undefined ? "#VALUE!" : at + 1)
  })

  it("are fast for a hostile pattern", () => {
    const pattern = `${"*a".repeat(500)}b`
    assert.strictEqual(call("MATCH", [pattern, [["a".repeat(30_000)]], 0]), "#N/A")
  })
})
