/**
 * Calculation of a workbook: its formulas, what a change makes necessary, and functions called by name.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { touches } from "./AreaIndex.js"
import { parse } from "./Ast.js"
import type { Context } from "./Context.js"
import * as Evaluator from "./Evaluator.js"
import { Graph, type Run } from "./Graph.js"
import type { Area, Host } from "./Host.js"
import * as IronCalcKernel from "./IronCalcKernel.js"
import type { Kernel } from "./Kernel.js"
import { attempt, NotComputed } from "./NotComputed.js"
import { type Cell, Pending } from "./Pending.js"
import * as Recalculation from "./Recalculation.js"
import { fit } from "./Spill.js"
import { Templates } from "./Template.js"
import { isError, Matrix, NAME, Reference, type Scalar, type SheetArea, type Value } from "./Value.js"

export type { Cell } from "./Pending.js"

type Rows = ReadonlyArray<ReadonlyArray<Scalar>>

/** An argument of a function called by name: a value, rows of values, cells, or none (`undefined`). */
export type Argument = Scalar | Rows | { readonly sheet: number; readonly area: Area } | undefined

export interface Calculation {
  /** Registers the formulas of these cells and trusts their stored values. */
  readonly load: (cells: Iterable<Cell>) => void
  /** The cell has a new formula; its text is asked from the host. */
  readonly setFormula: (sheet: number, row: number, column: number) => void
  /** The array formula gave way to what was written where it had filled cells, with `rows`. */
  readonly withdrawArray: (sheet: number, row: number, column: number, rows: Rows) => void
  /** The cell has no formula any more. */
  readonly clearFormula: (sheet: number, row: number, column: number) => void
  /** Constants of the area changed. */
  readonly invalidate: (sheet: number, area: Area) => void
  /** The table was resized, renamed or got other columns. */
  readonly tableChanged: (name: string) => void
  /** The name was defined, changed or deleted. */
  readonly nameChanged: (name: string) => void
  /** Calculates what changes and volatile functions make necessary; gives the cells whose values changed. */
  readonly recalculate: () => ReadonlyArray<Cell>
  /** Calculates one formula from what its precedents hold now. */
  readonly evaluateEntered: (sheet: number, row: number, column: number) => void
  /** Calculates every formula; gives the cells whose values changed. */
  readonly recalculateAll: () => ReadonlyArray<Cell>
  /** Cells that depended on themselves at the last calculation; they hold 0. */
  readonly circular: () => ReadonlyArray<Cell>
  /** Formulas that name cells of the area. */
  readonly formulasReferring: (sheet: number, area: Area) => ReadonlyArray<Cell>
  /** Calls a worksheet function by its Excel name. */
  readonly callFunction: (name: string, args: ReadonlyArray<Argument>) => Scalar | Rows
  /** Evaluates a formula text (without `=`) as an array formula of the cell. */
  readonly evaluateText: (text: string, sheet: number, row: number, column: number) => Scalar | Rows
  /** The one area that a formula text (without `=`) refers to, seen from the first cell of the sheet. */
  readonly evaluateArea: (text: string, sheet: number) => SheetArea | undefined
}

/** Rounds of calculation that arrays may cause by growing over cells which others have already read. */
const maxRounds = 20

