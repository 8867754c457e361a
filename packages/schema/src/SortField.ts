/**
 * The conditions of sorts of ranges and tables.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Icon from "./Icon.js"
import * as OpenLiteral from "./OpenLiteral.js"

/**
 * What a condition compares.
 *
 * @category models
 * @since 0.1.0
 */
export type SortOn = typeof SortOn.Type

/**
 * The schema of {@link SortOn}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SortField.SortOn)("CellColor"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SortOn = Schema.Literal("Value", "CellColor", "FontColor", "Icon")

/**
 * Whether text that looks like a number is compared as a number (`TextAsNumber`).
 *
 * @category models
 * @since 0.1.0
 */
export type DataOption = typeof DataOption.Type

/**
 * The schema of {@link DataOption}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SortField.DataOption)("TextAsNumber"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DataOption = Schema.Literal("Normal", "TextAsNumber")

/**
 * The order of Chinese characters: by their pronunciation, or by the number of their strokes.
 *
 * @category models
 * @since 0.1.0
 */
export type Method = typeof Method.Type

/**
 * The schema of {@link Method}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SortField.Method)("StrokeCount"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Method = Schema.Literal("PinYin", "StrokeCount")

/**
 * A condition of a sort, as it is read.
 * See {@link https://learn.microsoft.com/graph/api/resources/sortfield | sortField}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const field: SortField.SortField = {
 *   key: 0,
 *   sortOn: "Value",
 *   ascending: true,
 *   color: null,
 *   dataOption: "Normal",
 *   icon: null
 * }
 * strictEqual(Schema.is(SortField.SortField)(field), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SortField extends Schema.Schema.Type<typeof SortField> {}

/**
 * The schema of {@link SortField}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SortField.SortField)({ key: 0 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SortField = Schema.Struct({
  /** Whether the order is ascending. For colors and icons, whether cells with the color or icon come first. */
  ascending: Schema.Boolean,
  /** The color of the cells or their fonts, such as `#FF0000`, if the sort is on colors. */
  color: Schema.NullOr(Schema.String),
  /** Whether text that looks like a number is compared as a number. */
  dataOption: OpenLiteral.make(...DataOption.literals),
  /** The icon, if the sort is on icons. */
  icon: Schema.NullOr(Icon.Icon),
  /** The zero-based offset of the compared column from the first column, or of the row if columns are sorted. */
  key: Schema.Int,
  /** What is compared: values, colors or icons. */
  sortOn: OpenLiteral.make(...SortOn.literals)
}).annotations({ identifier: "SortField" })

/**
 * A condition of a sort, as it is written. Only `key` is required.
 * See {@link https://learn.microsoft.com/graph/api/resources/sortfield | sortField}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const field: SortField.Input = { key: 2, sortOn: "CellColor", color: "#FFFF00" }
 * strictEqual(Schema.is(SortField.Input)(field), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Input extends Schema.Schema.Type<typeof Input> {}

/**
 * The schema of {@link Input}.
 *
 * @example
 * ```ts
 * import { SortField } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SortField.Input)({ key: 0, sortOn: "Length" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Input = Schema.Struct({
  /**
   * Whether the order is ascending, which is the default. For colors and icons, whether cells with the color or icon
   * come first.
   */
  ascending: Schema.optional(Schema.Boolean),
  /** The color of the cells or their fonts, such as `#FF0000`. It is required if the sort is on colors. */
  color: Schema.optional(Schema.NullOr(Schema.String)),
  /** Whether text that looks like a number is compared as a number. The default is `Normal`. */
  dataOption: Schema.optional(DataOption),
  /** The icon. It is required if the sort is on icons. */
  icon: Schema.optional(Schema.NullOr(Icon.Input)),
  /** The zero-based offset of the compared column from the first column, or of the row if columns are sorted. */
  key: Schema.Int,
  /** What is compared. The default is `Value`. */
  sortOn: Schema.optional(SortOn)
}).annotations({ identifier: "SortFieldInput" })
