/**
 * Reads a workbook from the bytes of an .xlsx file. All errors in a file are detected here. The cells of a row are
 * parsed later, and that cannot fail.
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import * as Package from "../package/Package.js"
import type { Relationship } from "../package/Relationships.js"
import * as PivotTables from "../parts/PivotTables.js"
import * as SharedStrings from "../parts/SharedStrings.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import * as WorkbookPart from "../parts/WorkbookPart.js"
import { refuse } from "../refusal.js"
import * as Ids from "./Ids.js"
import { type Environment, isWorksheet, type SheetState, type State, type TableState } from "./State.js"

const sheetKinds: Readonly<Record<string, Model.Sheet["kind"]>> = {
  worksheet: "worksheet",
  chartsheet: "chartsheet",
  dialogsheet: "dialogsheet",
  xlMacrosheet: "macrosheet",
  xlIntlMacrosheet: "macrosheet"
}

const notAWorkbook = (): never => refuse("unsupportedWorkbook", "The file is not in the .xlsx format.")

const missingPart = (name: string): never =>
  refuse("unsupportedWorkbook", `The file is corrupt and cannot be opened: '${name}' is missing.`)

const relatedPart = (related: ReadonlyArray<Relationship>, kind: string, defaultName: string): string =>
  related.find((relationship) => relationship.kind === kind && !relationship.external)?.target ?? defaultName

/** Reads a workbook. */
export const open = (bytes: Uint8Array, environment: Environment): State => {
  const file = Package.open(bytes)
  const workbookName = Package.relationships(file, "").find(({ kind }) => kind === "officeDocument")?.target ??
    notAWorkbook()
  const type = Package.contentType(file, workbookName) ?? ""
  // An .xlsb file has a binary workbook part; .docx and .pptx files have other types of documents.
  if (type !== "" && !/spreadsheetml|ms-excel|application\/xml/.test(type)) return notAWorkbook()
  if (/binary/.test(type)) return notAWorkbook()
  const workbook = WorkbookPart.parse(Package.text(file, workbookName) ?? missingPart(workbookName))
  const related = Package.relationships(file, workbookName)
  const folder = workbookName.slice(0, workbookName.lastIndexOf("/") + 1)
  const stringsName = relatedPart(related, "sharedStrings", `${folder}sharedStrings.xml`)
  const stringsText = Package.text(file, stringsName)
  const strings = stringsText === undefined ? undefined : SharedStrings.parse(stringsText)
  const stylesName = relatedPart(related, "styles", `${folder}styles.xml`)
  const state: State = {
    package: file,
    environment,
    workbookName,
    workbook,
    sheets: [],
    tables: [],
    strings,
    stringsName,
    savedStringCount: strings?.texts.length ?? 0,
    styles: Styles.parse(Package.text(file, stylesName) ?? Styles.defaultStyles),
    stylesName,
    palette: undefined,
    chartsAndPivotCaches: undefined,
    links: undefined,
    calculation: undefined,
    pendingRecalculation: undefined,
    uncomputed: new Map(),
    deletedNames: new Set(),
    formulasChanged: false
  }
  const byId = new Map(related.map((relationship) => [relationship.id, relationship]))
  const sheets = workbook.sheets.map((entry): Omit<SheetState, "id"> => {
    if (entry.relationship === "") return macroModule(entry)
    const relationship = byId.get(entry.relationship)
    // A part can belong to one sheet only. Otherwise a small file could open one part as many sheets.
    byId.delete(entry.relationship)
    const partName = relationship?.target ?? missingPart(entry.name)
    const kind = sheetKinds[relationship?.kind ?? ""] ?? "worksheet"
    return {
      kind,
      entry,
      partName,
      part: kind === "worksheet" ? openSheet(state, partName) : undefined,
      pivotAreas: PivotTables.areas(file, partName)
    }
  })
  const ids = Ids.ofSheets(sheets)
  state.sheets.push(...sheets.map((sheet, index) => ({ id: ids[index] ?? "", ...sheet })))
  if (state.sheets.length === 0) return missingPart("sheets")
  const tables = state.sheets.flatMap((sheet) => openTables(state, sheet))
  const tableIds = Ids.ofTables(tables.map(({ part }) => part))
  state.tables.push(...tables.map((table, index) => ({ id: tableIds[index] ?? "", ...table })))
  return state
}

/** Old workbooks list their macro modules as sheets that have no part. */
const macroModule = (entry: WorkbookPart.SheetEntry): Omit<SheetState, "id"> => ({
  kind: "macrosheet",
  entry,
  partName: "",
  part: undefined,
  pivotAreas: []
})

/** Reads a worksheet part. */
export const openSheet = (state: State, partName: string): SheetPart.SheetPart =>
  SheetPart.open(Package.text(state.package, partName) ?? missingPart(partName), {
    strings: state.strings?.texts ?? [],
    date1904: state.workbook.date1904
  })

const openTables = (state: State, sheet: SheetState): ReadonlyArray<Omit<TableState, "id">> => {
  if (!isWorksheet(sheet)) return []
  const tables: Array<Omit<TableState, "id">> = []
  for (const { kind, target } of Package.relationships(state.package, sheet.partName)) {
    if (kind !== "table" || tables.some(({ partName }) => partName === target)) continue
    const part = TablePart.parse(Package.text(state.package, target) ?? missingPart(target))
    if (part !== undefined) tables.push({ part, partName: target, sheet })
  }
  return tables
}
