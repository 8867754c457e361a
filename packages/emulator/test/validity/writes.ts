/**
 * The writes of `edits` with fixed targets, each with the effect that other programs must find in
 * the saved file.
 */
import { Effect } from "effect"
import { withPivotTable } from "./books.js"
import { download, type Edit, execute } from "./edits.js"
import type { Reader, Workbook } from "./reading.js"

export interface Write {
  /** The workbook; the sample by default. */
  readonly book?: Uint8Array
  /** Writes before it, which make its effect visible. */
  readonly given?: ReadonlyArray<Edit>
  readonly request: Edit
  /** What the saved file contains, and did not contain before. */
  readonly effect: Workbook
  /** The programs that find nothing of the effect, with the reason. */
  readonly unread?: Readonly<Partial<Record<Reader["name"], string>>>
  /** The parts of the file that the write changes, adds or removes; all others stay as they are, byte for byte. */
  readonly parts: ReadonlyArray<string>
}

const orders = "worksheets('Orders')"
const summary = "worksheets('Summary')"
const table = "tables('Orders')"
const chart = `${summary}/charts('Revenue by region')`

const range = (address: string, below = "", sheet = summary) => `${sheet}/range(address='${address}')${below}`
const patch = (path: string, body: unknown): Edit => ({ method: "PATCH", path, body })
const post = (path: string, body?: unknown): Edit => ({ method: "POST", path, body })
const remove = (path: string): Edit => ({ method: "DELETE", path })

const parts = {
  orders: "xl/worksheets/sheet1.xml",
  summary: "xl/worksheets/sheet2.xml",
  strings: "xl/sharedStrings.xml",
  styles: "xl/styles.xml",
  table: "xl/tables/table1.xml",
  drawing: "xl/drawings/drawing1.xml",
  chart: "xl/charts/chart1.xml",
  workbook: "xl/workbook.xml"
}

/** What a new part changes besides itself and the part that refers to it. */
const added = (part: string, relations: string) => ["[Content_Types].xml", part, relations]

/** A row of the table changes the formulas that use the table, also on the other worksheet. */
const rows = [parts.orders, parts.summary, parts.table]

const rowValues = ["SO-1025", 46220, "East", "Desk", 100, 10, null]

const rowFilter = (
  action: string,
  column: string,
  body: unknown,
  isHidden: Readonly<Record<number, boolean>>,
  { exceljs, given = [] }: { readonly given?: ReadonlyArray<Edit>; readonly exceljs?: string } = {}
): Write => ({
  given,
  ...exceljs === undefined ? {} : { unread: { exceljs: `exceljs does not open a file with the element ${exceljs}` } },
  request: post(`${table}/columns('${column}')/filter/${action}`, body),
  effect: {
    rows: Object.fromEntries(Object.entries(isHidden).map(([row, isHidden]) => [`Orders!${row}`, { isHidden }]))
  },
  parts: action.endsWith("ColorFilter") ? [...rows, parts.styles] : rows
})

const eastOnly = post(`${table}/columns('Region')/filter/applyValuesFilter`, { values: ["East"] })
const byUnits = post(`${table}/sort/apply`, { fields: [{ key: 4, ascending: false }] })

const formatted = (below: string, body: unknown, cell: NonNullable<Workbook["cells"]>[string]): Write => ({
  request: patch(range("J2:K3", below), body),
  effect: { cells: { "Summary!J2": cell, "Summary!K3": cell } },
  parts: [parts.summary, parts.styles]
})

const charted = (request: Edit, effect: NonNullable<NonNullable<Workbook["charts"]>[string]>): Write => ({
  request,
  effect: { charts: { "Revenue by region": effect } },
  parts: [parts.chart]
})

