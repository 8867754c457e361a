import * as Book from "@effect-workbook/engine/Book"
import type { Axis, ChartPicture, Font, Group, Series } from "@effect-workbook/engine/ChartPicture"
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { Chart } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Encoding } from "effect"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { inflateSync } from "node:zlib"
import { Emulator } from "../../src/index.js"
import * as Draw from "../../src/service/chartImage/Draw.js"
import * as Fitting from "../../src/service/chartImage/Fitting.js"
import * as Layout from "../../src/service/chartImage/Layout.js"
import * as LegendEntries from "../../src/service/chartImage/LegendEntries.js"
import * as Option from "../../src/service/chartImage/Option.js"
import { send, workbook } from "./support.js"

const font: Font = { size: 9, bold: false, italic: false, color: "#595959" }

const line = { color: "#D9D9D9", width: 0.75, dash: "solid" } as const

const axis = (fields: Partial<Axis> & Pick<Axis, "id" | "position" | "scale">): Axis => ({
  atZero: false,
  reversed: false,
  visible: true,
  title: null,
  labels: "nextTo",
  labelFont: font,
  labelRotation: null,
  line,
  ticks: "none",
  majorGridlines: null,
  minorGridlines: null,
  ...fields
})

const categories = axis({
  id: "c",
  position: "bottom",
  scale: { kind: "category", labels: ["Jan", "Feb"], interval: null, between: true }
})

const numbers = axis({
  id: "v",
  position: "left",
  majorGridlines: line,
  scale: { kind: "linear", minimum: 0, maximum: 4, majorUnit: 2, minorUnit: 1, labels: ["0 €", "2 €", "4 €"] }
})

const series = (
  name: string,
  order: number,
  values: ReadonlyArray<number | null>,
  fields: Partial<Series> = {}
): Series => ({
  name,
  order,
  values,
  x: [],
  sizes: [],
  fill: "#4472C4",
  negativeFill: "#4472C4",
  line: null,
  marker: null,
  smooth: false,
  connected: false,
  points: [],
  labels: null,
  ...fields
})

const group = (kind: Group["kind"], all: ReadonlyArray<Series>, fields: Partial<Group> = {}): Group => ({
  kind,
  stacking: "none",
  horizontal: false,
  gapWidth: 1.5,
  overlap: 0,
  firstAngle: 0,
  holeSize: 0.5,
  bubbleScale: 1,
  filled: false,
  categories: [],
  highLowLine: null,
  dropLine: null,
  upDownBars: null,
  axes: ["c", "v"],
  series: all,
  ...fields
})

const picture = (fields: Partial<ChartPicture>): ChartPicture => ({
  width: 360,
  height: 216,
  fill: "#FFFFFF",
  border: null,
  font,
  title: null,
  plot: { fill: null, border: null, frame: null },
  legend: null,
  axes: [categories, numbers],
  groups: [],
  undrawable: null,
  ...fields
})

/** The option as loose data, to compare parts of it. */
const optionOf = (fields: Partial<ChartPicture>): any => Option.of(picture(fields))

const two = [series("A", 0, [1, 2]), series("B", 1, [3, null], { fill: "#ED7D31" })]

/** The size of a PNG image, and the number of colors in it. Refuses what is not PNG with 8-bit RGBA. */
const decode = (bytes: Uint8Array) => {
  const png = Buffer.from(bytes)
  assert.strictEqual(png.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n")
  assert.strictEqual(png.subarray(12, 16).toString("latin1"), "IHDR")
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  assert.deepStrictEqual([png[24], png[25]], [8, 6])
  const data: Array<Buffer> = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.subarray(at + 4, at + 8).toString("latin1") === "IDAT") {
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
    }
  }
  const pixels = inflateSync(Buffer.concat(data))
  assert.strictEqual(pixels.length, height * (width * 4 + 1))
  return { width, height, isBlank: new Set(pixels).size < 10 }
}

