/** Makes random bulk steps. They are small, because a part of any size is one request. */
import { type BatchCall, type Bulk, removable, updatable } from "./Plan.js"
import type { SeededRandom } from "./SeededRandom.js"

export const makeBulk = (random: SeededRandom): Bulk =>
  random.weighted<() => Bulk>([
    [3, () => batch(random)],
    [3, () => largeRange(random)],
    [4, () => appendMany(random)],
    [1, () => ({ do: "stream", maxCells: random.integer(1, 4) })],
    [2, () => ({ do: "updateWhere", keys: some(random, updatable) })],
    [2, () => upsert(random)],
    [
      2,
      () => ({
        do: "deleteMany",
        keys: some(random, removable),
        repeats: random.boolean(0.5),
        verified: random.boolean(0.3)
      })
    ],
    [1, () => ({ do: "findMany" })]
  ])()

/** The cells of a batch, which its calls read and write again. */
const cellsOfBatch = [0, 1, 2] as const

const batch = (random: SeededRandom): Bulk => ({
  do: "batch",
  calls: random.times(
    random.weighted<number>([[6, random.integer(2, 8)], [1, random.integer(18, 24)]]),
    () =>
      random.weighted<() => BatchCall>([
        [6, () => ({ do: "write", cell: random.pick(cellsOfBatch) })],
        [5, () => ({ do: "read", cell: random.pick(cellsOfBatch) })],
        [0.7, () => ({ do: "append" })]
      ])()
  ),
  isEither: random.boolean(0.5),
  verified: random.boolean(0.2)
})

const largeRange = (random: SeededRandom): Bulk => {
  const columns = random.integer(1, 3)
  return {
    do: "largeRange",
    rows: random.integer(2, 8),
    columns,
    // sometimes less than a row
    maxCells: random.integer(Math.max(1, columns - 1), 3 * columns),
    through: random.pick(["write", "sink"]),
    back: random.pick(["read", "rows", "columns"]),
    resumes: random.boolean(0.5)
  }
}

const appendMany = (random: SeededRandom): Bulk => ({
  do: "appendMany",
  rows: random.integer(1, 8),
  maxRows: random.integer(1, 4),
  isStream: random.boolean(0.5),
  resume: random.pick(["never", "fromFirst", "fromLast"]),
  verified: random.boolean(0.3)
})

const upsert = (random: SeededRandom): Bulk => ({
  do: "upsert",
  keys: some(random, updatable),
  added: random.integer(0, 3),
  repeats: random.boolean(0.5),
  verified: random.boolean(0.3)
})

/** At least one of the keys, in their order. */
const some = (random: SeededRandom, keys: readonly [string, ...ReadonlyArray<string>]): ReadonlyArray<string> => {
  const drawn = keys.filter(() => random.boolean(0.5))
  return drawn.length === 0 ? [random.pick(keys)] : drawn
}
