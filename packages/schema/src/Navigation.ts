/**
 * Which segments of a path lead from one resource of a workbook to the next, as data; and references, which are paths
 * that were composed by it.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import { type Pipeable, pipeArguments } from "effect/Pipeable"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Address from "./Address.js"
import * as NamedItem from "./NamedItem.js"
import * as OData from "./OData.js"
import * as Range from "./Range.js"
import type * as Described from "./Resource.js"
import * as Safety from "./Safety.js"
import * as Table from "./Table.js"
import * as TableColumn from "./TableColumn.js"
import * as TableRow from "./TableRow.js"
import * as Worksheet from "./Worksheet.js"

/**
 * The types of resources that {@link resources} knows, in the words of Graph's metadata. References and endpoints can be of any
 * other type too, see {@link step}.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const type: Navigation.ResourceType = "Collection(workbookWorksheet)"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ResourceType =
  | "driveItem"
  | "workbook"
  | "Collection(workbookOperation)"
  | "workbookOperation"
  | "workbookApplication"
  | "workbookFunctions"
  | "Collection(workbookWorksheet)"
  | "workbookWorksheet"
  | "workbookRange"
  | "Collection(workbookTable)"
  | "workbookTable"
  | "Collection(workbookTableRow)"
  | "workbookTableRow"
  | "Collection(workbookTableColumn)"
  | "workbookTableColumn"
  | "Collection(workbookNamedItem)"
  | "workbookNamedItem"

/**
 * A function that leads to another resource: its parameters, which travel in the path, and the type that it returns.
 * `way` says how the step finds that resource; an argument can decide it.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const cell: Navigation.NavigationFunction = Navigation.resources.workbookWorksheet.functions.cell
 * strictEqual(cell.returns, "workbookRange")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NavigationFunction {
  readonly parameters: Schema.Schema.AnyNoContext & { readonly fields: Schema.Struct.Fields }
  readonly returns: ResourceType
  readonly way: Safety.Way | ((args: Readonly<Record<string, unknown>>) => Safety.Way)
}

type PathArguments = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * The property that identifies a resource for as long as it exists, with the path to it by that property: what an address
 * that moves, or is by position, can be pinned to.
 *
 * A `path` of `"root"` begins at the workbook; one of `"collection"` is below the collection that the resource belongs to.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const pin: Navigation.Pin = Navigation.resources.workbookTable.pin
 * strictEqual(pin.property, "name")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Pin {
  readonly property: "address" | "name"
  readonly path: "root" | "collection"
}

/**
 * Where a resource leads: by a property, by a function, and for a collection by the key of a member. `keys` are the
 * names that a key may be given by, as in `columns(id='2')`; `memberWay` says how such a key finds the member, or how a
 * certain key does.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook: Navigation.Resource = Navigation.resources.workbook
 * strictEqual(workbook.properties["worksheets"], "Collection(workbookWorksheet)")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Resource {
  readonly properties: Readonly<Record<string, ResourceType>>
  readonly functions: Readonly<Record<string, NavigationFunction>>
  readonly member: ResourceType | undefined
  readonly memberWay: Safety.Way | ((key: string) => Safety.Way)
  readonly keys: ReadonlyArray<string>
  readonly pin: Pin | undefined
}

const returning = <
  const Returns extends ResourceType,
  const Way extends Safety.Way | ((args: Readonly<Record<string, unknown>>) => Safety.Way)
>(returns: Returns, way: Way) =>
<Fields extends Schema.Struct.Fields>(fields: Fields) => ({ parameters: Schema.Struct(fields), returns, way })

/** The service takes the name of a range for an address, and the formula of a name may compute the range. */
const wayOfAddress = (text: unknown): "stable" | "moving" =>
  text === undefined || typeof text === "string" && Either.isRight(Address.parse(text)) ? "stable" : "moving"

/** A number is the id of a column or else its name: with one column gone, the same number may name another one. */
const wayOfColumn = (key: string): "stable" | "byPosition" => /^\d+$/.test(key) ? "byPosition" : "stable"

const fixedRange = returning("workbookRange", "stable")
const movingRange = returning("workbookRange", "moving")
const rangeAt = returning("workbookRange", ({ address }) => wayOfAddress(address))
const rangeWith = returning("workbookRange", ({ anotherRange }) => wayOfAddress(anotherRange))
const count = Schema.optional(Schema.Int)
const leaf = {
  properties: {},
  functions: {},
  member: undefined,
  memberWay: "stable",
  keys: [],
  pin: undefined
} as const

