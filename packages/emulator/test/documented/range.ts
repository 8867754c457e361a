import { type Documented, each, rangeShows } from "./Documented.js"

/** The addresses of a range on the pages. The rows and columns around these ranges exist. */
const addresses = [
  "names/Amounts/range",
  "worksheets/Data/range(address='B2:B4')",
  "tables/Orders/columns/Amount/range"
]
/** Ranges outside the table, for changes that Excel refuses in a part of a table. */
const outside = ["names/Free/range", "worksheets/Data/range(address='F2:G4')"]
const returns = "workbookRange"

const functions: ReadonlyArray<readonly [page: string, call: string, note?: string]> = [
  ["range-boundingrect", "boundingRect(anotherRange='C3:D4')", "the page sends a GET with a body"],
  ["range-cell", "cell(row=1,column=0)"],
  ["range-column", "column(column=0)"],
  ["workbookrange-columnsafter", "columnsAfter"],
  ["workbookrange-columnsafter", "columnsAfter(count=2)"],
  ["workbookrange-columnsbefore", "columnsBefore"],
  ["workbookrange-columnsbefore", "columnsBefore(count=1)"],
  ["range-entirecolumn", "entireColumn"],
  ["range-entirerow", "entireRow"],
  ["range-intersection", "intersection(anotherRange='A2:C9')", "the page sends a GET with a body"],
  ["range-lastcell", "lastCell"],
  ["range-lastcolumn", "lastColumn"],
  ["range-lastrow", "lastRow"],
  ["range-offsetrange", "offsetRange(rowOffset=1,columnOffset=1)"],
  ["range-usedrange", "usedRange"],
  ["range-usedrange", "usedRange(valuesOnly=true)"]
]

const view = "worksheets/Data/range(address='A1:D4')/visibleView"
const viewShows = ["cellAddresses", "columnCount", "formulas", "formulasLocal", "formulasR1C1", "index"]
const posted = "the page sends a POST; the metadata has a function, which is a GET"

export const range: ReadonlyArray<Documented> = [
  ...each(addresses, (path) => ({ page: "range-get", method: "GET", path, status: 200, returns, shows: rangeShows })),
  {
    page: "range-update",
    method: "PATCH",
    path: "worksheets/Data/range(address='F2:G3')",
    body: {
      values: [["Hello", "100"], ["1/1/2016", null]],
      formulas: [[null, null], [null, "=G2*2"]],
      numberFormat: [[null, null], ["m-ddd", null]]
    },
    status: 200,
    returns,
    shows: rangeShows
  },
  ...each([...addresses, ...outside], (path) => ({
    page: "range-update",
    method: "PATCH",
    path,
    body: { rowHidden: false, columnHidden: false },
    status: 200,
    returns,
    shows: rangeShows
  })),
  ...functions.flatMap(([page, call, note]) =>
    each(addresses, (path) => ({
      page,
      method: "GET",
      path: `${path}/${call}`,
      status: 200,
      returns,
      shows: rangeShows,
      ...(note === undefined ? {} : { note: `${note}; the metadata has the argument in the path` })
    }))
  ),
  ...["rowsAbove", "rowsBelow"].flatMap((name) =>
    each([name, `${name}(count=2)`], (call) => ({
      page: `workbookrange-${name.toLowerCase()}`,
      method: "GET",
      path: `worksheets/Data/range(address='B3:C4')/${call}`,
      status: 200,
      returns,
      shows: ["address", "addressLocal", "cellCount", "columnCount", "columnHidden", "columnIndex"],
      note: "an older version of the page sends a POST"
    }))
  ),
  {
    page: "workbookrange-resizedrange",
    method: "POST",
    path: "worksheets/Data/range(address='B2:B4')/resizedRange(deltaRows=1,deltaColumns=1)",
    function: "worksheets/Data/range(address='B2:B4')/resizedRange(deltaRows=1,deltaColumns=1)",
    status: 200,
    returns,
    shows: ["address", "addressLocal", "cellCount", "columnCount", "columnHidden", "columnIndex"],
    note: posted
  },
  ...each(addresses, (path) => ({
    page: "range-row",
    method: "POST",
    path: `${path}/row`,
    body: { row: 1 },
    function: `${path}/row(row=1)`,
    status: 200,
    returns,
    shows: rangeShows,
    note: posted
  })),
  ...each([...addresses, ...outside], (path) => ({
    page: "range-clear",
    method: "POST",
    path: `${path}/clear`,
    body: { applyTo: "Contents" },
    status: 200,
    note: "the text of the page has 200, its example 204"
  })),
  ...each(outside, (path) => ({
    page: "range-delete",
    method: "POST",
    path: `${path}/delete`,
    body: { shift: "Up" },
    status: 200
  })),
  ...each(outside, (path) => ({
    page: "range-insert",
    method: "POST",
    path: `${path}/insert`,
    body: { shift: "Down" },
    status: 200,
    returns,
    shows: rangeShows
  })),
  ...each(outside, (path) => ({
    page: "range-merge",
    method: "POST",
    path: `${path}/merge`,
    body: { across: true },
    status: 200
  })),
  ...each(outside, (path) => ({ page: "range-unmerge", method: "POST", path: `${path}/unmerge`, status: 200 })),
  ...each(outside, (path) => ({
    page: "rangesort-apply",
    method: "POST",
    path: `${path}/sort/apply`,
    body: {
      fields: [{ key: 0, sortOn: "Value", ascending: true, dataOption: "Normal" }],
      matchCase: true,
      hasHeaders: true,
      orientation: "Rows",
      method: "PinYin"
    },
    status: 200
  })),
  {
    page: "workbookrange-visibleview",
    method: "GET",
    path: view,
    status: 200,
    returns: "workbookRangeView",
    shows: viewShows
  },
  {
    page: "workbookrangeview-itemat",
    method: "GET",
    path: `${view}/itemAt(index=0)`,
    status: 200,
    returns: "workbookRangeView",
    shows: viewShows,
    note: "in the metadata, itemAt belongs to the collection of views, as in visibleView/rows/itemAt"
  },
  {
    page: "workbookrangeview-list-rows",
    method: "GET",
    path: `${view}/rows`,
    status: 200,
    returns: "Collection(workbookRangeView)",
    shows: viewShows
  },
  {
    page: "workbookrangeview-range",
    method: "GET",
    path: `${view}/range`,
    status: 200,
    returns,
    shows: rangeShows
  }
]
