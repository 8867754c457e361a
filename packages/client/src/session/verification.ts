import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { invalidArguments } from "../call/errors.js"
import * as WorkbookError from "../WorkbookError.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import type { Call } from "./calls.js"
import { pin } from "./pinning.js"

type Request = WorkbookRequest.WorkbookRequest

/** Whether the workbook contains a write. `answer` is the answer that the service would have sent. */
type Outcome =
  | { readonly _tag: "Executed"; readonly answer: unknown }
  | { readonly _tag: "NotExecuted" }
  | { readonly _tag: "Unclear" }

const notExecuted: Outcome = { _tag: "NotExecuted" }
const unclear: Outcome = { _tag: "Unclear" }
const executed = (answer: unknown): Outcome => ({ _tag: "Executed", answer })

/** Reads the workbook before a write. The result is an effect that reads it again after the write, and compares. */
type Snapshot = Effect.Effect<Effect.Effect<Outcome, WorkbookError.WorkbookError>, WorkbookError.WorkbookError>

type Member = Readonly<Record<string, unknown>>

const listIn = (json: unknown): ReadonlyArray<Member> => {
  const value = Predicate.hasProperty(json, "value") ? json.value : undefined
  return Array.isArray(value) ? value.filter(Predicate.isRecord) : []
}

const numberIn = (json: unknown): number => {
  const value = Predicate.hasProperty(json, "value") ? json.value : json
  return typeof value === "number" ? value : Number.NaN
}

/** The path of the collection to which a request adds members. */
const collectionOf = ({ endpoint, path }: Request): string =>
  endpoint.segment === "" ? path : path.slice(0, -endpoint.segment.length - 1)

const nameIn = (member: unknown): string | undefined =>
  Predicate.hasProperty(member, "name") && typeof member.name === "string" ? member.name.toLowerCase() : undefined

const textIn = (member: unknown, property: "content" | "id"): string | undefined => {
  const value = Predicate.isRecord(member) ? member[property] : undefined
  return typeof value === "string" ? value : undefined
}

/** The number of members with each name, or with each id if they have no names. */
const countByKey = (members: ReadonlyArray<Member>): ReadonlyMap<string | undefined, number> => {
  const counts = new Map<string | undefined, number>()
  for (const member of members) counts.set(keyIn(member), (counts.get(keyIn(member)) ?? 0) + 1)
  return counts
}

const keyIn = (member: Member): string | undefined => nameIn(member) ?? textIn(member, "id")

/**
 * Verifies an added member. It is the only new member in the list, or the only one with the requested name or text. Members
 * are compared by name, because their ids may change when a workbook is opened again. Members without names, such as
 * replies, keep their ids. Of members that have neither, such as points, or that share a name, it is not known which one
 * is new.
 */
const addedMember = (call: Call, request: Request, list: Endpoint.Any): Snapshot => {
  const members = Effect.map(call({ endpoint: list, path: collectionOf(request), way: "stable" }), listIn)
  const requestedName = nameIn(request.body)
  const requestedText = textIn(request.body, "content")
  return Effect.map(members, (before) => {
    const countsBefore = countByKey(before)
    return Effect.map(members, (after) => {
      const countsAfter = countByKey(after)
      const added = after.filter((member) => {
        const key = keyIn(member)
        return (countsAfter.get(key) ?? 0) > (countsBefore.get(key) ?? 0) &&
          (requestedName === undefined || nameIn(member) === requestedName)
      })
      if (added.length === 0) return notExecuted
      const [found, ...others] = requestedText === undefined
        ? added
        : added.filter((member) => textIn(member, "content") === requestedText)
      return found !== undefined && others.length === 0 ? executed(found) : unclear
    })
  })
}

/** Reads the number of rows of a table, and a page of them. */
const rowReads = (
  call: Call,
  rows: string,
  { count, list }: { readonly count: Endpoint.Any; readonly list: Endpoint.Any }
) => ({
  count: Effect.map(call({ endpoint: count, path: `${rows}/count()`, way: "stable" }), numberIn),
  page: (skip: number, top: number) =>
    Effect.map(call({ endpoint: list, path: `${rows}?$top=${top}&$skip=${skip}`, way: "stable" }), listIn)
})

