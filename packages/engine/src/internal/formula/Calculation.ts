/**
 * The calculation of a workbook: it tracks formulas and changes, calculates the affected formulas, and calls functions
 * by name.
 *
 * @since 0.1.0
 */
import { type Area, rowCount } from "@effect-workbook/schema/Area"
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import { CALC, isError, Matrix, NAME, Reference, type Scalar, type SheetArea, type Value } from "../value/Value.js"
import * as Work from "../Work.js"
import { AreaIndex } from "./AreaIndex.js"
import { parse } from "./Ast.js"
import type { Context } from "./Context.js"
import { DependencyGraph, type Displacement, type FormulaRun } from "./DependencyGraph.js"
import * as Evaluator from "./Evaluator.js"
import type { Host } from "./Host.js"
import * as IronCalcKernel from "./IronCalcKernel.js"
import { attempt, NotComputed } from "./NotComputed.js"
import { type Cell, Pending } from "./Pending.js"
import * as Recalculation from "./Recalculation.js"
import { fitResult } from "./Spill.js"
import { Templates } from "./Template.js"

type Rows = ReadonlyArray<ReadonlyArray<Scalar>>

/** An argument of a function that is called by name: a value, rows of values, an area, or `undefined` if omitted. */
export type Argument = Scalar | Rows | { readonly sheet: number; readonly area: Area } | undefined

/** Formulas in consecutive cells of a column that a structural change affects in the same way. */
export interface FilledFormulas {
  readonly sheet: number
  readonly column: number
  readonly first: number
  readonly last: number
  readonly isArray: boolean
  /** Whether they read a cell of the areas that they were found by. */
  readonly isReading: boolean
  /** Whether they have the same results after the change. */
  readonly keepsResults: boolean
}

export interface Calculation {
  /** Registers the formulas of cells. Their stored values count as calculated. */
  readonly load: (cells: Iterable<Cell>) => void
  /** Registers the new formula of a cell, which is read from the host, and marks it as dirty. */
  readonly setFormula: (sheet: number, row: number, column: number) => void
  /** Records the result of a dynamic array that was reduced to its own cell because one of its cells was written. */
  readonly collapseArray: (sheet: number, row: number, column: number, rows: Rows) => void
  /** Removes the formula of a cell. */
  readonly clearFormula: (sheet: number, row: number, column: number) => void
  /**
   * Returns the formulas that are in areas of a sheet or read cells of them, cut where a formula or a bound of its
   * references passes one of the rows.
   */
  readonly formulasAt: (
    sheet: number,
    areas: ReadonlyArray<Area>,
    cutRows: ReadonlyArray<number>,
    displacement: (area: SheetArea) => Displacement
  ) => ReadonlyArray<FilledFormulas>
  /** Removes formulas that a structural change moves. Returns whether one of them was dirty. */
  readonly takeFormulas: (formulas: Pick<FilledFormulas, "sheet" | "column" | "first" | "last">) => boolean
  /** Registers the formulas of consecutive cells that were filled down. */
  readonly putFormulas: (formulas: Pick<FilledFormulas, "sheet" | "column" | "first" | "last">) => void
  /** Marks formulas as dirty. */
  readonly markFormulas: (formulas: Pick<FilledFormulas, "sheet" | "column" | "first" | "last">) => void
  /** Marks the arrays as dirty that cells of an area prevented from filling their area. */
  readonly unblockArrays: (sheet: number, area: Area) => void
  /** Marks the dependents of an area as dirty, because constants in it changed. */
  readonly invalidate: (sheet: number, area: Area) => void
  /** Marks the formulas that use a table as dirty, after it was resized, renamed, or its columns changed. */
  readonly tableChanged: (name: string) => void
  /** Marks the formulas that use a name as dirty, after it was defined, changed or deleted. */
  readonly nameChanged: (name: string) => void
  /** Calculates one formula with the current values of its precedents, which may be outdated. */
  readonly evaluateEntered: (sheet: number, row: number, column: number, workBudget: Work.Budget) => void
  /** Marks the formulas that are affected by changes as dirty, in steps, and does not calculate them. */
  readonly markChanges: () => Generator<void, void>
  /** Calculates dirty and volatile (`due`) or all formulas in short steps. */
  readonly inSteps: (which: "due" | "all") => Generator<void, void>
  /** Calls a worksheet function by its Excel name. */
  readonly callFunction: (name: string, args: ReadonlyArray<Argument>) => Scalar | Rows
  /** Evaluates a formula without `=` as an array formula in a cell. */
  readonly evaluateText: (
    text: string,
    sheet: number,
    row: number,
    column: number,
    workBudget?: Work.Budget
  ) => Scalar | Rows
  /** Returns the area of a formula without `=` that evaluates to one reference in cell `A1` of a sheet. */
  readonly evaluateArea: (text: string, sheet: number) => SheetArea | undefined
}

