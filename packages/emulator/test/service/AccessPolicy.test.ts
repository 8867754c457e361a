import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import * as Net from "node:net"
import { networkInterfaces } from "node:os"
import { Emulator, EmulatorServer } from "../../src/index.js"
import { book, cell } from "./support.js"

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: any
}

/** Sends exactly these lines over a new connection, which no HTTP client would do. */
const ask = (url: string, head: ReadonlyArray<string>, body = ""): Effect.Effect<Reply> =>
  Effect.async((resume) => {
    const { hostname, port } = new URL(url)
    const socket = Net.connect(Number(port), hostname)
    let text = ""
    socket.on("data", (chunk) => text += String(chunk))
    socket.on("error", (error) => resume(Effect.die(error)))
    socket.on("close", () => {
      const [top = "", ...rest] = text.split("\r\n\r\n")
      const [first = "", ...lines] = top.split("\r\n")
      const headers = Object.fromEntries(lines.map((line) => {
        const colon = line.indexOf(":")
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }))
      const content = rest.join("\r\n\r\n")
      const isJson = (headers["content-type"] ?? "").startsWith("application/json")
      const status = Number(first.split(" ")[1])
      resume(Effect.succeed({ status, headers, body: isJson && content !== "" ? JSON.parse(content) : content }))
    })
    const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
    socket.write([...head, ...length, "Connection: close", "", body].join("\r\n"))
    return Effect.sync(() => socket.destroy())
  })

const json = "Content-Type: application/json"
const target = `/v1.0${cell("B2")}`
const values = JSON.stringify({ values: [[30]] })

const readB2 = (url: string) =>
  Effect.map(
    ask(url, [`GET ${target}?$select=values HTTP/1.1`, "Host: localhost"]),
    ({ body }) => body.values[0][0]
  )

const served = (options: Partial<Emulator.Options<Emulator.InMemory> & EmulatorServer.Options> = {}) =>
  EmulatorServer.layer({ workers: 0, books: { "book.xlsx": book }, ...options })

const port = (url: string) => new URL(url).port

const assertRefused = ({ body, headers, status }: Reply, expected: number, what: string) => {
  assert.strictEqual(status, expected, what)
  assert.isString(body.error.code, what)
  assert.isString(body.error.message, what)
  assert.match(headers["request-id"] ?? "", /^[\da-f-]{36}$/, what)
  assert.isUndefined(headers["access-control-allow-origin"], what)
}

