import type { Documented } from "./Documented.js"

export const session: ReadonlyArray<Documented> = [
  {
    page: "workbook-createsession",
    method: "POST",
    path: "createSession",
    body: { persistChanges: true },
    status: 201,
    returns: "workbookSessionInfo",
    shows: ["id", "persistChanges"]
  },
  { page: "workbook-refreshsession", method: "POST", path: "refreshSession", session: true, status: 204 },
  { page: "workbook-closesession", method: "POST", path: "closeSession", session: true, status: 204 },
  {
    page: "workbookoperation-get",
    method: "GET",
    path: "operations/{operation}",
    status: 200,
    returns: "workbookOperation",
    shows: ["id", "status", "resourceLocation"]
  },
  {
    page: "workbook-best-practice",
    method: "GET",
    path: "sessionInfoResource(key='{operation}')",
    status: 200,
    returns: "workbookSessionInfo",
    shows: ["id", "persistChanges"]
  },
  {
    page: "workbook-tablerowoperationresult",
    method: "GET",
    path: "tableRowOperationResult(key='{operation}')",
    status: 200,
    returns: "workbookTableRow",
    shows: ["index", "values"],
    note: "the page has values as a text that contains JSON; the emulator answers with the array, the schema reads both"
  },
  {
    page: "workbookapplication-get",
    method: "GET",
    path: "application",
    status: 200,
    returns: "workbookApplication",
    shows: ["calculationMode"]
  },
  {
    page: "workbookapplication-calculate",
    method: "POST",
    path: "application/calculate",
    body: { calculationType: "FullRebuild" },
    status: 200
  }
]
