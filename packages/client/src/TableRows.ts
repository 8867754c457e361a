/**
 * The rows of a table as typed objects: columns are matched by their header, cells are decoded by a schema.
 *
 * **Text stays text.** Excel reads what it is given as if it were typed: `00123` as a number, `=1+1` as a formula. Here a text
 * is written as that text, whatever it holds. Only the columns that `formulas` names get their text as it is.
 *
 * **A blank cell is `null` or absent.** To read it, the field is absent where it is optional, `null` where it takes `null`,
 * and else `""`, which only a text takes. To write it, `null` and `""` make the cell blank; an absent field leaves the cell
 * to Excel: to the column's formula in a new row, as it is in a row that is updated.
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
import * as BlankCell from "./internal/cells/blankCell.js"
import * as Mismatch from "./internal/cells/mismatch.js"
import { invalidArguments } from "./internal/errors.js"
import { calledAs } from "./internal/functionName.js"
import * as Range from "./Range.js"
import * as Table from "./Table.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookSession from "./WorkbookSession.js"

/**
 * A table whose rows are `A`s.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const orders: TableRows.TableRows<typeof Order.Type> = TableRows.make(Table.named("Orders"), Order)
 * ```
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

/** A column that the schema has. */
interface Field {
  readonly header: string
  readonly isOptional: boolean
  /** What the field is where the cell is blank, and the field is not optional. */
  readonly blank: "" | null | undefined
  /** Whether its text is sent as it is. */
  readonly formulas: boolean
}

/**
 * The rows that fit, each with its index in the table, and what does not fit in the others.
 *
 * @example
 * ```ts
 * import type { TableRows } from "@effect-workbook/client"
 *
 * export const share = <A>({ mismatches, rows }: TableRows.Partition<A>): number =>
 *   rows.length / (rows.length + mismatches.length)
 * ```
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
 * Says what the rows of a table are. The schema's encoded fields are the headers of the columns that matter; `fromKey`
 * gives a column another name in the program. Columns without a field are left alone.
 *
 * `formulas` names the columns whose text Excel reads as if it were typed, so that `=` begins a formula; none by default. They
 * must hold no text that somebody else may choose. To read such a column gives the values.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * export class Order extends Schema.Class<Order>("Order")({
 *   id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
 *   unitPrice: Schema.propertySignature(Schema.Number).pipe(Schema.fromKey("Unit price")),
 *   note: Schema.optional(Schema.String).pipe(Schema.fromKey("Note"))
 * }) {}
 *
 * export const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * const Line = Schema.Struct({ Label: Schema.String, Sum: Schema.Union(Schema.Number, Schema.String) })
 *
 * export const lines = TableRows.make(Table.named("Lines"), Line, { formulas: ["Sum"] })
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

/** The headers of the table, if the schema has no others. */
const headersOf = <A>(rows: TableRows<A>, endpoint: Endpoint.Any) =>
  Table.columns(rows.table, { select: ["name"] }).pipe(
    Effect.map((columns) => columns.map(({ name }) => name ?? "")),
    Effect.tap((headers) => checkHeaders(headers, rows.fields.map(({ header }) => header), endpoint))
  )

const checkHeaders = (headers: ReadonlyArray<string>, wanted: ReadonlyArray<string>, endpoint: Endpoint.Any) => {
  const missing = wanted.find((header) => !headers.includes(header))
  return missing === undefined
    ? Effect.void
    : invalidArguments(
      endpoint,
      `the table has no column ${JSON.stringify(missing)}, only ${
        headers.map((header) => JSON.stringify(header)).join(", ")
      }`
    )
}

/** What each row is, or why it is none; no rows of a table whose only row is blank. */
const each = <A>(rows: TableRows<A>) =>
  Effect.gen(function*() {
    const headers = yield* headersOf(rows, Catalogue.range.get)
    const body = yield* Effect.catchTag(Range.values(Table.body(rows.table)), "NotFound", () => Effect.succeed([]))
    if (body.length === 1 && body[0]?.every((cell) => cell === "") === true) return []
    const fields = headers.map((header) => rows.fields.find((field) => field.header === header))
    return body.map((cells, row) => {
      const present = headers.flatMap(
        (header, column): ReadonlyArray<readonly [string, CellValue.CellValue | undefined]> => {
          const cell = cells[column] ?? ""
          if (cell !== "") return [[header, cell]]
          const { blank, isOptional } = fields[column] ?? { blank: null, isOptional: false }
          return isOptional ? [] : [[header, blank]]
        }
      )
      return Effect.catchAll(
        rows.decode(Object.fromEntries(present)),
        (error) =>
          Effect.flatMap(Mismatch.fromParseIssue(error.issue), ({ field, issue }) => {
            const column = headers.findIndex((header) => header === field)
            return new WorkbookError.RowMismatch({
              table: rows.table.path,
              row,
              column: headers[column],
              cell: cells[column],
              issue
            })
          })
      )
    })
  })

