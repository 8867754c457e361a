import { AccessToken, Catalogue, Cloud, GraphClient } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Duration, Effect, Fiber, Layer, Redacted, TestClock } from "effect"
import { failure, graph, httpClient } from "./support/Script.js"

const request: GraphClient.GraphRequest = { endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }
const execute = (asked: GraphClient.GraphRequest = request) => GraphClient.execute(asked)

describe("GraphClient", () => {
  it.effect("sends to the global cloud, with the token and a new client-request-id", () => {
    const { layer, received } = graph(() => ({ status: 200, body: { id: "01ABC" }, headers: { "request-id": "r1" } }))
    return Effect.gen(function*() {
      const answer = yield* execute()
      yield* execute()
      assert.deepStrictEqual(answer.body, { id: "01ABC" })
      assert.strictEqual(answer.requestId, "r1")
      assert.strictEqual(received[0]!.url, "https://graph.microsoft.com/v1.0/me/drive/items/01ABC")
      assert.strictEqual(received[0]!.headers["authorization"], "Bearer secret-token")
      const ids = received.map(({ headers }) => headers["client-request-id"])
      assert.match(ids[0]!, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      assert.notStrictEqual(ids[0], ids[1])
      assert.isUndefined(received[0]!.headers["workbook-session-id"])
      assert.isUndefined(received[0]!.headers["traceparent"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends to a national cloud", () => {
    const { layer, received } = graph(() => ({ status: 204 }), { cloud: Cloud.usGovDod })
    return Effect.gen(function*() {
      assert.isUndefined((yield* execute()).body)
      assert.strictEqual(received[0]!.url, "https://dod-graph.microsoft.us/v1.0/me/drive/items/01ABC")
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends to the base URL of the configuration, by default to Microsoft", () => {
    const { layer, received } = httpClient(() => ({ status: 204 }))
    const configured = GraphClient.layerConfig({ baseUrl: Config.withDefault(Config.string("GRAPH_URL"), undefined) })
    const asked = (settings: ReadonlyArray<readonly [string, string]>) =>
      Effect.provide(execute(), configured).pipe(
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map(settings)))
      )
    return Effect.gen(function*() {
      yield* asked([["GRAPH_URL", "http://127.0.0.1:3579/v1.0/"]])
      yield* asked([])
      assert.deepStrictEqual(received.map(({ url }) => url), [
        "http://127.0.0.1:3579/v1.0/me/drive/items/01ABC",
        "https://graph.microsoft.com/v1.0/me/drive/items/01ABC"
      ])
    }).pipe(Effect.provide([layer, AccessToken.layer(Redacted.make("secret-token"))]))
  })

  it.effect("renews a refused token once", () => {
    const { layer, received } = httpClient((_, count) =>
      count < 3 ? failure(401, "InvalidAuthenticationToken") : { status: 200 }
    )
    let issued = 0
    return Effect.gen(function*() {
      const error = yield* Effect.flip(execute())
      assert.strictEqual(error._tag, "Unauthorized")
      assert.deepStrictEqual(received.map(({ headers }) => headers["authorization"]), [
        "Bearer token 1",
        "Bearer token 2"
      ])
      assert.strictEqual((yield* execute()).status, 200)
      assert.strictEqual(received[2]!.headers["authorization"], "Bearer token 2")
    }).pipe(
      Effect.provide(
        GraphClient.layer().pipe(
          Layer.provide([layer, AccessToken.layerEffect(Effect.sync(() => Redacted.make(`token ${++issued}`)))])
        )
      )
    )
  })

  it.effect("does not renew the token after a 401 with an error code of Excel", () => {
    const { layer, received } = graph(() => failure(401, "FileOpenUserUnauthorized", "unauthorizedUncategorized"))
    return Effect.gen(function*() {
      const error = yield* Effect.flip(execute())
      assert.strictEqual(error._tag, "NotOpenable")
      assert.strictEqual(received.length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends the token only to Graph's hosts over TLS and to a loopback base URL", () => {
    const { layer, received } = graph(() => ({ status: 200 }), { baseUrl: "http://127.0.0.1:4321/v1.0/" })
    return Effect.gen(function*() {
      yield* execute()
      yield* execute({ ...request, url: "https://graph.microsoft.com/beta/me/drive/items/1/workbook/operations/2" })
      yield* execute({ ...request, url: "http://127.0.0.1:4321/beta/me" })
      for (
        const [url, host] of [
          ["https://graph.microsoft.com.evil.example/v1.0/me", "https://graph.microsoft.com.evil.example"],
          ["http://graph.microsoft.com/v1.0/me", "http://graph.microsoft.com"],
          ["http://127.0.0.1:9999/v1.0/me", "http://127.0.0.1:9999"],
          ["//evil.example/v1.0", "http://127.0.0.1:4321"],
          ["no url", "an address that is no URL"]
        ] as const
      ) {
        const exit = yield* Effect.either(execute({ ...request, url }))
        if (url.startsWith("//")) continue
        assert.strictEqual(exit._tag, "Left", url)
        if (exit._tag === "Left") {
          assert.strictEqual(exit.left._tag, "UntrustedHost")
          assert.strictEqual(exit.left.message, `driveItem.get: the token is not sent to ${host}`)
        }
      }
      assert.isTrue(
        received.every(({ url }) => /^(http:\/\/127\.0\.0\.1:4321|https:\/\/graph\.microsoft\.com)\//.test(url))
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("refuses plain http to a host that is not loopback, also as the base URL", () => {
    const { layer, received } = graph(() => ({ status: 200 }), { baseUrl: "http://graph.example/v1.0" })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(execute()))._tag, "UntrustedHost")
      assert.strictEqual(received.length, 0)
    }).pipe(Effect.provide(layer))
  })

  it.effect("refuses a base URL that is not a URL", () => {
    const { layer } = graph(() => ({ status: 200 }), { baseUrl: "graph" })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(execute()))._tag, "UntrustedHost")
    }).pipe(Effect.provide(layer))
  })

  it.effect("keeps the whole error response in the error", () => {
    const { layer } = graph(() => ({
      status: 504,
      headers: { "request-id": "from-header", "retry-after": "2.5" },
      body: {
        error: {
          code: "MaxRequestDurationExceeded",
          message: "We're sorry.",
          innerError: {
            code: "gatewayTimeoutUncategorized",
            message: "Too long.",
            "request-id": "from-body",
            date: "2026"
          }
        }
      }
    }))
    return Effect.gen(function*() {
      const error = yield* Effect.flip(execute())
      assert.strictEqual(error._tag, "ServiceFailure")
      if (error._tag !== "ServiceFailure") return
      assert.strictEqual(error.code, "gatewayTimeoutUncategorized")
      assert.deepStrictEqual(error.error.levels.map(({ code }) => code), [
        "MaxRequestDurationExceeded",
        "gatewayTimeoutUncategorized"
      ])
      assert.deepStrictEqual(error.retryAfter, Duration.millis(2500))
      assert.strictEqual(error.requestId, "from-header")
      assert.strictEqual(
        error.message,
        "driveItem.get: 504 gatewayTimeoutUncategorized \"We're sorry.\" (request from-header)"
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("accepts an error response that is not JSON or has no body", () => {
    const { layer } = graph((_, count) =>
      count === 1 ? { status: 502, text: "<html>Bad gateway</html>" } : { status: 403 }
    )
    return Effect.gen(function*() {
      const first = yield* Effect.flip(execute())
      assert.strictEqual(first.message, "driveItem.get: 502 \"<html>Bad gateway</html>\"")
      assert.strictEqual((yield* Effect.flip(execute())).message, "driveItem.get: 403")
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails if a success is not JSON", () => {
    const { layer } = graph(() => ({ status: 200, text: "hello" }))
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(execute()))._tag, "UnexpectedAnswer")
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails with TransportFailure after a lost connection and after a timeout", () => {
    const { layer } = graph((_, count) => count === 1 ? Effect.fail("connection lost") : Effect.never, {
      requestTimeout: "20 seconds"
    })
    return Effect.gen(function*() {
      const lost = yield* Effect.flip(execute())
      assert.strictEqual(lost.message, "driveItem.get: no answer (connection lost)")
      const late = yield* Effect.fork(Effect.flip(execute()))
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual((yield* Fiber.join(late)).message, "driveItem.get: no answer (timeout)")
    }).pipe(Effect.provide(layer))
  })

  it.effect("removes secrets that the service echoes from an error", () => {
    const { layer } = graph(({ headers }) => ({
      status: 400,
      text: `refused ${headers["authorization"]} ${headers["workbook-session-id"]}`
    }))
    return Effect.gen(function*() {
      const error = yield* Effect.flip(execute({ ...request, sessionId: Redacted.make("secret-session") }))
      assert.notInclude(JSON.stringify(error), "secret")
      assert.include(error.message, "refused Bearer <redacted> <redacted>")
    }).pipe(Effect.provide(layer))
  })

  it.effect("removes the session id in the URL of an operation from an error, in each encoding", () => {
    const { layer } = graph(({ url }) => ({ status: 404, text: `nothing at ${url} ${decodeURIComponent(url)}` }))
    return Effect.gen(function*() {
      const url = "https://graph.microsoft.com/beta/operations/1?sessionId=secret%2Fsession%3D%3D"
      const error = yield* Effect.flip(execute({ ...request, url }))
      assert.notInclude(JSON.stringify(error), "secret")
      assert.include(error.message, "sessionId=<redacted>")
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not change the codes when it removes secrets", () => {
    const { layer } = httpClient(() => failure(404, "x", "invalidSessionReCreatable"))
    return Effect.gen(function*() {
      const error = yield* Effect.flip(execute())
      assert.isTrue("code" in error && error.code === "invalidSessionReCreatable")
      assert.include(error.message, "\"message of x\"")
    }).pipe(
      Effect.provide(GraphClient.layer().pipe(Layer.provide([layer, AccessToken.layer(Redacted.make("e"))])))
    )
  })
})
