/**
 * Reads of resources with the query options of OData: `$select` chooses properties, `$expand` includes related
 * resources, `$filter` and `$orderby` choose and sort the members of a list, `$top` and `$skip` a page of it. See
 * https://learn.microsoft.com/graph/query-parameters.
 *
 * @since 0.1.0
 */
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as Stream from "effect/Stream"
import { named } from "./call/functionName.js"
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
  /** Reads the selected properties of a resource (all by default), and the expanded related resources. */
  <const Select extends keyof Model & string = keyof Model & string, Expand extends Resource.Expandable<Links> = {}>(
    query: Resource.Query<Select, Resource.Strict<Expand, Links>>
  ): (self: Navigation.Reference<Type>) => Read<Resource.Answer<Model, Select, Links, Expand>>
  /** Reads the selected properties of a resource (all by default), and the expanded related resources. */
  <const Select extends keyof Model & string = keyof Model & string, Expand extends Resource.Expandable<Links> = {}>(
    self: Navigation.Reference<Type>,
    query: Resource.Query<Select, Resource.Strict<Expand, Links>>
  ): Read<Resource.Answer<Model, Select, Links, Expand>>
  /** Reads all properties of a resource. */
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
 * A stream of reads in the session in context.
 *
 * @category models
 * @since 0.1.0
 */
export type Streamed<A> = Stream.Stream<A, WorkbookError.CallError, WorkbookSession.WorkbookSession>

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

/**
 * A condition of `$filter` on the properties of a resource: a comparison of a property with a value, or a combination of
 * conditions. Texts are compared with regard to case.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const worksheets = yield* Worksheet.list({
 *     filter: { and: [["name", "startsWith", "Sum"], ["visibility", "eq", "Visible"]] }
 *   })
 *   deepStrictEqual(worksheets.map(({ name }) => name), ["Summary"])
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Condition<Property extends string> =
  | readonly [
    property: Property,
    operator: "eq" | "ne" | "gt" | "ge" | "lt" | "le",
    value: string | number | boolean | null
  ]
  | readonly [property: Property, operator: "contains" | "startsWith" | "endsWith", text: string]
  | { readonly and: ReadonlyArray<Condition<Property>> }
  | { readonly or: ReadonlyArray<Condition<Property>> }
  | { readonly not: Condition<Property> }

/**
 * The properties by which `$orderby` sorts a list. The next one decides where members are equal by the one before. The
 * order is ascending by default.
 *
 * @category models
 * @since 0.1.0
 */
export type OrderBy<Property extends string> = ReadonlyArray<
  Property | readonly [property: Property, direction: "asc" | "desc"]
>

/**
 * The options of a list: the members that meet the condition `filter`, in the order of `orderBy`, and a page of them. By
 * default, all members in their order in the workbook.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options<out Property extends string> extends Page {
  readonly filter?: Condition<Property> | undefined
  readonly orderBy?: OrderBy<Property> | undefined
}

/**
 * The options of a stream. `pageSize` is the number of members in one response, 100 by default.
 *
 * @category models
 * @since 0.1.0
 */
export interface StreamOptions<out Property extends string> extends Omit<Options<Property>, "top"> {
  readonly pageSize?: number | undefined
}

const functionNames = { contains: "contains", startsWith: "startswith", endsWith: "endswith" } as const

const literal = (value: string | number | boolean | null): string =>
  typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value)

const expression = (condition: Condition<string>): string => {
  if ("and" in condition) return combined(condition.and, "and", "true")
  if ("or" in condition) return combined(condition.or, "or", "false")
  if ("not" in condition) return `not (${expression(condition.not)})`
  const [property, operator, value] = condition
  switch (operator) {
    case "contains":
    case "startsWith":
    case "endsWith":
      return `${functionNames[operator]}(${property},${literal(value)})`
    default:
      return `${property} ${operator} ${literal(value)}`
  }
}

const combined = (conditions: ReadonlyArray<Condition<string>>, word: "and" | "or", empty: string): string =>
  conditions.length === 0 ? empty : conditions.map((each) => `(${expression(each)})`).join(` ${word} `)

/**
 * The query options of a list, without percent-encoding.
 *
 * @internal
 */
export const listOptions = ({ filter, orderBy, skip, top }: Options<string>) => ({
  $filter: filter && expression(filter),
  $orderby: orderBy === undefined || orderBy.length === 0
    ? undefined
    : orderBy.map((each) => typeof each === "string" ? each : each.join(" ")).join(","),
  $top: top,
  $skip: skip
})

/** Makes a schema once for each schema of an item, because a new schema needs a new decoder. */
const oncePerItem = (make: (item: Schema.Schema<unknown>) => Schema.Schema.Any) => {
  const made = new WeakMap<SchemaAST.AST, SchemaAST.AST>()
  return ({ ast }: Resource.Codec<unknown>): SchemaAST.AST => {
    const result = made.get(ast) ?? make(Schema.make(ast)).ast
    made.set(ast, result)
    return result
  }
}

const listResult = oncePerItem((item) => Schema.Struct({ value: Schema.Array(item) }))

