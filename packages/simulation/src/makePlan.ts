/** Makes plans from seeds. They are small, and combine everything that has ever broken a client. */
import { makeBulk } from "./makeBulk.js"
import { makeBatchFaults, makeBulkFaults, makeFaults, makeLabFaults } from "./makeFaults.js"
import * as Operations from "./Operations.js"
import {
  belows,
  cellByPosition,
  cells,
  type ClockSet,
  deletables,
  type Plan,
  type SessionKind,
  type Sheets,
  type Step,
  type User,
  type Visit
} from "./Plan.js"
import * as SeededRandom from "./SeededRandom.js"

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export const makePlan = (seed: number): Plan => {
  const random = SeededRandom.make(seed)
  const books = random.weighted<number>([[5, 1], [3, 2], [1, 3]])
  const count = random.weighted<number>([[2, 1], [3, 2], [2, 3], [1, 4]])
  const sheets = sheetsOf(seed)
  const steps = numbered(random, count, sheets)
  const plan: Plan = {
    seed,
    books,
    sheets,
    openDelay: random.weighted<number>([[3, 0], [1, 400], [1, 3 * second], [1, 20 * second]]),
    errors: random.pick(["real", "documented"]),
    sessionLostStatus: random.pick([404, 400]),
    poolKeeps: random.pick([0, 10 * second, 1 * minute, 6 * minute]),
    batching: false,
    faults: makeFaults(random),
    users: random.times(count, (id) => user(random, id, books, steps)),
    clockSets: random.times(random.weighted<number>([[6, 0], [2, 1], [1, 2]]), () => clockSet(random)),
    tokenHangs: random.weighted<() => ReadonlyArray<number>>([
      [9, () => []],
      [1, () => [0]],
      [1, () => random.times(2, () => random.integer(0, 4))]
    ])()
  }
  const all = plan.users.flatMap(({ visits }) => visits.flatMap(({ steps }) => steps))
  const more = {
    plain: () => [],
    lab: () => makeLabFaults(random, all),
    bulk: () => makeBulkFaults(random, all)
  }
  return withBatches(random, { ...plan, faults: [...plan.faults, ...more[sheets]()] })
}

/** A third of the worlds has each kind of sheets. */
const sheetsOf = (seed: number): Sheets => (["lab", "bulk", "plain"] as const)[seed % 3] ?? "plain"

/** Adds bursts of calls that may be sent together, and faults of batches. */
const withBatches = (random: SeededRandom.SeededRandom, plan: Plan): Plan => {
  let id = plan.users.reduce((sum, { visits }) => sum + visits.reduce((sum, { steps }) => sum + steps.length, 0), 0)
  const burst = (visit: Visit): Visit => ({
    together: true,
    steps: [...visit.steps, ...random.times(random.integer(2, 6), () => ({ id: id++, ...call(random, plan.sheets) }))]
  })
  const users = plan.users.map((user) =>
    random.boolean(0.4) ? { ...user, visits: [...user.visits.slice(0, -1), ...user.visits.slice(-1).map(burst)] } : user
  )
  const batching = random.boolean(0.85)
  const faults = batching ? [...plan.faults, ...makeBatchFaults(random)] : plan.faults
  const isApart = random.boolean(0.85)
  return { ...plan, users: isApart ? users : users.map((user) => ofCrowd(random, user)), batching, faults }
}

/** A user who works at the same time as others in one session, so that their calls are sent together. */
const ofCrowd = (random: SeededRandom.SeededRandom, user: User): User => ({
  ...user,
  book: 0,
  session: "pooled",
  arrives: random.integer(0, 100),
  visits: user.visits.map(({ steps }) => ({ together: true, steps }))
})

