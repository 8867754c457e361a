import type { Book, Format } from "@effect-workbook/engine"
import * as Area from "@effect-workbook/schema/Area"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import { area, cells, differing, make, part, reopen, values, write } from "../support/openBook.js"

const sheetOf = (book: Book.Book) => book.sheets[0]!

const set = (book: Book.Book, reference: string, changes: Format.Update) =>
  book.setFormat(sheetOf(book), area(reference), changes)

const format = (book: Book.Book, reference: string) => book.format(sheetOf(book), area(reference))

const fonts = (book: Book.Book) =>
  [...(part(book, "xl/styles.xml") ?? "").matchAll(/<fonts count="(\d+)"/g)].map(([, count]) => Number(count))

const sheetXml = (book: Book.Book) => part(book, "xl/worksheets/sheet1.xml") ?? ""

const plain = { sheets: [{ name: "S", rows: [["a", 1], ["b", 2]] }] }

/** A workbook with own styles and a theme. */
const styled = (
  cellFormats: string,
  { fills = "", fonts = "", borders = "", colors = "", before = "", after = "" } = {}
) =>
  make({
    sheets: [{
      name: "S",
      before,
      after,
      data: "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c><c r=\"B1\" s=\"2\"><v>2</v></c></row>"
    }],
    parts: {
      "xl/styles.xml": {
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
        text: "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" +
          `<fonts><font><sz val="11"/><color theme="1"/><name val="Calibri"/><scheme val="minor"/></font>${fonts}</fonts>` +
          `<fills><fill><patternFill patternType="none"/></fill>${fills}</fills>` +
          `<borders><border><left/><right/><top/><bottom/><diagonal/></border>${borders}</borders>` +
          "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>" +
          `<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cellFormats}</cellXfs>` +
          `<dxfs count="1"><dxf><font><b/></font></dxf></dxfs>${colors}</styleSheet>`
      }
    }
  })

