import { Catalogue, type Endpoint } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { codeOf, emulator, send, workbook } from "./support.js"

const filter = `${workbook()}/tables('Orders')/columns('Amount')/filter`

/** Sends a request and decodes the answer by the catalogue. */
const ask = <E extends Endpoint.Any>(endpoint: E, path: string, body?: unknown) =>
  Effect.gen(function*() {
    const reply = yield* send(endpoint.method, path, body === undefined ? {} : { body })
    assert.strictEqual(reply.status, endpoint.success, JSON.stringify(reply.body))
    const decoded: Endpoint.Result<E> = yield* Schema.decodeUnknown(endpoint.result)(reply.body)
    return decoded
  })

/** The rows 2 to 4 that are not hidden. */
const shown = Effect.map(
  Effect.forEach([2, 3, 4], (row) =>
    Effect.map(
      send("GET", `${workbook()}/worksheets/Data/range(address='A${row}')?$select=rowHidden`),
      ({ body }) => body.rowHidden === false ? [row] : []
    )),
  (rows) => rows.flat()
)

const none = {
  color: null,
  criterion1: null,
  criterion2: null,
  dynamicCriteria: "Unknown",
  icon: null,
  operator: "And",
  values: null
}

const { filter: endpoints } = Catalogue

const actions: ReadonlyArray<
  readonly [endpoint: Endpoint.Any, body: unknown, shown: ReadonlyArray<number>, criteria: object]
> = [
  [endpoints.applyValuesFilter, { values: ["4"] }, [3], { filterOn: "Values", values: ["4"] }],
  [
    endpoints.applyCustomFilter,
    { criteria1: "<4", criteria2: ">4", oper: "Or" },
    [2, 4],
    { filterOn: "Custom", criterion1: "<4", criterion2: ">4", operator: "Or" }
  ],
  [endpoints.applyTopItemsFilter, { count: 1 }, [4], { filterOn: "TopItems", criterion1: "1" }],
  [endpoints.applyBottomItemsFilter, { count: 2 }, [2, 3], { filterOn: "BottomItems", criterion1: "2" }],
  [endpoints.applyTopPercentFilter, { percent: 67 }, [3, 4], { filterOn: "TopPercent", criterion1: "67" }],
  [endpoints.applyBottomPercentFilter, { percent: 1 }, [2], { filterOn: "BottomPercent", criterion1: "1" }],
  [
    endpoints.applyDynamicFilter,
    { criteria: "AboveAverage" },
    [4],
    { filterOn: "Dynamic", dynamicCriteria: "AboveAverage" }
  ],
  [endpoints.applyCellColorFilter, { color: "#FF0000" }, [], { filterOn: "CellColor", color: "#FF0000" }],
  [endpoints.applyFontColorFilter, { color: "#000000" }, [2, 3, 4], { filterOn: "FontColor", color: "#000000" }],
  [
    endpoints.applyIconFilter,
    { icon: { set: "ThreeArrows", index: 0 } },
    [],
    { filterOn: "Icon", icon: { set: "ThreeArrows", index: 0 } }
  ],
  [
    endpoints.apply,
    { criteria: { filterOn: "Custom", criterion1: ">3", criterion2: null } },
    [3, 4],
    { filterOn: "Custom", criterion1: ">3" }
  ],
  [
    endpoints.apply,
    { criteria: { filterOn: "TopItems", criterion1: "2" } },
    [3, 4],
    { filterOn: "TopItems", criterion1: "2" }
  ],
  [
    endpoints.apply,
    { criteria: { filterOn: "Values", values: ["3", { date: "1900-01-04", specificity: "Day" }] } },
    [2, 3],
    // files have either texts or dates
    { filterOn: "Values", values: ["3", "4"] }
  ],
  [
    endpoints.apply,
    { criteria: { filterOn: "Values", values: [{ date: "1900-01-04", specificity: "Day" }] } },
    [3],
    { filterOn: "Values", values: [{ date: "1900-01-04", specificity: "Day" }] }
  ]
]