/**
 * The maximum number of rounds. Another round follows if arrays were resized, so that their dependents are outdated.
 */
const maxRounds = 20

/** Creates the calculation of a workbook. */
export const make = (host: Host): Calculation => {
  const indices = new Map(host.sheetNames.map((name, index) => [name.toLowerCase(), index] as const))
  const sheetIndex = (name: string) => indices.get(name.toLowerCase())
  const templates = new Templates()
  const graph = new DependencyGraph(host, sheetIndex)
  const pending = new Pending()
  /** Dirty array formulas by the area that they fill. Formulas that read that area have to wait for them. */
  const pendingArrays = new ArrayRunIndex()
  /** Changed areas whose dependents are not marked as dirty yet. */
  const changedAreas: Array<SheetArea> = []
  /** The old and new areas of arrays that were resized during the calculation. */
  const resizedAreas: Array<SheetArea> = []
  /** Array formulas with `#SPILL!` by the area that they cannot fill. */
  const blockedArrays = new ArrayRunIndex()
  /** The results of dynamic arrays before they were reduced. They are restored if the formula cannot be computed. */
  const formerArrayResults = new Map<string, Matrix>()
  /** Whether a formula that reads a pending cell waits for it. Otherwise it reads the present value. */
  let waitsForPending = false
  /** The pending cell that the formula waits for. */
  let awaitedCell: Cell | undefined
  /** The remaining budget of the recalculation. */
  const budget = { work: 0, text: 0 }
  let workSinceYield = 0

  const waitFor = (cell: Cell): never => {
    awaitedCell = cell
    throw waiting
  }

  const read = (sheet: number, row: number, column: number): Scalar => {
    Work.spend(pendingArrays.size > 0 ? 10 : 2)
    if (waitsForPending) {
      if (pending.state(sheet, row, column) !== undefined) waitFor({ sheet, row, column })
      if (pendingArrays.size === 0) return host.value(sheet, row, column)
      const array = pendingArrays.firstOverlapping({ sheet, top: row, left: column, bottom: row, right: column })
      if (array !== undefined) waitFor(array)
    }
    return host.value(sheet, row, column)
  }

  const existingCells = (area: SheetArea): Iterable<readonly [row: number, column: number]> => {
    // A dirty array formula may fill more cells of the area.
    const array = waitsForPending ? pendingArrays.firstOverlapping(area) : undefined
    if (array !== undefined) waitFor(array)
    const within = intersectContent(area, host.contentArea(area.sheet))
    if (within.top > within.bottom || within.left > within.right) return []
    // All rows are examined, also those without cells in these columns.
    Work.spend(rowCount(within) * 2)
    return host.existingCells(area.sheet, within) ?? cellsOf(within)
  }

  const contextFor = (
    { column, row, sheet }: Cell,
    rowShift: number,
    columnShift: number,
    isArrayFormula: boolean
  ): Context => {
    const context: Context = {
      host,
      kernel: IronCalcKernel.kernel,
      sheet,
      row,
      column,
      rowShift,
      columnShift,
      isArrayFormula,
      variables: undefined,
      read,
      existingCells,
      sheetIndex,
      evaluateText: (text) => Evaluator.evaluateText(text, context)
    }
    return context
  }

  const registerFormula = (sheet: number, row: number, column: number): FormulaRun | undefined => {
    const text = host.formula(sheet, row, column)
    if (text === undefined) return undefined
    return graph.add(sheet, row, column, templates.of(text, row, column), host.arrayArea(sheet, row, column))
  }

  /** Records that the formula of a cell was computed. */
  const markComputed = ({ column, row, sheet }: Cell): void => {
    host.setUncomputed(sheet, row, column, undefined)
    if (formerArrayResults.size > 0) formerArrayResults.delete(cellKey(sheet, row, column))
  }

  const removeFormula = (sheet: number, row: number, column: number): FormulaRun | undefined => {
    const run = graph.runAt(sheet, row, column)
    if (run === undefined) return undefined
    pending.complete({ sheet, row, column })
    pendingArrays.delete(run)
    blockedArrays.delete(run)
    formerArrayResults.delete(cellKey(sheet, row, column))
    graph.remove(sheet, row, column)
    return run
  }

  const markRows = (run: FormulaRun, first: number, last: number, areas: Array<SheetArea>): void => {
    const { array, column, sheet } = run
    workSinceYield += (last - first + 1) * 4
    for (let row = first; row <= last; row++) {
      if (pending.state(sheet, row, column) !== undefined) continue
      pending.set({ sheet, row, column }, "dirty")
      pushArea(areas, { sheet, top: row, bottom: row, left: column, right: column })
    }
    if (array !== undefined && !pendingArrays.has(run)) {
      pendingArrays.set(run, { sheet, ...array.area })
      areas.push({ sheet, ...array.area })
    }
  }

  /**
   * Marks all formulas that depend on the areas, directly or indirectly, as dirty. Their cells are appended to `areas`.
   */
  function* markDependents(areas: Array<SheetArea>): Generator<void, void> {
    const dependents = graph.traverseDependents()
    /** The marked rows of each run. Without it, thousands of areas would mark the same rows again. */
    const reached = new Map<FormulaRun, readonly [first: number, last: number]>()
    const reach = (run: FormulaRun, first: number, last: number): boolean => {
      const [from, to] = reached.get(run) ?? [first, first - 1]
      const joined = first <= to + 1 && last >= from - 1
      if (!joined || from > to) markRows(run, first, last, areas)
      else {
        if (first < from) markRows(run, first, from - 1, areas)
        if (last > to) markRows(run, to + 1, last, areas)
      }
      const all = joined ? [Math.min(first, from), Math.max(last, to)] as const : [first, last] as const
      reached.set(run, all)
      return all[0] === run.top && all[1] === run.bottom
    }
    for (let area = areas.pop(); area !== undefined; area = areas.pop()) {
      blockedArrays.forEach(area, (run) => reach(run, run.top, run.bottom))
      workSinceYield += 10 + dependents(area, reach) * 2
      if (shouldYield()) yield
    }
  }

  const shouldYield = (): boolean => {
    if (workSinceYield < Work.perStep) return false
    workSinceYield = 0
    return true
  }

  const markChanges = (): Generator<void, void> => markDependents(changedAreas)

  const markRun = (run: FormulaRun): void => markRows(run, run.top, run.bottom, changedAreas)

  const storeArray = (run: FormulaRun, result: Scalar | Matrix): void => {
    const { column, sheet, top } = run
    const before = host.arrayArea(sheet, top, column)
    if (before === undefined) return
    const { blocked: blockedArea, rows } = fitResult(result, before, host, sheet)
    blockedArrays.delete(run)
    host.spill(sheet, top, column, rows)
    const after = host.arrayArea(sheet, top, column)?.area ?? before.area
    let registered: FormulaRun | undefined = run
    if (!sameArea(before.area, after)) {
      graph.remove(sheet, top, column)
      registered = registerFormula(sheet, top, column)
      resizedAreas.push({ sheet, ...union(before.area, after) })
    }
    if (blockedArea !== undefined && registered !== undefined) blockedArrays.set(registered, { sheet, ...blockedArea })
  }

  const calculate = (cell: Cell): Cell | undefined => {
    const run = graph.runAt(cell.sheet, cell.row, cell.column)
    if (run === undefined) return undefined
    const { array } = run
    if (array !== undefined) pendingArrays.delete(run)
    const result = evaluateOrWait(run, cell)
    if (result instanceof Waiting) {
      if (array !== undefined) pendingArrays.set(run, { sheet: cell.sheet, ...array.area })
      return awaitedCell
    }
    finish(run, cell, result)
    return undefined
  }

  const finish = (run: FormulaRun, cell: Cell, result: Scalar | Matrix | NotComputed): void => {
    if (result instanceof NotComputed) return keepValue(run, cell, result)
    const exceeded = checkLimits(run, result)
    if (exceeded !== undefined) return keepValue(run, cell, exceeded)
    markComputed(cell)
    storeResult(run, cell, result)
  }

  const storeResult = (run: FormulaRun, cell: Cell, result: Scalar | Matrix): void => {
    if (run.array !== undefined) storeArray(run, result)
    else host.store(cell.sheet, cell.row, cell.column, result instanceof Matrix ? result.at(0, 0) : result)
  }

  const evaluateOrWait = (run: FormulaRun, cell: Cell): Scalar | Matrix | NotComputed | Waiting => {
    waitsForPending = true
    try {
      return evaluate(run, cell)
    } catch (error) {
      if (error === waiting) return waiting
      throw error
    } finally {
      waitsForPending = false
    }
  }

  /** Checks the limits for storing a result. */
  const checkLimits = (run: FormulaRun, result: Scalar | Matrix): NotComputed | undefined => {
    if (run.array?.dynamic === true && result instanceof Matrix && result.size > Work.maxSpilledCells) {
      return new NotComputed({
        reason: `an array that fills more than ${Work.maxSpilledCells} cells`,
        initialValue: CALC
      })
    }
    for (const each of result instanceof Matrix ? result.values : [result]) {
      if (typeof each === "string") budget.text -= each.length
    }
    return budget.text >= 0
      ? undefined
      : new NotComputed({
        reason: `more than ${Work.maxTextPerRecalculation} characters in one calculation`,
        initialValue: CALC
      })
  }

  const evaluate = (
    { array, template: { column, node, row } }: FormulaRun,
    cell: Cell,
    workBudget: Work.Budget = budget
  ): Scalar | Matrix | NotComputed => {
    if (node === undefined) return new NotComputed({ reason: "a formula that cannot be parsed", initialValue: NAME })
    const context = contextFor(cell, cell.row - row, cell.column - column, array !== undefined)
    try {
      return attempt(() => Evaluator.evaluateFormula(node, context), workBudget)
    } finally {
      workSinceYield += Work.lastSpent() + Work.cheapFormula / 10
    }
  }

  /**
   * Keeps the stored values of a formula that cannot be computed. Only a new formula, which has none, gets
   * `initialValue`.
   */
  const keepValue = (run: FormulaRun, cell: Cell, { reason, initialValue }: NotComputed): void => {
    const { column, row, sheet } = cell
    host.setUncomputed(sheet, row, column, reason)
    const value = formerArrayResults.get(cellKey(sheet, row, column)) ??
      (host.value(sheet, row, column) === null ? initialValue : undefined)
    if (value !== undefined) storeResult(run, cell, value)
  }

  const formulas: Recalculation.Formulas = {
    calculate,
    precedents: ({ column, row, sheet }) => {
      const run = graph.runAt(sheet, row, column)
      return run === undefined ? [] : graph.precedents(run, row)
    },
    setCircular: (cell) => {
      const run = graph.runAt(cell.sheet, cell.row, cell.column)
      if (run === undefined) return
      pendingArrays.delete(run)
      const result = host.iterativeCalculation ? circularReference : evaluate(run, cell)
      // A formula that cannot be computed keeps its value even in a circular reference.
      finish(run, cell, result instanceof NotComputed ? result : 0)
    },
    shouldYield
  }

  function* inSteps(which: "due" | "all"): Generator<void, void> {
    if (which === "all") {
      for (const run of graph.runs()) markRun(run)
      // All formulas are marked, so there are no other dependents to find.
      changedAreas.length = 0
    }
    budget.work = Work.maxPerRecalculation
    budget.text = Work.maxTextPerRecalculation
    for (const run of graph.volatileRuns()) markRun(run)
    yield* markChanges()
    for (let round = 0; round < maxRounds; round++) {
      yield* Recalculation.run(pending, formulas)
      if (resizedAreas.length === 0) break
      yield* markDependents(resizedAreas.splice(0))
    }
  }

  /** Marks consecutive formulas of a column as dirty, which can belong to several runs. */
  const markFormulas = (
    { column, first, last, sheet }: Pick<FilledFormulas, "sheet" | "column" | "first" | "last">
  ) => {
    for (let row = first; row <= last;) {
      const run = graph.runAt(sheet, row, column)
      if (run !== undefined) markRows(run, row, Math.min(run.bottom, last), changedAreas)
      row = run === undefined ? row + 1 : run.bottom + 1
    }
  }

  return {
    load: (cells) => {
      for (const { column, row, sheet } of cells) registerFormula(sheet, row, column)
    },
    setFormula: (sheet, row, column) => {
      removeFormula(sheet, row, column)
      const run = registerFormula(sheet, row, column)
      if (run === undefined) return
      markRows(run, row, row, changedAreas)
    },
    collapseArray: (sheet, row, column, rows) => {
      formerArrayResults.set(cellKey(sheet, row, column), Matrix.fromRows(rows))
    },
    clearFormula: (sheet, row, column) => {
      const run = removeFormula(sheet, row, column)
      if (run === undefined) return
      host.setUncomputed(sheet, row, column, undefined)
      pushArea(changedAreas, { sheet, ...run.array?.area ?? { top: row, bottom: row, left: column, right: column } })
    },
    formulasAt: (sheet, areas, cutRows, displacement) => {
      // The changes so far are recorded by the places of cells before they move.
      const marking = markChanges()
      while (marking.next().done !== true);
      return graph.pieces(sheet, areas, cutRows).map((piece) => ({
        sheet: piece.run.sheet,
        column: piece.run.column,
        first: piece.first,
        last: piece.last,
        isArray: piece.run.array !== undefined,
        isReading: piece.isReading,
        keepsResults: graph.keepsResults(piece, displacement)
      }))
    },
    takeFormulas: ({ column, first, last, sheet }) => {
      let wasDirty = false
      for (let row = first; row <= last; row++) {
        host.setUncomputed(sheet, row, column, undefined)
        if (pending.state(sheet, row, column) === undefined) continue
        pending.complete({ sheet, row, column })
        wasDirty = true
      }
      graph.removeFilled(sheet, column, first, last)
      return wasDirty
    },
    putFormulas: ({ column, first, last, sheet }) => {
      const text = host.formula(sheet, first, column)
      if (text !== undefined) {
        graph.addFilled(sheet, column, first, last, templates.of(text, first, column), undefined)
      }
    },
    markFormulas,
    unblockArrays: (sheet, area) => blockedArrays.forEach({ sheet, ...area }, markRun),
    invalidate: (sheet, area) => pushArea(changedAreas, { sheet, ...area }),
    tableChanged: (name) => {
      for (const run of graph.runsUsingName(name)) if (graph.refresh(run)) markRun(run)
    },
    nameChanged: (name) => {
      for (const run of graph.runsUsingName(name)) {
        graph.refresh(run)
        markRun(run)
      }
    },
    markChanges,
    inSteps,
    evaluateEntered: (sheet, row, column, workBudget) => {
      budget.text = Work.maxTextPerRecalculation
      const cell = { sheet, row, column }
      const run = graph.runAt(sheet, row, column)
      if (run !== undefined) finish(run, cell, evaluate(run, cell, workBudget))
    },
    callFunction: (name, args) => {
      const context = contextFor({ sheet: 0, row: 0, column: 0 }, 0, 0, false)
      const result = attempt(() => Evaluator.callFunction(name, args.map(argumentValue), context))
      return rowsOf(result instanceof NotComputed ? result.initialValue : result)
    },
    evaluateText: (text, sheet, row, column, workBudget) => {
      const node = parse(text)
      if (Either.isLeft(node)) return NAME
      const context = contextFor({ sheet, row, column }, 0, 0, true)
      const result = attempt(() => Evaluator.evaluateFormula(node.right, context), workBudget)
      return rowsOf(result instanceof NotComputed ? result.initialValue : result)
    },
    evaluateArea: (text, sheet) => {
      awaitedCell = undefined
      const node = parse(text)
      if (Either.isLeft(node)) return undefined
      const context = contextFor({ sheet, row: 0, column: 0 }, 0, 0, true)
      const area = attempt(() => Evaluator.evaluateArea(node.right, context))
      return area instanceof NotComputed ? undefined : area
    }
  }
}

