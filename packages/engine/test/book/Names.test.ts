import type { Model } from "@effect-workbook/engine"
import { Address } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { makeBook } from "../support/makeBook.js"
import { differing, open, reopen, sheet, values, write } from "../support/openBook.js"

const bytes = makeBook({
  sheets: [{ name: "S", rows: [[1, 2, { formula: "SUM(Range)*Tax", value: 6 }]] }, { name: "T" }],
  names: [
    { name: "Range", formula: "S!$A$1:$B$1" },
    { name: "Tax", formula: "2" },
    { name: "Tax", formula: "T!$A$1", sheet: 1 },
    { name: "_xlnm.Print_Area", formula: "S!$A$1", sheet: 0 }
  ]
})

describe("Book names", () => {
  it.effect("are listed by scope with their values", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const list = (scope?: Model.Sheet) =>
        book.names(scope).map(({ formula, name, type, value }) => [name, formula, type, value])
      assert.deepStrictEqual(list(), [["Range", "=S!$A$1:$B$1", "Range", "=S!$A$1:$B$1"], ["Tax", "=2", "Double", 2]])
      assert.deepStrictEqual(list(sheet(book, "T")), [["Tax", "=T!$A$1", "Range", "=T!$A$1"]])
      assert.deepStrictEqual(list(sheet(book, "S")), [])
      const range = Option.getOrThrow(book.nameByKey("rANGE"))
      const { bottom, left, right, sheet: of, top } = Option.getOrThrow(book.nameArea(range))
      assert.deepStrictEqual([of, top, left, bottom, right], ["S", 0, 0, 0, 1])
      assert.isTrue(Option.isNone(book.nameArea(Option.getOrThrow(book.nameByKey("Tax")))))
      assert.isTrue(Option.isNone(book.nameByKey("Range", sheet(book, "T"))))
    }))

  it.effect("are listed in alphabetical order, in which they are saved", () =>
    Effect.gen(function*() {
      const book = yield* open(makeBook({
        sheets: [{ name: "S" }],
        names: ["b.4", "B_1", "c", "A"].map((name) => ({ name, formula: "1" }))
      }))
      yield* book.addName({ name: "b", formula: "=2" })
      const listed = book.names().map(({ name }) => name)
      assert.deepStrictEqual(listed, ["A", "b", "b.4", "B_1", "c"])
      assert.deepStrictEqual((yield* reopen(book)).names().map(({ name }) => name), listed)
    }))

  it.effect("refer to the range that their formula computes from the current cells", () =>
    Effect.gen(function*() {
      const book = yield* open(makeBook({
        sheets: [{ name: "S" }, { name: "T", rows: [["first"]] }],
        names: [
          { name: "Next", formula: "OFFSET(T!$A$1,COUNTA(T!$A:$A),0)" },
          { name: "All", formula: "OFFSET(T!$A$1,0,0,COUNTA(T!$A:$A),1)" },
          { name: "Indexed", formula: "T!$A$1:INDEX(T!$A:$A,COUNTA(T!$A:$A))" },
          { name: "Two", formula: "(T!$A$1,T!$A$3)" },
          { name: "Text", formula: "T!$A$1&\"x\"" },
          { name: "Broken", formula: "OFFSET(T!$A$1,-1,0)" }
        ]
      }))
      const area = (name: string) =>
        Option.match(book.nameArea(Option.getOrThrow(book.nameByKey(name))), {
          onNone: () => undefined,
          onSome: (area) => Address.format(area)
        })
      const computed = () => ["Next", "All", "Indexed"].map(area)
      assert.deepStrictEqual(computed(), ["T!A2", "T!A1", "T!A1"])
      yield* write(book, "T!A2", [["second"]])
      assert.deepStrictEqual(computed(), ["T!A3", "T!A1:A2", "T!A1:A2"])
      assert.deepStrictEqual(["Two", "Text", "Broken"].map(area), [undefined, undefined, undefined])
    }))

  it.effect("are defined, and used in formulas", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* write(book, "S!D1", [["=Bonus+1"]])
      assert.deepStrictEqual(values(book, "S!D1"), [["#NAME?"]])
      const added = yield* book.addName({ name: "Bonus", formula: "=S!$A$1*10", comment: "yearly" })
      assert.deepStrictEqual([added.type, added.value, added.comment, added.visible], ["Double", 10, "yearly", true])
      assert.deepStrictEqual(values(book, "S!D1"), [[11]])
      yield* book.addName({ name: "Bonus", formula: "=100", scope: sheet(book, "S") })
      assert.deepStrictEqual(values(book, "S!D1"), [[101]])
      const again = yield* reopen(book)
      assert.deepStrictEqual(again.names().map(({ comment, name }) => [name, comment]), [
        ["Bonus", "yearly"],
        ["Range", ""],
        ["Tax", ""]
      ])
      assert.deepStrictEqual(values(again, "S!D1"), [[101]])
    }))

  it.effect("have priority over a function of the same name from their definition until their deletion", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* write(book, "S!D1", [["=SUM(N)"]])
      assert.deepStrictEqual(values(book, "S!D1"), [["#CALC!"]])
      const added = yield* book.addName({ name: "N", formula: "=41+1" })
      assert.deepStrictEqual(values(book, "S!D1"), [[42]])
      yield* book.deleteName(added)
      assert.deepStrictEqual(values(book, "S!D1"), [["#CALC!"]])
    }))

  it.effect("are refused if they exist or have invalid syntax", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const refused = (name: string, formula = "=1") => Effect.flip(book.addName({ name, formula }))
      assert.strictEqual((yield* refused("range")).code, "itemAlreadyExists")
      for (const name of ["", "1st", "a b", "A1", "R1C1", "c", "x".repeat(256), "a-b"]) {
        assert.strictEqual((yield* refused(name)).code, "invalidArgument")
      }
      assert.strictEqual((yield* refused("fine", "=SUM(")).code, "invalidArgument")
      assert.strictEqual(book.save(), bytes)
    }))

  it.effect("change their comment and visibility, and are deleted", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const rate = Option.getOrThrow(book.nameByKey("Tax"))
      const updated = yield* book.updateName(rate, { comment: "a & b", visible: false })
      assert.deepStrictEqual([updated.comment, updated.visible], ["a & b", false])
      assert.deepStrictEqual(differing(bytes, book.save()), ["xl/workbook.xml"])
      const again = yield* reopen(book)
      assert.deepStrictEqual(Option.getOrThrow(again.nameByKey("Tax")).comment, "a & b")
      yield* write(book, "S!A1", [[2]])
      yield* book.deleteName(rate)
      assert.deepStrictEqual(values(book, "S!C1"), [["#NAME?"]])
      assert.strictEqual((yield* Effect.flip(book.deleteName(rate))).code, "itemNotFound")
    }))
})
