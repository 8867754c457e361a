import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type * as WorkbookError from "../WorkbookError.js"
import type { WorkbookRequest } from "../WorkbookRequest.js"
import type { Call } from "./calls.js"

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
const collectionOf = ({ endpoint, path }: WorkbookRequest): string =>
  endpoint.segment === "" ? path : path.slice(0, -endpoint.segment.length - 1)

const nameIn = (member: unknown): string | undefined =>
  Predicate.hasProperty(member, "name") && typeof member.name === "string" ? member.name.toLowerCase() : undefined

/**
 * What was added is the one member that was not there before, by its name: ids may change when a workbook is opened again.
 * Where the name was given, what others have added meanwhile has another one.
 */
const added = (call: Call, request: WorkbookRequest, list: Endpoint.Any): Looking => {
  const look = Effect.map(call({ endpoint: list, path: collectionOf(request) }), listIn)
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

/** What was deleted cannot be found any more. */
const deleted = (call: Call, request: WorkbookRequest, get: Endpoint.Any): Looking =>
  Effect.succeed(
    Effect.matchEffect(call({ endpoint: get, path: request.path }), {
      onSuccess: () => Effect.succeed(notExecuted),
      onFailure: (error) => error._tag === "NotFound" ? Effect.succeed(executed(undefined)) : Effect.fail(error)
    })
  )

const countIn = (call: Call, rows: string) =>
  Effect.map(call({ endpoint: Catalogue.rows.count, path: `${rows}/count()` }), numberIn)

const rowsIn = (call: Call, rows: string, skip: number, top: number) =>
  Effect.map(call({ endpoint: Catalogue.rows.list, path: `${rows}?$top=${top}&$skip=${skip}` }), listIn)

const cellsIn = (row: Listed | undefined): ReadonlyArray<unknown> => {
  const values = row?.["values"]
  return Array.isArray(values) && Array.isArray(values[0]) ? values[0] : []
}

/** Whether a cell may hold what was written: text is taken as if it were typed, and a formula shows its result. */
const mayHold = (written: CellValue.CellValue, held: unknown): boolean => {
  if (written === null || written === held) return true
  return typeof written === "string" && (written.startsWith("=") || written.startsWith("'") || typeof held !== "string")
}

const matrixIn = (body: unknown): CellValue.Matrix => {
  const values = Predicate.hasProperty(body, "values") ? body.values : undefined
  return Array.isArray(values) ? values : []
}

const indexIn = (body: unknown): number | undefined =>
  Predicate.hasProperty(body, "index") && typeof body.index === "number" ? body.index : undefined

/** Rows that were added make the table longer by as many, and are where they were to be. */
const rowsAdded = (call: Call, request: WorkbookRequest): Looking => {
  const rows = collectionOf(request)
  const values = matrixIn(request.body)
  return Effect.map(countIn(call, rows), (before) => {
    const index = indexIn(request.body) ?? before
    return Effect.gen(function*() {
      const after = yield* countIn(call, rows)
      if (after === before) return notExecuted
      if (after !== before + values.length) return unclear
      const found = yield* rowsIn(call, rows, index, values.length)
      const same = found.length === values.length && values.every((row, at) => {
        const held = cellsIn(found[at])
        return row.every((cell, column) => mayHold(cell, held[column]))
      })
      return same ? executed({ index, values: found.flatMap((row) => row["values"] ?? []) }) : unclear
    })
  })
}

/** A row that was deleted makes the table shorter by one, and the next one is in its place. */
const rowDeleted = (call: Call, request: WorkbookRequest): Looking => {
  const [, rows, at] = /^(.*)\/itemAt\(index=(\d+)\)$/.exec(request.path) ?? []
  if (rows === undefined) return Effect.succeed(Effect.succeed(unclear))
  const look = Effect.all({ count: countIn(call, rows), pair: rowsIn(call, rows, Number(at), 2) })
  const equal = (a: Listed | undefined, b: Listed | undefined) =>
    JSON.stringify(a?.["values"]) === JSON.stringify(b?.["values"])
  return Effect.map(look, (before) =>
    Effect.map(look, (after) => {
      if (after.count === before.count && equal(after.pair[0], before.pair[0])) return notExecuted
      return after.count === before.count - 1 && equal(after.pair[0], before.pair[1]) ? executed(undefined) : unclear
    }))
}

/** How to look whether a write was executed, where a look can tell. */
const lookFor = (call: Call, request: WorkbookRequest): Looking | undefined => {
  switch (request.endpoint) {
    case Catalogue.rows.create:
    case Catalogue.rows.add:
      return rowsAdded(call, request)
    case Catalogue.row.delete:
      return rowDeleted(call, request)
    case Catalogue.worksheets.add:
      return added(call, request, Catalogue.worksheets.list)
    case Catalogue.tables.add:
      return added(call, request, Catalogue.tables.list)
    case Catalogue.columns.add:
      return added(call, request, Catalogue.columns.list)
    case Catalogue.names.add:
      return added(call, request, Catalogue.names.list)
    case Catalogue.table.delete:
      return deleted(call, request, Catalogue.table.get)
    case Catalogue.column.delete:
      return deleted(call, request, Catalogue.column.get)
    default:
      return undefined
  }
}

/** Nobody was told that the request is over: it may yet be executed, after any look. */
const mayComeLater = ({ answer, cause }: WorkbookError.OutcomeUnknown): boolean =>
  answer?.status === 408 || answer?.status === 504 ||
  Predicate.isTagged(cause, "TransportFailure") && Predicate.hasProperty(cause, "reason") && cause.reason === "timeout"

/** How often a write is sent, with a look after each time. */
const mostTimes = 3

/**
 * Calls whose outcome is looked up where it is not known, and which are sent again where they were not executed, so that in
 * the end they were executed exactly once. Nobody else may write to the same table or collection meanwhile; where it shows
 * that somebody did, `OutcomeUnknown` remains, and so it does after a request that was not heard of in time, and where the
 * `copy` of the workbook that was looked at is not the same any more.
 *
 * @internal
 */
export const verified = (call: Call, copy: () => unknown): Call => (request) =>
  Effect.suspend(() => {
    const look = lookFor(call, request)
    if (look === undefined) return call(request)
    return Effect.flatMap(look, (judge) => {
      const lookedAt = copy()
      const go = (times: number): ReturnType<Call> =>
        Effect.catchTag(call(request), "OutcomeUnknown", (unknown) =>
          Effect.flatMap(
            Effect.mapError(judge, () => unknown),
            (verdict) => {
              if (copy() !== lookedAt) return Effect.fail(unknown)
              switch (verdict._tag) {
                case "Executed":
                  return Effect.succeed(verdict.answer)
                case "NotExecuted":
                  return times < mostTimes && !mayComeLater(unknown) ? go(times + 1) : Effect.fail(unknown)
                case "Unclear":
                  return Effect.fail(unknown)
              }
            }
          ))
      return go(1)
    })
  })
