/**
 * The differential formats (`dxfs`) in `xl/styles.xml`, by which filters and sorts refer to colors.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import type { Palette } from "./Colors.js"
import * as StyleFormats from "./StyleFormats.js"
import type { Styles } from "./Styles.js"

/** The sections of the part that precede `dxfs`. */
const before = new Set(["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"])

/** Reads and adds the colors of differential formats. Colors have the form `#FF0000`. */
export interface DifferentialColors {
  readonly color: (index: number, of: "fill" | "font") => string | undefined
  /** Returns the index of a format with this color. Adds the format if it does not exist. */
  readonly index: (of: "fill" | "font", color: string) => number
}

/** Returns the child elements of the section, or `undefined` if there is no section. */
const formatsOf = ({ source }: Styles): ReadonlyArray<string> | undefined => {
  const section = Xml.child(source, Xml.root(source), "dxfs")
  return section && Array.from(Xml.children(source, section), ({ end, start }) => source.slice(start, end))
}

/** A fill without a pattern is solid, and has its color as the background, as a fill with a pattern. */
const withPattern = (format: string): string => format.replace(/<((?:\w+:)?patternFill)>/, `<$1 patternType="gray125">`)

const childSource = (format: string, name: string): string => {
  const found = Xml.child(format, Xml.root(format), name)
  return found === undefined ? "" : format.slice(found.start, found.end)
}

const append = (self: Styles, format: string, count: number): void => {
  const { source } = self
  const root = Xml.root(source)
  const prefix = Xml.prefixOf(root)
  const section = Xml.child(source, root, "dxfs")
  self.edited = true
  if (section === undefined) {
    const end = [...Xml.children(source, root)].findLast(({ name }) => before.has(name))?.end ?? root.contentStart
    self.source = `${source.slice(0, end)}<${prefix}dxfs count="1">${format}</${prefix}dxfs>${source.slice(end)}`
  } else {
    const tag = Xml.withAttribute(Xml.startTag(source, section), "count", String(count + 1))
    self.source = Xml.replaceTagAndAppend(source, section, tag, format)
  }
}

/** Returns the colors of the differential formats of a workbook. */
export const make = (styles: Styles, palette: Palette): DifferentialColors => ({
  color: (index, of) => {
    const format = formatsOf(styles)?.[index]
    const source = format === undefined ? "" : childSource(format, of)
    if (source === "") return undefined
    return of === "fill"
      ? StyleFormats.colorOfFill(palette, withPattern(source))
      : StyleFormats.colorOfFont(palette, source)
  },
  index: (of, color) => {
    const prefix = Xml.prefixOf(Xml.root(styles.source))
    const value = `rgb="FF${color.slice(1)}"`
    const content = of === "fill"
      ? `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor ${value}/>` +
        `<${prefix}bgColor ${value}/></${prefix}patternFill></${prefix}fill>`
      : `<${prefix}font><${prefix}color ${value}/></${prefix}font>`
    const format = `<${prefix}dxf>${content}</${prefix}dxf>`
    const formats = formatsOf(styles) ?? []
    const existing = formats.indexOf(format)
    if (existing >= 0) return existing
    append(styles, format, formats.length)
    return formats.length
  }
})
