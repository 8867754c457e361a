/**
 * The workbook API as Microsoft Graph publishes it: the types and operations of its v1.0 metadata, and the HTTP methods
 * of its API reference. The catalogue and the models are tested against it, and a service tells by it what Graph has
 * from what nobody has.
 *
 * The metadata is that of 2026-08-20, the reference that of the same month. `scripts/metadata.mjs` reads a newer one.
 *
 * @since 0.1.0
 */
import type { Method } from "./Endpoint.js"
import * as facts from "./internal/metadata.js"

/**
 * An entity type: its properties, those of its base types included, and the types that its navigation leads to.
 *
 * A property's type is named without its namespace, `"Json"` where any value may be, and ends in `?` where it may be
 * null. `"Collection(…)"` is a collection of a type.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const row: Metadata.EntityType | undefined = Metadata.entityTypes["workbookTableRow"]
 * deepStrictEqual(row, { properties: { id: "String", index: "Int32", values: "Json?" }, navigation: {} })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface EntityType {
  readonly properties: Readonly<Record<string, string>>
  readonly navigation: Readonly<Record<string, string>>
}

/**
 * The entity types by name.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Metadata.entityTypes["workbookTable"]?.navigation["rows"], "Collection(workbookTableRow)")
 * ```
 *
 * @category facts
 * @since 0.1.0
 */
export const entityTypes: Readonly<Record<string, EntityType>> = facts.entityTypes

/**
 * The properties of the complex types, which are values and have no address of their own.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Metadata.complexTypes["workbookIcon"], { index: "Int32", set: "String" })
 * ```
 *
 * @category facts
 * @since 0.1.0
 */
export const complexTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = facts.complexTypes

/**
 * The values of the enumerations.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Metadata.enums["workbookOperationStatus"], ["notStarted", "running", "succeeded", "failed"])
 * ```
 *
 * @category facts
 * @since 0.1.0
 */
export const enums: Readonly<Record<string, ReadonlyArray<string>>> = facts.enums

/**
 * An action or a function that is bound to a type, or to a collection of it. A function has one entry for each of its
 * overloads.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const offset: Metadata.Operation | undefined = Metadata.operations.find(({ name }) => name === "offsetRange")
 * deepStrictEqual(offset, {
 *   kind: "function",
 *   on: "workbookRange",
 *   name: "offsetRange",
 *   parameters: { rowOffset: "Int32", columnOffset: "Int32" },
 *   returns: "workbookRange"
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Operation {
  readonly kind: "action" | "function"
  readonly on: string
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly returns: string | undefined
}

/** From the form in which an operation is declared: `name(parameter: Type, …): Type`. */
const operation = (kind: Operation["kind"], on: string, signature: string): Operation => {
  const [, name = "", parameters = "", returns] = /^(\w+)\((.*)\)(?:: (.*))?$/.exec(signature) ?? []
  return {
    kind,
    on,
    name,
    parameters: Object.fromEntries(
      parameters === "" ? [] : parameters.split(", ").map((parameter) => {
        const [name = "", type = ""] = parameter.split(": ")
        return [name, type] as const
      })
    ),
    returns
  }
}

const declared = (
  kind: Operation["kind"],
  signatures: Readonly<Record<string, ReadonlyArray<string>>>
): ReadonlyArray<Operation> =>
  Object.entries(signatures).flatMap(([on, bound]) => bound.map((signature) => operation(kind, on, signature)))

/**
 * All actions and functions, those of the worksheet functions (`workbookFunctions`) included.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Metadata.operations.filter(({ on }) => on === "workbookFunctions").length, 366)
 * ```
 *
 * @category facts
 * @since 0.1.0
 */
export const operations: ReadonlyArray<Operation> = [
  ...declared("action", facts.actions),
  ...declared("function", facts.functions)
]

/**
 * What the API reference documents beyond the metadata: the methods that a type has besides GET, and under `type/name`
 * those of an operation that differ from the metadata, by which an action has POST and a function GET. Their parameters are
 * in the body there.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Metadata.documented["workbookTable"], ["PATCH", "DELETE"])
 * deepStrictEqual(Metadata.documented["workbookRange/row"], ["POST"])
 * ```
 *
 * @category facts
 * @since 0.1.0
 */
export const documented: Readonly<Record<string, ReadonlyArray<Method>>> = {
  "Collection(workbookChart)": ["POST"],
  "Collection(workbookChart)/itemAt": ["POST"],
  "Collection(workbookChartPoint)": ["POST"],
  "Collection(workbookChartPoint)/itemAt": ["POST"],
  "Collection(workbookChartSeries)": ["POST"],
  "Collection(workbookChartSeries)/itemAt": ["POST"],
  "Collection(workbookCommentReply)": ["POST"],
  "Collection(workbookRangeBorder)": ["POST"],
  "Collection(workbookRangeBorder)/itemAt": ["POST"],
  "Collection(workbookTableColumn)": ["POST"],
  "Collection(workbookTableColumn)/itemAt": ["POST"],
  "Collection(workbookTableRow)": ["POST"],
  "Collection(workbookTableRow)/itemAt": ["POST"],
  "Collection(workbookWorksheet)": ["POST"],
  workbookChart: ["PATCH", "DELETE"],
  workbookChartAxis: ["PATCH"],
  workbookChartAxisTitle: ["PATCH"],
  workbookChartDataLabels: ["PATCH"],
  workbookChartFont: ["PATCH"],
  workbookChartGridlines: ["PATCH"],
  workbookChartLegend: ["PATCH"],
  workbookChartLineFormat: ["PATCH"],
  workbookChartSeries: ["PATCH"],
  workbookChartTitle: ["PATCH"],
  workbookFormatProtection: ["PATCH"],
  workbookNamedItem: ["PATCH"],
  workbookRange: ["PATCH"],
  "workbookRange/resizedRange": ["POST"],
  "workbookRange/row": ["POST"],
  workbookRangeBorder: ["PATCH"],
  workbookRangeFill: ["PATCH"],
  workbookRangeFont: ["PATCH"],
  workbookRangeFormat: ["PATCH"],
  "workbookRangeView/itemAt": ["GET"],
  workbookTable: ["PATCH", "DELETE"],
  workbookTableColumn: ["PATCH", "DELETE"],
  workbookTableRow: ["PATCH", "DELETE"],
  workbookWorksheet: ["PATCH", "DELETE"]
}
