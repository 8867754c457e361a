import type { Book, BookError } from "@effect-workbook/engine"
import { Address } from "@effect-workbook/schema"
import type { Area } from "@effect-workbook/schema/Area"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc, Option } from "effect"
import type * as MakeBook from "../support/makeBook.js"
import { area, cells, formulas, make, part, sheet, table } from "../support/openBook.js"

type Cases = ReadonlyArray<readonly [before: string, after: string]>

/** Adds a formula to the end of each row, in column Z. */
const beside = (
  rows: ReadonlyArray<ReadonlyArray<MakeBook.Cell>>,
  texts: ReadonlyArray<string>
): ReadonlyArray<ReadonlyArray<MakeBook.Cell>> =>
  Array.from({ length: Math.max(rows.length, texts.length) }, (_, index) => {
    const row = rows[index] ?? []
    const formula = texts[index]
    return formula === undefined ? row : [...row, ...Array.from({ length: 25 - row.length }, () => null), { formula }]
  })

/** Returns the formulas of the first sheet in the notation of files. */
const stored = (book: Book.Book): ReadonlyArray<string> =>
  Array.from(
    (part(book, "xl/worksheets/sheet1.xml") ?? "").matchAll(/<f>(.*?)<\/f>/g),
    ([, text = ""]) => text.replaceAll("&amp;", "&")
  )

/** Asserts how the formulas of the first sheet change. They are its only formulas. */
const assertChanges = Effect.fnUntraced(function*(
  cases: Cases,
  describeBook: (formulas: ReadonlyArray<string>) => MakeBook.Book,
  change: (book: Book.Book) => Effect.Effect<unknown, BookError.BookError>
) {
  const book = yield* make(describeBook(cases.map(([before]) => before)))
  yield* change(book)
  assert.deepStrictEqual(stored(book), cases.map(([, after]) => after))
})

/** The rows of a table in A1:C6. */
const sixRows: ReadonlyArray<ReadonlyArray<MakeBook.Cell>> = [
  ["A5", "B", "C"],
  ...Array.from({ length: 5 }, (_, row) => [row, row, row])
]

const ordersAndOther = (texts: ReadonlyArray<string>): MakeBook.Book => ({
  sheets: [
    {
      name: "Data",
      rows: beside(sixRows, texts),
      tables: [{ name: "Orders", ref: "A1:C6", columns: ["A5", "B", "C"] }]
    },
    { name: "Other" }
  ]
})

