/**
 * The fill color and the font color of styles, as `#RRGGBB`.
 *
 * @since 0.1.0
 */
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import type * as Styles from "./Styles.js"

/** The default palette of indexed colors from index 8 on. The first eight indices have the same colors. */
const palette = (
  "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 " +
  "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF " +
  "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 " +
  "003366 339966 003300 333300 993300 993366 333399 333333"
).split(" ")

/** The elements of the color scheme of a theme, in the order in which colors refer to them. */
const schemeOrder = [
  "lt1",
  "dk1",
  "lt2",
  "dk2",
  "accent1",
  "accent2",
  "accent3",
  "accent4",
  "accent5",
  "accent6",
  "hlink",
  "folHlink"
]

/** Reads the colors of a workbook. */
export interface CellColors {
  /** Returns the fill color of a style, or `undefined` for cells without a fill. */
  readonly fill: (style: number) => string | undefined
  /** Returns the font color of a style. */
  readonly font: (style: number) => string
}

const childrenOf = (source: string, section: string): ReadonlyArray<string> => {
  const found = Xml.child(source, Xml.root(source), section)
  return found === undefined
    ? []
    : Array.from(Xml.children(source, found), ({ end, start }) => source.slice(start, end))
}

const themeColors = (self: Package.Package, workbookName: string): ReadonlyArray<string | undefined> => {
  const target = Package.relationships(self, workbookName).find(({ kind }) => kind === "theme")?.target
  const text = target === undefined ? undefined : Package.text(self, target)
  if (text === undefined) return []
  return schemeOrder.map((name) => {
    const inner = new RegExp(`<(?:\\w+:)?${name}>([^]*?)</(?:\\w+:)?${name}>`).exec(text)?.[1] ?? ""
    return /\blastClr="([0-9A-Fa-f]{6})"/.exec(inner)?.[1] ?? /\bval="([0-9A-Fa-f]{6})"/.exec(inner)?.[1]
  })
}

/** Windows converts colors to hue, lightness and saturation in whole numbers up to this one, and so does Excel. */
const hlsMax = 240

const hueToComponent = (low: number, high: number, hue: number): number => {
  const at = (hue + hlsMax) % hlsMax
  if (at < 40) return low + Math.trunc(((high - low) * at + 20) / 40)
  if (at < 120) return high
  return at < 160 ? low + Math.trunc(((high - low) * (160 - at) + 20) / 40) : low
}

const hexadecimal = (component: number): string =>
  Math.trunc((component * 255 + 120) / hlsMax).toString(16).padStart(2, "0")

/** Makes a color lighter (positive tint) or darker (negative tint). */
const withTint = (rgb: string, tint: number): string => {
  if (tint === 0) return rgb
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16))
  const max = Math.max(red, green, blue)
  const min = Math.min(red, green, blue)
  const sum = max + min
  const range = max - min
  const lightness = Math.trunc((sum * hlsMax + 255) / 510)
  const span = lightness <= 120 ? sum : 510 - sum
  const saturation = range === 0 ? 0 : Math.trunc((range * hlsMax + Math.trunc(span / 2)) / span)
  const distance = (component: number) => Math.trunc(((max - component) * 40 + Math.trunc(range / 2)) / range)
  const hue = range === 0
    ? 0
    : max === red
    ? distance(blue) - distance(green)
    : max === green
    ? 80 + distance(red) - distance(blue)
    : 160 + distance(green) - distance(red)
  const tinted = Math.trunc(tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + hlsMax * tint)
  const high = tinted <= 120
    ? Math.trunc((tinted * (hlsMax + saturation) + 120) / hlsMax)
    : tinted + saturation - Math.trunc((tinted * saturation + 120) / hlsMax)
  const low = 2 * tinted - high
  return [hue + 80, hue, hue - 80].map((at) => hexadecimal(hueToComponent(low, high, at))).join("")
}

/** Creates the reader of colors. */
export const make = (styles: Styles.Styles, self: Package.Package, workbookName: string): CellColors => {
  const { cellFormats, source } = styles
  const fonts = childrenOf(source, "fonts")
  const fills = childrenOf(source, "fills")
  const indexed = /<(?:\w+:)?indexedColors>([^]*?)<\/(?:\w+:)?indexedColors>/.exec(source)?.[1]
  const ownPalette = indexed === undefined
    ? undefined
    : Array.from(indexed.matchAll(/\brgb="(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})"/g), ([, rgb]) => rgb)
  const theme = themeColors(self, workbookName)

  const baseColor = (tag: string): string | undefined => {
    const rgb = Xml.attribute(tag, "rgb")
    if (rgb !== undefined) return rgb.slice(-6)
    const ofTheme = Xml.attribute(tag, "theme")
    if (ofTheme !== undefined) return theme[Number(ofTheme)]
    const index = Number(Xml.attribute(tag, "indexed") ?? Number.NaN)
    if (Number.isNaN(index)) return undefined
    if (index >= 64) return index === 65 ? "FFFFFF" : "000000"
    return ownPalette?.[index] ?? palette[index < 8 ? index : index - 8]
  }
  const colorIn = (xml: string, name: string): string | undefined => {
    const tag = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/])[^>]*>`).exec(xml)?.[0]
    const base = tag === undefined ? undefined : baseColor(tag)
    if (tag === undefined || base === undefined) return undefined
    return `#${withTint(base, Number(Xml.attribute(tag, "tint") ?? 0)).toUpperCase()}`
  }
  const idOf = (style: number, name: string): number => {
    const format = cellFormats[style] ?? ""
    return Number(Xml.attribute(format.slice(0, format.indexOf(">") + 1), name) ?? 0)
  }
  return {
    fill: (style) => {
      const fill = fills[idOf(style, "fillId")] ?? ""
      const pattern = /<(?:\w+:)?patternFill\b[^>]*>/.exec(fill)?.[0] ?? ""
      const type = Xml.attribute(pattern, "patternType") ?? "none"
      return type === "none" ? undefined : colorIn(fill, type === "solid" ? "fgColor" : "bgColor")
    },
    font: (style) => colorIn(fonts[idOf(style, "fontId")] ?? "", "color") ?? "#000000"
  }
}
