import { Address, Catalogue, Navigation, OData, Route } from "@effect-workbook/schema"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Either, FastCheck as fc, Option, Schema } from "effect"

const segments = (path: string) => Either.getOrThrow(OData.parsePath(path))
const resolve = (method: string, path: string) => Catalogue.resolve(method, segments(path))
const describeRoute = (method: string, path: string) => {
  const { endpoint, steps } = Either.getOrThrow(resolve(method, path))
  return [
    ...steps.map((step) => {
      switch (step._tag) {
        case "Property":
          return step.name
        case "Key":
          return { key: step.key }
        case "Function":
          return { [step.name]: step.parameters }
      }
    }),
    `${endpoint.resource}.${endpoint.name}`
  ]
}
const messageOf = (method: string, path: string) => Either.getOrThrow(Either.flip(resolve(method, path))).message

const resources: Readonly<Record<Navigation.ResourceType, Navigation.Resource>> = Navigation.resources

describe("Navigation", () => {
  it("composes typed references", () => {
    const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "It's 100% #1 (ü)")
    const range = Navigation.call(sheet, "usedRange", { valuesOnly: true })
    const row = Navigation.call(range, "row", { row: 0 })
    const path = "worksheets('It''s%20100%25%20%231%20(%C3%BC)')/usedRange(valuesOnly=true)/row(row=0)"
    assert.strictEqual(row.resource, "workbookRange")
    assert.strictEqual(row.path, path)
    assert.strictEqual(row.way, "moving")
    assert.deepStrictEqual(row.anchor, { resource: "workbookRange", path, rest: "stable", below: undefined })
    assert.strictEqual(row.pipe((reference) => reference.path), path)
    expectTypeOf(sheet).toEqualTypeOf<Navigation.Reference<"workbookWorksheet", "stable">>()
    expectTypeOf(row).toEqualTypeOf<Navigation.Reference<"workbookRange", "moving">>()
    expectTypeOf(Navigation.call(sheet, "range", {})).toEqualTypeOf<
      Navigation.Reference<"workbookRange", "stable" | "moving">
    >()
    const rows = Navigation.property(Navigation.member(Navigation.property(sheet, "tables"), "1"), "rows")
    expectTypeOf(Navigation.call(rows, "itemAt", { index: 0 })).toEqualTypeOf<
      Navigation.Reference<"workbookTableRow", "byPosition">
    >()
    assert.strictEqual(Navigation.call(rows, "itemAt", { index: 0 }).resource, "workbookTableRow")
  })

  it("steps from an invalid reference keep the reason", () => {
    const range = Navigation.invalid("workbookRange", "stable", "no sheet")
    const row = Navigation.call(range, "lastRow", {})
    assert.strictEqual(row.invalid, "no sheet")
    assert.strictEqual(row.path, "")
    assert.isTrue(Navigation.isReference(row))
    assert.isFalse(Navigation.isReference({ ...row }))
    expectTypeOf(row).toEqualTypeOf<Navigation.Reference<"workbookRange", "stable">>()
  })

  it("has type errors for steps that do not exist", () => {
    const sheets = Navigation.property(Navigation.workbook, "worksheets")
    // @ts-expect-error a workbook has no rows
    assert.strictEqual(Navigation.property(Navigation.workbook, "rows").resource, undefined)
    // @ts-expect-error a cell needs its row and column
    assert.isDefined(Navigation.call(Navigation.member(sheets, "a"), "cell", {}))
    expectTypeOf(Navigation.member(Navigation.workbook, "a")).toEqualTypeOf<Navigation.Reference<never, "stable">>()
  })
})

