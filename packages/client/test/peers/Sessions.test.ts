/** Bugs of peers about sessions: sessions that expire, leak, are mixed up, or are lost without an error. */
import {
  AccessToken,
  Application,
  Catalogue,
  Functions,
  GraphClient,
  NamedItem,
  Range,
  Table,
  Workbook,
  WorkbookSession,
  WorkbookSessions,
  Worksheet
} from "@effect-workbook/client"
import { Emulator, type Fault } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Encoding, Exit, Layer, Logger, Redacted, TestClock } from "effect"
import * as Emulated from "../support/Emulated.js"
import { created, failure, graph, httpClient, range, sessionId } from "../support/Script.js"
import { after, append, cell, first, inSession, service, workbook, write } from "../support/Session.js"
import { lost, names, numberedSession, recording, run, sessionOf, timesOf, withRetryAfter } from "./support.js"

const bare = failure(503, "UnknownError")

const privateCopy = { mode: "nonPersistent" } as const

describe("Idle sessions", () => {
  it.effect("python-o365: the idle limits are not swapped", () =>
    Effect.gen(function*() {
      for (const [mode, limit] of [["persistent", 300], ["nonPersistent", 420]] as const) {
        const { layer, log } = service({ createSession: numberedSession })
        const work = inSession(Effect.delay(cell, "20 minutes"), { mode })
        assert.deepStrictEqual(yield* Effect.provide(run(work), layer), [[1]])
        const times = log.map((line) => Number(line.split(" ")[0]))
        const longest = Math.max(...times.slice(1).map((time, index) => time - times[index]!))
        assert.strictEqual(longest, limit - 60, mode)
      }
    }))

  it.effect("python-o365, PnPjs, FSAI, office.js: an unused session is kept alive automatically", () => {
    const { count, transformClient } = recording()
    return Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      yield* inSession(
        Effect.gen(function*() {
          const [open] = yield* openSessions
          yield* TestClock.adjust("59 minutes")
          assert.deepStrictEqual((yield* openSessions).map(({ id }) => Redacted.value(id)), [Redacted.value(open!.id)])
          assert.deepStrictEqual(yield* Range.values(Range.at("Summary!A4")), [["North"]])
        }),
        { ...privateCopy, workbook: Emulated.workbook }
      )
      assert.deepStrictEqual([count("createSession"), count("refreshSession")], [1, 9])
    }).pipe(Effect.provide(Emulated.layer({ transformClient })))
  })

  it.effect("python-o365: a manual refresh counts as activity, for the service", () =>
    Effect.gen(function*() {
      const { execute } = yield* GraphClient.GraphClient
      const emulator = yield* Emulator.Emulator
      const [file] = yield* emulator.workbooks
      const book = Workbook.item(file!.id, Workbook.drive(file!.driveId))
      const { id } = yield* WorkbookSession.createSession(book, { persistChanges: false })
      const read = execute({
        endpoint: Catalogue.range.get,
        url: `${Workbook.toPath(book)}/workbook/worksheets('Summary')/range(address='A4')?$select=values`,
        sessionId: id
      })
      yield* TestClock.adjust("6 minutes")
      yield* WorkbookSession.refreshSession(book, id)
      yield* TestClock.adjust("6 minutes")
      assert.strictEqual((yield* read).status, 200)
      yield* WorkbookSession.closeSession(book, id)
    }).pipe(Effect.provide(Emulated.layer())))

  it.effect("python-o365: a refresh counts as activity, for the client", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      yield* run(inSession(Effect.delay(cell, "9 minutes")))
      assert.deepStrictEqual(timesOf(log, "refreshSession"), [240, 480])
    }).pipe(Effect.provide(layer))
  })

  it.effect("dust: a session of the pool is kept alive while it is unused", () => {
    const { layer, log, received } = service({ createSession: numberedSession })
    return Effect.gen(function*() {
      const use = WorkbookSessions.provide(cell, { workbook })
      yield* Effect.provide(run(Effect.zipRight(use, Effect.delay(use, "9 minutes"))), pool)
      assert.deepStrictEqual(log.slice(0, 5), [
        "0 createSession",
        "0 read",
        "240 refreshSession",
        "480 refreshSession",
        "540 read"
      ])
      assert.isTrue(received.slice(1).every((request) => sessionOf(request) === "secret-session-1"))
    }).pipe(Effect.provide(layer))
  })
})

