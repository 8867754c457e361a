/** The users of one run: each opens a session of some kind, works in it, and leaves or is interrupted. */
import * as AccessToken from "@effect-workbook/client/AccessToken"
import * as GraphClient from "@effect-workbook/client/GraphClient"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as WorkbookSessions from "@effect-workbook/client/WorkbookSessions"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Actions from "./Actions.js"
import type * as Chance from "./Chance.js"
import type { Call, Holding, Moment, Outcome } from "./History.js"
import * as Listening from "./Listening.js"

/** The kinds of sessions that users open. */
export const manners = ["persistent", "pooled", "nonPersistent", "restoring", "sessionless"] as const
export type Manner = (typeof manners)[number]

export interface User {
  readonly number: number
  readonly book: string
  readonly manner: Manner
  readonly steps: number
  /** When the user is interrupted, in milliseconds. */
  readonly leaves: number | undefined
  /** The length of pauses between steps, and their probability. */
  readonly pauses: { readonly millis: number; readonly often: number }
}

export interface Plan {
  readonly users: ReadonlyArray<User>
  /** When everything is interrupted, in milliseconds. */
  readonly ends: number | undefined
  readonly requestTimeout: number
  readonly refreshAfter: number | undefined
}

export interface Records {
  readonly moment: () => Moment
  readonly holdings: Array<Holding>
  readonly calls: Array<Call>
  readonly told: Array<string>
  /** Makes and records a new token. */
  readonly newToken: () => string
}

type Needs = GraphClient.GraphClient | WorkbookSessions.WorkbookSessions
type Session = typeof WorkbookSession.WorkbookSession.Service

/** Runs the client and its users until all have ended. */
export const live = (plan: Plan, records: Records, chance: Chance.Chance, baseUrl: string) => {
  const token = Effect.sync(() => Redacted.make(records.newToken()))
  const graph = GraphClient.layer({ baseUrl, requestTimeout: plan.requestTimeout }).pipe(
    Layer.provide(AccessToken.layerEffect(token))
  )
  const pool = WorkbookSessions.layer({ idleTimeToLive: "500 millis", refreshAfter: plan.refreshAfter })
  const pooled = Array.from(new Set(plan.users.filter(isPooled).map(({ book }) => book)))
  const limits = new Map<string, number>()
  const users = Effect.forEach(plan.users, (user) => stay({ user, plan, records, chance, limits }), {
    concurrency: "unbounded",
    discard: true
  })
  // the pool has one session for each workbook, regardless of the number of users
  const world = pooled.reduce(
    (inner, book) => held(records, { who: "the pool", book, mode: "persistent", restores: false }, inner),
    Effect.provide(users, pool)
  ).pipe(Effect.provide(Layer.provideMerge(graph, Listening.layer(records.told))))
  return plan.ends === undefined ? world : interruptedAfter(world, plan.ends)
}

const isPooled = ({ manner }: User): boolean => manner === "pooled"

const interruptedAfter = <A, E, R>(self: Effect.Effect<A, E, R>, millis: number): Effect.Effect<void, E, R> =>
  Effect.raceFirst(Effect.asVoid(self), Effect.sleep(Duration.millis(millis)))

interface Here {
  readonly user: User
  readonly plan: Plan
  readonly records: Records
  readonly chance: Chance.Chance
  /** How much of each limited supply has been used. */
  readonly limits: Map<string, number>
}

const nameOf = ({ manner, number }: User): string => `${manner} user ${number}`

const modeOf = (manner: Manner): Holding["mode"] => {
  if (manner === "sessionless") return "sessionless"
  return manner === "persistent" || manner === "pooled" ? "persistent" : "nonPersistent"
}

/** Records when a user starts and stops holding a session. */
const held = <A, E, R>(
  { holdings, moment }: Records,
  about: Omit<Holding, "opened" | "closed">,
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    const holding: Holding = { ...about, opened: moment() }
    holdings.push(holding)
    return Effect.onExit(self, () =>
      Effect.sync(() => {
        holding.closed = moment()
      }))
  })

