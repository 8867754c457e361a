/**
 * The dependency graph: which formulas read which cells.
 *
 * Formulas that were filled down a column form one run. For each reference, the graph stores one area that contains the
 * cells read by all formulas of the run. So a run of two hundred thousand formulas takes only a few areas.
 *
 * @since 0.1.0
 */
import { type Area, maxColumn, maxRow } from "@effect-workbook/schema/Area"
import * as Either from "effect/Either"
import { isError, type SheetArea } from "../value/Value.js"
import { AreaIndex, type Traversal } from "./AreaIndex.js"
import { type CellReference, type Name, parse, type StructuredReference } from "./Ast.js"
import { sheetsOf } from "./Evaluator.js"
import type { ArrayArea, Host } from "./Host.js"
import { findTable, resolveArea } from "./StructuredReference.js"
import { collectDependencies, type Dependencies, type Template } from "./Template.js"

/** The formulas of one template in consecutive cells of a column. An array formula is a run with one cell. */
export interface FormulaRun {
  readonly sheet: number
  readonly column: number
  top: number
  bottom: number
  readonly template: Template
  readonly array: ArrayArea | undefined
  /** The references of the run; `undefined` until they are needed. */
  inputs: ReadonlyArray<Input> | undefined
  /** The defined names and tables that the run depends on, in lower case. */
  names: ReadonlySet<string>
}

/** A reference of a run. */
interface Input {
  readonly run: FormulaRun
  readonly sheet: number
  readonly left: number
  readonly right: number
  readonly first: RowBound
  readonly last: RowBound
}

/** The first or last row of a reference. Unless it is absolute, `row` is the offset from the row of the formula. */
interface RowBound {
  readonly absolute: boolean
  readonly row: number
}

const boundRow = (bound: RowBound, row: number): number =>
  bound.absolute ? bound.row : Math.min(Math.max(bound.row + row, 0), maxRow)

/** Returns the area that the formula in one row reads through a reference. */
const areaReadByRow = (input: Input, row: number): SheetArea => {
  const first = boundRow(input.first, row)
  const last = boundRow(input.last, row)
  return {
    sheet: input.sheet,
    top: Math.min(first, last),
    bottom: Math.max(first, last),
    left: input.left,
    right: input.right
  }
}

/** Returns the area that all formulas of the run read through a reference. */
const areaReadByRun = (input: Input): Area => {
  const { bottom, top } = input.run
  const upper = areaReadByRow(input, top)
  const lower = areaReadByRow(input, bottom)
  return {
    top: Math.min(upper.top, lower.top),
    bottom: Math.max(upper.bottom, lower.bottom),
    left: input.left,
    right: input.right
  }
}

/**
 * Returns the first and the last row of a run whose formulas read the area through a reference. If no formula does, the
 * first row is greater than the last. The result is one range because the bounds of a reference move down with the
 * formulas or stay.
 */
const rowsReading = ({ first, last, run }: Input, area: Area): readonly [first: number, last: number] => {
  const until = (bound: RowBound) =>
    bound.absolute ? (bound.row <= area.bottom ? Infinity : -Infinity) : area.bottom - bound.row
  const from = (bound: RowBound) =>
    bound.absolute ? (bound.row >= area.top ? -Infinity : Infinity) : area.top - bound.row
  return [
    Math.max(run.top, Math.min(from(first), from(last))),
    Math.min(run.bottom, Math.max(until(first), until(last)))
  ]
}

export class DependencyGraph {
  private readonly host: Host
  private readonly sheetIndex: (name: string) => number | undefined
  /** Runs by sheet and column, sorted from top to bottom. */
  private readonly columns: Array<Map<number, Array<FormulaRun>>> = []
  private readonly index: Array<AreaIndex<Input>> = []
  /** Runs whose references are not in the index yet. */
  private readonly unindexedRuns = new Set<FormulaRun>()
  private readonly runsUsingNames = new Set<FormulaRun>()
  private readonly volatileRunSet = new Set<FormulaRun>()

  constructor(host: Host, sheetIndex: (name: string) => number | undefined) {
    this.host = host
    this.sheetIndex = sheetIndex
  }

  *runs(): Iterable<FormulaRun> {
    for (const sheet of this.columns) {
      if (sheet === undefined) continue
      for (const column of sheet.values()) yield* column
    }
  }

  /**
   * Returns the runs that are recalculated each time, because they or the names that they use call a volatile function.
   */
  volatileRuns(): Iterable<FormulaRun> {
    this.indexAll()
    return this.volatileRunSet
  }

  /** Finds the run that contains the formula of a cell. */
  runAt(sheet: number, row: number, column: number): FormulaRun | undefined {
    const runs = this.columns[sheet]?.get(column)
    const run = runs?.[lastStartingAt(runs, row)]
    return run !== undefined && run.bottom >= row ? run : undefined
  }

