import { KeyedRows, Table, TableRows, type WorkbookError, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, FastCheck, Fiber, pipe, Schema, Stream, TestClock } from "effect"
import { scriptedTable } from "./support/ScriptedTable.js"
import { inSession } from "./support/Session.js"

const Row = Schema.Struct({ Name: Schema.String, Units: Schema.Int })
type Row = typeof Row.Type
const rows = TableRows.make(Table.named("T"), Row)
const keyed = KeyedRows.make(Table.named("T"), Row, { key: "Name" })

const rowsOf = (count: number, from = 0): ReadonlyArray<Row> =>
  Array.from({ length: count }, (_, at) => ({ Name: `N-${from + at}`, Units: from + at }))
const cellsOf = (all: ReadonlyArray<Row>) => all.map(({ Name, Units }) => [Name, Units])

type Failure = WorkbookError.WorkbookError | WorkbookError.RowMismatch
type Scripted = ReturnType<typeof scriptedTable>

/** A table with these rows. */
const tableOf = (all: ReadonlyArray<Row>, options?: Parameters<typeof scriptedTable>[2]) =>
  scriptedTable(["Name", "Units"], cellsOf(all), options)

/** Runs an effect on a scripted table, and passes some minutes meanwhile. */
const on = ({ layer }: Scripted) => <A, E>(self: Effect.Effect<A, E, WorkbookSession.WorkbookSession>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(Effect.provide(inSession(self), layer))
    yield* TestClock.adjust("10 minutes")
    return yield* Fiber.join(fiber)
  })

const few = { maxRows: 4 }

