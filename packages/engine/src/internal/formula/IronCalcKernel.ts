/**
 * The numeric kernel: `@ironcalc/wasm` used as a calculator without memory.
 *
 * Each call writes one formula and its arguments into an empty sheet, reads the result and clears the sheet. The binding
 * shows results with fifteen digits; the exact double is read through `TEXTJOIN`, which does not round. A test pins that.
 *
 * @since 0.1.0
 */
import { columnName } from "@effect-workbook/schema/Address"
import * as IronCalc from "@ironcalc/wasm"
import * as IronCalcModule from "./IronCalcModule.js"
import type { Argument, Kernel } from "./Kernel.js"
import { notComputed } from "./NotComputed.js"
import { CellError, errorFromText, isError, Matrix, NUM, type Scalar, VALUE } from "./Value.js"
import * as Work from "./Work.js"

/** The maximum number of values in one call. */
const maxValues = 200_000
/** The cost of a call, and the cost of passing one value. */
const costOfCall = 5_000
const costOfValue = 50

/** A line through points in several dimensions: each value meets each dimension. */
const regression = (args: ReadonlyArray<Argument>): number =>
  args.reduce<number>(
    (total, arg) => arg instanceof Matrix ? total + arg.size * Math.min(arg.rows, arg.columns) : total,
    0
  )

/** The number of calls after which the model is recreated, because it grows a little with each call. */
const callsPerModel = 3_000
/** The first column for arguments. Columns before it hold the formula and its result. */
const firstColumn = 5

const numberType = 1
const errorType = 16
const logicalType = 4

const newModel = (): IronCalc.Model => {
  IronCalcModule.start()
  const made = new IronCalc.Model("kernel", "en", "UTC", "en")
  made.pauseEvaluation()
  return made
}

let model: IronCalc.Model | undefined
let calls = 0
/** Models of instances that are gone; if they were collected, the binding would free them in the present one. */
const lost: Array<IronCalc.Model> = []

/** The calculator of this process. The WebAssembly file is read at the first call. */
export const kernel: Kernel = {
  call: (name, args) => {
    const size = args.reduce<number>((total, arg) => total + (arg instanceof Matrix ? arg.rows * arg.columns : 1), 0)
    if (size > maxValues) notComputed(`more than ${maxValues} values for ${name}`, NUM)
    Work.spend(costOfCall + size * costOfValue + (arrayFunctions.has(name) ? regression(args) : 0))
    if (model !== undefined && ++calls > callsPerModel) {
      model.free()
      model = undefined
    }
    if (model === undefined) {
      model = newModel()
      calls = 0
    }
    try {
      if (!arrayFunctions.has(name) || !liesInRow(args)) return compute(model, name, args)
      const result = compute(model, name, args.map(transpose))
      // the line's coefficients lie in a row in any case, its points as the data does
      return name === "TREND" || name === "GROWTH" ? transpose(result) : result
    } catch (error) {
      if (error instanceof Work.Exceeded) throw error
      lost.push(model)
      model = undefined
      IronCalcModule.restart()
      return notComputed("the calculator fails", VALUE)
    }
  }
}

const compute = (model: IronCalc.Model, name: string, args: ReadonlyArray<Argument>): Scalar | Matrix => {
  const written: Array<string> = []
  let column = firstColumn
  let rows = 1
  for (const arg of args) {
    if (!(arg instanceof Matrix)) {
      written.push(literal(arg))
      continue
    }
    writeMatrix(model, arg, column)
    const first = `${columnName(column - 1)}1`
    const single = arg.rows === 1 && arg.columns === 1
    written.push(single ? first : `${first}:${columnName(column + arg.columns - 2)}${arg.rows}`)
    column += arg.columns
    rows = Math.max(rows, arg.rows)
  }
  const formula = `${name}(${written.join(",")})`
  const result = arrayFunctions.has(name) ? computeArray(model, formula, rows + 2) : computeScalar(model, formula)
  model.rangeClearAll(0, 1, 1, rows, Math.max(column, 2))
  return result
}

const computeScalar = (model: IronCalc.Model, formula: string): Scalar => {
  model.setUserInput(0, 1, 1, `=${formula}`)
  model.setUserInput(0, 1, 2, `=TEXTJOIN("",FALSE,A1)`)
  model.evaluate()
  return readResult(model)
}

/** Functions whose result is an array of numbers. They read their data down columns only. */
const arrayFunctions: ReadonlySet<string> = new Set(["GROWTH", "LINEST", "LOGEST", "TREND"])

const liesInRow = ([data]: ReadonlyArray<Argument>): boolean =>
  data instanceof Matrix && data.rows === 1 && data.columns > 1

const transpose = <A>(value: A | Matrix): A | Matrix =>
  value instanceof Matrix ?
    Matrix.build(value.columns, value.rows, (row, column) => value.at(column, row)) :
    value

/** The array fills cells from a row on; each is then read on its own, to the right of the last. */
const computeArray = (model: IronCalc.Model, formula: string, row: number): Scalar | Matrix => {
  model.setUserInput(0, row, 1, `=${formula}`)
  model.evaluate()
  const structure = model.getCellArrayStructure(0, row, 1)
  const [columns, rows] = typeof structure === "object" && "DynamicAnchor" in structure
    ? structure.DynamicAnchor
    : [1, 1]
  forEachCell(rows, columns, (down, right) => {
    const cell = `${columnName(right)}${row + down}`
    model.setUserInput(0, row + down, columns + right + 1, `=TEXTJOIN("",FALSE,${cell})`)
  })
  model.evaluate()
  const values: Array<Scalar> = []
  forEachCell(rows, columns, (down, right) => {
    const text = model.getFormattedCellValue(0, row + down, columns + right + 1)
    const number = Number(text)
    values.push(errorFromText(text) ?? (Number.isFinite(number) ? number : NUM))
  })
  model.rangeClearAll(0, row, 1, row + rows - 1, columns * 2)
  return values.length === 1 ? values[0] ?? VALUE : new Matrix(rows, columns, values)
}

const forEachCell = (rows: number, columns: number, visitor: (down: number, right: number) => void): void => {
  for (let down = 0; down < rows; down++) {
    for (let right = 0; right < columns; right++) visitor(down, right)
  }
}

const writeMatrix = (model: IronCalc.Model, { columns, rows, values }: Matrix, column: number): void => {
  for (let at = 0; at < Math.min(values.length, rows * columns); at++) {
    const value = values[at] ?? null
    if (value === null) continue
    const input = typeof value === "string" ? `'${value}` : isError(value) ? value.code : literal(value)
    model.setUserInput(0, Math.floor(at / columns) + 1, column + (at % columns), input)
  }
}

const literal = (value: Scalar | undefined): string => {
  if (value === undefined) return ""
  if (value === null) return "0"
  if (typeof value === "number") return String(value)
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  return value instanceof CellError ? value.code : `"${value.replaceAll(`"`, `""`)}"`
}

const readResult = (model: IronCalc.Model): Scalar => {
  const type = model.getCellType(0, 1, 1)
  if (type === numberType) return Number(model.getFormattedCellValue(0, 1, 2))
  const shown = model.getFormattedCellValue(0, 1, 1)
  if (type === errorType) return errorFromText(shown) ?? VALUE
  return type === logicalType ? shown === "TRUE" : shown
}
