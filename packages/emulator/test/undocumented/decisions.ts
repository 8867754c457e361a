/**
 * What Graph does not document and the emulator always does in the same way. The page docs/reference/undocumented.md lists
 * them, and the test makes each observation.
 */
import type { HttpClient, HttpClientError } from "@effect/platform"
import { Effect, TestClock } from "effect"
import type { Emulator } from "../../src/index.js"
import { cell, codeOf, createSession, type emulator, read, send, workbook, write } from "../service/support.js"

export interface Decision {
  /** What is not documented, in Markdown. */
  readonly question: string
  /** What the emulator does, in Markdown. */
  readonly decision: string
  readonly sources: ReadonlyArray<string>
  readonly options?: Parameters<typeof emulator>[0]
  /** What a client sees of it. */
  readonly observe: Effect.Effect<
    unknown,
    HttpClientError.HttpClientError,
    HttpClient.HttpClient | Emulator.Emulator
  >
  readonly observed: unknown
}

const api = (page: string): string => `https://learn.microsoft.com/graph/api/${page}`
const docsIssue = (number: number): string => `https://github.com/microsoftgraph/microsoft-graph-docs/issues/${number}`
const user = (name: string) => ({ headers: { authorization: `Bearer ${name}` } })

/** The properties of a response besides annotations. */
const properties = (path: string) =>
  Effect.map(
    send("GET", `${workbook()}${path}`),
    ({ body }) => Object.keys(body.value?.[0] ?? body).filter((name) => !name.startsWith("@"))
  )

const refusal = (reply: { readonly status: number; readonly body: any }) => [
  reply.status,
  codeOf({ headers: {}, ...reply })
]

const startOperation = Effect.gen(function*() {
  const { headers } = yield* send("POST", `${workbook()}/createSession`, {
    body: { persistChanges: true },
    headers: { prefer: "respond-async" }
  })
  return headers["location"] ?? ""
})