describe("TableRows.append", () => {
  it.effect("adds 100,000 rows in few requests, from an array and from a stream", () =>
    Effect.gen(function*() {
      const all = rowsOf(100_000)
      for (const added of [all, Stream.fromIterable(all)]) {
        const table = tableOf([{ Name: "first", Units: -1 }])
        assert.strictEqual(yield* on(table)(TableRows.append(rows, added)), 100_000)
        assert.isAtMost(table.log.length, 100_000 / 50)
        assert.deepStrictEqual(["columns", "count", "formats", "add"].map(table.count), [1, 1, 1, 20])
        assert.deepStrictEqual(table.rows().at(-1), ["N-99999", 99_999])
        assert.strictEqual(new Set(table.rows().map(([name]) => name)).size, 100_001)
      }
    }))

  it.effect("writes what the schema encodes, and names each value that does not match it", () => {
    class Named {
      get Name() {
        return "from a getter"
      }
      readonly Units = 3
    }
    const Some = Schema.Struct({ Name: Schema.optional(Schema.String), Units: Schema.Union(Schema.Int, Schema.Null) })
    const some = TableRows.make(Table.named("T"), Some)
    const encoded = (row: unknown) =>
      Either.map(Schema.encodeUnknownEither(Some)(row), ({ Name, Units }) => [Name, Units])
    return Effect.gen(function*() {
      const units = [1, null, 1.5, "1", undefined, true, Number.NaN, {}]
      const others: ReadonlyArray<unknown> = [new Named(), { Units: 1, Other: 2 }, [1], null, "row", {
        Name: null,
        Units: 1
      }]
      for (const row of [...units.map((Units) => ({ Name: "x", Units })), ...others]) {
        const table = tableOf([])
        const added = yield* on(table)(Effect.either(TableRows.append(some, [row as typeof Some.Type])))
        const expected = encoded(row)
        assert.strictEqual(Either.isRight(added), Either.isRight(expected), JSON.stringify(row))
        if (Either.isLeft(added)) assert.include(added.left.message, "row 0")
        else {assert.deepStrictEqual(
            table.rows().at(-1)?.map((cell) => cell ?? ""),
            Either.getOrThrow(expected).map((cell) => cell ?? "")
          )}
      }
    })
  })

  it.effect("refuses other properties if the schema does", () => {
    const strict = TableRows.make(
      Table.named("T"),
      Row.annotations({ parseOptions: { onExcessProperty: "error" } })
    )
    return Effect.gen(function*() {
      const added = [{ Name: "x", Units: 1, Other: 2 }]
      const error = yield* Effect.flip(on(tableOf([]))(TableRows.append(strict, added)))
      assert.strictEqual(error._tag, "InvalidArguments")
    })
  })

  it.effect("keeps the limits of rows and bytes, and reads the number formats once", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(2))
      const added = [...rowsOf(9), { Name: "ü\"\n".repeat(300), Units: 1 }, { Name: "z", Units: 2 }]
      yield* on(table)(TableRows.append(rows, added, { maxRows: 4, maxBytes: 400 }))
      const bodies = table.received.flatMap(({ body }) =>
        typeof body === "object" && body !== null && "values" in body && Array.isArray(body.values) ? [body.values] : []
      )
      assert.deepStrictEqual(bodies.map((values) => values.length), [4, 4, 1, 1, 1])
      for (const values of bodies) {
        assert.isTrue(values.length === 1 || Buffer.byteLength(JSON.stringify(values)) <= 400)
      }
      assert.strictEqual(table.count("formats"), 1)
      assert.strictEqual(table.rows().length, 13)
    }))

  it.effect.prop(
    "sends no request that is larger than the limit, unless it has one row",
    [
      FastCheck.array(FastCheck.string({ unit: "binary", maxLength: 40 }), { maxLength: 30 }),
      FastCheck.integer({ min: 20, max: 400 })
    ],
    ([names, maxBytes]) =>
      Effect.gen(function*() {
        const table = tableOf([])
        yield* on(table)(
          TableRows.append(rows, names.map((Name, Units) => ({ Name, Units })), { maxBytes })
        )
        for (const { body } of table.received) {
          if (typeof body !== "object" || body === null || !("values" in body)) continue
          const { values } = body as { readonly values: ReadonlyArray<unknown> }
          assert.isTrue(values.length === 1 || Buffer.byteLength(JSON.stringify(values)) <= maxBytes + 2)
        }
        assert.deepStrictEqual(table.rows().map(([, units]) => units), names.map((_, at) => at))
      }),
    { fastCheck: { numRuns: 20 } }
  )

  it.effect("halves what the service refuses as too large, down to one row", () =>
    Effect.gen(function*() {
      const table = tableOf([], { maxAdded: 3 })
      assert.strictEqual(yield* on(table)(TableRows.append(rows, rowsOf(10))), 10)
      assert.deepStrictEqual(table.rows(), cellsOf(rowsOf(10)))
      assert.strictEqual(table.count("add"), 7)
      const none = tableOf([], { maxAdded: 0 })
      assert.strictEqual((yield* Effect.flip(on(none)(TableRows.append(rows, rowsOf(3)))))._tag, "TooLarge")
      assert.deepStrictEqual(none.rows(), [])
    }))

  it.effect("sends nothing for no rows", () =>
    Effect.gen(function*() {
      const table = tableOf([])
      assert.strictEqual(yield* on(table)(TableRows.append(rows, [])), 0)
      assert.deepStrictEqual(table.log, [])
      assert.strictEqual(yield* on(table)(pipe(rows, TableRows.append<Row>(Stream.empty))), 0)
      assert.strictEqual(table.count("add"), 0)
    }))

  it.effect("names the row in the whole input, and adds nothing if it is in an array", () =>
    Effect.gen(function*() {
      const Few = TableRows.make(Table.named("T"), Schema.Struct({ Name: Schema.String, Units: Schema.NonNegativeInt }))
      const added = [...rowsOf(9), { Name: "a", Units: -1 }, ...rowsOf(3)]
      for (const [input, there] of [[added, 0], [Stream.fromIterable(added), 8]] as const) {
        const table = tableOf([])
        const error = yield* Effect.flip(on(table)(TableRows.append(Few, input, few)))
        assert.strictEqual(error._tag, "InvalidArguments")
        assert.include(error.message, "TableRows.append: invalid arguments: row 9, \"Units\": is -1")
        assert.strictEqual(table.rows().length, there)
      }
    }))

  it.effect("fails with the error of the stream, after the rows before it", () =>
    Effect.gen(function*() {
      const table = tableOf([])
      const input = Stream.concat(Stream.fromIterable(rowsOf(4)), Stream.fail("the end" as const))
      assert.strictEqual(yield* Effect.flip(on(table)(TableRows.append(rows, input, few))), "the end")
      assert.strictEqual(table.rows().length, 4)
    }))

  it.effect("encodes and decodes with a schema that needs to wait", () =>
    Effect.gen(function*() {
      const slow = <A>(value: A) => Effect.as(Effect.promise(() => Promise.resolve()), value)
      const Slow = Schema.transformOrFail(Schema.String, Schema.String, {
        strict: true,
        decode: (text) => slow(text.slice(1)),
        encode: (text) => slow(`#${text}`)
      })
      const table = tableOf([])
      const slowly = TableRows.make(Table.named("T"), Schema.Struct({ Name: Slow, Units: Schema.Int }))
      const read = yield* on(table)(Effect.zipRight(TableRows.append(slowly, rowsOf(10), few), TableRows.read(slowly)))
      assert.deepStrictEqual(read, rowsOf(10))
      assert.deepStrictEqual(table.rows()[9], ["#N-9", 9])
    }))

  for (const lost of [0, 1, 2]) {
    for (const lose of ["before", "after"] as const) {
      for (const input of ["array", "stream"] as const) {
        const name = `loses the answer to chunk ${lost} ${lose} its execution, from ${
          input === "array" ? "an" : "a"
        } ${input}`
        const added = rowsOf(10, 3)
        const source = input === "array" ? added : Stream.fromIterable(added)
        const losing = () =>
          tableOf(rowsOf(3), { lose: (name, count) => name === "add" && count === lost ? lose : undefined })

        it.effect(`${name}: says how many rows are added, and is resumed with each row once`, () =>
          Effect.gen(function*() {
            const table = losing()
            const seen: Array<WorkbookError.Appended> = []
            const work = TableRows.append(rows, source, {
              ...few,
              onProgress: (appended) => Effect.sync(() => seen.push(appended))
            })
            const { appended, error, resumed } = yield* on(table)(Effect.gen(function*() {
              const error = yield* Effect.flip(work)
              if (error._tag !== "OutcomeUnknown" || error.appended === undefined) return yield* Effect.die(error)
              const resumed = yield* TableRows.resume(rows, source, error.appended, { maxRows: 3 })
              return { appended: error.appended, error, resumed }
            }))
            assert.deepStrictEqual(appended, { rows: 4 * lost, index: 3 + 4 * lost })
            assert.deepStrictEqual(seen.at(-1), appended)
            assert.strictEqual(error.message.includes(`after ${4 * lost} rows that were added`), lost > 0)
            assert.strictEqual(resumed, 10)
            assert.deepStrictEqual(table.rows(), cellsOf(rowsOf(13)))
          }))

        it.effect(`${name}: is verified and adds each row once`, () =>
          Effect.gen(function*() {
            const table = losing()
            yield* on(table)(WorkbookSession.verified(TableRows.append(rows, source, few)))
            assert.deepStrictEqual(table.rows(), cellsOf(rowsOf(13)))
          }))
      }
    }
  }
})

