/**
 * The Excel workbook API of Microsoft Graph, served from real .xlsx files in the same process.
 *
 * @since 0.1.0
 */
import * as Book from "@effect-workbook/engine/Book"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as FileSystem from "@effect/platform/FileSystem"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as Path from "@effect/platform/Path"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberHandle from "effect/FiberHandle"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import type * as Fault from "./Fault.js"
import * as Adapters from "./service/Adapters.js"
import * as Batch from "./service/Batch.js"
import * as BookHost from "./service/BookHost.js"
import * as Control from "./service/Control.js"
import { type DriveError, driveId } from "./service/Drive.js"
import * as DriveFolder from "./service/DriveFolder.js"
import * as DriveMemory from "./service/DriveMemory.js"
import * as FaultDecorators from "./service/faults/FaultDecorators.js"
import * as FaultMiddleware from "./service/faults/FaultMiddleware.js"
import { make as makeFaults } from "./service/faults/Faults.js"
import type { Handle } from "./service/Message.js"
import * as Operations from "./service/Operations.js"
import * as Responder from "./service/Responder.js"
import * as RequestService from "./service/Service.js"
import * as Sessions from "./service/Sessions.js"
import * as Workbooks from "./service/Workbooks.js"
import * as Undocumented from "./Undocumented.js"

/**
 * Workbooks in memory, keyed by name or path (`"Reports/a.xlsx"`). A value is either the bytes of an .xlsx file or a
 * record of sheets, each given as rows. Text in rows is parsed as if it were typed (`"=A1+1"` is a formula).
 *
 * Changes are kept until the emulator stops. Rows or sheet names that Excel would refuse cause a defect.
 *
 * @category models
 * @since 0.1.0
 */
export type InMemory = Readonly<Record<string, Uint8Array | Readonly<Record<string, CellValue.Matrix>>>>

/**
 * The options of the emulator. Only `books` is required. Behavior that Graph does not document is chosen by the options
 * of `Undocumented`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options<out Books extends string | InMemory = string | InMemory> extends Undocumented.Options {
  /**
   * The path of a folder of .xlsx files, or the workbooks themselves. Subfolders are included, and changes are saved
   * there.
   */
  readonly books: Books
  /**
   * The origin of absolute links when a request has no `Host` header. Default: `https://graph.microsoft.com`.
   *
   * `EmulatorServer.layer` also accepts requests for the host of this URL.
   */
  readonly baseUrl?: string | undefined
  /**
   * Whether a request without a bearer token gets 401; this includes requests to `/emulator`. Tokens are never
   * verified. Default: `false`, so a plain `curl` works.
   */
  readonly requireAuthorization?: boolean | undefined
  /**
   * How long `createSession` and adding or deleting table rows take. With `Prefer: respond-async` the request gets 202
   * at once. Default: zero, no delay and never a 202.
   */
  readonly openDelay?: Duration.DurationInput | undefined
  /** The maximum number of open sessions for each workbook. Default: 25. */
  readonly sessionsPerWorkbook?: number | undefined
  /** The initial faults: a list, or a seeded schedule. An invalid fault causes a defect. Default: none. */
  readonly faults?: ReadonlyArray<Fault.Fault> | Fault.Schedule | undefined
}

/**
 * A workbook that the emulator serves. `id` and `driveId` are derived from the path, so they are the same in every run.
 * `path` starts at the root of the drive.
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookFile {
  readonly id: string
  readonly driveId: string
  readonly name: string
  readonly path: string
}

/**
 * A session that is open on the emulator: it is neither closed nor expired. `itemId` is the id of its workbook.
 *
 * @category models
 * @since 0.1.0
 */
export interface OpenSession {
  readonly id: Redacted.Redacted
  readonly itemId: string
  readonly persistChanges: boolean
}

export {
  /**
   * The folder of workbooks, or one of its files, cannot be read or saved.
   *
   * @example
   * ```ts
   * import { NodeContext } from "@effect/platform-node"
   * import { Emulator } from "@effect-workbook/emulator"
   * import { Effect } from "effect"
   * import * as assert from "node:assert/strict"
   *
   * const program = Emulator.make({ books: "./no-such-folder" }).pipe(
   *   Effect.scoped,
   *   Effect.flip,
   *   Effect.provide(NodeContext.layer)
   * )
   *
   * Effect.runPromise(program).then((error) => assert.equal(error.message, "cannot list ./no-such-folder"))
   * ```
   *
   * @category errors
   * @since 0.1.0
   */
  DriveError
} from "./service/Drive.js"

/**
 * The faults of a running emulator.
 *
 * @example
 * ```ts
 * import { Emulator } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const { client, faults } = yield* Emulator.Emulator
 *   yield* faults.add({ on: { path: "/a.xlsx:" }, do: { _tag: "Answer", status: 503, retryAfter: 10 } })
 *   const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/a.xlsx:/workbook/worksheets")
 *   assert.equal(response.status, 503)
 *   assert.equal((yield* faults.struck).length, 1)
 * })
 *
 * Effect.runPromise(Effect.provide(program, Emulator.layer({ books: { "a.xlsx": { Sheet1: [] } } })))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Faults {
  /** Adds a fault or a schedule of faults after the existing ones. An invalid fault causes a defect. */
  readonly add: (fault: Fault.Fault | Fault.Schedule) => Effect.Effect<void>
  /** Removes all faults and ends active throttling, locks and session caps. The record of struck requests stays. */
  readonly clear: Effect.Effect<void>
  /** The requests that faults struck, in order. The oldest are dropped when there are more than 10,000. */
  readonly struck: Effect.Effect<ReadonlyArray<Fault.Strike>>
}

