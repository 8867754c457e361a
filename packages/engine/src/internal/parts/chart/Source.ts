/**
 * The source of a new chart: how an area of cells becomes series with names, categories and values.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Scalar } from "../../value/Value.js"

/** The areas of a series. */
export interface SeriesSource {
  readonly name: Area | undefined
  readonly categories: Area | undefined
  readonly values: Area
}

/** Reads cells. `isDate` says whether the number format of a cell is one of dates. */
export interface Cells {
  readonly value: (row: number, column: number) => Scalar
  readonly isDate: (row: number, column: number) => boolean
}

/** An area as seen along the series: `along` counts the cells of a series, and `across` the series. */
interface View {
  readonly along: number
  readonly across: number
  readonly value: (along: number, across: number) => Scalar
  readonly isDate: (along: number, across: number) => boolean
  readonly area: (along: number, across: number, count: number) => Area
}

const view = ({ bottom, left, right, top }: Area, byRows: boolean, cells: Cells): View =>
  byRows
    ? {
      along: right - left + 1,
      across: bottom - top + 1,
      value: (along, across) => cells.value(top + across, left + along),
      isDate: (along, across) => cells.isDate(top + across, left + along),
      area: (along, across, count) => ({
        top: top + across,
        bottom: top + across,
        left: left + along,
        right: left + along + count - 1
      })
    }
    : {
      along: bottom - top + 1,
      across: right - left + 1,
      value: (along, across) => cells.value(top + along, left + across),
      isDate: (along, across) => cells.isDate(top + along, left + across),
      area: (along, across, count) => ({
        left: left + across,
        right: left + across,
        top: top + along,
        bottom: top + along + count - 1
      })
    }

const isBlank = (value: Scalar): boolean => value === null || value === ""

const isText = (value: Scalar): boolean => typeof value === "string" && value !== ""

const range = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)

/** The number of cells that decide whether a row or column has labels. */
const inspected = 1000

/**
 * Finds the series of an area. The first cells are the names if they are texts, or if the corner is blank. The first
 * row or column across is the categories if it has no numbers other than dates, or if the corner is blank.
 */
export const seriesOf = (
  area: Area,
  byRows: boolean,
  cells: Cells,
  firstIsX: boolean
): ReadonlyArray<SeriesSource> => {
  const { across, along, area: areaAt, isDate, value } = view(area, byRows, cells)
  const corner = value(0, 0)
  const hasCorner = along > 1 && across > 1 && isBlank(corner)
  const heads = range(across > 1 ? 1 : 0, across).slice(0, inspected).map((index) => value(0, index))
  const hasNames = along > 1 &&
    (hasCorner && heads.some((head) => !isBlank(head)) ||
      heads.some(isText) && heads.every((head) => isText(head) || isBlank(head)))
  const start = hasNames ? 1 : 0
  const labels = range(start, along).slice(0, inspected)
  const hasCategories = across > 1 &&
    (firstIsX || hasCorner && hasNames ||
      labels.some((index) => !isBlank(value(index, 0))) &&
        labels.every((index) => typeof value(index, 0) !== "number" || isDate(index, 0)))
  return range(hasCategories ? 1 : 0, across).map((index) => ({
    name: hasNames ? areaAt(0, index, 1) : undefined,
    categories: hasCategories ? areaAt(start, 0, along - start) : undefined,
    values: areaAt(start, index, along - start)
  }))
}
