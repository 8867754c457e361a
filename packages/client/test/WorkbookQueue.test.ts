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

  it.effect("whoever waits is told of a rest, when it comes and when it gets longer, and may refuse to wait", () =>
    Effect.gen(function*() {
      const queue = WorkbookQueue.make()
      const told: Array<string> = []
      const listening = (name: string, patience: number) => ({ until }: WorkbookQueue.Rest) => {
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
      yield* queue.rest("19 seconds", answer)
      yield* queue.rest("10 seconds", answer)
      yield* queue.rest("20 seconds")
      yield* TestClock.adjust("6 seconds")
      assert.deepStrictEqual(told, ["a 20", "b 20", "c 20"])
      yield* queue.rest("43 seconds", answer)
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
            yield* queue.rest(time * 1000, ...(does === "rest" ? [answer] : []))
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
