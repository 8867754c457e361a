import {
  Application,
  type CellValue,
  FormatProtection,
  NamedItem,
  Range,
  RangeBorder,
  RangeFill,
  RangeFont,
  RangeFormat,
  Resource,
  Table,
  TableColumn,
  TableRow,
  Worksheet
} from "@effect-workbook/schema"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, ParseResult, Schema } from "effect"

const resources = [
  Application.Application,
  FormatProtection.FormatProtection,
  NamedItem.NamedItem,
  Range.Range,
  RangeBorder.RangeBorder,
  RangeFill.RangeFill,
  RangeFont.RangeFont,
  RangeFormat.RangeFormat,
  Table.Table,
  TableColumn.TableColumn,
  TableRow.TableRow,
  Worksheet.Worksheet
]

const decode = <A>(selection: Resource.Selection<string, A>, json: unknown) => Resource.decodeUnknown(selection)(json)

describe("Resource", () => {
  it("is the schema of its model", () => {
    const sheet = { id: "{1}", name: "Data", position: 0, visibility: "Visible" }
    assert.isTrue(Schema.isSchema(Worksheet.Worksheet))
    assert.deepStrictEqual(Schema.decodeUnknownSync(Schema.Array(Worksheet.Worksheet))([sheet]), [sheet])
    assert.include(String(Worksheet.Worksheet), "Worksheet")
    for (const { ast, properties } of resources) {
      FastCheck.assert(FastCheck.property(Arbitrary.make(Schema.make<Record<string, unknown>>(ast)), (model) => {
        assert.sameMembers(Object.keys({ id: "", ...model }), [...new Set(["id", ...Object.keys(properties)])])
      }))
    }
  })

  it("has an id, which the service may leave out where the description does not name it", () => {
    expectTypeOf<Range.Range["id"]>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Table.Table["id"]>().toEqualTypeOf<string>()
    const row = { index: 0, values: [["a"]] }
    assert.deepStrictEqual(decode(TableRow.TableRow, row), Either.right(row))
    assert.deepStrictEqual(decode(TableRow.TableRow, { ...row, id: "7" }), Either.right({ ...row, id: "7" }))
    assert.isTrue(Either.isLeft(decode(TableRow.TableRow, { ...row, id: 7 })))
    const { id: _, ...noId } = { id: "1", name: "City", index: 0, values: [["City"]] }
    assert.isTrue(Either.isLeft(decode(TableColumn.TableColumn, noId)))
  })

  it("has an update of the properties that can be written", () => {
    expectTypeOf<keyof Worksheet.Update>().toEqualTypeOf<"name" | "position" | "visibility">()
    expectTypeOf<keyof Table.Update>().not.toExtend<"id" | "legacyId">()
    expectTypeOf<Worksheet.Update["name"]>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Range.Update["values"]>().toEqualTypeOf<CellValue.Matrix | string | number | boolean | undefined>()
    // @ts-expect-error a property that is read-only
    const wrong: Range.Update = { text: [["42"]] }
    assert.isDefined(wrong)
    for (const { properties, update: { ast } } of resources) {
      const update = Schema.make<Record<string, unknown>>(ast)
      const written = new Set(Object.keys(properties).filter((name) => properties[name]?.write !== undefined))
      assert.isTrue(Schema.is(update)({}))
      for (const name of Object.keys(properties)) {
        const isWritten = Either.isLeft(Schema.decodeUnknownEither(update)({ [name]: Symbol.iterator }))
        assert.strictEqual(isWritten, written.has(name), name)
      }
    }
  })

  it("has no property of type any", () => {
    type IsAny<A> = 0 extends 1 & A ? true : never
    type Models =
      | Application.Application
      | FormatProtection.FormatProtection
      | NamedItem.NamedItem
      | Range.Range
      | RangeBorder.RangeBorder
      | RangeFill.RangeFill
      | RangeFont.RangeFont
      | RangeFormat.RangeFormat
      | Table.Table
      | TableColumn.TableColumn
      | TableRow.TableRow
      | Worksheet.Worksheet
    type Updates =
      | Application.Update
      | FormatProtection.Update
      | NamedItem.Update
      | Range.Update
      | RangeBorder.Update
      | RangeFill.Update
      | RangeFont.Update
      | RangeFormat.Update
      | Table.Update
      | TableColumn.Update
      | TableRow.Update
      | Worksheet.Update
    type AnyIn<A> = A extends unknown ? { [K in keyof A]-?: IsAny<A[K]> }[keyof A] : never
    expectTypeOf<AnyIn<Models | Updates>>().toEqualTypeOf<never>()
  })
})