describe("Book formats", () => {
  it.effect("change cells, and keep everything else of the file", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      const before = book.save()
      yield* set(book, "A1:B1", {
        font: { bold: true, color: "#4b180e", size: 26, underline: "Double", italic: true, name: "Arial" },
        fill: "#FFA500",
        layout: { horizontalAlignment: "CenterAcrossSelection", verticalAlignment: "Top", wrapText: true },
        protection: { locked: false, formulaHidden: true }
      })
      assert.deepStrictEqual(differing(before, book.save()), ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
      const read = yield* reopen(book)
      assert.deepStrictEqual(format(read, "A1:B1").font(), {
        bold: true,
        color: "#4B180E",
        italic: true,
        name: "Arial",
        size: 26,
        underline: "Double"
      })
      assert.strictEqual(format(read, "A1").fill(), "#FFA500")
      assert.deepStrictEqual(format(read, "A1").protection(), { formulaHidden: true, locked: false })
      const layout = format(read, "A1").layout()
      assert.deepStrictEqual(
        [layout.horizontalAlignment, layout.verticalAlignment, layout.wrapText],
        ["CenterAcrossSelection", "Top", true]
      )
      assert.deepStrictEqual(values(read, "A1:B2"), [["a", 1], ["b", 2]])
      assert.strictEqual(format(read, "A2").fill(), "#FFFFFF")
    }))

  it.effect("are null where they differ, also in cells that do not exist", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "A1", { font: { bold: true }, fill: "#FF0000", layout: { wrapText: true } })
      const mixed = format(book, "A1:A9")
      assert.deepStrictEqual(mixed.font(), {
        bold: null,
        color: "#000000",
        italic: false,
        name: "Calibri",
        size: 11,
        underline: "None"
      })
      assert.strictEqual(mixed.fill(), null)
      assert.strictEqual(mixed.layout().wrapText, null)
      assert.strictEqual(format(book, "A:A").fill(), null)
      assert.strictEqual(format(book, "C:D").fill(), "#FFFFFF")
    }))

  it.effect("are added to the styles once", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      const [before = 0] = fonts(book)
      for (const reference of ["A1:B2", "A1", "D4:F9", "B2"]) yield* set(book, reference, { font: { bold: true } })
      assert.deepStrictEqual(fonts(book), [before + 1])
      yield* set(book, "A1:F9", { font: { bold: false } })
      assert.deepStrictEqual(fonts(book), [before + 1])
    }))

  it.effect("of whole columns and rows need no cells, and apply to what is written later", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "B:C", { fill: "#00FF00" })
      yield* set(book, "2:3", { fill: "#0000FF" })
      const read = yield* reopen(book)
      assert.strictEqual(format(read, "B1").fill(), "#00FF00")
      assert.strictEqual(format(read, "C1000000").fill(), "#00FF00")
      assert.strictEqual(format(read, "2:3").fill(), "#0000FF")
      assert.strictEqual(format(read, "A1").fill(), "#FFFFFF")
      yield* write(read, "C5:C5", [["new"]])
      assert.strictEqual(format(read, "C5").fill(), "#00FF00")
      assert.strictEqual(format(read, "XFD3").fill(), "#0000FF")
      yield* set(read, "B:B", { font: { bold: true } })
      const again = yield* reopen(read)
      assert.strictEqual(format(again, "B:B").font().bold, true)
      assert.strictEqual(format(again, "B2").fill(), "#0000FF")
      assert.strictEqual(format(again, "B4").fill(), "#00FF00")
      assert.strictEqual(format(again, "A2").font().bold, false)
    }))

  it.effect("of a whole sheet are in its columns", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "A1:XFD1048576", { font: { italic: true } })
      const read = yield* reopen(book)
      assert.strictEqual(format(read, "A1:XFD1048576").font().italic, true)
      assert.match(sheetXml(read), /<cols><col min="1" max="16384" [^>]*style="\d+"\/><\/cols>/)
    }))

  it.effect("resolve colours of the theme, of the palette, and tints", () =>
    Effect.gen(function*() {
      const fill = (color: string) => `<fill><patternFill patternType="solid"><fgColor ${color}/></patternFill></fill>`
      const xf = (id: number) => `<xf fontId="0" fillId="${id}" borderId="0" xfId="0" applyFill="1"/>`
      for (
        const [color, expected] of [
          ["theme=\"4\"", "#4472C4"],
          ["theme=\"0\" tint=\"-0.249977111117893\"", "#BFBFBF"],
          ["theme=\"4\" tint=\"0.79998168889431442\"", "#D9E1F2"],
          ["theme=\"4\" tint=\"-0.249977111117893\"", "#305496"],
          ["theme=\"5\" tint=\"0.59999389629810485\"", "#F8CBAD"],
          ["theme=\"6\" tint=\"0.39997558519241921\"", "#C9C9C9"],
          ["theme=\"9\" tint=\"-0.499984740745262\"", "#375623"],
          ["indexed=\"10\"", "#FF0000"],
          ["indexed=\"22\"", "#C0C0C0"],
          ["indexed=\"64\"", "#000000"],
          ["rgb=\"FF123abc\"", "#123ABC"]
        ] as const
      ) {
        const book = yield* styled(xf(1) + xf(0), { fills: fill(color) })
        assert.strictEqual(format(book, "A1").fill(), expected, color)
      }
      const own = yield* styled(xf(1) + xf(0), {
        fills: fill("indexed=\"2\""),
        colors:
          "<colors><indexedColors><rgbColor rgb=\"0\"/><rgbColor rgb=\"0\"/><rgbColor rgb=\"00ABCDEF\"/></indexedColors></colors>"
      })
      assert.strictEqual(format(own, "A1").fill(), "#ABCDEF")
      assert.strictEqual(format(own, "A1").font().color, "#000000")
    }))

  it.effect("change in books whose styles lack lists", () =>
    Effect.gen(function*() {
      const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      for (
        const text of [
          `<styleSheet xmlns="${main}"/>`,
          `<styleSheet xmlns="${main}"><dxfs count="0"/></styleSheet>`,
          `<x:styleSheet xmlns:x="${main}"><x:fonts count="0"/><x:cellXfs><x:xf/></x:cellXfs></x:styleSheet>`,
          `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>` +
          `<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf numFmtId="164"/></cellXfs></styleSheet>`
        ]
      ) {
        const book = yield* make({
          sheets: [{ name: "S", rows: [[1, 2]] }],
          parts: {
            "xl/styles.xml": {
              type: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
              text
            }
          }
        })
        assert.strictEqual(part(book, "xl/styles.xml"), text)
        yield* set(book, "A1", {
          font: { bold: true },
          fill: "#FF0000",
          borders: { EdgeTop: { style: "Double" } }
        })
        const read = yield* reopen(book)
        assert.deepStrictEqual(
          [format(read, "A1").font().bold, format(read, "B1").font().bold, format(read, "A1").fill()],
          [true, false, "#FF0000"],
          text
        )
        assert.strictEqual(format(read, "A1").border("EdgeTop").style, "Double")
        const order = [
          ...(part(read, "xl/styles.xml") ?? "").matchAll(
            /<(?:x:)?(numFmts|fonts|fills|borders|cellStyleXfs|cellXfs|dxfs)[ >/]/g
          )
        ]
          .map(([, name]) => name)
        assert.deepStrictEqual(
          order,
          ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"].filter((name) =>
            order.includes(name)
          )
        )
        assert.includeMembers(order, ["fonts", "fills", "borders", "cellXfs"])
      }
    }))

  it.effect("keep named styles, differential styles and unknown attributes", () =>
    Effect.gen(function*() {
      const book = yield* styled(
        "<xf fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" pivotButton=\"1\"><alignment indent=\"2\"/></xf>" +
          "<xf fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
      )
      yield* set(book, "A1", { protection: { locked: false }, layout: { horizontalAlignment: "Left" } })
      const styles = part(book, "xl/styles.xml") ?? ""
      assert.include(styles, "<dxfs count=\"1\"><dxf><font><b/></font></dxf></dxfs>")
      assert.match(
        styles,
        /xfId="0" pivotButton="1"[^>]*><alignment indent="2" horizontal="left"\/><protection locked="0"\/><\/xf>/
      )
      yield* set(book, "A1", { font: { name: "Arial", bold: true } })
      assert.include(
        part(book, "xl/styles.xml"),
        "<font><b/><sz val=\"11\"/><color theme=\"1\"/><name val=\"Arial\"/></font>"
      )
    }))

  it.effect("never take the second fill, which Excel reserves", () =>
    Effect.gen(function*() {
      const book = yield* styled("<xf/><xf/>")
      yield* set(book, "A1", { fill: "#FF0000" })
      assert.match(part(book, "xl/styles.xml") ?? "", /<fills[^>]*>.*none.*gray125.*solid.*<\/fills>/)
      assert.strictEqual(format(yield* reopen(book), "A1").fill(), "#FF0000")
    }))

  it.effect("are removed from an area by clear, with number formats", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* book.write(sheetOf(book), area("B1"), { numberFormat: "0.00" })
      yield* set(book, "A1:B2", { fill: "#FF0000", borders: { InsideVertical: { style: "Dash" } } })
      yield* set(book, "D:D", { fill: "#FF0000" })
      yield* book.clear(sheetOf(book), area("A1:D1"), "Formats")
      const read = yield* reopen(book)
      assert.strictEqual(format(read, "A1:D1").fill(), "#FFFFFF")
      assert.strictEqual(format(read, "A2").fill(), "#FF0000")
      assert.strictEqual(format(read, "D2").fill(), "#FF0000")
      assert.deepStrictEqual(cells(read, "B1").numberFormat(), [["General"]])
      assert.deepStrictEqual(values(read, "A1:B1"), [["a", 1]])
    }))

  it.effect("are refused without an effect", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      const before = book.save()
      for (
        const [changes, reason] of [
          [{ fill: "red" }, "'red'"],
          [{ font: { size: 0 } }, "The font size is 0"],
          [{ font: { bold: true, name: "" } }, "The font is ''"],
          [{ fill: "#FF0000", layout: { rowHeight: 409.6 } }, "The row height is 409.6"],
          [{ layout: { columnWidth: -1 } }, "The column width is -1"],
          [{ borders: { EdgeTop: { style: "Dash", color: "#1" } } }, "'#1'"]
        ] as const
      ) {
        const error = yield* Effect.flip(set(book, "A1:B2", changes))
        assert.strictEqual(error.code, "invalidArgument")
        assert.include(error.message, reason)
      }
      assert.deepStrictEqual(differing(before, book.save()), [])
    }))

  it.effect("of a protected sheet change only where the protection allows it", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["a"]],
          after: "<sheetProtection sheet=\"1\" formatColumns=\"0\"/>"
        }]
      })
      yield* set(book, "A1", { layout: { columnWidth: 60 } })
      for (
        const changes of [
          { fill: "#FF0000" },
          { layout: { rowHeight: 20 } },
          { protection: { locked: false } },
          { borders: { EdgeTop: { style: "Dash" } } }
        ] as const
      ) assert.strictEqual((yield* Effect.flip(set(book, "A1", changes))).code, "accessDenied")
      assert.strictEqual((yield* Effect.flip(book.clear(sheetOf(book), area("A1"), "Formats"))).code, "accessDenied")
      yield* book.autofitColumns(sheetOf(book), area("A1"))
      assert.strictEqual((yield* Effect.flip(book.autofitRows(sheetOf(book), area("A1")))).code, "accessDenied")
    }))
})

