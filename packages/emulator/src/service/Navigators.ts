/**
 * Implements each navigation step of the catalogue on a workbook.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import * as Address from "@effect-workbook/schema/Address"
import * as Area from "@effect-workbook/schema/Area"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as OData from "@effect-workbook/schema/OData"
import * as RangeBorder from "@effect-workbook/schema/RangeBorder"
import type { Step } from "@effect-workbook/schema/Route"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { chartNavigators } from "./ChartNavigators.js"
import { commentNavigators } from "./CommentNavigators.js"
import * as Failure from "./Failure.js"
import * as Geometry from "./Geometry.js"
import { at, type Found, type Navigator, noMember, worksheet } from "./Navigator.js"
import * as Parameters from "./Parameters.js"
import { type Instances, is, type Resource, type Served } from "./Resource.js"

type Navigators = { readonly [Type in Served]: Navigator<Type> }

const sheetNamed = (book: Book.Book, key: string): Effect.Effect<Model.Sheet, Failure.Failure> =>
  Effect.mapError(
    // sheets without cells, such as chart sheets, are not worksheets
    Option.filter(book.sheetByKey(key), ({ kind }) => kind === "worksheet"),
    () => Failure.notFound(`The worksheet ${Failure.quoted(key)}`)
  )

const inSheet = (sheet: Model.Sheet, area: Area.Area): Instances["workbookRange"] => ({
  type: "workbookRange",
  sheet,
  address: Address.make({ ...area, sheet: sheet.name })
})

const onAnother = (text: string, sheet: Model.Sheet): Failure.Failure =>
  Failure.invalidArgument(
    `The address ${Failure.quoted(text)} is on another worksheet: expected one on '${sheet.name}'.`
  )

/** Resolves an address or a name on a worksheet to a range. */
export const rangeAt = (book: Book.Book, sheet: Model.Sheet, text: string): Found<"workbookRange"> =>
  Effect.gen(function*() {
    const named = Option.orElse(book.nameByKey(text, sheet), () => book.nameByKey(text))
    if (Option.isSome(named)) return yield* namedRange(book, named.value)
    const address = yield* Geometry.parse(text)
    if (address.sheet === undefined || address.sheet.toLowerCase() === sheet.name.toLowerCase()) {
      return inSheet(sheet, address)
    }
    return yield* onAnother(text, sheet)
  })

const namedRange = (book: Book.Book, name: Model.Name): Found<"workbookRange"> =>
  Effect.gen(function*() {
    const address = book.nameArea(name)
    if (Option.isNone(address)) return yield* Failure.notFound(`The range of the name ${Failure.quoted(name.name)}`)
    const sheet = yield* sheetNamed(book, address.value.sheet ?? "")
    return inSheet(sheet, address.value)
  })

/** Resolves an address or a name in the whole workbook to a range. Without a sheet, the address is on the first one. */
export const rangeOf = (book: Book.Book, text: string): Found<"workbookRange"> =>
  Effect.gen(function*() {
    const key = Either.getOrUndefined(Geometry.parse(text))?.sheet
    const first = book.sheets.find(({ kind }) => kind === "worksheet")
    if (key === undefined && first === undefined) return yield* Failure.notFound("A worksheet")
    const sheet = key === undefined && first !== undefined ? first : yield* sheetNamed(book, key ?? "")
    return yield* rangeAt(book, sheet, text)
  })

const onRange = (sheet: Model.Sheet, area: Effect.Effect<Area.Area, Failure.Failure>): Found<"workbookRange"> =>
  Effect.map(area, (area) => inSheet(sheet, area))

const wholeSheet: Area.Area = { top: 0, left: 0, bottom: Area.maxRow, right: Area.maxColumn }

const moved =
  <Args>(move: (range: Area.Area, args: Args) => Either.Either<Area.Area, Failure.Failure>) =>
  (_: Book.Book, { address, sheet }: Instances["workbookRange"], args: Args): Found<"workbookRange"> =>
    onRange(sheet, move(address, args))

