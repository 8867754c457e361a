/**
 * Sheets, cells, tables and names of a workbook as plain data. They are snapshots of the workbook. In a later state a
 * sheet or table is identified by `id`, and a name by `name` and `scope`.
 *
 * Rows, columns and positions are zero-based. The bounds of an area are inclusive.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue, Matrix, ValueType } from "@effect-workbook/schema/CellValue"
import type { ChartType, DataLabelPosition, LegendPosition, SeriesBy } from "@effect-workbook/schema/Chart"
import type * as Filter from "@effect-workbook/schema/Filter"

/**
 * A sheet of a workbook. Only worksheets have cells. `position` is the zero-based index of the sheet in the workbook.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]], Notes: [] })
 *   const [, notes] = book.sheets
 *   assert.ok(notes !== undefined)
 *   const hidden = yield* book.setVisibility(notes, "Hidden")
 *   assert.deepEqual([hidden.name, hidden.position, hidden.visibility, hidden.kind], ["Notes", 1, "Hidden", "worksheet"])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Sheet {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly visibility: "Visible" | "Hidden" | "VeryHidden"
  readonly kind: "worksheet" | "chartsheet" | "dialogsheet" | "macrosheet"
}

/**
 * A pivot table of a worksheet. `id` is its identifier in the file or, in files without one, its name.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const pivotTables: ReadonlyArray<Model.PivotTable> = book.pivotTables(data)
 *   assert.deepEqual(pivotTables, [])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PivotTable {
  readonly id: string
  readonly name: string
  readonly sheet: Sheet
}

/**
 * What users can do on a protected sheet, besides to change unlocked cells.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect, Option } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   yield* book.protectSheet(data, { allowSort: true })
 *   const options: Model.ProtectionOptions = Option.getOrThrow(book.protection(data))
 *   assert.deepEqual([options.allowSort, options.allowInsertRows], [true, false])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ProtectionOptions {
  readonly allowAutoFilter: boolean
  readonly allowDeleteColumns: boolean
  readonly allowDeleteRows: boolean
  readonly allowFormatCells: boolean
  readonly allowFormatColumns: boolean
  readonly allowFormatRows: boolean
  readonly allowInsertColumns: boolean
  readonly allowInsertHyperlinks: boolean
  readonly allowInsertRows: boolean
  readonly allowPivotTables: boolean
  readonly allowSort: boolean
}

/**
 * The cells of an area. Each matrix has a row for each row of the area, and is created by the call.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["50%", "=A1*2"]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const cells = book.read(data, { top: 0, left: 0, bottom: 0, right: 1 })
 *   assert.deepEqual(cells.values(), [[0.5, 1]])
 *   assert.deepEqual(cells.formulas(), [[0.5, "=A1*2"]])
 *   assert.deepEqual(cells.valueTypes(), [["Double", "Double"]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Cells {
  /** Constants and results of formulas. A blank cell is `""`, and an error is its code. */
  readonly values: () => Matrix
  /** Formulas with their `=`. For a cell without a formula, its value. */
  readonly formulas: () => Matrix
  /** The texts that Excel displays. */
  readonly text: () => ReadonlyArray<ReadonlyArray<string>>
  /** Number format codes in the en-US locale: `0.00%`. */
  readonly numberFormat: () => ReadonlyArray<ReadonlyArray<string>>
  readonly valueTypes: () => ReadonlyArray<ReadonlyArray<ValueType>>
  /** Like `formulas`, with references in R1C1 notation. */
  readonly formulasR1C1: () => Matrix
  /** Whether all rows are hidden. `null` if only some are. */
  readonly rowHidden: () => boolean | null
  /** Whether all columns are hidden. `null` if only some are. */
  readonly columnHidden: () => boolean | null
}

/**
 * A formula that could not be computed. Its cell, and the other cells that it fills, keep their stored values.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1, "=GETPIVOTDATA(\"Sum\",A1)"]] })
 *   const [first] = book.uncomputed
 *   assert.deepEqual([first?.row, first?.column], [0, 1])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Uncomputed {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
  /** The reason, such as `unknown function GROUPBY` or `external reference [1]Sheet1`. */
  readonly reason: string
}

