import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import type * as Query from "../Query.js"
import * as Range from "../Range.js"
import type * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookSession from "../WorkbookSession.js"
import { chunksOf, type Limits, rowsPerRead } from "./chunks.js"
import * as Codec from "./codec.js"
import * as Source from "./source.js"

/** A row that exists, and its new cells. An absent one is not changed. */
export interface Change {
  readonly index: number
  readonly cells: Codec.EncodedRow
}

/** Consecutive rows that are changed, in the columns that hold all changed cells. */
interface Block {
  readonly from: number
  readonly rows: ReadonlyArray<Codec.EncodedRow>
}

/** The first and the last column with a changed cell. */
const columnsIn = (rows: ReadonlyArray<Codec.EncodedRow>): Source.Span | undefined => {
  let first = Infinity
  let last = -1
  for (const row of rows) {
    const left = row.findIndex((cell) => cell !== undefined)
    if (left === -1) continue
    first = Math.min(first, left)
    last = Math.max(last, row.findLastIndex((cell) => cell !== undefined))
  }
  return last === -1 ? undefined : { from: first, count: last - first + 1 }
}

const blocksOf = (changes: ReadonlyArray<Change>): ReadonlyArray<Block> => {
  let at = 0
  return Source.runsOf(changes.map(({ index }) => index)).map(({ count, from }) => {
    const rows = changes.slice(at, at + count).map(({ cells }) => cells)
    at += count
    return { from, rows }
  })
}

/** Reads the number formats of the cells that get a text. The result has the formats of each row that was read. */
const readFormats = (
  body: Source.Body,
  columns: Codec.Columns,
  changes: ReadonlyArray<Change>
): Query.Read<(index: number) => ReadonlyArray<CellValue.CellValue>> =>
  Effect.gen(function*() {
    const texts = Codec.textColumns(columns, changes.map(({ cells }) => cells))
    const [left] = texts
    if (left === undefined) return () => []
    const span = { from: left, count: (texts.at(-1) ?? left) - left + 1 }
    const marked = changes.filter(({ cells }) => texts.some((column) => typeof cells[column] === "string"))
    const spans = Source.spansOf(marked.map(({ index }) => index), rowsPerRead(span.count))
    const before = Array.from({ length: left }, () => null)
    const found = new Map<number, ReadonlyArray<CellValue.CellValue>>()
    yield* inGroups(spans, (rows) =>
      Effect.map(body.formats(rows, span), (formats) => {
        for (const [at, row] of formats.entries()) found.set(rows.from + at, [...before, ...row])
      }))
    return (index) => found.get(index) ?? []
  })

/** The number of calls that are offered to a batch at the same time. */
const groupSize = 20

const inGroups = <A, E, R>(items: ReadonlyArray<A>, f: (item: A) => Effect.Effect<unknown, E, R>) =>
  Effect.forEach(
    Arr.chunksOf(items, groupSize),
    (group) => Effect.forEach(group, f, { batching: true, discard: true }),
    { discard: true }
  )

/**
 * Writes the changed cells of rows, whose indexes ascend. Consecutive rows are written in one request, if it keeps the limits.
 *
 * @internal
 */
export const write = (
  body: Source.Body,
  columns: Codec.Columns,
  changes: ReadonlyArray<Change>,
  limits: Limits
): Effect.Effect<void, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  Effect.gen(function*() {
    const formatsOf = yield* readFormats(body, columns, changes)
    const writes = blocksOf(changes).flatMap(({ from, rows }) => {
      const values = Codec.toSend(columns, rows, rows.map((_, at) => formatsOf(from + at)))
      const span = columnsIn(rows)
      if (span === undefined) return []
      let at = from
      return chunksOf(values.map((row) => row.slice(span.from, span.from + span.count)), limits).map((chunk) => {
        const range = body.at({ from: at, count: chunk.length }, span)
        at += chunk.length
        return Range.write(range, chunk)
      })
    })
    yield* inGroups(writes, (each) => each)
  })
