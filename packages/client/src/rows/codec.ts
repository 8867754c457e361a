import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { invalidArguments } from "../call/errors.js"
import { FunctionName } from "../call/functionName.js"
import * as BlankCell from "../cells/blankCell.js"
import * as Mismatch from "../cells/mismatch.js"
import * as WorkbookError from "../WorkbookError.js"
import * as PlainRow from "./plainRow.js"

/** The cells of a row by header. */
export interface Cells {
  readonly [header: string]: CellValue.CellValue | undefined
}

/** A field of the schema, which is matched to a column by `header`. */
export interface Field {
  readonly header: string
  readonly isOptional: boolean
  /** The value from which a blank cell is decoded, if the field is not optional. */
  readonly blank: "" | null | undefined
  /** Whether Excel parses a string as if a user had typed it. */
  readonly formulas: boolean
}

/** Decodes and encodes rows. The functions with `Either` fail for a schema that needs to wait. */
export interface Codec<in out A> {
  readonly fields: ReadonlyArray<Field>
  readonly decode: (cells: Cells) => Effect.Effect<A, ParseResult.ParseError>
  readonly decodeEither: (cells: Cells) => Either.Either<A, ParseResult.ParseError>
  readonly encode: (row: A) => Effect.Effect<Cells, ParseResult.ParseError>
  readonly encodeEither: (row: A) => Either.Either<Cells, ParseResult.ParseError>
  readonly plainRow: PlainRow.PlainRow | undefined
}

/** The fields of a schema by header. `formulas` lists the columns in which Excel parses strings. */
export const fieldsOf = (ast: SchemaAST.AST, formulas: ReadonlyArray<string>): ReadonlyArray<Field> =>
  SchemaAST.isUnion(ast)
    ? Arr.dedupeWith(ast.types.flatMap((type) => fieldsOf(type, formulas)), (a, b) => a.header === b.header)
    : SchemaAST.getPropertySignatures(ast).map(({ isOptional, name, type }) => ({
      header: String(name),
      isOptional,
      blank: BlankCell.encodedFor(type),
      formulas: formulas.includes(String(name))
    }))

/** The codec of a schema, which is compiled once. */
export const make = <A, I extends { readonly [K in keyof I]: CellValue.CellValue | undefined }>(
  schema: Schema.Schema<A, I>,
  formulas: ReadonlyArray<string>
): Codec<A> => {
  const rows = Schema.make<A, Cells>(schema.ast)
  return {
    fields: fieldsOf(SchemaAST.encodedAST(schema.ast), formulas),
    decode: Schema.decodeUnknown(rows),
    decodeEither: Schema.decodeUnknownEither(rows),
    encode: Schema.encode(rows),
    encodeEither: Schema.encodeEither(rows),
    plainRow: PlainRow.make(schema.ast)
  }
}

/** Whether a synchronous attempt failed because the schema needs to wait. */
const needsToWait = (issue: ParseResult.ParseIssue): boolean => {
  switch (issue._tag) {
    case "Forbidden":
      return true
    case "Pointer":
    case "Refinement":
    case "Transformation":
      return needsToWait(issue.issue)
    case "Composite":
      return Arr.ensure(issue.issues).some(needsToWait)
    default:
      return false
  }
}

/**
 * Like `Effect.forEach` with `effect`, but tries each item with `sync` first, because a step of the runtime for each of many
 * rows takes more time than its work. `sync` fails with nothing if only `effect` knows the error.
 */
export const forEachRow = <A, B, E, R>(
  items: ReadonlyArray<A>,
  sync: (item: A, index: number) => Either.Either<B, ParseResult.ParseError | undefined>,
  effect: (item: A, index: number) => Effect.Effect<B, E, R>
): Effect.Effect<ReadonlyArray<B>, E, R> =>
  Effect.suspend(() => {
    const results: Array<B> = []
    const rest = items.values()
    const proceed = (): Effect.Effect<ReadonlyArray<B>, E, R> => {
      for (let next = rest.next(); next.done !== true; next = rest.next()) {
        const index = results.length
        const result = sync(next.value, index)
        if (Either.isRight(result)) {
          results.push(result.right)
        } else if (result.left !== undefined && needsToWait(result.left.issue)) {
          const waiting = Effect.forEach(items.slice(index), (item, at) => effect(item, index + at))
          return Effect.map(waiting, (more) => results.concat(more))
        } else {
          return Effect.flatMap(effect(next.value, index), (found) => {
            results.push(found)
            return proceed()
          })
        }
      }
      return Effect.succeed(results)
    }
    return proceed()
  })

