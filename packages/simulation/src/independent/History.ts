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
  | { readonly _tag: "Disconnected" }

/** One request through the proxy. Header names are in lower case, and the path includes the query. */
export interface Exchange {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly started: Moment
  /** When the response was sent or the connection ended. */
  ended?: Moment
  /** The response of the service, if there was one. */
  served?: Answer
  delivered?: Delivery
  /** The fault that the proxy injected. */
  fault?: string
}

export type Mode = "persistent" | "nonPersistent" | "sessionless"

/** The period in which a user has a session on a workbook: from the call that opens it until its scope closes. */
export interface Holding {
  readonly user: string
  readonly book: string
  readonly mode: Mode
  /** Whether a lost private copy may be replaced. */
  readonly restores: boolean
  readonly opened: Moment
  closed?: Moment
}

/**
 * How the saved file shows that a write was executed: it contains the marker, it no longer contains the marker, or the
 * number of objects of one kind (the family) has changed.
 */
export type Trace =
  | { readonly _tag: "Marker"; readonly marker: string }
  | { readonly _tag: "Removed"; readonly marker: string }
  | { readonly _tag: "Family"; readonly family: string; readonly change: 1 | -1 }

export type Outcome =
  | { readonly _tag: "Success" }
  | { readonly _tag: "Failure"; readonly error: string }
  | { readonly _tag: "Interrupted" }
  | { readonly _tag: "Defect"; readonly message: string }

/** A call of the public API by a user. */
export interface Call {
  readonly user: string
  readonly what: string
  readonly book: string
  /** Whether the session saves changes to the file. */
  readonly saves: boolean
  /** Whether the call looks up whether a write with a lost response was executed. */
  readonly verified: boolean
  /**
   * Undefined for a read. An idempotent write may be executed again after its response was lost. Other writes must not,
   * and only `OutcomeUnknown` leaves open whether they were executed.
   */
  readonly write?: { readonly idempotent: boolean; readonly trace: Trace } | undefined
  readonly started: Moment
  ended?: Moment
  outcome?: Outcome
}

/** The content of a saved file, as read by ExcelJS. */
export interface SavedBook {
  readonly book: string
  /** How often each text occurs in cells and in names of sheets, tables and columns. */
  readonly texts: ReadonlyMap<string, number>
  /** The number of objects of each kind. */
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
  /** The name of each workbook, by its item id. */
  readonly books: ReadonlyMap<string, string>
  readonly before: ReadonlyArray<SavedBook>
  readonly after: ReadonlyArray<SavedBook>
  /** The maximum time between successful requests of a session. */
  readonly idleLimit: Readonly<Record<Exclude<Mode, "sessionless">, number>>
  /** Messages of uncaught errors, and of a run that did not finish in time. */
  readonly unexpectedErrors: ReadonlyArray<string>
}

export interface Violation {
  readonly rule: string
  readonly what: string
  /** The requests that show the violation, in order. */
  readonly exchanges: ReadonlyArray<Exchange>
}

export type Rule = (history: History) => ReadonlyArray<Violation>
