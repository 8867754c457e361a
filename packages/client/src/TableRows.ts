/**
 * The rows of a table as typed objects. Columns are matched by their headers, and cells are decoded with a schema.
 *
 * **Texts stay texts.** Excel parses a string as if a user had typed it: `00123` becomes a number, `=1+1` a formula.
 * This module writes each string as a text, except in the columns that the option `formulas` lists.
 *
 * **A blank cell is `null` or absent.** When a row is read, the field of a blank cell is absent if it is optional,
 * `null` if its schema accepts `null`, and otherwise `""`. When a row is written, `null` and `""` make the cell blank.
 * An absent field gets the formula of the column in a new row, and is not changed in an existing row.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { invalidArguments } from "./call/errors.js"
import { calledAs, FunctionName } from "./call/functionName.js"
import * as BlankCell from "./cells/blankCell.js"
import * as Mismatch from "./cells/mismatch.js"
import * as Range from "./Range.js"
import * as Table from "./Table.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookSession from "./WorkbookSession.js"

/**
 * A table whose rows are decoded to and encoded from `A`.
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRows<in out A> {
  readonly table: Table.TableRef
  readonly fields: ReadonlyArray<Field>
  readonly decode: (cells: Cells) => Effect.Effect<A, ParseResult.ParseError>
  readonly encode: (row: A) => Effect.Effect<Cells, ParseResult.ParseError>
}

interface Cells {
  readonly [header: string]: CellValue.CellValue | undefined
}

/** A field of the schema, which is matched to a column by `header`. */
interface Field {
  readonly header: string
  readonly isOptional: boolean
  /** The value from which a blank cell is decoded, if the field is not optional. */
  readonly blank: "" | null | undefined
  /** Whether Excel parses a string as if a user had typed it. */
  readonly formulas: boolean
}

/**
 * The rows that match the schema, each with its index in the table, counted from 0, and the mismatches of the other
 * rows.
 *
 * @category models
 * @since 0.1.0
 */
export interface Partition<out A> {
  readonly rows: ReadonlyArray<{ readonly index: number; readonly row: A }>
  readonly mismatches: ReadonlyArray<WorkbookError.RowMismatch>
}

const fieldsOf = (ast: SchemaAST.AST, formulas: ReadonlyArray<string>): ReadonlyArray<Field> =>
  SchemaAST.isUnion(ast)
    ? Arr.dedupeWith(ast.types.flatMap((type) => fieldsOf(type, formulas)), (a, b) => a.header === b.header)
    : SchemaAST.getPropertySignatures(ast).map(({ isOptional, name, type }) => ({
      header: String(name),
      isOptional,
      blank: BlankCell.encodedFor(type),
      formulas: formulas.includes(String(name))
    }))

/**
 * Connects a table with the schema of its rows. The encoded fields of the schema are matched to columns by their
 * headers; `fromKey` gives a field another name in the program. Columns without a field are ignored.
 *
 * `formulas` lists the columns in which Excel parses a string as if a user had typed it, so that `=` begins a formula;
 * none by default. Do not write untrusted text to these columns. Reading them returns values and not formulas.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * class Order extends Schema.Class<Order>("Order")({
 *   id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
 *   unitPrice: Schema.propertySignature(Schema.Number).pipe(Schema.fromKey("Unit price")),
 *   total: Schema.optional(Schema.Union(Schema.Number, Schema.String)).pipe(Schema.fromKey("Total"))
 * }) {}
 *
 * const orders = TableRows.make(Table.named("Orders"), Order, { formulas: ["Total"] })
 *
 * export const program = Effect.gen(function*() {
 *   const [first] = yield* TableRows.read(orders)
 *   deepStrictEqual(first, new Order({ id: "SO-1001", unitPrice: 349, total: 1396 }))
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <A, I extends { readonly [K in keyof I]: CellValue.CellValue | undefined }>(
  table: Table.TableRef,
  schema: Schema.Schema<A, I>,
  options: { readonly formulas?: ReadonlyArray<keyof I & string> | undefined } = {}
): TableRows<A> => {
  const encode = Schema.encode(schema)
  return {
    table,
    fields: fieldsOf(SchemaAST.encodedAST(schema.ast), options.formulas ?? []),
    decode: Schema.decodeUnknown(schema),
    encode: (row) => Effect.map(encode(row), (cells): Cells => ({ ...cells }))
  }
}

/**
 * Reads the headers of the table. Fails with `InvalidArguments` if a field of the schema has no column.
 *
 * @internal
 */
export const readHeaders = <A>(rows: TableRows<A>, endpoint: Endpoint.Any) =>
  Table.columns(rows.table, { select: ["name"] }).pipe(
    Effect.map((columns) => columns.map(({ name }) => name ?? "")),
    Effect.tap((headers) => checkHeaders(headers, rows.fields.map(({ header }) => header), endpoint))
  )