/**
 * Values to write to an area: one value for all cells, or a matrix with the size of the area. In a matrix, `null`
 * leaves a cell unchanged.
 *
 * @category models
 * @since 0.1.0
 */
export type CellValues = Matrix | Exclude<CellValue, null>

/**
 * A write to the cells of an area. `""` clears a cell and keeps its number format. If a cell has both a formula and a
 * value, the formula is written.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1], [2]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const area = { top: 0, left: 1, bottom: 1, right: 1 }
 *   const write: Model.Write = { formulas: [["=A1*2"], ["=A2*2"]], numberFormat: "0.00" }
 *   yield* book.write(data, area, write)
 *   assert.deepEqual(book.read(data, area).text(), [["2.00"], ["4.00"]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Write {
  readonly values?: CellValues | undefined
  /** Formulas with their `=`. Any other content is written like `values`. */
  readonly formulas?: CellValues | undefined
  /** Formulas in R1C1 notation. They are ignored if there are `formulas`. */
  readonly formulasR1C1?: CellValues | undefined
  /** Number format codes in the en-US locale. `""` means `General`. */
  readonly numberFormat?: CellValues | undefined
  /** Whether the rows of the area are hidden. */
  readonly rowHidden?: boolean | undefined
  /** Whether the columns of the area are hidden. */
  readonly columnHidden?: boolean | undefined
}

/**
 * A column of a table. `index` is its zero-based position in the table.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 1, right: 1 }, true)
 *   const profit = yield* book.addColumn(table, null, { name: "Profit" })
 *   assert.deepEqual([profit.name, profit.index], ["Profit", 2])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Column {
  readonly id: string
  readonly name: string
  readonly index: number
}

/**
 * A table. `area` includes the header and totals rows.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 1, right: 1 }, true)
 *   assert.deepEqual(table.columns.map(({ name }) => name), ["City", "Sales"])
 *   assert.deepEqual(table.body, { top: 1, left: 0, bottom: 1, right: 1 })
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Table {
  /** The GUID that Excel stores with the table, in braces. */
  readonly id: string
  /** The number of the table in the workbook. */
  readonly legacyId: string
  readonly name: string
  readonly sheet: Sheet
  readonly area: Area
  /** The data rows between the header row and the totals row. `undefined` if there are none. */
  readonly body: Area | undefined
  readonly showHeaders: boolean
  readonly showTotals: boolean
  readonly showFilterButton: boolean
  readonly columns: ReadonlyArray<Column>
  /** The name of the table style: `TableStyleMedium2`. */
  readonly style: string | undefined
  readonly highlightFirstColumn: boolean
  readonly highlightLastColumn: boolean
  readonly showBandedRows: boolean
  readonly showBandedColumns: boolean
}

/**
 * A change of table properties. Omitted properties stay unchanged.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 1, right: 1 }, true)
 *   const changes: Model.TableUpdate = { name: "Sales", showTotals: true }
 *   const updated = yield* book.updateTable(table, changes)
 *   assert.deepEqual([updated.name, updated.showTotals, updated.showHeaders], ["Sales", true, true])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableUpdate {
  readonly name?: string | undefined
  readonly style?: string | undefined
  readonly showHeaders?: boolean | undefined
  readonly showTotals?: boolean | undefined
  readonly showFilterButton?: boolean | undefined
  readonly highlightFirstColumn?: boolean | undefined
  readonly highlightLastColumn?: boolean | undefined
  readonly showBandedRows?: boolean | undefined
  readonly showBandedColumns?: boolean | undefined
}

/**
 * A condition of a filter that depends on the other cells of the column, or on the date of today.
 *
 * @category models
 * @since 0.1.0
 */
export type DynamicFilter = Exclude<Filter.DynamicCriteria, "Unknown">

/**
 * A date in a filter, in ISO 8601, and how much of it is compared.
 *
 * @category models
 * @since 0.1.0
 */