/** The columns of a table, and the field of each that has one. */
export interface Columns {
  readonly headers: ReadonlyArray<string>
  readonly fields: ReadonlyArray<Field | undefined>
  readonly known: ReadonlySet<string>
}

const missing = ({ headers }: Columns, header: string): string =>
  `the table has no column ${JSON.stringify(header)}; its columns are ${
    headers.map((each) => JSON.stringify(each)).join(", ")
  }`

/** Matches the fields with the columns of a table. Fails with `InvalidArguments` if a field has no column. */
export const columnsOf = <A>(
  { fields }: Codec<A>,
  headers: ReadonlyArray<string>,
  endpoint: Endpoint.Any
): Effect.Effect<Columns, WorkbookError.InvalidArguments> => {
  const byHeader = new Map(fields.map((field) => [field.header, field]))
  const columns: Columns = {
    headers,
    fields: headers.map((header) => byHeader.get(header)),
    known: new Set(headers)
  }
  const absent = fields.find(({ header }) => !columns.known.has(header))
  return absent === undefined ? Effect.succeed(columns) : invalidArguments(endpoint, missing(columns, absent.header))
}

/** The cells of a row by header. A blank cell is what its field expects. */
export const cellsOf = ({ fields, headers }: Columns, row: ReadonlyArray<CellValue.CellValue>): Cells => {
  const cells: Record<string, CellValue.CellValue | undefined> = {}
  for (let column = 0; column < headers.length; column++) {
    const header = headers[column] ?? ""
    const field = fields[column]
    const cell = row[column] ?? ""
    if (cell === "" && field?.isOptional === true) continue
    const value = cell !== "" ? cell : field === undefined ? null : field.blank
    if (header === "__proto__") Object.defineProperty(cells, header, { value, enumerable: true })
    else cells[header] = value
  }
  return cells
}

/** Decodes the cells of a row. `index` is its index in the table, and `table` its path. */
export const decodeRow = <A>(
  codec: Codec<A>,
  columns: Columns,
  row: ReadonlyArray<CellValue.CellValue>,
  index: number,
  table: string
): Effect.Effect<A, WorkbookError.RowMismatch> =>
  Effect.catchAll(codec.decode(cellsOf(columns, row)), (error) => {
    const { field, issue } = Mismatch.fromParseError(error)
    const column = columns.headers.findIndex((header) => header === field)
    return Effect.flatMap(FunctionName, (functionName) =>
      new WorkbookError.RowMismatch({
        functionName,
        table,
        row: index,
        column: columns.headers[column],
        cell: row[column],
        issue
      }))
  })

/** Decodes rows. `from` is the index of the first one in the table, and `orElse` decides what becomes of a mismatch. */
export const decodeRows = <A, B, E, R>(
  codec: Codec<A>,
  columns: Columns,
  rows: CellValue.Matrix,
  options: {
    readonly from: number
    readonly table: string
    readonly onRow: (row: A, index: number) => B
    readonly onMismatch: (mismatch: WorkbookError.RowMismatch) => Effect.Effect<B, E, R>
  }
): Effect.Effect<ReadonlyArray<B>, E, R> => {
  const { from, onMismatch, onRow, table } = options
  return forEachRow(
    rows,
    (row, at) => Either.map(codec.decodeEither(cellsOf(columns, row)), (decoded) => onRow(decoded, from + at)),
    (row, at) =>
      Effect.matchEffect(decodeRow(codec, columns, row, from + at, table), {
        onFailure: onMismatch,
        onSuccess: (decoded) => Effect.succeed(onRow(decoded, from + at))
      })
  )
}

const invalidRow = (endpoint: Endpoint.Any, index: number, field: string | undefined, issue: string) =>
  invalidArguments(endpoint, `row ${index}${field === undefined ? "" : `, ${JSON.stringify(field)}`}: ${issue}`)

/** Encodes a row by its schema. `index` is its position among the rows that are written. */
export const encodeCells = <A>(
  codec: Codec<A>,
  row: A,
  index: number,
  endpoint: Endpoint.Any
): Effect.Effect<Cells, WorkbookError.InvalidArguments> =>
  Effect.catchAll(codec.encode(row), (error) => {
    const { field, issue } = Mismatch.fromParseError(error)
    return invalidRow(endpoint, index, field, issue)
  })

