import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { type Case, type Figure, higher, lower, once } from "../src/Case.js"
import { toSvg } from "../src/report/chart.js"
import { toPage } from "../src/report/page.js"
import { change, keep, toJson } from "../src/report/results.js"
import { toMarkdown, toText } from "../src/report/table.js"

const around = (median: number) => ({ median, low: median * 0.98, high: median * 1.02 })

const smallRequest: Case = {
  name: "smallRequest",
  title: "A small request",
  about: "What is measured.",
  chart: { title: "Time & CPU", keys: ["cpu", "peers.fetch"] },
  run: () => Promise.resolve([])
}

const resultOf = (...figures: ReadonlyArray<Figure>) => ({ case: smallRequest, figures })

const run = { date: "2026-11-27", node: "v20.20.2", machine: "2 × CPU" }

describe("change", () => {
  it("is worse or better where quartiles do not overlap", () => {
    const of = (figure: Figure, last: number) => change(figure, around(last))?.means
    assert.strictEqual(of(lower("cpu", "CPU", "×", around(2)), 1), "worse")
    assert.strictEqual(of(lower("cpu", "CPU", "×", around(1)), 2), "better")
    assert.strictEqual(of(higher("wall", "faster", "×", around(2)), 1), "better")
    assert.strictEqual(of(higher("wall", "faster", "×", around(1)), 2), "worse")
    assert.strictEqual(of(lower("cpu", "CPU", "×", around(1.08)), 1), "same")
    assert.strictEqual(of(lower("cpu", "CPU", "×", { median: 2, low: 1, high: 3 }), 1), "same")
    assert.isUndefined(change(lower("cpu", "CPU", "×", around(1)), undefined))
  })

  it.prop(
    "is the same in a run that was kept",
    [fc.record({
      low: fc.integer({ min: 1, max: 9 }),
      median: fc.integer({ min: 10, max: 20 }),
      high: fc.integer({ min: 21, max: 30 })
    })],
    ([sample]) => {
      const figure = lower("cpu", "CPU", "×", sample)
      const kept = keep(run, [resultOf(figure)])
      assert.deepStrictEqual(change(figure, kept.cases["smallRequest"]?.["cpu"]), { factor: 1, means: "same" })
    }
  )
})

const result = resultOf(
  lower("cpu", "effect-workbook, CPU", "×", { median: 1.23456, low: 1.1, high: 1.3 }),
  lower("peers.fetch", "fetch <global>", "×", once(3)),
  lower("rejected", "rejected", "", once(12_345))
)

const last = keep(run, [resultOf(lower("cpu", "effect-workbook, CPU", "×", once(1)))])

describe("the report", () => {
  it("nests the figures in the JSON", () => {
    assert.deepStrictEqual(toJson([result]), {
      smallRequest: { cpu: 1.235, peers: { fetch: 3 }, rejected: 12_350 }
    })
  })

  it("aligns the figures for a terminal", () => {
    assert.strictEqual(
      toText(result, last),
      [
        "A small request (smallRequest)",
        "  figure                median   quartiles          change",
        "  effect-workbook, CPU  1.23 ×  1.1 to 1.3  +23.5 %, worse",
        "  fetch <global>           3 ×",
        "  rejected              12,345"
      ].join("\n")
    )
  })

  it("makes a table for the page", () => {
    assert.strictEqual(
      toMarkdown(resultOf(lower("cpu", "CPU", "×", once(2))), undefined),
      [
        "| figure | median | quartiles | change |",
        "| ------ | -----: | --------: | -----: |",
        "| CPU    |    2 × |           |        |"
      ]
        .join("\n")
    )
  })

  it("names the run and the run before on the page", () => {
    const page = toPage({ ...run, date: "2026-12-01" }, [result], last)
    assert.match(page, /^# Benchmarks\n\n`npm run bench` has written this page on 2026-12-01/)
    assert.match(page, /since\sthe\srun\sof\s2026-11-27/)
    assert.include(page, "## A small request\n\nWhat is measured.\n\n| figure")
  })

  it("draws a bar for each figure of the chart", () => {
    const svg = toSvg([result])
    const widths = [...svg.matchAll(/<rect class="(\w+)"[^>]* width="(\d+)"/g)].map((
      [, name, width]
    ) => [name, Number(width)])
    assert.deepStrictEqual(widths.map(([name]) => name), ["ours", "other"])
    assert.isAbove(Number(widths[1]?.[1]), 2 * Number(widths[0]?.[1]))
    assert.include(svg, "fetch &lt;global&gt;")
    assert.include(svg, "Time &amp; CPU")
    assert.notInclude(svg, "rejected")
  })
})
