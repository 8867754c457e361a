/** Compares the client with `undici.request` and `JSON.parse`, for the same requests to the same server. */
import { AccessToken, GraphClient, Range, Workbook, WorkbookSession } from "@effect-workbook/client"
import { HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Layer, ManagedRuntime, Redacted, Runtime } from "effect"
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { Agent, request } from "undici"
import { compare, type Comparison } from "./measure.js"

const layer = (port: number) =>
  WorkbookSession.layer({ workbook: Workbook.item("01", Workbook.drive("d")) }).pipe(
    Layer.provide(GraphClient.layer({ baseUrl: `http://127.0.0.1:${port}/v1.0` })),
    Layer.provideMerge(NodeHttpClient.layerUndici),
    Layer.provide(AccessToken.layer(Redacted.make("token")))
  )

const headers = { authorization: "Bearer token", "workbook-session-id": "cluster=bench&session=1" }

const urlOf = (port: number, address: string) =>
  `http://127.0.0.1:${port}/v1.0/drives/d/items/01/workbook/worksheets('Data')/range(address='${address}')?$select=values`

/** The baseline: `undici.request` and `JSON.parse`. */
const byHand = (url: string) => {
  const dispatcher = new Agent()
  return async (): Promise<unknown> => JSON.parse(await (await request(url, { dispatcher, headers })).body.text())
}

/** The transport below the client: Effect's own `HttpClient` on undici, without spans. */
const byPlatform = (url: string) =>
  HttpClient.HttpClient.pipe(
    Effect.flatMap((client) => HttpClient.withTracerDisabledWhen(client, () => true).get(url, { headers })),
    Effect.flatMap((response) => response.text),
    Effect.map((text): unknown => JSON.parse(text))
  )

export interface Costs {
  readonly undici: Comparison
  readonly platform: Comparison
}

export const transport = async (address: string, times: number, rounds: number): Promise<Costs> => {
  const server: ChildProcess = fork(fileURLToPath(new URL("server.ts", import.meta.url)))
  const [port] = await once(server, "message") as [number]
  const runtime = ManagedRuntime.make(layer(port))
  const url = urlOf(port, address)
  const read = Range.values(Range.at(`Data!${address}`))
  try {
    const run = Runtime.runPromise(await runtime.runtime())
    const platform = byPlatform(url)
    return {
      undici: await compare({ ours: () => run(read), theirs: byHand(url), times, rounds }),
      platform: await compare({ ours: () => run(read), theirs: () => run(platform), times, rounds })
    }
  } finally {
    await runtime.dispose()
    server.kill()
  }
}
