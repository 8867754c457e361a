import type { Documented } from "./Documented.js"

export const functions: ReadonlyArray<Documented> = [
  {
    page: "excel",
    method: "POST",
    path: "functions/vlookup",
    body: { lookupValue: "Pears", tableArray: { address: "Data!A2:B4" }, colIndexNum: 2, rangeLookup: false },
    status: 200,
    returns: "workbookFunctionResult",
    shows: ["error", "value"],
    note: "the page has Address, in the metadata the name is address"
  },
  {
    page: "excel",
    method: "POST",
    path: "functions/median",
    body: { values: [{ address: "Data!B2:B4" }] },
    status: 200,
    returns: "workbookFunctionResult",
    shows: ["error", "value"]
  }
]
