import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { cell, codeOf, emulator, read, type Reply, send, workbook, write } from "./support.js"

const post = (address: string, action: string, body: unknown = {}) =>
  send("POST", `${cell(address)}/${action}`, { body })

const told = ({ body, status }: Reply): string => `${status} ${body?.error?.message ?? ""}`

describe("ranges", () => {
  it.effect("insert and delete cells, and answer as documented", () =>
    Effect.gen(function*() {
      const inserted = yield* post("F1:G1", "insert", { shift: "Right" })
      assert.deepStrictEqual([inserted.status, inserted.body.address], [200, "Data!F1:G1"])
      assert.deepStrictEqual(inserted.body.values, [["", ""]])
      yield* write("F1", 5)
      yield* write("F2", "=F1*2")
      assert.strictEqual((yield* post("F1", "microsoft.graph.insert", { shift: "Down" })).status, 200)
      assert.strictEqual(yield* read("F3"), 10)
      const deleted = yield* post("F1", "delete", { shift: "Up" })
      assert.deepStrictEqual([deleted.status, deleted.body], [200, undefined])
      assert.strictEqual(yield* read("F2"), 10)
      assert.strictEqual(
        (yield* send("POST", `${workbook()}/names/Amounts/range/insert`, { body: { shift: "Down" } })).status,
        409
      )
      const column = yield* send("POST", `${workbook()}/tables/Orders/columns/Item/range/insert`, {
        body: { shift: "Right" }
      })
      assert.deepStrictEqual([column.status, column.body.address], [200, "Data!A1:A4"])
      const columns = yield* send("GET", `${workbook()}/tables/Orders/columns?$select=name`)
      assert.deepStrictEqual(columns.body.value.map(({ name }: { name: string }) => name), ["Item", "Amount"])
    }).pipe(Effect.provide(emulator())))

  it.effect("refuse what Excel refuses, with the reason", () =>
    Effect.gen(function*() {
      const table = yield* post("A2", "insert", { shift: "Down" })
      assert.deepStrictEqual([table.status, codeOf(table)], [409, "insertDeleteConflict"])
      assert.include(table.body.error.message, "shift cells in a table")
      for (
        const [action, body, message] of [
          ["insert", { shift: "Up" }, "400 The property 'shift' is \"Up\"; expected one of Down, Right."],
          ["insert", {}, "400 The property 'shift' is missing; expected one of Down, Right."],
          ["delete", { shift: "Right" }, "400 The property 'shift' is \"Right\"; expected one of Up, Left."],
          [
            "clear",
            { applyTo: "Values" },
            "400 The property 'applyTo' is \"Values\"; expected one of All, Formats, Contents."
          ],
          ["merge", { across: "yes" }, "400 The property 'across' is \"yes\"; expected a boolean."],
          ["sort/apply", {}, "400 The property 'fields' is missing; expected an array."],
          ["sort/apply", { fields: [] }, "400 A sort has 0 conditions: expected 1 to 64."],
          ["sort/apply", { fields: [{ key: 2 }] }, "400 The key of a sort is 2: expected an integer from 0 to 1."],
          ["row", { row: 2 }, "400 The argument 'row' is 2; expected an integer from 0 to 1."]
        ] as const
      ) {
        assert.strictEqual(told(yield* post("F1:G2", action, body)), message)
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("clear, merge, unmerge and sort", () =>
    Effect.gen(function*() {
      const values = (address: string) =>
        Effect.map(send("GET", `${cell(address)}?$select=values`), ({ body }) => body.values)
      yield* send("PATCH", cell("F1:G3"), { body: { values: [["b", 1], ["a", 2], ["", 3]], numberFormat: "0.00" } })
      const sorted = yield* post("F1:G3", "sort/apply", { fields: [{ key: 0, sortOn: "Value", ascending: true }] })
      assert.deepStrictEqual([sorted.status, sorted.body], [200, undefined])
      assert.deepStrictEqual(yield* values("F1:G3"), [["a", 2], ["b", 1], ["", 3]])
      assert.strictEqual((yield* post("F1:G2", "merge", { across: true })).status, 200)
      assert.deepStrictEqual(yield* values("F1:G2"), [["a", ""], ["b", ""]])
      assert.strictEqual((yield* post("F1", "unmerge")).status, 200)
      assert.strictEqual((yield* post("F1:G3", "clear", { applyTo: "Formats" })).status, 200)
      assert.deepStrictEqual((yield* send("GET", `${cell("F1")}?$select=numberFormat,values`)).body.numberFormat, [[
        "General"
      ]])
      assert.strictEqual((yield* send("POST", `${cell("F:G")}/clear`)).status, 200)
      assert.deepStrictEqual(yield* values("F1:G3"), [["", ""], ["", ""], ["", ""]])
      const sort = yield* send("GET", `${cell("F1")}/sort`)
      assert.deepStrictEqual([sort.status, sort.body["@odata.type"]], [200, "#microsoft.graph.workbookRangeSort"])
      const expanded = yield* send("GET", `${cell("F1")}?$select=address&$expand=sort`)
      assert.strictEqual(expanded.body.sort["@odata.type"], "#microsoft.graph.workbookRangeSort")
    }).pipe(Effect.provide(emulator())))

  it.effect("return a row and a resized range by POST", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* post("A1:B4", "row", { row: 2 })).body.address, "Data!A3:B3")
      assert.strictEqual(
        (yield* send("POST", `${cell("A1:B4")}/resizedRange(deltaRows=1, deltaColumns=-1)`)).body.address,
        "Data!A1:A5"
      )
      assert.strictEqual(
        (yield* post("A1:B4", "resizedRange", { deltaRows: -1, deltaColumns: 0 })).body.address,
        "Data!A1:B3"
      )
      assert.strictEqual((yield* send("POST", `${cell("A1:B4")}/resizedRange(deltaRows=1)`)).status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("hide rows and columns, and show the visible cells", () =>
    Effect.gen(function*() {
      const hidden = yield* send("PATCH", cell("B3"), { body: { rowHidden: true, values: [[40]] } })
      assert.deepStrictEqual([hidden.body.rowHidden, hidden.body.values], [true, [[40]]])
      const refused = yield* send("PATCH", cell("B2:B3"), { body: { columnHidden: true, values: [[1, 2]] } })
      assert.strictEqual(refused.status, 400)
      assert.strictEqual((yield* send("GET", `${cell("B2")}?$select=columnHidden`)).body.columnHidden, false)
      const view = yield* send("GET", `${cell("A1:B4")}/visibleView`)
      assert.strictEqual(view.body["@odata.context"], "https://graph.microsoft.com/v1.0/$metadata#workbookRangeView")
      assert.deepStrictEqual(
        [view.body.rowCount, view.body.columnCount, view.body.index, view.body.values],
        [3, 2, 0, [["Item", "Amount"], ["Apples", 3], ["Plums", 5]]]
      )
      assert.deepStrictEqual(view.body.cellAddresses[2], ["Data!A4", "Data!B4"])
      const rows = yield* send("GET", `${cell("A1:B4")}/visibleView()/rows?$select=index,text&$count=true&$skip=1`)
      assert.strictEqual(rows.body["@odata.count"], 3)
      assert.deepStrictEqual(rows.body.value.map(({ index, text }: any) => [index, text]), [
        [1, [["Apples", "3"]]],
        [2, [["Plums", "5"]]]
      ])
      for (const path of ["visibleView/itemAt(index=2)", "visibleView/rows/itemAt(index=2)", "visibleView/rows/2"]) {
        assert.deepStrictEqual((yield* send("GET", `${cell("A1:B4")}/${path}`)).body.values, [["Plums", 5]], path)
        assert.strictEqual((yield* send("GET", `${cell("A1:B4")}/${path}/range`)).body.address, "Data!A4:B4")
      }
      assert.strictEqual((yield* send("GET", `${cell("A1:B4")}/visibleView/range`)).body.address, "Data!A1:B4")
      const outside = yield* send("GET", `${cell("A1:B4")}/visibleView/itemAt(index=3)`)
      assert.deepStrictEqual([outside.status, codeOf(outside)], [404, "itemNotFound"])
      const whole = yield* send("GET", `${cell("A:B")}/visibleView`)
      assert.deepStrictEqual([whole.body.rowCount, whole.body.values], [1_048_575, null])
      assert.strictEqual((yield* send("GET", `${cell("A:B")}/visibleView/rows`)).status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("of whole sheets are changed at once, or refused", () =>
    Effect.gen(function*() {
      const empty = (address: string) => `${workbook()}/worksheets('It''s%20empty')/range(address='${address}')`
      for (const address of ["A:XFD", "1:1048576", "A1:XFD1048576", "A:A", "1:1"]) {
        for (
          const [action, body] of [
            ["insert", { shift: "Right" }],
            ["delete", { shift: "Up" }],
            ["clear", {}],
            ["merge", {}],
            ["unmerge", {}],
            ["sort/apply", { fields: [{ key: 0 }] }]
          ] as const
        ) {
          const reply = yield* send("POST", `${empty(address)}/${action}?$select=address`, { body })
          assert.strictEqual(reply.status, 200, `${address} ${action} ${told(reply)}`)
        }
        assert.strictEqual(
          (yield* send("PATCH", empty(address), { body: { columnHidden: true } })).status,
          200,
          address
        )
        const view = yield* send("GET", `${empty(address)}/visibleView?$select=columnCount`)
        assert.strictEqual(view.body.columnCount, 0, address)
      }
      const across = yield* send("POST", `${empty("A:B")}/merge`, { body: { across: true } })
      assert.deepStrictEqual([across.status, codeOf(across)], [400, "rangeExceedsLimit"])
      const full = yield* send("POST", `${cell("A:XFD")}/insert`, { body: { shift: "Down" } })
      assert.deepStrictEqual([full.status, codeOf(full)], [400, "nonBlankCellOffSheet"])
    }).pipe(Effect.provide(emulator())))
})
