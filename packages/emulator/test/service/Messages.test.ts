import { Catalogue, Endpoint, Navigation, OData } from "@effect-workbook/schema"
import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, FastCheck, Schema, SchemaAST } from "effect"
import { EmulatorServer } from "../../src/index.js"
import { letRunnerWork } from "../hostile/howMany.js"
import {
  book,
  cell,
  codeOf,
  commentId,
  createSession,
  emulator,
  type Reply,
  type Request,
  send,
  workbook
} from "./support.js"

const messageOf = ({ body }: Reply): string => body?.error?.message

/** A message is for a person: a sentence or two on one short line, in the words of the request and of Graph. */
const assertReadable = (message: string, what: string): void => {
  assert.match(message, /^[\p{Lu}'"].{10,298}\.$/u, what)
  assert.notMatch(message, /[\p{Cc}\u2028\u2029└├│─]|readonly|undefined|NaN|\[object| \| /u, what)
}

/** A path below the workbook to a resource of each type. */
const places: Readonly<Partial<Record<string, string>>> = {
  workbook: "",
  workbookApplication: "/application",
  workbookFunctions: "/functions",
  "Collection(workbookWorksheet)": "/worksheets",
  workbookWorksheet: "/worksheets/Data",
  workbookRange: "/worksheets/Data/range(address='A1:B2')",
  "Collection(workbookTable)": "/tables",
  workbookTable: "/tables/Orders",
  "Collection(workbookTableRow)": "/tables/Orders/rows",
  workbookTableRow: "/tables/Orders/rows/itemAt(index=0)",
  "Collection(workbookTableColumn)": "/tables/Orders/columns",
  workbookTableColumn: "/tables/Orders/columns/Item",
  "Collection(workbookNamedItem)": "/names",
  workbookNamedItem: "/names/Amounts",
  "Collection(workbookCommentReply)": `/comments/${encodeURIComponent(commentId)}/replies`,
  workbookWorksheetProtection: "/worksheets/Data/protection",
  workbookFilter: "/tables/Orders/columns/Item/filter",
  workbookTableSort: "/tables/Orders/sort",
  workbookRangeSort: "/worksheets/Data/range(address='A1:B2')/sort",
  workbookRangeView: "/worksheets/Data/range(address='A1:B2')/visibleView()",
  "Collection(workbookRangeView)": "/worksheets/Data/range(address='A1:B2')/visibleView()/rows",
  workbookRangeFormat: "/worksheets/Data/range(address='A1:B2')/format",
  workbookRangeFill: "/worksheets/Data/range(address='A1:B2')/format/fill",
  workbookRangeFont: "/worksheets/Data/range(address='A1:B2')/format/font",
  workbookFormatProtection: "/worksheets/Data/range(address='A1:B2')/format/protection",
  "Collection(workbookRangeBorder)": "/worksheets/Data/range(address='A1:B2')/format/borders",
  workbookRangeBorder: "/worksheets/Data/range(address='A1:B2')/format/borders/EdgeTop"
}

const propertiesOf = (schema: Schema.Schema.AnyNoContext) =>
  SchemaAST.getPropertySignatures(Schema.encodedSchema(schema).ast)

const withBody = Catalogue.all.filter(({ parametersIn, resource }) => parametersIn === "body" && resource in places)

/** In a private copy, whose refused changes do not make the next request read the file again. */
const post = ({ method, resource, segment }: Endpoint.Any, body: unknown, session: string) =>
  method === "GET" || method === "DELETE"
    ? Effect.dieMessage("has no body")
    : send(method, workbook() + places[resource] + (segment === "" ? "" : `/${segment}`), { body, session })

const refuses = ({ parameters }: Endpoint.Any, body: unknown): boolean =>
  Either.isLeft(Schema.decodeUnknownEither(parameters)(body))

const long = `${"x".repeat(500)}\n${"y".repeat(500)}`

const wrongValues: ReadonlyArray<unknown> = [
  { address: 7 },
  [[{ a: long }]],
  {},
  { [long]: long },
  [["a"], "b"],
  [[[1]], [2]],
  long,
  -1.5,
  true,
  null
]

describe("a refused request gets one readable line", () => {
  it.effect("about each property of each body", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      const met = new Set<string>()
      // the parameters of all functions have the same schema
      const some = withBody.filter(({ resource }, index) => resource !== "workbookFunctions" || index % 60 === 0)
      for (const endpoint of some) {
        yield* letRunnerWork
        for (const { name } of propertiesOf(endpoint.parameters)) {
          for (const value of wrongValues) {
            const body = { [name]: value }
            if (!refuses(endpoint, { ...complete(endpoint), ...body })) continue
            const reply = yield* post(endpoint, { ...complete(endpoint), ...body }, session)
            const what = `${Endpoint.id(endpoint)} ${JSON.stringify(body).slice(0, 80)}`
            // an array that is no matrix is taken as one row or column
            if (Array.isArray(value) && reply.status !== 400) continue
            assert.deepStrictEqual([reply.status, codeOf(reply)], [400, "invalidArgument"], what)
            assertReadable(messageOf(reply), what)
            assert.include(messageOf(reply), `'${String(name)}`, what)
            met.add(Endpoint.id(endpoint))
          }
        }
      }
      assert.deepStrictEqual(
        some.filter(({ parameters }) => propertiesOf(parameters).length > 0).map(Endpoint.id),
        Array.from(met)
      )
    }).pipe(Effect.provide(emulator())))

  it.effect("about each property that is missing", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      for (const endpoint of withBody) {
        for (const { isOptional, name } of propertiesOf(endpoint.parameters)) {
          // without it, createSession takes the service's default
          if (isOptional || endpoint === Catalogue.workbook.createSession) continue
          const { [String(name)]: _, ...body } = complete(endpoint)
          const reply = yield* post(endpoint, body, session)
          assertReadable(messageOf(reply), Endpoint.id(endpoint))
          assert.include(messageOf(reply), `The property '${String(name)}' is missing; expected `)
        }
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("about each argument of each function in a path", () =>
    Effect.gen(function*() {
      for (const [type, { functions }] of Object.entries<Navigation.Resource>(Navigation.resources)) {
        if (!(type in places)) continue
        for (const [name, { parameters }] of Object.entries(functions)) {
          const known = Object.keys(parameters.fields)
          const ask = (args: Readonly<Record<string, string | number | boolean>>) =>
            send("GET", `${workbook()}${places[type]}/${OData.call(name, args)}`)
          const unknown = yield* ask({ colour: 1 })
          assertReadable(messageOf(unknown), name)
          assert.include(messageOf(unknown), `The function ${name} has no parameter 'colour': expected `)
          for (const argument of known) {
            for (const value of [1.5, true, long, -7, 2_000_000]) {
              const args = Object.fromEntries(known.map((each) => [each, each === argument ? value : 1]))
              const reply = yield* ask(args)
              if (reply.status === 200) continue
              assertReadable(messageOf(reply), `${name} ${argument} ${value}`)
              if (Either.isLeft(Schema.decodeUnknownEither(parameters)(args))) {
                assert.include(messageOf(reply), `of the function ${name} is `)
              }
            }
          }
        }
      }
    }).pipe(Effect.provide(emulator())))

  it.effect.prop(
    "about any body",
    [
      FastCheck.constantFrom(...withBody),
      FastCheck.array(FastCheck.jsonValue({ maxDepth: 3 }), { minLength: 12, maxLength: 12 })
    ],
    ([endpoint, values]) =>
      Effect.gen(function*() {
        const names = propertiesOf(endpoint.parameters).map(({ name }) => String(name))
        const body = Object.fromEntries(names.map((name, index) => [name, values[index]]))
        if (!refuses(endpoint, body)) return
        yield* letRunnerWork
        const reply = yield* post(endpoint, body, yield* createSession(false))
        // an array that is no matrix is taken as one row or column
        if (reply.status < 400) return
        assert.strictEqual(reply.status, 400)
        assertReadable(messageOf(reply), `${Endpoint.id(endpoint)} ${JSON.stringify(body)}`)
        assert.isTrue(names.some((name) => messageOf(reply).includes(`'${name}`)), messageOf(reply))
      }).pipe(Effect.provide(emulator())),
    { fastCheck: { numRuns: 200 } }
  )
})

/** A body that has all required properties. */
const complete = ({ name, resource }: Endpoint.Any): Readonly<Record<string, unknown>> => {
  switch (`${resource} ${name}`) {
    case "workbookApplication calculate":
      return { calculationType: "Full" }
    case "Collection(workbookTable) add":
      return { address: "Data!F1:G2", hasHeaders: true }
    case "Collection(workbookTableRow) add":
    case "Collection(workbookTableRow) create":
      return { values: [["Figs", 6]] }
    case "Collection(workbookNamedItem) add":
      return { name: "Rate", reference: "=Data!$B$2" }
    case "Collection(workbookCommentReply) create":
      return { content: "Yes" }
    case "Collection(workbookRangeBorder) create":
      return { sideIndex: "EdgeTop" }
    case "Collection(workbookNamedItem) addFormulaLocal":
      return { name: "Rate", formula: "=Data!$B$2" }
    case "workbookFilter apply":
      return { criteria: { filterOn: "Values", values: ["Apples"] } }
    case "workbookFilter applyBottomItemsFilter":
    case "workbookFilter applyTopItemsFilter":
      return { count: 1 }
    case "workbookFilter applyBottomPercentFilter":
    case "workbookFilter applyTopPercentFilter":
      return { percent: 50 }
    case "workbookFilter applyCellColorFilter":
    case "workbookFilter applyFontColorFilter":
      return { color: "#FF0000" }
    case "workbookFilter applyCustomFilter":
      return { criteria1: ">0" }
    case "workbookFilter applyDynamicFilter":
      return { criteria: "AboveAverage" }
    case "workbookFilter applyIconFilter":
      return { icon: { set: "ThreeArrows", index: 0 } }
    case "workbookFilter applyValuesFilter":
      return { values: ["Apples"] }
    case "workbookTableSort apply":
      return { fields: [{ key: 0 }] }
    case "workbookRange insert":
      return { shift: "Down" }
    case "workbookRange delete":
      return { shift: "Up" }
    case "workbookRangeSort apply":
      return { fields: [{ key: 0 }] }
    default:
      return {}
  }
}

it.scoped("messages read well over HTTP", () =>
  Effect.gen(function*() {
    const { url } = yield* EmulatorServer.EmulatorServer
    const data = `${workbook()}/worksheets/Data`
    const cases: ReadonlyArray<
      readonly [method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: string, Request, message: string]
    > = [
      [
        "PATCH",
        cell("A1:B2"),
        { body: { values: [[1, {}], [3, 4]] } },
        "The property 'values[0][1]' is {}; expected a string, a number, a boolean or null."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { body: { values: [[1, 2], [3]] } },
        "The number of cells of 'values[1]' is 1; expected 2, the number of columns of the range Data!A1:B2."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { body: { values: [[1, 2]] } },
        "The number of rows of 'values' is 1; expected 2 as in the range Data!A1:B2, or one value for all cells."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { body: { values: { a: 1 } } },
        "The property 'values' is {\"a\":1}; expected an array of rows of cells, a string, a number or a boolean."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { body: { values: [1, 2] } },
        "The property 'values[0]' is 1; expected an array of cells."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { body: { value: 1 } },
        "The body of PATCH workbookRange has no property 'value': expected 'columnHidden', 'formulas', 'formulasLocal', 'formulasR1C1', 'numberFormat', 'rowHidden', 'values'."
      ],
      ["PATCH", cell("A1:B2"), { body: { formulas: "=SUM(" } }, "There is a problem with this formula: '=SUM('."],
      ["PATCH", cell("A1:B2"), { body: { numberFormat: "[nope" } }, "'[nope' is not a number format that Excel knows."],
      [
        "PATCH",
        cell("A1:B2"),
        { body: { rowHidden: "yes" } },
        "The property 'rowHidden' is \"yes\"; expected a boolean."
      ],
      [
        "PATCH",
        cell("A:B"),
        { body: { rowHidden: true } },
        "No more than 100000 rows can be hidden at a time."
      ],
      [
        "PATCH",
        cell("A:A"),
        { body: { values: 1 } },
        "The range Data!A:A has entire rows or columns, whose cells cannot be set; expected a range such as A1:B2."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { text: "{values:[[1]]}" },
        "Unable to read JSON request payload. Expected a JSON object, not '{values:[[1]]}'."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { text: "[[1]]" },
        "Unable to read JSON request payload. Expected a JSON object, not '[[1]]'."
      ],
      [
        "PATCH",
        cell("A1:B2"),
        { text: "{}", contentType: "text/plain" },
        "Entity only allows writes with a JSON Content-Type header. Expected application/json, not 'text/plain'."
      ],
      [
        "GET",
        cell("A0"),
        {},
        "'A0' is neither an address nor a defined name: row 0 is not on the sheet; expected cells from A1 to XFD1048576, such as A1:B2."
      ],
      [
        "GET",
        cell("XFE1"),
        {},
        "'XFE1' is neither an address nor a defined name: column XFE is not on the sheet; expected cells from A1 to XFD1048576, such as A1:B2."
      ],
      [
        "GET",
        cell("nope"),
        {},
        "'nope' is neither an address nor a defined name: not an A1 address; expected cells from A1 to XFD1048576, such as A1:B2."
      ],
      ["GET", cell("Other!A1"), {}, "The address 'Other!A1' is on another worksheet: expected one on 'Data'."],
      ["GET", `${data}/cell(row=1)`, {}, "The argument 'column' of the function cell is missing; expected an integer."],
      [
        "GET",
        `${data}/cell(row=1.5,column=0)`,
        {},
        "The argument 'row' of the function cell is 1.5; expected an integer."
      ],
      [
        "GET",
        `${data}/cell(row=-1,column=0)`,
        {},
        "The range would reach over the edge of the worksheet: it would have the rows 0 to 0 and the columns 1 to 1; expected rows from 1 to 1048576 and columns from 1 to 16384."
      ],
      [
        "GET",
        `${data}/usedRange(valueOnly=true)`,
        {},
        "The function usedRange has no parameter 'valueOnly': expected 'valuesOnly'."
      ],
      [
        "GET",
        `${data}/usedRange(valuesOnly=yes)`,
        {},
        "The argument 'valuesOnly' of the function usedRange is \"yes\"; expected a boolean."
      ],
      ["GET", `${cell("A1:B2")}/row(row=5)`, {}, "The argument 'row' is 5; expected an integer from 0 to 1."],
      [
        "GET",
        `${cell("A1:B2")}/offsetRange(rowOffset=-1,columnOffset=0)`,
        {},
        "The range would reach over the edge of the worksheet: it would have the rows 0 to 1 and the columns 1 to 2; expected rows from 1 to 1048576 and columns from 1 to 16384."
      ],
      [
        "GET",
        `${cell("A1:B2")}/resizedRange(deltaRows=-2,deltaColumns=0)`,
        {},
        "The range would have 0 rows and 2 columns; expected at least one of each."
      ],
      ["GET", `${cell("A1:B2")}/rowsBelow(count=0)`, {}, "The argument 'count' is 0; expected another integer."],
      [
        "GET",
        `${cell("A1:B2")}/intersection(anotherRange='D4')`,
        {},
        "The intersection of Data!A1:B2 and Data!D4 doesn't exist."
      ],
      ["GET", `${cell("A1:B2")}/cells`, {}, "Resource not found for the segment 'cells'."],
      ["PUT", data, {}, "The resource does not allow 'PUT': expected GET, PATCH or DELETE."],
      ["GET", `${workbook()}/worksheets/None`, {}, "The worksheet 'None' doesn't exist."],
      [
        "GET",
        `${workbook()}/tables/${"x".repeat(500)}%0Ay`,
        {},
        "The table 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' doesn't exist."
      ],
      ["GET", `${workbook()}/tables/itemAt(index=5)`, {}, "The table 5 doesn't exist: expected an index from 0 to 0."],
      [
        "GET",
        `${workbook()}/tables/Orders/rows/abc`,
        {},
        "The row 'abc' of the table 'Orders' doesn't exist: expected an index from 0 to 2."
      ],
      [
        "GET",
        `${workbook()}/tables/Orders/rows/itemAt(index=9)`,
        {},
        "The row '9' of the table 'Orders' doesn't exist: expected an index from 0 to 2."
      ],
      ["GET", `${workbook()}/tables/Orders/columns/None`, {}, "The column 'None' of the table 'Orders' doesn't exist."],
      ["GET", `${workbook()}/names/None`, {}, "The name 'None' doesn't exist."],
      [
        "POST",
        `${workbook()}/tables/Orders/rows/add`,
        { body: { values: [["Figs"]] } },
        "The number of cells of 'values[0]' is 1; expected 2, the number of columns of the table 'Orders'."
      ],
      [
        "POST",
        `${workbook()}/tables/Orders/rows/add`,
        { body: { values: [["Figs", 6]], index: 9 } },
        "There is no row 9 in the table 'Orders': expected an index from 0 to 3."
      ],
      [
        "POST",
        `${workbook()}/tables/Orders/columns/add`,
        { body: { name: "Item" } },
        "The table 'Orders' already has a column 'Item'."
      ],
      [
        "POST",
        `${workbook()}/tables/add`,
        { body: { address: "Data!F1:G2" } },
        "The property 'hasHeaders' is missing; expected a boolean."
      ],
      [
        "POST",
        `${workbook()}/worksheets/add`,
        { body: { name: "a/b" } },
        "The sheet name 'a/b' is not valid: it must have 1 to 31 characters, none of them \\ / ? * [ ] : and no apostrophe at its ends."
      ],
      [
        "POST",
        `${workbook()}/worksheets/add`,
        { body: { name: 7 } },
        "The property 'name' is 7; expected a string or null."
      ],
      ["PATCH", data, { body: { position: 5 } }, "There is no position 5 among 2 sheets: expected one from 0 to 1."],
      [
        "PATCH",
        data,
        { body: { visibility: "Gone" } },
        "The property 'visibility' is \"Gone\"; expected one of Visible, Hidden, VeryHidden."
      ],
      [
        "POST",
        `${workbook()}/names/add`,
        { body: { name: "A1", reference: "=1" } },
        "The name 'A1' is not valid: a name starts with a letter or an underscore, has no spaces and does not look like a cell."
      ],
      [
        "POST",
        `${workbook()}/application/calculate`,
        { body: { calculationType: "Fast" } },
        "The property 'calculationType' is \"Fast\"; expected one of Recalculate, Full, FullRebuild."
      ],
      [
        "POST",
        `${workbook()}/functions/vlookup`,
        { body: { tableArray: { range: "A1" } } },
        "The property 'tableArray.address' is missing; expected a string."
      ],
      [
        "POST",
        `${workbook()}/functions/abs`,
        { body: { number: [[[1]]] } },
        "The property 'number[0][0]' is [1]; expected a string, a number, a boolean or null."
      ],
      ["POST", `${workbook()}/functions/nope`, { body: {} }, "Resource not found for the segment 'nope'."],
      [
        "POST",
        `${workbook()}/createSession`,
        { body: { persistChanges: "yes" } },
        "The property 'persistChanges' is \"yes\"; expected a boolean."
      ],
      ["POST", `${workbook()}/closeSession`, {}, "The workbook-session-id header is required."],
      [
        "POST",
        `${workbook()}/closeSession`,
        { session: "unknown" },
        "Your session has timed out because of inactivity, was closed or doesn't exist. Create a new session and continue."
      ],
      [
        "GET",
        `${workbook()}/worksheets`,
        { session: "unknown" },
        "Your session has timed out because of inactivity, was closed or doesn't exist. Create a new session and continue."
      ],
      ["GET", `${workbook()}/operations/7`, {}, "The operation '7' doesn't exist."],
      ["GET", `${workbook()}/sessionInfoResource(key='7')`, {}, "The operation '7' doesn't exist."],
      [
        "GET",
        `${workbook()}/worksheets?$top=x`,
        {},
        "Invalid value 'x' for $top query option found. The $top query option requires a non-negative integer value."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$select=nope&$skip=-1`,
        {},
        "Invalid value '-1' for $skip query option found. The $skip query option requires a non-negative integer value."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$expand=nope`,
        {},
        "Could not find a property named 'nope' on type 'microsoft.graph.workbookWorksheet'."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$expand=tables(`,
        {},
        "Invalid value 'tables(' for $expand query option found. Expected names such as tables, with their options in parentheses."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$expand=tables,tables`,
        {},
        "Invalid value 'tables,tables' for $expand query option found. Expected each name once, not 'tables' again."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$expand=tables($expand=rows($expand=x))`,
        {},
        "Invalid value 'x' for $expand query option found. Expected at most 2 levels."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$filter=x`,
        {},
        "Could not find a property named 'x' on type 'microsoft.graph.workbookWorksheet'."
      ],
      [
        "GET",
        `${workbook()}/worksheets?$expnad=x`,
        {},
        "The query option '$expnad' is not known: expected $select, $expand, $filter, $orderby, $top, $skip, $count or $format."
      ],
      [
        "GET",
        "/me/drive/root:/none.xlsx:/workbook/worksheets",
        {},
        "The resource could not be found. There is no workbook at '/me/drive/root:/none.xlsx:'."
      ],
      [
        "GET",
        "/me/drive/items/01ABC/workbook",
        {},
        "The resource could not be found. There is no workbook at '/me/drive/items/01ABC'."
      ],
      ["GET", "/me/drive/root:/none:/children", {}, "The resource could not be found. There is no folder at '/none'."],
      [
        "GET",
        "/me/nothing",
        {},
        "Invalid path '/me/nothing' (addresses no workbook): expected one such as /me/drive/root:/{path}: or /me/drive/items/{id}."
      ],
      [
        "GET",
        "/nobody/root/children",
        {},
        "Invalid path '/nobody/root/children' (addresses no workbook): expected one such as /me/drive/root:/{path}: or /me/drive/items/{id}."
      ],
      [
        "GET",
        "/me/drive/root:/100%:/workbook",
        {},
        "Invalid path '/me/drive/root:/100%:/workbook' (a percent sign that escapes nothing): expected one such as /me/drive/root:/{path}: or /me/drive/items/{id}."
      ]
    ]
    const said = yield* Effect.forEach(cases, ([method, path, request]) =>
      Effect.map(send(method, `${url}/v1.0${path}`, request), messageOf))
    for (const [index, [method, path]] of cases.entries()) {
      assertReadable(said[index] ?? "", `${method} ${path}`)
    }
    assert.deepStrictEqual(
      said,
      cases.map(([, , , message]) =>
        message
      )
    )
  }).pipe(Effect.provide([EmulatorServer.layer({ workers: 0, books: { "book.xlsx": book } }), FetchHttpClient.layer])))
