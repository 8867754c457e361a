/**
 * The workbook part: sheets in their order, defined names, calculation settings.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import { refuse } from "../refusal.js"
import * as Dialect from "./Dialect.js"

/** The visibility of a sheet. */
export type State = "visible" | "hidden" | "veryHidden"

/** A sheet of the list. */
export interface SheetEntry {
  name: string
  state: State
  readonly relationship: string
  /** Source of its element. */
  readonly source: string
}

/** A defined name. */
export interface DefinedName {
  readonly name: string
  /** The sheet that it belongs to; the whole workbook's without. */
  readonly scope: SheetEntry | undefined
  formula: string
  comment: string | undefined
  hidden: boolean
  /** Source of its start tag. */
  readonly tag: string
}

/** The calculation mode. */
export type CalculationMode = "auto" | "autoNoTable" | "manual"

/** The workbook part. */
export interface WorkbookPart {
  readonly source: string
  readonly dialect: Dialect.Dialect
  readonly date1904: boolean
  /** Relationships of the linked workbooks, in the order in which formulas count them. */
  readonly externalReferences: ReadonlyArray<string>
  /** Whether circular references are calculated again and again until they settle. */
  readonly iterates: boolean
  readonly sheets: Array<SheetEntry>
  readonly names: Array<DefinedName>
  calculationMode: CalculationMode
  /** The sheet that shows when the workbook is opened, and the first whose tab shows. */
  active: SheetEntry | undefined
  first: SheetEntry | undefined
  changed: boolean
}

const section = (source: string, name: string): Xml.Element | undefined => Xml.child(source, Xml.root(source), name)

const tags = function*(source: string, name: string): Generator<readonly [tag: string, element: Xml.Element]> {
  const list = section(source, name)
  if (list === undefined) return
  for (const element of Xml.children(source, list)) yield [Xml.startTag(source, element), element]
}

const stateOf = (text: string | undefined): State => text === "hidden" || text === "veryHidden" ? text : "visible"

const modeOf = (text: string | undefined): CalculationMode =>
  text === "manual" || text === "autoNoTable" ? text : "auto"

/** Reads the part. */
export const parse = (source: string): WorkbookPart => {
  if (Xml.root(source).name !== "workbook") {
    return refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: it has no workbook.")
  }
  const sheets: Array<SheetEntry> = []
  for (const [tag, element] of tags(source, "sheets")) {
    sheets.push({
      name: Xml.decodeXstring(Xml.attribute(tag, "name") ?? ""),
      state: stateOf(Xml.attribute(tag, "state")),
      relationship: Xml.foreignAttribute(tag, "id") ?? "",
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
      hidden: Xml.flag(tag, "hidden"),
      tag
    })
  }
  const externalReferences = [...tags(source, "externalReferences")].map(([tag]) =>
    Xml.foreignAttribute(tag, "id") ?? ""
  )
  const settings = section(source, "workbookPr")
  const calculation = section(source, "calcPr")
  const [view] = [...tags(source, "bookViews")][0] ?? [""]
  return {
    source,
    dialect: Dialect.of(source),
    externalReferences,
    iterates: calculation !== undefined && Xml.flag(Xml.startTag(source, calculation), "iterate"),
    date1904: settings !== undefined && Xml.flag(Xml.startTag(source, settings), "date1904"),
    sheets,
    names,
    calculationMode: modeOf(calculation && Xml.attribute(Xml.startTag(source, calculation), "calcMode")),
    active: sheets[Number(Xml.attribute(view, "activeTab") ?? 0)],
    first: sheets[Number(Xml.attribute(view, "firstSheet") ?? 0)],
    changed: false
  }
}

/** A sheet to add. */
export const makeSheet = (self: WorkbookPart, name: string, relationship: string): SheetEntry => {
  const workbook = Xml.root(self.source)
  const prefix = Xml.prefixOf(workbook)
  let id = 1
  for (const sheet of self.sheets) id = Math.max(id, Number(Xml.attribute(sheet.source, "sheetId") ?? 0) + 1)
  const foreign = Dialect.relationshipPrefix(Xml.startTag(self.source, workbook))
  const declared = foreign === undefined ? ` xmlns:r="${self.dialect.relationships}"` : ""
  const source = `<${prefix}sheet${declared} name="" sheetId="${id}" ${foreign ?? "r"}:id="${relationship}"/>`
  return { name, state: "visible", relationship, source }
}

