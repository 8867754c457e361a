/**
 * The endpoints on pivot tables.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Effect from "effect/Effect"
import { collection } from "./Collection.js"
import * as Handler from "./Handler.js"
import { refused } from "./Refusal.js"
import * as Representation from "./Representation.js"

const group = Handler.group<Representation.Context>()

export const handlers: ReadonlyArray<Handler.Bound<Representation.Context>> = [
  ...group("Collection(workbookPivotTable)", Catalogue.pivotTables, {
    list: (context, { sheet }) =>
      Effect.sync(() => collection(context, context.book.pivotTables(sheet), Representation.pivotTable)),
    refreshAll: ({ book }, { sheet }) => refused(book.refreshPivotTables(sheet))
  }),

  ...group("workbookPivotTable", Catalogue.pivotTable, {
    get: (context, { pivotTable }) => Effect.sync(() => Representation.pivotTable(context, pivotTable)),
    refresh: ({ book }, { pivotTable }) => refused(book.refreshPivotTable(pivotTable))
  })
]
