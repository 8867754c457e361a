/**
 * What happens in one simulated world, as data: the same plan always runs the same way, and a smaller plan is found by
 * leaving parts out.
 */
import type { Fault } from "@effect-workbook/emulator"

/** What a user works in. `pooled` is a persistent session shared through `WorkbookSessions`. */
export type SessionKind = "persistent" | "nonPersistent" | "restoring" | "sessionless" | "pooled"

/**
 * The ways to the cell below all others of the sheet `Notes`. Which cell that is depends on what is written there, so a
 * request that is executed twice writes twice.
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

/** What is deleted by its position: always the first that is there, so a request that is executed twice deletes two. */
export const deletables = ["row", "column", "table", "sheet"] as const

export type Deletable = (typeof deletables)[number]

/** One thing that a user does. Its id is unique in the plan, and so are the values and keys that are made of it. */
export type Step =
  & { readonly id: number }
  & (
    | { readonly do: "read"; readonly cell: number }
    | { readonly do: "write"; readonly cell: number }
    | { readonly do: "append"; readonly verified: boolean }
    | { readonly do: "writeBelow"; readonly through: Below; readonly verified: boolean }
    | { readonly do: "delete"; readonly what: Deletable; readonly verified: boolean }
    | { readonly do: "addSheet"; readonly named: boolean; readonly verified: boolean }
    | { readonly do: "sleep"; readonly millis: number }
    | { readonly do: "fail" }
    | { readonly do: "interrupt"; readonly user: number }
  )

/** The steps that a user does in one scope, one after the other or all `together`. */
export interface Visit {
  readonly together: boolean
  readonly steps: ReadonlyArray<Step>
}

export interface User {
  readonly id: number
  readonly book: number
  readonly session: SessionKind
  readonly addressedBy: "path" | "ids"
  /** How long after the beginning, in milliseconds. */
  readonly arrives: number
  readonly visits: ReadonlyArray<Visit>
}

/** Some time after the beginning a clock is set forward, or back. Both in milliseconds. */
export interface ClockSet {
  readonly after: number
  readonly by: number
}

export interface Plan {
  /** Where all chance in the run comes from: how long requests travel, ids, jitter. */
  readonly seed: number
  readonly books: number
  /** How long the service takes to open a workbook and to add rows, in milliseconds. */
  readonly openDelay: number
  readonly errors: "real" | "documented"
  readonly sessionLostStatus: 400 | 404
  /** How long the pool keeps a session that nobody uses, in milliseconds. */
  readonly poolKeeps: number
  readonly faults: ReadonlyArray<Fault.Fault>
  /** When the clock of the client's machine is set. That of the service is right. */
  readonly clockSets: ReadonlyArray<ClockSet>
  /** Which times that the source of tokens is asked it never answers, counted from 0. */
  readonly tokenHangs: ReadonlyArray<number>
  readonly users: ReadonlyArray<User>
}

const names = ["Ada", "Ben", "Cem", "Dee", "Eva", "Fil"]

export const nameOf = (user: number): string => names[user] ?? `user ${user}`

/** The cell that is written by way of the first table's sheet, and so by position. */
export const cellByPosition = 2

/** Cells belong to one user each, so it is known what is in them. */
export const addressOf = (user: number, cell: number): string =>
  cell === cellByPosition ? `Log!${letter(2 + user)}1` : `Cells!${letter(user)}${cell + 1}`

const letter = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index)

/** What a step writes, appends or names: found again in requests and files. */
export const keyOf = (step: Step): string => `k${step.id}`

/** The cell in which a `restoring` user keeps what `restore` puts back. */
export const restoredCell = 9
