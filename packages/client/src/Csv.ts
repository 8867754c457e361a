/**
 * CSV files as rows with the schema of a table, without holding the whole file.
 *
 * This module is not part of the index of the package, so that only programs that import it load the parser:
 *
 * ```ts
 * import { Table, TableRows } from "@effect-workbook/client"
 * import * as Csv from "@effect-workbook/client/Csv"
 * import { Effect, Schema, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 * const orders = TableRows.make(Table.named("Orders"), Order)
 *
 * export const program = Effect.gen(function*() {
 *   const file = Stream.make("Order,Units\r\n00123,4\r\n", "00124,7\r\n")
 *   strictEqual(yield* TableRows.append(orders, Csv.decode(file, Order)), 2)
 * })
 * ```
 *
 * The first line has the headers. The fields of the schema are matched to them, in any order, and other columns are ignored.
 *
 * **The schema decides what a text is.** A field that accepts texts gets the text. Otherwise it gets a number or a boolean, if
 * the text is one. An empty text is a blank cell, as in `TableRows`.
 *
 * **Formulas are made harmless.** A program that opens a CSV file, such as Excel, takes a text that begins with `=`, `+`, `-` or
 * `@` for a formula, which can send data to strangers. `encode` writes an apostrophe before such a text, and `decode` removes it.
 * Set `escapeFormulas` to `false` if the file is only read by programs that take texts as they are.
 *
 * @since 0.1.0
 */
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as SerialDate from "@effect-workbook/schema/SerialDate"
import { parse } from "csv-parse/stream"
import * as Chunk from "effect/Chunk"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as Stream from "effect/Stream"
import * as Mismatch from "./cells/mismatch.js"
import * as Codec from "./rows/codec.js"

/**
 * A text is not CSV, or a row does not match the schema. `line` is the line in which the record begins, counted from 1. When
 * rows are encoded, there is `row` instead, counted from 0.
 *
 * @example
 * ```ts
 * import * as Csv from "@effect-workbook/client/Csv"
 * import { Effect, Schema, Stream } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int })
 *
 * export const program = Effect.gen(function*() {
 *   const rows = Csv.decode(Stream.make("Order,Units\nSO-1,4\nSO-2,many\n"), Order)
 *   const error = yield* Effect.flip(Stream.runDrain(rows))
 *   deepStrictEqual([error.line, error.column], [3, "Units"])
 * })
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class CsvError extends Schema.TaggedError<CsvError>("@effect-workbook/client/CsvError")("CsvError", {
  line: Schema.optional(Schema.Int),
  row: Schema.optional(Schema.Int),
  column: Schema.optional(Schema.String),
  issue: Schema.String
}) {
  override get message(): string {
    const place = this.line === undefined ? `row ${this.row}` : `line ${this.line}`
    const column = this.column === undefined ? "" : `, column ${JSON.stringify(this.column)}`
    return `${place}${column}: ${this.issue}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Correct the file, or change the schema to accept it."
  }
}

/**
 * The options of {@link decode} and {@link encode}.
 *
 * - `delimiter`: the character between two fields. The default is a comma
 * - `dates`: the columns whose serial numbers are written as dates, such as `2026-02-28` or `2026-02-28 13:45:00`, and read from
 *   them. The default is none
 * - `escapeFormulas`: whether a text that begins like a formula has an apostrophe before it. The default is `true`
 *
 * @category models
 * @since 0.1.0
 */
export interface Options<out Header extends string = string> {
  readonly delimiter?: string | undefined
  readonly dates?: ReadonlyArray<Header> | undefined
  readonly escapeFormulas?: boolean | undefined
}

type Encoded<I> = { readonly [K in keyof I]: CellValue.CellValue | undefined }

// The parser works with the buffers of Node, which Bun and Deno have too.
declare const Buffer: { readonly from: (data: Uint8Array | string) => Uint8Array }

const isStream = (u: unknown): boolean => typeof u === "object" && u !== null && Stream.StreamTypeId in u

