/**
 * All requests that Graph defines for workbooks, by its metadata and API reference, and similar ones that it does not define.
 */
import { Catalogue, Metadata } from "@effect-workbook/schema"
import type { HttpMethod } from "@effect/platform"
import { Effect, Fiber, TestClock } from "effect"
import { Emulator } from "../../src/index.js"
import { bookWithPivotTable, commentId, type Reply, replyId, type Request, send, workbook } from "./support.js"

export interface Asked {
  readonly method: HttpMethod.HttpMethod
  /** The path below the workbook. */
  readonly path: string
}

const memberOf = (type: string): string | undefined => /^Collection\((.*)\)$/.exec(type)?.[1]

/** Valid keys of the workbook's resources. Other resource types accept any key. */
const keys: Readonly<Record<string, string>> = {
  workbookChart: "Sales",
  workbookComment: encodeURIComponent(commentId),
  workbookCommentReply: encodeURIComponent(replyId),
  workbookNamedItem: "Local",
  workbookRangeBorder: "EdgeTop",
  workbookTable: "Orders",
  workbookTableColumn: "Item",
  workbookTableRow: "0",
  workbookWorksheet: "Data"
}

const samples: Readonly<Record<string, string>> = {
  address: "'C3:D4'",
  anotherRange: "'Data!A1:C9'",
  count: "1",
  deltaColumns: "1",
  deltaRows: "1",
  fittingMode: "'Fit'",
  key: "'{operation}'",
  name: "'Sales'",
  valuesOnly: "true"
}

const call = ({ name, parameters }: Metadata.Operation): string => {
  const args = Object.keys(parameters).map((parameter) => `${parameter}=${samples[parameter] ?? "0"}`)
  return `${name}(${args.join(",")})`
}

/** A path below the workbook to each resource type of the metadata, including collections. */
export const paths: ReadonlyMap<string, string> = (() => {
  const found = new Map([
    ["workbook", ""],
    ["workbookRange", "/worksheets('Data')/range(address='C3:D4')"],
    ["workbookNamedItem", "/worksheets('Data')/names('Local')"]
  ])
  const reach = (type: string, path: string) => {
    if (!found.has(type)) found.set(type, path)
  }
  for (const [type, path] of found) {
    const member = memberOf(type)
    if (member !== undefined) reach(member, `${path}('${keys[member] ?? "1"}')`)
    for (const [name, to] of Object.entries(Metadata.entityTypes[type]?.navigation ?? {})) reach(to, `${path}/${name}`)
    for (const operation of Metadata.operations) {
      const { isComposable, on, returns = "" } = operation
      if (on === type && isComposable && returns in Metadata.entityTypes) {
        reach(returns, `${path}/${call(operation)}`)
      }
    }
  }
  found.set("workbookOperation", "/operations('{operation}')")
  return found
})()

const get = (path: string): Asked => ({ method: "GET", path })

const methodsOf = (type: string): ReadonlyArray<HttpMethod.HttpMethod> => [
  "GET",
  ...Metadata.documentedMethods[type] ?? []
]

/** The functions whose arguments the API reference shows in the path, also where the metadata has no such function. */
const withArguments: Readonly<Record<string, string>> = {
  "workbookRange/resizedRange": "resizedRange(deltaRows=1,deltaColumns=1)",
  "workbookRangeView/itemAt": "itemAt(index=0)"
}

const isAlone = (type: string): boolean => type.includes("/")

/** All requests that the metadata and the API reference define. */
export const everything: ReadonlyArray<Asked> = [
  ...[...paths].flatMap(([type, path]) => methodsOf(type).map((method) => ({ method, path }))),
  ...[...paths].flatMap(([type, path]) => {
    const { navigation = {}, properties = {} } = Metadata.entityTypes[type] ?? {}
    return [
      ...Object.keys(navigation).map((name) => get(`${path}/${name}`)),
      ...Object.entries(properties).flatMap(([name, type]) => [
        get(`${path}/${name}`),
        ...type.startsWith("String") || type.startsWith("Int32") ? [get(`${path}/${name}/$value`)] : []
      ])
    ]
  }),
  ...Metadata.operations.map((operation): Asked =>
    operation.kind === "action"
      ? { method: "POST", path: `${paths.get(operation.on)}/${operation.name}` }
      : get(`${paths.get(operation.on)}/${call(operation)}`)
  ),
  ...Object.entries(Metadata.documentedMethods).filter(([key]) => isAlone(key)).flatMap(([key, methods]) => {
    const [type = "", name] = key.split("/")
    return methods.map((method) => ({ method, path: `${paths.get(type)}/${withArguments[key] ?? name}` }))
  })
]

