import {
  Catalogue,
  type CellValue,
  Endpoint,
  type FunctionResult,
  Navigation,
  OData,
  type Range,
  WorkbookFunction
} from "@effect-workbook/schema"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Either, Option, Schema } from "effect"

const resources: Readonly<Record<string, Navigation.Resource>> = Navigation.resources

// The shortest path from a file to each type of resource.
const shortestPaths = (() => {
  const found = new Map<string, string>([["driveItem", ""]])
  for (const [type, path] of found) {
    const resource = resources[type]!
    const reach = (to: string, segment: string) => {
      if (!found.has(to)) found.set(to, `${path}${segment}`)
    }
    for (const [name, to] of Object.entries(resource.properties)) reach(to, `/${name}`)
    if (resource.member !== undefined) reach(resource.member, "('1')")
    for (const [name, { returns }] of Object.entries(resource.functions)) reach(returns, `/${name}`)
  }
  return found
})()

const segments = (path: string) => Either.getOrThrow(OData.parsePath(path))

// Actions without a result, for which the API reference documents the status 200.
const documentedWith200 = new Set([
  Catalogue.application.calculate,
  Catalogue.range.delete,
  Catalogue.range.clear,
  Catalogue.range.merge,
  Catalogue.range.unmerge,
  Catalogue.rangeFill.clear,
  Catalogue.chart.setData,
  Catalogue.chart.setPosition,
  Catalogue.chartFill.clear,
  Catalogue.chartFill.setSolidColor,
  Catalogue.chartLine.clear,
  Catalogue.pivotTables.refreshAll,
  Catalogue.pivotTable.refresh,
  Catalogue.rangeFormat.autofitColumns,
  Catalogue.rangeFormat.autofitRows,
  Catalogue.rangeSort.apply,
  Catalogue.table.clearFilters,
  Catalogue.table.reapplyFilters,
  ...Object.values(Catalogue.worksheetProtection),
  ...Object.values(Catalogue.filter),
  ...Object.values(Catalogue.tableSort)
].map(Endpoint.id))

