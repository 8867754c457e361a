/**
 * Calls functions with evaluated arguments: converts the arguments, propagates errors, and applies a function to each
 * element of arrays.
 *
 * @since 0.1.0
 */
import { isError, Matrix, NUM, VALUE, type Value } from "../value/Value.js"
import * as Work from "../Work.js"
import type { Context } from "./Context.js"
import type { Eager, Parameter } from "./Definition.js"
import { dereference, toScalar } from "./Dereference.js"
import { broadcastElement } from "./Operators.js"

/** Returns the parameter for the argument at a position. */
export const parameterAt = ({ parameters, repeating }: Eager, index: number): Parameter<unknown> => {
  const count = parameters.length
  const parameter = parameters[index < count ? index : count - repeating + ((index - count) % Math.max(repeating, 1))]
  return parameter ?? missingParameter
}

const missingParameter: Parameter<unknown> = {
  passedAs: "whole",
  evaluatesArrays: false,
  optional: true,
  defaultValue: undefined,
  emptyArgument: "blank",
  errors: "propagate",
  convert: () => VALUE
}

/** Calls a function with evaluated arguments. An omitted argument is `undefined`. */
export const applyEager = (definition: Eager, values: ReadonlyArray<Value | undefined>, context: Context): Value => {
  let rows = 0
  let columns = 0
  const dereferenced = values.map((value, index) => {
    if (value === undefined || parameterAt(definition, index).passedAs === "whole") return value
    const scalarOrArray = dereference(context, value)
    if (scalarOrArray instanceof Matrix) {
      rows = Math.max(rows, scalarOrArray.rows)
      columns = Math.max(columns, scalarOrArray.columns)
    }
    return scalarOrArray
  })
  if (rows === 0) return invoke(definition, dereferenced, context)
  Work.spend(rows * columns * 5)
  return Matrix.build(rows, columns, (row, column) => {
    const elements = dereferenced.map((value, index) =>
      value instanceof Matrix && parameterAt(definition, index).passedAs === "scalar"
        ? broadcastElement(value, row, column)
        : value
    )
    return toScalar(context, invoke(definition, elements, context))
  })
}

const invoke = (definition: Eager, values: ReadonlyArray<Value | undefined>, context: Context): Value => {
  const { call, parameters, repeating } = definition
  const args: Array<unknown> = []
  for (let index = 0; index < values.length; index++) {
    const parameter = parameterAt(definition, index)
    const value = values[index]
    const converted = value === undefined ? parameter.defaultValue : parameter.convert(value, context)
    if (isError(converted) && parameter.errors === "propagate") return converted
    args.push(converted)
  }
  for (let index = values.length; index < parameters.length - repeating; index++) {
    args.push(parameters[index]?.defaultValue)
  }
  return checkResult(call(context, args))
}

/** Replaces an infinite or NaN result by `#NUM!`, and a text that is too long by `#VALUE!`. */
export const checkResult = (value: Value): Value => {
  if (typeof value === "number") return Number.isFinite(value) ? value : NUM
  return typeof value === "string" && value.length > Work.maxTextLength ? VALUE : value
}
