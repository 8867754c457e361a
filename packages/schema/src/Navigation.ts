/**
 * The navigation between the resources of a workbook as data, and references to resources, which are composed by it.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import { type Pipeable, pipeArguments } from "effect/Pipeable"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Address from "./Address.js"
import type * as Chart from "./Chart.js"
import type * as ChartAxis from "./ChartAxis.js"
import type * as ChartFormat from "./ChartFormat.js"
import type * as ChartSeries from "./ChartSeries.js"
import type * as Comment from "./Comment.js"
import type * as NamedItem from "./NamedItem.js"
import * as OData from "./OData.js"
import type * as PivotTable from "./PivotTable.js"
import type * as Range from "./Range.js"
import type * as RangeFormat from "./RangeFormat.js"
import type * as RangeView from "./RangeView.js"
import type * as Described from "./Resource.js"
import * as Safety from "./Safety.js"
import type * as Table from "./Table.js"
import type * as TableColumn from "./TableColumn.js"
import type * as WorkbookContent from "./WorkbookContent.js"
import type * as Worksheet from "./Worksheet.js"

/**
 * The types of the resources in {@link resources}, by their names in Graph's metadata. References and endpoints can
 * have other types too, see {@link step}.
 *
 * @category models
 * @since 0.1.0
 */
export type ResourceType =
  | "driveItem"
  | "workbook"
  | "Collection(workbookOperation)"
  | "workbookOperation"
  | "workbookApplication"
  | "workbookFunctions"
  | "Collection(workbookWorksheet)"
  | "workbookWorksheet"
  | "workbookRange"
  | "Collection(workbookTable)"
  | "workbookTable"
  | "Collection(workbookTableRow)"
  | "workbookTableRow"
  | "Collection(workbookTableColumn)"
  | "workbookTableColumn"
  | "Collection(workbookNamedItem)"
  | "workbookNamedItem"
  | "workbookRangeSort"
  | "workbookRangeView"
  | "Collection(workbookRangeView)"
  | "workbookWorksheetProtection"
  | "workbookFilter"
  | "workbookTableSort"
  | "workbookRangeFormat"
  | "workbookRangeFill"
  | "workbookRangeFont"
  | "workbookFormatProtection"
  | "Collection(workbookRangeBorder)"
  | "workbookRangeBorder"
  | "Collection(workbookChart)"
  | "workbookChart"
  | "workbookChartTitle"
  | "workbookChartLegend"
  | "workbookChartDataLabels"
  | "Collection(workbookChartSeries)"
  | "workbookChartSeries"
  | "Collection(workbookChartPoint)"
  | "workbookChartPoint"
  | "workbookChartAxes"
  | "workbookChartAxis"
  | "workbookChartAxisTitle"
  | "workbookChartGridlines"
  | "workbookChartAreaFormat"
  | "workbookChartTitleFormat"
  | "workbookChartLegendFormat"
  | "workbookChartDataLabelFormat"
  | "workbookChartAxisFormat"
  | "workbookChartAxisTitleFormat"
  | "workbookChartGridlinesFormat"
  | "workbookChartSeriesFormat"
  | "workbookChartPointFormat"
  | "workbookChartFont"
  | "workbookChartFill"
  | "workbookChartLineFormat"
  | "Collection(workbookComment)"
  | "workbookComment"
  | "Collection(workbookCommentReply)"
  | "workbookCommentReply"
  | "Collection(workbookPivotTable)"
  | "workbookPivotTable"