type Targets<Links> = {
  readonly [Name in keyof Links]: Links[Name] extends Described.Many<infer Type> ? `Collection(${Type})`
    : Links[Name] extends Described.One<infer Type> ? Type
    : never
}

function linksOf<Links>(resource: { readonly navigation: Links }): Targets<Links>
function linksOf({ navigation }: Pick<Described.Any, "navigation">): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(navigation).map(([name, { kind, to }]) => [name, kind === "many" ? `Collection(${to})` : to])
  )
}

const columnRanges = {
  dataBodyRange: fixedRange({}),
  headerRowRange: fixedRange({}),
  range: fixedRange({}),
  totalRowRange: fixedRange({})
}

/**
 * Where each resource leads. The client composes paths by it, a service routes requests by it.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.resources.workbookTable.properties.rows, "Collection(workbookTableRow)")
 * strictEqual(Navigation.resources["Collection(workbookTableRow)"].member, "workbookTableRow")
 * ```
 *
 * @category navigation
 * @since 0.1.0
 */
export const resources = {
  driveItem: { ...leaf, properties: { workbook: "workbook" } },
  workbook: {
    ...leaf,
    properties: {
      application: "workbookApplication",
      functions: "workbookFunctions",
      names: "Collection(workbookNamedItem)",
      operations: "Collection(workbookOperation)",
      tables: "Collection(workbookTable)",
      worksheets: "Collection(workbookWorksheet)"
    }
  },
  workbookApplication: leaf,
  workbookFunctions: leaf,
  "Collection(workbookOperation)": { ...leaf, member: "workbookOperation", keys: ["id"] },
  workbookOperation: leaf,
  "Collection(workbookWorksheet)": { ...leaf, member: "workbookWorksheet", keys: Worksheet.Worksheet.keys },
  workbookWorksheet: {
    ...leaf,
    pin: { property: "name", path: "root" },
    properties: linksOf(Worksheet.Worksheet),
    functions: {
      cell: fixedRange({ row: Schema.Int, column: Schema.Int }),
      range: rangeAt({ address: Schema.optional(Schema.String) }),
      usedRange: movingRange({ valuesOnly: Schema.optional(Schema.Boolean) })
    }
  },
  workbookRange: {
    ...leaf,
    pin: { property: "address", path: "root" },
    properties: linksOf(Range.Range),
    functions: {
      boundingRect: rangeWith({ anotherRange: Schema.String }),
      cell: fixedRange({ row: Schema.Int, column: Schema.Int }),
      column: fixedRange({ column: Schema.Int }),
      columnsAfter: fixedRange({ count }),
      columnsBefore: fixedRange({ count }),
      entireColumn: fixedRange({}),
      entireRow: fixedRange({}),
      intersection: rangeWith({ anotherRange: Schema.String }),
      lastCell: fixedRange({}),
      lastColumn: fixedRange({}),
      lastRow: fixedRange({}),
      offsetRange: fixedRange({ rowOffset: Schema.Int, columnOffset: Schema.Int }),
      resizedRange: fixedRange({ deltaRows: Schema.Int, deltaColumns: Schema.Int }),
      row: fixedRange({ row: Schema.Int }),
      rowsAbove: fixedRange({ count }),
      rowsBelow: fixedRange({ count }),
      usedRange: movingRange({ valuesOnly: Schema.optional(Schema.Boolean) })
    }
  },
  "Collection(workbookTable)": {
    ...leaf,
    functions: { itemAt: returning("workbookTable", "byPosition")({ index: Schema.Int }) },
    member: "workbookTable",
    keys: Table.Table.keys
  },
  workbookTable: {
    ...leaf,
    pin: { property: "name", path: "root" },
    properties: linksOf(Table.Table),
    functions: columnRanges
  },
  "Collection(workbookTableRow)": {
    ...leaf,
    functions: { itemAt: returning("workbookTableRow", "byPosition")({ index: Schema.Int }) },
    member: "workbookTableRow",
    memberWay: "byPosition",
    keys: TableRow.TableRow.keys
  },
  workbookTableRow: { ...leaf, functions: { range: fixedRange({}) } },
  "Collection(workbookTableColumn)": {
    ...leaf,
    functions: { itemAt: returning("workbookTableColumn", "byPosition")({ index: Schema.Int }) },
    member: "workbookTableColumn",
    memberWay: wayOfColumn,
    keys: TableColumn.TableColumn.keys
  },
  workbookTableColumn: { ...leaf, pin: { property: "name", path: "collection" }, functions: columnRanges },
  "Collection(workbookNamedItem)": { ...leaf, member: "workbookNamedItem", keys: NamedItem.NamedItem.keys },
  workbookNamedItem: {
    ...leaf,
    properties: linksOf(NamedItem.NamedItem),
    // The formula of a name may compute the range from the cells.
    functions: { range: movingRange({}) }
  }
} as const satisfies Record<ResourceType, Resource>