describe("Catalogue", () => {
  it("names are unique for a resource, and so are method and segment", () => {
    const names = Catalogue.all.map((endpoint) => `${endpoint.resource}.${endpoint.name}`)
    const requests = Catalogue.all.map(({ method, resource, segment }) =>
      `${method} ${resource}/${segment.toLowerCase()}`
    )
    assert.strictEqual(new Set(names).size, names.length)
    assert.strictEqual(new Set(requests).size, requests.length)
  })

  it("the navigation leads to all of its resources, and to no others", () => {
    assert.sameMembers([...shortestPaths.keys()], Object.keys(resources))
  })

  it.each(Catalogue.all.filter((endpoint) => endpoint.resource !== "workbookFunctions" || endpoint.name === "vlookup"))(
    "$method $resource/$segment is found by its path",
    (endpoint) => {
      const resourcePath = shortestPaths.get(endpoint.resource)
      assert.isDefined(resourcePath)
      const args = endpoint.parametersIn !== "path"
        ? {}
        : endpoint.resource === "workbook"
        ? { key: "it's" }
        : {}
      const path = Either.getOrThrow(Endpoint.path(endpoint, resourcePath!, args))
      const route = Either.getOrThrow(Catalogue.resolve(endpoint.method, segments(path), "driveItem"))
      assert.strictEqual(route.endpoint, endpoint)
      assert.deepStrictEqual(route.parameters, args)
    }
  )

  it("every endpoint is consistent", () => {
    for (const { method, name, parametersIn, resource, result, returns, safety, segment, success } of Catalogue.all) {
      const id = `${resource}.${name}`
      assert.strictEqual(
        method === "GET",
        safety === "read" && (resource !== "workbookFunctions" || segment === ""),
        id
      )
      assert.strictEqual(success === 204, result.ast._tag === "VoidKeyword" && !documentedWith200.has(id), id)
      assert.strictEqual(returns === undefined, result.ast._tag === "VoidKeyword", id)
      if (parametersIn === "body") assert.include(["POST", "PATCH"], method, id)
      if (parametersIn === "path") assert.strictEqual(method, "GET", id)
    }
  })

  it("says which requests may be repeated, and which may be long-running", () => {
    const idsOf = (predicate: (endpoint: Endpoint.Any) => boolean) =>
      Catalogue.all.filter(predicate).map(({ name, resource }) => `${resource}.${name}`).sort()
    assert.deepStrictEqual(idsOf((endpoint) => endpoint.safety === "nonIdempotent"), [
      "Collection(workbookChart).add",
      "Collection(workbookChart).create",
      "Collection(workbookChartPoint).create",
      "Collection(workbookChartSeries).create",
      "Collection(workbookCommentReply).create",
      "Collection(workbookNamedItem).add",
      "Collection(workbookNamedItem).addFormulaLocal",
      "Collection(workbookTable).add",
      "Collection(workbookTableColumn).add",
      "Collection(workbookTableColumn).create",
      "Collection(workbookTableRow).add",
      "Collection(workbookTableRow).create",
      "Collection(workbookWorksheet).add",
      "Collection(workbookWorksheet).create",
      "workbook.createSession",
      "workbookRange.delete",
      "workbookRange.insert"
    ])
    assert.deepStrictEqual(idsOf((endpoint) => endpoint.safety === "reordering"), [
      "workbookChart.delete",
      "workbookTable.convertToRange",
      "workbookTable.delete",
      "workbookTableColumn.delete",
      "workbookTableRow.delete",
      "workbookWorksheet.delete",
      "workbookWorksheet.update"
    ])
    assert.deepStrictEqual(idsOf((endpoint) => endpoint.longRunning), [
      "Collection(workbookTableRow).create",
      "workbook.createSession",
      "workbookTableRow.delete"
    ])
  })

  it("says how to interpret a failure after an unknown outcome, and how to verify a write", () => {
    for (const endpoint of Catalogue.all) {
      const { afterUnknownOutcome, method, resource, result, safety, verification } = endpoint
      const id = Endpoint.id(endpoint)
      if (method === "DELETE") assert.strictEqual(afterUnknownOutcome[404], "done", id)
      if (method === "PATCH") assert.strictEqual(afterUnknownOutcome[404], "unknown", id)
      // The result of the earlier attempt is not known, so there must be none.
      if (Object.values(afterUnknownOutcome).includes("done")) assert.strictEqual(result.ast._tag, "VoidKeyword", id)
      // No read shows whether cells were inserted or deleted, because any cells may be equal to their neighbors.
      if (safety === "nonIdempotent") {
        assert.strictEqual(verification === undefined, ["workbook", "workbookRange"].includes(resource), id)
      }
      if (verification !== undefined) assert.strictEqual(verification.list.safety, "read", id)
    }
    assert.strictEqual(Catalogue.workbook.createSession.operationResult, Catalogue.workbook.sessionInfoResource)
    assert.strictEqual(Catalogue.rows.create.operationResult, Catalogue.workbook.tableRowOperationResult)
    assert.strictEqual(Catalogue.row.delete.operationResult, undefined)
  })

  it("has a group for each resource", () => {
    const groups = [
      Catalogue.driveItem,
      Catalogue.workbook,
      Catalogue.operations,
      Catalogue.application,
      Catalogue.worksheets,
      Catalogue.worksheet,
      Catalogue.range,
      Catalogue.tables,
      Catalogue.table,
      Catalogue.rows,
      Catalogue.row,
      Catalogue.columns,
      Catalogue.column,
      Catalogue.names,
      Catalogue.name,
      Catalogue.rangeSort,
      Catalogue.rangeView,
      Catalogue.rangeViews,
      Catalogue.worksheetProtection,
      Catalogue.filter,
      Catalogue.tableSort,
      Catalogue.rangeFormat,
      Catalogue.rangeFill,
      Catalogue.rangeFont,
      Catalogue.formatProtection,
      Catalogue.rangeBorders,
      Catalogue.rangeBorder,
      Catalogue.pivotTables,
      Catalogue.pivotTable,
      Catalogue.charts,
      Catalogue.chart,
      Catalogue.chartSeriesList,
      Catalogue.chartSeries,
      Catalogue.chartPoints,
      Catalogue.chartPoint,
      Catalogue.chartTitle,
      Catalogue.chartLegend,
      Catalogue.chartDataLabels,
      Catalogue.chartAxes,
      Catalogue.chartAxis,
      Catalogue.chartAxisTitle,
      Catalogue.chartGridlines,
      Catalogue.chartAreaFormat,
      Catalogue.chartTitleFormat,
      Catalogue.chartLegendFormat,
      Catalogue.chartDataLabelFormat,
      Catalogue.chartAxisFormat,
      Catalogue.chartAxisTitleFormat,
      Catalogue.chartGridlinesFormat,
      Catalogue.chartSeriesFormat,
      Catalogue.chartPointFormat,
      Catalogue.chartFont,
      Catalogue.chartFill,
      Catalogue.chartLine,
      Catalogue.comments,
      Catalogue.comment,
      Catalogue.commentReplies,
      Catalogue.commentReply
    ]
    const grouped: ReadonlyArray<Endpoint.Any> = groups.flatMap((group) => Object.values(group))
    assert.lengthOf(Catalogue.all, grouped.length + 1 + WorkbookFunction.names.length)
    assert.include(Catalogue.all, Catalogue.functions.get)
    for (const group of groups) {
      for (const [name, endpoint] of Object.entries(group)) assert.strictEqual(endpoint.name, name)
    }
  })

  it("has an endpoint for each worksheet function", () => {
    const vlookup = Catalogue.functions.call("vlookup")
    const args = { lookupValue: "Oslo", tableArray: { address: "Data!A1:B9" }, colIndexNum: 2, rangeLookup: false }
    assert.deepStrictEqual(Endpoint.path(vlookup, "functions", args), Either.right("functions/vlookup"))
    assert.deepStrictEqual(Endpoint.body(vlookup, args), Either.right(args))
    expectTypeOf<Endpoint.Result<typeof vlookup>>().toEqualTypeOf<FunctionResult.FunctionResult>()
    expectTypeOf(vlookup.name).toEqualTypeOf<"vlookup">()
    // @ts-expect-error a parameter of another function
    const wrong: Endpoint.Parameters<typeof vlookup> = { number: 1 }
    assert.isDefined(wrong)
  })
})

