/** Everything that a program emits for others to read, written down as text: log lines and spans. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HashMap from "effect/HashMap"
import * as Logger from "effect/Logger"
import * as Tracer from "effect/Tracer"

/** What a cause says, without its stacks: those are of the machine, and all that can leak there is in the messages too. */
export const told = (cause: Cause.Cause<unknown>): ReadonlyArray<string> =>
  [...Cause.failures(cause), ...Cause.defects(cause)].flatMap((error) => [
    error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    JSON.stringify(error)
  ])

const logger = (emitted: Array<string>) =>
  Logger.make<unknown, void>(({ annotations, cause, message }) => {
    const labels = HashMap.toEntries(annotations).map(([name, value]) => `${name}=${String(value)}`)
    emitted.push([JSON.stringify(message), ...labels, ...told(cause)].join(" "))
  })

const tracer = (emitted: Array<string>): Tracer.Tracer => {
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
        event: (event, _, attributes) => void emitted.push(`${name}: ${event} ${JSON.stringify(attributes)}`),
        addLinks: () => {},
        end: (_, exit) => {
          const end = Exit.isFailure(exit) ? told(exit.cause) : []
          const labels = Array.from(attributes, ([key, value]) => `${key}=${String(value)}`)
          emitted.push([`span ${name}`, ...labels, ...end].join(" "))
        }
      }
    }
  })
}

/** Runs a program with all that it emits going into `emitted`, and nowhere else. */
export const into = (emitted: Array<string>) => <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  self.pipe(
    Effect.withTracer(tracer(emitted)),
    Effect.provide([
      Logger.replace(Logger.defaultLogger, logger(emitted)),
      // It writes the same lines into the spans, before or after ours by chance.
      Logger.remove(Logger.tracerLogger)
    ])
  )
