/**
 * Whether a formula that a user enters is a dynamic array formula: one that may fill more cells than its own.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { type Node, parse } from "./Ast.js"
import { find } from "./Functions.js"

/** Functions whose result is an array whatever their arguments. */
const arrayFunctions: ReadonlySet<string> = new Set(
  `BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER FREQUENCY GROUPBY GROWTH HSTACK LINEST LOGEST MAKEARRAY MAP
  MINVERSE MMULT MODE.MULT MUNIT PIVOTBY RANDARRAY SCAN SEQUENCE SORT SORTBY STOCKHISTORY TAKE TEXTSPLIT TOCOL TOROW
  TRANSPOSE TREND TRIMRANGE UNIQUE VSTACK WRAPCOLS WRAPROWS`.split(/\s+/)
)

/** Whether a formula, as files keep it, works on arrays where an ordinary formula would pick one value. */
export const isDynamic = (formula: string): boolean => {
  const parsed = parse(formula)
  return Either.isRight(parsed) && yieldsArray(parsed.right)
}

/** Whether an expression returns several values where one is expected, or processes arrays inside. */
const yieldsArray = (node: Node): boolean => {
  switch (node._tag) {
    case "Literal":
    case "Missing":
    case "Name":
    case "Lambda":
    case "Apply":
      return false
    case "ArrayConstant":
      return true
    case "Cells":
      return node.bounds.form !== "cell"
    case "Structured":
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
  if (name === "XLOOKUP" && args[2] !== undefined && isBlock(args[2])) return true
  const definition = find(name)
  if (definition === undefined) return false
  if (definition._tag === "Lazy") return args.some(yieldsArray)
  const { parameters, repeating } = definition
  return args.some((arg, at) => {
    const last = parameters.length - repeating + ((at - parameters.length) % Math.max(repeating, 1))
    const parameter = parameters[at < parameters.length ? at : last]
    return parameter?.arrives === "scalar" ? yieldsArray(arg) : parameter?.array !== true && worksOnArrays(arg)
  })
}

/** Whether an expression that may be a range works on arrays inside. */
const worksOnArrays = (node: Node): boolean => {
  switch (node._tag) {
    case "Unary":
      return node.operator !== "@" && node.operator !== "#" && yieldsArray(node.operand)
    case "Binary":
      return node.operator !== ":" && node.operator !== "," && node.operator !== " " &&
        (yieldsArray(node.left) || yieldsArray(node.right))
    case "Call":
      return !arrayFunctions.has(node.name) && find(node.name)?._tag === "Eager" &&
        callYieldsArray(node.name, node.args)
    default:
      return false
  }
}

const isZero = (node: Node): boolean => node._tag === "Missing" || (node._tag === "Literal" && node.value === 0)
const isOne = (node: Node): boolean => node._tag === "Missing" || (node._tag === "Literal" && node.value === 1)
const isBlock = (node: Node): boolean =>
  node._tag === "Cells" && node.bounds.top !== node.bounds.bottom && node.bounds.left !== node.bounds.right
