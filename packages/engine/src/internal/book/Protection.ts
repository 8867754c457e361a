/**
 * Refuses changes of protected sheets and workbooks.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import { refuse } from "../refusal.js"
import type { State, WorksheetState } from "./State.js"

/** Returns the tag of the protection of a sheet, or `undefined` if the sheet is not protected. */
const protectionOf = (sheet: WorksheetState): string | undefined => {
  const { tail } = sheet.part
  const at = tail.search(/<(?:\w+:)?sheetProtection[\s/>]/)
  const tag = at < 0 ? "" : tail.slice(at, tail.indexOf(">", at) + 1)
  return Xml.booleanAttribute(tag, "sheet") ? tag : undefined
}

/** Returns whether a sheet is protected. */
const isProtected = (sheet: WorksheetState): boolean => protectionOf(sheet) !== undefined

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

/** Refuses the operation on a protected sheet, except if the protection allows it (`formatRows="0"`). */
export const checkAllowed = (sheet: WorksheetState, operation: string): void => {
  const tag = protectionOf(sheet)
  if (tag !== undefined && Xml.booleanAttribute(tag, operation, true)) checkSheetStructure(sheet)
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
  if (kind === "delete" && isProtected(sheet)) {
    checkCells(state, sheet, Array.from(Areas.cells(sheet.part.data, area), ([row, column]) => ({ row, column })))
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
