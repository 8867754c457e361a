import type { Book, Model } from "@effect-workbook/engine"
import { ChartType } from "@effect-workbook/schema/Chart"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc, Option } from "effect"
import { strFromU8, unzipSync } from "fflate"
import { makeEdited } from "../support/makeBook.js"
import { area, make, open, reopen, sheet, values, write } from "../support/openBook.js"

const rows = [
  [null, "North", "South", "East", "West", "Up"],
  ["Jan", 10, 14, 8, 12, 9],
  ["Feb", 12, 16, 7, 13, 9],
  ["Mar", 15, 17, 5, 14, 9]
]

const description = { sheets: [{ name: "Data", rows }, { name: "It's other" }] }

const data = (book: Book.Book, reference = "A1:C4"): Model.ChartSource => ({
  sheet: sheet(book, "Data"),
  area: area(reference)
})

const addTo = (book: Book.Book, chart: Partial<Model.NewChart> = {}) =>
  book.addChart(sheet(book, "Data"), { type: "ColumnClustered", source: data(book), ...chart })

const only = (book: Book.Book): Model.Chart => {
  const [chart, ...more] = book.charts(sheet(book, "Data"))
  assert.lengthOf(more, 0)
  return chart!
}

const partsOf = (book: Book.Book): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(book.save())).map(([name, bytes]) => [name, strFromU8(bytes)])
  )

/** The names of the parts that differ between two files. */
const changedParts = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort()

describe("a new chart", () => {
  it.effect("has parts, relationships and content types, and leaves the others as they are", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const before = partsOf(book)
      yield* addTo(book)
      const after = partsOf(book)
      assert.deepStrictEqual(changedParts(before, after), [
        "[Content_Types].xml",
        "xl/charts/chart1.xml",
        "xl/drawings/_rels/drawing1.xml.rels",
        "xl/drawings/drawing1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml"
      ])
      assert.include(after["[Content_Types].xml"], "drawingml.chart+xml")
      assert.match(after["xl/worksheets/sheet1.xml"] ?? "", /<\/sheetData><drawing r:id="rId\d+"\/><\/worksheet>$/)
      const again = yield* reopen(book)
      yield* again.deleteChart(only(again))
      // what is left of the drawing is the empty list of relationships
      assert.deepStrictEqual(
        changedParts(before, partsOf(again)).filter((name) => name !== "xl/worksheets/_rels/sheet1.xml.rels"),
        []
      )
    }))

  it.effect.each(ChartType.literals.map((type) => ({ type })))(
    "$type is made and read",
    ({ type }) =>
      Effect.gen(function*() {
        const book = yield* make(description)
        const count = type.startsWith("Stock") ? type.length - 5 : 2
        const source: Model.ChartSource = { sheet: sheet(book, "Data"), area: { ...area("A1:A4"), right: count } }
        yield* addTo(book, { type, source })
        const again = yield* reopen(book)
        const content = yield* again.readChart(only(again))
        const names = type.startsWith("Bubble") ? ["North"] : ["North", "South", "East", "West", "Up"].slice(0, count)
        assert.deepStrictEqual(content.series, names.map((name) => ({ name, points: 3 })))
        assert.deepStrictEqual(content.points(0), [10, 12, 15])
      })
  )

  it.effect("takes names and categories from labels, and rows as series if asked", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const names = (reference: string, seriesBy?: "Rows") =>
        Effect.gen(function*() {
          const chart = yield* addTo(book, { source: data(book, reference), seriesBy })
          return (yield* book.readChart(chart)).series.map(({ name }) => name)
        })
      assert.deepStrictEqual(yield* names("A1:C4", "Rows"), ["Jan", "Feb", "Mar"])
      assert.deepStrictEqual(yield* names("A2:C4"), ["Series1", "Series2"])
      assert.deepStrictEqual(yield* names("B1:C4"), ["North", "South"])
      assert.deepStrictEqual(yield* names("B2:C4"), ["Series1", "Series2"])
    }))

  it.effect("follows its cells when a sheet is renamed, and shows new values", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const chart = yield* addTo(book)
      yield* book.renameSheet(sheet(book, "Data"), "New name")
      yield* write(book, "'New name'!B2", [[99]])
      const again = yield* reopen(book)
      const [found] = again.charts(sheet(again, "New name"))
      assert.strictEqual(found?.name, chart.name)
      assert.deepStrictEqual((yield* again.readChart(found!)).points(0), [99, 12, 15])
    }))

  it.effect("is deleted with its sheet", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* addTo(book)
      yield* book.deleteSheet(sheet(book, "Data"))
      assert.deepStrictEqual(Object.keys(partsOf(book)).filter((name) => /chart|drawing/.test(name)), [])
    }))
})

describe("the place of a chart", () => {
  const points = fc.integer({ min: 0, max: 400_000 }).map((thousandths) => thousandths / 127)
  const size = fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 127)

  it.effect.prop(
    "is kept to a thousandth of a point",
    [points, points, size, size],
    ([left, top, width, height]) =>
      Effect.gen(function*() {
        const book = yield* make({
          sheets: [{
            name: "Data",
            rows,
            before:
              "<sheetFormatPr defaultRowHeight=\"14.4\"/><cols><col min=\"2\" max=\"3\" width=\"20.7109375\"/><col min=\"5\" max=\"5\" hidden=\"1\"/></cols>"
          }]
        })
        const chart = yield* addTo(book)
        yield* book.updateChart(chart, [{ kind: "chart", left, top, width, height }])
        const again = yield* reopen(book)
        const found = only(again)
        assert.approximately(found.left, left, 0.001)
        assert.approximately(found.top, top, 0.001)
        assert.approximately(found.width, width, 0.001)
        assert.approximately(found.height, height, 0.001)
      }),
    { fastCheck: { numRuns: 25 } }
  )

  it.effect("is that of cells", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const chart = yield* addTo(book)
      const { height, left, top, width } = yield* book.setChartPosition(chart, area("C3"), area("E10"))
      // a column has 48 points and a row 15
      assert.deepStrictEqual([left, top, width, height], [96, 30, 144, 120])
    }))
})

