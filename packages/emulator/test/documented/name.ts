import { created, type Documented, each, rangeShows } from "./Documented.js"

const shows = ["name", "type", "value", "visible"]
const returns = "workbookNamedItem"
const scopes = ["names", "worksheets/Data/names"]

export const name: ReadonlyArray<Documented> = [
  ...each(scopes, (path) => ({
    page: path === "names" ? "nameditem-list" : "worksheet-list-names",
    method: "GET",
    path,
    status: 200,
    returns: "Collection(workbookNamedItem)",
    shows
  })),
  ...each(scopes, (path) => ({
    page: "nameditem-add",
    method: "POST",
    path: `${path}/add`,
    body: { name: "Block", reference: "=Data!$F$2:$G$4", comment: "Numbers" },
    ...created,
    returns,
    shows: [...shows, "comment", "scope"]
  })),
  ...each(scopes, (path) => ({
    page: "nameditem-addformulalocal",
    method: "POST",
    path: `${path}/addFormulaLocal`,
    body: { name: "Both", formula: "=SUM(Data!$F$2+Data!$F$3)", comment: "A sum" },
    ...created,
    returns,
    shows: [...shows, "comment", "scope"],
    note: `${created.note}; the page lists the paths of /add, its example and the metadata have /addFormulaLocal`
  })),
  { page: "nameditem-get", method: "GET", path: "names/Amounts", status: 200, returns, shows },
  {
    page: "nameditem-update",
    method: "PATCH",
    path: "names/Amounts",
    body: { comment: "Changed", visible: true },
    status: 200,
    returns,
    shows,
    note: "the example of the page also sends type, scope and value, which its table of properties does not have"
  },
  {
    page: "nameditem-range",
    method: "GET",
    path: "names/Amounts/range",
    status: 200,
    returns: "workbookRange",
    shows: rangeShows
  }
]
