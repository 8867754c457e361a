/**
 * Descriptions of resources. A description has the properties of a resource, whether each can be null and can be
 * written, and the navigation properties. The model, the body of an update, `$select` and `$expand` are derived from
 * it.
 *
 * @since 0.1.0
 */
import type * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type { Simplify } from "effect/Types"

/**
 * The covariant part of a schema. It makes the description of a resource assignable to a description with more general
 * types, which an invariant `Schema` would not allow.
 *
 * @example
 * ```ts
 * import type { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const codec: Resource.Codec<string | null> = Schema.NullOr(Schema.String)
 * strictEqual(Schema.is(Schema.make(codec.ast))(null), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Codec<out A, out I = unknown> {
  readonly Type: A
  readonly Encoded: I
  readonly ast: SchemaAST.AST
}

/**
 * A property of a resource. `A` is the type of its value in a read, `I` is the JSON type of that, and `W` is the type
 * of its value in a write, `never` for a property that is read-only.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const id: Resource.Property<string> = Resource.readOnly(Schema.String)
 * strictEqual(id.write, undefined)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Property<out A, out I = A, out W = never> {
  readonly read: Codec<A, I>
  readonly write: Codec<W> | undefined
}

/**
 * The properties of a resource by their names.
 *
 * @category models
 * @since 0.1.0
 */
export type Properties = Readonly<Record<string, Property<unknown, unknown, unknown>>>

/**
 * Makes a property that is read-only.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Resource.readOnly(Schema.Int).write, undefined)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const readOnly = <A, I>(read: Schema.Schema<A, I>): Property<A, I> => ({ read, write: undefined })

/**
 * Makes a property that can be read and written. The second schema is for writes; it is the first one by default.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const name = Resource.writable(Schema.NullOr(Schema.String), Schema.String)
 * strictEqual(name.write, Schema.String)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const writable: {
  <A, I>(read: Schema.Schema<A, I>): Property<A, I, A>
  <A, I, W, WI>(read: Schema.Schema<A, I>, write: Schema.Schema<W, WI>): Property<A, I, W>
} = <A, I>(read: Schema.Schema<A, I>, write: Schema.Schema.AnyNoContext = read) => ({ read, write })

/**
 * A navigation property, which leads to `one` resource, to a collection of `many`, or to a `part` of the resource. `to` is
 * the name of the type of these resources, so that descriptions can refer to each other.
 *
 * @category models
 * @since 0.1.0
 */
export type Navigation = One<string> | Many<string> | Part<string, unknown>

/**
 * A navigation property that leads to one resource.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const worksheet: Resource.One<"workbookWorksheet"> = Resource.one("workbookWorksheet")
 * strictEqual(worksheet.kind, "one")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface One<out Type extends string> {
  readonly kind: "one"
  readonly to: Type
}

/**
 * A navigation property that leads to a collection of resources.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const tables: Resource.Many<"workbookTable"> = Resource.many("workbookTable")
 * strictEqual(tables.kind, "many")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Many<out Type extends string> {
  readonly kind: "many"
  readonly to: Type
}

/**
 * A navigation property that leads to a part of the resource, which belongs to no other resource: the title of a chart, the
 * format of a range. The body of an update of the resource may contain the update of the part.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Title = Resource.make("workbookChartTitle", {
 *   properties: { text: Resource.writable(Schema.String) },
 *   navigation: {}
 * })
 * const title: Resource.Part<"workbookChartTitle", { readonly text?: string | undefined }> = Resource.part(Title)
 * strictEqual(title.to, "workbookChartTitle")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Part<out Type extends string, out Update> {
  readonly kind: "part"
  readonly to: Type
  readonly update: Codec<Update>
}

/**
 * Makes a navigation property that leads to one resource of a type.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Resource.one("workbookWorksheet").to, "workbookWorksheet")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const one = <const Type extends string>(to: Type): One<Type> => ({ kind: "one", to })

/**
 * Makes a navigation property that leads to a collection of resources of a type.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Resource.many("workbookTable").kind, "many")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const many = <const Type extends string>(to: Type): Many<Type> => ({ kind: "many", to })

/**
 * Makes a navigation property that leads to a part of the resource.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Title = Resource.make("workbookChartTitle", {
 *   properties: { text: Resource.writable(Schema.String) },
 *   navigation: {}
 * })
 * const Chart = Resource.make("workbookChart", {
 *   properties: { name: Resource.writable(Schema.String) },
 *   navigation: { title: Resource.part(Title) }
 * })
 * const update = Schema.encodeSync(Chart.update)({ name: "Sales", title: { text: "Sales by region" } })
 * deepStrictEqual(update, { name: "Sales", title: { text: "Sales by region" } })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const part = <Type extends string, Model, Encoded, Update, Links>(
  resource: Resource<Type, Model, Encoded, Update, Links>
): Part<Type, Update> => ({ kind: "part", to: resource.type, update: resource.update })

/**
 * The id of a resource, which every resource inherits from the type `entity` in Graph's metadata.
 *
 * @example
 * ```ts
 * import { RangeSort, type Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const sort: Resource.Identified = Schema.decodeUnknownSync(RangeSort.RangeSort)({ id: "1" })
 * deepStrictEqual(sort, { id: "1" })
 * deepStrictEqual(Schema.decodeUnknownSync(RangeSort.RangeSort)({}), {})
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Identified {
  /**
   * The id of the resource. The service sends it for few types; where it always does, the model requires it.
   */
  readonly id?: string
}

