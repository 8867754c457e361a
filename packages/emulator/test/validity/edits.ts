/**
 * All writes of the workbook API as requests with random targets and bodies, for tests of the files that the emulator
 * saves.
 */
import { HttpClient, type HttpMethod } from "@effect/platform"
import { Effect } from "effect"
import { send, workbook } from "../service/support.js"

/** Integers from 0 to `below - 1`, and picks, from a seed (mulberry32). */
export const randomFrom = (seed: number) => {
  let state = seed >>> 0
  const unit = () => {
    state = state + 0x6d2b79f5 >>> 0
    let mixed = Math.imul(state ^ state >>> 15, state | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(unit() * limit)
  return { below, pick: <A>(items: ReadonlyArray<A>): A => items[below(items.length)]! }
}

export type Random = ReturnType<typeof randomFrom>

/** The targets of edits: what the workbook contains now. Keys are percent-encoded. */
export interface Targets {
  readonly sheets: ReadonlyArray<string>
  readonly tables: ReadonlyArray<
    { readonly key: string; readonly rows: number; readonly columns: ReadonlyArray<string> }
  >
  readonly names: ReadonlyArray<string>
  readonly charts: ReadonlyArray<string>
  readonly pivotTables: ReadonlyArray<string>
  readonly comments: ReadonlyArray<string>
}

const listOf = (path: string) =>
  Effect.map(
    send("GET", `${workbook()}/${path}`),
    ({ body, status }): ReadonlyArray<any> => status === 200 ? body.value : []
  )

const key = (text: string): string => encodeURIComponent(text.replaceAll("'", "''"))

/** Reads the targets in the workbook. */
export const readTargets = Effect.gen(function*() {
  const sheets = (yield* listOf("worksheets")).map(({ id }) => `worksheets('${key(id)}')`)
  const tables = yield* Effect.forEach(yield* listOf("tables"), ({ id }) =>
    Effect.gen(function*() {
      const path = `tables('${key(id)}')`
      const columns = (yield* listOf(`${path}/columns?$select=id`)).map(({ id }) => key(String(id)))
      return { key: path, columns, rows: (yield* listOf(`${path}/rows?$select=index`)).length }
    }))
  const inSheets = (name: string, member: string) =>
    Effect.map(
      Effect.forEach(sheets, (sheet) =>
        Effect.map(listOf(`${sheet}/${name}`), (found) =>
          found.map((one) => `${sheet}/${name}('${key(one[member])}')`))),
      (all) =>
        all.flat()
    )
  return {
    sheets,
    tables,
    names: (yield* listOf("names")).map(({ name }) => `names('${key(name)}')`),
    charts: yield* inSheets("charts", "name"),
    pivotTables: yield* inSheets("pivotTables", "id"),
    comments: (yield* listOf("comments")).map(({ id }) => `comments('${key(id)}')`)
  } satisfies Targets
})

export interface Edit {
  readonly method: HttpMethod.HttpMethod
  readonly path: string
  readonly body?: unknown
}

type MakeEdit = (random: Random, targets: Targets) => Edit | undefined

const column = (index: number): string => String.fromCharCode(65 + index)

const boundsOf = (random: Random) => {
  const [top, left] = [1 + random.below(25), random.below(12)]
  return { top, left, height: 1 + random.below(4), width: 1 + random.below(4) }
}

type Bounds = ReturnType<typeof boundsOf>

const addressOf = ({ height, left, top, width }: Bounds): string =>
  `${column(left)}${top}:${column(left + width - 1)}${top + height - 1}`

const cellValues: ReadonlyArray<unknown> = [
  "x",
  "a < b & c",
  " spaced ",
  "'=1",
  "",
  0,
  -1.5,
  1e21,
  true,
  null,
  "=A1+1",
  "=SUM(A1:B3)",
  "=\"\"&TODAY()",
  "#N/A",
  "2026-01-31",
  "12%",
  "Zoë\n😀"
]

const colours = ["#FF0000", "#00B050", "#123456"]

const matrix = (random: Random, { height, width }: Bounds, from: ReadonlyArray<unknown> = cellValues) =>
  Array.from({ length: height }, () => Array.from({ length: width }, () => random.pick(from)))

type BodyOf = (random: Random, bounds: Bounds) => unknown

const onRange = (method: Edit["method"], below: string, body: BodyOf): MakeEdit => (random, { sheets }) => {
  const bounds = boundsOf(random)
  return {
    method,
    path: `${random.pick(sheets)}/range(address='${addressOf(bounds)}')${below}`,
    body: body(random, bounds)
  }
}

const onTable = (
  method: Edit["method"],
  below: string,
  body: (random: Random, table: Targets["tables"][number]) => unknown
): MakeEdit =>
(random, { tables }) => {
  if (tables.length === 0) return undefined
  const table = random.pick(tables)
  const row = random.below(Math.max(1, table.rows))
  return {
    method,
    path: `${table.key}${below.replace("{row}", String(row)).replace("{column}", `'${random.pick(table.columns)}'`)}`,
    body: body(random, table)
  }
}

const onOne = (
  kind: "sheets" | "names" | "charts" | "pivotTables" | "comments",
  method: Edit["method"],
  below: string,
  body: (random: Random) => unknown
): MakeEdit =>
(random, targets) =>
  targets[kind].length === 0 ? undefined : {
    method,
    path: `${random.pick(targets[kind])}${below}`,
    body: body(random)
  }

const nothing = () => undefined
const empty = () => ({})

const filter = (action: string, body: (random: Random) => unknown): MakeEdit =>
  onTable("POST", `/columns({column})/filter/${action}`, body)

const rowOf = (random: Random, { columns }: Targets["tables"][number]) =>
  matrix(random, { top: 0, left: 0, height: 1, width: columns.length })

let added = 0
const newName = (prefix: string) => `${prefix}_${++added}`

/** The edits by name. An edit is `undefined` if the workbook has no target for it. */
export const edits: Readonly<Record<string, MakeEdit>> = {
  "application.update": (random) => ({
    method: "PATCH",
    path: "application",
    body: { calculationMode: random.pick(["Automatic", "AutomaticExceptTables", "Manual"]) }
  }),
  "application.calculate": () => ({
    method: "POST",
    path: "application/calculate",
    body: { calculationType: "FullRebuild" }
  }),
  "worksheets.add": () => ({ method: "POST", path: "worksheets/add", body: { name: newName("Sheet & 'co'") } }),
  "worksheet.update": onOne("sheets", "PATCH", "", (random) =>
    random.pick([
      { name: newName("R < S") },
      { position: random.below(2) },
      { visibility: random.pick(["Visible", "Hidden", "VeryHidden"]) }
    ])),
  "worksheet.delete": (random, { sheets }) =>
    sheets.length < 3 ? undefined : { method: "DELETE", path: random.pick(sheets) },
  "range.update values": onRange("PATCH", "", (random, bounds) => ({ values: matrix(random, bounds) })),
  "range.update formulas": onRange("PATCH", "", (random, bounds) => ({ formulas: matrix(random, bounds) })),
  "range.update numberFormat": onRange("PATCH", "", (random, bounds) => ({
    numberFormat: matrix(random, bounds, ["General", "@", "0.00%", "yyyy-mm-dd", "#,##0 \"€\";[Red]-0", null])
  })),
  "range.update hidden": onRange(
    "PATCH",
    "",
    (random) => random.pick([{ rowHidden: random.below(2) === 0 }, { columnHidden: random.below(2) === 0 }])
  ),
  "range.insert": onRange("POST", "/insert", (random) => ({ shift: random.pick(["Down", "Right"]) })),
  "range.delete": onRange("POST", "/delete", (random) => ({ shift: random.pick(["Up", "Left"]) })),
  "range.clear": onRange("POST", "/clear", (random) => ({ applyTo: random.pick(["All", "Formats", "Contents"]) })),
  "range.merge": onRange("POST", "/merge", (random) => ({ across: random.below(2) === 0 })),
  "range.unmerge": onRange("POST", "/unmerge", nothing),
  "range.sort": onRange("POST", "/sort/apply", (random) => ({
    fields: [{ key: 0, ascending: random.below(2) === 0 }],
    matchCase: false,
    hasHeaders: false,
    orientation: "Rows",
    method: "PinYin"
  })),
  "range.format": onRange("PATCH", "/format", (random) =>
    random.pick([
      { columnWidth: 80.5 },
      { rowHeight: 22 },
      { horizontalAlignment: random.pick(["Center", "General", "Fill"]) },
      { verticalAlignment: "Top", wrapText: true }
    ])),
  "range.format.fill": onRange("PATCH", "/format/fill", (random) => ({ color: random.pick(colours) })),
  "range.format.fill.clear": onRange("POST", "/format/fill/clear", nothing),
  "range.format.font": onRange("PATCH", "/format/font", (random) => ({
    bold: random.below(2) === 0,
    color: random.pick(colours),
    name: "Arial",
    size: 8 + random.below(10),
    underline: random.pick(["None", "Single", "DoubleAccountant"])
  })),
  "range.format.border": onRange("PATCH", "/format/borders('EdgeBottom')", (random) => ({
    color: random.pick(colours),
    style: random.pick(["Continuous", "Dash", "Double"]),
    weight: random.pick(["Hairline", "Thin", "Medium", "Thick"])
  })),
  "range.format.protection": onRange("PATCH", "/format/protection", (random) => ({
    locked: random.below(2) === 0,
    formulaHidden: random.below(2) === 0
  })),
  "range.format.autofitColumns": onRange("POST", "/format/autofitColumns", nothing),
  "range.format.autofitRows": onRange("POST", "/format/autofitRows", nothing),
  "protection.protect": onOne("sheets", "POST", "/protection/protect", () => ({ options: { allowSort: true } })),
  "protection.unprotect": onOne("sheets", "POST", "/protection/unprotect", nothing),
  "tables.add": (random, { sheets }) => ({
    method: "POST",
    path: `${random.pick(sheets)}/tables/add`,
    body: { address: addressOf({ ...boundsOf(random), height: 3, width: 3 }), hasHeaders: random.below(2) === 0 }
  }),
  "table.update": onTable("PATCH", "", (random) =>
    random.pick([
      { name: newName("Table_x") },
      { style: "TableStyleMedium5", highlightFirstColumn: true },
      { showTotals: random.below(2) === 0 },
      { showHeaders: random.below(2) === 0 },
      { showFilterButton: random.below(2) === 0, showBandedColumns: true }
    ])),
  "table.delete": onTable("DELETE", "", nothing),
  "table.convertToRange": onTable("POST", "/convertToRange", nothing),
  "table.clearFilters": onTable("POST", "/clearFilters", nothing),
  "table.reapplyFilters": onTable("POST", "/reapplyFilters", nothing),
  "table.sort.apply": onTable("POST", "/sort/apply", (random, { columns }) => ({
    fields: [{ key: random.below(columns.length), ascending: random.below(2) === 0 }],
    matchCase: true,
    method: "StrokeCount"
  })),
  "table.sort.clear": onTable("POST", "/sort/clear", nothing),
  "table.sort.reapply": onTable("POST", "/sort/reapply", nothing),
  "rows.add": onTable("POST", "/rows/add", (random, table) => ({ index: null, values: rowOf(random, table) })),
  "rows.insert": onTable("POST", "/rows/add", (random, table) => ({ index: 0, values: rowOf(random, table) })),
  "row.update": onTable("PATCH", "/rows/itemAt(index={row})", (random, table) => ({ values: rowOf(random, table) })),
  "row.delete": onTable("DELETE", "/rows/itemAt(index={row})", nothing),
  "columns.add": onTable("POST", "/columns/add", () => ({ name: newName("Column <&>") })),
  "column.update": onTable("PATCH", "/columns({column})", () => ({ name: newName("Renamed") })),
  "column.delete": onTable("DELETE", "/columns({column})", nothing),
  "filter.values": filter("applyValuesFilter", () => ({ values: ["x", "1"] })),
  "filter.custom": filter("applyCustomFilter", () => ({ criteria1: ">0", criteria2: "<5", oper: "And" })),
  "filter.dynamic": filter("applyDynamicFilter", () => ({ criteria: "AboveAverage" })),
  "filter.top": filter("applyTopItemsFilter", () => ({ count: 2 })),
  "filter.bottom": filter("applyBottomPercentFilter", () => ({ percent: 50 })),
  "filter.cellColor": filter("applyCellColorFilter", (random) => ({ color: random.pick(colours) })),
  "filter.fontColor": filter("applyFontColorFilter", (random) => ({ color: random.pick(colours) })),
  "filter.icon": filter("applyIconFilter", () => ({ icon: { set: "ThreeArrows", index: 1 } })),
  "filter.clear": filter("clear", nothing),
  "names.add": (random, { sheets }) => ({
    method: "POST",
    path: random.pick(["names/add", `${random.pick(sheets)}/names/add`]),
    body: { name: newName("Name"), reference: "=1+1", comment: "a < b" }
  }),
  "names.addFormulaLocal": () => ({
    method: "POST",
    path: "names/addFormulaLocal",
    body: { name: newName("Name"), formula: "=SUM(1,2)", comment: "" }
  }),
  "name.update": onOne("names", "PATCH", "", (random) => ({ visible: random.below(2) === 0, comment: "c" })),
  "charts.add": (random, { sheets }) => ({
    method: "POST",
    path: `${random.pick(sheets)}/charts/add`,
    body: {
      type: random.pick(["ColumnClustered", "Line", "Pie", "XYScatter", "BarStacked", "Area", "Doughnut"]),
      sourceData: addressOf({ ...boundsOf(random), height: 4, width: 3 }),
      seriesBy: random.pick(["Auto", "Columns", "Rows"])
    }
  }),
  "chart.update": onOne(
    "charts",
    "PATCH",
    "",
    (random) => random.pick([{ height: 200.5, left: 12, top: 30, width: 320 }, { name: newName("Chart & co") }])
  ),
  "chart.delete": onOne("charts", "DELETE", "", nothing),
  "chart.setData": onOne("charts", "POST", "/setData", () => ({ sourceData: "A1:B4", seriesBy: "Columns" })),
  "chart.setPosition": onOne("charts", "POST", "/setPosition", () => ({ startCell: "C3", endCell: "H20" })),
  "chart.title": onOne(
    "charts",
    "PATCH",
    "/title",
    (random) => random.pick([{ visible: false }, { text: "Sales < plan & 'more'", overlay: true }])
  ),
  "chart.legend": onOne("charts", "PATCH", "/legend", (random) => ({
    visible: true,
    position: random.pick(["Top", "Right"])
  })),
  "chart.dataLabels": onOne("charts", "PATCH", "/datalabels", () => ({ showValue: true, separator: "; " })),
  "chart.axis": onOne("charts", "PATCH", "/axes/valueaxis", () => ({ maximum: 100, minimum: 0, majorUnit: 20 })),
  "chart.axis.title": onOne("charts", "PATCH", "/axes/valueaxis/title", () => ({ text: "Units", visible: true })),
  "chart.axis.gridlines": onOne("charts", "PATCH", "/axes/valueaxis/majorgridlines", (random) => ({
    visible: random.below(2) === 0
  })),
  "chart.series": onOne("charts", "PATCH", "/series/itemAt(index=0)", () => ({ name: "Renamed < series" })),
  "chart.series.fill": onOne("charts", "POST", "/series/itemAt(index=0)/format/fill/setSolidColor", (random) => ({
    color: random.pick(colours)
  })),
  "chart.series.line": onOne("charts", "PATCH", "/series/itemAt(index=0)/format/line", (random) => ({
    color: random.pick(colours)
  })),
  "chart.series.points": onOne(
    "charts",
    "POST",
    "/series/itemAt(index=0)/points/itemAt(index=0)/format/fill/clear",
    nothing
  ),
  "chart.font": onOne("charts", "PATCH", "/title/format/font", (random) => ({
    bold: true,
    size: 14,
    color: random.pick(colours)
  })),
  "comment.reply": onOne("comments", "POST", "/replies", () => ({ content: "a < b & c", contentType: "plain" })),
  "pivotTable.refresh": onOne("pivotTables", "POST", "/refresh", empty),
  "pivotTables.refreshAll": onOne("sheets", "POST", "/pivotTables/refreshAll", empty)
}

/** Sends an edit. */
export const execute = ({ body, method, path }: Edit) =>
  send(method, `${workbook()}/${path}`, body === undefined ? {} : { body })

/** Downloads the workbook. */
export const download = Effect.gen(function*() {
  const client = yield* HttpClient.HttpClient
  const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
  return new Uint8Array(yield* response.arrayBuffer)
})

/**
 * The content of the workbook without ids, because the ids of worksheets follow from their positions when a workbook is
 * opened.
 */
export const model = Effect.gen(function*() {
  const properties = "address,values,formulas,text,numberFormat,rowHidden,columnHidden"
  const sheets = yield* Effect.forEach(yield* listOf("worksheets"), ({ id, name, visibility }) => {
    const sheet = `worksheets('${key(id)}')`
    return Effect.all({
      name: Effect.succeed(name),
      visibility: Effect.succeed(visibility),
      cells: Effect.map(
        send("GET", `${workbook()}/${sheet}/usedRange?$select=${properties}`),
        ({ body }) => contentOf(body)
      ),
      names: Effect.map(listOf(`${sheet}/names`), contentOf),
      charts: Effect.map(listOf(`${sheet}/charts?$expand=title,series`), contentOf),
      tables: Effect.map(listOf(`${sheet}/tables?$expand=columns`), contentOf),
      protection: Effect.map(send("GET", `${workbook()}/${sheet}/protection`), ({ body }) => contentOf(body))
    })
  })
  return {
    sheets,
    names: contentOf(yield* listOf("names")),
    comments: contentOf(yield* listOf("comments?$expand=replies"))
  }
})

/** Removes annotations, the ids of worksheets, and the request ids of errors. */
const contentOf = (json: any): any => {
  if (Array.isArray(json)) return json.map(contentOf)
  if (typeof json !== "object" || json === null) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) =>
      name.startsWith("@") || name === "error" || name === "id" ? [] : [[name, contentOf(value)]]
    )
  )
}
