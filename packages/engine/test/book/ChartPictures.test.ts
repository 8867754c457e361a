import type { ChartPicture, Model } from "@effect-workbook/engine"
import type { Area } from "@effect-workbook/schema/Area"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { pack } from "../support/makeBook.js"
import { make, open, sheet, unpack, write } from "../support/openBook.js"

const rows = [
  ["Month", "North", "South"],
  ["Jan", 10, -4],
  ["Feb", 12, 16],
  ["Mar", null, 17]
]

const all: Area = { top: 0, left: 0, bottom: 3, right: 2 }

/** A book with a chart of the rows. */
const withChart = (type: Model.NewChart["type"], data: ReadonlyArray<ReadonlyArray<any>> = rows, area = all) =>
  Effect.gen(function*() {
    const book = yield* make({ sheets: [{ name: "Data", rows: data }], formats: ["0.0%", "yyyy-mm-dd"] })
    const data1 = sheet(book, "Data")
    const chart = yield* book.addChart(data1, { type, source: { sheet: data1, area } })
    return { book, chart }
  })

/** The picture of a chart whose part was edited as text. */
const edited = (type: Model.NewChart["type"], edit: (xml: string) => string, data = rows, area = all) =>
  Effect.gen(function*() {
    const { book } = yield* withChart(type, data, area)
    const parts = new Map(unpack(book.save()))
    const before = parts.get("xl/charts/chart1.xml")!
    const after = edit(before)
    assert.notStrictEqual(after, before)
    parts.set("xl/charts/chart1.xml", after)
    const opened = yield* open(pack(parts))
    const [chart] = opened.charts(sheet(opened, "Data"))
    return yield* opened.chartPicture(chart!)
  })

const axisAt = ({ axes, groups }: ChartPicture.ChartPicture, which: 0 | 1): ChartPicture.Axis =>
  axes.find(({ id }) => id === groups[0]?.axes?.[which])!

