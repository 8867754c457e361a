/**
 * Ranges of any size: reads and writes in parts, each small enough for one request.
 *
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   // the used part of three whole columns, with one part in memory at a time
 *   const rows = LargeRange.rows(Range.at("Orders!A:C"))
 *   strictEqual(yield* Stream.runCount(rows), 26)
 *   // the parts are written below cell J1, as the stream gives them
 *   const numbers = Stream.range(1, 1000).pipe(Stream.map((n) => [n, n * n]))
 *   strictEqual(yield* Stream.run(numbers, LargeRange.sink(Range.at("Summary!J1"))), 1000)
 * })
 * ```
 *
 * Excel on the web limits a request and a response to 5 MB, and a read to 5 million cells, and a gateway limits a request to
 * about 30 seconds. See
 * https://learn.microsoft.com/office/dev/add-ins/concepts/resource-limits-and-performance-optimization. The functions of this
 * module divide a range into parts of whole rows:
 *
 * - A part has at most `maxCells` cells and about `maxBytes` bytes of JSON. The size of a part that is read is estimated from
 *   the part before it. A row that is too large for one request is read and written in several.
 * - A part that the service refuses as too large, or that takes too long (504, or a timeout), is halved: its rows, and then
 *   the columns of a row. The call fails only if a single cell is refused. After such a part, the next ones have fewer cells,
 *   and slowly more again.
 *
 * **The address is read first, and is fixed then.** A reference that is moving, such as the used range or a defined name, is
 * the range that it was in the beginning. If other users change cells meanwhile, each part is as it was when it was read; if
 * they insert or delete rows, rows can be missing or come twice. The parts of a write are changes of fixed addresses, so each
 * of them is safe to send again, and never fails with `OutcomeUnknown`.
 *
 * **Whole columns and rows are read as far as they have values.** Of `A:C`, the rows from the first to the last one with a
 * value in these columns are read, each with three cells. Of `2:5`, the columns from the first to the last one with a value.
 * If there are no values, no rows. The addresses of `parts` and `read` tell which cells were read.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as CellValue from "@effect-workbook/schema/CellValue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeSchema from "@effect-workbook/schema/Range"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import * as Sink from "effect/Sink"
import * as Stream from "effect/Stream"
import { tookTooLong } from "./call/divisible.js"
import { invalidArguments, unexpectedAnswer } from "./call/errors.js"
import { calledAs, FunctionName, withFunctionName } from "./call/functionName.js"
import { updateOfCells } from "./call/updateOfCells.js"
import * as CellAddress from "./cells/address.js"
import { cellsOf, inParts, joined } from "./cells/parts.js"
import * as Sizing from "./cells/sizing.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * The matrices of cells that a range has.
 *
 * @category models
 * @since 0.1.0
 */
export type Property =
  | "values"
  | "formulas"
  | "formulasLocal"
  | "formulasR1C1"
  | "text"
  | "numberFormat"
  | "valueTypes"

/**
 * The matrices of cells that can be written.
 *
 * @category models
 * @since 0.1.0
 */
export type WritableProperty = Exclude<Property, "text" | "valueTypes">

/**
 * Cells that were read: their address with the name of the worksheet, and the selected matrices.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const cells: LargeRange.Cells<"text"> = yield* LargeRange.read(Range.at("Summary!A4:C4"), { select: ["text"] })
 *   deepStrictEqual(cells, { address: "Summary!A4:C4", text: [["North", "8,762.75", "71"]] })
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Cells<Select extends Property> =
  & { readonly address: string }
  & {
    readonly [Name in Select]: CellValue.Matrix
  }

/**
 * The size of a part.
 *
 * - `maxCells`: the largest number of cells; the service reads at most 5 million
 * - `maxBytes`: the largest number of bytes that the selected matrices have as JSON
 *
 * @category models
 * @since 0.1.0
 */
export interface Limits {
  readonly maxCells: number
  readonly maxBytes: number
}