/**
 * A function that returns a resource. Its arguments are in the path. `way` is the way of the step to that resource, and
 * may depend on the arguments.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const cell: Navigation.NavigationFunction = Navigation.resources.workbookWorksheet.functions.cell
 * strictEqual(cell.returns, "workbookRange")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NavigationFunction {
  readonly parameters: Schema.Schema.AnyNoContext & { readonly fields: Schema.Struct.Fields }
  readonly returns: ResourceType
  readonly way: Safety.Way | ((args: Readonly<Record<string, unknown>>) => Safety.Way)
}

type PathArguments = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * The property with which an address that is not stable can be replaced by a stable one. `path` says where the stable
 * address begins: with a collection of the workbook (`"root"`), or with the collection that the resource belongs to
 * (`"collection"`).
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const pin: Navigation.Pin = Navigation.resources.workbookTable.pin
 * strictEqual(pin.property, "name")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Pin {
  readonly property: "address" | "name"
  readonly path: "root" | "collection"
}

/**
 * The navigation of a resource.
 *
 * - `properties`: the types of the resources that its navigation properties lead to
 * - `functions`: the functions that return resources
 * - `member`: the type of the members, for a collection
 * - `memberWay`: the way of the step to a member, which may depend on the key
 * - `keys`: the names that a key may have in the path, as in `columns(id='2')`
 * - `pin`: how an address of the resource can be made stable, if it can
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook: Navigation.Resource = Navigation.resources.workbook
 * strictEqual(workbook.properties["worksheets"], "Collection(workbookWorksheet)")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Resource {
  readonly properties: Readonly<Record<string, ResourceType>>
  readonly functions: Readonly<Record<string, NavigationFunction>>
  readonly member: ResourceType | undefined
  readonly memberWay: Safety.Way | ((key: string) => Safety.Way)
  readonly keys: ReadonlyArray<string>
  readonly pin: Pin | undefined
}

const functionReturning = <
  const Returns extends ResourceType,
  const Way extends Safety.Way | ((args: Readonly<Record<string, unknown>>) => Safety.Way)
>(returns: Returns, way: Way) =>
<Fields extends Schema.Struct.Fields>(fields: Fields) => ({ parameters: Schema.Struct(fields), returns, way })

/** The service accepts a defined name as an address, and the formula of the name may compute the range from cells. */
const wayOfAddress = (text: unknown): "stable" | "moving" =>
  text === undefined || typeof text === "string" && Either.isRight(Address.parse(text)) ? "stable" : "moving"

/** A number can be the id of one column and the name of another, so it may address the other one after a deletion. */
const wayOfColumn = (key: string): "stable" | "byPosition" => /^\d+$/.test(key) ? "byPosition" : "stable"

const fixedRange = functionReturning("workbookRange", "stable")
const movingRange = functionReturning("workbookRange", "moving")
const rangeAt = functionReturning("workbookRange", ({ address }) => wayOfAddress(address))
const rangeWith = functionReturning("workbookRange", ({ anotherRange }) => wayOfAddress(anotherRange))
const rowView = functionReturning("workbookRangeView", "byPosition")({ index: Schema.Int })
const count = Schema.optional(Schema.Int)
const noNavigation = {
  properties: {},
  functions: {},
  member: undefined,
  memberWay: "stable",
  keys: [],
  pin: undefined
} as const

/**
 * The navigation properties of a description. The descriptions are imported as types only, so that a program that
 * navigates does not load the schemas of all resources.
 */
type LinksOf<R extends { readonly navigation: unknown }> = {
  readonly [Name in keyof R["navigation"]]: R["navigation"][Name] extends Described.Many<infer Type>
    ? `Collection(${Type})`
    : R["navigation"][Name] extends Described.One<infer Type> | Described.Part<infer Type, unknown> ? Type
    : never
}

const tableRanges = {
  dataBodyRange: fixedRange({}),
  headerRowRange: fixedRange({}),
  range: fixedRange({}),
  totalRowRange: fixedRange({})
}

/**
 * The navigation of each resource. A client composes paths with it, and a service routes requests with it.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.resources.workbookTable.properties.rows, "Collection(workbookTableRow)")
 * strictEqual(Navigation.resources["Collection(workbookTableRow)"].member, "workbookTableRow")
 * ```
 *
 * @category navigation
 * @since 0.1.0
 */