/**
 * The running emulator: `httpApp` is for servers, `client` for programs in the same process.
 *
 * @example
 * ```ts
 * import { Emulator } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const emulator: Emulator.Service = yield* Emulator.Emulator
 *   const [file] = yield* emulator.workbooks
 *   assert.equal(file?.path, "/a.xlsx")
 *   const response = yield* emulator.client.get(`${emulator.baseUrl}/v1.0/me/drive/items/${file?.id}?$select=name`)
 *   assert.equal(response.status, 200)
 * })
 *
 * Effect.runPromise(Effect.provide(program, Emulator.layer({ books: { "a.xlsx": { Sheet1: [] } } })))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /**
   * For `HttpServer.serve` or `HttpApp.toWebHandler`. It accepts any host and any origin. Use `EmulatorServer.layer`,
   * which checks both, when browsers can reach the server.
   */
  readonly httpApp: HttpApp.Default
  /** Handles requests in the process, without a socket. A request to a host other than that of `baseUrl` fails. */
  readonly client: HttpClient.HttpClient
  /** The scheme and host that `client` accepts. */
  readonly baseUrl: string
  /** The workbooks that are currently served, sorted by path. */
  readonly workbooks: Effect.Effect<ReadonlyArray<WorkbookFile>, DriveError>
  /** The sessions that are neither closed nor expired. */
  readonly openSessions: Effect.Effect<ReadonlyArray<OpenSession>>
  /**
   * Ends the open sessions that match all given properties, or every session when none is given, and returns their
   * number. An `OpenSession` matches only itself, an `itemId` matches all sessions of a workbook. Later requests on
   * them are answered as if the sessions had expired. Changes of persistent sessions are kept, copies of non-persistent
   * ones are discarded. Work that has started is completed.
   */
  readonly endSessions: (
    which?: { readonly id?: Redacted.Redacted | undefined; readonly itemId?: string | undefined }
  ) => Effect.Effect<number>
  /** The faults that are injected into requests. */
  readonly faults: Faults
}