describe("Endpoint", () => {
  it("types of parameters and results are those of the schemas", () => {
    expectTypeOf<Endpoint.Parameters<typeof Catalogue.range.update>>().toEqualTypeOf<typeof Range.Update.Type>()
    expectTypeOf<Endpoint.Result<typeof Catalogue.range.get>["values"]>().toEqualTypeOf<
      CellValue.Matrix | null
    >()
    expectTypeOf<Endpoint.Parameters<typeof Catalogue.worksheets.list>>().toEqualTypeOf<void>()
    expectTypeOf(Catalogue.rows.create.name).toEqualTypeOf<"create">()
    expectTypeOf(Catalogue.workbook.createSession).toExtend<Endpoint.Any>()
  })

  describe("path", () => {
    const base = "/me/drive/items/1/workbook"
    const path = Endpoint.path

    it("is that of the resource, an action or a function", () => {
      assert.deepStrictEqual(path(Catalogue.range.get, `${base}/x`, undefined), Either.right(`${base}/x`))
      assert.deepStrictEqual(
        path(Catalogue.workbook.createSession, base, { persistChanges: true }),
        Either.right(`${base}/createSession`)
      )
      assert.deepStrictEqual(
        path(Catalogue.workbook.tableRowOperationResult, base, { key: "it's/1" }),
        Either.right(`${base}/tableRowOperationResult(key='it''s%2F1')`)
      )
      assert.deepStrictEqual(
        path(Catalogue.rows.count, "tables('1')/rows", {}),
        Either.right("tables('1')/rows/count()")
      )
    })

    it("is the segment if the path of the resource is empty", () => {
      assert.deepStrictEqual(path(Catalogue.workbook.closeSession, "", undefined), Either.right("closeSession"))
      assert.deepStrictEqual(path(Catalogue.driveItem.get, "", undefined), Either.right(""))
    })

    it("encodes parameters by their schema, leaves out undefined ones, and fails for invalid ones", () => {
      const image = Endpoint.make({
        ...Catalogue.rows.count,
        name: "image",
        segment: "image",
        parameters: Schema.Struct({
          width: Schema.optional(Schema.NumberFromString),
          fit: Schema.optional(Schema.NonEmptyString)
        })
      })
      assert.deepStrictEqual(path(image, "c", { width: 10, fit: undefined }), Either.right("c/image(width='10')"))
      assert.isTrue(Either.isLeft(path(image, "c", { fit: "" })))
    })
  })

  it("id is unique", () => {
    assert.strictEqual(Endpoint.id(Catalogue.range.update), "workbookRange.update")
    assert.strictEqual(new Set(Catalogue.all.map(Endpoint.id)).size, Catalogue.all.length)
  })

  it("body is JSON or undefined", () => {
    assert.deepStrictEqual(Endpoint.body(Catalogue.range.get, undefined), Either.right(undefined))
    assert.deepStrictEqual(Endpoint.body(Catalogue.workbook.sessionInfoResource, { key: "1" }), Either.right(undefined))
    assert.deepStrictEqual(
      Endpoint.body(Catalogue.rows.add, { index: null, values: [["Oslo", 42]] }),
      Either.right({ index: null, values: [["Oslo", 42]] })
    )
    assert.isTrue(Either.isLeft(Endpoint.body(Catalogue.worksheet.update, { position: 0.5 })))
  })
})

