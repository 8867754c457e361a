/**
 * Calculates formulas in the order of their dependencies.
 *
 * A formula that reads a pending cell waits until that cell is calculated. Waiting formulas are on an explicit stack,
 * so a chain of a hundred thousand cells does not overflow the call stack.
 *
 * The cells that a formula refers to are calculated before the formula, so that it rarely has to wait. But a formula
 * such as `IF` may not read all of them, so only a cell that was actually read can be part of a circular reference.
 *
 * @since 0.1.0
 */
import type { SheetArea } from "../value/Value.js"
import type { Cell, Pending } from "./Pending.js"

/** The operations on formulas that this module needs. */
export interface Formulas {
  /** Calculates a cell and stores its value. If it reads a pending cell, it returns that cell and stores nothing. */
  readonly calculate: (cell: Cell) => Cell | undefined
  /** Returns the areas that the formula of a cell refers to. */
  readonly precedents: (cell: Cell) => ReadonlyArray<SheetArea>
  /** Records a cell that depends on itself, and stores its result. */
  readonly setCircular: (cell: Cell) => void
  /** Returns whether to yield to the event loop now. */
  readonly shouldYield: () => boolean
}

interface StackEntry {
  readonly cell: Cell
  /** Whether the formula below this entry on the stack has read this cell. */
  readonly wasRead: boolean
  /** Whether to skip pushing precedents: they have been pushed already, or the cell may be part of a cycle. */
  skipsPrecedents: boolean
  /** Whether the cell may be part of a cycle. Then only cells that are actually read are pushed above this entry. */
  inSuspectedCycle: boolean
}

/** Calculates all pending cells. The generator yields when the event loop should run. */
export function* run(pending: Pending, formulas: Formulas): Generator<void, void> {
  const cells = [...pending.cells()]
  // Finding the exact cycles could take very long. When this number of steps is used up, all waiting cells count as
  // circular.
  const steps = { remaining: cells.length * 50 + 100_000 }
  for (const cell of cells) {
    if (pending.state(cell.sheet, cell.row, cell.column) === "dirty") {
      yield* calculateWithPrecedents(cell, pending, formulas, steps)
    }
  }
}

function* calculateWithPrecedents(
  start: Cell,
  pending: Pending,
  formulas: Formulas,
  steps: { remaining: number }
): Generator<void, void> {
  const stack: Array<StackEntry> = [{ cell: start, wasRead: false, skipsPrecedents: false, inSuspectedCycle: false }]
  for (let entry = stack.at(-1); entry !== undefined; entry = stack.at(-1)) {
    const { cell } = entry
    if (pending.state(cell.sheet, cell.row, cell.column) === undefined) {
      stack.pop()
      continue
    }
    pending.set(cell, "waiting")
    if (!entry.skipsPrecedents) {
      entry.skipsPrecedents = true
      const pushedCount = pushPrecedents(stack, cell, pending, formulas)
      steps.remaining -= pushedCount
      if (pushedCount > 0) continue
    }
    steps.remaining--
    if (formulas.shouldYield()) yield
    // Without steps left, the lowest cell on the stack counts as awaited, so that all waiting cells become circular.
    const awaitedCell = steps.remaining < 0 ? stack[0]?.cell : formulas.calculate(cell)
    if (awaitedCell === undefined) {
      pending.complete(cell)
      stack.pop()
    } else if (pending.state(awaitedCell.sheet, awaitedCell.row, awaitedCell.column) === "waiting") {
      yield* resolveCycle(stack, awaitedCell, pending, formulas, steps.remaining < 0)
    } else {
      stack.push({
        cell: awaitedCell,
        wasRead: true,
        skipsPrecedents: entry.inSuspectedCycle,
        inSuspectedCycle: entry.inSuspectedCycle
      })
    }
  }
}

/** Pushes the dirty cells that a formula refers to, and returns their number. */
const pushPrecedents = (stack: Array<StackEntry>, cell: Cell, pending: Pending, formulas: Formulas): number => {
  const before = stack.length
  for (const area of formulas.precedents(cell)) {
    pending.forEachDirty(area, (found) => {
      pending.set(found, "queued")
      stack.push({ cell: found, wasRead: false, skipsPrecedents: false, inSuspectedCycle: false })
    })
  }
  return stack.length - before
}

/**
 * Handles a formula at the top of the stack that has read a waiting cell further below. It is a circular reference if
 * each cell in between was actually read, and it counts as one if `assumesCycle`. Otherwise the cells in between are
 * calculated again, and the search goes on with the cells that are actually read.
 */
function* resolveCycle(
  stack: Array<StackEntry>,
  awaitedCell: Cell,
  pending: Pending,
  formulas: Formulas,
  assumesCycle: boolean
): Generator<void, void> {
  // A cell can have several entries. In the ones whose precedents have not been pushed it is only queued.
  const index = stack.findLastIndex((entry) => sameCell(entry.cell, awaitedCell) && entry.skipsPrecedents)
  const above = stack.splice(index + 1)
  const awaitedEntry = stack[index]
  if (assumesCycle || above.every((entry) => entry.wasRead)) {
    stack.length = Math.max(index, 0)
    for (const { cell } of awaitedEntry === undefined ? above : [awaitedEntry, ...above]) {
      formulas.setCircular(cell)
      pending.complete(cell)
      if (formulas.shouldYield()) yield
    }
    return
  }
  for (const { cell } of above) {
    if (pending.state(cell.sheet, cell.row, cell.column) !== undefined) pending.set(cell, "dirty")
  }
  if (awaitedEntry !== undefined) awaitedEntry.inSuspectedCycle = true
}

const sameCell = (left: Cell, right: Cell): boolean =>
  left.row === right.row && left.column === right.column && left.sheet === right.sheet