describe("the picture of a chart", () => {
  it.effect("has the series, the categories, the colors and the scale", () =>
    Effect.gen(function*() {
      const { book, chart } = yield* withChart("ColumnClustered")
      const picture = yield* book.chartPicture(chart)
      assert.deepStrictEqual([picture.width, picture.height, picture.undrawable], [chart.width, chart.height, null])
      const [group] = picture.groups
      assert.deepStrictEqual([group?.kind, group?.stacking, group?.horizontal], ["bar", "none", false])
      assert.deepStrictEqual(group?.series.map(({ fill, name, order, values }) => ({ fill, name, order, values })), [
        { name: "North", order: 0, values: [10, 12, null], fill: "#4472C4" },
        { name: "South", order: 1, values: [-4, 16, 17], fill: "#ED7D31" }
      ])
      const category = axisAt(picture, 0)
      assert.deepStrictEqual(category.scale, {
        kind: "category",
        labels: ["Jan", "Feb", "Mar"],
        interval: null,
        between: true
      })
      assert.deepStrictEqual([category.position, category.atZero], ["bottom", true])
      const { scale } = axisAt(picture, 1)
      assert.strictEqual(scale.kind, "linear")
      assert.deepStrictEqual(scale.kind === "linear" ? [scale.minimum, scale.maximum, scale.labels] : [], [
        -10,
        20,
        ["-10", "-5", "0", "5", "10", "15", "20"]
      ])
    }))

  it.effect("has the present values of the cells, and not the copies in the chart", () =>
    Effect.gen(function*() {
      const { book, chart } = yield* withChart("Line")
      yield* write(book, "Data!A2:B2", [["January", 99]])
      const picture = yield* book.chartPicture(chart)
      assert.deepStrictEqual(picture.groups[0]?.series[0]?.values, [99, 12, null])
      const { scale } = axisAt(picture, 0)
      assert.deepStrictEqual(scale.kind === "category" ? scale.labels : [], ["January", "Feb", "Mar"])
    }))

  it.effect("has the stored values if the cells are in another workbook", () =>
    Effect.gen(function*() {
      const picture = yield* edited(
        "ColumnClustered",
        (xml) => xml.replaceAll(/<c:f>Data!/g, "<c:f>[1]Other!")
      )
      assert.deepStrictEqual(picture.groups[0]?.series.map(({ name, values }) => [name, values]), [
        ["North", [10, 12, null]],
        ["South", [-4, 16, 17]]
      ])
    }))

  it.effect("has the look that the changes of the chart set", () =>
    Effect.gen(function*() {
      const { book, chart } = yield* withChart("BarStacked")
      yield* book.updateChart(chart, [
        { kind: "title", text: "Sales" },
        { kind: "legend", position: "Right" },
        { kind: "font", of: { kind: "title" }, size: 20, bold: true, color: "#112233" },
        { kind: "axis", axis: "value", minimum: -20, maximum: 40, majorUnit: 20 },
        { kind: "axisTitle", axis: "category", text: "Month" },
        { kind: "dataLabels", showValue: true, position: "Center" },
        { kind: "fill", of: { kind: "series", series: 1 }, color: "#00FF00" },
        { kind: "fill", of: { kind: "point", series: 0, point: 1 }, color: "#FF0000" },
        { kind: "fill", of: { kind: "area" }, color: null }
      ])
      const picture = yield* book.chartPicture(chart)
      assert.deepStrictEqual([picture.title?.text, picture.legend?.position, picture.fill], ["Sales", "right", null])
      assert.deepStrictEqual(picture.title?.font, { size: 20, bold: true, italic: false, color: "#112233" })
      const { scale } = axisAt(picture, 1)
      assert.deepStrictEqual(scale.kind === "linear" ? scale.labels : [], ["-20", "0", "20", "40"])
      assert.deepStrictEqual([axisAt(picture, 0).title?.text, axisAt(picture, 0).position], ["Month", "left"])
      const [group] = picture.groups
      assert.deepStrictEqual([group?.horizontal, group?.stacking], [true, "stacked"])
      assert.strictEqual(group?.series[1]?.fill, "#00FF00")
      assert.deepStrictEqual(group?.series[0]?.points.map(({ fill, index }) => [index, fill]), [[1, "#FF0000"]])
      assert.deepStrictEqual(group?.series[0]?.labels?.texts, ["10", "12", null])
      assert.strictEqual(group?.series[0]?.labels?.position, "center")
    }))

  it.effect("has shares on the axis of stacked percentages", () =>
    Effect.gen(function*() {
      const { book, chart } = yield* withChart("AreaStacked100", [["", "A", "B"], ["x", 1, 3], ["y", 2, 2]], {
        ...all,
        bottom: 2
      })
      const picture = yield* book.chartPicture(chart)
      const { scale } = axisAt(picture, 1)
      assert.deepStrictEqual(scale.kind === "linear" ? [scale.minimum, scale.maximum, scale.labels.at(-1)] : [], [
        0,
        1,
        "100%"
      ])
      assert.strictEqual(picture.groups[0]?.stacking, "percent")
    }))

  it.effect("has the number formats of the cells in labels", () =>
    Effect.gen(function*() {
      const share = (value: number) => ({ xml: `<c r="B${value}" s="1"><v>${value / 10}</v></c>` })
      const { book, chart } = yield* withChart("Pie", [["Kind", "Share"], ["a", share(2)], ["b", share(3)]], {
        top: 0,
        left: 0,
        bottom: 2,
        right: 1
      })
      yield* book.updateChart(chart, [
        { kind: "dataLabels", showValue: true, showCategoryName: true, showPercentage: true, separator: " / " }
      ])
      const picture = yield* book.chartPicture(chart)
      const [pie] = picture.groups
      assert.deepStrictEqual(pie?.series[0]?.labels?.texts, ["a / 20.0% / 40%", "b / 30.0% / 60%"])
      assert.deepStrictEqual(pie?.categories, ["a", "b"])
      assert.deepStrictEqual(pie?.series[0]?.points.map(({ fill }) => fill), ["#4472C4", "#ED7D31"])
    }))

  it.effect("has a place for each day of an axis of dates", () =>
    Effect.gen(function*() {
      const date = (row: number, serial: number) => ({ xml: `<c r="A${row}" s="2"><v>${serial}</v></c>` })
      const { book, chart } = yield* withChart(
        "Line",
        [["Day", "Sales"], [date(2, 45_352), 1], [date(3, 45_355), 2]],
        { top: 0, left: 0, bottom: 2, right: 1 }
      )
      const parts = new Map(unpack(book.save()))
      parts.set(
        "xl/charts/chart1.xml",
        parts.get("xl/charts/chart1.xml")!.replaceAll("c:catAx", "c:dateAx")
      )
      const opened = yield* open(pack(parts))
      const picture = yield* opened.chartPicture(
        opened.charts(sheet(opened, "Data")).find(({ id }) => id === chart.id)!
      )
      const { scale } = axisAt(picture, 0)
      assert.deepStrictEqual(scale.kind === "category" ? scale.labels : [], [
        "2024-03-01",
        "2024-03-02",
        "2024-03-03",
        "2024-03-04"
      ])
      assert.deepStrictEqual(picture.groups[0]?.series[0]?.values, [1, null, null, 2])
      assert.strictEqual(picture.groups[0]?.series[0]?.connected, true)
    }))

  it.effect("leaves out hidden cells", () =>
    Effect.gen(function*() {
      const hidden = `<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>`
      const book = yield* make({
        sheets: [{
          name: "Data",
          data: `<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>1</v></c></row>${hidden}` +
            `<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4</v></c></row>`
        }]
      })
      const data = sheet(book, "Data")
      const chart = yield* book.addChart(data, {
        type: "ColumnClustered",
        source: { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
      })
      const picture = yield* book.chartPicture(chart)
      assert.deepStrictEqual(picture.groups[0]?.series.map(({ values }) => values), [[0, 3], [1, 4]])
    }))

  it.effect("has x values and sizes of bubbles, and a scale for both axes", () =>
    Effect.gen(function*() {
      const { book, chart } = yield* withChart("Bubble", [["x", "y", "z"], [1, 10, 4], [3, 30, 9]], {
        top: 0,
        left: 0,
        bottom: 2,
        right: 2
      })
      const picture = yield* book.chartPicture(chart)
      const [group] = picture.groups
      assert.deepStrictEqual([group?.kind, group?.series[0]?.x, group?.series[0]?.values, group?.series[0]?.sizes], [
        "bubble",
        [1, 3],
        [10, 30],
        [4, 9]
      ])
      assert.deepStrictEqual(picture.axes.map(({ scale }) => scale.kind), ["linear", "linear"])
    }))

  it.effect("has logarithmic and reversed axes", () =>
    Effect.gen(function*() {
      const picture = yield* edited("Line", (xml) =>
        xml.replace(
          /(<c:valAx>.*?<c:scaling>)<c:orientation val="minMax"\/>/s,
          "$1<c:logBase val=\"10\"/><c:orientation val=\"maxMin\"/>"
        ))
      const axis = axisAt(picture, 1)
      assert.deepStrictEqual(axis.scale, {
        kind: "logarithmic",
        base: 10,
        minimum: 1,
        maximum: 100,
        labels: ["1", "10", "100"]
      })
      assert.strictEqual(axis.reversed, true)
      // the axis of the categories starts where the values start
      assert.strictEqual(axisAt(picture, 0).position, "top")
    }))

  it.effect("has gradients and transparent colors", () =>
    Effect.gen(function*() {
      const picture = yield* edited("ColumnClustered", (xml) =>
        xml.replace(
          /<c:spPr><a:solidFill><a:schemeClr val="accent1"><\/a:schemeClr><\/a:solidFill><\/c:spPr>|<c:spPr>.*?<\/c:spPr>/s,
          "<c:spPr><a:gradFill><a:gsLst><a:gs pos=\"0\"><a:srgbClr val=\"FF0000\"/></a:gs><a:gs pos=\"100000\">" +
            "<a:srgbClr val=\"0000FF\"><a:alpha val=\"50000\"/></a:srgbClr></a:gs></a:gsLst><a:lin ang=\"5400000\"/>" +
            "</a:gradFill></c:spPr>"
        ))
      assert.deepStrictEqual(picture.groups[0]?.series[0]?.fill, {
        angle: 90,
        stops: [{ offset: 0, color: "#FF0000" }, { offset: 1, color: "#0000FF80" }]
      })
    }))

  it.effect("names a kind that cannot be drawn", () =>
    Effect.gen(function*() {
      for (
        const [type, name] of [["Surface", "3-D surface"], ["3DPie", "3-D pie"], ["PieOfPie", "pie of pie"]] as const
      ) {
        const { book, chart } = yield* withChart(type)
        const picture = yield* book.chartPicture(chart)
        assert.deepStrictEqual([picture.undrawable, picture.groups], [name, []])
      }
    }))

  it.effect("of a deleted chart is refused", () =>
    Effect.gen(function*() {
      const { book, chart } = yield* withChart("Line")
      yield* book.deleteChart(chart)
      assert.strictEqual((yield* Effect.flip(book.chartPicture(chart))).code, "itemNotFound")
    }))

  it.effect("can be read of every type that can be added, and does not change the file", () =>
    Effect.gen(function*() {
      for (
        const type of ["StockOHLC", "Radar", "RadarFilled", "Doughnut", "XYScatterSmooth", "BarStacked100"] as const
      ) {
        const { book, chart } = yield* withChart(type, [["", "O", "H", "L", "C"], ["a", 2, 4, 1, 3]], {
          top: 0,
          left: 0,
          bottom: 1,
          right: 4
        })
        const before = book.save()
        const picture = yield* book.chartPicture(chart)
        assert.strictEqual(picture.undrawable, null, type)
        assert.isTrue(picture.groups.every(({ series }) => series.length > 0), type)
        assert.isTrue(Buffer.from(before).equals(book.save()), type)
      }
    }))
})
