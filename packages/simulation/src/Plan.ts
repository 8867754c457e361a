/**
 * A plan describes a simulated world as data. The same plan always runs the same way, and removing parts gives smaller
 * plans.
 */
import type { Fault } from "@effect-workbook/emulator"

/** The kind of session that a user works in. `pooled` is a persistent session shared through `WorkbookSessions`. */
export type SessionKind = "persistent" | "nonPersistent" | "restoring" | "sessionless" | "pooled"

/**
 * The ways to address the first free cell of the sheet `Notes`. They depend on its content, so a request that is
 * executed twice writes two cells.
 */
export const belows = [
  "rowsBelow",
  "lastRow",
  "offset",
  "resized",
  "usedOfColumn",
  "nameByOffset",
  "nameByIndex",
  "belowName"
] as const

export type Below = (typeof belows)[number]

/** Steps delete the first row, column, table or sheet by position, so a request that is executed twice deletes two. */
export const deletables = ["row", "column", "table", "sheet"] as const

export type Deletable = (typeof deletables)[number]

/** One call of a batch. It reads or writes one of the cells of its step, or adds a row to a table. */
export type BatchCall =
  | { readonly do: "read"; readonly cell: number }
  | { readonly do: "write"; readonly cell: number }
  | { readonly do: "append" }

/** Where the continuation of a failed append starts: at the first row, or after the last row that is certain. */
export type Resume = "never" | "fromFirst" | "fromLast"

/** A step that makes many changes in few requests. Each user has tables of its own for them, and each step has cells. */
export type Bulk =
  | {
    readonly do: "batch"
    readonly calls: ReadonlyArray<BatchCall>
    readonly isEither: boolean
    readonly verified: boolean
  }
  /** Writes a range in parts, and reads it in parts. `resumes` writes the rows that are missing after a failure. */
  | {
    readonly do: "largeRange"
    readonly rows: number
    readonly columns: number
    readonly maxCells: number
    readonly through: "write" | "sink"
    readonly back: "read" | "rows" | "columns"
    readonly resumes: boolean
  }
  | {
    readonly do: "appendMany"
    readonly rows: number
    readonly maxRows: number
    readonly isStream: boolean
    readonly resume: Resume
    readonly verified: boolean
  }
  | { readonly do: "stream"; readonly maxCells: number }
  | { readonly do: "updateWhere"; readonly keys: ReadonlyArray<string> }
  /** Updates the rows with keys and adds others. `repeats` makes the call again after a failure. */
  | {
    readonly do: "upsert"
    readonly keys: ReadonlyArray<string>
    readonly added: number
    readonly repeats: boolean
    readonly verified: boolean
  }
  | {
    readonly do: "deleteMany"
    readonly keys: ReadonlyArray<string>
    readonly repeats: boolean
    readonly verified: boolean
  }
  | { readonly do: "findMany" }

const bulks: Readonly<Record<Bulk["do"], true>> = {
  batch: true,
  largeRange: true,
  appendMany: true,
  stream: true,
  updateWhere: true,
  upsert: true,
  deleteMany: true,
  findMany: true
}

export const isBulk = (step: Step): step is Extract<Step, Bulk> => step.do in bulks

/** One action of a user. Its id is unique in the plan, and its values and keys are derived from the id. */
export type Step =
  & { readonly id: number }
  & (
    | { readonly do: "read"; readonly cell: number }
    | { readonly do: "write"; readonly cell: number }
    /** Reads all cells of the user in a loop with `batching`. */
    | { readonly do: "readAll" }
    /** Writes the same into all cells of the user in a loop with `batching`. */
    | { readonly do: "writeAll" }
    | { readonly do: "append"; readonly verified: boolean }
    | { readonly do: "writeBelow"; readonly through: Below; readonly verified: boolean }
    | { readonly do: "delete"; readonly what: Deletable; readonly verified: boolean }
    | { readonly do: "addSheet"; readonly named: boolean; readonly verified: boolean }
    /** An operation of the catalogue, by its index in `Operations.all`. */
    | { readonly do: "operate"; readonly operation: number; readonly verified: boolean }
    | Bulk
    | { readonly do: "sleep"; readonly millis: number }
    | { readonly do: "fail" }
    | { readonly do: "interrupt"; readonly user: number }
  )