export const resources = {
  driveItem: { ...noNavigation, properties: { workbook: "workbook" } },
  workbook: {
    ...noNavigation,
    properties: {
      application: "workbookApplication",
      comments: "Collection(workbookComment)",
      functions: "workbookFunctions",
      names: "Collection(workbookNamedItem)",
      operations: "Collection(workbookOperation)",
      tables: "Collection(workbookTable)",
      worksheets: "Collection(workbookWorksheet)"
    } satisfies LinksOf<typeof WorkbookContent.WorkbookContent>
  },
  workbookApplication: noNavigation,
  workbookFunctions: noNavigation,
  "Collection(workbookOperation)": { ...noNavigation, member: "workbookOperation", keys: ["id"] },
  workbookOperation: noNavigation,
  "Collection(workbookWorksheet)": { ...noNavigation, member: "workbookWorksheet", keys: ["id", "name"] },
  workbookWorksheet: {
    ...noNavigation,
    pin: { property: "name", path: "root" },
    properties: {
      charts: "Collection(workbookChart)",
      names: "Collection(workbookNamedItem)",
      pivotTables: "Collection(workbookPivotTable)",
      protection: "workbookWorksheetProtection",
      tables: "Collection(workbookTable)"
    } satisfies LinksOf<typeof Worksheet.Worksheet>,
    functions: {
      cell: fixedRange({ row: Schema.Int, column: Schema.Int }),
      range: rangeAt({ address: Schema.optional(Schema.String) }),
      usedRange: movingRange({ valuesOnly: Schema.optional(Schema.Boolean) })
    }
  },
  workbookRange: {
    ...noNavigation,
    pin: { property: "address", path: "root" },
    properties: {
      format: "workbookRangeFormat",
      sort: "workbookRangeSort",
      worksheet: "workbookWorksheet"
    } satisfies LinksOf<typeof Range.Range>,
    functions: {
      boundingRect: rangeWith({ anotherRange: Schema.String }),
      cell: fixedRange({ row: Schema.Int, column: Schema.Int }),
      column: fixedRange({ column: Schema.Int }),
      columnsAfter: fixedRange({ count }),
      columnsBefore: fixedRange({ count }),
      entireColumn: fixedRange({}),
      entireRow: fixedRange({}),
      intersection: rangeWith({ anotherRange: Schema.String }),
      lastCell: fixedRange({}),
      lastColumn: fixedRange({}),
      lastRow: fixedRange({}),
      offsetRange: fixedRange({ rowOffset: Schema.Int, columnOffset: Schema.Int }),
      resizedRange: fixedRange({ deltaRows: Schema.Int, deltaColumns: Schema.Int }),
      row: fixedRange({ row: Schema.Int }),
      rowsAbove: fixedRange({ count }),
      rowsBelow: fixedRange({ count }),
      usedRange: movingRange({ valuesOnly: Schema.optional(Schema.Boolean) }),
      // Which cells are visible depends on the filters and on the hidden rows and columns.
      visibleView: functionReturning("workbookRangeView", "moving")({})
    }
  },
  "Collection(workbookTable)": {
    ...noNavigation,
    functions: { itemAt: functionReturning("workbookTable", "byPosition")({ index: Schema.Int }) },
    member: "workbookTable",
    keys: ["id", "name"]
  },
  workbookTable: {
    ...noNavigation,
    pin: { property: "name", path: "root" },
    properties: {
      columns: "Collection(workbookTableColumn)",
      rows: "Collection(workbookTableRow)",
      sort: "workbookTableSort",
      worksheet: "workbookWorksheet"
    } satisfies LinksOf<typeof Table.Table>,
    functions: tableRanges
  },
  "Collection(workbookTableRow)": {
    ...noNavigation,
    functions: { itemAt: functionReturning("workbookTableRow", "byPosition")({ index: Schema.Int }) },
    member: "workbookTableRow",
    memberWay: "byPosition",
    keys: ["index"]
  },
  workbookTableRow: { ...noNavigation, functions: { range: fixedRange({}) } },
  "Collection(workbookTableColumn)": {
    ...noNavigation,
    functions: { itemAt: functionReturning("workbookTableColumn", "byPosition")({ index: Schema.Int }) },
    member: "workbookTableColumn",
    memberWay: wayOfColumn,
    keys: ["id", "name"]
  },
  workbookTableColumn: {
    ...noNavigation,
    pin: { property: "name", path: "collection" },
    properties: { filter: "workbookFilter" } satisfies LinksOf<typeof TableColumn.TableColumn>,
    functions: tableRanges
  },
  "Collection(workbookNamedItem)": { ...noNavigation, member: "workbookNamedItem", keys: ["name"] },
  workbookNamedItem: {
    ...noNavigation,
    properties: { worksheet: "workbookWorksheet" } satisfies LinksOf<typeof NamedItem.NamedItem>,
    // The formula of a name may compute the range from cells.
    functions: { range: movingRange({}) }
  },
  workbookRangeSort: noNavigation,
  workbookRangeView: {
    ...noNavigation,
    properties: { rows: "Collection(workbookRangeView)" } satisfies LinksOf<typeof RangeView.RangeView>,
    functions: { itemAt: rowView, range: fixedRange({}) }
  },
  "Collection(workbookRangeView)": {
    ...noNavigation,
    functions: { itemAt: rowView },
    member: "workbookRangeView",
    memberWay: "byPosition",
    keys: ["index"]
  },
  workbookWorksheetProtection: noNavigation,
  workbookFilter: noNavigation,
  workbookTableSort: noNavigation,
  workbookRangeFormat: {
    ...noNavigation,
    properties: {
      borders: "Collection(workbookRangeBorder)",
      fill: "workbookRangeFill",
      font: "workbookRangeFont",
      protection: "workbookFormatProtection"
    } satisfies LinksOf<typeof RangeFormat.RangeFormat>
  },
  workbookRangeFill: noNavigation,
  workbookRangeFont: noNavigation,
  workbookFormatProtection: noNavigation,
  "Collection(workbookRangeBorder)": {
    ...noNavigation,
    // A range always has the same eight borders, so their positions do not change.
    functions: { itemAt: functionReturning("workbookRangeBorder", "stable")({ index: Schema.Int }) },
    member: "workbookRangeBorder",
    keys: ["id"]
  },
  workbookRangeBorder: noNavigation,
  "Collection(workbookChart)": {
    ...noNavigation,
    functions: {
      item: functionReturning("workbookChart", "stable")({ name: Schema.String }),
      itemAt: functionReturning("workbookChart", "byPosition")({ index: Schema.Int })
    },
    member: "workbookChart",
    keys: ["id", "name"]
  },
  workbookChart: {
    ...noNavigation,
    pin: { property: "name", path: "collection" },
    properties: {
      axes: "workbookChartAxes",
      dataLabels: "workbookChartDataLabels",
      format: "workbookChartAreaFormat",
      legend: "workbookChartLegend",
      series: "Collection(workbookChartSeries)",
      title: "workbookChartTitle",
      worksheet: "workbookWorksheet"
    } satisfies LinksOf<typeof Chart.Chart>
  },
  "Collection(workbookChartSeries)": {
    ...noNavigation,
    functions: { itemAt: functionReturning("workbookChartSeries", "byPosition")({ index: Schema.Int }) },
    member: "workbookChartSeries",
    memberWay: "byPosition"
  },
  workbookChartSeries: {
    ...noNavigation,
    properties: { format: "workbookChartSeriesFormat", points: "Collection(workbookChartPoint)" } satisfies LinksOf<
      typeof ChartSeries.ChartSeries
    >
  },
  "Collection(workbookChartPoint)": {
    ...noNavigation,
    functions: { itemAt: functionReturning("workbookChartPoint", "byPosition")({ index: Schema.Int }) },
    member: "workbookChartPoint",
    memberWay: "byPosition"
  },
  workbookChartTitle: {
    ...noNavigation,
    properties: { format: "workbookChartTitleFormat" } satisfies LinksOf<typeof Chart.Title>
  },
  workbookChartLegend: {
    ...noNavigation,
    properties: { format: "workbookChartLegendFormat" } satisfies LinksOf<typeof Chart.Legend>
  },
  workbookChartDataLabels: {
    ...noNavigation,
    properties: { format: "workbookChartDataLabelFormat" } satisfies LinksOf<typeof Chart.DataLabels>
  },
  workbookChartPoint: {
    ...noNavigation,
    properties: { format: "workbookChartPointFormat" } satisfies LinksOf<typeof ChartSeries.Point>
  },
  workbookChartAxes: {
    ...noNavigation,
    properties: {
      categoryAxis: "workbookChartAxis",
      seriesAxis: "workbookChartAxis",
      valueAxis: "workbookChartAxis"
    } satisfies LinksOf<typeof ChartAxis.Axes>
  },
  workbookChartAxis: {
    ...noNavigation,
    properties: {
      format: "workbookChartAxisFormat",
      majorGridlines: "workbookChartGridlines",
      minorGridlines: "workbookChartGridlines",
      title: "workbookChartAxisTitle"
    } satisfies LinksOf<typeof ChartAxis.ChartAxis>
  },
  workbookChartAxisTitle: {
    ...noNavigation,
    properties: { format: "workbookChartAxisTitleFormat" } satisfies LinksOf<typeof ChartAxis.Title>
  },
  workbookChartGridlines: {
    ...noNavigation,
    properties: { format: "workbookChartGridlinesFormat" } satisfies LinksOf<typeof ChartAxis.Gridlines>
  },
  workbookChartAreaFormat: {
    ...noNavigation,
    properties: { fill: "workbookChartFill", font: "workbookChartFont" } satisfies LinksOf<
      typeof ChartFormat.AreaFormat
    >
  },
  workbookChartTitleFormat: {
    ...noNavigation,
    properties: { fill: "workbookChartFill", font: "workbookChartFont" } satisfies LinksOf<
      typeof ChartFormat.TitleFormat
    >
  },
  workbookChartLegendFormat: {
    ...noNavigation,
    properties: { fill: "workbookChartFill", font: "workbookChartFont" } satisfies LinksOf<
      typeof ChartFormat.LegendFormat
    >
  },
  workbookChartDataLabelFormat: {
    ...noNavigation,
    properties: { fill: "workbookChartFill", font: "workbookChartFont" } satisfies LinksOf<
      typeof ChartFormat.DataLabelFormat
    >
  },
  workbookChartAxisFormat: {
    ...noNavigation,
    properties: { font: "workbookChartFont", line: "workbookChartLineFormat" } satisfies LinksOf<
      typeof ChartFormat.AxisFormat
    >
  },
  workbookChartAxisTitleFormat: {
    ...noNavigation,
    properties: { font: "workbookChartFont" } satisfies LinksOf<typeof ChartFormat.AxisTitleFormat>
  },
  workbookChartGridlinesFormat: {
    ...noNavigation,
    properties: { line: "workbookChartLineFormat" } satisfies LinksOf<typeof ChartFormat.GridlinesFormat>
  },
  workbookChartSeriesFormat: {
    ...noNavigation,
    properties: { fill: "workbookChartFill", line: "workbookChartLineFormat" } satisfies LinksOf<
      typeof ChartFormat.SeriesFormat
    >
  },
  workbookChartPointFormat: {
    ...noNavigation,
    properties: { fill: "workbookChartFill" } satisfies LinksOf<typeof ChartFormat.PointFormat>
  },
  workbookChartFont: noNavigation,
  workbookChartFill: noNavigation,
  workbookChartLineFormat: noNavigation,
  "Collection(workbookComment)": { ...noNavigation, member: "workbookComment", keys: ["id"] },
  workbookComment: {
    ...noNavigation,
    properties: { replies: "Collection(workbookCommentReply)" } satisfies LinksOf<typeof Comment.Comment>
  },
  "Collection(workbookCommentReply)": { ...noNavigation, member: "workbookCommentReply", keys: ["id"] },
  workbookCommentReply: noNavigation,
  "Collection(workbookPivotTable)": { ...noNavigation, member: "workbookPivotTable", keys: ["id", "name"] },
  workbookPivotTable: {
    ...noNavigation,
    properties: { worksheet: "workbookWorksheet" } satisfies LinksOf<typeof PivotTable.PivotTable>
  }
} as const satisfies Record<ResourceType, Resource>

