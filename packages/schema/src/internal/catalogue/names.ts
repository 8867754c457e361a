/** The endpoints of defined names. */
import * as Collection from "../../Collection.js"
import * as Endpoint from "../../Endpoint.js"
import * as NamedItem from "../../NamedItem.js"
import { add, get, update } from "./endpoints.js"

const listNames = get("Collection(workbookNamedItem)", "list", Collection.Collection(NamedItem.NamedItem))

export const names = {
  list: listNames,
  add: add(listNames, "workbookNamedItem", NamedItem.Add, NamedItem.NamedItem),
  addFormulaLocal: Endpoint.make({
    ...add(listNames, "workbookNamedItem", NamedItem.AddFormulaLocal, NamedItem.NamedItem),
    name: "addFormulaLocal",
    segment: "addFormulaLocal"
  })
}

export const name = {
  get: get("workbookNamedItem", "get", NamedItem.NamedItem),
  update: update("workbookNamedItem", NamedItem.Update, NamedItem.NamedItem, "idempotent")
}
