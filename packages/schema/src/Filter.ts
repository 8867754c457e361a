/**
 * The filters of table columns.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Icon from "./Icon.js"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * What a filter compares. The other criteria depend on it.
 *
 * @category models
 * @since 0.1.0
 */
export type FilterOn = typeof FilterOn.Type

/**
 * The schema of {@link FilterOn}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.FilterOn)("Values"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FilterOn = Schema.Literal(
  "BottomItems",
  "BottomPercent",
  "CellColor",
  "Dynamic",
  "FontColor",
  "Values",
  "TopItems",
  "TopPercent",
  "Icon",
  "Custom"
)

/**
 * A condition that depends on the other cells of the column, or on the date of today. `Unknown` stands for none.
 *
 * @category models
 * @since 0.1.0
 */
export type DynamicCriteria = typeof DynamicCriteria.Type

/**
 * The schema of {@link DynamicCriteria}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.DynamicCriteria)("AboveAverage"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DynamicCriteria = Schema.Literal(
  "Unknown",
  "AboveAverage",
  "AllDatesInPeriodApril",
  "AllDatesInPeriodAugust",
  "AllDatesInPeriodDecember",
  "AllDatesInPeriodFebruary",
  "AllDatesInPeriodJanuary",
  "AllDatesInPeriodJuly",
  "AllDatesInPeriodJune",
  "AllDatesInPeriodMarch",
  "AllDatesInPeriodMay",
  "AllDatesInPeriodNovember",
  "AllDatesInPeriodOctober",
  "AllDatesInPeriodSeptember",
  "AllDatesInPeriodQuarter1",
  "AllDatesInPeriodQuarter2",
  "AllDatesInPeriodQuarter3",
  "AllDatesInPeriodQuarter4",
  "BelowAverage",
  "LastMonth",
  "LastQuarter",
  "LastWeek",
  "LastYear",
  "NextMonth",
  "NextQuarter",
  "NextWeek",
  "NextYear",
  "ThisMonth",
  "ThisQuarter",
  "ThisWeek",
  "ThisYear",
  "Today",
  "Tomorrow",
  "YearToDate",
  "Yesterday"
)

/**
 * Whether a cell has to meet both of two custom criteria, or one of them.
 *
 * @category models
 * @since 0.1.0
 */
export type Operator = typeof Operator.Type

/**
 * The schema of {@link Operator}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Operator)("Or"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Operator = Schema.Literal("And", "Or")

/**
 * How much of a date is compared: `Month` means all days of the month.
 *
 * @category models
 * @since 0.1.0
 */
export type Specificity = typeof Specificity.Type

/**
 * The schema of {@link Specificity}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Specificity)("Month"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Specificity = Schema.Literal("Year", "Month", "Day", "Hour", "Minute", "Second")

/**
 * A date or a period of time in a list of values, as it is read.
 * See {@link https://learn.microsoft.com/graph/api/resources/filterdatetime | filterDatetime}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Datetime = { date: "2026-01-05", specificity: "Month" }
 * strictEqual(Schema.is(Filter.Datetime)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Datetime extends Schema.Schema.Type<typeof Datetime> {}

/**
 * The schema of {@link Datetime}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Datetime)({ date: 46027 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Datetime = Schema.Struct({
  /** The date in ISO 8601, such as `2026-01-05`. */
  date: Schema.NullOr(Schema.String),
  /** How much of the date is compared. */
  specificity: OpenLiteral.make(...Specificity.literals)
}).annotations({ identifier: "FilterDatetime" })

/**
 * A date or a period of time in a list of values, as it is written.
 * See {@link https://learn.microsoft.com/graph/api/resources/filterdatetime | filterDatetime}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.DatetimeInput = { date: "2026-01-05", specificity: "Month" }
 * strictEqual(Schema.is(Filter.DatetimeInput)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DatetimeInput extends Schema.Schema.Type<typeof DatetimeInput> {}

/**
 * The schema of {@link DatetimeInput}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.DatetimeInput)({ date: "2026-01-05", specificity: "Week" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DatetimeInput = Schema.Struct({
  /** The date in ISO 8601, such as `2026-01-05`. */
  date: Schema.String,
  /** How much of the date is compared. */
  specificity: Specificity
}).annotations({ identifier: "FilterDatetimeInput" })

