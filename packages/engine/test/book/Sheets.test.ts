import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { makeBook, makeParts, pack } from "../support/makeBook.js"
import { differing, formulas, make, open, part, reopen, sheet, values, write } from "../support/openBook.js"

const three = makeBook({
  sheets: [
    { name: "One", rows: [[1, { formula: "Two!A1", value: 2 }, { formula: "SUM(One:Three!A1)", value: 6 }]] },
    {
      name: "Two",
      rows: [[2, { formula: "'it''s'!A1+Three!A1", error: "#REF!" }]],
      after: `<hyperlinks><hyperlink ref="A1" location="One!A1" display="x"/></hyperlinks>`
    },
    {
      name: "Three",
      rows: [[3, "Head"], [null, 4], [null, 5]],
      tables: [{ name: "T", ref: "B1:B3", columns: ["Head"] }],
      state: "hidden"
    }
  ],
  names: [{ name: "Of2", formula: "Two!$A$1" }, { name: "local", formula: "Three!$A$1", sheet: 2 }]
})

const shown = (book: Book.Book) => book.sheets.map(({ name, position, visibility }) => [name, position, visibility])

describe("Book sheets", () => {
  it.effect("have the ids that Graph gives to the sheets of a file", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      assert.deepStrictEqual(shown(book), [["One", 0, "Visible"], ["Two", 1, "Visible"], ["Three", 2, "Hidden"]])
      assert.deepStrictEqual(book.sheets.map(({ id }) => id), [
        "{00000000-0001-0000-0000-000000000000}",
        "{00000000-0001-0000-0100-000000000000}",
        "{00000000-0001-0000-0200-000000000000}"
      ])
      assert.strictEqual(sheet(book, "TWO").name, "Two")
      assert.strictEqual(sheet(book, "{00000000-0001-0000-0100-000000000000}").name, "Two")
      assert.isTrue(Option.isNone(book.sheetByKey("Four")))
    }))

  it.effect("are added with a GUID, an unused name, and their own part", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      const added = yield* book.addSheet()
      assert.strictEqual(added.name, "Sheet1")
      assert.match(added.id, /^\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$/)
      const named = yield* book.addSheet("Fünf & 6")
      assert.notStrictEqual(named.id, added.id)
      assert.deepStrictEqual(shown(book).slice(3), [["Sheet1", 3, "Visible"], ["Fünf & 6", 4, "Visible"]])
      yield* write(book, "'Fünf & 6'!A1:B1", [["x", "=Two!A1*2"]])
      assert.deepStrictEqual(differing(three, book.save()), [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet4.xml",
        "xl/worksheets/sheet5.xml"
      ])
      const again = yield* reopen(book)
      assert.deepStrictEqual(shown(again), shown(book))
      assert.deepStrictEqual(values(again, "'Fünf & 6'!A1:B1"), [["x", 4]])
    }))

  it.effect("keep their ids when the file is opened again", () =>
    Effect.gen(function*() {
      const ids = (book: Book.Book): Record<string, string | undefined> =>
        Object.fromEntries(book.sheets.map(({ id, name }) => [name, id]))
      const book = yield* open(three)
      const { One: _, ...rest } = ids(book)
      const added = yield* book.addSheet("Added")
      yield* book.moveSheet(added, 0)
      yield* book.renameSheet(sheet(book, "Two"), "Deux")
      yield* book.deleteSheet(sheet(book, "One"))
      const expected = { Added: added.id, Deux: rest["Two"], Three: rest["Three"] }
      assert.deepStrictEqual(ids(book), expected)
      assert.deepStrictEqual(ids(yield* reopen(book)), expected)
    }))

  it.effect("have the ids that Excel has stored, each only once", () =>
    Effect.gen(function*() {
      const stored = "{5F6B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01}"
      const ids = [
        stored.toLowerCase(),
        // a part that a program has copied
        stored,
        // the id that the fourth sheet would get
        "{00000000-0001-0000-0300-000000000000}"
      ]
      const parts = makeParts({ sheets: ["a", "b", "c", "d"].map((name) => ({ name })) })
      for (const [index, id] of ids.entries()) {
        const name = `xl/worksheets/sheet${index + 1}.xml`
        parts.set(
          name,
          (parts.get(name) ?? "").replace(
            "<worksheet ",
            `<worksheet xmlns:rev="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" rev:uid="${id}" `
          )
        )
      }
      const book = yield* open(pack(parts))
      assert.deepStrictEqual(book.sheets.map(({ id }) => id), [
        stored,
        "{00000000-0001-0000-0100-000000000000}",
        "{00000000-0001-0000-0300-000000000000}",
        "{00000000-0001-0000-0400-000000000000}"
      ])
    }))

  it.effect("refuse names that Excel refuses", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      for (const name of ["", "x".repeat(32), "a/b", "a[b", "'a", "history", "a:b", "a?", "a*", "a\\b"]) {
        assert.strictEqual((yield* Effect.flip(book.addSheet(name))).code, "invalidArgument")
      }
      assert.strictEqual((yield* Effect.flip(book.addSheet("oNE"))).code, "itemAlreadyExists")
      assert.strictEqual((yield* Effect.flip(book.renameSheet(sheet(book, "Two"), "one"))).code, "itemAlreadyExists")
      assert.strictEqual((yield* book.renameSheet(sheet(book, "One"), "ONE")).name, "ONE")
      assert.strictEqual(book.save().length > 0, true)
    }))

  it.effect("update all references when renamed", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      const renamed = yield* book.renameSheet(sheet(book, "Two"), "it's 2")
      assert.strictEqual(renamed.id, "{00000000-0001-0000-0100-000000000000}")
      yield* book.renameSheet(sheet(book, "One"), "First")
      assert.deepStrictEqual(formulas(book, "First!A1:C1"), [[1, "='it''s 2'!A1", "=SUM(First:Three!A1)"]])
      assert.deepStrictEqual(book.names().map(({ formula }) => formula), ["='it''s 2'!$A$1"])
      assert.include(part(book, "xl/worksheets/sheet2.xml") ?? "", `location="First!A1"`)
      yield* write(book, "'it''s 2'!A1", [[20]])
      assert.deepStrictEqual(values(book, "First!B1:C1"), [[20, 24]])
      assert.deepStrictEqual(values(yield* reopen(book), "First!B1:C1"), [[20, 24]])
    }))

  it.effect("keep their ids and local names when moved", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      yield* write(book, "One!D1", [["=A1"]])
      const moved = yield* book.moveSheet(sheet(book, "Three"), 0)
      assert.deepStrictEqual([moved.position, moved.id], [0, "{00000000-0001-0000-0200-000000000000}"])
      assert.deepStrictEqual(shown(book).map(([name]) => name), ["Three", "One", "Two"])
      assert.deepStrictEqual(book.names(sheet(book, "Three")).map(({ name }) => name), ["local"])
      const again = yield* reopen(book)
      assert.deepStrictEqual(again.names(sheet(again, "Three")).map(({ name }) => name), ["local"])
      yield* write(book, "One!A1", [[10]])
      assert.deepStrictEqual(values(book, "One!D1"), [[10]])
      assert.strictEqual((yield* Effect.flip(book.moveSheet(moved, 3))).code, "invalidArgument")
      // `First:Last` now contains the sheets between them.
      assert.deepStrictEqual(values(book, "One!C1"), [[13]])
      yield* book.moveSheet(sheet(book, "Two"), 0)
      assert.deepStrictEqual(values(book, "One!C1"), [[13]])
      yield* book.moveSheet(sheet(book, "Two"), 1)
      assert.deepStrictEqual(values(book, "One!C1"), [[15]])
    }))

  it.effect("are shown and hidden, but never all hidden", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      assert.strictEqual((yield* book.setVisibility(sheet(book, "Three"), "Visible")).visibility, "Visible")
      yield* book.setVisibility(sheet(book, "One"), "VeryHidden")
      yield* book.setVisibility(sheet(book, "Two"), "Hidden")
      assert.strictEqual(
        (yield* Effect.flip(book.setVisibility(sheet(book, "Three"), "Hidden"))).code,
        "invalidArgument"
      )
      assert.strictEqual((yield* Effect.flip(book.deleteSheet(sheet(book, "Three")))).code, "invalidArgument")
      const again = yield* reopen(book)
      assert.deepStrictEqual(shown(again).map(([, , visibility]) => visibility), ["VeryHidden", "Hidden", "Visible"])
      assert.include(part(book, "xl/workbook.xml") ?? "", `activeTab="2"`)
    }))

  it.effect("leave #REF! and no parts when deleted", () =>
    Effect.gen(function*() {
      const book = yield* open(three)
      yield* write(book, "One!D1", [["=SUM(T[Head])"]])
      assert.deepStrictEqual(values(book, "One!D1"), [[9]])
      const gone = sheet(book, "Three")
      yield* book.deleteSheet(gone)
      yield* book.deleteSheet(sheet(book, "Two"))
      assert.deepStrictEqual(formulas(book, "One!A1:D1"), [[1, "=#REF!A1", "=SUM(One!A1)", "=SUM(#REF!)"]])
      assert.deepStrictEqual(values(book, "One!A1:D1"), [[1, "#REF!", 1, "#REF!"]])
      assert.deepStrictEqual(book.tables, [])
      assert.deepStrictEqual(book.names().map(({ formula }) => formula), ["=#REF!$A$1"])
      assert.strictEqual((yield* Effect.flip(book.renameSheet(gone, "x"))).code, "itemNotFound")
      const removed = differing(three, book.save()).filter((name) => part(book, name) === undefined)
      assert.deepStrictEqual(removed, [
        "xl/tables/table1.xml",
        "xl/worksheets/_rels/sheet3.xml.rels",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml"
      ])
      assert.deepStrictEqual(shown(yield* reopen(book)), [["One", 0, "Visible"]])
    }))

  it.effect("include macro modules without a part, as in old workbooks", () =>
    Effect.gen(function*() {
      const parts = makeParts({
        sheets: [{ name: "One", rows: [[1]] }, { name: "Two", rows: [[{ formula: "One!A1", value: 1 }]] }],
        names: [{ name: "local", formula: "Two!$A$1", sheet: 2 }]
      })
      const workbook = "xl/workbook.xml"
      const module = "<sheet name=\"Module1\" sheetId=\"9\" state=\"veryHidden\" r:id=\"\"/>"
      parts.set(workbook, (parts.get(workbook) ?? "").replace("<sheet name=\"Two\"", `${module}<sheet name="Two"`))
      const book = yield* open(pack(parts))
      assert.deepStrictEqual(book.sheets.map(({ kind }) => kind), ["worksheet", "macrosheet", "worksheet"])
      assert.strictEqual(book.names(sheet(book, "Two"))[0]?.name, "local")
      yield* write(book, "One!A1", [[2]])
      yield* book.moveSheet(sheet(book, "Two"), 0)
      assert.include(part(book, workbook), module)
      const again = yield* reopen(book)
      assert.deepStrictEqual(values(again, "Two!A1"), [[2]])
      yield* again.deleteSheet(sheet(again, "Module1"))
      assert.deepStrictEqual((yield* reopen(again)).sheets.map(({ name }) => name), ["Two", "One"])
    }))

  it.effect("cannot be changed if the structure of the workbook is protected", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S" }, { name: "T" }] })
      const text = part(book, "xl/workbook.xml") ?? ""
      const { makeParts, pack } = yield* Effect.promise(() => import("../support/makeBook.js"))
      const parts = makeParts({ sheets: [{ name: "S" }, { name: "T" }] })
      parts.set("xl/workbook.xml", text.replace("<bookViews>", `<workbookProtection lockStructure="1"/><bookViews>`))
      const locked = yield* open(pack(parts))
      const [first] = locked.sheets
      for (const change of [locked.addSheet(), locked.deleteSheet(first!), locked.renameSheet(first!, "x")]) {
        assert.strictEqual((yield* Effect.flip(change)).code, "accessDenied")
      }
    }))
})
