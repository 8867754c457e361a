/** 1,000 small calls, which the client sends together. */
import { type Case, type Figure, higher, type Options } from "../Case.js"
import { type Client, inOrder, type Write } from "../clients/Client.js"
import { effectWorkbook } from "../clients/effectWorkbook.js"
import { graphClient } from "../clients/graphClient.js"
import { pnp } from "../clients/pnp.js"
import { undici } from "../clients/undici.js"
import { type Cost, inRounds, ratio } from "../measure.js"
import { withServer } from "../server.js"
import { peerNames } from "./sideBySide.js"

/** One at a time takes too long, so fewer calls are measured and their time is multiplied. */
const sampleOf = 10

const multiplied = (costs: ReadonlyArray<Cost>, factor: number): ReadonlyArray<Cost> =>
  costs.map(({ cpu, wall }) => ({ cpu: cpu * factor, wall: wall * factor }))

const atRoundTrip = (roundTrip: number, rounds: number, { progress, quick }: Options) =>
  withServer(roundTrip, async ({ baseUrl }) => {
    const count = quick ? 40 : 1000
    const addresses = Array.from({ length: count }, (_, index) => `B${index + 1}`)
    const writes = addresses.map((address, index): Write => ({ address, values: [[index]] }))
    const some = { addresses: addresses.slice(0, count / sampleOf), writes: writes.slice(0, count / sampleOf) }
    const ours = await effectWorkbook(baseUrl)
    const byHand = undici(baseUrl)
    const peers = { graphClient: graphClient(baseUrl), pnp: await pnp(baseUrl) }
    const measured = <Name extends string>(kind: string, contestants: Readonly<Record<Name, () => Promise<unknown>>>) =>
      inRounds(contestants, {
        times: 1,
        rounds: quick ? 1 : rounds,
        warmUp: roundTrip === 0 && !quick ? 2 : 0,
        progress: (text) => progress(`${kind} at ${roundTrip} ms, ${text}`)
      })
    const reading = (client: Client) => () => client.readAll(addresses)
    const writing = (client: Client) => () => client.writeAll(writes)
    try {
      const reads = await measured("reads", {
        ours: reading(ours),
        byHand: reading(byHand),
        oneByOne: () => inOrder(some.addresses, byHand.read),
        graphClient: reading(peers.graphClient),
        pnp: reading(peers.pnp)
      })
      const written = await measured("writes", {
        ours: writing(ours),
        byHand: writing(byHand),
        oneByOne: () => inOrder(some.writes, byHand.write),
        graphClient: writing(peers.graphClient),
        pnp: () => peers.pnp.writeAll(some.writes)
      })
      return {
        reads: { ...reads, oneByOne: multiplied(reads.oneByOne, sampleOf) },
        writes: { ...written, oneByOne: multiplied(written.oneByOne, sampleOf), pnp: multiplied(written.pnp, sampleOf) }
      }
    } finally {
      await Promise.all([ours, byHand, peers.graphClient, peers.pnp].map((client) => client.close()))
    }
  })

/** How many times less time ours takes. */
const faster = <Name extends string>(costs: Readonly<Record<Name | "ours", ReadonlyArray<Cost>>>, than: Name) =>
  ratio(costs[than], costs.ours, "wall")

const figures = (
  { reads, writes }: Awaited<ReturnType<typeof atRoundTrip>>,
  roundTrip: number
): ReadonlyArray<Figure> => {
  const suffix = roundTrip === 50 ? "" : String(roundTrip)
  const at = `at ${roundTrip} ms`
  const common = [
    higher(`wall${suffix}`, `reads ${at}, beside one at a time`, "×", faster(reads, "oneByOne")),
    higher(`wallWrites${suffix}`, `writes ${at}, beside one at a time`, "×", faster(writes, "oneByOne"))
  ]
  if (roundTrip !== 50) return common
  return [
    ...common,
    higher("besideByHand", `reads ${at}, beside batches by hand`, "×", faster(reads, "byHand")),
    higher("peers.graphClient", `reads ${at}, beside ${peerNames.graphClient}`, "×", faster(reads, "graphClient")),
    higher("peers.pnp", `reads ${at}, beside ${peerNames.pnp}`, "×", faster(reads, "pnp")),
    higher("besideByHandWrites", `writes ${at}, beside batches by hand`, "×", faster(writes, "byHand")),
    higher(
      "peersWrites.graphClient",
      `writes ${at}, beside ${peerNames.graphClient}`,
      "×",
      faster(writes, "graphClient")
    ),
    higher("peersWrites.pnp", `writes ${at}, beside ${peerNames.pnp}`, "×", faster(writes, "pnp"))
  ]
}

export const batch1000: Case = {
  name: "batch1000",
  title: "1,000 calls",
  about: "1,000 independent reads of a cell, and 1,000 writes in order, in one session, at round trips of 0, 50 " +
    "and 200 ms: how many times less time they take than one at a time (of which 100 are measured), and than the peers " +
    "as their documentation shows: Graph's client with its batches, in which each request depends on the one before; " +
    "PnP with its batches, which have no order, so it writes one at a time.",
  chart: {
    title: "1,000 reads and writes beside one at a time: times faster",
    keys: ["wall0", "wall", "wall200", "wallWrites0", "wallWrites", "wallWrites200"]
  },
  run: async (options) => {
    const all: Array<Figure> = []
    for (const [roundTrip, rounds] of [[0, 9], [50, 3], [200, 1]] as const) {
      if (options.quick && roundTrip === 200) continue
      all.push(...figures(await atRoundTrip(roundTrip, rounds, options), roundTrip))
    }
    return all
  }
}
