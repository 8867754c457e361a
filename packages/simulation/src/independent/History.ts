/** The history of one run, as seen by the proxy, the users and the files. The rules use nothing else. */

/** A position in the total order of all records, and the time in milliseconds of a monotonic clock. */
export interface Moment {
  readonly seq: number
  readonly at: number
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The delivery to the client: a complete response, a lost connection (even in the middle of a body), or a client that
 * disconnected before the response.
 */
export type Delivery =
  | { readonly _tag: "Answer"; readonly answer: Answer }
  | { readonly _tag: "Lost" }
  | { readonly _tag: "GivenUp" }

/** One request through the proxy. Header names are in lower case, and the path includes the query. */
export interface Exchange {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly begun: Moment
  /** When the response was sent or the connection ended. */
  ended?: Moment
  /** The response of the service, if there was one. */
  served?: Answer
  delivered?: Delivery
  /** The fault that the proxy injected. */
  fault?: string
}

export type Mode = "persistent" | "nonPersistent" | "sessionless"

/** The time during which a user holds a session on a workbook: from the opening call to the end of its scope. */
export interface Holding {
  readonly who: string
  readonly book: string
  readonly mode: Mode
  /** Whether a lost private copy may be replaced. */
  readonly restores: boolean
  readonly opened: Moment
  closed?: Moment
}

/**
 * Whether a write may be executed again after its response was lost.
 *
 * - `once`: it must not be executed twice, and only `OutcomeUnknown` leaves open whether it was executed
 * - `again`: executing it twice does no harm
 */
export type Repeat = "once" | "again"

/** The trace of a write in the file: its marker in cells or names, or a change in the number of things of a family. */
export type Trace =
  | { readonly _tag: "Marker"; readonly marker: string }
  | { readonly _tag: "Gone"; readonly marker: string }
  | { readonly _tag: "Family"; readonly family: string; readonly change: 1 | -1 }

export type Outcome =
  | { readonly _tag: "Success" }
  | { readonly _tag: "Failure"; readonly error: string }
  | { readonly _tag: "Interrupted" }
  | { readonly _tag: "Defect"; readonly message: string }

/** A call of the public API by a user. */
export interface Call {
  readonly who: string
  readonly what: string
  readonly book: string
  /** Whether its changes are saved. */
  readonly saves: boolean
  readonly verified: boolean
  /** Undefined for a read. */
  readonly write?: { readonly repeat: Repeat; readonly trace: Trace } | undefined
  readonly begun: Moment
  ended?: Moment
  outcome?: Outcome
}

/** The content of a saved file, as read by ExcelJS. */
export interface SavedBook {
  readonly book: string
  /** How often each text occurs in cells and in names of sheets, tables and columns. */
  readonly texts: ReadonlyMap<string, number>
  /** The number of things in each family. */
  readonly families: ReadonlyMap<string, number>
}

export interface History {
  readonly exchanges: Array<Exchange>
  readonly holdings: Array<Holding>
  readonly calls: Array<Call>
  /** Everything that was logged, traced or part of an error. */
  readonly emitted: Array<string>
  /** The requests that reached a host other than the service, including headers. */
  readonly foreign: Array<string>
  readonly tokens: ReadonlySet<string>
  /** The workbooks, by item id. */
  readonly books: ReadonlyMap<string, string>
  readonly before: ReadonlyArray<SavedBook>
  readonly after: ReadonlyArray<SavedBook>
  /** The maximum time between successful requests of a session. */
  readonly idleLimit: Readonly<Record<Exclude<Mode, "sessionless">, number>>
  /** Uncaught errors, and users who did not finish. */
  readonly accidents: ReadonlyArray<string>
}

export interface Violation {
  readonly rule: string
  readonly what: string
  /** The requests that show the violation, in order. */
  readonly exchanges: ReadonlyArray<Exchange>
}

export type Rule = (history: History) => ReadonlyArray<Violation>
