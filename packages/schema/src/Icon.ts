/**
 * Icons of conditional formats, as conditions of sorts and filters refer to them.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"

/**
 * A set of icons.
 *
 * @category models
 * @since 0.1.0
 */
export type IconSet = typeof IconSet.Type

/**
 * The schema of {@link IconSet}.
 *
 * @example
 * ```ts
 * import { Icon } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Icon.IconSet)("ThreeTrafficLights1"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const IconSet = Schema.Literal(
  "Invalid",
  "ThreeArrows",
  "ThreeArrowsGray",
  "ThreeFlags",
  "ThreeTrafficLights1",
  "ThreeTrafficLights2",
  "ThreeSigns",
  "ThreeSymbols",
  "ThreeSymbols2",
  "FourArrows",
  "FourArrowsGray",
  "FourRedToBlack",
  "FourRating",
  "FourTrafficLights",
  "FiveArrows",
  "FiveArrowsGray",
  "FiveRating",
  "FiveQuarters",
  "ThreeStars",
  "ThreeTriangles",
  "FiveBoxes"
)

/**
 * An icon, as it is read.
 * See {@link https://learn.microsoft.com/graph/api/resources/icon | icon}.
 *
 * @example
 * ```ts
 * import { Icon } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const icon: Icon.Icon = { set: "ThreeArrows", index: 0 }
 * strictEqual(Schema.is(Icon.Icon)(icon), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Icon extends Schema.Schema.Type<typeof Icon> {}

/**
 * The schema of {@link Icon}.
 *
 * @example
 * ```ts
 * import { Icon } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Icon.Icon)({ set: "SixArrows", index: 5 }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Icon = Schema.Struct({
  /** The zero-based index of the icon in its set. The icon of the lowest values has index 0. */
  index: Schema.Int,
  /** The set that the icon is part of. */
  set: OpenLiteral.make(...IconSet.literals)
}).annotations({ identifier: "Icon" })

/**
 * An icon, as it is written.
 *
 * @example
 * ```ts
 * import { Icon } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const icon: Icon.Input = { set: "ThreeArrows", index: 0 }
 * strictEqual(Schema.is(Icon.Input)(icon), true)
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
 * import { Icon } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Icon.Input)({ set: "SixArrows", index: 5 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Input = Schema.Struct({
  /** The zero-based index of the icon in its set. The icon of the lowest values has index 0. */
  index: Schema.Int,
  /** The set that the icon is part of. */
  set: IconSet
}).annotations({ identifier: "IconInput" })
