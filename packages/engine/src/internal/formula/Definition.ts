/**
 * How worksheet functions are declared: what they take, how each argument reaches them, and what they do.
 *
 * @since 0.1.0
 */
import { toMatrix } from "./Cells.js"
import { toLogical, toNumber, toText } from "./Coercion.js"
import type { Context } from "./Context.js"
import { notComputed } from "./NotComputed.js"
import { type CellError, isError, Lambda, Matrix, NA, Reference, type Scalar, VALUE, type Value } from "./Value.js"

/**
 * How one argument arrives.
 *
 * - `scalar`: as one value. A range intersects with the cell or, in an array formula, the function is applied to each
 *   element; so it is for an array.
 * - `whole`: as it is, be it a reference, an array or a value.
 */
export interface Parameter<out A> {
  readonly arrives: "scalar" | "whole"
  /** Operators inside the argument work on whole ranges even where the formula is not an array formula. */
  readonly array: boolean
  readonly optional: boolean
  /** The value of an optional argument that is omitted. */
  readonly absent: A | CellError | undefined
  /** The meaning of an empty argument between two commas: a blank value, or an omitted one. */
  readonly blank: "value" | "absent"
  /** Whether an error as argument ends the call with that error. */
  readonly errors: "end" | "pass"
  readonly read: (value: Value, context: Context) => A | CellError
}

const scalarParameter = <A>(read: (value: Scalar, context: Context) => A | CellError): Parameter<A> => ({
  arrives: "scalar",
  array: false,
  optional: false,
  absent: undefined,
  blank: "value",
  errors: "end",
  read: (value, context) =>
    value instanceof Matrix || value instanceof Reference || value instanceof Lambda ? VALUE : read(value, context)
})

/** A number; text is read as a number. */
export const number: Parameter<number> = scalarParameter(toNumber)
/** A whole number: decimals are cut off. */
export const integer: Parameter<number> = scalarParameter((value, context) => {
  const found = toNumber(value, context)
  return isError(found) ? found : Math.trunc(found)
})
/** A number for the functions of the former Analysis ToolPak, which take no logical values and miss nothing. */
export const strictNumber: Parameter<number> = {
  ...scalarParameter((value, context) => typeof value === "boolean" ? VALUE : toNumber(value, context)),
  blank: "absent",
  absent: NA
}
/** A text. */
export const text: Parameter<string> = scalarParameter(toText)
/** `TRUE` or `FALSE`. */
export const logical: Parameter<boolean> = scalarParameter(toLogical)
/** Any one value but an error. */
export const scalar: Parameter<Scalar> = scalarParameter((value) => value)
/** Any one value, errors too. */
export const anything: Parameter<Scalar> = { ...scalar, errors: "pass" }

const wholeParameter = <A>(
  errors: "end" | "pass",
  array: boolean,
  read: (value: Value, context: Context) => A | CellError
): Parameter<A> => ({ arrives: "whole", array, optional: false, absent: undefined, blank: "value", errors, read })

/** A reference, an array or a value, untouched. */
export const value: Parameter<Value> = wholeParameter("pass", false, (value) => value)
/** A {@link value} whose inner operators work on whole ranges. */
export const arrayValue: Parameter<Value> = wholeParameter("pass", true, (value) => value)
/** A reference, an array or a value, read into an array. */
export const matrix: Parameter<Matrix> = wholeParameter("end", true, (value, context) => toMatrix(context, value))
/** A reference to cells. */
export const reference: Parameter<Reference> = wholeParameter(
  "end",
  false,
  (value) => value instanceof Reference ? value : isError(value) ? value : VALUE
)
/** A reference to cells of this workbook: of linked workbooks nothing but the named cells' values is known. */
export const ownReference: Parameter<Reference> = {
  ...reference,
  read: (value, context) => {
    const found = reference.read(value, context)
    return isError(found) || found.areas.every(({ sheet }) => sheet >= 0)
      ? found
      : notComputed("more of a linked workbook than values", VALUE)
  }
}
/** A function value. */
export const lambda: Parameter<Lambda> = wholeParameter(
  "end",
  false,
  (value) => value instanceof Lambda ? value : isError(value) ? value : VALUE
)

