import {
  Filter,
  NamedItem,
  Query,
  Range,
  Table,
  TableSort,
  Worksheet,
  WorksheetProtection
} from "@effect-workbook/client"
import { Catalogue, Navigation, Worksheet as Described } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Fiber, Stream, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import { graph } from "./support/Script.js"
import { inSession as inScriptedSession } from "./support/Session.js"

const { inSession } = Emulated

const orders = Table.named("Orders")

/** The indices of the rows that are not hidden. */
const shown = Effect.flatMap(Table.countRows(orders), (count) =>
  Effect.map(
    Effect.forEach(Array.from({ length: count }, (_, index) => index), (index) =>
      Effect.map(
        Range.get(Range.at(`Orders!A${index + 2}`), { select: ["rowHidden"] }),
        ({ rowHidden }) => rowHidden === false ? [index] : []
      )),
    (indices) => indices.flat()
  ))

describe("Filter", () => {
  it.effect("filters by values, comparisons, items and conditions, and combines columns", () =>
    inSession(Effect.gen(function*() {
      const all = (yield* Table.rows(orders)).map(({ index, values }) => ({ index, row: values?.[0] ?? [] }))
      const indices = (test: (row: ReadonlyArray<unknown>) => boolean) =>
        all.filter(({ row }) => test(row)).map(({ index }) => index)
      const region = Filter.ofColumn(orders, "Region")
      const units = Filter.ofColumn(orders, "Units")
      yield* Filter.values(region, ["north"])
      assert.deepStrictEqual(yield* shown, indices((row) => row[2] === "North"))
      yield* Filter.custom(units, { criterion1: ">10" })
      assert.deepStrictEqual(yield* shown, indices((row) => row[2] === "North" && Number(row[4]) > 10))
      yield* Filter.clear(region)
      assert.deepStrictEqual(yield* shown, indices((row) => Number(row[4]) > 10))
      assert.strictEqual((yield* Filter.get(units)).criteria?.criterion1, ">10")
      yield* Table.clearFilters(orders)
      assert.deepStrictEqual(yield* shown, indices(() => true))
      const error = yield* Effect.flip(Filter.topItems(units, 0))
      assert.strictEqual(error._tag, "InvalidRequest")
    })))
})

describe("TableSort", () => {
  it.effect("sorts, keeps the conditions, and sorts again", () =>
    inSession(Effect.gen(function*() {
      const column = (index: number) =>
        Effect.map(Table.rows(orders), (rows) => rows.map(({ values }) => values?.[0]?.[index]))
      yield* TableSort.apply(orders, [{ key: 2 }, { key: 4, ascending: false }])
      const regions = yield* column(2)
      assert.deepStrictEqual(regions, [...regions].sort())
      const { fields } = yield* TableSort.get(orders)
      assert.deepStrictEqual(fields.map(({ ascending, key }) => [key, ascending]), [[2, true], [4, false]])
      yield* Table.updateRow(orders, 0, [null, null, "Zone", null, null, null, null])
      yield* TableSort.reapply(orders)
      assert.strictEqual((yield* column(2)).at(-1), "Zone")
      yield* TableSort.clear(orders)
      assert.deepStrictEqual((yield* TableSort.get(orders)).fields, [])
    })))
})

describe("WorksheetProtection", () => {
  it.effect("refuses writes until it is removed", () =>
    inSession(Effect.gen(function*() {
      const summary = Worksheet.named("Summary")
      const write = Range.write(Range.at("Summary!A1"), [["x"]])
      yield* WorksheetProtection.protect(summary, { allowSort: true })
      assert.strictEqual((yield* WorksheetProtection.get(summary)).options?.allowSort, true)
      assert.strictEqual((yield* Effect.flip(write))._tag, "AccessDenied")
      assert.strictEqual((yield* Effect.flip(WorksheetProtection.protect(summary)))._tag, "AccessDenied")
      yield* WorksheetProtection.unprotect(summary)
      yield* write
    })))

  it.effect("fails with the first failure if a repeated call finds the worksheet protected", () =>
    Effect.gen(function*() {
      const summary = Worksheet.named("Summary")
      const work = Effect.gen(function*() {
        const error = yield* Effect.flip(WorksheetProtection.protect(summary))
        assert.strictEqual(error._tag, "TransportFailure")
        assert.strictEqual((yield* WorksheetProtection.get(summary)).protected, true)
      })
      const fiber = yield* Effect.fork(inScriptedSession(work, { workbook: Emulated.workbook }))
      yield* TestClock.adjust("10 minutes")
      yield* Fiber.join(fiber)
    }).pipe(Effect.provide(Emulated.layer({
      faults: [{
        on: { endpoint: "workbookWorksheetProtection.protect" },
        when: "after",
        do: { _tag: "Drop", at: "beforeAnswer" }
      }]
    }))))
})

