/** The small workbooks of the soak test, and the content of their saved files. */
import { Emulator } from "@effect-workbook/emulator"
import * as FileSystem from "@effect/platform/FileSystem"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Path from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

export const count = 25

export const nameOf = (book: number): string => `book${String(book + 1).padStart(2, "0")}.xlsx`

/** The table to which all workers of a workbook add rows. */
export const shared = "Log"

/** A table for one worker alone, because a verified write compares the table before and after. */
export const own = (slot: number): string => `Own_${slot + 1}`

/** A cell for one worker alone, so that its possible values are known. */
export const cellOf = (worker: number): string => `Cells!A${worker + 1}`

export interface SavedBook {
  /** The column of each table. */
  readonly tables: ReadonlyMap<string, ReadonlyArray<unknown>>
  /** The cells of the workers. */
  readonly cells: ReadonlyArray<unknown>
}

const workbook = (file: string): string => `https://graph.microsoft.com/v1.0/me/drive/root:/${file}:`

const Values = Schema.Struct({ values: Schema.Array(Schema.Array(Schema.Unknown)) })

const Named = Schema.Struct({ name: Schema.String })

const send = (request: HttpClientRequest.HttpClientRequest) =>
  HttpClient.execute(request).pipe(Effect.flatMap(HttpClientResponse.filterStatusOk), Effect.orDie)

/** The initial bytes of every workbook. */
const template = (slots: number) => {
  const names = [shared, ...Array.from({ length: slots }, (_, slot) => own(slot))]
  const file = "template.xlsx"
  const sheets = Object.fromEntries(names.map((name) => [name, [["Key"], ["first"]]]))
  return Effect.gen(function*() {
    for (const name of names) {
      const add = HttpClientRequest.post(`${workbook(file)}/workbook/tables/add`)
      const added = yield* send(HttpClientRequest.bodyUnsafeJson(add, { address: `${name}!A1:A2`, hasHeaders: true }))
      const table = yield* Effect.orDie(HttpClientResponse.schemaBodyJson(Named)(added))
      const rename = HttpClientRequest.patch(`${workbook(file)}/workbook/tables('${table.name}')`)
      yield* send(HttpClientRequest.bodyUnsafeJson(rename, { name }))
    }
    const answer = yield* send(HttpClientRequest.get(`${workbook(file)}/content`))
    return new Uint8Array(yield* Effect.orDie(answer.arrayBuffer))
  }).pipe(Effect.provide(Emulator.layerHttpClient({ books: { [file]: { Cells: [[""]], ...sheets } } })))
}

/** Writes the workbooks to a folder. */
export const write = Effect.fnUntraced(function*(folder: string, slots: number) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const bytes = yield* template(slots)
  for (let book = 0; book < count; book++) yield* fs.writeFile(path.join(folder, nameOf(book)), bytes)
})

/** Reads the saved files, each with a new emulator. */
export const read = (folder: string, options: { readonly slots: number; readonly workers: number }) =>
  Effect.forEach(Array.from({ length: count }, (_, book) => nameOf(book)), (name) => readOne(folder, name, options))

const readOne = Effect.fnUntraced(function*(
  folder: string,
  name: string,
  { slots, workers }: { readonly slots: number; readonly workers: number }
) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const bytes = yield* fs.readFile(path.join(folder, name))
  const column = (of: string) =>
    send(HttpClientRequest.get(`${workbook(name)}/workbook/${of}?$select=values`)).pipe(
      Effect.flatMap(HttpClientResponse.schemaBodyJson(Values)),
      Effect.orDie,
      Effect.map(({ values }) => values.map(([value]) => value))
    )
  return yield* Effect.gen(function*() {
    const tables = new Map<string, ReadonlyArray<unknown>>()
    for (const table of [shared, ...Array.from({ length: slots }, (_, slot) => own(slot))]) {
      tables.set(table, yield* column(`tables('${table}')/dataBodyRange`))
    }
    const cells = yield* column(`worksheets('Cells')/range(address='A1:A${workers}')`)
    return { tables, cells } satisfies SavedBook
  }).pipe(Effect.provide(Emulator.layerHttpClient({ books: { [name]: bytes } })))
})