const refreshed = (path: string): Write => ({
  book: withPivotTable,
  given: [patch("worksheets('It''s data')/range(address='A2:B2')", { values: [["z < a", 10]] })],
  request: post(path),
  effect: {
    cells: {
      "Pivot!A2": { value: "x" },
      "Pivot!B2": { value: 3 },
      "Pivot!A4": { value: "z < a" },
      "Pivot!B4": { value: 10 },
      "Pivot!B5": { value: 15 }
    }
  },
  unread: { LibreOffice: "LibreOffice refreshes pivot tables itself when it opens a file" },
  parts: [
    "xl/pivotCache/pivotCacheDefinition1.xml",
    "xl/pivotCache/pivotCacheRecords1.xml",
    "xl/pivotTables/pivotTable1.xml",
    "xl/worksheets/sheet3.xml"
  ]
})

/** The writes by name: the name of an edit, and what distinguishes the write from others of the same edit. */
export const writes: Readonly<Record<string, Write>> = {
  "application.update": {
    request: patch("application", { calculationMode: "Manual" }),
    effect: { calculatesAutomatically: false },
    parts: [parts.workbook]
  },
  "application.calculate": {
    given: [patch("application", { calculationMode: "Manual" }), patch(range("G11"), { values: [[0.5]] })],
    request: post("application/calculate", { calculationType: "Full" }),
    effect: { cells: { "Summary!B17": { value: 16635.75 } } },
    parts: [parts.summary]
  },
  "worksheets.add": {
    request: post("worksheets/add", { name: "New & 'co' <" }),
    effect: { sheets: { "New & 'co' <": { position: 2, isVisible: true } } },
    parts: [parts.workbook, ...added("xl/worksheets/sheet3.xml", "xl/_rels/workbook.xml.rels")]
  },
  "worksheet.update: name": {
    request: patch(summary, { name: "R < S" }),
    effect: {
      sheets: { "R < S": { position: 1 }, "Summary": null },
      names: { TaxRate: "'R < S'!$G$11" },
      charts: { "Revenue by region": { series: { 0: { values: "'R < S'!B4:B7" } } } }
    },
    parts: [parts.workbook, parts.chart]
  },
  "worksheet.update: position": {
    request: patch(summary, { position: 0 }),
    effect: { sheets: { Summary: { position: 0 }, Orders: { position: 1 } } },
    parts: [parts.workbook]
  },
  "worksheet.update: visibility": {
    request: patch(summary, { visibility: "Hidden" }),
    effect: { sheets: { Summary: { isVisible: false }, Orders: { isVisible: true } } },
    parts: [parts.workbook]
  },
  "worksheet.delete": {
    request: remove(summary),
    effect: { sheets: { Summary: null, Orders: { position: 0 } }, charts: { "Revenue by region": null } },
    parts: [
      parts.workbook,
      parts.chart,
      parts.drawing,
      "xl/comments1.xml",
      "xl/drawings/vmlDrawing1.vml",
      "xl/threadedComments/threadedComment1.xml",
      "xl/drawings/_rels/drawing1.xml.rels",
      "xl/worksheets/_rels/sheet2.xml.rels",
      ...added(parts.summary, "xl/_rels/workbook.xml.rels")
    ]
  },
  "range.update values": {
    request: patch(range("J2:M3"), { values: [["a < b & c", " spaced ", -1.5, true], ["'=1", "#N/A", "Zoë\n😀", ""]] }),
    effect: {
      cells: {
        "Summary!J2": { value: "a < b & c" },
        "Summary!K2": { value: " spaced " },
        "Summary!L2": { value: -1.5 },
        "Summary!M2": { value: true },
        "Summary!J3": { value: "=1", formula: null },
        "Summary!K3": { value: "#N/A" },
        "Summary!L3": { value: "Zoë\n😀" }
      }
    },
    parts: [parts.summary, parts.strings, parts.styles]
  },
  "range.update values: input of a formula": {
    request: patch(range("G11"), { values: [[0.5]] }),
    effect: { cells: { "Summary!G11": { value: 0.5 }, "Summary!B17": { value: 16635.75 } } },
    parts: [parts.summary]
  },
  "range.update formulas": {
    request: patch(range("J2:K2"), { formulas: [["=SUM(B4:B5)*2", "=Orders!E2&\" < \""]] }),
    effect: {
      cells: {
        "Summary!J2": { formula: "SUM(B4:B5)*2", value: 32490 },
        "Summary!K2": { formula: "Orders!E2&\" < \"", value: "4 < " }
      }
    },
    parts: [parts.summary]
  },
  "range.update numberFormat": {
    request: patch(range("G11:G12"), { numberFormat: [["0.00%"], ["#,##0 \"€\";[Red]-0"]] }),
    effect: {
      cells: {
        "Summary!G11": { numberFormat: "0.00%", text: "20.00%" },
        "Summary!G12": { numberFormat: "#,##0 \"€\";[Red]-0", text: "2,000 €" }
      }
    },
    parts: [parts.summary, parts.styles]
  },
  "range.update hidden: rows": {
    request: patch(range("A2:A3"), { rowHidden: true }),
    effect: { rows: { "Summary!2": { isHidden: true }, "Summary!3": { isHidden: true } } },
    parts: [parts.summary]
  },
  "range.update hidden: columns": {
    request: patch(range("C2:D3"), { columnHidden: true }),
    effect: { columns: { "Summary!C": { isHidden: true }, "Summary!D": { isHidden: true } } },
    parts: [parts.summary]
  },
  "range.insert": {
    request: post(range("A10:B10", "/insert"), { shift: "Down" }),
    effect: {
      cells: {
        "Summary!A10": { value: null },
        "Summary!A11": { value: "Key figures" },
        "Summary!B19": { formula: "B8+B18", value: 39925.8 }
      }
    },
    parts: [parts.summary]
  },
  "range.delete": {
    request: post(range("A10:B10", "/delete"), { shift: "Up" }),
    effect: { cells: { "Summary!A10": { value: "Orders" }, "Summary!B17": { formula: "B8+B16", value: 39925.8 } } },
    parts: [parts.summary]
  },
  "range.clear: contents": {
    request: post(range("G11", "/clear"), { applyTo: "Contents" }),
    effect: { cells: { "Summary!G11": { value: null, fill: "#FFF6DD" }, "Summary!B17": { value: 0 } } },
    parts: [parts.summary]
  },
  "range.clear: formats": {
    request: post(range("G11", "/clear"), { applyTo: "Formats" }),
    effect: { cells: { "Summary!G11": { value: 0.2, fill: null, numberFormat: "General", text: "0.2" } } },
    parts: [parts.summary]
  },
  "range.merge": {
    request: post(range("J2:K3", "/merge"), { across: false }),
    effect: { sheets: { Summary: { merges: { "J2:K3": true } } } },
    parts: [parts.summary]
  },
  "range.merge: across": {
    request: post(range("J2:K3", "/merge"), { across: true }),
    effect: { sheets: { Summary: { merges: { "J2:K2": true, "J3:K3": true, "J2:K3": null } } } },
    parts: [parts.summary]
  },
  "range.unmerge": {
    given: [post(range("J2:K3", "/merge"), { across: false })],
    request: post(range("J2:K3", "/unmerge")),
    effect: { sheets: { Summary: { merges: { "J2:K3": null } } } },
    parts: [parts.summary]
  },
  "range.sort": {
    request: post(range("A4:A7", "/sort/apply"), { fields: [{ key: 0, ascending: false }] }),
    effect: {
      cells: { "Summary!A4": { value: "West" }, "Summary!A7": { value: "East" }, "Summary!B4": { value: 6718.5 } }
    },
    parts: [parts.summary]
  },
  "range.format: width": {
    request: patch(range("J2:K3", "/format"), { columnWidth: 80.25 }),
    effect: { columns: { "Summary!J": { digits: 107 / 7 }, "Summary!K": { digits: 107 / 7 } } },
    parts: [parts.summary]
  },
  "range.format: height": {
    request: patch(range("J2:K3", "/format"), { rowHeight: 22.5 }),
    effect: { rows: { "Summary!2": { height: 22.5 }, "Summary!3": { height: 22.5 } } },
    parts: [parts.summary]
  },
  "range.format": formatted("/format", { horizontalAlignment: "Center", verticalAlignment: "Top", wrapText: true }, {
    horizontal: "center",
    vertical: "top",
    wrap: true
  }),
  "range.format.fill": formatted("/format/fill", { color: "#FF0000" }, { fill: "#FF0000" }),
  "range.format.fill.clear": {
    request: post(range("G11", "/format/fill/clear")),
    effect: { cells: { "Summary!G11": { fill: null, text: "20%" }, "Summary!G12": { fill: "#FFF6DD" } } },
    parts: [parts.summary, parts.styles]
  },
  "range.format.font": formatted("/format/font", {
    bold: true,
    color: "#00B050",
    name: "Arial",
    size: 14,
    underline: "Double"
  }, { bold: true, fontColor: "#00B050", fontName: "Arial", fontSize: 14, underline: true }),
  "range.format.border": {
    request: patch(range("J2:K3", "/format/borders('EdgeBottom')"), {
      color: "#123456",
      style: "Double"
    }),
    effect: {
      cells: {
        "Summary!J3": { borderBottom: "double", borderBottomColor: "#123456" },
        "Summary!K3": { borderBottom: "double", borderBottomColor: "#123456" }
      }
    },
    parts: [parts.summary, parts.styles]
  },
  "range.format.protection": formatted("/format/protection", { locked: false, formulaHidden: true }, {
    locked: false,
    formulaHidden: true
  }),
  "range.format.autofitColumns": {
    given: [patch(range("J2"), { values: [["a text that is wider than the column"]] })],
    request: post(range("J2:J3", "/format/autofitColumns")),
    effect: { columns: { "Summary!J": { digits: 31.28 } } },
    parts: [parts.summary]
  },
  "range.format.autofitRows": {
    given: [patch(range("J2", "/format"), { rowHeight: 60 })],
    request: post(range("J2:J3", "/format/autofitRows")),
    effect: { rows: { "Summary!2": { height: 15 } } },
    parts: [parts.summary]
  },
  "protection.protect": {
    request: post(`${summary}/protection/protect`, { options: { allowSort: true } }),
    effect: { sheets: { Summary: { isProtected: true }, Orders: { isProtected: false } } },
    parts: [parts.summary]
  },
  "protection.unprotect": {
    given: [post(`${summary}/protection/protect`)],
    request: post(`${summary}/protection/unprotect`),
    effect: { sheets: { Summary: { isProtected: false } } },
    parts: [parts.summary]
  },
  "tables.add": {
    given: [patch(range("J2:K3"), { values: [["Key", "Size"], ["a", 1]] })],
    request: post(`${summary}/tables/add`, { address: "J2:K3", hasHeaders: true }),
    effect: { tables: { Table1: { range: "Summary!J2:K3", showsButtons: true } } },
    parts: [parts.summary, ...added("xl/tables/table2.xml", "xl/worksheets/_rels/sheet2.xml.rels")]
  },
  "table.update: name": {
    request: patch(table, { name: "Sales" }),
    effect: {
      tables: { Sales: { range: "Orders!A1:G26" }, Orders: null },
      cells: { "Summary!B8": { value: 33271.5 } }
    },
    parts: [parts.table, parts.orders, parts.summary]
  },
  "table.update: style": {
    request: patch(table, { style: "TableStyleMedium5", highlightFirstColumn: true }),
    effect: { tables: { Orders: { style: "TableStyleMedium5", highlightsFirstColumn: true } } },
    parts: [parts.table]
  },
  "table.update: totals": {
    request: patch(table, { showTotals: false }),
    effect: {
      tables: { Orders: { range: "Orders!A1:G25", hasTotals: false } },
      cells: { "Orders!A26": { value: null }, "Orders!E26": { value: null, formula: null } }
    },
    parts: rows
  },
  "table.update: headers": {
    request: patch(table, { showHeaders: false }),
    effect: { tables: { Orders: { range: "Orders!A2:G26" } }, cells: { "Orders!A1": { value: null } } },
    parts: [parts.orders, parts.table]
  },
  "table.update: buttons": {
    request: patch(table, { showFilterButton: false }),
    effect: { tables: { Orders: { showsButtons: false } } },
    parts: [parts.table]
  },
  "table.delete": {
    request: remove(table),
    effect: { tables: { Orders: null }, cells: { "Orders!A2": { value: null }, "Summary!B12": { value: "#REF!" } } },
    parts: [
      parts.orders,
      parts.summary,
      ...added(parts.table, "xl/worksheets/_rels/sheet1.xml.rels")
    ]
  },
  "table.convertToRange": {
    request: post(`${table}/convertToRange`),
    effect: {
      tables: { Orders: null },
      cells: { "Orders!A1": { value: "Order" }, "Orders!G2": { formula: "Orders!$E2*Orders!$F2", value: 1396 } }
    },
    parts: [parts.orders, parts.summary, ...added(parts.table, "xl/worksheets/_rels/sheet1.xml.rels")]
  },
  "table.clearFilters": {
    given: [eastOnly],
    request: post(`${table}/clearFilters`),
    effect: { rows: { "Orders!2": { isHidden: false }, "Orders!3": { isHidden: false } } },
    parts: rows
  },
  "table.reapplyFilters": {
    given: [eastOnly, patch(range("C3", "", orders), { values: [["North"]] })],
    request: post(`${table}/reapplyFilters`),
    effect: { rows: { "Orders!3": { isHidden: true }, "Orders!8": { isHidden: false } } },
    parts: [parts.orders, parts.summary]
  },
  "table.sort.apply": {
    request: byUnits,
    effect: {
      cells: { "Orders!A2": { value: "SO-1015" }, "Orders!A3": { value: "SO-1003" }, "Orders!G2": { value: 1690 } }
    },
    parts: [parts.orders, parts.table]
  },
  "table.sort.clear": {
    given: [byUnits],
    request: post(`${table}/sort/clear`),
    effect: {},
    unread: {
      exceljs: "exceljs does not read the state of sorting",
      LibreOffice: "LibreOffice does not read the state of sorting"
    },
    parts: [parts.table]
  },
  "table.sort.reapply": {
    given: [byUnits, patch(range("E2", "", orders), { values: [[1]] })],
    request: post(`${table}/sort/reapply`),
    effect: { cells: { "Orders!A2": { value: "SO-1003" }, "Orders!A25": { value: "SO-1015" } } },
    parts: [parts.orders]
  },
  "rows.add": {
    request: post(`${table}/rows/add`, { index: null, values: [rowValues] }),
    effect: {
      tables: { Orders: { range: "Orders!A1:G27" } },
      cells: {
        "Orders!A26": { value: "SO-1025" },
        "Orders!G26": { value: 1000 },
        "Orders!E27": { value: 411 },
        "Summary!B6": { value: 11308 }
      }
    },
    parts: [...rows, parts.strings]
  },
  "rows.insert": {
    request: post(`${table}/rows/add`, { index: 0, values: [rowValues] }),
    effect: {
      tables: { Orders: { range: "Orders!A1:G27" } },
      cells: { "Orders!A2": { value: "SO-1025" }, "Orders!A3": { value: "SO-1001" }, "Orders!A27": { value: "Total" } }
    },
    parts: [...rows, parts.strings]
  },
  "row.update": {
    request: patch(`${table}/rows/itemAt(index=1)`, { values: [rowValues] }),
    effect: {
      cells: { "Orders!A2": { value: "SO-1001" }, "Orders!A3": { value: "SO-1025" }, "Orders!E26": { value: 399 } }
    },
    parts: [parts.orders, parts.summary, parts.strings]
  },
  "row.delete": {
    request: remove(`${table}/rows/itemAt(index=0)`),
    effect: {
      tables: { Orders: { range: "Orders!A1:G25" } },
      cells: { "Orders!A2": { value: "SO-1002" }, "Orders!E25": { value: 307 }, "Summary!B11": { value: 23 } }
    },
    parts: rows
  },
  "columns.add": {
    request: post(`${table}/columns/add`, { name: "Note <&>" }),
    effect: { tables: { Orders: { range: "Orders!A1:H26" } }, cells: { "Orders!H1": { value: "Note <&>" } } },
    parts: [parts.orders, parts.strings, parts.table]
  },
  "column.update": {
    request: patch(`${table}/columns('Region')`, { name: "Area" }),
    effect: { cells: { "Orders!C1": { value: "Area" }, "Summary!B4": { value: 8762.75 } } },
    parts: [parts.orders, parts.summary, parts.strings, parts.table]
  },
  "column.delete": {
    request: remove(`${table}/columns('Order')`),
    effect: {
      tables: { Orders: { range: "Orders!A1:F26" } },
      cells: { "Orders!D1": { value: "Units" }, "Orders!F2": { value: 1396 }, "Summary!B11": { value: "#REF!" } }
    },
    parts: rows
  },
  "filter.values": rowFilter("applyValuesFilter", "Region", { values: ["East"] }, { 2: true, 3: false, 4: true }),
  "filter.custom": rowFilter(
    "applyCustomFilter",
    "Units",
    { criteria1: ">10", criteria2: "<20", oper: "And" },
    { 2: true, 3: false, 4: true }
  ),
  "filter.dynamic": rowFilter("applyDynamicFilter", "Units", { criteria: "AboveAverage" }, { 2: true, 4: false }, {
    exceljs: "dynamicFilter"
  }),
  "filter.top": rowFilter("applyTopItemsFilter", "Units", { count: 2 }, { 2: true, 4: false, 11: true, 16: false }, {
    exceljs: "top10"
  }),
  "filter.bottom": rowFilter("applyBottomPercentFilter", "Units", { percent: 50 }, { 2: false, 4: true }, {
    exceljs: "top10"
  }),
  "filter.cellColor": rowFilter("applyCellColorFilter", "Units", { color: "#FF0000" }, { 2: true, 3: false }, {
    given: [patch(range("E3", "/format/fill", orders), { color: "#FF0000" })],
    exceljs: "colorFilter"
  }),
  "filter.fontColor": rowFilter("applyFontColorFilter", "Units", { color: "#FF0000" }, { 2: true, 3: false }, {
    given: [patch(range("E3", "/format/font", orders), { color: "#FF0000" })],
    exceljs: "colorFilter"
  }),
  "filter.icon": rowFilter("applyIconFilter", "Units", { icon: { set: "ThreeArrows", index: 1 } }, {
    2: true,
    25: true
  }, { exceljs: "iconFilter" }),
  "filter.clear": rowFilter("clear", "Region", undefined, { 2: false, 3: false }, { given: [eastOnly] }),
  "names.add": {
    request: post("names/add", { name: "Best", reference: "=Summary!$B$15", comment: "a < b" }),
    effect: { names: { Best: "Summary!$B$15" } },
    parts: [parts.workbook]
  },
  "names.add: of a worksheet": {
    request: post(`${summary}/names/add`, { name: "Best", reference: "=Summary!$B$15" }),
    effect: { names: { Best: "Summary!$B$15" } },
    parts: [parts.workbook]
  },
  "names.addFormulaLocal": {
    request: post("names/addFormulaLocal", { name: "Best", formula: "=Summary!$B$15" }),
    effect: { names: { Best: "Summary!$B$15" } },
    parts: [parts.workbook]
  },
  "name.update": {
    request: patch("names('TaxRate')", { visible: false, comment: "c" }),
    effect: {},
    unread: {
      exceljs: "exceljs does not read the comment of a name, or that it is hidden",
      LibreOffice: "LibreOffice does not read the comment of a name, or that it is hidden"
    },
    parts: [parts.workbook]
  },
  "comment.reply": {
    request: post("comments('{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}')/replies", {
      content: "Thanks & <goodbye>",
      contentType: "plain"
    }),
    effect: { cells: { "Summary!G11": { endOfNote: "Thanks & <goodbye>" } } },
    parts: ["xl/comments1.xml", "xl/persons/person.xml", "xl/threadedComments/threadedComment1.xml"]
  },
  "pivotTable.refresh": refreshed("worksheets('Pivot')/pivotTables('Totals')/refresh"),
  "pivotTables.refreshAll": refreshed("worksheets('Pivot')/pivotTables/refreshAll"),
  "charts.add": {
    request: post(`${summary}/charts/add`, { type: "Line", sourceData: "A3:B7", seriesBy: "Columns" }),
    effect: {
      charts: {
        "Chart 1": {
          sheet: "Summary",
          kind: "chart:line",
          series: { 0: { name: "Revenue", values: "Summary!B4:B7" } }
        }
      }
    },
    parts: [parts.drawing, ...added("xl/charts/chart2.xml", "xl/drawings/_rels/drawing1.xml.rels")]
  },
  "chart.update: position and size": {
    request: patch(chart, { height: 200.25, left: 12, top: 30, width: 320.25 }),
    effect: { charts: { "Revenue by region": { start: "A2", end: "F15", height: 200.25 } } },
    parts: [parts.drawing]
  },
  "chart.update: name": {
    request: patch(chart, { name: "Chart & co" }),
    effect: { charts: { "Chart & co": { sheet: "Summary" }, "Revenue by region": null } },
    parts: [parts.drawing]
  },
  "chart.delete": {
    request: remove(chart),
    effect: { charts: { "Revenue by region": null } },
    parts: [
      parts.summary,
      parts.chart,
      "xl/drawings/_rels/drawing1.xml.rels",
      ...added(parts.drawing, "xl/worksheets/_rels/sheet2.xml.rels")
    ]
  },
  "chart.setData": charted(post(`${chart}/setData`, { sourceData: "A3:C7", seriesBy: "Columns" }), {
    series: { 0: { values: "Summary!B4:B7" }, 1: { name: "Units", values: "Summary!C4:C7" } }
  }),
  "chart.setPosition": {
    request: post(`${chart}/setPosition`, { startCell: "C20", endCell: "H30" }),
    effect: { charts: { "Revenue by region": { start: "C20", end: "H30" } } },
    parts: [parts.drawing]
  },
  "chart.title: text": charted(patch(`${chart}/title`, { text: "Sales < plan & 'more'" }), {
    title: "Sales < plan & 'more'"
  }),
  "chart.title: visible": charted(patch(`${chart}/title`, { visible: false }), { title: null }),
  "chart.legend": charted(patch(`${chart}/legend`, { visible: true, position: "Top" }), { legend: "top" }),
  "chart.dataLabels": charted(patch(`${chart}/datalabels`, { showValue: false }), {
    series: { 0: { labels: null } }
  }),
  "chart.axis": charted(patch(`${chart}/axes/valueaxis`, { maximum: 20000, minimum: -1000, majorUnit: 2500 }), {
    maximum: 20000,
    minimum: -1000,
    majorUnit: 2500
  }),
  "chart.axis.title": charted(patch(`${chart}/axes/valueaxis/title`, { text: "Units", visible: true }), {
    axisTitle: "Units"
  }),
  "chart.axis.gridlines": charted(patch(`${chart}/axes/valueaxis/majorgridlines`, { visible: false }), {
    hasGridlines: false
  }),
  "chart.series": charted(patch(`${chart}/series/itemAt(index=0)`, { name: "Renamed < series" }), {
    series: { 0: { name: "Renamed < series" } }
  }),
  "chart.series.fill": charted(
    post(`${chart}/series/itemAt(index=0)/format/fill/setSolidColor`, { color: "#123456" }),
    { series: { 0: { fill: "#123456" } } }
  ),
  "chart.series.line": charted(patch(`${chart}/series/itemAt(index=0)/format/line`, { color: "#123456" }), {
    series: { 0: { line: "#123456" } }
  }),
  "chart.series.points": charted(
    post(`${chart}/series/itemAt(index=0)/points/itemAt(index=0)/format/fill/clear`),
    { series: { 0: { firstPoint: "none" } } }
  ),
  "chart.font": charted(patch(`${chart}/title/format/font`, { bold: true, size: 18, color: "#123456" }), {
    titleIsBold: true,
    titleSize: 18,
    titleColor: "#123456"
  })
}

/** The files before and after a write. */
export const filesOf = ({ given = [], request }: Write) =>
  Effect.gen(function*() {
    for (const edit of given) yield* succeed(edit)
    const before = yield* download
    yield* succeed(request)
    return { before, after: yield* download }
  })

const succeed = (edit: Edit) =>
  Effect.map(execute(edit), ({ body, status }) => {
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(edit)}: ${JSON.stringify(body)}`)
  })