describe("References", () => {
  it.effect("move with two rows inserted before the third", () =>
    assertChanges(
      [
        ["A1+A5", "A1+A7"],
        ["SUM(A1:A5)", "SUM(A1:A7)"],
        ["SUM($A$3:$B$5)", "SUM($A$5:$B$7)"],
        ["Data!A5&Other!A5", "Data!A7&Other!A5"],
        ["\"A5\"&'Data'!A5", "\"A5\"&'Data'!A7"],
        ["A:A+A5", "A:A+A7"],
        ["LOG10(5)+A5x+A5", "LOG10(5)+A5x+A7"],
        ["Orders[A5]+A5", "Orders[A5]+A7"],
        ["Data:Other!A5+A5", "Data:Other!A5+A7"],
        ["SUM(A5:A1048576)", "SUM(A7:A1048576)"],
        ["A1048576", "#REF!"],
        ["Data!A1048576", "Data!#REF!"],
        ["SUM( A1 ,  A5 )", "SUM( A1 ,  A7 )"],
        ["SUM( A1 ,  Other!$B$2)", "SUM( A1 ,  Other!$B$2)"]
      ],
      ordersAndOther,
      (book) => book.addRows(table(book, "Orders"), 1, [[1, 2, 3], [4, 5, 6]])
    ))

  it.effect("shrink if the third and fourth row are deleted", () =>
    assertChanges(
      [
        ["A1+A6", "A1+A4"],
        ["SUM(A1:A6)", "SUM(A1:A4)"],
        ["SUM(A3:A6)", "SUM(A3:A4)"],
        ["SUM(A3:A4)", "SUM(#REF!)"],
        ["A3", "#REF!"],
        ["SUM(A1:A3)", "SUM(A1:A2)"],
        ["A:A+A6", "A:A+A4"]
      ],
      ordersAndOther,
      (book) => book.deleteRows(table(book, "Orders"), 1, 2)
    ))

  it.effect("move only if they are completely in the band of shifted cells", () =>
    assertChanges(
      [["A5+B5+C5+D5+SUM(B5:C9)+SUM(A5:B9)", "A5+B6+C6+D5+SUM(B6:C10)+SUM(A5:B9)"]],
      (texts) => ({
        sheets: [{
          name: "Data",
          rows: beside([[null, "B", "C"], [null, 1, 2]], texts),
          tables: [{ name: "T", ref: "B1:C2", columns: ["B", "C"] }]
        }]
      }),
      (book) => book.addRows(table(book, "T"), 0, [[3, 4]])
    ))

  it.effect("follow the name of their sheet", () =>
    assertChanges(
      [
        ["Old!A1+'Old'!B:B+OLD!Name", "'New one'!A1+'New one'!B:B+'New one'!Name"],
        ["SUM(Old:Other!A1)", "SUM('New one:Other'!A1)"],
        ["[1]Old!A1+Older!A1&\"Old!A1\"", "[1]Old!A1+Older!A1&\"Old!A1\""],
        ["Old!#REF!", "'New one'!#REF!"]
      ],
      (texts) => ({
        sheets: [{ name: "Main", rows: beside([], texts) }, { name: "Old" }, { name: "Other" }, { name: "Older" }]
      }),
      (book) => book.renameSheet(sheet(book, "Old"), "New one")
    ))

  it.effect("become #REF! if their sheet is deleted, and 3-D references become shorter", () =>
    assertChanges(
      [
        ["'C'!A1+A!A1", "#REF!A1+A!A1"],
        ["SUM('A:C'!A1)", "SUM(A:B!A1)"],
        ["SUM('C:D'!A1)", "SUM(D!A1)"],
        ["SUM(A:D!A1)", "SUM(A:D!A1)"]
      ],
      (texts) => ({
        sheets: [{ name: "A", rows: beside([], texts) }, { name: "B" }, { name: "C" }, { name: "D" }]
      }),
      (book) => book.deleteSheet(sheet(book, "C"))
    ))

  describe("to tables", () => {
    /** Both tables have a column Price. The formulas are in a column of Orders. */
    const inTable = (texts: ReadonlyArray<string>): MakeBook.Book => ({
      sheets: [
        {
          name: "Data",
          rows: [["Price", "Units", "Formula"], ...texts.map((formula) => [1, 2, { formula }])],
          tables: [{ name: "Orders", ref: `A1:C${texts.length + 1}`, columns: ["Price", "Units", "Formula"] }]
        },
        { name: "More", rows: [["Price"], [3]], tables: [{ name: "Other", ref: "A1:A2", columns: ["Price"] }] }
      ]
    })

    it.effect("follow the name of the table", () =>
      assertChanges(
        [["SUM(Orders[Price])+ROWS(Orders)+[@Price]", "SUM(Sales[Price])+ROWS(Sales)+[@Price]"]],
        inTable,
        (book) => book.updateTable(table(book, "Orders"), { name: "Sales" })
      ))

    it.effect("follow the name of the column", () =>
      assertChanges(
        [[
          "Orders[[#This Row],[Price]]*[@Price]+Other[Price]",
          "Orders[[#This Row],[Unit '[price']]]*[[#This Row],[Unit '[price']]]+Other[Price]"
        ]],
        inTable,
        (book) => book.renameColumn(table(book, "Orders"), "1", "Unit [price]")
      ))

    it.effect("become #REF! if the column is deleted", () =>
      assertChanges(
        [["SUM(Orders[Price])+Orders[Units]", "SUM(#REF!)+Orders[Units]"]],
        inTable,
        (book) => book.deleteColumn(table(book, "Orders"), "1")
      ))

    it.effect("become #REF! if the table is deleted", () =>
      assertChanges(
        [["SUM(Orders[B])", "SUM(#REF!)"]],
        ordersAndOther,
        (book) => book.deleteTable(table(book, "Orders"))
      ))
  })

  type Shared = readonly [formula: string, rows: number, columns: number]

  /** Returns a book with formulas in B1, B101, ... that are each shared with a cell below or to the right. */
  const makeShared = (groups: ReadonlyArray<Shared>) => {
    const pairs = groups.map(([, rows, columns], index) => {
      const top = 1 + 100 * index
      return [`B${top}`, `${Address.columnName(1 + columns)}${top + rows}`] as const
    })
    const data = groups.map(([formula, rows], index) => {
      const top = 1 + 100 * index
      const [cell, other] = pairs[index] ?? []
      return `<row r="${top}"><c r="${cell}"><f t="shared" ref="${cell}:${other}" si="${index}">` +
        `${formula.replaceAll("&", "&amp;")}</f></c>${rows === 0 ? "" : `</row><row r="${top + rows}">`}` +
        `<c r="${other}"><f t="shared" si="${index}"/></c></row>`
    })
    return Effect.map(
      make({ sheets: [{ name: "S", data: data.join("") }, { name: "Sheet2" }] }),
      (book) => ({ book, pairs })
    )
  }

  it.effect("of shared formulas are translated to each cell", () =>
    Effect.gen(function*() {
      const cases: ReadonlyArray<readonly [...shared: Shared, translated: string]> = [
        ["A1", 1, 1, "B2"],
        ["$A1+A$1", 1, 1, "$A2+B$1"],
        ["SUM($A$1:A1)", 4, 0, "SUM($A$1:A5)"],
        ["A$5:A3", 4, 0, "A$5:A7"],
        ["XFD1048576", 1, 0, "#REF!"],
        ["Sheet2!B:B", 0, 1, "Sheet2!C:C"],
        ["\"A1\"&LOG10(A1)", 1, 0, "\"A1\"&LOG10(A2)"]
      ]
      const { book, pairs } = yield* makeShared(cases.map(([formula, rows, columns]) => [formula, rows, columns]))
      assert.deepStrictEqual(
        pairs.map(([, cell]) => formulas(book, cell)[0]?.[0]),
        cases.map(([, , , translated]) => `=${translated}`)
      )
    }))

  it.effect("become #REF! above the first row, in a row added before the first row of a table", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["A", "B"], [1, { formula: "N(A1)" }]],
          tables: [{ name: "T", ref: "A1:B2", columns: ["A", { name: "B", calculated: "N(A1)" }] }]
        }]
      })
      yield* book.addRows(table(book, "T"), 0, [[0, null]])
      assert.deepStrictEqual(formulas(book, "B2:B3"), [["=N(#REF!)"], ["=N(A1)"]])
    }))

  it.effect("are the area of a name if they are its whole formula", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "My Sheet" }, { name: "A" }, { name: "B" }],
        names: [
          { name: "one", formula: "'My Sheet'!$A$1:$B$2" },
          { name: "sum", formula: "A1+1" },
          { name: "deep", formula: "A:B!A1" }
        ]
      })
      const areaOf = (name: string) =>
        Option.map(book.nameArea(Option.getOrThrow(book.nameByKey(name))), Address.format)
      assert.deepStrictEqual(["one", "sum", "deep"].map(areaOf), [
        Option.some("'My Sheet'!A1:B2"),
        Option.none(),
        Option.none()
      ])
    }))

  const line = fc.integer({ min: 0, max: 40 })

  const areas = fc.tuple(line, line, line, line).map(([a, b, c, d]): Area => ({
    top: Math.min(a, b),
    bottom: Math.max(a, b),
    left: Math.min(c, d),
    right: Math.max(c, d)
  }))

  /** Formats an area as `A$1:$B2`, with the given signs before its columns and rows, or as one cell. */
  const text = (
    { bottom, left, right, top }: Area,
    [from = "", above = "", to = "", below = ""]: ReadonlyArray<string> = []
  ) => {
    const first = `${from}${Address.columnName(left)}${above}${top + 1}`
    return top === bottom && left === right ? first : `${first}:${to}${Address.columnName(right)}${below}${bottom + 1}`
  }

  /** Returns a book with formulas in the first column, and with a table of 20 rows in another sheet. */
  const bookWithTable = (texts: ReadonlyArray<string>) =>
    make({
      sheets: [
        { name: "Formulas", rows: texts.map((formula) => [{ formula }]) },
        {
          name: "Data",
          rows: [
            ...Array.from({ length: 5 }, () => []),
            ...Array.from(
              { length: 21 },
              (_, row) => ["", "", "", ..."ABCDEFGHIJ"].map((name) => row === 0 ? name : row)
            )
          ],
          tables: [{ name: "T", ref: "D6:M26", columns: [..."ABCDEFGHIJ"] }]
        }
      ]
    })

  it.effect.prop("are the same after an insertion and its deletion", {
    areas: fc.array(areas, { minLength: 1, maxLength: 20 }),
    at: fc.nat(18),
    count: fc.integer({ min: 1, max: 9 }),
    column: fc.nat(9)
  }, ({ areas, at, column, count }) =>
    Effect.gen(function*() {
      const before = areas.map((area) => `SUM(Data!${text(area, ["$", "", "", "$"])})`)
      const zeros = Array.from({ length: count }, () => Array.from({ length: 10 }, () => 0))
      const book = yield* bookWithTable(before)
      yield* book.addRows(table(book, "T"), at, zeros)
      yield* book.deleteRows(table(book, "T"), at, count)
      assert.deepStrictEqual(stored(book), before)
      const { id } = yield* book.addColumn(table(book, "T"), column)
      yield* book.deleteColumn(table(book, "T"), id)
      assert.deepStrictEqual(stored(book), before)
    }))

  it.effect.prop("refer to the rows that are left by a deletion", {
    rows: fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 20 }),
    at: fc.nat(18),
    count: fc.integer({ min: 1, max: 9 })
  }, ({ at, count, rows }) =>
    Effect.gen(function*() {
      const deleted = Math.min(count, 19 - at)
      const first = 6 + at
      const columns = area("D1:F1")
      const formula = (top: number, bottom: number) => `SUM(Data!${text({ ...columns, top, bottom })})`
      const expected = rows.map(([a, b]) => {
        const [top, bottom] = [Math.min(a, b), Math.max(a, b)]
        const left = Array.from({ length: bottom - top + 1 }, (_, row) => top + row)
          .filter((row) => row < first || row >= first + deleted)
          .map((row) => row < first ? row : row - deleted)
        return left.length === 0 ? "SUM(Data!#REF!)" : formula(Math.min(...left), Math.max(...left))
      })
      const book = yield* bookWithTable(rows.map(([a, b]) => formula(Math.min(a, b), Math.max(a, b))))
      yield* book.deleteRows(table(book, "T"), at, deleted)
      assert.deepStrictEqual(stored(book), expected)
    }))

  it.effect.prop("of a shared formula have the same R1C1 notation in all of its cells", {
    groups: fc.array(fc.tuple(areas, fc.nat(50), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 20 })
  }, ({ groups }) =>
    Effect.gen(function*() {
      const { book, pairs } = yield* makeShared(
        groups.map(([area, rows, columns]) => [`A1+SUM(${text(area)})`, rows, columns])
      )
      const [first, other] = [0, 1].map((at) => pairs.map((pair) => cells(book, pair[at] ?? "").formulasR1C1()[0]?.[0]))
      assert.deepStrictEqual(other, first)
      assert.match(String(first?.[0]), /^=R.*C.*\+SUM\(/)
    }))
})