describe("TableRows.resume", () => {
  it.effect("continues from any earlier progress, even if more rows were added since", () =>
    Effect.forEach([0, 1, 4, 9, 10], (there) =>
      Effect.gen(function*() {
        const table = tableOf(rowsOf(2 + there))
        const start = { rows: 0, index: 2 }
        const seen: Array<number> = []
        const options = { ...few, onProgress: ({ rows }: WorkbookError.Appended) => Effect.sync(() => seen.push(rows)) }
        const count = yield* on(table)(pipe(rows, TableRows.resume(rowsOf(10, 2), start, options)))
        assert.strictEqual(count, 10)
        assert.deepStrictEqual(table.rows(), cellsOf(rowsOf(12)))
        assert.deepStrictEqual([seen[0], seen.at(-1)], [0, 10])
      })))

  it.effect("adds nothing if the table has other rows, fewer rows, or more rows", () =>
    Effect.gen(function*() {
      const cases = [
        { there: [...rowsOf(3), { Name: "other", Units: 3 }], issue: /row 3 of the table is not row 1 of the rows/ },
        { there: rowsOf(1), issue: /the table has 1 rows; expected 2 / },
        { there: rowsOf(8), issue: /the table has 8 rows; expected 7 / }
      ]
      for (const { issue, there } of cases) {
        for (const added of [rowsOf(5, 2), Stream.fromIterable(rowsOf(5, 2))]) {
          const table = tableOf(there)
          const error = yield* Effect.flip(on(table)(TableRows.resume(rows, added, { rows: 0, index: 2 }, few)))
          assert.strictEqual(error._tag, "InvalidArguments")
          assert.match(error.message, issue)
          assert.deepStrictEqual(table.rows(), cellsOf(there))
        }
      }
    }))
})

