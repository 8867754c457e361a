/** A fake Graph in a separate process that responds from memory, so that only the client is measured. */
import { createServer } from "node:http"

const cells = (rows: number, columns: number) =>
  Array.from(
    { length: rows },
    (_, row) => Array.from({ length: columns }, (_, column) => column % 3 === 0 ? `item ${row}` : row * 1.25 + column)
  )

const answers: Record<string, string> = {
  createSession: JSON.stringify({ id: "cluster=bench&session=1", persistChanges: true }),
  "A1:B2": JSON.stringify({ address: "Data!A1:B2", values: cells(2, 2) }),
  "A1:CV1000": JSON.stringify({ address: "Data!A1:CV1000", values: cells(1000, 100) })
}

const server = createServer((request, response) => {
  request.resume()
  request.on("end", () => {
    const url = decodeURIComponent(request.url ?? "")
    const key = Object.keys(answers).find((key) => url.includes(key))
    response.writeHead(key === undefined ? 204 : 200, { "content-type": "application/json" })
    response.end(key === undefined ? undefined : answers[key])
  })
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.send?.(typeof address === "object" && address !== null ? address.port : 0)
})
process.on("disconnect", () => process.exit(0))