describe("Lists", () => {
  it.effect("are filtered, sorted and counted", () =>
    inSession(Effect.gen(function*() {
      const visible = yield* Worksheet.list({
        select: ["name"],
        filter: { or: [["name", "eq", "Orders"], { not: ["position", "lt", 1] }] },
        orderBy: [["position", "desc"]]
      })
      assert.deepStrictEqual(visible.map(({ name }) => name), ["Summary", "Orders"])
      yield* Worksheet.add("R&D's + 100%")
      const found = yield* Worksheet.list({ filter: ["name", "eq", "R&D's + 100%"] })
      assert.deepStrictEqual(found.map(({ position }) => position), [2])
      assert.strictEqual(yield* Worksheet.count({ filter: ["name", "contains", "&"] }), 1)
      const rows = yield* Table.rows(orders, { filter: ["index", "ge", 22], orderBy: [["index", "desc"]] })
      assert.deepStrictEqual(rows.map(({ index }) => index), [23, 22])
      const columns = yield* Table.columns(orders, { select: ["name"], filter: ["name", "startsWith", "Unit"] })
      assert.deepStrictEqual(columns, [{ name: "Units" }, { name: "Unit price" }])
      const names = yield* NamedItem.list({
        select: ["name"],
        filter: { and: [["type", "eq", "Range"], ["visible", "eq", true]] }
      })
      assert.include(names.map(({ name }) => name), "TaxRate")
    })))

  it.effect("are read in pages by streams", () =>
    inSession(Effect.gen(function*() {
      for (const pageSize of [1, 7, 8, 24, 100]) {
        const rows = yield* Stream.runCollect(Table.streamRows(orders, { pageSize }))
        assert.deepStrictEqual(
          Chunk.toReadonlyArray(rows).map(({ index }) => index),
          Array.from({ length: 24 }, (_, i) => i)
        )
      }
      const last = yield* Stream.runCollect(Table.streamRows(orders, { skip: 20, pageSize: 3 }))
      assert.deepStrictEqual(Chunk.toReadonlyArray(last).map(({ index }) => index), [20, 21, 22, 23])
      const names = yield* Stream.runCollect(Worksheet.stream({ select: ["name"], orderBy: ["name"], pageSize: 1 }))
      assert.deepStrictEqual(Chunk.toReadonlyArray(names), [{ name: "Orders" }, { name: "Summary" }])
      const all = yield* Table.columns(orders)
      for (const pageSize of [1, 3, 7, 8]) {
        const columns = yield* Stream.runCollect(Table.streamColumns(orders, { pageSize }))
        assert.deepStrictEqual(Chunk.toReadonlyArray(columns), all)
      }
      const two = yield* orders.pipe(Table.streamColumns({ select: ["name"], skip: 5 }), Stream.runCollect)
      assert.deepStrictEqual(Chunk.toReadonlyArray(two), [{ name: "Unit price" }, { name: "Total" }])
      assert.strictEqual(yield* Stream.runCount(Table.streamColumns(orders)), 7)
    })))

  it.effect("follow the link to the next page", () => {
    const urls: Array<string> = []
    const { layer } = graph((request) => {
      if (request.url.includes("createSession")) {
        return Effect.succeed({ status: 201, body: { id: "s", persistChanges: true } })
      }
      if (!request.url.includes("/worksheets")) return Effect.succeed({ status: 204 })
      urls.push(request.url.replace(/^.*\/workbook\//, ""))
      const value = [{ id: "1", name: `S${urls.length}`, position: 0, visibility: "Visible" }]
      const next = "https://elsewhere.example/worksheets?$skiptoken=a%26b&$top=5"
      return Effect.succeed({ status: 200, body: urls.length < 3 ? { value, "@odata.nextLink": next } : { value } })
    })
    const worksheets = Navigation.property(Navigation.workbook, "worksheets")
    return Query.stream(Catalogue.worksheets.list, worksheets, Described.Worksheet, { pageSize: 5 }).pipe(
      Stream.runCollect,
      Effect.map((found) => {
        assert.deepStrictEqual(Chunk.toReadonlyArray(found).map(({ name }) => name), ["S1", "S2", "S3"])
        // the path is that of the collection, whatever host the link names
        assert.deepStrictEqual(urls.map((url) => decodeURIComponent(url)), [
          "worksheets?$top=5",
          "worksheets?$skiptoken=a&b&$top=5",
          "worksheets?$skiptoken=a&b&$top=5"
        ])
      }),
      inScriptedSession,
      Effect.provide(layer)
    )
  })
})

describe("A table", () => {
  it.effect("becomes a range, which is not told as a failure", () =>
    inSession(Effect.gen(function*() {
      const total = Range.at("Summary!B4")
      const before = yield* Range.values(total)
      const range = yield* Table.convertToRange(orders)
      assert.strictEqual(range.address, "Orders!A1:G26")
      assert.strictEqual(yield* Table.count(), 0)
      assert.deepStrictEqual(yield* Range.values(total), before)
      assert.notInclude(String((yield* Range.formulas(total))[0]?.[0]), "Orders[")
      assert.strictEqual((yield* Effect.flip(Table.convertToRange(orders)))._tag, "NotFound")
    })))
})
