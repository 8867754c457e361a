import { Catalogue, GraphClient } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { type Answer, failure, graph } from "./support/Script.js"

const execute = Effect.either(
  GraphClient.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" })
)

const throttled = { ...failure(429, "TooManyRequests"), headers: { "retry-after": "1" } }

/** The service throttles the application without `Retry-After`. */
const busy = failure(429, "TooManyRequests")

/** A service that allows a tenant a number of requests in a second and at once, and the requests that it got. */
const allowing = (perSecond: number) => {
  const accepted: Array<number> = []
  const refused: Array<number> = []
  let tokens = perSecond
  let filled = 0
  const answer: Answer = () =>
    Effect.map(TestClock.currentTimeMillis, (now) => {
      tokens = Math.min(perSecond, tokens + perSecond * (now - filled) / 1000)
      filled = now
      if (tokens < 1) {
        refused.push(now)
        return busy
      }
      tokens--
      accepted.push(now)
      return { status: 200 }
    })
  return { accepted, refused, answer }
}

const since = (times: ReadonlyArray<number>, start: number) => times.filter((time) => time >= start).length

describe("The rate of requests", () => {
  it.effect("is not limited before the service throttles", () => {
    const { layer, received } = graph(() => ({ status: 200 }))
    return Effect.gen(function*() {
      // the test clock does not move here
      yield* Effect.repeatN(execute, 99)
      yield* Effect.all(Array.from({ length: 100 }, () => execute), { concurrency: "unbounded" })
      assert.strictEqual(received.length, 200)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is the rate that the service allows after it has throttled for the first time", () => {
    const service = allowing(15)
    const { layer } = graph(service.answer)
    return Effect.gen(function*() {
      const workbooks = Array.from({ length: 10 }, () => Effect.forever(Effect.zipLeft(execute, Effect.sleep(100))))
      const fiber = yield* Effect.fork(Effect.all(workbooks, { concurrency: "unbounded" }))
      for (let second = 0; second < 20; second++) yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(fiber)
      // the program sends 100 requests in a second
      const [accepted, refused] = [since(service.accepted, 5_000), since(service.refused, 5_000)]
      assert.isAbove(accepted, 0.6 * 15 * 15)
      assert.isBelow(refused, 0.2 * accepted)
    }).pipe(Effect.provide(layer))
  }, 60_000)

  it.effect("is not limited any more when the service has not throttled for a minute", () => {
    const { layer, received } = graph((_, count) => count === 1 ? throttled : { status: 200 })
    return Effect.gen(function*() {
      yield* execute
      yield* TestClock.adjust("62 seconds")
      yield* Effect.all(Array.from({ length: 160 }, () => execute), { concurrency: "unbounded" })
      assert.strictEqual(received.length, 161)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not zero if the next request is due sooner than the resolution of the clock", () => {
    const { layer, received } = graph((_, count) => count === 1 ? busy : { status: 200 })
    return Effect.gen(function*() {
      yield* execute
      // after ten of these, rounding leaves 0.0000000000000002 of a request missing
      const fiber = yield* Effect.fork(Effect.repeatN(Effect.zipRight(Effect.sleep("120 millis"), execute), 19))
      for (let step = 0; step < 400; step++) yield* TestClock.adjust("10 millis")
      assert.strictEqual((yield* Fiber.poll(fiber))._tag, "Some")
      assert.strictEqual(received.length, 21)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not limited by the cooldown of one workbook", () => {
    const headers = { "retry-after": "86400" }
    const ofOne = [{ ...failure(503, "x"), headers }, { ...failure(429, "x", "tooManyRequestsUncategorized"), headers }]
    const { layer, received } = graph((_, count) => ofOne[count - 1] ?? { status: 200 })
    return Effect.gen(function*() {
      // the test clock does not move here
      yield* Effect.all(Array.from({ length: 160 }, () => execute), { concurrency: "unbounded" })
      assert.strictEqual(received.length, 160)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is lowered once for concurrent requests that were throttled", () => {
    const { layer, received } = graph((_, count) => count <= 100 ? failure(429, "x") : { status: 200 })
    return Effect.gen(function*() {
      const all = Effect.all(Array.from({ length: 100 }, () => execute), { concurrency: "unbounded" })
      yield* all
      const fiber = yield* Effect.fork(all)
      yield* TestClock.adjust("1 second")
      // 100 requests in half a second, times 0.7, and 5 at once; the rate is not lowered 100 times
      assert.isAbove(received.length, 190)
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(layer))
  })

  it.effect("of another tenant is not limited", () => {
    const tenant = graph(() => throttled)
    const other = graph(() => ({ status: 200 }))
    const many = Effect.all(Array.from({ length: 160 }, () => execute), { concurrency: "unbounded" })
    return Effect.gen(function*() {
      yield* Effect.provide(many, tenant.layer)
      yield* Effect.provide(many, other.layer)
      assert.strictEqual(other.received.length, 160)
    })
  })
})
