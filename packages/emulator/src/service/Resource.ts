/**
 * The resource that a path addresses: one shape for each resource type that the emulator serves.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import type { Address } from "@effect-workbook/schema/Address"
import type { Side } from "@effect-workbook/schema/RangeBorder"

/** A part of a range. The address includes the sheet name. */
interface OfRange<Type extends string> {
  readonly type: Type
  readonly sheet: Model.Sheet
  readonly address: Address
}

export interface Instances {
  readonly driveItem: { readonly type: "driveItem" }
  readonly workbook: { readonly type: "workbook" }
  readonly "Collection(workbookOperation)": { readonly type: "Collection(workbookOperation)" }
  readonly workbookOperation: { readonly type: "workbookOperation"; readonly id: string }
  readonly workbookApplication: { readonly type: "workbookApplication" }
  readonly workbookFunctions: { readonly type: "workbookFunctions" }
  readonly "Collection(workbookWorksheet)": { readonly type: "Collection(workbookWorksheet)" }
  readonly workbookWorksheet: { readonly type: "workbookWorksheet"; readonly sheet: Model.Sheet }
  /** The address includes the sheet name. */
  readonly workbookRange: {
    readonly type: "workbookRange"
    readonly sheet: Model.Sheet
    readonly address: Address
  }
  /** The tables of a worksheet, or of the whole workbook. */
  readonly "Collection(workbookTable)": {
    readonly type: "Collection(workbookTable)"
    readonly sheet: Model.Sheet | undefined
  }
  readonly workbookTable: { readonly type: "workbookTable"; readonly table: Model.Table }
  readonly "Collection(workbookTableRow)": {
    readonly type: "Collection(workbookTableRow)"
    readonly table: Model.Table
  }
  readonly workbookTableRow: {
    readonly type: "workbookTableRow"
    readonly table: Model.Table
    readonly index: number
  }
  readonly "Collection(workbookTableColumn)": {
    readonly type: "Collection(workbookTableColumn)"
    readonly table: Model.Table
  }
  readonly workbookTableColumn: {
    readonly type: "workbookTableColumn"
    readonly table: Model.Table
    readonly column: Model.Column
  }
  readonly "Collection(workbookNamedItem)": {
    readonly type: "Collection(workbookNamedItem)"
    readonly sheet: Model.Sheet | undefined
  }
  readonly workbookNamedItem: { readonly type: "workbookNamedItem"; readonly name: Model.Name }
  readonly workbookRangeSort: {
    readonly type: "workbookRangeSort"
    readonly sheet: Model.Sheet
    readonly address: Address
  }
  /** The visible cells of a range. `index` is the position among the visible rows, for the view of one row. */
  readonly workbookRangeView: {
    readonly type: "workbookRangeView"
    readonly sheet: Model.Sheet
    readonly address: Address
    readonly index: number
  }
  readonly "Collection(workbookRangeView)": {
    readonly type: "Collection(workbookRangeView)"
    readonly sheet: Model.Sheet
    readonly address: Address
  }
  readonly workbookWorksheetProtection: {
    readonly type: "workbookWorksheetProtection"
    readonly sheet: Model.Sheet
  }
  readonly workbookFilter: {
    readonly type: "workbookFilter"
    readonly table: Model.Table
    readonly column: Model.Column
  }
  readonly workbookTableSort: { readonly type: "workbookTableSort"; readonly table: Model.Table }
  readonly workbookRangeFormat: OfRange<"workbookRangeFormat">
  readonly workbookRangeFill: OfRange<"workbookRangeFill">
  readonly workbookRangeFont: OfRange<"workbookRangeFont">
  readonly workbookFormatProtection: OfRange<"workbookFormatProtection">
  readonly "Collection(workbookRangeBorder)": OfRange<"Collection(workbookRangeBorder)">
  readonly workbookRangeBorder: OfRange<"workbookRangeBorder"> & { readonly side: Side }
  readonly "Collection(workbookChart)": {
    readonly type: "Collection(workbookChart)"
    readonly sheet: Model.Sheet
  }
  readonly workbookChart: OfChart<"workbookChart">
  readonly workbookChartTitle: OfChart<"workbookChartTitle">
  readonly workbookChartLegend: OfChart<"workbookChartLegend">
  readonly workbookChartDataLabels: OfChart<"workbookChartDataLabels">
  readonly "Collection(workbookChartSeries)": OfChart<"Collection(workbookChartSeries)">
  readonly workbookChartSeries: OfChart<"workbookChartSeries"> & { readonly series: number }
  readonly "Collection(workbookChartPoint)": OfChart<"Collection(workbookChartPoint)"> & { readonly series: number }
  readonly workbookChartPoint: OfChart<"workbookChartPoint"> & { readonly series: number; readonly point: number }
  readonly workbookChartAxes: OfChart<"workbookChartAxes">
  readonly workbookChartAxis: OfChart<"workbookChartAxis"> & { readonly axis: Model.ChartAxisKind }
  readonly workbookChartAxisTitle: OfChart<"workbookChartAxisTitle"> & { readonly axis: Model.ChartAxisKind }
  readonly workbookChartGridlines: OfChart<"workbookChartGridlines"> & {
    readonly axis: Model.ChartAxisKind
    readonly lines: "major" | "minor"
  }
  readonly workbookChartAreaFormat: FormatOf<"workbookChartAreaFormat">
  readonly workbookChartTitleFormat: FormatOf<"workbookChartTitleFormat">
  readonly workbookChartLegendFormat: FormatOf<"workbookChartLegendFormat">
  readonly workbookChartDataLabelFormat: FormatOf<"workbookChartDataLabelFormat">
  readonly workbookChartAxisFormat: FormatOf<"workbookChartAxisFormat">
  readonly workbookChartAxisTitleFormat: FormatOf<"workbookChartAxisTitleFormat">
  readonly workbookChartGridlinesFormat: FormatOf<"workbookChartGridlinesFormat">
  readonly workbookChartSeriesFormat: FormatOf<"workbookChartSeriesFormat">
  readonly workbookChartPointFormat: FormatOf<"workbookChartPointFormat">
  readonly workbookChartFont: FormatOf<"workbookChartFont">
  readonly workbookChartFill: FormatOf<"workbookChartFill">
  readonly workbookChartLineFormat: FormatOf<"workbookChartLineFormat">
  readonly "Collection(workbookComment)": { readonly type: "Collection(workbookComment)" }
  readonly workbookComment: { readonly type: "workbookComment"; readonly comment: Model.Comment }
  readonly "Collection(workbookCommentReply)": {
    readonly type: "Collection(workbookCommentReply)"
    readonly comment: Model.Comment
  }
  readonly workbookCommentReply: {
    readonly type: "workbookCommentReply"
    readonly comment: Model.Comment
    readonly reply: Model.CommentReply
  }
  readonly "Collection(workbookPivotTable)": {
    readonly type: "Collection(workbookPivotTable)"
    readonly sheet: Model.Sheet
  }
  readonly workbookPivotTable: { readonly type: "workbookPivotTable"; readonly pivotTable: Model.PivotTable }
}

interface OfChart<Type> {
  readonly type: Type
  readonly chart: Model.Chart
}

/** A format of an element of a chart, or the font, the fill or the line of one. */
interface FormatOf<Type> extends OfChart<Type> {
  readonly of: Model.ChartElement
}

export type Served = keyof Instances

export type Resource = Instances[Served]

export const is = <Type extends Served>(type: Type, resource: Resource): resource is Instances[Type] =>
  resource.type === type