type Resources = typeof resources

/**
 * The resource within an address that has to be read to make the address stable.
 *
 * - `resource`, `path`: the type of this resource, and its path in the address
 * - `rest`: the way of the steps after this resource
 * - `below`: the resource that has to be read first, if the collection of this resource has an address that is not
 *   stable
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const table = Navigation.call(Navigation.property(Navigation.workbook, "tables"), "itemAt", { index: 0 })
 * const anchor: Navigation.Anchor | undefined = Navigation.property(table, "rows").anchor
 * strictEqual(anchor?.path, "tables/itemAt(index=0)")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Anchor {
  readonly resource: ResourceType
  readonly path: string
  readonly rest: Safety.Way
  readonly below: Anchor | undefined
}

/**
 * The type id of a reference.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.TypeId in Navigation.workbook, true)
 * ```
 *
 * @category type ids
 * @since 0.1.0
 */
export const TypeId: unique symbol = Symbol.for("@effect-workbook/schema/Navigation")

/**
 * The type of {@link TypeId}.
 *
 * @category type ids
 * @since 0.1.0
 */
export type TypeId = typeof TypeId

/**
 * A reference to a resource of a workbook.
 *
 * - `resource`: the type of the resource
 * - `path`: the path below the workbook, such as `worksheets('Data')/usedRange()`. It is percent-encoded and has no
 *   slash at either end
 * - `way`: whether the path means the same resource after a write to the workbook
 * - `anchor`: the part of the path that has to be read to make the path stable, if there is one
 * - `invalid`: why there can be no such resource. Then the path is empty, and all steps from the reference are invalid
 *   too
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheets: Navigation.Reference<"Collection(workbookWorksheet)", "stable"> =
 *   Navigation.property(Navigation.workbook, "worksheets")
 * strictEqual(sheets.path, "worksheets")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Reference<out Type extends string, out Way extends Safety.Way = Safety.Way> extends Pipeable {
  readonly [TypeId]: TypeId
  readonly resource: Type
  readonly path: string
  readonly way: Way
  readonly anchor: Anchor | undefined
  readonly invalid: string | undefined
}

// A class, because a program makes several references for each request.
class ReferenceImpl<out Type extends string | undefined, out Way extends Safety.Way> {
  readonly resource: Type
  readonly path: string
  readonly way: Way
  readonly anchor: Anchor | undefined
  readonly invalid: string | undefined

  constructor(
    { anchor, path, resource, way }: {
      readonly resource: Type
      readonly path: string
      readonly way: Way
      readonly anchor: Anchor | undefined
    },
    invalid: string | undefined
  ) {
    this.resource = resource
    this.path = path
    this.way = way
    this.anchor = anchor
    this.invalid = invalid
  }

  get [TypeId](): TypeId {
    return TypeId
  }

  pipe() {
    return pipeArguments(this, arguments)
  }
}

const reference = <Type extends string | undefined, Way extends Safety.Way>(
  fields: { readonly resource: Type; readonly path: string; readonly way: Way; readonly anchor: Anchor | undefined },
  invalid?: string
) => new ReferenceImpl(fields, invalid)

/**
 * Whether a value is a reference.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.isReference(Navigation.workbook), true)
 * strictEqual(Navigation.isReference({ path: "" }), false)
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isReference = (u: unknown): u is Reference<string> => hasProperty(u, TypeId)

/**
 * The reference to the workbook itself, from which other references are composed.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.property(Navigation.workbook, "tables").path, "tables")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const workbook: Reference<"workbook", "stable"> = reference({
  resource: "workbook",
  path: "",
  way: "stable",
  anchor: undefined
})

/**
 * Makes a reference to a resource that cannot exist. `issue` is the reason, in one sentence.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const range = Navigation.invalid("workbookRange", "stable", "the address \"B2\" names no sheet")
 * strictEqual(Navigation.call(range, "lastRow", {}).invalid, "the address \"B2\" names no sheet")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const invalid = <const Type extends string, const Way extends Safety.Way>(
  resource: Type,
  way: Way,
  issue: string
): Reference<Type, Way> => reference({ resource, path: "", way, anchor: undefined }, issue)

/**
 * The same range as a reference that is moving, for an address that was computed from what the workbook contained. After a
 * write with an unknown outcome, the same computation would lead to other cells, so the write must not be repeated.
 *
 * @example
 * ```ts
 * import { Address, Navigation } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Log")
 * const row = Navigation.range(sheet, Either.getOrThrow(Address.parse("A7:C7")))
 * strictEqual(Navigation.computed(row).path, row.path)
 * strictEqual(Navigation.computed(row).way, "moving")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const computed = (
  { invalid, path, resource }: Reference<"workbookRange", "stable">
): Reference<"workbookRange", "moving"> =>
  reference({ resource, path, way: "moving", anchor: { resource, path, rest: "stable", below: undefined } }, invalid)

/**
 * The names of a resource's navigation properties.
 *
 * @category models
 * @since 0.1.0
 */
