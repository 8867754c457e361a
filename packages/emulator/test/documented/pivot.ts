import type { Documented } from "./Documented.js"

const pivots = "worksheets/Pivot/pivotTables"

export const pivot: ReadonlyArray<Documented> = [
  {
    page: "workbookworksheet-list-pivottables",
    method: "GET",
    path: pivots,
    status: 200,
    returns: "Collection(workbookPivotTable)",
    shows: ["id", "name"]
  },
  {
    page: "workbookpivottable-get",
    method: "GET",
    path: `${pivots}/Totals`,
    status: 200,
    returns: "workbookPivotTable",
    shows: ["id", "name"]
  },
  { page: "workbookpivottable-refresh", method: "POST", path: `${pivots}/Totals/refresh`, status: 200 },
  { page: "workbookpivottable-refreshall", method: "POST", path: `${pivots}/refreshAll`, status: 200 }
]
