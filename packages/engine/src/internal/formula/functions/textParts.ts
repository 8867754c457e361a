/**
 * Parts of texts between delimiters.
 *
 * @since 0.1.0
 */
import {
  anything,
  defaulted,
  defineIn,
  type Definition,
  type Functions,
  logical,
  number,
  text,
  value
} from "../Definition.js"
import { isError, Matrix, NA, VALUE } from "../Value.js"
import * as Work from "../Work.js"
import { delimitersOf } from "./text.js"

/** The positions of all delimiters in a text, from left to right. */
const occurrences = (source: string, delimiters: ReadonlyArray<string>, anyCase: boolean) => {
  const searched = anyCase ? source.toLowerCase() : source
  const wanted = delimiters.map((each) => anyCase ? each.toLowerCase() : each).filter((each) => each !== "")
  const found: Array<{ readonly at: number; readonly length: number }> = []
  Work.spend(source.length * wanted.length)
  for (let at = 0; at < source.length;) {
    const hit = wanted.filter((each) => searched.startsWith(each, at)).sort((one, two) => two.length - one.length)[0]
    if (hit !== undefined) found.push({ at, length: hit.length })
    at += hit?.length ?? 1
  }
  return found
}

/** `TEXTBEFORE` and `TEXTAFTER`. */
const around = (side: "before" | "after"): Definition =>
  defineIn(
    [
      text,
      value,
      defaulted(number),
      defaulted(logical, false),
      defaulted(logical, false),
      defaulted(anything)
    ],
    (context, source, delimiter, count, anyCase, matchEnd, otherwise) => {
      const instance = Math.floor(count ?? 1)
      const delimiters = delimitersOf(context, delimiter)
      if (isError(delimiters)) return delimiters
      if (instance === 0 || (source.length > 0 && Math.abs(instance) > source.length)) return VALUE
      if (count !== undefined && source !== "" && delimiters.every((each) => each.length > source.length)) return VALUE
      const found = delimiters.includes("") ?
        [{ at: instance > 0 ? 0 : source.length, length: 0 }] :
        occurrences(source, delimiters, anyCase)
      const places = matchEnd ?
        instance > 0 ? [...found, { at: source.length, length: 0 }] : [{ at: 0, length: 0 }, ...found] :
        found
      const place = delimiters.includes("") ? found[0] : places.at(instance > 0 ? instance - 1 : instance)
      if (place === undefined) return otherwise ?? NA
      return side === "before" ? source.slice(0, place.at) : source.slice(place.at + place.length)
    }
  )

const split = (source: string, delimiters: ReadonlyArray<string>, anyCase: boolean): Array<string> => {
  const parts: Array<string> = []
  let from = 0
  for (const { at, length } of occurrences(source, delimiters, anyCase)) {
    parts.push(source.slice(from, at))
    from = at + length
  }
  return [...parts, source.slice(from)]
}

const textSplit = defineIn(
  [
    text,
    defaulted(value),
    defaulted(value),
    defaulted(logical, false),
    defaulted(logical, false),
    defaulted(anything, NA)
  ],
  (context, source, byColumn, byRow, ignoreEmpty, anyCase, pad) => {
    const columns = byColumn === undefined ? [] : delimitersOf(context, byColumn)
    const rows = byRow === undefined ? [] : delimitersOf(context, byRow)
    if (isError(columns)) return columns
    if (isError(rows)) return rows
    if (columns.length + rows.length === 0 || columns.includes("") || rows.includes("")) return VALUE
    const keep = (parts: Array<string>) => ignoreEmpty ? parts.filter((part) => part !== "") : parts
    const lines = keep(rows.length === 0 ? [source] : split(source, rows, anyCase)).map((line) =>
      keep(columns.length === 0 ? [line] : split(line, columns, anyCase))
    )
    const width = Math.max(1, ...lines.map((line) => line.length))
    return lines.length === 0 ? "" : Matrix.build(lines.length, width, (row, column) => lines[row]?.[column] ?? pad)
  }
)

export const textPartFunctions: Functions = {
  TEXTBEFORE: around("before"),
  TEXTAFTER: around("after"),
  TEXTSPLIT: textSplit
}
