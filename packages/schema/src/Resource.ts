/**
 * One description of a resource: its properties, whether each can be null and can be written, and where it leads. The
 * model, the body of an update, `$select` and `$expand` follow from it.
 *
 * @since 0.1.0
 */
import type * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type { Simplify } from "effect/Types"

/**
 * What is covariant in a schema, so that types can be read off a description without its schemas.
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
 * A property: `A` is read, `I` on the wire, and `W` is written; it is `never` for a property that is read-only.
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
 * A property that can be read only.
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
 * A property that can be read and written. A second schema is for what is written, where that differs.
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
 * Where a resource leads by a property: to `one` other resource or to `many`. The neighbour is known by the name of its
 * type, so descriptions may refer to each other in circles.
 *
 * @category models
 * @since 0.1.0
 */
export type Navigation = One<string> | Many<string>

/**
 * A property that leads to one resource.
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
 * A property that leads to a collection of resources.
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
 * A property that leads to one resource of a type.
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
 * A property that leads to a collection of resources of a type.
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
 * The model of a resource: what the service sends when nothing is left out by `$select`.
 *
 * @category models
 * @since 0.1.0
 */
// Homomorphic, so that the doc comment of a property shows on the model and on the body of an update.
export type ModelOf<P extends Properties> = { readonly [K in keyof P]: P[K]["read"]["Type"] }

/**
 * The model of a resource as it is on the wire.
 *
 * @category models
 * @since 0.1.0
 */
export type EncodedOf<P extends Properties> = { readonly [K in keyof P]: P[K]["read"]["Encoded"] }

/**
 * The body of an update: the properties that can be written, each of which may be left out.
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
 * What a query can ask of a resource: the resource itself, or some of its properties with some of its neighbours
 * (`pick`).
 *
 * - `type`: the type of the resource in the words of Graph's metadata
 * - `query`: the query options that ask for it
 * - `schema`: what the answer is then
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
 * The query options of a selection, not encoded.
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
 * The description of a resource. It is the schema of its model too.
 *
 * - `properties`: what it is made of
 * - `navigation`: where it leads
 * - `keys`: the properties that identify a member of a collection
 * - `update`: the schema of the body of an update
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(Table.Table.navigation), ["columns", "rows", "worksheet"])
 * deepStrictEqual(Table.Table.keys, ["id", "name"])
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
  readonly keys: ReadonlyArray<string>
  readonly update: Schema.Schema<Update>
}

/**
 * Where a resource leads.
 *
 * @category models
 * @since 0.1.0
 */
export type LinksOf<R> = R extends { readonly navigation: infer Links } ? Links : never

/**
 * Any resource.
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
  readonly keys: ReadonlyArray<string>
}

const fieldOf = ({ ast }: Codec<unknown>): Schema.Schema<unknown> => Schema.make(ast)

/**
 * Describes a resource.
 *
 * @example
 * ```ts
 * import { Resource } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual, throws } from "node:assert/strict"
 *
 * const Sheet = Resource.make("workbookWorksheet", {
 *   keys: ["id", "name"],
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
  description: { readonly keys: ReadonlyArray<keyof P & string>; readonly properties: P; readonly navigation: Links }
): Resource<Type, ModelOf<P>, EncodedOf<P>, UpdateOf<P>, Links> => {
  const { keys, navigation, properties } = description
  const identifier = type.replace(/^workbook/, "")
  const read: Record<string, Schema.Schema<unknown>> = {}
  const written: Record<string, Schema.optional<Schema.Schema<unknown>>> = {}
  for (const [name, property] of Object.entries(properties)) {
    read[name] = fieldOf(property.read)
    if (property.write !== undefined) written[name] = Schema.optional(fieldOf(property.write))
  }
  const model: Schema.Schema.AnyNoContext = Schema.Struct(read).annotations({ identifier })
  const update: Schema.Schema.AnyNoContext = Schema.Struct(written).annotations({ identifier: `${identifier}Update` })
  return Object.assign(model, { type, query: {}, schema: model, properties, navigation, keys, update })
}

/**
 * The neighbours that `$expand` can ask a resource for.
 *
 * @category models
 * @since 0.1.0
 */
export type Expandable<Links> = {
  readonly [K in keyof Links]?: Links[K] extends { readonly to: infer To extends string } ? Selection<To, unknown>
    : never
}

/**
 * The properties of a resource that are asked for (`select`, all by default), and the neighbours (`expand`, none by
 * default).
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
 * Names in `Expand` that are no links of the resource are refused.
 *
 * @category models
 * @since 0.1.0
 */
export type Strict<Expand, Links> = Expand & { readonly [K in Exclude<keyof Expand, keyof Links>]: never }

/**
 * The answer to a query.
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
 * A query on a resource: some of its properties, and some of its neighbours. Its schema demands what was asked for, so
 * that an answer without it is an error.
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
  const names = select.length === 0 ? Object.keys(resource.properties) : select
  const fields: Record<string, Schema.Schema.AnyNoContext> = {}
  for (const name of names) {
    const property = resource.properties[name]
    if (property !== undefined) fields[name] = fieldOf(property.read)
  }
  for (const [name, { schema }] of Object.entries(expand)) {
    const neighbour = fieldOf(schema)
    fields[name] = resource.navigation[name]?.kind === "many" ? Schema.Array(neighbour) : Schema.NullOr(neighbour)
  }
  const neighbours = Object.entries(expand).map(([name, { query }]) => `${name}${inParentheses(query)}`)
  return {
    type: resource.type,
    query: {
      ...(select.length === 0 ? {} : { $select: select.join(",") }),
      ...(neighbours.length === 0 ? {} : { $expand: neighbours.join(",") })
    },
    schema: Schema.Struct(fields)
  }
}

const inParentheses = (query: QueryOptions): string => {
  const options = Object.entries(query).map(([name, value]) => `${name}=${value}`)
  return options.length === 0 ? "" : `(${options.join(";")})`
}

/**
 * Reads the answer to a query.
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
