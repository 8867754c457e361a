/**
 * Resources as JSON. `@odata.id` is relative to the workbook here; the answer's head makes it absolute.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import type { Matrix } from "@effect-workbook/schema/CellValue"
import * as OData from "@effect-workbook/schema/OData"
import * as Query from "./Query.js"
import { isShown } from "./Ranges.js"
import type { Instances } from "./Resource.js"

/** Graph leaves `:`, `!` and `,` of an address readable. */
const quoted = (value: string): string =>
  `%27${
    OData.encodeSegment(value.replaceAll("'", "''")).replaceAll("'", "%27").replaceAll(/%(3A|21)/g, decodeURIComponent)
  }%27`

const worksheetPath = (sheet: Model.Sheet): string => `worksheets(${quoted(sheet.id)})`

const tablePath = (table: Model.Table): string => `tables(${quoted(table.id)})`

const namePath = ({ name, scope }: Model.Name): string =>
  `${scope === undefined ? "" : `${worksheetPath(scope)}/`}names(${quoted(name)})`

const annotated = (type: string, id: string) => ({ "@odata.type": `#microsoft.graph.${type}`, "@odata.id": id })

export const worksheet = (sheet: Model.Sheet, query: Query.Query) => ({
  ...annotated("workbookWorksheet", worksheetPath(sheet)),
  ...Query.pick(query, {
    id: () => sheet.id,
    name: () => sheet.name,
    position: () => sheet.position,
    visibility: () => sheet.visibility
  })
})

export const table = (table: Model.Table, query: Query.Query) => ({
  ...annotated("workbookTable", tablePath(table)),
  ...Query.pick(query, {
    id: () => table.id,
    name: () => table.name,
    showHeaders: () => table.showHeaders,
    showTotals: () => table.showTotals,
    style: () => table.style ?? null,
    highlightFirstColumn: () => table.highlightFirstColumn,
    highlightLastColumn: () => table.highlightLastColumn,
    showBandedColumns: () => table.showBandedColumns,
    showBandedRows: () => table.showBandedRows,
    showFilterButton: () => table.showFilterButton,
    legacyId: () => table.id
  })
})

export const row = (table: Model.Table, index: number, values: () => Matrix, query: Query.Query) => ({
  ...annotated("workbookTableRow", `${tablePath(table)}/rows/itemAt(index=${index})`),
  ...Query.pick(query, { index: () => index, values })
})

export const column = (table: Model.Table, column: Model.Column, values: () => Matrix, query: Query.Query) => ({
  ...annotated("workbookTableColumn", `${tablePath(table)}/columns(${quoted(column.id)})`),
  ...Query.pick(query, {
    id: () => column.id,
    name: () => column.name,
    index: () => column.index,
    values
  })
})

export const name = (name: Model.Name, query: Query.Query) => ({
  ...annotated("workbookNamedItem", namePath(name)),
  ...Query.pick(query, {
    name: () => name.name,
    comment: () => name.comment,
    scope: () => name.scope === undefined ? "Workbook" : "Worksheet",
    type: () => name.type,
    value: () => name.value,
    visible: () => name.visible
  })
})

/** More cells than a 32-bit count holds are counted as -1. */
const maxInt32 = 2_147_483_647

export const range = ({ address, sheet }: Instances["workbookRange"], cells: Model.Cells, query: Query.Query) => {
  const shown = isShown(address)
  const grid = <A>(matrix: () => A) => () => shown ? matrix() : null
  const local = Address.format({ ...address, sheet: undefined })
  const count = Area.cellCount(address)
  return {
    ...annotated("workbookRange", `${worksheetPath(sheet)}/range(address=${quoted(local)})`),
    ...Query.pick(query, {
      address: () => Address.format(address),
      addressLocal: () => Address.format(address),
      cellCount: () => count > maxInt32 ? -1 : count,
      columnCount: () => Area.columnCount(address),
      columnIndex: () => address.left,
      formulas: grid(cells.formulas),
      formulasLocal: grid(cells.formulas),
      numberFormat: grid(cells.numberFormat),
      rowCount: () => Area.rowCount(address),
      rowIndex: () => address.top,
      text: grid(cells.text),
      values: grid(cells.values),
      valueTypes: grid(cells.valueTypes)
    })
  }
}
