/**
 * The fonts, fills, borders, alignments and protections of styles: reads them, and finds or adds the style with a
 * different one. Everything else of the style stays: its named style, its unknown attributes and elements.
 *
 * @since 0.1.0
 */
import type * as Format from "../../Format.js"
import * as Xml from "../package/Xml.js"
import * as Colors from "./Colors.js"
import * as Styles from "./Styles.js"

/** The order of children in the schema of SpreadsheetML. */
const orderOf = {
  font: "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split(" "),
  border: "start left end right top bottom diagonal vertical horizontal extLst".split(" "),
  line: ["color"],
  xf: ["alignment", "protection", "extLst"]
} as const

const rootTag = (source: string): string => Xml.startTag(source, Xml.root(source))

const prefixOf = (source: string): string => Xml.prefixOf(Xml.root(source))

/** Returns the XML of a child. */
const child = (source: string, name: string): string | undefined => {
  const found = Xml.child(source, Xml.root(source), name)
  return found && source.slice(found.start, found.end)
}

/** Returns the XML with a child replaced, added in its place, or removed for `undefined`. */
const withChild = (
  source: string,
  order: ReadonlyArray<string>,
  name: string,
  added: string | undefined
): string => {
  const root = Xml.root(source)
  const position = order.indexOf(name)
  let at: number | undefined
  for (const element of Xml.children(source, root)) {
    if (element.name === name) return source.slice(0, element.start) + (added ?? "") + source.slice(element.end)
    if (at === undefined && order.indexOf(element.name) > position) at = element.start
  }
  if (added === undefined) return source
  return at === undefined ? Xml.append(source, root, added) : source.slice(0, at) + added + source.slice(at)
}

const withTag = (source: string, change: (tag: string) => string): string => {
  const tag = rootTag(source)
  return change(tag) + source.slice(tag.length)
}

/** Returns an element with attributes set, or removed for `undefined`. `undefined` if it has no attributes then. */
const withAttributes = (
  element: string,
  attributes: Readonly<Record<string, string | undefined>>
): string | undefined => {
  let tag = rootTag(element)
  for (const [name, value] of Object.entries(attributes)) tag = Xml.withAttribute(tag, name, value)
  return Xml.attributes(tag).length === 0 ? undefined : tag + element.slice(rootTag(element).length)
}

const number = (tag: string, name: string): number => Number(Xml.attribute(tag, name) ?? 0)

const fontOf = (styles: Styles.Styles, style: number): string =>
  styles.fonts[number(rootTag(Styles.cellFormat(styles, style)), "fontId")] ?? styles.fonts[0] ?? "<font/>"

const fillOf = (styles: Styles.Styles, style: number): string =>
  styles.fills[number(rootTag(Styles.cellFormat(styles, style)), "fillId")] ?? "<fill/>"

const borderOf = (styles: Styles.Styles, style: number): string =>
  styles.borders[number(rootTag(Styles.cellFormat(styles, style)), "borderId")] ?? "<border/>"

/** Returns the style with another member of a list, and with the mark that the style does not take it from its named style. */
const withMember = (
  styles: Styles.Styles,
  style: number,
  list: "fonts" | "fills" | "borders",
  member: string
): number => {
  const [id, mark] = ({
    fonts: ["fontId", "applyFont"],
    fills: ["fillId", "applyFill"],
    borders: ["borderId", "applyBorder"]
  } as const)[list]
  const position = Styles.obtain(styles, list, member)
  return Styles.withCellFormat(
    styles,
    style,
    withTag(Styles.cellFormat(styles, style), (tag) =>
      number(tag, id) === position
        ? tag
        : Xml.withAttribute(Xml.withAttribute(tag, id, String(position)), mark, "1"))
  )
}

const isOn = (font: string, name: string): boolean => {
  const found = child(font, name)
  return found !== undefined && Xml.booleanAttribute(found, "val", true)
}

const underlines = {
  single: "Single",
  double: "Double",
  singleAccounting: "SingleAccountant",
  doubleAccounting: "DoubleAccountant",
  none: "None"
} as const

const automatic = "#000000"

const valueOf = (font: string, name: string): string | undefined => {
  const found = child(font, name)
  return found && Xml.attribute(rootTag(found), "val")
}

const keyOf = <K extends string>(record: Readonly<Record<K, unknown>>, key: string): K | undefined =>
  Object.keys(record).find((name): name is K => name === key)

