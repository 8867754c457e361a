/**
 * Adds, changes and deletes tables. `TableRows` and `TableColumns` change their rows and columns.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Package from "../package/Package.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as TablePart from "../parts/TablePart.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as Filtering from "./Filtering.js"
import * as Ids from "./Ids.js"
import * as Names from "./Names.js"
import * as Protection from "./Protection.js"
import * as Rewriting from "./Rewriting.js"
import * as Shifting from "./Shifting.js"
import {
  findTable,
  type State,
  tableModel,
  tableOf,
  type TableState,
  worksheetOf,
  type WorksheetState
} from "./State.js"
import * as TableCells from "./TableCells.js"
import * as TableHeaderAndTotals from "./TableHeaderAndTotals.js"
import * as Writing from "./Writing.js"

const tableType = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"

const isNameUsed = (state: State, name: string): boolean =>
  findTable(state, name) !== undefined ||
  state.workbook.names.some((definedName) =>
    definedName.scope === undefined && definedName.name.toLowerCase() === name.toLowerCase()
  )

const unusedName = (state: State): string => {
  for (let number = 1;; number++) {
    if (!isNameUsed(state, `Table${number}`)) return `Table${number}`
  }
}

/** Creates a table from an area. Without headers it inserts a header row above the area. */
export const add = (state: State, model: Model.Sheet, requestedArea: Area.Area, hasHeaders: boolean): Model.Table => {
  const sheet = worksheetOf(state, model)
  Protection.checkSheetStructure(sheet)
  if (state.tables.some((table) => table.sheet.id === sheet.id && Area.intersects(table.part.area, requestedArea))) {
    return refuse("invalidArgument", "A table can't overlap another table.")
  }
  if (SheetFormulas.arrays(sheet.part).some(({ area }) => Area.intersects(area, requestedArea))) {
    return refuse("invalidArgument", "Multi-cell array formulas aren't allowed in tables.")
  }
  if (sheet.pivotAreas.some((pivot) => Area.intersects(pivot, requestedArea))) {
    return refuse("invalidArgument", "A table can't overlap a PivotTable.")
  }
  if (SheetRanges.mergedAreas(sheet.part).some((merge) => Area.intersects(merge, requestedArea))) {
    return refuse("invalidArgument", "A table can't be made of merged cells.")
  }
  if (requestedArea.bottom >= Shifting.maxIndex("rows")) {
    return refuse("invalidArgument", "A table can't fill whole columns.")
  }
  // A table has a header row and at least one data row.
  if (!hasHeaders) TableHeaderAndTotals.insertRow(state, sheet, requestedArea, requestedArea.top)
  else if (requestedArea.top === requestedArea.bottom) {
    TableHeaderAndTotals.insertRow(state, sheet, requestedArea, requestedArea.top + 1)
  }
  const hasInsertedRow = !hasHeaders || requestedArea.top === requestedArea.bottom
  const area = hasInsertedRow ? { ...requestedArea, bottom: requestedArea.bottom + 1 } : requestedArea
  const headers: Array<string> = []
  for (let column = area.left; column <= area.right; column++) {
    headers.push(hasHeaders ? TableCells.headerText(SheetPart.value(sheet.part, area.top, column)) : "")
  }
  const taken = new TableCells.ColumnNames([])
  const names = headers.map((header, position) => taken.take(header, position))
  const writes = names.flatMap((name, index) =>
    SheetPart.value(sheet.part, area.top, area.left + index) === name &&
      SheetFormulas.formula(sheet.part, area.top, area.left + index) === undefined
      ? []
      : [TableHeaderAndTotals.cellWrite(area.top, area.left + index, name)]
  )
  Writing.apply(state, sheet, writes)
  removeOverlappingFilter(state, sheet, area)
  const added = addTablePart(state, sheet, area, names)
  Calculating.calculationOf(state).tableChanged(added.part.name)
  Calculating.recalculate(state)
  return tableModel(state, added)
}

const addTablePart = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  columns: ReadonlyArray<string>
): TableState => {
  const { dialect } = state.workbook
  const storedId = Ids.make(state)
  const id = state.tables.reduce((greatest, { part }) => Math.max(greatest, part.id), 0) + 1
  const source = TablePart.make(dialect, storedId, id, unusedName(state), area, columns)
  const folder = state.workbookName.slice(0, state.workbookName.lastIndexOf("/") + 1)
  const partName = Package.unusedPartName(state.package, `${folder}tables/table`, "xml")
  Package.add(state.package, partName, tableType, source)
  const relationship = Package.addRelationship(
    state.package,
    sheet.partName,
    `${dialect.relationships}/table`,
    partName
  )
  SheetRanges.addTablePart(sheet.part, relationship, dialect)
  const part = TablePart.parse(source)
  if (part === undefined) return refuse("generalException", "The table could not be made.")
  const added = { id: storedId, part, partName, sheet }
  state.tables.push(added)
  return added
}

