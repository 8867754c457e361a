/**
 * The endpoints on the filters of table columns.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Filter from "@effect-workbook/schema/Filter"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Failure from "./Failure.js"
import * as Handler from "./Handler.js"
import * as Query from "./Query.js"
import { refused } from "./Refusal.js"
import type { Context } from "./Representation.js"
import type { Instances } from "./Resource.js"

type Decoded = Either.Either<Model.ColumnFilter, Failure.Failure>

const none: Filter.Criteria = {
  color: null,
  criterion1: null,
  criterion2: null,
  dynamicCriteria: "Unknown",
  filterOn: "Values",
  icon: null,
  operator: "And",
  values: null
}

const toCriteria = (filter: Model.ColumnFilter): Filter.Criteria => {
  switch (filter.on) {
    case "Values":
      return { ...none, filterOn: "Values", values: filter.values }
    case "Custom": {
      const [criterion1 = null, criterion2 = null] = filter.criteria
      return { ...none, filterOn: "Custom", criterion1, criterion2, operator: filter.operator }
    }
    case "Items": {
      const filterOn = `${filter.top ? "Top" : "Bottom"}${filter.percent ? "Percent" : "Items"}` as const
      return { ...none, filterOn, criterion1: String(filter.count) }
    }
    case "Dynamic":
      return { ...none, filterOn: "Dynamic", dynamicCriteria: filter.condition }
    case "CellColor":
    case "FontColor":
      return { ...none, filterOn: filter.on, color: filter.color }
    case "Icon":
      return { ...none, filterOn: "Icon", icon: filter.icon }
  }
}

/** The filter of a column as JSON. */
export const filter = (
  { book, query }: Context,
  { column, table }: Pick<Instances["workbookFilter"], "table" | "column">
): Partial<Filter.FilterEncoded> =>
  Query.pick<Filter.FilterEncoded>(query, {
    criteria: () => Option.match(book.filter(table, column.id), { onNone: () => null, onSome: toCriteria })
  })

const missing = (filterOn: Filter.FilterOn, property: string): Decoded =>
  Either.left(
    Failure.invalidArgument(`The property 'criteria.${property}' is missing; a filter on '${filterOn}' needs it.`)
  )

const items = (top: boolean, percent: boolean, count: number): Model.ColumnFilter => ({
  on: "Items",
  top,
  percent,
  count
})

const custom = (
  criterion1: string,
  criterion2: string | null | undefined,
  operator: Filter.Operator | undefined
): Model.ColumnFilter => ({
  on: "Custom",
  criteria: criterion2 == null || criterion2 === "" ? [criterion1] : [criterion1, criterion2],
  operator: operator ?? "And"
})

const dynamic = (condition: Filter.DynamicCriteria): Decoded =>
  condition === "Unknown"
    ? Either.left(
      Failure.invalidArgument("The condition 'Unknown' cannot be filtered by; expected one such as 'Today'.")
    )
    : Either.right({ on: "Dynamic", condition })

const fromCriteria = (criteria: Filter.CriteriaInput): Decoded => {
  const { color, criterion1, criterion2, dynamicCriteria, filterOn, icon, operator, values } = criteria
  switch (filterOn) {
    case "Values":
      return values == null ? missing(filterOn, "values") : Either.right({ on: "Values", values })
    case "Custom":
      return criterion1 == null
        ? missing(filterOn, "criterion1")
        : Either.right(custom(criterion1, criterion2, operator))
    case "TopItems":
    case "TopPercent":
    case "BottomItems":
    case "BottomPercent":
      return criterion1 == null || criterion1.trim() === ""
        ? missing(filterOn, "criterion1")
        : Either.right(items(filterOn.startsWith("Top"), filterOn.endsWith("Percent"), Number(criterion1)))
    case "Dynamic":
      return dynamicCriteria === undefined ? missing(filterOn, "dynamicCriteria") : dynamic(dynamicCriteria)
    case "CellColor":
    case "FontColor":
      return color == null ? missing(filterOn, "color") : Either.right({ on: filterOn, color })
    case "Icon":
      return icon == null ? missing(filterOn, "icon") : Either.right({ on: "Icon", icon })
  }
}

type On = Instances["workbookFilter"]

const set = ({ book }: Context, { column, table }: On, decoded: Decoded) =>
  Effect.flatMap(decoded, (filter) => refused(book.setFilter(table, column.id, filter)))

const setTo =
  <E extends Endpoint.Any>(make: (parameters: Endpoint.Parameters<E>) => Model.ColumnFilter) =>
  (context: Context, on: On, parameters: Endpoint.Parameters<E>) => set(context, on, Either.right(make(parameters)))

const { filter: endpoints } = Catalogue

export const handlers: ReadonlyArray<Handler.Bound<Context>> = Handler.group<Context>()("workbookFilter", endpoints, {
  get: (context, on) => Effect.sync(() => filter(context, on)),
  apply: (context, on, { criteria }) => set(context, on, fromCriteria(criteria)),
  applyBottomItemsFilter: setTo<typeof endpoints.applyBottomItemsFilter>(({ count }) => items(false, false, count)),
  applyBottomPercentFilter: setTo<typeof endpoints.applyBottomPercentFilter>(({ percent }) =>
    items(false, true, percent)
  ),
  applyCellColorFilter: setTo<typeof endpoints.applyCellColorFilter>(({ color }) => ({ on: "CellColor", color })),
  applyCustomFilter: setTo<typeof endpoints.applyCustomFilter>(({ criteria1, criteria2, oper }) =>
    custom(criteria1, criteria2, oper)
  ),
  applyDynamicFilter: (context, on, { criteria }) => set(context, on, dynamic(criteria)),
  applyFontColorFilter: setTo<typeof endpoints.applyFontColorFilter>(({ color }) => ({ on: "FontColor", color })),
  applyIconFilter: setTo<typeof endpoints.applyIconFilter>(({ icon }) => ({ on: "Icon", icon })),
  applyTopItemsFilter: setTo<typeof endpoints.applyTopItemsFilter>(({ count }) => items(true, false, count)),
  applyTopPercentFilter: setTo<typeof endpoints.applyTopPercentFilter>(({ percent }) => items(true, true, percent)),
  applyValuesFilter: setTo<typeof endpoints.applyValuesFilter>(({ values }) => ({ on: "Values", values })),
  clear: ({ book }, { column, table }) => refused(book.clearFilter(table, column.id))
})