const keyFor = <K extends string, V>(record: Readonly<Record<K, V>>, value: V): K | undefined => {
  for (const key in record) if (record[key] === value) return key
  return undefined
}

/** Returns the size and the name of the default font, which sets the units of column widths. */
export const defaultFont = (
  { fonts: [font = "<font/>"] }: Styles.Styles
): { readonly name: string; readonly size: number } => ({
  name: valueOf(font, "name") ?? "Calibri",
  size: Number(valueOf(font, "sz") ?? 11)
})

/** Returns the colour of a `font` element. */
export const colorOfFont = (palette: Colors.Palette, source: string): string => {
  const color = child(source, "color")
  return (color && Colors.resolve(palette, rootTag(color))) ?? automatic
}

/** Returns the colour of the font of a style. */
export const fontColor = (styles: Styles.Styles, palette: Colors.Palette, style: number): string =>
  colorOfFont(palette, fontOf(styles, style))

/** Returns the font of a style. */
export const font = (styles: Styles.Styles, palette: Colors.Palette, style: number): Format.Font => {
  const source = fontOf(styles, style)
  const underline = child(source, "u")
  const kind = underline === undefined
    ? undefined
    : keyOf(underlines, Xml.attribute(rootTag(underline), "val") ?? "single")
  return {
    bold: isOn(source, "b"),
    color: colorOfFont(palette, source),
    italic: isOn(source, "i"),
    name: valueOf(source, "name") ?? defaultFont(styles).name,
    size: Number(valueOf(source, "sz") ?? defaultFont(styles).size),
    underline: kind === undefined ? "None" : underlines[kind]
  }
}

const rgb = (color: string): string => `FF${color.slice(1).toUpperCase()}`

/** Returns the style with another font. */
export const withFont = (styles: Styles.Styles, style: number, changes: Format.Changes<Format.Font>): number => {
  let source = fontOf(styles, style)
  const prefix = prefixOf(source)
  const set = (name: string, element: string | undefined): void => {
    source = withChild(source, orderOf.font, name, element)
  }
  const { bold, color, italic, name, size, underline } = changes
  if (bold !== undefined) set("b", bold ? `<${prefix}b/>` : undefined)
  if (italic !== undefined) set("i", italic ? `<${prefix}i/>` : undefined)
  if (underline !== undefined) {
    const kind = keyFor(underlines, underline)
    set("u", underline === "None" ? undefined : kind === "single" ? `<${prefix}u/>` : `<${prefix}u val="${kind}"/>`)
  }
  if (size !== undefined) set("sz", `<${prefix}sz val="${size}"/>`)
  if (color !== undefined) set("color", `<${prefix}color rgb="${rgb(color)}"/>`)
  if (name !== undefined) {
    set("name", `<${prefix}name val="${Xml.encodeAttribute(name)}"/>`)
    // Otherwise the font of the theme would replace the name.
    set("scheme", undefined)
    set("charset", undefined)
  }
  return withMember(styles, style, "fonts", source)
}

const noFill = "#FFFFFF"

/** Returns the background colour of a `fill` element, or `undefined` without one. */
export const colorOfFill = (palette: Colors.Palette, source: string): string | undefined => {
  const pattern = child(source, "patternFill")
  const type = pattern && (Xml.attribute(rootTag(pattern), "patternType") ?? "none")
  if (pattern === undefined || type === "none") return undefined
  const color = child(pattern, type === "solid" ? "fgColor" : "bgColor")
  return color && Colors.resolve(palette, rootTag(color))
}

/** Returns the background colour of a style, or `undefined` for no fill. */
export const fillColor = (styles: Styles.Styles, palette: Colors.Palette, style: number): string | undefined =>
  colorOfFill(palette, fillOf(styles, style))

/** Like `fillColor`, in the form of the API: white for no fill, and `null` for a gradient, which has more colours. */
export const fill = (styles: Styles.Styles, palette: Colors.Palette, style: number): string | null =>
  child(fillOf(styles, style), "gradientFill") === undefined ? fillColor(styles, palette, style) ?? noFill : null

