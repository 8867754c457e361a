/**
 * Which formulas depend on which cells.
 *
 * Formulas filled down a column form one run; a run's references are kept as one rectangle each, swept over the rows of
 * the run. Two hundred thousand filled formulas are a handful of rectangles.
 *
 * @since 0.1.0
 */
import { type Area, maxColumn, maxRow } from "@effect-workbook/schema/Area"
import * as Either from "effect/Either"
import { AreaIndex, type Walk } from "./AreaIndex.js"
import { type Cells, type Name, parse, type Structured } from "./Ast.js"
import { sheetsOf } from "./Evaluator.js"
import { find } from "./Functions.js"
import type { ArrayArea, Host } from "./Host.js"
import { resolve, tableOf } from "./Structured.js"
import { type Mentions, mentionsOf, type Template } from "./Template.js"
import { isError, type SheetArea } from "./Value.js"

/** Formulas of one template in consecutive cells of a column. An array formula is a run of its own. */
export interface Run {
  readonly sheet: number
  readonly column: number
  top: number
  bottom: number
  readonly template: Template
  readonly array: ArrayArea | undefined
  /** The inputs of the run; `undefined` until they are needed. */
  inputs: ReadonlyArray<Input> | undefined
  /** Lower-case names and tables that the run depends on. */
  names: ReadonlySet<string>
}

/** One reference of a run. A line is fixed, or a distance from the row of the formula. */
interface Input {
  readonly run: Run
  readonly sheet: number
  readonly left: number
  readonly right: number
  readonly first: Line
  readonly last: Line
}

interface Line {
  readonly fixed: boolean
  readonly at: number
}

const lineAt = (line: Line, row: number): number => line.fixed ? line.at : Math.min(Math.max(line.at + row, 0), maxRow)

/** The cells that an input reads for the formula in one row. */
const areaFor = (input: Input, row: number): SheetArea => {
  const first = lineAt(input.first, row)
  const last = lineAt(input.last, row)
  return {
    sheet: input.sheet,
    top: Math.min(first, last),
    bottom: Math.max(first, last),
    left: input.left,
    right: input.right
  }
}

/** Everything that an input reads for any row of its run. */
const swept = (input: Input): Area => {
  const { bottom, top } = input.run
  const upper = areaFor(input, top)
  const lower = areaFor(input, bottom)
  return {
    top: Math.min(upper.top, lower.top),
    bottom: Math.max(upper.bottom, lower.bottom),
    left: input.left,
    right: input.right
  }
}

/**
 * The first and last row of a run that read any of these lines. Lower rows never read higher lines than rows above
 * them.
 */
const rowsReading = ({ first, last, run }: Input, area: Area): readonly [first: number, last: number] => {
  const until = (line: Line) => line.fixed ? (line.at <= area.bottom ? Infinity : -Infinity) : area.bottom - line.at
  const from = (line: Line) => line.fixed ? (line.at >= area.top ? -Infinity : Infinity) : area.top - line.at
  return [
    Math.max(run.top, Math.min(from(first), from(last))),
    Math.min(run.bottom, Math.max(until(first), until(last)))
  ]
}

export class Graph {
  private readonly host: Host
  private readonly sheetIndex: (name: string) => number | undefined
  /** Runs by sheet and column, from top to bottom. */
  private readonly columns: Array<Map<number, Array<Run>>> = []
  private readonly index: Array<AreaIndex<Input>> = []
  /** Runs whose inputs are not in the index yet. */
  private readonly unindexed = new Set<Run>()
  private readonly named = new Set<Run>()
  private readonly volatile = new Set<Run>()

  constructor(host: Host, sheetIndex: (name: string) => number | undefined) {
    this.host = host
    this.sheetIndex = sheetIndex
  }

  *runs(): Iterable<Run> {
    for (const sheet of this.columns) {
      if (sheet === undefined) continue
      for (const column of sheet.values()) yield* column
    }
  }

  /** Runs that are always recalculated, because of a volatile function in their formulas or in a name that they use. */
  volatileRuns(): Iterable<Run> {
    this.indexAll()
    return this.volatile
  }

