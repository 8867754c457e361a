/**
 * Operators on single values and on arrays.
 *
 * @since 0.1.0
 */
import { DIV0, isError, Matrix, NA, NUM, type Scalar, VALUE } from "../value/Value.js"
import * as Work from "../Work.js"
import type { BinaryOperator } from "./Ast.js"
import { compare, type DateContext, toNumber, toText } from "./Coercion.js"

/** The operators on values. The operators `:`, space and `,` apply to references. */
export type ValueOperator = Exclude<BinaryOperator, ":" | " " | ",">

export const binary = (operator: ValueOperator, left: Scalar, right: Scalar, context: DateContext): Scalar => {
  if (typeof left === "number" && typeof right === "number" && operator !== "&") return numeric(operator, left, right)
  if (isError(left)) return left
  if (isError(right)) return right
  switch (operator) {
    case "&": {
      const first = toText(left)
      const second = toText(right)
      if (typeof first !== "string" || typeof second !== "string") return VALUE
      return first.length + second.length > Work.maxTextLength ? VALUE : first + second
    }
    case "=":
    case "<>":
    case "<":
    case ">":
    case "<=":
    case ">=":
      return comparisonResult(operator, compare(left, right))
    default: {
      const first = toNumber(left, context)
      if (isError(first)) return first
      const second = toNumber(right, context)
      return isError(second) ? second : numeric(operator, first, second)
    }
  }
}

type Comparison = "=" | "<>" | "<" | ">" | "<=" | ">="

const comparisonResult = (operator: Comparison, order: number): boolean => {
  switch (operator) {
    case "=":
      return order === 0
    case "<>":
      return order !== 0
    case "<":
      return order < 0
    case ">":
      return order > 0
    case "<=":
      return order <= 0
    case ">=":
      return order >= 0
  }
}

const numeric = (operator: Exclude<ValueOperator, "&">, left: number, right: number): Scalar => {
  switch (operator) {
    case "+":
      return finite(roundToZero(left + right, left))
    case "-":
      return finite(roundToZero(left - right, left))
    case "*":
      return finite(left * right)
    case "/":
      return right === 0 ? DIV0 : finite(left / right)
    case "^":
      return power(left, right)
    default:
      return comparisonResult(operator, compare(left, right))
  }
}

const finite = (value: number): Scalar => Number.isFinite(value) ? value : NUM

/** Excel rounds a sum or difference to zero if it is tiny in relation to the operands. */
const roundToZero = (result: number, operand: number): number =>
  result !== 0 && Math.abs(result) < Math.abs(operand) * 4e-16 ? 0 : result

export const power = (base: number, exponent: number): Scalar => {
  if (base === 0 && exponent === 0) return NUM
  if (base === 0 && exponent < 0) return DIV0
  return finite(base ** exponent)
}

export const unary = (operator: "+" | "-" | "%", operand: Scalar, context: DateContext): Scalar => {
  if (operator === "+") return operand
  const number = toNumber(operand, context)
  if (isError(number)) return number
  return operator === "-" ? 0 - number : number / 100
}

/**
 * Returns an element of an operand that is extended to a larger array. A single row or column is repeated; other
 * missing elements are `#N/A`.
 */
export const broadcastElement = (operand: Scalar | Matrix, row: number, column: number): Scalar => {
  if (!(operand instanceof Matrix)) return operand
  const atRow = operand.rows === 1 ? 0 : row
  const atColumn = operand.columns === 1 ? 0 : column
  return atRow < operand.rows && atColumn < operand.columns ? operand.at(atRow, atColumn) : NA
}

/** Applies a function of single values to each element of arrays. */
export const broadcast = (
  operands: ReadonlyArray<Scalar | Matrix>,
  apply: (elements: ReadonlyArray<Scalar>) => Scalar
): Scalar | Matrix => {
  let rows = 0
  let columns = 0
  for (const operand of operands) {
    if (!(operand instanceof Matrix)) continue
    rows = Math.max(rows, operand.rows)
    columns = Math.max(columns, operand.columns)
  }
  if (rows === 0) return apply(operands.filter((operand): operand is Scalar => !(operand instanceof Matrix)))
  const distinctRows = distinctRowCount(operands, rows)
  Work.spendOnArray(distinctRows, columns)
  Work.spend(distinctRows * columns * operands.length)
  const elements: Array<Scalar> = []
  const values: Array<Scalar> = []
  for (let row = 0; row < distinctRows; row++) {
    for (let column = 0; column < columns; column++) {
      operands.forEach((operand, at) => elements[at] = broadcastElement(operand, row, column))
      values.push(apply(elements))
    }
  }
  if (distinctRows === rows) return new Matrix(rows, columns, values)
  return new Matrix(rows, columns, values, apply(operands.map((operand) => broadcastElement(operand, distinctRows, 0))))
}

/** Returns the number of rows to compute. Below them, every operand repeats one value. */
const distinctRowCount = (operands: ReadonlyArray<Scalar | Matrix>, rows: number): number => {
  let distinctRows = 0
  for (const operand of operands) {
    if (!(operand instanceof Matrix)) continue
    if (operand.rows < rows) return rows
    distinctRows = Math.max(distinctRows, Math.ceil(operand.values.length / operand.columns))
  }
  return distinctRows
}
