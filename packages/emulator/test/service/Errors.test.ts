import { GraphError } from "@effect-workbook/schema"
import { HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Encoding, Option, Stream, TestClock } from "effect"
import { Emulator } from "../../src/index.js"
import { book, cell, codeOf, createSession, emulator, read, send, workbook, write } from "./support.js"

const token = (claims: unknown) => ({
  authorization: `Bearer e30.${Encoding.encodeBase64Url(JSON.stringify(claims))}.s`
})

describe("style", () => {
  it.effect("real bodies have the deepest code on top and Excel's code below", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_795_320_000_000)
      const { body, headers } = yield* send("GET", `${workbook()}/worksheets('None')`, {
        headers: { "client-request-id": "7e2f0a4c-0000-4000-8000-000000000001" }
      })
      const message = "The worksheet 'None' doesn't exist."
      assert.deepStrictEqual(body.error, {
        code: "ItemNotFound",
        message,
        innerError: {
          code: "itemNotFound",
          message: "The requested resource doesn't exist.",
          innerError: { code: "ItemNotFound", message },
          date: "2026-11-22T04:00:00",
          "request-id": headers["request-id"],
          "client-request-id": "7e2f0a4c-0000-4000-8000-000000000001"
        }
      })
      assert.strictEqual(headers["client-request-id"], "7e2f0a4c-0000-4000-8000-000000000001")
      const parsed = Option.getOrThrow(GraphError.parse(body))
      assert.deepStrictEqual(GraphError.secondLevel(parsed), Option.some("itemNotFound"))
    }).pipe(Effect.provide(emulator())))

  it.effect("documented bodies have a code bound to the status on top", () =>
    Effect.gen(function*() {
      const lost = yield* send("GET", `${workbook()}/worksheets`, { session: "bm9uZQ==" })
      assert.strictEqual(lost.body.error.code, "notFound")
      assert.strictEqual(codeOf(lost), "invalidSessionReCreatable")
      assert.strictEqual(lost.body.error.innerError.innerError.code, "InvalidOrTimedOutSession")
      const wrong = yield* write("A1:B2", 1)
      assert.strictEqual(wrong.status, 200)
      const shape = yield* send("PATCH", cell("A1:B2"), { body: { values: [[1, 2, 3]] } })
      assert.strictEqual(shape.body.error.code, "badRequest")
      assert.strictEqual(
        shape.body.error.message,
        "The argument is invalid or missing or has an incorrect format. The number of rows of 'values' is 1; " +
          "expected 2 as in the range Data!A1:B2, or one value for all cells."
      )
      assert.strictEqual(codeOf(shape), "invalidArgument")
    }).pipe(Effect.provide(emulator({ errors: "documented" }))))

  it.effect("every response has its own request id", () =>
    Effect.gen(function*() {
      const one = yield* send("GET", workbook())
      const other = yield* send("GET", `${workbook()}/worksheets`)
      for (const { headers } of [one, other]) {
        assert.match(headers["request-id"] ?? "", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
        assert.strictEqual(headers["client-request-id"], headers["request-id"])
      }
      assert.notStrictEqual(one.headers["request-id"], other.headers["request-id"])
    }).pipe(Effect.provide(emulator())))
})

describe("authentication", () => {
  it.effect("a token is needed only if required", () =>
    Effect.gen(function*() {
      const reply = yield* send("GET", `${workbook()}/worksheets`)
      assert.strictEqual(reply.status, 401)
      assert.strictEqual(reply.body.error.code, "InvalidAuthenticationToken")
      assert.isUndefined(codeOf(reply))
      const any = yield* send("GET", `${workbook()}/worksheets`, { headers: { authorization: "Bearer anything" } })
      assert.strictEqual(any.status, 200)
    }).pipe(Effect.provide(emulator({ requireAuthorization: true }))))

  it.effect("applications may open workbooks only if allowed", () =>
    Effect.gen(function*() {
      const request = { headers: token({ idtyp: "app", oid: "daemon" }), body: { persistChanges: true } }
      const refused = yield* Effect.provide(send("POST", `${workbook()}/createSession`, request), emulator())
      assert.strictEqual(refused.status, 403)
      assert.strictEqual(refused.body.error.code, "EditModeAccessDenied")
      assert.strictEqual(codeOf(refused), "forbiddenUncategorized")
      const item = yield* Effect.provide(send("GET", "/me/drive/root:/book.xlsx:", request), emulator())
      assert.strictEqual(item.status, 200)
      const allowed = yield* Effect.provide(
        send("POST", `${workbook()}/createSession`, request),
        emulator({ allowAppOnly: true })
      )
      assert.strictEqual(allowed.status, 201)
    }))
})