const index = FastCheck.integer({ min: 0, max: 5 })

/** Areas in the first rows and columns: some of them, whole rows, whole columns, or all cells. */
const areas = FastCheck.tuple(index, index, index, index, FastCheck.constantFrom("cells", "rows", "columns", "all"))
  .map(
    ([a, b, c, d, kind]) => ({
      top: kind === "columns" || kind === "all" ? 0 : Math.min(a, b),
      bottom: kind === "columns" || kind === "all" ? Area.maxRow : Math.max(a, b),
      left: kind === "rows" || kind === "all" ? 0 : Math.min(c, d),
      right: kind === "rows" || kind === "all" ? Area.maxColumn : Math.max(c, d)
    })
  )

const shades = FastCheck.constantFrom("#FF0000", "#00FF00", "#FFFFFF")

describe("Book formats of overlapping areas", () => {
  it.effect.prop("are those of the last change of each cell", [
    FastCheck.array(FastCheck.tuple(areas, shades), { maxLength: 6 })
  ], ([changes]) =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      const first = sheetOf(book)
      for (const [where, fill] of changes) yield* book.setFormat(first, where, { fill })
      const read = yield* reopen(book)
      for (let row = 0; row <= 6; row++) {
        for (let column = 0; column <= 6; column++) {
          const expected = changes.findLast(([where]) => Area.containsCell(where, row, column))?.[1] ?? "#FFFFFF"
          for (const each of [book, read]) {
            assert.strictEqual(each.format(sheetOf(each), Area.cell(row, column)).fill(), expected)
          }
        }
      }
    }), { fastCheck: { numRuns: 30 } })

  it.effect("are those of the row where columns already have the new one", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      for (const [where, fill] of [["A:XFD", "#00FF00"], ["A:A", "#FF0000"], ["1:3", "#00FF00"]] as const) {
        yield* set(book, where, { fill })
      }
      assert.strictEqual(format(book, "A1:C3").fill(), "#00FF00")
      assert.strictEqual(format(book, "A4").fill(), "#FF0000")
    }))

  it.effect("of a million cells are changed in one go", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "A1:ALL1000", { fill: "#FF0000" })
      assert.strictEqual(format(book, "A1:ALL1000").fill(), "#FF0000")
      assert.strictEqual(format(book, "A1:ALM1000").fill(), null)
    }))
})

