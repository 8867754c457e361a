/**
 * Runs client and service over real sockets for minutes of real time. The service is a separate process, has faults,
 * and is killed once. Afterwards the acknowledged results are compared with the files.
 */
import * as AccessToken from "@effect-workbook/client/AccessToken"
import * as DriveItem from "@effect-workbook/client/DriveItem"
import * as GraphClient from "@effect-workbook/client/GraphClient"
import * as WorkbookSessions from "@effect-workbook/client/WorkbookSessions"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import * as Books from "./Books.js"
import * as Faults from "./Faults.js"
import * as Ledger from "./Ledger.js"
import * as Observations from "./Observations.js"
import * as Report from "./Report.js"
import * as Service from "./Service.js"
import type { Settings } from "./Settings.js"
import * as Watch from "./Watch.js"
import * as Workers from "./Workers.js"

/** Functions of the process. */
export interface Environment {
  /** The used heap of this process in bytes, after garbage collection. */
  readonly heapUsed: Effect.Effect<number>
  readonly progress: (line: string) => Effect.Effect<void>
}

/** The time limit for all workers to stop. */
const timeLimit = "4 minutes"

/** The longest idle limit, plus the minute until the service notices. */
const idleLimit = "8 minutes"

/** The request rate to which the client limits itself. */
const mostRequestsASecond = 150

/** Runs the soak test and returns its report. */
export const run = (settings: Settings, environment: Environment) =>
  Effect.gen(function*() {
    let isOk = false
    const fs = yield* FileSystem.FileSystem
    // the files are kept if something is wrong
    const folder = yield* Effect.acquireRelease(
      Effect.orDie(fs.makeTempDirectory({ prefix: "soak-" })),
      (folder, exit) =>
        Exit.isSuccess(exit) && !isOk ? Effect.void : Effect.ignore(fs.remove(folder, { recursive: true }))
    )
    const slots = Math.ceil(settings.sessions / Books.count)
    yield* Effect.orDie(Books.write(folder, slots))
    const service = yield* Service.make(folder)
    const scene: Scene = {
      settings,
      service,
      progress: environment.progress,
      ledger: Ledger.make({
        capacity: Math.ceil((settings.minutes + 5) * 60 * mostRequestsASecond),
        books: Books.count,
        workers: settings.sessions
      }),
      watch: Watch.make(),
      observations: yield* Observations.make(service, environment.heapUsed)
    }
    // interrupting the soak test must not wait for all workers
    const client = yield* Effect.disconnect(work(scene))
    const left = yield* sessionsLeft(scene)
    const metrics = yield* Observations.metrics
    const heapAtEnd = yield* environment.heapUsed
    yield* service.kill
    const saved = yield* Effect.orDie(Books.read(folder, { slots, workers: settings.sessions }))
    const outcome = Report.conclude({ ...scene, ...client, ...left, metrics, heapAtEnd, saved, folder })
    isOk = outcome.isOk
    return outcome
  }).pipe(Effect.scoped, Effect.withRandom(Random.make(`soak ${settings.seed}`)))

interface Scene {
  readonly settings: Settings
  readonly service: Service.Service
  readonly progress: Environment["progress"]
  readonly ledger: Ledger.Ledger
  readonly watch: Watch.Watch
  readonly observations: Observations.Observations
}

/** Runs the client, from its first request until it is released. */
const work = (scene: Scene) => {
  const graph = GraphClient.layer({
    baseUrl: `${scene.service.url}/v1.0`,
    transformClient: scene.watch.through
  }).pipe(Layer.provide(AccessToken.layer(Redacted.make("the token of the soak"))))
  return Effect.gen(function*() {
    const { leaving, recovery } = yield* Effect.provide(
      workers(scene),
      WorkbookSessions.layer({ idleTimeToLive: "5 seconds" })
    )
    return { leaving, recovery, queues: yield* fullQueues }
  }).pipe(Effect.provide(graph), scene.observations.countWarnings)
}

/** Starts the workers, disturbs the service, and waits until all workers have stopped. */
const workers = (scene: Scene) =>
  Effect.gen(function*() {
    const { ledger, service, settings } = scene
    let isOver = false
    yield* service.addFaults(scheduleOf(settings, 0))
    const working = yield* Effect.forEach(
      Array.from({ length: settings.sessions }, (_, worker) => worker),
      (worker) => Effect.forkDaemon(Workers.run(worker, { seed: settings.seed, ledger, isOver: () => isOver }))
    )
    const killing = yield* trouble(scene)
    isOver = true
    const [took, ended] = yield* Fiber.awaitAll(working).pipe(
      Effect.disconnect,
      Effect.timeoutOption(timeLimit),
      Effect.timed
    )
    const recovery = yield* Effect.timeoutOption(Fiber.join(killing), "10 seconds")
    return { recovery: Option.flatten(Option.flatten(recovery)), leaving: Option.as(ended, took) }
  })

/**
 * Injects faults, samples the service and kills it once, until the time is over. Afterwards the service has no faults.
 */
