/**
 * Decides whether a typed formula becomes a dynamic array formula, whose result can fill several cells.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { type Node, parse } from "./Ast.js"
import { findFunction } from "./Functions.js"

/** Functions that always return an array. */
const arrayFunctions: ReadonlySet<string> = new Set(
  `BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER FREQUENCY GROUPBY GROWTH HSTACK LINEST LOGEST MAKEARRAY MAP
  MINVERSE MMULT MODE.MULT MUNIT PIVOTBY RANDARRAY SCAN SEQUENCE SORT SORTBY STOCKHISTORY TAKE TEXTSPLIT TOCOL TOROW
  TRANSPOSE TREND TRIMRANGE UNIQUE VSTACK WRAPCOLS WRAPROWS`.split(/\s+/)
)

/** Returns whether a formula in the notation of files has to be a dynamic array formula. */
export const isDynamicArray = (formula: string): boolean => {
  const parsed = parse(formula)
  return Either.isRight(parsed) && yieldsArray(parsed.right)
}

/** Returns whether an expression returns an array or range, or evaluates a subexpression element by element. */
const yieldsArray = (node: Node): boolean => {
  switch (node._tag) {
    case "Literal":
    case "MissingArgument":
    case "Name":
    case "Lambda":
    case "Apply":
      return false
    case "ArrayConstant":
      return true
    case "CellReference":
      return node.bounds.form !== "cell"
    case "StructuredReference":
      return node.columns.length !== 1 || !node.sections.some((section) => section !== "all" && section !== "data")
    case "Unary":
      return node.operator === "#" || (node.operator !== "@" && yieldsArray(node.operand))
    case "Binary":
      return node.operator === ":" || node.operator === "," || yieldsArray(node.left) || yieldsArray(node.right)
    case "Let":
      return node.bindings.some(([, value]) => worksOnArrays(value)) || yieldsArray(node.body)
    case "Call":
      return callYieldsArray(node.name, node.args)
  }
}

const callYieldsArray = (name: string, args: ReadonlyArray<Node>): boolean => {
  if (arrayFunctions.has(name)) return true
  if (name === "INDEX" && args.slice(1).some(isZero)) return true
  if (name === "OFFSET" && args.slice(3).some((arg) => !isOne(arg))) return true
  if (name === "XLOOKUP" && args[2] !== undefined && isTwoDimensional(args[2])) return true
  const definition = findFunction(name)
  if (definition === undefined) return false
  if (definition._tag === "Lazy") return args.some(yieldsArray)
  const { parameters, repeating } = definition
  return args.some((arg, at) => {
    const last = parameters.length - repeating + ((at - parameters.length) % Math.max(repeating, 1))
    const parameter = parameters[at < parameters.length ? at : last]
    return parameter?.passedAs === "scalar"
      ? yieldsArray(arg)
      : parameter?.evaluatesArrays !== true && worksOnArrays(arg)
  })
}

/** Returns whether an argument that accepts a range evaluates a subexpression element by element. */
const worksOnArrays = (node: Node): boolean => {
  switch (node._tag) {
    case "Unary":
      return node.operator !== "@" && node.operator !== "#" && yieldsArray(node.operand)
    case "Binary":
      return node.operator !== ":" && node.operator !== "," && node.operator !== " " &&
        (yieldsArray(node.left) || yieldsArray(node.right))
    case "Call":
      return !arrayFunctions.has(node.name) && findFunction(node.name)?._tag === "Eager" &&
        callYieldsArray(node.name, node.args)
    default:
      return false
  }
}

const isZero = (node: Node): boolean => node._tag === "MissingArgument" || (node._tag === "Literal" && node.value === 0)
const isOne = (node: Node): boolean => node._tag === "MissingArgument" || (node._tag === "Literal" && node.value === 1)
const isTwoDimensional = (node: Node): boolean =>
  node._tag === "CellReference" && node.bounds.top !== node.bounds.bottom && node.bounds.left !== node.bounds.right
