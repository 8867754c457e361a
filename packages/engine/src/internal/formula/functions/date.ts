/**
 * Dates and times.
 *
 * @since 0.1.0
 */
import { parseNumber as readNumber } from "../../format/Input.js"
import { isDate } from "../../format/NumberFormat.js"
import { type Day, dayOf, daysInMonth, isLeapYear, isSerial, serialOf, weekday } from "../../value/Calendar.js"
import { isError, NUM, type Scalar, VALUE } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { currentYear, toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  defineWithContext,
  type Definition,
  type Functions,
  integer,
  logical,
  number,
  optional,
  type Parameter,
  scalar,
  strictNumber,
  text
} from "../Definition.js"

/** Defines a function that takes a serial number and returns a part of its date. */
const defineDatePart = (call: (day: Day) => Scalar): Definition =>
  defineWithContext([number], ({ host }, serial) => {
    const day = dayOf(serial, host.date1904)
    return day === undefined ? NUM : call(day)
  })

/**
 * Defines a function that takes a serial number and returns a part of its time. Excel rounds the time to whole seconds.
 */
const defineTimePart = (call: (seconds: number) => Scalar): Definition =>
  defineWithContext([number], ({ host }, serial) => {
    if (!isSerial(serial, host.date1904)) return NUM
    return call(Math.round((serial - Math.floor(serial)) * 86_400) % 86_400)
  })

const checkSerial = (serial: number, { host }: Context): Scalar => isSerial(serial, host.date1904) ? serial : NUM

const date = defineWithContext([integer, integer, integer], (context, year, month, day) => {
  if (year < 0 || year > 9999) return NUM
  const { date1904 } = context.host
  const fullYear = year < 1900 ? year + (date1904 ? 1904 : 1900) : year
  // Adding the days to the serial number of the month counts February 29, 1900, which exists only in Excel.
  const first = serialOf(fullYear, month, 1, date1904)
  return first >= 0 && !isSerial(first, date1904) ? NUM : checkSerial(first + day - 1, context)
})

const time = defineWithContext([integer, integer, integer], (_, hours, minutes, seconds) => {
  if (Math.max(hours, minutes, seconds) > 32_767) return NUM
  const total = hours * 3600 + minutes * 60 + seconds
  return total < 0 ? NUM : (total % 86_400) / 86_400
})

const strictInteger: Parameter<number> = {
  ...strictNumber,
  convert: (found, context) => {
    const converted = strictNumber.convert(found, context)
    return isError(converted) ? converted : Math.trunc(converted)
  }
}

/** Returns the same day of another month, or the last day if that month is shorter. */
const addMonths = (
  context: Context,
  serial: number,
  months: number
): readonly [year: number, month: number, day: number] | undefined => {
  const start = dayOf(serial, context.host.date1904)
  if (start === undefined) return undefined
  const count = start.year * 12 + start.month - 1 + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  return [year, month, Math.min(start.day, daysInMonth(year, month))]
}

const edate = defineWithContext([strictInteger, strictInteger], (context, serial, months) => {
  const date = addMonths(context, serial, months)
  return date === undefined ? NUM : checkSerial(serialOf(...date, context.host.date1904), context)
})

const eomonth = defineWithContext([strictInteger, strictInteger], (context, serial, months) => {
  const date = addMonths(context, serial, months)
  if (date === undefined) return NUM
  const [year, month] = date
  return checkSerial(serialOf(year, month, daysInMonth(year, month), context.host.date1904), context)
})

/** The first day of the week (0 for Sunday) for each value of the second argument of `WEEKDAY` and `WEEKNUM`. */
const weekStarts: Readonly<Record<number, number>> = { 1: 0, 2: 1, 11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 16: 6, 17: 0 }

const weekdayFunction = defineWithContext([number, optional(integer, 1)], ({ host }, serial, kind) => {
  if (!isSerial(serial, host.date1904)) return NUM
  const day = weekday(serial, host.date1904)
  if (kind === 3) return (day + 6) % 7
  const start = weekStarts[kind]
  return start === undefined ? NUM : ((day - start + 7) % 7) + 1
})

const isoWeek = (serial: number, date1904: boolean): number => {
  const thursday = Math.floor(serial) - ((weekday(serial, date1904) + 6) % 7) + 3
  const year = dayOf(Math.max(thursday, 0), date1904)?.year ?? 1900
  return Math.floor((thursday - serialOf(year, 1, 1, date1904)) / 7) + 1
}

const weeknum = defineWithContext([number, optional(integer, 1)], ({ host: { date1904 } }, serial, kind) => {
  const day = dayOf(serial, date1904)
  if (day === undefined) return NUM
  if (kind === 21) return isoWeek(serial, date1904)
  const start = weekStarts[kind]
  if (start === undefined) return NUM
  const newYear = serialOf(day.year, 1, 1, date1904)
  const daysBeforeNewYear = (weekday(newYear, date1904) - start + 7) % 7
  return Math.floor((Math.floor(serial) - newYear + daysBeforeNewYear) / 7) + 1
})

/** Defines a function that converts a text with a date or a time to a serial number, or to a part of it. */
const defineTextConversion = (part: (serial: number) => number): Definition =>
  defineWithContext([text], (context, source) => {
    const { date1904 } = context.host
    const found = readNumber(source.trim(), { date1904, year: currentYear(context) })
    return found?.format !== undefined && isDate(found.format) ? part(found.value) : VALUE
  })

const days = defineWithContext([scalar, scalar], (context, end, start) => {
  const [last, first] = [toNumber(end, context), toNumber(start, context)]
  if (isError(last)) return last
  if (isError(first)) return first
  const { date1904 } = context.host
  return isSerial(last, date1904) && isSerial(first, date1904) ? Math.floor(last) - Math.floor(first) : NUM
})