type InheritedBy<P extends Properties> = "id" extends keyof P ? unknown : Identified

/**
 * The model of a resource: the properties that the service sends without `$select`, and the `id` if it sends one.
 *
 * @category models
 * @since 0.1.0
 */
// The mapped types are homomorphic, so that editors show the doc comment of a property for the model and for the
// update.
export type ModelOf<P extends Properties> = { readonly [K in keyof P]: P[K]["read"]["Type"] } & InheritedBy<P>

/**
 * The model of a resource as JSON.
 *
 * @category models
 * @since 0.1.0
 */
export type EncodedOf<P extends Properties> = { readonly [K in keyof P]: P[K]["read"]["Encoded"] } & InheritedBy<P>

/**
 * The body of an update: the properties that can be written. All of them are optional.
 *
 * @category models
 * @since 0.1.0
 */
export type UpdateOf<P extends Properties> = {
  readonly [K in keyof P as P[K] extends Property<unknown, unknown, never> ? never : K]?:
    | NonNullable<P[K]["write"]>["Type"]
    | undefined
}

/**
 * The updates of the parts of a resource, which the body of its update may contain.
 *
 * @category models
 * @since 0.1.0
 */
export type PartsOf<Links> = {
  readonly [K in keyof Links as Links[K] extends Part<string, unknown> ? K : never]?:
    | (Links[K] extends Part<string, infer Update> ? Update : never)
    | undefined
}

/**
 * A selection from a resource: all properties, or some properties and some related resources, see {@link pick}.
 *
 * - `type`: the type of the resource, by its name in Graph's metadata
 * - `query`: the query options of the request
 * - `schema`: the schema of the response
 *
 * @example
 * ```ts
 * import { type Resource, Worksheet } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const all: Resource.Selection<"workbookWorksheet", Worksheet.Worksheet> = Worksheet.Worksheet
 * deepStrictEqual(all.query, {})
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Selection<out Type extends string, out A> {
  readonly type: Type
  readonly query: QueryOptions
  readonly schema: Codec<A>
}

/**
 * The query options of a selection, without percent-encoding.
 *
 * @example
 * ```ts
 * import { Resource, Worksheet } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const options: Resource.QueryOptions = Resource.pick(Worksheet.Worksheet, { select: ["name"] }).query
 * strictEqual(options.$select, "name")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface QueryOptions {
  readonly $select?: string
  readonly $expand?: string
}

/**
 * The description of a resource. It is also the schema of the model.
 *
 * - `properties`: the properties by their names, without an `id` that the service may leave out, see {@link Identified}
 * - `navigation`: the navigation properties by their names
 * - `update`: the schema of the body of an update
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(Table.Table.navigation), ["columns", "rows", "sort", "worksheet"])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Resource<out Type extends string, in out Model, in out Encoded, in out Update, out Links>
  extends Schema.Schema<Model, Encoded>, Selection<Type, Model>
{
  readonly properties: Properties
  readonly navigation: Links
  readonly update: Schema.Schema<Update>
}

/**
 * The navigation properties of a resource.
 *
 * @category models
 * @since 0.1.0
 */
