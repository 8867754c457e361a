/**
 * Working days.
 *
 * @since 0.1.0
 */
import { isSerial, weekday } from "../Calendar.js"
import { visit } from "../Cells.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import { defineIn, type Functions, integer, optional, scalar, value } from "../Definition.js"
import { type CellError, isError, NUM, type Scalar, VALUE, type Value } from "../Value.js"
import * as Work from "../Work.js"

/** Days off of each week, Monday first, by the number that `NETWORKDAYS.INTL` takes. */
const weekendOf = (context: Context, argument: Scalar): ReadonlyArray<boolean> | CellError => {
  if (typeof argument === "string") {
    if (!/^[01]{7}$/.test(argument)) return VALUE
    return [...argument].map((each) => each === "1")
  }
  const kind = argument === null ? 1 : toNumber(argument, context)
  if (isError(kind)) return kind
  const off = kind >= 1 && kind <= 7
    ? [(kind + 4) % 7, (kind + 5) % 7]
    : kind >= 11 && kind <= 17
    ? [(kind - 5) % 7]
    : []
  return off.length === 0 ? NUM : Array.from({ length: 7 }, (_, day) => off.includes(day))
}

const holidaysOf = (context: Context, argument: Value | undefined): ReadonlySet<number> | CellError => {
  const found = new Set<number>()
  if (argument === undefined) return found
  const error = visit(context, argument, (each, alone) => {
    if (each === null && !alone) return undefined
    const serial = toNumber(each, context)
    if (isError(serial)) return serial
    found.add(Math.floor(serial))
  })
  return error ?? found
}

/** Whether a day is a working day. */
const worksOn = (
  context: Context,
  weekend: Scalar,
  holidays: Value | undefined
): ((serial: number) => boolean) | CellError => {
  const off = weekendOf(context, weekend)
  const free = holidaysOf(context, holidays)
  if (isError(off)) return off
  if (isError(free)) return free
  return (serial) => off[(weekday(serial, context.host.date1904) + 6) % 7] !== true && !free.has(serial)
}

const workingDays = (
  context: Context,
  from: number,
  to: number,
  weekend: Scalar,
  holidays: Value | undefined
): Scalar => {
  const { date1904 } = context.host
  const works = worksOn(context, weekend, holidays)
  if (isError(works)) return works
  if (!isSerial(from, date1904) || !isSerial(to, date1904)) return NUM
  let count = 0
  Work.spend(Math.abs(to - from) + 1)
  for (let serial = Math.min(from, to); serial <= Math.max(from, to); serial++) if (works(serial)) count++
  return from <= to ? count : -count
}

const workday = (
  context: Context,
  start: number,
  count: number,
  weekend: Scalar,
  holidays: Value | undefined
): Scalar => {
  const works = worksOn(context, weekend, holidays)
  if (isError(works)) return works
  if (weekend === "1111111") return VALUE
  const step = count < 0 ? -1 : 1
  let serial = start
  for (let left = Math.abs(count); left > 0;) {
    serial += step
    Work.spend(1)
    if (!isSerial(serial, context.host.date1904)) return NUM
    if (works(serial)) left--
  }
  return serial
}

export const workdayFunctions: Functions = {
  NETWORKDAYS: defineIn(
    [integer, integer, optional(value)],
    (context, from, to, holidays) => workingDays(context, from, to, 1, holidays)
  ),
  "NETWORKDAYS.INTL": defineIn(
    [integer, integer, optional(scalar, 1), optional(value)],
    (context, from, to, weekend, holidays) => workingDays(context, from, to, weekend, holidays)
  ),
  WORKDAY: defineIn(
    [integer, integer, optional(value)],
    (context, start, count, holidays) => workday(context, start, count, 1, holidays)
  ),
  "WORKDAY.INTL": defineIn(
    [integer, integer, optional(scalar, 1), optional(value)],
    (context, start, count, weekend, holidays) => workday(context, start, count, weekend, holidays)
  )
}
