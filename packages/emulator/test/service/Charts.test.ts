import * as Book from "@effect-workbook/engine/Book"
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { Catalogue, type Endpoint } from "@effect-workbook/schema"
import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import { Emulator } from "../../src/index.js"
import { codeOf, send, workbook } from "./support.js"

const book = makeBook({
  sheets: [
    {
      name: "Data",
      rows: [
        ["Month", "North", "South"],
        ["Jan", 10, 14],
        ["Feb", 12, 16],
        ["Mar", 15, 17]
      ]
    },
    { name: "Other", rows: [["x", 1], ["y", 2]] }
  ]
})

const charts = "/worksheets('Data')/charts"
const sales = `${charts}('Sales')`

const call = (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown) =>
  send(method, `${workbook()}${path}`, body === undefined ? {} : { body })

/** Sends a request and decodes the answer by the catalogue. */
const ask = <E extends Endpoint.Any>(endpoint: E, path: string, body?: unknown) =>
  Effect.gen(function*() {
    const reply = yield* call(endpoint.method, path, body)
    assert.strictEqual(reply.status, endpoint.success, JSON.stringify(reply.body))
    const result: Endpoint.Result<E> = yield* Schema.decodeUnknown(endpoint.result)(reply.body)
    return result
  })

/** Adds a chart with the name `Sales`. */
const addSales = Effect.gen(function*() {
  const { name } = yield* ask(Catalogue.charts.add, `${charts}/add`, { type: "ColumnClustered", sourceData: "A1:C4" })
  return yield* ask(Catalogue.chart.update, `${charts}('${name}')`, { name: "Sales" })
})

/** Opens the file as it was saved, and reads the chart at a position. */
const saved = (position = 0) =>
  Effect.gen(function*() {
    const client = yield* HttpClient.HttpClient
    const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
    const opened = yield* Book.open(new Uint8Array(yield* response.arrayBuffer))
    const sheet = Option.getOrThrow(opened.sheetByKey("Data"))
    const [...all] = opened.charts(sheet)
    const chart = all[position]
    assert.isDefined(chart)
    return { chart: chart!, content: yield* opened.readChart(chart!), count: all.length }
  })

const layer = Emulator.layerHttpClient({ books: { "book.xlsx": book } })

const test = <A, E>(
  title: string,
  effect: Effect.Effect<
    A,
    E,
    Effect.Effect.Context<ReturnType<typeof saved>> | Effect.Effect.Context<ReturnType<typeof send>>
  >
) => it.effect(title, () => Effect.provide(effect, layer))

