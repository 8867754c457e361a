/** Hears all that the client says: each log line of every level, and each span with all that is on it. */
import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Tracer from "effect/Tracer"
import { inspect } from "node:util"

/** Marks what could not be told. */
export const untellable = "cannot be told: "

/** A text, or why there is none: an error that breaks whoever logs it is a fault, too. */
const text = (make: () => string): string => {
  try {
    return make()
  } catch (error) {
    return `${untellable}${error instanceof Error ? error.message : typeof error}`
  }
}

/** All that is in a value, also where its own text hides it. */
const inner = (u: unknown): string => inspect(u, { depth: 12, maxStringLength: null, breakLength: Infinity })

/** What a program would write into its own log of how something ended. */
export const ofCause = (cause: Cause.Cause<unknown>): ReadonlyArray<string> => [
  text(() => Cause.pretty(cause, { renderErrorCause: true })),
  text(() => inner(cause)),
  ...Array.from(Cause.failures(cause)).flatMap((error) => [
    text(() => String(error)),
    text(() => JSON.stringify(error))
  ])
]

const logger = (told: Array<string>): Logger.Logger<unknown, void> =>
  Logger.make(({ annotations, cause, logLevel, message }) => {
    told.push(
      text(() => `${logLevel.label} ${inner(message)} ${inner(Array.from(HashMap.toEntries(annotations)))}`),
      ...(Cause.isEmpty(cause) ? [] : ofCause(cause))
    )
  })

const tracer = (told: Array<string>): Tracer.Tracer =>
  Tracer.make({
    context: (run) => run(),
    span: (name, parent, context, links, startTime, kind) => {
      const attributes = new Map<string, unknown>()
      const events: Array<unknown> = []
      let status: Tracer.SpanStatus = { _tag: "Started", startTime }
      return {
        _tag: "Span",
        name,
        spanId: `${told.length}`,
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
          told.push(text(() => `span ${name} ${inner(attributes)} ${inner(events)}`))
          if (Exit.isFailure(exit)) told.push(...ofCause(exit.cause))
        }
      }
    }
  })

export const layer = (told: Array<string>): Layer.Layer<never> =>
  Layer.mergeAll(
    Logger.replace(Logger.defaultLogger, logger(told)),
    Logger.minimumLogLevel(LogLevel.All),
    Layer.setTracer(tracer(told))
  )
