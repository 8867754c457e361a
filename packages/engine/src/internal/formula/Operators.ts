/**
 * Operators on single values, and their extension to arrays.
 *
 * @since 0.1.0
 */
import type { BinaryOperator } from "./Ast.js"
import { type Clock, compare, toNumber, toText } from "./Coercion.js"
import { DIV0, isError, Matrix, NA, NUM, type Scalar, VALUE } from "./Value.js"
import * as Work from "./Work.js"

/** The operators that work on values; `:`, space and `,` work on references. */
export type ValueOperator = Exclude<BinaryOperator, ":" | " " | ",">

export const binary = (operator: ValueOperator, left: Scalar, right: Scalar, clock: Clock): Scalar => {
  if (typeof left === "number" && typeof right === "number" && operator !== "&") return numeric(operator, left, right)
  if (isError(left)) return left
  if (isError(right)) return right
  switch (operator) {
    case "&": {
      const first = toText(left)
      const second = toText(right)
      if (typeof first !== "string" || typeof second !== "string") return VALUE
      return first.length + second.length > Work.longestText ? VALUE : first + second
    }
    case "=":
    case "<>":
    case "<":
    case ">":
    case "<=":
    case ">=":
      return ordered(operator, compare(left, right))
    default: {
      const first = toNumber(left, clock)
      if (isError(first)) return first
      const second = toNumber(right, clock)
      return isError(second) ? second : numeric(operator, first, second)
    }
  }
}

type Comparison = "=" | "<>" | "<" | ">" | "<=" | ">="

const ordered = (operator: Comparison, order: number): boolean => {
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
      return finite(nearZero(left + right, left))
    case "-":
      return finite(nearZero(left - right, left))
    case "*":
      return finite(left * right)
    case "/":
      return right === 0 ? DIV0 : finite(left / right)
    case "^":
      return power(left, right)
    default:
      return ordered(operator, compare(left, right))
  }
}

const finite = (value: number): Scalar => Number.isFinite(value) ? value : NUM

/** Excel calls a difference zero when the operands agree in all the digits that it shows. */
const nearZero = (result: number, operand: number): number =>
  result !== 0 && Math.abs(result) < Math.abs(operand) * 4e-16 ? 0 : result

export const power = (base: number, exponent: number): Scalar => {
  if (base === 0 && exponent === 0) return NUM
  if (base === 0 && exponent < 0) return DIV0
  return finite(base ** exponent)
}

export const unary = (operator: "+" | "-" | "%", operand: Scalar, clock: Clock): Scalar => {
  if (operator === "+") return operand
  const number = toNumber(operand, clock)
  if (isError(number)) return number
  return operator === "-" ? 0 - number : number / 100
}

/** An element of an operand stretched to a larger array: one row or column repeats, beyond that is `#N/A`. */
export const element = (operand: Scalar | Matrix, row: number, column: number): Scalar => {
  if (!(operand instanceof Matrix)) return operand
  const atRow = operand.rows === 1 ? 0 : row
  const atColumn = operand.columns === 1 ? 0 : column
  return atRow < operand.rows && atColumn < operand.columns ? operand.at(atRow, atColumn) : NA
}

/** Applies a function of single values to arrays, element by element. */
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
  const known = knownRows(operands, rows)
  Work.spendOnArray(known, columns)
  Work.spend(known * columns * operands.length)
  const elements: Array<Scalar> = []
  const values: Array<Scalar> = []
  for (let row = 0; row < known; row++) {
    for (let column = 0; column < columns; column++) {
      operands.forEach((operand, at) => elements[at] = element(operand, row, column))
      values.push(apply(elements))
    }
  }
  if (known === rows) return new Matrix(rows, columns, values)
  return new Matrix(rows, columns, values, apply(operands.map((operand) => element(operand, known, 0))))
}

/** Rows from the top that must be computed one by one; below, every operand repeats one value. */
const knownRows = (operands: ReadonlyArray<Scalar | Matrix>, rows: number): number => {
  let known = 0
  for (const operand of operands) {
    if (!(operand instanceof Matrix)) continue
    if (operand.rows < rows) return rows
    known = Math.max(known, Math.ceil(operand.values.length / operand.columns))
  }
  return known
}