const checkHeaders = (headers: ReadonlyArray<string>, required: ReadonlyArray<string>, endpoint: Endpoint.Any) => {
  const missing = required.find((header) => !headers.includes(header))
  return missing === undefined
    ? Effect.void
    : invalidArguments(
      endpoint,
      `the table has no column ${JSON.stringify(missing)}; its columns are ${
        headers.map((header) => JSON.stringify(header)).join(", ")
      }`
    )
}

/**
 * Decodes the cells of a row. `row` is its index in the table.
 *
 * @internal
 */
export const decodeRow = <A>(
  rows: TableRows<A>,
  headers: ReadonlyArray<string>,
  cells: ReadonlyArray<CellValue.CellValue>,
  row: number
): Effect.Effect<A, WorkbookError.RowMismatch> => {
  const present = headers.flatMap(
    (header, column): ReadonlyArray<readonly [string, CellValue.CellValue | undefined]> => {
      const cell = cells[column] ?? ""
      if (cell !== "") return [[header, cell]]
      const { blank, isOptional } = rows.fields.find((field) => field.header === header) ??
        { blank: null, isOptional: false }
      return isOptional ? [] : [[header, blank]]
    }
  )
  return Effect.catchAll(rows.decode(Object.fromEntries(present)), (error) => {
    const { field, issue } = Mismatch.fromParseError(error)
    const column = headers.findIndex((header) => header === field)
    return Effect.flatMap(FunctionName, (functionName) =>
      new WorkbookError.RowMismatch({
        functionName,
        table: rows.table.path,
        row,
        column: headers[column],
        cell: cells[column],
        issue
      }))
  })
}

/** Whether the cells of a table are those of an empty one, which Excel shows with one blank row. */
const areOfEmptyTable = (body: CellValue.Matrix): boolean =>
  body.length === 1 && body[0]?.every((cell) => cell === "") === true

/** Decodes each row. */
const decodeRows = <A>(rows: TableRows<A>) =>
  Effect.gen(function*() {
    const headers = yield* readHeaders(rows, Catalogue.range.get)
    const body = yield* Effect.catchTag(Range.values(Table.body(rows.table)), "NotFound", () => Effect.succeed([]))
    return areOfEmptyTable(body) ? [] : body.map((cells, row) => decodeRow(rows, headers, cells, row))
  })

/**
 * Reads all rows. Succeeds with no rows for a table whose only row is blank, because Excel shows an empty table like
 * this.
 *
 * Fails with `RowMismatch` at the first row that does not match the schema; `partition` returns the other rows. Fails
 * with `InvalidArguments` if a field of the schema has no column.
 *
 * See https://learn.microsoft.com/graph/api/table-databodyrange.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.NullOr(Schema.Int) })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const rows = yield* TableRows.read(orders)
 *   deepStrictEqual(rows[0], { Order: "SO-1001", Units: 4 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const read = <A>(
  rows: TableRows<A>
): Effect.Effect<
  ReadonlyArray<A>,
  WorkbookError.CallError | WorkbookError.RowMismatch,
  WorkbookSession.WorkbookSession
> =>
  Effect.flatMap(decodeRows(rows), (found) => Effect.all(found)).pipe(
    calledAs("TableRows.read")
  )

/**
 * Like `read`, but succeeds with the rows that match the schema, and with a `RowMismatch` for each other row.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual, strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int.pipe(Schema.lessThanOrEqualTo(30)) })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const { mismatches, rows } = yield* TableRows.partition(orders)
 *   deepStrictEqual([rows.length, mismatches.length], [23, 1])
 *   strictEqual(mismatches[0]?.cell, 40)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const partition = <A>(
  rows: TableRows<A>
): Effect.Effect<Partition<A>, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  decodeRows(rows).pipe(
    Effect.flatMap((found) =>
      Effect.partition(found, (decoded, index) => Effect.map(decoded, (row) => ({ index, row })))
    ),
    Effect.map(([mismatches, rows]) => ({ rows, mismatches })),
    calledAs("TableRows.partition")
  )

/** The maximum number of characters in a cell. */
const maxTextLength = 32_767

const isText = (cell: CellValue.CellValue | undefined): cell is string => typeof cell === "string" && cell !== ""

const invalidRow = (endpoint: Endpoint.Any, index: number, field: string | undefined, issue: string) =>
  invalidArguments(endpoint, `row ${index}${field === undefined ? "" : `, ${JSON.stringify(field)}`}: ${issue}`)

/**
 * Encodes a row by its schema. `index` is its position among the rows that are written.
 *
 * @internal
 */
export const encodeCells = <A>(
  rows: TableRows<A>,
  row: A,
  index: number,
  endpoint: Endpoint.Any
): Effect.Effect<Cells, WorkbookError.InvalidArguments> =>
  Effect.catchAll(rows.encode(row), (error) => {
    const { field, issue } = Mismatch.fromParseError(error)
    return invalidRow(endpoint, index, field, issue)
  })

/**
 * Encodes rows to the values that are sent, and validates them. `template` reads the number formats of the written
 * rows, or of one row for all of them. In a cell with the text format `@`, Excel stores a string unchanged. In any other
 * cell, a leading apostrophe marks a string as a text, and Excel does not store the apostrophe.
 *
 * @internal
 */
