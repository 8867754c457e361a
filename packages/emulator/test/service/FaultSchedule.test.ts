import { HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Effect, Exit, Fiber, Option, Random, Schema, TestClock } from "effect"
import { Emulator, Fault } from "../../src/index.js"
import { cell, createSession, emulator, workbook } from "./support.js"

const base = `https://graph.microsoft.com/v1.0${workbook()}`

const create = HttpClientRequest.post(`${base}/createSession`).pipe(
  HttpClientRequest.bodyUnsafeJson({ persistChanges: true }),
  HttpClientRequest.setHeader("prefer", "respond-async")
)
const patch = HttpClientRequest.patch(`https://graph.microsoft.com/v1.0${cell("B2")}`).pipe(
  HttpClientRequest.bodyUnsafeJson({ values: [[30]] }),
  HttpClientRequest.setHeader("workbook-session-id", "c2Vzc2lvbg==")
)
const get = HttpClientRequest.get(`${base}/worksheets`)

/** Sends a request and advances the clock until it is answered. While the service throttles, it sends it again. */
const exchange = (request: HttpClientRequest.HttpClientRequest) =>
  Effect.gen(function*() {
    const client = yield* HttpClient.HttpClient
    const fiber = yield* Effect.fork(client.execute(request))
    for (let i = 0; i < 10; i++) yield* Effect.yieldNow()
    while (Option.isNone(yield* Fiber.poll(fiber))) yield* TestClock.adjust("1 minute")
    const exit = yield* Fiber.await(fiber)
    if (Exit.isSuccess(exit) && exit.value.status === 429) yield* TestClock.adjust("1 minute")
  })

const story = (schedule: Fault.Schedule, rounds: number) =>
  Effect.gen(function*() {
    const { faults } = yield* Emulator.Emulator
    for (let i = 0; i < rounds; i++) yield* Effect.forEach([create, patch, get], exchange)
    return yield* faults.struck
  }).pipe(Effect.provide(emulator({ faults: schedule })))

describe("Schedule", () => {
  it.effect("the same seed strikes the same requests in the same way", () =>
    Effect.gen(function*() {
      const [one, two, other] = [
        yield* story({ seed: 7, rate: 0.5 }, 10),
        yield* story({ seed: 7, rate: 0.5 }, 10).pipe(Effect.withRandom(Random.make("another"))),
        yield* story({ seed: 8, rate: 0.5 }, 10)
      ]
      const withoutTime = (strikes: ReadonlyArray<Fault.Strike>) => strikes.map(({ at: _, ...strike }) => strike)
      assert.isAbove(one.length, 6)
      assert.isBelow(one.length, 24)
      assert.deepStrictEqual(withoutTime(one), withoutTime(two))
      assert.notDeepEqual(withoutTime(one), withoutTime(other))
    }), 30_000)

  it.effect(
    "has all kinds, and never promises after execution that nothing was executed",
    () =>
      Effect.gen(function*() {
        const strikes = yield* story({ seed: 173, rate: 1 }, 40)
        assert.sameMembers(Array.from(new Set(strikes.map(({ fault }) => fault.do._tag))), [
          "Answer",
          "Drop",
          "EndSession",
          "FailOperation",
          "FailSave",
          "Lock",
          "SlowOperation",
          "Stall",
          "Throttle"
        ])
        const resendable = ["serviceUnavailableUncategorized", "transientFailure", "tooManyRequestsUncategorized"]
        for (const { fault } of strikes) {
          if (fault.when !== "after") continue
          assert.notStrictEqual(fault.do._tag, "EndSession")
          if (fault.do._tag === "Answer") assert.isAtLeast(fault.do.status, 500)
          if ("code" in fault.do) assert.notInclude(resendable, fault.do.code)
        }
        for (const strike of strikes) {
          const json = yield* Schema.encode(Schema.parseJson(Fault.Strike))(strike)
          const again = yield* Schema.decode(Schema.parseJson(Fault.Strike))(json)
          assert.strictEqual(yield* Schema.encode(Schema.parseJson(Fault.Strike))(again), json)
        }
      }),
    30_000
  )

  it.effect("strikes one in twenty requests by default, and can be removed", () =>
    Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({ seed: 2 })
      const get = HttpClientRequest.get("https://graph.microsoft.com/v1.0/nothing")
      const many = Effect.zipRight(Effect.replicateEffect(exchange(get), 300), Effect.map(faults.struck, Arr.length))
      const struck = yield* many
      assert.isAbove(struck, 5)
      assert.isBelow(struck, 35)
      yield* faults.clear
      assert.strictEqual(yield* many, struck)
    }).pipe(Effect.provide(emulator())), 30_000)

  it.effect("does not use the emulator's random source", () =>
    Effect.gen(function*() {
      const ids = (faults: Fault.Schedule | undefined) =>
        Effect.replicateEffect(createSession(true), 5).pipe(
          Effect.provide(emulator({ faults })),
          Effect.withRandom(Random.make("seed"))
        )
      assert.deepStrictEqual(yield* ids({ seed: 1, rate: 0 }), yield* ids(undefined))
    }))

  it.effect("an invalid schedule causes a defect", () =>
    Effect.gen(function*() {
      const exit = yield* Effect.exit(Effect.scoped(Emulator.make({ books: {}, faults: { seed: 0.5 } })))
      assert.isTrue(Option.isSome(Exit.causeOption(exit)))
    }))
})
