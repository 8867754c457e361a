import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Tracer from "effect/Tracer"
import * as Provide from "../transport/provide.js"
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
    Effect.flatMap(FunctionName, (functionName = name) =>
      Span.use(name, { attributes }, (span) => {
        const named = Context.make(FunctionName, functionName)
        // one context for both, because each change of the context of a fiber costs time
        return Provide.provide(span === undefined ? named : Context.add(named, Tracer.ParentSpan, span))(self)
      }))

/**
 * Sets the function name of the errors of an effect, even inside another public function.
 *
 * @internal
 */
export const withFunctionName =
  (name: string | undefined) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, FunctionName, name)
