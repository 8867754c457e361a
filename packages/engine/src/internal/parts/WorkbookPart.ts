/**
 * The workbook part: the list of sheets, defined names and calculation settings.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import { refuse } from "../refusal.js"
import * as Dialect from "./Dialect.js"

/** The visibility of a sheet. */
export type Visibility = "visible" | "hidden" | "veryHidden"

/** An entry of the list of sheets. */
export interface SheetEntry {
  name: string
  visibility: Visibility
  readonly relationship: string
  /** The XML of its element. */
  readonly source: string
}

/** A defined name. */
export interface DefinedName {
  readonly name: string
  /** The sheet of the name, or `undefined` for a name of the whole workbook. */
  readonly scope: SheetEntry | undefined
  formula: string
  comment: string | undefined
  hidden: boolean
  /** The start tag of its element, or an empty text for a new name. */
  readonly tag: string
}

/** The calculation mode. */
export type CalculationMode = "auto" | "autoNoTable" | "manual"

/** The workbook part. */
export interface WorkbookPart {
  source: string
  readonly dialect: Dialect.Dialect
  readonly date1904: boolean
  /** Relationship ids of linked workbooks. A formula refers to the first one as `[1]`. */
  readonly externalReferences: ReadonlyArray<string>
  /** Whether Excel calculates circular references iteratively. */
  readonly iterativeCalculation: boolean
  readonly sheets: Array<SheetEntry>
  readonly names: Array<DefinedName>
  calculationMode: CalculationMode
  /** The sheet that is shown when the workbook is opened. */
  activeSheet: SheetEntry | undefined
  /** The first sheet whose tab is visible without scrolling. */
  firstVisibleTab: SheetEntry | undefined
  changed: boolean
}

const section = (source: string, name: string): Xml.Element | undefined => Xml.child(source, Xml.root(source), name)

const tags = function*(source: string, name: string): Generator<readonly [tag: string, element: Xml.Element]> {
  const list = section(source, name)
  if (list === undefined) return
  for (const element of Xml.children(source, list)) yield [Xml.startTag(source, element), element]
}

const parseVisibility = (text: string | undefined): Visibility =>
  text === "hidden" || text === "veryHidden" ? text : "visible"

const parseMode = (text: string | undefined): CalculationMode =>
  text === "manual" || text === "autoNoTable" ? text : "auto"

/** Parses the part. */
export const parse = (source: string): WorkbookPart => {
  if (Xml.root(source).name !== "workbook") {
    return refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: it has no workbook.")
  }
  const sheets: Array<SheetEntry> = []
  for (const [tag, element] of tags(source, "sheets")) {
    sheets.push({
      name: Xml.decodeXstring(Xml.attribute(tag, "name") ?? ""),
      visibility: parseVisibility(Xml.attribute(tag, "state")),
      relationship: Xml.prefixedAttribute(tag, "id") ?? "",
      source: source.slice(element.start, element.end)
    })
  }
  const names: Array<DefinedName> = []
  for (const [tag, element] of tags(source, "definedNames")) {
    const local = Xml.attribute(tag, "localSheetId")
    names.push({
      name: Xml.decodeXstring(Xml.attribute(tag, "name") ?? ""),
      scope: local === undefined ? undefined : sheets[Number(local)],
      formula: Xml.decodeXstring(Xml.content(source, element.contentStart, element.contentEnd)),
      comment: Xml.attribute(tag, "comment"),
      hidden: Xml.booleanAttribute(tag, "hidden"),
      tag
    })
  }
  const externalReferences = [...tags(source, "externalReferences")].map(([tag]) =>
    Xml.prefixedAttribute(tag, "id") ?? ""
  )
  const settings = section(source, "workbookPr")
  const calculation = section(source, "calcPr")
  const [view] = [...tags(source, "bookViews")][0] ?? [""]
  return {
    source,
    dialect: Dialect.of(source),
    externalReferences,
    iterativeCalculation: calculation !== undefined &&
      Xml.booleanAttribute(Xml.startTag(source, calculation), "iterate"),
    date1904: settings !== undefined && Xml.booleanAttribute(Xml.startTag(source, settings), "date1904"),
    sheets,
    names,
    calculationMode: parseMode(calculation && Xml.attribute(Xml.startTag(source, calculation), "calcMode")),
    activeSheet: sheets[Number(Xml.attribute(view, "activeTab") ?? 0)],
    firstVisibleTab: sheets[Number(Xml.attribute(view, "firstSheet") ?? 0)],
    changed: false
  }
}

/** Removes a pivot cache from the list of caches. */
export const removePivotCache = (self: WorkbookPart, relationship: string): void => {
  const list = section(self.source, "pivotCaches")
  if (list === undefined) return
  const caches = [...Xml.children(self.source, list)]
  const removed = caches.filter((cache) =>
    Xml.prefixedAttribute(Xml.startTag(self.source, cache), "id") === relationship
  )
  // The list cannot be empty.
  const edits = removed.length === caches.length ? [list] : removed
  self.source = Xml.edit(self.source, edits.map(({ end, start }) => ({ start, end, text: "" })))
  self.changed = true
}