  /** Adds the formula of a cell that has none. Extends or joins adjacent runs of the same template. */
  add(sheet: number, row: number, column: number, template: Template, array: ArrayArea | undefined): FormulaRun {
    const runs = this.columnRuns(sheet, column)
    const at = lastStartingAt(runs, row)
    const above = runs[at]
    const below = runs[at + 1]
    if (array === undefined) {
      if (above !== undefined && above.bottom === row - 1 && canJoin(above, template)) {
        this.unregister(above)
        above.bottom = row
        if (below !== undefined && below.top === row + 1 && canJoin(below, template)) {
          this.removeRun(below)
          above.bottom = below.bottom
          runs.splice(at + 1, 1)
        }
        this.register(above)
        return above
      }
      if (below !== undefined && below.top === row + 1 && canJoin(below, template)) {
        this.unregister(below)
        below.top = row
        this.register(below)
        return below
      }
    }
    const run = this.create(sheet, column, row, row, template, array)
    runs.splice(at + 1, 0, run)
    return run
  }

  /** Removes the formula of a cell, and splits its run. */
  remove(sheet: number, row: number, column: number): void {
    const runs = this.columnRuns(sheet, column)
    const at = lastStartingAt(runs, row)
    const run = runs[at]
    if (run === undefined || run.bottom < row) return
    this.removeRun(run)
    const { array, template } = run
    const rest: Array<FormulaRun> = []
    if (run.top < row) rest.push(this.create(sheet, column, run.top, row - 1, template, array))
    if (run.bottom > row) rest.push(this.create(sheet, column, row + 1, run.bottom, template, array))
    runs.splice(at, 1, ...rest)
  }

  /** Visits the formulas that read a cell of an area, as runs with the first and last row of these formulas. */
  dependents(area: SheetArea, visitor: (run: FormulaRun, first: number, last: number) => void): void {
    this.indexAll()
    this.index[area.sheet]?.forEach(area, (input) => {
      const [first, last] = rowsReading(input, area)
      if (first <= last) visitor(input.run, first, last)
    })
  }

  /**
   * Returns a function that visits the formulas that read an area, to be called for several areas. The visitor returns
   * whether the whole run has been visited, so that the run is skipped for other areas. The result of the function is
   * the number of examined references.
   */
  traverseDependents(): (
    area: SheetArea,
    visitor: (run: FormulaRun, first: number, last: number) => boolean
  ) => number {
    this.indexAll()
    const traversals = new Map<number, Traversal<Input>>()
    return (area, visitor) => {
      const index = this.index[area.sheet]
      if (index === undefined) return 0
      const traversal = traversals.get(area.sheet) ?? index.traverse()
      traversals.set(area.sheet, traversal)
      return traversal.visit(area, (input) => {
        const [first, last] = rowsReading(input, area)
        return first <= last && visitor(input.run, first, last)
      })
    }
  }

  /** Returns the areas that a formula refers to. */
  precedents(run: FormulaRun, row: number): Array<SheetArea> {
    return this.inputsOf(run).map((input) => areaReadByRow(input, row))
  }

  /** Returns the runs that depend on a defined name or a table. */
  runsUsingName(name: string): Array<FormulaRun> {
    this.indexAll()
    return [...this.runsUsingNames].filter((run) => run.names.has(name.toLowerCase()))
  }

  /** Resolves the names and tables of a run again. */
  refresh(run: FormulaRun): void {
    this.unregister(run)
    run.inputs = undefined
    this.register(run)
  }

  private columnRuns(sheet: number, column: number): Array<FormulaRun> {
    const columns = this.columns[sheet] ?? (this.columns[sheet] = new Map<number, Array<FormulaRun>>())
    const existing = columns.get(column)
    if (existing !== undefined) return existing
    const runs: Array<FormulaRun> = []
    columns.set(column, runs)
    return runs
  }

  private create(
    sheet: number,
    column: number,
    top: number,
    bottom: number,
    template: Template,
    array: ArrayArea | undefined
  ): FormulaRun {
    const run: FormulaRun = { sheet, column, top, bottom, template, array, inputs: undefined, names: noNames }
    if (template.dependencies.volatile) this.volatileRunSet.add(run)
    this.register(run)
    return run
  }

  private removeRun(run: FormulaRun): void {
    this.unregister(run)
    this.volatileRunSet.delete(run)
    this.runsUsingNames.delete(run)
    this.unindexedRuns.delete(run)
  }

  private register(run: FormulaRun): void {
    this.unindexedRuns.add(run)
  }

