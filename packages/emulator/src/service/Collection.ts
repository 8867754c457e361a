/**
 * Collections as JSON: a page of their members, and their number.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Query from "./Query.js"

/** The requested page of a collection, after its filter and in its order. */
export const collection = <Context extends { readonly query: Query.Query }, A, B extends object>(
  context: Context,
  items: ReadonlyArray<A>,
  show: (context: Context, item: A) => B
) => {
  const { query } = context
  const members = Query.members(query, items, (query, item) => show({ ...context, query }, item))
  return {
    ...(query.count ? { "@odata.count": members.length } : {}),
    value: Query.page(query, members).map((item) => show(context, item))
  }
}

/** The result of the function `count`. */
export const count = (length: number) => Effect.succeed({ value: length })
