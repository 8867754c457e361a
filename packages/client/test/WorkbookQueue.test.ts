import { WorkbookQueue } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber, FiberId, TestClock } from "effect"

const tenSeconds = (log: Array<string>, name: string) =>
  Effect.sync(() => log.push(`${name} begins`)).pipe(
    Effect.zipRight(Effect.sleep("10 seconds")),
    Effect.zipRight(Effect.sync(() => log.push(`${name} ends`))),
    Effect.as(name)
  )

describe("WorkbookQueue", () => {
  it.effect("runs one at a time, in the order of asking", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const all = yield* Effect.fork(
        Effect.all(["a", "b", "c"].map((name) => queue.run(tenSeconds(log, name))), { concurrency: "unbounded" })
      )
      yield* TestClock.adjust("15 seconds")
      assert.deepStrictEqual(log, ["a begins", "a ends", "b begins"])
      yield* TestClock.adjust("15 seconds")
      assert.deepStrictEqual(yield* Fiber.join(all), ["a", "b", "c"])
    }))

  it.effect("a waiting one that is interrupted never runs, and holds nobody up", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const [a, b, c] = yield* Effect.all(
        [queue.run(tenSeconds(log, "a")), queue.run(tenSeconds(log, "b")), queue.run(tenSeconds(log, "c"))].map(
          Effect.fork
        )
      )
      yield* TestClock.adjust("5 seconds")
      yield* Fiber.interrupt(b!)
      yield* TestClock.adjust("15 seconds")
      yield* Fiber.join(a!)
      yield* Fiber.join(c!)
      assert.deepStrictEqual(log, ["a begins", "a ends", "c begins", "c ends"])
    }))

  it.effect("a running one that is interrupted frees the caller, but keeps its turn to its end", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const a = yield* Effect.fork(queue.run(tenSeconds(log, "a")))
      yield* TestClock.adjust("5 seconds")
      const exit = yield* Fiber.interrupt(a)
      assert.isTrue(Exit.isInterrupted(exit))
      const b = yield* Effect.fork(queue.run(tenSeconds(log, "b")))
      yield* TestClock.adjust("4 seconds")
      assert.deepStrictEqual(log, ["a begins"])
      yield* TestClock.adjust("11 seconds")
      yield* Fiber.join(b)
      assert.deepStrictEqual(log, ["a begins", "a ends", "b begins", "b ends"])
    }))

  it.effect("a rest holds everyone back, and none but the first begins when it is over", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const noted = (name: string) => Effect.map(Clock.currentTimeMillis, (now) => log.push(`${now / 1000} ${name}`))
      yield* queue.rest("30 seconds")
      const a = yield* Effect.fork(queue.run(noted("a")))
      yield* Effect.fork(queue.turn(noted("b")))
      yield* Effect.fork(queue.run(Effect.delay(noted("c"), "1 second")))
      yield* TestClock.adjust("10 seconds")
      yield* queue.rest("5 seconds")
      yield* Fiber.interrupt(a)
      yield* TestClock.adjust("19 seconds")
      assert.deepStrictEqual(log, [])
      yield* queue.rest("2 seconds")
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(log, ["31 b", "32 c"])
    }))

  it.effect("an interrupt at the very moment of one's turn passes the turn on", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const a = yield* Effect.fork(queue.run(Effect.sleep("1 second")))
      const b = yield* Effect.fork(queue.run(tenSeconds(log, "b")))
      const c = yield* Effect.fork(queue.run(tenSeconds(log, "c")))
      // b's turn comes in the same step in which it is interrupted
      a.addObserver(() => b.unsafeInterruptAsFork(FiberId.none))
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.await(b)
      yield* Fiber.join(c)
      assert.deepStrictEqual(log.slice(-2), ["c begins", "c ends"])
      assert.strictEqual(yield* queue.run(Effect.succeed("free")), "free")
    }))

  it.effect("any order of ends and interrupts leaves the queue usable", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      for (let round = 0; round < 200; round++) {
        const fibers = yield* Effect.forEach(
          [0, 1, 2, 3],
          (n) => Effect.fork(queue.run(n % 2 === 0 ? Effect.yieldNow() : Effect.void))
        )
        const steps = round % 7
        for (let step = 0; step < steps; step++) yield* Effect.yieldNow()
        yield* Effect.forEach(fibers, (fiber, n) => (round >> n) % 2 === 0 ? Fiber.interruptFork(fiber) : Effect.void)
        yield* Effect.forEach(fibers, Fiber.await)
        assert.strictEqual(yield* queue.run(Effect.succeed(round)), round)
      }
    }))

  it.effect("a failure or a defect frees the turn", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      assert.isTrue(Exit.isFailure(yield* Effect.exit(queue.run(Effect.fail("no")))))
      assert.isTrue(Exit.isFailure(yield* Effect.exit(queue.run(Effect.die("never")))))
      assert.strictEqual(yield* queue.run(Effect.succeed("yes")), "yes")
    }))
})
