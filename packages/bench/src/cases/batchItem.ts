/** A request of an explicit batch. */
import { Batch, Catalogue, Range, Resource } from "@effect-workbook/client"
import { type Case, lower } from "../Case.js"
import { maxBatch } from "../clients/Client.js"
import { effectWorkbook } from "../clients/effectWorkbook.js"
import { undici } from "../clients/undici.js"
import { inRounds, ratio } from "../measure.js"
import { withServer } from "../server.js"

const Values = Resource.pick(Range.Range, { select: ["values"] })

export const batchItem: Case = {
  name: "batchItem",
  title: "A request of a batch",
  about:
    "20 reads of a cell with `Batch.all`, beside a batch by hand: `JSON.stringify`, `undici.request`, `JSON.parse`, and the " +
    "responses by their ids.",
  run: ({ progress, quick }) =>
    withServer(0, async ({ baseUrl }) => {
      const addresses = Array.from({ length: maxBatch }, (_, index) => `B${index + 1}`)
      const client = await effectWorkbook(baseUrl)
      const byHand = undici(baseUrl)
      const reads = Batch.all(
        addresses.map((address) => Batch.get(Catalogue.range.get, Range.at(`Data!${address}`), Values))
      )
      try {
        const costs = await inRounds(
          {
            ours: () => client.run(reads),
            theirs: () => byHand.readAll(addresses),
            again: () => byHand.readAll(addresses)
          },
          quick ? { times: 2, rounds: 1, warmUp: 0, progress } : { times: 200, rounds: 25, warmUp: 3, progress }
        )
        return [
          lower("cpu", "CPU beside a batch by hand", "×", ratio(costs.ours, costs.theirs, "cpu")),
          lower("wall", "elapsed time beside a batch by hand", "×", ratio(costs.ours, costs.theirs, "wall")),
          lower("noise", "by hand again, CPU (noise)", "×", ratio(costs.again, costs.theirs, "cpu"))
        ]
      } finally {
        await Promise.all([client.close(), byHand.close()])
      }
    })
}
