/**
 * Numeric functions computed by an outside calculator: financial, statistical, engineering.
 *
 * @since 0.1.0
 */
import type { Matrix, Scalar } from "./Value.js"

/** A value, an array, or nothing (an argument left out between two commas). */
export type Argument = Scalar | Matrix | undefined

/** A stateless calculator: the result depends on the arguments only. */
export interface Kernel {
  readonly call: (name: string, args: ReadonlyArray<Argument>) => Scalar | Matrix
}
