import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import { makeBook, makeEdited, makeParts, pack } from "../support/makeBook.js"
import { make, open, reopen, values, write } from "../support/openBook.js"

const plain = makeBook({
  sheets: [{
    name: "S",
    rows: [["A", "B"], [1, { formula: "A2*2", value: 2 }]],
    tables: [{ name: "T", ref: "A1:B2", columns: ["A", "B"] }]
  }],
  names: [{ name: "N", formula: "S!$A$1" }]
})

/** Returns a file with one part replaced, or removed for `undefined`. */
const withPart = (name: string, text: string | undefined): Uint8Array =>
  makeEdited({ sheets: [{ name: "S", rows: [[1]] }] }, name, () => text)

/** Reads everything, writes and saves. Nothing may throw an unexpected error. */
const exercise = (book: Book.Book) =>
  Effect.gen(function*() {
    for (const sheet of book.sheets) {
      const area = book.usedArea(sheet, false)
      const bounded = {
        ...area,
        bottom: Math.min(area.bottom, area.top + 100),
        right: Math.min(area.right, area.left + 100)
      }
      const cells = book.read(sheet, bounded)
      cells.values()
      cells.formulas()
      cells.text()
      cells.valueTypes()
      yield* Effect.ignore(book.write(sheet, { top: 0, left: 5, bottom: 0, right: 5 }, { values: [["=SUM(A1:B9)"]] }))
    }
    for (const table of book.tables) yield* Effect.ignore(book.addRows(table, null, [table.columns.map(() => 1)]))
    book.names()
    return book.save()
  })