/**
 * The emulator as a service.
 *
 * @example
 * ```ts
 * import { Emulator } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const { openSessions } = yield* Emulator.Emulator
 *   assert.deepEqual(yield* openSessions, [])
 * })
 *
 * Effect.runPromise(Effect.provide(program, Emulator.layer({ books: { "a.xlsx": { Sheet1: [] } } })))
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class Emulator extends Context.Tag("@effect-workbook/emulator/Emulator")<Emulator, Service>() {}

type Platform = FileSystem.FileSystem | Path.Path

const startingFaults = (faults: Options["faults"] = []): ReadonlyArray<Fault.Fault | Fault.Schedule> =>
  "seed" in faults ? [faults] : faults

const build = Effect.fnUntraced(function*(options: Options) {
  const scope = yield* Effect.scope
  const { books } = options
  const withEmulatorServices = yield* BookHost.withEmulatorServices
  const drive = typeof books === "string"
    ? yield* DriveFolder.make(books)
    : yield* DriveMemory.make(
      yield* Effect.forEach(Object.entries(books), ([name, book]) =>
        book instanceof Uint8Array
          ? Effect.succeed([name, book] as const)
          : Effect.orDie(Effect.map(withEmulatorServices(Book.make(book)), (made) => [name, made.save()] as const)))
    )
  const baseUrl = options.baseUrl ?? "https://graph.microsoft.com"
  const behavior = Undocumented.positions(options)
  const openDelay = Duration.decode(options.openDelay ?? Duration.zero)
  const makeHost = yield* BookHost.CurrentHost
  const workbooks = Workbooks.make(drive, yield* makeHost(behavior, withEmulatorServices))
  const faults = makeFaults()
  yield* Effect.forEach(startingFaults(options.faults), faults.add, { discard: true })
  const sessions = FaultDecorators.sessions(
    Sessions.make({
      drive,
      workbooks: FaultDecorators.workbooks(workbooks),
      sessionsPerWorkbook: Effect.map(faults.sessionCap, (cap) => cap ?? options.sessionsPerWorkbook ?? 25),
      behavior
    }),
    faults,
    behavior
  )
  const operations = FaultDecorators.operations(Operations.make(openDelay, scope), sessions)
  const responder = Responder.make(behavior)
  // the sweep runs only while something can expire, so a clock that jumps over years does not have to wake an idle
  // emulator
  const sweeper = yield* FiberHandle.make()
  const sweep = Effect.zipWith(sessions.sweep, operations.sweep, (left, running) => left || running)
  const ensureSweeping = FiberHandle.run(
    sweeper,
    Effect.interruptible(Effect.repeat(Effect.delay(sweep, "1 minute"), { while: (left) => left })),
    { onlyIfMissing: true }
  )
  const requireAuthorization = options.requireAuthorization ?? false
  const serve = RequestService.make({
    drive,
    sessions,
    operations,
    openDelay,
    responder,
    requireAuthorization,
    behavior
  })
  const striking = { faults, drive, sessions, responder }
  const batches = Batch.beside(FaultMiddleware.around(serve, striking), { responder, requireAuthorization })
  const answer = Control.beside(
    FaultMiddleware.aroundBatches(batches, striking),
    { faults, sessions, responder, requireAuthorization }
  )
  const handle: Handle = (request) => Effect.ensuring(answer(request), ensureSweeping)
  const service: Service = {
    httpApp: Adapters.httpApp(handle, baseUrl),
    client: Adapters.client(handle, baseUrl),
    baseUrl,
    workbooks: Effect.map(
      drive.list,
      (items) => items.map(({ id, name, path }) => ({ id, driveId, name, path }))
    ),
    openSessions: Effect.map(
      sessions.open,
      (open) => open.map(({ id, item, persistChanges }) => ({ id: Redacted.make(id), itemId: item.id, persistChanges }))
    ),
    endSessions: ({ id, itemId } = {}) =>
      sessions.endAll({ id: id === undefined ? undefined : Redacted.value(id), itemId }),
    faults: { add: faults.add, clear: faults.clear, struck: faults.struck }
  }
  return service
})

/**
 * Starts an emulator that runs until the scope closes.
 *
 * Sessions expire and slow operations complete by the `Clock`: a test that uses `TestClock` has to adjust it.
 *
 * @example
 * ```ts
 * import { HttpClientRequest } from "@effect/platform"
 * import { Emulator } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const { baseUrl, client } = yield* Emulator.make({ books: { "a.xlsx": { Sheet1: [[1, 2, "=A1+B1"]] } } })
 *   const range = `${baseUrl}/v1.0/me/drive/root:/a.xlsx:/workbook/worksheets('Sheet1')/range(address='A1:C1')`
 *   const response = yield* client.execute(
 *     HttpClientRequest.patch(range).pipe(HttpClientRequest.bodyUnsafeJson({ values: [[40, null, null]] }))
 *   )
 *   const body = yield* response.json
 *   assert.ok(typeof body === "object" && body !== null && "values" in body)
 *   assert.deepEqual(body.values, [[40, 2, 42]])
 * })
 *
 * Effect.runPromise(Effect.scoped(program))
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export function make(options: Options<InMemory>): Effect.Effect<Service, never, Scope.Scope>
export function make(options: Options): Effect.Effect<Service, DriveError, Scope.Scope | Platform>
export function make(options: Options): Effect.Effect<Service, DriveError, Scope.Scope | Platform> {
  return build(options)
}

/**
 * An emulator as a layer. A folder of workbooks needs a `FileSystem` and a `Path`, for example `NodeContext.layer`.
 *
 * @example
 * ```ts
 * import { Emulator } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const Books = Emulator.layer({ books: { "a.xlsx": { Sheet1: [["Total", "=1+1"]] } } })
 *
 * const program = Effect.gen(function*() {
 *   const { workbooks } = yield* Emulator.Emulator
 *   assert.deepEqual((yield* workbooks).map(({ path }) => path), ["/a.xlsx"])
 * })
 *
 * Effect.runPromise(Effect.provide(program, Books))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export function layer(options: Options<InMemory>): Layer.Layer<Emulator>
export function layer(options: Options): Layer.Layer<Emulator, DriveError, Platform>
export function layer(options: Options): Layer.Layer<Emulator, DriveError, Platform> {
  return Layer.scoped(Emulator, build(options))
}

/**
 * An emulator and an `HttpClient` that sends its requests to it, without a network. Provide it to any program that
 * calls Graph through `HttpClient`.
 *
 * @example
 * ```ts
 * import { HttpClient } from "@effect/platform"
 * import { Emulator } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const sheets = HttpClient.get("https://graph.microsoft.com/v1.0/me/drive/root:/a.xlsx:/workbook/worksheets")
 *
 * const program = Effect.gen(function*() {
 *   const body = yield* Effect.flatMap(sheets, (response) => response.text)
 *   assert.match(body, /"name":"Orders"/)
 * })
 *
 * Effect.runPromise(Effect.provide(program, Emulator.layerHttpClient({ books: { "a.xlsx": { Orders: [] } } })))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export function layerHttpClient(options: Options<InMemory>): Layer.Layer<HttpClient.HttpClient | Emulator>
export function layerHttpClient(
  options: Options
): Layer.Layer<HttpClient.HttpClient | Emulator, DriveError, Platform>
export function layerHttpClient(
  options: Options
): Layer.Layer<HttpClient.HttpClient | Emulator, DriveError, Platform> {
  return Layer.provideMerge(
    Layer.effect(HttpClient.HttpClient, Effect.map(Emulator, ({ client }) => client)),
    Layer.scoped(Emulator, build(options))
  )
}