const pool = WorkbookSessions.layer({ idleTimeToLive: "30 minutes" })

describe("Sessions that are left open", () => {
  const ways = {
    succeeds: Effect.void,
    fails: Effect.fail("the work"),
    dies: Effect.die("the work"),
    "is interrupted": Effect.interrupt
  }
  for (const [way, end] of Object.entries(ways)) {
    it.effect(`n8n, python-o365, PnPjs, plumber, dust, office.js: a session is closed once when the work ${way}`, () => {
      const { layer, log, received } = service()
      return Effect.gen(function*() {
        const exit = yield* Effect.exit(inSession(Effect.zipRight(append, end)))
        assert.strictEqual(Exit.isSuccess(exit), way === "succeeds")
        assert.deepStrictEqual(names(log), ["createSession", "append", "closeSession"])
        assert.strictEqual(sessionOf(received[2]!), sessionId)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("n8n: a session is closed when rows/add fails", () => {
    const { layer, log } = service({ append: () => failure(400, "InvalidArgument", "invalidArgument") })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(inSession(append)))._tag, "InvalidRequest")
      assert.deepStrictEqual(names(log), ["createSession", "append", "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("n8n: a failed close does not fail the work, and is logged", () => {
    const lines: Array<string> = []
    const logger = Logger.make(({ message }) => void lines.push(String(message)))
    const { layer } = service({ closeSession: () => failure(403, "x", "forbiddenUncategorized") })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(cell), [[1]])
      assert.strictEqual(lines.length, 1)
      assert.include(lines[0], "forbiddenUncategorized")
    }).pipe(Effect.provide([layer, Logger.replace(Logger.defaultLogger, logger)]))
  })

  it.effect("python-o365: a replaced session is closed if it may still be open", () => {
    const { layer, received } = service({ createSession: numberedSession, read: first(withRetryAfter(bare, "5")) })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      const closed = received.filter(({ url }) => url.endsWith("closeSession")).map(sessionOf)
      assert.deepStrictEqual(closed, ["secret-session-1", "secret-session-2"])
    }).pipe(Effect.provide(layer))
  })
})

