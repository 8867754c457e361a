/**
 * The process of a service that answers the requests of the benchmark from memory, so that only the client is measured.
 * The argument is the round trip in milliseconds: each answer is that late. The message `"requests"` asks how many HTTP
 * requests have arrived.
 */
import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import { text } from "node:stream/consumers"

const roundTrip = Number(process.argv[2] ?? 0)

const cells = (rows: number, columns: number) =>
  Array.from(
    { length: rows },
    (_, row) => Array.from({ length: columns }, (_, column) => column % 3 === 0 ? `item ${row}` : row * 1.25 + column)
  )

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

const sizeOf = (address: string): readonly [rows: number, columns: number] => {
  const [, left = "A", top = "1", right = left, bottom = top] = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(address) ?? []
  return [Number(bottom) - Number(top) + 1, columnNumber(right) - columnNumber(left) + 1]
}

const ranges = new Map<string, string>()

const rangeAt = (address: string): string => {
  const size = sizeOf(address).join("x")
  const values = ranges.get(size) ?? JSON.stringify(cells(...sizeOf(address)))
  ranges.set(size, values)
  return `{"address":"Data!${address}","values":${values}}`
}

const columns = ["Order", "Region", "Product", "Units", "Price"]

/** The JSON of a response, or `undefined` for a 204. */
const answer = (method: string, url: string): string | undefined => {
  const path = decodeURIComponent(url)
  const address = /range\(address='(?:.*!)?([A-Z\d:]+)'\)/.exec(path)?.[1]
  if (address !== undefined) return rangeAt(address)
  if (path.includes("/createSession")) return JSON.stringify({ id: "cluster=bench&session=1", persistChanges: true })
  if (path.includes("/columns")) return JSON.stringify({ value: columns.map((name) => ({ name })) })
  if (path.includes("/rows/count")) return JSON.stringify({ value: 24 })
  if (path.includes("/rows") && method === "POST") return JSON.stringify({ index: 0, values: [columns.map(() => 0)] })
  if (path.includes("/lastRow")) return JSON.stringify({ numberFormat: [columns.map(() => "General")] })
  return undefined
}

interface Item {
  readonly id: string
  readonly method: string
  readonly url: string
}

const answerAll = (body: string): string => {
  const { requests } = JSON.parse(body) as { readonly requests: ReadonlyArray<Item> }
  const responses = requests.map(({ id, method, url }) => {
    const json = answer(method, url)
    const head = `{"id":${JSON.stringify(id)},"status":${json === undefined ? 204 : 200}`
    return `${head},"headers":{"Content-Type":"application/json"}${json === undefined ? "" : `,"body":${json}`}}`
  })
  return `{"responses":[${responses.join(",")}]}`
}

const respond = (response: ServerResponse, json: string | undefined) => {
  if (json === undefined) {
    response.writeHead(204).end()
  } else {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(json) }).end(json)
  }
}

let requests = 0

const server = createServer(async (request, response) => {
  const { method = "GET", url = "" } = request
  requests++
  const isBatch = url.endsWith("/$batch")
  if (!isBatch) request.resume()
  const json = isBatch ? answerAll(await text(request)) : answer(method, url)
  const finish = () => respond(response, json)
  if (!request.readableEnded) await once(request, "end")
  if (roundTrip === 0) finish()
  else setTimeout(finish, roundTrip)
})

// a keep-alive connection that the server closes while a slow contestant pauses would fail its next request
server.keepAliveTimeout = 0

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.send?.(typeof address === "object" && address !== null ? address.port : 0)
})
process.on("message", () => process.send?.(requests))
process.on("disconnect", () => process.exit(0))
