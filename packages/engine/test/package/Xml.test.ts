import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import { makeEdited } from "../support/makeBook.js"
import { area, cells, formulas, make, open, part, reopen, sheet, table, values, write } from "../support/openBook.js"

const sheetName = "xl/worksheets/sheet1.xml"

const openEdited = (name: string, edit: (text: string) => string | Uint8Array) =>
  open(makeEdited({ sheets: [{ name: "A", rows: [[1]] }] }, name, edit))

const withSheetTag = (tag: string) => openEdited("xl/workbook.xml", (text) => text.replace(/<sheet [^>]*>/, tag))

/** A workbook of which the cell A1 holds the XML of an inline string. */
const withText = (xml: string) =>
  make({ sheets: [{ name: "A", rows: [[{ xml: `<c r="A1" t="inlineStr"><is><t>${xml}</t></is></c>` }]] }] })

describe("the XML of a part", () => {
  it.effect("is read without comments and instructions, and with the text of CDATA", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "A",
          before: `<!-- <sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData> --><?x <sheetData/>?>`,
          data: `<row r="1" ht="1>2"><c r="A1" t="str"><v><![CDATA[<c r="B1"/>]]></v></c><c r="B1" ><v>2</v></c ></row>`
        }]
      })
      assert.deepStrictEqual(values(book, "A1:B1"), [[`<c r="B1"/>`, 2]])
    }))

  it.effect("is refused with a document type, because its entities could expand without limit", () =>
    Effect.gen(function*() {
      const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>`
      const error = yield* Effect.flip(
        openEdited(sheetName, (text) => text.replace("<worksheet", `${bomb}<worksheet`))
      )
      assert.strictEqual(error.code, "unsupportedWorkbook")
      assert.include(error.message, "document type")
    }))

  it.effect("has no entities other than those of XML", () =>
    Effect.gen(function*() {
      const book = yield* withText("&lol;&amp;&#65;&#x42;&lt;&gt;&quot;&apos;")
      assert.deepStrictEqual(values(book, "A1"), [["&lol;&AB<>\"'"]])
    }))

  it.effect("can nest elements of the same name", () =>
    Effect.gen(function*() {
      const nested =
        `<extLst><extLst/><extLst>x</extLst><sheets><sheet name="no" sheetId="9" r:id="rId9"/></sheets></extLst>`
      const book = yield* openEdited("xl/workbook.xml", (text) => text.replace("<sheets>", `${nested}<sheets>`))
      assert.deepStrictEqual(book.sheets.map(({ name }) => name), ["A"])
      yield* book.addSheet("B")
      assert.deepStrictEqual((yield* reopen(book)).sheets.map(({ name }) => name), ["A", "B"])
      assert.include(part(book, "xl/workbook.xml"), nested)
    }))

  it.effect("has attributes that are found by their full name, in either quotes", () =>
    Effect.gen(function*() {
      const book = yield* withSheetTag(
        `<sheet xr:name="no" name='It&apos;s "1"' sheetId="7" xr:state="hidden" r:id = "rId1"/>`
      )
      assert.deepStrictEqual(book.sheets.map(({ name, visibility }) => [name, visibility]), [[`It's "1"`, "Visible"]])
      assert.deepStrictEqual(values(book, "A1"), [[1]])
    }))

  it.effect("keeps the other attributes and the white space of an edited tag", () =>
    Effect.gen(function*() {
      const book = yield* withSheetTag(`<sheet  name='A'\n sheetId="3" x:u="&#10;" r:id='rId1'/>`)
      const tag = () => /<sheet [^>]*>/.exec(part(book, "xl/workbook.xml") ?? "")?.[0]
      yield* book.renameSheet(sheet(book, "A"), "a\"<b>")
      assert.strictEqual(tag(), `<sheet  name="a&quot;&lt;b&gt;"\n sheetId="3" x:u="&#10;" r:id='rId1'/>`)
      yield* book.addSheet("B")
      yield* book.setVisibility(sheet(book, "a\"<b>"), "Hidden")
      assert.strictEqual(
        tag(),
        `<sheet  name="a&quot;&lt;b&gt;"\n sheetId="3" x:u="&#10;" r:id='rId1' state="hidden"/>`
      )
      yield* book.setVisibility(sheet(book, "a\"<b>"), "Visible")
      assert.strictEqual(tag(), `<sheet  name="a&quot;&lt;b&gt;"\n sheetId="3" x:u="&#10;" r:id='rId1'/>`)
    }))

  it.effect("gets new children in an element with content and in an empty one", () =>
    Effect.gen(function*() {
      const types =
        `<?xml version="1.0"?><x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" k="1"`
      for (
        const [given, expected] of [
          [" />", "><x:si><x:t>new</x:t></x:si></x:sst>"],
          ["><x:si><x:t>old</x:t></x:si></x:sst>", "><x:si><x:t>old</x:t></x:si><x:si><x:t>new</x:t></x:si></x:sst>"]
        ] as const
      ) {
        const book = yield* openEdited("xl/sharedStrings.xml", () => types + given)
        yield* write(book, "A1", [["new"]])
        assert.include(part(book, "xl/sharedStrings.xml"), expected)
        assert.deepStrictEqual(values(yield* reopen(book), "A1"), [["new"]])
      }
    }))

  it.effect("holds any text between tags and in attributes", () =>
    Effect.gen(function*() {
      const texts = FastCheck.sample(FastCheck.string({ unit: "binary", minLength: 1, maxLength: 40 }), {
        numRuns: 200,
        seed: 13
      })
      for (const sharedStrings of [true, false]) {
        const book = yield* make({
          sharedStrings,
          sheets: [{ name: "A", rows: [["T"]], tables: [{ name: "T", ref: "A1:A2", columns: ["T"] }] }]
        })
        const reference = `C1:C${texts.length}`
        const [first] = book.sheets
        assert.ok(first !== undefined)
        // The text format stores texts as they are, without parsing them.
        yield* book.write(first, area(reference), { numberFormat: "@" })
        yield* write(book, reference, texts.map((text) => [text]))
        assert.deepStrictEqual(values(yield* reopen(book), reference), texts.map((text) => [text]))
        for (const text of texts.slice(0, 15)) {
          const column = yield* book.renameColumn(table(book, "T"), "1", text)
          assert.strictEqual(table(yield* reopen(book), "T").columns[0]?.name, column.name)
        }
      }
    }))

  it.effect("escapes characters that XML does not allow, like Excel", () =>
    Effect.gen(function*() {
      const texts = ["a\rb\u0001", "_x000D_", "tab\tline\n😀"]
      const book = yield* make({ sheets: [{ name: "A" }] })
      yield* write(book, "A1:C1", [texts])
      const items = part(book, "xl/sharedStrings.xml") ?? ""
      assert.include(items, ">a_x000D_b_x0001_</t>")
      assert.include(items, ">_x005F_x000D_</t>")
      assert.include(items, ">tab\tline\n😀</t>")
      assert.deepStrictEqual(values(yield* reopen(book), "A1:C1"), [texts])
    }))

  it.effect("has normalized line ends and white space in attributes, except character references", () =>
    Effect.gen(function*() {
      const book = yield* withText("1\r\n2\r3\n4\t5&#13;6&#xD;7_x000D_8<![CDATA[9\r\n]]>")
      assert.deepStrictEqual(values(book, "A1"), [["1\n2\n3\n4\t5\r6\r7\r89\n"]])
      const named = yield* withSheetTag(`<sheet name="1\r\n2\r3\n4\t5&#10;6" sheetId="1" r:id="rId1"/>`)
      assert.strictEqual(named.sheets[0]?.name, "1 2 3 4 5\n6")
    }))

  it.effect("is read as UTF-16, and written as UTF-8", () =>
    Effect.gen(function*() {
      const text = (source: string) =>
        source.replace("UTF-8", "UTF-16").replace(
          /<sheetData>.*<\/sheetData>/,
          `<sheetData><row r="1">` +
            `<c r="A1" t="str"><f>"å"</f><v>å</v></c></row></sheetData>`
        )
      const little = (source: string) =>
        Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(source), "utf16le")])
      const encodings = [
        little,
        (source: string) => little(source).swap16(),
        (source: string) => little(source).subarray(2),
        (source: string) => little(source).swap16().subarray(2)
      ]
      for (const encode of encodings) {
        const book = yield* openEdited(sheetName, encode)
        assert.deepStrictEqual(formulas(book, "A1"), [["=\"å\""]])
        assert.deepStrictEqual(cells(book, "A1").text(), [["å"]])
        yield* write(book, "B1", [["ö"]])
        assert.match(part(book, sheetName) ?? "", /^<\?xml version="1.0" encoding="UTF-8"[^>]*>/)
        assert.include(part(book, sheetName), `<v>å</v>`)
        assert.deepStrictEqual(values(yield* reopen(book), "A1:B1"), [["å", "ö"]])
      }
    }))
})