describe("the option of a picture", () => {
  it("has bars with the gaps of the chart, and the colors of series and points", () => {
    const [first, second] = [
      series("A", 0, [1, -2], {
        negativeFill: "#FFFFFF",
        points: [{ index: 0, fill: "#FF0000", line, marker: null, explosion: 0 }]
      }),
      two[1]!
    ]
    const { series: drawn } = optionOf({ groups: [group("bar", [first, second])] })
    assert.deepStrictEqual(drawn.map((each: any) => [each.type, each.barGap, each.barCategoryGap]), [
      ["bar", "0.000%", "42.857%"],
      ["bar", "0.000%", "42.857%"]
    ])
    assert.deepStrictEqual(drawn[0].data, [
      { value: [0, 1], itemStyle: { color: "#FF0000", borderColor: "#D9D9D9", borderWidth: 1, borderType: "solid" } },
      { value: [1, -2], itemStyle: { color: "#FFFFFF", borderWidth: 0 } }
    ])
    assert.strictEqual(drawn[1].itemStyle.color, "#ED7D31")
  })

  it("has the first series of bars at the bottom, also in the legend", () => {
    const groups = [group("bar", two, { horizontal: true })]
    const axes = [axis({ ...categories, position: "left" }), axis({ ...numbers, position: "bottom" })]
    const legend = { position: "right", overlay: false, frame: null, font, hidden: [] } as const
    assert.deepStrictEqual(optionOf({ groups, axes }).series.map(({ data }: any) => data[0].value), [[3, 0], [1, 0]])
    assert.deepStrictEqual(LegendEntries.of(picture({ groups, axes, legend })).map(({ text }) => text), ["B", "A"])
    const reversed = [{ ...axes[0]!, reversed: true }, axes[1]!]
    assert.deepStrictEqual(
      optionOf({ groups, axes: reversed }).series.map(({ data }: any) => data[0].value),
      [[1, 0], [3, 0]]
    )
    assert.deepStrictEqual(
      LegendEntries.of(picture({ groups, axes: reversed, legend })).map(({ text }) => text),
      ["A", "B"]
    )
  })

  it("stacks shares of 100 %", () => {
    const { series: drawn } = optionOf({ groups: [group("bar", two, { stacking: "percent", overlap: 1 })] })
    assert.deepStrictEqual(drawn.map(({ data }: any) => data.map(({ value }: any) => value)), [
      [[0, 0.25], [1, 1]],
      [[0, 0.75], [1, null]]
    ])
    assert.deepStrictEqual(new Set(drawn.map(({ stack }: any) => stack)).size, 1)
  })

  it("has the scale and the labels of the axes", () => {
    const { xAxis, yAxis } = optionOf({ groups: [group("bar", two)] })
    assert.deepStrictEqual([xAxis[0].type, xAxis[0].data, xAxis[0].boundaryGap], ["category", ["Jan", "Feb"], true])
    const { axisLabel, interval, max, min, splitLine, type } = yAxis[0]
    assert.deepStrictEqual([type, min, max, interval, splitLine.show], ["value", 0, 4, 2, true])
    assert.deepStrictEqual([0, 2, 4, 3].map((value) => axisLabel.formatter(value)), ["0 €", "2 €", "4 €", ""])
  })

  it("turns labels that do not fit beside each other, and leaves out those that do not fit at all", () => {
    const labels = (count: number) => Array.from({ length: count }, (_, index) => `Category ${index}`)
    const scaled = (count: number, fields: Partial<Axis> = {}) =>
      optionOf({
        groups: [group("line", two)],
        axes: [
          {
            ...categories,
            scale: { kind: "category", labels: labels(count), interval: null, between: true },
            ...fields
          },
          numbers
        ]
      }).xAxis[0].axisLabel
    assert.deepStrictEqual([scaled(3).interval, scaled(3).rotate], [0, undefined])
    assert.deepStrictEqual([scaled(16).interval, scaled(16).rotate], [0, 45])
    assert.deepStrictEqual([scaled(100).interval > 0, scaled(100).rotate], [true, 90])
    assert.strictEqual(scaled(3, { labelRotation: -30 }).rotate, 30)
  })

  it("has the texts of data labels, beyond the end of a bar", () => {
    const labels = { texts: ["1 €", null], position: "outsideEnd", font } as const
    const [drawn] = optionOf({ groups: [group("bar", [series("A", 0, [1, -2], { labels })])] }).series
    assert.deepStrictEqual(drawn.data.map(({ label }: any) => label.position), ["top", "bottom"])
    assert.deepStrictEqual([0, 1].map((dataIndex) => drawn.label.formatter({ dataIndex })), ["1 €", ""])
  })

  it("has lines with markers, and gaps or none", () => {
    const marker = { symbol: "diamond", size: 6, fill: "#00FF00", line: null } as const
    const [drawn] = optionOf({
      groups: [group("line", [series("A", 0, [1, null], { line, marker, connected: true, smooth: true })])]
    }).series
    assert.deepStrictEqual([drawn.type, drawn.symbol, drawn.symbolSize, drawn.connectNulls], [
      "line",
      "diamond",
      8,
      true
    ])
    assert.deepStrictEqual([drawn.lineStyle.color, drawn.lineStyle.width], ["#D9D9D9", 1])
    assert.isAbove(drawn.smooth, 0)
  })

  it("has points by x and y, and bubbles by their areas", () => {
    const x = { ...numbers, id: "c", position: "bottom" as const }
    const [points] = optionOf({
      axes: [x, numbers],
      groups: [group("scatter", [series("A", 0, [1, 2], { x: [3, 4], line })])]
    }).series
    assert.deepStrictEqual(points.data.map(({ value }: any) => value), [[3, 1], [4, 2]])
    const [bubbles] = optionOf({
      axes: [x, numbers],
      groups: [group("bubble", [series("A", 0, [1, 2], { x: [3, 4], sizes: [1, 4] })])]
    }).series
    const [small, large] = bubbles.data.map(({ symbolSize }: any) => symbolSize)
    assert.strictEqual(large / small, 2)
  })

  it("has the slices of a pie clockwise from the top, and the rings of a doughnut from the inside", () => {
    const slices = series("A", 0, [1, 3], {
      points: [
        { index: 0, fill: "#FF0000", line: null, marker: null, explosion: 0 },
        { index: 1, fill: "#00FF00", line: null, marker: null, explosion: 0.25 }
      ]
    })
    const [pie] = optionOf({ axes: [], groups: [group("pie", [slices], { axes: null, firstAngle: 30 })] }).series
    assert.deepStrictEqual([pie.startAngle, pie.clockwise, pie.radius[0]], [60, true, 0])
    assert.deepStrictEqual(pie.data.map(({ itemStyle, selected, value }: any) => [value, itemStyle.color, selected]), [
      [1, "#FF0000", false],
      [3, "#00FF00", true]
    ])
    const rings = optionOf({ axes: [], groups: [group("doughnut", [slices, slices], { axes: null })] }).series
    assert.strictEqual(rings[0].radius[1], rings[1].radius[0])
    assert.strictEqual(rings[0].radius[0], rings[1].radius[1] / 2)
  })

  it("has the spokes of a radar clockwise", () => {
    const { radar, series: drawn } = optionOf({
      groups: [group("radar", [series("A", 0, [1, 2, 3], { line })], { categories: ["N", "SE", "SW"] })]
    })
    assert.deepStrictEqual(radar.indicator.map(({ max, name }: any) => [name, max]), [["N", 4], ["SW", 4], ["SE", 4]])
    assert.deepStrictEqual(drawn[0].data, [{ value: [1, 3, 2] }])
  })

  it("has lines from high to low, and bars from open to close, of the categories with values", () => {
    const { series: drawn } = optionOf({
      groups: [
        group("line", [series("Open", 0, [2, null]), series("High", 1, [4, null]), series("Close", 2, [1, null])], {
          highLowLine: line,
          upDownBars: { up: "#FFFFFF", down: "#000000", line }
        })
      ]
    })
    assert.deepStrictEqual(drawn.slice(0, 2).map(({ data, type }: any) => [type, data]), [
      ["custom", [[0, 1, 4]]],
      ["custom", [[0, 2, 1]]]
    ])
  })

  it("has only the extreme points of a long series", () => {
    const values = Array.from({ length: 100_000 }, (_, index) => index === 54_321 ? 9 : 1)
    const [drawn] = optionOf({ groups: [group("line", [series("A", 0, values, { line })])] }).series
    assert.isAtMost(drawn.data.length, 5000)
    assert.deepInclude(drawn.data.map(({ value }: any) => value), [54_321, 9])
  })

  it("leaves space for the title and the legend", () => {
    const title = { text: "Sales", font: { ...font, size: 14 }, rotation: null, overlay: false, frame: null }
    const legend = { position: "bottom", overlay: false, frame: null, font, hidden: [] } as const
    const groups = [group("bar", two)]
    const free = Layout.of(picture({ groups }))
    const used = Layout.of(picture({ groups, title, legend }))
    assert.isAbove(used.plot.top, free.plot.top)
    assert.isBelow(used.plot.top + used.plot.height, used.legend!.top)
    const over = Layout.of(
      picture({ groups, title: { ...title, overlay: true }, legend: { ...legend, overlay: true } })
    )
    assert.deepStrictEqual(over.plot, free.plot)
    const hand = Layout.of(picture({
      groups,
      plot: { fill: null, border: null, frame: { left: 0.25, top: 0.5, width: 0.5, height: 0.25 } }
    }))
    assert.deepStrictEqual([hand.plot, hand.isPlotFixed], [{ left: 120, top: 144, width: 240, height: 72 }, true])
  })

  it("says what cannot be drawn", () => {
    const { graphic, series: drawn } = optionOf({ undrawable: "3-D pie" })
    assert.isUndefined(drawn)
    assert.include(JSON.stringify(graphic), "3-D pie")
  })
})

