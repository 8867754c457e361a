/**
 * The steps that make many changes in few requests. Each user has a table for rows that are appended and one for rows with
 * keys, and each step has cells of its own, so the saved file shows what was executed.
 */
import * as Batch from "@effect-workbook/client/Batch"
import * as KeyedRows from "@effect-workbook/client/KeyedRows"
import * as LargeRange from "@effect-workbook/client/LargeRange"
import * as Range from "@effect-workbook/client/Range"
import * as Table from "@effect-workbook/client/Table"
import * as TableRows from "@effect-workbook/client/TableRows"
import type * as WorkbookError from "@effect-workbook/client/WorkbookError"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as Address from "@effect-workbook/schema/Address"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import type * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as Sink from "effect/Sink"
import * as Stream from "effect/Stream"
import * as Plan from "./Plan.js"

export type BulkError = WorkbookError.WorkbookError | WorkbookError.IncompleteWrite | WorkbookError.RowMismatch

type Call<A, E = BulkError> = Effect.Effect<A, E, WorkbookSession.WorkbookSession>

type Row = typeof Row.Type
const Row = Schema.Struct({ Key: Schema.String })

type Pair = typeof Pair.Type
const Pair = Schema.Struct({ Key: Schema.String, Value: Schema.String })

type Added = ReadonlyArray<Row> | Stream.Stream<Row>

/** The functions of the client that steps use. Mutations replace some of them. */
export interface Functions {
  readonly batch: (calls: ReadonlyArray<Batch.Any>) => Call<ReadonlyArray<unknown>, WorkbookError.WorkbookError>
  readonly batchEither: (
    calls: ReadonlyArray<Batch.Any>
  ) => Call<ReadonlyArray<Either.Either<unknown, WorkbookError.WorkbookError>>, never>
  readonly write: (range: Range.RangeRef, cells: CellValue.Matrix, options: LargeRange.Options) => Call<unknown>
  readonly sink: (
    range: Range.RangeRef,
    options: LargeRange.Options
  ) => Sink.Sink<unknown, ReadonlyArray<CellValue.CellValue>, never, BulkError, WorkbookSession.WorkbookSession>
  readonly append: (
    rows: TableRows.TableRows<Row>,
    added: Added,
    options: TableRows.AppendOptions
  ) => Call<number, WorkbookError.WorkbookError>
  readonly resume: (
    rows: TableRows.TableRows<Row>,
    added: Added,
    after: WorkbookError.Appended,
    options: TableRows.AppendOptions
  ) => Call<number, WorkbookError.WorkbookError>
  readonly stream: (rows: TableRows.TableRows<Row>, options: TableRows.StreamOptions) => Stream.Stream<
    Row,
    BulkError,
    WorkbookSession.WorkbookSession
  >
  readonly updateWhere: (
    rows: KeyedRows.KeyedRows<Pair, string>,
    condition: (row: Pair) => boolean,
    change: (row: Pair) => Pair
  ) => Call<number>
  readonly upsert: (
    rows: KeyedRows.KeyedRows<Pair, string>,
    written: ReadonlyArray<Pair>
  ) => Call<KeyedRows.Upserted>
  readonly deleteMany: (rows: KeyedRows.KeyedRows<Pair, string>, keys: ReadonlyArray<string>) => Call<number>
  readonly findMany: (
    rows: KeyedRows.KeyedRows<Pair, string>,
    keys: ReadonlyArray<string>
  ) => Call<ReadonlyMap<string, Pair>>
}

export const functions: Functions = {
  batch: (calls) => Batch.all(calls),
  batchEither: (calls) => Batch.all(calls, { mode: "either" }),
  write: LargeRange.write,
  sink: LargeRange.sink,
  append: TableRows.append,
  resume: TableRows.resume,
  stream: TableRows.stream,
  updateWhere: TableRows.updateWhere,
  upsert: KeyedRows.upsert,
  deleteMany: KeyedRows.deleteMany,
  findMany: KeyedRows.findMany
}

/** Records what a step learns before its end. */
export interface Learning {
  /** An error after which the step goes on. */
  readonly failed: (error: BulkError) => void
  /** The outcomes of the calls of a batch. */
  readonly called: (outcomes: ReadonlyArray<Either.Either<unknown, WorkbookError.WorkbookError>>) => void
  /** The rows that are certainly written. `index` is the index in the table of the next row. */
  readonly certain: (certain: { readonly rows: number; readonly index?: number }) => void
}

