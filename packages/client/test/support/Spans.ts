/** A tracer that records its spans. */
import { type Exit, Tracer } from "effect"

export interface Recorded {
  readonly name: string
  readonly kind: Tracer.SpanKind
  readonly attributes: Map<string, unknown>
  readonly events: Array<readonly [name: string, attributes: unknown]>
  /** In nanoseconds. */
  readonly start: bigint
  end: bigint | undefined
  exit: Exit.Exit<unknown, unknown> | undefined
}

export const record = () => {
  const spans: Array<Recorded> = []
  const tracer = Tracer.make({
    context: (run) => run(),
    span: (name, parent, context, links, start, kind, options) => {
      const recorded: Recorded = {
        name,
        kind,
        attributes: new Map(Object.entries(options?.attributes ?? {})),
        events: [],
        start,
        end: undefined,
        exit: undefined
      }
      spans.push(recorded)
      return {
        _tag: "Span",
        name,
        spanId: String(spans.length),
        traceId: "trace",
        parent,
        context,
        status: { _tag: "Started", startTime: start },
        attributes: recorded.attributes,
        links,
        sampled: true,
        kind,
        attribute: (key, value) => void recorded.attributes.set(key, value),
        event: (name, _, attributes) => void recorded.events.push([name, attributes]),
        addLinks: () => {},
        end: (end, exit) => void Object.assign(recorded, { end, exit })
      }
    }
  })
  return { spans, tracer }
}
