/**
 * The lines and bars between the lines of a group, as in stock charts.
 *
 * @since 0.1.0
 */
import type { Fill, Group, Line } from "@effect-workbook/engine/ChartPicture"
import { color, pixels } from "./Pixels.js"

/** The part of the interface of the library that draws a shape. */
export interface Drawing {
  readonly coord: (point: ReadonlyArray<number>) => ReadonlyArray<number>
  readonly value: (dimension: number) => number
  readonly size?: (size: ReadonlyArray<number>) => ReadonlyArray<number> | number
}

const stroke = (line: Line | null) =>
  line === null ? {} : { stroke: line.color, lineWidth: Math.max(1, pixels(line.width)) }

/** A vertical line from one value of a category to another one. */
const verticalLine = (_: unknown, { coord, value }: Drawing, line: Line) => {
  const [x = 0, from = 0] = coord([value(0), value(1)])
  const [, to = 0] = coord([value(0), value(2)])
  return { type: "line" as const, shape: { x1: x, y1: from, x2: x, y2: to }, style: stroke(line) }
}

const bar = (
  { coord, size, value }: Drawing,
  gapWidth: number,
  fill: Fill | null,
  line: Line | null
) => {
  const [x = 0, from = 0] = coord([value(0), value(1)])
  const [, to = 0] = coord([value(0), value(2)])
  const band = size?.([1, 0])
  const width = (typeof band === "number" ? band : band?.[0] ?? 0) / (1 + gapWidth)
  return {
    type: "rect" as const,
    shape: { x: x - width / 2, y: Math.min(from, to), width, height: Math.abs(to - from) },
    style: { fill: color(fill), ...stroke(line) }
  }
}

type Ends = readonly [category: number, from: number, to: number]

/** Returns the least and the greatest value, or the first and the last one, of each category that has values. */
const ends = (
  { series }: Group,
  pick: (values: ReadonlyArray<number>) => readonly [number, number]
): ReadonlyArray<Ends> => {
  const count = series.reduce((greatest, { values }) => Math.max(greatest, values.length), 0)
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const values = series.flatMap((each) => each.values[index] ?? [])
    return values.length === 0 ? [] : [[index, ...pick(values)] as const]
  })
}

const extremes = (
  values: ReadonlyArray<number>
): readonly [number, number] => [Math.min(...values), Math.max(...values)]

/** Returns the shapes of a group of lines on an axis of categories. */
export const of = (
  group: Group,
  axes: { readonly xAxisIndex: number; readonly yAxisIndex: number }
) => {
  const { dropLine, gapWidth, highLowLine, upDownBars } = group
  const custom = (data: ReadonlyArray<Ends>, renderItem: (parameters: unknown, drawing: Drawing) => unknown) => ({
    type: "custom" as const,
    ...axes,
    z: 4,
    silent: true,
    clip: true,
    encode: { x: 0, y: [1, 2] },
    data: data.map((each) => [...each]),
    renderItem
  })
  return [
    ...(dropLine === null ? [] : [
      custom(
        ends(group, (values) => [0, Math.max(...values)]),
        (parameters, drawing) => verticalLine(parameters, drawing, dropLine)
      )
    ]),
    ...(highLowLine === null ? [] : [
      custom(ends(group, extremes), (parameters, drawing) => verticalLine(parameters, drawing, highLowLine))
    ]),
    ...(upDownBars === null ? [] : [
      custom(
        ends(group, (values) => [values[0] ?? 0, values.at(-1) ?? 0]),
        (_, drawing) =>
          bar(
            drawing,
            gapWidth,
            drawing.value(2) >= drawing.value(1) ? upDownBars.up : upDownBars.down,
            upDownBars.line
          )
      )
    ])
  ]
}
