import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { Catalogue, type Endpoint, Metadata, Navigation, WorkbookFunction } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Emulator } from "../../src/index.js"
import { cell, codeOf, createSession, emulator, read, send, workbook } from "./support.js"

/** Sends a request and decodes the answer by the catalogue. */
const ask = <E extends Endpoint.Any>(endpoint: E, path: string, body?: unknown, session?: string) =>
  Effect.gen(function*() {
    const reply = yield* send(endpoint.method, `${workbook()}${path}`, {
      ...(body === undefined ? {} : { body }),
      ...(session === undefined ? {} : { session })
    })
    assert.strictEqual(reply.status, endpoint.success, JSON.stringify(reply.body))
    const decoded: Endpoint.Result<E> = yield* Schema.decodeUnknown(endpoint.result)(reply.body)
    return { result: decoded, body: reply.body }
  })

/** The response to a GET, or to a PATCH with this body, without OData annotations. */
const selected = (path: string, update?: unknown) =>
  Effect.map(
    send(update === undefined ? "GET" : "PATCH", `${workbook()}${path}`, update === undefined ? {} : { body: update }),
    ({ body, status }) => {
      assert.strictEqual(status, 200, JSON.stringify(body))
      return { result: withoutAnnotations(body) }
    }
  )

const withoutAnnotations = (json: any): any => {
  if (Array.isArray(json)) return json.map(withoutAnnotations)
  if (typeof json !== "object" || json === null) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => name.includes("@") ? [] : [[name, withoutAnnotations(value)]])
  )
}