describe("charts", () => {
  test(
    "are added, listed, counted, found, renamed and deleted",
    Effect.gen(function*() {
      const added = yield* ask(Catalogue.charts.add, `${charts}/add`, {
        type: "LineMarkers",
        sourceData: "Data!A1:C4",
        seriesBy: "Rows"
      })
      assert.deepStrictEqual([added.name, added.width, added.height], ["Chart 1", 360, 216])
      const empty = yield* ask(Catalogue.charts.create, charts, { name: "Empty", left: 10, top: 20, width: 100 })
      assert.deepStrictEqual([empty.name, empty.left, empty.top, empty.width, empty.height], [
        "Empty",
        10,
        20,
        100,
        216
      ])
      const { value } = yield* ask(Catalogue.charts.list, charts)
      assert.deepStrictEqual(value, [added, empty])
      assert.deepStrictEqual(yield* ask(Catalogue.charts.count, `${charts}/$count`.replace("$count", "count()")), {
        value: 2
      })
      for (
        const path of [
          `${charts}('chart%201')`,
          `${charts}/Chart 1`,
          `${charts}('${encodeURIComponent(added.id)}')`,
          `${charts}/item(name='Chart 1')`,
          `${charts}/itemAt(index=0)`
        ]
      ) {
        assert.deepStrictEqual(yield* ask(Catalogue.chart.get, path), added, path)
      }
      assert.strictEqual((yield* call("POST", `${charts}/itemAt`, { index: 1 })).body.name, "Empty")
      assert.strictEqual((yield* call("GET", `${charts}('Empty')/worksheet`)).body.name, "Data")
      yield* ask(Catalogue.chart.delete, `${charts}('Chart 1')`)
      assert.strictEqual((yield* saved()).chart.name, "Empty")
      assert.strictEqual((yield* call("GET", `${charts}('Chart 1')`)).status, 404)
      yield* ask(Catalogue.chart.delete, `${charts}('Empty')`)
      assert.deepStrictEqual((yield* ask(Catalogue.charts.list, charts)).value, [])
    })
  )

  test(
    "are moved and resized in points, or to cells",
    Effect.gen(function*() {
      yield* addSales
      const moved = yield* ask(Catalogue.chart.update, sales, { left: 100.5, top: 33, width: 200, height: 150 })
      assert.deepStrictEqual([moved.left, moved.top, moved.width, moved.height], [100.5, 33, 200, 150])
      yield* ask(Catalogue.chart.setPosition, `${sales}/setPosition`, { startCell: "C3" })
      const at = yield* ask(Catalogue.chart.get, sales)
      // a column has 48 points and a row 15
      assert.deepStrictEqual([at.left, at.top, at.width, at.height], [96, 30, 200, 150])
      yield* ask(Catalogue.chart.setPosition, `${sales}/setPosition`, { startCell: "B2", endCell: "D5" })
      const { chart } = yield* saved()
      assert.deepStrictEqual([chart.left, chart.top, chart.width, chart.height], [48, 15, 144, 60])
    })
  )

  test(
    "show other data after setData",
    Effect.gen(function*() {
      yield* addSales
      assert.deepStrictEqual((yield* saved()).content.series.map(({ name }) => name), ["North", "South"])
      yield* ask(Catalogue.chart.setData, `${sales}/setData`, { sourceData: "A1:C4", seriesBy: "Rows" })
      assert.deepStrictEqual((yield* saved()).content.series.map(({ name }) => name), ["Jan", "Feb", "Mar"])
      yield* ask(Catalogue.chart.setData, `${sales}/setData`, { sourceData: "Other!A1:B2" })
      const { content } = yield* saved()
      assert.deepStrictEqual([content.series.length, content.points(0)], [1, [1, 2]])
    })
  )

  test(
    "are expanded, with their parts",
    Effect.gen(function*() {
      yield* addSales
      const { body } = yield* call(
        "GET",
        "/worksheets?$select=name&$expand=charts($select=name;$expand=title($select=text))"
      )
      assert.deepStrictEqual(body.value[0].charts[0].name, "Sales")
      assert.deepStrictEqual(body.value[0].charts[0].title.text, "Chart Title")
      const chart = yield* call(
        "GET",
        `${sales}?$expand=axes,dataLabels,format,legend,series($expand=points),worksheet`
      )
      assert.deepStrictEqual(chart.body.series.map((each: any) => each.points.map(({ value }: any) => value)), [
        [10, 12, 15],
        [14, 16, 17]
      ])
      assert.deepStrictEqual([chart.body.legend.position, chart.body.worksheet.name], ["Bottom", "Data"])
    })
  )
})

