/**
 * Clears the contents and the formats of cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Comments from "../parts/Comments.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as Formats from "./Formats.js"
import * as Protection from "./Protection.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

/**
 * Clears the contents, the formats, or everything. `Formats` includes conditional formats and the merging of cells that
 * are completely within the area. `All` also includes data validations, hyperlinks and comments.
 */
export const clear = (state: State, model: Model.Sheet, area: Area.Area, what: Model.Cleared): void => {
  const sheet = worksheetOf(state, model)
  if (what !== "Contents") {
    Protection.checkAllowed(sheet, "formatCells")
    Protection.checkArea(state, sheet, area)
  }
  if (what !== "Formats") Writing.write(state, sheet, area, { values: "" })
  if (what === "Contents") return
  Formats.clear(state, sheet, area)
  removeBlankCells(sheet, area)
  SheetRanges.clear(sheet.part, area, what === "All")
  const merged = SheetRanges.mergedAreas(sheet.part)
  const kept = merged.filter((merge) => !Area.contains(area, merge))
  if (kept.length < merged.length) SheetRanges.setMergedAreas(sheet.part, kept)
  if (what === "All") {
    Comments.move(state.package, sheet.partName, (cell) => Area.contains(area, cell) ? undefined : cell)
  }
}

/** Removes the cells without content that have no format of their own any more. */
const removeBlankCells = ({ part }: WorksheetState, area: Area.Area): void => {
  for (const [row, column] of Areas.cells(part.data, area)) {
    const isBlank = SheetPart.value(part, row, column) === null &&
      SheetData.formula(part.data, row, column) === undefined
    if (!isBlank) continue
    Areas.clear(part.data, Area.cell(row, column))
    // A cell that does not exist has the style of its row or column.
    if (SheetPart.style(part, row, column) !== 0) SheetData.setStyle(part.data, row, column, 0)
  }
}
