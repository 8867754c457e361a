/**
 * The endpoints that read or change the content of a workbook.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as WorkbookFunction from "@effect-workbook/schema/WorkbookFunction"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ChartHandlers from "./ChartHandlers.js"
import { collection, count } from "./Collection.js"
import * as Comments from "./Comments.js"
import * as Failure from "./Failure.js"
import * as Filters from "./Filters.js"
import * as FormatHandlers from "./FormatHandlers.js"
import * as Functions from "./Functions.js"
import * as Handler from "./Handler.js"
import { columnArea, rangeAt, rangeOf, rowArea, rowCount, tablesOf } from "./Navigators.js"
import * as Parameters from "./Parameters.js"
import * as PivotTables from "./PivotTables.js"
import * as Protections from "./Protections.js"
import * as Query from "./Query.js"
import * as RangeHandlers from "./RangeHandlers.js"
import * as Ranges from "./Ranges.js"
import { refused } from "./Refusal.js"
import * as Representation from "./Representation.js"
import type { Instances } from "./Resource.js"
import * as TableSorts from "./TableSorts.js"

type BookContext = Representation.Context

const group = Handler.group<BookContext>()

const keyOf = ({ name, resource }: Endpoint.Any): string => `${resource} ${name}`

const showRows = (context: BookContext, table: Model.Table, index: number, count: number) =>
  Representation.row(
    context,
    table,
    index,
    () => context.book.read(table.sheet, rowArea(table, index, count)).values()
  )

/** Refuses the request if the columns are known to exceed the payload limit. */
const checkColumns = ({ query }: BookContext, { area }: Model.Table, count: number) =>
  Ranges.checkCells(Query.wants(query, "values") ? Area.rowCount(area) * count : 0)

/** Looks a table up again after a change. */
const reload = (book: Book.Book, { id, name }: Model.Table) =>
  Effect.mapError(book.tableByKey(id), () => Failure.notFound(`The table ${Failure.quoted(name)}`))

const addRows = (
  context: BookContext,
  { table }: Instances["Collection(workbookTableRow)"],
  { index, values }: Endpoint.Parameters<typeof Catalogue.rows.add>
) =>
  Effect.gen(function*() {
    const first = yield* refused(context.book.addRows(table, index ?? null, values))
    const grown = yield* reload(context.book, table)
    return showRows(context, grown, first, values.length)
  })

const addWorksheet = (
  { book, query }: BookContext,
  _: unknown,
  { name }: Endpoint.Parameters<typeof Catalogue.worksheets.add>
) => Effect.map(refused(book.addSheet(name ?? undefined)), (sheet) => Representation.worksheet({ book, query }, sheet))

const addColumn = (
  context: BookContext,
  { table }: Instances["Collection(workbookTableColumn)"],
  { index, name, values }: Endpoint.Parameters<typeof Catalogue.columns.add>
) =>
  Effect.gen(function*() {
    yield* checkColumns(context, table, 1)
    const column = yield* refused(
      context.book.addColumn(table, index ?? null, { name: name ?? undefined, values: values ?? undefined })
    )
    return Representation.column(context, yield* reload(context.book, table), column)
  })

const addName = (
  { book, query }: BookContext,
  { comment, formula, name, scope }: {
    readonly name: string
    readonly formula: string
    readonly comment: string | null | undefined
    readonly scope: Model.Sheet | undefined
  }
) =>
  Effect.map(
    refused(book.addName({
      name,
      formula: formula.startsWith("=") ? formula : `=${formula}`,
      comment: comment ?? undefined,
      scope
    })),
    (added) => Representation.name({ book, query }, added)
  )

/** The minimum size of a row in a list without its cells: `{"@odata.id":"/users('…","index":0,"values":[]},`. */
const minimumRowLength = 80

const callFunction = (book: Book.Book, name: WorkbookFunction.FunctionName, args: Functions.Arguments) =>
  Effect.gen(function*() {
    const passed = yield* Effect.forEach(
      Functions.inOrder(name, args),
      (argument): Effect.Effect<Book.FunctionArgument, Failure.Failure> =>
        Functions.isReference(argument)
          ? Effect.map(rangeOf(book, argument.address), ({ address }) => address)
          : Effect.succeed(argument)
    )
    return Either.match(yield* refused(book.callFunction(WorkbookFunction.excelName(name), passed)), {
      onLeft: (error) => ({ error, value: null }),
      onRight: (value) => ({ error: null, value })
    })
  })

