/**
 * The workbook API as Microsoft Graph publishes it: the types and operations of its v1.0 metadata, and the HTTP methods
 * of its API reference. The catalogue and the models are tested against it. An emulator can use it to distinguish
 * operations that it does not implement from operations that Graph does not have.
 *
 * The metadata is of 2026-08-20, and the API reference of August 2026. `scripts/metadata.mjs` updates the metadata.
 *
 * @since 0.1.0
 */
import type { Method } from "./Endpoint.js"
import * as published from "./internal/metadata.js"

/**
 * An entity type: the types of its properties and of its navigation properties, including those of its base types.
 *
 * A type is named without its namespace, and `"Json"` is any JSON value. `?` at the end of a type means that the value
 * may be null. `"Collection(…)"` is a collection of a type.
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
 * @category metadata
 * @since 0.1.0
 */
export const entityTypes: Readonly<Record<string, EntityType>> = published.entityTypes

/**
 * The properties of the complex types by the name of the type. Values of a complex type have no path of their own.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Metadata.complexTypes["workbookIcon"], { index: "Int32", set: "String" })
 * ```
 *
 * @category metadata
 * @since 0.1.0
 */
export const complexTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = published.complexTypes

/**
 * The values of the enumerations by the name of the type.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Metadata.enums["workbookOperationStatus"], ["notStarted", "running", "succeeded", "failed"])
 * ```
 *
 * @category metadata
 * @since 0.1.0
 */
export const enums: Readonly<Record<string, ReadonlyArray<string>>> = published.enums

/**
 * An action or a function. `on` is the type that it is bound to, which may be a collection. A function has one entry
 * for each of its overloads. A path can go on after a function only if it `isComposable`.
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
 *   returns: "workbookRange",
 *   isComposable: true
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
  readonly isComposable: boolean
}

const uncomposable: Readonly<Record<string, ReadonlyArray<string>>> = published.uncomposable

/** Parses a signature of the form `name(parameter: Type, …): Type`. */
const parseSignature = (kind: Operation["kind"], on: string, signature: string): Operation => {
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
    returns,
    isComposable: kind === "function" && uncomposable[on]?.includes(name) !== true
  }
}

const parseSignatures = (
  kind: Operation["kind"],
  signatures: Readonly<Record<string, ReadonlyArray<string>>>
): ReadonlyArray<Operation> =>
  Object.entries(signatures).flatMap(([on, bound]) => bound.map((signature) => parseSignature(kind, on, signature)))

/**
 * All actions and functions, including the worksheet functions, which are bound to `workbookFunctions`.
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Metadata.operations.filter(({ on }) => on === "workbookFunctions").length, 366)
 * ```
 *
 * @category metadata
 * @since 0.1.0
 */
export const operations: ReadonlyArray<Operation> = [
  ...parseSignatures("action", published.actions),
  ...parseSignatures("function", published.functions)
]

/**
 * The HTTP methods that the API reference documents and the metadata does not contain.
 *
 * - `type`: the methods of a type besides GET
 * - `type/name`: the methods of an operation besides those of the metadata, which are POST for an action and GET for a
 *   function. A POST has its parameters in the body
 *
 * @example
 * ```ts
 * import { Metadata } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Metadata.documentedMethods["workbookTable"], ["PATCH", "DELETE"])
 * deepStrictEqual(Metadata.documentedMethods["workbookRange/row"], ["POST"])
 * ```
 *
 * @category metadata
 * @since 0.1.0
 */
export const documentedMethods: Readonly<Record<string, ReadonlyArray<Method>>> = {
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
