/**
 * The canonical ids of resources, relative to the workbook.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as OData from "@effect-workbook/schema/OData"

/** Percent-encodes an address. Like Graph, it keeps `:`, `!` and `,` readable. */
export const quoted = (value: string): string =>
  `%27${
    OData.encodeSegment(value.replaceAll("'", "''")).replaceAll("'", "%27").replaceAll(/%(3A|21)/g, decodeURIComponent)
  }%27`

/** The id of a worksheet. */
export const worksheetPath = (sheet: Model.Sheet): string => `worksheets(${quoted(sheet.id)})`

/** The type and the id of a resource. */
export const annotated = (type: string, id: string) => ({ "@odata.type": `#microsoft.graph.${type}`, "@odata.id": id })
