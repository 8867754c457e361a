import {
  Address,
  type CellValue,
  LargeRange,
  Range,
  WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { Area } from "@effect-workbook/schema"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Chunk, Effect, Either, Exit, FastCheck as fc, Layer, pipe, Ref, Stream, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import { failure, range, type Received, type Reply, sessionId } from "./support/Script.js"
import { inSession, service, workbook } from "./support/Session.js"

const areaOf = ({ url }: Received): Area.Area => {
  const [, address = ""] = /range\(address='([^']*)'\)/.exec(decodeURIComponent(url)) ?? []
  return Either.getOrThrow(Address.parse(address))
}

const isOfAddress = ({ url }: Received): boolean => url.endsWith("select=address")

const addressOf = (area: Area.Area): string => Address.format({ ...area, sheet: "Data" })

const matrixOf = (
  area: Area.Area,
  cell: (row: number, column: number) => CellValue.CellValue
): CellValue.Matrix =>
  Array.from(
    { length: Area.rowCount(area) },
    (_, row) => Array.from({ length: Area.columnCount(area) }, (_, column) => cell(area.top + row, area.left + column))
  )

interface Sheet {
  readonly cell: (row: number, column: number) => CellValue.CellValue
  /** Answers a request for cells with an error. */
  readonly refuse: (area: Area.Area, count: number) => Reply | undefined
}

/** A scripted worksheet `Data`. It has a record of the areas that were read and of the cells that were written. */
const sheet = ({ cell = () => "", refuse = () => undefined }: Partial<Sheet> = {}) => {
  const read: Array<Area.Area> = []
  const refused: Array<Area.Area> = []
  const written = new Map<string, unknown>()
  const writes: Array<Area.Area> = []
  let requests = 0
  const answer = (request: Received): Reply => {
    const area = areaOf(request)
    if (isOfAddress(request)) return { status: 200, body: { address: addressOf(area) } }
    const refusal = refuse(area, ++requests)
    if (refusal !== undefined) {
      refused.push(area)
      return refusal
    }
    if (request.method === "GET") {
      read.push(area)
      const matrix = matrixOf(area, cell)
      return { status: 200, body: { values: matrix, formulas: matrix, text: matrix.map((row) => row.map(String)) } }
    }
    writes.push(area)
    const { values } = request.body as { readonly values: CellValue.Matrix }
    assert.strictEqual(values.length, Area.rowCount(area))
    for (const [row, cells] of values.entries()) {
      assert.strictEqual(cells.length, Area.columnCount(area))
      for (const [column, value] of cells.entries()) written.set(`${area.top + row},${area.left + column}`, value)
    }
    return { status: 200, body: { ...range, address: addressOf(area) } }
  }
  const { batches, layer, log } = service({ read: answer, write: answer })
  const run = <A, E>(
    self: Effect.Effect<A, E, WorkbookSession.WorkbookSession>,
    options: Partial<WorkbookSession.Options> = {}
  ) => Effect.provide(inSession(self, options), layer)
  return { batches, read, refused, written, writes, log, run }
}

const cellsOf = (areas: ReadonlyArray<Area.Area>) => areas.map(Area.cellCount)

const tooLarge = [
  failure(400, "badRequest", "rangeExceedsLimit"),
  failure(413, "payloadTooLarge"),
  failure(504, "UnknownError")
]

const areas = fc.record({
  top: fc.nat(1000),
  left: fc.nat(50),
  height: fc.integer({ min: 1, max: 40 }),
  width: fc.integer({ min: 1, max: 12 })
}).map(({ height, left, top, width }): Area.Area => ({
  top,
  left,
  bottom: top + height - 1,
  right: left + width - 1
}))
const limits = fc.record({
  maxCells: fc.integer({ min: 1, max: 100 }),
  maxBytes: fc.integer({ min: 1, max: 2000 }),
  concurrency: fc.integer({ min: 1, max: 3 })
})
const refusals = fc.record({
  accepted: fc.integer({ min: 1, max: 60 }),
  every: fc.integer({ min: 2, max: 9 }),
  reply: fc.constantFrom(...tooLarge)
})