/**
 * The default size of a part that is read: 50,000 cells and 2 MB.
 *
 * @example
 * ```ts
 * import { LargeRange } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(LargeRange.readLimits, { maxCells: 50_000, maxBytes: 2_000_000 })
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const readLimits: Limits = { maxCells: 50_000, maxBytes: 2_000_000 }

/**
 * The default size of a part that is written: 20,000 cells and 500 kB. A write takes longer than a read, and its response
 * contains the cells several times: as values, formulas and texts.
 *
 * @example
 * ```ts
 * import { LargeRange } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(LargeRange.writeLimits, { maxCells: 20_000, maxBytes: 500_000 })
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const writeLimits: Limits = { maxCells: 20_000, maxBytes: 500_000 }

/**
 * How far a read or write is: the parts that are complete, and their rows and cells. `total` is absent while the number of
 * rows of a stream is unknown.
 *
 * @category models
 * @since 0.1.0
 */
export interface Progress {
  readonly parts: number
  readonly rows: number
  readonly cells: number
  readonly total?: { readonly rows: number; readonly cells: number } | undefined
}

/**
 * The options of a write: the size of its parts, `writeLimits` by default, and `onProgress`, which runs after each part, before
 * the next one.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly maxCells?: number | undefined
  readonly maxBytes?: number | undefined
  readonly onProgress?: ((progress: Progress) => Effect.Effect<void>) | undefined
}

/**
 * The options of a read: the size of its parts, `readLimits` by default, and
 *
 * - `select`: the matrices that are read; `["values"]` by default
 * - `concurrency`: 1 by default, so that a part is read when the program needs it. With a higher number, that many parts are
 *   read ahead while the program works on one. A session sends one request at a time, so 2 is mostly enough.
 * - `onProgress`: runs after each part, before the consumer gets it
 *
 * @category models
 * @since 0.1.0
 */
export interface ReadOptions<out Select extends Property> extends Options {
  readonly select?: ReadonlyArray<Select> | undefined
  readonly concurrency?: number | undefined
}

/**
 * The options of {@link rows}: those of a read, and `property`, the matrix that is read, `"values"` by default.
 *
 * @category models
 * @since 0.1.0
 */
export interface RowsOptions extends Omit<ReadOptions<Property>, "select"> {
  readonly property?: Property | undefined
}

/**
 * The options of {@link sink}: those of a write, and `property`, the matrix that is written, `"values"` by default.
 *
 * @category models
 * @since 0.1.0
 */
export interface SinkOptions extends Options {
  readonly property?: WritableProperty | undefined
}

/** Counts complete parts, and reports them. */
const counter = (onProgress: Options["onProgress"], total: Progress["total"]) => {
  let parts = 0
  let rows = 0
  let cells = 0
  return (part: Area.Area): Effect.Effect<void> =>
    Effect.suspend(() => {
      parts++
      rows += Area.rowCount(part)
      cells += Area.cellCount(part)
      return onProgress === undefined ? Effect.void : onProgress({ parts, rows, cells, total })
    })
}

const sizeOf = (area: Area.Area): Progress["total"] => ({ rows: Area.rowCount(area), cells: Area.cellCount(area) })

/** The part of whole columns, whole rows or a whole worksheet that is read. It is `None` if there are no values. */
const usedPart = (whole: CellAddress.InSheet): Query.Read<Option.Option<CellAddress.InSheet>> =>
  CellAddress.readUsed(CellAddress.rangeAt(whole)).pipe(
    Effect.map(({ isBlank, used }) =>
      isBlank ? Option.none() : Option.some({
        ...whole,
        ...(Area.isWholeColumns(whole) && { top: used.top, bottom: used.bottom }),
        ...(Area.isWholeRows(whole) && { left: used.left, right: used.right })
      })
    ),
    Effect.catchTag("NotFound", () => Effect.succeedNone)
  )

/** The matrices of an area in the order of the selection. */
interface Part {
  readonly area: CellAddress.InSheet
  readonly matrices: ReadonlyArray<CellValue.Matrix>
}

/** Adds the span and the name of a public function to the reads of a stream. */
type Named = <A>(self: Query.Read<A>) => Query.Read<A>

/** Reads the parts of a range whose address is known. */
const partsOf = (
  address: CellAddress.InSheet,
  select: ReadonlyArray<Property>,
  options: Omit<ReadOptions<Property>, "select">,
  named: Named
): Query.Streamed<Part> =>
  Stream.unwrap(Effect.map(
    Area.isUnbounded(address) ? named(usedPart(address)) : Effect.succeedSome(address),
    Option.match({
      onNone: () => Stream.empty,
      onSome: (area) => partsOfBounded(area, select, options, named)
    })
  ))

