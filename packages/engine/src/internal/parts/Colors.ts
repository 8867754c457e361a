/**
 * Resolves the colours of styles: of the theme, of the indexed palette, and their tints.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

/** The colours that a workbook refers to by their numbers, as `RRGGBB`. */
export interface Palette {
  readonly theme: ReadonlyArray<string>
  readonly indexed: ReadonlyArray<string>
}

/** The colours of a theme in the order of their numbers in styles. Their order in the theme part is different. */
const themeOrder = ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"]
  .concat("hlink", "folHlink")

/** The theme of a workbook that has none: Office 2013. */
const officeTheme = (
  "FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72"
).split(" ")

const basicColors = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF".split(" ")

/** The text and the background of windows, which are the colours of the indices 64 and 65. */
const windowColors = ["000000", "FFFFFF"]

/** The default palette. */
const defaultIndexed = [
  ...basicColors,
  ...basicColors,
  ...("800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF " +
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 " +
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333")
    .split(" ")
]

/** Returns the last six digits of `RRGGBB` or `AARRGGBB`. */
const withoutAlpha = (text: string): string | undefined =>
  /^(?:[0-9a-f]{2})?[0-9a-f]{6}$/i.test(text) ? text.slice(-6).toUpperCase() : undefined

const readTheme = (source: string): ReadonlyArray<string> => {
  const elements = Xml.child(source, Xml.root(source), "themeElements")
  const scheme = elements && Xml.child(source, elements, "clrScheme")
  if (scheme === undefined) return officeTheme
  const byName = new Map<string, string>()
  for (const entry of Xml.children(source, scheme)) {
    for (const color of Xml.children(source, entry)) {
      const tag = Xml.startTag(source, color)
      const value = withoutAlpha(Xml.attribute(tag, "lastClr") ?? Xml.attribute(tag, "val") ?? "")
      if (value !== undefined) byName.set(entry.name, value)
    }
  }
  return themeOrder.map((name, index) => byName.get(name) ?? officeTheme[index] ?? "000000")
}

const readIndexed = (styles: string): ReadonlyArray<string> => {
  const colors = Xml.child(styles, Xml.root(styles), "colors")
  const indexed = colors && Xml.child(styles, colors, "indexedColors")
  if (indexed === undefined) return defaultIndexed
  const own = [...Xml.children(styles, indexed)].map((color) =>
    withoutAlpha(Xml.attribute(Xml.startTag(styles, color), "rgb") ?? "")
  )
  return defaultIndexed.map((color, index) => own[index] ?? color)
}

/** Reads the colours of a workbook from the XML of its theme and its styles. */
export const read = (theme: string | undefined, styles: string): Palette => ({
  theme: theme === undefined ? officeTheme : readTheme(theme),
  indexed: [...readIndexed(styles), ...windowColors]
})

/** Excel computes hue, lightness and saturation in whole numbers up to this one, as Windows does. */
const hlsMax = 240

const hueToComponent = (low: number, high: number, hue: number): number => {
  const at = (hue + hlsMax) % hlsMax
  if (at < 40) return low + Math.trunc(((high - low) * at + 20) / 40)
  if (at < 120) return high
  return at < 160 ? low + Math.trunc(((high - low) * (160 - at) + 20) / 40) : low
}

const hexadecimal = (component: number): string =>
  Math.trunc((component * 255 + hlsMax / 2) / hlsMax).toString(16).padStart(2, "0").toUpperCase()

/** Makes a colour lighter (up to 1) or darker (down to -1). Excel rounds the tint to thousandths. */
const tinted = (rgb: string, tint: number): string => {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16))
  const max = Math.max(red, green, blue)
  const min = Math.min(red, green, blue)
  const sum = max + min
  const range = max - min
  const lightness = Math.trunc((sum * hlsMax + 255) / 510)
  const span = lightness <= hlsMax / 2 ? sum : 510 - sum
  const saturation = range === 0 ? 0 : Math.trunc((range * hlsMax + Math.trunc(span / 2)) / span)
  const distance = (component: number) => Math.trunc(((max - component) * 40 + Math.trunc(range / 2)) / range)
  const hue = range === 0
    ? 0
    : max === red
    ? distance(blue) - distance(green)
    : max === green
    ? 80 + distance(red) - distance(blue)
    : 160 + distance(green) - distance(red)
  const thousandths = Math.round(tint * 1000)
  const target = Math.trunc(
    (thousandths < 0
      ? lightness * (1000 + thousandths)
      : lightness * (1000 - thousandths) + hlsMax * thousandths) / 1000
  )
  const high = target <= hlsMax / 2
    ? Math.trunc((target * (hlsMax + saturation) + hlsMax / 2) / hlsMax)
    : target + saturation - Math.trunc((target * saturation + hlsMax / 2) / hlsMax)
  const low = 2 * target - high
  return [hue + 80, hue, hue - 80].map((at) => hexadecimal(hueToComponent(low, high, at))).join("")
}

/** Returns the colour of an element as `#RRGGBB`, or `undefined` for the automatic one. `tag` is its start tag. */
export const resolve = ({ indexed, theme }: Palette, tag: string): string | undefined => {
  const number = (name: string): number => Number(Xml.attribute(tag, name) ?? Number.NaN)
  const rgb = withoutAlpha(Xml.attribute(tag, "rgb") ?? "") ?? theme[number("theme")] ?? indexed[number("indexed")]
  if (rgb === undefined) return undefined
  const tint = Math.min(1, Math.max(-1, number("tint") || 0))
  return `#${tint === 0 ? rgb : tinted(rgb, tint)}`
}