/** Collects the fields of records while chunks are parsed, each by one promise and not by one for each record. */
const records = <E, R>(
  self: Stream.Stream<Uint8Array | string, E, R>,
  delimiter: string,
  line: () => number
): Stream.Stream<ReadonlyArray<string>, E | CsvError, R> =>
  Stream.suspend(() => {
    let found: Array<ReadonlyArray<string>> = []
    const writer = parse({
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      on_record: (record: ReadonlyArray<string>) => {
        found.push(record)
        return null
      }
    }).writable.getWriter()
    const collect = (parsing: () => Promise<void>) =>
      Effect.tryPromise({
        // A stream that has failed refuses to be closed with another error than that of the parser.
        try: () => parsing().catch(() => writer.closed),
        catch: (cause) => new CsvError({ line: line(), issue: cause instanceof Error ? cause.message : String(cause) })
      }).pipe(Effect.map(() => {
        const taken = Chunk.unsafeFromArray(found)
        found = []
        return taken
      }))
    // A pair of surrogates may be divided between two strings.
    let held = ""
    const bytesOf = (part: Uint8Array | string): Uint8Array => {
      if (typeof part !== "string") return Buffer.from(part)
      const text = held + part
      const end = /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length
      held = text.slice(end)
      return Buffer.from(text.slice(0, end))
    }
    return self.pipe(
      Stream.mapEffect((part) => collect(() => writer.write(bytesOf(part)))),
      Stream.concat(Stream.fromEffect(collect(async () => {
        if (held !== "") await writer.write(Buffer.from(held))
        await writer.close()
      }))),
      Stream.flattenChunks
    )
  })

/** The types of cells that an encoded field accepts. */
const typesOf = (ast: SchemaAST.AST): ReadonlyArray<"string" | "number" | "boolean"> => {
  switch (ast._tag) {
    case "NumberKeyword":
      return ["number"]
    case "BooleanKeyword":
      return ["boolean"]
    case "Literal":
      return typeof ast.literal === "number"
        ? ["number"]
        : typeof ast.literal === "boolean"
        ? ["boolean"]
        : ast.literal === null
        ? []
        : ["string"]
    case "Enums":
      return ast.enums.map(([, value]) => typeof value === "number" ? "number" : "string")
    case "UndefinedKeyword":
    case "NeverKeyword":
      return []
    case "Refinement":
      return typesOf(ast.from)
    case "Union":
      return ast.types.flatMap(typesOf)
    default:
      return ["string"]
  }
}

/** The types of the cells by header. */
const typesByHeader = (ast: SchemaAST.AST): ReadonlyMap<string, ReadonlyArray<string>> => {
  const types = new Map<string, ReadonlyArray<string>>()
  for (const member of SchemaAST.isUnion(ast) ? ast.types : [ast]) {
    for (const { name, type } of SchemaAST.getPropertySignatures(member)) {
      types.set(String(name), [...types.get(String(name)) ?? [], ...typesOf(type)])
    }
  }
  return types
}

const likeNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const likeDate = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)Z?)?$/
const likeFormula = /^'*[=+\-@\t\r]/

/** The serial number of a date, if the text is one. */
const serialOf = (text: string): number | undefined => {
  const [, date, time = "00:00"] = likeDate.exec(text) ?? []
  return Option.getOrUndefined(
    DateTime.make(`${date}T${time}Z`).pipe(
      // The 30th of February would be in March.
      Option.filter((found) => DateTime.formatIsoDateUtc(found) === date),
      Option.map((found) => found.epochMillis / SerialDate.millisPerDay + SerialDate.unixEpoch[1900])
    )
  )
}

const dateOf = (serial: number): string => {
  const millis = Math.round((serial - SerialDate.unixEpoch[1900]) * SerialDate.millisPerDay)
  return Option.match(DateTime.make(millis), {
    onNone: () => String(serial),
    onSome: (date) =>
      millis % SerialDate.millisPerDay === 0
        ? DateTime.formatIsoDateUtc(date)
        : DateTime.formatIso(date).replace("T", " ").replace(/(?:\.000)?Z$/, "")
  })
}

