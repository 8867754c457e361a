import {
  Application,
  Collection,
  Comment,
  DriveItem,
  FunctionResult,
  NamedItem,
  Range,
  Table,
  TableColumn,
  TableRow,
  Worksheet
} from "@effect-workbook/schema"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Either, ParseResult, Schema } from "effect"

// The documented response.
const range = {
  "@odata.type": "#microsoft.graph.workbookRange",
  address: "test!A1:B2",
  addressLocal: "test!A1:B2",
  cellCount: 4,
  columnCount: 2,
  columnHidden: false,
  columnIndex: 0,
  formulas: [["a", "=A1"], ["", 1]],
  formulasLocal: [["a", "=A1"], ["", 1]],
  formulasR1C1: [["a", "=RC[-1]"], ["", 1]],
  hidden: null,
  numberFormat: [["General", "@"], ["General", "0.00"]],
  rowCount: 2,
  rowHidden: false,
  rowIndex: 0,
  text: [["a", "a"], ["", "1.00"]],
  values: [["a", "a"], ["", 1]],
  valueTypes: [["String", "String"], ["Empty", "Double"]]
}

const sheet = (name: string) => ({ id: `{${name}}`, name, position: 0, visibility: "Visible" })

describe("resources", () => {
  it.each<readonly [string, Schema.Schema.AnyNoContext, Record<string, unknown>]>([
    ["Worksheet", Worksheet.Worksheet, {
      id: "{00000000-0001-0000-0000-000000000000}",
      name: "Data",
      position: 0,
      visibility: "VeryHidden"
    }],
    ["Range", Range.Range, range],
    ["unbounded Range", Range.Range, {
      ...range,
      address: "Sheet1!1:1048576",
      cellCount: -1,
      values: null,
      text: null,
      formulas: null
    }],
    ["Table", Table.Table, {
      id: "2",
      name: "Orders",
      legacyId: null,
      style: "TableStyleLight1",
      showHeaders: true,
      showTotals: false,
      highlightFirstColumn: false,
      highlightLastColumn: false,
      showBandedColumns: false,
      showBandedRows: true,
      showFilterButton: true
    }],
    ["TableRow", TableRow.TableRow, { index: 0, values: [["Oslo", 42]] }],
    ["TableColumn", TableColumn.TableColumn, { id: "3", name: "City", index: 0, values: [["City"], ["Oslo"]] }],
    ["NamedItem", NamedItem.NamedItem, {
      name: "Rates",
      comment: null,
      scope: "Workbook",
      type: "Range",
      value: "=Data!$A$1",
      visible: true
    }],
    ["Comment", Comment.Comment, {
      id: "{97A21473-8339-4BF0-BCB6-F55E4909FFB8}",
      content: "Is this right?",
      contentType: "plain"
    }],
    ["comment without a text", Comment.Comment, { id: "{1}", content: null, contentType: "task" }],
    ["Reply", Comment.Reply, { id: "{97A21473-8339-4BF0-BCB6-F55E4909FFF9}", content: "Yes", contentType: "mention" }],
    ["Application", Application.Application, { calculationMode: "AutomaticExceptTables" }],
    ["FunctionResult", FunctionResult.FunctionResult, { error: "#DIV/0!", value: null }],
    ["DriveItem", DriveItem.DriveItem, { id: "01ABC", name: "a.xlsx", parentReference: { driveId: "b!abc" } }]
  ])("%s", (_, schema, json) => {
    const { "@odata.type": _type, ...expected } = json
    const value: unknown = Schema.decodeUnknownSync(schema)({ "@odata.etag": "x", newField: {}, ...json })
    assert.deepStrictEqual(value, expected)
    assert.deepStrictEqual(Schema.encodeSync(schema)(value), expected)
  })

  it.each<readonly [string, Schema.Schema.AnyNoContext, Record<string, unknown>]>([
    ["Range", Range.Range, range],
    ["TableRow", TableRow.TableRow, { index: 0, values: [["Oslo", 42]] }]
  ])("each property of a %s is required", (_, schema, json) => {
    for (const name of Object.keys(json).filter((name) => !name.startsWith("@"))) {
      const { [name]: _left, ...rest } = json
      assert.isTrue(Either.isLeft(Schema.decodeUnknownEither(schema)(rest)), name)
    }
  })

  it("a list is decoded", () => {
    const list = Collection.Collection(Worksheet.Worksheet)
    assert.deepStrictEqual(
      Schema.decodeUnknownSync(list)({ "@odata.context": "x", value: [sheet("A"), sheet("B")] }),
      { value: [sheet("A"), sheet("B")] }
    )
    expectTypeOf<typeof list.Type>().toEqualTypeOf<Collection.Collection<Worksheet.Worksheet>>()
  })

  it("the path of an invalid cell begins at the range", () => {
    const issues = Schema.decodeUnknownEither(Range.Range)({ ...range, values: [["a", {}]] }).pipe(
      Either.flip,
      Either.getOrThrow,
      ParseResult.ArrayFormatter.formatErrorSync
    )
    assert.deepStrictEqual(issues[0]?.path, ["values", 0, 1])
  })

  describe("TableRow.values", () => {
    it("is a matrix or a string of JSON", () => {
      const expected = { index: 99, values: [[1, 2, 3]] }
      assert.deepStrictEqual(
        Schema.decodeUnknownSync(TableRow.TableRow)({ index: 99, values: "[[1, 2, 3]]" }),
        expected
      )
      assert.deepStrictEqual(Schema.decodeUnknownSync(TableRow.TableRow)(expected), expected)
      assert.deepStrictEqual(Schema.encodeSync(TableRow.TableRow)(expected), expected)
    })

    it.each(["", "x", "[1]", "{}", "[[{}]]"])("is not %o", (values) => {
      assert.isTrue(Either.isLeft(Schema.decodeUnknownEither(TableRow.TableRow)({ values })))
    })
  })

  describe("Range.Update", () => {
    const is = Schema.is(Range.Update)

    it("accepts matrices and single values", () => {
      assert.isTrue(is({ values: [["a", null], ["", 1]], formulas: "=1+1", numberFormat: [["@"]] }))
      assert.isTrue(is({ values: 0 }))
      assert.isTrue(is({ values: false }))
      assert.isTrue(is({}))
    })

    it("rejects null, and a single row", () => {
      assert.isFalse(is({ values: null }))
      assert.isFalse(is({ values: ["a"] }))
      assert.isFalse(is({ numberFormat: {} }))
    })

    it("leaves out undefined properties", () => {
      const body = Schema.encodeSync(Range.Update)({ values: [["a"]], formulas: undefined })
      assert.strictEqual(JSON.stringify(body), "{\"values\":[[\"a\"]]}")
    })
  })

  it("bodies require the properties that the service requires", () => {
    assert.isFalse(Schema.is(Table.Add)({ address: "A1:B2" }))
    assert.isFalse(Schema.is(TableRow.Add)({ index: 0 }))
    assert.isTrue(Schema.is(TableRow.Add)({ index: null, values: [["a"]] }))
    assert.isFalse(Schema.is(NamedItem.Add)({ name: "a" }))
    assert.isFalse(Schema.is(Application.Calculate)({ calculationType: "full" }))
    assert.isTrue(Schema.is(Comment.AddReply)({ content: "Yes" }))
    assert.isFalse(Schema.is(Comment.AddReply)({ contentType: "plain" }))
    assert.isFalse(Schema.is(Comment.AddReply)({ content: "@Ada", contentType: "mention" }))
    assert.isTrue(Schema.is(Worksheet.Add)({ name: null }))
    assert.isFalse(Schema.is(Worksheet.Update)({ position: 0.5 }))
    assert.isTrue(Schema.is(TableColumn.Add)({ values: [["City"]] }))
    assert.isTrue(Schema.is(TableColumn.Update)({ name: "City" }))
    assert.isTrue(Schema.is(NamedItem.Update)({ visible: false }))
    assert.isTrue(Schema.is(Table.Update)({ showTotals: true }))
    assert.isTrue(Schema.is(Application.Update)({ calculationMode: "Manual" }))
  })
})
