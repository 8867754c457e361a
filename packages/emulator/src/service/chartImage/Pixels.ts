/**
 * Sizes, colors and fonts in the form of the drawing library. A picture has points, and an image has pixels.
 *
 * @since 0.1.0
 */
import type { Fill, Font, Line } from "@effect-workbook/engine/ChartPicture"

/** An image has 96 pixels in an inch, which has 72 points. */
export const perPoint = 96 / 72

/** Converts points to pixels. */
export const pixels = (points: number): number => Math.round(points * perPoint * 100) / 100

/** Returns a color, a gradient, or the transparent color for `null`. */
export const color = (fill: Fill | null) => {
  if (fill === null) return "transparent"
  if (typeof fill === "string") return fill
  const radians = fill.angle * Math.PI / 180
  const x = Math.cos(radians) / 2
  const y = Math.sin(radians) / 2
  return {
    type: "linear" as const,
    x: 0.5 - x,
    y: 0.5 - y,
    x2: 0.5 + x,
    y2: 0.5 + y,
    colorStops: fill.stops.map(({ color, offset }) => ({ offset, color }))
  }
}

/** Returns the style of a line, which is transparent for `null`. */
export const lineStyle = (line: Line | null) =>
  line === null
    ? { color: "transparent", width: 0, opacity: 0 }
    : { color: line.color, width: pixels(line.width), type: line.dash, opacity: 1 }

/** Returns the style of a border. */
export const borderStyle = (line: Line | null) =>
  line === null
    ? { borderWidth: 0 }
    : { borderColor: line.color, borderWidth: pixels(line.width), borderType: line.dash }

/** The name of the font that all texts have. */
export const fontFamily = "Carlito"

/** Returns the style of a text. */
export const textStyle = (font: Font) => ({
  color: font.color,
  fontFamily,
  fontSize: pixels(font.size),
  fontStyle: font.italic ? "italic" as const : "normal" as const,
  fontWeight: font.bold ? "bold" as const : "normal" as const
})

/** Returns a text without the part that does not fit into any chart. */
export const shortened = (text: string): string => text.length > 250 ? `${text.slice(0, 249)}…` : text

/** The height of a line of text in pixels. */
export const lineHeight = (font: Font): number => pixels(font.size) * 1.22

const narrow = new Set("iIjlftr.,:;'|!()[] -")
const wide = new Set("mwMWQO@%&")

const widthOf = (character: string): number => {
  if (narrow.has(character)) return 0.3
  if (wide.has(character)) return 0.78
  // letters of East Asian scripts are as wide as they are high
  if (character > "\u2E7F") return 1
  return character >= "A" && character <= "Z" ? 0.58 : 0.5
}

/** Estimates the width of a text in pixels, that of its longest line. */
export const textWidth = (text: string, font: Font): number => {
  const width = (line: string): number => [...line].reduce((sum, character) => sum + widthOf(character), 0)
  return text.split("\n").reduce((greatest, line) => Math.max(greatest, width(line)), 0) * pixels(font.size) *
    (font.bold ? 1.06 : 1)
}
