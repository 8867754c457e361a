/**
 * Named items: names that stand for a range or a value, of the workbook or of one worksheet.
 *
 * See https://learn.microsoft.com/graph/api/resources/nameditem.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as NamedItem from "@effect-workbook/schema/NamedItem"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Effect from "effect/Effect"
import type { RangeRef } from "./Range.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Where a named item is.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 *
 * export const rate: NamedItem.NamedItemRef = NamedItem.named("TaxRate")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NamedItemRef extends Navigation.Reference<"workbookNamedItem"> {}

const names = (of: Navigation.Reference<"workbook"> | WorksheetRef) => Navigation.property(of, "names")

/**
 * The item with a name, of the workbook or of a worksheet.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(NamedItem.named("TaxRate").path, "names('TaxRate')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const named = (
  name: string,
  of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook
): NamedItemRef => Navigation.member(names(of), name)

/**
 * The range for which a name stands.
 * It may move, for the formula of a name can compute the range from what the cells hold: pin it, or use its address, for a
 * write that may be sent again.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-range.
 *
 * @example
 * ```ts
 * import { NamedItem, Range } from "@effect-workbook/client"
 *
 * export const rate = Range.values(NamedItem.range(NamedItem.named("TaxRate")))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const range = (item: NamedItemRef): RangeRef<"moving"> => Navigation.call(item, "range", {})

/**
 * The names of the workbook, or of one worksheet.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-names.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 *
 * export const all = NamedItem.list()
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = (of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook): Effect.Effect<
  ReadonlyArray<NamedItem.NamedItem>,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.names.list, names(of), undefined).pipe(
    Effect.map((names) => names.value),
    Effect.withSpan("NamedItem.list", { captureStackTrace: false })
  )

/**
 * One named item; `NotFound` where there is none.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-get.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 *
 * export const rate = NamedItem.get(NamedItem.named("TaxRate"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = (item: NamedItemRef): Effect.Effect<
  NamedItem.NamedItem,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.name.get, item, undefined).pipe(
    Effect.withSpan("NamedItem.get", { captureStackTrace: false })
  )

/**
 * Adds a name. `reference` is a formula or an address, such as `=Summary!$B$2`.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-add.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 *
 * export const added = NamedItem.add({ name: "TaxRate", reference: "=Summary!$B$2" })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add = (
  parameters: NamedItem.Add,
  of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook
): Effect.Effect<
  NamedItem.NamedItem,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.names.add, names(of), parameters).pipe(
    Effect.withSpan("NamedItem.add", { captureStackTrace: false })
  )