export interface FilterDate {
  readonly date: string
  readonly specificity: Filter.Specificity
}

/**
 * The filter of a table column.
 *
 * - `Values`: texts as Excel displays them, and dates. `""` means blank cells
 * - `Custom`: one or two comparisons such as `>50` or `=*ing`, with wildcards
 * - `Items`: the greatest or smallest items, or a percentage of the items
 * - `Dynamic`: a condition that depends on other cells or on the date
 * - `CellColor` and `FontColor`: a color such as `#FF0000`
 * - `Icon`: an icon of a conditional format
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 2, right: 1 }, true)
 *   const filter: Model.ColumnFilter = { on: "Custom", criteria: [">10"], operator: "And" }
 *   yield* book.setFilter(table, table.columns[1]?.id ?? "", filter)
 *   assert.equal(book.read(data, { top: 2, left: 0, bottom: 2, right: 1 }).rowHidden(), true)
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ColumnFilter =
  | { readonly on: "Values"; readonly values: ReadonlyArray<string | FilterDate> }
  | { readonly on: "Custom"; readonly criteria: ReadonlyArray<string>; readonly operator: Filter.Operator }
  | { readonly on: "Items"; readonly top: boolean; readonly percent: boolean; readonly count: number }
  | { readonly on: "Dynamic"; readonly condition: DynamicFilter }
  | { readonly on: "CellColor" | "FontColor"; readonly color: string }
  | { readonly on: "Icon"; readonly icon: Icon }

/**
 * An icon of a conditional format: the name of its set, and its zero-based index in the set.
 *
 * @category models
 * @since 0.1.0
 */
export interface Icon {
  readonly set: string
  readonly index: number
}

/**
 * A defined name.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[20], [22]] })
 *   const name = yield* book.addName({ name: "Total", formula: "=SUM(Data!$A$1:$A$2)" })
 *   assert.deepEqual([name.name, name.formula, name.value, name.visible], ["Total", "=SUM(Data!$A$1:$A$2)", 42, true])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Name {
  readonly name: string
  /** The sheet of the name. `undefined` for a name of the whole workbook. */
  readonly scope: Sheet | undefined
  /** Includes the leading `=`. */
  readonly formula: string
  readonly type: "String" | "Integer" | "Double" | "Boolean" | "Range" | "Array" | "Error"
  /** The value of the formula, or the formula itself if it refers to a range. */
  readonly value: CellValue
  readonly comment: string
  readonly visible: boolean
}

/**
 * A name to define. `formula` is a reference or formula with the leading `=`. Without `scope` it is a name of the whole
 * workbook.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[100]] })
 *   const rate: Model.NewName = { name: "Rate", formula: "=0.25", comment: "VAT" }
 *   const added = yield* book.addName(rate)
 *   assert.deepEqual([added.name, added.value, added.comment], ["Rate", 0.25, "VAT"])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NewName {
  readonly name: string
  readonly formula: string
  readonly comment?: string | undefined
  readonly scope?: Sheet | undefined
}

/**
 * A reply to a comment. `contentType` says whether the text contains the names of people that it mentions.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const answer = (book: Book.Book, comment: Model.Comment): Effect.Effect<Model.CommentReply, unknown> =>
 *   book.addReply(comment, "Yes", "Ada")
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]] })
 *   const replies = yield* Effect.forEach(book.comments, (comment) => answer(book, comment))
 *   assert.deepEqual(replies, [])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CommentReply {
  /** A GUID in braces. */
  readonly id: string
  readonly content: string
  readonly contentType: "plain" | "mention"
}

