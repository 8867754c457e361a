import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as MakeBook from "../support/makeBook.js"
import { make, part, reopen, sheet, unpack, write } from "../support/openBook.js"

const orders = {
  name: "Data",
  rows: [["Region", "Amount"], ["North", 3], ["South", 4], ["north", 5]],
  tables: [{ name: "Orders", ref: "A1:B4", columns: ["Region", "Amount"] }]
}

const items = (...texts: ReadonlyArray<string>) =>
  `<items count="${texts.length}">${texts.map((text) => `<item ${text}/>`).join("")}</items>`

const definition = (
  ref: string,
  { dataField = "<dataField name=\"Sum of Amount\" fld=\"1\" baseField=\"0\" baseItem=\"0\"/>", field = "" } = {}
) =>
  `<location ref="${ref}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>` +
  `<pivotFields count="2"><pivotField axis="axisRow" showAll="0"${field}>${
    items("x=\"0\"", "x=\"1\"", "t=\"default\"")
  }</pivotField>` +
  "<pivotField dataField=\"1\" showAll=\"0\"/></pivotFields><rowFields count=\"1\"><field x=\"0\"/></rowFields>" +
  "<rowItems count=\"3\"><i><x/></i><i><x v=\"1\"/></i><i t=\"grand\"><x/></i></rowItems><colItems count=\"1\"><i/></colItems>" +
  `<dataFields count="1">${dataField}</dataFields>`

const cacheFields =
  "<cacheField name=\"Region\" numFmtId=\"0\"><sharedItems count=\"2\"><s v=\"North\"/><s v=\"South\"/></sharedItems></cacheField>" +
  "<cacheField name=\"Amount\" numFmtId=\"0\"><sharedItems containsSemiMixedTypes=\"0\" containsString=\"0\" containsNumber=\"1\" containsInteger=\"1\" minValue=\"3\" maxValue=\"5\"/></cacheField>"

const records = "<r><x v=\"0\"/><n v=\"3\"/></r><r><x v=\"1\"/><n v=\"4\"/></r><r><x v=\"0\"/><n v=\"5\"/></r>"

const totals: MakeBook.PivotTable = {
  name: "Totals",
  source: "name=\"Orders\"",
  cacheFields,
  records,
  definition: definition("A3:B6")
}

const summary = {
  name: "Summary",
  rows: [[], [], ["Row Labels", "Sum of Amount"], ["North", 8], ["South", 4], ["Grand Total", 12]],
  pivotTables: [totals]
}

const withPivotTable: MakeBook.Book = { sheets: [orders, summary] }

const cacheName = "xl/pivotCache/pivotCacheDefinition1.xml"
const recordsName = "xl/pivotCache/pivotCacheRecords1.xml"
const tableName = "xl/pivotTables/pivotTable1.xml"

const withSource = (pivotTable: Partial<MakeBook.PivotTable>): MakeBook.Book => ({
  sheets: [orders, { ...summary, pivotTables: [{ ...totals, ...pivotTable }] }]
})