export type LinksOf<R> = R extends { readonly navigation: infer Links } ? Links : never

/**
 * The description of a resource of any type.
 *
 * @example
 * ```ts
 * import { Range, type Resource, Table } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const resources: ReadonlyArray<Resource.Any> = [Range.Range, Table.Table]
 * deepStrictEqual(resources.map(({ type }) => type), ["workbookRange", "workbookTable"])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Any extends Selection<string, unknown> {
  readonly properties: Properties
  readonly navigation: Readonly<Record<string, Navigation>>
}

const toSchema = ({ ast }: Codec<unknown>): Schema.Schema<unknown> => Schema.make(ast)

const inheritedId = Schema.optionalWith(Schema.String, { exact: true })

/** The fields of a model: its properties, and the inherited `id` where they have none. */
const fieldsOf = (properties: Properties): Readonly<Record<string, Schema.Schema<unknown> | typeof inheritedId>> => ({
  ...Object.fromEntries(Object.entries(properties).map(([name, { read }]) => [name, toSchema(read)])),
  ...(Object.hasOwn(properties, "id") ? {} : { id: inheritedId })
})

/**
 * Makes the description of a resource. `type` is the name of the type in Graph's metadata.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual, throws } from "node:assert/strict"
 *
 * const Sheet = Resource.make("workbookWorksheet", {
 *   properties: { id: Resource.readOnly(Schema.String), name: Resource.writable(Schema.String) },
 *   navigation: { tables: Resource.many("workbookTable") }
 * })
 * deepStrictEqual(Schema.decodeUnknownSync(Sheet)({ id: "{1}", name: "Data" }), { id: "{1}", name: "Data" })
 * deepStrictEqual(Schema.encodeSync(Sheet.update)({ name: "Sales" }), { name: "Sales" })
 * throws(() => Schema.decodeUnknownSync(Sheet)({ id: "{1}" }))
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <
  const Type extends string,
  P extends Properties,
  Links extends Readonly<Record<string, Navigation>>
>(
  type: Type,
  { navigation, properties }: { readonly properties: P; readonly navigation: Links }
): Resource<Type, ModelOf<P>, EncodedOf<P>, Simplify<UpdateOf<P> & PartsOf<Links>>, Links> => {
  const identifier = type.replace(/^workbook/, "")
  const written: Record<string, Schema.optional<Schema.Schema<unknown>>> = {}
  for (const [name, property] of Object.entries(properties)) {
    if (property.write !== undefined) written[name] = Schema.optional(toSchema(property.write))
  }
  for (const [name, link] of Object.entries(navigation)) {
    if (link.kind === "part") written[name] = Schema.optional(toSchema(link.update))
  }
  const model: Schema.Schema.AnyNoContext = Schema.Struct(fieldsOf(properties)).annotations({ identifier })
  const update: Schema.Schema.AnyNoContext = Schema.Struct(written).annotations({ identifier: `${identifier}Update` })
  return Object.assign(model, { type, query: {}, schema: model, properties, navigation, update })
}

/**
 * The related resources that a query can include with `$expand`.
 *
 * @category models
 * @since 0.1.0
 */
export type Expandable<Links> = {
  readonly [K in keyof Links]?: Links[K] extends { readonly to: infer To extends string } ? Selection<To, unknown>
    : never
}

/**
 * The options of a query: the properties that the response contains (`select`, all by default), and the related
 * resources that it contains (`expand`, none by default).
 *
 * @example
 * ```ts
 * import { Resource, Worksheet } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const query: Resource.Query<"name" | "position", {}> = { select: ["name"] }
 * strictEqual(Resource.pick(Worksheet.Worksheet, query).query.$select, "name")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Query<out Select extends string, out Expand> {
  readonly select?: ReadonlyArray<Select> | undefined
  readonly expand?: Expand | undefined
}

/**
 * `Expand`, with a type error for each name that is not a navigation property of the resource.
 *
 * @category models
 * @since 0.1.0
 */
export type Strict<Expand, Links> = Expand & { readonly [K in Exclude<keyof Expand, keyof Links>]: never }

/**
 * The type of the response to a query.
 *
 * @category models
 * @since 0.1.0
 */