const isLastOfFebruary = ({ day, month, year }: Day): boolean => month === 2 && day >= daysInMonth(year, 2)

/** Returns the days between two dates in a year of twelve months with 30 days. */
const days360Between = (start: Day, end: Day, european: boolean): number => {
  let first = start.day
  let last = end.day
  let [endMonth, endYear] = [end.month, end.year]
  if (european) {
    first = Math.min(first, 30)
    last = Math.min(last, 30)
  } else {
    if (isLastOfFebruary(start)) first = 30
    if (first === 31) first = 30
    if (last === 31) {
      if (first < 30) {
        last = 1
        endMonth++
        if (endMonth > 12) {
          endMonth = 1
          endYear++
        }
      } else last = 30
    }
  }
  return (endYear - start.year) * 360 + (endMonth - start.month) * 30 + last - first
}

const days360 = defineWithContext([number, number, optional(logical, false)], ({ host }, from, to, european) => {
  // A time in the last half second before midnight counts as the next day.
  const halfSecond = 0.5 / 86_400
  const [start, end] = [dayOf(from + halfSecond, host.date1904), dayOf(to + halfSecond, host.date1904)]
  return start === undefined || end === undefined ? NUM : days360Between(start, end, european)
})

const yearFraction = defineWithContext(
  [integer, integer, optional(integer, 0)],
  ({ host: { date1904 } }, first, second, basis) => {
    const [from, to] = first <= second ? [first, second] : [second, first]
    const [start, end] = [dayOf(from, date1904), dayOf(to, date1904)]
    if (start === undefined || end === undefined || basis < 0 || basis > 4) return NUM
    switch (basis) {
      case 0:
        return days360ForYearFraction(start, end) / 360
      case 1:
        return (to - from) / averageYearLength(start, end)
      case 2:
        return (to - from) / 360
      case 3:
        return (to - from) / 365
      default:
        return days360Between(start, end, true) / 360
    }
  }
)

/** Returns the days between two dates for basis 0 of `YEARFRAC`. It differs from `DAYS360` at the end of February. */
const days360ForYearFraction = (start: Day, end: Day): number => {
  const bothFebruary = isLastOfFebruary(start) && isLastOfFebruary(end)
  const first = isLastOfFebruary(start) || start.day === 31 ? 30 : start.day
  const last = bothFebruary || (end.day === 31 && first === 30) ? 30 : end.day
  return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first
}

/**
 * Returns the length of a year in days for basis 1 of `YEARFRAC` (actual/actual). It is the mean of the years in the
 * period if the period is longer than a year.
 */
const averageYearLength = (start: Day, end: Day): number => {
  const isWithinYear = end.year === start.year ||
    (end.year === start.year + 1 &&
      (start.month > end.month || (start.month === end.month && start.day >= end.day)))
  if (!isWithinYear) {
    let total = 0
    Work.spend(end.year - start.year)
    for (let year = start.year; year <= end.year; year++) total += isLeapYear(year) ? 366 : 365
    return total / (end.year - start.year + 1)
  }
  if (start.year === end.year) return isLeapYear(start.year) ? 366 : 365
  const leapInStart = isLeapYear(start.year) && (start.month < 3)
  const leapInEnd = isLeapYear(end.year) && (end.month > 2 || (end.month === 2 && end.day === 29))
  return leapInStart || leapInEnd ? 366 : 365
}

const dateDifference = defineWithContext([integer, integer, text], ({ host: { date1904 } }, from, to, unit) => {
  const [start, end] = [dayOf(from, date1904), dayOf(to, date1904)]
  if (start === undefined || end === undefined || from > to) return NUM
  const isPartialMonth = end.day < start.day
  const months = (end.year - start.year) * 12 + end.month - start.month - (isPartialMonth ? 1 : 0)
  switch (unit.toLowerCase()) {
    case "d":
      return to - from
    case "m":
      return months
    case "y":
      return Math.floor(months / 12)
    case "ym":
      return months % 12
    case "md":
      return !isPartialMonth ?
        end.day - start.day :
        to - serialOf(end.year, end.month - 1, start.day, date1904)
    case "yd": {
      const isBeforeAnniversary = end.month < start.month || (end.month === start.month && isPartialMonth)
      return to - serialOf(isBeforeAnniversary ? end.year - 1 : end.year, start.month, start.day, date1904)
    }
    default:
      return NUM
  }
})

export const dateFunctions: Functions = {
  DATE: date,
  TIME: time,
  YEAR: defineDatePart(({ year }) => year),
  MONTH: defineDatePart(({ month }) => month),
  DAY: defineDatePart(({ day }) => day),
  HOUR: defineTimePart((seconds) => Math.floor(seconds / 3600)),
  MINUTE: defineTimePart((seconds) => Math.floor(seconds / 60) % 60),
  SECOND: defineTimePart((seconds) => seconds % 60),
  NOW: defineWithContext([], ({ host }) => host.now()),
  TODAY: defineWithContext([], ({ host }) => Math.floor(host.now())),
  EDATE: edate,
  EOMONTH: eomonth,
  WEEKDAY: weekdayFunction,
  WEEKNUM: weeknum,
  ISOWEEKNUM: defineWithContext(
    [number],
    ({ host: { date1904 } }, serial) => isSerial(serial, date1904) ? isoWeek(serial, date1904) : NUM
  ),
  DATEVALUE: defineTextConversion(Math.floor),
  TIMEVALUE: defineTextConversion((serial) => serial - Math.floor(serial)),
  DAYS: days,
  DAYS360: days360,
  YEARFRAC: yearFraction,
  DATEDIF: dateDifference
}
