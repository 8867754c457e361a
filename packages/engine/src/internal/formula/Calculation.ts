/**
 * Calculation of a workbook: its formulas, what a change makes necessary, and functions called by name.
 *
 * @since 0.1.0
 */
import { type Area, columnCount, rowCount } from "@effect-workbook/schema/Area"
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import { AreaIndex } from "./AreaIndex.js"
import { parse } from "./Ast.js"
import type { Context } from "./Context.js"
import * as Evaluator from "./Evaluator.js"
import { Graph, type Run } from "./Graph.js"
import type { Host } from "./Host.js"
import * as IronCalcKernel from "./IronCalcKernel.js"
import type { Kernel } from "./Kernel.js"
import { attempt, NotComputed } from "./NotComputed.js"
import { type Cell, Pending } from "./Pending.js"
import * as Recalculation from "./Recalculation.js"
import { fit } from "./Spill.js"
import { Templates } from "./Template.js"
import { CALC, isError, Matrix, NAME, Reference, type Scalar, type SheetArea, type Value } from "./Value.js"
import * as Work from "./Work.js"

export type { Cell } from "./Pending.js"

type Rows = ReadonlyArray<ReadonlyArray<Scalar>>

/** An argument of a function called by name: a value, rows of values, cells, or none (`undefined`). */
export type Argument = Scalar | Rows | { readonly sheet: number; readonly area: Area } | undefined

export interface Calculation {
  /** Registers the formulas of these cells and trusts their stored values. */
  readonly load: (cells: Iterable<Cell>) => void
  /** The cell has a new formula. Its text is read from the host. */
  readonly setFormula: (sheet: number, row: number, column: number) => void
  /** The array formula, whose result was `rows`, was removed because one of its cells was overwritten. */
  readonly withdrawArray: (sheet: number, row: number, column: number, rows: Rows) => void
  /** The cell has no formula any more. */
  readonly clearFormula: (sheet: number, row: number, column: number) => void
  /** Constants of the area changed. */
  readonly invalidate: (sheet: number, area: Area) => void
  /** The table was resized, renamed or got other columns. */
  readonly tableChanged: (name: string) => void
  /** The name was defined, changed or deleted. */
  readonly nameChanged: (name: string) => void
  /** Calculates the formulas affected by changes, and volatile ones. Returns the cells whose values changed. */
  readonly recalculate: () => ReadonlyArray<Cell>
  /** Calculates one formula from the current values of its precedents. */
  readonly evaluateEntered: (sheet: number, row: number, column: number, allowance: Work.Allowance) => void
  /** Calculates every formula, and returns the cells whose values changed. */
  readonly recalculateAll: () => ReadonlyArray<Cell>
  /** Finds the formulas affected by changes, in steps and without calculating them. */
  readonly mark: () => Generator<void, void>
  /** Calculates in short steps, so that other requests do not have to wait long. */
  readonly inSteps: (which: "due" | "all") => Generator<void, ReadonlyArray<Cell>>
  /** Cells with circular references in the last calculation. Their value is 0. */
  readonly circular: () => ReadonlyArray<Cell>
  /** Formulas that refer to cells of the area. */
  readonly formulasReferring: (sheet: number, area: Area) => ReadonlyArray<Cell>
  /** Calls a worksheet function by its Excel name. */
  readonly callFunction: (name: string, args: ReadonlyArray<Argument>) => Scalar | Rows
  /** Evaluates a formula text (without `=`) as an array formula of the cell. */
  readonly evaluateText: (
    text: string,
    sheet: number,
    row: number,
    column: number,
    allowance?: Work.Allowance
  ) => Scalar | Rows
  /** The one area that a formula text (without `=`) refers to, seen from the first cell of the sheet. */
  readonly evaluateArea: (text: string, sheet: number) => SheetArea | undefined
}

/** The maximum number of calculation rounds when arrays grow over cells that other formulas have already read. */
const maxRounds = 20

