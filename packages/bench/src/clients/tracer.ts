/** A tracer that collects the spans of a program, as an SDK does before it exports them. */
import { type Context, Exit, Option, Tracer } from "effect"

class CollectedSpan implements Tracer.Span {
  readonly _tag = "Span"
  readonly spanId = Math.random().toString(16).slice(2)
  readonly traceId: string
  readonly sampled = true
  readonly attributes = new Map<string, unknown>()
  readonly events: Array<readonly [name: string, time: bigint]> = []
  readonly links: Array<Tracer.SpanLink>
  readonly name: string
  readonly parent: Option.Option<Tracer.AnySpan>
  readonly context: Context.Context<never>
  readonly kind: Tracer.SpanKind
  readonly collected: Array<Tracer.Span>
  status: Tracer.SpanStatus

  constructor(
    collected: Array<Tracer.Span>,
    ...[name, parent, context, links, startTime, kind]: Parameters<Tracer.Tracer["span"]>
  ) {
    this.collected = collected
    this.name = name
    this.parent = parent
    this.context = context
    this.kind = kind
    this.traceId = Option.match(parent, { onNone: () => this.spanId, onSome: ({ traceId }) => traceId })
    this.links = [...links]
    this.status = { _tag: "Started", startTime }
  }

  end(endTime: bigint, exit: Exit.Exit<unknown, unknown>): void {
    // An SDK keeps whether a span has failed, and not the value of its effect.
    this.status = { _tag: "Ended", startTime: this.status.startTime, endTime, exit: Exit.asVoid(exit) }
    this.collected.push(this)
    // the export of a full buffer
    if (this.collected.length === 512) this.collected.length = 0
  }

  attribute(key: string, value: unknown): void {
    this.attributes.set(key, value)
  }

  event(name: string, startTime: bigint): void {
    this.events.push([name, startTime])
  }

  addLinks(links: ReadonlyArray<Tracer.SpanLink>): void {
    this.links.push(...links)
  }
}

export const collecting = (): Tracer.Tracer => {
  const collected: Array<Tracer.Span> = []
  return Tracer.make({
    span: (...span) => new CollectedSpan(collected, ...span),
    context: (run) => run()
  })
}
