/**
 * The order of calculation.
 *
 * A formula that reads a cell which is still to be calculated waits until that cell is done. Waiting formulas stand on a
 * list, not on the call stack, so a chain of a hundred thousand cells is no deeper than any other.
 *
 * Cells that a formula refers to are calculated before it as a heuristic (an `IF` may not read them). Only a cell that
 * was
 * really read can form a circular reference.
 *
 * @since 0.1.0
 */
import type { Cell, Pending } from "./Pending.js"
import type { SheetArea } from "./Value.js"

/** The properties of formulas that determine the order of calculation. */
export interface Formulas {
  /** Calculates and stores a value. If it needs a pending cell, it returns that cell and stores nothing. */
  readonly calculate: (cell: Cell) => Cell | undefined
  /** The areas that the cell's formula refers to. */
  readonly precedents: (cell: Cell) => ReadonlyArray<SheetArea>
  /** The cell depends on itself. */
  readonly circular: (cell: Cell) => void
  /** Whether it is time to yield to other requests. */
  readonly turnIsOver: () => boolean
}

interface Step {
  readonly cell: Cell
  /** Whether the step below has read this cell. */
  readonly needed: boolean
  /** Whether the referenced cells have been pushed, or need not be. */
  prepared: boolean
  /** Whether a cycle may lead back here. Above this step there are only cells that were really read. */
  suspected: boolean
}

/** Calculates all pending cells, and yields regularly to other requests. */
export function* run(pending: Pending, formulas: Formulas): Generator<void, void> {
  const cells = [...pending.cells()]
  // separating many circular references could take very long; beyond the budget, all waiting cells count as circular
  const budget = { left: cells.length * 50 + 100_000 }
  for (const cell of cells) {
    if (pending.state(cell.sheet, cell.row, cell.column) === "dirty") yield* settleOne(cell, pending, formulas, budget)
  }
}

function* settleOne(
  start: Cell,
  pending: Pending,
  formulas: Formulas,
  budget: { left: number }
): Generator<void, void> {
  const list: Array<Step> = [{ cell: start, needed: false, prepared: false, suspected: false }]
  for (let step = list.at(-1); step !== undefined; step = list.at(-1)) {
    const { cell } = step
    if (pending.state(cell.sheet, cell.row, cell.column) === undefined) {
      list.pop()
      continue
    }
    pending.set(cell, "waiting")
    if (!step.prepared) {
      step.prepared = true
      const prepared = prepare(list, cell, pending, formulas)
      budget.left -= prepared
      if (prepared > 0) continue
    }
    budget.left--
    if (formulas.turnIsOver()) yield
    const wanted = budget.left < 0 ? list[0]?.cell : formulas.calculate(cell)
    if (wanted === undefined) {
      pending.settle(cell)
      list.pop()
    } else if (pending.state(wanted.sheet, wanted.row, wanted.column) === "waiting") {
      yield* meet(list, wanted, pending, formulas, budget.left < 0)
    } else {
      list.push({ cell: wanted, needed: true, prepared: step.suspected, suspected: step.suspected })
    }
  }
}

/** Pushes the dirty cells that a formula refers to, and returns their number. */
const prepare = (list: Array<Step>, cell: Cell, pending: Pending, formulas: Formulas): number => {
  const before = list.length
  for (const area of formulas.precedents(cell)) {
    pending.forEachDirty(area, (found) => {
      pending.set(found, "queued")
      list.push({ cell: found, needed: false, prepared: false, suspected: false })
    })
  }
  return list.length - before
}

/**
 * The top formula has read a cell that waits below it. It is a circular reference if each step in between was really
 * read.
 */
function* meet(
  list: Array<Step>,
  wanted: Cell,
  pending: Pending,
  formulas: Formulas,
  certain: boolean
): Generator<void, void> {
  const at = list.findLastIndex((step) => same(step.cell, wanted) && step.prepared)
  const above = list.splice(at + 1)
  const below = list[at]
  if (certain || above.every((step) => step.needed)) {
    list.length = Math.max(at, 0)
    for (const { cell } of below === undefined ? above : [below, ...above]) {
      formulas.circular(cell)
      pending.settle(cell)
      if (formulas.turnIsOver()) yield
    }
    return
  }
  for (const { cell } of above) {
    if (pending.state(cell.sheet, cell.row, cell.column) !== undefined) pending.set(cell, "dirty")
  }
  if (below !== undefined) below.suspected = true
}

const same = (one: Cell, two: Cell): boolean =>
  one.row === two.row && one.column === two.column && one.sheet === two.sheet