/** A filter of the sheet that overlaps the table is replaced by the filter of the table. */
const removeOverlappingFilter = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  const filter = SheetRanges.filterArea(sheet.part)
  if (filter === undefined || !Area.intersects(filter, area)) return
  SheetRanges.removeFilter(sheet.part)
  const { names } = state.workbook
  const own = names.findIndex((name) => name.scope === sheet.entry && name.name === "_xlnm._FilterDatabase")
  if (own < 0) return
  names.splice(own, 1)
  state.workbook.changed = true
}

/** Deletes a table and clears its cells. Structured references to it become `#REF!`. */
export const remove = (state: State, model: Model.Table): void => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheetStructure(sheet)
  Calculating.calculationOf(state)
  const writes = Array.from(
    Areas.cells(sheet.part.data, part.area),
    ([row, column]) => TableHeaderAndTotals.cellWrite(row, column, "")
  )
  Writing.apply(state, sheet, writes)
  Filtering.clearTable(state, table)
  removePart(state, table)
  Calculating.recalculate(state)
}

/** Deletes a table, and leaves its cells. Structured references to it become `#REF!`. */
export const removePart = (state: State, table: TableState): void => {
  const { part, partName, sheet } = table
  Rewriting.rewrite(state, { kind: "deleteTable", table: part.name })
  state.tables.splice(state.tables.indexOf(table), 1)
  const relationship = Package.relationships(state.package, sheet.partName).find(({ target }) => target === partName)
  if (relationship !== undefined) {
    Package.removeRelationship(state.package, sheet.partName, relationship.id)
    SheetRanges.removeTablePart(sheet.part, relationship.id)
  }
  Package.remove(state.package, partName)
  Calculating.calculationOf(state).tableChanged(part.name)
}

/** Converts a table to ordinary cells. References to the table become references to its cells. Returns its area. */
export const convertToRange = (state: State, model: Model.Table): Area.Area => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheetStructure(sheet)
  Filtering.clearTable(state, table)
  const resolve = Calculating.resolverOf(state, table)
  Rewriting.rewrite(state, { kind: "convertTable", table: part.name, sheet: sheet.entry.name, resolve })
  removePart(state, table)
  Calculating.recalculate(state)
  return part.area
}

/** Changes the name, the style and the header and totals rows of a table. */
export const update = (state: State, model: Model.Table, changes: Model.TableUpdate): Model.Table => {
  const table = tableOf(state, model)
  const { part } = table
  Protection.checkSheetStructure(table.sheet)
  const { name, showHeaders, showTotals } = changes
  if (name !== undefined && name.toLowerCase() !== part.name.toLowerCase()) {
    Names.checkSyntax(name)
    if (isNameUsed(state, name)) return refuse("itemAlreadyExists", `The name ${inQuotes(name)} already exists.`)
  }
  const changesRows = (showHeaders !== undefined && showHeaders !== part.headerRows > 0) ||
    (showTotals !== undefined && showTotals !== part.totalsRows > 0)
  if (showTotals !== undefined && showTotals !== part.totalsRows > 0) {
    TableHeaderAndTotals.setTotals(state, table, showTotals)
  }
  if (showHeaders !== undefined && showHeaders !== part.headerRows > 0) {
    TableHeaderAndTotals.setHeaders(state, table, showHeaders)
  }
  // Rows that a filter has hidden would stay hidden.
  if (changes.showFilterButton === false || showHeaders === false) Filtering.clearTable(state, table)
  if (name !== undefined && name !== part.name) rename(state, table, name)
  const { style } = part
  style.name = changes.style ?? style.name
  style.showFirstColumn = changes.highlightFirstColumn ?? style.showFirstColumn
  style.showLastColumn = changes.highlightLastColumn ?? style.showLastColumn
  style.showRowStripes = changes.showBandedRows ?? style.showRowStripes
  style.showColumnStripes = changes.showBandedColumns ?? style.showColumnStripes
  part.showFilterButton = changes.showFilterButton ?? part.showFilterButton
  part.changed = true
  if (changesRows) {
    Calculating.calculationOf(state).tableChanged(part.name)
    Calculating.recalculate(state)
  }
  return tableModel(state, table)
}

const rename = (state: State, table: TableState, name: string): void => {
  const from = table.part.name
  Calculating.calculationOf(state)
  Rewriting.rewrite(state, { kind: "renameTable", from, to: name })
  table.part.name = name
  const calculation = Calculating.calculationOf(state)
  calculation.tableChanged(from)
  calculation.tableChanged(name)
}
