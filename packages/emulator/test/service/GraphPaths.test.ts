import { Metadata } from "@effect-workbook/schema"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ask, everything, nothing, paths, told } from "./graphRequests.js"
import { codeOf } from "./support.js"

// thousands of requests run one after the other
const patience = 240_000

let tally = ""
afterAll(() => console.log(tally))

describe("paths that Graph defines", () => {
  it("include every type of the metadata, except the result of functions", () => {
    assert.deepStrictEqual(Object.keys(Metadata.entityTypes).filter((type) => !paths.has(type)), [
      "workbookFunctionResult"
    ])
  })

  it.effect("are served or get 501", () =>
    Effect.gen(function*() {
      const replies = yield* ask(everything, true, (asked, reply) => ({ asked, reply }))
      assert.deepStrictEqual(
        replies.filter(({ reply: { status } }) => status >= 300 && status !== 501).map(({ asked, reply }) =>
          told(asked, reply)
        ),
        []
      )
      const [served, unserved] = [
        replies.filter(({ reply }) => reply.status < 300),
        replies.filter(({ reply }) => reply.status === 501)
      ]
      tally = `Of ${replies.length} requests that Graph has, ${served.length} are served, ${unserved.length} get 501`
      for (const { asked: { method, path }, reply } of unserved) {
        assert.match(path, /comments|pivotTables/)
        assert.strictEqual(codeOf(reply), "notImplementedUncategorized")
        assert.include(reply.body.error.message, `The emulator does not serve ${method} 'workbook`)
      }
    }), patience)
})

describe("paths that Graph does not define", () => {
  it.effect("never get 501", () =>
    Effect.gen(function*() {
      const wrong = yield* ask(nothing, false, (asked, reply) =>
        [400, 404].includes(reply.status) || reply.status === 405 && reply.headers["allow"] !== ""
          ? []
          : [told(asked, reply)])
      assert.deepStrictEqual(wrong.flat(), [])
    }), patience)
})