/**
 * The values of a filter: texts of cells as Excel displays them, without regard to case, and dates. `""` means blank
 * cells.
 *
 * @category models
 * @since 0.1.0
 */
export type Values = typeof Values.Type

/**
 * The schema of {@link Values}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const values: Filter.Values = ["North", "", { date: "2026-01-05", specificity: "Day" }]
 * strictEqual(Schema.is(Filter.Values)(values), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Values = Schema.Array(Schema.Union(Schema.String, DatetimeInput))

/**
 * The criteria of a filter, as they are read.
 * See {@link https://learn.microsoft.com/graph/api/resources/filtercriteria | filterCriteria}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Criteria = {
 *   color: null,
 *   criterion1: ">50",
 *   criterion2: null,
 *   dynamicCriteria: "Unknown",
 *   filterOn: "Custom",
 *   icon: null,
 *   operator: "And",
 *   values: null
 * }
 * strictEqual(Schema.is(Filter.Criteria)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Criteria extends Schema.Schema.Type<typeof Criteria> {}

/**
 * The schema of {@link Criteria}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Criteria)({ filterOn: "Custom" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Criteria = Schema.Struct({
  /** The color of the cells or of their fonts, such as `#FF0000`. */
  color: Schema.NullOr(Schema.String),
  /** The first custom criterion, such as `>50` or `=*ing`, or the number of items or percents. */
  criterion1: Schema.NullOr(Schema.String),
  /** The second custom criterion. */
  criterion2: Schema.NullOr(Schema.String),
  /** The dynamic condition, `Unknown` if there is none. */
  dynamicCriteria: OpenLiteral.make(...DynamicCriteria.literals),
  /** What is compared. */
  filterOn: OpenLiteral.make(...FilterOn.literals),
  /** The icon. */
  icon: Schema.NullOr(Icon.Icon),
  /** How two custom criteria are combined. */
  operator: OpenLiteral.make(...Operator.literals),
  /** The values, as texts and as dates. */
  values: Schema.NullOr(Schema.Array(Schema.Union(Schema.String, Datetime)))
}).annotations({ identifier: "FilterCriteria" })

/**
 * The criteria of a filter, as they are written. Which of them are required depends on `filterOn`.
 * See {@link https://learn.microsoft.com/graph/api/resources/filtercriteria | filterCriteria}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.CriteriaInput = { filterOn: "Custom", criterion1: ">50", criterion2: "<=100" }
 * strictEqual(Schema.is(Filter.CriteriaInput)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CriteriaInput extends Schema.Schema.Type<typeof CriteriaInput> {}

/**
 * The schema of {@link CriteriaInput}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.CriteriaInput)({ filterOn: "Text" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CriteriaInput = Schema.Struct({
  /** The color of the cells or of their fonts, such as `#FF0000`, for `CellColor` and `FontColor`. */
  color: Schema.optional(Schema.NullOr(Schema.String)),
  /**
   * For `Custom`, a comparison such as `>50`, `<>North` or `=*ing`, in which `*` stands for any text, `?` for any
   * character, and `~` marks the next character as ordinary. For `TopItems`, `TopPercent`, `BottomItems` and
   * `BottomPercent` the number of items or percents, such as `10`.
   */
  criterion1: Schema.optional(Schema.NullOr(Schema.String)),
  /** For `Custom`, the second comparison. The default is none. */
  criterion2: Schema.optional(Schema.NullOr(Schema.String)),
  /** For `Dynamic`, the condition. */
  dynamicCriteria: Schema.optional(DynamicCriteria),
  /** What is compared. */
  filterOn: FilterOn,
  /** For `Icon`, the icon. */
  icon: Schema.optional(Schema.NullOr(Icon.Input)),
  /** For `Custom`, how the two comparisons are combined. The default is `And`. */
  operator: Schema.optional(Operator),
  /** For `Values`, the texts and the dates. */
  values: Schema.optional(Schema.NullOr(Values))
}).annotations({ identifier: "FilterCriteriaInput" })

const properties = {
  /** The criteria, or `null` if the column is not filtered. */
  criteria: Resource.readOnly(Schema.NullOr(Criteria))
}

