/**
 * Formulas that were filled into several cells share one tree.
 *
 * Filled formulas differ only in their relative references. If each relative reference is replaced by its offset from
 * the cell, their texts are equal. That text is the key of the shared tree. So most formulas of a large workbook are
 * neither parsed nor stored.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { type CellReference, type Name, type Node, parse, type StructuredReference } from "./Ast.js"
import { findFunction } from "./Functions.js"
import { noPrefix } from "./ReferenceText.js"

/** A formula tree, and the cell of the text that it was parsed from. */
export interface Template {
  /** `undefined` if the text cannot be parsed. */
  readonly node: Node | undefined
  readonly row: number
  readonly column: number
  readonly dependencies: Dependencies
}

/** The references and names in a formula. */
export interface Dependencies {
  readonly cells: ReadonlyArray<CellReference>
  readonly names: ReadonlyArray<Name>
  readonly structured: ReadonlyArray<StructuredReference>
  /**
   * Whether the formula is recalculated each time, because its dependencies are not all in its text or its result
   * varies.
   */
  readonly volatile: boolean
  /**
   * Whether the result can depend on more than the values of the cells that the formula refers to, for example on their
   * places.
   */
  readonly positional: boolean
}

const positionalFunctions: ReadonlySet<string> = new Set([
  "ROW",
  "COLUMN",
  "FORMULATEXT",
  "SUBTOTAL",
  "AGGREGATE"
])

const volatileFunctions: ReadonlySet<string> = new Set([
  "NOW",
  "TODAY",
  "RAND",
  "RANDBETWEEN",
  "RANDARRAY",
  "OFFSET",
  "INDIRECT",
  "CELL",
  "INFO"
])

/** Collects the references and names in a tree. */
export const collectDependencies = (root: Node): Dependencies => {
  const cells: Array<CellReference> = []
  const names: Array<Name> = []
  const structured: Array<StructuredReference> = []
  let volatile = false
  let positional = false
  const rest: Array<Node> = [root]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    switch (node._tag) {
      case "CellReference":
        cells.push(node)
        // Structural changes do not adjust references to several sheets or to linked workbooks.
        if (node.prefix.last !== undefined || node.prefix.workbook !== undefined) positional = true
        break
      case "Name":
        names.push(node)
        break
      case "StructuredReference":
        structured.push(node)
        break
      case "Unary":
        // `A1#` reads cells that no reference in the formula contains.
        if (node.operator === "#") positional = true
        rest.push(node.operand)
        break
      case "Binary":
        // `A1:INDEX(…)` reads cells that no reference in the formula contains.
        if (node.operator === ":") volatile = true
        rest.push(node.left, node.right)
        break
      case "Call":
        if (volatileFunctions.has(node.name)) volatile = true
        if (positionalFunctions.has(node.name)) positional = true
        // A call of a worksheet function never reads a name.
        if (findFunction(node.name) === undefined) names.push({ _tag: "Name", prefix: noPrefix, name: node.name })
        rest.push(...node.args)
        break
      case "Apply":
        rest.push(node.callee, ...node.args)
        break
      case "Let":
        rest.push(node.body, ...node.bindings.map(([, value]) => value))
        break
      case "Lambda":
        rest.push(node.body)
        break
      case "Literal":
      case "MissingArgument":
      case "ArrayConstant":
        break
    }
  }
  return { cells, names, structured, volatile, positional }
}

/** The dependencies of a formula that cannot be parsed. */
const unknownDependencies: Dependencies = { cells: [], names: [], structured: [], volatile: true, positional: true }

const make = (text: string, row: number, column: number): Template => {
  const parsed = parse(text)
  return Either.isRight(parsed) ?
    { node: parsed.right, row, column, dependencies: collectDependencies(parsed.right) } :
    { node: undefined, row, column, dependencies: unknownDependencies }
}

/** Counts the coordinates in references: one for a cell, two for a range. */
const coordinateCount = (cells: ReadonlyArray<CellReference>): number =>
  cells.reduce((total, { bounds }) => total + (bounds.form === "cell" ? 1 : 2), 0)

/** The templates of one workbook. */
export class Templates {
  private readonly shared = new Map<string, Template | "unshared">()

