/**
 * `xl/styles.xml`: the number formats of styles, and new styles with a different number format.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

/** The styles of a workbook. A style is an index into the cell formats (`cellXfs`). */
export interface Styles {
  source: string
  /** The codes of the workbook's custom number formats by id. */
  readonly numberFormats: Map<number, string>
  /** The XML of each cell format (`xf`). */
  readonly cellFormats: Array<string>
  /** The XML of each font, fill and border. Cell formats refer to them by their positions. */
  readonly fonts: Array<string>
  readonly fills: Array<string>
  readonly borders: Array<string>
  edited: boolean
}

/** The built-in number formats in the en-US locale by id. */
const builtInFormats: ReadonlyMap<number, string> = new Map([
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

const builtInIds: ReadonlyMap<string, number> = new Map([...builtInFormats].map(([id, code]) => [code, id]))

/** The first id of custom number formats. */
const firstCustomId = 164

/** The styles part for a workbook that has none, without the lists that `parse` adds. */
export const defaultStyles =
  `${Xml.declaration}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
  "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>" +
  "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>" +
  "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"

/** The sections that precede cell formats, in the order of the schema. */
const sectionOrder = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"]

/** The first members of the lists that cell formats need. Excel takes the first two fills for none and gray125. */
const defaultMembers = {
  fonts: ["<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"],
  fills: ["<fill><patternFill patternType=\"none\"/></fill>", "<fill><patternFill patternType=\"gray125\"/></fill>"],
  borders: ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
  cellXfs: ["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"]
} as const

type List = keyof typeof defaultMembers

/** Adds a member to a list that has `count` members then. Adds the list in its place if there is none. */
const withMember = (source: string, list: List, member: string, count: number): string => {
  const sheet = Xml.root(source)
  const present = Xml.child(source, sheet, list)
  if (present !== undefined) return appendCounted(source, present, member, count)
  const prefix = Xml.prefixOf(sheet)
  const added = `<${prefix}${list} count="${count}">${member}</${prefix}${list}>`
  const sections = [...Xml.children(source, sheet)]
  if (sections.length === 0) return Xml.append(source, sheet, added)
  const before = new Set(sectionOrder.slice(0, sectionOrder.indexOf(list)))
  const at = sections.findLast(({ name }) => before.has(name))?.end ?? sheet.contentStart
  return source.slice(0, at) + added + source.slice(at)
}

/**
 * Parses the part. The lists that are missing or empty, as small producers write them, are added to the source. They are saved
 * with the first change of styles.
 */
export const parse = (source: string): Styles => {
  const numberFormats = new Map<number, string>()
  const cellFormats: Array<string> = []
  const lists = { fonts: Array<string>(), fills: Array<string>(), borders: Array<string>() }
  for (const section of Xml.children(source, Xml.root(source))) {
    if (section.name === "numFmts") {
      for (const format of Xml.children(source, section)) {
        const tag = Xml.startTag(source, format)
        numberFormats.set(Number(Xml.attribute(tag, "numFmtId")), Xml.attribute(tag, "formatCode") ?? "General")
      }
    } else if (section.name === "cellXfs") {
      for (const format of Xml.children(source, section)) cellFormats.push(source.slice(format.start, format.end))
    } else if (section.name === "fonts" || section.name === "fills" || section.name === "borders") {
      for (const item of Xml.children(source, section)) lists[section.name].push(source.slice(item.start, item.end))
    }
  }
  const prefix = Xml.prefixOf(Xml.root(source))
  const complete = (present: string, list: List, members: Array<string>): string => {
    if (members.length > 0) return present
    members.push(...defaultMembers[list].map((member) => member.replaceAll(/(<\/?)(?=\w)/g, `$1${prefix}`)))
    return withMember(present, list, members.join(""), members.length)
  }
  const { borders, fills, fonts } = lists
  const completed = complete(
    complete(complete(complete(source, "fonts", fonts), "fills", fills), "borders", borders),
    "cellXfs",
    cellFormats
  )
  return { source: completed, numberFormats, cellFormats, ...lists, edited: false }
}

const numberFormatId = (self: Styles, style: number): number =>
  Number(Xml.attribute(startTagOf(self.cellFormats[style] ?? ""), "numFmtId") ?? 0)

const startTagOf = (format: string): string => format.slice(0, format.indexOf(">") + 1)

/** Returns the number format code of a style. */
export const numberFormat = (self: Styles, style: number): string => {
  const id = numberFormatId(self, style)
  return self.numberFormats.get(id) ?? builtInFormats.get(id) ?? "General"
}

/** Returns whether a style marks text that was typed with a leading apostrophe. */
const hasQuotePrefix = (self: Styles, style: number): boolean =>
  Xml.booleanAttribute(startTagOf(self.cellFormats[style] ?? ""), "quotePrefix")

const obtainNumberFormatId = (self: Styles, code: string): number => {
  const builtInId = builtInIds.get(code)
  if (builtInId !== undefined && !self.numberFormats.has(builtInId)) return builtInId
  let unusedId = firstCustomId
  for (const [id, present] of self.numberFormats) {
    if (present === code) return id
    if (id >= unusedId) unusedId = id + 1
  }
  self.numberFormats.set(unusedId, code)
  self.edited = true
  addNumberFormat(self, unusedId, code)
  return unusedId
}

const addNumberFormat = (self: Styles, id: number, code: string): void => {
  const sheet = Xml.root(self.source)
  const prefix = Xml.prefixOf(sheet)
  const source = `<${prefix}numFmt numFmtId="${id}" formatCode="${Xml.encodeAttribute(code)}"/>`
  const section = Xml.child(self.source, sheet, "numFmts")
  self.source = section === undefined
    ? self.source.slice(0, sheet.contentStart) +
      `<${prefix}numFmts count="1">${source}</${prefix}numFmts>` +
      self.source.slice(sheet.contentStart)
    : appendCounted(self.source, section, source, self.numberFormats.size)
}

const appendCounted = (source: string, section: Xml.Element, added: string, count: number): string =>
  Xml.replaceTagAndAppend(
    source,
    section,
    Xml.withAttribute(Xml.startTag(source, section), "count", String(count)),
    added
  )

/** Returns the XML of the cell format of a style. */
export const cellFormat = (self: Styles, style: number): string =>
  self.cellFormats[style] ?? self.cellFormats[0] ?? defaultMembers.cellXfs[0]

/** Returns the style of a cell format. Adds it if it does not exist. `style` is the present style of the cell. */
export const withCellFormat = (self: Styles, style: number, format: string): number => {
  if (format === cellFormat(self, style) && style < self.cellFormats.length) return style
  const existing = self.cellFormats.indexOf(format)
  if (existing >= 0) return existing
  self.cellFormats.push(format)
  self.edited = true
  self.source = withMember(self.source, "cellXfs", format, self.cellFormats.length)
  return self.cellFormats.length - 1
}

/** Returns the position of a font, fill or border. Adds it if it does not exist. */
export const obtain = (self: Styles, list: "fonts" | "fills" | "borders", item: string): number => {
  const existing = self[list].indexOf(item)
  if (existing >= 0) return existing
  self[list].push(item)
  self.edited = true
  self.source = withMember(self.source, list, item, self[list].length)
  return self[list].length - 1
}

const obtainStyle = (self: Styles, style: number, change: (tag: string) => string): number => {
  const present = cellFormat(self, style)
  const tag = startTagOf(present)
  return withCellFormat(self, style, change(tag) + present.slice(tag.length))
}

/** Returns a style with a different number format. Adds it if it does not exist. */
export const withNumberFormat = (self: Styles, style: number, code: string): number => {
  if (numberFormat(self, style) === code) return style
  const id = obtainNumberFormatId(self, code)
  return obtainStyle(self, style, (tag) =>
    Xml.withAttribute(
      Xml.withAttribute(tag, "numFmtId", String(id)),
      "applyNumberFormat",
      id === 0 ? undefined : "1"
    ))
}

/** Returns a style with or without the mark for a leading apostrophe. Adds it if it does not exist. */
export const withQuotePrefix = (self: Styles, style: number, quotePrefix: boolean): number =>
  hasQuotePrefix(self, style) === quotePrefix
    ? style
    : obtainStyle(self, style, (tag) => Xml.withAttribute(tag, "quotePrefix", quotePrefix ? "1" : undefined))

/** Returns whether cells with a style are locked on a protected sheet. */
export const isLocked = (self: Styles, style: number): boolean =>
  !/<(?:\w+:)?protection\s[^>]*\blocked="(?:0|false)"/.test(self.cellFormats[style] ?? "")
