/**
 * A cell's value as Excel displays it under a number format code.
 *
 * @since 0.1.0
 */
import * as NumFmt from "numfmt"
import { days1904 } from "../formula/Calendar.js"
import { CellError, type Scalar } from "../formula/Value.js"

/** Excel shows this if a date cannot be displayed. */
const overflow = "########"

const options = { dateErrorThrows: false, dateErrorNumber: false, dateSpanLarge: false, overflow, nbsp: false }

/** Whether a number under this code is shown as a date or a time. */
export const isDate = (code: string): boolean => {
  try {
    return NumFmt.isDateFormat(code)
  } catch {
    return false
  }
}

/** Whether the code is one that Excel accepts. */
export const isValid = (code: string): boolean => NumFmt.isValidFormat(code)

const shownInDays = new Map<string, boolean>()

/** Whether the code shows a day of the calendar, which the date system moves; elapsed and clock times it does not. */
const showsDay = (code: string): boolean => {
  const known = shownInDays.get(code)
  if (known !== undefined) return known
  const info = NumFmt.getFormatDateInfo(code)
  const shows = info.year || info.month || info.day
  shownInDays.set(code, shows)
  return shows
}

/** The text that Excel shows for a value under a number format code. */
export const text = (value: Scalar, code: string, date1904: boolean): string => {
  if (value === null) return ""
  if (value instanceof CellError) return value.code
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  if (code === "General" || code === "") return typeof value === "string" ? value : format("General", value)
  if (typeof value === "string") return format(code, value)
  return format(code, date1904 && isDate(code) && showsDay(code) ? value + days1904 : value)
}

const format = (code: string, value: string | number): string => {
  try {
    return NumFmt.format(code, value, options)
  } catch {
    return typeof value === "string" ? value : NumFmt.format("General", value)
  }
}
