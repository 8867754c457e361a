/**
 * Logical functions, choices, and functions of `LAMBDA` values.
 *
 * @since 0.1.0
 */
import { CALC, isError, Lambda, Matrix, NA, omitted, type Scalar, VALUE, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { compare, toLogical, toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  define,
  type Definition,
  type Functions,
  lambda,
  lazy,
  logical,
  number,
  type Thunk,
  value,
  variadic
} from "../Definition.js"
import { dereference, toMatrix, visit } from "../Dereference.js"
import { broadcast } from "../Operators.js"

const missingThunk: Thunk = { evaluate: () => false, isMissing: false }

/** Evaluates the chosen argument. An empty argument is 0. */
const evaluateChosen = (thunk: Thunk): Value => thunk.isMissing ? 0 : thunk.evaluate()

const evaluateSingle = (context: Context, thunk: Thunk): Scalar | Matrix => dereference(context, evaluateChosen(thunk))

const ifFunction = lazy(
  2,
  3,
  (context, [condition = missingThunk, whenTrue = missingThunk, whenFalse = missingThunk]) => {
    const test = dereference(context, condition.evaluate())
    if (!(test instanceof Matrix)) {
      const truth = toLogical(test)
      return isError(truth) ? truth : evaluateChosen(truth ? whenTrue : whenFalse)
    }
    const [left, right] = [evaluateSingle(context, whenTrue), evaluateSingle(context, whenFalse)]
    return broadcast([test, left, right], ([each = null, yes = null, no = null]) => {
      const truth = toLogical(each)
      return isError(truth) ? truth : truth ? yes : no
    })
  }
)

/** Defines a function that returns its first argument, or the second one if `isReplaced` holds for the first. */
const replaceIf = (isReplaced: (value: Scalar) => boolean): Definition =>
  lazy(2, 2, (context, [first = missingThunk, second = missingThunk]) => {
    const value = first.evaluate()
    const found = dereference(context, value)
    if (!(found instanceof Matrix)) return isReplaced(found) ? evaluateChosen(second) : value
    if (!found.some(isReplaced)) return value
    return broadcast(
      [found, evaluateSingle(context, second)],
      ([each = null, other = null]) => isReplaced(each) ? other : each
    )
  })

const ifs = lazy(2, 254, (context, args) => {
  for (let at = 0; at + 1 < args.length; at += 2) {
    const test = dereference(context, (args[at] ?? missingThunk).evaluate())
    if (test instanceof Matrix) return ifsOverArrays(context, args)
    const truth = toLogical(test)
    if (isError(truth)) return truth
    if (truth) return evaluateChosen(args[at + 1] ?? missingThunk)
  }
  return NA
})

const ifsOverArrays = (context: Context, args: ReadonlyArray<Thunk>): Value =>
  broadcast(args.map((arg) => evaluateSingle(context, arg)), (elements) => {
    for (let at = 0; at + 1 < elements.length; at += 2) {
      const truth = toLogical(elements[at] ?? null)
      if (isError(truth)) return truth
      if (truth) return elements[at + 1] ?? null
    }
    return NA
  })

const findCase = (elements: ReadonlyArray<Scalar>): number => {
  const [value = null] = elements
  for (let at = 1; at + 1 < elements.length; at += 2) {
    const each = elements[at] ?? null
    if (!isError(each) && compare(value, each) === 0) return at + 1
  }
  return elements.length % 2 === 0 ? elements.length - 1 : -1
}

const switchFunction = lazy(3, 254, (context, args) => {
  const [first = missingThunk] = args
  const value = dereference(context, first.evaluate())
  if (value instanceof Matrix) {
    return broadcast(args.map((arg) => evaluateSingle(context, arg)), (elements) => {
      const at = findCase(elements)
      return at < 0 ? NA : elements[at] ?? null
    })
  }
  if (isError(value)) return value
  for (let at = 1; at + 1 < args.length; at += 2) {
    const each = evaluateSingle(context, args[at] ?? missingThunk)
    if (isError(each)) return each
    if (!(each instanceof Matrix) && compare(value, each) === 0) return evaluateChosen(args[at + 1] ?? missingThunk)
  }
  return args.length % 2 === 0 ? evaluateChosen(args.at(-1) ?? missingThunk) : NA
})

const chooseFunction = lazy(2, 255, (context, [index = missingThunk, ...choices]) => {
  const found = dereference(context, index.evaluate())
  if (found instanceof Matrix) {
    const values = choices.map((choice) => evaluateSingle(context, choice))
    return broadcast([found, ...values], ([each = null, ...elements]) => {
      const at = toNumber(each, context)
      return isError(at) ? at : elements[Math.trunc(at) - 1] ?? VALUE
    })
  }
  const at = toNumber(found, context)
  if (isError(at)) return at
  const choice = choices[Math.trunc(at) - 1]
  return choice === undefined ? VALUE : evaluateChosen(choice)
})

/** Defines a function that combines the logical values in its arguments. Texts in cells are ignored. */
const defineLogical = (start: boolean, combine: (left: boolean, right: boolean) => boolean): Definition =>
  variadic([], value, (context, _, values) => {
    let result = start
    let any = false
    for (const each of values) {
      const error = visit(context, each, (scalar, isDirect) => {
        if (isError(scalar)) return scalar
        if (scalar === "" || (!isDirect && (scalar === null || typeof scalar === "string"))) return undefined
        const truth = toLogical(scalar)
        if (isError(truth)) return truth
        any = true
        result = combine(result, truth)
      })
      if (error !== undefined) return error
    }
    return any ? result : VALUE
  })

/** Calls a function value for an element of an array. If it does not return a single value, the result is `#CALC!`. */
const callForElement = (context: Context, callee: Lambda, args: ReadonlyArray<Value>): Scalar => {
  const found = dereference(context, callee.apply(args))
  if (!(found instanceof Matrix)) return found
  return found.rows * found.columns === 1 ? found.at(0, 0) : CALC
}

const map = variadic([value], value, (context, [first], rest) => {
  const callee = rest.at(-1)
  if (!(callee instanceof Lambda)) return VALUE
  const arrays = [first, ...rest.slice(0, -1)].map((each) => toMatrix(context, each))
  const matrices = arrays.filter((each): each is Matrix => each instanceof Matrix)
  if (matrices.length < arrays.length) return arrays.find(isError) ?? VALUE
  const rows = Math.max(...matrices.map((each) => each.rows))
  const columns = Math.max(...matrices.map((each) => each.columns))
  return Matrix.build(rows, columns, (row, column) =>
    callForElement(
      context,
      callee,
      matrices.map((each) => row < each.rows && column < each.columns ? each.at(row, column) : NA)
    ))
})

/** Defines a fold of an array with a function, for `REDUCE` and `SCAN`. */
const fold = (keepsSteps: boolean, finish: (steps: ReadonlyArray<Value>, source: Matrix) => Value): Definition =>
  variadic([value], value, (context, [initial], rest) => {
    const [array = initial, callee = array] = rest
    if (!(callee instanceof Lambda)) return VALUE
    const source = toMatrix(context, array)
    if (isError(source)) return source
    const steps: Array<Value> = []
    let result = initial
    for (let at = 0; at < source.rows * source.columns; at++) {
      result = callee.apply([result, source.valueAt(at)])
      if (keepsSteps) steps.push(result)
    }
    return finish(keepsSteps ? steps : [result], source)
  })

const applyToLines = (
  lines: (source: Matrix) => ReadonlyArray<Matrix>,
  make: (values: ReadonlyArray<Scalar>) => Matrix
) =>
  variadic([value], lambda, (context, [array], [callee]) => {
    const source = toMatrix(context, array)
    if (isError(source) || callee === undefined) return isError(source) ? source : VALUE
    return make(lines(source).map((line) => callForElement(context, callee, [line])))
  })

const rowsOf = (source: Matrix): ReadonlyArray<Matrix> => {
  Work.spendOnArray(source.rows, 1)
  return Array.from(
    { length: source.rows },
    (_, row) => Matrix.build(1, source.columns, (_, column) => source.at(row, column))
  )
}

const columnsOf = (source: Matrix): ReadonlyArray<Matrix> =>
  Array.from({ length: source.columns }, (_, column) => Matrix.build(source.rows, 1, (row) => source.at(row, column)))

const makeArray = variadic([number, number], lambda, (context, [rows, columns], [callee]) => {
  if (rows < 1 || columns < 1 || callee === undefined) return VALUE
  return Matrix.build(
    Math.trunc(rows),
    Math.trunc(columns),
    (row, column) => callForElement(context, callee, [row + 1, column + 1])
  )
})

export const logicFunctions: Functions = {
  IF: ifFunction,
  IFERROR: replaceIf(isError),
  IFNA: replaceIf((each) => each === NA),
  IFS: ifs,
  SWITCH: switchFunction,
  CHOOSE: chooseFunction,
  AND: defineLogical(true, (left, right) => left && right),
  OR: defineLogical(false, (left, right) => left || right),
  XOR: defineLogical(false, (left, right) => left !== right),
  NOT: define([logical], (truth) => !truth),
  TRUE: define([], () => true),
  FALSE: define([], () => false),
  MAP: map,
  REDUCE: fold(false, (steps) => steps.at(-1) ?? null),
  SCAN: fold(true, (steps, { columns, rows }) =>
    Matrix.build(rows, columns, (row, column) => {
      const step = steps[row * columns + column] ?? null
      return step instanceof Object && !isError(step) ? VALUE : step
    })),
  BYROW: applyToLines(rowsOf, (values) => Matrix.column(values)),
  BYCOL: applyToLines(columnsOf, (values) => Matrix.row(values)),
  MAKEARRAY: makeArray,
  ISOMITTED: lazy(1, 1, (_, [argument]) => argument?.evaluate() === omitted)
}
