/** Bugs of peers about `202 Accepted`: they report an error, time out, or return a wrong result. */
import { Table, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Emulated from "../support/Emulated.js"
import { type Answer, created, failure, type Received, type Reply } from "../support/Script.js"
import { append, cell, inSession, service } from "../support/Session.js"
import { names, recording, run, sessionOf, timesOf, withRetryAfter } from "./support.js"

/** URLs that a client cannot construct from the address of the workbook. */
const location =
  "https://graph.microsoft.com/beta/drives('b!d')//items/01ABC/workbook/operations/op%2B1?sessionId=a%2Fb=="
const resourceLocation = "https://graph.microsoft.com/beta/me/drive/sessionInfoResource(key='op%2B1')?sessionId=a%2Fb=="

const accepted: Reply = { status: 202, headers: { location } }
const running: Reply = { status: 200, body: { id: "op+1", status: "running" } }
const succeeded: Reply = { status: 200, body: { id: "op+1", status: "succeeded", resourceLocation } }

/** A service whose `createSession` is a long-running operation. Polls get the replies in order; the last one is repeated. */
const slowService = (
  polls: ReadonlyArray<Reply>,
  options: { readonly accepted?: Reply; readonly result?: Answer } = {}
) =>
  service({
    createSession: () => options.accepted ?? accepted,
    poll: (_, count) => polls[Math.min(count, polls.length) - 1],
    sessionInfoResource: options.result ?? (() => ({ ...created(), status: 200 }))
  })

const polled = (received: ReadonlyArray<Received>) => received.filter(({ url }) => url.includes("/operations/"))

describe("createSession as a long-running operation", () => {
  const answers: Record<string, Reply> = {
    "content type json and an empty body": { status: 202, headers: { location, "content-type": "application/json" } },
    "no content type": accepted,
    "no content type and an empty object": { ...accepted, body: {} },
    "content type json and an empty object": {
      status: 202,
      body: {},
      headers: { location, "content-type": "application/json" }
    }
  }
  for (const [what, accepted] of Object.entries(answers)) {
    it.effect(`MSGC, Kiota: a 202 with ${what} is accepted`, () => {
      const { layer, log } = slowService([succeeded], { accepted })
      return Effect.gen(function*() {
        assert.deepStrictEqual(yield* run(inSession(cell)), [[1]])
        assert.deepStrictEqual(log, [
          "0 createSession",
          "1 poll",
          "1 sessionInfoResource",
          "1 read",
          "1 closeSession"
        ])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("MSGC, plumber, FSAI, n8n: respond-async is requested in both modes", () => {
    const { layer, received } = slowService([succeeded], {
      result: () => ({ status: 200, body: { id: "secret-session" } })
    })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      yield* run(inSession(cell, { mode: "nonPersistent" }))
      const creations = received.filter(({ url }) => url.endsWith("createSession"))
      assert.deepStrictEqual(creations.map(({ body, headers }) => [body, headers["prefer"]]), [
        [{ persistChanges: true }, "respond-async"],
        [{ persistChanges: false }, "respond-async"]
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("PnPjs PreferAsync: polling stops when the operation has succeeded", () => {
    const { layer, log } = slowService([running, running, succeeded])
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* run(inSession(cell)), [[1]])
      assert.strictEqual(timesOf(log, "poll").length, 3)
      assert.strictEqual(timesOf(log, "sessionInfoResource").length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("PnPjs: Location and resourceLocation are followed as given, not rebuilt", () => {
    const { layer, received } = slowService([running, succeeded])
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(received.slice(1, 4).map(({ method, url }) => `${method} ${url}`), [
        `GET ${location}`,
        `GET ${location}`,
        `GET ${resourceLocation}`
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("PnPjs: the first poll comes after a second, not after 25", () => {
    const { layer, log } = slowService([running, running, running, succeeded])
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      const times = timesOf(log, "poll")
      assert.strictEqual(times[0], 1)
      assert.isTrue(times.at(-1)! < 10, times.join())
    }).pipe(Effect.provide(layer))
  })

  it.effect("PnPjs, office.js: an operation of 4 minutes is followed to its end", () => {
    const { count, transformClient } = recording()
    return Effect.gen(function*() {
      yield* run(inSession(Table.list(), { workbook: Emulated.workbook }))
      assert.isTrue(count("/operations/") > 10)
      assert.strictEqual(count("/createSession"), 1)
      assert.strictEqual(yield* Emulated.openSessions, 0)
    }).pipe(Effect.provide(Emulated.layer({ transformClient, openDelay: "4 minutes" })))
  })

  it.effect("python-o365: the created session is used and closed", () => {
    const { layer, received } = slowService([succeeded], {
      result: () => ({ status: 200, body: { id: "secret-session-of-op1", persistChanges: true } })
    })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(received.slice(-2).map(sessionOf), ["secret-session-of-op1", "secret-session-of-op1"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("python-o365: a 202 without Location is an error, and nothing is sent without a session", () => {
    const { layer, log } = slowService([succeeded], { accepted: { status: 202 } })
    return Effect.gen(function*() {
      assert.strictEqual((yield* run(Effect.flip(inSession(cell))))._tag, "UnexpectedAnswer")
      assert.deepStrictEqual(names(log), ["createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("office.js: only the chosen version of the API is used", () => {
    const { layer, received } = service()
    return Effect.gen(function*() {
      yield* inSession(cell)
      assert.isTrue(received.every(({ url }) => url.startsWith("https://graph.microsoft.com/v1.0/")))
    }).pipe(Effect.provide(layer))
  })
})

describe("Polls", () => {
  it.effect("office.js: a failed poll is repeated after a pause, not ten times at once", () => {
    const { layer, log } = slowService([...Array<Reply>(12).fill(failure(503)), succeeded])
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* run(inSession(cell)), [[1]])
      const times = timesOf(log, "poll")
      assert.strictEqual(times.length, 13)
      assert.isTrue(times.slice(1).every((time, index) => time - times[index]! >= 1), times.join())
    }).pipe(Effect.provide(layer))
  })

  it.effect("office.js: Retry-After of the 202, of a poll and of a throttled poll is respected", () => {
    const throttled = failure(429, "x", "tooManyRequestsUncategorized")
    const polls = [withRetryAfter(running, "20"), withRetryAfter(throttled, "Thu, 01 Jan 1970 00:01:00 GMT"), succeeded]
    const { layer, log } = slowService(polls, { accepted: withRetryAfter(accepted, "10") })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(timesOf(log, "poll"), [10, 30, 60])
    }).pipe(Effect.provide(layer))
  })

  it.effect("office.js: polls have the token but not the session id", () => {
    const { layer, received } = service({
      append: () => accepted,
      poll: (_, count) => count === 1 ? running : { status: 200, body: { id: "op+1", status: "succeeded" } }
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.ignore(append)))
      assert.deepStrictEqual(polled(received).map(sessionOf), [undefined, undefined])
    }).pipe(Effect.provide(layer))
  })

  for (const status of ["notStarted", "running"]) {
    it.effect(`.NET AsyncMonitor: an operation that is ${status} is not returned as the result`, () => {
      const row = { index: 7, values: [["a", 1]] }
      const { layer, log } = service({
        append: () => accepted,
        poll: (_, count) =>
          count <= 3
            ? { status: 200, body: { id: "op+1", status, index: 99, values: [["none"]] } }
            : { status: 200, body: { id: "op+1", status: "succeeded", resourceLocation: result } },
        [`GET ${result}`]: () => ({ status: 200, body: row })
      })
      return Effect.gen(function*() {
        assert.deepStrictEqual(yield* run(inSession(append)), row)
        assert.strictEqual(timesOf(log, "poll").length, 4)
        assert.strictEqual(timesOf(log, "append").length, 1)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("FSAI, PnPjs, n8n: a row that is added by an operation is added once, and is the result", () => {
    const { count, transformClient } = recording()
    return Effect.gen(function*() {
      const orders = Table.named("Orders")
      const work = Effect.gen(function*() {
        const added = yield* Table.addRows(orders, [["SO-9", 46212, "North", "Chair", 1, 1, null]])
        return { added, rows: yield* Table.rows(orders) }
      })
      const { added, rows } = yield* run(Effect.provide(work, WorkbookSession.layer({ workbook: Emulated.workbook })))
      assert.deepStrictEqual([added.index, added.values?.[0]?.[0], rows.length], [24, "SO-9", 25])
      assert.strictEqual(count("/rows"), 2)
    }).pipe(Effect.provide(Emulated.layer({ transformClient, openDelay: "40 seconds" })))
  })
})

const result = "https://graph.microsoft.com/beta/me/drive/tableRowOperationResult(key='op%2B1')"
