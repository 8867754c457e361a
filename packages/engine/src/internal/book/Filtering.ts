/**
 * Filters tables: hides the rows that do not meet the criteria of each column.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as NumberFormat from "../format/NumberFormat.js"
import * as Criteria from "../formula/Criteria.js"
import * as Xml from "../package/Xml.js"
import * as ColumnFilter from "../parts/ColumnFilter.js"
import * as DifferentialFormats from "../parts/DifferentialFormats.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as StyleFormats from "../parts/StyleFormats.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import { inQuotes, refuse } from "../refusal.js"
import { dayOf, serialOf, weekday } from "../value/Calendar.js"
import type { Scalar } from "../value/Value.js"
import * as Calculating from "./Calculating.js"
import * as ConditionalIcons from "./ConditionalIcons.js"
import * as Protection from "./Protection.js"
import { type State, tableOf, type TableState, type WorksheetState } from "./State.js"
import { paletteOf } from "./StyleAreas.js"

/** Excel's limit for the number of greatest or smallest items. */
const maxItems = 500

/** The cells that a filter compares: one column between two rows. */
interface Cells {
  readonly sheet: WorksheetState
  readonly column: number
  readonly top: number
  readonly bottom: number
}

/** A filter that can be applied to rows, with what the file stores of its evaluation. */
interface Evaluation {
  readonly passes: (row: number) => boolean
  readonly evaluated: ColumnFilter.Evaluated
}

const numbersIn = ({ bottom, column, sheet, top }: Cells): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let row = top; row <= bottom; row++) {
    const value = SheetPart.value(sheet.part, row, column)
    if (typeof value === "number") found.push(value)
  }
  return found
}

const isBlank = (value: Scalar): boolean => value === null || value === ""

const differentialColors = (state: State): DifferentialFormats.DifferentialColors =>
  DifferentialFormats.make(state.styles, paletteOf(state))

/** Returns the text that Excel displays. */
const textAt = (state: State, { column, sheet }: Cells, row: number): string =>
  NumberFormat.format(
    SheetPart.value(sheet.part, row, column),
    Styles.numberFormat(state.styles, SheetPart.style(sheet.part, row, column)),
    state.workbook.date1904
  )

/** Compares the displayed texts without regard to case, and the dates of numbers. */
const valuesTest = (
  state: State,
  cells: Cells,
  values: ReadonlyArray<string | Model.FilterDate>
): (row: number) => boolean => {
  const { column, sheet } = cells
  const { date1904 } = state.workbook
  const texts = new Set(values.flatMap((value) => typeof value === "string" ? [value.toLowerCase()] : []))
  const dates = values.flatMap((value) => {
    if (typeof value === "string") return []
    return [
      ColumnFilter.datePartsOf(value) ??
        refuse("invalidArgument", `${inQuotes(value.date)} is not a date: expected one such as 2026-01-31.`)
    ]
  })
  const isDate = (value: number): boolean => {
    const day = dayOf(value, date1904)
    if (day === undefined) return false
    const seconds = Math.round((value - Math.floor(value)) * 86_400)
    const parts = [
      day.year,
      day.month,
      day.day,
      Math.floor(seconds / 3600),
      Math.floor(seconds / 60) % 60,
      seconds % 60
    ]
    return dates.some((date) => date.every((part, index) => part === parts[index]))
  }
  return (row) => {
    const value = SheetPart.value(sheet.part, row, column)
    if (isBlank(value)) return texts.has("")
    return texts.has(textAt(state, cells, row).toLowerCase()) ||
      typeof value === "number" && dates.length > 0 && isDate(value)
  }
}

const customTest = (
  state: State,
  { column, sheet }: Cells,
  { criteria, operator }: Extract<Model.ColumnFilter, { on: "Custom" }>
): (row: number) => boolean => {
  if (criteria.length < 1 || criteria.length > 2) {
    refuse("invalidArgument", `A custom filter has ${criteria.length} criteria: expected 1 or 2.`)
  }
  const { date1904 } = state.workbook
  const now = Calculating.serialNow(state)
  const tests = criteria.map((criterion) =>
    Criteria.parseCriterion(criterion === "" ? "=" : criterion, { host: { date1904, now: () => now } })
  )
  return (row) => {
    const cell = SheetPart.value(sheet.part, row, column)
    const value = cell === "" ? null : cell
    return operator === "And" ? tests.every((test) => test(value)) : tests.some((test) => test(value))
  }
}

