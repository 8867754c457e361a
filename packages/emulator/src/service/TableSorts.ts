/**
 * The endpoints on the sorts of tables.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as SortField from "@effect-workbook/schema/SortField"
import type * as TableSort from "@effect-workbook/schema/TableSort"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Handler from "./Handler.js"
import * as Query from "./Query.js"
import { refused } from "./Refusal.js"
import type { Context } from "./Representation.js"

const toField = ({ ascending, color, icon, key, on }: Model.SortCondition): SortField.SortField => ({
  ascending,
  color: color ?? null,
  dataOption: "Normal",
  icon: icon ?? null,
  key,
  sortOn: on
})

const toCondition = (field: SortField.Input): Model.SortCondition => ({
  key: field.key,
  ascending: field.ascending ?? true,
  on: field.sortOn ?? "Value",
  color: field.color ?? undefined,
  icon: field.icon ?? undefined,
  textAsNumber: field.dataOption === "TextAsNumber"
})

const unsorted: Model.TableSort = { conditions: [], matchCase: false, method: "PinYin" }

/** The sort of a table as JSON. */
export const tableSort = ({ book, query }: Context, table: Model.Table): Partial<TableSort.TableSortEncoded> => {
  const { conditions, matchCase, method } = Option.getOrElse(book.tableSort(table), () => unsorted)
  return Query.pick<TableSort.TableSortEncoded>(query, {
    fields: () => conditions.map(toField),
    matchCase: () => matchCase,
    method: () => method
  })
}

export const handlers: ReadonlyArray<Handler.Bound<Context>> = Handler.group<Context>()(
  "workbookTableSort",
  Catalogue.tableSort,
  {
    get: (context, { table }) => Effect.sync(() => tableSort(context, table)),
    apply: ({ book }, { table }, { fields, matchCase, method }) =>
      refused(book.sortTable(table, {
        conditions: fields.map(toCondition),
        matchCase: matchCase ?? false,
        method: method ?? "PinYin"
      })),
    clear: ({ book }, { table }) => refused(book.clearTableSort(table)),
    reapply: ({ book }, { table }) => refused(book.reapplyTableSort(table))
  }
)