describe("WorkbookFunction", () => {
  it("has 366 functions with distinct names and parameters", () => {
    assert.lengthOf(WorkbookFunction.names, 366)
    assert.strictEqual(new Set(WorkbookFunction.names.map((name) => name.toLowerCase())).size, 366)
    for (const name of WorkbookFunction.names) {
      const parameters: ReadonlyArray<string> = WorkbookFunction.parameters(name)
      assert.strictEqual(new Set(parameters).size, parameters.length, name)
      for (const parameter of parameters) assert.match(parameter, /^[A-Za-z]\w*$/)
    }
  })

  it("types depend on the name", () => {
    expectTypeOf(WorkbookFunction.parameters("days")).toEqualTypeOf<readonly ["endDate", "startDate"]>()
    expectTypeOf<keyof WorkbookFunction.Arguments<"vlookup">>().toEqualTypeOf<
      "lookupValue" | "tableArray" | "colIndexNum" | "rangeLookup"
    >()
    expectTypeOf<keyof WorkbookFunction.Arguments<"pi">>().toEqualTypeOf<never>()
  })

  it.each(
    [
      ["vlookup", "VLOOKUP"],
      ["chiSq_Dist_RT", "CHISQ.DIST.RT"],
      ["skew_p", "SKEW.P"],
      ["if", "IF"],
      ["ecma_Ceiling", "ECMA.CEILING"]
    ] as const
  )("%s is %s in a formula", (name, excel) => {
    assert.strictEqual(WorkbookFunction.excelName(name), excel)
    assert.deepStrictEqual(WorkbookFunction.find(name.toUpperCase()), Option.some(name))
  })

  it("find returns none for other texts", () => {
    for (const text of ["", "toString", "constructor", "__proto__", "vlookup ", "CHISQ.DIST.RT"]) {
      assert.deepStrictEqual(WorkbookFunction.find(text), Option.none())
    }
  })

  it("arguments are values, ranges in both spellings, matrices, and lists of values and ranges", () => {
    const decode = Schema.decodeUnknownEither(WorkbookFunction.Arguments("sum"))
    for (
      const [values, expected] of [
        [1, 1],
        ["a", "a"],
        [{ address: "A1" }, { address: "A1" }],
        [{ Address: "A1" }, { address: "A1" }],
        [[[1, 2], [3, 4]], [[1, 2], [3, 4]]],
        [[1, { Address: "A1" }, "x"], [1, { address: "A1" }, "x"]]
      ]
    ) {
      assert.deepStrictEqual(
        decode({ values }),
        Either.right({ values: expected } as WorkbookFunction.Arguments<"sum">)
      )
    }
    assert.isTrue(Either.isLeft(decode({ values: {} })))
    assert.deepStrictEqual(decode({}), Either.right({}))
  })

  it("every function has a schema for its arguments", () => {
    for (const name of WorkbookFunction.names) {
      const args = Object.fromEntries(WorkbookFunction.parameters(name).map((parameter) => [parameter, 1]))
      assert.deepStrictEqual(Schema.decodeUnknownSync(Catalogue.functions.call(name).parameters)(args), args)
    }
  })
})
