/** The endpoints of the formats of ranges. */
import * as Collection from "../../Collection.js"
import * as Endpoint from "../../Endpoint.js"
import * as FormatProtection from "../../FormatProtection.js"
import * as RangeBorder from "../../RangeBorder.js"
import * as RangeFill from "../../RangeFill.js"
import * as RangeFont from "../../RangeFont.js"
import * as RangeFormat from "../../RangeFormat.js"
import { bareAction, functionEndpoint, get, NoArguments, update } from "./endpoints.js"

export const rangeFormat = {
  get: get("workbookRangeFormat", "get", RangeFormat.RangeFormat),
  update: update("workbookRangeFormat", RangeFormat.Update, RangeFormat.RangeFormat, "idempotent"),
  autofitColumns: bareAction("workbookRangeFormat", "autofitColumns"),
  autofitRows: bareAction("workbookRangeFormat", "autofitRows")
}

export const rangeFill = {
  get: get("workbookRangeFill", "get", RangeFill.RangeFill),
  update: update("workbookRangeFill", RangeFill.Update, RangeFill.RangeFill, "idempotent"),
  clear: bareAction("workbookRangeFill", "clear")
}

export const rangeFont = {
  get: get("workbookRangeFont", "get", RangeFont.RangeFont),
  update: update("workbookRangeFont", RangeFont.Update, RangeFont.RangeFont, "idempotent")
}

export const formatProtection = {
  get: get("workbookFormatProtection", "get", FormatProtection.FormatProtection),
  update: update("workbookFormatProtection", FormatProtection.Update, FormatProtection.FormatProtection, "idempotent")
}

export const rangeBorders = {
  list: get("Collection(workbookRangeBorder)", "list", Collection.Collection(RangeBorder.RangeBorder)),
  count: functionEndpoint("Collection(workbookRangeBorder)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  // A range always has the same eight borders, so a repeated request sets the same border again.
  create: Endpoint.make({
    resource: "Collection(workbookRangeBorder)",
    name: "create",
    method: "POST",
    segment: "",
    parametersIn: "body",
    parameters: RangeBorder.Add,
    result: RangeBorder.RangeBorder,
    success: 201,
    returns: "workbookRangeBorder",
    safety: "idempotent",
    longRunning: false,
    afterUnknownOutcome: {}
  })
}

export const rangeBorder = {
  get: get("workbookRangeBorder", "get", RangeBorder.RangeBorder),
  update: update("workbookRangeBorder", RangeBorder.Update, RangeBorder.RangeBorder, "idempotent")
}
