/**
 * The history of a run: every request on the wire, every step of a user, every session scope, and everything that was
 * emitted. Sessions and operations are numbered in the order of their first appearance.
 */
import type { Deletable, Step } from "./Plan.js"

/** A point in time. `order` decides between two points in the same millisecond. */
export interface Moment {
  readonly at: number
  readonly order: number
}

/** The user and step that cause a request. `restoring` is true inside the session's `restore` effect. */
export interface Actor {
  readonly user: number
  readonly step: number | undefined
  readonly restoring: boolean
}

/** The outcome of a request for the client. */
export type Ending =
  | {
    readonly _tag: "Answer"
    readonly status: number
    /** All codes of an error body, outermost first. */
    readonly codes: ReadonlyArray<string>
    readonly requestId: string | undefined
    readonly retryAfter: number | undefined
    /** A 429 that applies to the app and not to one workbook. */
    readonly appWide: boolean
    /** The session that this response created. */
    readonly opened: number | undefined
    /** The operation that this response started or reports on. */
    readonly operation: number | undefined
    readonly operationStatus: string | undefined
  }
  | { readonly _tag: "NoAnswer"; readonly why: "lost" | "lostInAnswer" }
  | { readonly _tag: "GivenUp" }

/** A request of its own or in a batch, and its outcome. */
export interface Exchange {
  readonly id: number
  readonly actor: Actor | undefined
  readonly sent: Moment
  /** The exchange in the same batch on which the request depends, so that the service executes it afterwards. */
  readonly after: number | undefined
  readonly endpoint: string
  readonly effect: "read" | "idempotent" | "nonIdempotent"
  /** Undefined for a request that looks up a file. */
  readonly book: number | undefined
  /** The session id in the request. */
  readonly session: number | undefined
  /** The session id in the request, or the session in which the polled operation was started. */
  readonly concerns: number | undefined
  /**
   * The operation whose `Location` or result is requested. `"unknown"` means an address that the client was never
   * given.
   */
  readonly operation: number | "unknown" | undefined
  /** The method, path and body. */
  readonly request: string
  /** The written content and its address, or `persistChanges` of `createSession`. */
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
  /** The failures after which the step went on. */
  readonly failures: Array<Result>
  /** The results of the calls of a batch, if each has one. */
  calls: ReadonlyArray<Result> | undefined
  /** The rows that are certainly written, by the client's account. `index` is the index in the table of the next one. */
  certain: { readonly rows: number; readonly index?: number } | undefined
}

/** The session scope of a visit. */
export interface SessionScope {
  readonly user: number
  readonly visit: number
  readonly opening: Moment
  opened: Moment | undefined
  closing: Moment | undefined
  closed: Moment | undefined
  /** Why the session could not be opened. */
  failed: Result | undefined
}

export interface Restore {
  readonly user: number
  readonly started: Moment
  ended: Moment | undefined
  succeeded: boolean
}

/** The content of a workbook's saved file after the run. */
export interface SavedBook {
  readonly rows: ReadonlyArray<string>
  /** The notes on the sheet `Notes`, from top to bottom. */
  readonly notes: ReadonlyArray<string>
  /** How many of the things that steps delete by position are left. */
  readonly left: Readonly<Record<Deletable, number>>
  readonly sheets: ReadonlyArray<string>
  /** How often a saved lab has the traces of the operations, by place and key. Undefined without a lab. */
  readonly traces: ReadonlyMap<string, number> | undefined
  readonly cells: ReadonlyMap<string, string>
  /** The content of the sheets of bulk steps, if the workbook has them. */
  readonly bulk: SavedBulk | undefined
}

export interface SavedBulk {
  /** The cells of the sheet `Area` by their addresses. */
  readonly area: ReadonlyMap<string, string>
  /** The appended rows of each user. */
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
  /** The keys and values in the keyed table of each user. */
  readonly pairs: ReadonlyArray<ReadonlyArray<readonly [key: string, value: string]>>
}

export interface History {
  readonly exchanges: Array<Exchange>
  readonly steps: Array<Done>
  readonly scopes: Array<SessionScope>
  readonly restores: Array<Restore>
  /** When the source of tokens was asked and did not answer. */
  readonly tokenHangs: Array<Moment>
  /**
   * Log lines of all levels, spans and errors, as text. Metrics are global to the process; a separate test checks them.
   */
  readonly emitted: Set<string>
  /** Tokens and session ids in plain text. */
  readonly secrets: Set<string>
  /** When the last scope was closed, including that of the pool. */
  over: Moment | undefined
  /** The sessions that were still open two minutes later. `"unheard"` means that the id never reached the client. */
  leftOpen: ReadonlyArray<number | "unheard">
  saved: ReadonlyArray<SavedBook>
  /** Descriptions of the faults that struck. */
  strikes: ReadonlyArray<{ readonly at: number; readonly what: string }>
}

export const make = (): History => ({
  exchanges: [],
  steps: [],
  scopes: [],
  restores: [],
  tokenHangs: [],
  emitted: new Set(),
  secrets: new Set(),
  over: undefined,
  leftOpen: [],
  saved: [],
  strikes: []
})

export const isBefore = (a: Moment, b: Moment): boolean => a.order < b.order