export type Property<Type extends ResourceType> = keyof Resources[Type]["properties"] & string

/**
 * The names of a resource's functions that return resources.
 *
 * @category models
 * @since 0.1.0
 */
export type Function<Type extends ResourceType> = keyof Resources[Type]["functions"] & string

/**
 * The arguments of a function that returns a resource.
 *
 * @category models
 * @since 0.1.0
 */
export type Arguments<Type extends ResourceType, Name extends Function<Type>> =
  Resources[Type]["functions"][Name] extends
    { readonly parameters: { readonly Type: infer Args extends PathArguments } } ? Args : never

/**
 * The type of the resource that a navigation property leads to.
 *
 * @category models
 * @since 0.1.0
 */
export type PropertyType<Type extends ResourceType, Name extends Property<Type>> = Extract<
  Resources[Type]["properties"][Name],
  ResourceType
>

/**
 * The type of the resource that a function returns.
 *
 * @category models
 * @since 0.1.0
 */
export type FunctionType<Type extends ResourceType, Name extends Function<Type>> =
  Resources[Type]["functions"][Name] extends { readonly returns: infer Returns extends ResourceType } ? Returns : never

/**
 * The way of the step by a function. It is a union if it depends on the arguments.
 *
 * @category models
 * @since 0.1.0
 */