const call = (random: SeededRandom.SeededRandom, sheets: Sheets): Doing =>
  random.weighted<() => Doing>([
    [sheets === "bulk" ? 2 : 0, () => makeBulk(random)],
    [4, () => ({ do: "read", cell: random.pick(cells) })],
    [4, () => ({ do: "write", cell: random.pick(cells) })],
    [1, () => ({ do: "readAll" })],
    [1, () => ({ do: "writeAll" })]
  ])()

const user = (random: SeededRandom.SeededRandom, id: number, books: number, step: () => Step): User => ({
  id,
  book: random.integer(0, books - 1),
  session: random.weighted<SessionKind>([
    [5, "persistent"],
    [2, "nonPersistent"],
    [2, "restoring"],
    [1, "sessionless"],
    [3, "pooled"]
  ]),
  addressedBy: random.pick(["ids", "path"]),
  arrives: random.weighted<number>([[3, 0], [2, random.integer(0, 5 * second)], [1, random.integer(0, 3 * minute)]]),
  visits: random.times(random.weighted<number>([[3, 1], [1, 2]]), () => visit(random, step))
})

const visit = (random: SeededRandom.SeededRandom, step: () => Step): Visit => ({
  together: random.boolean(0.3),
  steps: random.times(random.integer(1, 7), step)
})

const numbered = (random: SeededRandom.SeededRandom, users: number, sheets: Sheets) => {
  let id = 0
  return (): Step => ({ id: id++, ...step(random, users, sheets) })
}

type Doing = Step extends infer S ? S extends Step ? Omit<S, "id"> : never : never

const step = (random: SeededRandom.SeededRandom, users: number, sheets: Sheets): Doing =>
  random.weighted<() => Doing>([
    [sheets === "lab" ? 8 : 0, () => operate(random)],
    [sheets === "bulk" ? 6 : 0, () => makeBulk(random)],
    [3, () => ({ do: "read", cell: random.integer(0, cellByPosition) })],
    [4, () => ({ do: "write", cell: random.integer(0, cellByPosition) })],
    [4, () => ({ do: "append", verified: random.boolean(0.5) })],
    [3, () => ({ do: "writeBelow", through: random.pick(belows), verified: random.boolean(0.5) })],
    [
      1,
      () => ({
        do: "delete",
        what: random.pick(sheets === "plain" ? deletables : besideOthers),
        verified: random.boolean(0.3)
      })
    ],
    [1, () => ({ do: "addSheet", named: random.boolean(0.5), verified: random.boolean(0.5) })],
    [5, () => ({ do: "sleep", millis: pause(random) })],
    [0.3, () => ({ do: "fail" })],
    [0.5, () => ({ do: "interrupt", user: random.integer(0, users - 1) })]
  ])()

/** Where there are more tables, other steps add and delete tables and sheets, or use those that come next. */
const besideOthers = ["row", "column"] as const

const operate = (random: SeededRandom.SeededRandom): Doing => {
  // a repetition of these has the most consequences
  const operation = random.boolean(0.5)
    ? Operations.doneOnce[random.integer(0, Operations.doneOnce.length - 1)] ?? 0
    : random.integer(0, Operations.all.length - 1)
  const canBeVerified = Operations.at(operation).endpoint.verification !== undefined
  return { do: "operate", operation, verified: canBeVerified && random.boolean(0.5) }
}

/** A time service adjusts a clock by little, a person by much. */
const clockSet = (random: SeededRandom.SeededRandom): ClockSet => ({
  after: random.integer(0, 10 * minute),
  by: random.pick([-1, 1]) * random.weighted<number>([[2, random.integer(1, 60) * second], [1, hour], [1, 24 * hour]])
})

/** Most pauses are short; some are close to the idle limit, and some longer. */
const pause = (random: SeededRandom.SeededRandom): number =>
  random.weighted<() => number>([
    [5, () => random.integer(1, 2 * second)],
    [3, () => random.integer(2 * second, 2 * minute)],
    [2, () => random.integer(3 * minute, 8 * minute)],
    [1, () => random.integer(8 * minute, 12 * minute)]
  ])()
