import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator } from "../../src/index.js"
import { send, workbook } from "./support.js"

const book = makeBook({
  sheets: [
    {
      name: "Data",
      rows: [["Item", "Amount"], ["Apples", 3], ["Pears", 4], ["Plums", 5]],
      tables: [{ name: "Orders", ref: "A1:B4", columns: ["Item", "Amount"] }]
    },
    { name: "It's 1", state: "hidden" },
    { name: "Data 2" },
    { name: "data 3" }
  ],
  names: [{ name: "A", formula: "Data!$A$1" }, { name: "B", formula: "1+1" }]
})

const emulator = Emulator.layerHttpClient({ books: { "book.xlsx": book } })

const query = (path: string, options: Readonly<Record<string, string>>) =>
  send("GET", `${workbook()}/${path}?${new URLSearchParams(options)}`)

/** The names, or the indices, of the members of a list. */
const members = (path: string, options: Readonly<Record<string, string>>) =>
  Effect.map(query(path, options), ({ body, status }) => {
    assert.strictEqual(status, 200, JSON.stringify(body))
    return body.value.map(({ index, name }: any) => name ?? index)
  })

describe("A list", () => {
  const filters: ReadonlyArray<readonly [path: string, filter: string, expected: ReadonlyArray<unknown>]> = [
    ["worksheets", "name eq 'Data'", ["Data"]],
    ["worksheets", "name ne 'Data' and visibility eq 'Visible'", ["Data 2", "data 3"]],
    ["worksheets", "position ge 1 and position lt 3", ["It's 1", "Data 2"]],
    ["worksheets", "name eq 'It''s 1'", ["It's 1"]],
    ["worksheets", "startswith(name,'Data')", ["Data", "Data 2"]],
    ["worksheets", "startswith(tolower(name),'data') and not (position eq 0)", ["Data 2", "data 3"]],
    ["worksheets", "contains(name,'a ') or endswith(name, '1')", ["It's 1", "Data 2", "data 3"]],
    ["worksheets", "position eq 0 or position eq 1 and name eq 'Data'", ["Data"]],
    ["worksheets", "(position eq 0 or position eq 1) and name eq 'It''s 1'", ["It's 1"]],
    ["tables", "showHeaders", ["Orders"]],
    ["tables", "showTotals eq true", []],
    ["tables", "style eq null", []],
    ["worksheets/Data/tables", "not showTotals", ["Orders"]],
    ["tables/Orders/columns", "index gt 0", ["Amount"]],
    ["tables/Orders/rows", "index ne 1", [0, 2]],
    ["worksheets/Data/range(address='A1:A4')/visibleView/rows", "index ge 2", [2, 3]],
    ["names", "type eq 'Double'", ["B"]]
  ]
  it.effect.each(filters)("%s with $filter=%s", ([path, filter, expected]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* members(path, { $filter: filter }), expected)
    }).pipe(Effect.provide(emulator)))

  const orders: ReadonlyArray<readonly [path: string, orderBy: string, expected: ReadonlyArray<unknown>]> = [
    ["worksheets", "name", ["Data", "Data 2", "It's 1", "data 3"]],
    ["worksheets", "visibility desc,position desc", ["data 3", "Data 2", "Data", "It's 1"]],
    ["tables/Orders/rows", "index desc", [2, 1, 0]],
    ["tables/Orders/columns", "name asc", ["Amount", "Item"]]
  ]
  it.effect.each(orders)("%s with $orderby=%s", ([path, orderBy, expected]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* members(path, { $orderby: orderBy }), expected)
    }).pipe(Effect.provide(emulator)))

  it.effect("is filtered and sorted before it is counted and paged, and only then properties are selected", () =>
    Effect.gen(function*() {
      const { body } = yield* query("worksheets", {
        filter: "position gt 0",
        orderby: "position desc",
        $top: "1",
        $skip: "1",
        $count: "true",
        $select: "name"
      })
      assert.strictEqual(body["@odata.count"], 3)
      assert.deepStrictEqual(body.value.map(({ "@odata.id": _, "@odata.type": __, ...rest }: any) => rest), [
        { name: "Data 2" }
      ])
      const { body: rows } = yield* query("tables/Orders/rows", { $filter: "index ge 1", $orderby: "index desc" })
      assert.deepStrictEqual(rows.value.map(({ values }: any) => values), [[["Plums", 5]], [["Pears", 4]]])
    }).pipe(Effect.provide(emulator)))

  it.effect("that is expanded has its own options", () =>
    Effect.gen(function*() {
      const { body } = yield* query("worksheets", {
        $filter: "position eq 0",
        $expand: "tables($select=name;$filter=name eq 'Orders'),names($orderby=name desc)"
      })
      assert.deepStrictEqual(body.value[0].tables.map(({ name }: any) => name), ["Orders"])
      const none = yield* query("worksheets", { $expand: "tables($filter=startswith(name,'X'))" })
      assert.deepStrictEqual(none.body.value.map(({ tables }: any) => tables.length), [0, 0, 0, 0])
    }).pipe(Effect.provide(emulator)))

  it.effect("refuses options that it does not understand, and names the reason", () =>
    Effect.gen(function*() {
      const refusals: ReadonlyArray<
        readonly [path: string, options: Readonly<Record<string, string>>, message: RegExp]
      > = [
        [
          "worksheets",
          { $filter: "nmae eq 'x'" },
          /property named 'nmae' on type 'microsoft\.graph\.workbookWorksheet'/
        ],
        ["worksheets", { $filter: "name eq 5" }, /operand types 'text' and 'number'/],
        ["worksheets", { $filter: "name" }, /true or false/],
        ["worksheets", { $filter: "name eq" }, /expected a property or a value, not the end/],
        ["worksheets", { $filter: "(name eq 'x'" }, /expected '\)'/],
        ["worksheets", { $filter: "name eq 'x' xor true" }, /expected the end, not 'xor'/],
        ["worksheets", { $filter: "name = 'x'" }, /is not known/],
        ["worksheets", { $filter: `${"not ".repeat(100)}(position eq 1)` }, /more than 50 levels/],
        ["worksheets", { $filter: "contains(position,'1')" }, /takes texts/],
        ["worksheets", { $orderby: "size" }, /property named 'size'/],
        ["worksheets", { $orderby: "name up" }, /\$orderby/],
        ["tables/Orders/columns", { $orderby: "values" }, /'values' cannot be used/],
        ["worksheets/Data", { $filter: "name eq 'Data'" }, /only to lists/]
      ]
      for (const [path, options, message] of refusals) {
        const { body, status } = yield* query(path, options)
        assert.strictEqual(status, 400, JSON.stringify(options))
        assert.match(body.error.message, message)
      }
    }).pipe(Effect.provide(emulator)))
})
