/**
 * Formulas that say the same in every cell they were filled into share one tree.
 *
 * Filled formulas differ only in their relative references. With each of those written as its distance from the cell,
 * their texts are equal; that text is the key under which the tree is shared, so most formulas of a large workbook are
 * neither parsed nor stored.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { type Cells, type Name, type Node, parse, type Structured } from "./Ast.js"

/** A formula tree, and the cell whose text it was read from. */
export interface Template {
  /** `undefined` when the text cannot be read. */
  readonly node: Node | undefined
  readonly row: number
  readonly column: number
  readonly mentions: Mentions
}

/** The references and names in a formula. */
export interface Mentions {
  readonly cells: ReadonlyArray<Cells>
  readonly names: ReadonlyArray<Name>
  readonly structured: ReadonlyArray<Structured>
  /**
   * Whether the formula is always recalculated: its inputs are not known from its text, or it uses time or randomness.
   */
  readonly volatile: boolean
}

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

/** Collects what a tree names. */
export const mentionsOf = (root: Node): Mentions => {
  const cells: Array<Cells> = []
  const names: Array<Name> = []
  const structured: Array<Structured> = []
  let volatile = false
  const rest: Array<Node> = [root]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    switch (node._tag) {
      case "Cells":
        cells.push(node)
        break
      case "Name":
        names.push(node)
        break
      case "Structured":
        structured.push(node)
        break
      case "Unary":
        rest.push(node.operand)
        break
      case "Binary":
        // `A1:INDEX(…)` reads cells that neither side names
        if (node.operator === ":") volatile = true
        rest.push(node.left, node.right)
        break
      case "Call":
        if (volatileFunctions.has(node.name)) volatile = true
        names.push({ _tag: "Name", prefix: { book: undefined, first: undefined, last: undefined }, name: node.name })
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
      case "Missing":
      case "ArrayConstant":
        break
    }
  }
  return { cells, names, structured, volatile }
}

/** The references of an unreadable formula are unknown. */
const unknown: Mentions = { cells: [], names: [], structured: [], volatile: true }

const make = (text: string, row: number, column: number): Template => {
  const parsed = parse(text)
  return Either.isRight(parsed) ?
    { node: parsed.right, row, column, mentions: mentionsOf(parsed.right) } :
    { node: undefined, row, column, mentions: unknown }
}

/** Coordinates that a tree has in its relative and absolute references. */
const coordinates = (cells: ReadonlyArray<Cells>): number =>
  cells.reduce((total, { bounds }) => total + (bounds.form === "cell" ? 1 : 2), 0)

/** The templates of one workbook. */
export class Templates {
  private readonly shared = new Map<string, Template | "own">()

  /** The template of a formula in a cell. */
  of(text: string, row: number, column: number): Template {
    const { count, key } = relative(text, row, column)
    const known = this.shared.get(key)
    if (known === "own") return make(text, row, column)
    if (known !== undefined) return known
    const template = make(text, row, column)
    const understood = template.node === undefined || coordinates(template.mentions.cells) === count
    this.shared.set(key, understood ? template : "own")
    return template
  }
}

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 36 /* $ */ ||
  code === 95 /* _ */ || code === 46 /* . */ || code === 92 /* \ */ || code === 63 /* ? */ || code > 127

/**
 * The formula with each relative reference written as its distance from the cell, and how many coordinates it found.
 *
 * This scanner is quick, not exact: what it takes for a reference is compared with the tree before a key is trusted.
 */
export const relative = (
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
      const distance = distanceOf(text, start, at, row, column)
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

/** A word that is a coordinate, as a distance; `undefined` for any other word. Letters, digits and `$` are read by hand for speed. */
const distanceOf = (text: string, start: number, end: number, row: number, column: number): string | undefined => {
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
  if (letterCount === 0) return rowDistance(text, start, end, row)
  if (letterCount > 3) return undefined
  const columnPart = columnAbsolute ? `\u0001$${letters}` : `\u0001${letters - 1 - column}`
  if (at === end) return isBeam(text, start, end) ? columnPart : undefined
  const rowAbsolute = text.charCodeAt(at) === 36
  if (rowAbsolute) at++
  const line = digits(text, at, end)
  if (line === undefined) return undefined
  return columnPart + (rowAbsolute ? `\u0002$${line}` : `\u0002${line - 1 - row}`)
}

const rowDistance = (text: string, start: number, end: number, row: number): string | undefined => {
  if (!isBeam(text, start, end)) return undefined
  const absolute = text.charCodeAt(start) === 36
  const line = digits(text, absolute ? start + 1 : start, end)
  return line === undefined ? undefined : absolute ? `\u0002$${line}` : `\u0002${line - 1 - row}`
}

/** Whether a word is next to a colon, like both sides of `A:B` and `1:2`. */
const isBeam = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(end) === 58 || text.charCodeAt(start - 1) === 58

const digits = (text: string, from: number, end: number): number | undefined => {
  if (from >= end || end - from > 7) return undefined
  let value = 0
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}
