/**
 * Handing evaluated arguments to a function: coercion, errors, and application to each element of arrays.
 *
 * @since 0.1.0
 */
import { dereference, toScalar } from "./Cells.js"
import type { Context } from "./Context.js"
import type { Eager, Parameter } from "./Definition.js"
import { element } from "./Operators.js"
import { isError, Matrix, NUM, VALUE, type Value } from "./Value.js"
import * as Work from "./Work.js"

/** How a function accepts the argument at a position. */
export const parameterAt = ({ parameters, repeating }: Eager, at: number): Parameter<unknown> => {
  const count = parameters.length
  const parameter = parameters[at < count ? at : count - repeating + ((at - count) % Math.max(repeating, 1))]
  return parameter ?? missingParameter
}

const missingParameter: Parameter<unknown> = {
  arrives: "whole",
  array: false,
  optional: true,
  absent: undefined,
  blank: "value",
  errors: "end",
  read: () => VALUE
}

/** Calls a function with evaluated arguments; `undefined` is an argument that is absent. */
export const applyEager = (definition: Eager, values: ReadonlyArray<Value | undefined>, context: Context): Value => {
  let rows = 0
  let columns = 0
  const found = values.map((value, at) => {
    if (value === undefined || parameterAt(definition, at).arrives === "whole") return value
    const single = dereference(context, value)
    if (single instanceof Matrix) {
      rows = Math.max(rows, single.rows)
      columns = Math.max(columns, single.columns)
    }
    return single
  })
  if (rows === 0) return invoke(definition, found, context)
  Work.spend(rows * columns * 5)
  return Matrix.build(rows, columns, (row, column) => {
    const elements = found.map((value, at) =>
      value instanceof Matrix && parameterAt(definition, at).arrives === "scalar" ? element(value, row, column) : value
    )
    return toScalar(context, invoke(definition, elements, context))
  })
}

const invoke = (definition: Eager, values: ReadonlyArray<Value | undefined>, context: Context): Value => {
  const { call, parameters, repeating } = definition
  const args: Array<unknown> = []
  for (let at = 0; at < values.length; at++) {
    const parameter = parameterAt(definition, at)
    const value = values[at]
    const read = value === undefined ? parameter.absent : parameter.read(value, context)
    if (isError(read) && parameter.errors === "end") return read
    args.push(read)
  }
  for (let at = values.length; at < parameters.length - repeating; at++) args.push(parameters[at]?.absent)
  return finite(call(context, args))
}

/** A result that is no finite number is `#NUM!`, a text that is too long `#VALUE!`. */
export const finite = (value: Value): Value => {
  if (typeof value === "number") return Number.isFinite(value) ? value : NUM
  return typeof value === "string" && value.length > Work.longestText ? VALUE : value
}
