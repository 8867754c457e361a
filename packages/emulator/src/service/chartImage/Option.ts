/**
 * A picture of a chart as the option of the drawing library, Apache ECharts.
 *
 * @since 0.1.0
 */
import type { ChartPicture } from "@effect-workbook/engine/ChartPicture"
import * as AxisOptions from "./AxisOptions.js"
import * as CartesianSeries from "./CartesianSeries.js"
import * as Layout from "./Layout.js"
import * as LegendShapes from "./LegendShapes.js"
import { color, fontFamily, lineHeight, pixels, shortened, textStyle } from "./Pixels.js"
import * as RoundSeries from "./RoundSeries.js"

const isRound = (kind: string): boolean => kind === "pie" || kind === "doughnut" || kind === "radar"

/** The text in the place of a chart that cannot be drawn, and of one without data. */
const notice = (text: string, { height, left, top, width }: Layout.Rectangle) => ({
  type: "text" as const,
  style: {
    text,
    x: left + width / 2,
    y: top + height / 2,
    width,
    overflow: "break" as const,
    align: "center" as const,
    verticalAlign: "middle" as const,
    fill: "#595959",
    font: `${pixels(10)}px ${fontFamily}`
  }
})

const borderShape = ({ border, height, width }: ChartPicture) => {
  if (border === null) return []
  const line = pixels(border.width)
  return [{
    type: "rect" as const,
    z: -1,
    shape: { x: line / 2, y: line / 2, width: pixels(width) - line, height: pixels(height) - line },
    style: { fill: "transparent", stroke: border.color, lineWidth: line }
  }]
}

/** Returns the grid, the axes and the series of a chart with axes. */
const cartesian = (picture: ChartPicture, { isPlotFixed, plot }: Layout.Layout) => {
  const groups = picture.groups.filter(({ kind }) => !isRound(kind))
  if (groups.length === 0) return { series: [] }
  const used = picture.axes.filter(({ id }) => groups.some(({ axes }) => axes?.includes(id)))
  const isX = ({ position }: { readonly position: string }): boolean => position === "bottom" || position === "top"
  const xAxes = used.filter(isX)
  const yAxes = used.filter((axis) => !isX(axis))
  const placeOf = (list: typeof used, ids: ReadonlyArray<string>): number =>
    Math.max(0, list.findIndex(({ id }) => ids.includes(id)))
  const { border, fill } = picture.plot
  return {
    grid: {
      ...plot,
      outerBoundsMode: isPlotFixed ? "none" as const : "same" as const,
      outerBoundsContain: "all" as const,
      show: fill !== null || border !== null,
      backgroundColor: color(fill),
      borderColor: border === null ? "transparent" : border.color,
      borderWidth: border === null ? 0 : pixels(border.width)
    },
    xAxis: xAxes.map((axis) => AxisOptions.of(axis, plot.width * 0.88)),
    yAxis: yAxes.map((axis) => AxisOptions.of(axis, plot.height * 0.88)),
    series: groups.flatMap((group, place) =>
      CartesianSeries.of(
        group,
        place,
        { xAxisIndex: placeOf(xAxes, group.axes ?? []), yAxisIndex: placeOf(yAxes, group.axes ?? []) },
        picture,
        Math.min(plot.width, plot.height)
      )
    )
  }
}

/** Returns the option of the library. Its size in pixels is that of {@link Layout.of}. */
export const of = (picture: ChartPicture) => {
  const layout = Layout.of(picture)
  const { title } = picture
  const round = picture.groups.find(({ kind }) => isRound(kind))
  const isEmpty = picture.groups.every(({ series }) => series.length === 0)
  const content = round === undefined
    ? cartesian(picture, layout)
    : round.kind === "radar"
    ? RoundSeries.radar(round, 0, picture, layout.plot)
    : { series: RoundSeries.pies(round, 0, layout.plot) }
  const shapes = [
    ...borderShape(picture),
    ...(layout.legend === null ? [] : LegendShapes.of(picture, layout.legend)),
    ...(picture.undrawable === null
      ? []
      : [notice(`Charts of this kind (${picture.undrawable}) cannot be drawn.`, layout.plot)])
  ].map((shape) => ({ silent: true, ...shape }))
  return {
    animation: false,
    backgroundColor: color(picture.fill),
    textStyle: { fontFamily },
    ...(title === null || layout.title === null ? {} : {
      title: {
        text: shortened(title.text),
        left: layout.title.left,
        top: layout.title.top,
        padding: 0,
        textAlign: "center" as const,
        textStyle: {
          ...textStyle(title.font),
          lineHeight: lineHeight(title.font),
          width: layout.title.width,
          overflow: "break" as const
        }
      }
    }),
    graphic: { elements: shapes },
    ...(isEmpty ? {} : content)
  }
}
