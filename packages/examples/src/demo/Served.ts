/** Serves a workbook with the emulator over real HTTP, and connects a client to it. */
import { AccessToken, GraphClient, Workbook, WorkbookSession } from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { Emulator, EmulatorServer } from "@effect-workbook/emulator"
import { FileSystem, HttpClient, type HttpServerError, Path } from "@effect/platform"
import { Context, Effect, Layer, Redacted } from "effect"
import type { SkippingClock } from "./SkippingClock.js"
import { Timeline } from "./Timeline.js"
import { watched } from "./wire.js"

export class Served extends Context.Tag("@effect-workbook/examples/Served")<Served, {
  readonly url: string
  readonly workbook: Workbook.Workbook
  readonly openSessions: Effect.Effect<number>
  readonly faults: Emulator.Service["faults"]
  readonly clock: SkippingClock
}>() {}

const token = AccessToken.layer(Redacted.make("any token will do here"))

/** Serves the folder of the file, and provides a client on the undici transport. */
export const layer = (
  file: string,
  clock: SkippingClock
): Layer.Layer<
  Served | GraphClient.GraphClient,
  HttpServerError.ServeError | Emulator.DriveError,
  Path.Path | Timeline
> =>
  Layer.unwrapScoped(Effect.gen(function*() {
    const path = yield* Path.Path
    const timeline = yield* Timeline
    // the clock skips times in which this thread only waits, so the emulator must not work in another one
    const server = EmulatorServer.layer({ books: path.dirname(file), openDelay: "3 seconds", workers: 0 })
    const services = yield* Layer.build(server)
    const { url } = Context.get(services, EmulatorServer.EmulatorServer)
    const emulator = Context.get(services, Emulator.Emulator)
    const served = Layer.succeed(Served, {
      url,
      clock,
      workbook: Workbook.path(`/${path.basename(file)}`),
      openSessions: Effect.map(emulator.openSessions, (sessions) => sessions.length),
      faults: emulator.faults
    })
    const graph = GraphClient.layer({
      baseUrl: `${url}/v1.0`,
      transformClient: watched(timeline, clock)
    }).pipe(Layer.provide([UndiciHttpClient.layer, token]))
    return Layer.merge(served, graph)
  }))

/** Runs an effect on the saved file, with a second emulator that shares nothing with the first. */
export const onDisk = <A, E>(file: string, self: Effect.Effect<A, E, WorkbookSession.WorkbookSession>) =>
  Effect.gen(function*() {
    const bytes = yield* Effect.flatMap(FileSystem.FileSystem, (files) => files.readFile(file))
    const emulator = yield* Emulator.make({ books: { "saved.xlsx": bytes } })
    const session = WorkbookSession.layerSessionless({ workbook: Workbook.path("/saved.xlsx") })
    const graph = GraphClient.layer({ baseUrl: `${emulator.baseUrl}/v1.0` }).pipe(
      Layer.provide([Layer.succeed(HttpClient.HttpClient, emulator.client), token])
    )
    return yield* Effect.provide(self, Layer.provide(session, graph))
  }).pipe(Effect.scoped)
