/**
 * Defined names of the workbook and of its sheets.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import type * as Model from "../../Model.js"
import * as FormulaNotation from "../formula/FormulaNotation.js"
import * as References from "../formula/References.js"
import { parseBounds } from "../formula/ReferenceText.js"
import * as WorkbookPart from "../parts/WorkbookPart.js"
import type { DefinedName, SheetEntry } from "../parts/WorkbookPart.js"
import { inQuotes, refuse } from "../refusal.js"
import { CellError, type Scalar } from "../value/Value.js"
import * as Work from "../Work.js"
import * as Calculating from "./Calculating.js"
import { cellValue } from "./Reading.js"
import { findSheet, findTable, sheetModel, sheetOf, type State } from "./State.js"
import { formulaToFile } from "./Writing.js"

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Excel uses built-in names for print areas, filter areas and the like. They are not listed. */
const isBuiltIn = ({ name }: DefinedName): boolean => /^_xlnm\./i.test(name)

/** Returns whether a name belongs to a sheet, or to the workbook itself if `scope` is `undefined`. */
const belongsTo = (state: State, definedName: DefinedName, scope: Model.Sheet | undefined): boolean =>
  scope === undefined
    ? definedName.scope === undefined
    : definedName.scope !== undefined && definedName.scope === state.sheets.find(({ id }) => id === scope.id)?.entry

const find = (state: State, name: string, scope: Model.Sheet | undefined): DefinedName | undefined =>
  state.workbook.names.find((definedName) => sameName(definedName.name, name) && belongsTo(state, definedName, scope))

const typeAndValue = (
  state: State,
  definedName: DefinedName,
  budget?: Work.Budget
): Pick<Model.Name, "type" | "value"> => {
  const range = References.parseSingleArea(definedName.formula)
  if (range !== undefined) return { type: "Range", value: `=${FormulaNotation.toDisplay(definedName.formula)}` }
  const sheet = Math.max(0, state.sheets.findIndex(({ entry }) => entry === definedName.scope))
  const result = Calculating.calculationOf(state).evaluateText(definedName.formula, sheet, 0, 0, budget)
  if (isRows(result)) return { type: "Array", value: `=${FormulaNotation.toDisplay(definedName.formula)}` }
  const value: CellValue = cellValue(result)
  if (result instanceof CellError) return { type: "Error", value }
  if (typeof result === "number") return { type: "Double", value }
  return { type: typeof result === "boolean" ? "Boolean" : "String", value }
}

const isRows = (result: Scalar | ReadonlyArray<unknown>): result is ReadonlyArray<unknown> => Array.isArray(result)

const model = (state: State, definedName: DefinedName, budget?: Work.Budget): Model.Name => {
  const scope = state.sheets.find(({ entry }) => entry === definedName.scope)
  return {
    name: definedName.name,
    scope: scope && sheetModel(state, scope),
    formula: `=${FormulaNotation.toDisplay(definedName.formula)}`,
    ...typeAndValue(state, definedName, budget),
    comment: definedName.comment ?? "",
    visible: !definedName.hidden
  }
}

/** Lists the names of the workbook, or of a sheet. */
export const list = (state: State, scope: Model.Sheet | undefined): ReadonlyArray<Model.Name> => {
  const budget = Work.formulaBudget()
  return state.workbook.names.filter((definedName) => belongsTo(state, definedName, scope) && !isBuiltIn(definedName))
    .sort(WorkbookPart.compareNames(state.workbook))
    .map((definedName) => model(state, definedName, budget))
}

/** Finds a name of the workbook, or of a sheet, case-insensitively. */
export const byKey = (state: State, key: string, scope: Model.Sheet | undefined): Model.Name | undefined => {
  const found = find(state, key, scope)
  return found && model(state, found)
}

const refuseSyntax = (name: string): never =>
  refuse(
    "invalidArgument",
    `The name ${
      inQuotes(name)
    } is not valid: a name starts with a letter or an underscore, has no spaces and does not look like a cell.`
  )

/** Checks the syntax of a table name or defined name. */
export const checkSyntax = (name: string): void => {
  if (name.length > 255 || !/^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name)) refuseSyntax(name)
  if (parseBounds(name) !== undefined || /^(?:r|c|r\d*c\d*)$/i.test(name)) refuseSyntax(name)
}

/** Defines a name. Returns a function that makes a snapshot of it, to be called after calculation. */
export const add = (state: State, { comment, formula, name, scope }: Model.NewName): () => Model.Name => {
  checkSyntax(name)
  const entry: SheetEntry | undefined = scope && sheetOf(state, scope).entry
  if (find(state, name, scope) !== undefined || (entry === undefined && findTable(state, name) !== undefined)) {
    return refuse("itemAlreadyExists", `The name ${inQuotes(name)} already exists.`)
  }
  const text = formulaToFile(formula.replace(/^=/, ""), undefined)
  const added: DefinedName = {
    name,
    scope: entry,
    formula: text,
    comment: comment ?? undefined,
    hidden: false,
    tag: ""
  }
  state.workbook.names.push(added)
  markChanged(state, name)
  return () => model(state, added)
}

const markChanged = (state: State, name: string): void => {
  state.workbook.changed = true
  if (state.calculation === undefined) return
  state.calculation.nameChanged(name)
  Calculating.recalculate(state)
}

const findExisting = (state: State, name: Model.Name): DefinedName =>
  find(state, name.name, name.scope) ??
    refuse("itemNotFound", `The name '${name.name}' no longer exists.`)

/** Changes the comment and the visibility of a name. */
export const update = (
  state: State,
  name: Model.Name,
  changes: { readonly comment?: string | undefined; readonly visible?: boolean | undefined }
): Model.Name => {
  const found = findExisting(state, name)
  if (changes.comment !== undefined) found.comment = changes.comment === "" ? undefined : changes.comment
  if (changes.visible !== undefined) found.hidden = !changes.visible
  state.workbook.changed = true
  return model(state, found)
}

/** Deletes a name. Formulas that use it show `#NAME?`. */
export const remove = (state: State, name: Model.Name): void => {
  const found = findExisting(state, name)
  state.workbook.names.splice(state.workbook.names.indexOf(found), 1)
  state.deletedNames.add(found.name.toLowerCase())
  markChanged(state, found.name)
}

/**
 * Returns the sheet and area of a name if its formula is, or computes with a function such as `OFFSET`, one reference.
 */
export const area = (
  state: State,
  name: Model.Name
): { readonly sheet: Model.Sheet; readonly area: Area } | undefined => {
  const found = find(state, name.name, name.scope)
  if (found === undefined) return undefined
  const range = References.parseSingleArea(found.formula)
  if (range === undefined) return computedArea(state, found)
  const sheet = range.sheet === undefined
    ? state.sheets.find(({ entry }) => entry === found.scope)
    : findSheet(state, range.sheet)
  return sheet && { sheet: sheetModel(state, sheet), area: range.area }
}

const computedArea = (state: State, { formula, scope }: DefinedName): ReturnType<typeof area> => {
  const from = Math.max(0, state.sheets.findIndex(({ entry }) => entry === scope))
  const found = Calculating.calculationOf(state).evaluateArea(formula, from)
  const sheet = found && state.sheets[found.sheet]
  if (found === undefined || sheet === undefined) return undefined
  const { bottom, left, right, top } = found
  return { sheet: sheetModel(state, sheet), area: { top, left, bottom, right } }
}
