/**
 * Whether a request may be sent again after its outcome was lost. That depends on two things: what the operation does,
 * and whether the address that it was sent to still means the same after the operation was executed.
 *
 * @since 0.1.0
 */

/**
 * What an operation does to the workbook.
 *
 * - `read`: nothing
 * - `idempotent`: executed twice it leaves the workbook as executed once
 * - `reordering`: idempotent too, but what stands at a position may change by it, as by a deletion
 * - `nonIdempotent`: executed twice it may do twice
 *
 * @example
 * ```ts
 * import { Catalogue, type Safety } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const safety: Safety.Safety = Catalogue.table.delete.safety
 * strictEqual(safety, "reordering")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Safety = "read" | "idempotent" | "reordering" | "nonIdempotent"

/**
 * How an address finds its resource.
 *
 * - `stable`: by names, ids and cell addresses; no write changes what it means
 * - `byPosition`: by an index in a collection; a write that reorders the collection changes what it means
 * - `moving`: by what the cells hold, as the used range of a sheet does; any write may change what it means
 *
 * @example
 * ```ts
 * import { Navigation, type Safety } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), "Data")
 * const way: Safety.Way = Navigation.call(sheet, "usedRange", {}).way
 * strictEqual(way, "moving")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Way = "stable" | "byPosition" | "moving"

const worseOf = {
  stable: { stable: "stable", byPosition: "byPosition", moving: "moving" },
  byPosition: { stable: "byPosition", byPosition: "byPosition", moving: "moving" },
  moving: { stable: "moving", byPosition: "moving", moving: "moving" }
} as const satisfies Record<Way, Record<Way, Way>>

/**
 * The way of an address that has a step of way `A` and one of way `B`.
 *
 * @example
 * ```ts
 * import type { Safety } from "@effect-workbook/schema"
 *
 * const way: Safety.Worse<"stable", "byPosition"> = "byPosition"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Worse<A extends Way, B extends Way> = B extends "stable" ? A : (typeof worseOf)[A][B]

/**
 * The way of an address with two steps: the less stable of both.
 *
 * @example
 * ```ts
 * import { Safety } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Safety.worse("stable", "byPosition"), "byPosition")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const worse = (a: Way, b: Way): Way => worseOf[a][b]

const effects = {
  read: { stable: "read", byPosition: "read", moving: "read" },
  idempotent: { stable: "idempotent", byPosition: "idempotent", moving: "nonIdempotent" },
  reordering: { stable: "idempotent", byPosition: "nonIdempotent", moving: "nonIdempotent" },
  nonIdempotent: { stable: "nonIdempotent", byPosition: "nonIdempotent", moving: "nonIdempotent" }
} as const satisfies Record<Safety, Record<Way, WorkbookEffect>>

/**
 * What the same request does when it is executed twice, by its operation and its address together: nothing, the same as
 * once, or possibly more.
 *
 * @example
 * ```ts
 * import type { Safety } from "@effect-workbook/schema"
 *
 * export const mayBeSentAgain = (effect: Safety.WorkbookEffect): boolean => effect !== "nonIdempotent"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type WorkbookEffect = "read" | "idempotent" | "nonIdempotent"

/**
 * The effect of a request, as a type.
 *
 * @example
 * ```ts
 * import type { Safety } from "@effect-workbook/schema"
 *
 * const effect: Safety.EffectOf<"idempotent", "moving"> = "nonIdempotent"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type EffectOf<S extends Safety, W extends Way> = (typeof effects)[S][W]

/**
 * The effect of a request, from the safety of its endpoint and the way of its address.
 *
 * @example
 * ```ts
 * import { Safety } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Safety.effect("idempotent", "stable"), "idempotent")
 * strictEqual(Safety.effect("idempotent", "moving"), "nonIdempotent")
 * strictEqual(Safety.effect("reordering", "byPosition"), "nonIdempotent")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const effect = <S extends Safety, W extends Way>(safety: S, way: W): EffectOf<S, W> => effects[safety][way]
