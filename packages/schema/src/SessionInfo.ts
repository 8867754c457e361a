/**
 * The request body and the response of `createSession`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * The body of `createSession`. `persistChanges` is required here, although the service has a default for it, because
 * the default is not what most programs need.
 * See {@link https://learn.microsoft.com/graph/api/workbook-createsession | createSession}.
 *
 * @example
 * ```ts
 * import { SessionInfo } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: SessionInfo.CreateSession = { persistChanges: true }
 * strictEqual(Schema.is(SessionInfo.CreateSession)(body), true)
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
 * A session that the service has created. Its id is sent in the header `workbook-session-id`. It is a secret, therefore
 * `Redacted`. `persistChanges` is the value that the service returns; it is absent if the service returns none.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbooksessioninfo | workbookSessionInfo}.
 *
 * @example
 * ```ts
 * import { SessionInfo } from "@effect-workbook/schema"
 * import { Redacted, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const info: SessionInfo.SessionInfo = { id: Redacted.make("cluster=PSG4"), persistChanges: true }
 * strictEqual(Schema.is(SessionInfo.SessionInfo)(info), true)
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
