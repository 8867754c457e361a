/** Request lines for every endpoint of the catalogue and every navigation step, and mutations of them. */
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { Catalogue, Endpoint, Navigation, OData } from "@effect-workbook/schema"
import { FastCheck, Option, Predicate, Struct } from "effect"
import { commentId, comments, replyId } from "../service/support.js"

/** A workbook with a table and its total row at A1, a formula, a name, a comment, and an empty sheet. */
export const attacked = makeBook({
  sheets: [
    {
      name: "Data",
      rows: [
        ["Item", "Amount", null, "Total"],
        ["Apples", 3, null, { formula: "SUM(B2:B4)", value: 12 }],
        ["Pears", 4],
        ["Plums", 5],
        ["Total", { formula: "SUBTOTAL(109,B2:B4)", value: 12 }]
      ],
      tables: [{ name: "Orders", ref: "A1:B5", columns: ["Item", { name: "Amount", totals: "sum" }], totalsRow: true }],
      related: comments.related
    },
    { name: "It's empty" }
  ],
  names: [{ name: "Amounts", formula: "Data!$B$2:$B$4" }],
  parts: comments.parts
})

export interface Line {
  readonly method: string
  /** Path and query as sent, not normalized. */
  readonly target: string
  readonly body: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

const item = "/v1.0/me/drive/root:/attacked.xlsx:"
const workbook = `${item}/workbook`
const data = `${workbook}/worksheets('Data')`
const orders = `${workbook}/tables('Orders')`
const comment = `${workbook}/comments('${encodeURIComponent(commentId)}')`

/** A path to a resource of each served type in the attacked workbook. */
const places: Readonly<Record<string, string>> = {
  driveItem: item,
  workbook,
  "Collection(workbookOperation)": `${workbook}/operations`,
  workbookOperation: `${workbook}/operations/none`,
  workbookApplication: `${workbook}/application`,
  workbookFunctions: `${workbook}/functions`,
  "Collection(workbookWorksheet)": `${workbook}/worksheets`,
  workbookWorksheet: data,
  workbookRange: `${data}/range(address='B2:C3')`,
  "Collection(workbookTable)": `${workbook}/tables`,
  workbookTable: orders,
  "Collection(workbookTableRow)": `${orders}/rows`,
  workbookTableRow: `${orders}/rows/itemAt(index=0)`,
  "Collection(workbookTableColumn)": `${orders}/columns`,
  workbookTableColumn: `${orders}/columns('Amount')`,
  "Collection(workbookNamedItem)": `${workbook}/names`,
  workbookNamedItem: `${workbook}/names('Amounts')`,
  workbookWorksheetProtection: `${data}/protection`,
  workbookFilter: `${orders}/columns('Amount')/filter`,
  workbookTableSort: `${orders}/sort`,
  workbookRangeSort: `${data}/range(address='B2:B4')/sort`,
  workbookRangeView: `${data}/range(address='A1:B4')/visibleView()`,
  "Collection(workbookRangeView)": `${data}/range(address='A1:B4')/visibleView()/rows`,
  "Collection(workbookComment)": `${workbook}/comments`,
  workbookComment: comment,
  "Collection(workbookCommentReply)": `${comment}/replies`,
  workbookCommentReply: `${comment}/replies('${encodeURIComponent(replyId)}')`
}

/** Cells outside of the table, which can be moved and merged. */
const outside = `${data}/range(address='D1:E3')`

const placesOfEndpoints: Readonly<Record<string, string>> = {
  "workbookRange.insert": outside,
  "workbookRange.delete": outside,
  "workbookRange.merge": outside
}

/** A valid body for each endpoint that takes one. */
const bodies: Readonly<Record<string, unknown>> = {
  "workbook.createSession": { persistChanges: false },
  "workbookApplication.update": { calculationMode: "Manual" },
  "workbookApplication.calculate": { calculationType: "Full" },
  "Collection(workbookWorksheet).add": { name: "New" },
  "workbookWorksheet.update": { name: "Renamed", position: 1, visibility: "Visible" },
  "workbookRange.update": { values: [[1, "=A1"], [true, null]], numberFormat: [["0", "0"], ["@", "General"]] },
  "workbookRange.insert": { shift: "Down" },
  "workbookRange.delete": { shift: "Left" },
  "workbookRange.clear": { applyTo: "All" },
  "workbookRange.merge": { across: true },
  "workbookRangeSort.apply": {
    fields: [{ key: 0, sortOn: "Value", ascending: false, dataOption: "TextAsNumber" }],
    matchCase: true,
    hasHeaders: true,
    orientation: "Rows",
    method: "StrokeCount"
  },
  "Collection(workbookTable).add": { address: "Data!F1:G3", hasHeaders: true },
  "workbookTable.update": { name: "Renamed", showHeaders: true, showTotals: true, style: "TableStyleLight1" },
  "Collection(workbookTableRow).create": { index: 1, values: [["Figs", 6]] },
  "Collection(workbookTableRow).add": { index: null, values: [["Figs", 6], ["Nuts", 7]] },
  "Collection(workbookTableColumn).add": { index: 1, values: [["Price"], [1], [2], [3], [4]] },
  "workbookTableColumn.update": { name: "Count", values: [["Count"], [1], ["=1+1"], [3], [null]] },
  "Collection(workbookNamedItem).add": { name: "Total", reference: "=Data!$D$2", comment: "a total" },
  "Collection(workbookNamedItem).addFormulaLocal": { name: "Twice", formula: "=2*Data!$B$2", comment: null },
  "workbookWorksheetProtection.protect": { options: { allowSort: true, allowFormatCells: false } },
  "workbookFilter.apply": { criteria: { filterOn: "Custom", criterion1: ">1", criterion2: "<9", operator: "And" } },
  "workbookFilter.applyBottomItemsFilter": { count: 1 },
  "workbookFilter.applyBottomPercentFilter": { percent: 50 },
  "workbookFilter.applyCellColorFilter": { color: "#FF0000" },
  "workbookFilter.applyCustomFilter": { criteria1: "=P*", criteria2: ">3", oper: "Or" },
  "workbookFilter.applyDynamicFilter": { criteria: "AboveAverage" },
  "workbookFilter.applyFontColorFilter": { color: "#FF0000" },
  "workbookFilter.applyIconFilter": { icon: { set: "ThreeArrows", index: 1 } },
  "workbookFilter.applyTopItemsFilter": { count: 2 },
  "workbookFilter.applyTopPercentFilter": { percent: 10 },
  "workbookFilter.applyValuesFilter": { values: ["3", { date: "2026-01-31", specificity: "Month" }] },
  "workbookTableSort.apply": { fields: [{ key: 1, ascending: false }], matchCase: false, method: "PinYin" },
  "workbookNamedItem.update": { comment: "changed", visible: false },
  "Collection(workbookCommentReply).create": { content: "Agreed", contentType: "plain" }
}

const functionBodies: Readonly<Record<string, unknown>> = {
  sum: { values: [{ address: "Data!A1:B4" }, 3] },
  vlookup: { lookupValue: "Pears", tableArray: { address: "Data!A1:B4" }, colIndexNum: 2, rangeLookup: false },
  pmt: { rate: 0.05, nper: 12, pv: -1000 },
  rept: { text: "ab", numberTimes: 3 },
  text: { value: 0.5, formatText: "0%" }
}

/** Valid arguments for every navigation function. */
const args = {
  address: "A1:B2",
  anotherRange: "B2:C3",
  row: 0,
  column: 1,
  count: 1,
  index: 0,
  rowOffset: 1,
  columnOffset: 0,
  deltaRows: 1,
  deltaColumns: 1,
  valuesOnly: true
}

export const line = (method: string, target: string, body?: unknown): Line => ({
  method,
  target,
  body: body === undefined ? undefined : JSON.stringify(body),
  headers: body === undefined ? {} : { "content-type": "application/json" }
})

const argumentsOf = (name: string): Readonly<Record<string, string | number>> => name === "count" ? {} : { key: "1" }

const lineOf = (endpoint: Endpoint.Any, place: string): Line => {
  switch (endpoint.parametersIn) {
    case "path":
      return line(
        endpoint.method,
        `${place}/${OData.call(endpoint.segment, argumentsOf(endpoint.name))}`
      )
    default:
      return line(
        endpoint.method,
        endpoint.segment === "" ? place : `${place}/${endpoint.segment}`,
        endpoint.method === "POST" || endpoint.method === "PATCH"
          ? bodies[Endpoint.id(endpoint)] ?? functionBodies[endpoint.name] ?? {}
          : undefined
      )
  }
}

/** Each endpoint with a valid request. */
export const ofEndpoints: ReadonlyArray<readonly [endpoint: Endpoint.Any, line: Line]> = Catalogue.all
  .filter(({ name, resource, segment }) => resource !== "workbookFunctions" || segment === "" || name in functionBodies)
  .flatMap((endpoint) => {
    const place = placesOfEndpoints[Endpoint.id(endpoint)] ?? places[endpoint.resource]
    return place === undefined ? [] : [[endpoint, lineOf(endpoint, place)] as const]
  })

/** Every navigation step, and the routes that are not in the catalogue. */
export const ofSteps: ReadonlyArray<Line> = [
  ...Struct.entries(Navigation.resources).flatMap(([type, resource]) => {
    const described: Navigation.Resource = resource
    return places[type] === undefined ? [] : Object.entries(described.functions).map(([name, { parameters }]) => {
      const given = Object.fromEntries(Object.entries(args).filter(([parameter]) => parameter in parameters.fields))
      return line("GET", `${places[type]}/${OData.call(name, given)}`)
    })
  }),
  line("GET", `${workbook}/worksheets?$top=1&$skip=0&$count=true&$select=id,name`),
  line("GET", `${orders}/rows?$top=2&$skip=1`),
  line("GET", `${item}/content`),
  line("GET", "/v1.0/me/drive/root/children?$select=name"),
  line("GET", "/v1.0/me/drive/root:/Reports:/children")
]

/** Invalid fragments for paths and queries. */
const pieces = [
  "",
  "'",
  "''",
  "(",
  ")",
  "()",
  "/",
  "//",
  "\\",
  ".",
  "..",
  "%2e%2e/",
  "%2F",
  "%5C",
  "%00",
  "%",
  "%ZZ",
  "%C0%AE",
  "%ED%A0%80",
  "%F0%9F%98%80",
  "%0D%0A",
  "\u{1f600}",
  "\ud800",
  " ",
  "?",
  "#",
  ":",
  ";",
  ",",
  "=",
  "$",
  "@",
  "*",
  "{}",
  "~1",
  "-1",
  "1.5",
  "1e400",
  "NaN",
  "99999999999999999999",
  "null",
  "true",
  "id=",
  "__proto__",
  "constructor",
  "$ref",
  "$value",
  "$batch",
  "workbook",
  "root:",
  "content",
  "children",
  "usedRange",
  "lastRow",
  "itemAt(index=-1)",
  "cell(row=-1,column=16384)",
  "range(address='A1:XFD1048576')",
  "range(address='A:A')",
  "microsoft.graph.",
  "a".repeat(5000),
  "'".repeat(2001),
  "(".repeat(2000),
  "/usedRange".repeat(300),
  "/$".repeat(300)
]

/** Invalid values for bodies. */
const values: ReadonlyArray<unknown> = [
  undefined,
  null,
  true,
  -1,
  1.5,
  1e308,
  "",
  "'",
  "=",
  "=1/0",
  "=Data!A1",
  "\ud800\u0000\u0085",
  "x".repeat(40_000),
  "A1:XFD1048576",
  "Nowhere!A1",
  [],
  {},
  [[]],
  [[null]],
  [[[1]]],
  [[{}]],
  [1, [2]],
  Array.from({ length: 200 }, () => ["x"]),
  { address: "A1" },
  { toString: 1, length: 3 }
]

const texts = [
  "",
  " ",
  "null",
  "[]",
  "\"{}\"",
  "{",
  "{}",
  "{\"values\":[[1e999]]}",
  "{\"__proto__\":{\"name\":\"x\"},\"constructor\":1}",
  "\ufeff{}",
  "[".repeat(20_000),
  "{\"a\":".repeat(20_000),
  `{"values":${"[".repeat(20_000)}${"]".repeat(20_000)}}`
]

const methods = ["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "PURGE"]

const queries = [
  "$top=-1",
  "$top=999999999",
  "$top=99999999999999",
  "$skip=999999999",
  "$skip=x",
  "$select=",
  "$select=__proto__,constructor,*",
  "$select=values($select=x)",
  "$filter=name eq 'x'",
  "$expand=tables($levels=max)",
  "$count=true&$count=false",
  "%24top=1",
  "sessionId=x",
  "&&=&%",
  `$select=${"a,".repeat(3000)}`
]

const headers: ReadonlyArray<Readonly<Record<string, string>>> = [
  { "workbook-session-id": "cluster=none" },
  { "workbook-session-id": " " },
  { "workbook-session-id": "\u00ff".repeat(9000) },
  { "content-type": "application/json; charset=utf-16" },
  { authorization: "Bearer a.b.c" },
  { authorization: `Bearer ${"x".repeat(9000)}.e30.` },
  { prefer: "respond-async" },
  { "content-length": "-1" },
  { "if-match": "*", "x-http-method-override": "DELETE" },
  { "client-request-id": "\u00e9".repeat(300) }
]

/** Selects an item by a number from 0 to 1. */
const pick = <A>(items: ReadonlyArray<A>, at: number): A | undefined =>
  items[Math.min(items.length - 1, Math.floor(at * items.length))]

type Mutation = (line: Line, where: number, which: number) => Line

const inTarget =
  (change: (target: string, where: number, which: number) => string): Mutation => (line, where, which) => ({
    ...line,
    target: change(line.target, where, which)
  })

const inSegments = (change: (segments: Array<string>, at: number, which: number) => ReadonlyArray<string>): Mutation =>
  inTarget((target, where, which) => {
    const segments = target.split("/")
    return change(segments, Math.floor(where * segments.length), which).join("/")
  })

/** Mutates a JSON body. A body that an earlier mutation has made unreadable or too deep stays unchanged. */
const inBody =
  (change: (body: Record<string, unknown>, name: string, which: number) => unknown): Mutation => (line, where, which) =>
    Option.getOrElse(
      Option.liftThrowable((): Line => {
        const body: unknown = JSON.parse(line.body ?? "")
        return Predicate.isReadonlyRecord(body)
          ? { ...line, body: JSON.stringify(change({ ...body }, pick(Object.keys(body), where) ?? "name", which)) }
          : line
      })(),
      () => line
    )

const mutations: ReadonlyArray<Mutation> = [
  inTarget((target, where, which) => {
    const at = Math.floor(where * target.length)
    return target.slice(0, at) + (pick(pieces, which) ?? "") + target.slice(at)
  }),
  inTarget((target, where, which) => {
    const at = Math.floor(where * target.length)
    return target.slice(0, at) + target.slice(at + 1 + Math.floor(which * 12))
  }),
  inSegments((segments, at, which) => segments.with(at, pick(pieces, which) ?? "")),
  inSegments((segments, at) => segments.toSpliced(at, 1)),
  inSegments((segments, at) => segments.toSpliced(at, 0, segments[at] ?? "")),
  inSegments((segments, at, which) => {
    const other = Math.floor(which * segments.length)
    return segments.with(at, segments[other] ?? "").with(other, segments[at] ?? "")
  }),
  // replaces a literal in quotes or after an equals sign
  inTarget((target, where, which) => {
    const literals = [...target.matchAll(/(?<=[=(])(?:'[^']*'|[^'(),]+)/g)]
    const found = pick(literals, where)
    return found === undefined
      ? target
      : target.slice(0, found.index) + (pick(pieces, which) ?? "") + target.slice(found.index + found[0].length)
  }),
  inTarget((target, _, which) => `${target}${target.includes("?") ? "&" : "?"}${pick(queries, which) ?? ""}`),
  (line, _, which) => ({ ...line, method: pick(methods, which) ?? line.method }),
  (line, _, which) => ({ ...line, headers: { ...line.headers, ...pick(headers, which) } }),
  (line, _, which) => line.body === undefined ? line : { ...line, body: pick(texts, which) },
  (line, where) => ({ ...line, body: line.body?.slice(0, Math.floor(where * line.body.length)) }),
  inBody((body, name, which) => ({ ...body, [name]: pick(values, which) })),
  inBody((body, name, which) => ({ ...body, [`${name}s`]: pick(values, which) })),
  inBody((body, name) => ({ [name]: body[name] }))
]

/** Makes request lines, each mutated one to three times. */
export const mutated = (numRuns: number, seed: number): ReadonlyArray<Line> => {
  const lines = [...ofEndpoints.map(([, line]) => line), ...ofSteps]
  const unit = FastCheck.noBias(FastCheck.integer({ min: 0, max: 2 ** 30 - 1 })).map((whole) => whole / 2 ** 30)
  const mutation = FastCheck.tuple(FastCheck.constantFrom(...mutations), unit, unit)
  return FastCheck.sample(
    FastCheck.tuple(FastCheck.constantFrom(...lines), FastCheck.array(mutation, { minLength: 1, maxLength: 3 })),
    { numRuns, seed }
  ).map(([line, mutations]) => mutations.reduce((line, [mutate, where, which]) => mutate(line, where, which), line))
}
