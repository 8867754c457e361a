/**
 * Pies, doughnuts and radars as options of the drawing library.
 *
 * @since 0.1.0
 */
import type { ChartPicture, Group } from "@effect-workbook/engine/ChartPicture"
import * as AxisOptions from "./AxisOptions.js"
import type { Rectangle } from "./Layout.js"
import { borderStyle, color, lineHeight, lineStyle, shortened, textStyle, textWidth } from "./Pixels.js"
import * as Symbols from "./Symbols.js"

const centerOf = ({ height, left, top, width }: Rectangle): [number, number] => [left + width / 2, top + height / 2]

/** More slices or spokes are not drawn. They would not be visible. */
const maxSlices = 1000

/** Returns the radius of a pie whose labels are around it. */
const pieRadius = ({ series }: Group, plot: Rectangle): number => {
  const outside = series.flatMap(({ labels }) =>
    labels !== null && (labels.position === "outsideEnd" || labels.position === "bestFit") ? [labels] : []
  )
  const widest = outside.flatMap(({ font, texts }) =>
    texts.slice(0, maxSlices).map((text) => text === null ? 0 : textWidth(shortened(text), font) + 8)
  ).reduce((greatest, width) => Math.max(greatest, width), 0)
  const highest = outside.reduce((greatest, { font }) => Math.max(greatest, lineHeight(font) + 4), 0)
  const explosion = series.flatMap(({ points }) => points).reduce(
    (greatest, point) => Math.max(greatest, point.explosion),
    0
  )
  const space = Math.min(plot.width / 2 - widest, plot.height / 2 - highest)
  return Math.max(5, Math.max(space, Math.min(plot.width, plot.height) / 6) / (1 + Math.min(1, explosion)))
}

/** Returns the rings of a pie or doughnut. The first series is the innermost one. */
export const pies = (group: Group, place: number, plot: Rectangle) => {
  const outer = pieRadius(group, plot)
  const hole = group.kind === "doughnut" ? outer * group.holeSize : 0
  const rings = group.kind === "doughnut" ? group.series : group.series.slice(0, 1)
  const thickness = (outer - hole) / Math.max(1, rings.length)
  return rings.map((series, ring) => {
    const points = new Map(series.points.map((point) => [point.index, point] as const))
    const { labels } = series
    const isInside = group.kind === "doughnut" || labels?.position === "center" || labels?.position === "insideEnd"
    const explosion = series.points.reduce((greatest, point) => Math.max(greatest, point.explosion), 0)
    return {
      type: "pie" as const,
      name: `${place}.${ring}`,
      silent: true,
      center: centerOf(plot),
      radius: [hole + ring * thickness, hole + (ring + 1) * thickness],
      startAngle: 90 - group.firstAngle,
      clockwise: true,
      selectedMode: "multiple" as const,
      selectedOffset: explosion * outer,
      stillShowZeroSum: false,
      showEmptyCircle: false,
      avoidLabelOverlap: !isInside,
      labelLayout: { hideOverlap: false },
      label: labels === null ? { show: false } : {
        show: true,
        ...textStyle(labels.font),
        position: isInside ? "inside" as const : "outside" as const,
        rotate: 0,
        formatter: ({ dataIndex }: { readonly dataIndex: number }) => shortened(labels.texts[dataIndex] ?? "")
      },
      labelLine: { show: false, length: 4, length2: 0 },
      data: series.values.slice(0, maxSlices).map((value, index) => {
        const point = points.get(index)
        return {
          value: Math.abs(value ?? 0),
          name: String(index),
          selected: (point?.explosion ?? 0) > 0,
          itemStyle: { color: color(point?.fill ?? series.fill), ...borderStyle(point?.line ?? series.line) }
        }
      })
    }
  })
}

/** The library goes counterclockwise: returns a list with its first item, and then the others from the end. */
const clockwise = <A>(items: ReadonlyArray<A>): Array<A> => [...items.slice(0, 1), ...items.slice(1).toReversed()]

/** Returns the coordinate system and the series of a radar. */
export const radar = (group: Group, place: number, { axes }: ChartPicture, plot: Rectangle) => {
  const category = axes.find(({ id }) => id === group.axes?.[0])
  const value = axes.find(({ id }) => id === group.axes?.[1])
  const longest = group.series.reduce((greatest, { values }) => Math.max(greatest, values.length), 0)
  const count = Math.min(longest, maxSlices)
  const scale = value?.scale.kind === "linear" ? value.scale : undefined
  const gridlines = value?.majorGridlines ?? null
  const names = Array.from({ length: count }, (_, index) => group.categories[index] ?? String(index + 1))
  const height = category === undefined ? 12 : lineHeight(category.labelFont)
  const showsLabels = value !== undefined && value.visible && value.labels !== "none"
  const bounds = scale === undefined ? {} : { min: scale.minimum, max: scale.maximum }
  return {
    radar: {
      center: centerOf(plot),
      radius: Math.max(5, Math.min(plot.width / 2 - height * 2, plot.height / 2 - height * 1.3)),
      startAngle: 90,
      shape: "polygon" as const,
      splitNumber: scale === undefined ? 5 : Math.max(1, Math.round((scale.maximum - scale.minimum) / scale.majorUnit)),
      indicator: clockwise(names.map((name, index) => ({
        name: shortened(name),
        ...bounds,
        axisLabel: {
          show: index === 0 && showsLabels,
          showMinLabel: true,
          showMaxLabel: true,
          ...(value === undefined ? {} : textStyle(value.labelFont)),
          formatter: (number: number) => scale === undefined ? String(number) : AxisOptions.labelAt(scale, number)
        }
      }))),
      axisName: {
        show: category === undefined || category.labels !== "none",
        ...(category === undefined ? {} : textStyle(category.labelFont))
      },
      axisNameGap: 5,
      axisLine: { show: value?.visible !== false && value?.line !== null, lineStyle: lineStyle(value?.line ?? null) },
      splitLine: { show: gridlines !== null, lineStyle: lineStyle(gridlines) },
      splitArea: { show: false }
    },
    series: group.series.map((series, index) => ({
      type: "radar" as const,
      name: `${place}.${index}`,
      silent: true,
      ...Symbols.of(group.filled ? null : series.marker),
      lineStyle: lineStyle(series.line),
      ...(group.filled ? { areaStyle: { color: color(series.fill), opacity: 1 } } : {}),
      data: [{ value: clockwise(names.map((_, at) => series.values[at] ?? 0)) }]
    }))
  }
}
