/**
 * Where the title, the legend and the plot of an image are.
 *
 * @since 0.1.0
 */
import type { ChartPicture, Frame } from "@effect-workbook/engine/ChartPicture"
import * as LegendEntries from "./LegendEntries.js"
import { lineHeight, pixels, shortened, textWidth } from "./Pixels.js"

/** A rectangle in pixels. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The rectangles of an image. The plot includes the labels and titles of the axes, unless it was placed by hand. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly title: { readonly left: number; readonly top: number; readonly width: number } | null
  readonly legend: Rectangle | null
  readonly plot: Rectangle
  readonly isPlotFixed: boolean
}

const margin = 9

/** The space between a title or legend and the plot. */
const gap = 8

const fixed = ({ height, left, top, width }: Frame, whole: { readonly width: number; readonly height: number }) => ({
  left: left * whole.width,
  top: top * whole.height,
  width: width === null ? null : width * whole.width,
  height: height === null ? null : height * whole.height
})

const legendSize = (picture: ChartPicture, width: number, height: number) => {
  const { legend } = picture
  const entries = LegendEntries.of(picture)
  if (legend === null || entries.length === 0) return null
  const entryHeight = lineHeight(legend.font) + LegendEntries.spacing
  const widths = entries.map(({ text }) =>
    LegendEntries.symbolWidth(picture) + LegendEntries.symbolGap + textWidth(text, legend.font)
  )
  if (legend.position === "top" || legend.position === "bottom") {
    const available = width - 2 * margin
    let rows = 1
    let used = 0
    let longest = 0
    for (const entry of widths) {
      if (used > 0 && used + entry > available) {
        rows++
        used = 0
      }
      used += entry + LegendEntries.distance
      longest = Math.max(longest, used - LegendEntries.distance)
    }
    return { width: Math.min(available, longest + 4), height: Math.min(height / 2, rows * entryHeight) }
  }
  const columns = Math.max(1, Math.ceil(entries.length * entryHeight / (height - 2 * margin)))
  const widest = Math.max(...widths)
  return {
    width: Math.min(width / 2, columns * (widest + LegendEntries.distance)),
    height: Math.min(height - 2 * margin, Math.ceil(entries.length / columns) * entryHeight)
  }
}

/** Lays out an image. */
export const of = (picture: ChartPicture): Layout => {
  const width = pixels(picture.width)
  const height = pixels(picture.height)
  const { legend, plot, title } = picture
  let top = margin
  let bottom = height - margin
  let left = margin
  let right = width - margin

  let titlePlace: Layout["title"] = null
  if (title !== null) {
    const available = width - 2 * margin
    const rows = shortened(title.text).split("\n").reduce(
      (count, line) => count + Math.max(1, Math.ceil(textWidth(line, title.font) / available)),
      0
    )
    const place = title.frame === null ? null : fixed(title.frame, { width, height })
    titlePlace = place === null
      ? { left: width / 2, top: margin - 2, width: available }
      : {
        left: place.left + Math.min(available, textWidth(shortened(title.text), title.font)) / 2,
        top: place.top,
        width: available
      }
    if (!title.overlay && place === null) top += rows * lineHeight(title.font) + gap
  }

  const size = legendSize(picture, width, height)
  let legendPlace: Layout["legend"] = null
  if (legend !== null && size !== null) {
    switch (legend.position) {
      case "bottom":
        legendPlace = { ...size, left: (width - size.width) / 2, top: bottom - size.height }
        if (!legend.overlay) bottom -= size.height + gap
        break
      case "top":
        legendPlace = { ...size, left: (width - size.width) / 2, top }
        if (!legend.overlay) top += size.height + gap
        break
      case "left":
        legendPlace = { ...size, left, top: (top + bottom - size.height) / 2 }
        if (!legend.overlay) left += size.width + gap
        break
      default:
        legendPlace = {
          ...size,
          left: right - size.width,
          top: legend.position === "corner" ? top : (top + bottom - size.height) / 2
        }
        if (!legend.overlay) right -= size.width + gap
    }
    // the plot keeps its place if the legend is moved by hand
    if (legend.frame !== null) {
      const place = fixed(legend.frame, { width, height })
      legendPlace = { ...legendPlace, left: place.left, top: place.top }
    }
  }

  const place = plot.frame === null ? null : fixed(plot.frame, { width, height })
  const isPlotFixed = place !== null && place.width !== null && place.height !== null
  return {
    width,
    height,
    title: titlePlace,
    legend: legendPlace,
    plot: place !== null && place.width !== null && place.height !== null
      ? { left: place.left, top: place.top, width: place.width, height: place.height }
      : { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) },
    isPlotFixed
  }
}
