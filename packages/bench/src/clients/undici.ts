/** The baseline: `undici.request` and `JSON.parse`. */
import { Agent, request } from "undici"
import { batchesByHand, type Client, pathOf, sessionId } from "./Client.js"

const headers = { authorization: "Bearer token", "workbook-session-id": sessionId }
const jsonHeaders = { ...headers, "content-type": "application/json" }

/** Also posts any other JSON. */
export interface UndiciClient extends Client {
  readonly post: (path: string, json: unknown) => Promise<unknown>
}

export const undici = (baseUrl: string): UndiciClient => {
  const dispatcher = new Agent()
  const send = async (method: "PATCH" | "POST", path: string, body: string): Promise<unknown> => {
    const response = await request(`${baseUrl}${path}`, { dispatcher, method, headers: jsonHeaders, body })
    return JSON.parse(await response.body.text())
  }
  return {
    read: async (address) => {
      const response = await request(`${baseUrl}${pathOf(address)}?$select=values`, { dispatcher, headers })
      return JSON.parse(await response.body.text())
    },
    write: ({ address, values }) => send("PATCH", pathOf(address), JSON.stringify({ values })),
    post: (path, json) => send("POST", path, JSON.stringify(json)),
    ...batchesByHand((body) => send("POST", "/$batch", body)),
    close: () => dispatcher.close()
  }
}
