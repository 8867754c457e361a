/**
 * Definitions of worksheet functions: their parameters and their implementation.
 *
 * @since 0.1.0
 */
import {
  type CellError,
  isError,
  Lambda,
  Matrix,
  NA,
  Reference,
  type Scalar,
  VALUE,
  type Value
} from "../value/Value.js"
import { toLogical, toNumber, toText } from "./Coercion.js"
import type { Context } from "./Context.js"
import { toMatrix } from "./Dereference.js"
import { notComputed } from "./NotComputed.js"

/** A parameter of a function. */
export interface Parameter<out A> {
  /**
   * - `scalar`: the function gets one value. It is called for each element of an array. A range is reduced by implicit
   *   intersection; in an array formula it is an array.
   * - `whole`: the function gets the reference, array or value unchanged.
   */
  readonly passedAs: "scalar" | "whole"
  /** Whether operators in the argument always apply to whole ranges, as in an array formula. */
  readonly evaluatesArrays: boolean
  readonly optional: boolean
  /** The value of an omitted optional argument. */
  readonly defaultValue: A | CellError | undefined
  /** Whether an empty argument between two commas counts as a blank value or as an omitted argument. */
  readonly emptyArgument: "blank" | "omitted"
  /** Whether the function accepts an error as argument, or the error becomes the result of the call. */
  readonly errors: "propagate" | "accept"
  readonly convert: (value: Value, context: Context) => A | CellError
}

const scalarParameter = <A>(convert: (value: Scalar, context: Context) => A | CellError): Parameter<A> => ({
  passedAs: "scalar",
  evaluatesArrays: false,
  optional: false,
  defaultValue: undefined,
  emptyArgument: "blank",
  errors: "propagate",
  convert: (value, context) =>
    value instanceof Matrix || value instanceof Reference || value instanceof Lambda ? VALUE : convert(value, context)
})

/** A number. Text is parsed as a number. */
export const number: Parameter<number> = scalarParameter(toNumber)
/** A whole number. Decimals are truncated. */
export const integer: Parameter<number> = scalarParameter((value, context) => {
  const found = toNumber(value, context)
  return isError(found) ? found : Math.trunc(found)
})
/** A number for functions of the former Analysis ToolPak. A logical value is `#VALUE!`, an empty argument `#N/A`. */
export const strictNumber: Parameter<number> = {
  ...scalarParameter((value, context) => typeof value === "boolean" ? VALUE : toNumber(value, context)),
  emptyArgument: "omitted",
  defaultValue: NA
}
/** A text. */
export const text: Parameter<string> = scalarParameter(toText)
/** `TRUE` or `FALSE`. */
export const logical: Parameter<boolean> = scalarParameter(toLogical)
/** Any single value except an error. */
export const scalar: Parameter<Scalar> = scalarParameter((value) => value)
/** Any single value, including errors. */
export const scalarOrError: Parameter<Scalar> = { ...scalar, errors: "accept" }

const wholeParameter = <A>(
  errors: "propagate" | "accept",
  evaluatesArrays: boolean,
  convert: (value: Value, context: Context) => A | CellError
): Parameter<A> => ({
  passedAs: "whole",
  evaluatesArrays,
  optional: false,
  defaultValue: undefined,
  emptyArgument: "blank",
  errors,
  convert
})

/** A reference, array or value, passed unchanged. */
export const value: Parameter<Value> = wholeParameter("accept", false, (value) => value)
/** Like {@link value}, but operators in the argument apply to whole ranges. */
export const arrayValue: Parameter<Value> = wholeParameter("accept", true, (value) => value)
/** An array. References and values are converted. */
export const matrix: Parameter<Matrix> = wholeParameter("propagate", true, (value, context) => toMatrix(context, value))
/** A reference to cells. */
export const reference: Parameter<Reference> = wholeParameter(
  "propagate",
  false,
  (value) => value instanceof Reference ? value : isError(value) ? value : VALUE
)
/**
 * A reference to cells of this workbook. Functions with this parameter need more than the cached values of a linked
 * workbook.
 */
export const localReference: Parameter<Reference> = {
  ...reference,
  convert: (value, context) => {
    const found = reference.convert(value, context)
    return isError(found) || found.areas.every(({ sheet }) => sheet >= 0)
      ? found
      : notComputed("a reference to a linked workbook where more than values is needed", VALUE)
  }
}
/** A function value. */
export const lambda: Parameter<Lambda> = wholeParameter(
  "propagate",
  false,
  (value) => value instanceof Lambda ? value : isError(value) ? value : VALUE
)

/** Makes a parameter optional. If the argument is omitted, the function gets `defaultValue`. */
export const optional: {
  <A>(parameter: Parameter<A>): Parameter<A | undefined>
  <A>(parameter: Parameter<A>, defaultValue: A): Parameter<A>
} = <A>(parameter: Parameter<A>, defaultValue?: A): Parameter<A> => ({ ...parameter, optional: true, defaultValue })

