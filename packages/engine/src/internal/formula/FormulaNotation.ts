/**
 * Converts between the two notations of a formula: the one that Excel displays (`SORT(A1#)`, `[@Price]*2`), and the one
 * in files (`_xlfn._xlws.SORT(_xlfn.ANCHORARRAY(A1))`, `Orders[[#This Row],[Price]]*2`).
 *
 * @since 0.1.0
 */
import * as Fx from "@borgar/fx/xlsx"
import * as Either from "effect/Either"
import { type Node, parse, tokens, withoutFilePrefix } from "./Ast.js"
import { fileName } from "./FutureFunctions.js"
import { formatBounds, parseBounds, splitPrefix } from "./ReferenceText.js"

/**
 * Converts a formula from the displayed notation to that of files. `table` is the name of the table that contains the
 * cell.
 */
export const toFile = (formula: string, table?: string): string => {
  const variables = declaredNames(formula)
  const parts = tokens(formula).map(({ type, value }): Fx.Token => {
    switch (type) {
      case "func":
        return { type, value: variables.has(value.toLowerCase()) ? `_xlpm.${value}` : toFileFunction(value) }
      case "range_named":
        return { type, value: variables.has(value.toLowerCase()) ? `_xlpm.${value}` : value }
      case "range":
      case "range_beam":
        return { type, value: normalizeReference(value) }
      case "bool":
        return { type, value: value.toUpperCase() }
      case "structured":
        return { type, value: toFileStructured(value, table) }
      default:
        return { type, value }
    }
  })
  return joinTokens(wrapOperators(parts))
}

const toFileFunction = (name: string): string => /^_xl/i.test(name) ? name : fileName(name)

const normalizeReference = (reference: string): string => {
  const [prefix, rest] = splitPrefix(reference)
  const bounds = rest.includes(".") ? undefined : parseBounds(rest)
  const text = bounds === undefined ? rest : formatBounds(bounds)
  return prefix === undefined ? text : `${prefix}!${text}`
}

const toFileStructured = (text: string, table: string | undefined): string => {
  const parsed = Fx.parseStructRef(text)
  if (parsed === undefined || parsed.workbookName) return text
  const named = parsed.table || table
  return Fx.stringifyStructRef(named === undefined ? parsed : { ...parsed, table: named }, { thisRow: true })
}

/** Returns the variables of `LET` and parameters of `LAMBDA` in lower case. */
const declaredNames = (formula: string): ReadonlySet<string> => {
  const names = new Set<string>()
  if (!/\b(?:let|lambda)\s*\(/i.test(formula)) return names
  const parsed = parse(formula)
  const rest: Array<Node> = Either.isRight(parsed) ? [parsed.right] : []
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    switch (node._tag) {
      case "Let":
        for (const [name, value] of node.bindings) {
          names.add(name)
          rest.push(value)
        }
        rest.push(node.body)
        break
      case "Lambda":
        for (const name of node.parameters) names.add(name)
        rest.push(node.body)
        break
      case "Unary":
        rest.push(node.operand)
        break
      case "Binary":
        rest.push(node.left, node.right)
        break
      case "Call":
        rest.push(...node.args)
        break
      case "Apply":
        rest.push(node.callee, ...node.args)
        break
      default:
        break
    }
  }
  return names
}

const joinTokens = (list: ReadonlyArray<Fx.Token>): string => list.map(({ value }) => value).join("")

/** Replaces `@x` by `_xlfn.SINGLE(x)`, and `x#` by `_xlfn.ANCHORARRAY(x)`. */
const wrapOperators = (list: ReadonlyArray<Fx.Token>): ReadonlyArray<Fx.Token> => {
  const output: Array<Fx.Token> = []
  for (let at = 0; at < list.length; at++) {
    const token = list[at]
    if (token === undefined) break
    if (token.type === "operator" && token.value === "#") {
      const start = operandStart(output)
      output.splice(start, 0, { type: "func", value: "_xlfn.ANCHORARRAY" }, { type: "operator", value: "(" })
      output.push({ type: "operator", value: ")" })
    } else if (token.type === "operator" && token.value === "@") {
      const end = operandEnd(list, at + 1)
      const inner = wrapOperators(list.slice(at + 1, end))
      output.push(
        { type: "func", value: "_xlfn.SINGLE" },
        { type: "operator", value: "(" },
        ...inner,
        { type: "operator", value: ")" }
      )
      at = end - 1
    } else {
      output.push(token)
    }
  }
  return output
}

