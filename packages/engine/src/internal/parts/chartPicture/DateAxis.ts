/**
 * An axis of dates as categories: one for each day, month or year from the first date to the last one.
 *
 * @since 0.1.0
 */
import * as NumberFormat from "../../format/NumberFormat.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as Calendar from "../../value/Calendar.js"
import type { Scalar } from "../../value/Value.js"
import * as ChartPart from "../chart/ChartPart.js"

/** The categories of an axis of dates. */
export interface DateAxis {
  readonly labels: ReadonlyArray<string>
  readonly interval: number | null
  /** Returns the place of a point on the axis. */
  readonly placeOf: (index: number) => number | undefined
}

type Unit = "days" | "months" | "years"

const monthsPer = { days: 0, months: 1, years: 12 } as const

/** The number of days, months or years up to a date. */
const ordinal = (serial: number, unit: Unit, date1904: boolean): number => {
  if (unit === "days") return Math.floor(serial)
  const { month, year } = Calendar.dayOf(serial, date1904) ?? { year: 1900, month: 1 }
  return unit === "months" ? year * 12 + month - 1 : year
}

const serialAt = (place: number, unit: Unit, date1904: boolean): number =>
  unit === "days"
    ? place
    : unit === "months"
    ? Calendar.serialOf(Math.floor(place / 12), place % 12 + 1, 1, date1904)
    : Calendar.serialOf(place, 1, 1, date1904)

const isUnit = (text: string | undefined): text is Unit => text === "days" || text === "months" || text === "years"

/** The unit that separates the dates: years or months if no dates are closer. */
const unitOf = (serials: ReadonlyArray<number>): Unit => {
  const sorted = [...new Set(serials)].sort((a, b) => a - b)
  const least = sorted.slice(1).reduce((gap, serial, index) => Math.min(gap, serial - (sorted[index] ?? 0)), Infinity)
  return least === Infinity ? "days" : least >= 365 ? "years" : least >= 28 ? "months" : "days"
}

/** More dates are drawn as ordinary categories. */
const maxPlaces = 20_000

/** Reads an axis of dates. Returns `undefined` if the categories are not dates, or too far apart. */
export const read = (
  axis: XmlTree.Node,
  values: ReadonlyArray<Scalar>,
  format: string,
  date1904: boolean
): DateAxis | undefined => {
  const serials = values.filter((value) => typeof value === "number").filter((value) =>
    Calendar.isSerial(value, date1904)
  )
  if (serials.length === 0 || serials.length < values.filter((value) => value !== null).length) return undefined
  const base = ChartPart.valueOf(axis, "baseTimeUnit")
  const unit = isUnit(base) ? base : unitOf(serials)
  const places = values.map((value) => typeof value === "number" ? ordinal(value, unit, date1904) : undefined)
  const known = places.filter((place) => place !== undefined)
  const set = (name: string, defaultPlace: number): number => {
    const value = Number(ChartPart.valueOf(XmlTree.find(axis, "scaling"), name) ?? Number.NaN)
    return Number.isFinite(value) && Calendar.isSerial(value, date1904) ? ordinal(value, unit, date1904) : defaultPlace
  }
  const from = set("min", known.reduce((least, place) => Math.min(least, place), Infinity))
  const to = set("max", known.reduce((greatest, place) => Math.max(greatest, place), -Infinity))
  if (to < from || to - from >= maxPlaces) return undefined
  const major = Number(ChartPart.valueOf(axis, "majorUnit") ?? Number.NaN)
  const majorUnit = ChartPart.valueOf(axis, "majorTimeUnit")
  return {
    labels: Array.from(
      { length: to - from + 1 },
      (_, index) => NumberFormat.format(serialAt(from + index, unit, date1904), format, date1904)
    ),
    interval: major > 0 ? Math.max(1, Math.round(major * perUnit(isUnit(majorUnit) ? majorUnit : unit, unit))) : null,
    placeOf: (index) => {
      const place = places[index]
      return place === undefined || place < from || place > to ? undefined : place - from
    }
  }
}

/** Returns how many units another unit has on average. */
const perUnit = (other: Unit, unit: Unit): number => {
  const days = { days: 1, months: 30.4, years: 365.25 } as const
  return unit === "days" ? days[other] : monthsPer[other] / monthsPer[unit] || 1
}