  /** Returns the template for the formula of a cell. */
  of(text: string, row: number, column: number): Template {
    const { count, key } = relativeKey(text, row, column)
    const cached = this.shared.get(key)
    if (cached === "unshared") return make(text, row, column)
    if (cached !== undefined) return cached
    const template = make(text, row, column)
    const isExact = template.node === undefined || coordinateCount(template.dependencies.cells) === count
    this.shared.set(key, isExact ? template : "unshared")
    return template
  }
}

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 36 /* $ */ ||
  code === 95 /* _ */ || code === 46 /* . */ || code === 92 /* \ */ || code === 63 /* ? */ || code > 127

/**
 * Returns the formula with each relative reference replaced by its offset from the cell, and the number of coordinates.
 *
 * The scanner is fast and not exact. Therefore the number of coordinates is compared with that of the parsed tree
 * before the tree is shared.
 */
const relativeKey = (
  text: string,
  row: number,
  column: number
): { readonly key: string; readonly count: number } => {
  let key = ""
  let copied = 0
  let count = 0
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 34 || code === 39) {
      at = skipQuoted(text, at, code)
    } else if (code === 91) {
      at = skipBrackets(text, at)
    } else if (isWord(code)) {
      const start = at
      while (at < text.length && isWord(text.charCodeAt(at))) at++
      const distance = relativeCoordinate(text, start, at, row, column)
      if (distance !== undefined) {
        key += text.slice(copied, start) + distance
        copied = at
        count++
      }
    } else {
      at++
    }
  }
  return { key: copied === 0 ? text : key + text.slice(copied), count }
}

const skipQuoted = (text: string, from: number, quote: number): number => {
  let at = from + 1
  while (at < text.length) {
    if (text.charCodeAt(at) !== quote) at++
    else if (text.charCodeAt(at + 1) === quote) at += 2
    else break
  }
  return at + 1
}

const skipBrackets = (text: string, from: number): number => {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 39) at++
    else if (code === 91) depth++
    else if (code === 93 && --depth === 0) return at + 1
  }
  return text.length
}

/**
 * Returns the offset of a word that is a coordinate, or `undefined` for any other word. A regular expression would be
 * slower.
 */
const relativeCoordinate = (
  text: string,
  start: number,
  end: number,
  row: number,
  column: number
): string | undefined => {
  const next = text.charCodeAt(end)
  if (next === 40 /* ( */ || next === 33 /* ! */ || next === 91 /* [ */) return undefined
  let at = start
  const columnAbsolute = text.charCodeAt(at) === 36
  if (columnAbsolute) at++
  let letters = 0
  const firstLetter = at
  for (; at < end && at - firstLetter < 4; at++) {
    const letter = text.charCodeAt(at) | 32
    if (letter < 97 || letter > 122) break
    letters = letters * 26 + letter - 96
  }
  const letterCount = at - firstLetter
  if (letterCount === 0) return relativeRow(text, start, end, row)
  if (letterCount > 3) return undefined
  const columnPart = columnAbsolute ? `\u0001$${letters}` : `\u0001${letters - 1 - column}`
  if (at === end) return isBesideColon(text, start, end) ? columnPart : undefined
  const rowAbsolute = text.charCodeAt(at) === 36
  if (rowAbsolute) at++
  const line = parseRowNumber(text, at, end)
  if (line === undefined) return undefined
  return columnPart + (rowAbsolute ? `\u0002$${line}` : `\u0002${line - 1 - row}`)
}

const relativeRow = (text: string, start: number, end: number, row: number): string | undefined => {
  if (!isBesideColon(text, start, end)) return undefined
  const absolute = text.charCodeAt(start) === 36
  const line = parseRowNumber(text, absolute ? start + 1 : start, end)
  return line === undefined ? undefined : absolute ? `\u0002$${line}` : `\u0002${line - 1 - row}`
}

/** Returns whether a word is next to a colon, like both sides of `A:B` and `1:2`. */
const isBesideColon = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(end) === 58 || text.charCodeAt(start - 1) === 58

const parseRowNumber = (text: string, from: number, end: number): number | undefined => {
  if (from >= end || end - from > 7) return undefined
  let value = 0
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}