/** Calculation over the cells of a host. */
export const make = (host: Host, kernel: Kernel = IronCalcKernel.kernel): Calculation => {
  const indices = new Map(host.sheetNames.map((name, index) => [name.toLowerCase(), index] as const))
  const sheetIndex = (name: string) => indices.get(name.toLowerCase())
  const templates = new Templates()
  const graph = new Graph(host, sheetIndex)
  const pending = new Pending()
  /** Array formulas to calculate: the cells that they fill are not known yet either. */
  const pendingArrays = new Set<Run>()
  /** Areas whose size an array changed during the calculation. */
  const resized: Array<SheetArea> = []
  /** Array formulas that show `#SPILL!`, and the cells that they wait for. */
  const blocked = new Map<Run, Area>()
  /** What array formulas had filled their cells with before they gave way, for those that cannot be computed again. */
  const withdrawn = new Map<string, Matrix>()
  let changed: Array<Cell> = []
  let circular: Array<Cell> = []
  /** The first pending cell that the running formula has read. */
  let wanted: Cell | undefined

  const read = (sheet: number, row: number, column: number): Scalar => {
    if (wanted === undefined) {
      if (pending.state(sheet, row, column) !== undefined) wanted = { sheet, row, column }
      else if (pendingArrays.size > 0) wanted = pendingArrayAt(sheet, row, column)
    }
    return host.value(sheet, row, column)
  }

  const pendingArrayAt = (sheet: number, row: number, column: number): Cell | undefined => {
    for (const run of pendingArrays) {
      if (run.sheet === sheet && run.array !== undefined && holds(run.array.area, row, column)) {
        return { sheet, row: run.top, column: run.column }
      }
    }
    return undefined
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
    let from = first
    for (let row = first; row <= last; row++) {
      if (pending.state(sheet, row, column) === undefined) {
        pending.set({ sheet, row, column }, "dirty")
        continue
      }
      if (from < row) areas.push({ sheet, top: from, bottom: row - 1, left: column, right: column })
      from = row + 1
    }
    if (from <= last) areas.push({ sheet, top: from, bottom: last, left: column, right: column })
    if (array !== undefined && !pendingArrays.has(run)) {
      pendingArrays.add(run)
      areas.push({ sheet, ...array.area })
    }
  }

  /** Marks all formulas that read these areas, directly or through others. */
  const propagate = (areas: Array<SheetArea>): void => {
    for (let area = areas.pop(); area !== undefined; area = areas.pop()) {
      for (const [run, wantedArea] of blocked) {
        if (run.sheet === area.sheet && touches(wantedArea, area)) markRows(run, run.top, run.bottom, areas)
      }
      graph.dependents(area, (run, first, last) => markRows(run, first, last, areas))
    }
  }

  const markRun = (run: Run): void => {
    const areas: Array<SheetArea> = []
    markRows(run, run.top, run.bottom, areas)
    propagate(areas)
  }

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
    const old = cellsOf(before.area).map(([row, column]) => host.value(sheet, row, column))
    host.spill(sheet, top, column, rows)
    const after = host.arrayArea(sheet, top, column)?.area ?? before.area
    const area = union(before.area, after)
    let own: Run | undefined = run
    if (!sameArea(before.area, after)) {
      graph.remove(sheet, top, column)
      own = register(sheet, top, column)
      resized.push({ sheet, ...area })
    }
    if (wantedArea !== undefined && own !== undefined) blocked.set(own, wantedArea)
    const oldAt = new Map(cellsOf(before.area).map(([row, column], at) => [`${row},${column}`, old[at] ?? null]))
    for (const [row, column] of cellsOf(area)) {
      if (!sameValue(oldAt.get(`${row},${column}`) ?? null, host.value(sheet, row, column))) {
        changed.push({ sheet, row, column })
      }
    }
  }

  const calculate = (cell: Cell): Cell | undefined => {
    const run = graph.runAt(cell.sheet, cell.row, cell.column)
    if (run === undefined) return undefined
    const { array } = run
    wanted = undefined
    if (array !== undefined) pendingArrays.delete(run)
    const result = evaluate(run, cell)
    if (wanted !== undefined) {
      if (array !== undefined) pendingArrays.add(run)
      return wanted
    }
    finish(run, cell, result)
    return undefined
  }

  const finish = (run: Run, cell: Cell, result: Scalar | Matrix | NotComputed): void => {
    if (result instanceof NotComputed) return keep(run, cell, result)
    settleComputed(cell)
    storeResult(run, cell, result)
  }

  const storeResult = (run: Run, cell: Cell, result: Scalar | Matrix): void => {
    if (run.array !== undefined) storeArray(run, result)
    else store(cell, result instanceof Matrix ? result.at(0, 0) : result)
  }

  const evaluate = ({ array, template: { column, node, row } }: Run, cell: Cell): Scalar | Matrix | NotComputed => {
    if (node === undefined) return new NotComputed({ reason: "a formula that cannot be read", shown: NAME })
    const context = contextFor(cell, cell.row - row, cell.column - column, array !== undefined)
    return attempt(() => Evaluator.evaluateFormula(node, context))
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
      finish(run, cell, result instanceof NotComputed ? result : 0)
    }
  }

  const recalculate = (): ReadonlyArray<Cell> => {
    for (const run of graph.volatileRuns()) markRun(run)
    changed = []
    circular = []
    for (let round = 0; round < maxRounds; round++) {
      Recalculation.run(pending, formulas)
      if (resized.length === 0) break
      propagate(resized.splice(0))
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
      const areas: Array<SheetArea> = []
      markRows(run, row, row, areas)
      propagate(areas)
    },
    withdrawArray: (sheet, row, column, rows) => {
      withdrawn.set(keyOf(sheet, row, column), Matrix.fromRows(rows))
    },
    clearFormula: (sheet, row, column) => {
      const run = forget(sheet, row, column)
      if (run === undefined) return
      host.setUncomputed(sheet, row, column, undefined)
      propagate([{ sheet, ...run.array?.area ?? { top: row, bottom: row, left: column, right: column } }])
    },
    invalidate: (sheet, area) => propagate([{ sheet, ...area }]),
    tableChanged: refresh,
    nameChanged: refresh,
    recalculate,
    evaluateEntered: (sheet, row, column) => {
      const cell = { sheet, row, column }
      const run = graph.runAt(sheet, row, column)
      if (run !== undefined) finish(run, cell, evaluate(run, cell))
    },
    recalculateAll: () => {
      for (const run of graph.runs()) markRows(run, run.top, run.bottom, [])
      return recalculate()
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
      wanted = undefined
      const context = contextFor({ sheet: 0, row: 0, column: 0 }, 0, 0, false)
      const result = attempt(() => Evaluator.callFunction(name, args.map(valueOf), context))
      return rowsOf(result instanceof NotComputed ? result.shown : result)
    },
    evaluateText: (text, sheet, row, column) => {
      wanted = undefined
      const node = parse(text)
      if (Either.isLeft(node)) return NAME
      const context = contextFor({ sheet, row, column }, 0, 0, true)
      const result = attempt(() => Evaluator.evaluateFormula(node.right, context))
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

/** Settling circles by calculating them again and again is beyond this engine. */
const circle = new NotComputed({ reason: "circular reference to be iterated", shown: 0 })

const sameValue = (one: Scalar, two: Scalar): boolean => one === two || (Number.isNaN(one) && Number.isNaN(two))

const keyOf = (sheet: number, row: number, column: number): string => `${sheet},${row},${column}`

const holds = (area: Area, row: number, column: number): boolean =>
  row >= area.top && row <= area.bottom && column >= area.left && column <= area.right

const sameArea = (one: Area, two: Area): boolean =>
  one.top === two.top && one.left === two.left && one.bottom === two.bottom && one.right === two.right

const union = (one: Area, two: Area): Area => ({
  top: Math.min(one.top, two.top),
  left: Math.min(one.left, two.left),
  bottom: Math.max(one.bottom, two.bottom),
  right: Math.max(one.right, two.right)
})

const cellsOf = (area: Area): Array<readonly [row: number, column: number]> => {
  const cells: Array<readonly [number, number]> = []
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) cells.push([row, column])
  }
  return cells
}