describe("the size of an image", () => {
  const chart = { width: 480, height: 288 }

  it("is that of the chart without a size", () => {
    for (const fittingMode of Chart.FittingMode.literals) {
      assert.deepStrictEqual(Fitting.of(chart, { width: 0, height: 0, fittingMode }), chart)
    }
  })

  it("keeps the proportions for one side, and for Fit", () => {
    for (
      const size of [{ width: 240 }, { width: 240, height: 0 }, { width: 240, height: 900 }, {
        width: 900,
        height: 144
      }]
    ) {
      const { height, width } = Fitting.of(chart, size)
      assert.deepStrictEqual([width, height], [240, 144], JSON.stringify(size))
    }
  })

  it("is the given one for FitAndCenter and Fill", () => {
    const svg = "<svg width=\"480\" height=\"288\"></svg>"
    const size = { width: 240, height: 200 }
    for (const [fittingMode, place] of [["FitAndCenter", "xMidYMid"], ["Fill", "none"]] as const) {
      assert.deepStrictEqual(Fitting.of(chart, { ...size, fittingMode }), size)
      assert.include(Fitting.fit(svg, chart, { ...size, fittingMode }), `preserveAspectRatio="${place}"`)
    }
  })

  it("is limited for a huge chart", () => {
    const { height, width } = Fitting.of({ width: 100, height: 1_000_000 }, {})
    assert.deepStrictEqual([width, height], [1, Fitting.maxSide])
  })
})

