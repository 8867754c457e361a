/** Reading and writing 100,000 cells. */
import { type Case, lower } from "../Case.js"
import { inRounds, ratio } from "../measure.js"
import { withServer } from "../server.js"
import { forEachClient, peerNames, withClients } from "./sideBySide.js"

export const cells100k: Case = {
  name: "cells100k",
  title: "100,000 cells",
  about:
    "A read and a write of 1,000 rows of 100 cells, of which the service returns all. Ratios to `undici.request`, " +
    "`body.text()`, `JSON.parse` and `JSON.stringify`.",
  chart: {
    title: "CPU of a read of 100,000 cells, undici.request = 1",
    keys: ["cpu", "cpuTraced", "peers.fetch", "peers.graphClient", "peers.pnp"]
  },
  run: ({ progress, quick }) =>
    withServer(0, (server) =>
      withClients(server, async (clients) => {
        const height = quick ? 10 : 1000
        const address = `A1:CV${height}`
        const values = Array.from({ length: height }, (_, row) =>
          Array.from({ length: 100 }, (_, column) => row * column))
        const rounds = quick
          ? { times: 1, rounds: 1, warmUp: 0, progress }
          : { times: 8, rounds: 15, warmUp: 2, progress }
        const reads = await inRounds(
          forEachClient(clients, (client) =>
            client.read(address)),
          rounds
        )
        const { ours, undici } = clients
        const writes = await inRounds(
          forEachClient({ ours, undici }, (client) => client.write({ address, values })),
          rounds
        )
        const beside = (name: keyof typeof reads) => ratio(reads[name], reads.undici, "cpu")
        return [
          lower("cpu", "effect-workbook, read, CPU", "×", beside("ours")),
          lower("cpuTraced", "effect-workbook with a tracer, read, CPU", "×", beside("traced")),
          lower("cpuWrite", "effect-workbook, write, CPU", "×", ratio(writes.ours, writes.undici, "cpu")),
          lower("wall", "effect-workbook, read, elapsed time", "×", ratio(reads.ours, reads.undici, "wall")),
          lower("peers.fetch", `${peerNames.fetch}, read, CPU`, "×", beside("fetch")),
          lower("peers.graphClient", `${peerNames.graphClient}, read, CPU`, "×", beside("graphClient")),
          lower("peers.pnp", `${peerNames.pnp}, read, CPU`, "×", beside("pnp")),
          lower("noise", "undici again, CPU (noise)", "×", beside("undiciAgain"))
        ]
      }))
}
