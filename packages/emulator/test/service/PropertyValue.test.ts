import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { codeOf, emulator, send, workbook } from "./support.js"

const get = (path: string) => send("GET", `${workbook()}${path}`)

describe("A property of a resource", () => {
  it.effect("is read as a value, and as text", () =>
    Effect.gen(function*() {
      const name = yield* get("/worksheets('Data')/name")
      assert.strictEqual(name.status, 200)
      assert.match(name.body["@odata.context"], /#.*worksheets.*\/name$/)
      assert.strictEqual(name.body.value, "Data")
      const text = yield* get("/worksheets/Data/NAME/$value")
      assert.deepStrictEqual([text.body, text.headers["content-type"]], ["Data", "text/plain"])
      assert.strictEqual((yield* get("/worksheets/Data/position/$value")).body, "0")
      assert.deepStrictEqual((yield* get("/tables/Orders/range/values")).body.value[0], ["Item", "Amount"])
      assert.deepStrictEqual((yield* get("/worksheets/Data/protection/options")).status, 204)
    }).pipe(Effect.provide(emulator())))

  it.effect("is refused if the resource or the property does not exist, or has arguments", () =>
    Effect.gen(function*() {
      assert.strictEqual(codeOf(yield* get("/worksheets/None/name")), "itemNotFound")
      for (const path of ["/worksheets/Data/nope", "/worksheets/Data/name('1')", "/worksheets/Data/name/more"]) {
        assert.strictEqual((yield* get(path)).status, 400, path)
      }
      assert.strictEqual((yield* send("PATCH", `${workbook()}/worksheets/Data/name`, { body: {} })).status, 405)
    }).pipe(Effect.provide(emulator())))
})
