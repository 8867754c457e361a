/** A read of four cells in an open session. */
import { type Case, lower } from "../Case.js"
import { inRounds, ratio } from "../measure.js"
import { withServer } from "../server.js"
import { forEachClient, peerNames, withClients } from "./sideBySide.js"

export const smallRequest: Case = {
  name: "smallRequest",
  title: "A small request",
  about:
    "A read of 4 cells in an open session, one after the other on a kept-alive connection to a server in another process. " +
    "Ratios to `undici.request`, `body.text()` and `JSON.parse`.",
  chart: {
    title: "CPU of a small request, undici.request = 1",
    keys: ["cpu", "cpuTraced", "peers.fetch", "peers.graphClient", "peers.pnp"]
  },
  run: ({ progress, quick }) =>
    withServer(0, (server) =>
      withClients(server, async (clients) => {
        const rounds = quick
          ? { times: 3, rounds: 1, warmUp: 0, progress }
          : { times: 400, rounds: 25, warmUp: 3, progress }
        const costs = await inRounds(forEachClient(clients, (client) => client.read("A1:B2")), rounds)
        const beside = (name: keyof typeof costs, what: "cpu" | "wall") => ratio(costs[name], costs.undici, what)
        return [
          lower("cpu", "effect-workbook, CPU", "×", beside("ours", "cpu")),
          lower("cpuTraced", "effect-workbook with a tracer, CPU", "×", beside("traced", "cpu")),
          lower("wall", "effect-workbook, elapsed time", "×", beside("ours", "wall")),
          lower("peers.fetch", `${peerNames.fetch}, CPU`, "×", beside("fetch", "cpu")),
          lower("peers.graphClient", `${peerNames.graphClient}, CPU`, "×", beside("graphClient", "cpu")),
          lower("peers.pnp", `${peerNames.pnp}, CPU`, "×", beside("pnp", "cpu")),
          lower("noise", "undici again, CPU (noise)", "×", beside("undiciAgain", "cpu"))
        ]
      }))
}
