import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, FastCheck, Fiber } from "effect"
import * as Mutex from "../../src/service/Mutex.js"

describe("Mutex", () => {
  it.effect("runs one effect at a time, in the order of the calls", () =>
    Effect.gen(function*() {
      const mutex = yield* Mutex.make<never>()
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
      const mutex = yield* Mutex.make<never>()
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
      const mutex = yield* Mutex.make<never>()
      const first = yield* Effect.fork(
        Effect.either(mutex.withLock(Effect.zipRight(Effect.yieldNow(), Effect.fail("no"))))
      )
      const second = yield* Effect.fork(mutex.withLock(Effect.succeed("yes")))
      assert.strictEqual((yield* Fiber.join(first))._tag, "Left")
      assert.strictEqual(yield* Fiber.join(second), "yes")
      assert.strictEqual(yield* mutex.withLock(Effect.succeed(1)), 1)
    }))

  it.effect.prop(
    "steps that share a commit succeed if and only if they are committed",
    [
      FastCheck.array(FastCheck.constantFrom("succeeds", "fails", "failsAgain", "refused", "dies"), { maxLength: 40 }),
      FastCheck.infiniteStream(FastCheck.boolean())
    ],
    ([kinds, commits]) =>
      Effect.gen(function*() {
        const mutex = yield* Mutex.make<string>()
        let stored: ReadonlyArray<number> = []
        let model: ReadonlyArray<number> = []
        let commitCount = 0
        const commit = Effect.gen(function*() {
          commitCount++
          yield* Effect.yieldNow()
          if (commits.next().value === true) stored = model
          else return yield* Effect.fail("not committed")
        })
        const rollback = Effect.sync(() => {
          model = stored
        })
        const run = (kind: typeof kinds[number], index: number) =>
          Effect.gen(function*() {
            let runs = 0
            const step = Effect.gen(function*() {
              runs++
              model = [...model, index]
              yield* Effect.yieldNow()
              if (kind === "fails" || kind === "failsAgain" && runs > 1) return yield* Effect.fail("failed")
              if (kind === "dies") return yield* Effect.die("died")
              return index
            })
            const exit = yield* Effect.exit(
              mutex.transact(kind === "refused" ? Effect.fail("refused") : Effect.succeed(step), { commit, rollback })
            )
            assert.strictEqual(stored.filter((other) => other === index).length, Exit.isSuccess(exit) ? 1 : 0)
            if (kind === "fails" || kind === "dies" || kind === "refused") assert.isTrue(Exit.isFailure(exit))
            return exit
          })
        const exits = yield* Effect.forEach(kinds, run, { concurrency: "unbounded" })
        assert.deepStrictEqual(stored, exits.flatMap((exit) => Exit.isSuccess(exit) ? [exit.value] : []))
        if (kinds.length > 2 && kinds.every((kind) => kind === "succeeds")) {
          assert.isBelow(commitCount, kinds.length)
        }
      })
  )

  it.effect("an effect without a commit sees committed steps only", () =>
    Effect.gen(function*() {
      const mutex = yield* Mutex.make<never>()
      const gate = yield* Deferred.make<void>()
      let commits = 0
      const transaction = {
        commit: Effect.sync(() => {
          commits++
        }),
        rollback: Effect.void
      }
      const write = (step: Effect.Effect<void>) => Effect.fork(mutex.transact(Effect.succeed(step), transaction))
      const fibers = [
        yield* write(Deferred.await(gate)),
        yield* write(Effect.void),
        yield* Effect.fork(mutex.withLock(Effect.sync(() => assert.strictEqual(commits, 1)))),
        yield* write(Effect.void)
      ]
      yield* Effect.yieldNow()
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.joinAll(fibers)
      assert.strictEqual(commits, 2)
    }))

  it.effect("a step that is interrupted while it waits is not run", () =>
    Effect.gen(function*() {
      const mutex = yield* Mutex.make<never>()
      const gate = yield* Deferred.make<void>()
      const log: Array<string> = []
      const transaction = { commit: Effect.sync(() => log.push("commit")), rollback: Effect.void }
      const write = (name: string, step: Effect.Effect<void> = Effect.void) =>
        Effect.fork(
          mutex.transact(Effect.succeed(Effect.zipRight(step, Effect.sync(() => log.push(name)))), {
            ...transaction,
            commit: Effect.asVoid(transaction.commit)
          })
        )
      const first = yield* write("first", Deferred.await(gate))
      const second = yield* write("second")
      const third = yield* write("third")
      yield* Effect.yieldNow()
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(second)))
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.joinAll([first, third])
      assert.deepStrictEqual(log, ["first", "third", "commit"])
    }))
})
