/**
 * The criteria of a filter as XML (`filterColumn`), in tables and in sheets.
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import * as Xml from "../package/Xml.js"
import type { DifferentialColors } from "./DifferentialFormats.js"
import * as IconSets from "./IconSets.js"

const operators: ReadonlyArray<readonly [operator: string, name: string]> = [
  ["<>", "notEqual"],
  ["<=", "lessThanOrEqual"],
  [">=", "greaterThanOrEqual"],
  ["<", "lessThan"],
  [">", "greaterThan"],
  ["=", "equal"]
]

/** Splits a criterion such as `>50` into its operator, which is `=` by default, and its operand. */
const splitCriterion = (criterion: string): readonly [operator: string, operand: string] => {
  const [operator] = operators.find(([operator]) => criterion.startsWith(operator)) ?? []
  return operator === undefined ? ["=", criterion] : [operator, criterion.slice(operator.length)]
}

const customFilter = (prefix: string, criterion: string): string => {
  const [operator, operand] = splitCriterion(criterion)
  const [, name = "equal"] = operators.find(([each]) => each === operator) ?? []
  // Excel writes a space for blank cells.
  const value = Xml.encodeAttribute(Xml.encodeXstring(operand === "" ? " " : operand))
  return `<${prefix}customFilter${name === "equal" ? "" : ` operator="${name}"`} val="${value}"/>`
}

const readCustom = (tag: string): string => {
  const name = Xml.attribute(tag, "operator") ?? "equal"
  const [operator = "="] = operators.find(([, each]) => each === name) ?? []
  const value = Xml.decodeXstring(Xml.attribute(tag, "val") ?? "")
  return operator + (value === " " ? "" : value)
}

const dynamicNames = new Map<Model.DynamicFilter, string>([
  ["AboveAverage", "aboveAverage"],
  ["BelowAverage", "belowAverage"],
  ["Tomorrow", "tomorrow"],
  ["Today", "today"],
  ["Yesterday", "yesterday"],
  ["NextWeek", "nextWeek"],
  ["ThisWeek", "thisWeek"],
  ["LastWeek", "lastWeek"],
  ["NextMonth", "nextMonth"],
  ["ThisMonth", "thisMonth"],
  ["LastMonth", "lastMonth"],
  ["NextQuarter", "nextQuarter"],
  ["ThisQuarter", "thisQuarter"],
  ["LastQuarter", "lastQuarter"],
  ["NextYear", "nextYear"],
  ["ThisYear", "thisYear"],
  ["LastYear", "lastYear"],
  ["YearToDate", "yearToDate"],
  ["AllDatesInPeriodQuarter1", "Q1"],
  ["AllDatesInPeriodQuarter2", "Q2"],
  ["AllDatesInPeriodQuarter3", "Q3"],
  ["AllDatesInPeriodQuarter4", "Q4"],
  ["AllDatesInPeriodJanuary", "M1"],
  ["AllDatesInPeriodFebruary", "M2"],
  ["AllDatesInPeriodMarch", "M3"],
  ["AllDatesInPeriodApril", "M4"],
  ["AllDatesInPeriodMay", "M5"],
  ["AllDatesInPeriodJune", "M6"],
  ["AllDatesInPeriodJuly", "M7"],
  ["AllDatesInPeriodAugust", "M8"],
  ["AllDatesInPeriodSeptember", "M9"],
  ["AllDatesInPeriodOctober", "M10"],
  ["AllDatesInPeriodNovember", "M11"],
  ["AllDatesInPeriodDecember", "M12"]
])

const dynamicOf = (name: string | undefined): Model.DynamicFilter | undefined =>
  [...dynamicNames].find(([, each]) => each === name)?.[0]

/** The parts of dates in the order of their attributes, with the number of digits in ISO 8601. */
const dateParts = ["year", "month", "day", "hour", "minute", "second"] as const

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Returns the numbers of a date in ISO 8601 down to its specificity. */
export const datePartsOf = ({ date, specificity }: Model.FilterDate): ReadonlyArray<number> | undefined => {
  const [, ...parts] = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?)?Z?)?)?)?$/.exec(date) ??
    []
  const count = dateParts.findIndex((name) => capitalized(name) === specificity) + 1
  const given = parts.slice(0, count).filter((part) => part !== undefined).map(Number)
  return parts.length === 0 || given.length < Math.min(count, 3)
    ? undefined
    : Array.from({ length: count }, (_, index) => given[index] ?? 0)
}

const dateGroup = (prefix: string, date: Model.FilterDate): string => {
  const parts = (datePartsOf(date) ?? []).map((part, index) => ` ${dateParts[index]}="${part}"`).join("")
  return `<${prefix}dateGroupItem${parts} dateTimeGrouping="${date.specificity.toLowerCase()}"/>`
}

const specificities = ["Year", "Month", "Day", "Hour", "Minute", "Second"] as const

const readDate = (tag: string): Model.FilterDate | undefined => {
  const grouping = Xml.attribute(tag, "dateTimeGrouping")
  const specificity = specificities.find((each) => each.toLowerCase() === grouping)
  if (specificity === undefined) return undefined
  const part = (name: string, width: number) => (Xml.attribute(tag, name) ?? "1").padStart(width, "0")
  const time = ["hour", "minute", "second"].map((name) => Xml.attribute(tag, name)?.padStart(2, "0"))
  const date = `${part("year", 4)}-${part("month", 2)}-${part("day", 2)}`
  return time[0] === undefined
    ? { date, specificity }
    : { date: `${date}T${time[0]}:${time[1] ?? "00"}:${time[2] ?? "00"}`, specificity }
}

