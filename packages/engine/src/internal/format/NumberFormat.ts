/**
 * Formats values with number format codes, as Excel displays them.
 *
 * @since 0.1.0
 */
import * as NumFmt from "numfmt"
import { date1904Offset } from "../value/Calendar.js"
import { CellError, type Scalar } from "../value/Value.js"

/** Excel displays this text for a number that is not a valid date. */
const overflow = "########"

const options = { dateErrorThrows: false, dateErrorNumber: false, dateSpanLarge: false, overflow, nbsp: false }

/** Returns whether the code displays a number as a date or time. */
export const isDate = (code: string): boolean => {
  try {
    return NumFmt.isDateFormat(code)
  } catch {
    return false
  }
}

/** Returns whether Excel accepts the code. */
export const isValid = (code: string): boolean => NumFmt.isValidFormat(code)

const calendarDayCache = new Map<string, boolean>()

/** Returns whether the code displays a year, month or day. Times do not depend on the date system. */
const showsCalendarDay = (code: string): boolean => {
  const cached = calendarDayCache.get(code)
  if (cached !== undefined) return cached
  const info = NumFmt.getFormatDateInfo(code)
  const shows = info.year || info.month || info.day
  calendarDayCache.set(code, shows)
  return shows
}

/** Returns the text that Excel displays for a value with a number format code. */
export const format = (value: Scalar, code: string, date1904: boolean): string => {
  if (value === null) return ""
  if (value instanceof CellError) return value.code
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  if (code === "General" || code === "") return typeof value === "string" ? value : formatOrFallBack("General", value)
  if (typeof value === "string") return formatOrFallBack(code, value)
  return formatOrFallBack(code, date1904 && isDate(code) && showsCalendarDay(code) ? value + date1904Offset : value)
}

/** Formats with a code. If the code is invalid, a number gets the format `General`, and a text stays as it is. */
const formatOrFallBack = (code: string, value: string | number): string => {
  try {
    return NumFmt.format(code, value, options)
  } catch {
    return typeof value === "string" ? value : NumFmt.format("General", value)
  }
}
