/** The emulator as a separate process, and its control API. */
import { Fault } from "@effect-workbook/emulator"
import * as Command from "@effect/platform/Command"
import type * as CommandExecutor from "@effect/platform/CommandExecutor"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Path from "@effect/platform/Path"
import * as Data from "effect/Data"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { kill } from "node:process"

export class NotServing extends Data.TaggedError("NotServing")<{ readonly said: string }> {
  override get message(): string {
    return `the emulator does not serve: ${this.said}`
  }
}

const OpenSession = Schema.Struct({
  itemId: Schema.String,
  path: Schema.String,
  mode: Schema.String,
  ageMillis: Schema.Number,
  idleMillis: Schema.Number
})

export type OpenSession = typeof OpenSession.Type

export interface Service {
  readonly url: string
  readonly pid: () => number
  /** The output after its address: warnings, and the reason of a crash. */
  readonly said: ReadonlyArray<string>
  /** Sends SIGKILL. */
  readonly kill: Effect.Effect<void>
  readonly restart: Effect.Effect<void, NotServing>
  readonly isRunning: Effect.Effect<boolean>
  readonly addFaults: (faults: ReadonlyArray<Fault.Fault> | Fault.Schedule) => Effect.Effect<void>
  readonly clearFaults: Effect.Effect<void>
  readonly struck: Effect.Effect<ReadonlyArray<Fault.Strike>>
  readonly openSessions: Effect.Effect<ReadonlyArray<OpenSession>>
  /** The used heap of the process in bytes, after garbage collection. None if the process does not respond. */
  readonly heapUsed: Effect.Effect<Option.Option<number>>
}

const mostLines = 50

const start = Effect.fnUntraced(function*(folder: string, port: number, said: Array<string>) {
  const path = yield* Path.Path
  const bin = yield* Effect.orDie(path.fromFileUrl(new URL("../../../emulator/src/bin.ts", import.meta.url)))
  const process = yield* Effect.orDie(Command.start(
    Command.make(
      "node",
      "--expose-gc",
      ...["tsx", new URL("heap.ts", import.meta.url).href].flatMap((module) => ["--import", module]),
      bin,
      folder,
      "--port",
      String(port),
      "--quiet",
      "--open-delay",
      "300ms"
    ).pipe(Command.workingDirectory(path.dirname(bin)))
  ))
  // SIGTERM would wait for the kept-alive connections of the client
  yield* Effect.addFinalizer(() => Effect.ignore(process.kill("SIGKILL")))
  const address = yield* Deferred.make<string, NotServing>()
  let heap = yield* Deferred.make<number>()
  const listen = (output: CommandExecutor.Process["stdout"]) =>
    output.pipe(
      Stream.decodeText(),
      Stream.splitLines,
      Stream.runForEach((line) => {
        if (/^https?:\/\/\S+$/.test(line)) return Deferred.succeed(address, line)
        const bytes = /^heap (\d+)$/.exec(line)?.[1]
        if (bytes !== undefined) return Deferred.succeed(heap, Number(bytes))
        return Effect.sync(() => {
          if (line.trim() !== "" && said.length < mostLines) said.push(line)
        })
      }),
      Effect.ignore,
      Effect.forkScoped
    )
  yield* listen(process.stdout)
  yield* listen(process.stderr)
  yield* Effect.forkScoped(Effect.zipRight(
    Effect.exit(process.exitCode),
    Effect.suspend(() => Deferred.fail(address, new NotServing({ said: said.at(-1) ?? "it ended at once" })))
  ))
  const heapUsed = Effect.gen(function*() {
    heap = yield* Deferred.make<number>()
    yield* Effect.try(() => kill(process.pid, "SIGUSR2"))
    return yield* Deferred.await(heap)
  }).pipe(Effect.timeout("5 seconds"), Effect.option)
  return { process, heapUsed, url: yield* Deferred.await(address) }
})

const Struck = Schema.Struct({ struck: Schema.Array(Fault.Strike) })
const Open = Schema.Struct({ value: Schema.Array(OpenSession) })

/** Serves the workbooks of a folder until the scope closes. */
export const make = Effect.fnUntraced(function*(folder: string) {
  // a kept-alive connection may be closing; repeating requests to the control API does no harm
  const client = (yield* HttpClient.HttpClient).pipe(
    HttpClient.withTracerDisabledWhen(() => true),
    HttpClient.filterStatusOk,
    HttpClient.retry({ times: 3 })
  )
  const said: Array<string> = []
  const context = yield* Effect.context<Effect.Effect.Context<ReturnType<typeof start>>>()
  const first = yield* start(folder, 0, said)
  const { url } = first
  const port = Number(new URL(url).port)
  let current = first

  const faults = (request: HttpClientRequest.HttpClientRequest, body: unknown) =>
    client.execute(HttpClientRequest.bodyUnsafeJson(request, body)).pipe(
      Effect.flatMap(({ text }) => text),
      Effect.orDie
    )
  const ask = <A, I>(path: string, schema: Schema.Schema<A, I>) =>
    client.get(`${url}${path}`).pipe(Effect.flatMap(HttpClientResponse.schemaBodyJson(schema)), Effect.orDie)

  const service: Service = {
    url,
    pid: () => current.process.pid,
    said,
    kill: Effect.suspend(() => Effect.ignore(current.process.kill("SIGKILL"))),
    // another process may hold the port for a moment
    restart: start(folder, port, said).pipe(
      Effect.retry(Schedule.intersect(Schedule.spaced("1 second"), Schedule.recurs(10))),
      Effect.map((started) => {
        current = started
      }),
      Effect.provide(context)
    ),
    isRunning: Effect.suspend(() => Effect.orDie(current.process.isRunning)),
    addFaults: (added) =>
      Effect.gen(function*() {
        const body = "seed" in added
          ? yield* Effect.orDie(Schema.encode(Fault.Schedule)(added))
          : yield* Effect.orDie(Schema.encode(Schema.Array(Fault.Fault))(added))
        yield* faults(HttpClientRequest.post(`${url}/emulator/faults`), body)
      }),
    clearFaults: Effect.asVoid(Effect.orDie(client.del(`${url}/emulator/faults`))),
    struck: Effect.map(ask("/emulator/faults", Struck), ({ struck }) => struck),
    openSessions: Effect.map(ask("/emulator/sessions", Open), ({ value }) => value),
    heapUsed: Effect.suspend(() => current.heapUsed)
  }
  return service
})
