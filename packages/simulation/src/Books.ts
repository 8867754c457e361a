/** The small workbooks of every world, and the content of their saved files. */
import { Emulator } from "@effect-workbook/emulator"
import * as Address from "@effect-workbook/schema/Address"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import type { SavedBook } from "./History.js"
import { mostSteps } from "./Operations.js"
import { type Deletable, initialKeys, mostUsers, type Sheets } from "./Plan.js"
import * as SavedFile from "./SavedFile.js"

/** The numbers of rows and columns of the table `Grid`, and of tables and sheets, that steps can delete by position. */
export const deletable: Readonly<Record<Deletable, number>> = { row: 6, column: 5, table: 3, sheet: 3 }

const times = <A>(count: number, make: (index: number) => A): Array<A> =>
  Array.from({ length: count }, (_, at) => make(at))

const grid = [
  times(deletable.column, (column) => `C${column + 1}`),
  // equal rows could not be told apart
  ...times(deletable.row, (row) => times(deletable.column, (column) => `R${row + 1}C${column + 1}`))
]

const scraps = times(deletable.sheet, (index) => `Scrap${index + 1}`)

/**
 * A sheet of cells, a table `Log` of one column, a sheet for notes without a table, a table `Grid` whose rows and
 * columns are deleted, and at the end the sheets and tables that are deleted.
 */
const sheets = {
  Cells: [["", ""]],
  Log: [["Key"], ["first"]],
  Notes: [["first"]],
  Grid: grid,
  ...Object.fromEntries(scraps.map((name) => [name, [[name], [""]]]))
}

const tables = [
  { name: "Log", address: "Log!A1:A2" },
  { name: "Grid", address: `Grid!A1:E${deletable.row + 1}` },
  ...scraps.map((name) => ({ name: `${name}Table`, address: `${name}!A1:A2` }))
]

/** Names whose range is computed from cell content, as users define them for the next free cell. */
const names = [
  { name: "NextByOffset", reference: "=OFFSET(Notes!$A$1,COUNTA(Notes!$A:$A),0)" },
  { name: "NextByIndex", reference: "=INDEX(Notes!$A:$A,COUNTA(Notes!$A:$A)+1)" },
  { name: "Noted", reference: "=OFFSET(Notes!$A$1,0,0,COUNTA(Notes!$A:$A),1)" }
]

const origin = "https://graph.microsoft.com/v1.0/me/drive"

const json = (request: HttpClientRequest.HttpClientRequest) =>
  Effect.flatMap(
    HttpClient.HttpClient,
    (client) => Effect.flatMap(HttpClient.filterStatusOk(client).execute(request), ({ json }) => json)
  )

/** The sheets of a lab. Marks on `Shift` move when a step inserts or deletes cells above them. */
const labSheets = {
  Lab: [["Key", "Amount"], ["a", 1], ["b", 2], ["c", 3]],
  Heap: [["Key"], ["first"]],
  Wide: [["Key", "Old"], ["first", ""]],
  Plain: [["Key"], ["first"], ["second"], ["third"]],
  SpareRange: [["Key"], ["first"]],
  Turn: [["Key"], ["first"]],
  Keys: [["Key", "Amount"], ["a", 1], ["b", 2]],
  Field: [[""]],
  Shift: [[""], [""], times(mostSteps, (step) => `_m${step}`)],
  Pile: [["first"]],
  Guard: [["first"], ["second"], ["third"]],
  Spare: [[""]]
}

const labTables = [
  { name: "LabTable", address: "Lab!A1:B4" },
  { name: "HeapTable", address: "Heap!A1:A2" },
  { name: "WideTable", address: "Wide!A1:B2" },
  { name: "PlainTable", address: "Plain!A1:A4" },
  { name: "SpareTable", address: "SpareRange!A1:A2" },
  { name: "TurnTable", address: "Turn!A1:A2" },
  { name: "KeysTable", address: "Keys!A1:B3" }
]

/** The first column of the tables of a user on the sheet `Bulk`: `Rows` there, and `Keys` two columns to the right. */
const columnOf = (user: number): number => 5 * user

/** A blank sheet whose cells belong to steps, and a sheet with the two tables of each user. */
const bulkSheets = {
  Area: [[""]],
  Bulk: [
    times(mostUsers, () => ["Key", "", "Key", "Value", ""]).flat(),
    ...initialKeys.map((key, row) => times(mostUsers, () => [row === 0 ? "first" : "", "", key, "old", ""]).flat())
  ]
}

const bulkTables = times(mostUsers, (user) => {
  const [rows, keys, values] = [0, 2, 3].map((column) => Address.columnName(columnOf(user) + column))
  return [
    { name: `Rows${user}`, address: `Bulk!${rows}1:${rows}2` },
    { name: `Keys${user}`, address: `Bulk!${keys}1:${values}${initialKeys.length + 1}` }
  ]
}).flat()

/** The initial files of the workbooks of a world. */
export type Template = Readonly<Record<Sheets, Uint8Array>>

const content = {
  plain: { sheets, tables },
  lab: { sheets: { ...sheets, ...labSheets }, tables: [...tables, ...labTables] },
  bulk: { sheets: { ...sheets, ...bulkSheets }, tables: [...tables, ...bulkTables] }
}

const file = (kind: Sheets): Effect.Effect<Uint8Array> =>
  Effect.gen(function*() {
    const book = `${origin}/root:/template.xlsx:`
    const post = (path: string, body: object) =>
      json(HttpClientRequest.bodyUnsafeJson(HttpClientRequest.post(`${book}/workbook/${path}`), body))
    for (const { address, name } of content[kind].tables) {
      const { id } = Object(yield* post("tables/add", { address, hasHeaders: true }))
      yield* json(
        HttpClientRequest.bodyUnsafeJson(HttpClientRequest.patch(`${book}/workbook/tables('${id}')`), { name })
      )
    }
    for (const name of names) yield* post("names/add", name)
    if (kind === "lab") {
      yield* post("names/add", { name: "LabName", reference: "=Lab!$A$1" })
      for (const name of ["LabChart", "SpareChart", "OldChart"]) {
        const { id } = Object(
          yield* post("worksheets('Lab')/charts/add", {
            type: "ColumnClustered",
            sourceData: "Lab!A1:B4",
            seriesBy: "Columns"
          })
        )
        yield* json(
          HttpClientRequest.bodyUnsafeJson(
            HttpClientRequest.patch(`${book}/workbook/worksheets('Lab')/charts('${encodeURIComponent(id)}')`),
            { name }
          )
        )
      }
    }
    const client = yield* HttpClient.HttpClient
    const file = yield* client.get(`${book}/content`)
    return new Uint8Array(yield* file.arrayBuffer)
  }).pipe(
    Effect.orDie,
    Effect.provide(Emulator.layerHttpClient({ books: { "template.xlsx": content[kind].sheets } }))
  )

export const template: Effect.Effect<Template> = Effect.all({
  plain: file("plain"),
  lab: file("lab"),
  bulk: file("bulk")
})

export const nameOf = (book: number): string => `book${book + 1}.xlsx`

/** Reads the saved file of a workbook. */
export const read = (
  client: HttpClient.HttpClient,
  path: string
): Effect.Effect<SavedBook> =>
  client.get(`${origin}/root:${path}:/content`).pipe(
    Effect.flatMap((file) => file.arrayBuffer),
    Effect.map((bytes) => SavedFile.read(new Uint8Array(bytes))),
    Effect.orDie
  )