describe("Pivot tables", () => {
  it.effect("are listed, and found by id and by name", () =>
    Effect.gen(function*() {
      const book = yield* make(withSource({ attributes: " xmlns:xr=\"urn:xr\" xr:uid=\"{1}\"" }))
      const on = sheet(book, "Summary")
      const expected = { id: "{1}", name: "Totals", sheet: on }
      assert.deepStrictEqual(book.pivotTables(on), [expected])
      assert.deepStrictEqual(book.pivotTableByKey(on, "totals"), Option.some(expected))
      assert.deepStrictEqual(book.pivotTableByKey(on, "{1}"), Option.some(expected))
      assert.deepStrictEqual(book.pivotTableByKey(sheet(book, "Data"), "Totals"), Option.none())
    }))

  it.effect("get the present records of their source, and keep the items", () =>
    Effect.gen(function*() {
      const book = yield* make(withPivotTable)
      yield* write(book, "Data!A3:B4", [["West", 4.5], [null, "n/a"]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      const again = yield* reopen(book)
      const cache = part(again, cacheName) ?? ""
      assert.include(
        cache,
        "<sharedItems count=\"3\"><s v=\"North\"/><s v=\"South\" u=\"1\"/><s v=\"West\"/></sharedItems>"
      )
      assert.match(
        cache,
        /<sharedItems [^>]*count="3"[^>]*><n v="3"\/><n v="4.5"\/><s v="n\/a"\/><\/sharedItems>/
      )
      assert.match(cache, /containsMixedTypes="1"/)
      assert.notMatch(cache, /containsInteger|containsString|containsSemiMixedTypes/)
      assert.include(cache, "recordCount=\"3\"")
      assert.include(cache, "refreshedDate=\"45352.5\"")
    }))

  it.effect("refuse a source that does not exist, and change nothing", () =>
    Effect.gen(function*() {
      const book = yield* make(withSource({ source: "name=\"Nothing\"" }))
      const before = book.save()
      const error = yield* Effect.flip(book.refreshPivotTables(sheet(book, "Summary")))
      assert.strictEqual(error.code, "invalidArgument")
      assert.deepStrictEqual(book.save(), before)
    }))

  it.effect("refuse a column without a name", () =>
    Effect.gen(function*() {
      const book = yield* make(withSource({ source: "sheet=\"Data\" ref=\"A1:C4\"" }))
      const error = yield* Effect.flip(book.refreshPivotTables(sheet(book, "Summary")))
      assert.include(error.message, "'C1'")
    }))

  it.effect("are not refreshed on a protected worksheet", () =>
    Effect.gen(function*() {
      const book = yield* make(withPivotTable)
      yield* book.protectSheet(sheet(book, "Summary"), { allowPivotTables: true })
      const error = yield* Effect.flip(book.refreshPivotTables(sheet(book, "Summary")))
      assert.strictEqual(error.code, "accessDenied")
    }))

  for (
    const [what, pivotTable] of [
      ["another workbook", { source: "name=\"Orders\" xmlns:r=\"urn:r\" r:id=\"rId9\"" }],
      ["other columns", { source: "sheet=\"Data\" ref=\"A1:A4\"" }],
      ["grouped fields", {
        cacheFields: cacheFields.replace(
          "</sharedItems></cacheField>",
          "</sharedItems><fieldGroup base=\"0\"/></cacheField>"
        )
      }],
      ["calculated fields", { cacheFields: cacheFields.replace("<cacheField", "<cacheField formula=\"1\"") }]
    ] as const
  ) {
    it.effect(`with ${what} are refreshed when Excel opens the workbook`, () =>
      Effect.gen(function*() {
        const bytes = MakeBook.makeBook(withSource(pivotTable))
        const book = yield* make(withSource(pivotTable))
        yield* book.refreshPivotTables(sheet(book, "Summary"))
        const [before, after] = [unpack(bytes), unpack(book.save())]
        assert.include(after.get(cacheName), "refreshOnLoad=\"1\"")
        assert.strictEqual(after.get(cacheName)?.replace(" refreshOnLoad=\"1\"", ""), before.get(cacheName))
        assert.strictEqual(after.get(recordsName), before.get(recordsName))
        assert.strictEqual(after.get(tableName), before.get(tableName))
      }))
  }

  it.effect("are deleted with their worksheet, and so is a cache that no other worksheet uses", () =>
    Effect.gen(function*() {
      const book = yield* make(withPivotTable)
      yield* book.deleteSheet(sheet(book, "Summary"))
      const saved = unpack(book.save())
      assert.deepStrictEqual([...saved.keys()].filter((name) => /pivot/i.test(name)), [])
      for (const name of ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]) {
        assert.notMatch(saved.get(name) ?? "", /pivot/i, name)
      }
      assert.strictEqual((yield* reopen(book)).sheets.length, 1)
    }))
})