/**
 * The filter of a column.
 * See {@link https://learn.microsoft.com/graph/api/resources/filter | filter}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Filter.Filter> = ["criteria"]
 * deepStrictEqual(names, Object.keys(Filter.Filter.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Filter extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Filter} as JSON.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Filter.FilterEncoded = { criteria: null }
 * deepStrictEqual(Schema.decodeSync(Filter.Filter)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FilterEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Filter}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Filter.Filter.type, "workbookFilter")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Filter: Resource.Resource<"workbookFilter", Filter, FilterEncoded, {}, {}> = Resource.make(
  "workbookFilter",
  { properties, navigation: {} }
)

/**
 * The body that filters a column by criteria.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Apply = { criteria: { filterOn: "Values", values: ["North"] } }
 * strictEqual(Schema.is(Filter.Apply)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Apply extends Schema.Schema.Type<typeof Apply> {}

/**
 * The schema of {@link Apply}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Apply)({ criteria: null }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Apply = Schema.Struct({
  /** The criteria. */
  criteria: CriteriaInput
}).annotations({ identifier: "FilterApply" })

/**
 * The body that filters a column by a number of items.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Count = { count: 10 }
 * strictEqual(Schema.is(Filter.Count)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Count extends Schema.Schema.Type<typeof Count> {}

/**
 * The schema of {@link Count}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Count)({ count: 0.5 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Count = Schema.Struct({
  /** The number of items, from 1 to 500. */
  count: Schema.Int
}).annotations({ identifier: "FilterCount" })

/**
 * The body that filters a column by a percentage of the items.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Percent = { percent: 10 }
 * strictEqual(Schema.is(Filter.Percent)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Percent extends Schema.Schema.Type<typeof Percent> {}

/**
 * The schema of {@link Percent}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Percent)({ percent: 0.5 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Percent = Schema.Struct({
  /** The percentage, from 1 to 100. */
  percent: Schema.Int
}).annotations({ identifier: "FilterPercent" })

/**
 * The body that filters a column by a color.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Color = { color: "#FFFF00" }
 * strictEqual(Schema.is(Filter.Color)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Color extends Schema.Schema.Type<typeof Color> {}

/**
 * The schema of {@link Color}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Color)({ color: 255 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Color = Schema.Struct({
  /** The color, such as `#FF0000`. */
  color: Schema.String
}).annotations({ identifier: "FilterColor" })

/**
 * The body that filters a column by one or two comparisons.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Custom = { criteria1: ">50", criteria2: "<10", oper: "Or" }
 * strictEqual(Schema.is(Filter.Custom)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Custom extends Schema.Schema.Type<typeof Custom> {}

/**
 * The schema of {@link Custom}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Custom)({ criteria1: ">50", oper: "Xor" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Custom = Schema.Struct({
  /** A comparison, such as `>50` or `=*ing`. */
  criteria1: Schema.String,
  /** The second comparison. The default is none. */
  criteria2: Schema.optional(Schema.NullOr(Schema.String)),
  /** How the two comparisons are combined. The default is `And`. */
  oper: Schema.optional(Operator)
}).annotations({ identifier: "FilterCustom" })

/**
 * The body that filters a column by a condition.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.Dynamic = { criteria: "AboveAverage" }
 * strictEqual(Schema.is(Filter.Dynamic)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Dynamic extends Schema.Schema.Type<typeof Dynamic> {}

/**
 * The schema of {@link Dynamic}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.Dynamic)({ criteria: "Median" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Dynamic = Schema.Struct({
  /** The condition. */
  criteria: DynamicCriteria
}).annotations({ identifier: "FilterDynamic" })

/**
 * The body that filters a column by an icon of a conditional format.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.ByIcon = { icon: { set: "ThreeArrows", index: 2 } }
 * strictEqual(Schema.is(Filter.ByIcon)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ByIcon extends Schema.Schema.Type<typeof ByIcon> {}

/**
 * The schema of {@link ByIcon}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.ByIcon)({ icon: null }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ByIcon = Schema.Struct({
  /** The icon. */
  icon: Icon.Input
}).annotations({ identifier: "FilterByIcon" })

/**
 * The body that filters a column by values.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Filter.ByValues = { values: ["North", "South"] }
 * strictEqual(Schema.is(Filter.ByValues)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ByValues extends Schema.Schema.Type<typeof ByValues> {}

/**
 * The schema of {@link ByValues}.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Filter.ByValues)({ values: "North" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ByValues = Schema.Struct({
  /** The texts and the dates. */
  values: Values
}).annotations({ identifier: "FilterByValues" })
