/**
 * Bars, lines, areas and points on axes as options of the drawing library.
 *
 * @since 0.1.0
 */
import type { ChartPicture, DataLabels, Group, Series } from "@effect-workbook/engine/ChartPicture"
import * as Extras from "./Extras.js"
import { borderStyle, color, lineStyle, shortened, textStyle } from "./Pixels.js"
import * as Symbols from "./Symbols.js"

/** The indices of the axes of a group in the option. */
export interface AxisIndices {
  readonly xAxisIndex: number
  readonly yAxisIndex: number
}

/** Returns the place of a label for the library. */
const labelPosition = (
  { position }: DataLabels,
  kind: Group["kind"],
  horizontal: boolean,
  isNegative: boolean
) => {
  switch (position) {
    case "center":
      return "inside" as const
    case "insideEnd":
      return horizontal
        ? isNegative ? "insideLeft" as const : "insideRight" as const
        : isNegative
        ? "insideBottom" as const
        : "insideTop" as const
    case "insideBase":
      return horizontal
        ? isNegative ? "insideRight" as const : "insideLeft" as const
        : isNegative
        ? "insideTop" as const
        : "insideBottom" as const
    case "outsideEnd":
    case "bestFit":
      if (kind === "area") return "inside" as const
      return horizontal
        ? isNegative ? "left" as const : "right" as const
        : isNegative
        ? "bottom" as const
        : "top" as const
    default:
      return position
  }
}

const labelOption = (labels: DataLabels | null) =>
  labels === null ? { show: false } : {
    show: true,
    ...textStyle(labels.font),
    distance: 4,
    formatter: ({ dataIndex }: { readonly dataIndex: number }) => shortened(labels.texts[dataIndex] ?? "")
  }

/** The greatest numbers of points that are drawn of a series and of a chart. More points would not be visible. */
const maxPoints = 5000
const maxPointsOfChart = 50_000

/** Returns the indices of the points that are drawn: all, or the extreme one of each stretch. */
export const shownPoints = (values: ReadonlyArray<number | null>, seriesCount: number): ReadonlyArray<number> => {
  const limit = Math.max(10, Math.min(maxPoints, Math.floor(maxPointsOfChart / Math.max(1, seriesCount))))
  const all = values.map((_, index) => index)
  if (values.length <= limit) return all
  const stretch = Math.ceil(values.length / limit)
  return Array.from(
    { length: Math.ceil(values.length / stretch) },
    (_, at) =>
      all.slice(at * stretch, (at + 1) * stretch).reduce((best, index) =>
        Math.abs(values[index] ?? 0) > Math.abs(values[best] ?? 0) ? index : best
      )
  )
}

/** Returns the values as shares of the sum of their category. */
const shares = ({ series }: Group): ReadonlyArray<ReadonlyArray<number | null>> => {
  const sums: Array<number> = []
  for (const { values } of series) {
    for (const [index, value] of values.entries()) sums[index] = (sums[index] ?? 0) + Math.abs(value ?? 0)
  }
  return series.map(({ values }) =>
    values.map((value, index) => value === null || (sums[index] ?? 0) === 0 ? null : value / (sums[index] ?? 1))
  )
}

/** Areas are behind bars, bars behind lines, and lines behind scattered points. */
const layers = { area: 2, bar: 3, line: 4, scatter: 5, bubble: 5, radar: 4, pie: 3, doughnut: 3 } as const

const pointsOf = (series: Series) => new Map(series.points.map((point) => [point.index, point] as const))

const barWidths = ({ gapWidth, overlap, series, stacking }: Group) => {
  const count = stacking === "none" ? Math.max(1, series.length) : 1
  const cluster = count - (count - 1) * overlap
  return {
    barCategoryGap: `${(100 * gapWidth / (cluster + gapWidth)).toFixed(3)}%`,
    barGap: `${(-100 * (stacking === "none" ? overlap : 1)).toFixed(3)}%`
  }
}

const bars = (group: Group, series: Series, values: ReadonlyArray<number | null>, shown: ReadonlyArray<number>) => {
  const points = pointsOf(series)
  return {
    type: "bar" as const,
    ...barWidths(group),
    itemStyle: { color: color(series.fill), ...borderStyle(series.line) },
    data: shown.map((index) => {
      const value = values[index] ?? null
      const point = points.get(index)
      const isNegative = value !== null && value < 0
      const own = point === undefined
        ? isNegative && series.negativeFill !== series.fill
          ? { itemStyle: { color: color(series.negativeFill), ...borderStyle(series.line) } }
          : {}
        : { itemStyle: { color: color(point.fill), ...borderStyle(point.line) } }
      const label = series.labels === null
        ? {}
        : { label: { position: labelPosition(series.labels, group.kind, group.horizontal, isNegative) } }
      return { value: group.horizontal ? [value, index] : [index, value], ...own, ...label }
    })
  }
}