describe("TableRows.stream", () => {
  const paged = { maxCells: 8 }

  it.effect("reads in pages, each when it is needed, and the headers once", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(10))
      const read = yield* on(table)(Stream.runCollect(TableRows.stream(rows, paged)))
      assert.deepStrictEqual([...read], rowsOf(10))
      assert.deepStrictEqual(table.log, ["columns", "address", "read", "read", "read"])
      const other = tableOf(rowsOf(10))
      yield* on(other)(Stream.runDrain(Stream.take(TableRows.stream(rows, paged), 3)))
      assert.deepStrictEqual(other.log, ["columns", "address", "read"])
    }))

  it.effect("fails at a mismatch, or passes it to the option", () =>
    Effect.gen(function*() {
      const table = scriptedTable(["Name", "Units"], [["a", 1], ["b", "x"], ["c", 3], ["d", ""], ["e", 5], ["f", 6]])
      const error = yield* Effect.flip(on(table)(Stream.runDrain(TableRows.stream(rows, paged))))
      assert.deepInclude(error, { _tag: "RowMismatch", functionName: "TableRows.stream", row: 1, cell: "x" })
      const skipped: Array<number> = []
      const onMismatch = ({ row }: WorkbookError.RowMismatch) => Effect.sync(() => skipped.push(row))
      const read = yield* on(table)(Stream.runCollect(pipe(rows, TableRows.stream({ ...paged, onMismatch }))))
      assert.deepStrictEqual([...read].map(({ Name }) => Name), ["a", "c", "e", "f"])
      assert.deepStrictEqual(skipped, [1, 3])
      const own = yield* Effect.flip(
        on(table)(Stream.runDrain(TableRows.stream(rows, { onMismatch: ({ row }) => Effect.fail(row) })))
      )
      assert.strictEqual(own, 1)
    }))

  it.effect("has no rows for an empty table, with or without its blank row", () =>
    Effect.gen(function*() {
      for (const cells of [[], [["", ""]]]) {
        const table = scriptedTable(["Name", "Units"], cells)
        assert.strictEqual(yield* on(table)(Stream.runCount(TableRows.stream(rows))), 0)
      }
    }))
})