const partsOfBounded = (
  area: CellAddress.InSheet,
  select: ReadonlyArray<Property>,
  { concurrency = 1, maxBytes = readLimits.maxBytes, maxCells = readLimits.maxCells, onProgress }: Omit<
    ReadOptions<Property>,
    "select"
  >,
  named: Named
): Query.Streamed<Part> => {
  const sizing = Sizing.make({ maxBytes, maxCells })
  const selection = Resource.pick(RangeSchema.Range, { select })
  const count = counter(onProgress, sizeOf(area))

  const readArea = (part: Area.Area): Query.Read<Part> =>
    Effect.gen(function*() {
      const address = { ...part, sheet: area.sheet }
      const range = yield* Query.read(Catalogue.range.get, CellAddress.rangeAt(address), selection)
      const matrices: Array<CellValue.Matrix> = []
      for (const name of select) {
        const cells = range[name]
        if (cells === null) {
          return yield* unexpectedAnswer(Catalogue.range.get, `the ${name} of ${Address.format(address)} are null`)
        }
        matrices.push(cells)
      }
      return { area: address, matrices }
    })

  /** Reads whole rows, in one request if they are not too large. */
  const readRows = (rows: CellAddress.InSheet): Query.Read<Part> =>
    Effect.suspend(() => {
      let halvedBecause: "size" | "time" | undefined
      const onHalved = (error: WorkbookError.CallError): void => {
        halvedBecause = tookTooLong(error) ? "time" : halvedBecause ?? "size"
      }
      return Effect.map(
        Effect.forEach(Sizing.cutRow(rows, sizing.cells()), (piece) => inParts(piece, readArea, onHalved)),
        (pieces) => {
          const parts = pieces.flat()
          const bytes = parts.reduce(
            (sum, { matrices }) => matrices.reduce((sum, cells) => sum + Sizing.lengthOf(cells), sum),
            0
          )
          sizing.learn({ cells: Area.cellCount(rows), bytes, halvedBecause, accepted: parts.map(({ area }) => area) })
          const matrices = select.map((_, index) =>
            joined(rows, parts.map(({ area, matrices }) => ({ area, cells: matrices[index] ?? [] })))
          )
          return { area: rows, matrices }
        }
      )
    })

  return Stream.unfold(area.top, (top) => {
    if (top > area.bottom) return Option.none()
    const height = Math.max(1, Math.floor(sizing.cells() / Area.columnCount(area)))
    const bottom = Math.min(area.bottom, top + height - 1)
    return Option.some([{ ...area, top, bottom }, bottom + 1])
  }).pipe(
    Stream.mapEffect((rows) => named(readRows(rows)), { concurrency }),
    Stream.tap(({ area }) => count(area))
  )
}

const cellsFrom = <Select extends Property>(
  area: CellAddress.InSheet,
  select: ReadonlyArray<Select>,
  matrices: ReadonlyArray<CellValue.Matrix>
): Cells<Select> => {
  const cells: Partial<Record<Property, CellValue.Matrix>> = {}
  for (const [index, name] of select.entries()) cells[name] = matrices[index] ?? []
  return { address: Address.format(area), ...cells } as Cells<Select>
}

const selectedBy = <Select extends Property>({ select }: ReadOptions<Select>): ReadonlyArray<Select> =>
  select ?? (["values"] as ReadonlyArray<Property> as ReadonlyArray<Select>)

