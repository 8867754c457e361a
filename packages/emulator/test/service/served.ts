/** Asks an emulator over HTTP for everything that Graph defines, for the coverage of the API. */
import { FetchHttpClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { Effect, Layer } from "effect"
import { EmulatorServer } from "../../src/index.js"
import { type Asked, askWith, everything } from "./graphRequests.js"
import { bookWithPivotTable, send, workbook } from "./support.js"

const overHttp = Layer.effect(
  HttpClient.HttpClient,
  Effect.gen(function*() {
    const { url } = yield* EmulatorServer.EmulatorServer
    return HttpClient.mapRequest(
      yield* HttpClient.HttpClient,
      (request) => HttpClientRequest.setUrl(request, request.url.replace("https://graph.microsoft.com", url))
    )
  })
).pipe(
  Layer.provide(FetchHttpClient.layer),
  // A workbook that takes time to open gives the long-running operations that some requests ask for.
  Layer.provide(EmulatorServer.layer({ workers: 0, books: { "book.xlsx": bookWithPivotTable }, openDelay: "1 millis" }))
)

const nameOf = ({ method, path }: Asked): string => `${method} ${path}`

/** The number of different requests, and those that do not succeed, with their status. */
export const measure = askWith((method, path, request) => send(method, `${workbook()}${path}`, request))(
  everything,
  true,
  (asked, { status }) => status < 300 ? [] : [`${nameOf(asked)} ${status}`]
).pipe(
  Effect.map((unserved) => ({ requests: new Set(everything.map(nameOf)).size, unserved: unserved.flat() })),
  Effect.provide(overHttp)
)
