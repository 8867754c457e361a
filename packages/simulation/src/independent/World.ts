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
import type { Call, Holding, Moment, Outcome } from "./History.js"
import * as Listening from "./Listening.js"
import type * as SeededRandom from "./SeededRandom.js"

/** The kinds of sessions that users open. */
export const sessionKinds = ["persistent", "pooled", "nonPersistent", "restoring", "sessionless"] as const
export type SessionKind = (typeof sessionKinds)[number]

export interface User {
  readonly number: number
  readonly book: string
  readonly sessionKind: SessionKind
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
  readonly emitted: Array<string>
  /** Makes and records a new token. */
  readonly newToken: () => string
}

type Needs = GraphClient.GraphClient | WorkbookSessions.WorkbookSessions
type Session = typeof WorkbookSession.WorkbookSession.Service

/** Runs the client and its users until all have ended. */
export const run = (plan: Plan, records: Records, random: SeededRandom.SeededRandom, baseUrl: string) => {
  const token = Effect.sync(() => Redacted.make(records.newToken()))
  const graph = GraphClient.layer({ baseUrl, requestTimeout: plan.requestTimeout }).pipe(
    Layer.provide(AccessToken.layerEffect(token))
  )
  const pool = WorkbookSessions.layer({
    idleTimeToLive: "500 millis",
    refreshAfter: plan.refreshAfter,
    // the rules read one request in each exchange; only users of the pool make concurrent calls
    batching: false
  })
  const pooled = Array.from(new Set(plan.users.filter(isPooled).map(({ book }) => book)))
  const limits = new Map<string, number>()
  const users = Effect.forEach(plan.users, (user) => scope({ user, plan, records, random, limits }), {
    concurrency: "unbounded",
    discard: true
  })
  // the pool has one session for each workbook, regardless of the number of users
  const world = pooled.reduce(
    (inner, book) => held(records, { user: "the pool", book, mode: "persistent", restores: false }, inner),
    Effect.provide(users, pool)
  ).pipe(Effect.provide(Layer.provideMerge(graph, Listening.layer(records.emitted))))
  return plan.ends === undefined ? world : interruptedAfter(world, plan.ends)
}

const isPooled = ({ sessionKind }: User): boolean => sessionKind === "pooled"

const interruptedAfter = <A, E, R>(self: Effect.Effect<A, E, R>, millis: number): Effect.Effect<void, E, R> =>
  Effect.raceFirst(Effect.asVoid(self), Effect.sleep(Duration.millis(millis)))

interface Here {
  readonly user: User
  readonly plan: Plan
  readonly records: Records
  readonly random: SeededRandom.SeededRandom
  /** How much of each limited supply has been used. */
  readonly limits: Map<string, number>
}

const nameOf = ({ sessionKind, number }: User): string => `${sessionKind} user ${number}`

const modeOf = (sessionKind: SessionKind): Holding["mode"] => {
  if (sessionKind === "sessionless") return "sessionless"
  return sessionKind === "persistent" || sessionKind === "pooled" ? "persistent" : "nonPersistent"
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

const scope = (here: Here): Effect.Effect<void, never, Needs> => {
  const { records, user } = here
  const { book, leaves, sessionKind } = user
  const visit = Effect.scoped(
    Effect.flatMap(open(here), (session) => WorkbookSession.provide(work(here), session))
  )
  const about = { user: nameOf(user), book, mode: modeOf(sessionKind), restores: sessionKind === "restoring" }
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
  const { random, plan: { refreshAfter }, user: { book, sessionKind } } = here
  const workbook = Workbook.path(`/${book}`)
  const opening = { what: "open", verified: false, write: undefined }
  const make = (options: Omit<WorkbookSession.Options, "workbook">) =>
    called(here, opening, WorkbookSession.make({ ...options, workbook, refreshAfter }))
  switch (sessionKind) {
    case "pooled":
      return called(
        here,
        opening,
        Effect.flatMap(WorkbookSessions.WorkbookSessions, (sessions) => sessions.get({ workbook }))
      )
    case "restoring":
      return make({ mode: "nonPersistent", restore: Actions.restore(context(here)) })
    default:
      return make({ mode: sessionKind === "persistent" && random.boolean(0.5) ? undefined : sessionKind })
  }
}

const context = ({ random, limits, records, user }: Here): Actions.ActionContext => ({
  user: user.number,
  random,
  marker: () => `${user.sessionKind} ${user.number} no ${records.calls.length} ${random.integer(1000, 9999)}`,
  mayTake: (what, most) => {
    const key = `${user.book} ${what}`
    const taken = limits.get(key) ?? 0
    limits.set(key, taken + 1)
    return taken < most
  }
})

const work = (here: Here) =>
  Effect.gen(function*() {
    const { random, user } = here
    for (let done = 0; done < user.steps; done++) {
      const action = Actions.choose(context(here))
      const call = called(here, action, action.run)
      const ended = random.boolean(0.1) ? interruptedAfter(call, random.integer(0, 1500)) : call
      yield* written(ended)
      if (done < user.steps - 1) {
        const millis = random.boolean(user.pauses.often) ? user.pauses.millis : random.integer(0, 50)
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
    const { book, sessionKind } = user
    const saves = modeOf(sessionKind) !== "nonPersistent"
    const call: Call = { user: nameOf(user), what, book, saves, verified, write, started: records.moment() }
    records.calls.push(call)
    return Effect.onExit(run, (exit) =>
      Effect.sync(() => {
        call.ended = records.moment()
        call.outcome = outcomeOf(exit)
        if (Exit.isFailure(exit)) records.emitted.push(...Listening.ofCause(exit.cause))
      }))
  })

const outcomeOf = (exit: Exit.Exit<unknown, { readonly _tag: string }>): Outcome => {
  if (Exit.isSuccess(exit)) return { _tag: "Success" }
  const failure = Cause.failureOption(exit.cause)
  if (Cause.isDie(exit.cause)) return { _tag: "Defect", message: Listening.ofCause(exit.cause)[0] ?? "" }
  return Option.isSome(failure) ? { _tag: "Failure", error: failure.value._tag } : { _tag: "Interrupted" }
}