/** Like {@link optional}, but an empty argument also counts as omitted. */
export const defaulted: {
  <A>(parameter: Parameter<A>): Parameter<A | undefined>
  <A>(parameter: Parameter<A>, defaultValue: A): Parameter<A>
} = <A>(parameter: Parameter<A>, defaultValue?: A): Parameter<A> => ({
  ...parameter,
  optional: true,
  defaultValue,
  emptyArgument: "omitted"
})

/** An argument of a {@link Lazy} function, which is evaluated on demand. */
export interface Thunk {
  readonly evaluate: () => Value
  /** Whether the argument is empty. */
  readonly isMissing: boolean
}

/** A function that gets evaluated arguments. */
export interface Eager {
  readonly _tag: "Eager"
  readonly minimum: number
  readonly maximum: number
  readonly parameters: ReadonlyArray<Parameter<unknown>>
  /** The number of parameters at the end that can repeat as a group. */
  readonly repeating: number
  readonly call: (context: Context, args: ReadonlyArray<unknown>) => Value
}

/** A function that evaluates its arguments on demand. */
export interface Lazy {
  readonly _tag: "Lazy"
  readonly minimum: number
  readonly maximum: number
  readonly call: (context: Context, args: ReadonlyArray<Thunk>) => Value
}

export type Definition = Eager | Lazy

/** Functions by their Excel names. */
export type Functions = Readonly<Record<string, Definition>>

type Values<P> = { readonly [K in keyof P]: P[K] extends Parameter<infer A> ? A : never }

const maxArguments = 255

const eager = (
  parameters: ReadonlyArray<Parameter<unknown>>,
  repeating: number,
  call: (context: Context, args: ReadonlyArray<unknown>) => Value
): Definition => ({
  _tag: "Eager",
  minimum: parameters.filter((parameter) => !parameter.optional).length,
  maximum: repeating > 0 ? maxArguments : parameters.length,
  parameters,
  repeating,
  call
})

/** The caller has converted each argument with its parameter, so the arguments have the types of the parameters. */
const typedArguments = <P>(args: ReadonlyArray<unknown>): Values<P> => args as unknown as Values<P>

/** Defines a function that depends only on its arguments. */
export const define = <const P extends ReadonlyArray<Parameter<unknown>>>(
  parameters: P,
  call: (...args: Values<P>) => Value
): Definition => eager(parameters, 0, (_, args) => call(...typedArguments<P>(args)))

/** Defines a function that needs the context, for example to read cells. */
export const defineWithContext = <const P extends ReadonlyArray<Parameter<unknown>>>(
  parameters: P,
  call: (context: Context, ...args: Values<P>) => Value
): Definition => eager(parameters, 0, (context, args) => call(context, ...typedArguments<P>(args)))

/** Defines a function whose last argument can be repeated. */
export const variadic = <const P extends ReadonlyArray<Parameter<unknown>>, A>(
  parameters: P,
  rest: Parameter<A>,
  call: (context: Context, args: Values<P>, rest: ReadonlyArray<A>) => Value
): Definition =>
  eager([...parameters, rest], 1, (context, args) =>
    call(
      context,
      typedArguments<P>(args.slice(0, parameters.length)),
      typedArguments<ReadonlyArray<Parameter<A>>>(args.slice(parameters.length)) as ReadonlyArray<A>
    ))

/** Defines a function whose last two arguments can be repeated as a pair. */
export const variadicPairs = <const P extends ReadonlyArray<Parameter<unknown>>, A, B>(
  parameters: P,
  first: Parameter<A>,
  second: Parameter<B>,
  call: (context: Context, args: Values<P>, pairs: ReadonlyArray<readonly [A, B]>) => Value
): Definition =>
  eager([...parameters, first, second], 2, (context, args) => {
    const pairs: Array<readonly [A, B]> = []
    for (let at = parameters.length; at + 1 < args.length; at += 2) pairs.push([args[at] as A, args[at + 1] as B])
    return call(context, typedArguments<P>(args.slice(0, parameters.length)), pairs)
  })

/** Defines a function that gets all arguments as one list. The last parameter can be repeated; all are optional. */
export const variadicUniform = <A>(
  parameters: ReadonlyArray<Parameter<A>>,
  call: (context: Context, args: ReadonlyArray<A>) => Value
): Definition => ({
  ...eager(parameters, 1, (context, args) => call(context, args as ReadonlyArray<A>)),
  minimum: 0
})

/** Defines a function that evaluates its arguments on demand. */
export const lazy = (
  minimum: number,
  maximum: number,
  call: (context: Context, args: ReadonlyArray<Thunk>) => Value
): Definition => ({ _tag: "Lazy", minimum, maximum, call })
