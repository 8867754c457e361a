/** Records everything that a program emits as text: log lines, spans and errors. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HashMap from "effect/HashMap"
import * as Inspectable from "effect/Inspectable"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Tracer from "effect/Tracer"
import { inspect } from "node:util"

/** Renders an error in all the ways in which programs print it, but without stacks, which differ between machines. */
const textOf = (error: unknown): string => {
  const { message } = error instanceof Error ? error : { message: "" }
  return withoutStacks([message, String(error), JSON.stringify(error), inspect(error, { depth: 10 })].join(" "))
}

/** Removes stacks. Also removes the colon that remains after the name of an error without a message. */
const withoutStacks = (text: string): string => text.replace(/\n\s+at .*/g, "").replace(/: *$/gm, "")

/** Caches rendered texts, because one error passes through many spans. */
const cached = <A>(render: (value: A) => string) => {
  const texts = new WeakMap<object, string>()
  return (value: A): string => {
    if (typeof value !== "object" || value === null) return render(value)
    const text = texts.get(value) ?? render(value)
    texts.set(value, text)
    return text
  }
}

const errorText = cached(textOf)

const causeText = cached((cause: Cause.Cause<unknown>) =>
  withoutStacks(Cause.pretty(cause, { renderErrorCause: true }))
)

/** Returns the texts that a program would print for a cause. */
export const textsOf = (cause: Cause.Cause<unknown>): ReadonlyArray<string> => [
  causeText(cause),
  ...[...Cause.failures(cause), ...Cause.defects(cause)].map(errorText)
]

const logger = (emitted: Set<string>) =>
  Logger.make<unknown, void>(({ annotations, cause, message }) => {
    const labels = HashMap.toEntries(annotations).map(([name, value]) =>
      `${name}=${Inspectable.toStringUnknown(value)}`
    )
    emitted.add([textOf(message), ...labels].join(" "))
    for (const text of textsOf(cause)) emitted.add(text)
  })

const tracer = (emitted: Set<string>): Tracer.Tracer => {
  let spans = 0
  return Tracer.make({
    context: (run) => run(),
    span: (name, parent, context, links, startTime, kind, options) => {
      const spanId = String(spans++)
      const attributes = new Map<string, unknown>(Object.entries(options?.attributes ?? {}))
      return {
        _tag: "Span",
        name,
        spanId,
        traceId: "run",
        parent,
        context,
        status: { _tag: "Started", startTime },
        attributes,
        links,
        sampled: true,
        kind,
        attribute: (key, value) => void attributes.set(key, value),
        event: (event, _, attributes) => void emitted.add(`${name}: ${event} ${JSON.stringify(attributes)}`),
        addLinks: () => {},
        end: (_, exit) => {
          const labels = Array.from(attributes, ([key, value]) => `${key}=${Inspectable.toStringUnknown(value)}`)
          emitted.add([`span ${name}`, ...labels].join(" "))
          if (Exit.isFailure(exit)) { for (const text of textsOf(exit.cause)) emitted.add(text) }
        }
      }
    }
  })
}

/**
 * Runs a program and records all that it emits in `emitted`: log lines of every level, including those of Effect
 * itself, which logs failed fibers at DEBUG.
 */
export const recordIn = (emitted: Set<string>) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  self.pipe(
    Effect.withTracer(tracer(emitted)),
    Logger.withMinimumLogLevel(LogLevel.All),
    Effect.provide([
      Logger.replace(Logger.defaultLogger, logger(emitted)),
      // the tracer logger would add the same lines to the spans in a random order
      Logger.remove(Logger.tracerLogger)
    ])
  )
