/** The endpoints of pivot tables. */
import * as Collection from "../../Collection.js"
import * as PivotTable from "../../PivotTable.js"
import { bareAction, get } from "./endpoints.js"

export const pivotTables = {
  list: get("Collection(workbookPivotTable)", "list", Collection.Collection(PivotTable.PivotTable)),
  refreshAll: bareAction("Collection(workbookPivotTable)", "refreshAll")
}

export const pivotTable = {
  get: get("workbookPivotTable", "get", PivotTable.PivotTable),
  refresh: bareAction("workbookPivotTable", "refresh")
}
