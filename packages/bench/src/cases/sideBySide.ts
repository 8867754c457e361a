/** The clients of the comparison, side by side on one service. */
import type { Client } from "../clients/Client.js"
import { effectWorkbook } from "../clients/effectWorkbook.js"
import { globalFetch } from "../clients/fetch.js"
import { graphClient } from "../clients/graphClient.js"
import { pnp } from "../clients/pnp.js"
import { undici } from "../clients/undici.js"
import type { Server } from "../server.js"

/** The peers by their keys in the JSON. */
export const peerNames = {
  fetch: "fetch",
  graphClient: "@microsoft/microsoft-graph-client",
  pnp: "@pnp/graph"
} as const

type Names = "ours" | "traced" | "undici" | "undiciAgain" | keyof typeof peerNames

/**
 * All clients, with open sessions. `traced` is this library with a tracer; `undiciAgain` is the baseline once more, whose
 * ratio shows how much the machine disturbs the measurement.
 */
export const withClients = async <A>(
  { baseUrl }: Server,
  work: (clients: Readonly<Record<Names, Client>>) => Promise<A>
): Promise<A> => {
  const clients = {
    ours: await effectWorkbook(baseUrl),
    traced: await effectWorkbook(baseUrl, { traced: true }),
    undici: undici(baseUrl),
    undiciAgain: undici(baseUrl),
    fetch: globalFetch(baseUrl),
    graphClient: graphClient(baseUrl),
    pnp: await pnp(baseUrl)
  }
  try {
    return await work(clients)
  } finally {
    await Promise.all(Object.values(clients).map((client) => client.close()))
  }
}

/** The same work for each client. */
export const forEachClient = <Name extends string>(
  clients: Readonly<Record<Name, Client>>,
  work: (client: Client) => Promise<unknown>
): Readonly<Record<Name, () => Promise<unknown>>> => {
  const all = {} as Record<Name, () => Promise<unknown>>
  for (const name of Object.keys(clients) as Array<Name>) all[name] = () => work(clients[name])
  return all
}
