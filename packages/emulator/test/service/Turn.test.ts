import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import * as Turn from "../../src/service/Turn.js"

describe("Turn", () => {
  it.effect("runs one at a time, in the order asked", () =>
    Effect.gen(function*() {
      const turn = yield* Turn.make
      const log: Array<string> = []
      const work = (name: string) =>
        turn.take(Effect.gen(function*() {
          log.push(`${name} begins`)
          yield* Effect.yieldNow()
          yield* Effect.yieldNow()
          log.push(`${name} ends`)
        }))
      const fibers = yield* Effect.forEach(["a", "b", "c", "d"], (name) => Effect.fork(work(name)))
      yield* Fiber.joinAll(fibers)
      assert.deepStrictEqual(log, ["a", "b", "c", "d"].flatMap((name) => [`${name} begins`, `${name} ends`]))
    }))

  it.effect("who gives up while waiting lets nobody in early", () =>
    Effect.gen(function*() {
      const turn = yield* Turn.make
      const gate = yield* Deferred.make<void>()
      const log: Array<string> = []
      const first = yield* Effect.fork(
        turn.take(Effect.zipRight(Deferred.await(gate), Effect.sync(() => log.push("first"))))
      )
      yield* Effect.yieldNow()
      const second = yield* Effect.fork(turn.take(Effect.sync(() => log.push("second"))))
      yield* Effect.yieldNow()
      const third = yield* Effect.fork(turn.take(Effect.sync(() => log.push("third"))))
      yield* Effect.yieldNow()
      const exit = yield* Fiber.interrupt(second)
      assert.isTrue(Exit.isInterrupted(exit))
      yield* Effect.yieldNow()
      assert.deepStrictEqual(log, [])
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.joinAll([first, third])
      assert.deepStrictEqual(log, ["first", "third"])
    }))

  it.effect("a failure passes the turn on", () =>
    Effect.gen(function*() {
      const turn = yield* Turn.make
      const first = yield* Effect.fork(Effect.either(turn.take(Effect.zipRight(Effect.yieldNow(), Effect.fail("no")))))
      const second = yield* Effect.fork(turn.take(Effect.succeed("yes")))
      assert.strictEqual((yield* Fiber.join(first))._tag, "Left")
      assert.strictEqual(yield* Fiber.join(second), "yes")
      assert.strictEqual(yield* turn.take(Effect.succeed(1)), 1)
    }))
})