const numberTest = ({ column, sheet }: Cells, test: (value: number) => boolean) => (row: number): boolean => {
  const value = SheetPart.value(sheet.part, row, column)
  return typeof value === "number" && test(value)
}

/** All items that are equal to the last one are shown, so there can be more of them. */
const itemsTest = (cells: Cells, filter: Extract<Model.ColumnFilter, { on: "Items" }>): Evaluation => {
  const { count, percent, top } = filter
  const limit = percent ? 100 : maxItems
  if (!Number.isInteger(count) || count < 1 || count > limit) {
    refuse("invalidArgument", `The number of a filter is ${count}: expected an integer from 1 to ${limit}.`)
  }
  const sorted = [...numbersIn(cells)].sort((a, b) => top ? b - a : a - b)
  const shown = percent ? Math.max(1, Math.floor(sorted.length * count / 100)) : count
  const last = sorted[Math.min(shown, sorted.length) - 1]
  return {
    passes: numberTest(cells, (value) => last !== undefined && (top ? value >= last : value <= last)),
    evaluated: { value: last }
  }
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
]

/** Returns the months of a condition that recurs each year. */
const recurringMonths = (condition: Model.DynamicFilter): ReadonlyArray<number> | undefined => {
  const period = /^AllDatesInPeriod(.*)$/.exec(condition)?.[1]
  if (period === undefined) return undefined
  const quarter = /^Quarter(\d)$/.exec(period)?.[1]
  return quarter === undefined
    ? [months.indexOf(period) + 1]
    : [1, 2, 3].map((month) => (Number(quarter) - 1) * 3 + month)
}

/** Returns the serial numbers of the first day of a period and of the day after it. Weeks begin on Sunday. */
const periodOf = (
  condition: Model.DynamicFilter,
  today: number,
  date1904: boolean
): readonly [start: number, end: number] | undefined => {
  const { month, year } = dayOf(today, date1904) ?? { year: 1900, month: 1 }
  const first = (year: number, month: number): number => serialOf(year, month, 1, date1904)
  const offset = condition.startsWith("Next") ? 1 : condition.startsWith("Last") ? -1 : 0
  const sunday = today - weekday(today, date1904)
  const quarter = Math.floor((month - 1) / 3) * 3 + 1
  switch (condition) {
    case "Today":
      return [today, today + 1]
    case "Tomorrow":
      return [today + 1, today + 2]
    case "Yesterday":
      return [today - 1, today]
    case "NextWeek":
    case "ThisWeek":
    case "LastWeek":
      return [sunday + offset * 7, sunday + offset * 7 + 7]
    case "NextMonth":
    case "ThisMonth":
    case "LastMonth":
      return [first(year, month + offset), first(year, month + offset + 1)]
    case "NextQuarter":
    case "ThisQuarter":
    case "LastQuarter":
      return [first(year, quarter + offset * 3), first(year, quarter + offset * 3 + 3)]
    case "NextYear":
    case "ThisYear":
    case "LastYear":
      return [first(year + offset, 1), first(year + offset + 1, 1)]
    case "YearToDate":
      return [first(year, 1), today + 1]
    default:
      return undefined
  }
}

const dynamicTest = (state: State, cells: Cells, condition: Model.DynamicFilter): Evaluation => {
  const { date1904 } = state.workbook
  if (condition === "AboveAverage" || condition === "BelowAverage") {
    const numbers = numbersIn(cells)
    if (numbers.length === 0) return { passes: () => false, evaluated: {} }
    const average = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
    const passes = numberTest(cells, (value) => condition === "AboveAverage" ? value > average : value < average)
    return { passes, evaluated: { value: average } }
  }
  const recurring = recurringMonths(condition)
  if (recurring !== undefined) {
    const isIn = (value: number): boolean => recurring.includes(dayOf(value, date1904)?.month ?? 0)
    return { passes: numberTest(cells, isIn), evaluated: {} }
  }
  const period = periodOf(condition, Math.floor(Calculating.serialNow(state)), date1904)
  if (period === undefined) return refuse("invalidArgument", `The condition ${inQuotes(condition)} is not known.`)
  const [start, end] = period
  return {
    passes: numberTest(cells, (value) => value >= start && value < end),
    evaluated: { value: start, end }
  }
}

