/**
 * Clears the contents and the formats of cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Xml from "../package/Xml.js"
import * as Columns from "../parts/Columns.js"
import * as Comments from "../parts/Comments.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as Protection from "./Protection.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

/**
 * Clears the contents, the formats, or everything. `Formats` includes conditional formats and the merging of cells that
 * are completely within the area. `All` also includes data validations, hyperlinks and comments.
 */
export const clear = (state: State, model: Model.Sheet, area: Area.Area, what: Model.Cleared): void => {
  const sheet = worksheetOf(state, model)
  if (what !== "Contents") checkFormats(state, sheet, area)
  if (what !== "Formats") Writing.write(state, sheet, area, { values: "" })
  if (what === "Contents") return
  clearFormats(sheet, area)
  SheetRanges.clear(sheet.part, area, what === "All")
  const merged = SheetRanges.mergedAreas(sheet.part)
  const kept = merged.filter((merge) => !Area.contains(area, merge))
  if (kept.length < merged.length) SheetRanges.setMergedAreas(sheet.part, kept)
  if (what === "All") {
    Comments.move(state.package, sheet.partName, (cell) => Area.contains(area, cell) ? undefined : cell)
  }
}

const checkFormats = (state: State, sheet: WorksheetState, area: Area.Area): void => {
  Protection.checkAllowed(sheet, "formatCells")
  Protection.checkArea(state, sheet, area)
}

const clearFormats = ({ part }: WorksheetState, area: Area.Area): void => {
  const { data } = part
  if (Area.isWholeColumns(area)) Columns.clearStyles(part, area.left, area.right)
  if (Area.isWholeRows(area)) {
    for (const { index } of SheetData.rows(data, area.top, area.bottom)) {
      const tag = SheetData.rowTag(data, index)
      if (Xml.attribute(tag, "s") === undefined) continue
      const plain = Xml.withAttribute(Xml.withAttribute(Xml.toStartTag(tag), "s", undefined), "customFormat", undefined)
      SheetData.setRowTag(data, index, plain)
    }
  }
  for (const [row, column] of Areas.cells(data, area)) {
    const isBlank = SheetPart.value(part, row, column) === null && SheetData.formula(data, row, column) === undefined
    if (isBlank) Areas.clear(data, Area.cell(row, column))
    // A cell that does not exist has the style of its row or column.
    if (SheetPart.style(part, row, column) !== 0) SheetData.setStyle(data, row, column, 0)
  }
  clearInheritedFormats(part, area)
}

/** Gives cells that do not exist the default style if their row or column has another one. */
const clearInheritedFormats = (part: SheetPart.SheetPart, area: Area.Area): void => {
  if (Area.isUnbounded(area)) return
  const { data } = part
  const columns = part.columns.some(({ first, last, style }) => style !== 0 && first <= area.right && area.left <= last)
  for (let row = area.top; row <= area.bottom; row++) {
    if (!columns && Xml.attribute(SheetData.rowTag(data, row), "s") === undefined) continue
    for (let column = area.left; column <= area.right; column++) {
      if (SheetPart.style(part, row, column) !== 0) SheetData.setStyle(data, row, column, 0)
    }
  }
}
