import { GraphError, type WorkbookError, WorkbookQueue } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, FastCheck as fc, Fiber, FiberId, TestClock } from "effect"

const answer: WorkbookError.Answer = {
  endpoint: "workbookRange.get",
  status: 429,
  error: new GraphError.GraphError({ levels: [{ code: "x", message: undefined }] })
}

const tenSeconds = (log: Array<string>, name: string) =>
  Effect.sync(() => log.push(`${name} begins`)).pipe(
    Effect.zipRight(Effect.sleep("10 seconds")),
    Effect.zipRight(Effect.sync(() => log.push(`${name} ends`))),
    Effect.as(name)
  )

describe("WorkbookQueue", () => {
  it.effect("runs one effect at a time, in the order of arrival", () =>
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

  it.effect("does not run a waiting effect that was interrupted, and runs the next one", () =>
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

  it.effect("ends an interrupted caller at once, but starts the next effect only after the running one", () =>
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

  it.effect("starts no effect in a cooldown, and one effect after it", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const noted = (name: string) => Effect.map(Clock.currentTimeMillis, (now) => log.push(`${now / 1000} ${name}`))
      yield* queue.startCooldown("30 seconds")
      const a = yield* Effect.fork(queue.run(noted("a")))
      yield* Effect.fork(queue.turn(noted("b")))
      yield* Effect.fork(queue.run(Effect.delay(noted("c"), "1 second")))
      yield* TestClock.adjust("10 seconds")
      yield* queue.startCooldown("5 seconds")
      yield* Fiber.interrupt(a)
      yield* TestClock.adjust("19 seconds")
      assert.deepStrictEqual(log, [])
      yield* queue.startCooldown("2 seconds")
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(log, ["31 b", "32 c"])
    }))

  it.effect("starts the next effect if an effect is interrupted in the moment of its turn", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const log: Array<string> = []
      const a = yield* Effect.fork(queue.run(Effect.sleep("1 second")))
      const b = yield* Effect.fork(queue.run(tenSeconds(log, "b")))
      const c = yield* Effect.fork(queue.run(tenSeconds(log, "c")))
      // b is interrupted in the same step in which it gets its turn
      a.addObserver(() => b.unsafeInterruptAsFork(FiberId.none))
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.await(b)
      yield* Fiber.join(c)
      assert.deepStrictEqual(log.slice(-2), ["c begins", "c ends"])
      assert.strictEqual(yield* queue.run(Effect.succeed("free")), "free")
    }))

  it.effect("stays usable after any order of ends and interrupts", () =>
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

  it.effect("starts the next effect after a failure or a defect", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      assert.isTrue(Exit.isFailure(yield* Effect.exit(queue.run(Effect.fail("no")))))
      assert.isTrue(Exit.isFailure(yield* Effect.exit(queue.run(Effect.die("never")))))
      assert.strictEqual(yield* queue.run(Effect.succeed("yes")), "yes")
    }))

  it.effect("runs onCooldown of each waiting effect when a cooldown starts and when it is extended", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const told: Array<string> = []
      const listening = (name: string, patience: number) => ({ until }: WorkbookQueue.Cooldown) => {
        told.push(`${name} ${until / 1000}`)
        return until > patience * 1000 ? Effect.fail(`${name} refuses`) : Effect.void
      }
      const ran: Array<string> = []
      const call = (name: string, patience: number) =>
        Effect.fork(Effect.either(queue.run(Effect.sync(() => ran.push(name)), listening(name, patience))))
      yield* Effect.fork(queue.run(Effect.sleep("5 seconds")))
      yield* Effect.yieldNow()
      const [a, b, c] = [yield* call("a", 1000), yield* call("b", 30), yield* call("c", 60)]
      yield* TestClock.adjust("1 second")
      yield* queue.startCooldown("19 seconds", answer)
      yield* queue.startCooldown("10 seconds", answer)
      yield* queue.startCooldown("20 seconds")
      yield* TestClock.adjust("6 seconds")
      assert.deepStrictEqual(told, ["a 20", "b 20", "c 20"])
      yield* queue.startCooldown("43 seconds", answer)
      assert.deepStrictEqual(yield* Fiber.join(b), yield* Effect.either(Effect.fail("b refuses")))
      const late = yield* call("late", 1)
      assert.isTrue((yield* Fiber.join(late))._tag === "Left")
      yield* TestClock.adjust("42 seconds")
      assert.deepStrictEqual(ran, [])
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(a)
      yield* Fiber.join(c)
      assert.deepStrictEqual(ran, ["a", "c"])
      assert.deepStrictEqual(told.slice(3).toSorted(), ["a 50", "b 50", "c 50", "late 50"])
    }))

  it.effect.prop(
    "any order of rests, refusals and interrupts keeps the order and leaves the queue usable",
    [fc.array(
      fc.record({
        does: fc.constantFrom("run", "refuse", "rest", "pause", "interrupt", "wait"),
        time: fc.integer({ min: 1, max: 10 })
      }),
      { maxLength: 30 }
    )],
    ([steps]) =>
      Effect.gen(function*() {
        const queue = WorkbookQueue.make()
        const began: Array<number> = []
        const fibers: Array<Fiber.Fiber<unknown, unknown>> = []
        let running = 0
        let until = 0
        const work = (index: number, time: number) =>
          Effect.acquireUseRelease(
            Effect.map(Clock.currentTimeMillis, (now) => {
              assert.strictEqual(++running, 1)
              assert.isAtLeast(now, until)
              began.push(index)
            }),
            () => Effect.sleep(time * 1000),
            () => Effect.sync(() => running--)
          )
        for (const [index, { does, time }] of steps.entries()) {
          const now = yield* Clock.currentTimeMillis
          if (does === "run") fibers.push(yield* Effect.fork(queue.run(work(index, time), () => Effect.void)))
          if (does === "refuse") {
            fibers.push(yield* Effect.fork(Effect.either(queue.run(work(index, time), () => Effect.fail("no")))))
          }
          if (does === "rest" || does === "pause") {
            until = Math.max(until, now + time * 1000)
            yield* queue.startCooldown(time * 1000, ...(does === "rest" ? [answer] : []))
          }
          if (does === "interrupt") yield* Effect.forEach(fibers.slice(-1), Fiber.interruptFork)
          yield* TestClock.adjust(does === "wait" ? time * 1000 : 0)
        }
        yield* TestClock.adjust("10 minutes")
        yield* Effect.forEach(fibers, Fiber.await)
        assert.deepStrictEqual(began, began.toSorted((a, b) => a - b))
        assert.strictEqual(yield* queue.run(Effect.succeed("free")), "free")
        assert.isTrue(queue.isFree(yield* Clock.currentTimeMillis))
      })
  )
})
