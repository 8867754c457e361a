/* oxlint-disable import/no-unassigned-import -- each of them adds its methods to the others */
import { assert, describe, it } from "@effect/vitest"
import { GraphBrowser, graphfi } from "@pnp/graph"
import "@pnp/graph/files"
import "@pnp/graph/users"
import "@pnp/graph/workbooks"
import { HttpRequestError } from "@pnp/queryable"
import { Effect } from "effect"
import { Emulator, EmulatorServer } from "../../src/index.js"
import { book } from "../service/support.js"

describe("@pnp/graph", () => {
  it.scoped("works in a session", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { openSessions, workbooks } = yield* Emulator.Emulator
      const [file] = yield* workbooks
      const graph = graphfi().using(GraphBrowser({ baseUrl: `${url}/v1.0` }))
      const call = <A>(request: () => Promise<A>) => Effect.promise(request)
      const item = graph.me.drive.getItemById(file?.id ?? "")
      assert.strictEqual((yield* call(() => item())).name, "book.xlsx")

      const workbook = yield* call(() => item.getWorkbookSession(true))
      const sheets = yield* call(() => workbook.worksheets())
      assert.deepStrictEqual(sheets.map(({ name }) => name), ["Data", "It's empty"])
      const sheet = workbook.worksheets.getById(sheets[0]?.id ?? "")
      const range = yield* call(() => sheet.getRange("A1:B2")())
      assert.deepStrictEqual(range.values, [["Item", "Amount"], ["Apples", 3]])
      yield* call(() => sheet.getRange("B2:B3").update({ values: [[30], [40]] }))
      const used = yield* call(() => sheet.getUsedRange(true).select("values")())
      assert.deepStrictEqual(used.values[1], ["Apples", 30, "", 75])
      const last = yield* call(() => sheet.getUsedRange().lastRow())
      assert.strictEqual(last.address, "Data!A4:D4")
      const offset = yield* call(() => sheet.getRange("A1").offsetRange(1, 1).columnsAfter(2)())
      assert.strictEqual(offset.address, "Data!C2:D2")

      const table = workbook.tables.getByName("Orders")
      yield* call(() => table.rows.add({ values: [["Figs", 6], ["Dates", 7]] }))
      const rows = yield* call(() => table.rows.top(2).skip(3)())
      assert.deepStrictEqual(rows.map(({ values }) => values), [[["Figs", 6]], [["Dates", 7]]])
      yield* call(() => table.rows.getItemAt(0).delete())
      const columns = yield* call(() => table.columns())
      assert.deepStrictEqual(columns.map(({ name }) => name), ["Item", "Amount"])
      const header = yield* call(() => table.headerRowRange())
      assert.deepStrictEqual(header.values, [["Item", "Amount"]])
      yield* call(() => workbook.application.calculate("Full"))
      const named = yield* call(() => workbook.names.getByName("Amounts").range())
      assert.strictEqual(named.columnCount, 1)

      yield* call(() => workbook.refreshSession())
      assert.strictEqual((yield* openSessions).length, 1)
      yield* call(() => workbook.closeSession())
      assert.deepStrictEqual(yield* openSessions, [])
      const error = yield* call(() =>
        workbook.worksheets().then(
          () => assert.fail("not refused"),
          (error: unknown) => error instanceof HttpRequestError ? error : assert.fail(String(error))
        )
      )
      assert.strictEqual(error.status, 404)
      assert.include(error.message, "invalidSessionReCreatable")
    }).pipe(Effect.provide(EmulatorServer.layer({ workers: 0, books: { "book.xlsx": book } }))))
})
