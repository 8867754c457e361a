import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { parseCriterion } from "../../src/internal/formula/Criteria.js"
import * as Wildcard from "../../src/internal/formula/Wildcard.js"
import { NA, type Scalar } from "../../src/internal/value/Value.js"
import { Sheets } from "./sheets.js"

const clock = { host: new Sheets({}) }
const cells: ReadonlyArray<Scalar> = [5, "5", "apple", "Apple pie", "", null, true, NA, -1, "*"]
const met = (wanted: Scalar) => cells.filter(parseCriterion(wanted, clock))

describe("Criteria", () => {
  it.each<[Scalar, ReadonlyArray<Scalar>]>([
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
  ])("%s", (wanted, expected) => {
    assert.deepStrictEqual(met(wanted), expected)
  })
})

describe("Wildcard", () => {
  /** A slow reference implementation of patterns. */
  const like = (text: string, pattern: string): boolean => {
    if (pattern === "") return text === ""
    if (pattern[0] === "*") return like(text, pattern.slice(1)) || (text !== "" && like(text.slice(1), pattern))
    return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && like(text.slice(1), pattern.slice(1))
  }
  const letters = (alphabet: string, most: number) =>
    fc.array(fc.constantFrom(...alphabet), { maxLength: most }).map((each) => each.join(""))

  it.prop("matches like the reference implementation", [letters("ab", 8), letters("ab*?", 6)], ([text, pattern]) => {
    assert.strictEqual(Wildcard.compile(pattern).matches(text), like(text, pattern))
  })

  it.prop("finds the first match", [letters("ab", 8), letters("ab*?", 5)], ([text, pattern]) => {
    const found = Array.from({ length: text.length + 1 }, (_, at) => at).find((at) =>
      like(text.slice(at), `${pattern}*`)
    )
    assert.strictEqual(Wildcard.compile(pattern).search(text, 0), found ?? -1)
  })

  it("is fast for a hostile pattern", () => {
    assert.strictEqual(Wildcard.compile(`${"*a".repeat(500)}b`).matches("a".repeat(30_000)), false)
  })
})