const argumentValue = (argument: Argument): Value | undefined => {
  if (argument === undefined || argument === null || isError(argument) || typeof argument !== "object") return argument
  return "area" in argument ?
    Reference.of({ sheet: argument.sheet, ...argument.area }) :
    Matrix.fromRows(argument)
}

const rowsOf = (result: Scalar | Matrix): Scalar | Rows => result instanceof Matrix ? result.toRows() : result

/** The engine does not calculate circular references iteratively. */
const circularReference = new NotComputed({ reason: "iterative calculation of a circular reference", initialValue: 0 })

class Waiting extends Data.TaggedError("Waiting") {}

/** Thrown to abort a formula that reads a pending cell. It is one shared object, because it is thrown often. */
const waiting = new Waiting()

/** A spatial index of array formulas. */
class ArrayRunIndex {
  private readonly areas = new Map<FormulaRun, SheetArea>()
  private readonly sheets = new Map<number, AreaIndex<FormulaRun>>()

  get size(): number {
    return this.areas.size
  }

  has(run: FormulaRun): boolean {
    return this.areas.has(run)
  }

  set(run: FormulaRun, area: SheetArea): void {
    this.delete(run)
    this.areas.set(run, area)
    const index = this.sheets.get(area.sheet) ?? new AreaIndex<FormulaRun>()
    index.add(area, run)
    this.sheets.set(area.sheet, index)
  }

