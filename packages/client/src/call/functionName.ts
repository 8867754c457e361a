import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Tracer from "effect/Tracer"
import * as Span from "../transport/span.js"

/**
 * The name of the public function that the program called. Error messages contain it.
 *
 * @internal
 */
export class FunctionName extends Context.Reference<FunctionName>()("@effect-workbook/client/FunctionName", {
  defaultValue: (): string | undefined => undefined
}) {}

/**
 * Adds the name of a public function to the errors of its effect, and a span. If another public function calls it, the
 * errors have the name of the outer function, because that is the one that the program called.
 *
 * @internal
 */
export const calledAs =
  (name: string, attributes: Tracer.SpanOptions["attributes"] = {}) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, FunctionName>> =>
    Effect.flatMap(
      FunctionName,
      (functionName = name) => Span.within(name, { attributes }, Context.make(FunctionName, functionName))(self)
    )

/**
 * `calledAs` for an effect that gives its errors the name itself. To change the context of the fiber would cost a tenth of a
 * small request.
 *
 * @internal
 */
export const named = <A, E, R>(
  name: string,
  evaluate: (functionName: string) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.withFiberRuntime((fiber) => {
    const self = evaluate(Context.get(fiber.currentContext, FunctionName) ?? name)
    return Span.isTraced(fiber) ? Span.within(name, {})(self) : self
  })

/**
 * Sets the function name of the errors of an effect to that of a request, if it has one.
 *
 * @internal
 */
export const withFunctionNameOf =
  ({ functionName }: { readonly functionName?: string | undefined }) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    functionName === undefined ? self : withFunctionName(functionName)(self)

/**
 * Sets the function name of the errors of an effect, even inside another public function.
 *
 * @internal
 */
export const withFunctionName =
  (name: string | undefined) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, FunctionName, name)
