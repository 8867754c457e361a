/** The endpoints of worksheets. */
import * as Collection from "../../Collection.js"
import * as Endpoint from "../../Endpoint.js"
import * as Worksheet from "../../Worksheet.js"
import * as WorksheetProtection from "../../WorksheetProtection.js"
import { actionWith, add, bareAction, create, get, remove, update } from "./endpoints.js"

const listWorksheets = get("Collection(workbookWorksheet)", "list", Collection.Collection(Worksheet.Worksheet))

const addWorksheet = add(listWorksheets, "workbookWorksheet", Worksheet.Add, Worksheet.Worksheet)

export const worksheets = {
  list: listWorksheets,
  add: addWorksheet,
  create: create(addWorksheet)
}

export const worksheet = {
  get: get("workbookWorksheet", "get", Worksheet.Worksheet),
  // An update of `position` changes the positions of other worksheets.
  update: update("workbookWorksheet", Worksheet.Update, Worksheet.Worksheet, "reordering"),
  delete: remove("workbookWorksheet")
}

export const worksheetProtection = {
  get: get("workbookWorksheetProtection", "get", WorksheetProtection.WorksheetProtection),
  protect: Endpoint.make({
    ...actionWith("workbookWorksheetProtection", "protect", WorksheetProtection.Protect, "idempotent"),
    afterUnknownOutcome: { 403: "unknown" }
  }),
  unprotect: bareAction("workbookWorksheetProtection", "unprotect")
}
