/**
 * The file of a workbook, with the properties that are necessary to address it by id.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * A file in a drive. `id` is the id of the file, and `parentReference.driveId` is the id of the drive. Together they
 * address the workbook in the form that works for every file: `Workbook.item(id, Workbook.drive(driveId))`.
 * See {@link https://learn.microsoft.com/graph/api/driveitem-get | get driveItem}.
 *
 * @example
 * ```ts
 * import { DriveItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const item: DriveItem.DriveItem = { id: "01ABC", name: "a.xlsx", parentReference: { driveId: "b!abc" } }
 * strictEqual(Schema.is(DriveItem.DriveItem)(item), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DriveItem extends Schema.Schema.Type<typeof DriveItem> {}

/**
 * The schema of {@link DriveItem}.
 *
 * @example
 * ```ts
 * import { DriveItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const item = Schema.decodeUnknownSync(DriveItem.DriveItem)({ id: "01ABC", parentReference: { driveId: "b!abc" } })
 * strictEqual(item.parentReference?.driveId, "b!abc")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DriveItem = Schema.Struct({
  id: Schema.String,
  name: Schema.optional(Schema.String),
  parentReference: Schema.optional(Schema.Struct({ driveId: Schema.optional(Schema.String) }))
}).annotations({ identifier: "DriveItem" })
