/**
 * Whether a request may be sent again when its outcome is unknown. That depends on the effect of the operation, and on
 * whether the address of the request still means the same resource after the operation has been executed.
 *
 * @since 0.1.0
 */

/**
 * The effect of an operation on the workbook.
 *
 * - `read`: it changes nothing
 * - `idempotent`: executing it twice has the same effect as executing it once
 * - `reordering`: it is idempotent, and may change the positions of resources in a collection, as a deletion does
 * - `nonIdempotent`: executing it twice may have another effect than executing it once
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
 * How an address finds its resource, and so whether it can come to mean another resource.
 *
 * - `stable`: by names, ids and cell addresses. No write to the content changes which resource it means
 * - `byPosition`: by an index in a collection. A write that reorders the collection can change which resource it means
 * - `moving`: by the content of cells, like the used range of a worksheet. Any write can change which resource it means
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
 * The type of the result of {@link worse}.
 *
 * @category models
 * @since 0.1.0
 */
export type Worse<A extends Way, B extends Way> = B extends "stable" ? A : (typeof worseOf)[A][B]

/**
 * The way of an address with two steps, which is the less stable of the ways of both.
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
 * The effect of a request that is executed twice. It depends on the operation and on the address.
 *
 * - `read`: it changes nothing
 * - `idempotent`: executing it twice has the same effect as executing it once
 * - `nonIdempotent`: executing it twice may have another effect than executing it once
 *
 * @category models
 * @since 0.1.0
 */
export type WorkbookEffect = "read" | "idempotent" | "nonIdempotent"

/**
 * The type of the result of {@link effect}.
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