/** Similar requests that Graph does not define. */
export const nothing: ReadonlyArray<Asked> = [
  ...[...paths].flatMap(([type, path]) => {
    const has = new Set<string>([
      ...methodsOf(type),
      ...Catalogue.all.filter(({ resource, segment }) => resource === type && segment === "").map(({ method }) =>
        method
      )
    ])
    return (["PUT", "POST", "PATCH", "DELETE"] as const).filter((method) => !has.has(method)).map((method) => ({
      method,
      path
    }))
  }),
  ...[...paths].flatMap(([type, path]): ReadonlyArray<Asked> => {
    const { navigation = {}, properties = {} } = Metadata.entityTypes[type] ?? {}
    return memberOf(type) === undefined
      ? [
        ...[...Object.keys(navigation), ...Object.keys(properties), "noSuchThing", "noSuchThing('1')", "$count"].map(
          (name) => get(`${path}/${name.startsWith("$") ? name : `${name}X`}`)
        ),
        { method: "POST", path: `${path}/noSuchThing` },
        ...Object.entries(navigation).map(([name, to]) =>
          get(`${path}/${name}(noSuchKey='1')${memberOf(to) === undefined ? "" : "/noSuchThing"}`)
        ),
        ...Object.keys(properties).flatMap((name): ReadonlyArray<Asked> => [
          get(`${path}/${name}/noSuchThing`),
          get(`${path}/${name}('1')`),
          { method: "PATCH", path: `${path}/${name}` }
        ])
      ]
      : [get(`${path}/$noSuchThing`), { method: "POST", path: `${path}/noSuchThing` }, get(`${path}(noSuchKey='1')`)]
  }),
  ...Metadata.operations.flatMap((operation): ReadonlyArray<Asked> => {
    const { kind, name, on } = operation
    const path = `${paths.get(on)}/${name}`
    const isBound = memberOf(on) === undefined
    return kind === "action"
      ? [
        { method: "POST", path: `${path}X` },
        { method: "POST", path: `${path}/noSuchThing` },
        // below a collection, the segment is the key of a member
        ...isBound ? [get(path)] : []
      ]
      : [
        get(`${path}(noSuchArgument=1)`),
        get(`${paths.get(on)}/${call(operation)}/noSuchThing`),
        ...isBound ? [get(`${path}X()`)] : []
      ]
  })
]

const bodies: Readonly<Record<string, unknown>> = {
  "PATCH /application": { calculationMode: "Manual" },
  "POST /application/calculate": { calculationType: "Full" },
  "POST /createSession": { persistChanges: false },
  "POST /names/addFormulaLocal": { name: "New", formula: "=Data!$A$1" },
  "POST /names/add": { name: "New", reference: "=Data!$A$1" },
  "POST /tables('Orders')/rows": { values: [["Figs", 6]] },
  "POST /tables('Orders')/rows/add": { values: [["Figs", 6]] },
  "POST /tables/add": { address: "Data!H1:I2", hasHeaders: true }
}

const rangeBodies: Readonly<Record<string, unknown>> = {
  "format/borders": { sideIndex: "EdgeTop" },
  clear: { applyTo: "Contents" },
  delete: { shift: "Up" },
  insert: { shift: "Down" },
  merge: { across: true },
  row: { row: 0 },
  "sort/apply": { fields: [{ key: 0 }] }
}

/** By the last segment of the path, for the actions of filters and sorts. */
const tableBodies: Readonly<Record<string, unknown>> = {
  "filter/apply": { criteria: { filterOn: "Values", values: ["Apples"] } },
  "filter/applyBottomItemsFilter": { count: 1 },
  "filter/applyBottomPercentFilter": { percent: 50 },
  "filter/applyCellColorFilter": { color: "#FF0000" },
  "filter/applyCustomFilter": { criteria1: ">0" },
  "filter/applyDynamicFilter": { criteria: "AboveAverage" },
  "filter/applyFontColorFilter": { color: "#FF0000" },
  "filter/applyIconFilter": { icon: { set: "ThreeArrows", index: 0 } },
  "filter/applyTopItemsFilter": { count: 1 },
  "filter/applyTopPercentFilter": { percent: 50 },
  "filter/applyValuesFilter": { values: ["Apples"] },
  "sort/apply": { fields: [{ key: 0 }] }
}

