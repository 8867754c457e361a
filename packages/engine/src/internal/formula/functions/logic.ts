/**
 * Choices and logical values.
 *
 * @since 0.1.0
 */
import { dereference, toMatrix, visit } from "../Cells.js"
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
import { broadcast } from "../Operators.js"
import { CALC, isError, Lambda, Matrix, NA, omitted, type Scalar, VALUE, type Value } from "../Value.js"
import * as Work from "../Work.js"

const absent: Thunk = { evaluate: () => false, missing: false, name: undefined }

/** The value of a chosen argument; nothing between two commas is 0. */
const choose = (thunk: Thunk): Value => thunk.missing ? 0 : thunk.evaluate()

const single = (context: Context, thunk: Thunk): Scalar | Matrix => dereference(context, choose(thunk))

const ifFunction = lazy(2, 3, (context, [condition = absent, whenTrue = absent, whenFalse = absent]) => {
  const test = dereference(context, condition.evaluate())
  if (!(test instanceof Matrix)) {
    const truth = toLogical(test)
    return isError(truth) ? truth : choose(truth ? whenTrue : whenFalse)
  }
  const [one, two] = [single(context, whenTrue), single(context, whenFalse)]
  return broadcast([test, one, two], ([each = null, yes = null, no = null]) => {
    const truth = toLogical(each)
    return isError(truth) ? truth : truth ? yes : no
  })
})

/** The first argument, or the second one if the first is an error of this kind. */
const unless = (isWrong: (value: Scalar) => boolean): Definition =>
  lazy(2, 2, (context, [first = absent, second = absent]) => {
    const value = first.evaluate()
    const found = dereference(context, value)
    if (!(found instanceof Matrix)) return isWrong(found) ? choose(second) : value
    if (!found.some(isWrong)) return value
    return broadcast([found, single(context, second)], ([each = null, other = null]) => isWrong(each) ? other : each)
  })

const ifs = lazy(2, 254, (context, args) => {
  for (let at = 0; at + 1 < args.length; at += 2) {
    const test = dereference(context, (args[at] ?? absent).evaluate())
    if (test instanceof Matrix) return ifsOverArrays(context, args)
    const truth = toLogical(test)
    if (isError(truth)) return truth
    if (truth) return choose(args[at + 1] ?? absent)
  }
  return NA
})

const ifsOverArrays = (context: Context, args: ReadonlyArray<Thunk>): Value =>
  broadcast(args.map((arg) => single(context, arg)), (elements) => {
    for (let at = 0; at + 1 < elements.length; at += 2) {
      const truth = toLogical(elements[at] ?? null)
      if (isError(truth)) return truth
      if (truth) return elements[at + 1] ?? null
    }
    return NA
  })

const pick = (elements: ReadonlyArray<Scalar>): number => {
  const [wanted = null] = elements
  for (let at = 1; at + 1 < elements.length; at += 2) {
    const each = elements[at] ?? null
    if (!isError(each) && compare(wanted, each) === 0) return at + 1
  }
  return elements.length % 2 === 0 ? elements.length - 1 : -1
}

const switchFunction = lazy(3, 254, (context, args) => {
  const [first = absent] = args
  const wanted = dereference(context, first.evaluate())
  if (wanted instanceof Matrix) {
    return broadcast(args.map((arg) => single(context, arg)), (elements) => {
      const at = pick(elements)
      return at < 0 ? NA : elements[at] ?? null
    })
  }
  if (isError(wanted)) return wanted
  for (let at = 1; at + 1 < args.length; at += 2) {
    const each = single(context, args[at] ?? absent)
    if (isError(each)) return each
    if (!(each instanceof Matrix) && compare(wanted, each) === 0) return choose(args[at + 1] ?? absent)
  }
  return args.length % 2 === 0 ? choose(args.at(-1) ?? absent) : NA
})

const chooseFunction = lazy(2, 255, (context, [index = absent, ...choices]) => {
  const found = dereference(context, index.evaluate())
  if (found instanceof Matrix) {
    const values = choices.map((choice) => single(context, choice))
    return broadcast([found, ...values], ([each = null, ...elements]) => {
      const at = toNumber(each, context)
      return isError(at) ? at : elements[Math.trunc(at) - 1] ?? VALUE
    })
  }
  const at = toNumber(found, context)
  if (isError(at)) return at
  const choice = choices[Math.trunc(at) - 1]
  return choice === undefined ? VALUE : choose(choice)
})

/** A function of all logical values among the arguments; texts in cells do not count. */
const over = (start: boolean, combine: (one: boolean, two: boolean) => boolean): Definition =>
  variadic([], value, (context, _, values) => {
    let result = start
    let any = false
    for (const each of values) {
      const error = visit(context, each, (scalar, alone) => {
        if (isError(scalar)) return scalar
        if (scalar === "" || (!alone && (scalar === null || typeof scalar === "string"))) return undefined
        const truth = toLogical(scalar)
        if (isError(truth)) return truth
        any = true
        result = combine(result, truth)
      })
      if (error !== undefined) return error
    }
    return any ? result : VALUE
  })

/** The single value that a function value returns for an element of an array. */
const applied = (context: Context, callee: Lambda, args: ReadonlyArray<Value>): Scalar => {
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
    applied(
      context,
      callee,
      matrices.map((each) => row < each.rows && column < each.columns ? each.at(row, column) : NA)
    ))
})

/** `REDUCE` and `SCAN`: the running result of a function over an array; with one argument less it starts with the first. */
const fold = (keepsSteps: boolean, finish: (steps: ReadonlyArray<Value>, source: Matrix) => Value): Definition =>
  variadic([value], value, (context, [initial], rest) => {
    const [array = initial, callee = array] = rest
    if (!(callee instanceof Lambda)) return VALUE
    const source = toMatrix(context, array)
    if (isError(source)) return source
    const steps: Array<Value> = []
    let result = initial
    for (let at = 0; at < source.rows * source.columns; at++) {
      result = callee.apply([result, source.nth(at)])
      if (keepsSteps) steps.push(result)
    }
    return finish(keepsSteps ? steps : [result], source)
  })

const byLine = (lines: (source: Matrix) => ReadonlyArray<Matrix>, make: (values: ReadonlyArray<Scalar>) => Matrix) =>
  variadic([value], lambda, (context, [array], [callee]) => {
    const source = toMatrix(context, array)
    if (isError(source) || callee === undefined) return isError(source) ? source : VALUE
    return make(lines(source).map((line) => applied(context, callee, [line])))
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
    (row, column) => applied(context, callee, [row + 1, column + 1])
  )
})

export const logicFunctions: Functions = {
  IF: ifFunction,
  IFERROR: unless(isError),
  IFNA: unless((each) => each === NA),
  IFS: ifs,
  SWITCH: switchFunction,
  CHOOSE: chooseFunction,
  AND: over(true, (one, two) => one && two),
  OR: over(false, (one, two) => one || two),
  XOR: over(false, (one, two) => one !== two),
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
  BYROW: byLine(rowsOf, (values) => Matrix.column(values)),
  BYCOL: byLine(columnsOf, (values) => Matrix.row(values)),
  MAKEARRAY: makeArray,
  ISOMITTED: lazy(1, 1, (_, [argument]) => argument?.evaluate() === omitted)
}
