import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Stream from "effect/Stream"
import { invalidArguments } from "../call/errors.js"
import * as Verification from "../session/verification.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookSession from "../WorkbookSession.js"
import { chunksOf, type Limits } from "./chunks.js"
import * as Codec from "./codec.js"
import * as Source from "./source.js"

type Appended = WorkbookError.Appended

interface Input<in out A, out E, out R, out E2, out R2> {
  readonly rows: Codec.Codec<A> & { readonly source: Source.Source }
  readonly limits: Limits
  readonly columns: Codec.Columns
  readonly end: Source.End
  readonly added: ReadonlyArray<A> | Stream.Stream<A, E, R>
  /** How far an earlier attempt is certain to have come. */
  readonly after: Appended | undefined
  readonly onProgress: (appended: Appended) => Effect.Effect<unknown, E2, R2>
}

const isStream = <A, E, R>(
  added: ReadonlyArray<A> | Stream.Stream<A, E, R>
): added is Stream.Stream<A, E, R> => Stream.StreamTypeId in added

/** Encodes an array at once, and a stream as far as it is read. */
const encodedRows = <A, E, R, E2, R2>({ added, after, columns, limits, rows }: Input<A, E, R, E2, R2>) => {
  const skipped = after?.rows ?? 0
  const encode = (chunk: ReadonlyArray<A>, from: number) =>
    Codec.encodeRows(rows, columns, chunk, { endpoint: Source.addition(rows.source), position: (at) => from + at })
  return isStream(added)
    ? Effect.succeed(
      Stream.drop(added, skipped).pipe(
        Stream.rechunk(Math.max(limits.rows, 1)),
        Stream.chunks,
        Stream.mapAccumEffect(skipped, (from, chunk) =>
          Effect.map(
            encode(Chunk.toReadonlyArray(chunk), from),
            (encoded) => [from + encoded.length, encoded] as const
          ))
      )
    )
    : Effect.map(encode(added.slice(skipped), skipped), (encoded) => Stream.succeed(encoded))
}

const advance = ({ index, rows }: Appended, count: number): Appended => ({ rows: rows + count, index: index + count })

/** Checks that the table has these rows since an earlier attempt. */
const checkAdded = (source: Source.Source, end: Source.End, at: Appended, values: CellValue.Matrix) =>
  Effect.gen(function*() {
    const found = yield* end.read({ from: at.index, count: values.length })
    const other = values.findIndex((row, index) =>
      !row.every((cell, column) => Verification.mayRead(cell, found[index]?.[column]))
    )
    if (other !== -1) {
      return yield* invalidArguments(
        Source.addition(source),
        `row ${at.index + other} of the table is not row ${at.rows + other} of the rows; ` +
          "expected no other rows after those that were appended"
      )
    }
  })

const checkCount = (source: Source.Source, after: Appended, count: number) =>
  count === after.index
    ? Effect.void
    : invalidArguments(
      Source.addition(source),
      `the table has ${count} rows; expected ${after.index} and rows that were appended after them`
    )

/**
 * Adds rows chunk by chunk, after it has compared those of an earlier attempt. Succeeds with the number of rows.
 *
 * @internal
 */
export const append = <A, E, R, E2, R2>(
  input: Input<A, E, R, E2, R2>
): Effect.Effect<number, WorkbookError.WorkbookError | E | E2, WorkbookSession.WorkbookSession | R | R2> =>
  Effect.gen(function*() {
    const { after, end, onProgress, rows: { source } } = input
    const encoded = yield* encodedRows(input)
    const start = after ?? { rows: 0, index: end.count }
    if (end.count < start.index) yield* checkCount(source, start, end.count)
    const add = adder(input)
    yield* onProgress(start)
    const last = yield* Stream.runFoldEffect(encoded, start, (at, rows) => add(rows, at))
    if (end.count > last.index) yield* checkCount(source, last, end.count)
    return last.rows
  })

/**
 * Adds encoded rows in chunks. A chunk that the service refuses as too large is halved. The number formats of new rows are read
 * once.
 */
const adder = <A, E, R, E2, R2>(
  { columns, end, limits, onProgress, rows: { source } }: Input<A, E, R, E2, R2>
) => {
  let known: CellValue.Matrix | undefined
  const formats = Effect.suspend(() =>
    known === undefined
      ? Effect.tap(end.formats, (found) => Effect.sync(() => known = found))
      : Effect.succeed(known)
  )
  return (rows: ReadonlyArray<Codec.EncodedRow>, start: Appended) =>
    Effect.gen(function*() {
      const hasTexts = Codec.textColumns(columns, rows).length > 0
      const values = Codec.toSend(columns, rows, hasTexts ? yield* formats : [])
      const present = Math.min(Math.max(end.count - start.index, 0), values.length)
      let at = start
      if (present > 0) {
        yield* checkAdded(source, end, at, values.slice(0, present))
        at = advance(at, present)
        yield* onProgress(at)
      }
      const chunks = [...chunksOf(values.slice(present), limits)]
      for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
        const added = yield* Effect.either(end.add(chunk, at.index))
        if (Either.isRight(added)) {
          at = advance(at, chunk.length)
          yield* onProgress(at)
        } else if (added.left._tag === "TooLarge" && chunk.length > 1) {
          const half = Math.ceil(chunk.length / 2)
          chunks.unshift(chunk.slice(0, half), chunk.slice(half))
        } else {
          return yield* added.left._tag === "OutcomeUnknown"
            ? new WorkbookError.OutcomeUnknown({ ...added.left, appended: at })
            : added.left
        }
      }
      return at
    })
}
