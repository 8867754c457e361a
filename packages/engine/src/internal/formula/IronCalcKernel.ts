/**
 * The numeric kernel: `@ironcalc/wasm` as a stateless calculator.
 *
 * Each call writes a formula and its arguments into an empty sheet, reads the result and clears the sheet. The binding
 * formats results with fifteen digits. The exact number is read through `TEXTJOIN`, which does not round; a test checks
 * that.
 *
 * @since 0.1.0
 */
import { columnName } from "@effect-workbook/schema/Address"
import * as IronCalc from "@ironcalc/wasm"
import { CellError, errorFromText, isError, Matrix, NUM, type Scalar, VALUE } from "../value/Value.js"
import * as Work from "../Work.js"
import * as IronCalcModule from "./IronCalcModule.js"
import type { Argument, Kernel } from "./Kernel.js"
import { notComputed } from "./NotComputed.js"

/** The maximum number of values in one call. */
const maxValues = 200_000
/** The cost of a call, and the additional cost of each value. */
const costOfCall = 5_000
const costOfValue = 50

/** The cost of a linear regression: each value is combined with each variable. */
const costOfRegression = (args: ReadonlyArray<Argument>): number =>
  args.reduce<number>(
    (total, arg) => arg instanceof Matrix ? total + arg.size * Math.min(arg.rows, arg.columns) : total,
    0
  )

/** The number of calls after which the model is recreated, because its memory grows with each call. */
const callsPerModel = 3_000
/** The first column for arguments. The columns before it hold the formula and its result. */
const firstColumn = 5

const numberType = 1
const errorType = 16
const logicalType = 4

const newModel = (): IronCalc.Model => {
  IronCalcModule.start()
  const created = new IronCalc.Model("kernel", "en", "UTC", "en")
  created.pauseEvaluation()
  return created
}

let model: IronCalc.Model | undefined
let calls = 0
/** Models of former instances. They are kept because the binding would free their memory in the current instance. */
const abandonedModels: Array<IronCalc.Model> = []

/** The kernel of this process. The first call loads the WebAssembly file. */
export const kernel: Kernel = {
  call: (name, args) => {
    const size = args.reduce<number>((total, arg) => total + (arg instanceof Matrix ? arg.rows * arg.columns : 1), 0)
    if (size > maxValues) notComputed(`more than ${maxValues} values for ${name}`, NUM)
    Work.spend(costOfCall + size * costOfValue + (arrayFunctions.has(name) ? costOfRegression(args) : 0))
    if (model !== undefined && ++calls > callsPerModel) {
      model.free()
      model = undefined
    }
    if (model === undefined) {
      model = newModel()
      calls = 0
    }
    try {
      if (!arrayFunctions.has(name) || !isSingleRow(args)) return compute(model, name, args)
      const result = compute(model, name, args.map(transpose))
      // TREND and GROWTH return points in the direction of the data; the other functions always return a row.
      return name === "TREND" || name === "GROWTH" ? transpose(result) : result
    } catch (error) {
      if (error instanceof Work.LimitExceeded) throw error
      abandonedModels.push(model)
      model = undefined
      IronCalcModule.restart()
      return notComputed("a failure of the numeric kernel", VALUE)
    }
  }
}

const compute = (model: IronCalc.Model, name: string, args: ReadonlyArray<Argument>): Scalar | Matrix => {
  const argumentTexts: Array<string> = []
  let column = firstColumn
  let rows = 1
  for (const arg of args) {
    if (!(arg instanceof Matrix)) {
      argumentTexts.push(literal(arg))
      continue
    }
    writeMatrix(model, arg, column)
    const first = `${columnName(column - 1)}1`
    const single = arg.rows === 1 && arg.columns === 1
    argumentTexts.push(single ? first : `${first}:${columnName(column + arg.columns - 2)}${arg.rows}`)
    column += arg.columns
    rows = Math.max(rows, arg.rows)
  }
  const formula = `${name}(${argumentTexts.join(",")})`
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

/** Functions that return an array of numbers. IronCalc accepts their data only in columns. */
const arrayFunctions: ReadonlySet<string> = new Set(["GROWTH", "LINEST", "LOGEST", "TREND"])

const isSingleRow = ([data]: ReadonlyArray<Argument>): boolean =>
  data instanceof Matrix && data.rows === 1 && data.columns > 1

const transpose = <A>(value: A | Matrix): A | Matrix =>
  value instanceof Matrix ?
    Matrix.build(value.columns, value.rows, (row, column) => value.at(column, row)) :
    value

/** Computes an array in the cells from a row on. To its right, each element is read through a cell with `TEXTJOIN`. */
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