describe("The filter of a column", () => {
  it.effect.each(actions)(
    "%o with %o shows the rows %o",
    ([endpoint, body, expected, criteria]) =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* ask(endpoints.get, filter), { criteria: null })
        yield* ask(endpoint, `${filter}/${endpoint.segment}`, body)
        assert.deepStrictEqual(yield* shown, expected)
        assert.deepStrictEqual((yield* ask(endpoints.get, filter)).criteria, { ...none, ...criteria } as never)
        yield* ask(endpoints.clear, `${filter}/clear`)
        assert.deepStrictEqual(yield* shown, [2, 3, 4])
      }).pipe(Effect.provide(emulator()))
  )

  it.effect("is found by every address of its column, and expanded with it", () =>
    Effect.gen(function*() {
      const addresses = [
        "tables/Orders/columns/Amount",
        "tables('orders')/columns(2)",
        "tables/itemAt(index=0)/columns/itemAt(index=1)",
        "worksheets/Data/tables/Orders/columns('Amount')"
      ]
      for (const address of addresses) {
        yield* ask(endpoints.applyTopItemsFilter, `${workbook()}/${address}/filter/applyTopItemsFilter`, { count: 1 })
        const { body } = yield* send("GET", `${workbook()}/${address}?$select=name&$expand=filter`)
        assert.strictEqual(body.filter.criteria.filterOn, "TopItems", address)
        yield* ask(Catalogue.table.clearFilters, `${workbook()}/tables/Orders/clearFilters`)
        assert.deepStrictEqual(yield* shown, [2, 3, 4])
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("is applied again to changed cells by reapplyFilters", () =>
    Effect.gen(function*() {
      yield* ask(endpoints.applyTopItemsFilter, `${filter}/applyTopItemsFilter`, { count: 1 })
      yield* send("PATCH", `${workbook()}/worksheets/Data/range(address='B2')`, { body: { values: [[9]] } })
      assert.deepStrictEqual(yield* shown, [4])
      yield* ask(Catalogue.table.reapplyFilters, `${workbook()}/tables/Orders/reapplyFilters`)
      assert.deepStrictEqual(yield* shown, [2])
    }).pipe(Effect.provide(emulator())))

  it.effect("refuses criteria that are missing or invalid, and names them", () =>
    Effect.gen(function*() {
      const refusals: ReadonlyArray<readonly [segment: string, body: unknown, message: RegExp]> = [
        ["apply", { criteria: { filterOn: "Text" } }, /criteria\.filterOn/],
        ["apply", {}, /criteria/],
        ["apply", { criteria: { filterOn: "Values" } }, /'criteria\.values' is missing/],
        ["apply", { criteria: { filterOn: "Custom", criterion2: "1" } }, /'criteria\.criterion1' is missing/],
        ["apply", { criteria: { filterOn: "TopItems", criterion1: "many" } }, /NaN/],
        ["apply", { criteria: { filterOn: "Dynamic", dynamicCriteria: "Unknown" } }, /'Unknown'/],
        ["applyTopItemsFilter", { count: 501 }, /501; expected|501: expected/],
        ["applyTopPercentFilter", { percent: 101 }, /101: expected/],
        ["applyCellColorFilter", { color: "red" }, /'red'/],
        ["applyIconFilter", { icon: { set: "ThreeArrows", index: 3 } }, /no icon 3/],
        ["applyValuesFilter", { values: [{ date: "today", specificity: "Day" }] }, /'today'/]
      ]
      for (const [segment, body, message] of refusals) {
        const reply = yield* send("POST", `${filter}/${segment}`, { body })
        assert.strictEqual(codeOf(reply), "invalidArgument", `${segment} ${JSON.stringify(reply.body)}`)
        assert.match(reply.body.error.message, message)
      }
      assert.deepStrictEqual(yield* shown, [2, 3, 4])
    }).pipe(Effect.provide(emulator())))
})

describe("The sort of a table", () => {
  const sort = `${workbook()}/tables('Orders')/sort`
  const values = Effect.map(
    send("GET", `${workbook()}/tables('Orders')/dataBodyRange?$select=values`),
    ({ body }) => body.values
  )

  it.effect("is applied, read, applied again, and cleared", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* ask(Catalogue.tableSort.get, sort), {
        fields: [],
        matchCase: false,
        method: "PinYin"
      })
      yield* ask(Catalogue.tableSort.apply, `${sort}/apply`, {
        fields: [{ key: 1, ascending: false }],
        matchCase: true
      })
      assert.deepStrictEqual(yield* values, [["Plums", 5], ["Pears", 4], ["Apples", 3]])
      const field = { ascending: false, color: null, dataOption: "Normal", icon: null, key: 1, sortOn: "Value" }
      assert.deepStrictEqual(
        yield* ask(Catalogue.tableSort.get, sort),
        { fields: [field], matchCase: true, method: "PinYin" }
      )
      const { body } = yield* send("GET", `${workbook()}/tables/Orders?$select=name&$expand=sort($select=fields)`)
      assert.deepStrictEqual(body.sort, { fields: [field] })
      yield* send("PATCH", `${workbook()}/worksheets/Data/range(address='B4')`, { body: { values: [[7]] } })
      yield* ask(Catalogue.tableSort.reapply, `${sort}/reapply`)
      assert.deepStrictEqual(yield* values, [["Apples", 7], ["Plums", 5], ["Pears", 4]])
      yield* ask(Catalogue.tableSort.clear, `${sort}/clear`)
      assert.deepStrictEqual((yield* ask(Catalogue.tableSort.get, sort)).fields, [])
    }).pipe(Effect.provide(emulator())))

  it.effect("refuses a column that the table does not have", () =>
    Effect.gen(function*() {
      for (const fields of [[], [{ key: 2 }], [{ key: 0, sortOn: "CellColor" }], [{ key: 0, sortOn: "Length" }]]) {
        assert.strictEqual(codeOf(yield* send("POST", `${sort}/apply`, { body: { fields } })), "invalidArgument")
      }
    }).pipe(Effect.provide(emulator())))
})

