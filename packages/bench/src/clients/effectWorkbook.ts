/** This library, as its guides show it. */
import { AccessToken, GraphClient, Range, Workbook, WorkbookSession } from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { Effect, Layer, ManagedRuntime, Redacted, Runtime } from "effect"
import type { Client } from "./Client.js"
import { collecting } from "./tracer.js"

/** `traced`: whether a tracer collects the spans. */
export interface Options {
  readonly traced?: boolean
}

/** Also runs any effect in the session. */
export interface EffectWorkbookClient extends Client {
  readonly run: <A, E>(effect: Effect.Effect<A, E, WorkbookSession.WorkbookSession>) => Promise<A>
}

const layer = (baseUrl: string, { traced = false }: Options) =>
  WorkbookSession.layer({ workbook: Workbook.item("01", Workbook.drive("d")) }).pipe(
    Layer.provide(GraphClient.layer({ baseUrl })),
    Layer.provide([UndiciHttpClient.layer, AccessToken.layer(Redacted.make("token"))]),
    Layer.provideMerge(traced ? Layer.setTracer(collecting()) : Layer.empty)
  )

const rangeAt = (address: string) => Range.at(`Data!${address}`)

export const effectWorkbook = async (baseUrl: string, options: Options = {}): Promise<EffectWorkbookClient> => {
  const runtime = ManagedRuntime.make(layer(baseUrl, options))
  const run = Runtime.runPromise(await runtime.runtime())
  const together = { concurrency: "unbounded", discard: true } as const
  return {
    run,
    // A program uses the cells in the fiber that reads them. Effect keeps the results of some fibers that have ended until
    // the next full garbage collection, which would be measured here.
    read: (address) => run(Effect.asVoid(Range.values(rangeAt(address)))),
    write: ({ address, values }) => run(Range.write(rangeAt(address), values)),
    readAll: (addresses) => run(Effect.forEach(addresses, (address) => Range.values(rangeAt(address)), together)),
    writeAll: (writes) =>
      run(Effect.forEach(writes, ({ address, values }) => Range.write(rangeAt(address), values), together)),
    close: () => runtime.dispose()
  }
}
