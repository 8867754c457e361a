import {
  type CellValue,
  Functions,
  type GraphClient,
  KeyedRows,
  Range,
  Resource,
  Table,
  TableRows,
  WorkbookContent,
  type WorkbookError,
  type WorkbookSession,
  type WorkbookSessions,
  Worksheet
} from "@effect-workbook/client"
import { describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, type Layer, Schema, type Scope } from "effect"

type Success<T> = T extends Effect.Effect<infer A, infer _E, infer _R> ? A : never
type Failure<T> = T extends Effect.Effect<infer _A, infer E, infer _R> ? E : never
type Needs<T> = T extends Effect.Effect<infer _A, infer _E, infer R> ? R : never

const orders = Table.named("Orders")
const cells = Range.at("Summary!B2:D10")

class Order extends Schema.Class<Order>("Order")({
  id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
  units: Schema.propertySignature(Schema.NumberFromString).pipe(Schema.fromKey("Units")),
  note: Schema.optional(Schema.String)
}) {}

describe("The types of ranges", () => {
  it("are cells to read, and cells or one value to write", () => {
    expectTypeOf(Range.values(cells)).toEqualTypeOf<
      Effect.Effect<CellValue.Matrix, WorkbookError.CallError, WorkbookSession.WorkbookSession>
    >()
    expectTypeOf(cells.pipe(Range.values)).toEqualTypeOf(Range.values(cells))
    const write = Range.write(cells, [["Oslo", 42, null, true]])
    expectTypeOf<Failure<typeof write>>().toEqualTypeOf<WorkbookError.CallError>()
    const fill = Range.update(cells, { values: 0, numberFormat: [["0.00"]] })
    expectTypeOf<Success<typeof fill>>().toEqualTypeOf<Range.Range>()
    // @ts-expect-error a row is no matrix
    void Range.write(cells, ["Oslo", 42])
    // @ts-expect-error a date is no value of a cell
    void Range.write(cells, [[new Date(0)]])
    // @ts-expect-error the text of a cell cannot be written
    void Range.update(cells, { text: [["42"]] })
  })

  it("are those of a schema for one cell", () => {
    const units = Range.value(cells, Schema.Int)
    expectTypeOf<Success<typeof units>>().toEqualTypeOf<number>()
  })

  it("are the selected properties and the expanded resources", () => {
    const some = Range.get(cells, { select: ["address", "values"] })
    expectTypeOf<Success<typeof some>>().toEqualTypeOf<Pick<Range.Range, "address" | "values">>()
    const all = Range.get(cells)
    expectTypeOf<Success<typeof all>>().toEqualTypeOf<Range.Range>()
    const piped = cells.pipe(Range.get({ select: ["text"] }))
    expectTypeOf<Success<typeof piped>>().toEqualTypeOf<Pick<Range.Range, "text">>()
    const worksheet = Range.get(cells, { select: ["address"], expand: { worksheet: Worksheet.Worksheet } })
    expectTypeOf<Success<typeof worksheet>["worksheet"]>().toEqualTypeOf<Worksheet.Worksheet | null>()
    // @ts-expect-error no property of a range
    void Range.get(cells, { select: ["adress"] })
    // @ts-expect-error no resource that a range leads to
    void Range.get(cells, { expand: { tables: Table.Table } })
  })
})

