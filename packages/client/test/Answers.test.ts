import {
  AccessToken,
  Catalogue,
  DriveItem,
  GraphClient,
  Navigation,
  Operation,
  Workbook,
  WorkbookSession
} from "@effect-workbook/client"
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Fiber, Layer, Redacted, TestClock } from "effect"
import { type Answer, graph } from "./support/Script.js"
import { append, inSession, service, workbook } from "./support/Session.js"

const request: GraphClient.GraphRequest = { endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }
const execute = (asked: GraphClient.GraphRequest = request) => GraphClient.execute(asked)

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

/** A response with an endless body, and the number of chunks that were read. */
const endless = (headers: Record<string, string> = {}) => {
  const seen = { requests: 0, pieces: 0, released: 0 }
  const client = HttpClient.make((request, _, signal) =>
    Effect.sync(() => {
      seen.requests++
      signal.addEventListener("abort", () => {
        seen.released++
      })
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          seen.pieces++
          controller.enqueue(new Uint8Array(100_000).fill(0x20))
        }
      }, { highWaterMark: 0 })
      return HttpClientResponse.fromWeb(request, new Response(body, { status: 200, headers }))
    })
  )
  const layer = (options: GraphClient.Options) =>
    GraphClient.layer(options).pipe(
      Layer.provide([Layer.succeed(HttpClient.HttpClient, client), AccessToken.layer(Redacted.make("secret-token"))])
    )
  return { seen, layer }
}

