import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Tracer from "effect/Tracer"

/**
 * The function of this library that the program has called, for the messages of errors.
 *
 * @internal
 */
export class FunctionName extends Context.Reference<FunctionName>()("@effect-workbook/client/FunctionName", {
  defaultValue: (): string | undefined => undefined
}) {}

/**
 * Names the errors of a public function after it, and gives it a span. Inside of another public function, the errors keep
 * the name of that one, because the program called that one.
 *
 * @internal
 */
export const calledAs =
  (name: string, attributes: Tracer.SpanOptions["attributes"] = {}) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Tracer.ParentSpan>> =>
    Effect.flatMap(FunctionName, (outer) => outer === undefined ? withFunctionName(name)(self) : self).pipe(
      Effect.withSpan(name, { attributes, captureStackTrace: false })
    )

/**
 * Names the errors of an effect after a public function, whatever other one it runs in.
 *
 * @internal
 */
export const withFunctionName =
  (name: string | undefined) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, FunctionName, name)