type Resources = typeof resources

/**
 * The part of an address that one read makes stable: a resource at a path that moves or is by position, with the way of the
 * steps that come after it. `below` is the part that has to be pinned before, where the resource is found in a collection
 * whose own address is not stable.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const table = Navigation.call(Navigation.property(Navigation.workbook, "tables"), "itemAt", { index: 0 })
 * const anchor: Navigation.Anchor | undefined = Navigation.property(table, "rows").anchor
 * strictEqual(anchor?.path, "tables/itemAt(index=0)")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Anchor {
  readonly resource: ResourceType
  readonly path: string
  readonly rest: Safety.Way
  readonly below: Anchor | undefined
}

/**
 * The type id of a reference.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.TypeId in Navigation.workbook, true)
 * ```
 *
 * @category type ids
 * @since 0.1.0
 */
export const TypeId: unique symbol = Symbol.for("@effect-workbook/schema/Navigation")

/**
 * The type of {@link TypeId}.
 *
 * @category type ids
 * @since 0.1.0
 */
export type TypeId = typeof TypeId

/**
 * A resource by its path below the workbook, such as `worksheets('Data')/usedRange()`, percent-encoded and without a
 * slash at either end.
 *
 * - `way`: whether the path goes on to mean the same resource while the workbook is written to
 * - `anchor`: the part of the path to read where it has to be made stable
 * - `invalid`: why the resource cannot be anywhere; the path is empty then, and so is that of each step from it
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheets: Navigation.Reference<"Collection(workbookWorksheet)", "stable"> =
 *   Navigation.property(Navigation.workbook, "worksheets")
 * strictEqual(sheets.path, "worksheets")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Reference<out Type extends string, out Way extends Safety.Way = Safety.Way> extends Pipeable {
  readonly [TypeId]: TypeId
  readonly resource: Type
  readonly path: string
  readonly way: Way
  readonly anchor: Anchor | undefined
  readonly invalid: string | undefined
}

const Proto = {
  [TypeId]: TypeId,
  pipe() {
    return pipeArguments(this, arguments)
  }
} as const

const reference = <Type extends string | undefined, Way extends Safety.Way>(
  fields: { readonly resource: Type; readonly path: string; readonly way: Way; readonly anchor: Anchor | undefined },
  invalid?: string
) => Object.assign(Object.create(Proto) as typeof Proto, { ...fields, invalid })

/**
 * Whether a value is a reference.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.isReference(Navigation.workbook), true)
 * strictEqual(Navigation.isReference({ path: "" }), false)
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isReference = (u: unknown): u is Reference<string> => hasProperty(u, TypeId)

/**
 * The workbook itself, where references begin.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.property(Navigation.workbook, "tables").path, "tables")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const workbook: Reference<"workbook", "stable"> = reference({
  resource: "workbook",
  path: "",
  way: "stable",
  anchor: undefined
})

/**
 * A reference to a resource that cannot be anywhere: `issue` says why, in one sentence.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const range = Navigation.invalid("workbookRange", "stable", "the address \"B2\" names no sheet")
 * strictEqual(Navigation.call(range, "lastRow", {}).invalid, "the address \"B2\" names no sheet")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const invalid = <const Type extends string, const Way extends Safety.Way>(
  resource: Type,
  way: Way,
  issue: string
): Reference<Type, Way> => reference({ resource, path: "", way, anchor: undefined }, issue)

/**
 * The names of a resource's properties that lead further.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const name: Navigation.Property<"workbookTable"> = "rows"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Property<Type extends ResourceType> = keyof Resources[Type]["properties"] & string

/**
 * The names of a resource's functions that lead further.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const name: Navigation.Function<"workbookWorksheet"> = "usedRange"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Function<Type extends ResourceType> = keyof Resources[Type]["functions"] & string

/**
 * The arguments of a function that leads further.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const args: Navigation.Arguments<"workbookWorksheet", "cell"> = { row: 0, column: 0 }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Arguments<Type extends ResourceType, Name extends Function<Type>> =
  Resources[Type]["functions"][Name] extends
    { readonly parameters: { readonly Type: infer Args extends PathArguments } } ? Args : never

/**
 * The type of the resource that a property leads to.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const type: Navigation.PropertyType<"workbookTable", "rows"> = "Collection(workbookTableRow)"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type PropertyType<Type extends ResourceType, Name extends Property<Type>> = Extract<
  Resources[Type]["properties"][Name],
  ResourceType
>

/**
 * The type of the resource that a function returns.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const type: Navigation.FunctionType<"workbookWorksheet", "cell"> = "workbookRange"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type FunctionType<Type extends ResourceType, Name extends Function<Type>> =
  Resources[Type]["functions"][Name] extends { readonly returns: infer Returns extends ResourceType } ? Returns : never

/**
 * The way of a step by a function. Where an argument decides it, all ways that it may be.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const way: Navigation.FunctionWay<"workbookWorksheet", "usedRange"> = "moving"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type FunctionWay<Type extends ResourceType, Name extends Function<Type>> =
  Resources[Type]["functions"][Name] extends { readonly way: infer Way } ? DecidedWay<Way> : never

type DecidedWay<Way> = Way extends Safety.Way ? Way
  : Way extends (args: never) => infer Decided ? Extract<Decided, Safety.Way>
  : never

/**
 * The type of a collection's members.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const type: Navigation.MemberType<"Collection(workbookTable)"> = "workbookTable"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type MemberType<Type extends ResourceType> = Extract<Resources[Type]["member"], ResourceType>

/**
 * The way of a step by the key of a member. Where the key decides it, all ways that it may be.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const way: Navigation.MemberWay<"Collection(workbookTableRow)"> = "byPosition"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type MemberWay<Type extends ResourceType> = DecidedWay<Resources[Type]["memberWay"]>

const join = (path: string, segment: string): string => path === "" ? segment : `${path}/${segment}`

// The same data without its literal types: what the implementations below index by any name.
const table: Readonly<Record<ResourceType, Resource>> = resources

interface Stepped extends Pipeable {
  readonly [TypeId]: TypeId
  readonly resource: string | undefined
  readonly path: string
  readonly way: Safety.Way
  readonly anchor: Anchor | undefined
  readonly invalid: string | undefined
}

const isKnown = (type: string | undefined): type is ResourceType => type !== undefined && Object.hasOwn(table, type)

/** The reference that one step makes of another. */
const stepped = (self: Stepped, resource: string | undefined, path: string, stepWay: Safety.Way): Stepped => {
  const way = Safety.worse(self.way, stepWay)
  if (self.invalid !== undefined) return reference({ resource, path: "", way, anchor: undefined }, self.invalid)
  return reference({
    resource,
    path,
    way,
    anchor: way === "stable" ? undefined : anchorOf(self, resource, path, stepWay)
  })
}

