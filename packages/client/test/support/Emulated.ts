/** A `GraphClient` on the emulator in this process, serving the sample workbook. */
import { AccessToken, GraphClient, Workbook, WorkbookSession } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import type { HttpClient } from "@effect/platform"
import { Effect, Layer, Redacted } from "effect"
import { readFileSync } from "node:fs"

const sample = readFileSync(new URL("../../../examples/assets/orders.xlsx", import.meta.url))

export const workbook = Workbook.path("/orders.xlsx")

export interface Options extends Omit<Emulator.Options, "books"> {
  readonly transformClient?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}

export const layer = ({ transformClient = (client) => client, ...options }: Options = {}) =>
  Layer.provideMerge(
    GraphClient.layer({ transformClient }).pipe(Layer.provide(AccessToken.layer(Redacted.make("secret-token")))),
    Emulator.layerHttpClient({ ...options, books: { "orders.xlsx": new Uint8Array(sample) } })
  )

/** Runs an effect in a persistent session on the sample workbook, on an emulator of its own. */
export const inSession = <A, E>(
  self: Effect.Effect<A, E, WorkbookSession.WorkbookSession | Emulator.Emulator>
) => Effect.provide(self, Layer.provideMerge(WorkbookSession.layer({ workbook }), layer()))

export const openSessions = Effect.flatMap(
  Emulator.Emulator,
  (emulator) => Effect.map(emulator.openSessions, (sessions) => sessions.length)
)
