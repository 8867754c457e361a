/** The order and the extent of calculations: after a change, each formula has the value of a full calculation. */
import { Book } from "@effect-workbook/engine"
import { Address } from "@effect-workbook/schema"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Random, TestClock } from "effect"
import { make, table, values, write } from "../support/openBook.js"

type Contents = Readonly<Record<string, CellValue>>

/** Writes the contents of cells one after the other: `{ A1: 1, B1: "=A1*2" }`. */
const type = (book: Book.Book, contents: Contents) =>
  Effect.forEach(Object.entries(contents), ([reference, content]) => write(book, reference, [[content]]), {
    discard: true
  })

/** Opens a workbook with one sheet, or more, and writes the contents. */
const typed = (contents: Contents) => Effect.tap(make({ sheets: [{ name: "S" }] }), (book) => type(book, contents))

/** Returns the values of single cells. */
const get = (book: Book.Book, ...references: ReadonlyArray<string>) =>
  references.map((reference) => values(book, reference)[0]?.[0])

const snapshot = (book: Book.Book): ReadonlyMap<string, CellValue> => {
  const found = new Map<string, CellValue>()
  for (const sheet of book.sheets) {
    const area = book.usedArea(sheet, true)
    for (const [down, row] of book.read(sheet, area).values().entries()) {
      for (const [right, value] of row.entries()) {
        const [top, left] = [area.top + down, area.left + right]
        found.set(Address.format({ sheet: sheet.name, top, left, bottom: top, right: left }), value)
      }
    }
  }
  return found
}

/** Returns the addresses of the cells that are changed by an effect. */
const changed = <E>(book: Book.Book, change: Effect.Effect<unknown, E>) =>
  Effect.gen(function*() {
    const before = snapshot(book)
    yield* change
    return [...snapshot(book)].filter(([address, value]) => value !== (before.get(address) ?? "")).map(([address]) =>
      address
    )
  })

