/**
 * Reads of resources with the query options of OData: `$select` chooses properties, `$expand` includes related
 * resources, `$top` and `$skip` choose a page of a list. See https://learn.microsoft.com/graph/query-parameters.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Schema from "effect/Schema"
import { calledAs } from "./call/functionName.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * A function that reads a resource: all of its properties, or those that a query selects. It fails with
 * `UnexpectedAnswer` if the response lacks a selected property.
 *
 * @category models
 * @since 0.1.0
 */
export interface Get<Type extends string, Model, Links> {
  <const Select extends keyof Model & string = keyof Model & string, Expand extends Resource.Expandable<Links> = {}>(
    query: Resource.Query<Select, Resource.Strict<Expand, Links>>
  ): (self: Navigation.Reference<Type>) => Read<Resource.Answer<Model, Select, Links, Expand>>
  <const Select extends keyof Model & string = keyof Model & string, Expand extends Resource.Expandable<Links> = {}>(
    self: Navigation.Reference<Type>,
    query: Resource.Query<Select, Resource.Strict<Expand, Links>>
  ): Read<Resource.Answer<Model, Select, Links, Expand>>
  // TypeScript uses the last signature for `reference.pipe(get)`, so it must not be generic.
  (self: Navigation.Reference<Type>): Read<Model>
}

/**
 * A read in the session in context, which succeeds with an `A`.
 *
 * @category models
 * @since 0.1.0
 */
export type Read<A> = Effect.Effect<A, WorkbookError.CallError, WorkbookSession.WorkbookSession>

/**
 * A page of a list: at most `top` members, after the first `skip` members. By default `top` is unlimited and `skip` is
 * 0.
 *
 * @category models
 * @since 0.1.0
 */
export interface Page {
  readonly top?: number | undefined
  readonly skip?: number | undefined
}

const readEndpoint = <A>(endpoint: Endpoint.Any, { ast }: Resource.Codec<A>) => ({
  ...endpoint,
  safety: "read" as const,
  result: Schema.make<A, unknown>(ast)
})

/**
 * Makes a function that reads a resource with an endpoint of the catalogue. `span` is its name in traces and in errors.
 *
 * @example
 * ```ts
 * import { Query, Table } from "@effect-workbook/client"
 * import { Catalogue } from "@effect-workbook/schema"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const getTable = Query.get(Catalogue.table.get, Table.Table, "Table.get")
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* getTable(Table.named("Orders"), { select: ["name"] }), { name: "Orders" })
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const get = <Type extends string, Model, Encoded, Update, Links>(
  endpoint: Endpoint.Any,
  resource: Resource.Resource<Type, Model, Encoded, Update, Links>,
  span: string
): Get<Type, Model, Links> =>
  dual(
    (args) => Navigation.isReference(args[0]),
    <const Select extends keyof Model & string, Expand extends Resource.Expandable<Links>>(
      self: Navigation.Reference<Type>,
      query?: Resource.Query<Select, Resource.Strict<Expand, Links>>
    ) => read(endpoint, self, Resource.pick(resource, query ?? {})).pipe(calledAs(span))
  )

/**
 * Reads a resource with the properties that a selection contains, without a span.
 *
 * @internal
 */
export const read = <A>(
  endpoint: Endpoint.Any,
  self: Navigation.Reference<string>,
  { query, schema }: Resource.Selection<string, A>
): Read<A> => WorkbookSession.call(readEndpoint(endpoint, schema), self, undefined, { ...query })

/**
 * Reads a page of a collection, with the properties that a selection contains.
 *
 * @example
 * ```ts
 * import { Query } from "@effect-workbook/client"
 * import { Catalogue, Navigation, Resource, Worksheet } from "@effect-workbook/schema"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const names = yield* Query.list(
 *     Catalogue.worksheets.list,
 *     Navigation.property(Navigation.workbook, "worksheets"),
 *     Resource.pick(Worksheet.Worksheet, { select: ["name"] }),
 *     { top: 10 }
 *   )
 *   deepStrictEqual(names, [{ name: "Orders" }, { name: "Summary" }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <A>(
  endpoint: Endpoint.Any,
  self: Navigation.Reference<string>,
  { query, schema }: Resource.Selection<string, A>,
  { skip, top }: Page
): Read<ReadonlyArray<A>> =>
  WorkbookSession.call(
    readEndpoint(endpoint, Schema.Struct({ value: Schema.Array(Schema.make<A, unknown>(schema.ast)) })),
    self,
    undefined,
    { ...query, $top: top, $skip: skip }
  ).pipe(Effect.map(({ value }) => value))
