/**
 * Connects the calculation with the state of the workbook, and determines when it runs.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Calculation from "../formula/Calculation.js"
import type { Host, TableShape } from "../formula/Host.js"
import type * as References from "../formula/References.js"
import * as StructuredReference from "../formula/StructuredReference.js"
import * as ExternalLink from "../parts/ExternalLink.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import { serialOfMillis, yearOf } from "../value/Calendar.js"
import { CellError, type Scalar } from "../value/Value.js"
import * as Work from "../Work.js"
import * as Links from "./Links.js"
import { findTable, type State, tableAt, type TableState } from "./State.js"
import * as Uncomputed from "./Uncomputed.js"

/** Returns the current time (UTC) as a serial number of the workbook's date system. */
export const serialNow = (state: State): number => serialOfMillis(state.environment.now(), state.workbook.date1904)

/** Returns the current year (UTC). */
export const yearNow = (state: State): number => yearOf(serialNow(state), state.workbook.date1904)

const tableShape = (state: State, table: TableState | undefined): TableShape | undefined =>
  table && {
    name: table.part.name,
    sheet: state.sheets.indexOf(table.sheet),
    area: table.part.area,
    headerRows: table.part.headerRows,
    totalsRows: table.part.totalsRows,
    columns: table.part.columns.map(({ name }) => name)
  }

/** Returns the formula of a defined name. A name of the sheet has priority over a name of the workbook. */
const definedNameFormula = (state: State, name: string, sheet: number): string | undefined => {
  const lowerCaseName = name.toLowerCase()
  const entry = state.sheets[sheet]?.entry
  const found = state.workbook.names.filter((definedName) => definedName.name.toLowerCase() === lowerCaseName)
  return (found.find(({ scope }) => scope !== undefined && scope === entry) ??
    found.find(({ scope }) => scope === undefined))?.formula
}

/** Returns whether a row belongs to a table or to a range with a filter that has criteria. */
const isInFilter = (state: State, sheet: number, row: number): boolean => {
  const sheetState = state.sheets[sheet]
  if (sheetState?.part === undefined) return false
  const isIn = (area: Area | undefined): boolean => area !== undefined && area.top <= row && row <= area.bottom
  if (
    state.tables.some(({ part, sheet: { id } }) =>
      id === sheetState.id && isIn(TablePart.body(part)) && TablePart.isFiltered(part)
    )
  ) return true
  const filter = SheetRanges.filter(sheetState.part)
  return isIn(filter?.area) && filter?.columns.some((column) => TablePart.hasCriteria(column)) === true
}

/** Returns a function that resolves the structured references to a table in formulas at a row. */
export const resolverOf = (state: State, table: TableState): References.ResolveTable => {
  const shape = tableShape(state, table)
  return (reference, row) => {
    const area = shape && StructuredReference.resolveArea(reference, shape, row ?? -1)
    return area instanceof CellError ? undefined : area
  }
}