describe("The way of a reference", () => {
  const tables = Navigation.property(Navigation.workbook, "tables")
  const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
  const first = Navigation.call(tables, "itemAt", { index: 0 })
  const named = Navigation.member(tables, "Orders")
  const used = Navigation.call(sheet, "usedRange", {})
  const name = Navigation.member(Navigation.property(Navigation.workbook, "names"), "Rates")
  const anchor = (resource: Navigation.ResourceType, path: string, rest = "stable", below?: unknown) => ({
    resource,
    path,
    rest,
    below
  })

  it.each<readonly [Navigation.Reference<Navigation.ResourceType>, string, unknown]>([
    [sheet, "stable", undefined],
    [named, "stable", undefined],
    [Navigation.call(sheet, "cell", { row: 0, column: 0 }), "stable", undefined],
    [Navigation.call(sheet, "range", { address: "A1:B2" }), "stable", undefined],
    [Navigation.range(sheet, Address.make({ top: 0, left: 0 })), "stable", undefined],
    [Navigation.range(sheet, undefined), "stable", undefined],
    [
      Navigation.call(sheet, "range", { address: "Rates" }),
      "moving",
      anchor("workbookRange", "worksheets('Data')/range(address='Rates')")
    ],
    [
      Navigation.call(Navigation.call(sheet, "range", { address: "A1" }), "boundingRect", { anotherRange: "Rates" }),
      "moving",
      anchor("workbookRange", "worksheets('Data')/range(address='A1')/boundingRect(anotherRange='Rates')")
    ],
    [
      Navigation.call(Navigation.call(used, "lastRow", {}), "offsetRange", { rowOffset: 1, columnOffset: 0 }),
      "moving",
      anchor(
        "workbookRange",
        "worksheets('Data')/usedRange()/lastRow()/offsetRange(rowOffset=1,columnOffset=0)"
      )
    ],
    [name, "stable", undefined],
    [Navigation.call(name, "range", {}), "moving", anchor("workbookRange", "names('Rates')/range()")],
    [
      Navigation.property(Navigation.member(Navigation.property(Navigation.workbook, "comments"), "{1}"), "replies"),
      "stable",
      undefined
    ],
    [first, "byPosition", anchor("workbookTable", "tables/itemAt(index=0)")],
    [
      Navigation.property(first, "worksheet"),
      "byPosition",
      anchor("workbookWorksheet", "tables/itemAt(index=0)/worksheet")
    ],
    [Navigation.property(first, "rows"), "byPosition", anchor("workbookTable", "tables/itemAt(index=0)")],
    [
      Navigation.member(Navigation.property(first, "columns"), "Total"),
      "byPosition",
      anchor("workbookTable", "tables/itemAt(index=0)")
    ],
    [
      Navigation.call(Navigation.property(first, "columns"), "itemAt", { index: 1 }),
      "byPosition",
      anchor(
        "workbookTableColumn",
        "tables/itemAt(index=0)/columns/itemAt(index=1)",
        "stable",
        anchor("workbookTable", "tables/itemAt(index=0)")
      )
    ],
    [
      Navigation.call(Navigation.property(first, "rows"), "itemAt", { index: 2 }),
      "byPosition",
      anchor("workbookTable", "tables/itemAt(index=0)", "byPosition")
    ],
    [Navigation.member(Navigation.property(named, "columns"), "Total"), "stable", undefined],
    [
      Navigation.member(Navigation.property(named, "columns"), "2"),
      "byPosition",
      anchor("workbookTableColumn", `${named.path}/columns('2')`)
    ],
    [Navigation.call(Navigation.property(named, "rows"), "itemAt", { index: 2 }), "byPosition", undefined],
    [Navigation.member(Navigation.property(named, "rows"), "2"), "byPosition", undefined],
    [
      Navigation.property(used, "worksheet"),
      "moving",
      anchor("workbookWorksheet", "worksheets('Data')/usedRange()/worksheet")
    ]
  ])("$path", (reference, way, expected) => {
    assert.strictEqual(reference.way, way)
    assert.deepStrictEqual(reference.anchor, expected)
    const route = Either.getOrThrow(Catalogue.resolve("GET", segments(reference.path)))
    assert.strictEqual(route.way, way)
  })
})

