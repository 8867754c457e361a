/**
 * Dates and times.
 *
 * @since 0.1.0
 */
import { number as readNumber } from "../../format/Input.js"
import { isDate } from "../../format/NumberFormat.js"
import { type Day, dayOf, daysInMonth, isLeapYear, isSerial, serialOf, weekday } from "../Calendar.js"
import { currentYear, toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  defineIn,
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
import { isError, NUM, type Scalar, VALUE } from "../Value.js"
import * as Work from "../Work.js"

/** A function of the day of a serial number. */
const ofDay = (call: (day: Day) => Scalar): Definition =>
  defineIn([number], ({ host }, serial) => {
    const day = dayOf(serial, host.date1904)
    return day === undefined ? NUM : call(day)
  })

/** A function of the seconds since midnight, which Excel rounds to whole ones. */
const ofTime = (call: (seconds: number) => Scalar): Definition =>
  defineIn([number], ({ host }, serial) => {
    if (!isSerial(serial, host.date1904)) return NUM
    return call(Math.round((serial - Math.floor(serial)) * 86_400) % 86_400)
  })

const valid = (serial: number, { host }: Context): Scalar => isSerial(serial, host.date1904) ? serial : NUM

const date = defineIn([integer, integer, integer], (context, year, month, day) => {
  if (year < 0 || year > 9999) return NUM
  const { date1904 } = context.host
  const full = year < (date1904 ? 1904 : 1900) ? year + (date1904 ? 1904 : 1900) : year
  const shortYear = date1904 && year >= 1900 && year < 1904 ? year : full
  // counted from the first of the month, so that days beyond the Lotus leap day count on
  const first = serialOf(shortYear, month, 1, date1904)
  return first >= 0 && !isSerial(first, date1904) ? NUM : valid(first + day - 1, context)
})

const time = defineIn([integer, integer, integer], (_, hours, minutes, seconds) => {
  if (Math.max(hours, minutes, seconds) > 32_767) return NUM
  const total = hours * 3600 + minutes * 60 + seconds
  return total < 0 ? NUM : (total % 86_400) / 86_400
})

const strictInteger: Parameter<number> = {
  ...strictNumber,
  read: (found, context) => {
    const read = strictNumber.read(found, context)
    return isError(read) ? read : Math.trunc(read)
  }
}

/** The same day some months away, or the last of a shorter month. */
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

const edate = defineIn([strictInteger, strictInteger], (context, serial, months) => {
  const found = addMonths(context, serial, months)
  return found === undefined ? NUM : valid(serialOf(...found, context.host.date1904), context)
})

const eomonth = defineIn([strictInteger, strictInteger], (context, serial, months) => {
  const found = addMonths(context, serial, months)
  if (found === undefined) return NUM
  const [year, month] = found
  return valid(serialOf(year, month, daysInMonth(year, month), context.host.date1904), context)
})

/** Weekday numbers by the second argument of `WEEKDAY`: the day that is number one, as 0 for Sunday. */
const weekStarts: Readonly<Record<number, number>> = { 1: 0, 2: 1, 11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 16: 6, 17: 0 }

const weekdayFunction = defineIn([number, optional(integer, 1)], ({ host }, serial, kind) => {
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

const weeknum = defineIn([number, optional(integer, 1)], ({ host: { date1904 } }, serial, kind) => {
  const day = dayOf(serial, date1904)
  if (day === undefined) return NUM
  if (kind === 21) return isoWeek(serial, date1904)
  const start = weekStarts[kind]
  if (start === undefined) return NUM
  const newYear = serialOf(day.year, 1, 1, date1904)
  const lead = (weekday(newYear, date1904) - start + 7) % 7
  return Math.floor((Math.floor(serial) - newYear + lead) / 7) + 1
})

/** A text read as a date or time; only texts that show one will do. */
const fromText = (part: (serial: number) => number): Definition =>
  defineIn([text], (context, source) => {
    const { date1904 } = context.host
    const found = readNumber(source.trim(), { date1904, year: currentYear(context) })
    return found?.format !== undefined && isDate(found.format) ? part(found.value) : VALUE
  })

const days = defineIn([scalar, scalar], (context, end, start) => {
  const [last, first] = [toNumber(end, context), toNumber(start, context)]
  if (isError(last)) return last
  if (isError(first)) return first
  const { date1904 } = context.host
  return isSerial(last, date1904) && isSerial(first, date1904) ? Math.floor(last) - Math.floor(first) : NUM
})

const isLastOfFebruary = ({ day, month, year }: Day): boolean => month === 2 && day >= daysInMonth(year, 2)

/** Days between two days of a year with twelve months of thirty. */
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

const days360 = defineIn([number, number, optional(logical, false)], ({ host }, from, to, european) => {
  const halfSecond = 0.5 / 86_400
  const [start, end] = [dayOf(from + halfSecond, host.date1904), dayOf(to + halfSecond, host.date1904)]
  return start === undefined || end === undefined ? NUM : days360Between(start, end, european)
})

const yearFraction = defineIn([integer, integer, optional(integer, 0)], ({ host: { date1904 } }, one, two, basis) => {
  const [from, to] = one <= two ? [one, two] : [two, one]
  const [start, end] = [dayOf(from, date1904), dayOf(to, date1904)]
  if (start === undefined || end === undefined || basis < 0 || basis > 4) return NUM
  switch (basis) {
    case 0:
      return thirty360(start, end) / 360
    case 1:
      return (to - from) / yearLength(start, end)
    case 2:
      return (to - from) / 360
    case 3:
      return (to - from) / 365
    default:
      return days360Between(start, end, true) / 360
  }
})

/** The count of `YEARFRAC` by thirty days a month: the last of February is the thirtieth. */
const thirty360 = (start: Day, end: Day): number => {
  const bothFebruary = isLastOfFebruary(start) && isLastOfFebruary(end)
  const first = isLastOfFebruary(start) || start.day === 31 ? 30 : start.day
  const last = bothFebruary || (end.day === 31 && first === 30) ? 30 : end.day
  return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first
}

/** Days of the year for actual days: one year's, or the mean of all years that are touched. */
const yearLength = (start: Day, end: Day): number => {
  const withinYear = end.year === start.year ||
    (end.year === start.year + 1 &&
      (start.month > end.month || (start.month === end.month && start.day >= end.day)))
  if (!withinYear) {
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

const dateDifference = defineIn([integer, integer, text], ({ host: { date1904 } }, from, to, unit) => {
  const [start, end] = [dayOf(from, date1904), dayOf(to, date1904)]
  if (start === undefined || end === undefined || from > to) return NUM
  const early = end.day < start.day ? 1 : 0
  const months = (end.year - start.year) * 12 + end.month - start.month - early
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
      return early === 0 ?
        end.day - start.day :
        to - serialOf(end.year, end.month - 1, start.day, date1904)
    case "yd": {
      const passed = end.month < start.month || (end.month === start.month && early === 1)
      return to - serialOf(passed ? end.year - 1 : end.year, start.month, start.day, date1904)
    }
    default:
      return NUM
  }
})

export const dateFunctions: Functions = {
  DATE: date,
  TIME: time,
  YEAR: ofDay(({ year }) => year),
  MONTH: ofDay(({ month }) => month),
  DAY: ofDay(({ day }) => day),
  HOUR: ofTime((seconds) => Math.floor(seconds / 3600)),
  MINUTE: ofTime((seconds) => Math.floor(seconds / 60) % 60),
  SECOND: ofTime((seconds) => seconds % 60),
  NOW: defineIn([], ({ host }) => host.now()),
  TODAY: defineIn([], ({ host }) => Math.floor(host.now())),
  EDATE: edate,
  EOMONTH: eomonth,
  WEEKDAY: weekdayFunction,
  WEEKNUM: weeknum,
  ISOWEEKNUM: defineIn(
    [number],
    ({ host: { date1904 } }, serial) => isSerial(serial, date1904) ? isoWeek(serial, date1904) : NUM
  ),
  DATEVALUE: fromText(Math.floor),
  TIMEVALUE: fromText((serial) => serial - Math.floor(serial)),
  DAYS: days,
  DAYS360: days360,
  YEARFRAC: yearFraction,
  DATEDIF: dateDifference
}