export type Answer<Model, Select extends keyof Model, Links, Expand> = keyof Expand extends never
  ? keyof Model extends Select ? Model : Pick<Model, Select>
  : Simplify<Pick<Model, Select> & Expanded<Links, Expand>>

type Expanded<Links, Expand> = {
  readonly [K in keyof Expand & keyof Links]: Expand[K] extends Selection<string, infer A>
    ? Links[K] extends Many<string> ? ReadonlyArray<A> : A | null
    : never
}

/**
 * Selects properties and related resources. The schema of the result requires all of them, so that a response without
 * one of them cannot be decoded. An `id` that is optional in the model is optional here too.
 *
 * @example
 * ```ts
 * import { Resource, Table, Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const query = Resource.pick(Worksheet.Worksheet, {
 *   select: ["name"],
 *   expand: { tables: Resource.pick(Table.Table, { select: ["id", "name"] }) }
 * })
 * deepStrictEqual(query.query, { $select: "name", $expand: "tables($select=id,name)" })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function pick<
  Type extends string,
  Model,
  Encoded,
  Update,
  Links,
  const Select extends keyof Model & string = keyof Model & string,
  Expand extends Expandable<Links> = {}
>(
  resource: Resource<Type, Model, Encoded, Update, Links>,
  query: Query<Select, Strict<Expand, Links>>
): Selection<Type, Answer<Model, Select, Links, Expand>>
export function pick(
  resource: Any,
  { expand = {}, select = [] }: Query<string, Readonly<Record<string, Selection<string, unknown>>>>
): Selection<string, unknown> {
  const expanded = Object.entries(expand).map(([name, { query }]) => `${name}${nestedOptions(query)}`)
  return {
    type: resource.type,
    query: {
      ...(select.length === 0 ? {} : { $select: select.join(",") }),
      ...(expanded.length === 0 ? {} : { $expand: expanded.join(",") })
    },
    schema: expanded.length === 0
      ? schemaOf(resource, select)
      : Schema.Struct({ ...fieldsIn(resource, select), ...relatedFields(resource, expand) })
  }
}

const fieldsIn = ({ properties }: Any, select: ReadonlyArray<string>) =>
  Object.fromEntries(
    Object.entries(fieldsOf(properties)).filter(([name]) => select.length === 0 || select.includes(name))
  )

const relatedFields = ({ navigation }: Any, expand: Readonly<Record<string, Selection<string, unknown>>>) =>
  Object.fromEntries(
    Object.entries(expand).map(([name, { schema }]) => {
      const related = toSchema(schema)
      return [name, navigation[name]?.kind === "many" ? Schema.Array(related) : Schema.NullOr(related)]
    })
  )

const schemas = new WeakMap<Any, Map<string, Codec<unknown>>>()

/** The schema of a selection is made once: to make it and its decoder takes longer than to send a request. */
const schemaOf = (resource: Any, select: ReadonlyArray<string>): Codec<unknown> => {
  const made = schemas.get(resource) ?? new Map<string, Codec<unknown>>()
  schemas.set(resource, made)
  // Other names than those of properties do not count, so that the number of schemas is limited.
  const names = [...Object.keys(resource.properties), "id"].filter((name) => select.includes(name))
  const key = select.length === 0 ? "*" : Array.from(new Set(names)).join()
  const schema = made.get(key) ?? Schema.Struct(fieldsIn(resource, select))
  made.set(key, schema)
  return schema
}

const nestedOptions = (query: QueryOptions): string => {
  const options = Object.entries(query).map(([name, value]) => `${name}=${value}`)
  return options.length === 0 ? "" : `(${options.join(";")})`
}

/**
 * Decodes the response to a query. Unknown properties are ignored.
 *
 * @example
 * ```ts
 * import { Range, Resource } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const decode = Resource.decodeUnknown(Resource.pick(Range.Range, { select: ["values"] }))
 * deepStrictEqual(decode({ "@odata.id": "…", values: [[42]] }), Either.right({ values: [[42]] }))
 * strictEqual(Either.isLeft(decode({})), true)
 * ```
 *
 * @category decoding
 * @since 0.1.0
 */
export const decodeUnknown = <A>(
  { schema }: Selection<string, A>
): (json: unknown) => Either.Either<A, ParseResult.ParseError> =>
  Schema.decodeUnknownEither(Schema.make<A, unknown>(schema.ast))
