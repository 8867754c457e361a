/**
 * The interface to the library that computes financial, statistical and engineering functions.
 *
 * @since 0.1.0
 */
import type { Matrix, Scalar } from "../value/Value.js"

/** A value, an array, or `undefined` for an omitted argument. */
export type Argument = Scalar | Matrix | undefined

/** A stateless calculator: a result depends only on the arguments. */
export interface Kernel {
  readonly call: (name: string, args: ReadonlyArray<Argument>) => Scalar | Matrix
}
