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

export interface Plan {
  /** The seed of all randomness in the run: latencies, ids and jitter. */
  readonly seed: number
  readonly books: number
  /** Whether the workbooks have the sheets for `operate` steps. */
  readonly lab: boolean
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
