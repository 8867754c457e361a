/**
 * Serial numbers and calendar dates in the two date systems of Excel.
 *
 * The 1900 date system contains February 29, 1900 (serial 60), which did not exist. In the 1904 date system serial 0 is
 * January 1, 1904.
 *
 * @since 0.1.0
 */
import { lastDay, millisPerDay, unixEpoch } from "@effect-workbook/schema/SerialDate"

export interface Day {
  readonly year: number
  /** 1 to 12 */
  readonly month: number
  readonly day: number
}

/** The difference in days between the serial numbers of a date in the 1900 and the 1904 date system. */
export const date1904Offset = unixEpoch[1900] - unixEpoch[1904]

/**
 * Returns the days from 1970-01-01 to a date of the proleptic Gregorian calendar. Month and day may be out of range.
 */
const unixDayOf = (year: number, month: number, day: number): number => {
  const months = year * 12 + month - 1
  const wholeYear = Math.floor(months / 12)
  const shifted = months - wholeYear * 12
  const y = shifted < 2 ? wholeYear - 1 : wholeYear
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((shifted + 10) % 12) + 2) / 5)
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468 + day - 1
}

const dayOfUnixDay = (unix: number): Day => {
  const z = unix + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Returns the serial number of a date. Month and day may be out of range; the result may be out of Excel's range. */
export const serialOf = (year: number, month: number, day: number, date1904: boolean): number => {
  const unix = unixDayOf(year, month, day)
  if (date1904) return unix + unixEpoch[1904]
  const serial = unix + unixEpoch[1900]
  return serial < 61 ? serial - 1 : serial
}

/** Returns the date of a serial number, or `undefined` if it is out of Excel's range. */
export const dayOf = (serial: number, date1904: boolean): Day | undefined => {
  const days = Math.floor(serial)
  if (!isSerial(days, date1904)) return undefined
  if (date1904) return dayOfUnixDay(days - unixEpoch[1904])
  if (days === 60) return { year: 1900, month: 2, day: 29 }
  if (days === 0) return { year: 1900, month: 1, day: 0 }
  return dayOfUnixDay((days < 60 ? days + 1 : days) - unixEpoch[1900])
}

/** Converts milliseconds since 1970-01-01 UTC to a serial number. */
export const serialOfMillis = (millis: number, date1904: boolean): number =>
  millis / millisPerDay + unixEpoch[date1904 ? 1904 : 1900]

/** Returns the year of a serial number, or 1900 if it is out of Excel's range. */
export const yearOf = (serial: number, date1904: boolean): number => dayOf(serial, date1904)?.year ?? 1900

export const isSerial = (serial: number, date1904: boolean): boolean =>
  serial >= 0 && serial < lastDay + 1 - (date1904 ? date1904Offset : 0)

/** Returns the weekday from 0 (Sunday) to 6 (Saturday). Like in Excel, it is wrong before March 1900. */
export const weekday = (serial: number, date1904: boolean): number =>
  (Math.floor(serial) + (date1904 ? date1904Offset : 0) + 6) % 7

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? isLeapYear(year) ? 29 : 28 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
