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
  indexed: readIndexed(styles)
})

/** Makes a colour lighter (up to 1) or darker (down to -1), as ECMA-376 18.8.19 says: by its luminance in HLS. */
const tinted = (rgb: string, tint: number): string => {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255)
  const max = Math.max(red, green, blue)
  const min = Math.min(red, green, blue)
  const luminance = (max + min) / 2
  const range = max - min
  const saturation = range === 0 ? 0 : range / (luminance > 0.5 ? 2 - max - min : max + min)
  const sector = range === 0
    ? 0
    : max === red
    ? (green - blue) / range + (green < blue ? 6 : 0)
    : max === green
    ? (blue - red) / range + 2
    : (red - green) / range + 4
  const target = tint < 0 ? luminance * (1 + tint) : luminance * (1 - tint) + tint
  const upper = target < 0.5 ? target * (1 + saturation) : target + saturation - target * saturation
  const lower = 2 * target - upper
  const channel = (offset: number): string => {
    const at = (((sector + offset) % 6) + 6) % 6
    const value = at < 1
      ? lower + (upper - lower) * at
      : at < 3
      ? upper
      : at < 4
      ? lower + (upper - lower) * (4 - at)
      : lower
    return Math.round(value * 255).toString(16).padStart(2, "0").toUpperCase()
  }
  return channel(2) + channel(0) + channel(-2)
}

/** Returns the colour of an element as `#RRGGBB`, or `undefined` for the automatic one. `tag` is its start tag. */
export const resolve = ({ indexed, theme }: Palette, tag: string): string | undefined => {
  const number = (name: string): number => Number(Xml.attribute(tag, name) ?? Number.NaN)
  const rgb = withoutAlpha(Xml.attribute(tag, "rgb") ?? "") ?? theme[number("theme")] ?? indexed[number("indexed")]
  if (rgb === undefined) return undefined
  const tint = Math.min(1, Math.max(-1, number("tint") || 0))
  return `#${tint === 0 ? rgb : tinted(rgb, tint)}`
}