type Rows = ReturnType<typeof rowReads>

const cellsIn = (row: Member | undefined): ReadonlyArray<unknown> => {
  const values = row?.["values"]
  return Array.isArray(values) && Array.isArray(values[0]) ? values[0] : []
}

/**
 * Whether a cell that was written may read as a value. Excel parses written text as if a user had typed it, and a formula
 * reads as its result.
 *
 * @internal
 */
export const mayRead = (written: CellValue.CellValue, value: unknown): boolean => {
  if (written === null || written === value) return true
  if (typeof written !== "string") return false
  if (written.startsWith("'")) return value === written.slice(1)
  return written.startsWith("=") || typeof value !== "string"
}

const matrixIn = (body: unknown): CellValue.Matrix => {
  const values = Predicate.hasProperty(body, "values") ? body.values : undefined
  return Array.isArray(values) ? values : []
}

const indexIn = (body: unknown): number | undefined =>
  Predicate.hasProperty(body, "index") && typeof body.index === "number" ? body.index : undefined

/** Verifies added rows: the table has more rows by their number, and they are at the requested index. */
const addedRows = (rows: Rows, request: Request): Snapshot => {
  const values = matrixIn(request.body)
  return Effect.map(rows.count, (before) => {
    const index = indexIn(request.body) ?? before
    return Effect.gen(function*() {
      const after = yield* rows.count
      if (after === before) return notExecuted
      if (after !== before + values.length) return unclear
      const found = yield* rows.page(index, values.length)
      const areEqual = found.length === values.length && values.every((row, at) => {
        const cells = cellsIn(found[at])
        return row.every((cell, column) => mayRead(cell, cells[column]))
      })
      return areEqual ? executed({ index, values: found.flatMap((row) => row["values"] ?? []) }) : unclear
    })
  })
}

/** Parses the path of a row into the path of the rows and the index. */
const parseRowPath = (path: string): { readonly rows: string; readonly index: number } | undefined => {
  const [, rows, index] = /^(.*)(?:\/itemAt\(index=(?=\d+\)$)|\('(?=\d+'\)$))(\d+)'?\)$/.exec(path) ?? []
  return rows === undefined ? undefined : { rows, index: Number(index) }
}

/** Verifies a deleted row: the table has one row less, and the next row is at its index. */
const deletedRow = (rows: Rows, index: number): Snapshot => {
  const state = Effect.all({ count: rows.count, pair: rows.page(index, 2) })
  const isEqual = (a: Member | undefined, b: Member | undefined) =>
    JSON.stringify(a?.["values"]) === JSON.stringify(b?.["values"])
  return Effect.map(state, (before) =>
    Effect.map(state, (after) => {
      if (after.count === before.count && isEqual(after.pair[0], before.pair[0])) return notExecuted
      return after.count === before.count - 1 && isEqual(after.pair[0], before.pair[1]) ? executed(undefined) : unclear
    }))
}

/** The snapshot that verifies a write, if the endpoint has one. */
const snapshotOf = (call: Call, request: Request): Snapshot | undefined => {
  const { verification } = request.endpoint
  switch (verification?.by) {
    case undefined:
      return undefined
    case "addedMember":
      return addedMember(call, request, verification.list)
    case "addedRows":
      return addedRows(rowReads(call, collectionOf(request), verification), request)
    case "deletedRow": {
      const row = parseRowPath(request.path)
      return row && deletedRow(rowReads(call, row.rows, verification), row.index)
    }
  }
}

/**
 * Whether the service may execute the request after the verification, so that another request could write twice. It may do
 * so after a timeout (also 408 and 504) or an invalid 2xx, and while its operation may still run. It does not do so after
 * any other error response, a lost connection, or the failure of its operation.
 */
const mayExecuteLater = ({ answer, cause, endpoint }: WorkbookError.OutcomeUnknown): boolean =>
  answer === undefined
    ? !(cause instanceof WorkbookError.TransportFailure && cause.reason === "connection" && cause.endpoint === endpoint)
    : answer.endpoint !== endpoint || answer.status === 408 || answer.status === 504

