/**
 * Every operation of the workbook API that this project speaks, by the resource it hangs on.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Application from "./Application.js"
import * as Collection from "./Collection.js"
import * as DriveItem from "./DriveItem.js"
import * as Endpoint from "./Endpoint.js"
import * as FunctionResult from "./FunctionResult.js"
import * as NamedItem from "./NamedItem.js"
import type { ResourceType } from "./Navigation.js"
import * as Range from "./Range.js"
import * as Route from "./Route.js"
import * as SessionInfo from "./SessionInfo.js"
import * as Table from "./Table.js"
import * as TableColumn from "./TableColumn.js"
import * as TableRow from "./TableRow.js"
import * as WorkbookFunction from "./WorkbookFunction.js"
import * as WorkbookOperation from "./WorkbookOperation.js"
import * as Worksheet from "./Worksheet.js"

type WriteEffect = "idempotent" | "nonIdempotent"

const get = <const Name extends string, A, I>(resource: ResourceType, name: Name, result: Schema.Schema<A, I>) =>
  Endpoint.make({
    resource,
    name,
    method: "GET",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result,
    success: 200,
    effect: "read",
    longRunning: false
  })

const func = <const Name extends string, P, PE, A, I>(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>
) =>
  Endpoint.make({
    resource,
    name,
    method: "GET",
    segment: name,
    parametersIn: "path",
    parameters,
    result,
    success: 200,
    effect: "read",
    longRunning: false
  })

const update = <P, PE, A, I>(resource: ResourceType, parameters: Schema.Schema<P, PE>, result: Schema.Schema<A, I>) =>
  Endpoint.make({
    resource,
    name: "update",
    method: "PATCH",
    segment: "",
    parametersIn: "body",
    parameters,
    result,
    success: 200,
    effect: "idempotent",
    longRunning: false
  })

const remove = <const Effect extends WriteEffect>(resource: ResourceType, effect: Effect, longRunning: boolean) =>
  Endpoint.make({
    resource,
    name: "delete",
    method: "DELETE",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Void,
    success: 204,
    effect,
    longRunning
  })

const order = <const Name extends string>(resource: ResourceType, name: Name) =>
  Endpoint.make({
    resource,
    name,
    method: "POST",
    segment: name,
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Void,
    success: 204,
    effect: "idempotent",
    longRunning: false
  })

const add = <P, PE, A, I>(resource: ResourceType, parameters: Schema.Schema<P, PE>, result: Schema.Schema<A, I>) =>
  Endpoint.make({
    resource,
    name: "add",
    method: "POST",
    segment: "add",
    parametersIn: "body",
    parameters,
    result,
    success: 201,
    effect: "nonIdempotent",
    longRunning: false
  })

const NoArguments = Schema.Struct({})
const ByKey = Schema.Struct({ key: Schema.String })

/**
 * The file that holds the workbook: `get` resolves any way to address it to the ids of drive and item.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.driveItem.get.method, "GET")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const driveItem = { get: get("driveItem", "get", DriveItem.DriveItem) }

/**
 * Sessions, and the results of long-running operations. A repeated `createSession` opens a second session, so it is not
 * idempotent.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.workbook.createSession.effect, "nonIdempotent")
 * strictEqual(Catalogue.workbook.refreshSession.success, 204)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const workbook = {
  createSession: Endpoint.make({
    resource: "workbook",
    name: "createSession",
    method: "POST",
    segment: "createSession",
    parametersIn: "body",
    parameters: SessionInfo.CreateSession,
    result: SessionInfo.SessionInfo,
    success: 201,
    effect: "nonIdempotent",
    longRunning: true
  }),
  refreshSession: order("workbook", "refreshSession"),
  closeSession: order("workbook", "closeSession"),
  sessionInfoResource: func("workbook", "sessionInfoResource", ByKey, SessionInfo.SessionInfo),
  tableRowOperationResult: func("workbook", "tableRowOperationResult", ByKey, TableRow.TableRow)
}

/**
 * Long-running operations.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.operations.get.resource, "workbookOperation")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const operations = { get: get("workbookOperation", "get", WorkbookOperation.WorkbookOperation) }

/**
 * The application behind the workbook.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.application.calculate.segment, "calculate")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const application = {
  get: get("workbookApplication", "get", Application.Application),
  update: update("workbookApplication", Application.Update, Application.Application),
  calculate: Endpoint.make({
    resource: "workbookApplication",
    name: "calculate",
    method: "POST",
    segment: "calculate",
    parametersIn: "body",
    parameters: Application.Calculate,
    result: Schema.Void,
    success: 200,
    effect: "idempotent",
    longRunning: false
  })
}

/**
 * The worksheets of a workbook.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.worksheets.add.success, 201)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const worksheets = {
  list: get("Collection(workbookWorksheet)", "list", Collection.Collection(Worksheet.Worksheet)),
  add: add("Collection(workbookWorksheet)", Worksheet.Add, Worksheet.Worksheet)
}

/**
 * One worksheet.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.worksheet.delete.effect, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const worksheet = {
  get: get("workbookWorksheet", "get", Worksheet.Worksheet),
  update: update("workbookWorksheet", Worksheet.Update, Worksheet.Worksheet),
  delete: remove("workbookWorksheet", "idempotent", false)
}

/**
 * A range of cells.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.range.update.method, "PATCH")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const range = {
  get: get("workbookRange", "get", Range.Range),
  update: update("workbookRange", Range.Update, Range.Range)
}

/**
 * The tables of a workbook or a worksheet.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.tables.list.resource, "Collection(workbookTable)")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const tables = {
  list: get("Collection(workbookTable)", "list", Collection.Collection(Table.Table)),
  count: func("Collection(workbookTable)", "count", NoArguments, Collection.Count),
  add: add("Collection(workbookTable)", Table.Add, Table.Table)
}

/**
 * One table. It may be addressed by its place (`itemAt`), where after a deletion stands another one: deleting is not
 * idempotent.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.table.delete.effect, "nonIdempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const table = {
  get: get("workbookTable", "get", Table.Table),
  update: update("workbookTable", Table.Update, Table.Table),
  delete: remove("workbookTable", "nonIdempotent", false)
}

/**
 * The rows of a table. `create` and `add` take and do the same; only `create` may be long-running.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.rows.create.longRunning, true)
 * strictEqual(Catalogue.rows.add.longRunning, false)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const rows = {
  list: get("Collection(workbookTableRow)", "list", Collection.Collection(TableRow.TableRow)),
  count: func("Collection(workbookTableRow)", "count", NoArguments, Collection.Count),
  create: Endpoint.make({
    resource: "Collection(workbookTableRow)",
    name: "create",
    method: "POST",
    segment: "",
    parametersIn: "body",
    parameters: TableRow.Add,
    result: TableRow.TableRow,
    success: 201,
    effect: "nonIdempotent",
    longRunning: true
  }),
  add: Endpoint.make({ ...add("Collection(workbookTableRow)", TableRow.Add, TableRow.TableRow), success: 200 })
}

/**
 * One row of a table. Rows are addressed by their place, where after a deletion stands the next one.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.row.delete.longRunning, true)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const row = {
  get: get("workbookTableRow", "get", TableRow.TableRow),
  delete: remove("workbookTableRow", "nonIdempotent", true)
}

/**
 * The columns of a table.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.columns.add.effect, "nonIdempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const columns = {
  list: get("Collection(workbookTableColumn)", "list", Collection.Collection(TableColumn.TableColumn)),
  count: func("Collection(workbookTableColumn)", "count", NoArguments, Collection.Count),
  add: add("Collection(workbookTableColumn)", TableColumn.Add, TableColumn.TableColumn)
}

/**
 * One column of a table.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.column.update.effect, "idempotent")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const column = {
  get: get("workbookTableColumn", "get", TableColumn.TableColumn),
  update: update("workbookTableColumn", TableColumn.Update, TableColumn.TableColumn),
  delete: remove("workbookTableColumn", "nonIdempotent", false)
}

/**
 * The defined names of a workbook or a worksheet.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.names.add.segment, "add")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const names = {
  list: get("Collection(workbookNamedItem)", "list", Collection.Collection(NamedItem.NamedItem)),
  add: add("Collection(workbookNamedItem)", NamedItem.Add, NamedItem.NamedItem)
}

/**
 * One defined name.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Catalogue.name.get.resource, "workbookNamedItem")
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const name = {
  get: get("workbookNamedItem", "get", NamedItem.NamedItem),
  update: update("workbookNamedItem", NamedItem.Update, NamedItem.NamedItem)
}

const call = <const Name extends WorkbookFunction.FunctionName>(
  name: Name
): Endpoint.Endpoint<
  Name,
  WorkbookFunction.Arguments<Name>,
  WorkbookFunction.ArgumentsEncoded<Name>,
  FunctionResult.FunctionResult,
  FunctionResult.FunctionResult,
  "read"
> =>
  Endpoint.make({
    resource: "workbookFunctions",
    name,
    method: "POST",
    segment: name,
    parametersIn: "body",
    // Suspended: the arguments of 366 functions are not described before somebody calls one.
    parameters: Schema.suspend(() => WorkbookFunction.Arguments(name)),
    result: FunctionResult.FunctionResult,
    success: 200,
    effect: "read",
    longRunning: false
  })

/**
 * The worksheet functions: `call` gives the endpoint of each.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const days = Catalogue.functions.call("days")
 * deepStrictEqual(Endpoint.path(days, "functions", {}), Either.right("functions/days"))
 * deepStrictEqual(Endpoint.body(days, { endDate: 42019, startDate: 42009 }), Either.right({ endDate: 42019, startDate: 42009 }))
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const functions = { call }

/**
 * All endpoints.
 *
 * @example
 * ```ts
 * import { Catalogue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const writes = Catalogue.all.filter((endpoint) => endpoint.effect !== "read")
 * strictEqual(writes.includes(Catalogue.range.update), true)
 * ```
 *
 * @category endpoints
 * @since 0.1.0
 */
export const all: ReadonlyArray<Endpoint.Any> = [
  ...Object.values(driveItem),
  ...Object.values(workbook),
  ...Object.values(operations),
  ...Object.values(application),
  ...Object.values(worksheets),
  ...Object.values(worksheet),
  ...Object.values(range),
  ...Object.values(tables),
  ...Object.values(table),
  ...Object.values(rows),
  ...Object.values(row),
  ...Object.values(columns),
  ...Object.values(column),
  ...Object.values(names),
  ...Object.values(name),
  ...WorkbookFunction.names.map((name) => call(name))
]

/**
 * Finds the endpoint that a request means: walks the segments below the workbook (or below another resource) to one of
 * {@link all}. See `Route.make` for what is understood.
 *
 * @example
 * ```ts
 * import { Catalogue, OData } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const route = Either.gen(function*() {
 *   const segments = yield* OData.parsePath("worksheets('Data')/range(address='A1%3AB2')")
 *   return yield* Catalogue.resolve("PATCH", segments)
 * })
 * deepStrictEqual(Either.map(route, (route) => route.endpoint), Either.right(Catalogue.range.update))
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const resolve: Route.Resolve = Route.make(all)
