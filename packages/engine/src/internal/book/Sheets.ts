/**
 * Adds, renames, moves, hides and deletes sheets.
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import type * as References from "../formula/References.js"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import type { Dialect } from "../parts/Dialect.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as StoredId from "../parts/StoredId.js"
import * as WorkbookPart from "../parts/WorkbookPart.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as Ids from "./Ids.js"
import { openSheet } from "./Open.js"
import * as PivotTables from "./PivotTables.js"
import * as Protection from "./Protection.js"
import * as Rewriting from "./Rewriting.js"
import { findSheet, sheetModel, sheetOf, type SheetState, type State } from "./State.js"

const worksheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

/** The XML of a new worksheet, as Excel writes it. */
const emptySheet = ({ relationships, spreadsheet }: Dialect, id: string): string =>
  `${Xml.declaration}<worksheet xmlns="${spreadsheet}" xmlns:r="${relationships}" ${StoredId.attributes(id)}>` +
  "<dimension ref=\"A1\"/><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews>" +
  "<sheetFormatPr defaultRowHeight=\"15\"/><sheetData/>" +
  "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/></worksheet>"

const checkName = (state: State, name: string, except: SheetState | undefined): void => {
  if (name.length === 0 || name.length > 31 || /[\\/?*:[\]]/.test(name) || /^'|'$/.test(name)) {
    refuse(
      "invalidArgument",
      `The sheet name ${
        inQuotes(name)
      } is not valid: it must have 1 to 31 characters, none of them \\ / ? * [ ] : and no apostrophe at its ends.`
    )
  }
  if (name.toLowerCase() === "history") refuse("invalidArgument", "The sheet name 'History' is reserved.")
  const taken = state.sheets.find(({ entry }) => entry.name.toLowerCase() === name.toLowerCase())
  if (taken !== undefined && taken !== except) {
    refuse("itemAlreadyExists", `A sheet with the name '${name}' already exists.`)
  }
}

const unusedName = (state: State): string => {
  for (let number = 1;; number++) {
    const name = `Sheet${number}`
    if (!state.sheets.some(({ entry }) => entry.name.toLowerCase() === name.toLowerCase())) return name
  }
}

/** Adds an empty worksheet at the end. */
export const add = (state: State, requestedName: string | undefined): Model.Sheet => {
  Protection.checkWorkbookStructure(state)
  const name = requestedName ?? unusedName(state)
  checkName(state, name, undefined)
  const { dialect } = state.workbook
  const folder = state.workbookName.slice(0, state.workbookName.lastIndexOf("/") + 1)
  const partName = Package.unusedPartName(state.package, `${folder}worksheets/sheet`, "xml")
  const id = Ids.make(state)
  Package.add(state.package, partName, worksheetType, emptySheet(dialect, id))
  const relationship = Package.addRelationship(
    state.package,
    state.workbookName,
    `${dialect.relationships}/worksheet`,
    partName
  )
  const entry = WorkbookPart.makeSheetEntry(state.workbook, name, relationship)
  const part = openSheet(state, partName)
  const added: SheetState = { id, kind: "worksheet", entry, partName, part, pivotAreas: [] }
  state.workbook.sheets.push(entry)
  state.sheets.push(added)
  markStructureChanged(state)
  return sheetModel(state, added)
}

const markStructureChanged = (state: State): void => {
  state.workbook.changed = true
  Calculating.restart(state)
}

/** Rewrites references. The calculation is created first, so that it records the rewritten formulas. */
const rewriteReferences = (state: State, change: References.ChangeOfNames): void => {
  Calculating.calculationOf(state)
  Rewriting.rewrite(state, change)
}

/** Renames a sheet, and updates all references to it. */
export const rename = (state: State, sheet: Model.Sheet, name: string): Model.Sheet => {
  const found = sheetOf(state, sheet)
  Protection.checkWorkbookStructure(state)
  checkName(state, name, found)
  const from = found.entry.name
  if (from !== name) {
    Rewriting.rewrite(state, { kind: "renameSheet", from, to: name })
    found.entry.name = name
    markStructureChanged(state)
  }
  return sheetModel(state, found)
}

/** Moves a sheet to a zero-based position. */
export const move = (state: State, sheet: Model.Sheet, position: number): Model.Sheet => {
  const found = sheetOf(state, sheet)
  Protection.checkWorkbookStructure(state)
  if (!Number.isInteger(position) || position < 0 || position >= state.sheets.length) {
    return refuse(
      "invalidArgument",
      `There is no position ${position} among ${state.sheets.length} sheets: expected one from 0 to ${
        state.sheets.length - 1
      }.`
    )
  }
  const from = state.sheets.indexOf(found)
  if (from !== position) {
    state.sheets.splice(position, 0, ...state.sheets.splice(from, 1))
    state.workbook.sheets.splice(position, 0, ...state.workbook.sheets.splice(from, 1))
    markStructureChanged(state)
    recalculateAcrossSheets(state)
  }
  return sheetModel(state, found)
}