/** The limit on the number of times that a write is sent. */
const maxSends = 3

/** Takes a snapshot before a write, and verifies the write after each failure that leaves its outcome unknown. */
const sendVerified = (call: Call, copy: () => unknown, request: Request, snapshot: Snapshot): ReturnType<Call> =>
  Effect.flatMap(snapshot, (verify) => {
    const snapshotCopy = copy()
    const send = (count: number, earlier?: WorkbookError.OutcomeUnknown): ReturnType<Call> =>
      Effect.catchAll(call(request), (error) => {
        // A second request is refused if the service has executed the first one late.
        const isDuplicate = earlier !== undefined && request.endpoint.afterUnknownOutcome[409] !== undefined &&
          (error._tag === "AlreadyExists" || error._tag === "Conflict")
        if (error._tag !== "OutcomeUnknown" && !isDuplicate) return Effect.fail(error)
        const unknown = error._tag === "OutcomeUnknown" ? error : earlier ?? error
        return Effect.flatMap(
          Effect.mapError(verify, () => unknown),
          (outcome) => {
            if (copy() !== snapshotCopy) return Effect.fail(unknown)
            switch (outcome._tag) {
              case "Executed":
                return Effect.succeed(outcome.answer)
              case "NotExecuted":
                if (error._tag !== "OutcomeUnknown") return Effect.fail(error)
                return count < maxSends && !mayExecuteLater(error) ? send(count + 1, error) : Effect.fail(error)
              case "Unclear":
                return Effect.fail(unknown)
            }
          }
        )
      })
    return send(1)
  })

/** Replaces the moving address of a request by a stable one. */
const pinAddress = (call: Call, request: Request): Effect.Effect<Request, WorkbookError.WorkbookError> => {
  const { anchor, endpoint, path } = request
  return anchor === undefined
    ? Effect.succeed(request)
    : Effect.map(pin(call, endpoint, anchor), (stablePath) => ({
      ...request,
      path: stablePath + path.slice(anchor.path.length),
      way: anchor.rest,
      anchor: undefined
    }))
}

/** Whether a request may be repeated once its address is stable. */
const isRepeatable = ({ anchor, endpoint, way }: Request): boolean =>
  Safety.effect(endpoint.safety, anchor?.rest ?? way) !== "nonIdempotent"

/**
 * Makes calls that are executed exactly once.
 *
 * A moving address is first replaced by a stable one. If the request is then idempotent, it is sent like any other call.
 * Otherwise, if its outcome is unknown, reads verify whether it was executed, and it is sent again if it was not. A write
 * for which neither is possible is not sent.
 *
 * No other client may write to the same table or collection meanwhile. The call still fails with `OutcomeUnknown` if the
 * reads show such a write, if the service may execute the request later, or if the private `copy` that was read is lost.
 *
 * @internal
 */
export const verified = (call: Call, copy: () => unknown): Call => (request) =>
  Effect.suspend(() => {
    if (WorkbookRequest.effect(request) !== "nonIdempotent") return call(request)
    if (!isRepeatable(request) && snapshotOf(call, request) === undefined) {
      return invalidArguments(
        request.endpoint,
        "it is not known how to verify it: no read tells whether it was executed"
      )
    }
    const send = (request: Request): ReturnType<Call> => {
      const snapshot = isRepeatable(request) ? undefined : snapshotOf(call, request)
      return snapshot === undefined
        ? call(request, { pinned: { copy: copy() } })
        : sendVerified(call, copy, request, snapshot)
    }
    if (request.anchor === undefined) return send(request)
    // If the private copy is lost, its changes are lost too, and the stable address has to be read again.
    const pinAndSend = (count: number): ReturnType<Call> =>
      Effect.flatMap(pinAddress(call, request), (pinned) => {
        const pinnedCopy = copy()
        return Effect.catchIf(
          send(pinned),
          (error) => error._tag !== "OutcomeUnknown" && copy() !== pinnedCopy && count < maxSends,
          () => pinAndSend(count + 1)
        )
      })
    return pinAndSend(1)
  })