/** Refuses areas with too many cells, and now and then a smaller one. */
const refuseBy = ({ accepted, every, reply }: {
  readonly accepted: number
  readonly every: number
  readonly reply: Reply
}): Sheet["refuse"] =>
(area, count) => Area.cellCount(area) > (count % every === 0 ? 1 : accepted) ? reply : undefined

const column = (rows: number): Area.Area => ({ top: 0, left: 0, bottom: rows - 1, right: 0 })

describe("LargeRange", () => {
  it("has the types of the selected matrices", () => {
    const cells = Range.at("Data!A1:B2")
    const one = LargeRange.read(cells)
    expectTypeOf<Effect.Effect.Success<typeof one>>().toEqualTypeOf<LargeRange.Cells<"values">>()
    const some = LargeRange.read(cells, { select: ["text", "formulas"] })
    expectTypeOf<Effect.Effect.Success<typeof some>>().toEqualTypeOf<LargeRange.Cells<"text" | "formulas">>()
    expectTypeOf(cells.pipe(LargeRange.read({ select: ["text", "formulas"] }))).toEqualTypeOf(some)
    // @ts-expect-error the text of a cell cannot be written
    void LargeRange.update(cells, { text: [["42"]] })
  })

  it.effect.prop(
    "reads each cell once, whatever the size of the parts and whatever is refused",
    [areas, limits, refusals],
    ([area, limits, refusal]) =>
      Effect.gen(function*() {
        const cell = (row: number, column: number) => `${row}:${column}:${"x".repeat(row % 7)}`
        const { read, refused, run } = sheet({ cell, refuse: refuseBy(refusal) })
        const found = yield* run(
          LargeRange.read(Range.at(addressOf(area)), { ...limits, select: ["values", "formulas"] })
        )
        const expected = matrixOf(area, cell)
        assert.deepStrictEqual(found, { address: addressOf(area), values: expected, formulas: expected })
        assert.strictEqual(cellsOf(read).reduce((sum, cells) => sum + cells, 0), Area.cellCount(area))
        assert.isTrue([...read, ...refused].every((part) => Area.cellCount(part) <= limits.maxCells))
      }),
    { fastCheck: { numRuns: 12 } }
  )

  it.effect.prop(
    "writes each cell, whatever the size of the parts and whatever is refused",
    [areas, limits, refusals],
    ([area, limits, refusal]) =>
      Effect.gen(function*() {
        const cell = (row: number, column: number) => row * 100 + column
        const matrix = matrixOf(area, cell)
        const { run, written, writes } = sheet({ refuse: refuseBy(refusal) })
        const first = Range.at(addressOf(Area.cell(area.top, area.left)))
        const target = yield* run(LargeRange.write(first, matrix, limits))
        assert.strictEqual(target.path, Range.at(addressOf(area)).path)
        assert.strictEqual(written.size, Area.cellCount(area))
        assert.strictEqual(cellsOf(writes).reduce((sum, cells) => sum + cells, 0), Area.cellCount(area))
        assert.isTrue(writes.every((part) => Area.cellCount(part) <= limits.maxCells))
        for (const [key, value] of written) {
          const [row = 0, column = 0] = key.split(",").map(Number)
          assert.strictEqual(value, cell(row, column))
        }
        const streamed = sheet({ refuse: refuseBy(refusal) })
        const rows = yield* streamed.run(Stream.run(Stream.fromIterable(matrix), LargeRange.sink(first, limits)))
        assert.strictEqual(rows, matrix.length)
        assert.deepStrictEqual(streamed.written, written)
        assert.deepStrictEqual(streamed.writes, writes)
      }),
    { fastCheck: { numRuns: 12 } }
  )

  it.effect("holds one part of a million rows at a time", () =>
    Effect.gen(function*() {
      const { read, run } = sheet({ cell: (row) => row })
      let consumed = 0
      let held = 0
      const rows = LargeRange.rows(Range.at("Data!A1:A1000000"), { maxCells: 25_000 })
      yield* run(Stream.runForEachChunk(rows, (chunk) =>
        Effect.sync(() => {
          held = Math.max(held, cellsOf(read).reduce((sum, cells) => sum + cells, 0) - consumed)
          assert.strictEqual(Chunk.unsafeHead(chunk)[0], consumed)
          consumed += chunk.length
        })))
      assert.deepStrictEqual([consumed, held, read.length], [1_000_000, 25_000, 40])
    }))

  it.effect("reads nothing while the consumer works, and at most `concurrency` parts ahead", () =>
    Effect.gen(function*() {
      for (const [concurrency, ahead] of [[1, 0], [3, 3]] as const) {
        const { read, run } = sheet({ cell: (row) => row })
        const parts = LargeRange.parts(Range.at("Data!A1:A1000"), { maxCells: 10, concurrency })
        yield* run(Effect.scoped(Effect.gen(function*() {
          const next = yield* Stream.toPull(parts)
          for (let taken = 1; taken <= 5; taken++) {
            yield* next
            yield* TestClock.adjust("1 minute")
            assert.strictEqual(read.length, taken + ahead)
          }
        })))
      }
    }))

  it.effect("reads the parts that are read ahead in one batch", () =>
    Effect.gen(function*() {
      const { batches, run } = sheet({ cell: (row) => row })
      const cells = LargeRange.read(Range.at("Data!A1:A9"), { maxCells: 1, concurrency: 4 })
      const { values } = yield* run(cells, { batching: true })
      assert.deepStrictEqual(values, matrixOf(column(9), (row) => row))
      assert.isAtLeast(Math.max(...batches), 2)
    }))

  it.effect("makes the next part as large as the bytes of a cell allow", () =>
    Effect.gen(function*() {
      // 300 cells of 4 bytes, then some of about 100
      const { read, run } = sheet({ cell: (row) => row < 300 ? 7 : "x".repeat(100) })
      yield* run(LargeRange.read(Range.at("Data!A1:A600"), { maxCells: 300, maxBytes: 10_000 }))
      const [first, second, ...others] = cellsOf(read)
      assert.deepStrictEqual([first, second], [300, 300])
      assert.deepStrictEqual(others, [])
      const long = sheet({ cell: () => "x".repeat(95) })
      yield* long.run(LargeRange.read(Range.at("Data!A1:A600"), { maxCells: 300, maxBytes: 10_000 }))
      assert.deepStrictEqual(cellsOf(long.read), [300, 99, 98, 98, 5])
    }))

  it.effect("sends fewer cells after a refusal, and slowly more again", () =>
    Effect.gen(function*() {
      for (const reply of tooLarge) {
        const { refused, run, writes } = sheet({ refuse: (area) => Area.cellCount(area) > 500 ? reply : undefined })
        yield* run(LargeRange.write(Range.at("Data!A1"), matrixOf(column(10_000), () => 1), { maxCells: 640 }))
        assert.deepStrictEqual(cellsOf(writes).slice(0, 5), [320, 320, 320, 340, 360])
        assert.deepStrictEqual(cellsOf(refused), [640, 520])
      }
    }))

  it.effect("does not send a part again that took too long, but a single cell", () =>
    Effect.gen(function*() {
      const { log, read, run } = sheet({ refuse: (_, count) => count <= 3 ? failure(504, "UnknownError") : undefined })
      const fiber = yield* Effect.fork(run(LargeRange.read(Range.at("Data!A1:A4"))))
      yield* TestClock.adjust("1 minute")
      const { values } = yield* fiber
      assert.strictEqual(values.length, 4)
      // 4 cells, 2 cells, 1 cell twice
      assert.deepStrictEqual(cellsOf(read), [1, 1, 2])
      assert.strictEqual(log.filter((line) => line.startsWith("0 read")).length, 4)
    }))

  it.effect("fails with the error of the service if it refuses a single cell", () =>
    Effect.gen(function*() {
      const { read, run } = sheet({
        refuse: ({ bottom, top }) => top <= 5 && 5 <= bottom ? failure(413, "payloadTooLarge") : undefined
      })
      const error = yield* Effect.flip(run(LargeRange.read(Range.at("Data!A1:B9"))))
      assert.strictEqual(error._tag, "TooLarge")
      assert.match(error.message, /^LargeRange\.read: 413/)
      assert.deepStrictEqual(read.map(addressOf), ["Data!A1:B5"])
    }))

  it.effect("tells the progress", () =>
    Effect.gen(function*() {
      const progress = yield* Ref.make<ReadonlyArray<LargeRange.Progress>>([])
      const options = {
        maxCells: 4,
        onProgress: (each: LargeRange.Progress) => Ref.update(progress, (all) => [...all, each])
      }
      const total = { rows: 3, cells: 6 }
      const expected = [{ parts: 1, rows: 2, cells: 4, total }, { parts: 2, rows: 3, cells: 6, total }]
      const { run } = sheet()
      const cells = Range.at("Data!A1:B3")
      yield* run(LargeRange.read(cells, options))
      assert.deepStrictEqual(yield* Ref.getAndSet(progress, []), expected)
      const rows = [[1, 2], [3, 4], [5, 6]]
      yield* run(pipe(cells, LargeRange.write(rows, options)))
      assert.deepStrictEqual(yield* Ref.getAndSet(progress, []), expected)
      yield* run(Stream.run(Stream.fromIterable(rows), LargeRange.sink(cells, options)))
      assert.deepStrictEqual(yield* Ref.get(progress), expected.map((each) => ({ ...each, total: undefined })))
    }))

  it.effect("refuses invalid cells before it sends anything", () =>
    Effect.gen(function*() {
      const { log, run } = sheet()
      const issue = (self: ReturnType<typeof LargeRange.write>) =>
        Effect.map(Effect.flip(run(self)), (error) => error._tag === "InvalidArguments" ? error.issue : error)
      const first = Range.at("Data!A1")
      const tall = Array.from({ length: Area.maxRow + 2 }, () => [1])
      const wide = [Array.from({ length: Area.maxColumn + 2 }, () => 1)]
      assert.deepStrictEqual(
        yield* Effect.forEach(
          [
            LargeRange.write(first, []),
            LargeRange.write(first, [[1], []]),
            LargeRange.write(first, [[1, 2], [3]]),
            LargeRange.write(first, [[1], [Number.NaN]]),
            LargeRange.update(first, { values: [[1], [2]], formulas: [["=A1"]] }),
            LargeRange.update(first, {}),
            LargeRange.write(first, tall),
            LargeRange.write(first, wide)
          ],
          issue
        ),
        [
          "there are no cells; expected at least one row",
          "row 1 has no cells; expected at least one",
          "row 1 has 1 cells; expected 2, as in row 0",
          "row 1 has a cell that is no value; expected strings, finite numbers, booleans and null",
          "formulas has 1 rows; expected 2, as in values",
          "there are no cells; expected at least one row",
          "1048577 rows from row 1 do not fit on the worksheet; expected at most 1048576",
          "16385 columns from column A do not fit on the worksheet; expected at most 16384"
        ]
      )
      assert.deepStrictEqual(log.filter((line) => line.endsWith("read") || line.endsWith("write")), [])
      assert.deepStrictEqual(
        yield* Effect.forEach(
          [
            LargeRange.write(Range.at("Data!A1048576"), [[1], [2]]),
            LargeRange.write(Range.at("Data!XFD1"), [[1, 2]]),
            LargeRange.write(Range.at("Data!A1:B2"), [[1, 2]])
          ],
          issue
        ),
        [
          "2 rows from row 1048576 do not fit on the worksheet; expected at most 1",
          "2 columns from column XFD do not fit on the worksheet; expected at most 1",
          "the range Data!A1:B2 has another size; expected one cell, or 1 rows and 2 columns"
        ]
      )
      assert.deepStrictEqual(log.filter((line) => line.endsWith("write")), [])
    }))

  const denied = failure(403, "forbidden", "accessDenied")

  it.effect("tells how many rows are certainly written if a part fails", () =>
    Effect.gen(function*() {
      // The part with row 25 fails. It is halved first, so that the rows 20 to 24 are written.
      const { run, written } = sheet({
        refuse: ({ bottom, top }) => {
          if (bottom < 25) return undefined
          return bottom > top + 4 ? failure(413, "payloadTooLarge") : denied
        }
      })
      const rows = matrixOf({ ...column(100), right: 1 }, (row, column) => row + column)
      const error = yield* Effect.flip(run(LargeRange.write(Range.at("Data!A1"), rows, { maxCells: 20 })))
      assert.instanceOf(error, WorkbookError.IncompleteWrite)
      assert.deepStrictEqual([error.address, error.rows, error.cause._tag], ["Data!A1", 25, "AccessDenied"])
      assert.match(error.message, /^LargeRange\.write: of the rows from Data!A1, only 25 are certainly written: 403 /)
      assert.strictEqual(written.size, 50)
    }))

  it.effect("does not count rows that are lost with the session", () =>
    Effect.gen(function*() {
      const lost = { status: 404, body: { error: { code: "x", innerError: { code: "invalidSessionReCreatable" } } } }
      const sessions = [
        [true, WorkbookSession.layer({ workbook }), 20],
        [false, WorkbookSession.layerNonPersistent({ workbook }), 0]
      ] as const
      for (const [persistChanges, session, rows] of sessions) {
        const { layer } = service({
          createSession: (_, count) =>
            count === 1 ? { status: 201, body: { id: sessionId, persistChanges } } : failure(403, "accessDenied"),
          read: () => ({ status: 200, body: { address: "Data!A1" } }),
          write: (request) => areaOf(request).top === 20 ? lost : { status: 200, body: range }
        })
        const cells = matrixOf(column(30), () => 1)
        const error = yield* LargeRange.write(Range.at("Data!A1"), cells, { maxCells: 10 }).pipe(
          Effect.provide(Layer.provide(session, layer)),
          Effect.flip
        )
        assert.strictEqual(error._tag === "IncompleteWrite" ? error.rows : error, rows)
      }
    }))

  it.effect("fails with the rows that are written if a row of a stream is invalid", () =>
    Effect.gen(function*() {
      const { run, writes } = sheet()
      const write = (rows: ReadonlyArray<ReadonlyArray<CellValue.CellValue>>, address = "Data!A1") =>
        Effect.flip(run(Stream.run(Stream.fromIterable(rows), LargeRange.sink(Range.at(address), { maxCells: 4 }))))
      const first = yield* write([[1, 2], [3]])
      assert.strictEqual(
        first.message,
        "LargeRange.sink: invalid arguments: row 1 has 1 cells; expected 2, as in row 0"
      )
      assert.deepStrictEqual(writes, [])
      const later = yield* write([[1, 2], [3, 4], [5, 6], [7]])
      assert.strictEqual(
        later.message,
        "LargeRange.sink: of the rows from Data!A1, only 2 are certainly written: invalid arguments: " +
          "row 3 has 1 cells; expected 2, as in row 0"
      )
      const below = yield* write([[1], [2], [3]], "Data!A1048575")
      assert.strictEqual(
        below.message,
        "LargeRange.sink: invalid arguments: 3 rows from row 1048575 do not fit on the worksheet; expected at most 2"
      )
      assert.deepStrictEqual(cellsOf(writes), [4])
    }))

  it.effect("writes nothing for a stream without rows", () =>
    Effect.gen(function*() {
      const { run, writes } = sheet()
      assert.strictEqual(yield* run(Stream.run(Stream.empty, LargeRange.sink(Range.at("Data!A1")))), 0)
      assert.deepStrictEqual(writes, [])
    }))
})

