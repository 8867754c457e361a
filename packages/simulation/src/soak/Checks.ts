/** Checks the saved files against the results of the workers. Each violation is described in words. */
import * as Books from "./Books.js"
import type * as Ledger from "./Ledger.js"

export interface Check {
  readonly what: string
  readonly violations: ReadonlyArray<string>
}

/** Checks all rows and cells. */
export const files = (
  ledger: Ledger.Ledger,
  saved: ReadonlyArray<Books.SavedBook>,
  workers: number
): ReadonlyArray<Check> => {
  const counts = countRows(saved)
  const writes = Array.from(ledger.all())
  const of = (...kinds: ReadonlyArray<Ledger.Kind>) => writes.filter(({ kind }) => kinds.includes(kind))
  const copies = ({ book, id, kind, worker }: Ledger.Write): number =>
    counts.get(placeOf(book, kind === "verifiedRow" ? tableOf(worker) : Books.shared, id)) ?? 0
  const wrong = (
    among: ReadonlyArray<Ledger.Write>,
    isRight: (write: Ledger.Write, copies: number) => boolean
  ): ReadonlyArray<string> =>
    among.flatMap((write) =>
      isRight(write, copies(write)) ? [] : [`${describe(write)} is in the file ${times(copies(write))}`]
    )
  const byOutcome = (among: ReadonlyArray<Ledger.Write>, is: (outcome: Ledger.Outcome) => boolean) =>
    among.filter(({ outcome }) => is(outcome))

  return [
    {
      what: "acknowledged rows are in the files exactly once",
      violations: wrong(byOutcome(of("row"), isAcknowledged), (_, copies) => copies === 1)
    },
    {
      what: "acknowledged verified rows are in the files exactly once",
      violations: wrong(byOutcome(of("verifiedRow"), isAcknowledged), (_, copies) => copies === 1)
    },
    {
      what: "rows with an unknown outcome or an interrupted call are in the files at most once",
      violations: wrong(byOutcome(of("row", "verifiedRow"), isOpen), (_, copies) => copies <= 1)
    },
    {
      what: "rows that were certainly refused are not in the files",
      violations: wrong(byOutcome(of("row", "verifiedRow"), isRefused), (_, copies) => copies === 0)
    },
    { what: "the files contain no other rows, and none in a wrong place", violations: strangers(ledger, counts) },
    {
      what: "cells have the last acknowledged value or one that may have been written since",
      violations: saved.flatMap(({ cells }, book) =>
        Array.from(
          { length: workers },
          (_, worker) =>
            cell(ledger, { worker, book, value: cells[worker], since: ledger.lastAcknowledged(worker, book) })
        ).flatMap((
          problem
        ) => problem ?? [])
      )
    },
    {
      what: "every call has ended",
      violations: byOutcome(writes, (outcome) => outcome === "running").map((write) =>
        `${describe(write)} has not ended`
      )
    }
  ]
}

const isAcknowledged = (outcome: Ledger.Outcome): boolean => outcome === "acknowledged"

const isOpen = (outcome: Ledger.Outcome): boolean =>
  ["OutcomeUnknown", "interrupted", "defect", "running"].includes(outcome)

/** Any other error means that the row was not added. */
const isRefused = (outcome: Ledger.Outcome): boolean => !isAcknowledged(outcome) && !isOpen(outcome)

const describe = ({ book, outcome, id, kind, worker }: Ledger.Write): string =>
  `${kind} ${id} of worker ${worker} in ${Books.nameOf(book)} (${outcome})`

const times = (count: number): string => count === 1 ? "once" : `${count} times`

const tableOf = (worker: number): string => Books.own(Math.floor(worker / Books.count))

const placeOf = (book: number, table: string, key: unknown): string => `${book} ${table} ${String(key)}`

/** How often each key occurs in each table. */
const countRows = (saved: ReadonlyArray<Books.SavedBook>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  saved.forEach(({ tables }, book) => {
    for (const [table, keys] of tables) {
      for (const key of keys) {
        const place = placeOf(book, table, key)
        counts.set(place, (counts.get(place) ?? 0) + 1)
      }
    }
  })
  return counts
}

const strangers = (ledger: Ledger.Ledger, counts: ReadonlyMap<string, number>): ReadonlyArray<string> =>
  Array.from(counts.keys()).flatMap((place) => {
    const [book = "", table = "", key = ""] = place.split(" ")
    if (key === "first") return []
    const write = ledger.find(Number(key))
    const isThere = write !== undefined && write.book === Number(book) &&
      (write.kind === "row" && table === Books.shared ||
        write.kind === "verifiedRow" && table === tableOf(write.worker))
    return isThere ? [] : [
      `${table} of ${Books.nameOf(Number(book))} has "${key}", which is ${
        write === undefined ? "no key" : describe(write)
      }`
    ]
  })

/**
 * Checks the value of a cell: the last value that was acknowledged before the read, a later one, or one whose write was
 * interrupted. Returns a description of an impossible value.
 */
export const cell = (
  ledger: Ledger.Ledger,
  { book, since, value, worker }: {
    readonly worker: number
    readonly book: number
    readonly value: unknown
    readonly since: number
  }
): string | undefined => {
  const place = `${Books.cellOf(worker)} in ${Books.nameOf(book)}`
  if (value === "" || value === undefined) return since === 0 ? undefined : `${place} is empty, not ${since}`
  const write = ledger.find(Number(value))
  if (write === undefined) return `${place} is "${String(value)}", which nobody wrote`
  if (write.kind !== "cell" || write.worker !== worker || write.book !== book) {
    return `${place} holds ${describe(write)}`
  }
  return write.id >= since || write.outcome === "interrupted" ? undefined : `${place} is ${write.id}, not ${since}`
}
