/**
 * The formats of ranges as JSON. `path` is the path of the range, relative to the workbook.
 *
 * @since 0.1.0
 */
import type * as FormatProtection from "@effect-workbook/schema/FormatProtection"
import * as RangeBorder from "@effect-workbook/schema/RangeBorder"
import type * as RangeFill from "@effect-workbook/schema/RangeFill"
import type * as RangeFont from "@effect-workbook/schema/RangeFont"
import type * as RangeFormat from "@effect-workbook/schema/RangeFormat"
import type * as Resource from "@effect-workbook/schema/Resource"
import * as Query from "./Query.js"
import type { Context } from "./Representation.js"
import type { Instances } from "./Resource.js"

type Cells = Pick<Instances["workbookRange"], "address" | "sheet">

const annotated = (type: string, id: string) => ({ "@odata.type": `#microsoft.graph.${type}`, "@odata.id": id })

export const fill = ({ book, query }: Context, { address, sheet }: Cells, path: string) => ({
  ...annotated("workbookRangeFill", `${path}/format/fill`),
  ...Query.pick<RangeFill.RangeFillEncoded>(query, { color: book.format(sheet, address).fill })
})

export const font = ({ book, query }: Context, { address, sheet }: Cells, path: string) => {
  const present = book.format(sheet, address).font()
  return {
    ...annotated("workbookRangeFont", `${path}/format/font`),
    ...Query.pick<RangeFont.RangeFontEncoded>(query, {
      bold: () => present.bold,
      color: () => present.color,
      italic: () => present.italic,
      name: () => present.name,
      size: () => present.size,
      underline: () => present.underline
    })
  }
}

export const protection = ({ book, query }: Context, { address, sheet }: Cells, path: string) => {
  const present = book.format(sheet, address).protection()
  return {
    ...annotated("workbookFormatProtection", `${path}/format/protection`),
    ...Query.pick<FormatProtection.FormatProtectionEncoded>(query, {
      formulaHidden: () => present.formulaHidden,
      locked: () => present.locked
    })
  }
}

export const border = ({ book, query }: Context, { address, sheet }: Cells, side: RangeBorder.Side, path: string) => {
  const present = book.format(sheet, address).border(side)
  return {
    ...annotated("workbookRangeBorder", `${path}/format/borders(%27${side}%27)`),
    ...Query.pick<RangeBorder.RangeBorderEncoded>(query, {
      id: () => side,
      color: () => present.color,
      sideIndex: () => side,
      style: () => present.style,
      weight: () => present.weight
    })
  }
}

/** The borders on the requested page, in the order of their positions. */
export const borders = (context: Context, cells: Cells, path: string) =>
  Query.page(context.query, RangeBorder.Side.literals).map((side) => border(context, cells, side, path))

export const format = ({ book, query }: Context, cells: Cells, path: string) => {
  const layout = book.format(cells.sheet, cells.address).layout()
  return {
    ...annotated("workbookRangeFormat", `${path}/format`),
    ...Query.pick<RangeFormat.RangeFormatEncoded>(query, {
      columnWidth: () => layout.columnWidth,
      horizontalAlignment: () => layout.horizontalAlignment,
      rowHeight: () => layout.rowHeight,
      verticalAlignment: () => layout.verticalAlignment,
      wrapText: () => layout.wrapText
    }),
    ...Query.neighbours<Resource.LinksOf<typeof RangeFormat.RangeFormat>>(query, {
      borders: (query) => borders({ book, query }, cells, path),
      fill: (query) => fill({ book, query }, cells, path),
      font: (query) => font({ book, query }, cells, path),
      protection: (query) => protection({ book, query }, cells, path)
    })
  }
}