/** What the file stores of the present evaluation, besides the criteria. */
export interface Evaluated {
  /** The threshold of the greatest or smallest items, the average, or the first serial number of a period. */
  readonly value?: number | undefined
  /** The serial number after a period. */
  readonly end?: number | undefined
}

const content = (
  prefix: string,
  filter: Model.ColumnFilter,
  evaluated: Evaluated,
  colors: DifferentialColors
): string => {
  const number = (name: string, value: number | undefined) => value === undefined ? "" : ` ${name}="${value}"`
  switch (filter.on) {
    case "Values": {
      const blank = filter.values.includes("") ? ` blank="1"` : ""
      const texts = filter.values.flatMap((value) =>
        typeof value === "string" && value !== ""
          ? [`<${prefix}filter val="${Xml.encodeAttribute(Xml.encodeXstring(value))}"/>`]
          : []
      )
      const dates = filter.values.flatMap((value) => typeof value === "string" ? [] : [dateGroup(prefix, value)])
      const inner = [...texts, ...dates].join("")
      return inner === "" ? `<${prefix}filters${blank}/>` : `<${prefix}filters${blank}>${inner}</${prefix}filters>`
    }
    case "Custom": {
      const both = filter.criteria.length > 1 && filter.operator === "And" ? ` and="1"` : ""
      const inner = filter.criteria.map((criterion) => customFilter(prefix, criterion)).join("")
      return `<${prefix}customFilters${both}>${inner}</${prefix}customFilters>`
    }
    case "Items":
      return `<${prefix}top10${filter.top ? "" : ` top="0"`}${
        filter.percent ? ` percent="1"` : ""
      } val="${filter.count}"${number("filterVal", evaluated.value)}/>`
    case "Dynamic":
      return `<${prefix}dynamicFilter type="${dynamicNames.get(filter.condition)}"${number("val", evaluated.value)}${
        number("maxVal", evaluated.end)
      }/>`
    case "CellColor":
      return `<${prefix}colorFilter dxfId="${colors.index("fill", filter.color)}"/>`
    case "FontColor":
      return `<${prefix}colorFilter dxfId="${colors.index("font", filter.color)}" cellColor="0"/>`
    case "Icon":
      return IconSets.written(
        `<${prefix}iconFilter iconSet="${IconSets.toFile(filter.icon.set)}" iconId="${filter.icon.index}"/>`
      )
  }
}

/** Returns the XML of a `filterColumn`. The index of the column is set when the part is written. */
export const write = (
  prefix: string,
  filter: Model.ColumnFilter,
  evaluated: Evaluated,
  colors: DifferentialColors
): string => `<${prefix}filterColumn colId="0">${content(prefix, filter, evaluated, colors)}</${prefix}filterColumn>`

/** Parses a `filterColumn`. Returns `undefined` without criteria, and for criteria of later versions of Excel. */
export const read = (source: string, colors: Pick<DifferentialColors, "color">): Model.ColumnFilter | undefined => {
  const [first] = Xml.children(source, Xml.root(source))
  if (first === undefined) return undefined
  const criteria = IconSets.chosen(source, first)
  const tag = Xml.startTag(source, criteria)
  const childTags = (name: string) =>
    [...Xml.children(source, criteria)].filter((child) => child.name === name).map((child) =>
      Xml.startTag(source, child)
    )
  switch (criteria.name) {
    case "filters":
      return {
        on: "Values",
        values: [
          ...childTags("filter").map((tag) => Xml.decodeXstring(Xml.attribute(tag, "val") ?? "")),
          ...childTags("dateGroupItem").flatMap((tag) => readDate(tag) ?? []),
          ...Xml.booleanAttribute(tag, "blank") ? [""] : []
        ]
      }
    case "customFilters": {
      const criteria = childTags("customFilter").map(readCustom)
      return {
        on: "Custom",
        criteria,
        operator: criteria.length < 2 || Xml.booleanAttribute(tag, "and") ? "And" : "Or"
      }
    }
    case "top10":
      return {
        on: "Items",
        top: Xml.booleanAttribute(tag, "top", true),
        percent: Xml.booleanAttribute(tag, "percent"),
        count: Number(Xml.attribute(tag, "val") ?? 10)
      }
    case "dynamicFilter": {
      const condition = dynamicOf(Xml.attribute(tag, "type"))
      return condition && { on: "Dynamic", condition }
    }
    case "colorFilter": {
      const on = Xml.booleanAttribute(tag, "cellColor", true) ? "CellColor" : "FontColor"
      const color = colors.color(Number(Xml.attribute(tag, "dxfId") ?? -1), on === "CellColor" ? "fill" : "font")
      return color === undefined ? undefined : { on, color }
    }
    case "iconFilter": {
      const index = Xml.attribute(tag, "iconId")
      return index === undefined
        ? undefined
        : { on: "Icon", icon: { set: IconSets.fromFile(Xml.attribute(tag, "iconSet") ?? ""), index: Number(index) } }
    }
    default:
      return undefined
  }
}
