import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import * as Mutex from "../../src/service/Mutex.js"

describe("Mutex", () => {
  it.effect("runs one effect at a time, in the order of the calls", () =>
    Effect.gen(function*() {
      const mutex = yield* Mutex.make
      const log: Array<string> = []
      const work = (name: string) =>
        mutex.withLock(Effect.gen(function*() {
          log.push(`${name} begins`)
          yield* Effect.yieldNow()
          yield* Effect.yieldNow()
          log.push(`${name} ends`)
        }))
      const fibers = yield* Effect.forEach(["a", "b", "c", "d"], (name) => Effect.fork(work(name)))
      yield* Fiber.joinAll(fibers)
      assert.deepStrictEqual(log, ["a", "b", "c", "d"].flatMap((name) => [`${name} begins`, `${name} ends`]))
    }))

  it.effect("an interrupted waiter does not let the next one in early", () =>
    Effect.gen(function*() {
      const mutex = yield* Mutex.make
      const gate = yield* Deferred.make<void>()
      const log: Array<string> = []
      const first = yield* Effect.fork(
        mutex.withLock(Effect.zipRight(Deferred.await(gate), Effect.sync(() => log.push("first"))))
      )
      yield* Effect.yieldNow()
      const second = yield* Effect.fork(mutex.withLock(Effect.sync(() => log.push("second"))))
      yield* Effect.yieldNow()
      const third = yield* Effect.fork(mutex.withLock(Effect.sync(() => log.push("third"))))
      yield* Effect.yieldNow()
      const exit = yield* Fiber.interrupt(second)
      assert.isTrue(Exit.isInterrupted(exit))
      yield* Effect.yieldNow()
      assert.deepStrictEqual(log, [])
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.joinAll([first, third])
      assert.deepStrictEqual(log, ["first", "third"])
    }))

  it.effect("a failure releases the mutex", () =>
    Effect.gen(function*() {
      const mutex = yield* Mutex.make
      const first = yield* Effect.fork(
        Effect.either(mutex.withLock(Effect.zipRight(Effect.yieldNow(), Effect.fail("no"))))
      )
      const second = yield* Effect.fork(mutex.withLock(Effect.succeed("yes")))
      assert.strictEqual((yield* Fiber.join(first))._tag, "Left")
      assert.strictEqual(yield* Fiber.join(second), "yes")
      assert.strictEqual(yield* mutex.withLock(Effect.succeed(1)), 1)
    }))
})
