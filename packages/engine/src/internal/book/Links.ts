/**
 * The linked workbooks that formulas refer to as `[1]Sheet1!A1`. The file contains cached values of their cells.
 *
 * In the calculation their sheets have negative numbers: -1 is the first sheet of the first link, -2 the next sheet.
 *
 * @since 0.1.0
 */
import { BookError } from "../../BookError.js"
import type { Prefix } from "../formula/ReferenceText.js"
import * as Package from "../package/Package.js"
import * as ExternalLink from "../parts/ExternalLink.js"
import type { Link, Links, State } from "./State.js"

const emptyLink: ExternalLink.ExternalLink = { sheets: [], names: [] }

/** A damaged part is read as an empty link, because the file cannot be refused any more during calculation. */
const readLink = (state: State, partName: string): ExternalLink.ExternalLink => {
  try {
    const text = Package.text(state.package, partName)
    return text === undefined ? emptyLink : ExternalLink.parse(text)
  } catch (error) {
    if (error instanceof BookError) return emptyLink
    throw error
  }
}

const read = (state: State): Links => {
  const related = new Map(
    Package.relationships(state.package, state.workbookName).map((candidate) => [candidate.id, candidate.target])
  )
  const workbooks: Array<Link> = []
  const sheets: Array<ExternalLink.LinkedSheet> = []
  for (const id of state.workbook.externalReferences) {
    const link = readLink(state, related.get(id) ?? "")
    workbooks.push({ ...link, firstSheet: sheets.length })
    sheets.push(...link.sheets)
  }
  return { workbooks, sheets }
}

/** Returns the links. The first call reads them. */
const linksOf = (state: State): Links => state.links ??= read(state)

const sameName = (left: string, right: string | undefined): boolean => left.toLowerCase() === right?.toLowerCase()

const findLink = (state: State, { workbook }: Prefix): Link | undefined =>
  linksOf(state).workbooks[Number(workbook) - 1]

const sheetPosition = (link: Link, name: string | undefined): number =>
  link.sheets.findIndex((candidate) => sameName(candidate.name, name))

/** Returns the numbers of the sheets in a prefix, or `undefined` if the file has no cached cells of one of them. */
export const sheets = (state: State, prefix: Prefix): ReadonlyArray<number> | undefined => {
  const link = findLink(state, prefix)
  if (link === undefined) return undefined
  const first = sheetPosition(link, prefix.first)
  const last = prefix.last === undefined ? first : sheetPosition(link, prefix.last)
  if (first < 0 || last < 0) return undefined
  const named = link.sheets.slice(Math.min(first, last), Math.max(first, last) + 1)
  if (named.some(({ cells }) => cells === undefined)) return undefined
  return named.map((_, position) => -1 - (link.firstSheet + Math.min(first, last) + position))
}

/** Returns the formula of a name of a linked workbook. A name of the sheet has priority over a name of the workbook. */
export const nameFormula = (state: State, prefix: Prefix, name: string): string | undefined => {
  const link = findLink(state, prefix)
  if (link === undefined) return undefined
  const named = link.names.filter((candidate) => sameName(candidate.name, name))
  const position = sheetPosition(link, prefix.first)
  return (named.find(({ sheet }) => sheet === position) ?? named.find(({ sheet }) => sheet === undefined))?.formula
}

/** Returns the cached cells of a sheet by its negative number. */
export const cells = (state: State, sheet: number): ExternalLink.LinkedCells | undefined =>
  linksOf(state).sheets[-1 - sheet]?.cells