describe("The types of tables", () => {
  it("are the rows of a schema, whose cells may have other types", () => {
    const rows = TableRows.make(orders, Order)
    expectTypeOf(rows).toEqualTypeOf<TableRows.TableRows<Order>>()
    const read = TableRows.read(rows)
    expectTypeOf<Success<typeof read>>().toEqualTypeOf<ReadonlyArray<Order>>()
    expectTypeOf<Extract<Failure<typeof read>, WorkbookError.OutcomeUnknown>>().toEqualTypeOf<never>()
    const append = TableRows.append(rows, [new Order({ id: "SO-1", units: 3 })])
    expectTypeOf<Extract<Failure<typeof append>, WorkbookError.OutcomeUnknown>>().toEqualTypeOf<
      WorkbookError.OutcomeUnknown
    >()
    // @ts-expect-error a row without its units
    void TableRows.append(rows, [{ id: "SO-1" }])
    // @ts-expect-error a formula column that the schema does not have
    TableRows.make(orders, Order, { formulas: ["Total"] })
    // @ts-expect-error an array is no cell
    TableRows.make(orders, Schema.Struct({ tags: Schema.Array(Schema.String) }))
  })

  it("are rows with a key of the schema", () => {
    const byId = KeyedRows.make(orders, Order, { key: "Order" })
    const found = KeyedRows.find(byId, "SO-1")
    expectTypeOf<Needs<typeof found>>().toEqualTypeOf<WorkbookSession.WorkbookSession>()
    // @ts-expect-error the key is a text
    void KeyedRows.find(byId, 1)
  })

  it("are lists with the selected properties, and expanded resources", () => {
    const tables = Table.list({ select: ["name", "style"] })
    expectTypeOf<Success<typeof tables>>().toEqualTypeOf<ReadonlyArray<Pick<Table.Table, "name" | "style">>>()
    const content = WorkbookContent.get({
      expand: { tables: Resource.pick(Table.Table, { select: ["name"] }), worksheets: Worksheet.Worksheet }
    })
    expectTypeOf<Success<typeof content>["tables"]>().toEqualTypeOf<ReadonlyArray<Pick<Table.Table, "name">>>()
    expectTypeOf<Success<typeof content>["worksheets"]>().toEqualTypeOf<ReadonlyArray<Worksheet.Worksheet>>()
    expectTypeOf<Success<typeof content>["id"]>().toEqualTypeOf<string | undefined>()
    // @ts-expect-error no property of a table
    void Table.list({ filter: ["nmae", "eq", "Orders"] })
    // @ts-expect-error a workbook leads to no columns
    void WorkbookContent.get({ expand: { columns: Table.Table } })
  })
})

describe("The error channel", () => {
  it("has OutcomeUnknown for additions, also at a stable address", () => {
    const add = Table.addRows(orders, [["SO-1", 3]])
    expectTypeOf<Failure<typeof add>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    const sheet = Worksheet.add("New")
    expectTypeOf<Failure<typeof sheet>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    const row = Table.updateRow(orders, 0, ["SO-1", 3])
    expectTypeOf<Failure<typeof row>>().toEqualTypeOf<WorkbookError.CallError>()
  })

  it("lacks what was caught", () => {
    const caught = Effect.catchTag(Range.values(cells), "NotFound", () => Effect.succeed([]))
    expectTypeOf<Extract<Failure<typeof caught>, { readonly _tag: "NotFound" }>>().toEqualTypeOf<never>()
    expectTypeOf<Extract<Failure<typeof caught>, { readonly _tag: "Throttled" }>>().not.toEqualTypeOf<never>()
    // @ts-expect-error no error of a read
    void Effect.catchTag(Range.values(cells), "OutcomeUnknown", () => Effect.void)
  })
})

describe("The requirements", () => {
  it("of a session are those of its client, and a scope", () => {
    expectTypeOf<Needs<ReturnType<typeof WorkbookSession.make>>>().toEqualTypeOf<
      GraphClient.GraphClient | Scope.Scope
    >()
    expectTypeOf<ReturnType<typeof WorkbookSession.layer>>().toEqualTypeOf<
      Layer.Layer<WorkbookSession.WorkbookSession, WorkbookSession.OpenError, GraphClient.GraphClient>
    >()
    expectTypeOf<ReturnType<typeof WorkbookSession.layerNonPersistent>>().toEqualTypeOf<
      Layer.Layer<WorkbookSession.WorkbookSession, WorkbookSession.OpenError, GraphClient.GraphClient>
    >()
    expectTypeOf<ReturnType<typeof WorkbookSession.layerSessionless>>().toEqualTypeOf<
      Layer.Layer<WorkbookSession.WorkbookSession, WorkbookSession.OpenError, GraphClient.GraphClient>
    >()
    expectTypeOf<ReturnType<typeof WorkbookSessions.layer>>().toEqualTypeOf<
      Layer.Layer<WorkbookSessions.WorkbookSessions, never, GraphClient.GraphClient>
    >()
  })
})

describe("The types of worksheet functions", () => {
  it("are their parameters by name", () => {
    const units = Functions.call("vlookup", {
      lookupValue: "SO-1017",
      tableArray: { address: "Orders!A1:G25" },
      colIndexNum: 5,
      rangeLookup: false
    })
    expectTypeOf<Success<typeof units>["value"]>().toEqualTypeOf<CellValue.CellValue | CellValue.Matrix | undefined>()
    expectTypeOf<Failure<typeof units>>().toEqualTypeOf<WorkbookError.CallError>()
    // @ts-expect-error no worksheet function
    void Functions.call("vlokup", {})
    // @ts-expect-error no parameter of the function
    void Functions.call("abs", { value: 1 })
  })
})