const hostOf = (state: State): Host => {
  const linkedValue = (sheet: number, row: number, column: number): Scalar => {
    const cells = Links.cells(state, sheet)
    return cells === undefined ? null : ExternalLink.value(cells, row, column)
  }
  const partOf = (sheet: number): SheetPart.SheetPart | undefined => state.sheets[sheet]?.part
  return {
    date1904: state.workbook.date1904,
    iterativeCalculation: state.workbook.iterativeCalculation,
    sheetNames: state.sheets.map(({ entry }) => entry.name),
    value: (sheet, row, column) => {
      if (sheet < 0) return linkedValue(sheet, row, column)
      const part = partOf(sheet)
      return part === undefined ? null : SheetPart.value(part, row, column)
    },
    formula: (sheet, row, column) => {
      const part = partOf(sheet)
      return part && SheetFormulas.formula(part, row, column)
    },
    arrayArea: (sheet, row, column) => {
      const part = partOf(sheet)
      return part && SheetFormulas.arrayArea(part, row, column)
    },
    existingCells: (sheet, area) => {
      const part = partOf(sheet)
      return part && Areas.cells(part.data, area)
    },
    contentArea: (sheet) => {
      if (sheet < 0) return Links.cells(state, sheet)?.area
      const part = partOf(sheet)
      return part && SheetData.contentArea(part.data)
    },
    rowHidden: (sheet, row) => {
      const part = partOf(sheet)
      return part !== undefined && SheetPart.rowHidden(part, row)
    },
    rowFiltered: (sheet, row) => {
      const part = partOf(sheet)
      return part !== undefined && SheetPart.rowHidden(part, row) && isInFilter(state, sheet, row)
    },
    definedName: (name, sheet) => definedNameFormula(state, name, sheet),
    isDeletedName: (name) => state.deletedNames.has(name.toLowerCase()),
    linkedSheets: (prefix) => Links.sheets(state, prefix),
    linkedName: (prefix, name) => Links.nameFormula(state, prefix, name),
    table: (name) => tableShape(state, findTable(state, name)),
    tableAt: (sheet, row, column) => tableShape(state, tableAt(state, state.sheets[sheet]?.id ?? "", row, column)),
    numberFormat: (sheet, row, column) => {
      const part = partOf(sheet)
      return part === undefined ? "General" : Styles.numberFormat(state.styles, SheetPart.style(part, row, column))
    },
    store: (sheet, row, column, value) => {
      const part = partOf(sheet)
      if (part !== undefined) SheetData.setResult(part.data, row, column, value)
    },
    spill: (sheet, row, column, values) => {
      const part = partOf(sheet)
      if (part !== undefined) SheetFormulas.spill(part, row, column, values)
    },
    setUncomputed: (sheet, row, column, reason) => {
      const sheetState = state.sheets[sheet]
      if (sheetState !== undefined) Uncomputed.set(state, sheetState, row, column, reason)
    },
    now: () => serialNow(state),
    random: state.environment.random
  }
}

/** Returns the calculation. The first call creates it, registers all formulas and trusts their stored results. */
export const calculationOf = (state: State): Calculation.Calculation => {
  if (state.calculation !== undefined) return state.calculation
  const calculation = Calculation.make(hostOf(state))
  calculation.load(formulaCells(state))
  state.calculation = calculation
  return calculation
}

function* formulaCells(state: State): Generator<{ sheet: number; row: number; column: number }> {
  for (const [sheet, { part }] of state.sheets.entries()) {
    if (part === undefined) continue
    for (const [row, column] of SheetFormulas.formulaCells(part)) yield { sheet, row, column }
  }
}

/** Discards the calculation after the sheets have changed. The next use creates it again. */
export const restart = (state: State): void => {
  state.calculation = undefined
}

/** Requests the calculation of dirty formulas. In manual mode the formulas are only marked. */
export const recalculate = (state: State): void => {
  const calculation = calculationOf(state)
  state.pendingRecalculation = state.workbook.calculationMode === "manual"
    ? calculation.markChanges()
    : calculation.inSteps("due")
}

/** Runs the requested calculation in steps. */
export function* runPending(state: State): Generator<void, void> {
  if (state.pendingRecalculation !== undefined) yield* state.pendingRecalculation
  state.pendingRecalculation = undefined
}

/**
 * Calculates formulas that were just entered, in manual mode. In other modes they are calculated with their dependents.
 */
export const evaluateEntered = (
  state: State,
  sheet: number,
  cells: Iterable<{ readonly row: number; readonly column: number }>
): void => {
  if (state.workbook.calculationMode !== "manual") return
  const budget = Work.formulaBudget()
  for (const { column, row } of cells) calculationOf(state).evaluateEntered(sheet, row, column, budget)
}

/** Requests a calculation of dirty or of all formulas. `FullRebuild` also builds the dependency graph again. */
export const calculate = (state: State, type: Model.CalculationType): void => {
  if (type === "FullRebuild") restart(state)
  const calculation = calculationOf(state)
  state.pendingRecalculation = calculation.inSteps(type === "Recalculate" ? "due" : "all")
}

const modes = { Automatic: "auto", AutomaticExceptTables: "autoNoTable", Manual: "manual" } as const

/** Sets the calculation mode. When manual mode ends, dirty formulas are calculated. */
export const setMode = (state: State, mode: Model.CalculationMode): void => {
  const { workbook } = state
  if (workbook.calculationMode === modes[mode]) return
  const wasManual = workbook.calculationMode === "manual"
  workbook.calculationMode = modes[mode]
  workbook.changed = true
  if (wasManual && state.calculation !== undefined) recalculate(state)
}