/** Combines the range with another range of the same worksheet. */
const combined = (combine: (range: Area.Area, other: Area.Area) => Either.Either<Area.Area, Failure.Failure>) =>
(
  book: Book.Book,
  { address, sheet }: Instances["workbookRange"],
  { anotherRange }: { readonly anotherRange: string }
): Found<"workbookRange"> =>
  onRange(
    sheet,
    Effect.flatMap(rangeAt(book, sheet, anotherRange), (other) =>
      other.sheet.id === sheet.id ? combine(address, other.address) : onAnother(anotherRange, sheet))
  )

const tables = (sheet: Model.Sheet | undefined): Found<"Collection(workbookTable)"> =>
  Either.right({ type: "Collection(workbookTable)", sheet })

export const tablesOf = (book: Book.Book, sheet: Model.Sheet | undefined): ReadonlyArray<Model.Table> =>
  sheet === undefined ? book.tables : book.tables.filter((table) => table.sheet.id === sheet.id)

const areaOf = (table: Model.Table, area: Area.Area | undefined, what: string): Found<"workbookRange"> =>
  area === undefined ? Either.left(Failure.notFound(what)) : Either.right(inSheet(table.sheet, area))

const headerArea = ({ area, showHeaders }: Model.Table): Area.Area | undefined =>
  showHeaders ? { ...area, bottom: area.top } : undefined

const totalsArea = ({ area, showTotals }: Model.Table): Area.Area | undefined =>
  showTotals ? { ...area, top: area.bottom } : undefined

/** The cells of one column within an area of a table. */
export const columnArea = (area: Area.Area, { index }: Model.Column): Area.Area => ({
  ...area,
  left: area.left + index,
  right: area.left + index
})

const columnOf = (area: Area.Area | undefined, column: Model.Column): Area.Area | undefined =>
  area === undefined ? undefined : columnArea(area, column)

/** The number of rows between the header row and the total row. */
export const rowCount = ({ body }: Model.Table): number => body === undefined ? 0 : Area.rowCount(body)

/** The area of `count` rows, starting at `index`. */
export const rowArea = ({ area, body }: Model.Table, index: number, count: number): Area.Area => {
  const { left, right, top } = body ?? area
  return { left, right, top: top + index, bottom: top + index + count - 1 }
}

const rowAt = (table: Model.Table, key: string): Found<"workbookTableRow"> => {
  const index = key.trim() === "" ? Number.NaN : Number(key)
  const count = rowCount(table)
  return Number.isInteger(index) && index >= 0 && index < count
    ? Either.right({ type: "workbookTableRow", table, index })
    : Either.left(noMember(`The row ${Failure.quoted(key)} of the table ${Failure.quoted(table.name)}`, count))
}

/** The view of the visible row at an index. */
const rowView = (
  book: Book.Book,
  { address, sheet }: Pick<Instances["workbookRangeView"], "address" | "sheet">,
  index: number
): Found<"workbookRangeView"> =>
  Either.map(
    at(book.visible(sheet, address).rows, index, "The visible row"),
    (row) => ({ type: "workbookRangeView", sheet, address: { ...address, top: row, bottom: row }, index })
  )

const none = { properties: {}, functions: {} }