const pageResult = oncePerItem((item) =>
  Schema.Struct({ value: Schema.Array(item), "@odata.nextLink": Schema.optional(Schema.String) })
)

/** Only a page of a stream has a link. */
interface Listed<out A> {
  readonly value: ReadonlyArray<A>
  readonly "@odata.nextLink"?: string | undefined
}

const countResult = Schema.Struct({ "@odata.count": Schema.Int })

interface ReadEndpoint<A> extends Endpoint.Any {
  readonly result: Schema.Schema<A, unknown>
  readonly safety: "read"
}

const readEndpoints = new WeakMap<Endpoint.Any, WeakMap<SchemaAST.AST, ReadEndpoint<unknown>>>()

/** The endpoint with the schema of a selection as its result. It is made once for each selection. */
function readEndpoint<A>(endpoint: Endpoint.Any, selection: Resource.Codec<A>): ReadEndpoint<A>
function readEndpoint(endpoint: Endpoint.Any, { ast }: Resource.Codec<unknown>): ReadEndpoint<unknown> {
  const ofEndpoint = readEndpoints.get(endpoint) ?? new WeakMap<SchemaAST.AST, ReadEndpoint<unknown>>()
  readEndpoints.set(endpoint, ofEndpoint)
  const made: ReadEndpoint<unknown> = ofEndpoint.get(ast) ??
    { ...endpoint, safety: "read", result: Schema.make<unknown>(ast) }
  ofEndpoint.set(ast, made)
  return made
}

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
    ) => named(span, (functionName) => read(endpoint, self, Resource.pick(resource, query ?? {}), functionName))
  )

/**
 * Reads a resource with the properties that a selection contains, without a span.
 *
 * @internal
 */
export const read = <A>(
  endpoint: Endpoint.Any,
  self: Navigation.Reference<string>,
  { query, schema }: Resource.Selection<string, A>,
  functionName?: string
): Read<A> => WorkbookSession.callAs(functionName)(readEndpoint(endpoint, schema), self, undefined, { ...query })

/**
 * Reads the members of a collection that the options choose, with the properties that a selection contains.
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
  options: Options<string>
): Read<ReadonlyArray<A>> =>
  WorkbookSession.call(
    readEndpoint(endpoint, Schema.make<Listed<A>, unknown>(listResult(schema))),
    self,
    undefined,
    { ...query, ...listOptions(options) }
  ).pipe(Effect.map(({ value }) => value))

/**
 * Reads the members of a collection in pages, each with one request when the stream needs it. It follows
 * `@odata.nextLink` if the service sends it, and otherwise counts with `$skip` until a page is not full.
 *
 * A member can be missing or come twice if the collection changes between two requests.
 *
 * @example
 * ```ts
 * import { Query, Table } from "@effect-workbook/client"
 * import { Catalogue, Navigation, TableRow } from "@effect-workbook/schema"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rows = Navigation.property(Table.named("Orders"), "rows")
 *   const stream = Query.stream(Catalogue.rows.list, rows, TableRow.TableRow, { pageSize: 10 })
 *   strictEqual(yield* Stream.runCount(stream), 24)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const stream = <A>(
  endpoint: Endpoint.Any,
  self: Navigation.Reference<string>,
  { query, schema }: Resource.Selection<string, A>,
  { pageSize = 100, ...options }: StreamOptions<string>
): Streamed<A> => {
  const page = readEndpoint(endpoint, Schema.make<Listed<A>, unknown>(pageResult(schema)))
  const first = { skip: options.skip ?? 0, link: undefined as string | undefined }
  return Stream.paginateChunkEffect(first, ({ link, skip }) =>
    WorkbookSession.call(
      page,
      self,
      undefined,
      link === undefined
        ? { ...query, ...listOptions({ ...options, top: pageSize, skip: skip === 0 ? undefined : skip }) }
        : optionsOf(link)
    ).pipe(Effect.map(({ "@odata.nextLink": next, value }) => {
      const more = next !== undefined || value.length === pageSize
      return [
        Chunk.unsafeFromArray(value),
        more ? Option.some({ skip: skip + value.length, link: next }) : Option.none()
      ] as const
    })))
}

/** The query options of a link. Its path is that of the collection. */
const optionsOf = (link: string): Readonly<Record<string, string>> => {
  const at = link.indexOf("?")
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(link.slice(at + 1)))
}

/**
 * Counts the members of a collection that meet a condition, or all of them, with `$count`.
 *
 * @example
 * ```ts
 * import { Query } from "@effect-workbook/client"
 * import { Catalogue, Navigation } from "@effect-workbook/schema"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const worksheets = Navigation.property(Navigation.workbook, "worksheets")
 *   strictEqual(yield* Query.count(Catalogue.worksheets.list, worksheets, { filter: ["position", "gt", 0] }), 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const count = (
  endpoint: Endpoint.Any,
  self: Navigation.Reference<string>,
  { filter }: Pick<Options<string>, "filter"> = {}
): Read<number> =>
  WorkbookSession.call(
    readEndpoint(endpoint, countResult),
    self,
    undefined,
    { $count: "true", ...listOptions({ filter, top: 0 }) }
  ).pipe(Effect.map(({ "@odata.count": count }) => count))
