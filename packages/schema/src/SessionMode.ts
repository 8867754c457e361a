/**
 * The three ways in which the service lets a workbook be used.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"

/**
 * - `persistent`: in a session, changes are saved
 * - `nonPersistent`: in a session on a private copy, changes are lost when it ends
 * - `sessionless`: each request alone, changes are saved
 *
 * See {@link https://learn.microsoft.com/graph/excel-manage-sessions | manage sessions}.
 *
 * @example
 * ```ts
 * import { SessionMode } from "@effect-workbook/schema"
 *
 * const mode: SessionMode.SessionMode = "persistent"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type SessionMode = typeof SessionMode.Type

/**
 * The schema of {@link SessionMode}.
 *
 * @example
 * ```ts
 * import { SessionMode } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SessionMode.SessionMode)("sessionless"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SessionMode = Schema.Literal("persistent", "nonPersistent", "sessionless")

/**
 * How long a session lives without a request: about 5 minutes if persistent, 7 if not. What has no session never ends.
 *
 * @example
 * ```ts
 * import { SessionMode } from "@effect-workbook/schema"
 * import { Duration } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Duration.toMinutes(SessionMode.idleLimit("persistent")), 5)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const idleLimit = (mode: SessionMode): Duration.Duration => {
  switch (mode) {
    case "persistent":
      return Duration.minutes(5)
    case "nonPersistent":
      return Duration.minutes(7)
    case "sessionless":
      return Duration.infinity
  }
}

/**
 * Whether changes made in this mode are saved: what `createSession` is sent as `persistChanges`.
 *
 * @example
 * ```ts
 * import { SessionMode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(SessionMode.persistChanges("nonPersistent"), false)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const persistChanges = (mode: SessionMode): boolean => mode !== "nonPersistent"

/**
 * The mode of a session that was created with this `persistChanges`.
 *
 * @example
 * ```ts
 * import { SessionMode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(SessionMode.fromPersistChanges(true), "persistent")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromPersistChanges = (persistChanges: boolean): "persistent" | "nonPersistent" =>
  persistChanges ? "persistent" : "nonPersistent"
