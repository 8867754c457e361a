/**
 * The values, texts and number formats of series. They come from the cells, or from the copies in the chart if it shows
 * what is not in the workbook.
 *
 * @since 0.1.0
 */
import * as NumberFormat from "../../format/NumberFormat.js"
import * as XmlTree from "../../package/XmlTree.js"
import type { Scalar } from "../../value/Value.js"
import * as ChartPart from "../chart/ChartPart.js"
import * as SeriesXml from "../chart/SeriesXml.js"
import type { Cells, Context } from "./Context.js"

/** The points of an element such as `val`. */
export interface Points {
  readonly values: ReadonlyArray<Scalar>
  readonly format: (index: number) => string
}

/** The points of categories, with the levels above the innermost one. */
export interface Categories extends Points {
  readonly outer: ReadonlyArray<ReadonlyArray<string>>
}

const along = ({ columns, format, rows, value }: Cells): Points => {
  const count = rows * columns
  return {
    values: Array.from({ length: count }, (_, index) => value(Math.floor(index / columns), index % columns)),
    format: (index) => index < count ? format(Math.floor(index / columns), index % columns) : "General"
  }
}

const cellsIn = (node: XmlTree.Node | undefined, { cellsOf }: Context): Cells | undefined => {
  const formula = SeriesXml.formulaOf(node)
  return formula === undefined ? undefined : cellsOf(formula)
}

/** Returns the stored number formats, of all points and of single ones. */
const storedFormats = (node: XmlTree.Node | undefined): (index: number) => string => {
  const stored = XmlTree.find(node, "numRef", "numCache") ?? XmlTree.find(node, "numLit")
  const code = XmlTree.find(stored, "formatCode")
  const common = code === undefined ? "General" : XmlTree.content(code)
  const own = new Map(
    (stored === undefined ? [] : XmlTree.elements(stored, "pt")).flatMap((point) => {
      const format = XmlTree.attribute(point, "formatCode")
      return format === undefined ? [] : [[Number(XmlTree.attribute(point, "idx")), format] as const]
    })
  )
  return (index) => own.get(index) ?? common
}

/** Reads the points of an element such as `val`. */
export const points = (node: XmlTree.Node | undefined, context: Context): Points => {
  const cells = cellsIn(node, context)
  return cells === undefined
    ? { values: SeriesXml.storedValues(node), format: storedFormats(node) }
    : along(cells)
}

/** Returns the numbers of points. A text counts as zero, as in Excel, and an error as a missing value. */
export const numbers = ({ values }: Points): ReadonlyArray<number | null> =>
  values.map((value) =>
    typeof value === "number" && Number.isFinite(value)
      ? value
      : typeof value === "string" && !value.startsWith("#")
      ? 0
      : null
  )

/** Returns the displayed text of a point. */
export const textAt = ({ format, values }: Points, index: number, context: Context, code?: string): string =>
  NumberFormat.format(values[index] ?? null, code ?? format(index), context.date1904)

const text = (value: Scalar, format: string, { date1904 }: Context): string =>
  NumberFormat.format(value, format, date1904)

const storedLevels = (node: XmlTree.Node): ReadonlyArray<ReadonlyArray<string>> => {
  const cache = XmlTree.find(node, "multiLvlStrRef", "multiLvlStrCache")
  if (cache === undefined) return []
  const count = Math.min(100_000, Number(ChartPart.valueOf(cache, "ptCount") ?? 0) || 0)
  return XmlTree.elements(cache, "lvl").map((level) => {
    const labels = Array.from({ length: count }, () => "")
    for (const point of XmlTree.elements(level, "pt")) {
      const index = Number(XmlTree.attribute(point, "idx"))
      const value = XmlTree.find(point, "v")
      if (index >= 0 && index < count && value !== undefined) labels[index] = XmlTree.content(value)
    }
    return labels
  })
}

/** Reads the categories of a series with a number of points. The innermost level is the last row or column. */
export const categories = (node: XmlTree.Node | undefined, count: number, context: Context): Categories => {
  const cells = cellsIn(node, context)
  if (cells !== undefined && cells.rows > 1 && cells.columns > 1) {
    const { columns, format, rows, value } = cells
    const isVertical = rows === count || columns !== count
    const at = (level: number, index: number): readonly [number, number] => isVertical ? [index, level] : [level, index]
    const levels = isVertical ? columns : rows
    const length = isVertical ? rows : columns
    const indices = Array.from({ length }, (_, index) => index)
    return {
      values: indices.map((index) => value(...at(levels - 1, index))),
      format: (index) => index < length ? format(...at(levels - 1, index)) : "General",
      outer: Array.from(
        { length: levels - 1 },
        (_, level) =>
          indices.map((index) =>
            text(value(...at(levels - 2 - level, index)), format(...at(levels - 2 - level, index)), context)
          )
      )
    }
  }
  if (cells === undefined && node !== undefined) {
    const [inner, ...outer] = storedLevels(node)
    if (inner !== undefined) return { values: inner, format: () => "General", outer }
  }
  return { ...points(node, context), outer: [] }
}

/** Returns the text of a name or a title that is linked to cells. */
export const linkedText = (node: XmlTree.Node | undefined, context: Context): string | undefined => {
  if (XmlTree.find(node, "strRef") === undefined) return undefined
  const found = points(node, context)
  return found.values.map((_, index) => textAt(found, index, context)).filter((each) => each !== "").join(" ")
}
