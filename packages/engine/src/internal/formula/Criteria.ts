/**
 * Criteria of `COUNTIF`, `SUMIFS` and the like (`">5"`, `"<>x"`, `"a*"`).
 *
 * @since 0.1.0
 */
import { type Clock, compare, numberFromText, rank, sameNumber } from "./Coercion.js"
import { CellError, errorFromText, isError, type Scalar } from "./Value.js"
import * as Wildcard from "./Wildcard.js"

export type Test = (value: Scalar) => boolean

const operatorPattern = /^(<>|<=|>=|=|<|>)?([^]*)$/

/** Parses a criterion to a test. */
export const criterion = (value: Scalar, clock: Clock): Test => {
  if (isError(value)) return (cell) => cell === value
  if (typeof value !== "string") return equals(value ?? 0)
  const [, operator = "", text = ""] = operatorPattern.exec(value) ?? []
  const operand = operandFromText(text, clock)
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
      return text === "" ? () => false : ordered(operator, operand)
  }
}

const operandFromText = (text: string, clock: Clock): Scalar => {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true"
  return errorFromText(text) ?? (text === "" ? text : numberFromText(text, clock) ?? text)
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

/** A comparison looks only at cells of the operand's own kind. */
const ordered = (operator: string, operand: Scalar): Test => {
  const holds: (order: number) => boolean = operator === "<" ?
    (order) => order < 0 :
    operator === ">" ?
    (order) => order > 0 :
    operator === "<=" ?
    (order) => order <= 0 :
    (order) => order >= 0
  return (cell) => {
    if (cell === null || cell instanceof CellError || operand instanceof CellError) return false
    return rank(cell) === rank(operand) && holds(compare(cell, operand))
  }
}
