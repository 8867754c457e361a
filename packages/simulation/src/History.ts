/**
 * What happened in a run: every request as the wire saw it, every step as the user saw it, every scope, and whatever was
 * emitted for others to read. Sessions and operations are numbers here, in the order in which they were first heard of.
 */
import type { Deletable, Step } from "./Plan.js"

/** A point in time. Of two points in the same millisecond the one with the smaller `order` came first. */
export interface Moment {
  readonly at: number
  readonly order: number
}

/** On whose behalf something is done. `restoring` is inside the `restore` that a user gave to the session. */
export interface Actor {
  readonly user: number
  readonly step: number | undefined
  readonly restoring: boolean
}

/** How a request ended for the client. */
export type Ending =
  | {
    readonly _tag: "Answer"
    readonly status: number
    /** All codes of an error body, from the top down. */
    readonly codes: ReadonlyArray<string>
    readonly requestId: string | undefined
    readonly retryAfter: number | undefined
    /** A 429 that is not about one workbook. */
    readonly appWide: boolean
    /** The session that the answer opened. */
    readonly opened: number | undefined
    /** The operation that the answer promised, or was asked for. */
    readonly operation: number | undefined
    readonly operationStatus: string | undefined
  }
  | { readonly _tag: "NoAnswer"; readonly why: "lost" | "lostInAnswer" }
  | { readonly _tag: "GivenUp" }

export interface Exchange {
  readonly id: number
  readonly actor: Actor | undefined
  readonly sent: Moment
  readonly endpoint: string
  readonly effect: "read" | "idempotent" | "nonIdempotent"
  /** Undefined for the look-up of a file. */
  readonly book: number | undefined
  /** The session that the request names. */
  readonly session: number | undefined
  /** That one, or the one in which the operation was started that is asked for. */
  readonly concerns: number | undefined
  /** The operation whose `Location` or result is asked for. `"unknown"`: an address that nobody gave to the client. */
  readonly operation: number | "unknown" | undefined
  /** What is written where, or the `persistChanges` of a creation. */
  readonly what: string
  readonly persistChanges: unknown
  readonly toGraph: boolean
  ended: Moment | undefined
  ending: Ending | undefined
}

export type Result =
  | { readonly _tag: "Success"; readonly value: string | undefined }
  | {
    readonly _tag: "Failure"
    readonly error: string
    readonly message: string
    readonly answer:
      | { readonly status: number; readonly codes: ReadonlyArray<string>; readonly requestId: string | undefined }
      | undefined
  }
  | { readonly _tag: "Interrupted" }
  | { readonly _tag: "Defect"; readonly what: string }

export interface Done {
  readonly user: number
  readonly visit: number
  readonly step: Step
  readonly started: Moment
  ended: Moment | undefined
  result: Result | undefined
}

/** A visit: the scope around the steps. */
export interface Stay {
  readonly user: number
  readonly visit: number
  readonly opening: Moment
  opened: Moment | undefined
  closing: Moment | undefined
  closed: Moment | undefined
  /** How opening ended, where it did not open. */
  failed: Result | undefined
}

export interface Restore {
  readonly user: number
  readonly started: Moment
  ended: Moment | undefined
  succeeded: boolean
}

/** What is in the saved file of a workbook when all is over. */
export interface SavedBook {
  readonly rows: ReadonlyArray<string>
  /** What was written below each other on the sheet `Notes`. */
  readonly notes: ReadonlyArray<string>
  /** How many are left of what is deleted by position. */
  readonly left: Readonly<Record<Deletable, number>>
  readonly sheets: ReadonlyArray<string>
  readonly cells: ReadonlyMap<string, string>
}

export interface History {
  readonly exchanges: Array<Exchange>
  readonly steps: Array<Done>
  readonly stays: Array<Stay>
  readonly restores: Array<Restore>
  /** Log lines of all levels, spans and errors, as text. Metrics are of the whole process, and looked at by a test. */
  readonly emitted: Set<string>
  /** Tokens and session ids, as they are. */
  readonly secrets: Set<string>
  /** When the last scope, the pool's included, had closed. */
  over: Moment | undefined
  /** The sessions that were open two minutes later. `"unheard"`: its id never reached the client. */
  leftOpen: ReadonlyArray<number | "unheard">
  saved: ReadonlyArray<SavedBook>
  /** Faults that struck, in words. */
  strikes: ReadonlyArray<{ readonly at: number; readonly what: string }>
}

export const make = (): History => ({
  exchanges: [],
  steps: [],
  stays: [],
  restores: [],
  emitted: new Set(),
  secrets: new Set(),
  over: undefined,
  leftOpen: [],
  saved: [],
  strikes: []
})

export const isBefore = (a: Moment, b: Moment): boolean => a.order < b.order