describe("A table", () => {
  it.effect("becomes a range", () =>
    Effect.gen(function*() {
      const range = yield* ask(Catalogue.table.convertToRange, `${workbook()}/tables('Orders')/convertToRange`)
      assert.strictEqual(range.address, "Data!A1:B4")
      assert.deepStrictEqual((yield* ask(Catalogue.tables.list, `${workbook()}/tables`)).value, [])
      const again = yield* send("POST", `${workbook()}/tables('Orders')/convertToRange`)
      assert.strictEqual(codeOf(again), "itemNotFound")
    }).pipe(Effect.provide(emulator())))
})

describe("The protection of a worksheet", () => {
  const protection = `${workbook()}/worksheets('Data')/protection`
  const { worksheetProtection } = Catalogue

  it.effect("refuses writes until it is removed", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* ask(worksheetProtection.get, protection), { options: null, protected: false })
      yield* ask(worksheetProtection.protect, `${protection}/protect`, { options: { allowSort: true } })
      const { options } = yield* ask(worksheetProtection.get, protection)
      assert.deepStrictEqual([options?.allowSort, options?.allowFormatCells], [true, false])
      const { body } = yield* send(
        "GET",
        `${workbook()}/worksheets/Data?$select=name&$expand=protection($select=protected)`
      )
      assert.deepStrictEqual(body.protection, { protected: true })
      const write = send("PATCH", `${workbook()}/worksheets/Data/range(address='B2')`, { body: { values: [[9]] } })
      assert.strictEqual(codeOf(yield* write), "accessDenied")
      // the service refuses to protect a protected worksheet
      const again = yield* send("POST", `${protection}/protect`, { body: {} })
      assert.deepStrictEqual([again.status, codeOf(again)], [403, "accessDenied"])
      yield* ask(worksheetProtection.unprotect, `${protection}/unprotect`)
      yield* ask(worksheetProtection.unprotect, `${protection}/unprotect`)
      assert.strictEqual((yield* write).status, 200)
    }).pipe(Effect.provide(emulator())))

  it.effect("is set without a body", () =>
    Effect.gen(function*() {
      yield* ask(worksheetProtection.protect, `${protection}/protect`)
      assert.strictEqual((yield* ask(worksheetProtection.get, protection)).protected, true)
    }).pipe(Effect.provide(emulator())))
})

describe("Names", () => {
  it.effect("are added with a formula in the language of the user", () =>
    Effect.gen(function*() {
      const name = yield* ask(Catalogue.names.addFormulaLocal, `${workbook()}/names/addFormulaLocal`, {
        name: "Sum",
        formula: "=SUM(Data!$B$2:$B$4)",
        comment: "all"
      })
      assert.deepStrictEqual([name.type, name.value, name.comment], ["Double", 12, "all"])
      const local = yield* ask(Catalogue.names.addFormulaLocal, `${workbook()}/worksheets/Data/names/addFormulaLocal`, {
        name: "First",
        formula: "Data!$A$2"
      })
      assert.deepStrictEqual([local.scope, local.type], ["Worksheet", "Range"])
    }).pipe(Effect.provide(emulator())))
})
