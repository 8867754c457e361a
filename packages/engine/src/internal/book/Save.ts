/**
 * Writes the edited parts of a workbook to its package, and returns the bytes of the package.
 *
 * @since 0.1.0
 */
import * as Package from "../package/Package.js"
import * as Metadata from "../parts/Metadata.js"
import * as SharedStrings from "../parts/SharedStrings.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as TablePart from "../parts/TablePart.js"
import * as WorkbookPart from "../parts/WorkbookPart.js"
import type { State } from "./State.js"

/** Returns the bytes of the workbook. */
export const save = (state: State): Uint8Array => {
  saveSheets(state)
  saveTables(state)
  saveStrings(state)
  saveStyles(state)
  if (state.workbook.changed) {
    Package.setText(state.package, state.workbookName, WorkbookPart.text(state.workbook))
    state.workbook.changed = false
  }
  if (state.formulasChanged) removeCalculationChain(state)
  return Package.save(state.package)
}

const saveSheets = (state: State): void => {
  for (const { part, partName } of state.sheets) {
    if (part === undefined || !SheetPart.isEdited(part)) continue
    const text = SheetPart.text(part, {
      strings: state.strings,
      dynamicArray: SheetFormulas.hasDynamicArrays(part)
        ? Metadata.dynamicArrayIndex(state.package, state.workbookName, state.workbook.dialect)
        : undefined
    })
    Package.setText(state.package, partName, text)
    SheetPart.markSaved(part)
  }
}

const saveTables = (state: State): void => {
  for (const { part, partName } of state.tables) {
    if (!part.changed) continue
    Package.setText(state.package, partName, TablePart.text(part))
    part.changed = false
  }
}

const saveStrings = (state: State): void => {
  const { strings } = state
  if (strings === undefined || strings.texts.length === state.savedStringCount) return
  Package.setText(state.package, state.stringsName, SharedStrings.text(strings))
  state.savedStringCount = strings.texts.length
}

const stylesType = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

const saveStyles = (state: State): void => {
  const { styles } = state
  if (!styles.edited) return
  if (Package.has(state.package, state.stylesName)) {
    Package.setText(state.package, state.stylesName, styles.source)
  } else {
    Package.add(state.package, state.stylesName, stylesType, styles.source)
    Package.addRelationship(
      state.package,
      state.workbookName,
      `${state.workbook.dialect.relationships}/styles`,
      state.stylesName
    )
  }
  styles.edited = false
}

/** The calculation chain lists every formula cell and is outdated now. Excel creates it again if it is missing. */
const removeCalculationChain = (state: State): void => {
  for (const { id, kind, target } of Package.relationships(state.package, state.workbookName)) {
    if (kind !== "calcChain") continue
    Package.remove(state.package, target)
    Package.removeRelationship(state.package, state.workbookName, id)
  }
  state.formulasChanged = false
}
