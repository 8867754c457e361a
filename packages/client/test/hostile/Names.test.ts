import {
  AccessToken,
  DriveItem,
  GraphClient,
  NamedItem,
  Range,
  Table,
  Workbook,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { EmulatorServer } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Either, FastCheck, Layer, ParseResult, Redacted } from "effect"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Emulated from "../support/Emulated.js"
import { names, type Place, places } from "./names.js"
import { isComplete, seed, timeout, yieldToEventLoop } from "./settings.js"

interface Received {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** A server that refuses all requests and records them as they were on the wire. */
const refusingServer = Effect.acquireRelease(
  Effect.async<{ readonly url: string; readonly received: Array<Received>; readonly close: () => void }>((resume) => {
    const received: Array<Received> = []
    const server = createServer(({ headers, method = "", url = "" }, response) => {
      received.push({ method, target: url, headers })
      response.writeHead(400, { "content-type": "application/json" })
      response.end(JSON.stringify({ error: { code: "BadRequest", message: "refused" } }))
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}/v1.0`, received, close: () => void server.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

const token = "secret-token"

const clientOf = (baseUrl: string) =>
  GraphClient.layer({ baseUrl }).pipe(
    Layer.provide([UndiciHttpClient.layer, AccessToken.layer(Redacted.make(token))])
  )

/** Replaces the parts of a name that UTF-8 cannot encode. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, "\ufffd")

/** The workbook of a name. It is `Left` if the schema refuses the name, such as `..`. */
const workbookOf = ({ workbook }: Place, name: string): Either.Either<Workbook.Workbook, unknown> =>
  Either.try(() => workbook(name))

const take = <A>(items: ReadonlyArray<A>, count: number): ReadonlyArray<A> =>
  items.filter((_, at) => (at * count + seed) % items.length < count)

const sample = readFileSync(new URL("../../../examples/assets/orders.xlsx", import.meta.url))

/** Relative paths that lead out of a folder if a server does not check them. */
const traversals = [
  "..",
  "%2e%2e",
  "%252e%252e",
  "..;",
  ". .",
  "..\\",
  "inner/..",
  "out",
  "out/..",
  "inner/%00",
  "..%c0%af",
  "\uff0e\uff0e"
].flatMap(
  (step) => [`${step}/`, `/${step}/`, `${step}/${step}/`, `${step}%2f`, `${step}\\`]
)

const orders = Table.named("Orders")

/** Names a resource, finds it by that name, and reads its name. */
const roundTrips = {
  sheet: (name: string) =>
    Effect.gen(function*() {
      const sheet = Worksheet.named(name)
      yield* Worksheet.add(name)
      yield* Range.write(Range.on(sheet, "B2"), [[name.length]])
      assert.deepStrictEqual(yield* Range.values(Range.at(`'${name.replaceAll("'", "''")}'!B2`)), [[name.length]])
      return (yield* Worksheet.get(sheet)).name
    }),
  renamedSheet: (name: string) =>
    Effect.gen(function*() {
      yield* Worksheet.rename(Worksheet.named("Orders"), name)
      return (yield* Worksheet.get(Worksheet.named(name))).name
    }),
  column: (name: string) =>
    Effect.gen(function*() {
      // Such a name refers to the column with that id, not to the one with that name.
      if (/^\d$/.test(name)) return name
      const before = yield* Table.columns(orders)
      yield* Table.addColumn(orders, { name })
      const added = (yield* Table.columns(orders)).find((column) => column.name === name)
      yield* Table.deleteColumn(orders, name)
      assert.deepStrictEqual(yield* Table.columns(orders), before, name)
      return added?.name
    }),
  table: (name: string) =>
    Effect.gen(function*() {
      yield* Table.update(orders, { name })
      yield* Table.rows(Table.named(name))
      return (yield* Table.get(Table.named(name))).name
    }),
  name: (name: string) =>
    Effect.gen(function*() {
      yield* NamedItem.add({ name, reference: "=Orders!$A$1" })
      yield* Range.values(NamedItem.range(NamedItem.named(name)))
      return (yield* NamedItem.get(NamedItem.named(name))).name
    })
}

describe("Hostile names", () => {
  it.live("are sent as a single name, or nothing is sent", () =>
    Effect.gen(function*() {
      const { received, url } = yield* refusingServer
      const client = yield* Layer.build(clientOf(url))
      const cases = places.flatMap((place) => names.map((name) => ({ place, name })))
      for (const { name, place } of take(cases, isComplete ? cases.length : 150)) {
        const what = `${place.label} ${JSON.stringify(name).slice(0, 80)}`
        const workbook = workbookOf(place, name)
        if (Either.isLeft(workbook)) {
          assert.instanceOf(workbook.left, ParseResult.ParseError, what)
          continue
        }
        received.length = 0
        const error = yield* place.ask(name).pipe(
          Effect.asVoid,
          Effect.provide(WorkbookSession.layerSessionless({ workbook: workbook.right })),
          Effect.provide(client),
          Effect.flip
        )
        if (received.length === 0) {
          assert.strictEqual(error._tag, "InvalidArguments", what)
          continue
        }
        assert.strictEqual(error._tag, "InvalidRequest", what)
        assert.strictEqual(received.length, 1, what)
        const [path = "", query, ...more] = received[0]!.target.split("?")
        assert.match(received[0]!.target, /^[!-~]*$/, what)
        assert.deepStrictEqual(
          path.split("/").slice(1).map(decodeURIComponent),
          ["v1.0", ...place.segments(name).map(wellFormed)],
          what
        )
        assert.include([undefined, "$select=id,name,parentReference"], query, what)
        assert.strictEqual(more.length, 0, what)
      }
    }).pipe(Effect.scoped), timeout)

  it.live("of sessions are sent in their header, or nothing is sent, and no error repeats them", () =>
    Effect.gen(function*() {
      const { received, url } = yield* refusingServer
      const client = yield* Layer.build(clientOf(url))
      for (const name of names) {
        received.length = 0
        const id = `session ${name} 1`
        const refreshed = WorkbookSession.refreshSession(Workbook.item("1", Workbook.drive("d")), Redacted.make(id))
        const error = yield* Effect.flip(Effect.provide(refreshed, client))
        for (const { headers } of received) {
          assert.strictEqual(headers["workbook-session-id"], id)
          assert.isUndefined(headers["x-evil"])
        }
        assert.notInclude(`${error.message} ${JSON.stringify(error)} ${String(error)}`, id)
      }
    }).pipe(Effect.scoped))

  it.live("do not reach a file outside the folder", () =>
    Effect.gen(function*() {
      const parent = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "hostile-"))),
        (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
      )
      mkdirSync(join(parent, "books", "inner"), { recursive: true })
      for (const file of ["secret.xlsx", "books/orders.xlsx"]) writeFileSync(join(parent, file), sample)
      symlinkSync(parent, join(parent, "books", "out"))
      const served = yield* Layer.build(EmulatorServer.layer({ workers: 0, books: join(parent, "books") }))
      const client = yield* Layer.build(clientOf(`${Context.get(served, EmulatorServer.EmulatorServer).url}/v1.0`))
      const found = (path: string) =>
        Effect.forEach(
          [() => Workbook.path(path), () => Workbook.special(path, path), () => Workbook.child(path)],
          (workbook) =>
            Effect.suspend(() => DriveItem.resolve(workbook())).pipe(
              // The schema refuses an invalid name.
              Effect.catchAllDefect((defect) =>
                defect instanceof ParseResult.ParseError ? Effect.fail(defect) : Effect.die(defect)
              ),
              Effect.match({ onFailure: String, onSuccess: () => "found" })
            )
        ).pipe(Effect.provide(client))
      const outcomes = yield* found("orders.xlsx")
      assert.isTrue(outcomes.includes("found"), outcomes.join("\n"))
      for (const traversal of traversals) {
        for (const target of ["secret.xlsx", "/secret.xlsx", join(parent, "secret.xlsx")]) {
          assert.notInclude(yield* found(traversal + target), "found", traversal + target)
        }
      }
    }).pipe(Effect.scoped))

