/** The workers of the soak test: each repeatedly opens a session, works in it, is sometimes interrupted, and leaves. */
import type * as GraphClient from "@effect-workbook/client/GraphClient"
import * as Range from "@effect-workbook/client/Range"
import * as Table from "@effect-workbook/client/Table"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as WorkbookSessions from "@effect-workbook/client/WorkbookSessions"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import * as Books from "./Books.js"
import * as Checks from "./Checks.js"
import type * as Ledger from "./Ledger.js"

type Needs = GraphClient.GraphClient | WorkbookSessions.WorkbookSessions

interface Visit {
  readonly worker: number
  readonly book: number
  readonly saves: boolean
  readonly ledger: Ledger.Ledger
  readonly isOver: () => boolean
}

/** Runs a worker until the time is over, with its own random source. */
export const run = (
  worker: number,
  options: { readonly seed: number; readonly ledger: Ledger.Ledger; readonly isOver: () => boolean }
): Effect.Effect<void, never, Needs> =>
  Effect.sleep("10 millis").pipe(
    Effect.zipRight(visit(worker, options)),
    // a failed opening is followed by a pause
    Effect.catchAll(() => pause(1, 4)),
    Effect.repeat({ until: options.isOver }),
    Effect.withRandom(Random.make(`soak ${options.seed} ${worker}`)),
    Effect.asVoid
  )

/** The kinds of sessions that workers open. */
const sessionKinds = ["persistent", "pooled", "nonPersistent", "restoring", "sessionless"] as const
type SessionKind = (typeof sessionKinds)[number]

const visit = Effect.fnUntraced(function*(
  worker: number,
  { isOver, ledger }: { readonly ledger: Ledger.Ledger; readonly isOver: () => boolean }
) {
  const sessionKind = yield* weighted<SessionKind>([
    [65, "persistent"],
    [12, "pooled"],
    [8, "nonPersistent"],
    [10, "restoring"],
    [5, "sessionless"]
  ])
  const book = (yield* happens(0.7)) ? worker % Books.count : yield* Random.nextIntBetween(0, Books.count)
  const saves = sessionKind !== "nonPersistent" && sessionKind !== "restoring"
  const here: Visit = { worker, book, saves, ledger, isOver }
  const steps = yield* Random.nextIntBetween(3, 15)
  const scope = Effect.gen(function*() {
    const session = yield* ledger.count(`open ${sessionKind}`, open(here, sessionKind))
    yield* work(here, steps).pipe(WorkbookSession.provide(session))
  }).pipe(Effect.scoped)
  return yield* (yield* happens(0.15))
    ? Effect.timeoutOption(scope, Duration.millis(yield* Random.nextIntBetween(0, 15_000)))
    : scope
})

type Session = typeof WorkbookSession.WorkbookSession.Service

const open = (
  here: Visit,
  sessionKind: SessionKind
): Effect.Effect<Session, WorkbookSessions.GetError, Needs | Scope.Scope> => {
  const workbook = Workbook.path(`/${Books.nameOf(here.book)}`)
  switch (sessionKind) {
    case "pooled":
      return Effect.flatMap(WorkbookSessions.WorkbookSessions, (sessions) => sessions.get({ workbook }))
    case "restoring":
      return WorkbookSession.make({ workbook, mode: "nonPersistent", restore: write(here) })
    default:
      return WorkbookSession.make({ workbook, mode: sessionKind })
  }
}

/** A lost session ends the work. After any other failure the worker continues. */
const work = (here: Visit, steps: number) =>
  Effect.gen(function*() {
    for (let done = 0; done < steps && !here.isOver(); done++) {
      yield* Effect.catchIf(yield* step(here), ({ _tag }) => _tag !== "SessionLost", () => Effect.void)
      yield* pause(0, 4)
    }
  })

const step = (here: Visit) =>
  weighted([
    [35, append(here)],
    [20, here.book === here.worker % Books.count ? appendVerified(here) : append(here)],
    [20, write(here)],
    [15, read(here)],
    [5, readTogether(here)],
    [5, Effect.void]
  ])

const append = ({ book, ledger, saves, worker }: Visit) =>
  ledger.write(
    { kind: saves ? "row" : "private", book, worker },
    (id) => Table.addRows(Table.named(Books.shared), [[id]])
  )

const appendVerified = ({ book, ledger, saves, worker }: Visit) =>
  ledger.write(
    { kind: saves ? "verifiedRow" : "private", book, worker },
    (id) => WorkbookSession.verified(Table.addRows(Table.named(Books.own(Math.floor(worker / Books.count))), [[id]]))
  )

const write = ({ book, ledger, saves, worker }: Visit) =>
  ledger.write(
    { kind: saves ? "cell" : "private", book, worker },
    (id) => Range.write(Range.at(Books.cellOf(worker)), [[id]])
  )

/** Reads and checks an acknowledged value. A private copy is not checked. */
const read = ({ book, ledger, saves, worker }: Visit) =>
  Effect.suspend(() => {
    const before = ledger.lastAcknowledged(worker, book)
    return ledger.count("read", Range.values(Range.at(Books.cellOf(worker)))).pipe(
      Effect.map(([row]) => {
        const problem = saves ? Checks.cell(ledger, { worker, book, value: row?.[0], since: before }) : undefined
        if (problem !== undefined) ledger.surprise("a read was stale", problem)
      })
    )
  })

/** Reads cells of several workers in one batch. */
const readTogether = ({ ledger, worker }: Visit) =>
  ledger.count(
    "read together",
    Effect.forEach([0, 1, 2, 3], (next) => Range.values(Range.at(Books.cellOf(worker + next))), { batching: true })
  )

const pause = (min: number, max: number): Effect.Effect<void> =>
  Effect.flatMap(
    Random.nextIntBetween(min * 1000, max * 1000),
    (millis) => Effect.sleep(Duration.millis(millis))
  )

const happens = (probability: number): Effect.Effect<boolean> => Effect.map(Random.next, (drawn) => drawn < probability)

const weighted = <A>(
  choices: ReadonlyArray<readonly [weight: number, choice: A]> & { readonly 0: readonly [number, A] }
) =>
  Effect.map(Random.next, (drawn) => {
    let left = drawn * choices.reduce((sum, [weight]) => sum + weight, 0)
    const [, choice] = choices.find(([weight]) => (left -= weight) < 0) ?? choices[0]
    return choice
  })