describe("the workbook", () => {
  it.effect("has no properties, and expands everything that it leads to", () =>
    Effect.gen(function*() {
      const { body } = yield* ask(Catalogue.workbook.get, "")
      assert.deepStrictEqual(Object.keys(body), ["@odata.context"])
      assert.match(body["@odata.context"], /\/workbook\/\$entity$/)
      const names = Object.keys(Metadata.entityTypes["workbook"]?.navigation ?? {})
      const served = Object.keys(Navigation.resources.workbook.properties)
      assert.includeMembers(names, served)
      const { result: expanded } = yield* selected(
        `?$expand=${served.join(",")}`.replace("tables", "tables($select=name;$expand=columns($select=index))")
      )
      assert.sameMembers(Object.keys(expanded), served)
      assert.deepStrictEqual(expanded.application, { calculationMode: "Automatic" })
      assert.deepStrictEqual(expanded.functions, {})
      assert.deepStrictEqual(expanded.worksheets.map(({ name }: any) => name), ["Data", "It's empty"])
      assert.deepStrictEqual(expanded.tables, [{ name: "Orders", columns: [{ index: 0 }, { index: 1 }] }])
      const unknown = yield* send("GET", `${workbook()}?$expand=sheets`)
      assert.strictEqual(unknown.status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("sees the changes of its session", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      yield* send("POST", `${workbook()}/worksheets/add`, { session, body: { name: "New" } })
      const path = `${workbook()}?$expand=worksheets($select=name;$top=9)`
      const names = (session?: string) =>
        Effect.map(send("GET", path, session === undefined ? {} : { session }), ({ body }) => body.worksheets.length)
      assert.deepStrictEqual([yield* names(session), yield* names()], [3, 2])
    }).pipe(Effect.provide(emulator())))

  it.effect("leads to the functions, which have no properties either", () =>
    Effect.gen(function*() {
      const { body, result } = yield* ask(Catalogue.functions.get, "/functions")
      assert.deepStrictEqual(result, {})
      assert.strictEqual(body["@odata.type"], "#microsoft.graph.workbookFunctions")
    }).pipe(Effect.provide(emulator())))
})

describe("worksheets", () => {
  it.effect("are listed, added, changed and deleted", () =>
    Effect.gen(function*() {
      const { result } = yield* ask(Catalogue.worksheets.list, "/worksheets")
      assert.deepStrictEqual(result.value.map(({ name, position, visibility }) => [name, position, visibility]), [
        ["Data", 0, "Visible"],
        ["It's empty", 1, "Visible"]
      ])
      const { result: added } = yield* ask(Catalogue.worksheets.add, "/worksheets/add", { name: "New" })
      const { result: unnamed } = yield* ask(Catalogue.worksheets.add, "/worksheets/add")
      assert.match(unnamed.name ?? "", /^Sheet\d+$/)
      const { result: changed } = yield* ask(Catalogue.worksheet.update, `/worksheets('${added.id}')`, {
        name: "Renamed",
        position: 0,
        visibility: "Hidden"
      })
      assert.deepStrictEqual(changed, { id: added.id, name: "Renamed", position: 0, visibility: "Hidden" })
      const { result: got } = yield* selected("/worksheets/renamed?$select=name")
      assert.deepStrictEqual(got, { name: "Renamed" })
      yield* ask(Catalogue.worksheet.delete, `/worksheets/${encodeURIComponent(added.id ?? "")}`)
      const duplicate = yield* send("POST", `${workbook()}/worksheets/add`, { body: { name: "DATA" } })
      assert.strictEqual(codeOf(duplicate), "itemAlreadyExists")
      const { body } = yield* ask(Catalogue.worksheets.list, "/worksheets?$top=1&$skip=1&$count=true")
      assert.deepStrictEqual(body.value.map(({ name }: any) => name), ["It's empty"])
      assert.strictEqual(body["@odata.count"], 3)
    }).pipe(Effect.provide(emulator())))
})

describe("ranges", () => {
  it.effect("are read with all properties of Graph", () =>
    Effect.gen(function*() {
      const { body } = yield* ask(Catalogue.range.get, "/worksheets/Data/range(address='A1:D2')")
      assert.deepStrictEqual(
        { ...body, "@odata.context": undefined, "@odata.id": undefined },
        {
          "@odata.context": undefined,
          "@odata.id": undefined,
          "@odata.type": "#microsoft.graph.workbookRange",
          address: "Data!A1:D2",
          addressLocal: "Data!A1:D2",
          cellCount: 8,
          columnCount: 4,
          columnHidden: false,
          columnIndex: 0,
          formulas: [["Item", "Amount", "", "Total"], ["Apples", 3, "", "=SUM(B2:B4)"]],
          formulasLocal: [["Item", "Amount", "", "Total"], ["Apples", 3, "", "=SUM(B2:B4)"]],
          formulasR1C1: [["Item", "Amount", "", "Total"], ["Apples", 3, "", "=SUM(RC[-2]:R[2]C[-2])"]],
          hidden: false,
          numberFormat: [["General", "General", "General", "General"], ["General", "General", "General", "General"]],
          rowCount: 2,
          rowHidden: false,
          rowIndex: 0,
          text: [["Item", "Amount", "", "Total"], ["Apples", "3", "", "12"]],
          values: [["Item", "Amount", "", "Total"], ["Apples", 3, "", 12]],
          valueTypes: [["String", "String", "Empty", "String"], ["String", "Double", "Empty", "Double"]]
        }
      )
      assert.match(
        body["@odata.id"],
        /^\/users\('[\da-f-]{36}'\)\/drive\/items\('01[A-Z2-7]{32}'\)\/workbook\/worksheets\(%27%7B[\dA-F-]{36}%7D%27\)\/range\(address=%27A1:D2%27\)$/i
      )
    }).pipe(Effect.provide(emulator())))

  it.effect("are written: null leaves a cell alone, \"\" clears it, one value fills", () =>
    Effect.gen(function*() {
      const { result } = yield* selected("/worksheets/Data/range(address='F1:G2')?$select=values,text,numberFormat", {
        values: [[1, "2"], ["50%", "=F1+1"]],
        numberFormat: [["0.00", null], [null, null]]
      })
      assert.deepStrictEqual(result.values, [[1, 2], [0.5, 2]])
      assert.deepStrictEqual(result.text, [["1.00", "2"], ["50%", "2"]])
      const { result: partly } = yield* selected("/worksheets/Data/range(address='F1:G2')?$select=values", {
        values: [[null, ""], [7, null]]
      })
      assert.deepStrictEqual(partly.values, [[1, ""], [7, 2]])
      for (const values of [9, [[9]]]) {
        const { result } = yield* selected("/worksheets/Data/range(address='F1:G2')?$select=values", {
          values
        })
        assert.deepStrictEqual(result.values, [[9, 9], [9, 9]])
      }
      const { result: formulas } = yield* ask(Catalogue.range.update, "/worksheets/Data/range(address='F1:F2')", {
        formulas: [["=1+1"], ["'=1+1"]]
      })
      assert.deepStrictEqual(formulas.values, [[2], ["=1+1"]])
    }).pipe(Effect.provide(emulator())))

  it.effect("are written with R1C1 formulas, which are relative to their cells", () =>
    Effect.gen(function*() {
      const cells = "/worksheets/Data/range(address='F2:F4')?$select=formulas,formulasR1C1,values"
      const formulas = [["=RC[-4]*2"], ["=RC[-4]*2"], ["=RC[-4]*2"]]
      const { result } = yield* selected(cells, { formulasR1C1: "=RC[-4]*2" })
      assert.deepStrictEqual(result, {
        formulas: [["=B2*2"], ["=B3*2"], ["=B4*2"]],
        formulasR1C1: formulas,
        values: [[6], [8], [10]]
      })
      const { result: partly } = yield* selected(cells, { formulasR1C1: [["=R2C2"], [null], ["text"]] })
      assert.deepStrictEqual(partly.formulas, [["=$B$2"], ["=B3*2"], ["text"]])
    }).pipe(Effect.provide(emulator())))

  it.effect("tell whether their rows and columns are hidden", () =>
    Effect.gen(function*() {
      const hidden = (address: string) =>
        Effect.map(
          selected(`/worksheets/Hidden/range(address='${address}')?$select=hidden,rowHidden,columnHidden`),
          ({ result: { columnHidden, hidden, rowHidden } }) => [rowHidden, columnHidden, hidden]
        )
      assert.deepStrictEqual(yield* hidden("A1"), [false, false, false])
      assert.deepStrictEqual(yield* hidden("A2:A3"), [true, false, true])
      assert.deepStrictEqual(yield* hidden("B1:C1"), [false, true, true])
      assert.deepStrictEqual(yield* hidden("A1:B2"), [null, null, null])
      assert.deepStrictEqual(yield* hidden("A:A"), [null, false, null])
      assert.deepStrictEqual(yield* hidden("2:3"), [true, null, true])
    }).pipe(Effect.provide(Emulator.layerHttpClient({
      books: {
        "book.xlsx": makeBook({
          sheets: [{
            name: "Hidden",
            before: "<cols><col min=\"2\" max=\"3\" width=\"9\" hidden=\"1\"/></cols>",
            data: "<row r=\"1\"/><row r=\"2\" hidden=\"1\"/><row r=\"3\" hidden=\"1\"/>"
          }]
        })
      }
    }))))

  it.effect("are navigated from one to another", () =>
    Effect.gen(function*() {
      const range = "/worksheets/Data/range(address='B2:C4')"
      for (
        const [step, address] of [
          ["boundingRect(anotherRange='E1:F2')", "B1:F4"],
          ["cell(row=5,column=1)", "C7"],
          ["column(column=1)", "C2:C4"],
          ["columnsAfter", "D2:D4"],
          ["columnsAfter(count=2)", "D2:E4"],
          ["columnsAfter(count=-1)", "C2:C4"],
          ["columnsBefore()", "A2:A4"],
          ["columnsBefore(count=-1)", "B2:B4"],
          ["entireColumn", "B:C"],
          ["entireRow", "2:4"],
          ["intersection(anotherRange='C1:Z2')", "C2"],
          ["lastCell", "C4"],
          ["lastColumn", "C2:C4"],
          ["lastRow", "B4:C4"],
          ["offsetRange(rowOffset=1,columnOffset=-1)", "A3:B5"],
          ["resizedRange(deltaRows=-1,deltaColumns=2)", "B2:E3"],
          ["row(row=0)", "B2:C2"],
          ["rowsAbove", "B1:C1"],
          ["rowsAbove(count=-2)", "B2:C3"],
          ["rowsBelow(count=3)", "B5:C7"],
          ["rowsBelow(count=-1)", "B4:C4"],
          ["usedRange(valuesOnly=true)", "B2:C4"],
          ["worksheet/usedRange", "A1:D4"]
        ] as const
      ) {
        const { result } = yield* selected(`${range}/${step}?$select=address`)
        assert.strictEqual(result.address, `Data!${address}`, step)
      }
      for (
        const step of [
          "columnsBefore(count=2)",
          "intersection(anotherRange='F1')",
          "row(row=3)",
          "column(column=-1)",
          "offsetRange(rowOffset=-2,columnOffset=0)",
          "resizedRange(deltaRows=-3,deltaColumns=0)",
          "rowsAbove(count=0)",
          "cell(row='x',column=0)"
        ]
      ) {
        const reply = yield* send("GET", `${workbook()}${range}/${step}`)
        assert.include([400, 404], reply.status, step)
      }
      for (const step of ["boundingRect", "intersection"]) {
        const elsewhere = `/worksheets('It''s%20empty')/range(address='A1:C9')/${step}(anotherRange='Amounts')`
        const reply = yield* send("GET", `${workbook()}${elsewhere}`)
        assert.deepStrictEqual([reply.status, codeOf(reply)], [400, "invalidArgument"], step)
      }
    }).pipe(Effect.provide(emulator())))
})

describe("$expand", () => {
  it.effect("includes navigation properties on two levels", () =>
    Effect.gen(function*() {
      const { result } = yield* selected(
        "/worksheets?$select=name&$expand=tables($select=name;$expand=columns($select=name;$top=1)),names($select=name)"
      )
      assert.deepStrictEqual(result.value, [
        { name: "Data", tables: [{ name: "Orders", columns: [{ name: "Item" }] }], names: [] },
        { name: "It's empty", tables: [], names: [] }
      ])
      const { result: table } = yield* selected(
        "/tables/Orders?$select=name&$expand=worksheet($select=name),rows($select=values;$skip=2)"
      )
      assert.deepStrictEqual(table, {
        name: "Orders",
        worksheet: { name: "Data" },
        rows: [{ values: [["Plums", 5]] }]
      })
      const { result: range } = yield* selected(
        "/worksheets/Data/range(address='A1')?$select=address&$expand=worksheet($select=position)"
      )
      assert.deepStrictEqual(range, { address: "Data!A1", worksheet: { position: 0 } })
      const { result: name } = yield* selected("/names/Amounts?$select=name&$expand=worksheet")
      assert.deepStrictEqual(name, { name: "Amounts", worksheet: null })
    }).pipe(Effect.provide(emulator())))
})

describe("tables", () => {
  it.effect("are listed, added, changed and deleted", () =>
    Effect.gen(function*() {
      const { result } = yield* ask(Catalogue.tables.list, "/tables")
      assert.deepStrictEqual(result.value.map(({ name, showTotals }) => [name, showTotals]), [["Orders", false]])
      yield* ask(Catalogue.range.update, "/worksheets('It''s%20empty')/range(address='A1:B3')", {
        values: [["Name", "Age"], ["Ada", 36], ["Grace", 85]]
      })
      const { result: added } = yield* ask(Catalogue.tables.add, "/tables/add", {
        address: "'It''s empty'!A1:B3",
        hasHeaders: true
      })
      const { result: changed } = yield* ask(Catalogue.table.update, `/tables/${added.id}`, {
        name: "People",
        showBandedRows: false
      })
      assert.deepStrictEqual([changed.name, changed.showBandedRows], ["People", false])
      const { result: count } = yield* ask(Catalogue.tables.count, "/tables/count")
      assert.strictEqual(count.value, 2)
      const { result: local } = yield* selected("/worksheets/Data/tables?$select=name")
      assert.deepStrictEqual(local.value, [{ name: "Orders" }])
      const { result: second } = yield* selected("/tables/itemAt(index=1)?$select=name")
      assert.deepStrictEqual(second, { name: "People" })
      const overlap = yield* send("POST", `${workbook()}/worksheets/Data/tables/add`, {
        body: { address: "A1:B2", hasHeaders: true }
      })
      assert.isAtLeast(overlap.status, 400)
      const { result: header } = yield* selected("/tables/people/headerRowRange?$select=values")
      assert.deepStrictEqual(header.values, [["Name", "Age"]])
      const { result: body } = yield* selected("/tables/people/columns/Age/dataBodyRange?$select=address")
      assert.strictEqual(body.address, "'It''s empty'!B2:B3")
      assert.strictEqual((yield* send("GET", `${workbook()}/tables/people/totalRowRange`)).status, 404)
      yield* ask(Catalogue.table.delete, "/tables/people")
      assert.strictEqual((yield* send("GET", `${workbook()}/tables/people`)).status, 404)
    }).pipe(Effect.provide(emulator())))

  it.effect("have rows that are read and updated by index", () =>
    Effect.gen(function*() {
      const row = "/tables/Orders/rows/itemAt(index=1)"
      const { result: got } = yield* ask(Catalogue.row.get, row)
      assert.deepStrictEqual(got, { index: 1, values: [["Pears", 4]] })
      const { result: changed } = yield* ask(Catalogue.row.update, row, { values: [[null, 40]] })
      assert.deepStrictEqual(changed, { index: 1, values: [["Pears", 40]] })
      assert.strictEqual(yield* read("D2"), 48)
      const flat = yield* send("PATCH", `${workbook()}${row}`, { body: { values: ["Plums", 41] } })
      assert.deepStrictEqual(flat.body.values, [["Plums", 41]])
      for (const values of [[["a", 1], ["b", 2]], [["a", 1, 2]]]) {
        const refused = yield* send("PATCH", `${workbook()}${row}`, { body: { values } })
        assert.strictEqual(codeOf(refused), "invalidArgument", JSON.stringify(values))
      }
      const missing = yield* send("PATCH", `${workbook()}/tables/Orders/rows/itemAt(index=3)`, {
        body: { values: [["a", 1]] }
      })
      assert.strictEqual(missing.status, 404)
    }).pipe(Effect.provide(emulator())))

  it.effect("are created by a POST to their collection, like sheets and columns", () =>
    Effect.gen(function*() {
      const { result: sheet } = yield* ask(Catalogue.worksheets.create, "/worksheets", { name: "New" })
      assert.deepStrictEqual([sheet.name, sheet.position], ["New", 2])
      const values = [["Colour"], ["red"], ["green"], ["blue"]]
      const { result: column } = yield* ask(Catalogue.columns.create, "/tables/Orders/columns", { index: 1, values })
      assert.deepStrictEqual([column.name, column.index, column.values], ["Colour", 1, values])
    }).pipe(Effect.provide(emulator())))

  it.effect("grow and shrink with their rows", () =>
    Effect.gen(function*() {
      const { result: created } = yield* ask(Catalogue.rows.create, "/tables/Orders/rows", { values: [["Figs", 6]] })
      assert.deepStrictEqual(created, { index: 3, values: [["Figs", 6]] })
      const { result: added } = yield* ask(Catalogue.rows.add, "/tables/Orders/rows/add", {
        index: 0,
        values: [["Kiwis", "1"], ["Limes", null]]
      })
      assert.deepStrictEqual(added, { index: 0, values: [["Kiwis", 1], ["Limes", ""]] })
      const { result: flat } = yield* ask(Catalogue.rows.add, "/tables/Orders/rows/add", { values: ["Nuts", 2] })
      assert.deepStrictEqual(flat, { index: 6, values: [["Nuts", 2]] })
      const { result: rows } = yield* ask(Catalogue.rows.list, "/tables/Orders/rows?$top=2&$skip=1")
      assert.deepStrictEqual(rows.value, [
        { index: 1, values: [["Limes", ""]] },
        { index: 2, values: [["Apples", 3]] }
      ])
      assert.strictEqual(yield* read("D2"), 18)
      for (const path of ["rows/0", "rows/itemAt(index=0)", "rows/$/itemAt(index=0)", "rows('0')"]) {
        const { result } = yield* ask(Catalogue.row.get, `/tables/Orders/${path}`)
        assert.deepStrictEqual(result, { index: 0, values: [["Kiwis", 1]] })
      }
      const { result: range } = yield* selected("/tables/Orders/rows/2/range?$select=address")
      assert.strictEqual(range.address, "Data!A4:B4")
      yield* ask(Catalogue.row.delete, "/tables/Orders/rows/itemAt(index=0)")
      const { result: count } = yield* ask(Catalogue.rows.count, "/tables/Orders/rows/count")
      assert.strictEqual(count.value, 6)
      const none = yield* send("DELETE", `${workbook()}/tables/Orders/rows/99`)
      assert.strictEqual(none.status, 404)
      const { result: past } = yield* ask(Catalogue.rows.list, "/tables/Orders/rows?$skip=99")
      assert.deepStrictEqual(past.value, [])
      const wide = yield* send("POST", `${workbook()}/tables/Orders/rows`, { body: { values: [[1, 2, 3]] } })
      assert.strictEqual(codeOf(wide), "invalidArgument")
    }).pipe(Effect.provide(emulator())))

  it.effect("have columns", () =>
    Effect.gen(function*() {
      const { result } = yield* ask(Catalogue.columns.list, "/tables/Orders/columns")
      assert.deepStrictEqual(result.value[1], {
        id: "2",
        name: "Amount",
        index: 1,
        values: [["Amount"], [3], [4], [5]]
      })
      const { result: added } = yield* ask(Catalogue.columns.add, "/tables/Orders/columns/add", {
        index: 1,
        values: [["Colour"], ["red"], ["green"], ["blue"]]
      })
      assert.deepStrictEqual([added.name, added.index], ["Colour", 1])
      const { result: renamed } = yield* ask(Catalogue.column.update, "/tables/Orders/columns('Colour')", {
        name: "Tint"
      })
      assert.deepStrictEqual(renamed.values, [["Tint"], ["red"], ["green"], ["blue"]])
      const { result: count } = yield* ask(Catalogue.columns.count, "/tables/Orders/columns/count")
      assert.strictEqual(count.value, 3)
      yield* ask(Catalogue.column.delete, `/tables/Orders/columns/${added.id}`)
      const { result: got } = yield* selected("/tables/Orders/columns/itemAt(index=1)?$select=name")
      assert.deepStrictEqual(got, { name: "Amount" })
    }).pipe(Effect.provide(emulator())))
})

describe("names, application and functions", () => {
  it.effect("names are listed, added, updated and resolved to ranges", () =>
    Effect.gen(function*() {
      const { result } = yield* ask(Catalogue.names.list, "/names")
      assert.deepStrictEqual(result.value.map(({ name, scope, type, value }) => [name, scope, type, value]), [
        ["Amounts", "Workbook", "Range", "=Data!$B$2:$B$4"]
      ])
      const { result: added } = yield* ask(Catalogue.names.add, "/worksheets/Data/names/add", {
        name: "Header",
        reference: "=Data!$A$1:$B$1",
        comment: "the header"
      })
      assert.deepStrictEqual([added.name, added.scope, added.comment], ["Header", "Worksheet", "the header"])
      const { result: range } = yield* selected("/worksheets/Data/names/header/range?$select=values")
      assert.deepStrictEqual(range.values, [["Item", "Amount"]])
      const { result: changed } = yield* ask(Catalogue.name.update, "/names/amounts", { visible: false, comment: "x" })
      assert.deepStrictEqual([changed.visible, changed.comment], [false, "x"])
      const { result: sheet } = yield* ask(Catalogue.worksheet.get, "/worksheets/Data/names/Header/worksheet")
      assert.strictEqual(sheet.name, "Data")
      assert.strictEqual((yield* send("GET", `${workbook()}/names/nothing`)).status, 404)
    }).pipe(Effect.provide(emulator())))

  it.effect("the application calculates", () =>
    Effect.gen(function*() {
      const { result } = yield* ask(Catalogue.application.get, "/application")
      assert.deepStrictEqual(result, { calculationMode: "Automatic" })
      yield* ask(Catalogue.application.update, "/application", { calculationMode: "Manual" })
      yield* send("PATCH", cell("B2"), { body: { values: 30 } })
      assert.strictEqual(yield* read("D2"), 12)
      yield* ask(Catalogue.application.calculate, "/application/calculate", { calculationType: "Full" })
      assert.strictEqual(yield* read("D2"), 39)
    }).pipe(Effect.provide(emulator())))

  it.effect("functions take values and ranges", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const call = (name: string, body: unknown) =>
        Effect.map(
          send("POST", `${workbook()}/functions/${name}`, { session, body }),
          ({ body }) => [body.error, body.value]
        )
      assert.deepStrictEqual(yield* call("sum", { values: [1, { address: "Data!B2:B4" }, { Address: "Amounts" }] }), [
        null,
        25
      ])
      assert.deepStrictEqual(
        yield* call("vlookup", {
          lookupValue: "Pears",
          tableArray: { address: "Data!A2:B4" },
          colIndexNum: 2,
          rangeLookup: false
        }),
        [null, 4]
      )
      assert.deepStrictEqual(yield* call("Upper", { text: "Oslo" }), [null, "OSLO"])
      assert.deepStrictEqual(yield* call("power", { number: 2, power: 10 }), [null, 1024])
      assert.deepStrictEqual(yield* call("concatenate", { values: ["a", 1, true] }), [null, "a1TRUE"])
      assert.deepStrictEqual(yield* call("sqrt", { number: -1 }), ["#NUM!", null])
      assert.strictEqual((yield* send("POST", `${workbook()}/functions/nothing`, { body: {} })).status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("functions without their first argument return a value", () =>
    Effect.gen(function*() {
      for (const name of WorkbookFunction.names) {
        const [, ...given] = WorkbookFunction.parameters(name)
        const body = Object.fromEntries(given.map((parameter) => [parameter, { address: "Data!B2" }]))
        const { status } = yield* send("POST", `${workbook()}/functions/${name}`, { body })
        assert.strictEqual(status, 200, name)
      }
    }).pipe(Effect.provide(emulator())))
})
