/**
 * The endpoints on the protection of worksheets.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as WorksheetProtection from "@effect-workbook/schema/WorksheetProtection"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Handler from "./Handler.js"
import * as Query from "./Query.js"
import { refused } from "./Refusal.js"
import type { Context } from "./Representation.js"

/** The protection of a worksheet as JSON. */
export const protection = (
  { book, query }: Context,
  sheet: Model.Sheet
): Partial<WorksheetProtection.WorksheetProtectionEncoded> => {
  const options = Option.getOrNull(book.protection(sheet))
  return Query.pick<WorksheetProtection.WorksheetProtectionEncoded>(query, {
    options: () => options,
    protected: () => options !== null
  })
}

export const handlers: ReadonlyArray<Handler.Bound<Context>> = Handler.group<Context>()(
  "workbookWorksheetProtection",
  Catalogue.worksheetProtection,
  {
    get: (context, { sheet }) => Effect.sync(() => protection(context, sheet)),
    protect: ({ book }, { sheet }, { options }) => refused(book.protectSheet(sheet, allowedBy(options ?? {}))),
    unprotect: ({ book }, { sheet }) => refused(book.unprotectSheet(sheet))
  }
)

/** Options that are left out are false. */
const allowedBy = (options: WorksheetProtection.OptionsInput): Partial<Model.ProtectionOptions> =>
  Object.fromEntries(Object.entries(options).filter(([, allowed]) => allowed === true))
