import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Range from "@effect-workbook/schema/Range"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Schema from "effect/Schema"

/**
 * The update of a range, for callers that need no response. A response with an address shows that the write was executed.
 * Decoding the matrices in the response would only take time.
 *
 * @internal
 */
export const updateOfCells = {
  ...Catalogue.range.update,
  result: Schema.make<{ readonly address: string | null }, unknown>(
    Resource.pick(Range.Range, { select: ["address"] }).schema.ast
  )
}