const colorTest = (
  state: State,
  { column, sheet }: Cells,
  { color, on }: Extract<Model.ColumnFilter, { on: "CellColor" | "FontColor" }>
): (row: number) => boolean => {
  const wanted = checkColor(color)
  const colorOf = on === "CellColor" ? StyleFormats.fillColor : StyleFormats.fontColor
  return (row) => colorOf(state.styles, paletteOf(state), SheetPart.style(sheet.part, row, column)) === wanted
}

const checkColor = (color: string): string =>
  /^#[\da-f]{6}$/i.test(color)
    ? color.toUpperCase()
    : refuse("invalidArgument", `${inQuotes(color)} is not a color: expected one such as #FF0000.`)

const iconTest = (state: State, { column, sheet }: Cells, { index, set }: Model.Icon): (row: number) => boolean => {
  const count = { T: 3, F: set.startsWith("Four") ? 4 : 5 }[set.charAt(0)] ?? 0
  if (index < 0 || index >= count) {
    refuse("invalidArgument", `The set of icons ${inQuotes(set)} has no icon ${index}: expected 0 to ${count - 1}.`)
  }
  const iconOf = ConditionalIcons.make(state, sheet)
  return (row) => {
    const icon = iconOf(row, column)
    return icon?.set === set && icon.index === index
  }
}

const evaluate = (state: State, cells: Cells, filter: Model.ColumnFilter): Evaluation => {
  switch (filter.on) {
    case "Values":
      return { passes: valuesTest(state, cells, filter.values), evaluated: {} }
    case "Custom":
      return { passes: customTest(state, cells, filter), evaluated: {} }
    case "Items":
      return itemsTest(cells, filter)
    case "Dynamic":
      return dynamicTest(state, cells, filter.condition)
    case "CellColor":
    case "FontColor":
      return { passes: colorTest(state, cells, filter), evaluated: {} }
    case "Icon":
      return { passes: iconTest(state, cells, filter.icon), evaluated: {} }
  }
}

/** Returns the test of a `filterColumn`. Criteria of later versions of Excel leave rows as they are. */
const testOf = (state: State, cells: Cells, source: string): (row: number) => boolean => {
  const filter = ColumnFilter.read(source, differentialColors(state))
  return filter === undefined
    ? (row) => !SheetPart.rowHidden(cells.sheet.part, row)
    : evaluate(state, cells, filter).passes
}

/** The rows of a filter, and the tests that a row has to pass to be shown. */
interface RowFilter {
  readonly top: number
  readonly bottom: number
  readonly tests: ReadonlyArray<(row: number) => boolean>
}

const filterOfTable = (state: State, { part, sheet }: TableState): RowFilter | undefined => {
  const body = TablePart.body(part)
  if (body === undefined) return undefined
  const { bottom, top } = body
  const tests = part.columns.flatMap(({ filter }, index) =>
    filter !== undefined && TablePart.hasCriteria(filter)
      ? [testOf(state, { sheet, column: part.area.left + index, top, bottom }, filter)]
      : []
  )
  return { top, bottom, tests }
}

/** The filter of the sheet itself. */
const filterOfSheet = (state: State, sheet: WorksheetState): RowFilter | undefined => {
  const filter = SheetRanges.filter(sheet.part)
  if (filter === undefined) return undefined
  const { bottom, left, top } = filter.area
  const tests = filter.columns.flatMap((source) => {
    const column = left + Number(Xml.attribute(Xml.startTag(source, Xml.root(source)), "colId") ?? 0)
    return TablePart.hasCriteria(source) ? [testOf(state, { sheet, column, top: top + 1, bottom }, source)] : []
  })
  return { top: top + 1, bottom, tests }
}

/** The filters of the same sheet that also hide rows of a table. */
const otherFilters = (state: State, table: TableState): ReadonlyArray<RowFilter> =>
  [
    ...state.tables.filter((other) => other !== table && other.sheet.id === table.sheet.id)
      .map((other) => filterOfTable(state, other)),
    filterOfSheet(state, table.sheet)
  ].flatMap((filter) => filter === undefined || filter.tests.length === 0 ? [] : [filter])