  /** The run that holds a cell's formula. */
  runAt(sheet: number, row: number, column: number): Run | undefined {
    const runs = this.columns[sheet]?.get(column)
    const run = runs?.[lastStartingAt(runs, row)]
    return run !== undefined && run.bottom >= row ? run : undefined
  }

  /** Adds a formula to a cell without one. */
  add(sheet: number, row: number, column: number, template: Template, array: ArrayArea | undefined): Run {
    const runs = this.columnRuns(sheet, column)
    const at = lastStartingAt(runs, row)
    const above = runs[at]
    const below = runs[at + 1]
    if (array === undefined) {
      if (above !== undefined && above.bottom === row - 1 && joins(above, template)) {
        this.unregister(above)
        above.bottom = row
        if (below !== undefined && below.top === row + 1 && joins(below, template)) {
          this.forget(below)
          above.bottom = below.bottom
          runs.splice(at + 1, 1)
        }
        this.register(above)
        return above
      }
      if (below !== undefined && below.top === row + 1 && joins(below, template)) {
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

  /** Removes a cell's formula, and splits the run around it. */
  remove(sheet: number, row: number, column: number): void {
    const runs = this.columnRuns(sheet, column)
    const at = lastStartingAt(runs, row)
    const run = runs[at]
    if (run === undefined || run.bottom < row) return
    this.forget(run)
    const { array, template } = run
    const rest: Array<Run> = []
    if (run.top < row) rest.push(this.create(sheet, column, run.top, row - 1, template, array))
    if (run.bottom > row) rest.push(this.create(sheet, column, row + 1, run.bottom, template, array))
    runs.splice(at, 1, ...rest)
  }

  /** Visits the formulas that read any cell of an area, as runs with the first and last row that do. */
  dependents(area: SheetArea, visitor: (run: Run, first: number, last: number) => void): void {
    this.indexAll()
    this.index[area.sheet]?.forEach(area, (input) => {
      const [first, last] = rowsReading(input, area)
      if (first <= last) visitor(input.run, first, last)
    })
  }

  /**
   * Visits the formulas that read several areas. The visitor returns whether the whole run has been visited, so
   * that it is not visited again for other areas. The result is the number of references that were examined.
   */
  walk(): (area: SheetArea, visitor: (run: Run, first: number, last: number) => boolean) => number {
    this.indexAll()
    const walks = new Map<number, Walk<Input>>()
    return (area, visitor) => {
      const index = this.index[area.sheet]
      if (index === undefined) return 0
      const walk = walks.get(area.sheet) ?? index.walk()
      walks.set(area.sheet, walk)
      return walk.visit(area, (input) => {
        const [first, last] = rowsReading(input, area)
        return first <= last && visitor(input.run, first, last)
      })
    }
  }

  /** The areas that a formula refers to. */
  precedents(run: Run, row: number): Array<SheetArea> {
    return this.inputsOf(run).map((input) => areaFor(input, row))
  }

  /** Runs that depend on a defined name or a table. */
  naming(name: string): Array<Run> {
    this.indexAll()
    return [...this.named].filter((run) => run.names.has(name.toLowerCase()))
  }

  /** Resolves the names and tables of a run again. */
  refresh(run: Run): void {
    this.unregister(run)
    run.inputs = undefined
    this.register(run)
  }

  private columnRuns(sheet: number, column: number): Array<Run> {
    const columns = this.columns[sheet] ?? (this.columns[sheet] = new Map<number, Array<Run>>())
    const known = columns.get(column)
    if (known !== undefined) return known
    const runs: Array<Run> = []
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
  ): Run {
    const run: Run = { sheet, column, top, bottom, template, array, inputs: undefined, names: noNames }
    if (template.mentions.volatile) this.volatile.add(run)
    this.register(run)
    return run
  }

  private forget(run: Run): void {
    this.unregister(run)
    this.volatile.delete(run)
    this.named.delete(run)
    this.unindexed.delete(run)
  }

  private register(run: Run): void {
    this.unindexed.add(run)
  }

  private unregister(run: Run): void {
    if (this.unindexed.delete(run) || run.inputs === undefined) return
    for (const input of run.inputs) this.index[input.sheet]?.remove(swept(input), input)
  }

  private indexAll(): void {
    for (const run of this.unindexed) {
      for (const input of this.inputsOf(run)) {
        const index = this.index[input.sheet] ?? (this.index[input.sheet] = new AreaIndex<Input>())
        index.add(swept(input), input)
      }
    }
    this.unindexed.clear()
  }

  private inputsOf(run: Run): ReadonlyArray<Input> {
    if (run.inputs !== undefined) return run.inputs
    const names = new Set<string>()
    const inputs: Array<Input> = []
    this.collect(run, run.template.mentions, run.template.row, run.template.column, names, inputs)
    run.inputs = inputs
    run.names = names.size === 0 ? noNames : names
    if (names.size > 0) this.named.add(run)
    return inputs
  }

  /** Adds the inputs of a formula, and of the names in it, whose text was written for the cell at `row`, `column`. */
  private collect(
    run: Run,
    mentions: Mentions,
    row: number,
    column: number,
    names: Set<string>,
    inputs: Array<Input>
  ): void {
    for (const node of mentions.cells) this.collectCells(run, node, row, column, inputs)
    for (const node of mentions.structured) this.collectStructured(run, node, names, inputs)
    for (const node of mentions.names) this.collectName(run, node, names, inputs)
  }

  private collectCells(run: Run, node: Cells, row: number, column: number, inputs: Array<Input>): void {
    const sheets = sheetsOf(node, run.sheet, this.sheetIndex)
    if (sheets === undefined) return
    const { bounds } = node
    const shift = run.column - column
    const left = bounds.leftAbsolute ? bounds.left : bounds.left + shift
    const right = bounds.rightAbsolute ? bounds.right : bounds.right + shift
    const inside = Math.min(left, right) >= 0 && Math.max(left, right) <= maxColumn
    for (let sheet = sheets[0]; sheet <= sheets[1]; sheet++) {
      inputs.push({
        run,
        sheet,
        left: inside ? Math.min(left, right) : 0,
        right: inside ? Math.max(left, right) : maxColumn,
        first: { fixed: bounds.topAbsolute, at: bounds.topAbsolute ? bounds.top : bounds.top - row },
        last: { fixed: bounds.bottomAbsolute, at: bounds.bottomAbsolute ? bounds.bottom : bounds.bottom - row }
      })
    }
  }

  private collectStructured(run: Run, node: Structured, names: Set<string>, inputs: Array<Input>): void {
    const table = tableOf(node, this.host, run.sheet, run.top, run.column)
    if (node.table !== undefined) names.add(node.table.toLowerCase())
    if (table === undefined) return
    names.add(table.name.toLowerCase())
    const thisRow = node.sections.includes("this row")
    const area = resolve(thisRow ? { ...node, sections: [] } : node, table, run.top)
    if (isError(area)) return
    inputs.push({
      run,
      sheet: table.sheet,
      left: area.left,
      right: area.right,
      first: thisRow ? { fixed: false, at: 0 } : { fixed: true, at: area.top },
      last: thisRow ? { fixed: false, at: 0 } : { fixed: true, at: area.bottom }
    })
  }

  private collectName(run: Run, { name, prefix }: Name, names: Set<string>, inputs: Array<Input>): void {
    const sheet = prefix.first === undefined ? run.sheet : this.sheetIndex(prefix.first)
    if (sheet === undefined || prefix.book !== undefined || names.has(name.toLowerCase())) return
    const formula = this.host.definedName(name, sheet)
    if (formula === undefined && find(name.toUpperCase()) !== undefined) return
    names.add(name.toLowerCase())
    if (formula === undefined) {
      this.collectStructured(run, { _tag: "Structured", table: name, columns: [], sections: [] }, names, inputs)
      return
    }
    const node = parse(formula)
    if (Either.isLeft(node)) return
    const mentions = mentionsOf(node.right)
    if (mentions.volatile) this.volatile.add(run)
    this.collect(run, mentions, 0, 0, names, inputs)
  }
}

const noNames: ReadonlySet<string> = new Set()

const joins = (run: Run, template: Template): boolean => run.template === template && run.array === undefined

/** Index of the last run that starts at or above a row; -1 if none does. */
const lastStartingAt = (runs: ReadonlyArray<Run>, row: number): number => {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle]?.top ?? Infinity) <= row) low = middle + 1
    else high = middle
  }
  return low - 1
}