describe("Book borders", () => {
  const style = (book: Book.Book, reference: string, side: Format.BorderSide) => format(book, reference).border(side)

  it.effect("are around, inside and across an area", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "B2:D4", {
        borders: {
          EdgeTop: { style: "Double", color: "#FF0000" },
          EdgeLeft: { weight: "Thick" },
          InsideHorizontal: { style: "Dash" },
          InsideVertical: { color: "#00FF00" },
          DiagonalUp: { style: "Continuous" }
        }
      })
      const read = yield* reopen(book)
      assert.deepStrictEqual(style(read, "B2:D4", "EdgeTop"), { color: "#FF0000", style: "Double", weight: "Thick" })
      assert.deepStrictEqual(style(read, "B2:D4", "EdgeLeft"), {
        color: "#000000",
        style: "Continuous",
        weight: "Thick"
      })
      assert.strictEqual(style(read, "B2:D4", "EdgeBottom").style, "None")
      assert.strictEqual(style(read, "B2:D4", "InsideHorizontal").style, "Dash")
      assert.strictEqual(style(read, "B2:D4", "InsideVertical").color, "#00FF00")
      assert.strictEqual(style(read, "B2:D4", "DiagonalUp").style, "Continuous")
      assert.strictEqual(style(read, "B2:D4", "DiagonalDown").style, "None")
      assert.strictEqual(style(read, "B3", "EdgeTop").style, "Dash")
      assert.strictEqual(style(read, "C2", "EdgeRight").style, "Continuous")
      assert.strictEqual(style(read, "B2:D2", "InsideHorizontal").style, "None")
      assert.strictEqual(style(read, "A1:D4", "EdgeTop").style, "None")
      assert.strictEqual(style(read, "A2:D4", "EdgeTop").style, null)
    }))

  it.effect("between two cells are one border", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "A1", { borders: { EdgeBottom: { style: "Double", color: "#0000FF" } } })
      assert.strictEqual(style(book, "A2", "EdgeTop").style, "Double")
      yield* set(book, "A2", { borders: { EdgeTop: { color: "#FF0000" } } })
      assert.deepStrictEqual(style(book, "A1", "EdgeBottom"), { color: "#FF0000", style: "Double", weight: "Thick" })
      yield* set(book, "A2", { borders: { EdgeTop: { style: "None" } } })
      assert.strictEqual(style(book, "A1", "EdgeBottom").style, "None")
    }))

  it.effect("of whole columns need no cells at the end of the sheet", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "C:D", {
        borders: {
          EdgeBottom: { style: "Double" },
          EdgeLeft: { style: "Double" },
          InsideHorizontal: { style: "Dash" },
          InsideVertical: { style: "Dot" }
        }
      })
      const read = yield* reopen(book)
      assert.deepStrictEqual(read.usedArea(sheetOf(read), false), area("A1:B2"))
      assert.deepStrictEqual(
        (["EdgeBottom", "EdgeLeft", "InsideHorizontal", "InsideVertical"] as const).map((side) =>
          style(read, "C:D", side).style
        ),
        ["None", "Double", "Dash", "Dot"]
      )
    }))

  it.effect("have the pairs of style and weight that Excel has", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      const after = (changes: Format.Changes<Format.Border>) =>
        Effect.map(set(book, "A1", { borders: { EdgeTop: changes } }), () => {
          const { style: line, weight } = style(book, "A1", "EdgeTop")
          return [line, weight]
        })
      assert.deepStrictEqual(yield* after({ style: "Dot", weight: "Thick" }), ["Dot", "Thin"])
      assert.deepStrictEqual(yield* after({ weight: "Medium" }), ["Continuous", "Medium"])
      assert.deepStrictEqual(yield* after({ style: "Dash" }), ["Dash", "Medium"])
      assert.deepStrictEqual(yield* after({ weight: "Hairline" }), ["Continuous", "Hairline"])
      assert.deepStrictEqual(yield* after({ color: "#FFFF00" }), ["Continuous", "Hairline"])
      assert.deepStrictEqual(yield* after({ style: "None" }), ["None", "Thin"])
    }))

  it.effect("of both diagonals share their line", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "A1", { borders: { DiagonalDown: { style: "Dash" }, DiagonalUp: { style: "Dash" } } })
      yield* set(book, "A1", { borders: { DiagonalDown: { style: "None" } } })
      assert.strictEqual(style(book, "A1", "DiagonalUp").style, "Dash")
      assert.strictEqual(style(book, "A1", "DiagonalDown").style, "None")
    }))
})

