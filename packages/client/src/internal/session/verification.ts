import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as WorkbookError from "../../WorkbookError.js"
import * as WorkbookRequest from "../../WorkbookRequest.js"
import { invalidArguments } from "../errors.js"
import type { Call } from "./calls.js"
import { pin } from "./pinning.js"

type Request = WorkbookRequest.WorkbookRequest

/** Whether a write is in the workbook; if it is, with what its answer would have been. */
type Verdict =
  | { readonly _tag: "Executed"; readonly answer: unknown }
  | { readonly _tag: "NotExecuted" }
  | { readonly _tag: "Unclear" }

/** A look at the workbook before a write, and the judgement after it. */
type Look<E> = Effect.Effect<Effect.Effect<Verdict, E>, E>

const notExecuted: Verdict = { _tag: "NotExecuted" }
const unclear: Verdict = { _tag: "Unclear" }
const executed = (answer: unknown): Verdict => ({ _tag: "Executed", answer })

type Looking = Look<WorkbookError.WorkbookError>

type Listed = Readonly<Record<string, unknown>>

const listIn = (json: unknown): ReadonlyArray<Listed> => {
  const value = Predicate.hasProperty(json, "value") ? json.value : undefined
  return Array.isArray(value) ? value.filter(Predicate.isRecord) : []
}

const numberIn = (json: unknown): number => {
  const value = Predicate.hasProperty(json, "value") ? json.value : json
  return typeof value === "number" ? value : Number.NaN
}

/** The path of the collection that a request adds to. */
const collectionOf = ({ endpoint, path }: Request): string =>
  endpoint.segment === "" ? path : path.slice(0, -endpoint.segment.length - 1)

const nameIn = (member: unknown): string | undefined =>
  Predicate.hasProperty(member, "name") && typeof member.name === "string" ? member.name.toLowerCase() : undefined

/**
 * What was added is the one member that was not there before, by its name: ids may change when a workbook is opened again.
 * Where the name was given, what others have added meanwhile has another one.
 */
const added = (call: Call, request: Request, list: Endpoint.Any): Looking => {
  const look = Effect.map(call({ endpoint: list, path: collectionOf(request), way: "stable" }), listIn)
  const wanted = nameIn(request.body)
  return Effect.map(look, (before) => {
    const known = new Set(before.map(nameIn))
    return Effect.map(look, (after) => {
      const [found, ...others] = after.filter((member) => {
        const name = nameIn(member)
        return !known.has(name) && (wanted === undefined || name === wanted)
      })
      if (found === undefined) return notExecuted
      return others.length === 0 ? executed(found) : unclear
    })
  })
}

/** The rows of a table, by the reads that tell about them. */
const rowsOf = (
  call: Call,
  rows: string,
  { count, list }: { readonly count: Endpoint.Any; readonly list: Endpoint.Any }
) => ({
  count: Effect.map(call({ endpoint: count, path: `${rows}/count()`, way: "stable" }), numberIn),
  page: (skip: number, top: number) =>
    Effect.map(call({ endpoint: list, path: `${rows}?$top=${top}&$skip=${skip}`, way: "stable" }), listIn)
})

type Rows = ReturnType<typeof rowsOf>

const cellsIn = (row: Listed | undefined): ReadonlyArray<unknown> => {
  const values = row?.["values"]
  return Array.isArray(values) && Array.isArray(values[0]) ? values[0] : []
}

/** Whether a cell may hold what was written: text is taken as if it were typed, and a formula shows its result. */
const mayHold = (written: CellValue.CellValue, held: unknown): boolean => {
  if (written === null || written === held) return true
  if (typeof written !== "string") return false
  if (written.startsWith("'")) return held === written.slice(1)
  return written.startsWith("=") || typeof held !== "string"
}

const matrixIn = (body: unknown): CellValue.Matrix => {
  const values = Predicate.hasProperty(body, "values") ? body.values : undefined
  return Array.isArray(values) ? values : []
}

const indexIn = (body: unknown): number | undefined =>
  Predicate.hasProperty(body, "index") && typeof body.index === "number" ? body.index : undefined

/** Rows that were added make the table longer by as many, and are where they were to be. */
const rowsAdded = (rows: Rows, request: Request): Looking => {
  const values = matrixIn(request.body)
  return Effect.map(rows.count, (before) => {
    const index = indexIn(request.body) ?? before
    return Effect.gen(function*() {
      const after = yield* rows.count
      if (after === before) return notExecuted
      if (after !== before + values.length) return unclear
      const found = yield* rows.page(index, values.length)
      const same = found.length === values.length && values.every((row, at) => {
        const held = cellsIn(found[at])
        return row.every((cell, column) => mayHold(cell, held[column]))
      })
      return same ? executed({ index, values: found.flatMap((row) => row["values"] ?? []) }) : unclear
    })
  })
}

/** A row by its index, in a table by its path. */
const rowAt = (path: string): { readonly rows: string; readonly index: number } | undefined => {
  const [, rows, index] = /^(.*)(?:\/itemAt\(index=(?=\d+\)$)|\('(?=\d+'\)$))(\d+)'?\)$/.exec(path) ?? []
  return rows === undefined ? undefined : { rows, index: Number(index) }
}