describe("parts of a chart", () => {
  test(
    "title, legend and data labels are read and updated",
    Effect.gen(function*() {
      yield* addSales
      assert.deepStrictEqual(yield* ask(Catalogue.chartTitle.get, `${sales}/title`), {
        overlay: false,
        text: "Chart Title",
        visible: true
      })
      yield* ask(Catalogue.chartTitle.update, `${sales}/title`, { text: "A & B <c>", overlay: true })
      yield* ask(Catalogue.chartLegend.update, `${sales}/legend`, { position: "Corner" })
      yield* ask(Catalogue.chartDataLabels.update, `${sales}/dataLabels`, {
        showValue: true,
        position: "InsideEnd",
        separator: "; "
      })
      const { content } = yield* saved()
      assert.deepStrictEqual(content.title, { text: "A & B <c>", overlay: true, visible: true })
      assert.deepStrictEqual([content.legend.position, content.dataLabels.position], ["Corner", "InsideEnd"])
      assert.deepStrictEqual([content.dataLabels.showValue, content.dataLabels.separator], [true, "; "])
      const hidden = yield* ask(Catalogue.chartTitle.update, `${sales}/title`, { visible: false })
      assert.deepStrictEqual(hidden, { overlay: false, text: null, visible: false })
      const legend = yield* ask(Catalogue.chartLegend.update, `${sales}/legend`, { visible: false })
      assert.strictEqual(legend.visible, false)
    })
  )

  test(
    "axes have scales, titles, gridlines and formats",
    Effect.gen(function*() {
      yield* addSales
      const value = `${sales}/axes/valueAxis`
      assert.deepStrictEqual(yield* ask(Catalogue.chartAxis.get, value), {
        majorUnit: 2,
        maximum: 18,
        minimum: 0,
        minorUnit: 0.4
      })
      const updated = yield* ask(Catalogue.chartAxis.update, value, { minimum: -10, maximum: 40, majorUnit: 10 })
      assert.deepStrictEqual(updated, { majorUnit: 10, maximum: 40, minimum: -10, minorUnit: 2 })
      const automatic = yield* ask(Catalogue.chartAxis.update, value, { minimum: "", maximum: "", majorUnit: "" })
      assert.deepStrictEqual([automatic.minimum, automatic.maximum], [0, 18])
      yield* ask(Catalogue.chartAxisTitle.update, `${value}/title`, { text: "Euros" })
      yield* ask(Catalogue.chartGridlines.update, `${value}/minorGridlines`, { visible: true })
      yield* ask(Catalogue.chartLine.update, `${value}/minorGridlines/format/line`, { color: "orange" })
      yield* ask(Catalogue.chartFont.update, `${sales}/axes/categoryAxis/format/font`, {
        bold: true,
        size: 14,
        color: "#00FF00"
      })
      const { content } = yield* saved()
      assert.deepStrictEqual(content.axisTitle("value"), { text: "Euros", visible: true })
      assert.strictEqual(content.line({ kind: "minorGridlines", axis: "value" }), "#FFA500")
      const font = content.font({ kind: "axis", axis: "category" })
      assert.deepStrictEqual([font.bold, font.size, font.color], [true, 14, "#00FF00"])
      assert.deepStrictEqual(yield* ask(Catalogue.chartAxis.get, `${sales}/axes/categoryAxis`), {
        majorUnit: null,
        maximum: null,
        minimum: null,
        minorUnit: null
      })
      assert.strictEqual((yield* call("GET", `${sales}/axes/seriesAxis`)).status, 404)
    })
  )

  test(
    "series and points are read, named, added and colored",
    Effect.gen(function*() {
      yield* addSales
      const series = `${sales}/series`
      assert.deepStrictEqual((yield* ask(Catalogue.chartSeriesList.list, series)).value, [{ name: "North" }, {
        name: "South"
      }])
      assert.strictEqual((yield* ask(Catalogue.chartSeriesList.count, `${series}/count()`)).value, 2)
      yield* ask(Catalogue.chartSeries.update, `${series}/itemAt(index=1)`, {
        name: "Süd",
        format: { line: { color: "FF0000" } }
      })
      assert.strictEqual((yield* ask(Catalogue.chartSeries.get, `${series}/1`)).name, "Süd")
      assert.strictEqual((yield* ask(Catalogue.chartSeries.get, `${series}('north')`)).name, "North")
      assert.strictEqual((yield* ask(Catalogue.chartSeriesList.create, series, { name: "Plan" })).name, "Plan")
      const points = `${series}/0/points`
      assert.deepStrictEqual((yield* ask(Catalogue.chartPoints.list, points)).value, [{ value: 10 }, { value: 12 }, {
        value: 15
      }])
      assert.strictEqual((yield* ask(Catalogue.chartPoints.count, `${points}/count`)).value, 3)
      assert.strictEqual((yield* ask(Catalogue.chartPoint.get, `${points}/itemAt(index=2)`)).value, 15)
      assert.strictEqual((yield* ask(Catalogue.chartPoints.create, points, { value: 99 })).value, 99)
      yield* ask(Catalogue.chartFill.setSolidColor, `${points}/itemAt(index=0)/format/fill/setSolidColor`, {
        color: "red"
      })
      yield* ask(Catalogue.chartFill.clear, `${series}/0/format/fill/clear`)
      yield* ask(Catalogue.chartFill.clear, `${sales}/format/fill/clear`, {})
      yield* ask(Catalogue.chartLine.clear, `${series}/0/format/line/clear`)
      const { content } = yield* saved()
      assert.deepStrictEqual(content.series, [
        { name: "North", points: 4 },
        { name: "Süd", points: 3 },
        { name: "Plan", points: 1 }
      ])
      assert.strictEqual(content.line({ kind: "series", series: 1 }), "#FF0000")
      assert.strictEqual(content.line({ kind: "series", series: 0 }), null)
      const cells = yield* call("GET", "/worksheets/Data/range(address='B5')?$select=values")
      assert.deepStrictEqual(cells.body.values, [[99]])
    })
  )
})

