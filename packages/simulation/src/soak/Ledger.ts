/**
 * Records the writes of the workers and their outcomes. The number of a write is its key or cell value, and the index
 * of its record. The records are typed arrays outside of the heap, so that they do not look like a memory leak.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"

/** `private` writes are made in sessions that save nothing. */
export const kinds = ["row", "verifiedRow", "cell", "private"] as const
export type Kind = (typeof kinds)[number]

/** The outcome of a call: `running`, `acknowledged`, `interrupted`, `defect`, or the tag of its error. */
export type Outcome = string

export interface Write {
  readonly id: number
  readonly kind: Kind
  readonly book: number
  readonly worker: number
  readonly outcome: Outcome
}

export interface Ledger {
  /** Runs a write with a new number. */
  readonly write: <E, R>(
    about: Pick<Write, "kind" | "book" | "worker">,
    run: (id: number) => Effect.Effect<unknown, E, R>
  ) => Effect.Effect<void, E, R>
  /** Runs another call and counts its outcome. */
  readonly count: <A, E, R>(what: string, run: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly find: (id: number) => Write | undefined
  readonly all: () => Iterable<Write>
  /** The last acknowledged write to the cell, or 0. */
  readonly lastAcknowledged: (worker: number, book: number) => number
  /** Counts of outcomes by call: `open SessionLost`. */
  readonly ends: ReadonlyMap<string, number>
  /** Unexpected outcomes: their counts, and an example of each. */
  readonly surprises: ReadonlyMap<string, { readonly count: number; readonly example: string }>
  readonly surprise: (what: string, example: string) => void
}

/** Outcomes that a service with faults may cause. */
const expected: ReadonlySet<Outcome> = new Set([
  "acknowledged",
  "interrupted",
  "Conflict",
  "OperationFailed",
  "OperationTimedOut",
  "OutcomeUnknown",
  "ServiceFailure",
  "SessionLost",
  "Throttled",
  "TransportFailure"
])

/** The outcome, and its text for a report. */
const outcomeOf = (exit: Exit.Exit<unknown, unknown>): readonly [Outcome, string] =>
  Exit.match(exit, {
    onSuccess: () => ["acknowledged", ""],
    onFailure: (cause) =>
      Option.match(Option.filter(Cause.failureOption(cause), Predicate.hasProperty("_tag")), {
        onNone: () => Cause.isInterruptedOnly(cause) ? ["interrupted", ""] : ["defect", Cause.pretty(cause)],
        onSome: (error) => [String(error._tag), Predicate.hasProperty(error, "message") ? String(error.message) : ""]
      })
  })

export const make = (options: {
  readonly capacity: number
  readonly books: number
  readonly workers: number
}): Ledger => {
  const kindOf = new Uint8Array(options.capacity)
  const bookOf = new Uint16Array(options.capacity)
  const workerOf = new Uint16Array(options.capacity)
  const outcomeNumber = new Uint8Array(options.capacity)
  const outcomes: Array<Outcome> = ["running"]
  const lastAcknowledged = new Uint32Array(options.books * options.workers)
  const ends = new Map<string, number>()
  const surprises = new Map<string, { readonly count: number; readonly example: string }>()
  let last = 0

  const numberOf = (outcome: Outcome): number => {
    const known = outcomes.indexOf(outcome)
    return known >= 0 ? known : outcomes.push(outcome) - 1
  }

  const surprise = (what: string, example: string) => {
    const known = surprises.get(what)
    surprises.set(what, { count: (known?.count ?? 0) + 1, example: known?.example ?? example })
  }

  const ended = (what: string, exit: Exit.Exit<unknown, unknown>): Outcome => {
    const [outcome, example] = outcomeOf(exit)
    ends.set(`${what} ${outcome}`, (ends.get(`${what} ${outcome}`) ?? 0) + 1)
    if (!expected.has(outcome)) surprise(`${what} ended with ${outcome}`, example)
    return outcome
  }

  const find = (id: number): Write | undefined => {
    const kind = kinds[kindOf[id] ?? -1]
    const book = bookOf[id]
    const worker = workerOf[id]
    const outcome = outcomes[outcomeNumber[id] ?? -1]
    return id < 1 || id > last || kind === undefined || book === undefined || worker === undefined ||
        outcome === undefined
      ? undefined
      : { id, kind, book, worker, outcome }
  }

  return {
    write: ({ book, kind, worker }, run) =>
      Effect.suspend(() => {
        const id = ++last
        kindOf[id] = kinds.indexOf(kind)
        bookOf[id] = book
        workerOf[id] = worker
        return Effect.onExit(run(id), (exit) =>
          Effect.sync(() => {
            const outcome = ended(kind, exit)
            outcomeNumber[id] = numberOf(outcome)
            if (kind === "cell" && outcome === "acknowledged") lastAcknowledged[worker * options.books + book] = id
          }))
      }).pipe(Effect.asVoid),
    count: (what, run) => Effect.onExit(run, (exit) => Effect.sync(() => ended(what, exit))),
    find,
    all: function*() {
      for (let id = 1; id <= last; id++) {
        const write = find(id)
        if (write !== undefined) yield write
      }
    },
    lastAcknowledged: (worker, book) => lastAcknowledged[worker * options.books + book] ?? 0,
    ends,
    surprises,
    surprise
  }
}