/** The same parameter, which may be left out at the end; the function then gets `absent`. */
export const optional: {
  <A>(parameter: Parameter<A>): Parameter<A | undefined>
  <A>(parameter: Parameter<A>, absent: A): Parameter<A>
} = <A>(parameter: Parameter<A>, absent?: A): Parameter<A> => ({ ...parameter, optional: true, absent })

/** An optional parameter that also counts as omitted if its argument is empty. */
export const defaulted: {
  <A>(parameter: Parameter<A>): Parameter<A | undefined>
  <A>(parameter: Parameter<A>, absent: A): Parameter<A>
} = <A>(parameter: Parameter<A>, absent?: A): Parameter<A> => ({
  ...parameter,
  optional: true,
  absent,
  blank: "absent"
})

/** An argument that the function evaluates itself, if it wants it at all. */
export interface Thunk {
  readonly evaluate: () => Value
  /** Left out between two commas. */
  readonly missing: boolean
  /** The variable that the argument is, for `ISOMITTED`. */
  readonly name: string | undefined
}

/** A function that receives evaluated arguments. */
export interface Eager {
  readonly _tag: "Eager"
  readonly minimum: number
  readonly maximum: number
  readonly parameters: ReadonlyArray<Parameter<unknown>>
  /** The number of last parameters that may repeat as a group. */
  readonly repeating: number
  readonly call: (context: Context, args: ReadonlyArray<unknown>) => Value
}

/** A function that evaluates its arguments itself. */
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

const most = 255

const eager = (
  parameters: ReadonlyArray<Parameter<unknown>>,
  repeating: number,
  call: (context: Context, args: ReadonlyArray<unknown>) => Value
): Definition => ({
  _tag: "Eager",
  minimum: parameters.filter((parameter) => !parameter.optional).length,
  maximum: repeating > 0 ? most : parameters.length,
  parameters,
  repeating,
  call
})

/** The evaluator has read each argument with its parameter, so the arguments have the parameters' types. */
const typed = <P>(args: ReadonlyArray<unknown>): Values<P> => args as unknown as Values<P>

/** A function of its arguments alone. */
export const define = <const P extends ReadonlyArray<Parameter<unknown>>>(
  parameters: P,
  call: (...args: Values<P>) => Value
): Definition => eager(parameters, 0, (_, args) => call(...typed<P>(args)))

/** A function that depends on the position of its cell, or reads cells. */
export const defineIn = <const P extends ReadonlyArray<Parameter<unknown>>>(
  parameters: P,
  call: (context: Context, ...args: Values<P>) => Value
): Definition => eager(parameters, 0, (context, args) => call(context, ...typed<P>(args)))

/** A function whose last argument can be repeated. */
export const variadic = <const P extends ReadonlyArray<Parameter<unknown>>, A>(
  parameters: P,
  rest: Parameter<A>,
  call: (context: Context, args: Values<P>, rest: ReadonlyArray<A>) => Value
): Definition =>
  eager([...parameters, rest], 1, (context, args) =>
    call(
      context,
      typed<P>(args.slice(0, parameters.length)),
      typed<ReadonlyArray<Parameter<A>>>(args.slice(parameters.length)) as ReadonlyArray<A>
    ))

/** A function whose last two arguments can be repeated in pairs. */
export const variadicPairs = <const P extends ReadonlyArray<Parameter<unknown>>, A, B>(
  parameters: P,
  first: Parameter<A>,
  second: Parameter<B>,
  call: (context: Context, args: Values<P>, pairs: ReadonlyArray<readonly [A, B]>) => Value
): Definition =>
  eager([...parameters, first, second], 2, (context, args) => {
    const pairs: Array<readonly [A, B]> = []
    for (let at = parameters.length; at + 1 < args.length; at += 2) pairs.push([args[at] as A, args[at + 1] as B])
    return call(context, typed<P>(args.slice(0, parameters.length)), pairs)
  })

/** A function whose arguments are handed on together, the last one any number of times. */
export const collective = <A>(
  parameters: ReadonlyArray<Parameter<A>>,
  call: (context: Context, args: ReadonlyArray<A>) => Value
): Definition => ({
  ...eager(parameters, 1, (context, args) => call(context, args as ReadonlyArray<A>)),
  minimum: 0
})

/** A function that decides itself which arguments to evaluate. */
export const lazy = (
  minimum: number,
  maximum: number,
  call: (context: Context, args: ReadonlyArray<Thunk>) => Value
): Definition => ({ _tag: "Lazy", minimum, maximum, call })