const navigators: Navigators = {
  driveItem: { ...none, properties: { workbook: () => Either.right({ type: "workbook" }) } },
  workbook: {
    ...none,
    properties: {
      application: () => Either.right({ type: "workbookApplication" }),
      comments: () => Either.right({ type: "Collection(workbookComment)" }),
      functions: () => Either.right({ type: "workbookFunctions" }),
      names: () => Either.right({ type: "Collection(workbookNamedItem)", sheet: undefined }),
      operations: () => Either.right({ type: "Collection(workbookOperation)" }),
      tables: () => tables(undefined),
      worksheets: () => Either.right({ type: "Collection(workbookWorksheet)" })
    }
  },
  workbookApplication: none,
  workbookFunctions: none,
  "Collection(workbookOperation)": { ...none, member: (_, __, id) => Either.right({ type: "workbookOperation", id }) },
  workbookOperation: none,
  "Collection(workbookWorksheet)": {
    ...none,
    member: (book, _, key) => Effect.map(sheetNamed(book, key), worksheet)
  },
  workbookWorksheet: {
    properties: {
      charts: (_, { sheet }) => Either.right({ type: "Collection(workbookChart)", sheet }),
      names: (_, { sheet }) => Either.right({ type: "Collection(workbookNamedItem)", sheet }),
      pivotTables: (_, { sheet }) => Either.right({ type: "Collection(workbookPivotTable)", sheet }),
      protection: (_, { sheet }) => Either.right({ type: "workbookWorksheetProtection", sheet }),
      tables: (_, { sheet }) => tables(sheet)
    },
    functions: {
      cell: (_, { sheet }, { column, row }) =>
        onRange(sheet, Geometry.cell(Address.make({ ...wholeSheet, sheet: sheet.name }), row, column)),
      range: (book, { sheet }, { address }) =>
        address === undefined ? Either.right(inSheet(sheet, wholeSheet)) : rangeAt(book, sheet, address),
      usedRange: (book, { sheet }, { valuesOnly }) =>
        Either.right(inSheet(sheet, book.usedArea(sheet, valuesOnly ?? false)))
    }
  },
  workbookRange: {
    properties: {
      format: (_, range) => Either.right({ ...range, type: "workbookRangeFormat" }),
      sort: (_, { address, sheet }) => Either.right({ type: "workbookRangeSort", sheet, address }),
      worksheet: (_, { sheet }) => Either.right(worksheet(sheet))
    },
    functions: {
      boundingRect: combined(Geometry.boundingRect),
      cell: moved((range, { column, row }) => Geometry.cell(range, row, column)),
      column: moved((range, { column }) => Geometry.column(range, column)),
      columnsAfter: moved((range, { count }) => Geometry.columnsAfter(range, count ?? 1)),
      columnsBefore: moved((range, { count }) => Geometry.columnsBefore(range, count ?? 1)),
      entireColumn: moved((range) => Either.right(Geometry.entireColumn(range))),
      entireRow: moved((range) => Either.right(Geometry.entireRow(range))),
      intersection: combined(Geometry.intersection),
      lastCell: moved((range) => Either.right(Geometry.lastCell(range))),
      lastColumn: moved((range) => Either.right(Geometry.lastColumn(range))),
      lastRow: moved((range) => Either.right(Geometry.lastRow(range))),
      offsetRange: moved((range, { columnOffset, rowOffset }) => Geometry.offset(range, rowOffset, columnOffset)),
      resizedRange: moved((range, { deltaColumns, deltaRows }) => Geometry.resize(range, deltaRows, deltaColumns)),
      row: moved((range, { row }) => Geometry.row(range, row)),
      rowsAbove: moved((range, { count }) => Geometry.rowsAbove(range, count ?? 1)),
      rowsBelow: moved((range, { count }) => Geometry.rowsBelow(range, count ?? 1)),
      usedRange: (book, { address, sheet }, { valuesOnly }) =>
        onRange(sheet, Geometry.used(address, book.usedArea(sheet, valuesOnly ?? false))),
      visibleView: (_, { address, sheet }) => Either.right({ type: "workbookRangeView", sheet, address, index: 0 })
    }
  },
  "Collection(workbookTable)": {
    ...none,
    functions: {
      itemAt: (book, { sheet }, { index }) =>
        Either.map(at(tablesOf(book, sheet), index, "The table"), (table) => ({ type: "workbookTable", table }))
    },
    member: (book, { sheet }, key) =>
      Either.map(
        Either.fromOption(
          Option.filter(book.tableByKey(key), (table) => sheet === undefined || table.sheet.id === sheet.id),
          () => Failure.notFound(`The table ${Failure.quoted(key)}`)
        ),
        (table) => ({ type: "workbookTable", table })
      )
  },
  workbookTable: {
    properties: {
      columns: (_, { table }) => Either.right({ type: "Collection(workbookTableColumn)", table }),
      rows: (_, { table }) => Either.right({ type: "Collection(workbookTableRow)", table }),
      sort: (_, { table }) => Either.right({ type: "workbookTableSort", table }),
      worksheet: (_, { table }) => Either.right(worksheet(table.sheet))
    },
    functions: {
      dataBodyRange: (_, { table }) => areaOf(table, table.body, "The data body of the table"),
      headerRowRange: (_, { table }) => areaOf(table, headerArea(table), "The header row of the table"),
      range: (_, { table }) => areaOf(table, table.area, "The table"),
      totalRowRange: (_, { table }) => areaOf(table, totalsArea(table), "The total row of the table")
    }
  },
  "Collection(workbookTableRow)": {
    ...none,
    functions: { itemAt: (_, { table }, { index }) => rowAt(table, String(index)) },
    member: (_, { table }, key) => rowAt(table, key)
  },
  workbookTableRow: {
    ...none,
    functions: {
      range: (_, { index, table }) => Either.right(inSheet(table.sheet, rowArea(table, index, 1)))
    }
  },
  "Collection(workbookTableColumn)": {
    ...none,
    functions: {
      itemAt: (_, { table }, { index }) =>
        Either.map(
          at(table.columns, index, "The column"),
          (column) => ({ type: "workbookTableColumn", table, column })
        )
    },
    member: (_, { table }, key) =>
      Either.map(
        Either.fromNullable(
          table.columns.find(({ id }) => id === key) ??
            table.columns.find(({ name }) => name.toLowerCase() === key.toLowerCase()),
          () => Failure.notFound(`The column ${Failure.quoted(key)} of the table ${Failure.quoted(table.name)}`)
        ),
        (column) => ({ type: "workbookTableColumn", table, column })
      )
  },
  workbookTableColumn: {
    properties: {
      filter: (_, { column, table }) => Either.right({ type: "workbookFilter", table, column })
    },
    functions: {
      dataBodyRange: (_, { column, table }) => areaOf(table, columnOf(table.body, column), "The data body"),
      headerRowRange: (_, { column, table }) => areaOf(table, columnOf(headerArea(table), column), "The header row"),
      range: (_, { column, table }) => areaOf(table, columnOf(table.area, column), "The column"),
      totalRowRange: (_, { column, table }) => areaOf(table, columnOf(totalsArea(table), column), "The total row")
    }
  },
  "Collection(workbookNamedItem)": {
    ...none,
    member: (book, { sheet }, key) =>
      Either.map(
        Either.fromOption(book.nameByKey(key, sheet), () => Failure.notFound(`The name ${Failure.quoted(key)}`)),
        (name) => ({ type: "workbookNamedItem", name })
      )
  },
  workbookNamedItem: {
    properties: {
      worksheet: (_, { name }) =>
        name.scope === undefined
          ? Failure.notFound(`The worksheet of the name ${Failure.quoted(name.name)}`)
          : Effect.succeed(worksheet(name.scope))
    },
    functions: { range: (book, { name }) => namedRange(book, name) }
  },
  workbookRangeSort: none,
  workbookRangeView: {
    properties: {
      rows: (_, { address, sheet }) => Either.right({ type: "Collection(workbookRangeView)", sheet, address })
    },
    functions: {
      itemAt: (book, on, { index }) => rowView(book, on, index),
      range: (_, { address, sheet }) => Either.right({ type: "workbookRange", sheet, address })
    }
  },
  "Collection(workbookRangeView)": {
    ...none,
    functions: { itemAt: (book, on, { index }) => rowView(book, on, index) },
    member: (book, on, key) => rowView(book, on, key.trim() === "" ? Number.NaN : Number(key))
  },
  workbookWorksheetProtection: none,
  workbookFilter: none,
  workbookTableSort: none,
  workbookRangeFormat: {
    ...none,
    properties: {
      borders: (_, range) => Either.right({ ...range, type: "Collection(workbookRangeBorder)" }),
      fill: (_, range) => Either.right({ ...range, type: "workbookRangeFill" }),
      font: (_, range) => Either.right({ ...range, type: "workbookRangeFont" }),
      protection: (_, range) => Either.right({ ...range, type: "workbookFormatProtection" })
    }
  },
  workbookRangeFill: none,
  workbookRangeFont: none,
  workbookFormatProtection: none,
  "Collection(workbookRangeBorder)": {
    ...none,
    functions: {
      itemAt: (_, range, { index }) =>
        Either.map(
          at(RangeBorder.Side.literals, index, "The border"),
          (side) => ({ ...range, type: "workbookRangeBorder", side })
        )
    },
    member: (_, range, key) =>
      Either.map(
        Either.fromNullable(
          RangeBorder.Side.literals.find((side) => side.toLowerCase() === key.toLowerCase()),
          () => Failure.notFound(`The border ${Failure.quoted(key)}`)
        ),
        (side) => ({ ...range, type: "workbookRangeBorder", side })
      )
  },
  workbookRangeBorder: none,
  "Collection(workbookPivotTable)": {
    ...none,
    member: (book, { sheet }, key) =>
      Effect.mapBoth(book.pivotTableByKey(sheet, key), {
        onFailure: () => Failure.notFound(`The pivot table ${Failure.quoted(key)}`),
        onSuccess: (pivotTable) => ({ type: "workbookPivotTable", pivotTable })
      })
  },
  workbookPivotTable: {
    ...none,
    properties: { worksheet: (_, { pivotTable }) => Either.right(worksheet(pivotTable.sheet)) }
  },
  ...chartNavigators,
  ...commentNavigators
}