const lines = (group: Group, series: Series, values: ReadonlyArray<number | null>, shown: ReadonlyArray<number>) => {
  const points = pointsOf(series)
  const isXY = group.kind === "scatter"
  const isArea = group.kind === "area"
  const { itemStyle, symbol, symbolSize } = Symbols.of(isArea ? null : series.marker)
  return {
    type: "line" as const,
    symbol,
    symbolSize,
    showSymbol: true,
    showAllSymbol: true,
    smooth: series.smooth ? 0.4 : false,
    connectNulls: series.connected,
    lineStyle: { ...lineStyle(series.line), cap: "round" as const, join: "round" as const },
    itemStyle: { color: series.line?.color ?? "transparent", ...itemStyle },
    ...(isArea ? { areaStyle: { color: color(series.fill), opacity: 1, origin: "auto" as const } } : {}),
    data: shown.map((index) => {
      const value = values[index] ?? null
      const marker = points.get(index)?.marker
      return {
        value: isXY ? [series.x[index] ?? null, value] : [index, value],
        ...(marker === undefined || marker === series.marker ? {} : Symbols.of(marker)),
        ...(series.labels === null
          ? {}
          : { label: { position: labelPosition(series.labels, group.kind, false, false) } })
      }
    })
  }
}

const bubbles = (group: Group, series: Series, shown: ReadonlyArray<number>, greatest: number, diameter: number) => {
  const points = pointsOf(series)
  return {
    type: "scatter" as const,
    itemStyle: { color: color(series.fill), ...borderStyle(series.line), opacity: 1 },
    data: shown.map((index) => {
      const point = points.get(index)
      const size = Math.max(0, series.sizes[index] ?? 0)
      return {
        value: [series.x[index] ?? null, series.values[index] ?? null],
        symbolSize: greatest === 0 ? 0 : diameter * group.bubbleScale * Math.sqrt(size / greatest),
        ...(point === undefined ? {} : { itemStyle: { color: color(point.fill), ...borderStyle(point.line) } }),
        ...(series.labels === null
          ? {}
          : { label: { position: labelPosition(series.labels, group.kind, false, false) } })
      }
    })
  }
}

/** Returns the series of a group on its axes. `space` is the smaller side of the plot in pixels. */
export const of = (
  group: Group,
  place: number,
  axes: AxisIndices,
  { axes: all, groups }: ChartPicture,
  space: number
) => {
  const seriesCount = groups.reduce((count, { series }) => count + series.length, 0)
  const values = group.stacking === "percent" ? shares(group) : group.series.map((series) => series.values)
  const greatestBubble = group.series.flatMap(({ sizes }) => sizes).reduce<number>(
    (greatest, size) => Math.max(greatest, size ?? 0),
    0
  )
  const drawn = group.series.map((series, index) => {
    const own = values[index] ?? []
    const shown = shownPoints(own, seriesCount)
    const content = group.kind === "bar"
      ? bars(group, series, own, shown)
      : group.kind === "bubble"
      ? bubbles(group, series, shown, greatestBubble, space / 4)
      : lines(group, series, own, shown)
    return {
      ...content,
      ...axes,
      name: `${place}.${index}`,
      z: layers[group.kind],
      clip: true,
      silent: true,
      ...(group.stacking === "none" ? {} : {
        stack: `stack ${place}`,
        stackStrategy: group.kind === "bar" ? "samesign" as const : "all" as const
      }),
      label: labelOption(
        series.labels === null ? null : { ...series.labels, texts: shown.map((at) => series.labels?.texts[at] ?? null) }
      )
    }
  })
  const category = all.find(({ id }) => id === group.axes?.[0])
  if (group.kind === "line" && category?.scale.kind === "category") return [...Extras.of(group, axes), ...drawn]
  // the library places the bars of a category from left to right and from top to bottom, and not along the axis
  const isAgainstAxis = group.horizontal !== (category?.reversed ?? false)
  return group.kind === "bar" && group.stacking === "none" && isAgainstAxis ? drawn.toReversed() : drawn
}