const sheetSource = (sheet: SheetEntry): string => {
  const open = sheet.source.slice(0, sheet.source.indexOf(">") + 1)
  const named = Xml.withAttribute(open, "name", Xml.encodeXstring(sheet.name))
  const shown = stateOf(Xml.attribute(open, "state")) === sheet.state
    ? named
    : Xml.withAttribute(named, "state", sheet.state === "visible" ? undefined : sheet.state)
  return shown + sheet.source.slice(open.length)
}

const nameSource = (self: WorkbookPart, prefix: string, one: DefinedName): string => {
  const open = one.tag === "" ? `<${prefix}definedName name="${Xml.encodeAttribute(one.name)}">` : one.tag
  const local = one.scope === undefined ? undefined : String(self.sheets.indexOf(one.scope))
  const scoped = Xml.attribute(open, "localSheetId") === local ? open : Xml.withAttribute(open, "localSheetId", local)
  const hidden = Xml.flag(scoped, "hidden") === one.hidden
    ? scoped
    : Xml.withAttribute(scoped, "hidden", one.hidden ? "1" : undefined)
  const commented = Xml.attribute(hidden, "comment") === one.comment
    ? hidden
    : Xml.withAttribute(hidden, "comment", one.comment)
  const formula = Xml.encodeText(Xml.encodeXstring(one.formula))
  return `${Xml.opened(commented)}${formula}</${prefix}definedName>`
}

/** Excel keeps names in the order of their letters. */
const compareNames = (self: WorkbookPart) => (a: DefinedName, b: DefinedName): number => {
  const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()]
  if (left !== right) return left < right ? -1 : 1
  const position = (one: DefinedName) => one.scope === undefined ? -1 : self.sheets.indexOf(one.scope)
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

const beforeNames = ["sheets", "functionGroups", "externalReferences"]

/** The part's text. */
export const text = (self: WorkbookPart): string => {
  if (!self.changed) return self.source
  const prefix = Xml.prefixOf(Xml.root(self.source))
  let source = self.source
  const sheets = section(source, "sheets")
  const sheetsTag = sheets === undefined ? `<${prefix}sheets>` : Xml.opened(Xml.startTag(source, sheets))
  source = replaceSection(
    source,
    "sheets",
    ["fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews"],
    `${sheetsTag}${self.sheets.map(sheetSource).join("")}</${prefix}sheets>`
  )
  if (self.names.length > 0 || section(source, "definedNames") !== undefined) {
    const names = [...self.names].sort(compareNames(self)).map((one) => nameSource(self, prefix, one)).join("")
    const written = names === "" ? "" : `<${prefix}definedNames>${names}</${prefix}definedNames>`
    source = replaceSection(source, "definedNames", beforeNames, written)
  }
  return withView(self, withCalculation(self, source, prefix))
}

const withCalculation = (self: WorkbookPart, source: string, prefix: string): string => {
  const present = section(source, "calcPr")
  const tag = present === undefined ? `<${prefix}calcPr/>` : Xml.startTag(source, present)
  if (modeOf(Xml.attribute(tag, "calcMode")) === self.calculationMode) return source
  const mode = self.calculationMode === "auto" ? undefined : self.calculationMode
  return replaceSection(source, "calcPr", [...beforeNames, "definedNames"], Xml.withAttribute(tag, "calcMode", mode))
}

const withView = (self: WorkbookPart, source: string): string => {
  const found = [...tags(source, "bookViews")][0]
  if (found === undefined) return source
  const [tag, element] = found
  const { active, first, sheets } = self
  // a hidden sheet cannot show
  const shown = active?.state === "visible" ? sheets.indexOf(active) : -1
  const places = {
    firstSheet: Math.max(0, first === undefined ? 0 : sheets.indexOf(first)),
    activeTab: shown >= 0 ? shown : Math.max(0, sheets.findIndex(({ state }) => state === "visible"))
  }
  let changed = tag
  for (const name of ["firstSheet", "activeTab"] as const) {
    if (Number(Xml.attribute(changed, name) ?? 0) === places[name]) continue
    changed = Xml.withAttribute(changed, name, places[name] === 0 ? undefined : String(places[name]))
  }
  return source.slice(0, element.start) + changed + source.slice(element.contentStart)
}
