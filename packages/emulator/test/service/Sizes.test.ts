import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { codeOf, createSession, emulator, read, send, workbook } from "./support.js"

const range = (address: string) => `${workbook()}/worksheets('Data')/range(address='${address}')`

/** Ranges that are too large to be processed cell by cell. */
const unbounded = ["A:A", "A:XFC", "1:1", "2:1048576", "A1:A1048576", "A1:XFD1", "A1:XFD1048576"]
const huge = ["A1:XFC1048575", "B2:XFD1048576", "A1:XFC400"]

const whole = { path: `${workbook()}/worksheets('Data')/range`, cells: 1_048_576 * 16_384 }

describe("requests of any size", () => {
  it.effect("an empty update returns the range, however large it is", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      for (const path of [whole.path, ...[...unbounded, ...huge].map(range)]) {
        const unknown = yield* send("PATCH", path, { body: { unknown: [[1]] }, session })
        assert.strictEqual(unknown.status, 400, path)
        for (const body of [{}, { "@odata.type": "#microsoft.graph.workbookRange" }]) {
          const reply = yield* send("PATCH", path, { body, session })
          assert.strictEqual(reply.status, 200, path)
          assert.isAbove(reply.body.rowCount * reply.body.columnCount, 5_000)
          for (const grid of ["values", "text", "formulas", "formulasLocal", "numberFormat", "valueTypes"]) {
            assert.isNull(reply.body[grid], `${path} ${grid}`)
          }
        }
        const nothing = yield* send("PATCH", path, { body: { values: null }, session })
        assert.strictEqual(codeOf(nothing), "invalidArgument")
        const get = yield* send("GET", path, { session })
        assert.deepStrictEqual([get.status, get.body.values], [200, null], path)
      }
      const { body } = yield* send("GET", whole.path, { session })
      assert.deepStrictEqual([body.address, body.cellCount], ["Data!1:1048576", -1])
    }).pipe(Effect.provide(emulator())))

  it.effect("entire rows and columns, and more cells than the limit, are not written", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const bodies = [
        { values: 5 },
        { values: "" },
        { values: [[5]] },
        { values: "=A1" },
        { formulas: "=1" },
        { formulasLocal: "=1" },
        { formulas: "" },
        { numberFormat: "0" },
        { numberFormat: "" }
      ]
      for (const body of bodies) {
        for (const path of [whole.path, ...unbounded.map(range)]) {
          const reply = yield* send("PATCH", `${path}?$select=address`, { body, session })
          assert.deepStrictEqual([reply.status, codeOf(reply)], [400, "invalidArgument"], path)
        }
        for (const address of huge) {
          const reply = yield* send("PATCH", `${range(address)}?$select=address`, { body, session })
          assert.deepStrictEqual([reply.status, codeOf(reply)], [400, "rangeExceedsLimit"], address)
        }
      }
      assert.strictEqual(yield* read("B2", session), 3)
    }).pipe(Effect.provide(emulator())))

  it.effect("clearing a large range visits existing cells only", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      yield* send("PATCH", range("Z90000"), { body: { values: 7 }, session })
      const cleared = yield* send("PATCH", `${range("B2:AA150000")}?$select=address`, { body: { values: "" }, session })
      assert.strictEqual(cleared.status, 200)
      assert.strictEqual(yield* read("B2", session), "")
      assert.strictEqual(yield* read("D2", session), "")
      const used = yield* send("GET", `${workbook()}/worksheets('Data')/usedRange(valuesOnly=true)?$select=address`, {
        session
      })
      assert.strictEqual(used.body.address, "Data!A1:D4")
    }).pipe(Effect.provide(emulator())))

  it.effect("navigation from entire rows and columns works or is refused", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const steps = [
        "cell(row=0,column=0)",
        "cell(row=1048575,column=16383)",
        "column(column=0)",
        "row(row=0)",
        "columnsAfter(count=1)",
        "columnsBefore(count=-1)",
        "rowsAbove(count=-1)",
        "rowsBelow(count=-1048575)",
        "rowsBelow(count=1000000000)",
        "entireRow",
        "entireColumn",
        "lastCell",
        "lastRow",
        "lastColumn",
        "usedRange",
        "usedRange(valuesOnly=true)",
        "offsetRange(rowOffset=0,columnOffset=0)",
        "resizedRange(deltaRows=-1,deltaColumns=0)",
        "resizedRange(deltaRows=1000000000,deltaColumns=0)",
        "boundingRect(anotherRange='XFD1048576')",
        "intersection(anotherRange='A:C')"
      ]
      for (const path of [whole.path, ...[...unbounded, ...huge].map(range)]) {
        for (const step of steps) {
          for (const method of ["GET", "PATCH"] as const) {
            const body = method === "PATCH" ? { body: {} } : {}
            const reply = yield* send(method, `${path}/${step}?$select=address`, { ...body, session })
            assert.include([200, 400, 404], reply.status, `${path}/${step}`)
          }
        }
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("creating a large table visits its header only", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const path = `${workbook()}/worksheets('It''s%20empty')`
      const add = (address: string, hasHeaders: boolean) =>
        send("POST", `${path}/tables/add`, { body: { address, hasHeaders }, session })
      assert.strictEqual(codeOf(yield* add("A:XFD", true)), "invalidArgument")
      for (const [address, hasHeaders] of [["A1:XFD2", true], ["A1:XFD1048575", true], ["A3:XFD3", false]] as const) {
        const added = yield* add(address, hasHeaders)
        assert.strictEqual(added.status, 201, address)
        const table = `${workbook()}/tables/${added.body.id}`
        const header = yield* send("GET", `${table}/headerRowRange/lastCell?$select=values`, { session })
        assert.deepStrictEqual(header.body.values, [["Column16384"]])
        const count = yield* send("GET", `${table}/columns/count`, { session })
        assert.strictEqual(count.body.value, 16_384)
        for (const list of ["rows", "columns"]) {
          const reply = yield* send("GET", `${table}/${list}`, { session })
          assert.include([200, 400], reply.status)
          if (reply.status === 400) assert.strictEqual(codeOf(reply), "rangeExceedsLimit")
        }
        const body = yield* send("GET", `${table}/dataBodyRange?$select=address,values`, { session })
        assert.strictEqual(body.status, 200)
        const totals = yield* send("PATCH", table, { body: { showTotals: true }, session })
        assert.include([200, 400], totals.status)
        const deleted = yield* send("DELETE", table, { session })
        assert.strictEqual(deleted.status, 204)
        const used = yield* send("GET", `${path}/usedRange(valuesOnly=true)?$select=address`, { session })
        assert.strictEqual(used.body.address, "'It''s empty'!A1")
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("a table with a million rows refuses responses that are too large", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const path = `${workbook()}/worksheets('It''s%20empty')/tables`
      const body = { address: "A1:C1000001", hasHeaders: true }
      const { body: { id } } = yield* send("POST", `${path}/add`, { body, session })
      const table = `${workbook()}/tables/${id}`
      for (const list of ["rows", "rows?$select=index", "columns"]) {
        assert.strictEqual(codeOf(yield* send("GET", `${table}/${list}`, { session })), "rangeExceedsLimit", list)
      }
      const page = yield* send("GET", `${table}/rows?$top=2&$skip=999998`, { session })
      assert.deepStrictEqual(page.body.value.map(({ index }: any) => index), [999_998, 999_999])
      const names = yield* send("GET", `${table}/columns?$select=name`, { session })
      assert.deepStrictEqual(names.body.value.map(({ name }: any) => name), ["Column1", "Column2", "Column3"])
      const column = yield* send("POST", `${table}/columns?$select=name`, { body: { name: "More" }, session })
      assert.include([201, 501], column.status)
      const more = yield* send("POST", `${table}/columns/add?$select=name`, { body: { name: "Most" }, session })
      assert.strictEqual(more.status, 201)
    }).pipe(Effect.provide(emulator())))

  it.effect("writing the header of a wide table renames all its columns", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const path = `${workbook()}/worksheets('It''s%20empty')`
      const body = { address: "A1:CVZ2", hasHeaders: true }
      const { body: { id } } = yield* send("POST", `${path}/tables/add`, { body, session })
      const header = yield* send("PATCH", `${path}/range(address='A1:CVZ1')?$select=address`, {
        body: { values: "a" },
        session
      })
      assert.strictEqual(header.status, 200)
      const names = yield* send("GET", `${workbook()}/tables/${id}/columns?$select=name`, { session })
      const found: ReadonlyArray<string> = names.body.value.map(({ name }: any) => name)
      assert.deepStrictEqual([...found.slice(0, 3), found.at(-1)], ["a", "a2", "a3", "a2626"])
      assert.strictEqual(new Set(found).size, found.length)
    }).pipe(Effect.provide(emulator())))
})