describe("refusals", () => {
  test(
    "name what is wrong, and change nothing",
    Effect.gen(function*() {
      yield* addSales
      const before = (yield* saved()).content.title
      for (
        const [method, path, body, status, code] of [
          ["POST", `${charts}/add`, { type: "Columns", sourceData: "A1:C4" }, 400, "invalidArgument"],
          ["POST", `${charts}/add`, { type: "Line" }, 400, "invalidArgument"],
          ["POST", `${charts}/add`, { type: "Line", sourceData: "None!A1" }, 404, "itemNotFound"],
          ["POST", `${charts}/add`, { type: "StockOHLC", sourceData: "A1:C4" }, 400, "invalidArgument"],
          ["POST", charts, { name: "SALES" }, 400, "itemAlreadyExists"],
          ["PATCH", sales, { width: -1 }, 400, "invalidArgument"],
          ["PATCH", sales, { title: { text: "New" }, format: { font: { color: "reddish" } } }, 400, "invalidArgument"],
          ["PATCH", sales, { title: { text: "New" }, dataLabels: { position: "BestFit" } }, 400, "invalidArgument"],
          [
            "PATCH",
            sales,
            { title: { text: "New" }, axes: { valueAxis: { minimum: 9, maximum: 1 } } },
            400,
            "invalidArgument"
          ],
          ["PATCH", `${sales}/axes/categoryAxis`, { minimum: 1 }, 400, "invalidArgument"],
          ["PATCH", `${sales}/axes/valueAxis/title/format/font`, { bold: true }, 400, "invalidArgument"],
          ["PATCH", `${sales}/legend`, { position: "Custom" }, 400, "invalidArgument"],
          ["POST", `${sales}/setPosition`, { startCell: "Other!A1" }, 400, "invalidArgument"],
          ["POST", `${sales}/format/fill/setSolidColor`, { color: "#12345" }, 400, "invalidArgument"],
          ["GET", `${charts}/itemAt(index=5)`, undefined, 404, "itemNotFound"],
          ["GET", `${sales}/series/itemAt(index=-1)`, undefined, 404, "itemNotFound"],
          ["GET", `${sales}/series/0/points/itemAt(index=9)`, undefined, 404, "itemNotFound"]
        ] as const
      ) {
        const reply = yield* call(method, path, body)
        assert.deepStrictEqual(
          [reply.status, codeOf(reply)],
          [status, code],
          `${path} ${JSON.stringify(body)} ${reply.body?.error?.message}`
        )
      }
      assert.deepStrictEqual((yield* saved()).content.title, before)
    })
  )
})
