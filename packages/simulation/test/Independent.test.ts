/** Each rule of the independent check finds its violation in a hand-made history, and nothing in a correct one. */
import { assert, describe, it } from "@effect/vitest"
import { check } from "../src/independent/Checker.js"
import type { Answer, Call, Delivery, Exchange, History, Holding, SavedBook } from "../src/independent/History.js"
import { story } from "../src/independent/Report.js"

const id = "cluster=PSG4&session=15.SG2PEPF00028F251"
const other = "cluster=PSG4&session=16.SG2PEPF00028F251"
const token = "eyJhbGciOiJub25lIn0.eyJvaWQiOiIxIn0"
const workbook = "/v1.0/drives/D/items/I/workbook"

/** Records a history step by step. Time passes only where a test says so. */
const record = (options: { readonly mode?: Holding["mode"]; readonly restores?: boolean } = {}) => {
  let seq = 0
  let at = 0
  const moment = () => ({ seq: seq++, at })
  const mode = options.mode ?? "persistent"
  const holding: Holding = { user: "Ada", book: "book", mode, restores: options.restores ?? false, opened: moment() }
  const history = {
    exchanges: new Array<Exchange>(),
    holdings: [holding],
    calls: new Array<Call>(),
    emitted: new Array<string>(),
    foreign: new Array<string>(),
    tokens: new Set([token]),
    books: new Map([["I", "book"]]),
    before: new Array<SavedBook>(),
    after: new Array<SavedBook>(),
    idleLimit: { persistent: 300_000, nonPersistent: 420_000 },
    unexpectedErrors: new Array<string>()
  } satisfies History

  const begin = (request: Partial<Pick<Exchange, "method" | "path" | "body">> & { readonly session?: string }) => {
    const exchange: Exchange = {
      id: history.exchanges.length,
      method: request.method ?? "POST",
      path: request.path ?? `${workbook}/worksheets`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(request.session === undefined ? {} : { "workbook-session-id": request.session })
      },
      body: request.body ?? "",
      started: moment()
    }
    history.exchanges.push(exchange)
    return exchange
  }
  const end = (exchange: Exchange, delivered: Delivery, served?: Answer) => {
    exchange.ended = moment()
    exchange.delivered = delivered
    if (served !== undefined) exchange.served = served
  }
  const exchange = (request: Parameters<typeof begin>[0], delivered: Delivery | Answer, served?: Answer) => {
    const started = begin(request)
    if ("_tag" in delivered) end(started, delivered, served)
    else end(started, { _tag: "Answer", answer: delivered }, served ?? delivered)
    return started
  }
  return {
    history,
    moment,
    begin,
    end,
    exchange,
    pass: (millis: number) => {
      at += millis
    },
    leave: () => {
      holding.closed = moment()
    },
    open: (session = id, persistChanges = mode === "persistent") =>
      exchange(
        { path: `${workbook}/createSession`, body: JSON.stringify({ persistChanges }) },
        ok({ id: session, persistChanges }, 201)
      ),
    close: (session = id) => exchange({ path: `${workbook}/closeSession`, session }, ok(undefined, 204)),
    read: (session?: string) =>
      exchange({ method: "GET", ...(session === undefined ? {} : { session }) }, ok({ value: [] })),
    /** A call that writes a row, and the requests in between. */
    call: (about: Partial<Call>, requests: () => void = () => undefined) => {
      const call: Call = {
        user: "Ada",
        what: "append of a row",
        book: "book",
        saves: true,
        verified: false,
        write: { idempotent: false, trace: { _tag: "Marker", marker: "row 1" } },
        started: moment(),
        outcome: { _tag: "Success" },
        ...about
      }
      history.calls.push(call)
      requests()
      call.ended = moment()
    },
    saved: (
      texts: Readonly<Record<string, number>>,
      families: Readonly<Record<string, number>> = {},
      before = families
    ) => {
      const book = (
        families: Readonly<Record<string, number>>,
        texts: Readonly<Record<string, number>>
      ): SavedBook => ({
        book: "book",
        texts: new Map(Object.entries(texts)),
        families: new Map(Object.entries(families))
      })
      history.before.push(book(before, {}))
      history.after.push(book(families, texts))
    }
  }
}

const ok = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: body === undefined ? "" : JSON.stringify(body)
})

