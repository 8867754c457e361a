/**
 * The dependency graph: which formulas read which cells.
 *
 * Formulas that were filled down a column form one run. For each reference, the graph stores one area that contains the
 * cells read by all formulas of the run. So a run of two hundred thousand formulas takes only a few areas.
 *
 * @since 0.1.0
 */
import { type Area, intersects, isCell, maxColumn, maxRow } from "@effect-workbook/schema/Area"
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
  /** Whether a structured reference could not be resolved. */
  hasUnresolved: boolean
  /** Whether the results depend on the places of cells. A name that the run uses can make it so. */
  positional: boolean
}

/** A reference of a run. */
interface Input {
  readonly run: FormulaRun
  /** The data rows of the table of a structured reference; `undefined` for a reference to cells. */
  readonly tableRows: readonly [first: number, last: number] | undefined
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

/** Whether a reference names the row of its formula in a table: `[@Amount]`. */
const isThisRow = ({ first, tableRows }: Input): boolean => tableRows !== undefined && !first.absolute

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
const areaReadByRun = (input: Input): Area => areaReadByRows(input, input.run.top, input.run.bottom)

/** Returns the area that the formulas of consecutive rows read through a reference. */
const areaReadByRows = (input: Input, top: number, bottom: number): Area => {
  const upper = areaReadByRow(input, top)
  const lower = areaReadByRow(input, bottom)
  return {
    top: Math.min(upper.top, lower.top),
    bottom: Math.max(upper.bottom, lower.bottom),
    left: input.left,
    right: input.right
  }
}

/** Whether a relative bound of a reference is outside the sheet. Such a reference continues at the opposite edge. */
const exceedsSheet = ({ first, last }: Input, row: number): boolean =>
  [first, last].some((bound) => !bound.absolute && (bound.row + row < 0 || bound.row + row > maxRow))

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

const sameBound = (left: RowBound, right: RowBound): boolean =>
  left.absolute === right.absolute && left.row === right.row

/** Returns the number of formulas of a run that are in the data rows of a table, and the first of their rows. */
const rowsInTable = ({ run, tableRows: [first, last] = [0, -1] }: Input): readonly [first: number, count: number] => {
  const top = Math.max(run.top, first)
  const count = Math.min(run.bottom, last) - top + 1
  return count > 0 ? [top, count] : [0, 0]
}

/** Returns whether all formulas of a run read the same cells through both references. */
const readsSameCells = (left: Input, right: Input): boolean => {
  if (
    left.sheet !== right.sheet || left.left !== right.left || left.right !== right.right ||
    !sameBound(left.first, right.first) || !sameBound(left.last, right.last)
  ) return false
  if (!isThisRow(left) && !isThisRow(right)) return true
  const [first, count] = rowsInTable(left)
  const [otherFirst, otherCount] = rowsInTable(right)
  return first === otherFirst && count === otherCount
}

/** Consecutive formulas of a run. */
export interface Piece {
  readonly run: FormulaRun
  readonly first: number
  readonly last: number
  /** Whether they read a cell of the areas that they were found by. */
  readonly isReading: boolean
}

/**
 * What a structural change does to the cells of an area: they stay, they all move together, or anything else, such as
 * that some of them move.
 */
export type Displacement = "stay" | "move" | "change"

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
    return this.addFilled(sheet, column, row, row, template, array)
  }

  /** Adds the formulas of consecutive cells that have none. */
  addFilled(
    sheet: number,
    column: number,
    first: number,
    last: number,
    template: Template,
    array: ArrayArea | undefined
  ): FormulaRun {
    const runs = this.columnRuns(sheet, column)
    const at = lastStartingAt(runs, first)
    const above = runs[at]
    const below = runs[at + 1]
    if (array === undefined) {
      if (above !== undefined && above.bottom === first - 1 && canJoin(above, template)) {
        this.unregister(above)
        above.bottom = last
        if (below !== undefined && below.top === last + 1 && canJoin(below, template)) {
          this.removeRun(below)
          above.bottom = below.bottom
          runs.splice(at + 1, 1)
        }
        this.register(above)
        return above
      }
      if (below !== undefined && below.top === last + 1 && canJoin(below, template)) {
        this.unregister(below)
        below.top = first
        this.register(below)
        return below
      }
    }
    const run = this.create(sheet, column, first, last, template, array)
    runs.splice(at + 1, 0, run)
    return run
  }

  /** Removes the formula of a cell, and splits its run. */
  remove(sheet: number, row: number, column: number): void {
    this.removeFilled(sheet, column, row, row)
  }

  /** Removes consecutive formulas of one run, and splits the run. */
  removeFilled(sheet: number, column: number, first: number, last: number): void {
    const runs = this.columnRuns(sheet, column)
    const at = lastStartingAt(runs, first)
    const run = runs[at]
    if (run === undefined || run.bottom < first) return
    const rest: Array<FormulaRun> = []
    if (run.top < first) rest.push(this.createPart(run, run.top, first - 1))
    if (run.bottom > last) rest.push(this.createPart(run, last + 1, run.bottom))
    this.removeRun(run)
    runs.splice(at, 1, ...rest)
  }

  /**
   * Returns the formulas that are in areas of a sheet or read cells of them. They are cut into pieces where a formula or
   * a bound of its references passes one of the rows.
   */
  pieces(sheet: number, areas: ReadonlyArray<Area>, cutRows: ReadonlyArray<number>): Array<Piece> {
    this.indexAll()
    const found = new Set<FormulaRun>()
    for (const area of areas) {
      for (const run of this.runsIn(sheet, area)) found.add(run)
      this.index[sheet]?.forEach(area, ({ run }) => found.add(run))
    }
    return [...found].flatMap((run) => this.cut(run, sheet, areas, cutRows))
  }

  private cut(
    run: FormulaRun,
    sheet: number,
    areas: ReadonlyArray<Area>,
    cutRows: ReadonlyArray<number>
  ): Array<Piece> {
    const starts = new Set([run.top])
    const addStart = (row: number) => {
      if (row > run.top && row <= run.bottom) starts.add(row)
    }
    const inputs = this.inputsOf(run).filter((input) => input.sheet === sheet)
    for (const row of cutRows) {
      if (run.sheet === sheet) addStart(row)
      for (const { first, last } of inputs) {
        if (!first.absolute) addStart(row - first.row)
        if (!last.absolute) addStart(row - last.row)
      }
    }
    const sorted = [...starts].sort((left, right) => left - right)
    return sorted.flatMap((first, index) => {
      const last = (sorted[index + 1] ?? run.bottom + 1) - 1
      const isReading = inputs.some((input) => {
        const read = areaReadByRows(input, first, last)
        return areas.some((area) => intersects(area, read))
      })
      const cells = { top: first, bottom: last, left: run.column, right: run.column }
      const isInside = run.sheet === sheet && areas.some((area) => intersects(area, cells))
      return isReading || isInside ? [{ run, first, last, isReading }] : []
    })
  }

  /** Returns whether formulas have the same results after a structural change, as far as their own references tell. */
  keepsResults({ first, last, run }: Piece, displacement: (area: SheetArea) => Displacement): boolean {
    const { array, column, positional, sheet } = run
    if (array !== undefined || positional || run.hasUnresolved) return false
    const own = displacement({ sheet, top: first, bottom: first, left: column, right: column })
    return this.inputsOf(run).every((input) => {
      if (input.tableRows !== undefined && !isThisRow(input)) return false
      if (exceedsSheet(input, first) || exceedsSheet(input, last)) return false
      const upper = areaReadByRow(input, first)
      const lower = areaReadByRow(input, last)
      const read = displacement(upper)
      if (read === "change" || displacement(lower) !== read) return false
      // A formula can select a cell of a range by its own row or column, and then it has to move with the range.
      return read === own || (!isThisRow(input) && isCell(upper) && isCell(lower))
    })
  }

  private *runsIn(sheet: number, area: Area): Iterable<FormulaRun> {
    for (const [column, runs] of this.columns[sheet] ?? []) {
      if (column < area.left || column > area.right) continue
      for (let at = Math.max(lastStartingAt(runs, area.top), 0); at < runs.length; at++) {
        const run = runs[at]
        if (run === undefined || run.top > area.bottom) break
        if (run.bottom >= area.top) yield run
      }
    }
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

  /**
   * Resolves the names and tables of a run again. Returns whether its formulas may read other cells than before.
   */
  refresh(run: FormulaRun): boolean {
    const before = run.hasUnresolved ? undefined : run.inputs
    this.unregister(run)
    run.inputs = undefined
    this.register(run)
    const after = this.inputsOf(run)
    return run.hasUnresolved || before?.length !== after.length ||
      before.some((input, index) => after[index] === undefined || !readsSameCells(input, after[index]))
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
    const run: FormulaRun = {
      sheet,
      column,
      top,
      bottom,
      template,
      array,
      inputs: undefined,
      names: noNames,
      hasUnresolved: false,
      positional: template.dependencies.positional
    }
    if (template.dependencies.volatile) this.volatileRunSet.add(run)
    this.register(run)
    return run
  }

  /** Creates a run of some rows of a run, with the same references. */
  private createPart(whole: FormulaRun, top: number, bottom: number): FormulaRun {
    const part: FormulaRun = { ...whole, top, bottom, inputs: undefined }
    part.inputs = whole.inputs?.map((input) => ({ ...input, run: part }))
    if (this.volatileRunSet.has(whole)) this.volatileRunSet.add(part)
    if (this.runsUsingNames.has(whole)) this.runsUsingNames.add(part)
    this.register(part)
    return part
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
    run.hasUnresolved = false
    run.positional = run.template.dependencies.positional
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
        tableRows: undefined,
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
    if (table === undefined) {
      run.hasUnresolved = true
      return
    }
    names.add(table.name.toLowerCase())
    const thisRow = node.sections.includes("this row")
    const area = resolveArea(thisRow ? { ...node, sections: [] } : node, table, run.top)
    if (isError(area)) {
      run.hasUnresolved = true
      return
    }
    const { area: { bottom, top }, headerRows, totalsRows } = table
    inputs.push({
      run,
      tableRows: [top + headerRows, bottom - totalsRows],
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
    if (dependencies.positional || dependencies.cells.some(isRelative)) run.positional = true
    this.collect(run, dependencies, 0, 0, names, inputs)
  }
}

const isRelative = ({ bounds }: CellReference): boolean =>
  !bounds.topAbsolute || !bounds.bottomAbsolute || !bounds.leftAbsolute || !bounds.rightAbsolute

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