/** The conversion of a text to the cell of a field. */
const cellOf = (
  types: ReadonlyArray<string>,
  isDate: boolean,
  escapeFormulas: boolean
): (text: string) => CellValue.CellValue => {
  if (types.includes("string") || types.length === 0) {
    return (text) => escapeFormulas && text.startsWith("'") && likeFormula.test(text) ? text.slice(1) : text
  }
  const isNumber = types.includes("number")
  const isBoolean = types.includes("boolean")
  return (text) => {
    if (isNumber && likeNumber.test(text)) return Number(text)
    if (isBoolean && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true"
    return isNumber && isDate ? serialOf(text) ?? text : text
  }
}

/** Matches the fields of the schema with the headers. */
const columnsOf = <A>(
  codec: Codec.Codec<A>,
  headers: ReadonlyArray<string>
): Either.Either<Codec.Columns, CsvError> => {
  const names = headers.map((header) => JSON.stringify(header)).join(", ")
  const fields = new Map(codec.fields.map((field) => [field.header, field]))
  for (const { header, isOptional } of codec.fields) {
    const first = headers.indexOf(header)
    if (first === -1 && !isOptional) {
      const issue = `there is no column ${JSON.stringify(header)}; the columns are ${names}`
      return Either.left(new CsvError({ line: 1, issue }))
    }
    if (first !== headers.lastIndexOf(header)) {
      return Either.left(new CsvError({ line: 1, column: header, issue: "there are two columns with this header" }))
    }
  }
  return Either.right({
    headers,
    fields: headers.map((header) => fields.get(header)),
    known: new Set(headers)
  })
}

/** A record of the file, and the line in which it begins. */
interface Line {
  readonly number: number
  readonly fields: ReadonlyArray<string>
}

const breaksIn = (fields: ReadonlyArray<string>): number => {
  let breaks = 0
  for (const field of fields) {
    if (field.includes("\n") || field.includes("\r")) breaks += field.split(/\r\n|\r|\n/).length - 1
  }
  return breaks
}

const mismatchOf = (
  error: Parameters<typeof Mismatch.fromParseError>[0],
  place: { line: number } | { row: number }
) => {
  const { field, issue } = Mismatch.fromParseError(error)
  return new CsvError({ ...place, column: field, issue })
}

/**
 * Decodes the rows of a CSV file. `schema` is that of a table. The file is UTF-8, with or without a byte order mark, and its
 * lines end in CR LF, LF or CR. A line with no characters is skipped, unless there is only one column.
 *
 * Fails with `CsvError` at the first record that is not valid, has more or fewer fields than the first line, or does not match
 * the schema, and if the file has no column for a field that is not optional.
 *
 * @example
 * ```ts
 * import { SerialDate } from "@effect-workbook/client"
 * import * as Csv from "@effect-workbook/client/Csv"
 * import { DateTime, Effect, Schema, Stream } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({
 *   Order: Schema.String,
 *   Date: SerialDate.SerialDate,
 *   Units: Schema.Int,
 *   Remark: Schema.NullOr(Schema.String)
 * })
 *
 * export const program = Effect.gen(function*() {
 *   const file = Stream.make("Units,Order,Date,Remark\n", "4,00123,2026-02-28,\n")
 *   const rows = yield* Stream.runCollect(Csv.decode(file, Order, { dates: ["Date"] }))
 *   const date = DateTime.unsafeMake("2026-02-28")
 *   deepStrictEqual([...rows], [{ Order: "00123", Date: date, Units: 4, Remark: null }])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const decode: {
  <A, I extends Encoded<I>>(
    schema: Schema.Schema<A, I>,
    options?: Options<keyof I & string>
  ): <E, R>(self: Stream.Stream<Uint8Array | string, E, R>) => Stream.Stream<A, E | CsvError, R>
  <A, I extends Encoded<I>, E, R>(
    self: Stream.Stream<Uint8Array | string, E, R>,
    schema: Schema.Schema<A, I>,
    options?: Options<keyof I & string>
  ): Stream.Stream<A, E | CsvError, R>
} = dual(
  (args) => isStream(args[0]),
  <A, I extends Encoded<I>, E, R>(
    self: Stream.Stream<Uint8Array | string, E, R>,
    schema: Schema.Schema<A, I>,
    { dates = [], delimiter = ",", escapeFormulas = true }: Options<keyof I & string> = {}
  ): Stream.Stream<A, E | CsvError, R> => {
    const codec = Codec.make(schema, [])
    const types = typesByHeader(SchemaAST.encodedAST(schema.ast))
    const isDate = new Set<string>(dates)
    return Stream.suspend(() => {
      let line = 1
      let columns: Codec.Columns | undefined
      let cells: ReadonlyArray<(text: string) => CellValue.CellValue> = []
      /** Reads the headers from the first record. */
      const begin = (headers: ReadonlyArray<string>) =>
        Effect.map(columnsOf(codec, headers), (found) => {
          columns = found
          cells = headers.map((header) => cellOf(types.get(header) ?? [], isDate.has(header), escapeFormulas))
        })
      const decodeLines = (found: Codec.Columns, lines: ReadonlyArray<Line>) => {
        const cellsOf = ({ fields }: Line) =>
          Codec.cellsOf(found, fields.map((field, column) => cells[column]?.(field) ?? field))
        return Codec.forEachRow(
          lines,
          (each) => codec.decodeEither(cellsOf(each)),
          (each) => Effect.mapError(codec.decode(cellsOf(each)), (error) => mismatchOf(error, { line: each.number }))
        )
      }
      return records(self, delimiter, () => line).pipe(
        Stream.mapChunksEffect((chunk) =>
          Effect.gen(function*() {
            const lines: Array<Line> = []
            let broken: CsvError | undefined
            for (const fields of chunk) {
              if (columns === undefined) yield* begin(fields)
              else if (fields.length === columns.headers.length) lines.push({ number: line, fields })
              else if (fields.length > 1 || fields[0] !== "") {
                broken = new CsvError({
                  line,
                  issue: `has ${fields.length} fields; expected ${columns.headers.length}, as in the first line`
                })
                break
              }
              line += 1 + breaksIn(fields)
            }
            const decoded = columns === undefined ? [] : yield* decodeLines(columns, lines)
            return yield* broken === undefined
              ? Effect.succeed(Chunk.unsafeFromArray([...decoded]))
              : Effect.fail(broken)
          })
        ),
        Stream.concat(Stream.suspend(() =>
          columns === undefined
            ? Stream.fail(new CsvError({ line: 1, issue: "the file is empty; expected a line with the headers" }))
            : Stream.empty
        ))
      )
    })
  }
)