const stay = (here: Here): Effect.Effect<void, never, Needs> => {
  const { records, user } = here
  const { book, leaves, manner } = user
  const visit = Effect.scoped(
    Effect.flatMap(open(here), (session) => Effect.provideService(work(here), WorkbookSession.WorkbookSession, session))
  )
  const about = { who: nameOf(user), book, mode: modeOf(manner), restores: manner === "restoring" }
  const holding = isPooled(user) ? visit : held(records, about, visit)
  const ended = leaves === undefined ? holding : interruptedAfter(holding, leaves)
  return written(ended)
}

/** The outcome of a call has been recorded, so the user continues. */
const written = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<void, never, R> =>
  self.pipe(
    Effect.catchAll(() => Effect.void),
    Effect.catchAllDefect(() => Effect.void)
  )

const open = (here: Here): Effect.Effect<Session, { readonly _tag: string }, Needs | Scope.Scope> => {
  const { chance, plan: { refreshAfter }, user: { book, manner } } = here
  const workbook = Workbook.path(`/${book}`)
  const opening = { what: "open", verified: false, write: undefined }
  const make = (options: Omit<WorkbookSession.Options, "workbook">) =>
    called(here, opening, WorkbookSession.make({ ...options, workbook, refreshAfter }))
  switch (manner) {
    case "pooled":
      return called(
        here,
        opening,
        Effect.flatMap(WorkbookSessions.WorkbookSessions, (sessions) => sessions.get({ workbook }))
      )
    case "restoring":
      return make({ mode: "nonPersistent", restore: Actions.restore(able(here)) })
    default:
      return make({ mode: manner === "persistent" && chance.happens(0.5) ? undefined : manner })
  }
}

const able = ({ chance, limits, records, user }: Here): Actions.Able => ({
  user: user.number,
  chance,
  marker: () => `${user.manner} ${user.number} no ${records.calls.length} ${chance.between(1000, 9999)}`,
  mayTake: (what, most) => {
    const key = `${user.book} ${what}`
    const taken = limits.get(key) ?? 0
    limits.set(key, taken + 1)
    return taken < most
  }
})

const work = (here: Here) =>
  Effect.gen(function*() {
    const { chance, user } = here
    for (let done = 0; done < user.steps; done++) {
      const action = Actions.choose(able(here))
      const call = called(here, action, action.run)
      const ended = chance.happens(0.1) ? interruptedAfter(call, chance.between(0, 1500)) : call
      yield* written(ended)
      if (done < user.steps - 1) {
        const millis = chance.happens(user.pauses.often) ? user.pauses.millis : chance.between(0, 50)
        yield* Effect.sleep(Duration.millis(millis))
      }
    }
  })

/** Makes a call and records its outcome. */
const called = <A, E extends { readonly _tag: string }, R>(
  { records, user }: Here,
  { verified, what, write }: Omit<Actions.Action, "run">,
  run: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    const { book, manner } = user
    const saves = modeOf(manner) !== "nonPersistent"
    const call: Call = { who: nameOf(user), what, book, saves, verified, write, begun: records.moment() }
    records.calls.push(call)
    return Effect.onExit(run, (exit) =>
      Effect.sync(() => {
        call.ended = records.moment()
        call.outcome = outcomeOf(exit)
        if (Exit.isFailure(exit)) records.told.push(...Listening.ofCause(exit.cause))
      }))
  })

const outcomeOf = (exit: Exit.Exit<unknown, { readonly _tag: string }>): Outcome => {
  if (Exit.isSuccess(exit)) return { _tag: "Success" }
  const failure = Cause.failureOption(exit.cause)
  if (Cause.isDie(exit.cause)) return { _tag: "Defect", told: Listening.ofCause(exit.cause)[0] ?? "" }
  return Option.isSome(failure) ? { _tag: "Failure", error: failure.value._tag } : { _tag: "Interrupted" }
}
