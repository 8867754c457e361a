/**
 * The workbooks that formulas refer to as `[1]Sheet1!A1`, as far as the file remembers their cells.
 *
 * Calculation knows their sheets by numbers below 0, in the order of the links and of the sheets in each.
 *
 * @since 0.1.0
 */
import { BookError } from "../../BookError.js"
import type { Prefix } from "../formula/ReferenceText.js"
import * as Package from "../package/Package.js"
import * as ExternalLink from "../parts/ExternalLink.js"
import type { Link, Links, State } from "./State.js"

const nothing: ExternalLink.ExternalLink = { sheets: [], names: [] }

/** A damaged part counts as an empty link: it is read during calculation, when the file cannot be refused any more. */
const readLink = (state: State, partName: string): ExternalLink.ExternalLink => {
  try {
    const text = Package.text(state.package, partName)
    return text === undefined ? nothing : ExternalLink.parse(text)
  } catch (error) {
    if (error instanceof BookError) return nothing
    throw error
  }
}

const read = (state: State): Links => {
  const related = new Map(Package.relationships(state.package, state.workbookName).map((one) => [one.id, one.target]))
  const books: Array<Link> = []
  const sheets: Array<ExternalLink.LinkedSheet> = []
  for (const id of state.workbook.externalReferences) {
    const link = readLink(state, related.get(id) ?? "")
    books.push({ ...link, before: sheets.length })
    sheets.push(...link.sheets)
  }
  return { books, sheets }
}

/** The links; read when a formula first refers to one. */
const linksOf = (state: State): Links => state.links ??= read(state)

const same = (left: string, right: string | undefined): boolean => left.toLowerCase() === right?.toLowerCase()

const bookOf = (state: State, { book }: Prefix): Link | undefined => linksOf(state).books[Number(book) - 1]

const position = (book: Link, name: string | undefined): number => book.sheets.findIndex((one) => same(one.name, name))

/** The numbers of the sheets that a prefix names; `undefined` if the cells of one are not known. */
export const sheets = (state: State, prefix: Prefix): ReadonlyArray<number> | undefined => {
  const book = bookOf(state, prefix)
  if (book === undefined) return undefined
  const first = position(book, prefix.first)
  const last = prefix.last === undefined ? first : position(book, prefix.last)
  if (first < 0 || last < 0) return undefined
  const named = book.sheets.slice(Math.min(first, last), Math.max(first, last) + 1)
  if (named.some(({ cells }) => cells === undefined)) return undefined
  return named.map((_, at) => -1 - (book.before + Math.min(first, last) + at))
}

/** The formula of a name of a linked workbook: that of a sheet before the workbook's own. */
export const nameFormula = (state: State, prefix: Prefix, name: string): string | undefined => {
  const book = bookOf(state, prefix)
  if (book === undefined) return undefined
  const named = book.names.filter((one) => same(one.name, name))
  const at = position(book, prefix.first)
  return (named.find(({ sheet }) => sheet === at) ?? named.find(({ sheet }) => sheet === undefined))?.formula
}

/** The known cells of a sheet by its number. */
export const cells = (state: State, sheet: number): ExternalLink.LinkedCells | undefined =>
  linksOf(state).sheets[-1 - sheet]?.cells