describe("pick", () => {
  it("selects properties, which the response must contain", () => {
    const query = Resource.pick(Range.Range, { select: ["address", "values"] })
    expectTypeOf(query).toEqualTypeOf<
      Resource.Selection<"workbookRange", Pick<Range.Range, "address" | "values">>
    >()
    assert.deepStrictEqual(query.query, { $select: "address,values" })
    const range = { address: "Data!A1", values: [[1]] }
    assert.deepStrictEqual(decode(query, { ...range, text: [["1"]] }), Either.right(range))
    assert.isTrue(Either.isLeft(decode(query, { address: "Data!A1" })))
    // @ts-expect-error no property of a range
    Resource.pick(Range.Range, { select: ["adress"] })
  })

  it("makes one schema for the same properties, and others for other properties", () => {
    const pick = (...select: ReadonlyArray<keyof Range.Range>) => Resource.pick(Range.Range, { select }).schema
    assert.strictEqual(pick("values"), pick("values"))
    assert.strictEqual(pick("values", "text"), pick("text", "values"))
    assert.notStrictEqual(pick("values"), pick("text"))
    assert.notStrictEqual(pick("values"), pick())
    const table = Resource.pick(Table.Table, { select: ["id"] })
    assert.notStrictEqual<unknown>(table.schema, Resource.pick(Worksheet.Worksheet, { select: ["id"] }).schema)
  })

  it("selects an id that the service may leave out", () => {
    const query = Resource.pick(Range.Range, { select: ["id", "address"] })
    assert.deepStrictEqual(query.query, { $select: "id,address" })
    assert.deepStrictEqual(decode(query, { address: "Data!A1" }), Either.right({ address: "Data!A1" }))
    const withId = { address: "Data!A1", id: "1" }
    assert.deepStrictEqual(decode(query, withId), Either.right(withId))
  })

  it("selects all properties by default", () => {
    for (const query of [{}, { select: [] }, { select: undefined }]) {
      const all = Resource.pick(TableRow.TableRow, query)
      assert.deepStrictEqual(all.query, {})
      assert.deepStrictEqual(decode(all, { index: 1, values: [["a"]] }), Either.right({ index: 1, values: [["a"]] }))
    }
    expectTypeOf(Resource.pick(TableRow.TableRow, {})).toEqualTypeOf<
      Resource.Selection<"workbookTableRow", TableRow.TableRow>
    >()
  })

  it("expands related resources, also nested ones", () => {
    const query = Resource.pick(Worksheet.Worksheet, {
      select: ["name"],
      expand: {
        names: NamedItem.NamedItem,
        tables: Resource.pick(Table.Table, { select: ["name"], expand: { columns: TableColumn.TableColumn } })
      }
    })
    expectTypeOf<typeof query.schema.Type.tables>().toEqualTypeOf<
      ReadonlyArray<{ readonly name: string | null; readonly columns: ReadonlyArray<TableColumn.TableColumn> }>
    >()
    assert.deepStrictEqual(query.query, {
      $select: "name",
      $expand: "names,tables($select=name;$expand=columns)"
    })
    const column = { id: "1", name: "City", index: 0, values: [["City"]] }
    const sheet = { name: "Data", names: [], tables: [{ name: "Orders", columns: [column] }] }
    assert.deepStrictEqual(decode(query, sheet), Either.right(sheet))
    const wrong = { ...sheet, tables: [{ name: "Orders", columns: [{ ...column, index: "x" }] }] }
    const issues = Either.mapLeft(decode(query, wrong), ParseResult.ArrayFormatter.formatErrorSync)
    assert.deepStrictEqual(
      Either.mapLeft(issues, ([issue]) => issue?.path),
      Either.left(["tables", 0, "columns", 0, "index"])
    )
    assert.isTrue(Either.isLeft(decode(query, { name: "Data", names: [] })))
  })

  it("expands one related resource, which may be null", () => {
    const query = Resource.pick(NamedItem.NamedItem, { select: ["name"], expand: { worksheet: Worksheet.Worksheet } })
    expectTypeOf<typeof query.schema.Type.worksheet>().toEqualTypeOf<Worksheet.Worksheet | null>()
    const name = { name: "Rates", worksheet: null }
    assert.deepStrictEqual(decode(query, name), Either.right(name))
  })

  it("has type errors for unknown names in expand, and for resources of another type", () => {
    // @ts-expect-error a sheet has no tabels
    Resource.pick(Worksheet.Worksheet, { expand: { tabels: Table.Table } })
    // @ts-expect-error its tables are no columns
    Resource.pick(Worksheet.Worksheet, { expand: { tables: TableColumn.TableColumn } })
  })
})