describe("hosts", () => {
  it.scoped("every name of loopback is accepted", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      for (
        const host of [
          "localhost",
          "LOCALHOST",
          "localhost.",
          "localhost:80",
          "books.localhost",
          "127.0.0.1",
          `127.0.0.1:${port(url)}`,
          "127.8.9.1",
          "[::1]",
          "[0:0:0:0:0:0:0:1]:3579",
          "[::ffff:127.0.0.1]",
          "[::FFFF:7f00:1]"
        ]
      ) {
        const { status } = yield* ask(url, [`GET ${target} HTTP/1.1`, `Host: ${host}`])
        assert.strictEqual(status, 200, host)
      }
    }).pipe(Effect.provide(served())))

  it.scoped("other hosts are refused for every request", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const hosts = [
        "evil.example",
        `evil.example:${port(url)}`,
        "localhost.evil.example",
        "evillocalhost",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "0.0.0.0",
        "[::2]",
        "[::ffff:10.0.0.1]",
        "graph.microsoft.com"
      ]
      for (const host of hosts) {
        const same = `Origin: http://${host}`
        for (
          const [method, path] of [
            ["GET", target],
            ["HEAD", target],
            ["OPTIONS", target],
            ["GET", "/v1.0/me/drive/root:/book.xlsx:/content"],
            ["GET", "/v1.0/me/drive/root/children"],
            ["PATCH", target],
            ["DELETE", "/v1.0/me/drive/root:/book.xlsx:/workbook/tables/Orders"],
            ["GET", "/emulator/sessions"],
            ["DELETE", "/emulator/sessions"],
            ["POST", "/emulator/faults"],
            ["GET", "/"]
          ]
        ) {
          const body = method === "PATCH" ? values : ""
          const reply = yield* ask(url, [`${method} ${path} HTTP/1.1`, `Host: ${host}`, same, json], body)
          const what = `${method} ${path} at ${host}`
          if (method === "HEAD") assert.strictEqual(reply.status, 421, what)
          else {
            assertRefused(reply, 421, what)
            assert.include(reply.body.error.message, `"${host}"`)
          }
        }
      }
      const upgrade = ["Host: evil.example", "Connection: Upgrade", "Upgrade: websocket"]
      assertRefused(yield* ask(url, [`GET ${target} HTTP/1.1`, ...upgrade]), 421, "upgrade")
      assert.strictEqual(yield* readB2(url), 3)
    }).pipe(Effect.provide(served())))

  it.scoped("an invalid host and several hosts are bad requests", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      for (
        const hosts of [
          [""],
          ["localhost/evil.example"],
          ["evil.example@localhost"],
          ["localhost:80:80"],
          ["localhost, evil.example"],
          ["::1"],
          ["[::1"],
          ["localhost", "evil.example"],
          ["evil.example", "localhost"],
          ["localhost", "localhost"]
        ]
      ) {
        const lines = hosts.map((host) => `Host: ${host}`)
        const reply = yield* ask(url, [`PATCH ${target} HTTP/1.1`, ...lines, json], values)
        assert.strictEqual(reply.status, 400, hosts.join(" and "))
      }
      assert.strictEqual((yield* ask(url, [`PATCH ${target} HTTP/1.1`, json], values)).status, 400)
      assert.strictEqual(yield* readB2(url), 3)
    }).pipe(Effect.provide(served())))

  it.scoped("HTTP/1.0 may omit the host", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { body, status } = yield* ask(url, [`GET ${target} HTTP/1.0`])
      assert.strictEqual(status, 200)
      assert.isTrue(body["@odata.context"].startsWith("https://graph.microsoft.com/"))
      assertRefused(yield* ask(url, [`GET ${target} HTTP/1.0`, "Host: evil.example"]), 421, "foreign")
    }).pipe(Effect.provide(served())))

  it.scoped("the host in the request line takes precedence", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const foreign = ["http://evil.example", "HTTPS://evil.example:443", "http://evil.example@localhost"]
      for (const start of foreign) {
        for (const path of [target, "/emulator/faults", "/emulator/sessions"]) {
          const reply = yield* ask(url, [`GET ${start}${path} HTTP/1.1`, "Host: localhost"])
          assert.include([400, 421], reply.status, start + path)
        }
      }
      const { body, status } = yield* ask(url, [`GET http://localhost:99${target} HTTP/1.1`, "Host: evil.example"])
      assert.strictEqual(status, 200)
      assert.isTrue(body["@odata.context"].startsWith("http://localhost:99/v1.0/$metadata#"))
      const page = ["Host: localhost", "Origin: http://evil.example"]
      assertRefused(yield* ask(url, ["GET http://localhost/emulator/faults HTTP/1.1", ...page]), 403, "control")
    }).pipe(Effect.provide(served())))

  it.scoped("the host of a given base URL is accepted", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      for (const host of ["graph.microsoft.com", "Graph.Microsoft.com.:443"]) {
        const { body, status } = yield* ask(url, [`GET ${target} HTTP/1.1`, `Host: ${host}`])
        assert.strictEqual(status, 200)
        assert.match(body["@odata.context"], /^http:\/\/graph\.microsoft\.com/)
      }
      assertRefused(yield* ask(url, [`GET ${target} HTTP/1.1`, "Host: microsoft.com"]), 421, "another")
    }).pipe(Effect.provide(served({ baseUrl: "https://graph.microsoft.com" }))))

  it.scoped("a server on all interfaces accepts every address of the machine", () =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const logger = Logger.replace(
        Logger.defaultLogger,
        Logger.make(({ logLevel, message }) => lines.push(`${logLevel.label} ${String(message)}`))
      )
      const context = yield* Layer.build(Layer.provide(served({ host: "0.0.0.0" }), logger))
      const { url } = yield* Effect.provide(EmulatorServer.EmulatorServer, context)
      assert.deepStrictEqual(lines, [
        "WARN The emulator listens on 0.0.0.0: anyone who can reach this machine can read and change its workbooks"
      ])
      const other = Object.values(networkInterfaces()).flat().find((at) => at?.family === "IPv4" && !at.internal)
      for (const host of ["0.0.0.0", "127.0.0.1", ...(other === undefined ? [] : [other.address])]) {
        const at = `http://${host}:${port(url)}`
        const head = (name: string) => [`GET ${target} HTTP/1.1`, `Host: ${name}:${port(url)}`]
        assert.strictEqual((yield* ask(at, head(host))).status, 200, host)
        assertRefused(yield* ask(at, head("192.0.2.1")), 421, host)
        assertRefused(yield* ask(at, head("evil.example")), 421, host)
      }
    }))

  it.scoped("a server on loopback logs no warning", () =>
    Effect.gen(function*() {
      const lines: Array<unknown> = []
      const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => lines.push(message)))
      for (const host of [undefined, "127.0.0.1", "localhost"]) {
        yield* Effect.scoped(Layer.build(Layer.provide(served({ host }), logger)))
      }
      assert.deepStrictEqual(lines, [])
    }))
})

