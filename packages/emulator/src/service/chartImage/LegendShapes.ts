/**
 * Draws a legend.
 *
 * @since 0.1.0
 */
import type { ChartPicture, Marker } from "@effect-workbook/engine/ChartPicture"
import type { Rectangle } from "./Layout.js"
import * as LegendEntries from "./LegendEntries.js"
import { color, lineHeight, pixels, textStyle, textWidth } from "./Pixels.js"

/** The ends of the lines of a symbol that is not an outline, in shares of its size from its center. */
const strokes: Readonly<Record<"plus" | "star" | "x", ReadonlyArray<readonly [x: number, y: number]>>> = {
  plus: [[0, 0.5], [0.5, 0]],
  star: [[0, 0.5], [0.5, 0.5], [0.5, -0.5]],
  x: [[0.5, 0.5], [0.5, -0.5]]
}

/** The shapes of a marker around a point. */
const outlines = (symbol: Marker["symbol"], x: number, y: number, size: number) => {
  const half = size / 2
  switch (symbol) {
    case "circle":
      return [{ type: "circle" as const, shape: { cx: x, cy: y, r: half } }]
    case "dash":
      return [{ type: "rect" as const, shape: { x: x - half, y: y - size / 5, width: size, height: size * 0.4 } }]
    case "dot":
      return [{ type: "rect" as const, shape: { x: x - size / 4, y: y - size / 5, width: half, height: size * 0.4 } }]
    case "diamond":
      return [{
        type: "polygon" as const,
        shape: { points: [[x, y - half], [x + half, y], [x, y + half], [x - half, y]] }
      }]
    case "square":
      return [{ type: "rect" as const, shape: { x: x - half, y: y - half, width: size, height: size } }]
    case "triangle":
      return [{
        type: "polygon" as const,
        shape: { points: [[x, y - half], [x + half, y + half], [x - half, y + half]] }
      }]
    default:
      return strokes[symbol].map(([right, down]) => ({
        type: "line" as const,
        shape: { x1: x - right * size, y1: y - down * size, x2: x + right * size, y2: y + down * size }
      }))
  }
}

const dashes = { dashed: [4, 3], dotted: [1.5, 2], solid: [] as Array<number> }

/** Returns the shapes of the legend in a rectangle. */
export const of = (picture: ChartPicture, { height, left, top, width }: Rectangle) => {
  const { legend } = picture
  if (legend === null) return []
  const entries = LegendEntries.of(picture)
  const rowHeight = lineHeight(legend.font) + LegendEntries.spacing
  const symbolWidth = LegendEntries.symbolWidth(picture)
  const isRow = legend.position === "top" || legend.position === "bottom"
  const perColumn = Math.max(1, Math.floor((height + 1) / rowHeight))
  const columns = Math.max(1, Math.ceil(entries.length / perColumn))
  let x = left
  let row = 0
  return entries.flatMap((entry, index) => {
    const textLength = textWidth(entry.text, legend.font)
    if (isRow) {
      if (x > left && x + symbolWidth + LegendEntries.symbolGap + textLength > left + width + 1) {
        x = left
        row++
      }
    } else {
      x = left + Math.floor(index / perColumn) * width / columns
      row = index % perColumn
    }
    const middle = top + row * rowHeight + rowHeight / 2
    // what does not fit is not shown
    if (middle > top + height || x >= left + width) return []
    const start = x
    x += symbolWidth + LegendEntries.symbolGap + textLength + LegendEntries.distance
    const side = Math.round(pixels(legend.font.size) * 0.55)
    const { border, fill, line, marker } = entry
    return [
      ...(line === null ? [] : [{
        type: "line" as const,
        shape: { x1: start, y1: middle, x2: start + symbolWidth, y2: middle },
        style: { stroke: line.color, lineWidth: pixels(line.width), lineDash: dashes[line.dash] }
      }]),
      ...(fill === null && border === null ? [] : [{
        type: "rect" as const,
        shape: { x: start + (symbolWidth - side) / 2, y: middle - side / 2, width: side, height: side },
        style: {
          fill: color(fill),
          ...(border === null ? {} : { stroke: border.color, lineWidth: pixels(border.width) })
        }
      }]),
      ...(marker === null
        ? []
        : outlines(marker.symbol, start + symbolWidth / 2, middle, pixels(marker.size)).map((shape) => ({
          ...shape,
          style: {
            fill: color(marker.fill),
            ...(marker.line === null ? {} : { stroke: marker.line.color, lineWidth: pixels(marker.line.width) })
          }
        }))),
      {
        type: "text" as const,
        style: {
          text: entry.text,
          x: start + symbolWidth + LegendEntries.symbolGap,
          y: middle,
          verticalAlign: "middle" as const,
          fill: legend.font.color,
          font: fontOf(legend.font)
        }
      }
    ]
  })
}

const fontOf = (font: NonNullable<ChartPicture["legend"]>["font"]): string => {
  const { fontFamily, fontSize, fontStyle, fontWeight } = textStyle(font)
  return `${fontStyle} ${fontWeight} ${fontSize}px ${fontFamily}`
}