describe("images of charts", () => {
  const rows = [["Month", "North", "South", "East", "West"], ["Jan", 10, 14, 7, 9], ["Feb", 12, 16, 8, 9]]

  it.effect("are drawn for every type of chart", () =>
    Effect.gen(function*() {
      const book = yield* Book.make({ Data: rows })
      const [data] = book.sheets
      let count = 0
      for (const type of Chart.ChartType.literals) {
        const area = { top: 0, left: 0, bottom: 2, right: 4 }
        const added = yield* Effect.either(book.addChart(data!, { type, source: { sheet: data!, area } }))
        // stock charts with a volume need five series
        if (Either.isLeft(added)) continue
        const { height, isBlank, width } = decode(yield* Draw.png(yield* book.chartPicture(added.right)))
        assert.deepStrictEqual([width, height, isBlank], [480, 288, false], type)
        count++
      }
      assert.isAbove(count, 60)
    }), 60_000)

  it.effect("are drawn without data, and of charts without a size", () =>
    Effect.gen(function*() {
      const book = yield* Book.make({ Data: rows })
      const empty = yield* book.addChart(book.sheets[0]!, { type: "Pie" })
      assert.strictEqual(decode(yield* Draw.png(yield* book.chartPicture(empty))).width, 480)
      const legend = { position: "right", overlay: false, frame: null, font, hidden: [] } as const
      for (const groups of [[], [group("bar", two)], [group("pie", two, { axes: null })]]) {
        const { height, width } = decode(yield* Draw.png(picture({ width: 0, height: 0, groups, legend })))
        assert.deepStrictEqual([width, height], [1, 1])
      }
    }))

  it.effect("are drawn if no point is on the scale", () =>
    Effect.gen(function*() {
      const scale = { ...numbers.scale, minimum: 10, maximum: 20 } as Axis["scale"]
      for (const kind of ["bar", "line", "area"] as const) {
        const drawn = picture({ axes: [categories, { ...numbers, scale }], groups: [group(kind, two)] })
        assert.isFalse(decode(yield* Draw.png(drawn)).isBlank, kind)
      }
    }))

  const corpus = fileURLToPath(new URL("../../../../../shared/corpus", import.meta.url))

  it.effect.skipIf(!existsSync(corpus))("are drawn of all charts of real workbooks", () =>
    Effect.gen(function*() {
      let count = 0
      for (const name of readdirSync(corpus, { recursive: true }).map(String)) {
        if (!name.endsWith(".xlsx")) continue
        const book = yield* Book.open(readFileSync(join(corpus, name)))
        for (const chart of book.sheets.flatMap((sheet) => book.charts(sheet))) {
          const drawn = yield* book.chartPicture(chart)
          assert.isNull(drawn.undrawable, name)
          assert.isFalse(decode(yield* Draw.png(drawn)).isBlank, name)
          count++
        }
      }
      assert.isAbove(count, 0)
    }), 60_000)

  const layer = Emulator.layerHttpClient({ books: { "book.xlsx": makeBook({ sheets: [{ name: "Data", rows }] }) } })

  const charts = `${workbook()}/worksheets('Data')/charts`

  const image = (path: string) => send("GET", `${charts}('Chart 1')/image${path}`)

  const addChart = send("POST", `${charts}/add`, { body: { type: "Line", sourceData: "A1:E3", seriesBy: "Auto" } })

  const sizeOf = (value: string) => {
    const { height, width } = decode(Either.getOrThrow(Encoding.decodeBase64(value)))
    return [width, height]
  }

  it.effect("are answered in base64, with the size of the request", () =>
    Effect.gen(function*() {
      yield* addChart
      for (
        const [path, size] of [
          ["", [480, 288]],
          ["()", [480, 288]],
          ["(width=0,height=0,fittingMode='fit')", [480, 288]],
          ["(width=240)", [240, 144]],
          ["(width=100,height=300)", [100, 60]],
          ["(width=100,height=300,fittingMode='FitAndCenter')", [100, 300]],
          ["(width=100,height=300,fittingMode='Fill')", [100, 300]]
        ] as const
      ) {
        const { body, status } = yield* image(path)
        assert.strictEqual(status, 200, path)
        assert.deepStrictEqual(sizeOf(body.value), [...size], path)
      }
    }).pipe(Effect.provide(layer)), 30_000)

  it.effect("of invalid sizes are refused, and those of charts that do not exist", () =>
    Effect.gen(function*() {
      yield* addChart
      for (
        const path of [
          "(width=-1)",
          "(width=100000)",
          "(width=10,height=-5)",
          "(height=10)",
          "(width=10,fittingMode='Fit')",
          "(width=10,height=10,fittingMode='Stretch')"
        ]
      ) {
        const { body, status } = yield* image(path)
        assert.deepStrictEqual([status, body.error.code], [400, "InvalidArgument"], path)
      }
      assert.strictEqual((yield* send("GET", `${charts}('None')/image`)).status, 404)
    }).pipe(Effect.provide(layer)))

  it.effect("show the present values", () =>
    Effect.gen(function*() {
      yield* addChart
      const before = (yield* image("")).body.value
      yield* send("PATCH", `${workbook()}/worksheets('Data')/range(address='B2')`, { body: { values: [[99]] } })
      assert.notStrictEqual((yield* image("")).body.value, before)
    }).pipe(Effect.provide(layer)))
})