export type FunctionWay<Type extends ResourceType, Name extends Function<Type>> =
  Resources[Type]["functions"][Name] extends { readonly way: infer Way } ? DecidedWay<Way> : never

type DecidedWay<Way> = Way extends Safety.Way ? Way
  : Way extends (args: never) => infer Decided ? Extract<Decided, Safety.Way>
  : never

/**
 * The type of a collection's members.
 *
 * @category models
 * @since 0.1.0
 */
export type MemberType<Type extends ResourceType> = Extract<Resources[Type]["member"], ResourceType>

/**
 * The way of the step to a member of a collection. It is a union if it depends on the key.
 *
 * @category models
 * @since 0.1.0
 */
export type MemberWay<Type extends ResourceType> = DecidedWay<Resources[Type]["memberWay"]>

const joinPath = (path: string, segment: string): string => path === "" ? segment : `${path}/${segment}`

// The same data without literal types, so that it can be indexed with any name.
const resourcesByType: Readonly<Record<ResourceType, Resource>> = resources

interface UntypedReference extends Pipeable {
  readonly [TypeId]: TypeId
  readonly resource: string | undefined
  readonly path: string
  readonly way: Safety.Way
  readonly anchor: Anchor | undefined
  readonly invalid: string | undefined
}

const isResourceType = (type: string | undefined): type is ResourceType =>
  type !== undefined && Object.hasOwn(resourcesByType, type)

