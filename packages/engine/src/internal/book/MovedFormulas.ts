/**
 * Moves formulas with their cells, and rewrites the references to cells that move.
 *
 * Formulas that were filled down a column stay filled: the first one is rewritten, and the others are filled again. They
 * are not calculated if they read the same values as before.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { FilledFormulas } from "../formula/Calculation.js"
import type { Displacement } from "../formula/DependencyGraph.js"
import * as References from "../formula/References.js"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "../parts/A1Reference.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import type * as SheetPart from "../parts/SheetPart.js"
import type { SheetArea } from "../value/Value.js"
import * as Calculating from "./Calculating.js"
import { isWorksheet, type State, type WorksheetState } from "./State.js"
import * as Uncomputed from "./Uncomputed.js"

/** A move of cells. */
export interface CellMove {
  readonly sheet: WorksheetState
  /** Returns the new bounds of a reference, or `undefined` if none of its cells are left. */
  readonly map: (area: Area.Area) => Area.Area | undefined
  /** The cells that move, if there are any. */
  readonly moving: Area.Area | undefined
  /** The cells that are deleted, if there are any. */
  readonly deleted: Area.Area | undefined
  /** Further cells whose references `map` can change. */
  readonly extended: Area.Area | undefined
  readonly down: number
  readonly right: number
  /** The rows from which on `map` follows another rule than above them. */
  readonly cutRows: ReadonlyArray<number>
}

/** Formulas that get a new place or a new text. */
interface MovedFormulas {
  readonly formulas: FilledFormulas
  readonly sheet: WorksheetState
  readonly place: "stay" | "move" | "deleted"
  /** The new texts: the translations of the first one, or one for each formula. `undefined` if they do not change. */
  readonly texts: References.Translation | ReadonlyArray<string> | undefined
  readonly keepsResults: boolean
}

/**
 * Takes the formulas that a move affects out of the calculation. The caller then moves the cells, and calls the result,
 * which puts the formulas back with their new texts.
 */
export const take = (state: State, move: CellMove): () => void => {
  const calculation = Calculating.calculationOf(state)
  const index = state.sheets.indexOf(move.sheet)
  const arrays = SheetFormulas.arrays(move.sheet.part)
  const areas = [move.moving, move.deleted, move.extended].filter((area) => area !== undefined)
  const moved: Array<MovedFormulas> = []
  for (const formulas of calculation.formulasAt(index, areas, move.cutRows, displacements(move, index))) {
    const sheet = state.sheets[formulas.sheet]
    if (sheet === undefined || !isWorksheet(sheet)) continue
    const place = formulas.sheet === index ? placeOf(move, formulas) : "stay"
    const texts = formulas.isReading && place !== "deleted" ? rewrittenTexts(sheet, formulas, move) : undefined
    if (place === "stay" && texts === undefined) {
      if (!formulas.keepsResults) calculation.markFormulas(formulas)
      continue
    }
    const keepsResults = formulas.keepsResults && !Uncomputed.has(state, sheet, formulas)
    moved.push({ formulas, sheet, place, texts, keepsResults })
    if (place !== "stay") state.formulasChanged = true
  }
  unshare(moved)
  const dirty = new Set<MovedFormulas>()
  // The last formulas are removed first, because removal is fast at the end of a column.
  for (const each of moved.toReversed()) {
    const { formulas } = each
    if (formulas.isArray) calculation.clearFormula(formulas.sheet, formulas.first, formulas.column)
    else if (calculation.takeFormulas(formulas) || !each.keepsResults) dirty.add(each)
  }
  return () => {
    moveArrays(move, arrays)
    for (const each of moved) if (each.place !== "deleted") put(state, move, each, dirty.has(each))
    for (const area of areas) calculation.unblockArrays(index, area)
  }
}

const displacements = (move: CellMove, index: number) => (area: SheetArea): Displacement => {
  if (area.sheet !== index) return "stay"
  const { deleted, down, map, moving, right } = move
  const mapped = map(area)
  if (mapped === undefined) return "change"
  const isMoved = moving !== undefined && Area.intersects(moving, area)
  if (!isMoved && (deleted === undefined || !Area.intersects(deleted, area))) {
    return mapped.top === area.top && mapped.left === area.left && mapped.bottom === area.bottom &&
        mapped.right === area.right
      ? "stay"
      : "change"
  }
  return isMoved && Area.contains(moving, area) && mapped.top === area.top + down &&
      mapped.bottom === area.bottom + down && mapped.left === area.left + right && mapped.right === area.right + right
    ? "move"
    : "change"
}

