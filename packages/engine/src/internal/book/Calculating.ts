/**
 * Calculation on a workbook: what it reads, where it stores results, and when it runs.
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import * as Calculation from "../formula/Calculation.js"
import { serialOfMillis, yearOf } from "../formula/Calendar.js"
import type { Host, TableShape } from "../formula/Host.js"
import type { Scalar } from "../formula/Value.js"
import * as Work from "../formula/Work.js"
import * as ExternalLink from "../parts/ExternalLink.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as Links from "./Links.js"
import { findTable, type State, tableAt, type TableState } from "./State.js"
import * as Uncomputed from "./Uncomputed.js"

/** The present moment as a serial number of the workbook's date system, in UTC. */
export const serialNow = (state: State): number => serialOfMillis(state.surroundings.now(), state.workbook.date1904)

/** The year of the present moment. */
export const yearNow = (state: State): number => yearOf(serialNow(state), state.workbook.date1904)

const shapeOf = (state: State, table: TableState | undefined): TableShape | undefined =>
  table && {
    name: table.part.name,
    sheet: state.sheets.indexOf(table.sheet),
    area: table.part.area,
    headerRows: table.part.headerRows,
    totalsRows: table.part.totalsRows,
    columns: table.part.columns.map(({ name }) => name)
  }

/** The formula of a defined name seen from a sheet. */
const definedName = (state: State, name: string, sheet: number): string | undefined => {
  const wanted = name.toLowerCase()
  const entry = state.sheets[sheet]?.entry
  const found = state.workbook.names.filter((one) => one.name.toLowerCase() === wanted)
  return (found.find(({ scope }) => scope !== undefined && scope === entry) ??
    found.find(({ scope }) => scope === undefined))?.formula
}

const hostOf = (state: State): Host => {
  const linkedValue = (sheet: number, row: number, column: number): Scalar => {
    const of = Links.cells(state, sheet)
    return of === undefined ? null : ExternalLink.value(of, row, column)
  }
  const part = (sheet: number): SheetPart.SheetPart | undefined => state.sheets[sheet]?.part
  return {
    date1904: state.workbook.date1904,
    iterates: state.workbook.iterates,
    sheetNames: state.sheets.map(({ entry }) => entry.name),
    value: (sheet, row, column) => {
      if (sheet < 0) return linkedValue(sheet, row, column)
      const of = part(sheet)
      return of === undefined ? null : SheetPart.value(of, row, column)
    },
    formula: (sheet, row, column) => {
      const of = part(sheet)
      return of && SheetFormulas.formula(of, row, column)
    },
    arrayArea: (sheet, row, column) => {
      const of = part(sheet)
      return of && SheetFormulas.arrayArea(of, row, column)
    },
    filled: (sheet, area) => {
      const of = part(sheet)
      return of && Areas.cells(of.data, area)
    },
    contentArea: (sheet) => {
      if (sheet < 0) return Links.cells(state, sheet)?.area
      const of = part(sheet)
      return of && SheetData.contentArea(of.data)
    },
    rowHidden: (sheet, row) => {
      const of = part(sheet)
      return of !== undefined && SheetPart.rowHidden(of, row)
    },
    definedName: (name, sheet) => definedName(state, name, sheet),
    isDeletedName: (name) => state.deletedNames.has(name.toLowerCase()),
    linkedSheets: (prefix) => Links.sheets(state, prefix),
    linkedName: (prefix, name) => Links.nameFormula(state, prefix, name),
    table: (name) => shapeOf(state, findTable(state, name)),
    tableAt: (sheet, row, column) => shapeOf(state, tableAt(state, state.sheets[sheet]?.id ?? "", row, column)),
    numberFormat: (sheet, row, column) => {
      const of = part(sheet)
      return of === undefined ? "General" : Styles.code(state.styles, SheetPart.style(of, row, column))
    },
    store: (sheet, row, column, value) => {
      const of = part(sheet)
      if (of !== undefined) SheetData.setResult(of.data, row, column, value)
    },
    spill: (sheet, row, column, values) => {
      const of = part(sheet)
      if (of !== undefined) SheetFormulas.spill(of, row, column, values)
    },
    setUncomputed: (sheet, row, column, reason) => {
      const of = state.sheets[sheet]
      if (of !== undefined) Uncomputed.set(state, of, row, column, reason)
    },
    now: () => serialNow(state),
    random: state.surroundings.random
  }
}

/** Calculation over the workbook as it is; made when first needed, with every formula registered and nothing dirty. */
export const calculationOf = (state: State): Calculation.Calculation => {
  if (state.calculation !== undefined) return state.calculation
  const made = Calculation.make(hostOf(state))
  made.load(formulaCells(state))
  state.calculation = made
  return made
}

function* formulaCells(state: State): Generator<{ sheet: number; row: number; column: number }> {
  for (const [sheet, { part }] of state.sheets.entries()) {
    if (part === undefined) continue
    for (const [row, column] of SheetFormulas.formulaCells(part)) yield { sheet, row, column }
  }
}

/** Forgets what calculation knows, after sheets or names have changed. The next need of it starts anew. */
export const restart = (state: State): void => {
  state.calculation = undefined
}

/** Calculates the formulas that depend on changes, unless the workbook is in manual mode. It runs after each change. */
export const recalculate = (state: State): void => {
  const calculation = calculationOf(state)
  state.recalculation = state.workbook.calculationMode === "manual" ? calculation.mark() : calculation.inSteps("due")
}

/** The calculation that was asked for, in steps. */
export function* due(state: State): Generator<void, void> {
  if (state.recalculation !== undefined) yield* state.recalculation
  state.recalculation = undefined
}

/** Calculates formulas just entered, which shows their value even in a workbook that waits to be asked. */
export const evaluateEntered = (
  state: State,
  sheet: number,
  cells: Iterable<{ readonly row: number; readonly column: number }>
): void => {
  if (state.workbook.calculationMode !== "manual") return
  const allowance = Work.allowance()
  for (const { column, row } of cells) calculationOf(state).evaluateEntered(sheet, row, column, allowance)
}

/** Calculates on request: what is due, or everything; `FullRebuild` also finds anew what depends on what. */
export const calculate = (state: State, type: Model.CalculationType): void => {
  if (type === "FullRebuild") restart(state)
  const calculation = calculationOf(state)
  state.recalculation = calculation.inSteps(type === "Recalculate" ? "due" : "all")
}

const modes = { Automatic: "auto", AutomaticExceptTables: "autoNoTable", Manual: "manual" } as const

/** Sets when formulas are calculated; what waited is calculated when they are no longer waited with. */
export const setMode = (state: State, mode: Model.CalculationMode): void => {
  const { workbook } = state
  if (workbook.calculationMode === modes[mode]) return
  const waited = workbook.calculationMode === "manual"
  workbook.calculationMode = modes[mode]
  workbook.changed = true
  if (waited && state.calculation !== undefined) recalculate(state)
}
