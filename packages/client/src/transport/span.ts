import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Tracer from "effect/Tracer"
import * as Provide from "./provide.js"

/** The tracer of a program that has not set one. It gives its spans to nobody. */
const native = Context.get(DefaultServices.liveServices, Tracer.Tracer)

type Options = Omit<Tracer.SpanOptions, "captureStackTrace">

/**
 * Opens a span for an effect, if the program has set a tracer. Otherwise `span` is `undefined`: the spans of a small request
 * cost a third of its time, even if tracing is disabled.
 *
 * The effect runs beside the span, unless it uses `inside`.
 *
 * @internal
 */
export const use = <A, E, R>(
  name: string,
  options: Options,
  evaluate: (span: Tracer.Span | undefined) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.withFiberRuntime((fiber) =>
    fiber.currentTracer === native || !fiber.getFiberRef(FiberRef.currentTracerEnabled)
      ? evaluate(undefined)
      : Effect.useSpan(name, { ...options, captureStackTrace: false }, evaluate)
  )

/**
 * Runs an effect inside a span.
 *
 * @internal
 */
export const inside =
  (span: Tracer.Span | undefined) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    span === undefined ? self : Provide.provide(Context.make(Tracer.ParentSpan, span))(self)

/**
 * `Effect.withSpan`, if the program has set a tracer.
 *
 * @internal
 */
export const within =
  (name: string, options: Options) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    use(name, options, (span) => inside(span)(self))
