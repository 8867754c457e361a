import { type Documented, each } from "./Documented.js"

const formats = [
  "names/Free/range/format",
  "worksheets/Data/range(address='$A$1')/format",
  "tables/Orders/columns/Amount/range/format"
]
const shows = ["columnWidth", "horizontalAlignment", "rowHeight", "verticalAlignment", "wrapText"]
const fontShows = ["bold", "color", "italic", "name", "size", "underline"]
const borderShows = ["color", "id", "sideIndex", "style", "weight"]

export const format: ReadonlyArray<Documented> = [
  ...each(formats, (path) => ({
    page: "rangeformat-get",
    method: "GET",
    path,
    status: 200,
    returns: "workbookRangeFormat",
    shows
  })),
  ...each(formats, (path) => ({
    page: "rangeformat-update",
    method: "PATCH",
    path,
    body: { columnWidth: 135, horizontalAlignment: "Center", verticalAlignment: "Top", rowHeight: 49, wrapText: false },
    status: 200,
    returns: "workbookRangeFormat",
    shows
  })),
  ...["Columns", "Rows"].flatMap((name) =>
    each(formats, (path) => ({
      page: `rangeformat-autofit${name.toLowerCase()}`,
      method: "POST",
      path: `${path}/autofit${name}`,
      status: 200
    }))
  ),
  ...each(formats, (path) => ({
    page: "rangefont-get",
    method: "GET",
    path: `${path}/font`,
    status: 200,
    returns: "workbookRangeFont",
    shows: fontShows
  })),
  ...each(formats, (path) => ({
    page: "rangefont-update",
    method: "PATCH",
    path: `${path}/font`,
    body: { bold: true, color: "#4B180E", italic: true, name: "Calibri", size: 26, underline: "Single" },
    status: 200,
    returns: "workbookRangeFont",
    shows: fontShows
  })),
  ...each(formats, (path) => ({
    page: "rangefill-get",
    method: "GET",
    path: `${path}/fill`,
    status: 200,
    returns: "workbookRangeFill",
    shows: ["color"]
  })),
  ...each(formats, (path) => ({
    page: "rangefill-update",
    method: "PATCH",
    path: `${path}/fill`,
    body: { color: "#00FF00" },
    status: 200,
    returns: "workbookRangeFill",
    shows: ["color"]
  })),
  ...each(formats, (path) => ({ page: "rangefill-clear", method: "POST", path: `${path}/fill/clear`, status: 200 })),
  ...each(formats, (path) => ({
    page: "rangeformat-list-borders",
    method: "GET",
    path: `${path}/borders`,
    status: 200,
    returns: "Collection(workbookRangeBorder)",
    shows: borderShows
  })),
  ...each(formats, (path) => ({
    page: "rangeformat-post-borders",
    method: "POST",
    path: `${path}/borders`,
    body: { color: "#112233", sideIndex: "EdgeTop", style: "Continuous", weight: "Thick" },
    status: 201,
    returns: "workbookRangeBorder",
    shows: borderShows,
    note: "the example of the page also sends the id"
  })),
  ...each(formats, (path) => ({
    page: "rangeborder-get",
    method: "GET",
    path: `${path}/borders/EdgeTop`,
    status: 200,
    returns: "workbookRangeBorder",
    shows: borderShows
  })),
  ...each(formats, (path) => ({
    page: "rangebordercollection-itemat",
    method: "GET",
    path: `${path}/borders/itemAt(index=1)`,
    status: 200,
    returns: "workbookRangeBorder",
    shows: borderShows
  })),
  ...each(formats, (path) => ({
    page: "rangeborder-update",
    method: "PATCH",
    path: `${path}/borders/EdgeTop`,
    body: { color: "#112233", style: "Continuous", weight: "Thick" },
    status: 200,
    returns: "workbookRangeBorder",
    shows: borderShows,
    note: "the example of the page also sends sideIndex, which is read-only and ignored"
  })),
  ...each(formats, (path) => ({
    page: "formatprotection-get",
    method: "GET",
    path: `${path}/protection`,
    status: 200,
    returns: "workbookFormatProtection",
    shows: ["formulaHidden", "locked"]
  })),
  ...each(formats, (path) => ({
    page: "formatprotection-update",
    method: "PATCH",
    path: `${path}/protection`,
    body: { formulaHidden: true, locked: true },
    status: 200,
    returns: "workbookFormatProtection",
    shows: ["formulaHidden", "locked"]
  }))
]
