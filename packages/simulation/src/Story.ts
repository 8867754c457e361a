/** Prints the history of a run, line by line, for debugging. */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import { addressOf } from "./Bulk.js"
import type { Done, Ending, Exchange, History, Result } from "./History.js"
import * as Operations from "./Operations.js"
import { nameOf, type Plan, type Step } from "./Plan.js"
import type { Violation } from "./Violation.js"
import { beginning } from "./VirtualTime.js"

interface Line {
  readonly at: number
  readonly order: number
  readonly text: string
}

export const tell = (plan: Plan, history: History, violations: ReadonlyArray<Violation>): string => {
  const lines: ReadonlyArray<Line> = [
    ...history.scopes.flatMap((scope) => [
      { ...scope.opening, text: `${nameOf(scope.user)} opens a scope` },
      ...scope.opened === undefined ? [] : [{ ...scope.opened, text: `${nameOf(scope.user)} has a session` }],
      ...scope.closing === undefined ? [] : [{ ...scope.closing, text: `${nameOf(scope.user)} leaves the scope` }],
      ...scope.closed === undefined ? [] : [{
        ...scope.closed,
        text: `${nameOf(scope.user)}'s scope is closed${scope.failed === undefined ? "" : `, ${ended(scope.failed)}`}`
      }]
    ]),
    ...history.steps.flatMap((done) => stepLines(done)),
    ...history.restores.map(({ started, user }) => ({ ...started, text: `${nameOf(user)}'s restore begins` })),
    ...history.exchanges.flatMap((exchange) => exchangeLines(exchange)),
    // a fault strikes between request and response, and a violation is reported after all events of its moment
    ...history.strikes.map(({ at, what }) => ({ at, order: 0, text: `  ~~~ ${what}` })),
    ...violations.map(({ at, invariant, what }) => ({ at, order: Infinity, text: `  !!! ${invariant}: ${what}` }))
  ]
  return [setting(plan), ...lines.toSorted((a, b) => a.at - b.at || a.order - b.order).map(shown)].join("\n")
}

const setting = (
  { batching, books, clockSets, errors, faults, openDelay, sessionLostStatus, tokenHangs, users }: Plan
): string =>
  [
    `${books} workbook(s), opened in ${openDelay} ms, errors ${errors}, a lost session is ${sessionLostStatus}`,
    ...batching ? [] : ["calls are not sent together"],
    ...users.map(({ book, id, session }) => `${nameOf(id)}: ${session} on workbook ${book}`),
    ...faults.map((fault) => `fault: ${JSON.stringify(fault)}`),
    ...clockSets.map(({ after, by }) => `after ${after / 1000} s the client's clock is set by ${by / 1000} s`),
    ...tokenHangs.map((at) => `the source of tokens does not answer when asked for number ${at}`)
  ].join("\n")

const shown = ({ at, text }: Line): string => `${((at - beginning) / 1000).toFixed(3).padStart(9)}  ${text}`

const stepLines = ({ ended: end, result, started, step, user }: Done): ReadonlyArray<Line> => [
  { ...started, text: `${nameOf(user)}: ${doing(step)}` },
  ...end === undefined || result === undefined ? [] : [{
    ...end,
    text: `${nameOf(user)}: ${doing(step)}: ${ended(result)}`
  }]
]

const doing = (step: Step): string => {
  switch (step.do) {
    case "read":
    case "write":
      return `${step.do} cell ${step.cell}${step.do === "write" ? ` = k${step.id}` : ""}`
    case "readAll":
      return "read all cells"
    case "writeAll":
      return `write all cells = k${step.id}`
    case "append":
      return `${step.verified ? "verified " : ""}append k${step.id}`
    case "writeBelow":
      return `${step.verified ? "verified " : ""}write k${step.id} below the others (${step.through})`
    case "delete":
      return `${step.verified ? "verified " : ""}delete a ${step.what} by position`
    case "addSheet":
      return `${step.verified ? "verified " : ""}add a sheet${step.named ? ` k${step.id}` : ""}`
    case "operate": {
      const { endpoint, name } = Operations.at(step.operation)
      return `${step.verified ? "verified " : ""}${name} (${Endpoint.id(endpoint)}) with ${
        Operations.valuesOf(step.id).key
      }`
    }
    case "batch":
      return `batch${step.isEither ? ", each for itself" : ""}: ${
        step.calls.map((call) => call.do === "append" ? call.do : `${call.do} ${call.cell}`).join(", ")
      }`
    case "largeRange":
      return `${step.through} ${step.rows} rows of ${step.columns} from ${
        addressOf(step, 0)
      } in parts of ${step.maxCells} cells` +
        `${step.resumes ? ", resumed" : ""}, and read them (${step.back})`
    case "appendMany":
      return `${step.verified ? "verified " : ""}append ${step.rows} rows k${step.id}, ${step.maxRows} in one request` +
        `${step.resume === "never" ? "" : `, resumed (${step.resume})`}`
    case "stream":
      return `stream the appended rows in pages of ${step.maxCells} cells`
    case "updateWhere":
      return `update ${step.keys.join()} = k${step.id}`
    case "upsert":
      return `${step.verified ? "verified " : ""}upsert ${step.keys.join()} and ${step.added} others = k${step.id}${
        step.repeats ? ", repeated" : ""
      }`
    case "deleteMany":
      return `${step.verified ? "verified " : ""}delete ${step.keys.join()}${step.repeats ? ", repeated" : ""}`
    case "findMany":
      return "find all keys"
    case "sleep":
      return `sleep ${step.millis / 1000} s`
    case "fail":
      return "fail on purpose"
    case "interrupt":
      return `interrupt ${nameOf(step.user)}`
  }
}

const ended = (result: Result): string => {
  switch (result._tag) {
    case "Success":
      return result.value === undefined ? "done" : `done, "${result.value}"`
    case "Failure":
      return `failed: ${result.error}, ${result.message}`
    case "Interrupted":
      return "interrupted"
    case "Defect":
      return `died: ${result.what}`
  }
}

const exchangeLines = (exchange: Exchange): ReadonlyArray<Line> => {
  const { after, book, ended: end, ending, endpoint, id, sent, session, what } = exchange
  const where = [
    book === undefined ? "" : `workbook ${book}`,
    session === undefined ? "" : `session ${session}`,
    after === undefined ? "" : `in the batch after #${after}`
  ]
  return [
    { ...sent, text: `  --> #${id} ${[endpoint, what, ...where].filter(Boolean).join(" ")}` },
    ...end === undefined || ending === undefined ? [] : [{ ...end, text: `  <-- #${id} ${answer(ending)}` }]
  ]
}

const answer = (ending: Ending): string => {
  switch (ending._tag) {
    case "NoAnswer":
      return ending.why === "lost" ? "the connection was lost" : "the connection was lost in the answer"
    case "GivenUp":
      return "the client does not wait any longer"
    case "Answer": {
      const { codes, operationStatus, opened, retryAfter, status } = ending
      return [
        status,
        ...codes,
        operationStatus,
        opened === undefined ? undefined : `(session ${opened})`,
        retryAfter === undefined ? undefined : `(Retry-After ${retryAfter / 1000} s)`
      ].filter((part) => part !== undefined).join(" ")
    }
  }
}
