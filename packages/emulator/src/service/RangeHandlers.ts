/**
 * The endpoints that move, clear, merge and sort the cells of a range, and those of its visible cells.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as SortField from "@effect-workbook/schema/SortField"
import * as Effect from "effect/Effect"
import * as Handler from "./Handler.js"
import * as Query from "./Query.js"
import * as Ranges from "./Ranges.js"
import { refused } from "./Refusal.js"
import * as Representation from "./Representation.js"
import type { Instances } from "./Resource.js"

const group = Handler.group<Representation.Context>()

const condition = (
  { ascending = true, color, dataOption, icon, key, sortOn = "Value" }: SortField.Input
): Model.SortCondition => ({
  key,
  on: sortOn,
  ascending,
  color: color ?? undefined,
  icon: icon ?? undefined,
  textAsNumber: dataOption === "TextAsNumber"
})

const shown = (context: Representation.Context, on: Instances["workbookRange"]) =>
  Effect.map(Ranges.checkPayload(on.address, context.query), () => Representation.range(context, on))

/**
 * The handlers. Like Excel, `insert` and `delete` move whole rows down or up and whole columns right or left, whatever
 * the direction in the request.
 */
export const handlers: ReadonlyArray<Handler.Bound<Representation.Context>> = [
  ...group("workbookRange", Catalogue.range, {
    insert: (context, on, { shift }) =>
      Effect.zipRight(
        Ranges.checkPayload(on.address, context.query),
        Effect.flatMap(
          refused(context.book.insertCells(on.sheet, on.address, shift)),
          () => shown(context, on)
        )
      ),
    delete: ({ book }, { address, sheet }, { shift }) => refused(book.deleteCells(sheet, address, shift)),
    clear: ({ book }, { address, sheet }, { applyTo }) => refused(book.clear(sheet, address, applyTo ?? "All")),
    merge: ({ book }, { address, sheet }, { across }) => refused(book.merge(sheet, address, across ?? false)),
    unmerge: ({ book }, { address, sheet }) => refused(book.unmerge(sheet, address))
  }),

  ...group("workbookRangeSort", Catalogue.rangeSort, {
    get: (_, on) => Effect.sync(() => Representation.rangeSort(on)),
    apply: ({ book }, { address, sheet }, { fields, hasHeaders, matchCase, method, orientation }) =>
      refused(book.sort(sheet, address, {
        conditions: fields.map(condition),
        hasHeaders: hasHeaders ?? false,
        matchCase: matchCase ?? false,
        method: method ?? "PinYin",
        orientation: orientation ?? "Rows"
      }))
  }),

  ...group("workbookRangeView", Catalogue.rangeView, {
    get: (context, view) =>
      Effect.map(Ranges.checkPayload(view.address, context.query), () => Representation.rangeView(context, view))
  }),

  ...group("Collection(workbookRangeView)", Catalogue.rangeViews, {
    list: (context, on) =>
      Effect.gen(function*() {
        const { book, query } = context
        const views = Query.members(
          query,
          Representation.rowViews(context, on),
          (query, view) => Representation.rangeView({ book, query }, view)
        )
        const page = Query.page(query, views)
        yield* Ranges.checkViews(on.address, query, page.length)
        return {
          ...query.count ? { "@odata.count": views.length } : {},
          value: page.map((view) => Representation.rangeView(context, view))
        }
      })
  })
]
