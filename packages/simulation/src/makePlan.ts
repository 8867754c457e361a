/** Makes plans from seeds. They are small, and combine everything that has ever broken a client. */
import * as Chance from "./Chance.js"
import { makeFaults } from "./makeFaults.js"
import {
  belows,
  cellByPosition,
  type ClockSet,
  deletables,
  type Plan,
  type SessionKind,
  type Step,
  type User,
  type Visit
} from "./Plan.js"

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export const makePlan = (seed: number): Plan => {
  const chance = Chance.make(seed)
  const books = chance.weighted<number>([[5, 1], [3, 2], [1, 3]])
  const count = chance.weighted<number>([[2, 1], [3, 2], [2, 3], [1, 4]])
  const steps = numbered(chance, count)
  return {
    seed,
    books,
    openDelay: chance.weighted<number>([[3, 0], [1, 400], [1, 3 * second], [1, 20 * second]]),
    errors: chance.pick(["real", "documented"]),
    sessionLostStatus: chance.pick([404, 400]),
    poolKeeps: chance.pick([0, 10 * second, 1 * minute, 6 * minute]),
    faults: makeFaults(chance),
    users: chance.times(count, (id) => user(chance, id, books, steps)),
    clockSets: chance.times(chance.weighted<number>([[6, 0], [2, 1], [1, 2]]), () => clockSet(chance)),
    tokenHangs: chance.weighted<() => ReadonlyArray<number>>([
      [9, () => []],
      [1, () => [0]],
      [1, () => chance.times(2, () => chance.between(0, 4))]
    ])()
  }
}

const user = (chance: Chance.Chance, id: number, books: number, step: () => Step): User => ({
  id,
  book: chance.between(0, books - 1),
  session: chance.weighted<SessionKind>([
    [5, "persistent"],
    [2, "nonPersistent"],
    [2, "restoring"],
    [1, "sessionless"],
    [3, "pooled"]
  ]),
  addressedBy: chance.pick(["ids", "path"]),
  arrives: chance.weighted<number>([[3, 0], [2, chance.between(0, 5 * second)], [1, chance.between(0, 3 * minute)]]),
  visits: chance.times(chance.weighted<number>([[3, 1], [1, 2]]), () => visit(chance, step))
})

const visit = (chance: Chance.Chance, step: () => Step): Visit => ({
  together: chance.happens(0.3),
  steps: chance.times(chance.between(1, 7), step)
})

const numbered = (chance: Chance.Chance, users: number) => {
  let id = 0
  return (): Step => ({ id: id++, ...step(chance, users) })
}

type Doing = Step extends infer S ? S extends Step ? Omit<S, "id"> : never : never

const step = (chance: Chance.Chance, users: number): Doing =>
  chance.weighted<() => Doing>([
    [3, () => ({ do: "read", cell: chance.between(0, cellByPosition) })],
    [4, () => ({ do: "write", cell: chance.between(0, cellByPosition) })],
    [4, () => ({ do: "append", verified: chance.happens(0.5) })],
    [3, () => ({ do: "writeBelow", through: chance.pick(belows), verified: chance.happens(0.5) })],
    [1, () => ({ do: "delete", what: chance.pick(deletables), verified: chance.happens(0.3) })],
    [1, () => ({ do: "addSheet", named: chance.happens(0.5), verified: chance.happens(0.5) })],
    [5, () => ({ do: "sleep", millis: pause(chance) })],
    [0.3, () => ({ do: "fail" })],
    [0.5, () => ({ do: "interrupt", user: chance.between(0, users - 1) })]
  ])()

/** A time service adjusts a clock by little, a person by much. */
const clockSet = (chance: Chance.Chance): ClockSet => ({
  after: chance.between(0, 10 * minute),
  by: chance.pick([-1, 1]) * chance.weighted<number>([[2, chance.between(1, 60) * second], [1, hour], [1, 24 * hour]])
})

/** Most pauses are short; some are close to the idle limit, and some longer. */
const pause = (chance: Chance.Chance): number =>
  chance.weighted<() => number>([
    [5, () => chance.between(1, 2 * second)],
    [3, () => chance.between(2 * second, 2 * minute)],
    [2, () => chance.between(3 * minute, 8 * minute)],
    [1, () => chance.between(8 * minute, 12 * minute)]
  ])()
