// Generates the tables of docs/reference/error-policy.md from the policy.
import { ErrorCode, ErrorPolicy, GraphError, type Safety, type SessionMode } from "@effect-workbook/schema"
import { Option } from "effect"

type Situation = Partial<ErrorPolicy.Situation> & Pick<ErrorPolicy.Situation, "request" | "failure">

const code = (text: string): string => `\`${text}\``

const decide = (situation: Situation): ErrorPolicy.Decision =>
  ErrorPolicy.decide({ mode: "persistent", effect: "read", ...situation })

/** The error of a call without a session that is safe to repeat. */
const told = (failure: ErrorPolicy.Failure): ErrorPolicy.Decision["error"] =>
  decide({ request: "sessionless", failure }).error

const fate = ({ error, recreate, session }: ErrorPolicy.Decision, told: ErrorPolicy.Decision["error"]): string => {
  const failure = error === "OutcomeUnknown" || error === "SessionLost" && told !== "SessionLost" ? code(error) : "fail"
  if (recreate) return `${failure}, new session`
  return session === "kept" || error === "SessionLost" ? failure : `${failure}, session over`
}

const phrase = (situation: Situation): string => {
  const decision = decide(situation)
  if (situation.request === "closeSession" && decision.session !== "kept") return "closed"
  if (!decision.resend) return fate(decision, told(situation.failure))
  if (decision.recreate) return "new session, again"
  return decision.pause ? "wait, again" : "again"
}

