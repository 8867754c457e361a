/**
 * Calculates formulas in the order of their dependencies.
 *
 * A formula that reads a pending cell waits until that cell is calculated. Waiting formulas are on an explicit stack,
 * so a chain of a hundred thousand cells does not overflow the call stack.
 *
 * The cells that a formula refers to are calculated first as a heuristic, because a formula such as `IF` may not read
 * all of them. Only a cell that was actually read can be part of a circular reference.
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
  /** Handles a cell that depends on itself. */
  readonly circular: (cell: Cell) => void
  /** Returns whether to yield to the event loop now. */
  readonly shouldYield: () => boolean
}

interface StackEntry {
  readonly cell: Cell
  /** Whether the entry below has read this cell. */
  readonly wasRead: boolean
  /** Whether the referenced cells have been pushed, or are not to be pushed. */
  precedentsPushed: boolean
  /** Whether the cell may be part of a cycle. Then only cells that are actually read are pushed above it. */
  inSuspectedCycle: boolean
}

/** Calculates all pending cells in steps. */
export function* run(pending: Pending, formulas: Formulas): Generator<void, void> {
  const cells = [...pending.cells()]
  // To find the exact cycles could take very long. After the budget is used up, all waiting cells count as circular.
  const budget = { remaining: cells.length * 50 + 100_000 }
  for (const cell of cells) {
    if (pending.state(cell.sheet, cell.row, cell.column) === "dirty") {
      yield* calculateWithPrecedents(cell, pending, formulas, budget)
    }
  }
}

function* calculateWithPrecedents(
  start: Cell,
  pending: Pending,
  formulas: Formulas,
  budget: { remaining: number }
): Generator<void, void> {
  const stack: Array<StackEntry> = [{ cell: start, wasRead: false, precedentsPushed: false, inSuspectedCycle: false }]
  for (let entry = stack.at(-1); entry !== undefined; entry = stack.at(-1)) {
    const { cell } = entry
    if (pending.state(cell.sheet, cell.row, cell.column) === undefined) {
      stack.pop()
      continue
    }
    pending.set(cell, "waiting")
    if (!entry.precedentsPushed) {
      entry.precedentsPushed = true
      const pushedCount = pushPrecedents(stack, cell, pending, formulas)
      budget.remaining -= pushedCount
      if (pushedCount > 0) continue
    }
    budget.remaining--
    if (formulas.shouldYield()) yield
    const awaited = budget.remaining < 0 ? stack[0]?.cell : formulas.calculate(cell)
    if (awaited === undefined) {
      pending.complete(cell)
      stack.pop()
    } else if (pending.state(awaited.sheet, awaited.row, awaited.column) === "waiting") {
      yield* resolveCycle(stack, awaited, pending, formulas, budget.remaining < 0)
    } else {
      stack.push({
        cell: awaited,
        wasRead: true,
        precedentsPushed: entry.inSuspectedCycle,
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
      stack.push({ cell: found, wasRead: false, precedentsPushed: false, inSuspectedCycle: false })
    })
  }
  return stack.length - before
}

/**
 * Handles a formula at the top of the stack that has read a waiting cell further below. It is a circular reference if
 * each cell in between was actually read.
 */
function* resolveCycle(
  stack: Array<StackEntry>,
  awaited: Cell,
  pending: Pending,
  formulas: Formulas,
  isCertain: boolean
): Generator<void, void> {
  const at = stack.findLastIndex((entry) => sameCell(entry.cell, awaited) && entry.precedentsPushed)
  const above = stack.splice(at + 1)
  const below = stack[at]
  if (isCertain || above.every((entry) => entry.wasRead)) {
    stack.length = Math.max(at, 0)
    for (const { cell } of below === undefined ? above : [below, ...above]) {
      formulas.circular(cell)
      pending.complete(cell)
      if (formulas.shouldYield()) yield
    }
    return
  }
  for (const { cell } of above) {
    if (pending.state(cell.sheet, cell.row, cell.column) !== undefined) pending.set(cell, "dirty")
  }
  if (below !== undefined) below.inSuspectedCycle = true
}

const sameCell = (left: Cell, right: Cell): boolean =>
  left.row === right.row && left.column === right.column && left.sheet === right.sheet