/**
 * Encodes rows as the lines of a CSV file, which end in CR LF. The first line has the headers. `schema` is that of a table. The
 * strings of the stream are parts of the file, each with many lines.
 *
 * Fails with `CsvError` at the first row that does not match the schema.
 *
 * @example
 * ```ts
 * import * as Csv from "@effect-workbook/client/Csv"
 * import { Effect, Schema, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const Order = Schema.Struct({ Order: Schema.String, Units: Schema.NullOr(Schema.Int) })
 *
 * export const program = Effect.gen(function*() {
 *   const rows = Stream.make({ Order: "a, \"b\"", Units: 4 }, { Order: "=1+1", Units: null })
 *   const file = yield* Stream.mkString(Csv.encode(rows, Order))
 *   strictEqual(file, "Order,Units\r\n\"a, \"\"b\"\"\",4\r\n'=1+1,\r\n")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const encode: {
  <A, I extends Encoded<I>>(
    schema: Schema.Schema<A, I>,
    options?: Options<keyof I & string>
  ): <E, R>(self: Stream.Stream<A, E, R>) => Stream.Stream<string, E | CsvError, R>
  <A, I extends Encoded<I>, E, R>(
    self: Stream.Stream<A, E, R>,
    schema: Schema.Schema<A, I>,
    options?: Options<keyof I & string>
  ): Stream.Stream<string, E | CsvError, R>
} = dual(
  (args) => isStream(args[0]),
  <A, I extends Encoded<I>, E, R>(
    self: Stream.Stream<A, E, R>,
    schema: Schema.Schema<A, I>,
    { dates = [], delimiter = ",", escapeFormulas = true }: Options<keyof I & string> = {}
  ): Stream.Stream<string, E | CsvError, R> => {
    const codec = Codec.make(schema, [])
    const isDate = new Set<string>(dates)
    const headers = codec.fields.map(({ header }) => header)
    const textOf = (header: string, cell: CellValue.CellValue | undefined): string => {
      switch (typeof cell) {
        case "string":
          return quoted(escapeFormulas && likeFormula.test(cell) ? `'${cell}` : cell, delimiter)
        case "number":
          return isDate.has(header) ? dateOf(cell) : String(cell)
        case "boolean":
          return cell ? "TRUE" : "FALSE"
        default:
          return ""
      }
    }
    const lineOf = (texts: ReadonlyArray<string>): string =>
      // Most programs skip an empty line.
      `${texts.length === 1 && texts[0] === "" ? "\"\"" : texts.join(delimiter)}\r\n`
    const encoded = (cells: Codec.Cells): string => lineOf(headers.map((header) => textOf(header, cells[header])))
    const lines = Stream.suspend(() => {
      let count = 0
      return Stream.mapChunksEffect(self, (chunk) => {
        const from = count
        count += chunk.length
        return Codec.forEachRow(
          Chunk.toReadonlyArray(chunk),
          (row) => Either.map(codec.encodeEither(row), encoded),
          (row, at) =>
            Effect.mapBoth(codec.encode(row), {
              onFailure: (error) => mismatchOf(error, { row: from + at }),
              onSuccess: encoded
            })
        ).pipe(Effect.map((texts) => Chunk.of(texts.join(""))))
      })
    })
    return Stream.concat(Stream.succeed(lineOf(headers.map((header) => quoted(header, delimiter)))), lines)
  }
)

const quoted = (text: string, delimiter: string): string =>
  text.includes(delimiter) || /["\r\n\ufeff]|^\s|\s$/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text
