/**
 * Which segments of a path lead from one resource of a workbook to the next, as data; and references, which are paths
 * that were composed by it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OData from "./OData.js"

/**
 * The types of resources that a path can reach, in the words of Graph's metadata.
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
 * A function that leads to another resource: its parameters, which travel in the path, and what it returns.
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
}

/**
 * Where a resource leads: by a property, by a function, and for a collection by the key of a member. `keys` are the
 * names that a key may be given by, as in `columns(id='2')`.
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
  readonly keys: ReadonlyArray<string>
}

const returning =
  <const Returns extends ResourceType>(returns: Returns) => <Fields extends Schema.Struct.Fields>(fields: Fields) => ({
    parameters: Schema.Struct(fields),
    returns
  })

const range = returning("workbookRange")
const count = Schema.optional(Schema.Int)
const leaf = { properties: {}, functions: {}, member: undefined, keys: [] } as const

const columnRanges = {
  dataBodyRange: range({}),
  headerRowRange: range({}),
  range: range({}),
  totalRowRange: range({})
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
  "Collection(workbookWorksheet)": { ...leaf, member: "workbookWorksheet", keys: ["id", "name"] },
  workbookWorksheet: {
    ...leaf,
    properties: { names: "Collection(workbookNamedItem)", tables: "Collection(workbookTable)" },
    functions: {
      cell: range({ row: Schema.Int, column: Schema.Int }),
      range: range({ address: Schema.optional(Schema.String) }),
      usedRange: range({ valuesOnly: Schema.optional(Schema.Boolean) })
    }
  },
  workbookRange: {
    ...leaf,
    properties: { worksheet: "workbookWorksheet" },
    functions: {
      boundingRect: range({ anotherRange: Schema.String }),
      cell: range({ row: Schema.Int, column: Schema.Int }),
      column: range({ column: Schema.Int }),
      columnsAfter: range({ count }),
      columnsBefore: range({ count }),
      entireColumn: range({}),
      entireRow: range({}),
      intersection: range({ anotherRange: Schema.String }),
      lastCell: range({}),
      lastColumn: range({}),
      lastRow: range({}),
      offsetRange: range({ rowOffset: Schema.Int, columnOffset: Schema.Int }),
      resizedRange: range({ deltaRows: Schema.Int, deltaColumns: Schema.Int }),
      row: range({ row: Schema.Int }),
      rowsAbove: range({ count }),
      rowsBelow: range({ count }),
      usedRange: range({ valuesOnly: Schema.optional(Schema.Boolean) })
    }
  },
  "Collection(workbookTable)": {
    ...leaf,
    functions: { itemAt: returning("workbookTable")({ index: Schema.Int }) },
    member: "workbookTable",
    keys: ["id", "name"]
  },
  workbookTable: {
    ...leaf,
    properties: {
      columns: "Collection(workbookTableColumn)",
      rows: "Collection(workbookTableRow)",
      worksheet: "workbookWorksheet"
    },
    functions: columnRanges
  },
  "Collection(workbookTableRow)": {
    ...leaf,
    functions: { itemAt: returning("workbookTableRow")({ index: Schema.Int }) },
    member: "workbookTableRow",
    keys: ["index"]
  },
  workbookTableRow: { ...leaf, functions: { range: range({}) } },
  "Collection(workbookTableColumn)": {
    ...leaf,
    functions: { itemAt: returning("workbookTableColumn")({ index: Schema.Int }) },
    member: "workbookTableColumn",
    keys: ["id", "name"]
  },
  workbookTableColumn: { ...leaf, functions: columnRanges },
  "Collection(workbookNamedItem)": { ...leaf, member: "workbookNamedItem", keys: ["name"] },
  workbookNamedItem: {
    ...leaf,
    properties: { worksheet: "workbookWorksheet" },
    functions: { range: range({}) }
  }
} as const satisfies Record<ResourceType, Resource>

type Resources = typeof resources

/**
 * A resource by its path below the workbook, such as `worksheets('Data')/usedRange()`, percent-encoded and without a
 * slash at either end.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 *
 * const sheets: Navigation.Reference<"Collection(workbookWorksheet)"> = {
 *   resource: "Collection(workbookWorksheet)",
 *   path: "worksheets"
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Reference<out Type extends ResourceType> {
  readonly resource: Type
  readonly path: string
}

/**
 * The workbook itself, where references begin.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Navigation.workbook.path, "")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const workbook: Reference<"workbook"> = { resource: "workbook", path: "" }

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

type PathArguments = Readonly<Record<string, string | number | boolean | undefined>>

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

const join = (path: string, segment: string): string => path === "" ? segment : `${path}/${segment}`

// The same data without its literal types: what the implementations below index by any name.
const table: Readonly<Record<ResourceType, Resource>> = resources

interface Step {
  readonly resource: ResourceType | undefined
  readonly path: string
}

/**
 * The resource that a property leads to.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const tables = Navigation.property(Navigation.workbook, "tables")
 * deepStrictEqual(tables, { resource: "Collection(workbookTable)", path: "tables" })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function property<Type extends ResourceType, Name extends Property<Type>>(
  self: Reference<Type>,
  name: Name
): Reference<PropertyType<Type, Name>>
export function property(self: Reference<ResourceType>, name: string): Step {
  return { resource: table[self.resource].properties[name], path: join(self.path, name) }
}

/**
 * The member of a collection with this key: an id, or where the collection knows names a name.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Q1 sales")
 * deepStrictEqual(sheet, { resource: "workbookWorksheet", path: "worksheets('Q1%20sales')" })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function member<Type extends ResourceType>(self: Reference<Type>, key: string): Reference<MemberType<Type>>
export function member(self: Reference<ResourceType>, key: string): Step {
  return { resource: table[self.resource].member, path: `${self.path}${OData.key(key)}` }
}

/**
 * The resource that a function leads to. Arguments that are left out are left out of the path.
 *
 * @example
 * ```ts
 * import { Navigation } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const range = Navigation.call(sheet, "range", { address: "A1:B2" })
 * deepStrictEqual(range, { resource: "workbookRange", path: "worksheets('Data')/range(address='A1%3AB2')" })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export function call<Type extends ResourceType, Name extends Function<Type>>(
  self: Reference<Type>,
  name: Name,
  args: Arguments<Type, Name>
): Reference<FunctionType<Type, Name>>
export function call(
  self: Reference<ResourceType>,
  name: string,
  args: PathArguments
): Step {
  return { resource: table[self.resource].functions[name]?.returns, path: join(self.path, OData.call(name, args)) }
}