/** Makes a bulk step, and succeeds with its result as text. */
export const perform = (
  functions: Functions,
  user: number,
  step: Extract<Plan.Step, Plan.Bulk>,
  learning: Learning
): Call<string> => {
  const done = Effect.suspend(() => make(functions, user, step, learning))
  return "verified" in step && step.verified ? WorkbookSession.verified(done) : done
}

const make = (
  functions: Functions,
  user: number,
  step: Extract<Plan.Step, Plan.Bulk>,
  learning: Learning
): Call<string> => {
  const keyed = keyedOf(user)
  const key = Plan.keyOf(step)
  switch (step.do) {
    case "batch":
      return batch(functions, user, step, learning)
    case "largeRange":
      return Effect.zipRight(writeLarge(functions, step, learning), readLarge(step))
    case "appendMany":
      return Effect.map(appendMany(functions, user, step, learning), String)
    case "stream":
      return functions.stream(rowsOf(user), { maxCells: step.maxCells }).pipe(
        Stream.runCollect,
        Effect.map((rows) => JSON.stringify(Chunk.toReadonlyArray(rows).map(({ Key }) => Key)))
      )
    case "updateWhere":
      return Effect.map(
        functions.updateWhere(keyed, ({ Key }) => step.keys.includes(Key), (row) => ({ ...row, Value: key })),
        String
      )
    case "upsert": {
      const keys = [...Plan.keysOf(step, step.added), ...step.keys]
      const upsert = functions.upsert(keyed, keys.map((Key) => ({ Key, Value: key })))
      return Effect.map(
        step.repeats ? repeated(upsert, learning) : upsert,
        ({ added, updated }) => JSON.stringify({ updated, added })
      )
    }
    case "deleteMany": {
      const deletion = functions.deleteMany(keyed, step.keys)
      return Effect.map(step.repeats ? repeated(deletion, learning) : deletion, String)
    }
    case "findMany":
      return Effect.map(
        functions.findMany(keyed, Plan.initialKeys),
        (found) => JSON.stringify(Array.from(found, ([Key, { Value }]) => [Key, Value]))
      )
  }
}

const rowsOf = (user: number) => TableRows.make(Table.named(`Rows${user}`), Row)

/** Excel parses the texts of this table, so the formats of its cells need not be read. */
const keyedOf = (user: number) =>
  KeyedRows.make(Table.named(`Keys${user}`), Pair, { key: "Key", formulas: ["Key", "Value"] })

/** The column of the first cells of a step on the sheet `Area`. No step uses more than three. */
export const firstColumn = ({ id }: Plan.Step): number => 3 * id

export const addressOf = (step: Plan.Step, row: number, column = 0): string =>
  `${Address.columnName(firstColumn(step) + column)}${row + 1}`

const areaOf = (step: Plan.Step, row: number): Range.RangeRef<"stable"> => Range.at(`Area!${addressOf(step, row)}`)

const Values = Resource.pick(Range.Range, { select: ["values"] })

const batch = (
  { batch, batchEither }: Functions,
  user: number,
  step: Extract<Plan.Step, { readonly do: "batch" }>,
  { called }: Learning
): Call<string> => {
  const keys = Plan.keysOf(step, step.calls.length)
  const calls = step.calls.map((call, index): Batch.Any => {
    const values = [[keys[index] ?? ""]]
    switch (call.do) {
      case "read":
        return Batch.get(Catalogue.range.get, areaOf(step, call.cell), Values).pipe(
          Batch.map(({ values }) => String(values?.[0]?.[0]))
        )
      case "write":
        return Batch.call(Catalogue.range.update, areaOf(step, call.cell), { values })
      case "append":
        return Batch.call(Catalogue.rows.create, Navigation.property(Table.named(`Rows${user}`), "rows"), { values })
    }
  })
  const readIn = (results: ReadonlyArray<unknown>) =>
    JSON.stringify(results.filter((_, index) => step.calls[index]?.do === "read"))
  return step.isEither
    ? Effect.map(batchEither(calls), (outcomes) => {
      called(outcomes)
      return ""
    })
    : Effect.map(batch(calls), readIn)
}

