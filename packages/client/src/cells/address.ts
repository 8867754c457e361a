/**
 * The addresses of ranges, as the service returns them.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Range from "@effect-workbook/schema/Range"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { unexpectedAnswer } from "../call/errors.js"
import * as Query from "../Query.js"
import type * as WorkbookError from "../WorkbookError.js"

/**
 * An address with the name of its worksheet.
 *
 * @internal
 */
export interface InSheet extends Area.Area {
  readonly sheet: string
}

const addressOnly = Resource.pick(Range.Range, { select: ["address"] })
const formulasOnly = Resource.pick(Range.Range, { select: ["formulas"] })

/**
 * Parses the address of a range in a response.
 *
 * @internal
 */
export const parse = (address: string | null): Effect.Effect<InSheet, WorkbookError.UnexpectedAnswer> =>
  Either.match(Address.parse(address ?? ""), {
    onLeft: (error) => unexpectedAnswer(Catalogue.range.get, error.message),
    onRight: ({ sheet, ...area }) =>
      sheet === undefined
        ? unexpectedAnswer(Catalogue.range.get, `the address ${JSON.stringify(address)} names no sheet`)
        : Effect.succeed({ ...area, sheet })
  })

/**
 * Reads the current address of a range.
 *
 * @internal
 */
export const read = (range: Navigation.Reference<"workbookRange">): Query.Read<InSheet> =>
  Effect.flatMap(Query.read(Catalogue.range.get, range, addressOnly), ({ address }) => parse(address))

/**
 * A stable reference to an area of a worksheet.
 *
 * @internal
 */
export const rangeAt = (
  { bottom, left, right, sheet, top }: InSheet
): Navigation.Reference<"workbookRange", "stable"> =>
  Navigation.range(Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), sheet), {
    sheet: undefined,
    top,
    left,
    bottom,
    right
  })

/**
 * Reads the address of the cells with values in a worksheet or range. If there are none, `isBlank`, and the address is that
 * of a blank cell.
 *
 * @internal
 */
export const readUsed = (
  self: Navigation.Reference<"workbookWorksheet" | "workbookRange">
): Query.Read<{ readonly used: InSheet; readonly isBlank: boolean }> =>
  Effect.gen(function*() {
    const used = yield* read(Navigation.call(self, "usedRange", { valuesOnly: true }))
    if (!Area.isCell(used)) return { used, isBlank: false }
    const { formulas } = yield* Query.read(Catalogue.range.get, rangeAt(used), formulasOnly)
    return { used, isBlank: formulas?.[0]?.[0] === "" }
  })
