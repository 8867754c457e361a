/**
 * Handlers: the behavior of endpoints, separate from HTTP.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import * as Failure from "./Failure.js"
import * as Parameters from "./Parameters.js"
import { type Instances, is, type Resource, type Served } from "./Resource.js"

/** Takes a resource and decoded parameters, and returns the JSON of the response. */
export type Handler<Context, Type extends Served, E extends Endpoint.Any> = (
  context: Context,
  on: Instances[Type],
  parameters: Endpoint.Parameters<E>
) => Effect.Effect<Selected<Schema.Schema.Encoded<E["result"]>>, Failure.Failure>

/** The response after `$select`. */
type Selected<A> = A extends { readonly value: ReadonlyArray<infer Member> }
  ? { readonly value: ReadonlyArray<Partial<Member>> }
  : A extends object ? Partial<A> & { readonly "@odata.type"?: string }
  : A

/** A handler whose endpoint is known at run time only. `input` holds the undecoded parameters. */
export interface Bound<Context> {
  readonly endpoint: Endpoint.Any
  readonly run: (context: Context, on: Resource, input: unknown) => Effect.Effect<unknown, Failure.Failure>
}

const bind = <Context, Type extends Served, E extends Endpoint.Any>(
  type: Type,
  endpoint: E,
  handler: Handler<Context, Type, E>
): Bound<Context> => ({
  endpoint,
  run: (context, on, input) =>
    is(type, on)
      ? Effect.flatMap(
        endpoint.parametersIn === "none"
          ? Effect.void
          : endpoint.parametersIn === "path"
          ? Parameters.decodeArguments(endpoint.segment, endpoint.parameters)(input)
          : Parameters.decodeBody(endpoint.parameters)(input),
        (parameters) => handler(context, on, parameters)
      )
      : Failure.unknownSegment(endpoint.segment)
})

/** Binds handlers to the endpoints of one resource type. An endpoint without a handler is not served. */
export const group =
  <Context>() =>
  <Type extends Served, Endpoints extends { readonly [Name in keyof Endpoints]: Endpoint.Any }>(
    type: Type,
    endpoints: Endpoints,
    handlers: { readonly [Name in keyof Endpoints]?: Handler<Context, Type, Endpoints[Name]> }
  ): ReadonlyArray<Bound<Context>> =>
    Struct.keys(endpoints).flatMap((name) => {
      const handler = handlers[name]
      return handler === undefined ? [] : [bind<Context, Type, Endpoints[typeof name]>(type, endpoints[name], handler)]
    })