describe("Rows that the service refuses to return in one response", () => {
  const refused = (format = "General") => tableOf(rowsOf(20), { maxCells: 9, format })

  it.effect("are read in halves", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* on(refused())(TableRows.read(rows)), rowsOf(20))
      assert.deepStrictEqual([...yield* on(refused())(Stream.runCollect(TableRows.stream(rows)))], rowsOf(20))
      const found = yield* on(refused())(KeyedRows.findMany(keyed, ["N-1", "N-3", "N-5", "N-19"]))
      assert.deepStrictEqual([...found.values()].map(({ Units }) => Units), [1, 3, 5, 19])
    }))

  it.effect("are changed as others are", () =>
    Effect.gen(function*() {
      for (const format of ["General", "@"]) {
        const table = refused(format)
        yield* on(table)(TableRows.updateWhere(rows, () => true, ({ Name, Units }) => ({ Name: `=${Name}`, Units })))
        assert.deepStrictEqual(table.rows().map(([name]) => name), rowsOf(20).map(({ Name }) => `=${Name}`))
        assert.strictEqual(table.count("write"), 1)
      }
    }))
})

describe("TableRows.updateWhere", () => {
  const odd = TableRows.updateWhere(
    rows,
    ({ Units }) => Math.abs(Units) % 2 === 1,
    (row) => ({ ...row, Units: -row.Units })
  )

  it.effect("writes only the cells that differ, those of consecutive rows together", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(8))
      const change = TableRows.updateWhere(
        rows,
        ({ Units }) => [1, 2, 3, 6].includes(Units),
        (row) => row.Units === 2 ? row : { Name: row.Units === 6 ? "=1+1" : row.Name, Units: row.Units * 10 }
      )
      assert.strictEqual(yield* on(table)(change), 3)
      const writes = table.received.flatMap(({ body, method, url }) =>
        method === "PATCH" ? [[/address='(.*)'/.exec(decodeURIComponent(url))?.[1], body]] : []
      )
      assert.deepStrictEqual(writes, [
        ["B3", { values: [[10]] }],
        ["B5", { values: [[30]] }],
        ["A8:B8", { values: [["'=1+1", 60]] }]
      ])
      assert.deepStrictEqual(table.rows()[6], ["=1+1", 60])
    }))

  it.effect("stores a text unchanged in a cell with the text format", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(3), { format: "@" })
      yield* on(table)(TableRows.updateWhere(rows, () => true, (row) => ({ ...row, Name: `=${row.Name}` })))
      const write = table.received.find(({ method }) => method === "PATCH")
      assert.deepStrictEqual(write?.body, { values: [["=N-0"], ["=N-1"], ["=N-2"]] })
    }))

  it.effect("can be repeated, and sends nothing if no row differs", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(5), { lose: (name, count) => name === "write" && count === 1 ? "after" : undefined })
      assert.strictEqual(yield* on(table)(odd), 2)
      assert.strictEqual(yield* on(table)(odd), 2)
      const sent = table.count("write")
      assert.strictEqual(yield* on(table)(TableRows.updateWhere(rows, () => true, (row) => ({ ...row }))), 0)
      assert.strictEqual(table.count("write"), sent)
      assert.deepStrictEqual(table.rows(), cellsOf(rowsOf(5)))
    }))

  it.effect("writes nothing if a row does not match, or a new one is invalid", () =>
    Effect.gen(function*() {
      const table = scriptedTable(["Name", "Units"], [["a", 1], ["b", 3], ["c", "x"]])
      assert.strictEqual((yield* Effect.flip(on(table)(odd)))._tag, "RowMismatch")
      const other = tableOf(rowsOf(9))
      const error = yield* Effect.flip(
        on(other)(TableRows.updateWhere(rows, ({ Units }) => Units > 6, (row) => ({ ...row, Units: row.Units / 2 })))
      )
      assert.include(error.message, "TableRows.updateWhere: invalid arguments: row 7, \"Units\": is 3.5")
      assert.deepStrictEqual([table.count("write"), other.count("write")], [0, 0])
    }))
})

