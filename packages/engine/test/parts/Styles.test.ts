import { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeEdited, makeParts, pack } from "../support/makeBook.js"
import { area, cells, differing, open, part, reopen, unpack, write } from "../support/openBook.js"

const name = "xl/styles.xml"

const source = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
  `<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts/>` +
  `<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/><protection locked="0"/></xf>` +
  `<xf numFmtId="14" fontId="0" applyNumberFormat="1"/></cellXfs><cellStyles/></styleSheet>`

/** The cells A1:D1 have the styles 0, 1, 2 and one that does not exist. */
const bytes = (after = "") =>
  makeEdited(
    {
      sheets: [{ name: "S", rows: [[0, 1, 2, 9].map((style) => ({ value: 1, style }))], after }]
    },
    name,
    () => source
  )

const setFormat = (book: Book.Book, reference: string, code: string) =>
  book.write(book.sheets[0]!, area(reference), { numberFormat: code })

/** Returns the styles of the cells in the saved sheet. */
const styles = (book: Book.Book) =>
  [...(part(book, "xl/worksheets/sheet1.xml") ?? "").matchAll(/<c [^>]*>/g)].map(([tag]) =>
    Number(/ s="(\d+)"/.exec(tag)?.[1] ?? 0)
  )

describe("cell styles", () => {
  it.effect("have built-in and custom number formats", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes())
      assert.deepStrictEqual(cells(book, "A1:D1").numberFormat(), [[
        "General",
        "yyyy\\-mm\\-dd",
        "m/d/yyyy",
        "General"
      ]])
    }))

  it.effect("are reused if they differ only in the number format", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes())
      yield* setFormat(book, "A1", "m/d/yyyy")
      yield* setFormat(book, "C1", "General")
      yield* setFormat(book, "B1", "yyyy\\-mm\\-dd")
      assert.deepStrictEqual(styles(book).slice(0, 3), [2, 1, 0])
      assert.deepStrictEqual(differing(bytes(), book.save()), ["xl/worksheets/sheet1.xml"])
    }))

  it.effect("are added with their number format, and keep all other properties", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes())
      yield* setFormat(book, "B1", "0%")
      yield* setFormat(book, "B1", `0.0 "kg"`)
      yield* setFormat(book, "B2", "General")
      assert.deepStrictEqual(styles(book).slice(0, 3), [0, 4, 2])
      const saved = part(book, name) ?? ""
      assert.include(
        saved,
        `<xf numFmtId="165" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>`
      )
      assert.include(saved, `<numFmts count="2">`)
      assert.include(saved, `<cellXfs count="5">`)
      const again = yield* reopen(book)
      assert.deepStrictEqual(cells(again, "B1").numberFormat(), [[`0.0 "kg"`]])
      yield* setFormat(again, "B1", "0%")
      assert.deepStrictEqual(styles(again).slice(0, 3), [0, 3, 2])
      assert.deepStrictEqual(cells(yield* reopen(again), "B1").numberFormat(), [["0%"]])
    }))

  it.effect("mark a text that was typed with an apostrophe, until the next text", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes())
      yield* write(book, "A1", [["'5"]])
      assert.strictEqual(styles(book)[0], 3)
      assert.match(part(book, name) ?? "", /<xf [^>]*quotePrefix="1"[^>]*\/><\/cellXfs>/)
      const again = yield* reopen(book)
      yield* write(again, "A1", [["text"]])
      assert.strictEqual(styles(again)[0], 0)
    }))

  it.effect("lock the cells of a protected sheet unless they say otherwise", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes(`<sheetProtection sheet="1"/>`))
      yield* write(book, "B1", [[2]])
      assert.strictEqual((yield* Effect.flip(write(book, "A1", [[2]]))).code, "accessDenied")
    }))

  it.effect("get a list of number formats in a workbook without one", () =>
    Effect.gen(function*() {
      const book = yield* Book.make({ S: [[1]] })
      yield* setFormat(book, "A1", "0.000")
      assert.deepStrictEqual(cells(yield* reopen(book), "A1").numberFormat(), [["0.000"]])
      assert.match(
        part(book, name) ?? "",
        /<styleSheet[^>]*><numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"\/><\/numFmts><fonts/
      )
    }))

  it.effect("are added to a workbook without them", () =>
    Effect.gen(function*() {
      const parts = makeParts({ sheets: [{ name: "S", rows: [[1]] }] })
      parts.delete(name)
      for (const part of ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"]) {
        parts.set(part, (parts.get(part) ?? "").replace(/<(Override|Relationship) [^>]*styles.xml[^>]*>/, ""))
      }
      const book = yield* open(pack(parts))
      yield* setFormat(book, "A1", "0.000")
      assert.deepStrictEqual(cells(yield* reopen(book), "A1").text(), [["1.000"]])
      assert.isTrue(unpack(book.save()).has(name))
    }))
})