describe("refusals", () => {
  it.effect("methods that a resource does not have", () =>
    Effect.gen(function*() {
      for (
        const [method, path, allowed] of [
          ["PUT", "/worksheets('Data')", "GET, PATCH, DELETE"],
          ["DELETE", "/application", "GET, PATCH"],
          ["PATCH", "/worksheets", "GET, POST"],
          ["DELETE", "/worksheets/Data/charts", "GET, POST"],
          ["POST", "/worksheets/Data/range(address='A1')/format/fill", "GET, PATCH"],
          ["GET", "/worksheets/Data/range(address='A1')/clear", "POST"],
          ["POST", "/worksheets/Data/charts/Sales/image(width=640)", "GET"],
          ["PATCH", "/worksheets/Data/name", "GET"]
        ] as const
      ) {
        const reply = yield* send(method, workbook() + path)
        assert.deepStrictEqual([reply.status, reply.headers["allow"]], [405, allowed], path)
        assert.strictEqual(codeOf(reply), "methodNotAllowed")
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("bodies that are not JSON objects", () =>
    Effect.gen(function*() {
      for (const text of ["{", "[1]", "7", "\"x\"", `{"values":[[1]]`]) {
        const reply = yield* send("PATCH", cell("A1"), { text })
        assert.strictEqual(reply.status, 400, text)
        assert.strictEqual(reply.body.error.code, "BadRequest")
      }
      const deep = yield* send("PATCH", cell("A1"), { text: `{"values":${"[".repeat(100_000)}${"]".repeat(100_000)}}` })
      assert.strictEqual(deep.status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("matrices of the wrong shape or kind, and nothing is written", () =>
    Effect.gen(function*() {
      const before = yield* send("GET", `${workbook()}/worksheets/Data/usedRange?$select=values`)
      for (
        const body of [
          { values: [[1, 2], [3]] },
          { values: [[1, 2]] },
          { values: [[1], [2]] },
          { values: [] },
          { values: [[]] },
          { values: null },
          { values: [[{ a: 1 }]] },
          { values: { a: 1 } },
          { formulas: [["=1+1"]], values: [[1, 2, 3]] },
          { formulas: [["=SUM("]] }
        ]
      ) {
        const reply = yield* send("PATCH", cell("A1:B2"), { body })
        assert.strictEqual(reply.status, 400, JSON.stringify(body))
        assert.strictEqual(codeOf(reply), "invalidArgument", JSON.stringify(body))
      }
      assert.deepStrictEqual(
        (yield* send("GET", `${workbook()}/worksheets/Data/usedRange?$select=values`)).body,
        before.body
      )
    }).pipe(Effect.provide(emulator())))

  it.effect("cells of entire rows and columns", () =>
    Effect.gen(function*() {
      for (const address of ["A:A", "2:3", "A:XFD"]) {
        const reply = yield* send("PATCH", cell(address), { body: { values: 1 } })
        assert.strictEqual(codeOf(reply), "invalidArgument", address)
        const { body } = yield* send("GET", cell(address))
        assert.isNull(body.values)
        assert.isNull(body.text)
      }
      const { body: sheet } = yield* send("GET", `${workbook()}/worksheets/Data/range`)
      assert.strictEqual(sheet.address, "Data!1:1048576")
      assert.strictEqual(sheet.cellCount, -1)
    }).pipe(Effect.provide(emulator())))

  it.effect("more cells than the limits", () =>
    Effect.gen(function*() {
      const written = yield* send("PATCH", `${cell("A1:Z200000")}?$select=address`, { body: { values: 1 } })
      assert.strictEqual(codeOf(written), "rangeExceedsLimit")
      const shown = yield* send("GET", `${cell("A1:Z100000")}?$select=values`)
      assert.strictEqual(codeOf(shown), "rangeExceedsLimit")
      const { body } = yield* send("GET", `${cell("A1:Z200000")}?$select=values,cellCount`)
      assert.deepStrictEqual([body.values, body.cellCount], [null, 5_200_000])
      assert.strictEqual(yield* read("A1"), "Item")
    }).pipe(Effect.provide(emulator())))

  it.effect("bodies that are too large, before they are read completely", () =>
    Effect.gen(function*() {
      const client = yield* HttpClient.HttpClient
      let sent = 0
      const endless = Stream.repeatEffect(Effect.sync(() => {
        sent += 1
        return new Uint8Array(65_536).fill(0x20)
      }))
      const response = yield* client.execute(
        HttpClientRequest.patch(`https://graph.microsoft.com/v1.0${cell("A1")}`).pipe(
          HttpClientRequest.bodyStream(endless)
        )
      )
      assert.strictEqual(response.status, 413)
      assert.isAtMost(sent, 100)
      const small = yield* send("PATCH", cell("A1"), { body: { values: [["x".repeat(6_000_000)]] } })
      assert.strictEqual(codeOf(small), "payloadTooLargeUncategorized")
    }).pipe(Effect.provide(emulator())))

  it.effect("functions with unknown arguments", () =>
    Effect.gen(function*() {
      const reply = yield* send("GET", `${workbook()}/worksheets/Data/usedRange(valueOnly=true)`)
      assert.deepStrictEqual([reply.status, reply.body.error.message], [
        400,
        "The function usedRange has no parameter 'valueOnly': expected 'valuesOnly'."
      ])
      const count = yield* send("GET", `${workbook()}/tables/count(of='x')`)
      assert.deepStrictEqual([count.status, count.body.error.message], [
        400,
        "The function count has no parameter 'of': expected none."
      ])
    }).pipe(Effect.provide(emulator())))

  it.effect("query options that are not supported", () =>
    Effect.gen(function*() {
      for (const option of ["$search=x", "apply=x", "$compute=x"]) {
        const reply = yield* send("GET", `${workbook()}/worksheets?${option}`)
        assert.strictEqual(reply.status, 501, option)
        assert.strictEqual(codeOf(reply), "notImplementedUncategorized")
        // the unknown path takes precedence over the option
        assert.strictEqual((yield* send("GET", `${workbook()}/noSuchThing?${option}`)).status, 400)
      }
      for (
        const option of [
          "$expand=nothing",
          "$expand=constructor",
          "$expand=__proto__",
          "$expand=tables($expand=toString)",
          "$expand=tables($expand=nothing)",
          "$expand=tables(",
          "$expand=tables,tables",
          "$expand=tables($expand=worksheet($expand=tables))"
        ]
      ) {
        assert.strictEqual((yield* send("GET", `${workbook()}/worksheets?${option}`)).status, 400, option)
      }
      const unknown = yield* send("GET", `${workbook()}/worksheets?$expnad=tables`)
      assert.deepStrictEqual([unknown.status, unknown.body.error.message], [
        400,
        "The query option '$expnad' is not known: expected $select, $expand, $filter, $orderby, $top, $skip, $count or $format."
      ])
      assert.strictEqual((yield* send("GET", `${workbook()}/worksheets?expnad=tables&$format=json`)).status, 200)
      const top = yield* send("GET", `${workbook()}/worksheets?$top=-1`)
      assert.strictEqual(top.status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("files that are not workbooks", () =>
    Effect.gen(function*() {
      for (const name of ["text", "zip", "old"]) {
        const reply = yield* send("GET", `/me/drive/root:/${name}.xlsx:/workbook/worksheets`)
        assert.isAtLeast(reply.status, 400)
        assert.isString(codeOf(reply))
        const creation = yield* send("POST", `/me/drive/root:/${name}.xlsx:/workbook/createSession`, {
          body: { persistChanges: false }
        })
        assert.strictEqual(codeOf(creation), codeOf(reply))
      }
    }).pipe(Effect.provide(Emulator.layerHttpClient({
      books: {
        "text.xlsx": new TextEncoder().encode("not a zip"),
        "zip.xlsx": book.slice(0, 300),
        "old.xlsx": Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
      }
    }))))

  it.effect("a refused change leaves even a private copy unchanged", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const reply = yield* send("PATCH", `${workbook()}/worksheets/Data`, {
        session,
        body: { name: "Renamed", position: 99 }
      })
      assert.strictEqual(reply.status, 400)
      const { body } = yield* send("GET", `${workbook()}/worksheets?$select=name`, { session })
      assert.deepStrictEqual(body.value.map(({ name }: any) => name), ["Data", "It's empty"])
    }).pipe(Effect.provide(emulator())))
})
