/**
 * `xl/styles.xml`, as far as values need it: the number format of a cell's style, and a style like another one but
 * for its number format.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import { refuse } from "../refusal.js"

/** The styles of a workbook. A style is an index into the cell formats (`cellXfs`). */
export interface Styles {
  source: string
  /** Format codes by id: the workbook's own. */
  readonly codes: Map<number, string>
  /** Source of every cell format. */
  readonly formats: Array<string>
  edited: boolean
}

/** The built-in number formats as Excel shows them in English (United States). */
const builtIn: ReadonlyMap<number, string> = new Map([
  [0, "General"],
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [5, "$#,##0_);($#,##0)"],
  [6, "$#,##0_);[Red]($#,##0)"],
  [7, "$#,##0.00_);($#,##0.00)"],
  [8, "$#,##0.00_);[Red]($#,##0.00)"],
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [14, "m/d/yyyy"],
  [15, "d-mmm-yy"],
  [16, "d-mmm"],
  [17, "mmm-yy"],
  [18, "h:mm AM/PM"],
  [19, "h:mm:ss AM/PM"],
  [20, "h:mm"],
  [21, "h:mm:ss"],
  [22, "m/d/yyyy h:mm"],
  [37, "#,##0_);(#,##0)"],
  [38, "#,##0_);[Red](#,##0)"],
  [39, "#,##0.00_);(#,##0.00)"],
  [40, "#,##0.00_);[Red](#,##0.00)"],
  [41, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"],
  [42, "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)"],
  [43, "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"],
  [44, "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)"],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  [47, "mm:ss.0"],
  [48, "##0.0E+0"],
  [49, "@"]
])

const builtInIds: ReadonlyMap<string, number> = new Map([...builtIn].map(([id, code]) => [code, id]))

/** First id that a workbook may give to its own formats. */
const firstCustomId = 164

/** Styles of a workbook that came without any. */
export const minimal =
  `${Xml.declaration}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
  "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>" +
  "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>" +
  "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>" +
  "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>" +
  "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>" +
  "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"

/** Reads the part. */
export const parse = (source: string): Styles => {
  const codes = new Map<number, string>()
  const formats: Array<string> = []
  for (const section of Xml.children(source, Xml.root(source))) {
    if (section.name === "numFmts") {
      for (const format of Xml.children(source, section)) {
        const tag = Xml.startTag(source, format)
        codes.set(Number(Xml.attribute(tag, "numFmtId")), Xml.attribute(tag, "formatCode") ?? "General")
      }
    } else if (section.name === "cellXfs") {
      for (const format of Xml.children(source, section)) formats.push(source.slice(format.start, format.end))
    }
  }
  return { source, codes, formats, edited: false }
}

const formatId = (self: Styles, style: number): number =>
  Number(Xml.attribute(startOf(self.formats[style] ?? ""), "numFmtId") ?? 0)

const startOf = (format: string): string => format.slice(0, format.indexOf(">") + 1)

/** The number format code of a style. */
export const code = (self: Styles, style: number): string => {
  const id = formatId(self, style)
  return self.codes.get(id) ?? builtIn.get(id) ?? "General"
}

/** Whether a style marks its text as typed with a leading apostrophe. */
export const isQuoted = (self: Styles, style: number): boolean =>
  Xml.flag(startOf(self.formats[style] ?? ""), "quotePrefix")

const idOf = (self: Styles, wanted: string): number => {
  const known = builtInIds.get(wanted)
  if (known !== undefined && !self.codes.has(known)) return known
  let free = firstCustomId
  for (const [id, present] of self.codes) {
    if (present === wanted) return id
    if (id >= free) free = id + 1
  }
  self.codes.set(free, wanted)
  self.edited = true
  addNumberFormat(self, free, wanted)
  return free
}

const addNumberFormat = (self: Styles, id: number, wanted: string): void => {
  const sheet = Xml.root(self.source)
  const prefix = Xml.prefixOf(sheet)
  const source = `<${prefix}numFmt numFmtId="${id}" formatCode="${Xml.encodeAttribute(wanted)}"/>`
  const section = Xml.child(self.source, sheet, "numFmts")
  self.source = section === undefined
    ? self.source.slice(0, sheet.contentStart) +
      `<${prefix}numFmts count="1">${source}</${prefix}numFmts>` +
      self.source.slice(sheet.contentStart)
    : appendCounted(self.source, section, source, self.codes.size)
}

const appendCounted = (source: string, section: Xml.Element, added: string, count: number): string =>
  Xml.extend(source, section, Xml.withAttribute(Xml.startTag(source, section), "count", String(count)), added)

const variant = (self: Styles, style: number, change: (tag: string) => string): number => {
  const present = self.formats[style] ?? self.formats[0] ??
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
  const tag = startOf(present)
  const wanted = change(tag) + present.slice(tag.length)
  if (wanted === present && style < self.formats.length) return style
  const known = self.formats.indexOf(wanted)
  if (known >= 0) return known
  const section = Xml.child(self.source, Xml.root(self.source), "cellXfs")
  if (section === undefined) {
    return refuse("generalException", "The styles of the workbook cannot be edited.")
  }
  self.formats.push(wanted)
  self.edited = true
  self.source = appendCounted(self.source, section, wanted, self.formats.length)
  return self.formats.length - 1
}

/** A style like the given one with another number format. */
export const withCode = (self: Styles, style: number, wanted: string): number => {
  if (code(self, style) === wanted) return style
  const id = idOf(self, wanted)
  return variant(self, style, (tag) =>
    Xml.withAttribute(
      Xml.withAttribute(tag, "numFmtId", String(id)),
      "applyNumberFormat",
      id === 0 ? undefined : "1"
    ))
}

/** A style like the given one, marked or not as typed with a leading apostrophe. */
export const withQuote = (self: Styles, style: number, quoted: boolean): number =>
  isQuoted(self, style) === quoted
    ? style
    : variant(self, style, (tag) => Xml.withAttribute(tag, "quotePrefix", quoted ? "1" : undefined))

/** Whether a protected sheet keeps cells of a style from being changed. */
export const isLocked = (self: Styles, style: number): boolean =>
  !/<(?:\w+:)?protection\s[^>]*\blocked="(?:0|false)"/.test(self.formats[style] ?? "")