const writes = [
  ["PATCH", target, values],
  ["POST", "/v1.0/me/drive/root:/book.xlsx:/workbook/createSession", `{"persistChanges":true}`],
  ["POST", "/v1.0/me/drive/root:/book.xlsx:/workbook/tables/Orders/rows/add", `{"values":[["Figs",6]]}`],
  ["DELETE", "/v1.0/me/drive/root:/book.xlsx:/workbook/tables/Orders", ""],
  ["PUT", "/v1.0/me/drive/root:/book.xlsx:/content", "bytes"],
  ["POST", "/emulator/faults", `{"do":{"_tag":"FailSave"}}`],
  ["DELETE", "/emulator/faults", ""],
  ["DELETE", "/emulator/sessions", ""],
  ["GET", "/emulator/faults", ""],
  ["GET", "/emulator/sessions?", ""],
  ["GET", "/emulator", ""]
] as const

describe("origins", () => {
  it.scoped("a page of another origin cannot change or control anything", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { faults, openSessions } = yield* Emulator.Emulator
      const own = `localhost:${port(url)}`
      for (
        const page of [
          ["Origin: http://evil.example"],
          ["Origin: null"],
          ["Origin: http://localhost"],
          [`Origin: http://localhost:${Number(port(url)) + 1}`],
          [`Origin: https://${own}`],
          [`Origin: http://127.0.0.1:${port(url)}`],
          [`Origin: http://evil.example, http://${own}`],
          [`Origin: http://${own}`, "Origin: http://evil.example"],
          ["Origin: "],
          ["Origin: http://evil.example", "Sec-Fetch-Site: same-origin"],
          ["Sec-Fetch-Site: cross-site"],
          ["Sec-Fetch-Site: same-site"]
        ]
      ) {
        for (const [method, path, body] of writes) {
          for (const type of [json, "Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded"]) {
            const head = [`${method} ${path} HTTP/1.1`, `Host: ${own}`, type, ...page]
            assertRefused(yield* ask(url, head, body), 403, `${method} ${path} from ${page.join(", ")}`)
          }
        }
      }
      assert.strictEqual(yield* readB2(url), 3)
      assert.deepStrictEqual(yield* openSessions, [])
      assert.deepStrictEqual(yield* faults.struck, [])
    }).pipe(Effect.provide(served())))

  it.scoped("a page of another origin can send reads, but its browser hides the responses", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      for (const page of ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"]) {
        const { headers, status } = yield* ask(url, [`GET ${target} HTTP/1.1`, "Host: localhost", page])
        assert.strictEqual(status, 200)
        assert.isUndefined(headers["access-control-allow-origin"])
      }
      const asked = ["Host: localhost", "Origin: http://evil.example", "Access-Control-Request-Method: PATCH"]
      assertRefused(yield* ask(url, [`OPTIONS ${target} HTTP/1.1`, ...asked]), 403, "preflight")
    }).pipe(Effect.provide(served())))

  it.scoped("requests without a page, and pages of the same origin, have full access", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const own = `Localhost:${port(url)}`
      for (
        const page of [[], [`Origin: http://${own.toLowerCase()}`], ["Sec-Fetch-Site: same-origin"], [
          "Sec-Fetch-Site: none"
        ]]
      ) {
        for (const [method, path, body] of writes.filter(([method]) => method !== "PUT" && method !== "DELETE")) {
          const { status } = yield* ask(url, [`${method} ${path} HTTP/1.1`, `Host: ${own}`, json, ...page], body)
          assert.include(path === "/emulator" ? [404] : [200, 201, 204], status, `${method} ${path}`)
        }
        yield* ask(url, ["DELETE /emulator/faults HTTP/1.1", `Host: ${own}`, ...page])
      }
      assert.strictEqual(yield* readB2(url), 30)
    }).pipe(Effect.provide(served())))

  it.scoped("a page of an allowed origin sends a preflight, writes, and reads the response", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const head = (method: string, path: string, ...lines: ReadonlyArray<string>) =>
        ask(url, [`${method} ${path} HTTP/1.1`, "Host: localhost", "Origin: https://app.example:8443", ...lines])
      const asked = "authorization,content-type,workbook-session-id,client-request-id,prefer,x-own"
      for (const path of [target, "/emulator/faults"]) {
        const preflight = yield* head(
          "OPTIONS",
          path,
          "Access-Control-Request-Method: PATCH",
          `Access-Control-Request-Headers: ${asked}`
        )
        assert.strictEqual(preflight.status, 204)
        assert.strictEqual(preflight.headers["access-control-allow-origin"], "https://app.example:8443")
        assert.strictEqual(preflight.headers["access-control-allow-headers"], asked)
        assert.include(preflight.headers["access-control-allow-methods"] ?? "", "PATCH")
        assert.include(preflight.headers["vary"] ?? "", "Origin")
        assert.isUndefined(preflight.headers["access-control-allow-credentials"])
      }
      // requests after the preflight still need a token, and the page can read the refusal
      const refused = yield* head("GET", target)
      assert.strictEqual(refused.status, 401)
      assert.strictEqual(refused.headers["access-control-allow-origin"], "https://app.example:8443")
      const created = yield* ask(
        url,
        [
          "POST /v1.0/me/drive/root:/book.xlsx:/workbook/createSession HTTP/1.1",
          "Host: localhost",
          "Origin: https://app.example:8443",
          "Authorization: Bearer a",
          "Prefer: respond-async",
          json
        ],
        `{"persistChanges":true}`
      )
      assert.strictEqual(created.status, 202)
      assert.strictEqual(created.headers["access-control-allow-origin"], "https://app.example:8443")
      for (const name of ["Location", "Retry-After", "request-id", "client-request-id"]) {
        assert.include((created.headers["access-control-expose-headers"] ?? "").split(", "), name)
      }
      const other = yield* ask(url, [
        `OPTIONS ${target} HTTP/1.1`,
        "Host: localhost",
        "Origin: https://app.example",
        "Access-Control-Request-Method: PATCH"
      ])
      assertRefused(other, 403, "the same host with another port")
    }).pipe(Effect.provide(served({
      allowedOrigins: ["https://App.example:8443"],
      requireAuthorization: true,
      openDelay: "1 minute"
    }))))

  it.scoped("an invalid origin causes a defect", () =>
    Effect.gen(function*() {
      for (
        const origin of ["*", "null", "app.example", "https://app.example/", "https://*", "https://a@b", "file:///"]
      ) {
        const defect = yield* Effect.scoped(Layer.build(served({ allowedOrigins: [origin] }))).pipe(
          Effect.as(undefined),
          Effect.catchAllDefect(Effect.succeed)
        )
        assert.include(String(defect), `expected an origin like https://app.example, not "${origin}"`, origin)
      }
    }))
})