describe("Catalogue.resolve", () => {
  it.each<readonly [string, string, ReadonlyArray<unknown>]>([
    ["GET", "worksheets", ["worksheets", "Collection(workbookWorksheet).list"]],
    ["GET", "worksheets()", ["worksheets", "Collection(workbookWorksheet).list"]],
    ["GET", "worksheets('%7Bid%7D')", ["worksheets", { key: "{id}" }, "workbookWorksheet.get"]],
    ["GET", "worksheets/%7Bid%7D", ["worksheets", { key: "{id}" }, "workbookWorksheet.get"]],
    ["GET", "worksheets/{id}", ["worksheets", { key: "{id}" }, "workbookWorksheet.get"]],
    ["GET", "worksheets({id})", ["worksheets", { key: "{id}" }, "workbookWorksheet.get"]],
    ["GET", "worksheets(id='x')", ["worksheets", { key: "x" }, "workbookWorksheet.get"]],
    ["GET", "Worksheets(Name='x')", ["worksheets", { key: "x" }, "workbookWorksheet.get"]],
    ["GET", "worksheets/Sales%20(old)", ["worksheets", { key: "Sales (old)" }, "workbookWorksheet.get"]],
    ["GET", "worksheets/add", ["worksheets", { key: "add" }, "workbookWorksheet.get"]],
    ["POST", "worksheets/add", ["worksheets", "Collection(workbookWorksheet).add"]],
    ["POST", "worksheets/microsoft.graph.add", ["worksheets", "Collection(workbookWorksheet).add"]],
    ["PATCH", "worksheets/a", ["worksheets", { key: "a" }, "workbookWorksheet.update"]],
    ["DELETE", "worksheets('a')", ["worksheets", { key: "a" }, "workbookWorksheet.delete"]],
    ["GET", "worksheets('a')/usedRange()", ["worksheets", { key: "a" }, { usedRange: {} }, "workbookRange.get"]],
    ["GET", "worksheets('a')/usedRange", ["worksheets", { key: "a" }, { usedRange: {} }, "workbookRange.get"]],
    ["GET", "worksheets('a')/USEDRANGE(valuesonly=true)", [
      "worksheets",
      { key: "a" },
      { usedRange: { valuesOnly: true } },
      "workbookRange.get"
    ]],
    ["PATCH", "worksheets('a')/microsoft.graph.range(address='A1%3AB2')", [
      "worksheets",
      { key: "a" },
      { range: { address: "A1:B2" } },
      "workbookRange.update"
    ]],
    ["GET", "worksheets('a')/range(address='A1')/resizedRange(deltaRows=1,deltaColumns=-1)", [
      "worksheets",
      { key: "a" },
      { range: { address: "A1" } },
      { resizedRange: { deltaRows: 1, deltaColumns: -1 } },
      "workbookRange.get"
    ]],
    ["GET", "tables/1/columns('3')", ["tables", { key: "1" }, "columns", { key: "3" }, "workbookTableColumn.get"]],
    ["GET", "tables/1/columns(3)", ["tables", { key: "1" }, "columns", { key: "3" }, "workbookTableColumn.get"]],
    ["GET", "tables/1/columns(id='2')", ["tables", { key: "1" }, "columns", { key: "2" }, "workbookTableColumn.get"]],
    ["GET", "tables/1/columns/count", ["tables", { key: "1" }, "columns", "Collection(workbookTableColumn).count"]],
    ["GET", "tables/1/columns/count()", ["tables", { key: "1" }, "columns", "Collection(workbookTableColumn).count"]],
    ["POST", "tables/1/rows", ["tables", { key: "1" }, "rows", "Collection(workbookTableRow).create"]],
    ["POST", "tables/1/rows/add", ["tables", { key: "1" }, "rows", "Collection(workbookTableRow).add"]],
    ["GET", "tables/1/rows/itemAt(index=0)", [
      "tables",
      { key: "1" },
      "rows",
      { itemAt: { index: 0 } },
      "workbookTableRow.get"
    ]],
    ["GET", "tables/1/rows/itemAt(0)", [
      "tables",
      { key: "1" },
      "rows",
      { itemAt: { index: 0 } },
      "workbookTableRow.get"
    ]],
    ["DELETE", "tables/1/rows/$/itemAt(index=6)", [
      "tables",
      { key: "1" },
      "rows",
      { itemAt: { index: 6 } },
      "workbookTableRow.delete"
    ]],
    ["DELETE", "tables/1/rows/6", ["tables", { key: "1" }, "rows", { key: "6" }, "workbookTableRow.delete"]],
    ["DELETE", "tables/1/rows(6)", ["tables", { key: "1" }, "rows", { key: "6" }, "workbookTableRow.delete"]],
    ["GET", "tables/1/rows(index=6)", ["tables", { key: "1" }, "rows", { key: "6" }, "workbookTableRow.get"]],
    ["GET", "names/Rates/range", ["names", { key: "Rates" }, { range: {} }, "workbookRange.get"]],
    ["GET", "names('Rates')/worksheet/tables/itemAt(index=1)", [
      "names",
      { key: "Rates" },
      "worksheet",
      "tables",
      { itemAt: { index: 1 } },
      "workbookTable.get"
    ]],
    ["GET", "comments/{id}", ["comments", { key: "{id}" }, "workbookComment.get"]],
    ["POST", "comments('%7Bid%7D')/replies", [
      "comments",
      { key: "{id}" },
      "replies",
      "Collection(workbookCommentReply).create"
    ]],
    ["GET", "comments(id='a')/replies(b)", [
      "comments",
      { key: "a" },
      "replies",
      { key: "b" },
      "workbookCommentReply.get"
    ]],
    ["POST", "application/calculate", ["application", "workbookApplication.calculate"]],
    ["POST", "functions/CHISQ_dist_rt", ["functions", "workbookFunctions.chiSq_Dist_RT"]],
    ["GET", "operations/0195", ["operations", { key: "0195" }, "workbookOperation.get"]],
    ["POST", "createSession", ["workbook.createSession"]],
    ["POST", "microsoft.graph.closesession", ["workbook.closeSession"]]
  ])("%s %s", (method, path, expected) => {
    assert.deepStrictEqual(describeRoute(method, path), expected)
  })

  it("returns the arguments of the last function", () => {
    const { endpoint, parameters } = Either.getOrThrow(resolve("GET", "sessionInfoResource(key='it''s')"))
    assert.deepStrictEqual(Schema.decodeUnknownOption(endpoint.parameters)(parameters), Option.some({ key: "it's" }))
  })

  it.each([
    ["GET", "nothing", "workbook has no segment \"nothing\""],
    ["GET", "worksheets/a/cells", "workbookWorksheet has no segment \"cells\""],
    ["GET", "worksheets/$count", "Collection(workbookWorksheet) has no segment \"$count\""],
    ["GET", "worksheets(position=1)", "workbook has no segment \"worksheets(position=1)\""],
    ["GET", "worksheets(id='a',name='b')", "workbook has no segment \"worksheets(id='a',name='b')\""],
    ["GET", "worksheets(id=null)", "workbook has no segment \"worksheets(id=null)\""],
    ["GET", "application('1')", "workbook has no segment \"application('1')\""],
    ["POST", "worksheets/a/createSession", "workbookWorksheet has no segment \"createSession\""],
    ["POST", "functions/nothing", "workbookFunctions has no segment \"nothing\""],
    ["GET", "toString", "workbook has no segment \"toString\""],
    ["POST", "", "workbook has no POST, only GET"],
    ["GET", "createSession", "workbook has no GET, only POST"],
    ["GET", "functions/abs", "workbookFunctions has no GET, only POST"],
    ["PUT", "worksheets/a", "workbookWorksheet has no PUT, only GET, PATCH, DELETE"],
    ["POST", "names", "Collection(workbookNamedItem) has no POST, only GET"],
    ["POST", "comments", "Collection(workbookComment) has no POST, only GET"],
    ["get", "worksheets", "Collection(workbookWorksheet) has no get, only GET, POST"]
  ])("%s %s fails", (method, path, message) => {
    assert.strictEqual(messageOf(method, path), message)
  })

  it("has an error for unknown segments and another one for methods", () => {
    const tag = (method: string, path: string) => Either.getOrThrow(Either.flip(resolve(method, path)))
    assert.instanceOf(tag("GET", "nothing"), Route.UnknownSegment)
    assert.instanceOf(tag("PUT", "worksheets"), Route.MethodNotAllowed)
  })

  it("can begin at the drive item", () => {
    const route = Either.getOrThrow(Catalogue.resolve("GET", segments("workbook/worksheets"), "driveItem"))
    assert.strictEqual(route.endpoint, Catalogue.worksheets.list)
    assert.deepStrictEqual(route.steps[0], { _tag: "Property", from: "driveItem", to: "workbook", name: "workbook" })
  })

  // Random steps of the navigation, with their path.
  const randomPath = fc.array(fc.tuple(fc.nat(), fc.fullUnicodeString({ minLength: 1 }), fc.nat()), { maxLength: 8 })
    .map(
      (choices) => {
        const steps: Array<Route.Step> = []
        let path = ""
        let at: Navigation.ResourceType = "workbook"
        for (const [choice, text, number] of choices) {
          const resource = resources[at]
          const from: Navigation.ResourceType = at
          const { member } = resource
          const options: Array<() => void> = [
            ...Object.entries(resource.properties).map(([name, to]) => () => {
              steps.push({ _tag: "Property", from, to, name })
              path += `/${name}`
              at = to
            }),
            ...Object.entries(resource.functions).map(([name, { parameters, returns }]) => () => {
              const args = Object.fromEntries(
                Object.keys(parameters.fields).map((field, i) => [field, i % 2 === 0 ? number : text])
              )
              steps.push({ _tag: "Function", from, to: returns, name, parameters: args })
              path += `/${OData.call(name, args)}`
              at = returns
            }),
            ...(member === undefined ? [] : [() => {
              steps.push({ _tag: "Key", from, to: member, key: text })
              path += OData.key(text)
              at = member
            }])
          ]
          options[choice % options.length]?.()
        }
        return { path, steps, at }
      }
    )

  it.prop("any path is resolved into its steps", [randomPath], ([{ at, path, steps }]) => {
    const route = Either.getOrThrow(resolve("GET", path))
    assert.deepStrictEqual(route.steps, steps)
    assert.strictEqual(route.endpoint.resource, at)
  })

  it.prop("never throws", [fc.constantFrom("GET", "POST", "PUT"), fc.webPath()], ([method, path]) => {
    assert.isTrue(
      Either.isEither(Either.flatMap(OData.parsePath(path), (segments) => Catalogue.resolve(method, segments)))
    )
  })
})