/**
 * All rows; none of a table whose only row is blank, which is what Excel keeps of one that was emptied.
 *
 * A row that does not fit the schema fails the reading with `RowMismatch`; `partition` hands back the others. A field without
 * a column is `InvalidArguments`, which names the columns that there are.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.NullOr(Schema.Int) })
 *
 * export const all = TableRows.read(TableRows.make(Table.named("Orders"), Order))
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
  Effect.flatMap(each(rows), (found) => Effect.all(found)).pipe(
    calledAs("TableRows.read")
  )

/**
 * The rows that fit the schema, and a `RowMismatch` for each that does not. Like `read` otherwise.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const usable = TableRows.partition(TableRows.make(Table.named("Orders"), Order)).pipe(
 *   Effect.tap(({ mismatches }) => Effect.forEach(mismatches, (mismatch) => Effect.logWarning(mismatch.message))),
 *   Effect.map(({ rows }) => rows)
 * )
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const partition = <A>(
  rows: TableRows<A>
): Effect.Effect<Partition<A>, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  each(rows).pipe(
    Effect.flatMap((found) =>
      Effect.partition(found, (decoded, index) => Effect.map(decoded, (row) => ({ index, row })))
    ),
    Effect.map(([mismatches, rows]) => ({ rows, mismatches })),
    calledAs("TableRows.partition")
  )

/** The most characters that a cell holds. */
const maxText = 32_767

const isText = (cell: CellValue.CellValue | undefined): cell is string => typeof cell === "string" && cell !== ""

/**
 * The cells of rows, checked and ready to be sent. `template` reads the number formats of the written rows. A cell that is
 * formatted as text takes any text as it is. To any other, a leading apostrophe says that it is text, and is no part of it.
 */
const cellsFor = <A>(
  rows: TableRows<A>,
  given: ReadonlyArray<A>,
  template: Effect.Effect<CellValue.Matrix, WorkbookError.CallError, WorkbookSession.WorkbookSession>,
  endpoint: Endpoint.Any
): Effect.Effect<CellValue.Matrix, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  Effect.gen(function*() {
    const invalid = (row: number, field: string | undefined, issue: string) =>
      invalidArguments(endpoint, `row ${row}${field === undefined ? "" : `, ${JSON.stringify(field)}`}: ${issue}`)
    const headers = yield* headersOf(rows, endpoint)
    const values = yield* Effect.forEach(given, (row, index) =>
      rows.encode(row).pipe(
        Effect.catchAll((error) =>
          Effect.flatMap(Mismatch.fromParseIssue(error.issue), ({ field, issue }) => invalid(index, field, issue))
        ),
        Effect.tap((cells) => checkHeaders(headers, Object.keys(cells), endpoint)),
        Effect.map((cells) => headers.map((header) => Object.hasOwn(cells, header) ? cells[header] : undefined)),
        Effect.tap((cells) => {
          const long = cells.findIndex((cell) => isText(cell) && cell.length > maxText)
          return long === -1
            ? Effect.void
            : invalid(
              index,
              headers[long],
              `a cell holds at most ${maxText} characters, and not ${String(cells[long]).length}`
            )
        })
      ))
    const isQuoted = headers.map((header, column) =>
      rows.fields.find((field) => field.header === header)?.formulas !== true &&
      values.some((cells) => isText(cells[column]))
    )
    const [formats = []] = isQuoted.includes(true) ? yield* template : []
    return values.map((cells) =>
      cells.map((cell, column) => {
        if (cell === null) return ""
        return isText(cell) && isQuoted[column] === true && formats[column] !== "@" ? `'${cell}` : cell ?? null
      })
    )
  })

/**
 * Adds rows at the end, all in one request. A text stays that text, `null` is a blank cell, and an absent field is left to the
 * column's formula.
 *
 * Fails with `InvalidArguments`, and adds nothing, where the table lacks a column that the schema has, a row does not fit, or
 * a text has more than the 32,767 characters of a cell. Not to be sent twice when its outcome is unknown, see `Table.addRows`.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const added = TableRows.append(TableRows.make(Table.named("Orders"), Order), [{ Order: "00017", Units: 3 }])
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const append: {
  <A>(added: ReadonlyArray<A>): (rows: TableRows<A>) => Writing
  <A>(rows: TableRows<A>, added: ReadonlyArray<A>): Writing
} = dual(2, <A>(rows: TableRows<A>, added: ReadonlyArray<A>): Writing =>
  Effect.gen(function*() {
    if (added.length === 0) return
    // A row is added in the formats of the one above; the first one, of the row that is blank until then.
    const template = Effect.catchTag(
      Range.numberFormat(Range.lastRow(Table.body(rows.table))),
      "NotFound",
      () => Range.numberFormat(Range.offset(Table.header(rows.table), 1, 0))
    )
    yield* Table.addRows(rows.table, yield* cellsFor(rows, added, template, Catalogue.rows.create))
  }).pipe(calledAs("TableRows.append")))

/**
 * Writes the row at an index counted from 0. A text stays that text, `null` makes its cell blank, and an absent field leaves
 * its cell as it is: a column that Excel calculates is best an optional field.
 *
 * Fails with `InvalidArguments`, and writes nothing, where `append` does, and with `NotFound` where there is no such row.
 *
 * @example
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const corrected = Effect.gen(function*() {
 *   const rows = yield* TableRows.read(orders)
 *   const index = rows.findIndex((row) => row.Order === "SO-1024")
 *   if (index !== -1) yield* TableRows.update(orders, index, { Order: "SO-1024", Units: 7 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  <A>(index: number, row: A): (rows: TableRows<A>) => Writing
  <A>(rows: TableRows<A>, index: number, row: A): Writing
} = dual(3, <A>(rows: TableRows<A>, index: number, row: A): Writing =>
  Effect.gen(function*() {
    // Not `row(row=index)`, which refuses an index after the last row before the service can say that there is no such row.
    const template = Range.offset(Navigation.call(Table.body(rows.table), "row", { row: 0 }), index, 0)
    const [cells = []] = yield* cellsFor(rows, [row], Range.numberFormat(template), Catalogue.row.update)
    yield* Table.updateRow(rows.table, index, cells)
  }).pipe(calledAs("TableRows.update")))

type Writing = Effect.Effect<void, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
