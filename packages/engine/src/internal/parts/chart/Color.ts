/**
 * Colors in DrawingML: literal ones, and those of the theme with their changes of brightness.
 *
 * @since 0.1.0
 */
import * as XmlTree from "../../package/XmlTree.js"

/** The colors of a theme as `RRGGBB`, by the names `dk1`, `lt1`, `dk2`, `lt2` and `accent1` to `accent6`. */
export type Theme = Readonly<Record<string, string>>

/** The colors of the theme that Excel uses for new workbooks. */
export const office: Theme = {
  dk1: "000000",
  lt1: "FFFFFF",
  dk2: "44546A",
  lt2: "E7E6E6",
  accent1: "4472C4",
  accent2: "ED7D31",
  accent3: "A5A5A5",
  accent4: "FFC000",
  accent5: "5B9BD5",
  accent6: "70AD47"
}

const literalOf = (node: XmlTree.Node): string | undefined => {
  const [color] = XmlTree.elements(node)
  return XmlTree.attribute(color, color?.name === "sysClr" ? "lastClr" : "val")
}

/** Reads the colors of a theme part. Missing ones are those of the theme of new workbooks. */
export const parseTheme = (text: string | undefined): Theme => {
  if (text === undefined) return office
  const scheme = XmlTree.find(XmlTree.parse(text).root, "themeElements", "clrScheme")
  const colors = scheme === undefined ? [] : XmlTree.elements(scheme).flatMap((node) => {
    const color = literalOf(node)
    return color === undefined ? [] : [[node.name, color] as const]
  })
  return { ...office, ...Object.fromEntries(colors) }
}

const aliases: Readonly<Record<string, string>> = { tx1: "dk1", bg1: "lt1", tx2: "dk2", bg2: "lt2" }

const channels = (color: string): ReadonlyArray<number> =>
  [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)

const toHex = (values: ReadonlyArray<number>): string =>
  values.map((value) => Math.round(Math.min(1, Math.max(0, value)) * 255).toString(16).padStart(2, "0")).join("")
    .toUpperCase()

/** Changes the luminance of a color in the model of hue, saturation and luminance. */
const withLuminance = (color: string, change: (luminance: number) => number): string => {
  const rgb = channels(color)
  const greatest = Math.max(...rgb)
  const least = Math.min(...rgb)
  const before = (greatest + least) / 2
  const after = Math.min(1, Math.max(0, change(before)))
  const chroma = (luminance: number): number => 1 - Math.abs(2 * luminance - 1)
  const scale = chroma(before) === 0 ? 0 : chroma(after) / chroma(before)
  return toHex(rgb.map((value) => after + (value - before) * scale))
}

const share = (node: XmlTree.Node): number => Number(XmlTree.attribute(node, "val") ?? 0) / 100_000

const changed = (color: string, change: XmlTree.Node): string => {
  switch (change.name) {
    case "lumMod":
      return withLuminance(color, (luminance) => luminance * share(change))
    case "lumOff":
      return withLuminance(color, (luminance) => luminance + share(change))
    case "shade":
      return toHex(channels(color).map((value) => value * share(change)))
    case "tint":
      return toHex(channels(color).map((value) => value * share(change) + 1 - share(change)))
    default:
      return color
  }
}

/** Returns the color of a `solidFill` element as `#RRGGBB`. */
export const ofFill = (fill: XmlTree.Node | undefined, theme: Theme): string | undefined => {
  const [color] = fill === undefined ? [] : XmlTree.elements(fill)
  if (color === undefined) return undefined
  const value = XmlTree.attribute(color, color.name === "sysClr" ? "lastClr" : "val") ?? ""
  const base = color.name === "schemeClr" ? theme[aliases[value] ?? value] : value
  if (base === undefined || !/^[0-9a-f]{6}$/i.test(base)) return undefined
  return `#${XmlTree.elements(color).reduce(changed, base).toUpperCase()}`
}

/** Returns the source of a fill with a color `#RRGGBB`. */
export const fillXml = (color: string): string =>
  `<a:solidFill><a:srgbClr val="${color.slice(1).toUpperCase()}"/></a:solidFill>`