/** Shows the rows of a table that all filters let pass, and hides the others. */
const refresh = (state: State, table: TableState): void => {
  const { part } = table.sheet
  const own = filterOfTable(state, table)
  if (own === undefined) return
  const others = otherFilters(state, table)
  const isShown = (row: number): boolean =>
    own.tests.every((test) => test(row)) &&
    others.every(({ bottom, tests, top }) => row < top || row > bottom || tests.every((test) => test(row)))
  // All rows are tested before the first one is hidden, because a test can depend on what is hidden.
  const hidden: Array<boolean> = []
  for (let row = own.top; row <= own.bottom; row++) hidden.push(!isShown(row))
  for (const [index, isHidden] of hidden.entries()) {
    SheetPart.setRowsHidden(part, own.top + index, own.top + index, isHidden)
  }
  // SUBTOTAL and AGGREGATE leave out hidden rows. A row that a user has hidden can also become one that a filter hides.
  const rows = { top: own.top, bottom: own.bottom, left: 0, right: Area.maxColumn }
  Calculating.calculationOf(state).invalidate(state.sheets.indexOf(table.sheet), rows)
  Calculating.recalculate(state)
}

const columnOf = ({ part }: TableState, columnId: string): TablePart.Column =>
  part.columns.find(({ id }) => String(id) === columnId) ??
    refuse("itemNotFound", `The table ${inQuotes(part.name)} has no such column.`)

/** Returns the filter of a column. */
export const get = (state: State, model: Model.Table, columnId: string): Model.ColumnFilter | undefined => {
  const { filter } = columnOf(tableOf(state, model), columnId)
  return filter === undefined ? undefined : ColumnFilter.read(filter, differentialColors(state))
}

/**
 * Returns the filter as it is stored. The schema of files has either texts or dates in a filter. So the dates next to
 * texts are stored as the displayed texts of the cells that have them.
 */
const writtenForm = (state: State, cells: Cells, filter: Model.ColumnFilter): Model.ColumnFilter => {
  if ("color" in filter) return { ...filter, color: checkColor(filter.color) }
  if (filter.on !== "Values") return filter
  const texts = filter.values.filter((value) => typeof value === "string")
  const dates = filter.values.filter((value) => typeof value !== "string")
  if (dates.length === 0 || texts.every((text) => text === "")) return filter
  const isDate = valuesTest(state, cells, dates)
  const found = new Set(texts)
  for (let row = cells.top; row <= cells.bottom; row++) if (isDate(row)) found.add(textAt(state, cells, row))
  return { on: "Values", values: [...found] }
}

/** Filters a table by one of its columns. The filters of other columns stay. */
export const set = (state: State, model: Model.Table, columnId: string, filter: Model.ColumnFilter): void => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkAllowed(sheet, "autoFilter")
  const column = columnOf(table, columnId)
  if (part.headerRows === 0) {
    refuse("unsupportedOperation", `The table ${inQuotes(part.name)} has no header row, so it can't be filtered.`)
  }
  const { bottom, top } = TablePart.body(part) ?? { top: 0, bottom: -1 }
  const cells = { sheet, column: part.area.left + part.columns.indexOf(column), top, bottom }
  const { evaluated } = evaluate(state, cells, filter)
  const written = writtenForm(state, cells, filter)
  const prefix = Xml.prefixOf(Xml.root(part.source))
  column.filter = ColumnFilter.write(prefix, written, evaluated, differentialColors(state))
  part.showFilterButton = true
  part.changed = true
  refresh(state, table)
}

const clearColumns = (state: State, table: TableState, columns: ReadonlyArray<TablePart.Column>): void => {
  const filtered = columns.filter(({ filter }) => TablePart.hasCriteria(filter))
  if (filtered.length === 0) return
  for (const column of filtered) column.filter = undefined
  table.part.changed = true
  refresh(state, table)
}

/** Removes the filter of a column. */
export const clear = (state: State, model: Model.Table, columnId: string): void => {
  const table = tableOf(state, model)
  Protection.checkAllowed(table.sheet, "autoFilter")
  clearColumns(state, table, [columnOf(table, columnId)])
}

/** Removes the filters of all columns, and shows their rows. */
export const clearTable = (state: State, table: TableState): void => clearColumns(state, table, table.part.columns)

/** Removes the filters of all columns, on behalf of a user. */
export const clearAll = (state: State, model: Model.Table): void => {
  const table = tableOf(state, model)
  Protection.checkAllowed(table.sheet, "autoFilter")
  clearTable(state, table)
}

/** Applies the filters of a table to its present content. */
export const reapply = (state: State, model: Model.Table): void => {
  const table = tableOf(state, model)
  Protection.checkAllowed(table.sheet, "autoFilter")
  if (TablePart.isFiltered(table.part)) refresh(state, table)
}