describe("a change of a chart", () => {
  it.effect("keeps unknown elements and their order", () =>
    Effect.gen(function*() {
      const first = yield* make(description)
      yield* addTo(first)
      const parts = new Map(Object.entries(unzipSync(first.save())))
      const chart = strFromU8(parts.get("xl/charts/chart1.xml")!)
      const unknown = "<c:dTable><c:showHorzBorder val=\"1\"/></c:dTable>"
      const drawing = strFromU8(parts.get("xl/drawings/drawing1.xml")!)
      const book = yield* open(
        makeEdited(
          {
            ...description,
            sheets: [{
              name: "Data",
              rows,
              after: "<drawing r:id=\"rId1\"/>",
              related: [{ kind: "drawing", name: "xl/drawings/drawing1.xml" }]
            }],
            parts: {
              "xl/drawings/drawing1.xml": {
                text: drawing,
                type: "application/vnd.openxmlformats-officedocument.drawing+xml"
              },
              "xl/charts/chart1.xml": {
                text: chart.replace("</c:plotArea>", `${unknown}</c:plotArea><!-- kept -->`),
                type: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
              },
              "xl/drawings/_rels/drawing1.xml.rels": {
                text: strFromU8(parts.get("xl/drawings/_rels/drawing1.xml.rels")!),
                type: "application/vnd.openxmlformats-package.relationships+xml"
              }
            }
          },
          "xl/styles.xml",
          (text) => text
        )
      )
      const before = partsOf(book)
      yield* book.updateChart(only(book), [
        { kind: "axis", axis: "value", minimum: 1, maximum: 20, minorUnit: 1, majorUnit: 5 },
        { kind: "legend", position: "Top" },
        { kind: "title", text: "a & b\nc" }
      ])
      const after = partsOf(book)
      assert.deepStrictEqual(changedParts(before, after), ["xl/charts/chart1.xml"])
      const text = after["xl/charts/chart1.xml"] ?? ""
      assert.include(text, `${unknown}</c:plotArea><!-- kept -->`)
      assert.match(text, /<c:orientation val="minMax"\/><c:max val="20"\/><c:min val="1"\/><\/c:scaling>/)
      assert.match(text, /<c:crossBetween val="between"\/><c:majorUnit val="5"\/><c:minorUnit val="1"\/><\/c:valAx>/)
      assert.strictEqual((yield* book.readChart(only(book))).title.text, "a & b\nc")
    }))

  it.effect("is refused as a whole", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const chart = yield* addTo(book)
      const before = partsOf(book)
      const refused = yield* Effect.flip(book.updateChart(chart, [
        { kind: "chart", name: "Renamed", left: 5 },
        { kind: "title", text: "New" },
        { kind: "font", of: { kind: "title" }, size: 0 }
      ]))
      assert.strictEqual(refused.code, "invalidArgument")
      assert.deepStrictEqual(changedParts(before, partsOf(book)), [])
      assert.strictEqual((yield* Effect.flip(addTo(book, { name: "chart 1" }))).code, "itemAlreadyExists")
    }))

  it.effect("sets fonts, fills and lines of all elements", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const chart = yield* addTo(book)
      const elements: ReadonlyArray<Model.ChartElement> = [
        { kind: "area" },
        { kind: "title" },
        { kind: "legend" },
        { kind: "dataLabels" },
        { kind: "axis", axis: "value" },
        { kind: "axisTitle", axis: "category" }
      ]
      yield* book.updateChart(chart, [
        { kind: "axisTitle", axis: "category", visible: true },
        ...elements.map((of) => ({
          kind: "font" as const,
          of,
          bold: false,
          italic: true,
          color: "#12AB34",
          name: "Arial",
          size: 11.5,
          underline: "Single" as const
        })),
        { kind: "line", of: { kind: "majorGridlines", axis: "value" }, color: "#ABCDEF" },
        { kind: "fill", of: { kind: "point", series: 1, point: 2 }, color: "#FF0000" }
      ])
      const again = yield* reopen(book)
      const content = yield* again.readChart(only(again))
      for (const element of elements) {
        assert.deepStrictEqual(content.font(element), {
          bold: false,
          color: "#12AB34",
          italic: true,
          name: "Arial",
          size: 11.5,
          underline: "Single"
        }, element.kind)
      }
      assert.strictEqual(content.line({ kind: "majorGridlines", axis: "value" }), "#ABCDEF")
      assert.strictEqual(content.axisTitle("category").text, "Axis Title")
    }))

  it.effect("adds points to the cells, but not over others", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const chart = yield* addTo(book)
      assert.strictEqual(yield* book.addChartPoint(chart, 0, 21), 3)
      assert.deepStrictEqual(values(book, "B5"), [[21]])
      assert.deepStrictEqual((yield* book.readChart(chart)).points(0), [10, 12, 15, 21])
      yield* write(book, "C5", [["in the way"]])
      assert.strictEqual((yield* Effect.flip(book.addChartPoint(chart, 1, 1))).code, "invalidArgument")
      assert.isTrue(Option.isSome(book.chartByKey(sheet(book, "Data"), "CHART 1")))
    }))
})