const failed = (status: number, code?: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  ok({ error: { code: "X", message: "", ...(code === undefined ? {} : { innerError: { code } }) } }, status, headers)

const row = { path: `${workbook}/tables('Log')/rows`, body: "{\"values\":[[\"row 1\"]]}", session: id }

const rulesOf = (history: History): ReadonlyArray<string> => Array.from(new Set(check(history).map(({ rule }) => rule)))

/** Checks that exactly this rule is violated. */
const finds = (
  rule: string,
  write: (to: ReturnType<typeof record>) => void,
  options?: Parameters<typeof record>[0]
) => {
  const to = record(options)
  write(to)
  assert.deepStrictEqual(rulesOf(to.history), [rule])
}

const isClean = (write: (to: ReturnType<typeof record>) => void, options?: Parameters<typeof record>[0]) => {
  const to = record(options)
  write(to)
  assert.deepStrictEqual(check(to.history), [])
}

describe("Independent check", () => {
  it("a correct history passes: a lost session, a wait, a poll, a write with an unknown outcome", () =>
    isClean((to) => {
      const operation = `${workbook}/operations/1?sessionId=abc`
      to.exchange(
        { path: `${workbook}/createSession`, body: "{\"persistChanges\":true}" },
        ok(undefined, 202, { location: `http://127.0.0.1${operation}` })
      )
      to.pass(1000)
      to.exchange(
        { method: "GET", path: operation },
        ok({ status: "succeeded", resourceLocation: `http://127.0.0.1${workbook}/sessionInfoResource(key='1')` })
      )
      to.exchange(
        { method: "GET", path: `${workbook}/sessionInfoResource(key='1')` },
        ok({ id, persistChanges: true })
      )
      to.call({}, () => to.exchange(row, ok({ index: 1 }, 201)))
      to.call(
        {
          outcome: { _tag: "Failure", error: "OutcomeUnknown" },
          write: { idempotent: false, trace: { _tag: "Marker", marker: "x" } }
        },
        () => to.exchange({ ...row, body: "{\"values\":[[\"x\"]]}" }, { _tag: "Lost" })
      )
      to.exchange({ session: id, method: "GET" }, failed(429, "tooManyRequestsUncategorized", { "retry-after": "1.5" }))
      to.pass(1500)
      to.exchange({ session: id, method: "GET" }, failed(404, "invalidSessionReCreatable"))
      to.open(other)
      to.read(other)
      to.close(other)
      to.leave()
      to.saved({ "row 1": 1, x: 1 })
    }))

  /** An append as a long-running operation that fails with this code; the session is not used afterwards. */
  const failingOperation = (code: string) => (to: ReturnType<typeof record>) => {
    const operation = `${workbook}/operations/7`
    to.open()
    to.exchange({ ...row }, ok(undefined, 202, { location: `http://127.0.0.1${operation}` }))
    to.pass(1000)
    const error = { code: "X", message: "", innerError: { code } }
    to.exchange({ method: "GET", path: operation }, ok({ status: "failed", error }))
    to.leave()
  }

  it("the failure of an operation can tell that its session is gone", () =>
    isClean(failingOperation("invalidSessionReCreatable")))

  it("other failures of an operation do not", () => finds("S1", failingOperation("invalidArgument")))

  describe("S1", () => {
    it("a session that is never closed", () =>
      finds("S1", (to) => {
        to.open()
        to.leave()
      }))

    it("a session that is used after closing", () =>
      finds("S1", (to) => {
        to.open()
        to.close()
        to.read(id)
        to.leave()
      }))

    it("a session that is closed twice", () =>
      finds("S1", (to) => {
        to.open()
        to.close()
        to.close()
        to.leave()
      }))

    it("a closing that is not retried after a conflict", () =>
      finds("S1", (to) => {
        to.open()
        to.exchange({ path: `${workbook}/closeSession`, session: id }, failed(409))
        to.leave()
      }))

    it("a creation that is not polled to its end", () =>
      finds("S1", (to) => {
        const accepted = ok(undefined, 202, { location: `${workbook}/operations/1` })
        to.exchange({ path: `${workbook}/createSession`, body: "{\"persistChanges\":true}" }, accepted, accepted)
        to.pass(1000)
        to.exchange({ method: "GET", path: `${workbook}/operations/1` }, ok({ status: "running" }))
        to.leave()
      }))
  })

  it("S2: two requests in flight", () =>
    finds("S2", (to) => {
      to.open()
      const first = to.begin({ session: id })
      to.read(id)
      to.end(first, { _tag: "Answer", answer: ok({}) })
      to.close()
      to.leave()
    }))

  it("S3: a session that idles", () =>
    finds("S3", (to) => {
      to.open()
      to.pass(300_001)
      to.close()
      to.leave()
    }))

  describe("S4", () => {
    it("a request to the workbook before Retry-After has passed", () =>
      finds("S4", (to) => {
        to.exchange({}, failed(503, "transientFailure", { "retry-after": "2" }))
        to.pass(1990)
        to.read()
        to.leave()
      }))

    it("a request before a Retry-After date", () =>
      finds("S4", (to) => {
        const date = Date.UTC(2026, 0, 1, 0, 0, 2)
        to.exchange(
          {},
          failed(429, "tooManyRequestsUncategorized", {
            "retry-after": new Date(date).toUTCString(),
            "x-given-at": String(date - 1500)
          })
        )
        to.pass(1400)
        to.read()
        to.leave()
      }))

    it("a request to another workbook while the whole app is throttled", () =>
      finds("S4", (to) => {
        to.exchange({}, failed(429, undefined, { "retry-after": "2" }))
        to.pass(600)
        to.exchange({ method: "GET", path: "/v1.0/me/drive/root:/b.xlsx" }, ok({ id: "J" }))
        to.leave()
      }))
  })

  describe("S5", () => {
    const wrong = (call: Partial<Call>, texts: Readonly<Record<string, number>>) =>
      finds("S5", (to) => {
        to.call(call)
        to.saved(texts)
      })

    it("an acknowledged write that was executed twice", () => wrong({}, { "row 1": 2 }))
    it("an acknowledged write that was not executed", () => wrong({}, {}))
    it("a write with an unknown outcome that was executed twice", () =>
      wrong({ outcome: { _tag: "Failure", error: "OutcomeUnknown" } }, { "row 1": 2 }))
    it("a refused write that was executed", () =>
      wrong({ outcome: { _tag: "Failure", error: "UnexpectedAnswer" } }, { "row 1": 1 }))
    it("an interrupted write that was executed twice", () =>
      wrong({ outcome: { _tag: "Interrupted" } }, { "row 1": 2 }))
    it("a write to a private copy that is in the file", () => wrong({ saves: false }, { "row 1": 1 }))
    it("a deletion that was acknowledged but not executed", () =>
      wrong({ write: { idempotent: true, trace: { _tag: "Removed", marker: "row 1" } } }, { "row 1": 1 }))

    it("a deletion that was executed twice", () =>
      finds("S5", (to) => {
        const family = "sheets"
        to.call({ write: { idempotent: false, trace: { _tag: "Family", family, change: -1 } } })
        to.saved({}, { [family]: 3 }, { [family]: 5 })
      }))

    it("a write that is repeated although it may have been executed", () =>
      finds("S5", (to) => {
        to.call({}, () => {
          to.exchange({ ...row, session: undefined as never }, { _tag: "Lost" })
          to.exchange({ ...row, session: undefined as never }, ok({}, 201))
        })
        to.saved({ "row 1": 1 })
      }))

    it("a verified write that is repeated at a moving address", () =>
      finds("S5", (to) => {
        const path = `${workbook}/worksheets('S')/usedRange()/lastRow()`
        to.call({ verified: true }, () => {
          to.exchange({ method: "PATCH", path, body: row.body }, { _tag: "Lost" })
          to.exchange({ method: "PATCH", path, body: row.body }, ok({}))
        })
        to.saved({ "row 1": 1 })
      }))

    it("but not a write to a pinned address", () =>
      isClean((to) => {
        const path = `${workbook}/worksheets('S')/range(address='A3')`
        to.call({ verified: true }, () => {
          to.exchange({ method: "PATCH", path, body: row.body }, { _tag: "Lost" })
          to.exchange({ method: "PATCH", path, body: row.body }, ok({}))
        })
        to.saved({ "row 1": 1 })
      }))

    it("but not a refused write, or one that was looked up", () =>
      isClean((to) => {
        to.call({}, () => {
          to.exchange({ path: row.path, body: row.body }, failed(429, "tooManyRequestsUncategorized"))
          to.exchange({ path: row.path, body: row.body }, ok({}, 201))
        })
        const write = { idempotent: false, trace: { _tag: "Marker", marker: "row 2" } } as const
        to.call({ verified: true, write }, () => {
          to.exchange({ path: row.path, body: "[\"row 2\"]" }, { _tag: "Lost" })
          to.read()
          to.exchange({ path: row.path, body: "[\"row 2\"]" }, ok({}, 201))
        })
        to.saved({ "row 1": 1, "row 2": 1 })
      }))
  })

  describe("S6", () => {
    it("a second session while the first is open", () =>
      finds("S6", (to) => {
        to.open()
        to.open(other)
        to.close()
        to.close(other)
        to.leave()
      }))

    it("a private copy that is replaced silently", () =>
      finds("S6", (to) => {
        to.open()
        to.exchange({ session: id, method: "GET" }, failed(404, "invalidSessionReCreatable"))
        to.open(other)
        to.read(other)
        to.close(other)
        to.leave()
      }, { mode: "nonPersistent" }))

    it("a session that is used after it was lost", () =>
      finds("S6", (to) => {
        to.open()
        to.exchange({ session: id, method: "GET" }, failed(404, "invalidSessionReCreatable"))
        to.read(id)
        to.leave()
      }))
  })

  describe("S7", () => {
    const accepted = ok(undefined, 202, { location: `${workbook}/operations/1` })
    const poll = { method: "GET", path: `${workbook}/operations/1` }

    it("a poll that comes too early", () =>
      finds("S7", (to) => {
        to.exchange({}, accepted)
        to.pass(900)
        to.exchange(poll, ok({ status: "succeeded" }))
        to.leave()
      }))

    it("an address that the service did not give", () =>
      finds("S7", (to) => {
        to.exchange(poll, ok({ status: "succeeded" }))
        to.leave()
      }))
  })

  describe("S8", () => {
    it("a creation without persistChanges", () =>
      finds("S8", (to) => {
        to.exchange({ path: `${workbook}/createSession`, body: "{}" }, failed(400, "invalidArgument"))
        to.leave()
      }))

    it("a session of the wrong kind that is used", () =>
      finds("S8", (to) => {
        const body = "{\"persistChanges\":true}"
        to.exchange({ path: `${workbook}/createSession`, body }, ok({ id, persistChanges: false }, 201))
        to.read(id)
        to.close()
        to.leave()
      }))
  })

  describe("S9", () => {
    const told = (text: string, where: "emitted" | "foreign" = "emitted") =>
      finds("S9", (to) => {
        to.open()
        to.close()
        to.leave()
        to.history[where].push(text)
      })

    it("a token in a log", () => told(`sent with ${token}`))
    it("a session id in a log", () => told(`in session ${id}`))
    it("a session id in an address", () => told(`?sessionId=${encodeURIComponent(id)}`))
    it("a session id in base64", () => told(Buffer.from(id).toString("base64")))
    it("a session id at another host", () => told(`GET / {"workbook-session-id":"${id}"}`, "foreign"))
  })

  describe("S10", () => {
    const ends = (outcome: Call["outcome"]) =>
      finds(
        "S10",
        (to) =>
          to.call({ write: undefined, ...(outcome === undefined ? { outcome: undefined as never } : { outcome }) })
      )

    it("a defect", () => ends({ _tag: "Defect", message: "RangeError" }))
    it("an error that is not documented", () => ends({ _tag: "Failure", error: "ParseError" }))
    it("a call that does not end", () => ends(undefined))
    it("an unhandled rejection", () => finds("S10", (to) => to.history.unexpectedErrors.push("a rejection")))
    it("an error that cannot be printed", () =>
      finds("S10", (to) => to.history.emitted.push("cannot be printed: too deep")))
  })

  it("a violation is reported without the session id", () => {
    const to = record()
    to.open()
    to.exchange({ ...row }, { _tag: "Lost" }, ok({}, 201))
    to.leave()
    const { history } = to
    const [violation] = check(history)
    const told = violation === undefined ? "" : story({ name: "1 7", history }, violation)
    assert.match(told, /^S1 in 1 7: a session was never closed\n/)
    assert.include(told, "was served with 201 and lost on its way back")
    assert.notInclude(told, id)
  })
})