describe("Sessions that are mixed up", () => {
  const book = (drive: string) => Workbook.item("01ABC", Workbook.drive(drive))

  it.effect("dust: a session of one user is never used with another's token", () => {
    const { layer: http, received } = httpClient((request) => {
      const user = request.headers["authorization"]!.slice("Bearer token-of-".length)
      return request.url.endsWith("createSession")
        ? { status: 201, body: { id: `secret-session-of-${user}`, persistChanges: true } }
        : { status: 200, body: range }
    })
    const client = GraphClient.layer().pipe(Layer.provide([http, AccessToken.layerNone]))
    const as = (user: string) =>
      Effect.flatMap(
        AccessToken.make(Effect.succeed(Redacted.make(`token-of-${user}`))),
        (accessToken) => WorkbookSessions.provide(cell, { workbook: book("b!d"), identity: { id: user, accessToken } })
      )
    return Effect.gen(function*() {
      yield* Effect.all([as("ann"), as("ben"), as("ann")], { concurrency: "unbounded" })
      const pairs = received.filter(({ method }) => method === "GET").map((request) => [
        request.headers["authorization"]!.replace("Bearer token-of-", ""),
        sessionOf(request)!.replace("secret-session-of-", "")
      ])
      // Ann reads the same twice at the same time, which is sent once.
      assert.deepStrictEqual(pairs.map(String).toSorted(), ["ann,ann", "ben,ben"])
      assert.strictEqual(received.filter(({ url }) => url.endsWith("createSession")).length, 2)
    }).pipe(Effect.provide(Layer.provideMerge(pool, client)))
  })

  it.effect("dust: an item with the same id in another drive has its own session in that drive", () => {
    const { layer, received } = service({ createSession: numberedSession })
    return Effect.gen(function*() {
      for (const drive of ["b!one", "b!two"]) {
        yield* Effect.provide(cell, WorkbookSession.layer({ workbook: book(drive) }))
        yield* WorkbookSessions.provide(cell, { workbook: book(drive) })
      }
      const created = received.filter(({ url }) => url.endsWith("createSession"))
      assert.deepStrictEqual(
        created.map(({ url }) => /drives\/(.*)\/items\/01ABC\/workbook/.exec(url)?.[1]),
        ["b!one", "b!one", "b!two", "b!two"]
      )
      const pairs = received.flatMap((request) => {
        const session = sessionOf(request)
        return session === undefined ? [] : [`${/b!\w+/.exec(request.url)?.[0]} ${session}`]
      })
      assert.deepStrictEqual([...new Set(pairs)].toSorted(), [
        "b!one secret-session-1",
        "b!one secret-session-2",
        "b!two secret-session-3",
        "b!two secret-session-4"
      ])
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)), Effect.scoped)
  })

  it.effect("dust: the workbook is resolved in the given site", () => {
    const { layer, received } = graph((request) =>
      request.url.includes("$select=id")
        ? { status: 200, body: { id: "01ABC", parentReference: { driveId: "b!site" } } }
        : request.url.endsWith("createSession")
        ? { status: 201, body: { id: sessionId, persistChanges: true } }
        : { status: 204 }
    )
    return Effect.gen(function*() {
      yield* Effect.scoped(WorkbookSession.make({ workbook: Workbook.path("/a.xlsx", Workbook.site("contoso,1,2")) }))
      assert.deepStrictEqual(received.map(({ url }) => url.replace("https://graph.microsoft.com/v1.0", "")), [
        "/sites/contoso,1,2/drive/root:/a.xlsx:?$select=id,name,parentReference",
        "/drives/b!site/items/01ABC/workbook/createSession",
        "/drives/b!site/items/01ABC/workbook/closeSession"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("office.js, plumber, python-o365: createSession is sent once for two callers", () => {
    const { layer, log } = service({ createSession: () => after(created(), "10 seconds") })
    return Effect.gen(function*() {
      const use = WorkbookSessions.provide(cell, { workbook })
      const useToo = WorkbookSessions.provide(write, { workbook })
      yield* Effect.provide(run(Effect.all([use, Effect.delay(useToo, "1 second")], { concurrency: 2 })), pool)
      assert.deepStrictEqual(timesOf(log, "createSession"), [0])
      assert.deepStrictEqual([...timesOf(log, "read"), ...timesOf(log, "write")], [10, 10])
    }).pipe(Effect.provide(layer))
  })

  it.effect("n8n: ten appends use one session, and send one request each", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      yield* inSession(Effect.replicateEffect(append, 10))
      assert.deepStrictEqual(names(log), ["createSession", ...Array<string>(10).fill("append"), "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("msgraph-metadata#514, vgrem, Kiota, softeria: every request has the session header", () => {
    const { requests, transformClient } = recording()
    return Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      const id = yield* inSession(
        Effect.gen(function*() {
          yield* Worksheet.list()
          yield* Worksheet.add("New")
          yield* Range.write(Range.at("New!A1"), [[1]])
          yield* Range.values(Range.used(Worksheet.named("New")))
          yield* Table.rows(Table.named("Orders"))
          yield* Table.addRows(Table.named("Orders"), [["SO-9", 46212, "North", "Chair", 1, 1, null]])
          yield* Table.deleteRow(Table.named("Orders"), 0)
          yield* NamedItem.list()
          yield* Functions.call("sum", { values: [1, 2] })
          yield* Application.calculate("Full")
          yield* Worksheet.delete(Worksheet.named("New"))
          yield* Effect.sleep("5 minutes")
          return Redacted.value((yield* emulator.openSessions)[0]!.id)
        }),
        { workbook: Emulated.workbook }
      )
      const [create, ...others] = requests.filter(({ url }) => url.includes("/workbook/"))
      assert.match(create!.url, /createSession$/)
      assert.isTrue(others.length >= 13)
      for (const { session, url } of others) assert.strictEqual(session, id, url)
    }).pipe(run, Effect.provide(Emulated.layer({ transformClient })))
  })
})

describe("Sessions that are lost", () => {
  it.effect("python-o365: a session that expired at the service is replaced", () => {
    const { count, transformClient } = recording()
    const end: Fault.Fault = { on: { endpoint: "workbookRange.get" }, do: { _tag: "EndSession" } }
    return Effect.gen(function*() {
      const values = yield* inSession(Range.values(Range.at("Summary!A4:B4")), { workbook: Emulated.workbook })
      assert.deepStrictEqual(values, [["North", 8762.75]])
      assert.strictEqual(count("createSession"), 2)
      assert.strictEqual(yield* Emulated.openSessions, 0)
    }).pipe(Effect.provide(Emulated.layer({ transformClient, faults: [end] })))
  })

  for (const status of [400, 404]) {
    it.effect(`python-o365, dust: a session that is gone (${status}) is not used again`, () => {
      const gone = failure(status, "InvalidOrTimedOutSession", "invalidSessionReCreatable")
      const { layer, received } = service({ createSession: numberedSession, read: first(gone) })
      return Effect.gen(function*() {
        assert.deepStrictEqual(yield* inSession(Effect.zipLeft(cell, write)), [[1]])
        assert.deepStrictEqual(received.map(sessionOf), [
          undefined,
          "secret-session-1",
          undefined,
          "secret-session-2",
          "secret-session-2",
          "secret-session-2"
        ])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("python-o365: calls that lose the same session open one new session", () => {
    const { layer, log } = service({ createSession: numberedSession, read: first(lost) })
    return Effect.gen(function*() {
      // with `batching`, the same reads would be sent as one
      yield* inSession(Effect.replicateEffect(cell, 20, { concurrency: "unbounded" }), { batching: false })
      assert.strictEqual(timesOf(log, "createSession").length, 2)
      assert.strictEqual(timesOf(log, "read").length, 21)
    }).pipe(Effect.provide(layer))
  })

  it.effect("python-o365: a private copy that was lost is not recreated silently", () => {
    const { layer, log } = service({ createSession: numberedSession, read: first(lost) })
    return Effect.gen(function*() {
      const errors = yield* inSession(
        Effect.all([Effect.flip(cell), Effect.flip(write), Effect.flip(cell)]),
        privateCopy
      )
      for (const error of errors) {
        assert.strictEqual(error._tag, "SessionLost")
        if (error._tag === "SessionLost") assert.strictEqual(error.mode, "nonPersistent")
      }
      assert.deepStrictEqual(names(log), ["createSession", "read"])
    }).pipe(Effect.provide(layer))
  })

  const final = [
    "invalidSessionAccessConflict",
    "invalidSessionNotFound",
    "invalidSessionRestricted",
    "invalidSessionUnexpected",
    "invalidSessionUnsupportedWorkbook"
  ] as const
  for (const code of final) {
    it.effect(`plumber: only invalidSessionReCreatable is recreated, ${code} is not`, () => {
      const { layer, log } = service({ read: () => failure(404, "x", code) })
      return Effect.gen(function*() {
        const errors = yield* run(inSession(Effect.all([Effect.flip(cell), Effect.flip(write)])))
        assert.deepStrictEqual(errors.map((error) => error._tag === "SessionLost" && error.code), [code, code])
        assert.deepStrictEqual(names(log), ["createSession", "read"])
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("Sessions that cannot be opened", () => {
  it.effect("dust, vgrem, python-o365: are an error, and nothing is sent without a session", () => {
    const { layer, log } = service({ createSession: () => failure(403, "x", "accessDenied") })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(inSession(Effect.zipRight(cell, write))))._tag, "AccessDenied")
      assert.deepStrictEqual(names(log), ["createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("python-o365: an answer without an id is an error, and nothing is sent without a session", () => {
    const { layer, log } = service({ createSession: () => ({ status: 201, body: { persistChanges: true } }) })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(inSession(cell)))._tag, "UnexpectedAnswer")
      assert.deepStrictEqual(names(log), ["createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("n8n: the error says that an app-only token opens no workbook, and no new token is requested", () => {
    let issued = 0
    const claims = Encoding.encodeBase64Url(JSON.stringify({ idtyp: "app", sub: "job" }))
    const token = AccessToken.layerEffect(Effect.sync(() => {
      issued++
      return Redacted.make(`e30.${claims}.signature`)
    }))
    const books = { "a.xlsx": { Data: [["a"]] } }
    const layer = Layer.provideMerge(
      GraphClient.layer().pipe(Layer.provide(token)),
      Emulator.layerHttpClient({ books })
    )
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(cell, { workbook: Workbook.path("/a.xlsx") }))
      assert.strictEqual(error._tag, "NotOpenable")
      assert.strictEqual(issued, 1)
    }).pipe(run, Effect.provide(layer))
  })
})
