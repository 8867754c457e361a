/** A resource that the library does not have, described as in another package. */
import {
  Endpoint,
  Navigation,
  Query,
  Range,
  Resource,
  Table,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { inSession, service } from "./support/Session.js"

const Title = Resource.make("workbookChartTitle", {
  properties: { text: Resource.writable(Schema.NullOr(Schema.String)), overlay: Resource.writable(Schema.Boolean) },
  navigation: {}
})

const Chart = Resource.make("workbookChart", {
  properties: {
    id: Resource.readOnly(Schema.String),
    name: Resource.writable(Schema.String),
    height: Resource.writable(Schema.Number)
  },
  navigation: { title: Resource.part(Title), worksheet: Resource.one("workbookWorksheet") }
})

const chartNamed = (name: string) => Navigation.step({ to: "workbookChart", name: "charts", key: name, way: "stable" })

const common = { resource: "workbookChart", parametersIn: "none", longRunning: false, afterUnknownOutcome: {} } as const

const getChart = Query.get(
  Endpoint.make({
    ...common,
    name: "get",
    method: "GET",
    segment: "",
    parameters: Schema.Void,
    result: Chart,
    success: 200,
    returns: "workbookChart",
    safety: "read"
  }),
  Chart,
  "Chart.get"
)

const update = Endpoint.make({
  ...common,
  name: "update",
  method: "PATCH",
  segment: "",
  parametersIn: "body",
  parameters: Chart.update,
  result: Chart,
  success: 200,
  returns: "workbookChart",
  safety: "idempotent"
})

const workbookUrl = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook"
const sales = Worksheet.named("Data").pipe(chartNamed("Q1 sales"))
const salesUrl = `${workbookUrl}/worksheets('Data')/charts('Q1%20sales')`
const chart = { id: "{1}", name: "Q1 sales", height: 300 }

describe("A resource that the program describes", () => {
  it.effect("is read with a query, and the type has only the selected properties", () => {
    const { layer } = service({
      [`GET ${salesUrl}?$select=name&$expand=worksheet($select=name)`]: () => ({
        status: 200,
        body: { name: "Q1 sales", worksheet: { name: "Data" } }
      })
    })
    const read: Query.Read<{ readonly name: string; readonly worksheet: { readonly name: string | null } | null }> =
      getChart(
        sales,
        {
          select: ["name"],
          expand: { worksheet: Resource.pick(Worksheet.Worksheet, { select: ["name"] }) }
        }
      )
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(read), { name: "Q1 sales", worksheet: { name: "Data" } })
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails to be read if the response lacks a selected property", () => {
    const { layer } = service({ [`GET ${salesUrl}`]: () => ({ status: 200, body: { id: "{1}" } }) })
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(getChart(sales)))
      assert.strictEqual(error._tag, "UnexpectedAnswer")
      assert.include(error.message, "Chart.get: ")
    }).pipe(Effect.provide(layer))
  })

  it.effect("is updated, and its description refuses properties that cannot be written", () => {
    const { layer, received } = service({ [`PATCH ${salesUrl}`]: () => ({ status: 200, body: chart }) })
    const higher = WorkbookSession.call(update, sales, { height: 300 })
    expectTypeOf(higher).toEqualTypeOf<
      Effect.Effect<
        { readonly id: string; readonly name: string; readonly height: number },
        WorkbookError.CallError,
        WorkbookSession.WorkbookSession
      >
    >()
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(higher), chart)
      assert.deepStrictEqual(received.find(({ method }) => method === "PATCH")?.body, { height: 300 })
    }).pipe(Effect.provide(layer))
  })

  it.effect("is changed together with its parts, which have types of their own", () => {
    const { layer, received } = service({ [`PATCH ${salesUrl}`]: () => ({ status: 200, body: chart }) })
    type Body = Parameters<typeof WorkbookSession.call<typeof update, "stable">>[2]
    expectTypeOf<Body["title"]>().toEqualTypeOf<
      { readonly text?: string | null | undefined; readonly overlay?: boolean | undefined } | undefined
    >()
    const body = { height: 300, title: { text: "Sales by region" } }
    const wrong = Object.assign({}, body, { title: { text: 5 } })
    return Effect.gen(function*() {
      yield* inSession(WorkbookSession.call(update, sales, body))
      assert.deepStrictEqual(received.find(({ method }) => method === "PATCH")?.body, body)
      const error = yield* Effect.flip(inSession(WorkbookSession.call(update, sales, wrong as unknown as Body)))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.include(error.message, "text")
    }).pipe(Effect.provide(layer))
  })

  it.effect("is read with its parts", () => {
    const { layer } = service({
      [`GET ${salesUrl}?$select=name&$expand=title($select=text)`]: () => ({
        status: 200,
        body: { name: "Q1 sales", title: { text: null } }
      })
    })
    const read: Query.Read<{ readonly name: string; readonly title: { readonly text: string | null } | null }> =
      getChart(
        sales,
        { select: ["name"], expand: { title: Resource.pick(Title, { select: ["text"] }) } }
      )
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(read), { name: "Q1 sales", title: { text: null } })
    }).pipe(Effect.provide(layer))
  })

  it.effect("has the safety of its address, and is verified by the resource at the beginning of its address", () => {
    const format = Range.used(Worksheet.named("Data")).pipe(
      Navigation.step({ to: "workbookRangeFormat", name: "format", way: "stable" })
    )
    expectTypeOf(format.way).toEqualTypeOf<"moving">()
    const url = `${workbookUrl}/worksheets('Data')`
    const { layer, received } = service({
      [`PATCH ${url}/usedRange()/format`]: () => Effect.fail("connection lost"),
      [`GET ${url}/usedRange()?$select=address`]: () => ({ status: 200, body: { address: "Data!A1:B2" } }),
      write: () => ({ status: 200, body: chart })
    })
    const change = WorkbookSession.call(update, format, { height: 20 })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(inSession(change)))._tag, "OutcomeUnknown")
      yield* inSession(WorkbookSession.verified(change))
      assert.deepStrictEqual(
        received.filter(({ method }) => method === "PATCH").map(({ url }) => url.slice(workbookUrl.length)),
        ["/worksheets('Data')/usedRange()/format", "/worksheets('Data')/range(address='A1%3AB2')/format"]
      )
    }).pipe(Effect.provide(layer))
  })

  it("has a path from the steps of its address", () => {
    const itemAt = Table.itemAt(0).pipe(
      Navigation.step({ to: "Collection(workbookChart)", name: "charts", way: "stable" }),
      Navigation.step({ to: "workbookChart", name: "itemAt", args: { index: 0 }, way: "byPosition" })
    )
    expectTypeOf(itemAt).toEqualTypeOf<Navigation.Reference<"workbookChart", "byPosition">>()
    assert.strictEqual(itemAt.path, "tables/itemAt(index=0)/charts/itemAt(index=0)")
    assert.strictEqual(
      Navigation.step(Navigation.workbook, { to: "a", name: "../b", key: "it's", way: "moving" }).path,
      "..%2Fb('it''s')"
    )
    for (const name of ["", ".", ".."]) {
      assert.isDefined(Navigation.step(Navigation.workbook, { to: "a", name, way: "stable" }).invalid)
    }
    assert.isDefined(Range.at("B2").pipe(chartNamed("a")).invalid)
  })
})