/**
 * A comment on a cell, with its replies from the oldest to the newest one. Notes are not comments.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]] })
 *   const comments: ReadonlyArray<Model.Comment> = book.comments
 *   assert.deepEqual(comments.filter(({ replies }) => replies.length === 0), [])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Comment extends CommentReply {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
  readonly replies: ReadonlyArray<CommentReply>
}

/**
 * A chart of a worksheet. `left`, `top`, `width` and `height` are in points, from the top left corner of the sheet.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   assert.deepEqual([chart.name, chart.width, chart.height], ["Chart 1", 360, 216])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Chart {
  readonly id: string
  readonly name: string
  readonly sheet: Sheet
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * The cells that a chart shows, on any worksheet.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   const rows: Model.ChartSource = { sheet: data, area: source.area }
 *   yield* book.setChartData(chart, rows, "Rows")
 *   assert.deepEqual((yield* book.readChart(chart)).series.map(({ name }) => name), ["Oslo", "Rome"])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartSource {
  readonly sheet: Sheet
  readonly area: Area
}

/**
 * A chart to add. By default it has no data, the size 360 × 216, a place beside its data, and a name that is not used.
 * Without `seriesBy`, the columns of the source are the series.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   const added = yield* book.addChart(data, { type: "Line", name: "Trend", left: 10, top: 20 })
 *   assert.deepEqual([added.name, added.left, added.top], ["Trend", 10, 20])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NewChart {
  readonly type: ChartType
  readonly source?: ChartSource | undefined
  readonly seriesBy?: SeriesBy | undefined
  readonly name?: string | undefined
  readonly left?: number | undefined
  readonly top?: number | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/**
 * An axis of a chart: the one with the categories or the x values, the one with the values, or the one with the series.
 *
 * @category models
 * @since 0.1.0
 */
export type ChartAxisKind = "category" | "value" | "series"

/**
 * An element of a chart that has a format. Indices are zero-based.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   const axis: Model.ChartElement = { kind: "axis", axis: "value" }
 *   yield* book.updateChart(chart, [{ kind: "line", of: axis, color: "#FF0000" }])
 *   assert.equal((yield* book.readChart(chart)).line(axis), "#FF0000")
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ChartElement =
  | { readonly kind: "area" | "title" | "legend" | "dataLabels" }
  | {
    readonly kind: "axis" | "axisTitle" | "majorGridlines" | "minorGridlines"
    readonly axis: ChartAxisKind
  }
  | { readonly kind: "series"; readonly series: number }
  | { readonly kind: "point"; readonly series: number; readonly point: number }

/**
 * A font in a chart. The size is in points.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   yield* book.updateChart(chart, [{ kind: "font", of: { kind: "area" }, size: 12, bold: true }])
 *   const font: Model.ChartFont = (yield* book.readChart(chart)).font({ kind: "area" })
 *   assert.deepEqual([font.size, font.bold, font.italic], [12, true, false])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartFont {
  readonly bold: boolean
  /** `#RRGGBB`. */
  readonly color: string
  readonly italic: boolean
  readonly name: string
  readonly size: number
  readonly underline: "None" | "Single"
}