describe("Book on hostile files", () => {
  it.effect("refuses files that are not workbooks", () =>
    Effect.gen(function*() {
      const word = makeParts({ sheets: [{ name: "S" }] })
      word.set(
        "[Content_Types].xml",
        word.get("[Content_Types].xml")!.replace("spreadsheetml.sheet.main", "wordprocessingml.document.main")
      )
      const files = {
        empty: new Uint8Array(),
        text: Buffer.from("Name,Qty\nA,1\n"),
        xls: Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4096)]),
        zip: pack([["hello.txt", "hello"]]),
        noRelationships: withPart("_rels/.rels", undefined),
        noWorkbook: withPart("xl/workbook.xml", undefined),
        noSheet: withPart("xl/worksheets/sheet1.xml", undefined),
        sheetIsHtml: withPart("xl/worksheets/sheet1.xml", "<html></html>"),
        workbookIsText: withPart("xl/workbook.xml", "not XML at all"),
        workbookIsEmpty: withPart("xl/workbook.xml", ""),
        noSheets: withPart("xl/workbook.xml", "<workbook><sheets/></workbook>"),
        entities: withPart("xl/workbook.xml", `<!DOCTYPE a [<!ENTITY b "c">]><workbook/>`),
        word: pack(word)
      }
      for (const [name, bytes] of Object.entries(files)) {
        const error = yield* Effect.flip(open(bytes))
        assert.strictEqual(error.code, "unsupportedWorkbook", name)
        assert.isAbove(error.message.length, 10)
      }
    }))

  it.effect("refuses zip bombs before decompression", () =>
    Effect.gen(function*() {
      const claiming = (bytes: number, parts: number) => {
        const file = Buffer.from(makeBook({ sheets: [{ name: "S" }] }))
        let at = 0
        for (let part = 0; part < parts; part++) {
          at = file.indexOf("PK\u0001\u0002", at + 1, "latin1")
          file.writeUInt32LE(bytes, at + 24)
        }
        return file
      }
      const large = yield* Effect.flip(open(claiming(500_000_000, 1)))
      assert.strictEqual(large.code, "unsupportedWorkbook")
      const many = yield* Effect.flip(open(claiming(300_000_000, 4)))
      assert.strictEqual(many.code, "unsupportedWorkbook")
      assert.deepStrictEqual(large.reason, many.reason)
    }))

  it.effect("refuses or reads a file with flipped bytes without a crash", () =>
    Effect.gen(function*() {
      const flips = FastCheck.sample(
        FastCheck.array(FastCheck.tuple(FastCheck.nat(plain.length - 1), FastCheck.nat(255)), {
          minLength: 1,
          maxLength: 6
        }),
        { numRuns: 300, seed: 7 }
      )
      for (const flip of flips) {
        const bytes = Buffer.from(plain)
        for (const [at, value] of flip) bytes[at] = value
        yield* open(bytes).pipe(Effect.flatMap(exercise), Effect.catchTag("BookError", () => Effect.void))
      }
    }))

  it.effect("refuses or reads a part with damaged XML without a crash", () =>
    Effect.gen(function*() {
      const parts = makeParts({
        sheets: [{
          name: "S",
          rows: [["A", "B"], [1, { formula: "A2*2", value: 2 }]],
          before: `<dimension ref="A1:B2"/><cols><col min="1" max="2" style="1"/></cols>`,
          after: `<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>`,
          tables: [{ name: "T", ref: "A1:B2", columns: ["A", "B"] }]
        }],
        names: [{ name: "N", formula: "S!$A$1" }]
      })
      const names = [...parts.keys()]
      const runs = FastCheck.sample(
        FastCheck.record({
          part: FastCheck.nat(names.length - 1),
          at: FastCheck.double({ min: 0, max: 1, noNaN: true }),
          cut: FastCheck.nat(12),
          insert: FastCheck.constantFrom(
            "",
            "<",
            ">",
            "\"",
            "</",
            "/>",
            "<a>",
            "&",
            "<!--",
            "<![CDATA[",
            "'",
            "=",
            "\u0000",
            "<row ",
            "<c r=\"ZZZ9\">"
          )
        }),
        { numRuns: 600, seed: 11 }
      )
      for (const { at, cut, insert, part } of runs) {
        const name = names[part] ?? ""
        const text = parts.get(name) ?? ""
        const place = Math.floor(at * text.length)
        const mangled = new Map(parts).set(name, text.slice(0, place) + insert + text.slice(place + cut))
        yield* open(pack(mangled)).pipe(Effect.flatMap(exercise), Effect.catchTag("BookError", () => Effect.void))
      }
    }), 60_000)

  it.effect("refuses or reads a truncated part without a crash or an endless loop", () =>
    Effect.gen(function*() {
      const parts = makeParts({
        sharedStrings: false,
        sheets: [{
          name: "S",
          rows: [["A", 1], [{ formula: "A1&\"x\"", value: "Ax" }]],
          before: `<cols><col min="1" max="1" style="1"/></cols>`
        }]
      })
      for (
        const name of ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
      ) {
        const text = parts.get(name) ?? ""
        for (let length = 0; length < text.length; length += 3) {
          const cut = new Map(parts).set(name, text.slice(0, length))
          yield* open(pack(cut)).pipe(Effect.flatMap(exercise), Effect.catchTag("BookError", () => Effect.void))
        }
      }
    }), 60_000)

  it.effect("limits results that are much larger than the file", () =>
    Effect.gen(function*() {
      const many = 200_000
      const sheets = {
        spaces: `<worksheet${" ".repeat(many)}><sheetData${" ".repeat(many)}/></worksheet>`,
        comments: `<worksheet><sheetData>${"<!--".repeat(many)}</sheetData></worksheet>`,
        nested: `<worksheet><sheetData/><extLst>${"<a>".repeat(many)}</extLst></worksheet>`,
        nestedCell: `<worksheet><sheetData><row r="1"><c r="A1">${
          "<a>".repeat(many)
        }</c></row></sheetData></worksheet>`,
        tags: `<worksheet><sheetData>${"<".repeat(many)}</sheetData></worksheet>`,
        rows: `<worksheet><sheetData>${"<row/>".repeat(1_048_577)}</sheetData></worksheet>`
      }
      for (const text of Object.values(sheets)) {
        yield* open(withPart("xl/worksheets/sheet1.xml", text)).pipe(
          Effect.flatMap(exercise),
          Effect.catchTag("BookError", () => Effect.void)
        )
      }
      const list = `<sheet name="S" sheetId="1" r:id="rId1"/>`.repeat(10_000)
      const copies = withPart("xl/workbook.xml", `<workbook xmlns:r="r"><sheets>${list}</sheets></workbook>`)
      assert.strictEqual((yield* Effect.flip(open(copies))).code, "unsupportedWorkbook")
    }), 60_000)

  it.effect("keeps texts with any characters", () =>
    Effect.gen(function*() {
      const texts = [
        "'=1+1",
        "'",
        "a\u0000b",
        "_x000D_",
        "\ud800",
        " lead",
        "line\r\nbreak",
        "<![CDATA[x]]>",
        "&amp;",
        "😀",
        "'#REF!"
      ]
      for (const sharedStrings of [true, false]) {
        const book = yield* make({ sharedStrings, sheets: [{ name: "S", rows: [["x"]] }] })
        yield* write(book, `A1:A${texts.length}`, texts.map((text) => [text]))
        const expected = values(book, `A1:A${texts.length}`)
        assert.deepStrictEqual(values(yield* reopen(book), `A1:A${texts.length}`), expected)
      }
    }))
})
