/**
 * The formulas of a worksheet. A shared formula is translated for each of its cells. An array formula has the area that
 * it fills.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as References from "../formula/References.js"
import type { Scalar } from "../value/Value.js"
import * as A1Reference from "./A1Reference.js"
import type * as Row from "./sheet/Row.js"
import * as SheetData from "./sheet/SheetData.js"
import type { ArrayFormula, SharedFormula, SheetPart } from "./SheetPart.js"

const sharedFormulas = (self: SheetPart): Map<number, ReadonlyArray<SharedFormula>> => {
  if (self.shared !== undefined) return self.shared
  const shared = new Map<number, ReadonlyArray<SharedFormula>>()
  for (const [row, column, formula] of SheetData.formulas(self.data)) {
    if (typeof formula !== "object" || formula.kind !== "shared" || formula.text === undefined) continue
    const { area, group, text } = formula
    shared.set(group, [...shared.get(group) ?? [], { area, row, column, translation: References.translation(text) }])
  }
  self.shared = shared
  return shared
}

/** Returns the shared formula of a group that applies to a cell. */
const sharedFormulaOf = (self: SheetPart, row: number, column: number, group: number): SharedFormula | undefined => {
  const candidates = sharedFormulas(self).get(group) ?? []
  return candidates.find(({ area }) => Area.containsCell(area, row, column)) ?? candidates[0]
}

/** Returns the text of a formula for its cell, or `undefined` for a data table. */
const formulaText = (self: SheetPart, row: number, column: number, formula: Row.Formula): string | undefined => {
  if (typeof formula === "string") return formula
  if (formula.kind === "array") return formula.text
  if (formula.kind === "dataTable") return undefined
  if (formula.text !== undefined) return formula.text
  const first = sharedFormulaOf(self, row, column, formula.group)
  return first?.translation(row - first.row, column - first.column)
}

/** Returns the formula of a cell without `=`, in the notation of files. */
export const formula = (self: SheetPart, row: number, column: number): string | undefined => {
  const found = SheetData.formula(self.data, row, column)
  return found === undefined ? undefined : formulaText(self, row, column, found)
}

/** Returns the area of the array formula in a cell. */
export const arrayArea = (
  self: SheetPart,
  row: number,
  column: number
): { readonly area: Area.Area; readonly dynamic: boolean } | undefined => {
  const found = SheetData.formula(self.data, row, column)
  return typeof found === "object" && found.kind === "array" ? found : undefined
}

/** Yields the cells with formulas, except data tables. */
export function* formulaCells(self: SheetPart): Generator<readonly [row: number, column: number, text: string]> {
  for (const [row, column, found] of SheetData.formulas(self.data)) {
    const text = formulaText(self, row, column, found)
    if (text !== undefined) yield [row, column, text]
  }
}

/** Returns all array formulas and data tables. */
export const arrays = (self: SheetPart): ReadonlyArray<ArrayFormula> => {
  if (self.arrays !== undefined) return self.arrays
  const found: Array<ArrayFormula> = []
  for (const [row, column, formula] of SheetData.formulas(self.data)) {
    if (typeof formula === "string" || formula.kind === "shared") continue
    found.push({
      row,
      column,
      area: formula.area,
      kind: formula.kind,
      dynamic: formula.kind === "array" && formula.dynamic
    })
  }
  self.arrays = found
  return found
}

/** Returns whether a cell holds a dynamic array formula. Then the workbook needs a metadata part. */
export const hasDynamicArrays = (self: SheetPart): boolean => arrays(self).some(({ dynamic }) => dynamic)

/** Replaces the shared formulas of groups by ordinary formulas. */
export const unshare = (self: SheetPart, groups: ReadonlySet<number>): void => {
  if (groups.size === 0) return
  const members: Array<readonly [row: number, column: number, text: string]> = []
  for (const [row, column, found] of SheetData.formulas(self.data)) {
    if (typeof found !== "object" || found.kind !== "shared" || !groups.has(found.group)) continue
    const text = formulaText(self, row, column, found)
    if (text !== undefined) members.push([row, column, text])
  }
  for (const [row, column, text] of members) SheetData.setFormula(self.data, row, column, text)
  for (const group of groups) self.shared?.delete(group)
}

/** Replaces the shared formulas of an area, and all others of their groups, by ordinary formulas. */
export const unshareArea = (self: SheetPart, area: Area.Area): void => {
  const groups = new Set<number>()
  for (const [, , formula] of SheetData.formulas(self.data, area)) {
    if (typeof formula === "object" && formula.kind === "shared") groups.add(formula.group)
  }
  unshare(self, groups)
}

/** Prepares the removal of a formula: if other cells share its text, they get ordinary formulas. */
export const unshareBeforeRemoval = (self: SheetPart, row: number, column: number): void => {
  const found = SheetData.formula(self.data, row, column)
  if (typeof found === "object" && found.kind === "shared" && found.text !== undefined) {
    unshare(self, new Set([found.group]))
  }
}

/** Replaces the text of a formula. An array formula stays an array formula. */
export const setFormulaText = (self: SheetPart, row: number, column: number, changed: string): void => {
  const found = SheetData.formula(self.data, row, column)
  if (typeof found === "object" && found.kind === "shared") unshare(self, new Set([found.group]))
  const kept = typeof found === "object" && found.kind === "array" ? { ...found, text: changed } : changed
  SheetData.setFormula(self.data, row, column, kept)
}

/** Clears the cells that an array formula fills, except the cell that holds it. */
const clearSpilledCells = (self: SheetPart, row: number, column: number, area: Area.Area): void => {
  for (let at = area.top; at <= area.bottom; at++) {
    for (let to = area.left; to <= area.right; to++) {
      if ((at !== row || to !== column) && SheetData.formula(self.data, at, to) === undefined) {
        SheetData.setResult(self.data, at, to, null)
      }
    }
  }
}

/** Stores the values of an array formula. Its area becomes the size of `values`. */
export const spill = (
  self: SheetPart,
  row: number,
  column: number,
  values: ReadonlyArray<ReadonlyArray<Scalar>>
): void => {
  const found = SheetData.formula(self.data, row, column)
  if (typeof found !== "object" || found.kind !== "array") return
  const area = { top: row, left: column, bottom: row + values.length - 1, right: column + (values[0]?.length ?? 1) - 1 }
  if (A1Reference.format(area) !== A1Reference.format(found.area)) {
    clearSpilledCells(self, row, column, found.area)
    SheetData.setFormula(self.data, row, column, { ...found, area })
    self.arrays = undefined
  }
  for (const [down, line] of values.entries()) {
    for (const [right, result] of line.entries()) SheetData.setResult(self.data, row + down, column + right, result)
  }
}

/** Reduces an array formula to its own cell, so that the cells where it spilled can be written. */
export const collapse = (self: SheetPart, row: number, column: number): void => {
  const found = SheetData.formula(self.data, row, column)
  if (typeof found !== "object" || found.kind !== "array") return
  clearSpilledCells(self, row, column, found.area)
  SheetData.setFormula(self.data, row, column, {
    ...found,
    area: Area.cell(row, column)
  })
  self.arrays = undefined
}
