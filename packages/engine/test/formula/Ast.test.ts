import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { formulas, make, values, write } from "../support/openBook.js"

const broken = ["#REF!", "Sheet1!#REF!", "'a b'!#REF!", "#REF!A1:B2", "#REF!$A$1", "Sheet1:Sheet2!#REF!"]

/** Formulas in the notation of files, in row 2. */
const cases: ReadonlyArray<readonly [formula: string, value: string | number]> = [
  ["SUM(S:T!A2)", 11],
  ["SUM(_xlfn._xlws.FILTER(A2:A3,B2:B3>20))", 30],
  ["_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)", 3],
  ["SUM(_xlfn.ANCHORARRAY(D1))", 40],
  ["SUM(D1#)", 40],
  ["_xlfn.SINGLE(A1:A3)", 10],
  ["@A1:A3", 10],
  ["Orders[[#This Row],[Unit Price]]", 20],
  ...broken.flatMap((formula) => [[formula, "#REF!"], [`SUM(${formula},1)`, "#REF!"]] as const)
]

describe("Formulas", () => {
  it.effect("are read in the notation of files", () =>
    Effect.gen(function*() {
      const spilled = `<c r="D1" cm="1"><f t="array" ref="D1:D2">A2:A3*1</f><v>10</v></c>`
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [
            ["Price", "Unit Price", "Own", { xml: spilled }],
            [10, 20, { formula: "[@Price]" }, 30, ...cases.map(([formula]) => ({ formula }))],
            [30, 40]
          ],
          tables: [{ name: "Orders", ref: "A1:C3", columns: ["Price", "Unit Price", "Own"] }]
        }, { name: "T", rows: [[], [1]] }]
      })
      yield* book.calculate("Full")
      const [row = []] = values(book, "C2:Z2")
      assert.strictEqual(row[0], 10)
      for (const [at, [formula, value]] of cases.entries()) assert.strictEqual(row[at + 2], value, formula)
      yield* write(book, "E5", [["={1,-2;\"a\",#VALUE!}"]])
      assert.deepStrictEqual(values(book, "E5:F6"), [[1, -2], ["a", "#VALUE!"]])
    }))

  it.effect("keep their references as written, with their dollar signs", () =>
    Effect.gen(function*() {
      const shared = `<c r="A1"><f t="shared" ref="A1:B2" si="0">SUM('My ''Sheet'!$A1:B$2)</f></c>`
      const filled = (cell: string) => `<c r="${cell}"><f t="shared" si="0"/></c>`
      const book = yield* make({
        sheets: [
          { name: "S", rows: [[{ xml: shared + filled("B1") }], [{ xml: filled("A2") + filled("B2") }]] },
          { name: "My 'Sheet", rows: [[1, 2, 4], [8, 16, 32]] }
        ]
      })
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "A1:B2"), [[27, 63], [24, 56]])
      assert.deepStrictEqual(formulas(book, "B2"), [["=SUM('My ''Sheet'!$A2:C$2)"]])
    }))

  it.effect("are refused if they have invalid syntax or are nested too deeply", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S" }] })
      const texts = ["1+", "SUM(1", "\"open", `${"(".repeat(4000)}1${")".repeat(4000)}`, `${"-".repeat(8000)}A1`]
      for (const text of texts) {
        const error = yield* Effect.flip(write(book, "B1", [[`=${text}`]]))
        assert.include(error.message, "There is a problem with this formula", text.slice(0, 9))
      }
      const error = yield* Effect.flip(book.addName({ name: "Empty", formula: "=" }))
      assert.strictEqual(error.code, "invalidArgument")
    }))

  it.effect("do not overflow the stack in a hostile file", () =>
    Effect.gen(function*() {
      const nested = "Formula is nested too deeply"
      const hostile = [
        [`${"(".repeat(10_000)}1${")".repeat(10_000)}`, nested],
        [`${"-".repeat(10_000)}A1`, nested],
        [`${"SUM(".repeat(5000)}1${")".repeat(5000)}`, nested],
        [`1${"%".repeat(30_000)}`, nested],
        [`${"1+".repeat(100_000)}1`, "Formula is too long"]
      ] as const
      const long = { formula: `${"1+".repeat(15_000)}1`, value: 42 }
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [
            [long, ...hostile.map(([formula]) => ({ formula, value: 42 }))],
            [null, ...hostile.map((_, at) => ({ formula: `Hostile${at}`, value: 42 }))]
          ]
        }],
        names: hostile.map(([formula], at) => ({ name: `Hostile${at}`, formula }))
      })
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "A1:F2"), [[15_001, 42, 42, 42, 42, 42], ["", 42, 42, 42, 42, 42]])
      assert.deepStrictEqual(book.uncomputed.map(({ reason }) => reason), [
        ...hostile.map(() => "a formula that cannot be parsed"),
        ...hostile.map(([formula, reason]) => `a name that cannot be parsed: ${reason} in =${formula.slice(0, 200)}`)
      ])
    }))
})