/** Returns the style with a solid fill, or with no fill for `null`. */
export const withFill = (styles: Styles.Styles, style: number, color: string | null): number => {
  const prefix = prefixOf(fillOf(styles, style))
  const pattern = color === null
    ? `<${prefix}patternFill patternType="none"/>`
    : `<${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="${rgb(color)}"/>` +
      `<${prefix}bgColor indexed="64"/></${prefix}patternFill>`
  // Excel takes the second fill for gray125, whatever it is.
  if (styles.fills.length === 1) {
    Styles.obtain(styles, "fills", `<${prefix}fill><${prefix}patternFill patternType="gray125"/></${prefix}fill>`)
  }
  return withMember(styles, style, "fills", `<${prefix}fill>${pattern}</${prefix}fill>`)
}

const horizontals = {
  general: "General",
  left: "Left",
  center: "Center",
  right: "Right",
  fill: "Fill",
  justify: "Justify",
  centerContinuous: "CenterAcrossSelection",
  distributed: "Distributed"
} as const

const verticals = {
  top: "Top",
  center: "Center",
  bottom: "Bottom",
  justify: "Justify",
  distributed: "Distributed"
} as const

type Alignment = Omit<Format.Layout, "columnWidth" | "rowHeight">

/** Returns the alignment of a style. */
export const alignment = (styles: Styles.Styles, style: number): Alignment => {
  const source = child(Styles.cellFormat(styles, style), "alignment") ?? "<alignment/>"
  const tag = rootTag(source)
  return {
    horizontalAlignment: horizontals[keyOf(horizontals, Xml.attribute(tag, "horizontal") ?? "") ?? "general"],
    verticalAlignment: verticals[keyOf(verticals, Xml.attribute(tag, "vertical") ?? "") ?? "bottom"],
    wrapText: Xml.booleanAttribute(tag, "wrapText")
  }
}

const withSettings = (
  styles: Styles.Styles,
  style: number,
  name: "alignment" | "protection",
  attributes: Readonly<Record<string, string | undefined>>
): number => {
  const present = Styles.cellFormat(styles, style)
  const source = child(present, name)
  const changed = withAttributes(source ?? `<${prefixOf(present)}${name}/>`, attributes)
  if (changed === source) return style
  const mark = name === "alignment" ? "applyAlignment" : "applyProtection"
  const marked = withTag(present, (tag) => Xml.withAttribute(tag, mark, "1"))
  return Styles.withCellFormat(styles, style, withChild(marked, orderOf.xf, name, changed))
}

/** Returns the style with another alignment. */
export const withAlignment = (styles: Styles.Styles, style: number, changes: Format.Changes<Alignment>): number => {
  const { horizontalAlignment, verticalAlignment, wrapText } = changes
  const horizontal = horizontalAlignment && keyFor(horizontals, horizontalAlignment)
  const vertical = verticalAlignment && keyFor(verticals, verticalAlignment)
  return withSettings(styles, style, "alignment", {
    ...(horizontal === undefined ? {} : { horizontal: horizontal === "general" ? undefined : horizontal }),
    ...(vertical === undefined ? {} : { vertical: vertical === "bottom" ? undefined : vertical }),
    ...(wrapText === undefined ? {} : { wrapText: wrapText ? "1" : undefined })
  })
}

/** Returns the protection of a style. */
export const protection = (styles: Styles.Styles, style: number): Format.Protection => {
  const tag = child(Styles.cellFormat(styles, style), "protection") ?? ""
  return {
    formulaHidden: tag !== "" && Xml.booleanAttribute(rootTag(tag), "hidden"),
    locked: tag === "" || Xml.booleanAttribute(rootTag(tag), "locked", true)
  }
}

/** Returns the style with another protection. */
export const withProtection = (
  styles: Styles.Styles,
  style: number,
  { formulaHidden, locked }: Format.Changes<Format.Protection>
): number =>
  withSettings(styles, style, "protection", {
    ...(locked === undefined ? {} : { locked: locked ? undefined : "0" }),
    ...(formulaHidden === undefined ? {} : { hidden: formulaHidden ? "1" : undefined })
  })

/** The side of a cell. Both diagonals of a cell share one line. */
export type CellSide = "left" | "right" | "top" | "bottom" | "diagonalDown" | "diagonalUp"

/** The lines of Excel: a style and a weight for each name in the file. */
const lines: Readonly<Record<string, readonly [Format.BorderStyle, Format.BorderWeight]>> = {
  hair: ["Continuous", "Hairline"],
  thin: ["Continuous", "Thin"],
  medium: ["Continuous", "Medium"],
  thick: ["Continuous", "Thick"],
  dashed: ["Dash", "Thin"],
  mediumDashed: ["Dash", "Medium"],
  dashDot: ["DashDot", "Thin"],
  mediumDashDot: ["DashDot", "Medium"],
  dashDotDot: ["DashDotDot", "Thin"],
  mediumDashDotDot: ["DashDotDot", "Medium"],
  dotted: ["Dot", "Thin"],
  double: ["Double", "Thick"],
  slantDashDot: ["SlantDashDot", "Medium"]
}