/** Calculation over the cells of a host. */
export const make = (host: Host, kernel: Kernel = IronCalcKernel.kernel): Calculation => {
  const indices = new Map(host.sheetNames.map((name, index) => [name.toLowerCase(), index] as const))
  const sheetIndex = (name: string) => indices.get(name.toLowerCase())
  const templates = new Templates()
  const graph = new Graph(host, sheetIndex)
  const pending = new Pending()
  /** Array formulas to calculate: the cells that they fill are not known yet either. */
  const pendingArrays = new PlacedRuns()
  /** Areas that changed, and whose dependents are still to be marked. */
  const touched: Array<SheetArea> = []
  /** Areas whose size an array changed during the calculation. */
  const resized: Array<SheetArea> = []
  /** Array formulas that show `#SPILL!`, and the cells that they wait for. */
  const blocked = new PlacedRuns()
  /** The former results of array formulas that were cleared, for those that cannot be computed again. */
  const withdrawn = new Map<string, Matrix>()
  let changed: Array<Cell> = []
  let circular: Array<Cell> = []
  /** Whether the running formula waits for a pending cell that it reads; else it takes the value that is there. */
  let waits = false
  /** The pending cell for which it waits. */
  let wanted: Cell | undefined
  /** The remaining budget of the recalculation. */
  const budget = { work: 0, text: 0 }
  let sinceYield = 0

  const waitFor = (cell: Cell): never => {
    wanted = cell
    throw waiting
  }

  const read = (sheet: number, row: number, column: number): Scalar => {
    Work.spend(pendingArrays.size > 0 ? 10 : 2)
    if (waits) {
      if (pending.state(sheet, row, column) !== undefined) waitFor({ sheet, row, column })
      const array = pendingArrays.in({ sheet, top: row, left: column, bottom: row, right: column })
      if (array !== undefined) waitFor(array)
    }
    return host.value(sheet, row, column)
  }

  const filled = (area: SheetArea): Iterable<readonly [row: number, column: number]> => {
    // it may be about to fill cells that are not there yet
    const array = waits ? pendingArrays.in(area) : undefined
    if (array !== undefined) waitFor(array)
    const within = common(area, host.contentArea(area.sheet))
    if (within.top > within.bottom || within.left > within.right) return []
    // rows are looked through that have no cell in these columns
    Work.spend(rowCount(within) * 2)
    return host.filled(area.sheet, within) ?? cellsOf(within)
  }

  const contextFor = (
    { column, row, sheet }: Cell,
    rowShift: number,
    columnShift: number,
    array: boolean
  ): Context => {
    const context: Context = {
      host,
      kernel,
      sheet,
      row,
      column,
      rowShift,
      columnShift,
      array,
      variables: undefined,
      read,
      filled,
      sheetIndex,
      evaluateText: (text) => Evaluator.evaluateText(text, context)
    }
    return context
  }

  const register = (sheet: number, row: number, column: number): Run | undefined => {
    const text = host.formula(sheet, row, column)
    if (text === undefined) return undefined
    return graph.add(sheet, row, column, templates.of(text, row, column), host.arrayArea(sheet, row, column))
  }

  /** The cell keeps no value of an earlier time. */
  const settleComputed = ({ column, row, sheet }: Cell): void => {
    host.setUncomputed(sheet, row, column, undefined)
    if (withdrawn.size > 0) withdrawn.delete(keyOf(sheet, row, column))
  }

  const forget = (sheet: number, row: number, column: number): Run | undefined => {
    const run = graph.runAt(sheet, row, column)
    if (run === undefined) return undefined
    pending.settle({ sheet, row, column })
    pendingArrays.delete(run)
    blocked.delete(run)
    withdrawn.delete(keyOf(sheet, row, column))
    graph.remove(sheet, row, column)
    return run
  }

  const markRows = (run: Run, first: number, last: number, areas: Array<SheetArea>): void => {
    const { array, column, sheet } = run
    sinceYield += (last - first + 1) * 4
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

  /** Marks all formulas that read these areas, directly or through others. A row that is marked has its area among them. */
  function* propagate(areas: Array<SheetArea>): Generator<void, void> {
    const dependents = graph.walk()
    /** Rows of runs that were reached. Thousands of areas lead to the same rows. */
    const reached = new Map<Run, readonly [first: number, last: number]>()
    const reach = (run: Run, first: number, last: number): boolean => {
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
      blocked.forEach(area, (run) => reach(run, run.top, run.bottom))
      sinceYield += 10 + dependents(area, reach) * 2
      if (turnIsOver()) yield
    }
  }

  const turnIsOver = (): boolean => {
    if (sinceYield < Work.perStep) return false
    sinceYield = 0
    return true
  }

  const mark = (): Generator<void, void> => propagate(touched)

  const markRun = (run: Run): void => markRows(run, run.top, run.bottom, touched)

  const store = ({ column, row, sheet }: Cell, value: Scalar): void => {
    if (sameValue(host.value(sheet, row, column), value)) return
    host.store(sheet, row, column, value)
    changed.push({ sheet, row, column })
  }

  const storeArray = (run: Run, result: Scalar | Matrix): void => {
    const { column, sheet, top } = run
    const before = host.arrayArea(sheet, top, column)
    if (before === undefined) return
    const { blocked: wantedArea, rows } = fit(result, before, host, sheet)
    blocked.delete(run)
    const old = Array.from(cellsOf(before.area), ([row, column]) => host.value(sheet, row, column))
    host.spill(sheet, top, column, rows)
    const after = host.arrayArea(sheet, top, column)?.area ?? before.area
    const area = union(before.area, after)
    let own: Run | undefined = run
    if (!sameArea(before.area, after)) {
      graph.remove(sheet, top, column)
      own = register(sheet, top, column)
      resized.push({ sheet, ...area })
    }
    if (wantedArea !== undefined && own !== undefined) blocked.set(own, { sheet, ...wantedArea })
    const width = columnCount(before.area)
    const oldAt = (row: number, column: number): Scalar =>
      row > before.area.bottom || column > before.area.right
        ? null
        : old[(row - before.area.top) * width + column - before.area.left] ?? null
    for (const [row, column] of cellsOf(area)) {
      if (!sameValue(oldAt(row, column), host.value(sheet, row, column))) {
        changed.push({ sheet, row, column })
      }
    }
  }

  const calculate = (cell: Cell): Cell | undefined => {
    const run = graph.runAt(cell.sheet, cell.row, cell.column)
    if (run === undefined) return undefined
    const { array } = run
    if (array !== undefined) pendingArrays.delete(run)
    const result = evaluateOrWait(run, cell)
    if (result instanceof Waiting) {
      if (array !== undefined) pendingArrays.set(run, { sheet: cell.sheet, ...array.area })
      return wanted
    }
    finish(run, cell, result)
    return undefined
  }

  const finish = (run: Run, cell: Cell, result: Scalar | Matrix | NotComputed): void => {
    if (result instanceof NotComputed) return keep(run, cell, result)
    const beyond = beyondLimits(run, result)
    if (beyond !== undefined) return keep(run, cell, beyond)
    settleComputed(cell)
    storeResult(run, cell, result)
  }

  const storeResult = (run: Run, cell: Cell, result: Scalar | Matrix): void => {
    if (run.array !== undefined) storeArray(run, result)
    else store(cell, result instanceof Matrix ? result.at(0, 0) : result)
  }

  const evaluateOrWait = (run: Run, cell: Cell): Scalar | Matrix | NotComputed | Waiting => {
    waits = true
    try {
      return evaluate(run, cell)
    } catch (error) {
      if (error === waiting) return waiting
      throw error
    } finally {
      waits = false
    }
  }

  /** Why a result cannot go into cells. */
  const beyondLimits = (run: Run, result: Scalar | Matrix): NotComputed | undefined => {
    if (run.array?.dynamic === true && result instanceof Matrix && result.size > Work.mostSpilled) {
      return new NotComputed({ reason: `an array that fills more than ${Work.mostSpilled} cells`, shown: CALC })
    }
    for (const each of result instanceof Matrix ? result.values : [result]) {
      if (typeof each === "string") budget.text -= each.length
    }
    return budget.text >= 0
      ? undefined
      : new NotComputed({ reason: `more than ${Work.mostText} characters in one calculation`, shown: CALC })
  }

  const evaluate = (
    { array, template: { column, node, row } }: Run,
    cell: Cell,
    allowance: Work.Allowance = budget
  ): Scalar | Matrix | NotComputed => {
    if (node === undefined) return new NotComputed({ reason: "a formula that cannot be read", shown: NAME })
    const context = contextFor(cell, cell.row - row, cell.column - column, array !== undefined)
    try {
      return attempt(() => Evaluator.evaluateFormula(node, context), allowance)
    } finally {
      sinceYield += Work.spent() + Work.cheap / 10
    }
  }

  /** The cell, and those that an array formula fills, stay as they are; only a new formula has no value to keep. */
  const keep = (run: Run, cell: Cell, { reason, shown }: NotComputed): void => {
    const { column, row, sheet } = cell
    host.setUncomputed(sheet, row, column, reason)
    const value = withdrawn.get(keyOf(sheet, row, column)) ??
      (host.value(sheet, row, column) === null ? shown : undefined)
    if (value !== undefined) storeResult(run, cell, value)
  }

  const formulas: Recalculation.Formulas = {
    calculate,
    precedents: ({ column, row, sheet }) => {
      const run = graph.runAt(sheet, row, column)
      return run === undefined ? [] : graph.precedents(run, row)
    },
    circular: (cell) => {
      circular.push(cell)
      const run = graph.runAt(cell.sheet, cell.row, cell.column)
      if (run === undefined) return
      pendingArrays.delete(run)
      const result = host.iterates ? circle : evaluate(run, cell)
      // a formula that cannot be computed keeps its value even in a circular reference
      finish(run, cell, result instanceof NotComputed ? result : 0)
    },
    turnIsOver
  }

  function* inSteps(which: "due" | "all"): Generator<void, ReadonlyArray<Cell>> {
    if (which === "all") {
      for (const run of graph.runs()) markRun(run)
      // nothing is left to be found
      touched.length = 0
    }
    budget.work = Work.perRecalculation
    budget.text = Work.mostText
    for (const run of graph.volatileRuns()) markRun(run)
    yield* mark()
    changed = []
    circular = []
    for (let round = 0; round < maxRounds; round++) {
      yield* Recalculation.run(pending, formulas)
      if (resized.length === 0) break
      yield* propagate(resized.splice(0))
    }
    return changed
  }

  const refresh = (name: string): void => {
    for (const run of graph.naming(name)) {
      graph.refresh(run)
      markRun(run)
    }
  }

  return {
    load: (cells) => {
      for (const { column, row, sheet } of cells) register(sheet, row, column)
    },
    setFormula: (sheet, row, column) => {
      forget(sheet, row, column)
      const run = register(sheet, row, column)
      if (run === undefined) return
      markRows(run, row, row, touched)
    },
    withdrawArray: (sheet, row, column, rows) => {
      withdrawn.set(keyOf(sheet, row, column), Matrix.fromRows(rows))
    },
    clearFormula: (sheet, row, column) => {
      const run = forget(sheet, row, column)
      if (run === undefined) return
      host.setUncomputed(sheet, row, column, undefined)
      pushArea(touched, { sheet, ...run.array?.area ?? { top: row, bottom: row, left: column, right: column } })
    },
    invalidate: (sheet, area) => pushArea(touched, { sheet, ...area }),
    tableChanged: refresh,
    nameChanged: refresh,
    recalculate: () => toEnd(inSteps("due")),
    recalculateAll: () => toEnd(inSteps("all")),
    mark,
    inSteps,
    evaluateEntered: (sheet, row, column, allowance) => {
      budget.text = Work.mostText
      const cell = { sheet, row, column }
      const run = graph.runAt(sheet, row, column)
      if (run !== undefined) finish(run, cell, evaluate(run, cell, allowance))
    },
    circular: () => circular,
    formulasReferring: (sheet, area) => {
      const found: Array<Cell> = []
      graph.dependents({ sheet, ...area }, (run, first, last) => {
        for (let row = first; row <= last; row++) found.push({ sheet: run.sheet, row, column: run.column })
      })
      return found
    },
    callFunction: (name, args) => {
      const context = contextFor({ sheet: 0, row: 0, column: 0 }, 0, 0, false)
      const result = attempt(() => Evaluator.callFunction(name, args.map(valueOf), context))
      return rowsOf(result instanceof NotComputed ? result.shown : result)
    },
    evaluateText: (text, sheet, row, column, allowance) => {
      const node = parse(text)
      if (Either.isLeft(node)) return NAME
      const context = contextFor({ sheet, row, column }, 0, 0, true)
      const result = attempt(() => Evaluator.evaluateFormula(node.right, context), allowance)
      return rowsOf(result instanceof NotComputed ? result.shown : result)
    },
    evaluateArea: (text, sheet) => {
      wanted = undefined
      const node = parse(text)
      if (Either.isLeft(node)) return undefined
      const context = contextFor({ sheet, row: 0, column: 0 }, 0, 0, true)
      const area = attempt(() => Evaluator.evaluateArea(node.right, context))
      return area instanceof NotComputed ? undefined : area
    }
  }
}

const valueOf = (argument: Argument): Value | undefined => {
  if (argument === undefined || argument === null || isError(argument) || typeof argument !== "object") return argument
  return "area" in argument ?
    Reference.of({ sheet: argument.sheet, ...argument.area }) :
    Matrix.fromRows(argument)
}

const rowsOf = (result: Scalar | Matrix): Scalar | Rows => result instanceof Matrix ? result.toRows() : result

/** The engine does not support iterative calculation of circular references. */
const circle = new NotComputed({ reason: "circular reference to be iterated", shown: 0 })

const sameValue = (one: Scalar, two: Scalar): boolean => one === two || (Number.isNaN(one) && Number.isNaN(two))

const toEnd = <A>(steps: Generator<void, A>): A => {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

class Waiting extends Data.TaggedError("Waiting") {}

/** Ends the evaluation of a formula that reads a pending cell. It is a single object, because it is thrown often. */
const waiting = new Waiting()

/** An index of array formulas by area. */
class PlacedRuns {
  private readonly areas = new Map<Run, SheetArea>()
  private readonly sheets = new Map<number, AreaIndex<Run>>()

  get size(): number {
    return this.areas.size
  }

  has(run: Run): boolean {
    return this.areas.has(run)
  }

  set(run: Run, area: SheetArea): void {
    this.delete(run)
    this.areas.set(run, area)
    const index = this.sheets.get(area.sheet) ?? new AreaIndex<Run>()
    index.add(area, run)
    this.sheets.set(area.sheet, index)
  }

  delete(run: Run): void {
    const area = this.areas.get(run)
    if (area === undefined) return
    this.areas.delete(run)
    this.sheets.get(area.sheet)?.remove(area, run)
  }

  forEach(area: SheetArea, visitor: (run: Run) => void): void {
    if (this.areas.size > 0) this.sheets.get(area.sheet)?.forEach(area, visitor)
  }

  /** The cell of an array formula that overlaps the area. */
  in(area: SheetArea): Cell | undefined {
    let first: Run | undefined
    this.forEach(area, (run) => {
      first ??= run
    })
    return first && { sheet: first.sheet, row: first.top, column: first.column }
  }
}

/**
 * Adds an area, and merges it with the last ones if it continues them, because the cells of a range arrive one by one.
 */
const pushArea = (areas: Array<SheetArea>, area: SheetArea): void => {
  let joined = area
  for (let last = areas.at(-1); last !== undefined && continues(last, joined); last = areas.at(-1)) {
    joined = { ...union(last, joined), sheet: last.sheet }
    areas.pop()
  }
  areas.push(joined)
}

/** Whether the second area equals the first one or extends it to a rectangle, below or to the right. */
const continues = (last: SheetArea, area: SheetArea): boolean =>
  last.sheet === area.sheet && (
    (last.left === area.left && last.right === area.right && area.top >= last.top && area.top <= last.bottom + 1) ||
    (last.top === area.top && last.bottom === area.bottom && area.left >= last.left && area.left <= last.right + 1)
  )

const common = (area: Area, content: Area | undefined): Area =>
  content === undefined ? nothing : {
    top: Math.max(area.top, content.top),
    left: Math.max(area.left, content.left),
    bottom: Math.min(area.bottom, content.bottom),
    right: Math.min(area.right, content.right)
  }

const nothing: Area = { top: 0, left: 0, bottom: -1, right: -1 }

const keyOf = (sheet: number, row: number, column: number): string => `${sheet},${row},${column}`

const sameArea = (one: Area, two: Area): boolean =>
  one.top === two.top && one.left === two.left && one.bottom === two.bottom && one.right === two.right

const union = (one: Area, two: Area): Area => ({
  top: Math.min(one.top, two.top),
  left: Math.min(one.left, two.left),
  bottom: Math.max(one.bottom, two.bottom),
  right: Math.max(one.right, two.right)
})

function* cellsOf(area: Area): Generator<readonly [row: number, column: number]> {
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) yield [row, column]
  }
}
