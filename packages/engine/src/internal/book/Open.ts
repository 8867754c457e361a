/**
 * Reads a workbook from the bytes of an .xlsx file. All that can be wrong with a file is found here: what is left for
 * later, the cells of rows, cannot fail.
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
import { isWorksheet, type SheetState, type State, type Surroundings, type TableState } from "./State.js"

const kinds: Readonly<Record<string, Model.Sheet["kind"]>> = {
  worksheet: "worksheet",
  chartsheet: "chartsheet",
  dialogsheet: "dialogsheet",
  xlMacrosheet: "macrosheet",
  xlIntlMacrosheet: "macrosheet"
}

const notAWorkbook = (): never => refuse("unsupportedWorkbook", "The file is not in the .xlsx format.")

const missing = (name: string): never =>
  refuse("unsupportedWorkbook", `The file is corrupt and cannot be opened: '${name}' is missing.`)

/** Excel on the web numbers the sheets of a saved file in the fourth group; the position is in its first byte. */
const savedId = (position: number): string => {
  const low = (position & 0xff).toString(16).padStart(2, "0").toUpperCase()
  const high = (position >> 8).toString(16).padStart(2, "0").toUpperCase()
  return `{00000000-0001-0000-${low}${high}-000000000000}`
}

const partNamed = (related: ReadonlyArray<Relationship>, kind: string, otherwise: string): string =>
  related.find((one) => one.kind === kind && !one.external)?.target ?? otherwise

/** Reads a workbook. */
export const open = (bytes: Uint8Array, surroundings: Surroundings): State => {
  const file = Package.open(bytes)
  const workbookName = Package.relationships(file, "").find(({ kind }) => kind === "officeDocument")?.target ??
    notAWorkbook()
  const type = Package.contentType(file, workbookName) ?? ""
  // .xlsb has a binary workbook, .docx and .pptx other documents
  if (type !== "" && !/spreadsheetml|ms-excel|application\/xml/.test(type)) return notAWorkbook()
  if (/binary/.test(type)) return notAWorkbook()
  const workbook = WorkbookPart.parse(Package.text(file, workbookName) ?? missing(workbookName))
  const related = Package.relationships(file, workbookName)
  const folder = workbookName.slice(0, workbookName.lastIndexOf("/") + 1)
  const stringsName = partNamed(related, "sharedStrings", `${folder}sharedStrings.xml`)
  const stringsText = Package.text(file, stringsName)
  const strings = stringsText === undefined ? undefined : SharedStrings.parse(stringsText)
  const stylesName = partNamed(related, "styles", `${folder}styles.xml`)
  const state: State = {
    package: file,
    surroundings,
    workbookName,
    workbook,
    sheets: [],
    tables: [],
    strings,
    stringsName,
    savedStrings: strings?.texts.length ?? 0,
    styles: Styles.parse(Package.text(file, stylesName) ?? Styles.minimal),
    stylesName,
    drawings: undefined,
    links: undefined,
    calculation: undefined,
    recalculation: undefined,
    uncomputed: new Map(),
    deletedNames: new Set(),
    formulasChanged: false
  }
  const byId = new Map(related.map((relationship) => [relationship.id, relationship]))
  for (const [position, entry] of workbook.sheets.entries()) {
    if (entry.relationship === "") {
      state.sheets.push(macroModule(position, entry))
      continue
    }
    const relationship = byId.get(entry.relationship)
    // a part belongs to one sheet; without this a small file could make many of one
    byId.delete(entry.relationship)
    const partName = relationship?.target ?? missing(entry.name)
    const kind = kinds[relationship?.kind ?? ""] ?? "worksheet"
    state.sheets.push({
      id: savedId(position),
      kind,
      entry,
      partName,
      part: kind === "worksheet" ? openSheet(state, partName) : undefined,
      pivots: PivotTables.areas(file, partName)
    })
  }
  if (state.sheets.length === 0) return missing("sheets")
  for (const sheet of state.sheets) state.tables.push(...openTables(state, sheet))
  return state
}

/** Old workbooks list their macro modules among the sheets, without a part. */
const macroModule = (position: number, entry: WorkbookPart.SheetEntry): SheetState => ({
  id: savedId(position),
  kind: "macrosheet",
  entry,
  partName: "",
  part: undefined,
  pivots: []
})

/** Reads a worksheet part. */
export const openSheet = (state: State, partName: string): SheetPart.SheetPart =>
  SheetPart.open(Package.text(state.package, partName) ?? missing(partName), {
    strings: state.strings?.texts ?? [],
    date1904: state.workbook.date1904
  })

const openTables = (state: State, sheet: SheetState): ReadonlyArray<TableState> => {
  if (!isWorksheet(sheet)) return []
  const tables: Array<TableState> = []
  for (const { kind, target } of Package.relationships(state.package, sheet.partName)) {
    if (kind !== "table" || tables.some(({ partName }) => partName === target)) continue
    const part = TablePart.parse(Package.text(state.package, target) ?? missing(target))
    if (part !== undefined) tables.push({ part, partName: target, sheet })
  }
  return tables
}