/** The reference after one step from another reference. */
const follow = (
  self: UntypedReference,
  resource: string | undefined,
  path: string,
  stepWay: Safety.Way
): UntypedReference => {
  const way = Safety.worse(self.way, stepWay)
  if (self.invalid !== undefined) return reference({ resource, path: "", way, anchor: undefined }, self.invalid)
  return reference({
    resource,
    path,
    way,
    anchor: way === "stable" ? undefined : anchorOf(self, resource, path, stepWay)
  })
}

const anchorOf = (
  self: UntypedReference,
  resource: string | undefined,
  path: string,
  stepWay: Safety.Way
): Anchor | undefined => {
  if (isResourceType(resource)) {
    const { pin } = resourcesByType[resource]
    if (pin?.path === "root") return { resource, path, rest: "stable", below: undefined }
    if (pin?.path === "collection" && stepWay !== "stable") {
      return { resource, path, rest: "stable", below: self.anchor }
    }
  }
  return self.anchor && { ...self.anchor, rest: Safety.worse(self.anchor.rest, stepWay) }
}

/**
 * The way of the step by a function with these arguments.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const { range } = Navigation.resources.workbookWorksheet.functions
 * strictEqual(Navigation.wayOf(range, { address: "A1:B2" }), "stable")
 * strictEqual(Navigation.wayOf(range, { address: "Rates" }), "moving")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const wayOf = ({ way }: NavigationFunction, args: Readonly<Record<string, unknown>>): Safety.Way =>
  typeof way === "string" ? way : way(args)

/**
 * Follows a navigation property.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const tables = Navigation.property(Navigation.workbook, "tables")
 * strictEqual(tables.resource, "Collection(workbookTable)")
 * strictEqual(tables.path, "tables")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function property<Type extends ResourceType, Name extends Property<Type>, Way extends Safety.Way>(
  self: Reference<Type, Way>,
  name: Name
): Reference<PropertyType<Type, Name>, Way>
export function property(self: Reference<ResourceType>, name: string): UntypedReference {
  return follow(self, resourcesByType[self.resource].properties[name], joinPath(self.path, name), "stable")
}

/**
 * The way of the step to the member with this key.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const columns = Navigation.resources["Collection(workbookTableColumn)"]
 * strictEqual(Navigation.wayOfMember(columns, "Total"), "stable")
 * strictEqual(Navigation.wayOfMember(columns, "2"), "byPosition")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const wayOfMember = ({ memberWay }: Resource, key: string): Safety.Way =>
  typeof memberWay === "string" ? memberWay : memberWay(key)

/**
 * Selects the member of a collection with this key, which is an id, or a name where the members have names.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Q1 sales")
 * strictEqual(sheet.path, "worksheets('Q1%20sales')")
 * strictEqual(sheet.way, "stable")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function member<Type extends ResourceType, Way extends Safety.Way>(
  self: Reference<Type, Way>,
  key: string
): Reference<MemberType<Type>, Safety.Worse<Way, MemberWay<Type>>>
export function member(self: Reference<ResourceType>, key: string): UntypedReference {
  const resource = resourcesByType[self.resource]
  return follow(self, resource.member, `${self.path}${OData.key(key)}`, wayOfMember(resource, key))
}

/**
 * Calls a function that returns a resource. Arguments that are `undefined` are left out of the path.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const range = Navigation.call(sheet, "cell", { row: 0, column: 1 })
 * strictEqual(range.path, "worksheets('Data')/cell(row=0,column=1)")
 * strictEqual(Navigation.call(sheet, "usedRange", {}).way, "moving")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function call<Type extends ResourceType, Name extends Function<Type>, Way extends Safety.Way>(
  self: Reference<Type, Way>,
  name: Name,
  args: Arguments<Type, Name>
): Reference<FunctionType<Type, Name>, Safety.Worse<Way, FunctionWay<Type, Name>>>
export function call(
  self: Reference<ResourceType>,
  name: string,
  args: PathArguments
): UntypedReference {
  const navigation = resourcesByType[self.resource].functions[name]
  return follow(
    self,
    navigation?.returns,
    joinPath(self.path, OData.call(name, args)),
    navigation === undefined ? "moving" : wayOf(navigation, args)
  )
}

/**
 * A step to a resource of a type that is not in {@link resources}.
 *
 * - `to`: the type of the resource
 * - `name`: the name of a navigation property or, with `args`, of a function
 * - `key`: the key of a member, if the property leads to a collection
 * - `args`: the arguments of the function
 * - `way`: the way of the step. `"moving"` is always safe
 *
 * @category models
 * @since 0.1.0
 */
