/** The small workbooks of every world, and what is in their saved files at its end. */
import { Emulator } from "@effect-workbook/emulator"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import type { SavedBook } from "./History.js"
import * as SavedFile from "./SavedFile.js"

/** A sheet of cells, and a table `Log` of one column. */
const sheets = { Cells: [["", ""]], Log: [["Key"], ["first"]] }

const origin = "https://graph.microsoft.com/v1.0/me/drive"

const json = (request: HttpClientRequest.HttpClientRequest) =>
  Effect.flatMap(HttpClient.HttpClient, (client) => Effect.flatMap(client.execute(request), ({ json }) => json))

/** The bytes of the file with which every workbook begins. */
export const template: Effect.Effect<Uint8Array> = Effect.gen(function*() {
  const book = `${origin}/root:/template.xlsx:`
  yield* json(
    HttpClientRequest.post(`${book}/workbook/tables/add`).pipe(
      HttpClientRequest.bodyUnsafeJson({ address: "Log!A1:A2", hasHeaders: true })
    )
  )
  yield* json(
    HttpClientRequest.patch(`${book}/workbook/tables/Table1`).pipe(
      HttpClientRequest.bodyUnsafeJson({ name: "Log" })
    )
  )
  const client = yield* HttpClient.HttpClient
  const file = yield* client.get(`${book}/content`)
  return new Uint8Array(yield* file.arrayBuffer)
}).pipe(
  Effect.orDie,
  Effect.provide(Emulator.layerHttpClient({ books: { "template.xlsx": sheets } }))
)

export const nameOf = (book: number): string => `book${book + 1}.xlsx`

/** The saved file of a workbook. */
export const read = (
  client: HttpClient.HttpClient,
  path: string
): Effect.Effect<SavedBook> =>
  client.get(`${origin}/root:${path}:/content`).pipe(
    Effect.flatMap((file) => file.arrayBuffer),
    Effect.map((bytes) => SavedFile.read(new Uint8Array(bytes))),
    Effect.orDie
  )