describe("KeyedRows in bulk", () => {
  it.effect("finds many rows with one read of the keys", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(20))
      const found = yield* on(table)(KeyedRows.findMany(keyed, ["N-3", "N-19", "N-4", "N-99", "N-3"]))
      assert.deepStrictEqual(
        [...found].sort(),
        ["N-19", "N-3", "N-4"].map((key) => [key, { Name: key, Units: Number(key.slice(2)) }])
      )
      assert.deepStrictEqual(table.log, ["columns", "keys", "read"])
      assert.deepStrictEqual([...yield* on(tableOf([]))(pipe(keyed, KeyedRows.findMany(["N-1"])))], [])
    }))

  it.effect("updates consecutive rows together, and adds the others", () =>
    Effect.gen(function*() {
      const table = tableOf(rowsOf(10))
      const written = [7, 2, 11, 3, 10, 1].map((n) => ({ Name: `N-${n}`, Units: n * 100 }))
      assert.deepStrictEqual(yield* on(table)(KeyedRows.upsert(keyed, written)), { updated: 4, added: 2 })
      assert.deepStrictEqual([table.count("write"), table.count("add")], [2, 1])
      assert.deepStrictEqual(
        table.rows().map(([, units]) => units),
        [0, 100, 200, 300, 4, 5, 6, 700, 8, 9, 1100, 1000]
      )
    }))

  it.effect("deletes consecutive rows together, from the last to the first", () =>
    Effect.gen(function*() {
      const keys = ["N-1", "N-7", "N-3", "N-2", "N-99", "N-9", "N-3"]
      const left = cellsOf(rowsOf(10).filter((_, at) => [0, 4, 5, 6, 8].includes(at)))
      const table = tableOf(rowsOf(10))
      assert.strictEqual(yield* on(table)(KeyedRows.deleteMany(keyed, keys)), 5)
      assert.deepStrictEqual(table.log, ["columns", "keys", "deleteRow", "deleteRow", "deleteRange"])
      assert.deepStrictEqual(table.rows(), left)
      const verified = tableOf(rowsOf(10), {
        lose: (name, count) => name === "deleteRow" && count < 3 ? count % 2 === 0 ? "after" : "before" : undefined
      })
      assert.strictEqual(yield* on(verified)(WorkbookSession.verified(KeyedRows.deleteMany(keyed, keys))), 5)
      assert.strictEqual(verified.count("deleteRange"), 0)
      assert.deepStrictEqual(verified.rows(), left)
    }))

  it.effect("does not repeat a deletion that may have been executed, and is repeated by the program", () =>
    Effect.forEach(["before", "after"] as const, (lose) =>
      Effect.gen(function*() {
        const table = tableOf(rowsOf(6), {
          lose: (name, count) => name === "deleteRange" && count === 0 ? lose : undefined
        })
        const work = KeyedRows.deleteMany(keyed, ["N-1", "N-2", "N-4"])
        const [error, again] = yield* on(table)(Effect.all([Effect.flip(work), work]))
        assert.strictEqual(error._tag, "OutcomeUnknown")
        assert.strictEqual(again, lose === "before" ? 2 : 0)
        assert.deepStrictEqual(table.rows(), cellsOf(rowsOf(6).filter((_, at) => [0, 3, 5].includes(at))))
      })))

  it.effect("refuses a table in which a key occurs twice, and changes nothing", () =>
    Effect.gen(function*() {
      const table = tableOf([...rowsOf(3), ...rowsOf(1)])
      const works: ReadonlyArray<Effect.Effect<void, Failure, WorkbookSession.WorkbookSession>> = [
        Effect.asVoid(KeyedRows.deleteMany(keyed, ["N-1"])),
        Effect.asVoid(KeyedRows.findMany(keyed, ["N-1"]))
      ]
      for (const error of yield* Effect.forEach(works, (work) => Effect.flip(on(table)(work)))) {
        assert.strictEqual(error._tag, "RowMismatch")
        assert.include(error.message, "\"N-0\" is the key of row 0 too")
      }
      assert.strictEqual(table.rows().length, 4)
    }))
})
