/** `@microsoft/microsoft-graph-client`, with the session header that its users set themselves. */
import {
  BatchRequestContent,
  type BatchRequestStep,
  BatchResponseContent,
  Client as GraphClient
} from "@microsoft/microsoft-graph-client"
import { chunks, type Client, inOrder, maxBatch, pathOf, sessionId } from "./Client.js"

export const graphClient = (baseUrl: string): Client => {
  const graph = GraphClient.init({
    // the client appends the version
    baseUrl: baseUrl.replace(/\/v1\.0$/, ""),
    authProvider: (done) => done(null, "token"),
    customHosts: new Set(["127.0.0.1"])
  })
  const api = (address: string) => graph.api(pathOf(address)).header("workbook-session-id", sessionId)

  const sendBatch = async (steps: Array<BatchRequestStep>) => {
    const content = await new BatchRequestContent(steps).getContent()
    const responses = new BatchResponseContent(await graph.api("/$batch").post(content))
    const results: Array<unknown> = []
    for (const { id } of steps) {
      const response = responses.getResponseById(id)
      if (!response.ok) throw new Error(`the request ${id} has failed`)
      results.push(await response.json())
    }
    return results
  }

  const step = (index: number, path: string, init?: RequestInit): BatchRequestStep => ({
    id: String(index + 1),
    request: new Request(`${baseUrl}${path}`, {
      ...init,
      headers: { "workbook-session-id": sessionId, "content-type": "application/json" }
    }),
    ...(index > 0 && { dependsOn: [String(index)] })
  })

  return {
    read: (address) => api(address).select("values").get(),
    write: ({ address, values }) => api(address).patch({ values }),
    readAll: (addresses) =>
      inOrder(
        chunks(addresses, maxBatch),
        (chunk) => sendBatch(chunk.map((address, index) => step(index, `${pathOf(address)}?$select=values`)))
      ),
    writeAll: (writes) =>
      inOrder(
        chunks(writes, maxBatch),
        (chunk) =>
          sendBatch(chunk.map(({ address, values }, index) =>
            step(index, pathOf(address), { method: "PATCH", body: JSON.stringify({ values }) })
          ))
      ),
    close: async () => {}
  }
}