/**
 * A change of a chart. Omitted properties stay unchanged. A color is `#RRGGBB`, and `null` removes a fill or a line. For
 * `"auto"`, Excel chooses a number of an axis. To change the text of a title, or the position of a legend, makes it
 * visible.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   const changes: ReadonlyArray<Model.ChartChange> = [
 *     { kind: "title", text: "Sales by city" },
 *     { kind: "axis", axis: "value", maximum: 50 }
 *   ]
 *   yield* book.updateChart(chart, changes)
 *   const content = yield* book.readChart(chart)
 *   assert.deepEqual([content.title.text, content.axis("value")?.maximum], ["Sales by city", 50])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ChartChange =
  | {
    readonly kind: "chart"
    readonly name?: string | undefined
    readonly left?: number | undefined
    readonly top?: number | undefined
    readonly width?: number | undefined
    readonly height?: number | undefined
  }
  | {
    readonly kind: "title"
    readonly text?: string | undefined
    readonly overlay?: boolean | undefined
    readonly visible?: boolean | undefined
  }
  | {
    readonly kind: "legend"
    readonly position?: LegendPosition | undefined
    readonly overlay?: boolean | undefined
    readonly visible?: boolean | undefined
  }
  | {
    readonly kind: "dataLabels"
    readonly position?: DataLabelPosition | undefined
    readonly separator?: string | undefined
    readonly showBubbleSize?: boolean | undefined
    readonly showCategoryName?: boolean | undefined
    readonly showLegendKey?: boolean | undefined
    readonly showPercentage?: boolean | undefined
    readonly showSeriesName?: boolean | undefined
    readonly showValue?: boolean | undefined
  }
  | {
    readonly kind: "axis"
    readonly axis: ChartAxisKind
    readonly minimum?: number | "auto" | undefined
    readonly maximum?: number | "auto" | undefined
    readonly majorUnit?: number | "auto" | undefined
    readonly minorUnit?: number | "auto" | undefined
  }
  | {
    readonly kind: "axisTitle"
    readonly axis: ChartAxisKind
    readonly text?: string | undefined
    readonly visible?: boolean | undefined
  }
  | {
    readonly kind: "gridlines"
    readonly axis: ChartAxisKind
    readonly lines: "major" | "minor"
    readonly visible?: boolean | undefined
  }
  | { readonly kind: "series"; readonly series: number; readonly name?: string | undefined }
  | (
    & { readonly kind: "font"; readonly of: ChartElement }
    & { readonly [Name in keyof ChartFont]?: ChartFont[Name] | undefined }
  )
  | { readonly kind: "fill" | "line"; readonly of: ChartElement; readonly color: string | null }

/**
 * The content of a chart. The properties of data labels are `null` if they differ between the series.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42], ["Rome", 7]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const source = { sheet: data, area: { top: 0, left: 0, bottom: 2, right: 1 } }
 *   const chart = yield* book.addChart(data, { type: "ColumnClustered", source })
 *   const content: Model.ChartContent = yield* book.readChart(chart)
 *   assert.deepEqual(content.title, { text: "Sales", overlay: false, visible: true })
 *   assert.deepEqual(content.points(0), [42, 7])
 *   assert.equal(content.axis("series"), undefined)
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartContent {
  readonly title: { readonly text: string | null; readonly overlay: boolean; readonly visible: boolean }
  readonly legend: {
    readonly position: LegendPosition | "Custom"
    readonly overlay: boolean
    readonly visible: boolean
  }
  readonly dataLabels: {
    readonly position: string | null
    readonly separator: string | null
    readonly showBubbleSize: boolean | null
    readonly showCategoryName: boolean | null
    readonly showLegendKey: boolean | null
    readonly showPercentage: boolean | null
    readonly showSeriesName: boolean | null
    readonly showValue: boolean | null
  }
  /** The numbers of an axis as they are used, `null` for an axis with categories. `undefined` without such an axis. */
  readonly axis: (
    axis: ChartAxisKind
  ) => {
    readonly minimum: number | null
    readonly maximum: number | null
    readonly majorUnit: number | null
    readonly minorUnit: number | null
  } | undefined
  readonly axisTitle: (axis: ChartAxisKind) => { readonly text: string | null; readonly visible: boolean }
  readonly gridlines: (axis: ChartAxisKind, lines: "major" | "minor") => boolean
  /** The series in their order, with the number of their points. */
  readonly series: ReadonlyArray<{ readonly name: string; readonly points: number }>
  /** The values of the points of a series. */
  readonly points: (series: number) => ReadonlyArray<CellValue>
  readonly font: (of: ChartElement) => ChartFont
  /** The color of a line, or `null` if there is none or Excel chooses it. */
  readonly line: (of: ChartElement) => string | null
}

