import type { Documented } from "./Documented.js"

/** Requests in versions of the pages that the metadata does not have. They are refused as unknown. */
export const refused: ReadonlyArray<Pick<Documented, "page" | "method" | "path" | "body">> = [
  { page: "table-delete", method: "POST", path: "tables/Orders/delete" },
  { page: "table-delete", method: "POST", path: "worksheets/Data/tables/Orders/delete" },
  { page: "tablerow-delete", method: "POST", path: "tables/Orders/rows/1/delete" },
  { page: "tablerow-delete", method: "POST", path: "worksheets/Data/tables/Orders/rows/1/delete" },
  {
    page: "workbook-post-tables",
    method: "POST",
    path: "tables/Orders/add",
    body: { address: "Data!I1:K3", hasHeaders: false }
  }
]