type StepResult = Effect.Effect<Resource, Failure.Failure>
type StepFunction<On> = (book: Book.Book, on: On) => StepResult

/** Binds a navigator to steps that are known at run time only. */
const bind = <Type extends Served>(type: Type): readonly [Type, (step: Step) => StepFunction<Resource> | undefined] => {
  const navigator: Navigator<Type> = navigators[type]
  const described: Navigation.Resource = Navigation.resources[type]
  const properties = new Map<string, StepFunction<Instances[Type]>>()
  for (const name of Struct.keys(navigator.properties)) {
    const property = navigator.properties[name]
    if (property !== undefined) properties.set(name, property)
  }
  const functions = new Map<string, (args: OData.Arguments) => StepFunction<Instances[Type]>>()
  for (const name of Struct.keys(navigator.functions)) {
    const call = navigator.functions[name]
    if (call === undefined) continue
    const decode = Parameters.decodeArguments(name, described.functions[name]?.parameters ?? Schema.Struct({}))
    functions.set(name, (args) => (book, on) => Effect.flatMap(decode(args), (decoded) => call(book, on, decoded)))
  }
  const stepFunctionOf = (step: Step): StepFunction<Instances[Type]> | undefined => {
    switch (step._tag) {
      case "Property":
        return properties.get(step.name)
      case "Function":
        return functions.get(step.name)?.(step.parameters)
      case "Key": {
        const { member } = navigator
        return member && ((book, on) => member(book, on, step.key))
      }
    }
  }
  return [type, (step) => {
    const apply = stepFunctionOf(step)
    return apply && ((book, on) => is(type, on) ? apply(book, on) : Failure.unknownSegment(type))
  }]
}

const stepsByType: ReadonlyMap<string, (step: Step) => StepFunction<Resource> | undefined> = new Map(
  Struct.keys(navigators).map((type) => bind(type))
)

const stepFunctionOf = (step: Step): StepFunction<Resource> | undefined => stepsByType.get(step.from)?.(step)

/** Whether the emulator implements all steps of a path. */
export const serves = (steps: ReadonlyArray<Step>): boolean => steps.every((step) => stepFunctionOf(step) !== undefined)

/** Follows the steps from the drive item to the addressed resource. */
export const walk = (book: Book.Book, steps: ReadonlyArray<Step>): StepResult =>
  Effect.gen(function*() {
    let at: Resource = { type: "driveItem" }
    for (const step of steps) {
      const apply = stepFunctionOf(step)
      at = yield* (apply === undefined ? Failure.unknownSegment(step.from) : apply(book, at))
    }
    return at
  })