const both = (situation: Situation): string => {
  const effects: ReadonlyArray<Safety.WorkbookEffect> = ["idempotent", "nonIdempotent"]
  return [...new Set(effects.map((effect) => phrase({ ...situation, effect })))].join(" / ")
}

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const [head = [], ...body] = rows
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: ReadonlyArray<string>, filling = " ") =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, filling)).join(" | ")} |`
  return [line(head), line([], "-"), ...body.map((row) => line(row))].join("\n")
}

const requests = [
  "`createSession`",
  "`refreshSession`",
  "`closeSession`",
  "in a session",
  "without a session",
  "polling"
]

const byRequest = (failure: ErrorPolicy.Failure): ReadonlyArray<string> => [
  phrase({ request: "createSession", failure }),
  phrase({ request: "refreshSession", failure }),
  phrase({ request: "closeSession", failure }),
  both({ request: "sessionful", failure }),
  both({ request: "sessionless", failure }),
  phrase({ request: "poll", failure })
]

const level = (code: string | undefined, message?: string): GraphError.Level => ({ code, message })

const answer = (status: number, ...below: ReadonlyArray<GraphError.Level>): ErrorPolicy.Failure => ({
  _tag: "ErrorResponse",
  status,
  error: new GraphError.GraphError({ levels: [level(undefined), ...below] })
})

const saying = (code: ErrorCode.ErrorCode): ErrorPolicy.Failure =>
  answer(ErrorCode.policies[code].status[0] ?? 400, level(code))

const all = ErrorCode.ErrorCode.literals

const meanings = () =>
  table([
    ["second-level code", "must be handled", "error", "certainly not executed", "session", "advice"],
    ...all.map((name) => {
      const { advice, means, refused, required, session } = ErrorCode.policies[name]
      return [
        code(name),
        required ? "yes" : "",
        code(means),
        refused ? "yes" : "",
        session === "dead" ? "over" : "",
        advice
      ]
    })
  ])

const byCode = () =>
  table([["second-level code", ...requests], ...all.map((name) => [code(name), ...byRequest(saying(name))])])

const topLevelOf = (status: number): string =>
  [...Object.entries(ErrorCode.topLevel), ...Object.entries(ErrorCode.topLevel2020)]
    .flatMap(([number, name]) => Number(number) === status ? [code(name)] : [])
    .join(", ")

const silent = Option.getOrThrow(GraphError.parse({ error: { code: "UnknownError" } }))

const statuses: ReadonlyArray<readonly [label: string, failure: ErrorPolicy.Failure]> = [
  ["400, and each 4xx without a row", answer(400)],
  ["401", answer(401)],
  ["403", answer(403)],
  ["404", answer(404)],
  ["405", answer(405)],
  ["408", answer(408)],
  ["409", answer(409)],
  ["413", answer(413)],
  ["423", answer(423)],
  ["429", answer(429)],
  ["500, and each 5xx without a row", answer(500)],
  ["501", answer(501)],
  ["502", answer(502)],
  ["503", answer(503)],
  ["504", answer(504)],
  ["no response", { _tag: "TransportFailure" }]
]

const failedOperation = (): ReadonlyArray<string> => {
  const failure = { _tag: "OperationFailed", error: silent } as const
  const [createSession = "", , , sessionful = ""] = byRequest(failure)
  return ["an operation that failed", "", code(told(failure)), createSession, "", "", sessionful, "", ""]
}

const byStatus = () =>
  table([
    ["status", "top-level codes", "error", ...requests],
    ...statuses.map(([label, failure]) => [
      label,
      failure._tag === "ErrorResponse" ? topLevelOf(failure.status) : "",
      code(told(failure)),
      ...byRequest(failure)
    ]),
    failedOperation()
  ])

const hints: ReadonlyArray<readonly [label: string, failure: ErrorPolicy.Failure]> = [
  ["`OpenWorkbookAccessDenied` on any level", answer(403, level("OpenWorkbookAccessDenied"))],
  ["`FileOpenUserUnauthorized` on any level", answer(401, level("FileOpenUserUnauthorized"))],
  ["`EditModeAccessDenied` on any level", answer(403, level("EditModeAccessDenied"))],
  [
    "\"Could not obtain a WAC access token\" in any message",
    answer(403, level(undefined, "Could not obtain a WAC access token."))
  ],
  [
    "`EditModeCannotAcquireLock…` with \"SiteReadOnly\" or \"Database is read only\" in a message",
    answer(409, level("EditModeCannotAcquireLock", "SiteReadOnly"))
  ],
  [
    "without a documented code, below 500: `EditModeCannotAcquireLockTooManyRequests`",
    answer(409, level("EditModeCannotAcquireLockTooManyRequests"))
  ],
  [
    "without a documented code, below 500: `RequestPayloadSizeLimitExceeded` on any level",
    answer(400, level("x"), level("RequestPayloadSizeLimitExceeded"))
  ],
  [
    "without a documented code, below 500: `ResponsePayloadSizeLimitExceeded` on any level",
    answer(400, level("x"), level("ResponsePayloadSizeLimitExceeded"))
  ],
  [
    "without a documented code, below 500: `itemAlreadyExists` on any level",
    answer(400, level("x"), level("itemAlreadyExists"))
  ],
  [
    "without a documented code, below 500: `insertDeleteConflict`, `filteredRangeConflict` or `nonBlankCellOffSheet` on any level",
    answer(409, level("x"), level("insertDeleteConflict"))
  ],
  [
    "without a documented code, below 500: `rangeExceedsLimit` on any level",
    answer(400, level("x"), level("rangeExceedsLimit"))
  ],
  [
    "without a documented code, here with 404: `InvalidOrTimedOutSession`, `InvalidEditSession` or `DeploymentInvalidEditSession`",
    answer(404, level("InvalidOrTimedOutSession"))
  ]
]

const errorIn = (failure: ErrorPolicy.Failure): GraphError.GraphError =>
  failure._tag === "TransportFailure" ? silent : failure.error

const isMeaning = (error: string): error is ErrorCode.Meaning => Object.hasOwn(ErrorCode.meanings, error)

const advised = (failure: ErrorPolicy.Failure): string => {
  const means = told(failure)
  return isMeaning(means) ? ErrorPolicy.advice(means, errorIn(failure)) : ""
}

const byHint = () =>
  table([
    ["content of the response", "error", ...requests, "advice"],
    ...hints.map(([label, failure]) => [label, code(told(failure)), ...byRequest(failure), advised(failure)])
  ])

const endings: ReadonlyArray<readonly [label: string, failure: ErrorPolicy.Failure]> = [
  ...all.filter((name) => ErrorCode.policies[name].session === "dead").map((name) =>
    [code(name), saying(name)] as const
  ),
  ["502 or 503 without a documented code", answer(503)]
]

const ways: ReadonlyArray<readonly [label: string, mode: SessionMode.SessionMode, more: Partial<Situation>]> = [
  ["persistent", "persistent", {}],
  ["persistent, had idled out", "persistent", { idledOut: true }],
  ["non-persistent", "nonPersistent", {}],
  ["non-persistent, with `restore`", "nonPersistent", { restorable: true }]
]

const byMode = () =>
  table([
    ["cause", ...ways.map(([label]) => label)],
    ...endings.map(([label, failure]) => [
      label,
      ...ways.map(([_, mode, more]) => both({ request: "sessionful", failure, mode, ...more }))
    ])
  ])

const tables: Readonly<Record<string, () => string>> = { meanings, byCode, byMode, byStatus, byHint }

/** Replaces the tables of the page by those of the policy. The text between them is not changed. */
export const withTables = (page: string): string =>
  page.replaceAll(/<!-- table: (\w+) -->\n[^]*?<!-- end -->/g, (found, name: string) => {
    const table = tables[name]
    return table === undefined ? found : `<!-- table: ${name} -->\n\n${table()}\n\n<!-- end -->`
  })

/** The names of the tables. */
export const tableNames: ReadonlyArray<string> = Object.keys(tables)
