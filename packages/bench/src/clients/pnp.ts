/** `@pnp/graph`, with its own sessions and batches. Its batches have no order, so writes in order are sent one by one. */
/* oxlint-disable import/no-unassigned-import -- each of them adds its methods to the others */
import { GraphBrowser, type GraphFI, graphfi } from "@pnp/graph"
import "@pnp/graph/batching.js"
import "@pnp/graph/files/index.js"
import "@pnp/graph/workbooks/index.js"
import { chunks, type Client, inOrder, maxBatch } from "./Client.js"

const rangeIn = (graph: GraphFI, address: string) =>
  graph.drives.getById("d").getItemById("01").workbook.worksheets.getById("Data").getRange(address)

export const pnp = async (baseUrl: string): Promise<Client> => {
  const graph = graphfi().using(GraphBrowser({ baseUrl }))
  const session = await graph.drives.getById("d").getItemById("01").getWorkbookSession(true)
  const sheet = session.worksheets.getById("Data")
  const write: Client["write"] = ({ address, values }) =>
    sheet.getRange(address).update({ values: values.map((row) => [...row]) })
  return {
    read: (address) => sheet.getRange(address).select("values")(),
    write,
    readAll: (addresses) =>
      inOrder(chunks(addresses, maxBatch), async (chunk) => {
        const [batched, execute] = graph.batched()
        const results = chunk.map((address) => rangeIn(batched, address).select("values")())
        await execute()
        return Promise.all(results)
      }),
    writeAll: (writes) => inOrder(writes, write),
    close: async () => {}
  }
}