export const cellsOf = (
  step: Extract<Plan.Step, { readonly do: "largeRange" }>
): ReadonlyArray<ReadonlyArray<string>> =>
  Array.from(
    { length: step.rows },
    (_, row) => Array.from({ length: step.columns }, (_, column) => `${Plan.keyOf(step)}-${row}-${column}`)
  )

/** The number of times that a step goes on after a failure. */
const mostRepetitions = 2

const writeLarge = (
  { sink, write }: Functions,
  step: Extract<Plan.Step, { readonly do: "largeRange" }>,
  { certain, failed }: Learning
): Call<unknown> => {
  const writeFrom = (from: number, left: number): Call<unknown> => {
    const cells = cellsOf(step).slice(from)
    const options: LargeRange.Options = {
      maxCells: step.maxCells,
      onProgress: ({ rows }) => Effect.sync(() => certain({ rows: from + rows }))
    }
    const written: Call<unknown> = step.through === "write"
      ? write(areaOf(step, from), cells, options)
      : Stream.run(Stream.fromIterable(cells), sink(areaOf(step, from), options))
    return Effect.catchAll(written, (error) => {
      if (error._tag !== "IncompleteWrite") return Effect.fail(error)
      certain({ rows: from + error.rows })
      if (!step.resumes || left === 0) return Effect.fail(error)
      failed(error)
      return writeFrom(from + error.rows, left - 1)
    })
  }
  return writeFrom(0, mostRepetitions)
}

const readLarge = (step: Extract<Plan.Step, { readonly do: "largeRange" }>): Call<string> => {
  const { back, columns, maxCells, rows } = step
  const address = back === "columns"
    ? [0, columns - 1].map((column) => Address.columnName(firstColumn(step) + column)).join(":")
    : `${addressOf(step, 0)}:${addressOf(step, rows - 1, columns - 1)}`
  const range = Range.at(`Area!${address}`)
  const cells: Call<CellValue.Matrix> = back === "read"
    ? Effect.map(LargeRange.read(range, { maxCells }), ({ values }) => values)
    : Effect.map(
      Stream.runCollect(LargeRange.rows(range, { maxCells, concurrency: back === "rows" ? 2 : 1 })),
      Chunk.toReadonlyArray
    )
  return Effect.map(cells, (cells) => JSON.stringify(cells))
}

const appendMany = (
  { append, resume }: Functions,
  user: number,
  step: Extract<Plan.Step, { readonly do: "appendMany" }>,
  { certain, failed }: Learning
): Call<number> => {
  const table = rowsOf(user)
  const rows = Plan.keysOf(step, step.rows).map((Key) => ({ Key }))
  let first: WorkbookError.Appended | undefined
  let last: WorkbookError.Appended | undefined
  const advance = (appended: WorkbookError.Appended): void => {
    first ??= appended
    // another attempt may begin at the first row again
    if (last !== undefined && appended.rows < last.rows) return
    last = appended
    certain(appended)
  }
  const options: TableRows.AppendOptions = {
    maxRows: step.maxRows,
    onProgress: (appended) => Effect.sync(() => advance(appended))
  }
  const appendAfter = (after: WorkbookError.Appended | undefined, left: number): Call<number> => {
    const added = step.isStream ? Stream.fromIterable(rows) : rows
    return Effect.catchAll(
      after === undefined ? append(table, added, options) : resume(table, added, after, options),
      (error) => {
        if (error._tag === "OutcomeUnknown" && error.appended !== undefined) advance(error.appended)
        const next = step.resume === "fromFirst" ? first : last
        if (step.resume === "never" || next === undefined || left === 0) return Effect.fail(error)
        failed(error)
        return Effect.zipRight(untilExecuted(error), appendAfter(next, left - 1))
      }
    )
  }
  return appendAfter(undefined, mostRepetitions)
}

const repeated = <A>(self: Call<A>, { failed }: Learning): Call<A> => {
  const make = (left: number): Call<A> =>
    Effect.catchAll(self, (error) => {
      if (left === 0) return Effect.fail(error)
      failed(error)
      return Effect.zipRight(untilExecuted(error), make(left - 1))
    })
  return make(mostRepetitions)
}

/** After an unknown outcome or a timeout, the service may still execute the request, and the user has to wait. */
const untilExecuted = (error: BulkError): Effect.Effect<void> =>
  error._tag === "OutcomeUnknown" || error._tag === "TransportFailure" && error.reason === "timeout"
    ? Effect.sleep("8 minutes")
    : Effect.void