/**
 * Reads a range of any size in parts, as a stream. Each part has whole rows, and the next part is read when the consumer needs
 * it, or earlier with `concurrency`.
 *
 * Fails with `TooLarge` or `ServiceFailure` only if the service refuses a single cell.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Chunk, Effect, Stream } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const parts = LargeRange.parts(Range.at("Orders!A1:G25"), { select: ["values", "numberFormat"], maxCells: 70 })
 *   const addresses = yield* Stream.runCollect(Stream.map(parts, ({ address }) => address))
 *   deepStrictEqual(Chunk.toReadonlyArray(addresses), ["Orders!A1:G10", "Orders!A11:G20", "Orders!A21:G25"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const parts: {
  <const Select extends Property = "values">(
    options?: ReadOptions<Select>
  ): (self: Range.RangeRef) => Query.Streamed<Cells<Select>>
  <const Select extends Property = "values">(
    self: Range.RangeRef,
    options: ReadOptions<Select>
  ): Query.Streamed<Cells<Select>>
  (self: Range.RangeRef): Query.Streamed<Cells<"values">>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <const Select extends Property>(
    self: Range.RangeRef,
    options: ReadOptions<Select> = {}
  ): Query.Streamed<Cells<Select>> => {
    const select = selectedBy(options)
    return Stream.map(
      streamOf(self, select, options, calledAs("LargeRange.parts")),
      ({ area, matrices }) => cellsFrom(area, select, matrices)
    )
  }
)

const streamOf = (
  self: Range.RangeRef,
  select: ReadonlyArray<Property>,
  options: Omit<ReadOptions<Property>, "select">,
  named: Named
): Query.Streamed<Part> =>
  Stream.unwrap(Effect.map(named(CellAddress.read(self)), (address) => partsOf(address, select, options, named)))

/**
 * Reads the rows of a range of any size, as a stream of arrays of cells. It reads like {@link parts}, so one
 * part is in memory at a time.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const units = LargeRange.rows(Range.at("Orders!E2:E25")).pipe(Stream.map(([cell]) => Number(cell)))
 *   strictEqual(yield* Stream.runSum(units), 311)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const rows: {
  (options?: RowsOptions): (self: Range.RangeRef) => Query.Streamed<ReadonlyArray<CellValue.CellValue>>
  (self: Range.RangeRef, options?: RowsOptions): Query.Streamed<ReadonlyArray<CellValue.CellValue>>
} = dual(
  (args) => Navigation.isReference(args[0]),
  (
    self: Range.RangeRef,
    { property = "values", ...options }: RowsOptions = {}
  ): Query.Streamed<ReadonlyArray<CellValue.CellValue>> =>
    Stream.mapConcatChunk(
      streamOf(self, [property], options, calledAs("LargeRange.rows")),
      ({ matrices }) => Chunk.unsafeFromArray(matrices[0] ?? [])
    )
)

/**
 * Reads a range of any size at once, with the address of the cells. All cells are in memory then; see {@link parts} and
 * {@link rows}. Fails like `parts`.
 *
 * If a range of whole columns or rows has no values, the matrices have no rows, and the address is that of the range.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { address, values } = yield* LargeRange.read(Range.at("Orders!A:C"))
 *   strictEqual(address, "Orders!A1:C26")
 *   strictEqual(values.length, 26)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const read: {
  <const Select extends Property = "values">(
    options?: ReadOptions<Select>
  ): (self: Range.RangeRef) => Query.Read<Cells<Select>>
  <const Select extends Property = "values">(
    self: Range.RangeRef,
    options: ReadOptions<Select>
  ): Query.Read<Cells<Select>>
  (self: Range.RangeRef): Query.Read<Cells<"values">>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <const Select extends Property>(
    self: Range.RangeRef,
    options: ReadOptions<Select> = {}
  ): Query.Read<Cells<Select>> => {
    const select = selectedBy(options)
    return Effect.map(readAll(self, select, options), ({ area, matrices }) => cellsFrom(area, select, matrices)).pipe(
      calledAs("LargeRange.read")
    )
  }
)

/** Reads all parts into one. */
const readAll = (
  self: Range.RangeRef,
  select: ReadonlyArray<Property>,
  options: Omit<ReadOptions<Property>, "select">
): Query.Read<Part> =>
  Effect.gen(function*() {
    const address = yield* CellAddress.read(self)
    const matrices = select.map((): Array<ReadonlyArray<CellValue.CellValue>> => [])
    let all: CellAddress.InSheet | undefined
    yield* Stream.runForEach(partsOf(address, select, options, (self) => self), ({ area, matrices: cells }) =>
      Effect.sync(() => {
        all = { ...area, top: all?.top ?? area.top }
        for (const [index, matrix] of matrices.entries()) {
          for (const row of cells[index] ?? []) {
            matrix.push(row)
          }
        }
      }))
    return { area: all ?? address, matrices }
  })

/**
 * Changes of a range: matrices of the same size. `null` does not change a cell, and `""` clears it.
 *
 * @category models
 * @since 0.1.0
 */