/** 3-D references such as `First:Last!A1` refer to different cells after a sheet has moved. */
const recalculateAcrossSheets = (state: State): void => {
  const found: Array<readonly [sheet: number, row: number, column: number]> = []
  for (const [index, { part }] of state.sheets.entries()) {
    if (part === undefined) continue
    for (const [row, column, text] of SheetFormulas.formulaCells(part)) {
      if (/:[^!:()]*!/.test(text)) found.push([index, row, column])
    }
  }
  if (found.length === 0) return
  const calculation = Calculating.calculationOf(state)
  for (const [sheet, row, column] of found) calculation.setFormula(sheet, row, column)
  Calculating.recalculate(state)
}

const sheetStates = { Visible: "visible", Hidden: "hidden", VeryHidden: "veryHidden" } as const

const isLastVisible = (state: State, sheet: SheetState): boolean =>
  sheet.entry.visibility === "visible" &&
  state.sheets.every((other) => other === sheet || other.entry.visibility !== "visible")

/** Shows or hides a sheet. The last visible sheet cannot be hidden. */
export const setVisibility = (state: State, sheet: Model.Sheet, visibility: Model.Sheet["visibility"]): Model.Sheet => {
  const found = sheetOf(state, sheet)
  Protection.checkWorkbookStructure(state)
  if (visibility !== "Visible" && isLastVisible(state, found)) {
    return refuse("invalidArgument", "A workbook must contain at least one visible worksheet.")
  }
  if (found.entry.visibility !== sheetStates[visibility]) {
    found.entry.visibility = sheetStates[visibility]
    state.workbook.changed = true
  }
  return sheetModel(state, found)
}

/** Deletes a sheet with its tables and names. References to it become `#REF!`. */
export const remove = (state: State, sheet: Model.Sheet): void => {
  const found = sheetOf(state, sheet)
  Protection.checkWorkbookStructure(state)
  if (isLastVisible(state, found)) {
    refuse("invalidArgument", "A workbook must contain at least one visible worksheet.")
  }
  const { workbook } = state
  const sheets = state.sheets.map(({ entry }) => entry.name)
  const tables = state.tables.filter((table) => table.sheet.id === found.id)
  state.tables.splice(0, state.tables.length, ...state.tables.filter((table) => !tables.includes(table)))
  state.sheets.splice(state.sheets.indexOf(found), 1)
  workbook.sheets.splice(workbook.sheets.indexOf(found.entry), 1)
  workbook.names.splice(0, workbook.names.length, ...workbook.names.filter(({ scope }) => scope !== found.entry))
  Calculating.restart(state)
  for (const { part } of tables) rewriteReferences(state, { kind: "deleteTable", table: part.name })
  rewriteReferences(state, { kind: "deleteSheet", sheet: found.entry.name, sheets })
  Calculating.recalculate(state)
  removeParts(state, found)
  workbook.changed = true
  state.formulasChanged = true
}

/** Types of parts that belong to one sheet only and are deleted with it. */
const ownedParts = new Set([
  "table",
  "comments",
  "vmlDrawing",
  "printerSettings",
  "threadedComment",
  "drawing",
  "pivotTable"
])

const removeParts = (state: State, sheet: SheetState): void => {
  if (sheet.partName === "") return
  PivotTables.removeCaches(state, sheet)
  for (const { external, kind, target } of Package.relationships(state.package, sheet.partName)) {
    if (!external && ownedParts.has(kind)) removeWithCharts(state, target)
  }
  Package.remove(state.package, sheet.partName)
  Package.removeRelationship(state.package, state.workbookName, sheet.entry.relationship)
}

/** Removes a part, and the charts that only it refers to with their styles. */
export const removeWithCharts = (state: State, partName: string): void => {
  for (const { external, kind, target } of Package.relationships(state.package, partName)) {
    if (!external && (kind === "chart" || kind === "chartEx" || /^chart(?:Style|ColorStyle|UserShapes)$/.test(kind))) {
      state.chartsAndPivotCaches?.delete(target)
      removeWithCharts(state, target)
    }
  }
  Package.remove(state.package, partName)
}

/** Finds a sheet by id or case-insensitive name. */
export const byKey = (state: State, key: string): Model.Sheet | undefined => {
  const found = findSheet(state, key)
  return found && sheetModel(state, found)
}