describe("Calculation", () => {
  it.effect("does not depend on the order of the cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "S", rows: [[{ formula: "B1+C1" }, { formula: "C1*2" }, { formula: "D9" }]] }]
      })
      yield* type(book, { D9: 21 })
      yield* book.calculate("Full")
      assert.deepStrictEqual(get(book, "A1"), [63])
    }))

  it.effect("finds all dependents among different formulas over one column", () =>
    Effect.gen(function*() {
      const rows = Array.from({ length: 50 }, (_, at) => [`=SUM(C:C)+${at + 1}`, null, null, `=SUM(B$1:B${at + 1})`])
      const book = yield* make({ sheets: [{ name: "S" }] })
      yield* write(book, "B1:E50", rows)
      yield* type(book, { C1: 1, D1: "=SUM(B:B)", E1: "" })
      assert.deepStrictEqual(get(book, "D1"), [1_325])
      assert.lengthOf(yield* changed(book, type(book, { C1: 2 })), 101)
      assert.deepStrictEqual(get(book, "B50", "D1", "E2", "E50"), [52, 1_375, 7, 1_375])
      assert.lengthOf(yield* changed(book, type(book, { B1: "=SUM(B:B)" })), 51)
      assert.deepStrictEqual(get(book, "B1", "D1"), [0, 1_372])
    }))

  it("examines a formula once for many changed precedents", () => {
    const count = 3_000
    const program = Effect.gen(function*() {
      // The formulas in column B are not adjacent, so that each is a change of its own.
      const book = yield* make({
        calcMode: "manual",
        sheets: [{
          name: "S",
          rows: Array.from({ length: count }, (_, row) => [
            1,
            row % 2 === 0 ? null : { formula: `A$1+${row}`, value: row },
            { formula: `SUM(B:B)+${row}`, value: "stored" }
          ])
        }]
      })
      yield* type(book, { A1: 2 })
      return get(book, "C1")
    })
    // Much work is done in steps, with yields to the event loop. Then the program could not run synchronously.
    assert.deepStrictEqual(Effect.runSync(program), ["stored"])
  })

  it.effect("tracks ranges, whole columns, other sheets, names and tables", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [
          { name: "S", rows: [[1], [2]], tables: [{ name: "T", ref: "A1:A2", columns: ["n"], headerRow: false }] },
          { name: "Two", rows: [[100]] }
        ],
        names: [{ name: "Rate", formula: "S!$A$1:$A$2" }]
      })
      yield* type(book, {
        C1: "=SUM(A:A)",
        C2: "=SUM(Rate)",
        C3: "=SUM(T[n])",
        C4: "=SUM(S:Two!A1)",
        C5: "=VLOOKUP(2,A:B,1,FALSE)",
        "Two!B1": "=S!A1"
      })
      assert.deepStrictEqual(yield* changed(book, type(book, { A1: 11 })), [
        "S!A1",
        "S!C1",
        "S!C2",
        "S!C3",
        "S!C4",
        "Two!B1"
      ])
      assert.deepStrictEqual(get(book, "C1", "C2", "C3", "C4", "C5", "Two!B1"), [13, 13, 13, 111, 2, 11])
      yield* type(book, { "Two!A1": 200 })
      assert.deepStrictEqual(get(book, "C4"), [211])
      yield* type(book, { A900: 1 })
      assert.deepStrictEqual(get(book, "C1"), [14])
    }))

  it.effect("tracks changes of names and tables", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "S", rows: [["n"], [1], [2]], tables: [{ name: "T", ref: "A1:A3", columns: ["n"] }] }],
        names: [{ name: "N", formula: "S!$A$2" }]
      })
      yield* type(book, { C1: "=SUM(N)", C2: "=SUM(T[n])", C3: "=Later+1" })
      assert.deepStrictEqual(get(book, "C1", "C2", "C3"), [1, 3, "#NAME?"])
      yield* book.deleteName(Option.getOrThrow(book.nameByKey("n")))
      yield* book.addName({ name: "N", formula: "=S!$A$4" })
      yield* book.addName({ name: "LATER", formula: "=41" })
      yield* book.addRows(table(book, "T"), null, [[4]])
      assert.deepStrictEqual(get(book, "C1", "C2", "C3"), [4, 7, 42])
      yield* type(book, { A4: 10 })
      assert.deepStrictEqual(get(book, "C1", "C2"), [10, 13])
    }))

  it.effect("calculates volatile functions every time", () =>
    Effect.gen(function*() {
      const book = yield* Effect.withRandom(
        Book.make({ S: [["=TODAY()", "=A1+1", "=RAND()", "=1"]] }),
        Random.make("chance")
      )
      assert.deepStrictEqual(get(book, "A1", "B1"), [25_569, 25_570])
      yield* TestClock.adjust("30 hours")
      assert.deepStrictEqual(yield* changed(book, type(book, { E1: 0 })), ["S!A1", "S!B1", "S!C1", "S!E1"])
      assert.deepStrictEqual(get(book, "A1", "B1"), [25_570, 25_571])
    }))

  it.effect("tracks references that are computed by the formula", () =>
    Effect.gen(function*() {
      const book = yield* typed({
        A1: 1,
        A2: "=A1+1",
        A3: "=A2+1",
        B1: "=OFFSET(A1,C1,0)",
        B2: "=INDIRECT(\"A\"&C2)",
        B3: "=SUM(A1:INDEX(A:A,C2))",
        C1: 1,
        C2: 3
      })
      assert.deepStrictEqual(get(book, "B1", "B2", "B3"), [2, 3, 6])
      yield* type(book, { A1: 10 })
      assert.deepStrictEqual(get(book, "B1", "B2", "B3"), [11, 12, 33])
      yield* type(book, { C1: 2, C2: 2 })
      assert.deepStrictEqual(get(book, "B1", "B2", "B3"), [12, 11, 21])
    }))

  it.effect("tracks added, changed and removed formulas", () =>
    Effect.gen(function*() {
      const book = yield* typed({ A1: 1, B1: "=A1", B2: "=B1", B3: "=B2" })
      yield* type(book, { B2: "=B1*5" })
      assert.deepStrictEqual(get(book, "B3"), [5])
      yield* type(book, { B2: 7 })
      assert.deepStrictEqual(get(book, "B3"), [7])
      yield* type(book, { A1: 100 })
      assert.deepStrictEqual(get(book, "B1", "B3"), [100, 7])
      yield* type(book, { B2: "=A1+B1" })
      assert.deepStrictEqual(get(book, "B3"), [200])
      yield* type(book, { B4: "=B3", B2: "" })
      assert.deepStrictEqual(get(book, "B4"), [0])
    }))

  describe("circular references", () => {
    it.effect("hold 0", () =>
      Effect.gen(function*() {
        const book = yield* typed({ A1: "=B1+1", B1: "=C1+1", C1: "=A1+1", D1: "=C1+5", E1: "=E1" })
        assert.deepStrictEqual(get(book, "A1", "B1", "C1", "D1", "E1"), [0, 0, 0, 5, 0])
        yield* book.calculate("FullRebuild")
        assert.deepStrictEqual(get(book, "A1", "B1", "C1", "D1", "E1"), [0, 0, 0, 5, 0])
      }))

    it.effect("end when they are broken", () =>
      Effect.gen(function*() {
        const book = yield* typed({ A1: "=B1+1", B1: "=A1+1", C1: "=B1" })
        yield* type(book, { A1: 4 })
        assert.deepStrictEqual(get(book, "B1", "C1"), [5, 5])
        yield* type(book, { A1: "=C1" })
        assert.deepStrictEqual(get(book, "A1", "B1", "C1"), [0, 0, 0])
      }))

    it.effect("do not include branches that are not evaluated", () =>
      Effect.gen(function*() {
        const book = yield* typed({ A1: false, B1: "=IF(A1,C1,1)", C1: "=B1+1", D1: "=IF(TRUE,5,D1)" })
        assert.deepStrictEqual(get(book, "B1", "C1", "D1"), [1, 2, 5])
      }))
  })

  it.effect("calculates chains and cycles of a hundred thousand cells", () =>
    Effect.gen(function*() {
      const count = 100_000
      const rows = Array.from({ length: count }, (_, row) => [
        row === 0 ? 1 : { formula: `A${row}+1` },
        row === count - 1 ? 1 : { formula: `B${row + 2}+1` },
        { formula: `C${((row + 1) % count) + 1}+1`, value: 7 }
      ])
      const book = yield* make({ sheets: [{ name: "S", rows }] })
      yield* book.calculate("Full")
      assert.deepStrictEqual(get(book, `A${count}`, "B1"), [count, count])
      assert.isTrue(values(book, `C1:C${count}`).every(([value]) => value === 0))
      yield* type(book, { A1: 2, [`B${count}`]: 3 })
      assert.deepStrictEqual(get(book, `A${count}`, "B1"), [count + 1, count + 2])
    }))

  describe("array formulas", () => {
    it.effect("fill their area", () =>
      Effect.gen(function*() {
        const array = { xml: `<c r="B1"><f t="array" ref="B1:B3">A1:A2*10</f></c>` }
        const book = yield* make({
          sheets: [{ name: "S", rows: [[1, array, { formula: "SUM(B1:B3)" }], [2, 0], [null, 0]] }]
        })
        yield* book.calculate("Full")
        assert.deepStrictEqual(get(book, "B1", "B2", "B3", "C1"), [10, 20, "#N/A", "#N/A"])
      }))

    it.effect("spill, grow and shrink, and update their dependents", () =>
      Effect.gen(function*() {
        const book = yield* typed({ A1: 3, C1: "=SEQUENCE(A1)", E1: "=SUM(C1#)", E2: "=SUM(C1:C9)", E3: "=C5" })
        assert.deepStrictEqual(get(book, "C3", "E1", "E2", "E3"), [3, 6, 6, 0])
        yield* type(book, { A1: 5 })
        assert.deepStrictEqual(get(book, "C5", "E1", "E2", "E3"), [5, 15, 15, 5])
        yield* type(book, { A1: 1 })
        assert.deepStrictEqual(get(book, "C2", "E1", "E2", "E3"), ["", 1, 1, 0])
      }))

    it.effect("are blocked, and recover when the blocking cells are cleared", () =>
      Effect.gen(function*() {
        const book = yield* typed({ C3: "here", C1: "=SEQUENCE(3)", E1: "=SUM(C1:C3)" })
        assert.deepStrictEqual(get(book, "C1", "C2", "C3", "E1"), ["#SPILL!", "", "here", "#SPILL!"])
        yield* type(book, { C3: "" })
        assert.deepStrictEqual(get(book, "C1", "C3", "E1"), [1, 3, 6])
      }))
  })

  it.effect("applies implicit intersection in formulas that are not array formulas", () =>
    Effect.gen(function*() {
      const row = (...formulas: ReadonlyArray<string>) => formulas.map((formula) => ({ formula }))
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [
            [1],
            [2, ...row("A1:A3", "A1:A3*10", "A:A&\"x\"", "A1:F9")],
            [3],
            [4, ...row("A1:A3")]
          ]
        }]
      })
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "B2:E2"), [[2, 20, "2x", "#VALUE!"]])
      assert.deepStrictEqual(get(book, "B4"), ["#VALUE!"])
    }))

  it.effect("gives #NAME? for a formula that cannot be parsed", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[{ formula: "1+" }, { formula: "A1" }]] }] })
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "A1:B1"), [["#NAME?", "#NAME?"]])
    }))

  it.effect("ignores hidden rows in SUBTOTAL 109", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          data: `<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>` +
            `<row r="3"><c r="A3"><v>4</v></c></row>`
        }]
      })
      yield* type(book, { B1: "=SUBTOTAL(109,A1:A3)", B2: "=SUBTOTAL(9,A1:A3)" })
      assert.deepStrictEqual(get(book, "B1", "B2"), [5, 7])
    }))
})
