/**
 * Dates in cells. A cell stores a date as a number of days, and a number format displays it as a date.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

/**
 * The number of milliseconds of a day.
 *
 * @example
 * ```ts
 * import { SerialDate } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(SerialDate.millisPerDay, 24 * 60 * 60 * 1000)
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const millisPerDay = 86_400_000

/**
 * The serial number of 1970-01-01 in each of the two date systems of workbooks.
 *
 * @example
 * ```ts
 * import { SerialDate } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * // 2026-01-01, in a workbook of the 1904 date system
 * const serial = SerialDate.unixEpoch[1904] + Date.UTC(2026, 0, 1) / SerialDate.millisPerDay
 * strictEqual(serial, 44561)
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const unixEpoch = { 1900: 25_569, 1904: 24_107 } as const

/**
 * The serial number of 9999-12-31, the last date of Excel, in the 1900 date system.
 *
 * @example
 * ```ts
 * import { SerialDate } from "@effect-workbook/schema"
 * import { DateTime, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const last = Schema.decodeSync(SerialDate.SerialDate)(SerialDate.lastDay)
 * strictEqual(DateTime.formatIsoDateUtc(last), "9999-12-31")
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const lastDay = 2_958_465

/**
 * The schema of a date and time that is encoded as the serial number of a cell. The integer part of a serial number
 * counts days, and the fraction is the time of day: 46023.5 is noon of 2026-01-01. A cell has no time zone; its date
 * and time are taken as UTC.
 *
 * It accepts dates from 1900-03-01 (61) to the end of 9999, with milliseconds. For earlier dates the numbers of Excel
 * differ from the calendar, because Excel counts a 29th of February in 1900. It is for workbooks with the 1900 date
 * system, which is the default of Excel.
 * See {@link https://learn.microsoft.com/graph/api/resources/excel | working with Excel}.
 *
 * @example
 * ```ts
 * import { SerialDate } from "@effect-workbook/schema"
 * import { DateTime, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const date = Schema.decodeSync(SerialDate.SerialDate)(46023.5)
 * strictEqual(DateTime.formatIso(date), "2026-01-01T12:00:00.000Z")
 * strictEqual(Schema.encodeSync(SerialDate.SerialDate)(date), 46023.5)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SerialDate: Schema.Schema<DateTime.Utc, number> = Schema.transform(
  Schema.Number.pipe(Schema.between(61, lastDay + (millisPerDay - 1) / millisPerDay)),
  Schema.DateTimeUtcFromSelf,
  {
    strict: true,
    decode: (serial) => DateTime.unsafeMake(Math.round((serial - unixEpoch[1900]) * millisPerDay)),
    encode: (date) => date.epochMillis / millisPerDay + unixEpoch[1900]
  }
).annotations({ identifier: "SerialDate" })
