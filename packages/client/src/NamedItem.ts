/**
 * Named items, which are the defined names of a workbook or of a worksheet. A name refers to a range or to a value.
 *
 * See https://learn.microsoft.com/graph/api/resources/nameditem.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as NamedItem from "@effect-workbook/schema/NamedItem"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type { RangeRef } from "./Range.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Exports of the schema: the description and the model of the resource, `NamedItem.NamedItem`, and the request bodies
 * `NamedItem.Add` and `NamedItem.Update`.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(NamedItem.NamedItem.navigation), ["worksheet"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/NamedItem"

/**
 * A reference to a named item.
 *
 * @category models
 * @since 0.1.0
 */
export interface NamedItemRef extends Navigation.Reference<"workbookNamedItem"> {}

const names = (of: Navigation.Reference<"workbook"> | WorksheetRef = Navigation.workbook) =>
  Navigation.property(of, "names")

/**
 * Makes a reference to the item with a name, in the workbook or on a `worksheet`.
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
  options: { readonly worksheet?: WorksheetRef | undefined } = {}
): NamedItemRef => Navigation.member(names(options.worksheet), name)

/**
 * Makes a reference to the range of a named item.
 *
 * The reference is `"moving"`, because the formula of a name can compute the range from the content of cells. Use
 * `Range.pin` to make a write to it idempotent.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-range.
 *
 * @example
 * ```ts
 * import { NamedItem, Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rate = yield* Range.values(NamedItem.range(NamedItem.named("TaxRate")))
 *   deepStrictEqual(rate, [[0.2]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const range = (item: NamedItemRef): RangeRef<"moving"> => Navigation.call(item, "range", {})

/**
 * Makes a reference to the worksheet of a named item. A call with it fails with `NotFound` if the scope of the name is
 * the workbook.
 *
 * See https://learn.microsoft.com/graph/api/resources/nameditem.
 *
 * @example
 * ```ts
 * import { NamedItem, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   yield* NamedItem.add({ name: "Best", reference: "=Summary!$B$15" }, { worksheet: summary })
 *   const best = NamedItem.named("Best", { worksheet: summary })
 *   strictEqual((yield* Worksheet.get(NamedItem.worksheet(best))).name, "Summary")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const worksheet = (item: NamedItemRef): WorksheetRef => Navigation.property(item, "worksheet")

/**
 * Lists the named items of the workbook, or of a `worksheet`.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-names.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const names = yield* NamedItem.list({ select: ["name"] })
 *   deepStrictEqual(names.map(({ name }) => name), ["LargeOrder", "Regions", "TaxRate"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof NamedItem.NamedItem & string = keyof NamedItem.NamedItem & string,
  Expand extends Resource.Expandable<Links> = {}
>(
  options:
    & { readonly worksheet?: WorksheetRef | undefined }
    & Resource.Query<Select, Resource.Strict<Expand, Links>>
    & Query.Options<Property> = {}
): Query.Read<ReadonlyArray<Resource.Answer<NamedItem.NamedItem, Select, Links, Expand>>> =>
  Query.list(Catalogue.names.list, names(options.worksheet), Resource.pick(NamedItem.NamedItem, options), options).pipe(
    calledAs("NamedItem.list")
  )

type Property = keyof NamedItem.NamedItem & string
type Links = Resource.LinksOf<typeof NamedItem.NamedItem>

/**
 * Like `list`, but reads the named items in pages, each when the stream needs it.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Stream.runCount(NamedItem.stream({ select: ["name"], pageSize: 1 })), 3)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const stream = <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
  options:
    & { readonly worksheet?: WorksheetRef | undefined }
    & Resource.Query<Select, Resource.Strict<Expand, Links>>
    & Query.StreamOptions<Property> = {}
): Query.Streamed<Resource.Answer<NamedItem.NamedItem, Select, Links, Expand>> =>
  Query.stream(Catalogue.names.list, names(options.worksheet), Resource.pick(NamedItem.NamedItem, options), options)

/**
 * Reads a named item. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-get.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rate = yield* NamedItem.get(NamedItem.named("TaxRate"))
 *   deepStrictEqual([rate.type, rate.value], ["Range", "=Summary!$G$11"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookNamedItem", NamedItem.NamedItem, Links> = Query.get(
  Catalogue.name.get,
  NamedItem.NamedItem,
  "NamedItem.get"
)

/**
 * Adds a named item to the workbook, or to a `worksheet`, and succeeds with it. `reference` is a formula or an address,
 * such as `=Summary!$B$2`.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-add.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const item = yield* NamedItem.add({ name: "BestRegion", reference: "=Summary!$B$15" })
 *   deepStrictEqual([item.name, item.value], ["BestRegion", "=Summary!$B$15"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add = (
  parameters: NamedItem.Add,
  options: { readonly worksheet?: WorksheetRef | undefined } = {}
): Effect.Effect<
  NamedItem.NamedItem,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.names.add, names(options.worksheet), parameters).pipe(
    calledAs("NamedItem.add")
  )

/**
 * Adds a named item with a formula in the language of the user, and succeeds with it. `add` takes formulas in English.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-addformulalocal.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const item = yield* NamedItem.addFormulaLocal({ name: "Total", formula: "=SUM(Orders[Units])" })
 *   deepStrictEqual([item.type, item.value], ["Double", 311])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const addFormulaLocal = (
  parameters: NamedItem.AddFormulaLocal,
  options: { readonly worksheet?: WorksheetRef | undefined } = {}
): Effect.Effect<
  NamedItem.NamedItem,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.names.addFormulaLocal, names(options.worksheet), parameters).pipe(
    calledAs("NamedItem.addFormulaLocal")
  )

/**
 * Changes the comment of a named item, or whether Excel lists it, and succeeds with the item.
 *
 * See https://learn.microsoft.com/graph/api/nameditem-update.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const rate = yield* NamedItem.update(NamedItem.named("TaxRate"), { comment: "since 2024", visible: false })
 *   deepStrictEqual([rate.comment, rate.visible], ["since 2024", false])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: NamedItem.Update): (self: NamedItemRef) => UpdateEffect
  (self: NamedItemRef, changes: NamedItem.Update): UpdateEffect
} = dual(
  2,
  (self: NamedItemRef, changes: NamedItem.Update): UpdateEffect =>
    WorkbookSession.call(Catalogue.name.update, self, changes).pipe(calledAs("NamedItem.update"))
)

type UpdateEffect = Effect.Effect<
  NamedItem.NamedItem,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
>