const weights: ReadonlyArray<Format.BorderWeight> = ["Hairline", "Thin", "Medium", "Thick"]

/** Returns the name of the line with a style and the nearest weight. */
const lineName = (style: Format.BorderStyle, weight: Format.BorderWeight): string | undefined => {
  const distance = ([, [, other]]: readonly [string, readonly [Format.BorderStyle, Format.BorderWeight]]): number =>
    Math.abs(weights.indexOf(other) - weights.indexOf(weight))
  return Object.entries(lines).filter(([, [other]]) => other === style).sort((a, b) => distance(a) - distance(b))[0]
    ?.[0]
}

const noBorder: Format.Border = { color: automatic, style: "None", weight: "Thin" }

/** Strict files name the left and the right side `start` and `end`. */
const sideElement = (
  border: string,
  side: CellSide
): { readonly name: string; readonly source: string | undefined } => {
  const [name, strict] = side === "left"
    ? ["left", "start"]
    : side === "right"
    ? ["right", "end"]
    : [side.startsWith("diagonal") ? "diagonal" : side, undefined]
  const source = child(border, name)
  const strictSource = source === undefined && strict !== undefined ? child(border, strict) : undefined
  return strict !== undefined && strictSource !== undefined ? { name: strict, source: strictSource } : { name, source }
}

const lineOf = (palette: Colors.Palette, source: string | undefined): Format.Border => {
  const found = source === undefined ? undefined : lines[Xml.attribute(rootTag(source), "style") ?? "none"]
  if (source === undefined || found === undefined) return noBorder
  const color = child(source, "color")
  return {
    color: (color && Colors.resolve(palette, rootTag(color))) ?? automatic,
    style: found[0],
    weight: found[1]
  }
}

/** Returns the border of a style. */
export const border = (
  styles: Styles.Styles,
  palette: Colors.Palette,
  style: number,
  side: CellSide
): Format.Border => {
  const source = borderOf(styles, style)
  return side.startsWith("diagonal") && !Xml.booleanAttribute(rootTag(source), side)
    ? noBorder
    : lineOf(palette, sideElement(source, side).source)
}

/** Returns the style with another border. */
export const withBorder = (
  styles: Styles.Styles,
  style: number,
  side: CellSide,
  changes: Format.Changes<Format.Border>
): number => {
  const present = borderOf(styles, style)
  const prefix = prefixOf(present)
  const { name, source } = sideElement(present, side)
  const diagonal = name === "diagonal"
  const hasLine = source !== undefined && (!diagonal || Xml.booleanAttribute(rootTag(present), side))
  const presentLine = hasLine ? lines[Xml.attribute(rootTag(source), "style") ?? "none"] : undefined
  const presentStyle = presentLine?.[0] ?? "None"
  const weight = changes.weight ?? presentLine?.[1] ?? "Thin"
  const wanted = changes.style ?? (presentStyle === "None" ? "Continuous" : presentStyle)
  const possible = changes.style !== undefined || changes.weight === undefined ||
    Object.values(lines).some(([other, its]) => other === wanted && its === weight)
  const line = lineName(possible ? wanted : "Continuous", weight)
  if (wanted === "None" && presentStyle === "None") return style
  const color = changes.color === undefined
    ? (hasLine ? child(source, "color") : undefined) ?? `<${prefix}color auto="1"/>`
    : `<${prefix}color rgb="${rgb(changes.color)}"/>`
  const sharesDiagonal = diagonal && Xml.booleanAttribute(
    rootTag(present),
    side === "diagonalUp" ? "diagonalDown" : "diagonalUp"
  )
  const marked = diagonal
    ? withTag(present, (tag) => Xml.withAttribute(tag, side, wanted === "None" ? undefined : "1"))
    : present
  const removed = wanted === "None" || line === undefined
  const changed = removed && sharesDiagonal ? marked : withChild(
    marked,
    orderOf.border,
    name,
    removed ? `<${prefix}${name}/>` : `<${prefix}${name} style="${line}">${color}</${prefix}${name}>`
  )
  return withMember(styles, style, "borders", changed)
}
