/**
 * The three modes in which the service works on a workbook.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"

/**
 * The mode in which the service works on a workbook.
 *
 * - `persistent`: in a session; changes are saved
 * - `nonPersistent`: in a session on a private copy; changes are lost when the session ends
 * - `sessionless`: without a session; the changes of each request are saved
 *
 * See {@link https://learn.microsoft.com/graph/excel-manage-sessions | manage sessions}.
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
 * The time without a request after which the service ends a session: about 5 minutes for a persistent session, about 7
 * minutes for a non-persistent session. It is infinite for `sessionless`.
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
 * Whether changes in this mode are saved. For a session it is the value of `persistChanges` in the body of
 * `createSession`.
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