const placeOf = ({ deleted, moving }: CellMove, { column, first }: FilledFormulas): MovedFormulas["place"] => {
  if (deleted !== undefined && Area.containsCell(deleted, first, column)) return "deleted"
  return moving !== undefined && Area.containsCell(moving, first, column) ? "move" : "stay"
}

const rewrittenTexts = (
  { entry, part }: WorksheetState,
  { column, first, last }: FilledFormulas,
  { map, sheet }: CellMove
): MovedFormulas["texts"] => {
  const change = { kind: "area", sheet: sheet.entry.name, map } as const
  const textAt = (row: number): string => SheetFormulas.formula(part, row, column) ?? ""
  const rewritten = (text: string): string => References.rewrite(text, { sheet: entry.name }, change)
  const [firstBefore, lastBefore] = [textAt(first), textAt(last)]
  const [firstText, lastText] = [rewritten(firstBefore), rewritten(lastBefore)]
  if (firstText === firstBefore && lastText === lastBefore) return undefined
  const translation = References.translation(firstText)
  // The references of formulas that are cut off by the change, or by the edge of the sheet, do not stay filled.
  if (translation(last - first, 0) === lastText) return translation
  return Array.from({ length: last - first + 1 }, (_, offset) => rewritten(textAt(first + offset)))
}

/** Replaces the shared formulas among these formulas, and all others of their groups, by ordinary formulas. */
const unshare = (moved: ReadonlyArray<MovedFormulas>): void => {
  const groups = new Map<SheetPart.SheetPart, Set<number>>()
  for (const { formulas: { column, first, last }, sheet: { part } } of moved) {
    const found = groups.get(part) ?? new Set()
    groups.set(part, found)
    for (let row = first; row <= last; row++) {
      const formula = SheetData.formula(part.data, row, column)
      if (typeof formula === "object" && formula.kind === "shared") found.add(formula.group)
    }
  }
  for (const [part, found] of groups) SheetFormulas.unshare(part, found)
}

const put = (state: State, move: CellMove, moved: MovedFormulas, isDirty: boolean): void => {
  const { formulas, place, sheet: { part }, texts } = moved
  const calculation = Calculating.calculationOf(state)
  const [down, right] = place === "move" ? [move.down, move.right] : [0, 0]
  const { sheet } = formulas
  const column = formulas.column + right
  const first = formulas.first + down
  const last = formulas.last + down
  if (texts !== undefined) {
    for (let row = first; row <= last; row++) {
      const text = typeof texts === "function" ? texts(row - first, 0) : texts[row - first]
      if (text !== undefined) SheetFormulas.setFormulaText(part, row, column, text)
    }
  }
  if (formulas.isArray || typeof texts === "object") {
    for (let row = first; row <= last; row++) calculation.setFormula(sheet, row, column)
    return
  }
  calculation.putFormulas({ sheet, column, first, last })
  if (isDirty) calculation.markFormulas({ sheet, column, first, last })
}

/** Moves the areas of array formulas and data tables whose cells were moved. */
const moveArrays = (move: CellMove, arrays: ReadonlyArray<SheetPart.ArrayFormula>): void => {
  const { deleted, down, map, moving, right, sheet: { part } } = move
  part.arrays = arrays.flatMap((array) => {
    const { area, column, row } = array
    if (deleted !== undefined && Area.containsCell(deleted, row, column)) return []
    if (moving === undefined || !Area.containsCell(moving, row, column)) return [array]
    const to = {
      top: area.top + down,
      bottom: area.bottom + down,
      left: area.left + right,
      right: area.right + right
    }
    moveArray(part, row + down, column + right, to, map)
    return [{ ...array, row: row + down, column: column + right, area: to }]
  })
}

/** Sets the area of an array formula or data table, and moves the input cells of a data table. */
const moveArray = (
  part: SheetPart.SheetPart,
  row: number,
  column: number,
  area: Area.Area,
  map: CellMove["map"]
): void => {
  const formula = SheetData.formula(part.data, row, column)
  if (typeof formula !== "object" || formula.kind === "shared") return
  if (formula.kind === "array") {
    SheetData.setFormula(part.data, row, column, { ...formula, area })
    return
  }
  let tag = Xml.withAttribute(formula.tag, "ref", A1Reference.format(area))
  for (const name of ["r1", "r2"]) {
    const input = A1Reference.parse(Xml.attribute(tag, name) ?? "")
    const moved = input && map(input)
    if (input !== undefined && moved !== input) {
      tag = moved === undefined
        ? Xml.withAttribute(tag, name === "r1" ? "del1" : "del2", "1")
        : Xml.withAttribute(tag, name, A1Reference.format(moved))
    }
  }
  SheetData.setFormula(part.data, row, column, { kind: "dataTable", area, tag })
}