/** A row that was deleted makes the table shorter by one, and the next one is in its place. */
const rowDeleted = (rows: Rows, index: number): Looking => {
  const look = Effect.all({ count: rows.count, pair: rows.page(index, 2) })
  const equal = (a: Listed | undefined, b: Listed | undefined) =>
    JSON.stringify(a?.["values"]) === JSON.stringify(b?.["values"])
  return Effect.map(look, (before) =>
    Effect.map(look, (after) => {
      if (after.count === before.count && equal(after.pair[0], before.pair[0])) return notExecuted
      return after.count === before.count - 1 && equal(after.pair[0], before.pair[1]) ? executed(undefined) : unclear
    }))
}

/** How to look whether a write was executed, where a look can tell. */
const lookFor = (call: Call, request: Request): Looking | undefined => {
  const { verification } = request.endpoint
  switch (verification?.by) {
    case undefined:
      return undefined
    case "addedMember":
      return added(call, request, verification.list)
    case "addedRows":
      return rowsAdded(rowsOf(call, collectionOf(request), verification), request)
    case "deletedRow": {
      const row = rowAt(request.path)
      return row && rowDeleted(rowsOf(call, row.rows, verification), row.index)
    }
  }
}

/**
 * Nobody was told that the request is over: it may yet be executed, after any look. It is over where it was refused, where
 * its connection was lost, and where the operation that it began has failed. After any other 2xx it may go on, such as an
 * operation that takes longer than it is followed.
 */
const mayComeLater = ({ answer, cause, endpoint }: WorkbookError.OutcomeUnknown): boolean =>
  answer === undefined
    ? !(cause instanceof WorkbookError.TransportFailure && cause.reason === "connection" && cause.endpoint === endpoint)
    : answer.endpoint !== endpoint || answer.status === 408 || answer.status === 504

/** How often a write is sent, with a look after each time. */
const mostTimes = 3

/** Looks before the write and after each failure that leaves its outcome unknown. */
const looked = (call: Call, copy: () => unknown, request: Request, look: Looking): ReturnType<Call> =>
  Effect.flatMap(look, (judge) => {
    const lookedAt = copy()
    const go = (times: number, doubt?: WorkbookError.OutcomeUnknown): ReturnType<Call> =>
      Effect.catchAll(call(request), (error) => {
        // A second one is refused where the first was executed late.
        const isSecond = doubt !== undefined && request.endpoint.afterUnknownOutcome[409] !== undefined &&
          (error._tag === "AlreadyExists" || error._tag === "Conflict")
        if (error._tag !== "OutcomeUnknown" && !isSecond) return Effect.fail(error)
        const unknown = error._tag === "OutcomeUnknown" ? error : doubt ?? error
        return Effect.flatMap(
          Effect.mapError(judge, () => unknown),
          (verdict) => {
            if (copy() !== lookedAt) return Effect.fail(unknown)
            switch (verdict._tag) {
              case "Executed":
                return Effect.succeed(verdict.answer)
              case "NotExecuted":
                if (error._tag !== "OutcomeUnknown") return Effect.fail(error)
                return times < mostTimes && !mayComeLater(error) ? go(times + 1, error) : Effect.fail(error)
              case "Unclear":
                return Effect.fail(unknown)
            }
          }
        )
      })
    return go(1)
  })

/** The address that a request has after its anchor was read, and what it does when it is executed twice there. */
const pinned = (call: Call, request: Request): Effect.Effect<Request, WorkbookError.WorkbookError> => {
  const { anchor, endpoint, path } = request
  return anchor === undefined
    ? Effect.succeed(request)
    : Effect.map(pin(call, endpoint, anchor), (start) => ({
      ...request,
      path: start + path.slice(anchor.path.length),
      way: anchor.rest,
      anchor: undefined
    }))
}

const isRepeatable = ({ anchor, endpoint, way }: Request): boolean =>
  Safety.effect(endpoint.safety, anchor?.rest ?? way) !== "nonIdempotent"

/**
 * Calls that are executed exactly once. An address that moves is pinned first. A call that is safe to repeat then is sent as any
 * other call; the outcome of the rest is looked up where it is not known, and what was not executed is sent again. Nobody
 * else may write to the same table or collection meanwhile; where it shows that somebody did, `OutcomeUnknown` remains, and
 * so it does after a request of which it was not heard that it is over, and where the `copy` of the workbook that was looked at is not
 * the same any more.
 *
 * A write of which neither is possible is not sent.
 *
 * @internal
 */
export const verified = (call: Call, copy: () => unknown): Call => (request) =>
  Effect.suspend(() => {
    if (WorkbookRequest.effect(request) !== "nonIdempotent") return call(request)
    if (!isRepeatable(request) && lookFor(call, request) === undefined) {
      return invalidArguments(
        request.endpoint,
        "it is not known how to verify it: no read tells whether it was executed"
      )
    }
    const once = (request: Request): ReturnType<Call> => {
      const look = isRepeatable(request) ? undefined : lookFor(call, request)
      return look === undefined ? call(request, { copy: copy() }) : looked(call, copy, request, look)
    }
    if (request.anchor === undefined) return once(request)
    // In another copy of the workbook the anchor is elsewhere, and what was done in the lost one is undone.
    const go = (times: number): ReturnType<Call> =>
      Effect.flatMap(pinned(call, request), (request) => {
        const pinnedIn = copy()
        return Effect.catchIf(
          once(request),
          (error) => error._tag !== "OutcomeUnknown" && copy() !== pinnedIn && times < mostTimes,
          () => go(times + 1)
        )
      })
    return go(1)
  })