describe("A response", () => {
  it.effect("that is nested too deep is not a defect, in each place of the response", () =>
    Effect.gen(function*() {
      for (const depth of [101, 5000, 100_000]) {
        for (const text of [nested("[", "]", depth), nested("{\"value\":[", "]}", depth)]) {
          const { layer } = graph(() => ({ status: 200, text }))
          const error = yield* Effect.flip(Effect.provide(execute(), layer))
          assert.strictEqual(
            error.message,
            "driveItem.get: the answer is not as documented: JSON nested more than 100 deep"
          )
        }
        const refused = graph(() => ({ status: 400, text: nested("{\"error\":", "}", depth) }))
        assert.strictEqual((yield* Effect.flip(Effect.provide(execute(), refused.layer)))._tag, "InvalidRequest")
      }
    }))

  it.effect("with an item id or a drive id that cannot be part of a path is not a defect", () =>
    Effect.gen(function*() {
      for (const [id, driveId] of [["", "b!d"], [".", "b!d"], ["..", "b!d"], ["1", ""], ["1", ".."]] as const) {
        const { layer } = graph(() => ({ status: 200, body: { id, parentReference: { driveId } } }))
        const byPath = Workbook.path("/a.xlsx")
        const errors = yield* Effect.all([
          Effect.flip(DriveItem.resolve(byPath)),
          Effect.flip(Effect.scoped(WorkbookSession.make({ workbook: byPath })))
        ]).pipe(Effect.provide(layer))
        assert.deepStrictEqual(errors.map(({ _tag }) => _tag), ["UnexpectedAnswer", "UnexpectedAnswer"])
      }
    }))

  it.effect("of another implementation of `execute` may be nested deeper", () =>
    Effect.gen(function*() {
      const json: unknown = JSON.parse(nested("[", "]", 100_000))
      const session = Effect.map(
        WorkbookSession.make({ workbook, mode: "sessionless" }),
        (session) => WorkbookSession.WorkbookSession.of({ ...session, execute: () => Effect.succeed(json) })
      )
      const tables = Navigation.property(Navigation.workbook, "tables")
      const error = yield* WorkbookSession.call(Catalogue.tables.list, tables, undefined).pipe(
        Effect.provideServiceEffect(WorkbookSession.WorkbookSession, session),
        Effect.scoped,
        Effect.provide(service().layer),
        Effect.flip
      )
      assert.strictEqual(error._tag, "UnexpectedAnswer")
    }))

  it.effect("to a write that cannot be decoded is not a failure of the write", () =>
    Effect.gen(function*() {
      const answers: ReadonlyArray<Answer> = [
        () => ({ status: 201, text: nested("[", "]", 5000) }),
        () => ({ status: 201, text: "no json" }),
        () => ({ status: 201, text: "x".repeat(2000) }),
        () => ({ status: 303, headers: { location: "https://elsewhere.example/" } })
      ]
      for (const answer of answers) {
        const { layer, log } = service({ append: answer }, { maxAnswerSize: 1000 })
        const error = yield* Effect.provide(Effect.flip(inSession(append)), layer)
        assert.strictEqual(error._tag, "OutcomeUnknown", error.message)
        assert.strictEqual(log.filter((line) => line.endsWith("append")).length, 1)
      }
    }))

  it.effect("is not read beyond the size limit, and the request is not sent again", () =>
    Effect.gen(function*() {
      for (const headers of [{}, { "content-length": "1000000000" }]) {
        const { layer, seen } = endless(headers)
        const error = yield* Effect.flip(Effect.provide(execute(), layer({ maxAnswerSize: 1_000_000 })))
        assert.strictEqual(
          error.message,
          "driveItem.get: the answer is not as documented: larger than 1000000 bytes"
        )
        assert.strictEqual(seen.requests, 1)
        assert.isAtMost(seen.pieces, 12)
        assert.strictEqual(seen.released, 1)
      }
    }))

  it.effect("of exactly the size limit is read", () => {
    const { layer } = graph(() => ({ status: 200, text: `"${"x".repeat(998)}"` }), { maxAnswerSize: 1000 })
    return Effect.gen(function*() {
      assert.strictEqual((yield* execute()).body, "x".repeat(998))
    }).pipe(Effect.provide(layer))
  })

  it.effect("with an error status gets its class from the status if it is too large to be read", () => {
    const { layer } = graph(() => ({ status: 503, text: "x".repeat(2000), headers: { "retry-after": "1" } }), {
      maxAnswerSize: 1000
    })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(execute())).message, "driveItem.get: 503")
    }).pipe(Effect.provide(layer))
  })

  it.effect("may have a relative Location and a relative resourceLocation", () => {
    const { layer, received } = graph(({ url }) =>
      url.endsWith("createSession")
        ? { status: 202, headers: { location: "/v1.0/operations/1?sessionId=a%2Fb" } }
        : url.includes("operations")
        ? { status: 200, body: { id: "1", status: "succeeded", resourceLocation: "../sessionInfo/1" } }
        : { status: 200, body: { id: "cluster=1" } }
    )
    const endpoint = Catalogue.workbook.createSession
    return Effect.gen(function*() {
      const answer = yield* execute({ endpoint, url: "/me/drive/items/01ABC/workbook/createSession", body: {} })
      const fiber = yield* Effect.fork(Operation.result(endpoint, answer))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* Fiber.join(fiber), { id: "cluster=1" })
      assert.deepStrictEqual(received.slice(1).map(({ url }) => url), [
        "https://graph.microsoft.com/v1.0/operations/1?sessionId=a%2Fb",
        "https://graph.microsoft.com/v1.0/sessionInfo/1"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("with a relative Location of another host is not followed", () => {
    const { layer, received } = graph(() => ({ status: 202, headers: { location: "//evil.example/operations/1" } }))
    return Effect.gen(function*() {
      const answer = yield* execute()
      const fiber = yield* Effect.fork(Effect.either(Operation.result(Catalogue.workbook.createSession, answer)))
      yield* TestClock.adjust("1 second")
      const followed = yield* Fiber.join(fiber)
      assert.strictEqual(Either.isLeft(followed) && followed.left._tag, "UntrustedHost")
      assert.strictEqual(received.length, 1)
    }).pipe(Effect.provide(layer))
  })
})
