/** All endpoints, and the search among them. */
import type * as Endpoint from "../../Endpoint.js"
import * as Route from "../../Route.js"
import * as WorkbookFunction from "../../WorkbookFunction.js"
import * as charts from "./charts.js"
import * as comments from "./comments.js"
import * as formats from "./formats.js"
import { functions } from "./functions.js"
import * as names from "./names.js"
import * as pivotTables from "./pivotTables.js"
import * as ranges from "./ranges.js"
import * as tables from "./tables.js"
import * as workbook from "./workbook.js"
import * as worksheets from "./worksheets.js"

const modules = [workbook, worksheets, ranges, tables, names, formats, charts, comments, pivotTables]

export const all: ReadonlyArray<Endpoint.Any> = [
  ...modules.flatMap((module) =>
    Object.values<{ readonly [name: string]: Endpoint.Any }>(module).flatMap((endpoints) => Object.values(endpoints))
  ),
  functions.get,
  ...WorkbookFunction.names.map(functions.call)
]

export const resolve: Route.Resolve = Route.make(all)