export const encodeRows = <A>(
  rows: TableRows<A>,
  headers: ReadonlyArray<string>,
  decoded: ReadonlyArray<A>,
  template: Effect.Effect<CellValue.Matrix, WorkbookError.CallError, WorkbookSession.WorkbookSession>,
  endpoint: Endpoint.Any
): Effect.Effect<CellValue.Matrix, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  Effect.gen(function*() {
    const values = yield* Effect.forEach(decoded, (row, index) =>
      encodeCells(rows, row, index, endpoint).pipe(
        Effect.tap((cells) => checkHeaders(headers, Object.keys(cells), endpoint)),
        Effect.map((cells) => headers.map((header) => Object.hasOwn(cells, header) ? cells[header] : undefined)),
        Effect.tap((cells) => {
          const long = cells.findIndex((cell) => isText(cell) && cell.length > maxTextLength)
          return long === -1
            ? Effect.void
            : invalidRow(
              endpoint,
              index,
              headers[long],
              `has ${String(cells[long]).length} characters; expected at most ${maxTextLength}`
            )
        })
      ))
    const isQuoted = headers.map((header, column) =>
      rows.fields.find((field) => field.header === header)?.formulas !== true &&
      values.some((cells) => isText(cells[column]))
    )
    const formats = isQuoted.includes(true) ? yield* template : []
    return values.map((cells, row) =>
      cells.map((cell, column) => {
        if (cell === null) return ""
        const format = (formats[row] ?? formats[0])?.[column]
        return isText(cell) && isQuoted[column] === true && format !== "@" ? `'${cell}` : cell ?? null
      })
    )
  })

/**
 * Reads the number formats of new rows at the end, which are those of the last row. An empty table has no data body, but a
 * blank row below the header.
 *
 * @internal
 */
export const formatsOfNewRows = (table: Table.TableRef): ReturnType<typeof Range.numberFormat> =>
  Effect.catchTag(
    Range.numberFormat(Range.lastRow(Table.body(table))),
    "NotFound",
    () => Range.numberFormat(Range.offset(Table.header(table), 1, 0))
  )

/**
 * Adds rows at the end in one request. `null` makes a cell blank, and an absent field gets the formula of the column.
 *
 * Fails with `InvalidArguments`, and adds nothing, if a field of the schema has no column, a row does not match the
 * schema, or a text has more than 32,767 characters. The call is not idempotent, and fails with `OutcomeUnknown` if it
 * may have been executed; see `Table.addRows`.
 *
 * See https://learn.microsoft.com/graph/api/table-post-rows.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   yield* TableRows.append(orders, [{ Order: "00017", Units: 3 }])
 *   const rows = yield* TableRows.read(orders)
 *   deepStrictEqual(rows.at(-1), { Order: "00017", Units: 3 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const append: {
  <A>(added: ReadonlyArray<A>): (rows: TableRows<A>) => WriteEffect
  <A>(rows: TableRows<A>, added: ReadonlyArray<A>): WriteEffect
} = dual(2, <A>(rows: TableRows<A>, added: ReadonlyArray<A>): WriteEffect =>
  Effect.gen(function*() {
    if (added.length === 0) return
    const headers = yield* readHeaders(rows, Catalogue.rows.create)
    yield* Table.addRows(
      rows.table,
      yield* encodeRows(rows, headers, added, formatsOfNewRows(rows.table), Catalogue.rows.create)
    )
  }).pipe(calledAs("TableRows.append")))

/**
 * Writes the row at an index, counted from 0. `null` makes a cell blank, and an absent field does not change its cell.
 * Use an optional field for a column that Excel calculates.
 *
 * Fails with `InvalidArguments`, and writes nothing, in the same cases as `append`. Fails with `NotFound` if there is
 * no such row.
 *
 * See https://learn.microsoft.com/graph/api/tablerow-update.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const rows = yield* TableRows.read(orders)
 *   const index = rows.findIndex((row) => row.Order === "SO-1024")
 *   yield* TableRows.update(orders, index, { Order: "SO-1024", Units: 7 })
 *   const { values } = yield* Table.row(orders.table, index)
 *   strictEqual(values?.[0]?.[4], 7)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  <A>(index: number, row: A): (rows: TableRows<A>) => WriteEffect
  <A>(rows: TableRows<A>, index: number, row: A): WriteEffect
} = dual(3, <A>(rows: TableRows<A>, index: number, row: A): WriteEffect =>
  Effect.gen(function*() {
    // `row(row=index)` would fail with another error than `NotFound` for an index after the last row.
    const template = Range.offset(Navigation.call(Table.body(rows.table), "row", { row: 0 }), index, 0)
    const headers = yield* readHeaders(rows, Catalogue.row.update)
    const [cells = []] = yield* encodeRows(rows, headers, [row], Range.numberFormat(template), Catalogue.row.update)
    yield* Table.updateRow(rows.table, index, cells)
  }).pipe(calledAs("TableRows.update")))

type WriteEffect = Effect.Effect<void, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
