import { assert, describe, it } from "@effect/vitest"
import { Clock, Deferred, Effect, Exit, Fiber, TestClock } from "effect"
import * as VirtualTime from "../src/VirtualTime.js"

const valueOf = <A>(program: Effect.Effect<A>): A => {
  const outcome = VirtualTime.make().run(program)
  return outcome._tag === "Ended" && Exit.isSuccess(outcome.exit) ? outcome.exit.value : assert.fail(outcome._tag)
}

describe("VirtualTime", () => {
  it("time passes when all fibers wait, and sleepers wake in order", () => {
    const woken = valueOf(Effect.gen(function*() {
      const woken: Array<string> = []
      const sleeper = (name: string, time: string & `${number} seconds`) =>
        Effect.zipRight(Effect.sleep(time), Effect.sync(() => woken.push(name)))
      yield* Effect.all([sleeper("late", "3 seconds"), sleeper("first", "1 seconds"), sleeper("second", "1 seconds")], {
        concurrency: "unbounded"
      })
      const now = yield* Clock.currentTimeMillis
      return [...woken, now - VirtualTime.beginning]
    }))
    assert.deepStrictEqual(woken, ["first", "second", "late", 3000])
  })

  it("is a TestClock: after an adjustment, everything due has run", () => {
    const ticks = valueOf(Effect.gen(function*() {
      let ticks = 0
      const ticking = Effect.forever(Effect.zipRight(Effect.sleep("1 minute"), Effect.sync(() => ticks++)))
      const fiber = yield* Effect.fork(ticking)
      yield* TestClock.adjust("10 minutes")
      yield* Fiber.interrupt(fiber)
      return ticks
    }))
    assert.strictEqual(ticks, 10)
  })

  it("a program that waits for a promise is stuck", () => {
    assert.strictEqual(VirtualTime.make().run(Effect.promise(() => Promise.resolve()))._tag, "Stuck")
  })

  it("a world whose fibers all wait forever is stuck", () => {
    const outcome = VirtualTime.make().run(Effect.flatMap(Deferred.make<void>(), Deferred.await))
    assert.strictEqual(outcome._tag, "Stuck")
  })

  it("a world that never ends is stuck", () => {
    const outcome = VirtualTime.make().run(Effect.forever(Effect.sleep("1 hour")))
    assert.strictEqual(outcome._tag, "Stuck")
  })
})
