/**
 * Functions that split texts at delimiters.
 *
 * @since 0.1.0
 */
import { isError, Matrix, NA, VALUE } from "../../value/Value.js"
import * as Work from "../../Work.js"
import {
  defaulted,
  defineWithContext,
  type Definition,
  type Functions,
  logical,
  number,
  scalarOrError,
  text,
  value
} from "../Definition.js"
import { delimitersOf } from "./text.js"

/** Finds all delimiters in a text, from left to right. */
const occurrences = (source: string, delimiters: ReadonlyArray<string>, ignoreCase: boolean) => {
  const searched = ignoreCase ? source.toLowerCase() : source
  const searchedDelimiters = delimiters.map((each) => ignoreCase ? each.toLowerCase() : each).filter((each) =>
    each !== ""
  )
  const found: Array<{ readonly at: number; readonly length: number }> = []
  Work.spend(source.length * searchedDelimiters.length)
  for (let at = 0; at < source.length;) {
    const delimiter = searchedDelimiters.filter((each) =>
      searched.startsWith(each, at)
    ).sort((left, right) => right.length - left.length)[0]
    if (delimiter !== undefined) {
      found.push({ at, length: delimiter.length })
    }
    at += delimiter?.length ?? 1
  }
  return found
}

/** `TEXTBEFORE` and `TEXTAFTER`. */
const defineSide = (side: "before" | "after"): Definition =>
  defineWithContext(
    [
      text,
      value,
      defaulted(number),
      defaulted(logical, false),
      defaulted(logical, false),
      defaulted(scalarOrError)
    ],
    (context, source, delimiter, count, ignoreCase, matchEnd, ifNotFound) => {
      const instance = Math.floor(count ?? 1)
      const delimiters = delimitersOf(context, delimiter)
      if (isError(delimiters)) return delimiters
      if (instance === 0 || (source.length > 0 && Math.abs(instance) > source.length)) return VALUE
      if (count !== undefined && source !== "" && delimiters.every((each) => each.length > source.length)) return VALUE
      const found = delimiters.includes("") ?
        [{ at: instance > 0 ? 0 : source.length, length: 0 }] :
        occurrences(source, delimiters, ignoreCase)
      const matches = matchEnd ?
        instance > 0 ? [...found, { at: source.length, length: 0 }] : [{ at: 0, length: 0 }, ...found] :
        found
      const match = delimiters.includes("") ? found[0] : matches.at(instance > 0 ? instance - 1 : instance)
      if (match === undefined) return ifNotFound ?? NA
      return side === "before" ? source.slice(0, match.at) : source.slice(match.at + match.length)
    }
  )

const split = (source: string, delimiters: ReadonlyArray<string>, ignoreCase: boolean): Array<string> => {
  const parts: Array<string> = []
  let from = 0
  for (const { at, length } of occurrences(source, delimiters, ignoreCase)) {
    parts.push(source.slice(from, at))
    from = at + length
  }
  return [...parts, source.slice(from)]
}

const textSplit = defineWithContext(
  [
    text,
    defaulted(value),
    defaulted(value),
    defaulted(logical, false),
    defaulted(logical, false),
    defaulted(scalarOrError, NA)
  ],
  (context, source, byColumn, byRow, ignoreEmpty, ignoreCase, pad) => {
    const columns = byColumn === undefined ? [] : delimitersOf(context, byColumn)
    const rows = byRow === undefined ? [] : delimitersOf(context, byRow)
    if (isError(columns)) return columns
    if (isError(rows)) return rows
    if (columns.length + rows.length === 0 || columns.includes("") || rows.includes("")) return VALUE
    const keep = (parts: Array<string>) => ignoreEmpty ? parts.filter((part) => part !== "") : parts
    const lines = keep(rows.length === 0 ? [source] : split(source, rows, ignoreCase)).map((line) =>
      keep(columns.length === 0 ? [line] : split(line, columns, ignoreCase))
    )
    const width = Math.max(1, ...lines.map((line) => line.length))
    return lines.length === 0 ? "" : Matrix.build(lines.length, width, (row, column) => lines[row]?.[column] ?? pad)
  }
)

export const textPartFunctions: Functions = {
  TEXTBEFORE: defineSide("before"),
  TEXTAFTER: defineSide("after"),
  TEXTSPLIT: textSplit
}
