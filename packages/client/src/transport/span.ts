import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Tracer from "effect/Tracer"
import * as Provide from "./provide.js"

/** The tracer of a program that has not set one. It gives its spans to nobody. */
const native = Context.get(DefaultServices.liveServices, Tracer.Tracer)

type Options = Omit<Tracer.SpanOptions, "captureStackTrace">

/**
 * Whether the program has set a tracer. The spans of a small request cost a third of its time, even if tracing is disabled.
 *
 * @internal
 */
export const isTraced = (fiber: Fiber.RuntimeFiber<unknown, unknown>): boolean =>
  fiber.currentTracer !== native && fiber.getFiberRef(FiberRef.currentTracerEnabled)

/**
 * Ends a span.
 *
 * @internal
 */
export const end = (
  fiber: Fiber.RuntimeFiber<unknown, unknown>,
  span: Tracer.Span,
  exit: Exit.Exit<unknown, unknown>
): void => {
  const isTimed = fiber.getFiberRef(FiberRef.currentTracerTimingEnabled)
  span.end(isTimed ? Context.get(fiber.currentDefaultServices, Clock.Clock).unsafeCurrentTimeNanos() : BigInt(0), exit)
}

/**
 * Opens a span. The caller has to end it.
 *
 * @internal
 */
export const open = (name: string, options: Options): Effect.Effect<Tracer.Span> =>
  Effect.makeSpan(name, { ...options, captureStackTrace: false })

/**
 * Runs an effect inside a span.
 *
 * @internal
 */
export const inside =
  (span: Tracer.Span | undefined) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    span === undefined ? self : Provide.provide(Context.make(Tracer.ParentSpan, span))(self)

/**
 * Runs an effect with services, and inside a new span if the program has set a tracer.
 *
 * `Effect.withSpan` and `Effect.provide` together would need twice as many operations.
 *
 * @internal
 */
export const within =
  <Services>(name: string, options: Options, services?: Context.Context<Services>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Services>> =>
    Effect.withFiberRuntime((fiber) => {
      const provided = services ?? Context.empty() as Context.Context<Services>
      if (!isTraced(fiber)) return Provide.provide(provided)(self)
      return Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(open(name, options), (span) => {
          const inSpan = Context.add(provided, Tracer.ParentSpan, span)
          return Provide.during<Services>(restore, inSpan, (exit) => end(fiber, span, exit))(self)
        })
      )
    })
