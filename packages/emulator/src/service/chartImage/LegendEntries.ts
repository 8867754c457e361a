/**
 * The entries of a legend: the series, or the slices of a pie.
 *
 * @since 0.1.0
 */
import type { ChartPicture, Fill, Group, Line, Marker } from "@effect-workbook/engine/ChartPicture"
import { pixels, shortened } from "./Pixels.js"

/** An entry of a legend. */
export interface LegendEntry {
  readonly text: string
  readonly fill: Fill | null
  readonly border: Line | null
  readonly line: Line | null
  readonly marker: Marker | null
}

/** The space between two rows of a legend. */
export const spacing = 4

/** The space between a symbol and its text. */
export const symbolGap = 4

/** The space between two entries in a row. */
export const distance = 12

/** More entries do not fit. */
const maxEntries = 500

const isRound = ({ kind }: Group): boolean => kind === "pie" || kind === "doughnut"

const isLines = ({ filled, kind }: Group): boolean =>
  kind === "line" || kind === "scatter" || (kind === "radar" && !filled)

/** The width of the symbols, which are all the same: lines are longer than squares. */
export const symbolWidth = ({ groups, legend }: ChartPicture): number =>
  groups.some(isLines) ? 28 : Math.round(pixels(legend?.font.size ?? 10) * 0.55)

/** A legend beside the plot lists stacked series from top to bottom, and bars from bottom to top, as they are drawn. */
const isFromBottom = ({ axes, groups, legend }: ChartPicture): boolean => {
  const [group, ...more] = groups
  if (
    group === undefined || more.length > 0 || legend === null || legend.position === "top" ||
    legend.position === "bottom"
  ) return false
  return group.kind === "bar" && group.horizontal
    ? group.stacking === "none" && axes.find(({ id }) => id === group.axes?.[0])?.reversed !== true
    : (group.kind === "bar" || group.kind === "area" || group.kind === "line") && group.stacking !== "none"
}

/** Returns the entries in the order of the legend. */
export const of = (picture: ChartPicture): ReadonlyArray<LegendEntry> => {
  const { groups, legend } = picture
  if (legend === null) return []
  const hidden = new Set(legend.hidden)
  const round = groups.find(isRound)
  if (round !== undefined) {
    const [first] = round.series
    return (first?.values ?? []).slice(0, maxEntries).flatMap((_, index) => {
      const point = first?.points.find((each) => each.index === index)
      return hidden.has(index) ? [] : [{
        text: shortened(round.categories[index] ?? String(index + 1)),
        fill: point?.fill ?? first?.fill ?? null,
        border: point?.line ?? null,
        line: null,
        marker: null
      }]
    })
  }
  const entries = groups.flatMap((group) => group.series.map((series) => ({ group, series })))
    .sort((a, b) => a.series.order - b.series.order)
    .slice(0, maxEntries)
    .flatMap(({ group, series }, index) =>
      hidden.has(index) ? [] : [{
        text: shortened(series.name),
        fill: isLines(group) ? null : series.fill,
        border: isLines(group) ? null : series.line,
        line: isLines(group) ? series.line : null,
        marker: isLines(group) ? series.marker : null
      }]
    )
  return isFromBottom(picture) ? entries.toReversed() : entries
}
