/**
 * Criteria of functions such as `COUNTIF` and `SUMIFS`: `">5"`, `"<>x"`, `"a*"`.
 *
 * @since 0.1.0
 */
import { CellError, errorFromText, isError, type Scalar } from "../value/Value.js"
import { compare, type DateContext, numberFromText, sameNumber, typeOrder } from "./Coercion.js"
import * as Wildcard from "./Wildcard.js"

export type Test = (value: Scalar) => boolean

const operatorPattern = /^(<>|<=|>=|=|<|>)?([^]*)$/

/** Parses a criterion. */
export const parseCriterion = (value: Scalar, context: DateContext): Test => {
  if (isError(value)) return (cell) => cell === value
  if (typeof value !== "string") return equals(value ?? 0)
  const [, operator = "", text = ""] = operatorPattern.exec(value) ?? []
  const operand = operandFromText(text, context)
  switch (operator) {
    case "":
      return text === "" ? (cell) => cell === null || cell === "" : equals(operand)
    case "=":
      return text === "" ? (cell) => cell === null : equals(operand)
    case "<>": {
      if (typeof operand === "number") return (cell) => typeof cell !== "number" || !sameNumber(cell, operand)
      const same = text === "" ? (cell: Scalar) => cell === null : equals(operand)
      return (cell) => !same(cell)
    }
    default:
      return text === "" ? () => false : comparison(operator, operand)
  }
}

const operandFromText = (text: string, context: DateContext): Scalar => {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true"
  return errorFromText(text) ?? (text === "" ? text : numberFromText(text, context) ?? text)
}

const equals = (operand: Scalar): Test => {
  if (typeof operand === "number") {
    return (cell) =>
      typeof cell === "number" ?
        sameNumber(cell, operand) :
        typeof cell === "string" && cell.trim() !== "" && sameNumber(Number(cell), operand)
  }
  if (typeof operand !== "string") return (cell) => cell === operand
  if (!Wildcard.hasWildcards(operand)) {
    const wanted = operand.toLowerCase()
    return (cell) => typeof cell === "string" && cell.length === wanted.length && cell.toLowerCase() === wanted
  }
  const pattern = Wildcard.compile(operand)
  return (cell) => typeof cell === "string" && pattern.matches(cell)
}

/** A comparison matches only values of the same type as the operand. */
const comparison = (operator: string, operand: Scalar): Test => {
  const holds: (order: number) => boolean = operator === "<" ?
    (order) => order < 0 :
    operator === ">" ?
    (order) => order > 0 :
    operator === "<=" ?
    (order) => order <= 0 :
    (order) => order >= 0
  return (cell) => {
    if (cell === null || cell instanceof CellError || operand instanceof CellError) return false
    return typeOrder(cell) === typeOrder(operand) && holds(compare(cell, operand))
  }
}