export type Changes = { readonly [Name in WritableProperty]?: CellValue.Matrix | undefined }

type WriteEffect = Effect.Effect<
  Range.RangeRef<"stable">,
  WorkbookError.CallError | WorkbookError.IncompleteWrite,
  WorkbookSession.WorkbookSession
>

/**
 * Writes matrices of any size, and succeeds with a stable reference to the cells. `self` is the first cell, or a range with the
 * size of the matrices. The parts are written one after the other, from the first row to the last. Values are as in
 * `Range.update`.
 *
 * Fails with `InvalidArguments`, and writes nothing, if there are no cells, the rows or the matrices differ in size, a cell has
 * no value of a cell, or the cells do not fit on the worksheet.
 *
 * Fails with `IncompleteWrite` if a part cannot be written. The error has the number of rows that are certainly written, so that
 * the program can write the others later.
 *
 * A non-persistent session with `restore` that is lost between two parts has only the later parts afterwards. A program that
 * needs all of them makes the write a part of `restore`.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const written = yield* LargeRange.update(Range.at("Summary!J1"), {
 *     values: [["share", "twice"], [0.5, "=J2*2"]],
 *     numberFormat: [["@", "@"], ["0%", "0%"]]
 *   })
 *   deepStrictEqual(yield* Range.text(written), [["share", "twice"], ["50%", "100%"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Changes, options?: Options): (self: Range.RangeRef) => WriteEffect
  (self: Range.RangeRef, changes: Changes, options?: Options): WriteEffect
} = dual(
  (args) => Navigation.isReference(args[0]),
  (self: Range.RangeRef, changes: Changes, options: Options = {}): WriteEffect =>
    writeAll(self, changes, options).pipe(calledAs("LargeRange.update"))
)

/**
 * Writes a matrix of values of any size; see {@link update}.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rows = Array.from({ length: 3000 }, (_, row) => [row, row * row])
 *   const first = Range.at("Summary!J1")
 *   const written = yield* LargeRange.write(first, rows).pipe(
 *     // writes the rows that are missing once more
 *     Effect.catchTag("IncompleteWrite", ({ address, rows: done }) =>
 *       LargeRange.write(Range.offset(Range.at(address), done, 0), rows.slice(done)))
 *   )
 *   strictEqual((yield* Range.get(written, { select: ["rowCount"] })).rowCount, 3000)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const write: {
  (values: CellValue.Matrix, options?: Options): (self: Range.RangeRef) => WriteEffect
  (self: Range.RangeRef, values: CellValue.Matrix, options?: Options): WriteEffect
} = dual(
  (args) => Navigation.isReference(args[0]),
  (self: Range.RangeRef, values: CellValue.Matrix, options: Options = {}): WriteEffect =>
    writeAll(self, { values }, options).pipe(calledAs("LargeRange.write"))
)

const writableProperties: ReadonlyArray<WritableProperty> = [
  "values",
  "formulas",
  "formulasLocal",
  "formulasR1C1",
  "numberFormat"
]

/** The rows of several matrices, one for each property. */
type Row = ReadonlyArray<ReadonlyArray<CellValue.CellValue>>

const invalid = (issue: string) => invalidArguments(Catalogue.range.update, issue)

/** Explains why a row cannot be written. `width` is that of the rows before. */
const issueOf = (row: Row, index: number, width: number | undefined): string | undefined => {
  const [first = []] = row
  if (first.length === 0) return `row ${index} has no cells; expected at least one`
  for (const cells of row) {
    const expected = width ?? first.length
    if (cells.length !== expected) return `row ${index} has ${cells.length} cells; expected ${expected}, as in row 0`
  }
  return CellValue.isMatrix(row)
    ? undefined
    : `row ${index} has a cell that is no value; expected strings, finite numbers, booleans and null`
}

/** Explains why cells do not fit on the worksheet. */
const overflow = ({ left, top }: Pick<Area.Area, "left" | "top">, rows: number, columns: number): string | undefined =>
  top + rows - 1 > Area.maxRow
    ? `${rows} rows from row ${top + 1} do not fit on the worksheet; expected at most ${Area.maxRow + 1 - top}`
    : left + columns - 1 > Area.maxColumn
    ? `${columns} columns from column ${Address.columnName(left)} do not fit on the worksheet; expected at most ${
      Area.maxColumn + 1 - left
    }`
    : undefined

