import { Catalogue, GraphClient } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { type Answer, failure, graph } from "./support/Script.js"

const execute = Effect.either(
  GraphClient.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" })
)

const throttled = { ...failure(429, "TooManyRequests"), headers: { "retry-after": "1" } }

/** The application is refused, and not told how long to keep still. */
const busy = failure(429, "TooManyRequests")

/** A service that allows a tenant so many requests a second, and at most as many at once; and what it has seen. */
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

describe("What a client sends", () => {
  it.effect("is not held back before the service throttles, however much it is", () => {
    const { layer, received } = graph(() => ({ status: 200 }))
    return Effect.gen(function*() {
      // no clock is moved here
      yield* Effect.repeatN(execute, 99)
      yield* Effect.all(Array.from({ length: 100 }, () => execute), { concurrency: "unbounded" })
      assert.strictEqual(received.length, 200)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is spread at the rate that the service allows, from its first throttle on", () => {
    const service = allowing(15)
    const { layer } = graph(service.answer)
    return Effect.gen(function*() {
      const workbooks = Array.from({ length: 10 }, () => Effect.forever(Effect.zipLeft(execute, Effect.sleep(100))))
      const fiber = yield* Effect.fork(Effect.all(workbooks, { concurrency: "unbounded" }))
      for (let second = 0; second < 20; second++) yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(fiber)
      // 100 a second are wanted
      const [accepted, refused] = [since(service.accepted, 5_000), since(service.refused, 5_000)]
      assert.isAbove(accepted, 0.6 * 15 * 15)
      assert.isBelow(refused, 0.2 * accepted)
    }).pipe(Effect.provide(layer))
  }, 60_000)

  it.effect("is not held back any more when the service has not throttled for a minute", () => {
    const { layer, received } = graph((_, count) => count === 1 ? throttled : { status: 200 })
    return Effect.gen(function*() {
      yield* execute
      yield* TestClock.adjust("62 seconds")
      yield* Effect.all(Array.from({ length: 160 }, () => execute), { concurrency: "unbounded" })
      assert.strictEqual(received.length, 161)
    }).pipe(Effect.provide(layer))
  })

  it.effect("goes on where the next request is due sooner than a clock can tell", () => {
    const { layer, received } = graph((_, count) => count === 1 ? busy : { status: 200 })
    return Effect.gen(function*() {
      yield* execute
      // after ten of these a token is missing to 0.0000000000000002
      const fiber = yield* Effect.fork(Effect.repeatN(Effect.zipRight(Effect.sleep("120 millis"), execute), 19))
      for (let step = 0; step < 400; step++) yield* TestClock.adjust("10 millis")
      assert.strictEqual((yield* Fiber.poll(fiber))._tag, "Some")
      assert.strictEqual(received.length, 21)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not held back because one workbook has to rest", () => {
    const headers = { "retry-after": "86400" }
    const ofOne = [{ ...failure(503, "x"), headers }, { ...failure(429, "x", "tooManyRequestsUncategorized"), headers }]
    const { layer, received } = graph((_, count) => ofOne[count - 1] ?? { status: 200 })
    return Effect.gen(function*() {
      // no clock is moved here
      yield* Effect.all(Array.from({ length: 160 }, () => execute), { concurrency: "unbounded" })
      assert.strictEqual(received.length, 160)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is lowered once for many that were refused together", () => {
    const { layer, received } = graph((_, count) => count <= 100 ? failure(429, "x") : { status: 200 })
    return Effect.gen(function*() {
      const all = Effect.all(Array.from({ length: 100 }, () => execute), { concurrency: "unbounded" })
      yield* all
      const fiber = yield* Effect.fork(all)
      yield* TestClock.adjust("1 second")
      // a hundred in half a second, 0.7 of that, and five at once; not a hundred times less
      assert.isAbove(received.length, 190)
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(layer))
  })

  it.effect("of another tenant is not held back", () => {
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
