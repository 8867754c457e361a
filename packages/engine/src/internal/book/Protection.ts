/**
 * Refuses changes of protected sheets and workbooks.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import { refuse } from "../refusal.js"
import type { State, WorksheetState } from "./State.js"

/** Returns whether a sheet is protected. */
const isProtected = (sheet: WorksheetState): boolean => {
  const { tail } = sheet.part
  const at = tail.search(/<(?:\w+:)?sheetProtection[\s/>]/)
  return at >= 0 && Xml.booleanAttribute(tail.slice(at, tail.indexOf(">", at) + 1), "sheet")
}

/** Refuses a change of pivot table cells, and of locked cells on a protected sheet. */
export const checkCells = (
  state: State,
  sheet: WorksheetState,
  cells: ReadonlyArray<{ readonly row: number; readonly column: number }>
): void => {
  const isLockedSheet = isProtected(sheet)
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

/** Refuses a change of tables on a protected sheet. */
export const checkSheetStructure = (sheet: WorksheetState): void => {
  if (isProtected(sheet)) {
    refuse("accessDenied", "You cannot do this on a protected sheet. To make a change, unprotect the sheet.")
  }
}

/** Refuses to add, change or delete sheets if the structure of the workbook is protected. */
export const checkWorkbookStructure = (state: State): void => {
  const { source } = state.workbook
  const protection = Xml.child(source, Xml.root(source), "workbookProtection")
  if (protection !== undefined && Xml.booleanAttribute(Xml.startTag(source, protection), "lockStructure")) {
    refuse("accessDenied", "Workbook is protected and cannot be changed.")
  }
}
