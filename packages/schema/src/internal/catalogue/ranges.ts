/** The endpoints of ranges, their sort order and their visible views. */
import * as Collection from "../../Collection.js"
import * as Endpoint from "../../Endpoint.js"
import * as Range from "../../Range.js"
import * as RangeSort from "../../RangeSort.js"
import * as RangeView from "../../RangeView.js"
import { action, actionWith, get, update } from "./endpoints.js"

export const range = {
  get: get("workbookRange", "get", Range.Range),
  update: update("workbookRange", Range.Update, Range.Range, "idempotent"),
  insert: Endpoint.make({
    ...actionWith("workbookRange", "insert", Range.Insert, "nonIdempotent"),
    result: Range.Range,
    returns: "workbookRange"
  }),
  delete: actionWith("workbookRange", "delete", Range.Delete, "nonIdempotent"),
  clear: actionWith("workbookRange", "clear", Range.Clear, "idempotent"),
  merge: actionWith("workbookRange", "merge", Range.Merge, "idempotent"),
  unmerge: Endpoint.make({ ...action("workbookRange", "unmerge"), success: 200 })
}

export const rangeSort = {
  get: get("workbookRangeSort", "get", RangeSort.RangeSort),
  apply: actionWith("workbookRangeSort", "apply", RangeSort.Apply, "idempotent")
}

export const rangeView = { get: get("workbookRangeView", "get", RangeView.RangeView) }

export const rangeViews = {
  list: get("Collection(workbookRangeView)", "list", Collection.Collection(RangeView.RangeView))
}