export type Step<Type extends string, Way extends Safety.Way> =
  & { readonly to: Type; readonly name: string; readonly way: Way }
  & (
    | { readonly key?: string | undefined; readonly args?: undefined }
    | { readonly key?: undefined; readonly args: PathArguments }
  )

/**
 * Follows a step to a resource of any type, including types that are not in {@link resources}. A name that is not valid
 * in a path, such as `..`, makes the reference `invalid`.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const chart = sheet.pipe(Navigation.step({ to: "workbookChart", name: "charts", key: "Q1 sales", way: "stable" }))
 * strictEqual(chart.resource, "workbookChart")
 * strictEqual(chart.path, "worksheets('Data')/charts('Q1%20sales')")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const step: {
  <const Type extends string, const StepWay extends Safety.Way>(
    step: Step<Type, StepWay>
  ): <Way extends Safety.Way>(self: Reference<string, Way>) => Reference<Type, Safety.Worse<Way, StepWay>>
  <const Type extends string, const StepWay extends Safety.Way, Way extends Safety.Way>(
    self: Reference<string, Way>,
    step: Step<Type, StepWay>
  ): Reference<Type, Safety.Worse<Way, StepWay>>
} = dual(2, (self: Reference<string>, { args, key, name, to, way }: Step<string, Safety.Way>): UntypedReference => {
  if (/^\.{0,2}$/.test(name)) {
    return reference({ resource: to, path: "", way, anchor: undefined }, invalidStepName(name))
  }
  const segment = OData.encodeSegment(name)
  return follow(
    self,
    to,
    joinPath(self.path, args ? OData.call(segment, args) : segment + (key === undefined ? "" : OData.key(key))),
    way
  )
})

const invalidStepName = (name: string): string =>
  `${JSON.stringify(name)} leads nowhere; expected the name of a property or of a function`

/**
 * The range at an address of a worksheet, or of the whole worksheet if `address` is `undefined`. The sheet of the
 * address is ignored. Unlike `call` with the function `range`, which also accepts a defined name, it always means the
 * same cells.
 *
 * @example
 * ```ts
 * import { Address, Navigation } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const range = Navigation.range(sheet, Either.getOrThrow(Address.parse("A1:B2")))
 * strictEqual(range.path, "worksheets('Data')/range(address='A1%3AB2')")
 * strictEqual(range.way, "stable")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function range<Way extends Safety.Way>(
  self: Reference<"workbookWorksheet", Way>,
  address: Address.Address | undefined
): Reference<"workbookRange", Way>
export function range(self: Reference<"workbookWorksheet">, address: Address.Address | undefined): UntypedReference {
  return call(self, "range", { address: address && Address.format({ ...address, sheet: undefined }) })
}
