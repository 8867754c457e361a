import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as MakeBook from "../support/makeBook.js"
import { make, part, reopen, sheet, unpack, values, write } from "../support/openBook.js"

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

  it.effect("show the present records, and grow", () =>
    Effect.gen(function*() {
      const book = yield* make(withPivotTable)
      yield* write(book, "Data!A3:B4", [["West", 4.5], ["East", 1]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      const again = yield* reopen(book)
      assert.deepStrictEqual(values(again, "Summary!A3:B8"), [
        ["Row Labels", "Sum of Amount"],
        ["North", 3],
        ["West", 4.5],
        ["East", 1],
        ["Grand Total", 8.5],
        ["", ""]
      ])
      const definition = part(again, tableName) ?? ""
      assert.include(definition, "<location ref=\"A3:B7\"")
      assert.include(definition, items("x=\"0\"", "x=\"1\" m=\"1\"", "x=\"2\"", "x=\"3\"", "t=\"default\""))
      assert.include(
        definition,
        "<rowItems count=\"4\"><i><x/></i><i><x v=\"2\"/></i><i><x v=\"3\"/></i><i t=\"grand\"><x/></i></rowItems>"
      )
      assert.notInclude(part(again, cacheName), "refreshOnLoad")
      assert.include((yield* Effect.flip(write(again, "Summary!A7", [["x"]]))).message, "PivotTable")
    }))

  it.effect("show the same when nothing has changed, and become smaller", () =>
    Effect.gen(function*() {
      const book = yield* make(withPivotTable)
      const before = values(book, "Summary!A1:C8")
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      assert.deepStrictEqual(values(book, "Summary!A1:C8"), before)
      yield* write(book, "Data!A3", [["NORTH"]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      assert.deepStrictEqual(values(book, "Summary!A3:B6"), [
        ["Row Labels", "Sum of Amount"],
        ["North", 12],
        ["Grand Total", 12],
        ["", ""]
      ])
      yield* write(book, "Summary!A6", [["free"]])
    }))

  it.effect("put a new item at its place in a field that Excel sorts", () =>
    Effect.gen(function*() {
      const book = yield* make(withSource({ definition: definition("A3:B6", { field: " sortType=\"ascending\"" }) }))
      yield* write(book, "Data!A4", [["Oslo"]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      assert.deepStrictEqual(values(book, "Summary!A4:B7"), [["North", 3], ["Oslo", 5], ["South", 4], [
        "Grand Total",
        12
      ]])
    }))

  it.effect("do not show a new item of a field with a manual filter", () =>
    Effect.gen(function*() {
      const filtered = definition("A3:B5").replace("<item x=\"1\"/>", "<item h=\"1\" x=\"1\"/>")
        .replace("<rowItems count=\"3\"><i><x/></i><i><x v=\"1\"/></i>", "<rowItems count=\"2\"><i><x/></i>")
      const book = yield* make({
        sheets: [orders, {
          ...summary,
          rows: [[], [], ["Row Labels", "Sum of Amount"], ["North", 8], ["Grand Total", 8]],
          pivotTables: [{ ...totals, definition: filtered }]
        }]
      })
      yield* write(book, "Data!A4", [["Oslo"]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      assert.deepStrictEqual(values(book, "Summary!A4:B6"), [["North", 3], ["Grand Total", 3], ["", ""]])
    }))

  for (
    const [summaryFunction, total] of [
      ["average", 4],
      ["count", 3],
      ["countNums", 3],
      ["max", 5],
      ["min", 3],
      ["product", 60],
      ["stdDev", 1],
      ["stdDevp", Math.sqrt(2 / 3)],
      ["var", 1],
      ["varp", 2 / 3]
    ] as const
  ) {
    it.effect(`show the function ${summaryFunction}`, () =>
      Effect.gen(function*() {
        const book = yield* make({
          sheets: [{ ...orders, rows: [["Region", "Amount"], ["North", 3], ["North", 4], ["North", 5]] }, {
            ...summary,
            rows: [[], [], ["Row Labels", "Of Amount"], ["North", total], ["Grand Total", total]],
            pivotTables: [{
              ...totals,
              records: records.replaceAll("<x v=\"1\"/>", "<x v=\"0\"/>"),
              definition: definition("A3:B5", {
                dataField: `<dataField name="Of Amount" fld="1" subtotal="${summaryFunction}"/>`
              }).replace("<rowItems count=\"3\"><i><x/></i><i><x v=\"1\"/></i>", "<rowItems count=\"2\"><i><x/></i>")
            }]
          }]
        })
        yield* write(book, "Data!A4", [["South"]])
        yield* book.refreshPivotTables(sheet(book, "Summary"))
        assert.notInclude(part(book, cacheName), "refreshOnLoad")
        assert.strictEqual(values(book, "Summary!A5")[0]?.[0], "South")
        const [[grandTotal]] = values(book, "Summary!B6") as [[number]]
        assert.closeTo(grandTotal, total, 1e-12)
      }))
  }

  const list = (name: string, ...shared: ReadonlyArray<string>) =>
    `<cacheField name="${name}" numFmtId="0"><sharedItems count="${shared.length}">${
      shared.join("")
    }</sharedItems></cacheField>`

  const onAxis = (axis: string, attributes = "") =>
    `<pivotField axis="${axis}" showAll="0"${attributes}>${items("x=\"0\"", "x=\"1\"", "t=\"default\"")}</pivotField>`

  it.effect("with columns, several values and a page", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [
          {
            name: "Data",
            rows: [
              ["Region", "Kind", "Year", "Amount"],
              ["N", "a", 2020, 1],
              ["N", "b", 2020, 2],
              ["S", "a", 2020, 3],
              [
                "S",
                "b",
                2021,
                9
              ]
            ]
          },
          {
            name: "Summary",
            rows: [
              ["Year", 2020],
              [],
              [null, "Column Labels"],
              [null, "a", null, "b", null, "Total Sum", "Total Count"],
              ["Row Labels", "Sum", "Count", "Sum", "Count"],
              ["N", 1, 1, 2, 1, 3, 2],
              ["S", 3, 1, null, null, 3, 1],
              ["Grand Total", 4, 2, 2, 1, 6, 3]
            ],
            pivotTables: [{
              name: "Cross",
              source: "sheet=\"Data\" ref=\"A1:D5\"",
              cacheFields: list("Region", "<s v=\"N\"/>", "<s v=\"S\"/>") +
                list("Kind", "<s v=\"a\"/>", "<s v=\"b\"/>") +
                list("Year", "<n v=\"2020\"/>", "<n v=\"2021\"/>") +
                "<cacheField name=\"Amount\" numFmtId=\"0\"><sharedItems/></cacheField>",
              records: [[0, 0, 0, 1], [0, 1, 0, 2], [1, 0, 0, 3], [1, 1, 1, 9]].map(([region, kind, year, amount]) =>
                `<r><x v="${region}"/><x v="${kind}"/><x v="${year}"/><n v="${amount}"/></r>`
              ).join(""),
              definition:
                "<location ref=\"A3:G8\" firstHeaderRow=\"1\" firstDataRow=\"3\" firstDataCol=\"1\" rowPageCount=\"1\" colPageCount=\"1\"/>" +
                `<pivotFields count="4">${onAxis("axisRow")}${onAxis("axisCol")}${
                  onAxis("axisPage")
                }<pivotField dataField="1" showAll="0"/></pivotFields>` +
                "<rowFields count=\"1\"><field x=\"0\"/></rowFields>" +
                "<rowItems count=\"3\"><i><x/></i><i><x v=\"1\"/></i><i t=\"grand\"><x/></i></rowItems>" +
                "<colFields count=\"2\"><field x=\"1\"/><field x=\"-2\"/></colFields>" +
                "<colItems count=\"6\"><i><x/><x/></i><i r=\"1\" i=\"1\"><x v=\"1\"/></i><i><x v=\"1\"/><x/></i>" +
                "<i r=\"1\" i=\"1\"><x v=\"1\"/></i><i t=\"grand\"><x/></i><i t=\"grand\" i=\"1\"><x/></i></colItems>" +
                "<pageFields count=\"1\"><pageField fld=\"2\" item=\"0\" hier=\"-1\"/></pageFields>" +
                "<dataFields count=\"2\"><dataField name=\"Sum\" fld=\"3\"/><dataField name=\"Count\" fld=\"3\" subtotal=\"count\"/></dataFields>"
            }]
          }
        ]
      })
      yield* write(book, "Data!B4:D5", [["c", 2020, 3], ["b", 2020, 9]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      const again = yield* reopen(book)
      assert.notInclude(part(again, cacheName), "refreshOnLoad")
      assert.deepStrictEqual(values(again, "Summary!A3:I8"), [
        ["", "Column Labels", "", "", "", "", "", "", ""],
        ["", "a", "", "b", "", "c", "", "Total Sum", "Total Count"],
        ["Row Labels", "Sum", "Count", "Sum", "Count", "Sum", "Count", "", ""],
        ["N", 1, 1, 2, 1, "", "", 3, 2],
        ["S", "", "", 9, 1, 3, 1, 12, 2],
        ["Grand Total", 1, 1, 11, 2, 3, 1, 15, 4]
      ])
    }))

  for (
    const [form, attributes, rows, rowItems, after] of [
      [
        "outline",
        " compact=\"0\"",
        [["N", null, 3], [null, "a", 1], [null, "b", 2], ["Grand Total", null, 3]],
        "<rowItems count=\"4\"><i><x/></i><i r=\"1\"><x/></i><i r=\"1\"><x v=\"1\"/></i><i t=\"grand\"><x/></i></rowItems>",
        [["N", "", 1], ["", "a", 1], ["S", "", 2], ["", "b", 2], ["Grand Total", "", 3]]
      ],
      [
        "tabular",
        " compact=\"0\" outline=\"0\"",
        [["N", "a", 1], [null, "b", 2], ["N Total", null, 3], ["Grand Total", null, 3]],
        "<rowItems count=\"4\"><i><x/><x/></i><i r=\"1\"><x v=\"1\"/></i><i t=\"default\"><x/></i><i t=\"grand\"><x/></i></rowItems>",
        [["N", "a", 1], ["N Total", "", 1], ["S", "b", 2], ["S Total", "", 2], ["Grand Total", "", 3]]
      ]
    ] as const
  ) {
    it.effect(`in the ${form} form, with two fields`, () =>
      Effect.gen(function*() {
        const book = yield* make({
          sheets: [
            { name: "Data", rows: [["Region", "Kind", "Amount"], ["N", "a", 1], ["N", "b", 2]] },
            {
              name: "Summary",
              rows: [["Region", "Kind", "Sum"], ...rows],
              pivotTables: [{
                name: "Two",
                source: "sheet=\"Data\" ref=\"A1:C3\"",
                cacheFields: list("Region", "<s v=\"N\"/>", "<s v=\"S\"/>") +
                  list("Kind", "<s v=\"a\"/>", "<s v=\"b\"/>") +
                  "<cacheField name=\"Amount\" numFmtId=\"0\"><sharedItems/></cacheField>",
                records: "<r><x v=\"0\"/><x v=\"0\"/><n v=\"1\"/></r><r><x v=\"0\"/><x v=\"1\"/><n v=\"2\"/></r>",
                definition: "<location ref=\"A1:C5\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"2\"/>" +
                  `<pivotFields count="3">${onAxis("axisRow", attributes)}${
                    onAxis("axisRow", attributes)
                  }<pivotField dataField="1" showAll="0"/></pivotFields>` +
                  `<rowFields count="2"><field x="0"/><field x="1"/></rowFields>${rowItems}` +
                  "<colItems count=\"1\"><i/></colItems><dataFields count=\"1\"><dataField name=\"Sum\" fld=\"2\"/></dataFields>"
              }]
            }
          ]
        })
        yield* write(book, "Data!A3", [["S"]])
        yield* book.refreshPivotTables(sheet(book, "Summary"))
        assert.notInclude(part(book, cacheName), "refreshOnLoad")
        assert.deepStrictEqual(values(book, "Summary!A1:C6"), [["Region", "Kind", "Sum"], ...after])
      }))
  }

  it.effect("do not overwrite other cells", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [orders, { ...summary, rows: [...summary.rows, ["note"]] }] })
      yield* write(book, "Data!A3:A4", [["West"], ["East"]])
      const before = book.save()
      const error = yield* Effect.flip(book.refreshPivotTables(sheet(book, "Summary")))
      assert.strictEqual(error.code, "invalidArgument")
      assert.include(error.message, "A7")
      assert.deepStrictEqual(book.save(), before)
    }))

  it.effect("keep cells that cannot be reproduced, and are refreshed when Excel opens the workbook", () =>
    Effect.gen(function*() {
      const rows = summary.rows.with(4, ["South", 99])
      const book = yield* make({ sheets: [orders, { ...summary, rows }] })
      yield* write(book, "Data!A3", [["West"]])
      yield* book.refreshPivotTables(sheet(book, "Summary"))
      assert.deepStrictEqual(values(book, "Summary!A4:B6"), [["North", 8], ["South", 99], ["Grand Total", 12]])
      assert.include(part(book, cacheName), "refreshOnLoad=\"1\"")
      assert.include(part(book, cacheName), "<s v=\"West\"/>")
    }))
})
