/**
 * Protects sheets, and refuses changes of protected sheets and workbooks.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Xml from "../package/Xml.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetProtection from "../parts/SheetProtection.js"
import * as Styles from "../parts/Styles.js"
import { refuse } from "../refusal.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"

/** Protects a sheet. Refuses a sheet that is protected, like Excel. */
export const protect = (state: State, model: Model.Sheet, options: Partial<Model.ProtectionOptions>): void => {
  const { part } = worksheetOf(state, model)
  if (SheetProtection.isProtected(part)) refuse("accessDenied", "The worksheet is protected already.")
  SheetProtection.set(part, options)
}

/** Removes the protection of a sheet. It has no effect on a sheet that is not protected. */
export const unprotect = (state: State, model: Model.Sheet): void => {
  const { part } = worksheetOf(state, model)
  if (SheetProtection.hasPassword(part)) {
    refuse("accessDenied", "The worksheet is protected with a password, so it cannot be unprotected without it.")
  }
  if (SheetProtection.isProtected(part)) SheetProtection.remove(part)
}

/** Refuses a change of pivot table cells, and of locked cells on a protected sheet. */
export const checkCells = (
  state: State,
  sheet: WorksheetState,
  cells: ReadonlyArray<{ readonly row: number; readonly column: number }>
): void => {
  const isLockedSheet = SheetProtection.isProtected(sheet.part)
  if (!isLockedSheet && sheet.pivotAreas.length === 0) return
  for (const { column, row } of cells) {
    if (sheet.pivotAreas.some((pivot) => Area.containsCell(pivot, row, column))) {
      refuse(
        "invalidArgument",
        "We can't make this change for the selected cells because it will affect a PivotTable."
      )
    }
    if (isLockedSheet && Styles.isLocked(state.styles, SheetPart.style(sheet.part, row, column))) {
      refuse(
        "accessDenied",
        "The cell or chart you're trying to change is on a protected sheet. To make a change, unprotect the sheet."
      )
    }
  }
}

/** Refuses a change of an area like {@link checkCells}. */
export const checkArea = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  if (!SheetProtection.isProtected(sheet.part) && sheet.pivotAreas.length === 0) return
  checkCells(state, sheet, Array.from(Areas.cells(sheet.part.data, area), ([row, column]) => ({ row, column })))
}

/** Refuses a change of formats on a protected sheet, unless the protection allows all of the operations. */
export const checkFormats = (
  sheet: WorksheetState,
  operations: ReadonlyArray<"formatCells" | "formatColumns" | "formatRows">
): void => {
  if (!operations.every((operation) => SheetProtection.allows(sheet.part, operation))) {
    refuse(
      "accessDenied",
      "The cell or chart you're trying to change is on a protected sheet. To make a change, unprotect the sheet."
    )
  }
}

/** Refuses a change of tables on a protected sheet. */
export const checkSheetStructure = (sheet: WorksheetState): void => {
  if (SheetProtection.isProtected(sheet.part)) {
    refuse("accessDenied", "You cannot do this on a protected sheet. To make a change, unprotect the sheet.")
  }
}

/** Refuses a change of comments on a protected sheet, except if the protection allows to edit objects. */
export const checkObjects = (sheet: WorksheetState): void => {
  if (!SheetProtection.allowsObjects(sheet.part)) checkSheetStructure(sheet)
}

/** Refuses the operation on a protected sheet, except if the protection allows it (`formatRows="0"`). */
export const checkAllowed = (sheet: WorksheetState, operation: string): void => {
  if (!SheetProtection.allows(sheet.part, operation)) checkSheetStructure(sheet)
}

/**
 * Refuses to insert and delete cells of a protected sheet. A protection can allow to insert and to delete whole rows or
 * columns. Locked cells cannot be deleted.
 */
export const checkLines = (
  state: State,
  sheet: WorksheetState,
  kind: "insert" | "delete",
  area: Area.Area
): void => {
  if (Area.isWholeRows(area)) checkAllowed(sheet, `${kind}Rows`)
  else if (Area.isWholeColumns(area)) checkAllowed(sheet, `${kind}Columns`)
  else checkSheetStructure(sheet)
  if (kind === "delete" && SheetProtection.isProtected(sheet.part)) checkArea(state, sheet, area)
}

/** Refuses to add, change or delete sheets if the structure of the workbook is protected. */
export const checkWorkbookStructure = (state: State): void => {
  const { source } = state.workbook
  const protection = Xml.child(source, Xml.root(source), "workbookProtection")
  if (protection !== undefined && Xml.booleanAttribute(Xml.startTag(source, protection), "lockStructure")) {
    refuse("accessDenied", "Workbook is protected and cannot be changed.")
  }
}