  it.effect(
    "of sheets, columns, tables and named items are kept unchanged, or refused",
    () =>
      Effect.gen(function*() {
        const given = FastCheck.sample(
          FastCheck.oneof(
            FastCheck.constantFrom(...names.filter((name) => name !== "" && name === wellFormed(name))),
            FastCheck.string({
              unit: FastCheck.constantFrom(..."aZ1é😀 '!#%&()[]{}:;,.$@=+-/\\?*\t\u0000\u202e"),
              minLength: 1,
              maxLength: 31
            }),
            FastCheck.string({ unit: "grapheme", minLength: 1, maxLength: 31 })
          ),
          { numRuns: isComplete ? 400 : 20, seed }
        )
        let accepted = 0
        for (const name of given) {
          yield* yieldToEventLoop
          for (const [kind, roundTrip] of Object.entries(roundTrips)) {
            const found = yield* Effect.either(Emulated.inSession(roundTrip(name)))
            if (Either.isRight(found)) {
              assert.strictEqual(found.right, name, kind)
              accepted++
            } else {
              const refusals = ["InvalidRequest", "AlreadyExists", "InvalidArguments"]
              assert.include(refusals, found.left._tag, `${kind} ${name}`)
            }
          }
        }
        assert.isAbove(accepted, given.length / 2)
      }),
    timeout
  )
})