const writeAll = (self: Range.RangeRef, changes: Changes, options: Options): WriteEffect =>
  Effect.gen(function*() {
    const properties = writableProperties.filter((name) => changes[name] !== undefined)
    const matrices = properties.map((name) => changes[name] ?? [])
    const height = matrices[0]?.length ?? 0
    if (height === 0) return yield* invalid("there are no cells; expected at least one row")
    for (const [index, { length }] of matrices.entries()) {
      if (length !== height) {
        return yield* invalid(`${properties[index]} has ${length} rows; expected ${height}, as in ${properties[0]}`)
      }
    }
    const rowAt = (index: number): Row => matrices.map((cells) => cells[index] ?? [])
    const width = rowAt(0)[0]?.length ?? 0
    for (let index = 0; index < height; index++) {
      const issue = issueOf(rowAt(index), index, width)
      if (issue !== undefined) return yield* invalid(issue)
    }
    const tooMany = overflow({ top: 0, left: 0 }, height, width)
    if (tooMany !== undefined) return yield* invalid(tooMany)

    const address = yield* CellAddress.read(self)
    if (!Area.isCell(address) && (Area.rowCount(address) !== height || Area.columnCount(address) !== width)) {
      return yield* invalid(
        `the range ${
          Address.format(address)
        } has another size; expected one cell, or ${height} rows and ${width} columns`
      )
    }
    const issue = overflow(address, height, width)
    if (issue !== undefined) return yield* invalid(issue)

    const target = { ...address, bottom: address.top + height - 1, right: address.left + width - 1 }
    const writer = makeWriter(address, properties, options, sizeOf(target), (self) => self)
    for (let index = 0; index < height; index++) {
      const row = rowAt(index)
      const size = lengthOf(row)
      if (!writer.fits(size)) yield* writer.flush
      writer.push(row, size)
    }
    yield* writer.flush
    return CellAddress.rangeAt(target)
  })

/** Adds the span and the name of a public function to the writes of a sink. */
type NamedWrite = <A, E>(
  self: Effect.Effect<A, E, WorkbookSession.WorkbookSession>
) => Effect.Effect<A, E, WorkbookSession.WorkbookSession>

/** Collects rows, and writes them below each other. */
const makeWriter = (
  start: CellAddress.InSheet,
  properties: ReadonlyArray<WritableProperty>,
  { maxBytes = writeLimits.maxBytes, maxCells = writeLimits.maxCells, onProgress }: Options,
  total: Progress["total"],
  named: NamedWrite
) => {
  const sizing = Sizing.make({ maxBytes, maxCells })
  const count = counter(onProgress, total)
  const { left, sheet, top } = start
  let pending: Array<Row> = []
  let bytes = 0
  let sent = 0
  let written = 0

  const width = (): number => pending[0]?.[0]?.length ?? 0

  const incomplete = (cause: WorkbookError.CallError): Effect.Effect<never, WorkbookError.IncompleteWrite> =>
    Effect.flatMap(FunctionName, (functionName) => {
      const isUndone = cause._tag === "SessionLost" && cause.mode === "nonPersistent"
      const address = Address.format({ sheet, top, left, bottom: top, right: left })
      return new WorkbookError.IncompleteWrite({ functionName, address, rows: isUndone ? 0 : written, cause })
    })

  const flush = Effect.suspend(() => {
    if (pending.length === 0) return Effect.void
    const area = { top: top + sent, left, bottom: top + sent + pending.length - 1, right: left + width() - 1 }
    const matrices = properties.map((_, index) => pending.map((row) => row[index] ?? []))
    const accepted: Array<Area.Area> = []
    let halvedBecause: "size" | "time" | undefined
    const onHalved = (error: WorkbookError.CallError): void => {
      halvedBecause = tookTooLong(error) ? "time" : "size"
    }
    const writeArea = (part: Area.Area) =>
      Effect.suspend(() => {
        const changes: { -readonly [Name in WritableProperty]?: CellValue.Matrix } = {}
        for (const [index, name] of properties.entries()) changes[name] = cellsOf(matrices[index] ?? [], area, part)
        return Effect.map(WorkbookSession.call(updateOfCells, CellAddress.rangeAt({ ...part, sheet }), changes), () => {
          accepted.push(part)
          // the columns of a row are written from left to right
          if (part.right === area.right) written = part.bottom - top + 1
        })
      })
    const columns = Math.max(1, Math.floor(Math.min(sizing.cells(), width() * maxBytes / bytes)))
    return Effect.forEach(Sizing.cutRow(area, columns), (piece) => inParts(piece, writeArea, onHalved), {
      discard: true
    })
      .pipe(
        Effect.catchAll(incomplete),
        Effect.zipRight(Effect.suspend(() => {
          sizing.learn({ cells: Area.cellCount(area), bytes: 0, halvedBecause, accepted })
          sent += pending.length
          pending = []
          bytes = 0
          return count(area)
        })),
        named
      )
  })

  return {
    incomplete,
    flush,
    /** Whether a part has been written. */
    isStarted: () => sent > 0,
    /** The number of rows, including those that wait. */
    rows: () => sent + pending.length,
    /** Whether a row of this length can be written together with those that wait. */
    fits: (size: number): boolean =>
      pending.length === 0 || (pending.length + 1) * width() <= sizing.cells() && bytes + size <= maxBytes,
    push: (row: Row, size: number): void => {
      pending.push(row)
      bytes += size
    }
  }
}