describe("LargeRange on a workbook", () => {
  const values = (address: string) => Range.values(Range.at(address))

  it.effect("reads whole columns, whole rows and a whole worksheet as far as they have values", () =>
    Emulated.inSession(Effect.gen(function*() {
      const log = Worksheet.named((yield* Worksheet.add("Log")).id)
      yield* Range.write(Range.at("Log!B3:D4"), [[1, 2, 3], [4, "", 6]])
      yield* Range.update(Range.at("Log!A1:F20"), { numberFormat: "0.00" })
      const read = (address: string) => LargeRange.read(Range.at(address))
      assert.deepStrictEqual(yield* read("Log!A:C"), { address: "Log!A3:C4", values: [["", 1, 2], ["", 4, ""]] })
      assert.deepStrictEqual(yield* read("Log!2:3"), { address: "Log!B2:D3", values: [["", "", ""], [1, 2, 3]] })
      assert.deepStrictEqual(yield* LargeRange.read(Range.on(log)), {
        address: "Log!B3:D4",
        values: [[1, 2, 3], [4, "", 6]]
      })
      assert.deepStrictEqual(yield* read("Log!F:G"), { address: "Log!F:G", values: [] })
      const blank = Worksheet.named((yield* Worksheet.add("Blank")).id)
      assert.deepStrictEqual((yield* LargeRange.read(Range.on(blank))).values, [])
      yield* Range.write(Range.at("Blank!A1"), [["=\"\""]])
      assert.deepStrictEqual((yield* LargeRange.read(Range.on(blank))).values, [[""]])
    })))

  it.effect("reads and writes what one request does", () =>
    Emulated.inSession(Effect.gen(function*() {
      const orders = Range.used(Worksheet.named("Orders"))
      const select = ["values", "formulas", "text", "numberFormat", "valueTypes"] as const
      const { address, ...expected } = yield* Range.get(orders, { select: ["address", ...select] })
      const found = yield* LargeRange.read(orders, { select: [...select], maxCells: 20 })
      assert.deepStrictEqual(found, { address: String(address), ...expected } as typeof found)
      const texts = yield* Stream.runCollect(LargeRange.rows(orders, { property: "text", maxBytes: 300 }))
      assert.deepStrictEqual(Chunk.toReadonlyArray(texts), expected.text)

      yield* Worksheet.add("Copy")
      const { numberFormat, values } = found
      const written = yield* LargeRange.update(Range.at("Copy!A1"), { values, numberFormat }, { maxCells: 20 })
      assert.deepStrictEqual(yield* Range.text(written), expected.text)
    })))

  it.effect("reads a range whose cells do not fit into one response", () =>
    Emulated.inSession(Effect.gen(function*() {
      yield* Worksheet.add("Long")
      const text = "x".repeat(30_000)
      const rows = matrixOf({ ...column(60), right: 3 }, (row, column) => `${row},${column},${text}`)
      yield* LargeRange.write(Range.at("Long!A1"), rows)
      const exit = yield* Effect.exit(values("Long!A1:D60"))
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual((yield* LargeRange.read(Range.at("Long!A:D"))).values, rows)
    })))

  it.effect("keeps the address of a moving reference", () =>
    Emulated.inSession(Effect.gen(function*() {
      const log = Worksheet.named((yield* Worksheet.add("Log")).id)
      yield* Range.append(log, [[1], [2], [3], [4]])
      const parts = LargeRange.parts(Range.used(log), { maxCells: 1 }).pipe(
        Stream.tap(() => Range.append(log, [["later"]])),
        Stream.map(({ address }) => address)
      )
      assert.deepStrictEqual(Chunk.toReadonlyArray(yield* Stream.runCollect(parts)), [
        "Log!A1",
        "Log!A2",
        "Log!A3",
        "Log!A4"
      ])
    })))
})