/** Creates an entry with an unused sheet id. The caller adds it. */
export const makeSheetEntry = (self: WorkbookPart, name: string, relationship: string): SheetEntry => {
  const workbook = Xml.root(self.source)
  const prefix = Xml.prefixOf(workbook)
  let id = 1
  for (const sheet of self.sheets) id = Math.max(id, Number(Xml.attribute(sheet.source, "sheetId") ?? 0) + 1)
  const relationshipPrefix = Dialect.relationshipPrefix(Xml.startTag(self.source, workbook))
  const declared = relationshipPrefix === undefined ? ` xmlns:r="${self.dialect.relationships}"` : ""
  const source = `<${prefix}sheet${declared} name="" sheetId="${id}" ${
    relationshipPrefix ?? "r"
  }:id="${relationship}"/>`
  return { name, visibility: "visible", relationship, source }
}

const sheetSource = (sheet: SheetEntry): string => {
  const open = sheet.source.slice(0, sheet.source.indexOf(">") + 1)
  const named = Xml.withAttribute(open, "name", Xml.encodeXstring(sheet.name))
  const shown = parseVisibility(Xml.attribute(open, "state")) === sheet.visibility
    ? named
    : Xml.withAttribute(named, "state", sheet.visibility === "visible" ? undefined : sheet.visibility)
  return shown + sheet.source.slice(open.length)
}

const nameSource = (self: WorkbookPart, prefix: string, definedName: DefinedName): string => {
  const open = definedName.tag === ""
    ? `<${prefix}definedName name="${Xml.encodeAttribute(definedName.name)}">`
    : definedName.tag
  const local = definedName.scope === undefined ? undefined : String(self.sheets.indexOf(definedName.scope))
  const scoped = Xml.attribute(open, "localSheetId") === local ? open : Xml.withAttribute(open, "localSheetId", local)
  const hidden = Xml.booleanAttribute(scoped, "hidden") === definedName.hidden
    ? scoped
    : Xml.withAttribute(scoped, "hidden", definedName.hidden ? "1" : undefined)
  const commented = Xml.attribute(hidden, "comment") === definedName.comment
    ? hidden
    : Xml.withAttribute(hidden, "comment", definedName.comment)
  const formula = Xml.encodeText(Xml.encodeXstring(definedName.formula))
  return `${Xml.toStartTag(commented)}${formula}</${prefix}definedName>`
}

/** The order of names in the file and in lists: Excel sorts them alphabetically. */
export const compareNames = (self: WorkbookPart) => (a: DefinedName, b: DefinedName): number => {
  const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()]
  if (left !== right) return left < right ? -1 : 1
  const position = (definedName: DefinedName) =>
    definedName.scope === undefined ? -1 : self.sheets.indexOf(definedName.scope)
  return position(a) - position(b)
}

const replaceSection = (source: string, name: string, after: ReadonlyArray<string>, written: string): string => {
  const present = section(source, name)
  if (present !== undefined) return source.slice(0, present.start) + written + source.slice(present.end)
  let at = Xml.root(source).contentStart
  for (const element of Xml.children(source, Xml.root(source))) {
    if (after.includes(element.name)) at = element.end
  }
  return source.slice(0, at) + written + source.slice(at)
}

const sectionsBeforeNames = ["sheets", "functionGroups", "externalReferences"]

/** Returns the XML of the part. */
export const text = (self: WorkbookPart): string => {
  if (!self.changed) return self.source
  const prefix = Xml.prefixOf(Xml.root(self.source))
  let source = self.source
  const sheets = section(source, "sheets")
  const sheetsTag = sheets === undefined ? `<${prefix}sheets>` : Xml.toStartTag(Xml.startTag(source, sheets))
  source = replaceSection(
    source,
    "sheets",
    ["fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews"],
    `${sheetsTag}${self.sheets.map(sheetSource).join("")}</${prefix}sheets>`
  )
  if (self.names.length > 0 || section(source, "definedNames") !== undefined) {
    const names = [...self.names].sort(compareNames(self)).map((definedName) => nameSource(self, prefix, definedName))
      .join("")
    const written = names === "" ? "" : `<${prefix}definedNames>${names}</${prefix}definedNames>`
    source = replaceSection(source, "definedNames", sectionsBeforeNames, written)
  }
  return withView(self, withCalculation(self, source, prefix))
}

const withCalculation = (self: WorkbookPart, source: string, prefix: string): string => {
  const present = section(source, "calcPr")
  const tag = present === undefined ? `<${prefix}calcPr/>` : Xml.startTag(source, present)
  if (parseMode(Xml.attribute(tag, "calcMode")) === self.calculationMode) return source
  const mode = self.calculationMode === "auto" ? undefined : self.calculationMode
  return replaceSection(
    source,
    "calcPr",
    [...sectionsBeforeNames, "definedNames"],
    Xml.withAttribute(tag, "calcMode", mode)
  )
}

const withView = (self: WorkbookPart, source: string): string => {
  const found = [...tags(source, "bookViews")][0]
  if (found === undefined) return source
  const [tag, element] = found
  const { activeSheet, firstVisibleTab, sheets } = self
  // A hidden sheet cannot be the active sheet.
  const shown = activeSheet?.visibility === "visible" ? sheets.indexOf(activeSheet) : -1
  const tabIndexes = {
    firstSheet: Math.max(0, firstVisibleTab === undefined ? 0 : sheets.indexOf(firstVisibleTab)),
    activeTab: shown >= 0 ? shown : Math.max(0, sheets.findIndex(({ visibility }) => visibility === "visible"))
  }
  let changed = tag
  for (const name of ["firstSheet", "activeTab"] as const) {
    if (Number(Xml.attribute(changed, name) ?? 0) === tabIndexes[name]) continue
    changed = Xml.withAttribute(changed, name, tabIndexes[name] === 0 ? undefined : String(tabIndexes[name]))
  }
  return source.slice(0, element.start) + changed + source.slice(element.contentStart)
}
