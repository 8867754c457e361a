/**
 * Formats values with number format codes, as Excel displays them.
 *
 * @since 0.1.0
 */
import * as NumFmt from "numfmt"
import { days1904 } from "../value/Calendar.js"
import { CellError, type Scalar } from "../value/Value.js"

/** The text of a date that cannot be displayed. */
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

const showsDayCache = new Map<string, boolean>()

/** Returns whether the code contains a year, month or day. Only these depend on the date system; times do not. */
const showsCalendarDay = (code: string): boolean => {
  const known = showsDayCache.get(code)
  if (known !== undefined) return known
  const info = NumFmt.getFormatDateInfo(code)
  const shows = info.year || info.month || info.day
  showsDayCache.set(code, shows)
  return shows
}

/** Returns the text that Excel displays for a value with a number format code. */
export const text = (value: Scalar, code: string, date1904: boolean): string => {
  if (value === null) return ""
  if (value instanceof CellError) return value.code
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  if (code === "General" || code === "") return typeof value === "string" ? value : format("General", value)
  if (typeof value === "string") return format(code, value)
  return format(code, date1904 && isDate(code) && showsCalendarDay(code) ? value + days1904 : value)
}

const format = (code: string, value: string | number): string => {
  try {
    return NumFmt.format(code, value, options)
  } catch {
    return typeof value === "string" ? value : NumFmt.format("General", value)
  }
}