/** By the last segment of the path, for charts, replies and functions with POST. */
const otherBodies: Readonly<Record<string, unknown>> = {
  itemAt: { index: 0 },
  replies: { content: "Agreed", contentType: "plain" },
  setData: { sourceData: "A1:C4" },
  setPosition: { startCell: "E2", endCell: "H9" },
  setSolidColor: { color: "#FF0000" },
  row: { row: 0 }
}

/** The body of a request that needs one. */
const bodyOf = ({ method, path }: Asked): unknown => {
  if (method === "POST" && path.endsWith("/charts/add")) return { type: "Line", sourceData: "A1:C4" }
  const last = path.split("/").slice(-2)
  return bodies[`${method} ${path}`] ??
    (method === "POST" ? rangeBodies[/range\(address='C3:D4'\)\/(.*)$/.exec(path)?.[1] ?? ""] : undefined) ??
    tableBodies[last.join("/")] ?? otherBodies[last[1] ?? ""] ?? {}
}

const unique = (asked: ReadonlyArray<Asked>): ReadonlyArray<Asked> => [
  ...new Map(asked.map((each) => [`${each.method} ${each.path}`, each])).values()
]

/** Sends a request and advances the test clock until it is answered. */
const withTestClock: Send = (method, path, request) =>
  Effect.gen(function*() {
    const reply = yield* Effect.fork(send(method, `${workbook()}${path}`, request))
    yield* TestClock.adjust("1 second")
    return yield* Fiber.join(reply)
  })

type Send = (
  method: HttpMethod.HttpMethod,
  path: string,
  request?: Request
) => ReturnType<typeof send>

const operationIn = ({ headers }: Reply): string => /operations\/([^?]*)/.exec(headers["location"] ?? "")?.[1] ?? ""

/** Whether a request changes something. Worksheet functions do not, and neither do unknown paths. */
const changes = ({ method, path }: Asked): boolean => method !== "GET" && !path.startsWith("/functions/")

/**
 * Sends requests one by one to an emulator that opens workbooks with a delay. With `apart`, each change gets a session of its
 * own.
 */
export const askWith =
  (patiently: Send) => <A>(questions: ReadonlyArray<Asked>, apart: boolean, judge: (asked: Asked, reply: Reply) => A) =>
    Effect.gen(function*() {
      const respondAsync = { prefer: "respond-async" }
      yield* patiently("PATCH", "/tables/Orders", { body: { showTotals: true } })
      yield* patiently("POST", "/worksheets/Data/names/add", { body: { name: "Local", reference: "=Data!$A$1" } })
      // a chart with three axes
      yield* patiently("POST", "/worksheets/Data/charts/add", { body: { type: "3DColumn", sourceData: "A1:C4" } })
      yield* patiently("PATCH", "/worksheets/Data/charts/itemAt(index=0)", { body: { name: "Sales" } })
      const session = (yield* patiently("POST", "/createSession", { body: { persistChanges: false } })).body.id
      const created = yield* patiently("POST", "/createSession", {
        body: { persistChanges: false },
        headers: respondAsync
      })
      const added = yield* patiently("POST", "/tables/Orders/rows", {
        body: { values: [["Figs", 6]] },
        headers: respondAsync,
        session
      })
      return yield* Effect.forEach(unique(questions), (asked) =>
        Effect.gen(function*() {
          const operation = operationIn(asked.path.includes("tableRow") ? added : created)
          const path = asked.path.replace("{operation}", operation)
          const body = asked.method === "GET" ? {} : { body: bodyOf(asked) }
          if (!apart || !changes(asked)) return judge(asked, yield* patiently(asked.method, path, body))
          const own = (yield* patiently("POST", "/createSession", { body: { persistChanges: false } })).body.id
          const reply = yield* patiently(asked.method, path, { ...body, session: own })
          yield* patiently("POST", "/closeSession", { session: own })
          return judge(asked, reply)
        }))
    })

/** Sends requests to an emulator with a test clock. */
export const ask = <A>(questions: ReadonlyArray<Asked>, apart: boolean, judge: (asked: Asked, reply: Reply) => A) =>
  Effect.provide(
    askWith(withTestClock)(questions, apart, judge),
    Emulator.layerHttpClient({ books: { "book.xlsx": bookWithPivotTable }, openDelay: "1 second" })
  )

export const told = ({ method, path }: Asked, { body, status }: Reply): string =>
  `${method} ${path} ${status} ${body?.error?.message ?? ""}`
