/** What happened in one run, as the proxy, the users and the files tell it. The rules see this and nothing else. */

/** A place in the one order of all that was written down, and milliseconds of a clock that nobody sets. */
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
 * What reached the client: a whole answer; the connection ended, also in the middle of a body; or the client had gone
 * before there was an answer.
 */
export type Delivery =
  | { readonly _tag: "Answer"; readonly answer: Answer }
  | { readonly _tag: "Lost" }
  | { readonly _tag: "GivenUp" }

/** One request through the proxy. Its headers are in lower case, its path has its query. */
export interface Exchange {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly begun: Moment
  /** When the answer was given, or the connection had ended. */
  ended?: Moment
  /** What the service answered; nothing if it was not asked, or did not answer. */
  served?: Answer
  delivered?: Delivery
  /** What the proxy did to it. */
  fault?: string
}

export type Mode = "persistent" | "nonPersistent" | "sessionless"

/** For how long somebody wanted a session on a workbook: from the call that opens it to the end of its scope. */
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
 * What may become of a write that is sent again after its answer was lost.
 *
 * - `once`: it must not be done twice, so nothing but `OutcomeUnknown` leaves open whether it was
 * - `again`: to do it again does no harm
 */
export type Repeat = "once" | "again"

/** What a write leaves in the file: its marker in cells or names, or one thing more or less of a family. */
export type Trace =
  | { readonly _tag: "Marker"; readonly marker: string }
  | { readonly _tag: "Gone"; readonly marker: string }
  | { readonly _tag: "Family"; readonly family: string; readonly change: 1 | -1 }

export type Outcome =
  | { readonly _tag: "Success" }
  | { readonly _tag: "Failure"; readonly error: string }
  | { readonly _tag: "Interrupted" }
  | { readonly _tag: "Defect"; readonly told: string }

/** A call of a user. */
export interface Call {
  readonly who: string
  readonly what: string
  readonly book: string
  /** Whether what it changes is saved. */
  readonly saves: boolean
  readonly verified: boolean
  /** Nothing for a read. */
  readonly write?: { readonly repeat: Repeat; readonly trace: Trace } | undefined
  readonly begun: Moment
  ended?: Moment
  outcome?: Outcome
}

/** What another library found in a saved file. */
export interface SavedBook {
  readonly book: string
  /** How often each text is there: in cells, and as the name of a sheet, a table or a column of a table. */
  readonly texts: ReadonlyMap<string, number>
  /** How many there are of each family. */
  readonly families: ReadonlyMap<string, number>
}

export interface History {
  readonly exchanges: Array<Exchange>
  readonly holdings: Array<Holding>
  readonly calls: Array<Call>
  /** All that was logged, traced, or said by an error. */
  readonly told: Array<string>
  /** What reached a host that is not the service, headers and all. */
  readonly foreign: Array<string>
  readonly tokens: ReadonlySet<string>
  /** The workbooks, by the ids of their items. */
  readonly books: ReadonlyMap<string, string>
  readonly before: ReadonlyArray<SavedBook>
  readonly after: ReadonlyArray<SavedBook>
  /** How long a session may be without a success. */
  readonly idleLimit: Readonly<Record<Exclude<Mode, "sessionless">, number>>
  /** Rejections and exceptions that nobody caught, and users who did not come to an end. */
  readonly accidents: ReadonlyArray<string>
}

export interface Violation {
  readonly rule: string
  readonly what: string
  /** The requests that tell the story, in their order. */
  readonly exchanges: ReadonlyArray<Exchange>
}

export type Rule = (history: History) => ReadonlyArray<Violation>