/** Returns the index after the operand that starts at an index. The operand is a reference or a function call. */
const operandEnd = (list: ReadonlyArray<Fx.Token>, from: number): number => {
  let at = from
  while (list[at]?.type === "whitespace") at++
  if (list[at]?.type === "func") at++
  let end = list[at]?.value === "(" ? closingParenthesis(list, at) + 1 : at + 1
  while (list[end]?.value === "#" || list[end]?.value === ":") {
    end = list[end]?.value === "#" ? end + 1 : operandEnd(list, end + 1)
  }
  return Math.min(end, list.length)
}

const closingParenthesis = (list: ReadonlyArray<Fx.Token>, open: number): number => {
  let depth = 0
  for (let at = open; at < list.length; at++) {
    if (list[at]?.value === "(") depth++
    else if (list[at]?.value === ")" && --depth === 0) return at
  }
  return list.length - 1
}

/** Returns the start index of the operand at the end of the list. */
const operandStart = (list: ReadonlyArray<Fx.Token>): number => {
  let at = list.length - 1
  if (list[at]?.value === ")") {
    let depth = 0
    for (; at > 0; at--) {
      if (list[at]?.value === ")") depth++
      else if (list[at]?.value === "(" && --depth === 0) break
    }
    if (list[at - 1]?.type === "func") at--
  }
  return Math.max(at, 0)
}

/** Converts a formula from the notation of files to the displayed one. The name `table` is omitted. */
export const toDisplay = (formula: string, table?: string): string => {
  if (!/_xl|\[/i.test(formula)) return formula
  const parts = tokens(formula).map(({ type, value }): Fx.Token => {
    if (type === "structured") return { type, value: toDisplayStructured(value, table) }
    return { type, value: type === "func" || type === "range_named" ? withoutFilePrefix(value) : value }
  })
  return joinTokens(unwrapOperators(parts))
}

const toDisplayStructured = (text: string, table: string | undefined): string => {
  const parsed = Fx.parseStructRef(text)
  if (parsed === undefined || parsed.sections?.includes("this row") !== true) return text
  const isOwnTable = table !== undefined && parsed.table?.toLowerCase() === table.toLowerCase()
  return Fx.stringifyStructRef(isOwnTable ? { ...parsed, table: "" } : parsed)
}

const unwrapOperators = (list: ReadonlyArray<Fx.Token>): ReadonlyArray<Fx.Token> => {
  const output: Array<Fx.Token> = []
  for (let at = 0; at < list.length; at++) {
    const token = list[at]
    if (token === undefined) break
    const wrapped = token.type === "func" && list[at + 1]?.value === "(" ? token.value.toUpperCase() : ""
    if (wrapped !== "SINGLE" && wrapped !== "ANCHORARRAY") {
      output.push(token)
      continue
    }
    const end = closingParenthesis(list, at + 1)
    const inner = unwrapOperators(list.slice(at + 2, end))
    if (wrapped === "SINGLE") output.push({ type: "operator", value: "@" }, ...inner)
    else output.push(...inner, { type: "operator", value: "#" })
    at = end
  }
  return output
}

/**
 * Converts the references of a displayed formula to R1C1 notation. `cell` is the cell of the formula in A1 notation.
 */
export const toR1C1 = (formula: string, cell: string): string => Fx.translateFormulaToR1C1(formula, cell)

/** Converts the references of a formula from R1C1 to A1 notation. `cell` is the cell of the formula in A1 notation. */
export const fromR1C1 = (formula: string, cell: string): string => Fx.translateFormulaToA1(formula, cell)