/** The cells of a row in the order of the columns. An absent field is `undefined`. */
export type EncodedRow = ReadonlyArray<CellValue.CellValue | undefined>

/** The maximum number of characters in a cell. */
const maxTextLength = 32_767

const isTooLong = (cell: CellValue.CellValue | undefined): cell is string =>
  typeof cell === "string" && cell.length > maxTextLength

const isText = (cell: CellValue.CellValue | undefined): cell is string => typeof cell === "string" && cell !== ""

/** The cells in the order of the columns, or `undefined` if {@link problemOf} finds one that cannot be written. */
const arrange = ({ headers }: Columns, cells: Cells): EncodedRow | undefined => {
  const row: Array<CellValue.CellValue | undefined> = []
  let others = Object.keys(cells).length
  for (const header of headers) {
    const isThere = Object.hasOwn(cells, header)
    const cell = isThere ? cells[header] : undefined
    if (isThere) others--
    if (isTooLong(cell)) return undefined
    row.push(cell)
  }
  return others === 0 ? row : undefined
}

/** The first cell that cannot be written. */
const problemOf = (columns: Columns, cells: Cells): Mismatch.Mismatch | undefined => {
  for (const header of Object.keys(cells)) {
    if (!columns.known.has(header)) return { field: undefined, issue: missing(columns, header) }
    const cell = cells[header]
    if (isTooLong(cell)) {
      return { field: header, issue: `has ${cell.length} characters; expected at most ${maxTextLength}` }
    }
  }
  return undefined
}

/**
 * Encodes and validates rows. `position` gives the position that errors contain. The cells are not yet those that are sent,
 * see `toSend`.
 */
export const encodeRows = <A>(
  codec: Codec<A>,
  columns: Columns,
  rows: ReadonlyArray<A>,
  { endpoint, position = (at) => at }: {
    readonly endpoint: Endpoint.Any
    readonly position?: ((at: number) => number) | undefined
  }
): Effect.Effect<ReadonlyArray<EncodedRow>, WorkbookError.InvalidArguments> =>
  Effect.suspend(() => {
    const plainRow = codec.plainRow?.(columns.headers)
    return forEachRow(
      rows,
      (row): Either.Either<EncodedRow, ParseResult.ParseError | undefined> => {
        const plain = plainRow?.(row)
        if (plain !== undefined && !plain.some(isTooLong)) return Either.right(plain)
        return Either.flatMap(codec.encodeEither(row), (cells) => {
          const encoded = arrange(columns, cells)
          return encoded === undefined ? Either.left(undefined) : Either.right(encoded)
        })
      },
      (row, at) =>
        Effect.flatMap(encodeCells(codec, row, position(at), endpoint), (cells) => {
          const { field, issue } = problemOf(columns, cells) ?? { field: undefined, issue: "cannot be written" }
          const encoded = arrange(columns, cells)
          return encoded === undefined
            ? invalidRow(endpoint, position(at), field, issue)
            : Effect.succeed(encoded)
        })
    )
  })

/** The columns with a text that has to be marked as one, unless its cell has the text format. */
export const textColumns = ({ fields }: Columns, rows: ReadonlyArray<EncodedRow>): ReadonlyArray<number> =>
  fields.flatMap((field, column) =>
    field?.formulas !== true && rows.some((cells) => isText(cells[column])) ? [column] : []
  )

/**
 * The values that are sent for encoded rows. `formats` has the number formats of each row, or one row of them for all. In a
 * cell with the text format `@`, Excel stores a string unchanged. In any other cell, a leading apostrophe marks a string as a
 * text, and Excel does not store the apostrophe.
 */
export const toSend = (
  { fields }: Columns,
  rows: ReadonlyArray<EncodedRow>,
  formats: CellValue.Matrix
): CellValue.Matrix =>
  rows.map((cells, row) => {
    const formatsOfRow = formats[row] ?? formats[0]
    return cells.map((cell, column) =>
      cell === null
        ? ""
        : isText(cell) && fields[column]?.formulas !== true && formatsOfRow?.[column] !== "@"
        ? `'${cell}`
        : cell ?? null
    )
  })
