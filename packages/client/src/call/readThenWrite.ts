import * as Effect from "effect/Effect"
import * as WorkbookSession from "../WorkbookSession.js"

const locks = new WeakMap<WorkbookSession.Service, Effect.Semaphore>()

/**
 * Runs an effect that reads and then writes what depends on it. Such effects of one session run one after the other, because
 * two of them would otherwise read the same state. They must not be nested.
 *
 * @internal
 */
export const readThenWrite = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R | WorkbookSession.WorkbookSession> =>
  Effect.flatMap(WorkbookSession.WorkbookSession, (session) => {
    const lock = locks.get(session) ?? Effect.unsafeMakeSemaphore(1)
    locks.set(session, lock)
    return lock.withPermits(1)(self)
  })
