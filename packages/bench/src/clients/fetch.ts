/** The global `fetch`. */
import { batchesByHand, type Client, pathOf, sessionId } from "./Client.js"

const headers = { authorization: "Bearer token", "workbook-session-id": sessionId }
const jsonHeaders = { ...headers, "content-type": "application/json" }

export const globalFetch = (baseUrl: string): Client => {
  const send = async (method: string, path: string, body: string): Promise<unknown> =>
    (await fetch(`${baseUrl}${path}`, { method, headers: jsonHeaders, body })).json()
  return {
    read: async (address) => (await fetch(`${baseUrl}${pathOf(address)}?$select=values`, { headers })).json(),
    write: ({ address, values }) => send("PATCH", pathOf(address), JSON.stringify({ values })),
    ...batchesByHand((body) => send("POST", "/$batch", body)),
    close: async () => {}
  }
}
