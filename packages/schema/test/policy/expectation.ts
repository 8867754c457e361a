import { ErrorPolicy, type Safety, type SessionMode } from "@effect-workbook/schema"
import { assert } from "@effect/vitest"

const nothing = { resend: false, pause: false, cooldown: "workbook", session: "kept", recreate: false } as const

/**
 * The words for decisions in the tables of these tests. If a word has no error, the error of the call is the meaning of
 * the response.
 */
const words = {
  // The session is not affected.
  fail: nothing,
  again: { ...nothing, resend: true, pause: true },
  stop: { ...nothing, pause: true },
  unsure: { ...nothing, error: "OutcomeUnknown" },
  unsureBusy: { ...nothing, error: "OutcomeUnknown", pause: true },

  // The session is gone.
  lost: { ...nothing, error: "SessionLost", session: "lost" },
  reopened: { ...nothing, error: "SessionLost", session: "lost", recreate: true, resend: true },
  unsureLost: { ...nothing, error: "OutcomeUnknown", session: "lost" },
  unsureReopen: { ...nothing, error: "OutcomeUnknown", session: "lost", recreate: true },
  ended: { ...nothing, session: "lost" },

  // The session may still exist, but must not be used. `bare`: because of a 502 or 503 without a code.
  replace: { ...nothing, session: "abandoned", recreate: true },
  unsureReplace: { ...nothing, error: "OutcomeUnknown", session: "abandoned", recreate: true },
  bareLost: { ...nothing, error: "SessionLost", session: "abandoned" },
  bareReopened: { ...nothing, session: "abandoned", recreate: true, resend: true },
  bareUnsure: { ...nothing, error: "OutcomeUnknown", session: "abandoned", recreate: true }
} as const

/** The rows of a table in plain text. White space separates cells, and `#` begins a comment. */
export const rows = (table: string): ReadonlyArray<ReadonlyArray<string>> =>
  table.split("\n").flatMap((line) => {
    const cells = line.replace(/#.*/, "").trim()
    return cells === "" ? [] : [cells.split(/\s+/)]
  })

// The words of the tables are for persistent sessions. This table has the words for other sessions: for one that is not
// persistent, for one that can be restored (all requests are sent again, because its changes are gone), and for a
// persistent one that had expired before the request (which was therefore not executed).
const endings = rows(`
# persistent    non-persistent   restorable     idled out
lost            lost             lost           lost
unsureLost      lost             lost           lost
reopened        lost             reopened       reopened
unsureReopen    lost             reopened       reopened
replace         bareLost         replace        replace
unsureReplace   bareLost         replace        unsureReplace
bareReopened    bareLost         bareReopened   bareReopened
bareUnsure      bareLost         bareReopened   bareUnsure
`)

/** A situation without the failure. */
export type Asking = Omit<ErrorPolicy.Situation, "failure">

const inMode = (word: string, { idledOut, mode, restorable }: Asking): string => {
  const [, nonPersistent, restored, idled] = endings.find(([first]) => first === word) ?? [word, word, word, word]
  if (mode === "nonPersistent") return (restorable === true ? restored : nonPersistent) ?? ""
  return idledOut === true ? idled ?? "" : word
}

const isWord = (text: string): text is keyof typeof words => Object.hasOwn(words, text)

/** A decision, with the error that a table contains. */
type Expected = Omit<ErrorPolicy.Decision, "error" | "mayBeExecuted"> & { readonly error: string }

/**
 * The decision for a word of a table, if the meaning of the response is `told`. It depends on the session of the
 * request.
 */
export const decision = (
  word: string,
  asking: Asking,
  told: string,
  cooldown: "workbook" | "client" = "workbook"
): Expected => {
  const meant = inMode(word, asking)
  assert(isWord(meant), `${word} is no word of the tables`)
  return { error: told, ...words[meant], cooldown }
}

const fields = ["error", "resend", "pause", "cooldown", "session", "recreate"] as const

const same = (decided: Omit<ErrorPolicy.Decision, "mayBeExecuted">, expected: Expected): boolean =>
  fields.every((field) => decided[field] === expected[field]) && Object.keys(decided).length === fields.length

/** Asserts that each situation is decided as expected, and shows the first three that are not. */
export const assertDecided = (
  cases: ReadonlyArray<{ readonly situation: ErrorPolicy.Situation; readonly expected: Expected }>
): void => {
  const wrong = cases.flatMap(({ expected, situation }) => {
    const { mayBeExecuted: _, ...decided } = ErrorPolicy.decide(situation)
    return same(decided, expected) ? [] : [{ situation, decided, expected }]
  })
  assert.isNotEmpty(cases)
  assert.deepStrictEqual(wrong.slice(0, 3), [])
}

const modes: ReadonlyArray<SessionMode.SessionMode> = ["persistent", "nonPersistent", "sessionless"]
const inSession: ReadonlyArray<SessionMode.SessionMode> = ["persistent", "nonPersistent"]
const effects: ReadonlyArray<Safety.WorkbookEffect> = ["read", "idempotent", "nonIdempotent"]
const harmless: ReadonlyArray<Safety.WorkbookEffect> = ["read", "idempotent"]
const unsafe: ReadonlyArray<Safety.WorkbookEffect> = ["nonIdempotent"]
const either = [false, true] as const

const asking = (
  request: ErrorPolicy.Request,
  modes: ReadonlyArray<SessionMode.SessionMode>,
  effects: ReadonlyArray<Safety.WorkbookEffect>
): ReadonlyArray<Asking> =>
  modes.flatMap((mode) =>
    effects.flatMap((effect) =>
      either.flatMap((restorable) => either.map((idledOut) => ({ request, mode, effect, restorable, idledOut })))
    )
  )

/** The columns of the tables, each with all of its situations. */
export const columns = {
  createSession: asking("createSession", modes, effects),
  poll: asking("poll", modes, effects),
  refreshSession: asking("refreshSession", inSession, harmless),
  closeSession: asking("closeSession", inSession, effects),
  sessionful: asking("sessionful", inSession, harmless),
  "sessionful write": asking("sessionful", inSession, unsafe),
  sessionless: asking("sessionless", modes, harmless),
  "sessionless write": asking("sessionless", modes, unsafe)
} satisfies Record<string, ReadonlyArray<Asking>>

export type Column = keyof typeof columns

/** The columns in the order of the tables. */
export const columnNames: ReadonlyArray<Column> = [
  "createSession",
  "poll",
  "refreshSession",
  "closeSession",
  "sessionful",
  "sessionful write",
  "sessionless",
  "sessionless write"
]

/** Whether the requests of a column may be long-running operations. */
export const mayBeLong = (column: Column): boolean => column === "createSession" || column.startsWith("sessionful")