  private unregister(run: FormulaRun): void {
    if (this.unindexedRuns.delete(run) || run.inputs === undefined) return
    for (const input of run.inputs) this.index[input.sheet]?.remove(areaReadByRun(input), input)
  }

  private indexAll(): void {
    for (const run of this.unindexedRuns) {
      for (const input of this.inputsOf(run)) {
        const index = this.index[input.sheet] ?? (this.index[input.sheet] = new AreaIndex<Input>())
        index.add(areaReadByRun(input), input)
      }
    }
    this.unindexedRuns.clear()
  }

  private inputsOf(run: FormulaRun): ReadonlyArray<Input> {
    if (run.inputs !== undefined) return run.inputs
    const names = new Set<string>()
    const inputs: Array<Input> = []
    this.collect(run, run.template.dependencies, run.template.row, run.template.column, names, inputs)
    run.inputs = inputs
    run.names = names.size === 0 ? noNames : names
    if (names.size > 0) this.runsUsingNames.add(run)
    return inputs
  }

  /** Adds the references of a formula and of the names in it. `row` and `column` are the cell of the formula's text. */
  private collect(
    run: FormulaRun,
    dependencies: Dependencies,
    row: number,
    column: number,
    names: Set<string>,
    inputs: Array<Input>
  ): void {
    for (const node of dependencies.cells) this.collectCells(run, node, row, column, inputs)
    for (const node of dependencies.structured) this.collectStructured(run, node, names, inputs)
    for (const node of dependencies.names) this.collectName(run, node, names, inputs)
  }

  private collectCells(run: FormulaRun, node: CellReference, row: number, column: number, inputs: Array<Input>): void {
    const sheets = sheetsOf(node, run.sheet, this.sheetIndex)
    if (sheets === undefined) return
    const { bounds } = node
    const shift = run.column - column
    const left = bounds.leftAbsolute ? bounds.left : bounds.left + shift
    const right = bounds.rightAbsolute ? bounds.right : bounds.right + shift
    const isInsideSheet = Math.min(left, right) >= 0 && Math.max(left, right) <= maxColumn
    for (let sheet = sheets[0]; sheet <= sheets[1]; sheet++) {
      inputs.push({
        run,
        sheet,
        left: isInsideSheet ? Math.min(left, right) : 0,
        right: isInsideSheet ? Math.max(left, right) : maxColumn,
        first: { absolute: bounds.topAbsolute, row: bounds.topAbsolute ? bounds.top : bounds.top - row },
        last: { absolute: bounds.bottomAbsolute, row: bounds.bottomAbsolute ? bounds.bottom : bounds.bottom - row }
      })
    }
  }

  private collectStructured(
    run: FormulaRun,
    node: StructuredReference,
    names: Set<string>,
    inputs: Array<Input>
  ): void {
    const table = findTable(node, this.host, run.sheet, run.top, run.column)
    if (node.table !== undefined) names.add(node.table.toLowerCase())
    if (table === undefined) return
    names.add(table.name.toLowerCase())
    const thisRow = node.sections.includes("this row")
    const area = resolveArea(thisRow ? { ...node, sections: [] } : node, table, run.top)
    if (isError(area)) return
    inputs.push({
      run,
      sheet: table.sheet,
      left: area.left,
      right: area.right,
      first: thisRow ? { absolute: false, row: 0 } : { absolute: true, row: area.top },
      last: thisRow ? { absolute: false, row: 0 } : { absolute: true, row: area.bottom }
    })
  }

  private collectName(run: FormulaRun, { name, prefix }: Name, names: Set<string>, inputs: Array<Input>): void {
    const sheet = prefix.first === undefined ? run.sheet : this.sheetIndex(prefix.first)
    if (sheet === undefined || prefix.workbook !== undefined || names.has(name.toLowerCase())) return
    const formula = this.host.definedName(name, sheet)
    names.add(name.toLowerCase())
    if (formula === undefined) {
      this.collectStructured(
        run,
        { _tag: "StructuredReference", table: name, columns: [], sections: [] },
        names,
        inputs
      )
      return
    }
    const node = parse(formula)
    if (Either.isLeft(node)) return
    const dependencies = collectDependencies(node.right)
    if (dependencies.volatile) this.volatileRunSet.add(run)
    this.collect(run, dependencies, 0, 0, names, inputs)
  }
}

const noNames: ReadonlySet<string> = new Set()

const canJoin = (run: FormulaRun, template: Template): boolean => run.template === template && run.array === undefined

/** Returns the index of the last run that starts at or above a row; -1 if there is none. */
const lastStartingAt = (runs: ReadonlyArray<FormulaRun>, row: number): number => {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle]?.top ?? Infinity) <= row) low = middle + 1
    else high = middle
  }
  return low - 1
}