const trouble = (scene: Scene) =>
  Effect.gen(function*() {
    const { observations, service, settings } = scene
    const time = Duration.minutes(settings.minutes)
    const killing = yield* Effect.forkDaemon(
      settings.kill ? Effect.asSome(Effect.delay(killed(scene), Duration.times(time, 1 / 3))) : Effect.succeedNone
    )
    const every = (pause: Duration.DurationInput, effect: Effect.Effect<void>) =>
      Effect.forkScoped(Effect.schedule(observations.whileUp(effect), Schedule.spaced(pause)))
    yield* every("10 seconds", observations.sample)
    yield* every("1 minute", observations.countStrikes)
    yield* every("12 seconds", Effect.flatMap(Faults.trial, service.addFaults))
    yield* every("1 second", tell(scene, time))
    yield* Effect.sleep(time)
    return killing
  }).pipe(
    Effect.scoped,
    Effect.zipLeft(scene.observations.countStrikes),
    Effect.zipLeft(scene.service.clearFaults)
  )

const scheduleOf = ({ seed }: Settings, part: number) => ({ seed: seed * 10 + part, rate: Faults.rate })

/** Kills the service, waits 3 seconds, and restarts it on the same port. Returns the time until a row was added. */
const killed = ({ ledger, observations, service, settings, watch }: Scene) =>
  Effect.gen(function*() {
    yield* observations.countStrikes
    const openBefore = (yield* service.openSessions).length
    const endsBefore = new Map(ledger.ends)
    yield* observations.whileDown(Effect.gen(function*() {
      yield* service.kill
      yield* Effect.sleep("3 seconds")
      yield* watch.serviceDied
      yield* observations.serviceDied
      yield* service.restart
      yield* service.addFaults(scheduleOf(settings, 1))
    }))
    const rowsBefore = rowsIn(ledger)
    const [took, added] = yield* Effect.void.pipe(
      Effect.repeat({ until: () => rowsIn(ledger) > rowsBefore, schedule: Schedule.spaced("50 millis") }),
      Effect.timeoutOption("5 minutes"),
      Effect.timed
    )
    return Option.as(added, { openBefore, took, endsBefore, endsAfter: new Map(ledger.ends) })
  })

const rowsIn = ({ ends }: Ledger.Ledger): number =>
  (ends.get("row acknowledged") ?? 0) + (ends.get("verifiedRow acknowledged") ?? 0)

const tell = ({ ledger, progress }: Scene, time: Duration.Duration) =>
  Effect.gen(function*() {
    const {
      "http.client.request.duration": requests = 0,
      "workbook.session.active": open = 0
    } = yield* Observations.metrics
    yield* progress(
      `soaking for ${Duration.format(time)}: ${open} sessions, ${requests} requests, ${rowsIn(ledger)} rows, ` +
        `${ledger.surprises.size} kinds of surprise`
    )
  })

/** The workbook queues that are not empty. A `Retry-After` may have to pass first. */
const fullQueues = Effect.gen(function*() {
  const graph = yield* GraphClient.GraphClient
  const full = yield* Effect.forEach(
    Array.from({ length: Books.count }, (_, book) => Books.nameOf(book)),
    Effect.fnUntraced(function*(name) {
      const workbook = yield* Effect.orDie(DriveItem.resolve(Workbook.path(`/${name}`)))
      const queue = yield* graph.queue(workbook)
      const turn = yield* queue.turn(Effect.void).pipe(Effect.disconnect, Effect.timeoutOption("45 seconds"))
      return Option.isSome(turn) ? [] : [`somebody is still in the queue of ${name}`]
    }, Effect.scoped),
    { concurrency: "unbounded" }
  )
  return full.flat()
})

/**
 * Checks the sessions that the service still has after the client has ended. They must not be more than those that the
 * client could not close through no fault of its own. These will expire.
 */
const sessionsLeft = Effect.fnUntraced(function*({ progress, service, settings, watch }: Scene) {
  const open = yield* service.openSessions
  const tooMany = Array.from(new Set(open.map(({ itemId }) => itemId)), (item) => {
    const here = open.filter(({ itemId }) => itemId === item)
    const explained = watch.mayBeOpen(item)
    return here.length > explained
      ? [`${here[0]?.path} has ${here.length} open, of which ${explained} are explained`]
      : []
  }).flat()
  if (settings.wait && open.length > 0) yield* progress(`${open.length} sessions are left to idle out`)
  const none = service.openSessions.pipe(
    Effect.repeat({ until: (open) => open.length === 0, schedule: Schedule.spaced("5 seconds") }),
    Effect.timeoutOption(idleLimit)
  )
  const started = yield* Clock.currentTimeMillis
  if (settings.wait) yield* none
  const idledOut = Duration.millis((yield* Clock.currentTimeMillis) - started)
  return { orphans: open.length, tooMany, idledOut, stillOpen: (yield* service.openSessions).length }
})