  delete(run: FormulaRun): void {
    const area = this.areas.get(run)
    if (area === undefined) return
    this.areas.delete(run)
    this.sheets.get(area.sheet)?.remove(area, run)
  }

  forEach(area: SheetArea, visitor: (run: FormulaRun) => void): void {
    if (this.areas.size > 0) this.sheets.get(area.sheet)?.forEach(area, visitor)
  }

  /** Returns the cell of an array formula whose area intersects the given one. */
  firstOverlapping(area: SheetArea): Cell | undefined {
    let first: FormulaRun | undefined
    this.forEach(area, (run) => {
      first ??= run
    })
    return first && { sheet: first.sheet, row: first.top, column: first.column }
  }
}

/** Adds an area. Merges it with the last areas if possible, because the cells of a range are added one by one. */
const pushArea = (areas: Array<SheetArea>, area: SheetArea): void => {
  let joined = area
  for (let last = areas.at(-1); last !== undefined && continues(last, joined); last = areas.at(-1)) {
    joined = { ...union(last, joined), sheet: last.sheet }
    areas.pop()
  }
  areas.push(joined)
}

/** Returns whether the union of both areas is a rectangle that extends the first one down or to the right. */
const continues = (last: SheetArea, area: SheetArea): boolean =>
  last.sheet === area.sheet && (
    (last.left === area.left && last.right === area.right && area.top >= last.top && area.top <= last.bottom + 1) ||
    (last.top === area.top && last.bottom === area.bottom && area.left >= last.left && area.left <= last.right + 1)
  )

const intersectContent = (area: Area, content: Area | undefined): Area =>
  content === undefined ? emptyArea : {
    top: Math.max(area.top, content.top),
    left: Math.max(area.left, content.left),
    bottom: Math.min(area.bottom, content.bottom),
    right: Math.min(area.right, content.right)
  }

const emptyArea: Area = { top: 0, left: 0, bottom: -1, right: -1 }

const cellKey = (sheet: number, row: number, column: number): string => `${sheet},${row},${column}`

const sameArea = (left: Area, right: Area): boolean =>
  left.top === right.top && left.left === right.left && left.bottom === right.bottom && left.right === right.right

const union = (left: Area, right: Area): Area => ({
  top: Math.min(left.top, right.top),
  left: Math.min(left.left, right.left),
  bottom: Math.max(left.bottom, right.bottom),
  right: Math.max(left.right, right.right)
})

function* cellsOf(area: Area): Generator<readonly [row: number, column: number]> {
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) yield [row, column]
  }
}