export const decisions: ReadonlyArray<Decision> = [
  {
    question: "Every type inherits `id` in the metadata. Which resources have one?",
    decision:
      "Worksheets, tables, columns, charts, borders and operations. All others are sent without; `GET {resource}/id` gets 204",
    sources: [api("resources/entity")],
    observe: Effect.gen(function*() {
      const withId: Array<boolean> = []
      for (const path of ["/worksheets", "/tables", "/tables/Orders/columns", "/names", "/tables/Orders/rows"]) {
        withId.push((yield* properties(path)).includes("id"))
      }
      return [withId, (yield* send("GET", `${cell("A1")}/id`)).status]
    }),
    observed: [[true, true, true, false, false], 204]
  },
  {
    question: "What does `GET` of the workbook itself return?",
    decision: "No property; `$expand` returns its related resources",
    sources: [api("resources/workbook")],
    observe: properties(""),
    observed: []
  },
  {
    question: "What does a session that is closed twice, or after it has expired, get?",
    decision: "The response for a session that has expired",
    sources: [api("workbook-closesession")],
    observe: Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* send("POST", `${workbook()}/closeSession`, { session })
      return refusal(yield* send("POST", `${workbook()}/closeSession`, { session }))
    }),
    observed: [404, "invalidSessionReCreatable"]
  },
  {
    question: "May a session id be used for another workbook, or by another user?",
    decision: "No, 400 `invalidSessionUnexpected`",
    sources: [api("workbook-createsession")],
    observe: Effect.gen(function*() {
      const session = yield* createSession(true, workbook(), user("ada"))
      const other = workbook("Reports/Q1%202026.xlsx")
      return [
        refusal(yield* send("GET", `${other}/worksheets`, { session, ...user("ada") })),
        refusal(yield* send("GET", `${workbook()}/worksheets`, { session, ...user("grace") }))
      ]
    }),
    observed: [[400, "invalidSessionUnexpected"], [400, "invalidSessionUnexpected"]]
  },
  {
    question: "How many sessions may a workbook have, and what does one more get?",
    decision:
      "25, as Microsoft has said once, or `sessionsPerWorkbook`; one more gets 429 `tooManyRequestsUncategorized`",
    sources: [docsIssue(416)],
    options: {},
    observe: Effect.gen(function*() {
      yield* Effect.replicateEffect(createSession(false), 25)
      return refusal(yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges: false } }))
    }),
    observed: [429, "tooManyRequestsUncategorized"]
  },
  {
    question: "A session ends after \"about\" 5 minutes without a request, or 7 if it is not persistent. When exactly?",
    decision: "After exactly 5 and 7 minutes. A session has no maximum age",
    sources: [api("resources/excel")],
    observe: Effect.gen(function*() {
      const open = [yield* createSession(true), yield* createSession(false)]
      const seen: Array<unknown> = []
      yield* TestClock.adjust("5 minutes")
      for (const session of open) seen.push(yield* read("B2", session))
      yield* TestClock.adjust("7 minutes")
      for (const session of open) seen.push(yield* read("B2", session))
      return seen
    }),
    observed: [
      "404 invalidSessionReCreatable",
      3,
      "404 invalidSessionReCreatable",
      "404 invalidSessionReCreatable"
    ]
  },
  {
    question: "What happens when two sessions change the same cell?",
    decision: "Requests on a workbook run one after the other, the last one wins, and both sessions see it at once",
    sources: ["https://learn.microsoft.com/graph/excel-concept-overview"],
    observe: Effect.gen(function*() {
      const [first, second] = [yield* createSession(true), yield* createSession(true)]
      yield* write("B2", 10, first)
      yield* write("B2", 20, second)
      return [yield* read("B2", first), yield* read("B2", second), yield* read("B2")]
    }),
    observed: [20, 20, 20]
  },
  {
    question: "What is `createSession` without `persistChanges`?",
    decision: "Persistent, as users have seen it",
    sources: ["https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/68"],
    observe: Effect.map(send("POST", `${workbook()}/createSession`, { body: {} }), ({ body }) => body.persistChanges),
    observed: true
  },
  {
    question: "How long can an operation be polled, and how often can its result be read?",
    decision: "For one hour after its start, and any number of times. A poll of an unknown operation gets 404",
    sources: [api("workbookoperation-get")],
    options: { openDelay: "1 second" },
    observe: Effect.gen(function*() {
      const location = yield* startOperation
      yield* TestClock.adjust("59 minutes")
      const { body } = yield* send("GET", location)
      const results = [yield* send("GET", body.resourceLocation), yield* send("GET", body.resourceLocation)]
      yield* TestClock.adjust("1 minute")
      return [...results.map(({ status }) => status), (yield* send("GET", location)).status]
    }),
    observed: [200, 200, 404]
  },
  {
    question: "What is the status of a poll of an operation that has failed?",
    decision: "200, with the status `failed` and the error in the body",
    sources: [api("workbookoperation-get")],
    options: { openDelay: "1 second", sessionsPerWorkbook: 1 },
    observe: Effect.gen(function*() {
      yield* startOperation
      const location = yield* startOperation
      yield* TestClock.adjust("1 second")
      const { body, status } = yield* send("GET", location)
      return [status, body.status, body.error.innerError.code]
    }),
    observed: [200, "failed", "tooManyRequestsUncategorized"]
  },
  {
    question: "Is the deletion of a table row long-running?",
    decision: "Yes, with `Prefer: respond-async` it gets 202, and its operation has no result",
    sources: [api("tablerow-delete"), "https://learn.microsoft.com/graph/workbook-best-practice"],
    options: { openDelay: "1 second" },
    observe: Effect.gen(function*() {
      const opening = yield* startOperation
      yield* TestClock.adjust("1 second")
      const { body: { resourceLocation } } = yield* send("GET", opening)
      const session = (yield* send("GET", resourceLocation)).body.id
      const { headers, status } = yield* send("DELETE", `${workbook()}/tables/Orders/rows/itemAt(index=0)`, {
        session,
        headers: { prefer: "respond-async" }
      })
      yield* TestClock.adjust("1 second")
      const { body } = yield* send("GET", headers["location"] ?? "")
      return [status, body.status, body.resourceLocation]
    }),
    observed: [202, "succeeded", null]
  },
  {
    question: "Does the `workbook-session-id` of a batch apply to its requests?",
    decision: "No, each request needs its own header",
    sources: ["https://learn.microsoft.com/graph/json-batching"],
    observe: Effect.gen(function*() {
      const session = yield* createSession(false)
      const body = {
        requests: [{
          id: "1",
          method: "PATCH",
          url: cell("B2"),
          headers: { "content-type": "application/json" },
          body: { values: [[30]] }
        }]
      }
      yield* send("POST", "/$batch", { session, body })
      return [yield* read("B2", session), yield* read("B2")]
    }),
    observed: [3, 30]
  },
  {
    question: "Do the names of worksheets, tables and names in a path depend on their case?",
    decision: "No, as in Excel. The response has the case of the workbook",
    sources: [api("resources/workbookworksheet")],
    observe: Effect.map(send("GET", `${workbook()}/worksheets('DATA')/tables('orders')`), ({ body }) => body.name),
    observed: "Orders"
  },
  {
    question: "Which language has `formulasLocal`?",
    decision: "en-US, the one in the ids of sessions; no header changes it",
    sources: [api("resources/range")],
    observe: Effect.map(
      send("GET", `${cell("D2")}?$select=formulasLocal`, { headers: { "accept-language": "de-DE" } }),
      ({ body }) => body.formulasLocal
    ),
    observed: [["=SUM(B2:B4)"]]
  },
  {
    question: "When do other users see a change?",
    decision: "At once, and so does the content of the file, which lags by some seconds on the service",
    sources: ["https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9315"],
    observe: Effect.gen(function*() {
      const before = yield* send("GET", "/me/drive/root:/book.xlsx:?$select=eTag")
      yield* write("B2", 30, yield* createSession(true))
      const after = yield* send("GET", "/me/drive/root:/book.xlsx:?$select=eTag")
      return [yield* read("B2"), before.body.eTag === after.body.eTag]
    }),
    observed: [30, false]
  }
]
