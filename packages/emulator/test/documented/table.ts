import { created, type Documented, each, rangeShows } from "./Documented.js"

const shows = ["id", "name", "showHeaders", "showTotals", "style"]
const columnShows = ["id", "name", "index", "values"]
const rowShows = ["index", "values"]
const tables = ["tables/Orders", "worksheets/Data/tables/Orders"]
const posted = "the page sends a POST with the index in the body; the metadata has a function, which is a GET"
const rangeReturns = { status: 200, returns: "workbookRange", shows: rangeShows } as const

export const table: ReadonlyArray<Documented> = [
  ...each(["tables", "worksheets/Data/tables"], (path) => ({
    page: path === "tables" ? "workbook-list-tables" : "worksheet-list-tables",
    method: "GET",
    path,
    status: 200,
    returns: "Collection(workbookTable)",
    shows
  })),
  ...each(["tables", "worksheets/Data/tables"], (path) => ({
    page: "tablecollection-add",
    method: "POST",
    path: `${path}/add`,
    body: { address: "Data!I1:K3", hasHeaders: true },
    ...created,
    returns: "workbookTable",
    shows,
    note: "201 as on workbook-post-tables and worksheet-post-tables, which document the same operation"
  })),
  {
    page: "worksheet-post-tables",
    method: "POST",
    path: "worksheets/Data/tables/add",
    body: { address: "I1:K3", hasHeaders: false },
    status: 201,
    returns: "workbookTable",
    shows
  },
  ...each(tables, (path) => ({ page: "table-get", method: "GET", path, status: 200, returns: "workbookTable", shows })),
  ...each(tables, (path) => ({
    page: "table-update",
    method: "PATCH",
    path,
    body: { name: "Renamed", showHeaders: true, showTotals: true, style: "TableStyleLight1" },
    status: 200,
    returns: "workbookTable",
    shows
  })),
  ...each(tables, (path) => ({
    page: "table-delete",
    method: "DELETE",
    path,
    status: 200,
    taken: 204,
    note: "an older version of the page sends a POST to /delete, which the metadata does not have; a DELETE has 204"
  })),
  ...each(
    tables,
    (path) => ({ page: "table-clearfilters", method: "POST", path: `${path}/clearFilters`, status: 200 })
  ),
  ...each(tables, (path) => ({
    page: "table-reapplyfilters",
    method: "POST",
    path: `${path}/reapplyFilters`,
    status: 200
  })),
  ...each(
    tables,
    (path) => ({ page: "table-converttorange", method: "POST", path: `${path}/convertToRange`, ...rangeReturns })
  ),
  ...["dataBodyRange", "headerRowRange", "totalRowRange", "range"].flatMap((name) => [
    ...each(tables, (path) => ({
      page: `table-${name.toLowerCase()}`,
      method: "GET",
      path: `${path}/${name}`,
      ...rangeReturns
    })),
    ...each(tables, (path) => ({
      page: `tablecolumn-${name.toLowerCase()}`,
      method: "GET",
      path: `${path}/columns/Amount/${name}`,
      ...rangeReturns
    }))
  ]),
  ...each(tables, (path) => ({
    page: "table-list-columns",
    method: "GET",
    path: `${path}/columns`,
    status: 200,
    returns: "Collection(workbookTableColumn)",
    shows: columnShows
  })),
  ...each(tables, (path) => ({
    page: "table-post-columns",
    method: "POST",
    path: `${path}/columns`,
    body: { name: "Note", index: 1, values: [["Note"], ["a"], ["b"], ["c"], [""]] },
    status: 201,
    returns: "workbookTableColumn",
    shows: columnShows
  })),
  ...each(tables, (path) => ({
    page: "tablecolumncollection-add",
    method: "POST",
    path: `${path}/columns/add`,
    body: { index: 1, values: [["Note"], ["a"], ["b"], ["c"], [""]] },
    ...created,
    returns: "workbookTableColumn",
    shows: columnShows
  })),
  ...each(tables, (path) => ({
    page: "tablecolumn-get",
    method: "GET",
    path: `${path}/columns/Amount`,
    status: 200,
    returns: "workbookTableColumn",
    shows: columnShows
  })),
  ...each(tables, (path) => ({
    page: "tablecolumncollection-itemat",
    method: "POST",
    path: `${path}/columns/itemAt`,
    body: { index: 1 },
    function: `${path}/columns/itemAt(index=1)`,
    status: 200,
    returns: "workbookTableColumn",
    shows: columnShows,
    note: `${posted}; an older version of the page has the id as a number, the metadata as a text`
  })),
  ...each(tables, (path) => ({
    page: "tablecolumn-update",
    method: "PATCH",
    path: `${path}/columns/Amount`,
    body: { values: [["Amount"], [1], [2], [3], [6]] },
    status: 200,
    returns: "workbookTableColumn",
    shows: columnShows,
    note: "the example of the page also sends name and index, which its table of properties does not have"
  })),
  ...each(tables, (path) => ({
    page: "tablecolumn-delete",
    method: "DELETE",
    path: `${path}/columns/Amount`,
    status: 200,
    taken: 204,
    note: "captured responses have 204"
  })),
  ...each(tables, (path) => ({
    page: "filter-apply",
    method: "POST",
    path: `${path}/columns/Amount/filter/apply`,
    body: { criteria: { filterOn: "Custom", criterion1: ">3", criterion2: "<9", operator: "And" } },
    status: 200,
    note: "the example of the page has an object for operator, the metadata a text"
  })),
  ...each(tables, (path) => ({
    page: "filter-clear",
    method: "POST",
    path: `${path}/columns/Amount/filter/clear`,
    status: 200
  })),
  ...each(tables, (path) => ({
    page: "table-list-rows",
    method: "GET",
    path: `${path}/rows`,
    status: 200,
    returns: "Collection(workbookTableRow)",
    shows: rowShows
  })),
  ...each(tables, (path) => ({
    page: "table-post-rows",
    method: "POST",
    path: `${path}/rows`,
    body: { values: [["Figs", 1], ["Kiwis", 2]] },
    status: 201,
    returns: "workbookTableRow",
    shows: rowShows
  })),
  ...each(tables, (path) => ({
    page: "tablerowcollection-add",
    method: "POST",
    path: `${path}/rows/add`,
    body: { index: 1, values: [["Figs", 1], ["Kiwis", 2]] },
    status: 200,
    returns: "workbookTableRow",
    shows: rowShows
  })),
  ...each(tables, (path) => ({
    page: "tablerowcollection-itemat",
    method: "POST",
    path: `${path}/rows/itemAt`,
    body: { index: 1 },
    function: `${path}/rows/itemAt(index=1)`,
    status: 200,
    returns: "workbookTableRow",
    shows: rowShows,
    note: posted
  })),
  ...each(["rows/1", "rows/itemAt(index=1)"], (row) => ({
    page: "tablerow-get",
    method: "GET",
    path: `tables/Orders/${row}`,
    status: 200,
    returns: "workbookTableRow",
    shows: rowShows,
    note: "the key of a row is its index"
  })),
  ...each(tables, (path) => ({
    page: "tablerow-update",
    method: "PATCH",
    path: `${path}/rows/1`,
    body: { values: [["Dates", 8]] },
    status: 200,
    returns: "workbookTableRow",
    shows: rowShows,
    note: "the example of the page also sends index, which its table of properties does not have"
  })),
  ...each(tables, (path) => ({ page: "tablerow-range", method: "GET", path: `${path}/rows/1/range`, ...rangeReturns })),
  ...each(["rows/1", "rows/itemAt(index=1)", "rows/$/itemAt(index=1)"], (row) => ({
    page: "tablerow-delete",
    method: "DELETE",
    path: `tables/Orders/${row}`,
    status: 200,
    taken: 204,
    note: "resources/excel has 204 for the same request"
  })),
  ...each(tables, (path) => ({
    page: "tablesort-get",
    method: "GET",
    path: `${path}/sort`,
    status: 200,
    returns: "workbookTableSort",
    shows: ["matchCase", "method"]
  })),
  ...each(tables, (path) => ({
    page: "tablesort-apply",
    method: "POST",
    path: `${path}/sort/apply`,
    body: {
      fields: [{ key: 1, sortOn: "Value", ascending: false, dataOption: "Normal" }],
      matchCase: true,
      method: "StrokeCount"
    },
    status: 200
  })),
  ...each(tables, (path) => ({ page: "tablesort-clear", method: "POST", path: `${path}/sort/clear`, status: 200 })),
  ...each(tables, (path) => ({ page: "tablesort-reapply", method: "POST", path: `${path}/sort/reapply`, status: 200 }))
]
