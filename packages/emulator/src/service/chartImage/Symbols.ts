/**
 * The symbols of markers as shapes of the drawing library.
 *
 * @since 0.1.0
 */
import type { Marker } from "@effect-workbook/engine/ChartPicture"
import { borderStyle, color, pixels } from "./Pixels.js"

const names: Readonly<Record<Marker["symbol"], string>> = {
  circle: "circle",
  dash: "path://M0 3h10v4h-10z",
  diamond: "diamond",
  dot: "path://M0 3h5v4h-5z",
  plus: "path://M5 0v10M0 5h10",
  square: "rect",
  star: "path://M5 0v10M0 0l10 10M10 0l-10 10",
  triangle: "triangle",
  x: "path://M0 0l10 10M10 0l-10 10"
}

/** Returns the properties of the symbols of a series, or none for `null`. */
export const of = (marker: Marker | null) =>
  marker === null
    ? { symbol: "none" as const, symbolSize: 0, itemStyle: {} }
    : {
      symbol: names[marker.symbol],
      symbolSize: pixels(marker.size),
      itemStyle: { color: color(marker.fill), ...borderStyle(marker.line) }
    }
