/** Records everything that the client emits: log lines of every level, and spans with their attributes and events. */
import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Tracer from "effect/Tracer"
import { inspect } from "node:util"

/** Marks a value that could not be converted to text. */
export const unprintable = "cannot be printed: "

/** Converts a value to text. An error here is recorded too, because it would break a program that logs the value. */
const text = (make: () => string): string => {
  try {
    return make()
  } catch (error) {
    return `${unprintable}${error instanceof Error ? error.message : typeof error}`
  }
}

/** All content of a value, even if its own `toString` hides it. */
const inner = (u: unknown): string => inspect(u, { depth: 12, maxStringLength: null, breakLength: Infinity })

/** The texts that a program would log for a failure. */
export const ofCause = (cause: Cause.Cause<unknown>): ReadonlyArray<string> => [
  text(() => Cause.pretty(cause, { renderErrorCause: true })),
  text(() => inner(cause)),
  ...Array.from(Cause.failures(cause)).flatMap((error) => [
    text(() => String(error)),
    text(() => JSON.stringify(error))
  ])
]

const logger = (emitted: Array<string>): Logger.Logger<unknown, void> =>
  Logger.make(({ annotations, cause, logLevel, message }) => {
    emitted.push(
      text(() => `${logLevel.label} ${inner(message)} ${inner(Array.from(HashMap.toEntries(annotations)))}`),
      ...(Cause.isEmpty(cause) ? [] : ofCause(cause))
    )
  })

const tracer = (emitted: Array<string>): Tracer.Tracer =>
  Tracer.make({
    context: (run) => run(),
    span: (name, parent, context, links, startTime, kind) => {
      const attributes = new Map<string, unknown>()
      const events: Array<unknown> = []
      let status: Tracer.SpanStatus = { _tag: "Started", startTime }
      return {
        _tag: "Span",
        name,
        spanId: `${emitted.length}`,
        traceId: "check",
        parent,
        context,
        links,
        kind,
        sampled: true,
        attributes,
        get status() {
          return status
        },
        attribute: (key, value) => void attributes.set(key, value),
        addLinks: () => undefined,
        event: (name, _, attributes) => void events.push([name, attributes]),
        end: (endTime, exit) => {
          status = { _tag: "Ended", startTime, endTime, exit }
          emitted.push(text(() => `span ${name} ${inner(attributes)} ${inner(events)}`))
          if (Exit.isFailure(exit)) emitted.push(...ofCause(exit.cause))
        }
      }
    }
  })

export const layer = (emitted: Array<string>): Layer.Layer<never> =>
  Layer.mergeAll(
    Logger.replace(Logger.defaultLogger, logger(emitted)),
    Logger.minimumLogLevel(LogLevel.All),
    Layer.setTracer(tracer(emitted))
  )
