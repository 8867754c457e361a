/**
 * What `createSession` is sent and what it answers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * The body of `createSession`. `persistChanges` is required: a body without it gets the service's default, which is not
 * what most programs mean.
 * See {@link https://learn.microsoft.com/graph/api/workbook-createsession | createSession}.
 *
 * @example
 * ```ts
 * import { SessionInfo } from "@effect-workbook/schema"
 *
 * const body: SessionInfo.CreateSession = { persistChanges: true }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CreateSession extends Schema.Schema.Type<typeof CreateSession> {}

/**
 * The schema of {@link CreateSession}.
 *
 * @example
 * ```ts
 * import { SessionInfo } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(SessionInfo.CreateSession)({}), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreateSession = Schema.Struct({ persistChanges: Schema.Boolean }).annotations({
  identifier: "CreateSession"
})

/**
 * A session that the service opened. Its id opens the workbook to whoever holds it and is `Redacted`; it goes out in the
 * header `workbook-session-id` and is never parsed. `persistChanges` is the service's echo, absent where it sent none.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbooksessioninfo | workbookSessionInfo}.
 *
 * @example
 * ```ts
 * import { SessionInfo } from "@effect-workbook/schema"
 * import { Redacted } from "effect"
 *
 * const info: SessionInfo.SessionInfo = { id: Redacted.make("cluster=…"), persistChanges: true }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SessionInfo extends Schema.Schema.Type<typeof SessionInfo> {}

/**
 * The schema of {@link SessionInfo}.
 *
 * @example
 * ```ts
 * import { SessionInfo } from "@effect-workbook/schema"
 * import { Redacted, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const info = Schema.decodeUnknownSync(SessionInfo.SessionInfo)({ id: "cluster=PSG4", persistChanges: true })
 * strictEqual(Redacted.value(info.id), "cluster=PSG4")
 * strictEqual(String(info.id), "<redacted>")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SessionInfo = Schema.Struct({
  id: Schema.Redacted(Schema.NonEmptyString.pipe(
    Schema.pattern(/^[\u0020-\u007e]+$/, { message: () => "an id that a header can carry is expected" })
  )),
  persistChanges: Schema.optionalWith(Schema.Boolean, { exact: true, nullable: true })
}).annotations({ identifier: "SessionInfo" })
