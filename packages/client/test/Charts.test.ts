import { Chart, ChartAxis, ChartFormat, ChartSeries, Range, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect } from "effect"
import { inSession } from "./support/Emulated.js"

const summary = Worksheet.named("Summary")

const addChart = Effect.map(
  Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" }),
  ({ name }) => Chart.named(summary, name ?? "")
)

describe("Chart", () => {
  it.effect("is added, listed, read, changed, moved and deleted", () =>
    inSession(Effect.gen(function*() {
      const chart = yield* addChart
      yield* Chart.create(summary, { name: "Empty" })
      assert.deepStrictEqual((yield* Chart.list(summary)).map(({ name }) => name), [
        "Revenue by region",
        "Chart 1",
        "Empty"
      ])
      const expanded = yield* Chart.get(chart, {
        select: ["name"],
        expand: { title: Chart.Title, series: ChartSeries.ChartSeries }
      })
      assert.deepStrictEqual([expanded.name, expanded.title?.visible, expanded.series.length], ["Chart 1", true, 1])
      yield* chart.pipe(Chart.setData({ sourceData: "A3:B7", seriesBy: "Rows" }))
      assert.strictEqual((yield* ChartSeries.list(chart)).length, 4)
      yield* Chart.setPosition(chart, { startCell: "A20" })
      const renamed = yield* Chart.update(chart, {
        name: "Sales",
        width: 400,
        axes: { valueAxis: { maximum: 20000, title: { text: "Euros" } } },
        legend: { position: "Left" }
      })
      assert.deepStrictEqual([renamed.name, renamed.left, renamed.width], ["Sales", 0, 400])
      const sales = Chart.named(summary, "Sales")
      assert.strictEqual((yield* ChartAxis.get(ChartAxis.value(sales))).maximum, 20000)
      assert.strictEqual((yield* ChartAxis.getTitle(ChartAxis.title(ChartAxis.value(sales)))).text, "Euros")
      assert.strictEqual((yield* Chart.getLegend(Chart.legend(sales))).position, "Left")
      yield* Chart.delete(sales)
      yield* Chart.delete(Chart.named(summary, "Empty"))
      assert.strictEqual((yield* Chart.list(summary)).length, 1)
      assert.strictEqual((yield* Effect.flip(Chart.get(sales)))._tag, "NotFound")
    })))

  it.effect("by its position can be deleted after it is pinned", () =>
    inSession(Effect.gen(function*() {
      yield* addChart
      const removal = Chart.delete(Chart.itemAt(summary, 0))
      yield* WorkbookSession.verified(removal)
      assert.deepStrictEqual((yield* Chart.list(summary)).map(({ name }) => name), ["Chart 1"])
    })))

  it.effect("shows the values of its cells as points", () =>
    inSession(Effect.gen(function*() {
      const series = ChartSeries.itemAt(yield* addChart, 0)
      yield* Range.write(Range.on(summary, "B4"), [[1]])
      assert.deepStrictEqual(yield* ChartSeries.points(series, { top: 1 }), [{ value: 1 }])
      const point = ChartSeries.pointAt(series, 0)
      yield* ChartFormat.setSolidColor(ChartFormat.fill(point), "tomato")
      yield* ChartFormat.clearFill(ChartFormat.fill(point))
      assert.strictEqual(
        (yield* Effect.flip(ChartFormat.setSolidColor(ChartFormat.fill(point), "tomatoe")))._tag,
        "InvalidRequest"
      )
    })))

  it("has the way of its worksheet", () => {
    expectTypeOf(Chart.named(summary, "Sales")).toEqualTypeOf<Chart.ChartRef<"stable">>()
    expectTypeOf(ChartSeries.itemAt(Chart.named(summary, "Sales"), 0)).toEqualTypeOf<
      ChartSeries.ChartSeriesRef<"byPosition">
    >()
    expectTypeOf(ChartFormat.font(Chart.title(Chart.named(summary, "Sales")))).toEqualTypeOf<
      ChartFormat.FontRef<"stable">
    >()
    // @ts-expect-error gridlines have no font
    assert.isDefined(ChartFormat.font(ChartAxis.majorGridlines(ChartAxis.value(Chart.named(summary, "Sales")))))
  })
})
