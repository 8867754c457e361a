import { created, type Documented, each, rangeShows } from "./Documented.js"

const shows = ["id", "name", "position", "visibility"]
const returns = "workbookWorksheet"
const sheets = ["worksheets/Data", "worksheets/%7B00000000-0001-0000-0000-000000000000%7D"]

export const worksheet: ReadonlyArray<Documented> = [
  {
    page: "workbook-list-worksheets",
    method: "GET",
    path: "worksheets",
    status: 200,
    returns: "Collection(workbookWorksheet)",
    shows
  },
  ...each(["worksheets", "worksheets/add"], (path) => ({
    page: "worksheetcollection-add",
    method: "POST",
    path,
    body: { name: "New" },
    ...created,
    returns,
    shows,
    note: "captured responses have 201; the page lists the path without /add, its example has it"
  })),
  ...each(sheets, (path) => ({ page: "worksheet-get", method: "GET", path, status: 200, returns, shows })),
  ...each(sheets, (path) => ({
    page: "worksheet-update",
    method: "PATCH",
    path,
    body: { name: "Renamed", position: 1, visibility: "Visible" },
    status: 200,
    returns,
    shows
  })),
  {
    page: "worksheet-delete",
    method: "DELETE",
    path: "worksheets/Data",
    status: 200,
    taken: 204,
    note: "captured responses have 204"
  },
  {
    page: "worksheet-cell",
    method: "GET",
    path: "worksheets/Data/cell(row=1,column=1)",
    status: 200,
    returns: "workbookRange",
    shows: rangeShows
  },
  ...each(
    ["range", "range(address='A1:B2')", "usedRange", "usedRange(valuesOnly=true)"],
    (path) => ({
      page: path.startsWith("used") ? "worksheet-usedrange" : "worksheet-range",
      method: "GET",
      path: `worksheets/Data/${path}`,
      status: 200,
      returns: "workbookRange",
      shows: rangeShows
    })
  ),
  {
    page: "worksheetprotection-get",
    method: "GET",
    path: "worksheets/Data/protection",
    status: 200,
    returns: "workbookWorksheetProtection",
    shows: ["options", "protected"]
  },
  {
    page: "worksheetprotection-protect",
    method: "POST",
    path: "worksheets/Data/protection/protect",
    body: {
      options: {
        allowAutoFilter: true,
        allowDeleteColumns: true,
        allowDeleteRows: true,
        allowFormatCells: true,
        allowFormatColumns: true,
        allowFormatRows: true,
        allowInsertColumns: true,
        allowInsertHyperlinks: true,
        allowInsertRows: true,
        allowPivotTables: true,
        allowSort: true
      }
    },
    status: 200
  },
  {
    page: "worksheetprotection-unprotect",
    method: "POST",
    path: "worksheets/Data/protection/unprotect",
    after: [{ method: "POST", path: "worksheets/Data/protection/protect", body: {} }],
    status: 200
  }
]