const lengthOf = (row: Row): number => row.reduce((sum, cells) => sum + Sizing.lengthOfRow(cells), 0)

/**
 * Makes a sink that writes rows of cells below each other, from the cell `self` on, and succeeds with their number. Rows are
 * collected until a part is full, and the stream waits while it is written.
 *
 * Fails with `InvalidArguments` if the first rows are invalid, before anything is written: if a row has no cells or another
 * number of cells than the first one, has a cell without a value of a cell, or does not fit on the worksheet. If that is so for
 * a later row, or if a part cannot be written, it fails with `IncompleteWrite`.
 *
 * If the stream fails, the rows that wait are not written; `onProgress` tells how many are.
 *
 * @example
 * ```ts
 * import { LargeRange, Range } from "@effect-workbook/client"
 * import { Effect, Ref, Stream } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const written = yield* Ref.make<ReadonlyArray<number>>([])
 *   const sink = LargeRange.sink(Range.at("Summary!J1"), {
 *     maxCells: 400,
 *     onProgress: ({ rows }) => Ref.update(written, (all) => [...all, rows])
 *   })
 *   const rows = Stream.range(1, 500).pipe(Stream.map((n) => [n, `=J${n}*2`]))
 *   strictEqual(yield* Stream.run(rows, sink), 500)
 *   deepStrictEqual(yield* Ref.get(written), [200, 400, 500])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const sink: {
  (options?: SinkOptions): (self: Range.RangeRef) => WriteSink
  (self: Range.RangeRef, options?: SinkOptions): WriteSink
} = dual((args) => Navigation.isReference(args[0]), (
  self: Range.RangeRef,
  { property = "values", ...options }: SinkOptions = {}
): WriteSink =>
  Sink.unwrap(Effect.map(calledAs("LargeRange.sink")(CellAddress.read(self)), (start) => {
    const writer = makeWriter(start, [property], options, undefined, calledAs("LargeRange.sink"))
    let width: number | undefined
    const add = (rows: Chunk.Chunk<ReadonlyArray<CellValue.CellValue>>) =>
      Effect.gen(function*() {
        for (const cells of rows) {
          const issue = issueOf([cells], writer.rows(), width) ?? overflow(start, writer.rows() + 1, cells.length)
          if (issue !== undefined) {
            return yield* writer.isStarted() ? Effect.catchAll(invalid(issue), writer.incomplete) : invalid(issue)
          }
          width ??= cells.length
          const size = Sizing.lengthOfRow(cells)
          if (!writer.fits(size)) yield* writer.flush
          writer.push([cells], size)
        }
      }).pipe(withFunctionName("LargeRange.sink"))
    return Sink.mapEffect(
      Sink.forEachChunk(add),
      () => Effect.map(writer.flush, () => writer.rows())
    )
  })))

type WriteSink = Sink.Sink<
  number,
  ReadonlyArray<CellValue.CellValue>,
  never,
  WorkbookError.CallError | WorkbookError.IncompleteWrite,
  WorkbookSession.WorkbookSession
>
