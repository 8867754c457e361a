import { Catalogue, WorkbookFunction } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, SchemaAST } from "effect"
import { Emulator } from "../../src/index.js"
import { cell, createSession, emulator, read, type Reply, send, workbook } from "./support.js"

const message = ({ body }: Reply): string => body?.error?.message

const notJson = (type: string) =>
  `Entity only allows writes with a JSON Content-Type header. Expected application/json, not '${type}'.`

describe("bodies are declared as JSON", () => {
  it.effect("other bodies are refused, and nothing is executed", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      const cases = [
        ["PATCH", cell("B2"), { values: [[30]] }],
        ["POST", `${workbook()}/createSession`, { persistChanges: true }],
        ["POST", `${workbook()}/tables/Orders/rows/add`, { values: [["Figs", 6]] }],
        ["POST", `${workbook()}/worksheets/add`, { name: "New" }],
        ["POST", `${workbook()}/functions/abs`, { number: -1 }],
        ["POST", "https://graph.microsoft.com/emulator/faults", { do: { _tag: "FailSave" } }]
      ] as const
      for (const [method, path, body] of cases) {
        const text = JSON.stringify(body)
        for (
          const contentType of [
            "text/plain",
            "text/plain; application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/json",
            "application/jsonp",
            "application/octet-stream"
          ]
        ) {
          const reply = yield* send(method, path, { text, contentType })
          assert.deepStrictEqual([reply.status, message(reply)], [400, notJson(contentType)], `${path} ${contentType}`)
          assert.strictEqual(reply.body.error.code, "BadRequest")
        }
      }
      assert.strictEqual(yield* read("B2"), 3)
      assert.deepStrictEqual(yield* openSessions, [])
      assert.strictEqual((yield* send("GET", `${workbook()}/tables/Orders/rows/count`)).body.value, 3)
    }).pipe(Effect.provide(emulator())))

  it.effect("JSON media types may have parameters", () =>
    Effect.gen(function*() {
      for (
        const contentType of [
          "application/json",
          "Application/JSON",
          "application/json; charset=utf-8",
          "application/json;odata.metadata=minimal;IEEE754Compatible=false"
        ]
      ) {
        const reply = yield* send("PATCH", cell("B2"), { text: JSON.stringify({ values: [[30]] }), contentType })
        assert.strictEqual(reply.status, 200, contentType)
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("closeSession and refreshSession accept no body or an empty object", () =>
    Effect.gen(function*() {
      for (const action of ["refreshSession", "closeSession"]) {
        for (const body of [undefined, {}]) {
          const session = yield* createSession(true)
          const path = `${workbook()}/${action}`
          const bye = yield* send("POST", path, { session, text: "bye", contentType: "text/plain" })
          assert.deepStrictEqual([bye.status, message(bye)], [400, notJson("text/plain")])
          const more = yield* send("POST", path, { session, body: { persistChanges: false } })
          assert.deepStrictEqual([more.status, message(more)], [
            400,
            `The body of POST workbook/${action} has no property 'persistChanges': expected none.`
          ])
          const reply = yield* send("POST", path, { session, ...(body === undefined ? {} : { body }) })
          assert.strictEqual(reply.status, 204)
        }
      }
    }).pipe(Effect.provide(emulator())))
})

describe("createSession", () => {
  const post = (text: string) => send("POST", `${workbook()}/createSession`, { text })

  it.effect("opens what was asked for", () =>
    Effect.gen(function*() {
      for (
        const [text, persistChanges] of [
          [`{"persistChanges":false}`, false],
          [`{"persistChanges":true}`, true],
          [`{"@odata.type":"#microsoft.graph.x","persistChanges":false,"persistChanges@odata.type":"Boolean"}`, false],
          // the service's default is true
          [`{}`, true],
          ["null", true],
          ["", true]
        ] as const
      ) {
        const { body, status } = yield* post(text)
        assert.deepStrictEqual([status, body.persistChanges], [201, persistChanges], text)
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("refuses unknown properties, and opens no session", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      for (
        const name of [
          "persistchanges",
          "PersistChanges",
          "persistSession",
          "persistChanges ",
          "__proto__",
          "constructor",
          ""
        ]
      ) {
        for (const body of [{ [name]: false }, { persistChanges: true, [name]: false }]) {
          // a computed `__proto__` key makes an own property
          const reply = yield* post(JSON.stringify(body))
          assert.strictEqual(reply.status, 400, name)
          assert.strictEqual(
            message(reply),
            `The body of POST workbook/createSession has no property '${name}': expected 'persistChanges'.`
          )
        }
      }
      for (const value of ["null", `"false"`, `"true"`, "0", "1", "[]", "{}"]) {
        const reply = yield* post(`{"persistChanges":${value}}`)
        assert.strictEqual(reply.status, 400, value)
        assert.strictEqual(message(reply), `The property 'persistChanges' is ${value}; expected a boolean.`)
      }
      for (const text of ["false", `"persistChanges"`, "[]", "[false]", "{", "{persistChanges:false}"]) {
        assert.strictEqual((yield* post(text)).status, 400, text)
      }
      assert.deepStrictEqual(yield* openSessions, [])
    }).pipe(Effect.provide(emulator())))
})

describe("unknown properties", () => {
  it.effect("are refused by every endpoint, even next to known ones", () =>
    Effect.gen(function*() {
      const paths = new Map([
        ["POST workbook/createSession", "/createSession"],
        ["POST workbook/refreshSession", "/refreshSession"],
        ["POST workbook/closeSession", "/closeSession"],
        ["PATCH workbookApplication", "/application"],
        ["POST workbookApplication/calculate", "/application/calculate"],
        ["POST Collection(workbookWorksheet)/add", "/worksheets/add"],
        ["PATCH workbookWorksheet", "/worksheets/Data"],
        ["PATCH workbookRange", "/worksheets/Data/range(address='A1')"],
        ["POST Collection(workbookTable)/add", "/tables/add"],
        ["PATCH workbookTable", "/tables/Orders"],
        ["POST Collection(workbookTableRow)", "/tables/Orders/rows"],
        ["POST Collection(workbookTableRow)/add", "/tables/Orders/rows/add"],
        ["POST Collection(workbookTableColumn)/add", "/tables/Orders/columns/add"],
        ["PATCH workbookTableColumn", "/tables/Orders/columns/Item"],
        ["POST Collection(workbookNamedItem)/add", "/names/add"],
        ["PATCH workbookNamedItem", "/names/Amounts"],
        ["POST Collection(workbookCommentReply)", "/comments/1/replies"]
      ])
      const before = yield* send("GET", "/me/drive/root:/book.xlsx?$select=eTag")
      let asked = 0
      for (const { method, parameters, resource, segment } of Catalogue.all) {
        if (method !== "POST" && method !== "PATCH") continue
        const name = `${method} ${segment === "" ? resource : `${resource}/${segment}`}`
        const path = resource === "workbookFunctions" ? `/functions/${segment}` : paths.get(name)
        if (path === undefined) continue
        asked += 1
        const known = SchemaAST.getPropertySignatures(Schema.encodedSchema(parameters).ast).map((known) =>
          String(known.name)
        )
        const [first = "values"] = known
        const unknown = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()
        for (const body of [{ [unknown]: "x" }, { [first]: "x", [unknown]: "x" }]) {
          if (known.length === 0 && first in body) continue
          const reply = yield* send(method, workbook() + path, { body, session: "none" })
          assert.strictEqual(reply.status, 400, name)
          assert.include(message(reply), `The body of ${name} has no property '${unknown}': expected `)
          for (const expected of known) assert.include(message(reply), `'${expected}'`)
        }
      }
      assert.strictEqual(asked, paths.size + WorkbookFunction.names.length)
      const after = yield* send("GET", "/me/drive/root:/book.xlsx?$select=eTag")
      assert.strictEqual(after.body.eTag, before.body.eTag)
    }).pipe(Effect.provide(emulator())))

  it.effect("of an update that can only be read are ignored, as OData requires", () =>
    Effect.gen(function*() {
      const cases = [
        [
          "/worksheets/Data/range(address='A2')/format/borders/EdgeTop",
          { sideIndex: "EdgeTop", style: "Continuous", weight: "Thin", color: "#112233" }
        ],
        ["/worksheets/Data/range(address='A2')", { address: "Data!A2", text: [["x"]], values: [["x"]] }],
        ["/tables/Orders/columns/Amount", { id: "2", index: 1, name: "Amount" }],
        ["/tables/Orders/rows/itemAt(index=0)", { index: 0, values: [["Kiwis", 8]] }],
        ["/names/Amounts", { name: "Amounts", type: "Range", scope: "Workbook", comment: "c" }],
        ["/tables/Orders", { id: "{00000000-000C-0000-FFFF-FFFF00000000}", legacyId: "1", showBandedRows: false }]
      ] as const
      for (const [path, body] of cases) {
        const reply = yield* send("PATCH", workbook() + path, { body })
        assert.strictEqual(reply.status, 200, `${path} ${JSON.stringify(reply.body)}`)
        for (const [name, value] of Object.entries(body)) assert.deepStrictEqual(reply.body[name], value, path + name)
      }
      // a resource as it was read can be sent back
      for (const [path] of cases) {
        const { body } = yield* send("GET", workbook() + path)
        const reply = yield* send("PATCH", workbook() + path, { body })
        assert.deepStrictEqual([reply.status, reply.body], [200, body], path)
      }
      const { body: table } = yield* send("PATCH", `${workbook()}/tables/Orders`, { body: { id: "9", legacyId: "9" } })
      assert.deepStrictEqual([table.id, table.legacyId], ["{00000000-000C-0000-FFFF-FFFF00000000}", "1"])
    }).pipe(Effect.provide(emulator())))

  it.effect("are ignored if the emulator is configured so, and the request is executed", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      const written = yield* send("PATCH", cell("B2"), { body: { values: [[30]], colour: "red" } })
      assert.strictEqual(written.status, 200)
      assert.strictEqual(yield* read("B2"), 30)
      const path = `${workbook()}/createSession`
      assert.strictEqual(
        (yield* send("POST", path, { body: { persistChanges: false, persistchanges: true } })).status,
        201
      )
      assert.deepStrictEqual((yield* openSessions).map(({ persistChanges }) => persistChanges), [false])
      const wrong = yield* send("POST", path, { body: { persistChanges: "no", colour: "red" } })
      assert.strictEqual(wrong.status, 400)
      const abs = yield* send("POST", `${workbook()}/functions/abs`, { body: { number: -1, colour: "red" } })
      assert.strictEqual(abs.body.value, 1)
    }).pipe(Effect.provide(emulator({ ignoreUnknownProperties: true }))))

  it.effect("annotations do not count", () =>
    Effect.gen(function*() {
      const body = { "@odata.type": "#microsoft.graph.workbookRange", values: [[30]], "values@odata.type": "Json" }
      assert.strictEqual((yield* send("PATCH", cell("B2"), { body })).status, 200)
      assert.strictEqual(yield* read("B2"), 30)
    }).pipe(Effect.provide(emulator())))
})
