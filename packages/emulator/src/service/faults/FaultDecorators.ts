/**
 * Decorators that inject faults into the inner services, which do not know about faults themselves. A `FiberRef`
 * carries the fault of the current request, also into background fibers.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type * as Fault from "../../Fault.js"
import type * as Undocumented from "../../Undocumented.js"
import type { Item } from "../Drive.js"
import * as Failure from "../Failure.js"
import type * as Operations from "../Operations.js"
import type * as Sessions from "../Sessions.js"
import * as Workbooks from "../Workbooks.js"
import type * as Faults from "./Faults.js"

interface InjectedFault {
  readonly fault: Fault.Fault
  /** The session id of the request. */
  readonly session: string | undefined
}

const currentFault: FiberRef.FiberRef<InjectedFault | undefined> = FiberRef.unsafeMake<InjectedFault | undefined>(
  undefined
)

/** Runs a struck request with its fault. */
export const withFault = <A, E>(request: Effect.Effect<A, E>, injected: InjectedFault): Effect.Effect<A, E> =>
  Effect.locally(request, currentFault, injected)

/** Injects failed saves. */
export const workbooks = (inner: Workbooks.Workbooks): Workbooks.Workbooks => ({
  ...inner,
  save: (opened, prepare) =>
    Effect.flatMap(
      FiberRef.get(currentFault),
      (injected) =>
        inner.save(
          opened,
          injected?.fault.do._tag === "FailSave"
            ? Effect.map(prepare, ({ item, make }) => ({ item, make: Effect.zipRight(make, Workbooks.savingFailed) }))
            : prepare
        )
    )
})

/** Injects edit locks of another user. */
export const sessions = (
  inner: Sessions.Sessions,
  faults: Faults.Faults,
  { lockStatus }: Pick<Undocumented.Positions, "lockStatus">
): Sessions.Sessions => {
  const locked = ({ by }: Fault.Lock): Failure.Failure => {
    const message = `${by} is editing this workbook.`
    return lockStatus === 409
      ? Failure.excel("accessConflict", message, "EditModeCannotAcquireLock")
      : Failure.excel("tooManyRequestsUncategorized", message, "EditModeCannotAcquireLockTooManyRequests")
  }
  const unlessLocked = <A>(item: Item, effect: Effect.Effect<A, Failure.Failure>) =>
    Effect.flatMap(
      faults.locking(item.id),
      (lock) =>
        lock === undefined
          ? effect
          : locked(lock)
    )
  return {
    ...inner,
    create: (options) => unlessLocked(options.item, inner.create(options)),
    use: (target, changes, f) => {
      const use = inner.use(target, changes, f)
      return changes ? unlessLocked(target.item, use) : use
    }
  }
}

/** Injects failed and slow operations. */
export const operations = (inner: Operations.Operations, sessions: Sessions.Sessions): Operations.Operations => {
  const withInjectedFault = (
    work: Effect.Effect<Operations.Outcome, Failure.Failure>,
    { fault, session }: InjectedFault
  ) => {
    const { do: kind, when } = fault
    switch (kind._tag) {
      case "SlowOperation":
        return Effect.delay(work, kind.by)
      case "FailOperation": {
        const failure = Effect.zipRight(
          session !== undefined && Failure.endsSession(kind) ? sessions.end(session) : Effect.void,
          Failure.custom({ status: 500, ...kind })
        )
        return when === "after" ? Effect.zipRight(work, failure) : failure
      }
      default:
        return work
    }
  }
  return {
    ...inner,
    start: (options) =>
      Effect.flatMap(
        FiberRef.get(currentFault),
        (injected) =>
          inner.start(
            injected === undefined ? options : { ...options, work: withInjectedFault(options.work, injected) }
          )
      )
  }
}
