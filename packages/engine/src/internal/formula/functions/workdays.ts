/**
 * Functions of working days.
 *
 * @since 0.1.0
 */
import { isSerial, weekday } from "../../value/Calendar.js"
import { type CellError, isError, NUM, type Scalar, VALUE, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import { defineWithContext, type Functions, integer, optional, scalar, value } from "../Definition.js"
import { visit } from "../Dereference.js"

/** Returns which days of a week, from Monday on, are weekend days, for the argument of `NETWORKDAYS.INTL`. */
const weekendOf = (context: Context, argument: Scalar): ReadonlyArray<boolean> | CellError => {
  if (typeof argument === "string") {
    if (!/^[01]{7}$/.test(argument)) return VALUE
    return [...argument].map((each) => each === "1")
  }
  const kind = argument === null ? 1 : toNumber(argument, context)
  if (isError(kind)) return kind
  const daysOff = kind >= 1 && kind <= 7
    ? [(kind + 4) % 7, (kind + 5) % 7]
    : kind >= 11 && kind <= 17
    ? [(kind - 5) % 7]
    : []
  return daysOff.length === 0 ? NUM : Array.from({ length: 7 }, (_, day) => daysOff.includes(day))
}

const holidaysOf = (context: Context, argument: Value | undefined): ReadonlySet<number> | CellError => {
  const found = new Set<number>()
  if (argument === undefined) return found
  const error = visit(context, argument, (each, isDirect) => {
    if (each === null && !isDirect) return undefined
    const serial = toNumber(each, context)
    if (isError(serial)) return serial
    found.add(Math.floor(serial))
  })
  return error ?? found
}

/** Returns a function that tests whether a serial number is a working day. */
const workdayTest = (
  context: Context,
  weekend: Scalar,
  holidays: Value | undefined
): ((serial: number) => boolean) | CellError => {
  const daysOff = weekendOf(context, weekend)
  const freeDays = holidaysOf(context, holidays)
  if (isError(daysOff)) return daysOff
  if (isError(freeDays)) return freeDays
  return (serial) => daysOff[(weekday(serial, context.host.date1904) + 6) % 7] !== true && !freeDays.has(serial)
}

const workingDays = (
  context: Context,
  from: number,
  to: number,
  weekend: Scalar,
  holidays: Value | undefined
): Scalar => {
  const { date1904 } = context.host
  const isWorkday = workdayTest(context, weekend, holidays)
  if (isError(isWorkday)) return isWorkday
  if (!isSerial(from, date1904) || !isSerial(to, date1904)) return NUM
  let count = 0
  Work.spend(Math.abs(to - from) + 1)
  for (let serial = Math.min(from, to); serial <= Math.max(from, to); serial++) if (isWorkday(serial)) count++
  return from <= to ? count : -count
}

const workday = (
  context: Context,
  start: number,
  count: number,
  weekend: Scalar,
  holidays: Value | undefined
): Scalar => {
  const isWorkday = workdayTest(context, weekend, holidays)
  if (isError(isWorkday)) return isWorkday
  if (weekend === "1111111") return VALUE
  const step = count < 0 ? -1 : 1
  let serial = start
  for (let left = Math.abs(count); left > 0;) {
    serial += step
    Work.spend(1)
    if (!isSerial(serial, context.host.date1904)) return NUM
    if (isWorkday(serial)) left--
  }
  return serial
}

export const workdayFunctions: Functions = {
  NETWORKDAYS: defineWithContext(
    [integer, integer, optional(value)],
    (context, from, to, holidays) => workingDays(context, from, to, 1, holidays)
  ),
  "NETWORKDAYS.INTL": defineWithContext(
    [integer, integer, optional(scalar, 1), optional(value)],
    (context, from, to, weekend, holidays) => workingDays(context, from, to, weekend, holidays)
  ),
  WORKDAY: defineWithContext(
    [integer, integer, optional(value)],
    (context, start, count, holidays) => workday(context, start, count, 1, holidays)
  ),
  "WORKDAY.INTL": defineWithContext(
    [integer, integer, optional(scalar, 1), optional(value)],
    (context, start, count, weekend, holidays) => workday(context, start, count, weekend, holidays)
  )
}