const anchorOf = (
  self: Stepped,
  resource: string | undefined,
  path: string,
  stepWay: Safety.Way
): Anchor | undefined => {
  if (isKnown(resource)) {
    const { pin } = table[resource]
    if (pin?.path === "root") return { resource, path, rest: "stable", below: undefined }
    if (pin?.path === "collection" && stepWay !== "stable") {
      return { resource, path, rest: "stable", below: self.anchor }
    }
  }
  return self.anchor && { ...self.anchor, rest: Safety.worse(self.anchor.rest, stepWay) }
}

/**
 * The way of a step by a function with these arguments.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const { range } = Navigation.resources.workbookWorksheet.functions
 * strictEqual(Navigation.wayOf(range, { address: "A1:B2" }), "stable")
 * strictEqual(Navigation.wayOf(range, { address: "Rates" }), "moving")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const wayOf = ({ way }: NavigationFunction, args: Readonly<Record<string, unknown>>): Safety.Way =>
  typeof way === "string" ? way : way(args)

/**
 * The resource that a property leads to.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const tables = Navigation.property(Navigation.workbook, "tables")
 * strictEqual(tables.resource, "Collection(workbookTable)")
 * strictEqual(tables.path, "tables")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function property<Type extends ResourceType, Name extends Property<Type>, Way extends Safety.Way>(
  self: Reference<Type, Way>,
  name: Name
): Reference<PropertyType<Type, Name>, Way>
export function property(self: Reference<ResourceType>, name: string): Stepped {
  return stepped(self, table[self.resource].properties[name], join(self.path, name), "stable")
}

/**
 * The way of a step by this key of a member.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const columns = Navigation.resources["Collection(workbookTableColumn)"]
 * strictEqual(Navigation.wayOfMember(columns, "Total"), "stable")
 * strictEqual(Navigation.wayOfMember(columns, "2"), "byPosition")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const wayOfMember = ({ memberWay }: Resource, key: string): Safety.Way =>
  typeof memberWay === "string" ? memberWay : memberWay(key)

/**
 * The member of a collection with this key: an id, or where the collection knows names a name.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Q1 sales")
 * strictEqual(sheet.path, "worksheets('Q1%20sales')")
 * strictEqual(sheet.way, "stable")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function member<Type extends ResourceType, Way extends Safety.Way>(
  self: Reference<Type, Way>,
  key: string
): Reference<MemberType<Type>, Safety.Worse<Way, MemberWay<Type>>>
export function member(self: Reference<ResourceType>, key: string): Stepped {
  const resource = table[self.resource]
  return stepped(self, resource.member, `${self.path}${OData.key(key)}`, wayOfMember(resource, key))
}

/**
 * The resource that a function leads to. Arguments that are left out are left out of the path.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const range = Navigation.call(sheet, "cell", { row: 0, column: 1 })
 * strictEqual(range.path, "worksheets('Data')/cell(row=0,column=1)")
 * strictEqual(Navigation.call(sheet, "usedRange", {}).way, "moving")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function call<Type extends ResourceType, Name extends Function<Type>, Way extends Safety.Way>(
  self: Reference<Type, Way>,
  name: Name,
  args: Arguments<Type, Name>
): Reference<FunctionType<Type, Name>, Safety.Worse<Way, FunctionWay<Type, Name>>>
export function call(
  self: Reference<ResourceType>,
  name: string,
  args: PathArguments
): Stepped {
  const navigation = table[self.resource].functions[name]
  return stepped(
    self,
    navigation?.returns,
    join(self.path, OData.call(name, args)),
    navigation === undefined ? "moving" : wayOf(navigation, args)
  )
}

/**
 * A step to a resource that {@link resources} does not know: to type `to` by a property (`name` alone), to a member of the
 * collection that a property leads to (`key`), or by a function (`args`). `way` says whether it goes on to mean the same
 * resource while the workbook is written to; `"moving"` is never wrong.
 *
 * @example
 * ```ts
 * import type { Navigation } from "@effect-workbook/schema"
 *
 * export const toChart = (key: string): Navigation.Step<"workbookChart", "stable"> => ({
 *   to: "workbookChart",
 *   name: "charts",
 *   key,
 *   way: "stable"
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Step<Type extends string, Way extends Safety.Way> =
  & { readonly to: Type; readonly name: string; readonly way: Way }
  & (
    | { readonly key?: string | undefined; readonly args?: undefined }
    | { readonly key?: undefined; readonly args: PathArguments }
  )

/**
 * The resource that a step leads to which {@link resources} does not know, so that resources of all types can be referred to.
 * A name that is none, such as `..`, makes a reference that is `invalid`.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const chart = sheet.pipe(Navigation.step({ to: "workbookChart", name: "charts", key: "Q1 sales", way: "stable" }))
 * strictEqual(chart.resource, "workbookChart")
 * strictEqual(chart.path, "worksheets('Data')/charts('Q1%20sales')")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const step: {
  <const Type extends string, const StepWay extends Safety.Way>(
    step: Step<Type, StepWay>
  ): <Way extends Safety.Way>(self: Reference<string, Way>) => Reference<Type, Safety.Worse<Way, StepWay>>
  <const Type extends string, const StepWay extends Safety.Way, Way extends Safety.Way>(
    self: Reference<string, Way>,
    step: Step<Type, StepWay>
  ): Reference<Type, Safety.Worse<Way, StepWay>>
} = dual(2, (self: Reference<string>, { args, key, name, to, way }: Step<string, Safety.Way>): Stepped => {
  if (/^\.{0,2}$/.test(name)) return reference({ resource: to, path: "", way, anchor: undefined }, noStep(name))
  const segment = OData.encodeSegment(name)
  return stepped(
    self,
    to,
    join(self.path, args ? OData.call(segment, args) : segment + (key === undefined ? "" : OData.key(key))),
    way
  )
})

const noStep = (name: string): string =>
  `${JSON.stringify(name)} leads nowhere; expected the name of a property or of a function`

/**
 * The range at an address of a worksheet, or the whole sheet. Unlike the function `range`, which takes the name of a range
 * for an address too, it finds the same cells always.
 *
 * @example
 * ```ts
 * import { Address, Navigation } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const range = Navigation.range(sheet, Either.getOrThrow(Address.parse("A1:B2")))
 * strictEqual(range.path, "worksheets('Data')/range(address='A1%3AB2')")
 * strictEqual(range.way, "stable")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function range<Way extends Safety.Way>(
  self: Reference<"workbookWorksheet", Way>,
  address: Address.Address | undefined
): Reference<"workbookRange", Way>
export function range(self: Reference<"workbookWorksheet">, address: Address.Address | undefined): Stepped {
  return call(self, "range", { address: address && Address.format({ ...address, sheet: undefined }) })
}
