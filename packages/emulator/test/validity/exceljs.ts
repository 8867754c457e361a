/** Reads saved workbooks with exceljs. */
import ExcelJS from "exceljs"
import { type Cell, type Column, letters, type Reader, type Row, type Value, type Workbook } from "./reading.js"

export const reader: Reader = {
  name: "exceljs",
  unread: {
    calculatesAutomatically: "exceljs does not read the calculation mode",
    charts: "exceljs does not read charts",
    endOfNote: "exceljs reads only the formatted text of notes",
    showsButtons: "exceljs reads only some of the filter buttons",
    text: "exceljs does not apply number formats"
  }
}

const color = (found: Partial<ExcelJS.Color> | undefined): string | null =>
  found?.argb === undefined ? null : `#${found.argb.slice(2)}`

const valueOf = (value: ExcelJS.CellValue | undefined): Value => {
  if (value === null || value === undefined) return null
  // exceljs makes an invalid date of an error in a cell with the format of a date
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10)
  if (typeof value !== "object") return value
  if ("error" in value) return value.error
  if ("richText" in value) return value.richText.map(({ text }) => text).join("")
  if ("hyperlink" in value) return value.text
  return null
}

const lineStyles: Readonly<Record<string, string>> = {
  hair: "solid",
  thin: "solid",
  medium: "solid",
  thick: "solid",
  dashed: "dashed",
  mediumDashed: "dashed",
  double: "double"
}

const cellOf = (cell: ExcelJS.Cell): Cell => {
  const { alignment, border, fill, font, protection } = cell.style
  const bottom = border?.bottom
  return {
    // the value of a formula lacks results such as 0
    value: valueOf(cell.formula === undefined ? cell.value : cell.result),
    formula: cell.formula ?? null,
    numberFormat: cell.numFmt ?? "General",
    fill: fill?.type === "pattern" ? color(fill.fgColor) : null,
    fontColor: color(font?.color),
    fontName: font?.name ?? null,
    fontSize: font?.size ?? null,
    bold: font?.bold ?? false,
    underline: font?.underline !== undefined && font.underline !== "none" && font.underline !== false,
    horizontal: alignment?.horizontal ?? null,
    vertical: alignment?.vertical ?? null,
    wrap: alignment?.wrapText ?? false,
    borderBottom: bottom?.style === undefined ? null : lineStyles[bottom.style] ?? bottom.style,
    borderBottomColor: color(bottom?.color),
    locked: protection?.locked ?? true,
    formulaHidden: protection?.hidden ?? false
  }
}

/** The types of exceljs lack what it reads of a worksheet. */
interface Model {
  readonly cols?: ReadonlyArray<{ readonly max: number }>
  readonly merges: ReadonlyArray<string>
  readonly sheetProtection?: { readonly sheet?: boolean; readonly sort?: boolean }
  readonly tables: ReadonlyArray<{
    readonly displayName: string
    readonly tableRef: string
    readonly totalsRow: boolean
    readonly style?: { readonly theme?: string; readonly showFirstColumn?: boolean }
  }>
}

/** Reads a workbook. */
export const read = async (file: Uint8Array): Promise<Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(file).buffer)
  const cells: Record<string, Cell> = {}
  const columns: Record<string, Column> = {}
  const rows: Record<string, Row> = {}
  const model = (sheet: ExcelJS.Worksheet) => sheet.model as unknown as Model
  for (const sheet of book.worksheets) {
    sheet.eachRow({ includeEmpty: true }, (row) => {
      rows[`${sheet.name}!${row.number}`] = {
        isHidden: row.hidden ?? false,
        height: row.height ?? sheet.properties.defaultRowHeight
      }
      row.eachCell({ includeEmpty: true }, (cell) => void (cells[`${sheet.name}!${cell.address}`] = cellOf(cell)))
    })
    const count = Math.max(sheet.columnCount, ...(model(sheet).cols ?? []).map(({ max }) => max))
    for (let index = 0; index < count; index++) {
      const { hidden, width } = sheet.getColumn(index + 1)
      columns[`${sheet.name}!${letters(index)}`] = {
        isHidden: hidden ?? false,
        ...width === undefined ? {} : { digits: width }
      }
    }
  }
  return {
    cells,
    columns,
    rows,
    sheets: Object.fromEntries(book.worksheets.map((sheet, position) => [sheet.name, {
      position,
      isVisible: sheet.state === "visible",
      isProtected: model(sheet).sheetProtection?.sheet ?? false,
      // the attribute says what is locked
      allowsSort: model(sheet).sheetProtection?.sort ?? false,
      merges: Object.fromEntries(model(sheet).merges.map((address) => [address, true as const]))
    }])),
    tables: Object.fromEntries(
      book.worksheets.flatMap((sheet) =>
        model(sheet).tables.map(({ displayName, style, tableRef, totalsRow }) => [displayName, {
          range: `${sheet.name}!${tableRef}`,
          hasTotals: totalsRow,
          highlightsFirstColumn: style?.showFirstColumn ?? false,
          ...style?.theme === undefined ? {} : { style: style.theme }
        }])
      )
    ),
    names: Object.fromEntries(book.definedNames.model.map(({ name, ranges }) => [name, ranges.join(",")]))
  }
}