describe("Book sizes", () => {
  const width = (book: Book.Book, reference: string) => format(book, reference).layout().columnWidth
  const height = (book: Book.Book, reference: string) => format(book, reference).layout().rowHeight

  it.effect("are in points, and null where they differ", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      assert.deepStrictEqual([width(book, "A1:C9"), height(book, "A1:C9")], [48, 15])
      yield* set(book, "B2", { layout: { columnWidth: 135, rowHeight: 49 } })
      const read = yield* reopen(book)
      assert.deepStrictEqual([width(read, "B1"), height(read, "A2")], [135, 49])
      assert.deepStrictEqual([width(read, "A1:B1"), height(read, "A1:A2")], [null, null])
      assert.deepStrictEqual([width(read, "C:D"), height(read, "3:1048576")], [48, 15])
      assert.match(
        sheetXml(read),
        /<cols><col min="2" max="2" width="25.7109375" customWidth="1"\/><\/cols><sheetData>/
      )
      assert.match(sheetXml(read), /<row r="2"[^>]* ht="49" customHeight="1">/)
    }))

  it.effect("of 0 hide, and others show again", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "B2:C3", { layout: { columnWidth: 0, rowHeight: 0 } })
      assert.deepStrictEqual([width(book, "B1"), height(book, "A3")], [0, 0])
      assert.deepStrictEqual([cells(book, "B1:C1").columnHidden(), cells(book, "A2:A3").rowHidden()], [true, true])
      yield* set(book, "C3", { layout: { columnWidth: 48, rowHeight: 15 } })
      const read = yield* reopen(book)
      assert.deepStrictEqual([cells(read, "B1:C1").columnHidden(), cells(read, "A2:A3").rowHidden()], [null, null])
    }))

  it.effect("of 0 leave rows out of subtotals that ignore hidden rows", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[1], [2], [4]] }] })
      yield* write(book, "C1:D1", [["=SUBTOTAL(109,A1:A3)", "=SUM(A1:A3)"]])
      yield* set(book, "A2", { layout: { rowHeight: 0 } })
      assert.deepStrictEqual(values(book, "C1:D1"), [[5, 7]])
      yield* set(book, "A1:A3", { layout: { rowHeight: 20 } })
      assert.deepStrictEqual(values(book, "C1:D1"), [[7, 7]])
    }))

  it.effect("of columns are kept where a range of columns is split", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          before: "<cols><col min=\"2\" max=\"10\" width=\"20.7109375\" customWidth=\"1\" outlineLevel=\"1\"/></cols>",
          rows: [["a"]]
        }]
      })
      yield* set(book, "D:E", { layout: { columnWidth: 30 } })
      assert.strictEqual(width(book, "B:C"), width(book, "F:J"))
      assert.strictEqual(width(book, "D:E"), 30)
      assert.strictEqual(sheetXml(book).match(/outlineLevel="1"/g)?.length, 3)
      assert.strictEqual(width(book, "K:K"), 48)
    }))

  it.effect("of all rows are the default", () =>
    Effect.gen(function*() {
      const book = yield* make(plain)
      yield* set(book, "A:XFD", { layout: { rowHeight: 30 } })
      const read = yield* reopen(book)
      assert.strictEqual(height(read, "A:A"), 30)
      assert.include(sheetXml(read), "<sheetFormatPr defaultRowHeight=\"30\" customHeight=\"1\"/>")
    }))

  it.effect("of rows follow the font, unless they were set", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          data: "<row r=\"1\" ht=\"15\"><c r=\"A1\"><v>1</v></c></row>" +
            "<row r=\"2\" ht=\"18\" customHeight=\"1\"><c r=\"A2\"><v>1</v></c></row>"
        }]
      })
      yield* set(book, "A1:A2", { font: { size: 26 } })
      assert.strictEqual(height(book, "A1"), 33.75)
      assert.strictEqual(height(book, "A2"), 18)
      assert.notMatch(sheetXml(book), /<row r="1"[^>]* ht=/)
    }))

  it.effect("fit the texts of columns, and the content of rows", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["short", "a much longer text than that", null], [
            "merged cells do not count at all here",
            null,
            null
          ]],
          after: "<mergeCells count=\"1\"><mergeCell ref=\"A2:C2\"/></mergeCells>"
        }]
      })
      yield* book.autofitColumns(sheetOf(book), area("A:C"))
      const [a, b, c] = ["A1", "B1", "C1"].map((reference) => width(book, reference) ?? 0)
      assert.isTrue(a! > 20 && a! < 40, String(a))
      assert.isTrue(b! > 110 && b! < 160, String(b))
      assert.strictEqual(c, 48)
      yield* set(book, "B1", { layout: { columnWidth: 60, wrapText: true, rowHeight: 200 } })
      yield* book.autofitRows(sheetOf(book), area("1:2"))
      assert.strictEqual(height(book, "B1"), 45)
      assert.strictEqual(height(book, "A2"), 15)
      assert.strictEqual(height(yield* reopen(book), "B1"), 45)
    }))
})
