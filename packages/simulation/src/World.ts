/** Runs a plan: one client and one service in this process, under virtual time. */
import * as AccessToken from "@effect-workbook/client/AccessToken"
import * as GraphClient from "@effect-workbook/client/GraphClient"
import * as WorkbookSessions from "@effect-workbook/client/WorkbookSessions"
import { Emulator } from "@effect-workbook/emulator"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Books from "./Books.js"
import * as Bulk from "./Bulk.js"
import * as Callers from "./Callers.js"
import * as Emitted from "./Emitted.js"
import * as Faults from "./Faults.js"
import * as History from "./History.js"
import type { Plan, User } from "./Plan.js"
import * as Users from "./Users.js"
import * as VirtualTime from "./VirtualTime.js"
import * as WallClock from "./WallClock.js"
import * as Wire from "./Wire.js"

/**
 * A mutation breaks the client on purpose, to prove that the checks find it. `between` wraps the HTTP client, `around`
 * the whole client and its token source, `clock` its clock, and `session` each session that a user opens. `bulk` replaces
 * functions of bulk steps.
 */
export interface Mutation {
  readonly between?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
  readonly around?: (
    graph: typeof GraphClient.GraphClient.Service,
    token: Effect.Effect<Redacted.Redacted>
  ) => typeof GraphClient.GraphClient.Service
  readonly clock?: (clock: Clock.Clock) => Clock.Clock
  readonly session?: (session: Users.Session) => Users.Session
  readonly bulk?: Partial<Bulk.Functions>
}

export interface Run {
  readonly history: History.History
  readonly outcome: VirtualTime.Outcome<void, never>
}

/** After this time, background closing has finished, and no session has expired yet. */
const grace = Duration.minutes(2)

const token = Redacted.make("the-secret-token-of-the-simulation")

export const run = (plan: Plan, template: Books.Template, mutation: Mutation = {}): Run => {
  const time = VirtualTime.make()
  const history = History.make()
  const outcome = time.run(
    Effect.withRandom(world(plan, template, mutation, time, history), Random.make(plan.seed))
  )
  return { history, outcome }
}

const world = Effect.fnUntraced(function*(
  plan: Plan,
  template: Books.Template,
  mutation: Mutation,
  time: VirtualTime.VirtualTime,
  history: History.History
) {
  const emulator = yield* Emulator.make({
    books: Object.fromEntries(
      Array.from({ length: plan.books }, (_, book) => [Books.nameOf(book), template[plan.sheets]])
    ),
    openDelay: plan.openDelay,
    errors: plan.errors,
    sessionLostStatus: plan.sessionLostStatus,
    faults: plan.faults
  })
  const files = yield* Effect.orDie(emulator.workbooks)
  const actor = yield* FiberRef.make<History.Actor | undefined>(undefined)
  const callers = Callers.make(actor)
  let order = 0
  const moment = (): History.Moment => ({ at: time.clock.unsafeCurrentTimeMillis(), order: order++ })
  const wire = Wire.make({
    seed: plan.seed,
    history,
    moment,
    actor,
    callers,
    books: new Map(files.map(({ id }, book) => [id, book])),
    service: emulator.client,
    clock: time.clock
  })

  yield* client(plan, mutation, wire.client, {
    history,
    moment,
    actor,
    callers,
    batching: plan.batching,
    bulk: { ...Bulk.functions, ...mutation.bulk },
    addressOf: (user) => addressOf(files, user)
  }).pipe(
    Emitted.recordIn(history.emitted),
    Effect.withClock((mutation.clock ?? identity)(WallClock.make(time.clock, plan.clockSets)))
  )
  history.over = moment()

  yield* Effect.sleep(grace)
  const open = yield* emulator.openSessions
  history.leftOpen = open.map(({ id }) => wire.sessionNumber(Redacted.value(id)) ?? "unheard")
  history.strikes = (yield* emulator.faults.struck).map(Faults.describe)
  yield* emulator.faults.clear
  yield* Effect.sleep("10 minutes")
  history.saved = yield* Effect.forEach(files, ({ path }) => Books.read(emulator.client, path))
}, Effect.scoped)

/** The token source. Some of its calls never complete. */
const source = (
  { tokenHangs }: Plan,
  { history, moment }: Pick<Users.Environment, "history" | "moment">
): Effect.Effect<Redacted.Redacted> => {
  let asked = 0
  const hang = Effect.async<never>(() => {
    // `Effect.never` would hold a timer, which keeps the process alive
    history.tokenHangs.push(moment())
  })
  return Effect.suspend(() => tokenHangs.includes(asked++) ? hang : Effect.succeed(token))
}

/** Runs all users, then closes the pool. */
const client = (
  plan: Plan,
  { around = (graph) => graph, between = (client) => client, session: wrapSession = (session) => session }: Mutation,
  wire: HttpClient.HttpClient,
  environment: Omit<Users.Environment, "interrupt" | "wrapSession">
) => {
  const tokens = source(plan, environment)
  return Effect.gen(function*() {
    const fibers = new Map<number, Fiber.Fiber<void>>()
    const interrupt = (user: number) => Effect.suspend(() => Fiber.interruptFork(fibers.get(user) ?? Fiber.void))
    for (const user of plan.users) {
      fibers.set(user.id, yield* Effect.fork(Users.run({ ...environment, interrupt, wrapSession }, user)))
    }
    yield* Fiber.awaitAll(fibers.values())
  }).pipe(Effect.provide(
    // the pool has to close its sessions before the client is released
    WorkbookSessions.layer({
      idleTimeToLive: plan.poolKeeps,
      batching: plan.batching,
      onEvent: Users.recordEvents(environment.history)
    }).pipe(
      Layer.provideMerge(
        Layer.effect(GraphClient.GraphClient, Effect.map(GraphClient.GraphClient, (graph) => around(graph, tokens)))
      ),
      Layer.provide(GraphClient.layer()),
      Layer.provide([AccessToken.layerEffect(tokens), Layer.succeed(HttpClient.HttpClient, between(wire))])
    )
  ))
}

const addressOf = (files: ReadonlyArray<Emulator.WorkbookFile>, { addressedBy, book }: User): Workbook.Workbook => {
  const file = files[book]
  return file === undefined || addressedBy === "path"
    ? Workbook.path(`/${Books.nameOf(book)}`)
    : Workbook.item(file.id, Workbook.drive(file.driveId))
}