it.scoped("a body without a content type is refused", () =>
  Effect.gen(function*() {
    const { url } = yield* EmulatorServer.EmulatorServer
    const message =
      "Write requests (excluding DELETE) must contain the Content-Type header declaration. Expected application/json."
    for (const type of [[], ["Content-Type: "], ["Content-Type: text/plain"]]) {
      const reply = yield* ask(url, [`PATCH ${target} HTTP/1.1`, "Host: localhost", ...type], values)
      assertRefused(reply, 400, type.join())
      if (type.length === 0) assert.strictEqual(reply.body.error.message, message)
    }
    assert.strictEqual(yield* readB2(url), 3)
  }).pipe(Effect.provide(served())))

describe("the control route of a server that requires tokens", () => {
  it.scoped("requires a token, too", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const control = writes.filter(([, path]) => path.startsWith("/emulator"))
      for (const [method, path, body] of control) {
        const head = [`${method} ${path} HTTP/1.1`, "Host: localhost", json]
        assertRefused(yield* ask(url, head, body), 401, `${method} ${path}`)
        const { status } = yield* ask(url, [...head, "Authorization: Bearer a"], body)
        assert.include(path === "/emulator" ? [404] : [200, 204], status, `${method} ${path}`)
      }
    }).pipe(Effect.provide(served({ requireAuthorization: true }))))
})
