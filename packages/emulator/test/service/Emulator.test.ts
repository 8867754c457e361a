import { HttpClient } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Runtime, Stream, TestClock } from "effect"
import { Emulator } from "../../src/index.js"
import { book, createSession, emulator, read, send, workbook } from "./support.js"

const path = "/me/drive/root:/new.xlsx:/workbook"

describe("Emulator", () => {
  it.effect("makes new workbooks from rows", () =>
    Effect.gen(function*() {
      const { body } = yield* send("GET", `${path}/worksheets?$select=name`)
      assert.deepStrictEqual(body.value.map(({ name }: any) => name), ["Data", "It's new"])
      const { body: used } = yield* send("GET", `${path}/worksheets('Data')/usedRange?$select=address,values,text`)
      assert.strictEqual(used.address, "Data!A1:C3")
      assert.deepStrictEqual(used.values, [["Item", "Amount", "Paid"], ["Apples", 0.5, true], ["Total", 42, ""]])
      assert.strictEqual(used.text[1][1], "50%")
      const { body: content } = yield* send("GET", "/me/drive/root:/new.xlsx:")
      assert.isAbove(content.size, 1000)
      const { body: table } = yield* send("POST", `${path}/worksheets('Data')/tables/add`, {
        body: { address: "A1:B2", hasHeaders: true }
      })
      assert.isString(table.name)
    }).pipe(Effect.provide(Emulator.layerHttpClient({
      books: {
        "new.xlsx": {
          Data: [["Item", "Amount", "Paid"], ["Apples", "50%", true], ["Total", "='It''s new'!B1*2"]],
          "It's new": [[null, 21]]
        }
      }
    }))))

  it.effect("a response can be read in every format, and repeatedly", () =>
    Effect.gen(function*() {
      const client = yield* HttpClient.HttpClient
      const answer = yield* client.get(`https://graph.microsoft.com/v1.0${workbook()}/worksheets?$select=name`)
      const text = yield* answer.text
      assert.strictEqual(answer.headers["content-length"], String(new TextEncoder().encode(text).length))
      assert.deepStrictEqual(yield* answer.json, JSON.parse(text))
      assert.strictEqual(new TextDecoder().decode(yield* answer.arrayBuffer), text)
      assert.strictEqual(yield* Stream.mkString(Stream.decodeText(answer.stream)), text)
      assert.strictEqual((yield* Effect.flip(answer.formData)).reason, "Decode")
      assert.include(JSON.stringify(answer), "\"status\":200")
      const file = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
      assert.strictEqual((yield* Effect.flip(Effect.asVoid(file.json))).reason, "Decode")
      assert.deepStrictEqual(new Uint8Array(yield* file.arrayBuffer), book)
    }).pipe(Effect.provide(emulator())))

  it.effect("answers synchronously", () =>
    Effect.gen(function*() {
      const client = yield* HttpClient.HttpClient
      const list = client.get(`https://graph.microsoft.com/v1.0${workbook()}/worksheets`)
      const runtime = yield* Effect.runtime()
      const body = Runtime.runSync(runtime)(Effect.flatMap(list, ({ text }) => text))
      assert.include(body, "\"name\":\"Data\"")
    }).pipe(Effect.provide(emulator())))

  it.effect("refuses invalid workbooks", () =>
    Effect.gen(function*() {
      for (
        const books of [{ "../a.xlsx": {} }, { "": {} }, { "a.xlsx": {}, "A.xlsx": {} }, { "a.xlsx": { "a/b": [] } }, {
          "a.xlsx": { A: [["=("]] }
        }]
      ) {
        const exit = yield* Effect.exit(Effect.scoped(Emulator.make({ books })))
        assert.isTrue(Exit.isFailure(exit), JSON.stringify(books))
      }
    }))

  it.effect("a path that is not a folder is a typed error", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Effect.scoped(Emulator.make({ books: "./no-such-folder" })))
      assert.strictEqual(error._tag, "DriveError")
    }).pipe(Effect.provide(NodeContext.layer)))

  it.effect("works after the clock has jumped over years", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      yield* createSession(true)
      yield* TestClock.setTime(1_795_320_000_000)
      assert.deepStrictEqual(yield* openSessions, [])
      assert.strictEqual(yield* read("B2"), 3)
    }).pipe(Effect.provide(emulator())))

  it.effect("two emulators are independent", () =>
    Effect.gen(function*() {
      const session = yield* Effect.provide(createSession(true), emulator())
      assert.strictEqual(yield* Effect.provide(read("B2", session), emulator()), "404 invalidSessionReCreatable")
    }))
})