/** The steps that a user executes in one scope, either in sequence or, with `together`, in parallel. */
export interface Visit {
  readonly together: boolean
  readonly steps: ReadonlyArray<Step>
}

export interface User {
  readonly id: number
  readonly book: number
  readonly session: SessionKind
  readonly addressedBy: "path" | "ids"
  /** The start in milliseconds after the beginning of the world. */
  readonly arrives: number
  readonly visits: ReadonlyArray<Visit>
}

/** Adjusts the client's clock, forward or back, at a time after the beginning. Both are in milliseconds. */
export interface ClockSet {
  readonly after: number
  readonly by: number
}

export type Sheets = "plain" | "lab" | "bulk"

export interface Plan {
  /** The seed of all randomness in the run: latencies, ids and jitter. */
  readonly seed: number
  readonly books: number
  /** The sheets of the workbooks: the plain ones, and with them those for `operate` steps or for `Bulk` steps. */
  readonly sheets: Sheets
  /** How long opening a workbook and adding rows take, in milliseconds. */
  readonly openDelay: number
  readonly errors: "real" | "documented"
  readonly sessionLostStatus: 400 | 404
  /** How long the pool keeps an idle session, in milliseconds. */
  readonly poolKeeps: number
  /** Whether the sessions send calls together. */
  readonly batching: boolean
  readonly faults: ReadonlyArray<Fault.Fault>
  /** The adjustments of the clock of the client's machine. The service's clock is right. */
  readonly clockSets: ReadonlyArray<ClockSet>
  /** The calls of the token source that never complete, counted from 0. */
  readonly tokenHangs: ReadonlyArray<number>
  readonly users: ReadonlyArray<User>
}

const names = ["Ada", "Ben", "Cem", "Dee", "Eva", "Fil"]

export const nameOf = (user: number): string => names[user] ?? `user ${user}`

/** The cell that is addressed through the first table's worksheet, and so by position. */
export const cellByPosition = 2

/** The greatest number of users of a plan. */
export const mostUsers = 4

/** The cells of a user. */
export const cells = [0, 1, cellByPosition] as const

/** The cells that a step reads or writes. */
export const cellsOf = (step: Step): ReadonlyArray<number> => {
  switch (step.do) {
    case "read":
    case "write":
      return [step.cell]
    case "readAll":
    case "writeAll":
      return cells
    default:
      return []
  }
}

/** Each cell belongs to one user, so its possible values are known. */
export const addressOf = (user: number, cell: number): string =>
  cell === cellByPosition ? `Log!${letter(2 + user)}1` : `Cells!${letter(user)}${cell + 1}`

const letter = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index)

/** The value or name that a step writes. It identifies the step in requests and files. */
export const keyOf = (step: Step): string => `k${step.id}`

/** The cell that the `restore` effect of a `restoring` user writes. */
export const restoredCell = 9

/** The keys of the rows in the keyed table of a user that are updated but never deleted. */
export const updatable = ["a0", "a1", "a2", "a3"] as const

/** The keys of the rows in the keyed table of a user that are deleted but never updated. */
export const removable = ["d0", "d1", "d2", "d3", "d4"] as const

/** The initial keys in the keyed table of a user. Neighbours are changed by other steps, so positions matter. */
export const initialKeys = ["a0", "d0", "d1", "a1", "a2", "d2", "d3", "a3", "d4"] as const

/** The keys of the rows that a step adds, in their order. They are also the values of the calls of a batch. */
export const keysOf = (step: Step, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${keyOf(step)}-${index}`)
