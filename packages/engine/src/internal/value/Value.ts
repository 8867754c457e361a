/**
 * The values of cells and expressions during calculation.
 *
 * @since 0.1.0
 */
import type { ErrorCode } from "../../Model.js"
import * as Work from "../Work.js"

/** An error value. There is one object for each code, so that `===` compares errors. */
export class CellError {
  readonly code: ErrorCode
  private constructor(code: ErrorCode) {
    this.code = code
  }
  private static readonly known = new Map<string, CellError>()
  static of(code: ErrorCode): CellError {
    const found = CellError.known.get(code)
    if (found !== undefined) return found
    const error = new CellError(code)
    CellError.known.set(code, error)
    return error
  }
}

/** `#NULL!`: ranges without intersection. */
export const NULL = CellError.of("#NULL!")
/** `#DIV/0!` */
export const DIV0 = CellError.of("#DIV/0!")
/** `#VALUE!`: an argument of the wrong type. */
export const VALUE = CellError.of("#VALUE!")
/** `#REF!`: a reference to cells that do not exist. */
export const REF = CellError.of("#REF!")
/** `#NAME?`: an unknown name or function. */
export const NAME = CellError.of("#NAME?")
/** `#NUM!`: a number out of range. */
export const NUM = CellError.of("#NUM!")
/** `#N/A`: no value found. */
export const NA = CellError.of("#N/A")
/** `#SPILL!`: a dynamic array cannot fill its area. */
export const SPILL = CellError.of("#SPILL!")
/** `#CALC!`: an array without elements, or a function value in a cell. */
export const CALC = CellError.of("#CALC!")

const codes: ReadonlySet<string> = new Set<ErrorCode>([
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CALC!",
  "#FIELD!",
  "#BLOCKED!",
  "#UNKNOWN!",
  "#BUSY!"
])

const isErrorCode = (text: string): text is ErrorCode => codes.has(text)

/** Parses an error value such as `#N/A`, case-insensitively. */
export const errorFromText = (text: string): CellError | undefined => {
  const code = text.toUpperCase()
  return isErrorCode(code) ? CellError.of(code) : undefined
}

/** A single value. `null` is a blank cell. */
export type Scalar = number | string | boolean | null | CellError

export const isError = (value: unknown): value is CellError => value instanceof CellError

/** The cost of a row of an array, without its elements. */
const costOfRow = 10

/**
 * A two-dimensional array of values with at least one element.
 *
 * `values` are the elements row by row. They may end early: all further elements are `fillValue`. So a whole column
 * takes only the memory of its content.
 */
export class Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: ReadonlyArray<Scalar>
  readonly fillValue: Scalar
  constructor(rows: number, columns: number, values: ReadonlyArray<Scalar>, rest: Scalar = null) {
    this.rows = rows
    this.columns = columns
    this.values = values
    this.fillValue = rest
  }
  static build(rows: number, columns: number, element: (row: number, column: number) => Scalar): Matrix {
    Work.spendOnArray(rows, columns)
    const values: Array<Scalar> = new Array(rows * columns)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) values[row * columns + column] = element(row, column)
    }
    return new Matrix(rows, columns, values)
  }
  static fromRows(rows: ReadonlyArray<ReadonlyArray<Scalar>>): Matrix {
    return Matrix.build(rows.length, rows[0]?.length ?? 0, (row, column) => rows[row]?.[column] ?? null)
  }
  static column(values: ReadonlyArray<Scalar>): Matrix {
    return new Matrix(values.length, 1, values)
  }
  static row(values: ReadonlyArray<Scalar>): Matrix {
    return new Matrix(1, values.length, values)
  }
  get size(): number {
    return this.rows * this.columns
  }
  /** Returns the element at an index in row-by-row order. */
  valueAt(index: number): Scalar {
    return index < this.values.length ? this.values[index] ?? null : this.fillValue
  }
  at(row: number, column: number): Scalar {
    return this.valueAt(row * this.columns + column)
  }
  some(test: (value: Scalar) => boolean): boolean {
    return this.values.some(test) || (this.values.length < this.size && test(this.fillValue))
  }
  toRows(): Array<Array<Scalar>> {
    Work.spendOnArray(this.rows, this.columns)
    Work.spend(this.rows * costOfRow)
    return Array.from(
      { length: this.rows },
      (_, row) => Array.from({ length: this.columns }, (_, column) => this.at(row, column))
    )
  }
}

/** A rectangle of cells on one sheet. The bounds are zero-based and inclusive. */
export interface SheetArea {
  readonly sheet: number
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A reference to cells: one area, or several for a union or a 3-D reference. */
export class Reference {
  readonly areas: ReadonlyArray<SheetArea>
  constructor(areas: ReadonlyArray<SheetArea>) {
    this.areas = areas
  }
  static of(area: SheetArea): Reference {
    return new Reference([area])
  }
  /** The area, if there is exactly one. */
  get single(): SheetArea | undefined {
    return this.areas.length === 1 ? this.areas[0] : undefined
  }
}

/** A function value made by `LAMBDA`, or a built-in function passed by name. */
export class Lambda {
  readonly arity: number
  readonly apply: (args: ReadonlyArray<Value>) => Value
  constructor(arity: number, apply: (args: ReadonlyArray<Value>) => Value) {
    this.arity = arity
    this.apply = apply
  }
}

/** The value of an omitted argument of a `LAMBDA`. It reads as a blank. */
export const omitted: Matrix = new Matrix(1, 1, [null])

/** The result of an expression. */
export type Value = Scalar | Matrix | Reference | Lambda
