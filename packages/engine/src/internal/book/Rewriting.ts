/**
 * Rewrites the references of a workbook after a structural change: in cells, defined names, tables, conditional
 * formats, data validations, hyperlinks, charts and pivot caches.
 *
 * @since 0.1.0
 */
import * as References from "../formula/References.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as ChartAndPivotReferences from "./ChartAndPivotReferences.js"
import { type State, tableAt } from "./State.js"

/** A formula cell. All fields are zero-based indices. */
interface CellPosition {
  readonly sheet: number
  readonly row: number
  readonly column: number
}

/** Returns a fast test that rejects most formulas that the change cannot affect, so that they are not tokenized. */
const mayBeAffected = (change: References.ChangeOfNames): (text: string) => boolean => {
  switch (change.kind) {
    case "renameSheet":
    case "deleteSheet":
      return (text) => text.includes("!")
    case "renameTable":
    case "deleteTable":
    case "convertTable": {
      const name = (change.kind === "renameTable" ? change.from : change.table).toLowerCase()
      return (text) => text.includes("[") || text.toLowerCase().includes(name)
    }
    case "renameColumn":
    case "deleteColumn":
      return (text) => text.includes("[")
  }
}

function* allFormulas(state: State): Generator<CellPosition> {
  for (const [sheet, { part }] of state.sheets.entries()) {
    if (part === undefined) continue
    for (const [row, column] of SheetFormulas.formulaCells(part)) yield { sheet, row, column }
  }
}

const rewriteCells = (state: State, change: References.ChangeOfNames): void => {
  const isCandidate = mayBeAffected(change)
  const changed: Array<CellPosition & { readonly text: string }> = []
  for (const { column, row, sheet } of allFormulas(state)) {
    const sheetState = state.sheets[sheet]
    const text = sheetState?.part && SheetFormulas.formula(sheetState.part, row, column)
    if (sheetState === undefined || text === undefined || !isCandidate(text)) continue
    const table = text.includes("[") ? tableAt(state, sheetState.id, row, column)?.part.name : undefined
    const rewritten = References.rewrite(text, { sheet: sheetState.entry.name, table, row }, change)
    if (rewritten !== text) changed.push({ sheet, row, column, text: rewritten })
  }
  for (const { column, row, sheet, text } of changed) {
    const part = state.sheets[sheet]?.part
    if (part === undefined) continue
    SheetFormulas.setFormulaText(part, row, column, text)
    state.calculation?.setFormula(sheet, row, column)
  }
}

const rewriteNames = (state: State, change: References.Change): void => {
  for (const name of state.workbook.names) {
    const rewritten = References.rewrite(name.formula, { sheet: name.scope?.name ?? "" }, change)
    if (rewritten === name.formula) continue
    name.formula = rewritten
    state.workbook.changed = true
    state.calculation?.nameChanged(name.name)
  }
}

const rewriteTables = (state: State, change: References.Change): void => {
  for (const { part, sheet } of state.tables) {
    const location = { sheet: sheet.entry.name, table: part.name }
    for (const column of part.columns) {
      for (const kind of ["calculatedFormula", "totalsFormula"] as const) {
        const formula = column[kind]
        const rewritten = formula === undefined ? undefined : References.rewrite(formula, location, change)
        if (rewritten === formula) continue
        column[kind] = rewritten
        part.changed = true
      }
    }
  }
}

/** Rewrites every reference. */
export const rewrite = (state: State, change: References.ChangeOfNames): void => {
  rewriteCells(state, change)
  rewriteAroundCells(state, change)
}

/** Rewrites the references in everything except the formulas of cells. */
export const rewriteAroundCells = (state: State, change: References.Change): void => {
  rewriteNames(state, change)
  rewriteTables(state, change)
  for (const { entry, part } of state.sheets) {
    if (part === undefined) continue
    if (change.kind === "area" && change.sheet === entry.name) SheetRanges.rebase(part, change.map)
    SheetRanges.mapFormulas(part, (text) => References.rewrite(text, { sheet: entry.name }, change))
    if (change.kind === "area" && change.sheet === entry.name) SheetRanges.mapAreas(part, change.map)
  }
  ChartAndPivotReferences.rewrite(state, change)
}