/**
 * The calculation mode. In `Manual` mode, formulas are calculated by `Book.calculate` only.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1, "=A1*2"]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   yield* book.setCalculationMode("Manual")
 *   yield* book.write(data, { top: 0, left: 0, bottom: 0, right: 0 }, { values: 21 })
 *   const result = () => book.read(data, { top: 0, left: 1, bottom: 0, right: 1 }).values()
 *   assert.deepEqual(result(), [[2]])
 *   yield* book.calculate("Recalculate")
 *   assert.deepEqual(result(), [[42]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual"

/**
 * The extent of a calculation: `Recalculate` calculates the formulas that are affected by changes, `Full` calculates
 * all formulas, and `FullRebuild` also builds the dependency graph again.
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationType = "Recalculate" | "Full" | "FullRebuild"

/**
 * The code of an error value in a cell.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect, Either } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [] })
 *   assert.deepEqual(yield* book.callFunction("SQRT", [-1]), Either.left("#NUM!"))
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorCode =
  | "#NULL!"
  | "#DIV/0!"
  | "#VALUE!"
  | "#REF!"
  | "#NAME?"
  | "#NUM!"
  | "#N/A"
  | "#GETTING_DATA"
  | "#SPILL!"
  | "#CALC!"
  | "#FIELD!"
  | "#BLOCKED!"
  | "#UNKNOWN!"
  | "#BUSY!"

/**
 * What `Book.clear` clears. `Contents` are the values and formulas.
 *
 * @category models
 * @since 0.1.0
 */
export type Cleared = "All" | "Formats" | "Contents"

/**
 * A condition of a sort. `key` is the offset of a column from the first column of the sorted area, or of a row if columns
 * are sorted.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["b", 1], ["a", 2]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const area = { top: 0, left: 0, bottom: 1, right: 1 }
 *   const byText: Model.SortCondition = { key: 0, on: "Value", ascending: true, textAsNumber: false }
 *   yield* book.sort(data, area, {
 *     conditions: [byText],
 *     matchCase: false,
 *     hasHeaders: false,
 *     orientation: "Rows",
 *     method: "PinYin"
 *   })
 *   assert.deepEqual(book.read(data, area).values(), [["a", 2], ["b", 1]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SortCondition {
  readonly key: number
  readonly on: "Value" | "CellColor" | "FontColor" | "Icon"
  /** For colors and icons, whether cells with the color or icon come first. */
  readonly ascending: boolean
  /** The color of a sort on colors: `#FF0000`. */
  readonly color?: string | undefined
  /** The icon of a sort on icons, by the name of its set in the workbook API: `ThreeArrows`. */
  readonly icon?: { readonly set: string; readonly index: number } | undefined
  /** Whether text that looks like a number is compared as a number. */
  readonly textAsNumber: boolean
}

/**
 * A sort of the rows or columns of an area. The next condition decides where lines are equal by the one before.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 1], ["Bergen", 2]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const descending: Model.Sort = {
 *     conditions: [{ key: 1, on: "Value", ascending: false, textAsNumber: false }],
 *     matchCase: false,
 *     hasHeaders: true,
 *     orientation: "Rows",
 *     method: "PinYin"
 *   }
 *   yield* book.sort(data, { top: 0, left: 0, bottom: 2, right: 1 }, descending)
 *   assert.deepEqual(book.read(data, { top: 0, left: 0, bottom: 2, right: 0 }).values(), [["City"], ["Bergen"], ["Oslo"]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Sort {
  readonly conditions: ReadonlyArray<SortCondition>
  readonly matchCase: boolean
  /** Whether the first row, or the first column if columns are sorted, stays where it is. */
  readonly hasHeaders: boolean
  /** Whether rows or columns are sorted. */
  readonly orientation: "Rows" | "Columns"
  /** The order of Chinese characters. */
  readonly method: "PinYin" | "StrokeCount"
}

/**
 * The sort of a table.
 *
 * @example
 * ```ts
 * import { Book, type Model } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Rome", 7], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 2, right: 1 }, true)
 *   const condition: Model.SortCondition = { key: 0, ascending: true, on: "Value", textAsNumber: false }
 *   const sort: Model.TableSort = { conditions: [condition], matchCase: false, method: "PinYin" }
 *   yield* book.sortTable(table, sort)
 *   assert.deepEqual(book.read(data, { top: 1, left: 0, bottom: 2, right: 0 }).values(), [["Oslo"], ["Rome"]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableSort {
  readonly conditions: ReadonlyArray<SortCondition>
  readonly matchCase: boolean
  /** The order of Chinese characters. */
  readonly method: "PinYin" | "StrokeCount"
}
