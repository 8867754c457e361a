/**
 * The formulas of a copied worksheet.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"

/**
 * The names of a worksheet and of its tables, and those of their copies. `tables` has the names in lower case.
 *
 * @internal
 */
export interface Renaming {
  readonly sheet: { readonly from: string; readonly to: string }
  readonly tables: ReadonlyMap<string, string>
}

const name = String.raw`[\p{L}_\\][\p{L}\p{N}_.\\?]*`

// The order is that of precedence: a text, an error, the brackets of a structured reference or of another workbook, a quoted
// worksheet, a 3-D reference, a name, and a number, in which no name begins.
const tokens = new RegExp(
  String.raw`"(?:[^"]|"")*"|#[\p{L}\p{N}/]+[!?]?|\[(?:[^[\]']|'.|\[(?:[^[\]']|'.)*\])*\]|('(?:[^']|'')*')!|` +
    String.raw`(?<!!)${name}:${name}!|(?<!\])(${name})(!|\s*\()?|[\p{N}.]+[\p{L}\p{N}_.]*`,
  "gu"
)

/**
 * Replaces the names of a worksheet and of its tables in a formula by those of their copies. Texts, 3-D references and
 * references to other workbooks stay as they are.
 *
 * @internal
 */
export const renamed = (formula: string, { sheet, tables }: Renaming): string => {
  const sheetOf = (token: string, name: string) =>
    name.toLowerCase() === sheet.from.toLowerCase() ? `${Address.quoteSheet(sheet.to)}!` : token
  return formula.replace(tokens, (token: string, quoted?: string, name?: string, after?: string) => {
    if (quoted !== undefined) return sheetOf(token, quoted.slice(1, -1).replaceAll("''", "'"))
    if (name === undefined) return token
    if (after === "!") return sheetOf(token, name)
    return after === undefined ? tables.get(name.toLowerCase()) ?? token : token
  })
}