/** What the handlers work on. */
export interface Context extends Comments.Context {
  /** The long-running operations that `$expand` asks for, which are not in the workbook. */
  readonly operations: ReadonlyArray<object>
}

const handlers: ReadonlyArray<Handler.Bound<Context>> = [
  ...Handler.group<Context>()("workbook", { get: Catalogue.workbook.get }, {
    get: ({ book, operations, query }) => Effect.sync(() => Representation.workbook({ book, query }, operations))
  }),

  ...group("workbookApplication", Catalogue.application, {
    get: (context) => Effect.sync(() => Representation.application(context)),
    update: (context, _, { calculationMode }) =>
      Effect.map(
        calculationMode === undefined ? Effect.void : refused(context.book.setCalculationMode(calculationMode)),
        () => Representation.application(context)
      ),
    calculate: ({ book }, _, { calculationType }) => refused(book.calculate(calculationType))
  }),

  ...group("Collection(workbookWorksheet)", Catalogue.worksheets, {
    list: (context) =>
      Effect.succeed(
        collection(
          context,
          context.book.sheets.filter(({ kind }) => kind === "worksheet"),
          Representation.worksheet
        )
      ),
    add: addWorksheet,
    create: addWorksheet
  }),

  ...group("workbookWorksheet", Catalogue.worksheet, {
    get: (context, { sheet }) => Effect.sync(() => Representation.worksheet(context, sheet)),
    update: ({ book, query }, { sheet }, { name, position, visibility }) =>
      Effect.gen(function*() {
        let changed = sheet
        if (name !== undefined) changed = yield* refused(book.renameSheet(changed, name))
        if (position !== undefined) changed = yield* refused(book.moveSheet(changed, position))
        if (visibility !== undefined) changed = yield* refused(book.setVisibility(changed, visibility))
        return Representation.worksheet({ book, query }, changed)
      }).pipe(
        // all changes are applied or none
        Effect.tapError(() =>
          Effect.ignore(Effect.all([
            book.renameSheet(sheet, sheet.name),
            book.moveSheet(sheet, sheet.position),
            book.setVisibility(sheet, sheet.visibility)
          ]))
        )
      ),
    delete: ({ book }, { sheet }) => refused(book.deleteSheet(sheet))
  }),

  ...group("workbookRange", Catalogue.range, {
    get: (context, on) =>
      Effect.map(Ranges.checkPayload(on.address, context.query), () => Representation.range(context, on)),
    update: (context, on, update) =>
      Effect.gen(function*() {
        yield* Ranges.checkPayload(on.address, context.query)
        const changes = yield* Ranges.write(on.address, update)
        yield* refused(context.book.write(on.sheet, on.address, changes))
        return Representation.range(context, on)
      })
  }),

  ...group("Collection(workbookTable)", Catalogue.tables, {
    list: (context, { sheet }) =>
      Effect.succeed(collection(context, tablesOf(context.book, sheet), Representation.table)),
    count: ({ book }, { sheet }) => count(tablesOf(book, sheet).length),
    add: ({ book, query }, on, { address, hasHeaders }) =>
      Effect.gen(function*() {
        const { sheet, ...range } = on.sheet === undefined
          ? yield* rangeOf(book, address)
          : yield* rangeAt(book, on.sheet, address)
        const table = yield* refused(book.addTable(sheet, range.address, hasHeaders))
        return Representation.table({ book, query }, table)
      })
  }),

  ...group("workbookTable", Catalogue.table, {
    get: (context, { table }) => Effect.sync(() => Representation.table(context, table)),
    update: ({ book, query }, { table }, changes) =>
      Effect.map(
        refused(book.updateTable(table, changes)),
        (changed) => Representation.table({ book, query }, changed)
      ),
    delete: ({ book }, { table }) => refused(book.deleteTable(table)),
    clearFilters: ({ book }, { table }) => refused(book.clearFilter(table)),
    reapplyFilters: ({ book }, { table }) => refused(book.reapplyFilters(table)),
    convertToRange: (context, { table }) =>
      Effect.map(refused(context.book.convertToRange(table)), (area) =>
        Representation.range(context, {
          type: "workbookRange",
          sheet: table.sheet,
          address: Address.make({ ...area, sheet: table.sheet.name })
        }))
  }),

  ...group("Collection(workbookTableRow)", Catalogue.rows, {
    list: (context, { table }) =>
      Effect.gen(function*() {
        const { query } = context
        const indices = Representation.rowIndices(query, table)
        const length = Query.page(query, indices).length
        const cells = Query.wants(query, "values") ? length * table.columns.length : 0
        yield* Ranges.checkSize(length * minimumRowLength + cells * 3)
        return {
          ...(query.count ? { "@odata.count": indices.length } : {}),
          value: Representation.rows(context, table)
        }
      }),
    count: (_, { table }) => count(rowCount(table)),
    create: addRows,
    add: addRows
  }),

  ...group("workbookTableRow", Catalogue.row, {
    get: (context, { index, table }) => Effect.sync(() => showRows(context, table, index, 1)),
    update: (context, { index, table }, { values }) =>
      Effect.gen(function*() {
        const area = rowArea(table, index, 1)
        const cells = yield* Ranges.write({ ...area, sheet: table.sheet.name }, { values })
        yield* refused(context.book.write(table.sheet, area, cells))
        return showRows(context, yield* reload(context.book, table), index, 1)
      }),
    delete: ({ book }, { index, table }) => refused(book.deleteRows(table, index))
  }),

  ...group("Collection(workbookTableColumn)", Catalogue.columns, {
    list: (context, { table }) =>
      Effect.suspend(() => {
        const { book, query } = context
        const columns = Query.members(query, table.columns, (query, column) =>
          Representation.column({ book, query }, table, column))
        return Effect.map(
          checkColumns(context, table, Query.page(query, columns).length),
          () =>
            collection(context, columns, (context, column) =>
              Representation.column(context, table, column))
        )
      }),
    count: (_, { table }) => count(table.columns.length),
    add: addColumn,
    create: addColumn
  }),

  ...group("workbookTableColumn", Catalogue.column, {
    get: (context, { column, table }) =>
      Effect.map(checkColumns(context, table, 1), () => Representation.column(context, table, column)),
    update: (context, { column, table }, { name, values }) =>
      Effect.gen(function*() {
        yield* checkColumns(context, table, 1)
        const area = columnArea(table.area, column)
        const cells = yield* Ranges.write({ ...area, sheet: table.sheet.name }, { values })
        if (name !== undefined) yield* refused(context.book.renameColumn(table, column.id, name))
        // both changes are applied or none
        yield* Effect.tapError(
          refused(context.book.write(table.sheet, area, cells)),
          () => Effect.ignore(context.book.renameColumn(table, column.id, column.name))
        )
        const changed = yield* reload(context.book, table)
        return Representation.column(context, changed, changed.columns[column.index] ?? column)
      }),
    delete: ({ book }, { column, table }) => refused(book.deleteColumn(table, column.id))
  }),

  ...group("Collection(workbookNamedItem)", Catalogue.names, {
    list: (context, { sheet }) =>
      Effect.sync(() => collection(context, context.book.names(sheet), Representation.name)),
    add: (context, { sheet }, { comment, name, reference }) =>
      addName(context, { name, formula: reference, comment, scope: sheet }),
    // The language is en-US, as in `formulasLocal`.
    addFormulaLocal: (context, { sheet }, { comment, formula, name }) =>
      addName(context, { name, formula, comment, scope: sheet })
  }),

  ...RangeHandlers.handlers,

  ...group("workbookNamedItem", Catalogue.name, {
    get: (context, { name }) => Effect.sync(() => Representation.name(context, name)),
    update: ({ book, query }, { name }, { comment, visible }) =>
      Effect.map(
        refused(book.updateName(name, { comment: comment ?? undefined, visible })),
        (changed) => Representation.name({ book, query }, changed)
      )
  }),

  ...Protections.handlers,
  ...Filters.handlers,
  ...TableSorts.handlers,
  ...FormatHandlers.handlers,
  ...ChartHandlers.handlers,
  ...Comments.handlers,
  ...PivotTables.handlers
]

const byEndpoint = new Map(handlers.map((handler) => [keyOf(handler.endpoint), handler]))

/** The handler of an endpoint on workbook content. */
export const find = (endpoint: Endpoint.Any): Option.Option<Handler.Bound<Context>> =>
  Option.orElse(
    Option.fromNullable(byEndpoint.get(keyOf(endpoint))),
    () =>
      endpoint.resource === "workbookFunctions"
        ? Option.map(WorkbookFunction.find(endpoint.name), (name) => ({
          endpoint,
          run: ({ book }, _, input) =>
            Effect.flatMap(
              Parameters.decodeBody(Functions.schema(name))(input),
              (args) => callFunction(book, name, args)
            )
        }))
        : Option.none()
  )
