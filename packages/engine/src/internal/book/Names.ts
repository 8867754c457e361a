/**
 * Defined names, of the workbook and of single sheets.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import type * as Model from "../../Model.js"
import * as FileForm from "../formula/FileForm.js"
import * as References from "../formula/References.js"
import { parseBounds } from "../formula/ReferenceText.js"
import { CellError, type Scalar } from "../formula/Value.js"
import * as Work from "../formula/Work.js"
import type { DefinedName, SheetEntry } from "../parts/WorkbookPart.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import { cellValue } from "./Reading.js"
import { findSheet, findTable, sheetModel, sheetOf, type State } from "./State.js"
import { formulaToFile } from "./Writing.js"

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Excel defines names for its own use, such as print areas and filter areas. */
const isOwn = ({ name }: DefinedName): boolean => /^_xlnm\./i.test(name)

/** Whether a name belongs to a sheet, or to the workbook itself. */
const belongsTo = (state: State, one: DefinedName, scope: Model.Sheet | undefined): boolean =>
  scope === undefined
    ? one.scope === undefined
    : one.scope !== undefined && one.scope === state.sheets.find(({ id }) => id === scope.id)?.entry

const find = (state: State, name: string, scope: Model.Sheet | undefined): DefinedName | undefined =>
  state.workbook.names.find((one) => same(one.name, name) && belongsTo(state, one, scope))

const typeAndValue = (
  state: State,
  one: DefinedName,
  allowance?: Work.Allowance
): Pick<Model.Name, "type" | "value"> => {
  const range = References.asArea(one.formula)
  if (range !== undefined) return { type: "Range", value: `=${FileForm.toDisplay(one.formula)}` }
  const sheet = Math.max(0, state.sheets.findIndex(({ entry }) => entry === one.scope))
  const result = Calculating.calculationOf(state).evaluateText(one.formula, sheet, 0, 0, allowance)
  if (isRows(result)) return { type: "Array", value: `=${FileForm.toDisplay(one.formula)}` }
  const value: CellValue = cellValue(result)
  if (result instanceof CellError) return { type: "Error", value }
  if (typeof result === "number") return { type: "Double", value }
  return { type: typeof result === "boolean" ? "Boolean" : "String", value }
}

const isRows = (result: Scalar | ReadonlyArray<unknown>): result is ReadonlyArray<unknown> => Array.isArray(result)

const model = (state: State, one: DefinedName, allowance?: Work.Allowance): Model.Name => {
  const scope = state.sheets.find(({ entry }) => entry === one.scope)
  return {
    name: one.name,
    scope: scope && sheetModel(state, scope),
    formula: `=${FileForm.toDisplay(one.formula)}`,
    ...typeAndValue(state, one, allowance),
    comment: one.comment ?? "",
    visible: !one.hidden
  }
}

/** The names of the workbook, or of a sheet. */
export const list = (state: State, scope: Model.Sheet | undefined): ReadonlyArray<Model.Name> => {
  const allowance = Work.allowance()
  return state.workbook.names.filter((one) => belongsTo(state, one, scope) && !isOwn(one)).map((one) =>
    model(state, one, allowance)
  )
}

/** A name of the workbook, or of a sheet, without regard to case. */
export const byKey = (state: State, key: string, scope: Model.Sheet | undefined): Model.Name | undefined => {
  const found = find(state, key, scope)
  return found && model(state, found)
}

const badName = (name: string): never =>
  refuse(
    "invalidArgument",
    `The name '${name}' is not valid: a name starts with a letter or an underscore, has no spaces and does not look like a cell.`
  )

/** Checks the syntax of a table name or defined name. */
export const checkSyntax = (name: string): void => {
  if (name.length > 255 || !/^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name)) badName(name)
  if (parseBounds(name) !== undefined || /^(?:r|c|r\d*c\d*)$/i.test(name)) badName(name)
}

/** Defines a name, and returns a function that reads it after calculation. */
export const add = (state: State, { comment, formula, name, scope }: Model.NewName): () => Model.Name => {
  checkSyntax(name)
  const entry: SheetEntry | undefined = scope && sheetOf(state, scope).entry
  if (find(state, name, scope) !== undefined || (entry === undefined && findTable(state, name) !== undefined)) {
    return refuse("itemAlreadyExists", `The name '${name}' already exists.`)
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
  changed(state, name)
  return () => model(state, added)
}

const changed = (state: State, name: string): void => {
  state.workbook.changed = true
  if (state.calculation === undefined) return
  state.calculation.nameChanged(name)
  Calculating.recalculate(state)
}

const nameOf = (state: State, name: Model.Name): DefinedName =>
  find(state, name.name, name.scope) ??
    refuse("itemNotFound", `The name '${name.name}' no longer exists.`)

/** Changes what is said about a name. */
export const update = (
  state: State,
  name: Model.Name,
  changes: { readonly comment?: string | undefined; readonly visible?: boolean | undefined }
): Model.Name => {
  const found = nameOf(state, name)
  if (changes.comment !== undefined) found.comment = changes.comment === "" ? undefined : changes.comment
  if (changes.visible !== undefined) found.hidden = !changes.visible
  state.workbook.changed = true
  return model(state, found)
}

/** Takes a name away; formulas that use it show `#NAME?`. */
export const remove = (state: State, name: Model.Name): void => {
  const found = nameOf(state, name)
  state.workbook.names.splice(state.workbook.names.indexOf(found), 1)
  state.deletedNames.add(found.name.toLowerCase())
  changed(state, found.name)
}

/** The sheet and area of a name, if its formula is or computes (as `OFFSET` does) one reference. */
export const area = (
  state: State,
  name: Model.Name
): { readonly sheet: Model.Sheet; readonly area: Area } | undefined => {
  const found = find(state, name.name, name.scope)
  if (found === undefined) return undefined
  const range = References.asArea(found.formula)
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
