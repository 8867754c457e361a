import { AccessToken, Catalogue, GraphClient } from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { HttpBody, HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Chunk, Effect, Exit, Fiber, Layer, Redacted, Stream, Tracer } from "effect"
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http"
import { Agent, interceptors, MockAgent, ProxyAgent } from "undici"

/** A server that is closed with the scope. */
const serve = (listener: RequestListener) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly close: Effect.Effect<void> }>((resume) => {
      const server = createServer(listener)
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const port = typeof address === "object" && address !== null ? address.port : 0
        const close = Effect.sync(() => {
          server.closeAllConnections()
          server.close()
        })
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close }))
      })
    }),
    ({ close }) => close
  )

/** Succeeds when the client has closed the connection. */
const closed = (response: ServerResponse): Effect.Effect<void> => {
  const latch = Effect.unsafeMakeLatch()
  response.on("close", () => latch.unsafeOpen())
  return latch.await
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Answers with the request as JSON. */
const echo: RequestListener = async (request, response) => {
  const body = await textOf(request)
  response.setHeader("set-cookie", ["a=1", "b=2; Path=/"])
  response.writeHead(201, { "Content-Type": "application/json", "X-Many": ["1", "2"] })
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
}

interface Echo {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const isEcho = (u: unknown): u is Echo => typeof u === "object" && u !== null && "headers" in u

const echoed = (request: HttpClientRequest.HttpClientRequest) =>
  Effect.gen(function*() {
    const response = yield* HttpClient.execute(request)
    const json = yield* response.json
    return isEcho(json) ? json : yield* Effect.die("no echo")
  })

/** With and without a span, which the platform opens. */
const clients = {
  "without a tracer": Layer.provideMerge(UndiciHttpClient.layer, Layer.setTracerEnabled(false)),
  "in a span": UndiciHttpClient.layer
}

const untraced = clients["without a tracer"]

for (const [name, layer] of Object.entries(clients)) {
  describe(`A request ${name}`, () => {
    it.scopedLive("is sent with its method, URL, headers and body, and gives the whole response", () =>
      Effect.gen(function*() {
        const { url } = yield* serve(echo)
        const request = HttpClientRequest.patch(`${url}/a b/c?x=1`, {
          urlParams: { y: "é&" },
          headers: { "X-Own": "own" },
          body: HttpBody.unsafeJson({ values: [["ä"]] })
        })
        const response = yield* HttpClient.execute(request)
        const { body, headers, method, url: path } = yield* echoed(request)
        assert.strictEqual(response.status, 201)
        assert.strictEqual(response.headers["content-type"], "application/json")
        assert.strictEqual(response.headers["x-many"], "1, 2")
        assert.deepStrictEqual(Object.keys(response.cookies.cookies), ["a", "b"])
        assert.deepStrictEqual(
          {
            body,
            method,
            path,
            own: headers["x-own"],
            type: headers["content-type"],
            encoding: headers["accept-encoding"]
          },
          {
            body: `{"values":[["ä"]]}`,
            method: "PATCH",
            path: "/a%20b/c?x=1&y=%C3%A9%26",
            own: "own",
            type: "application/json",
            encoding: undefined
          }
        )
        assert.strictEqual("traceparent" in headers, name === "in a span")
        // Each form of the body can be read, also after another one.
        const text = yield* response.text
        assert.include(text, "PATCH")
        assert.strictEqual(new TextDecoder().decode(yield* response.arrayBuffer), text)
        assert.strictEqual(yield* Stream.mkString(Stream.decodeText(response.stream)), text)
      }).pipe(Effect.provide(layer)))

    it.scopedLive("may have a body of any kind", () =>
      Effect.gen(function*() {
        const { url } = yield* serve(echo)
        const form = new FormData()
        form.append("name", "value")
        const send = (body: HttpBody.HttpBody) => echoed(HttpClientRequest.post(url, { body }))
        const chunks = Stream.make("one ", "two").pipe(Stream.encodeText)
        assert.strictEqual((yield* send(HttpBody.empty)).body, "")
        assert.strictEqual((yield* send(HttpBody.text("text"))).body, "text")
        assert.strictEqual((yield* send(HttpBody.raw("raw"))).body, "raw")
        assert.strictEqual((yield* send(HttpBody.stream(chunks))).body, "one two")
        const { body, headers } = yield* send(HttpBody.formData(form))
        assert.include(headers["content-type"], "multipart/form-data; boundary=")
        assert.include(body, `form-data; name="name"\r\n\r\nvalue\r\n`)
      }).pipe(Effect.provide(layer)))

    it.scopedLive("closes its connection when it is interrupted before the response", () =>
      Effect.gen(function*() {
        const arrived = yield* Effect.makeLatch()
        let closing: Effect.Effect<void> = Effect.void
        const { url } = yield* serve((_, response) => {
          closing = closed(response)
          arrived.unsafeOpen()
        })
        const fiber = yield* Effect.fork(HttpClient.get(url))
        yield* arrived.await
        assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
        yield* closing
      }).pipe(Effect.provide(layer)), 10_000)

    it.scopedLive("closes its connection when the reader of the body is interrupted", () =>
      Effect.gen(function*() {
        let closing: Effect.Effect<void> = Effect.void
        const { url } = yield* serve((_, response) => {
          closing = closed(response)
          response.write("part")
        })
        const response = yield* HttpClient.get(url)
        const fiber = yield* Effect.fork(response.text)
        yield* Effect.yieldNow()
        yield* Fiber.interrupt(fiber)
        yield* closing
      }).pipe(Effect.provide(layer)), 10_000)

    it.scopedLive("closes its connection with the scope of `HttpClient.withScope`", () =>
      Effect.gen(function*() {
        let closing: Effect.Effect<void> = Effect.void
        const { url } = yield* serve((_, response) => {
          closing = closed(response)
          response.write("part")
        })
        const client = HttpClient.withScope(yield* HttpClient.HttpClient)
        yield* Effect.scoped(client.get(url))
        yield* closing
      }).pipe(Effect.provide(layer)), 10_000)

    it.scopedLive("fails if there is no connection, and if the body breaks off", () =>
      Effect.gen(function*() {
        const { close, url } = yield* serve((_, response) => {
          response.writeHead(200, { "content-length": "100" })
          response.write("part", () => void response.socket?.destroy())
        })
        const response = yield* HttpClient.get(url)
        const broken = yield* Effect.flip(response.text)
        assert.deepInclude(broken, { _tag: "ResponseError", reason: "Decode" })
        assert.deepInclude(yield* Effect.flip(Stream.runDrain(response.stream)), { reason: "Decode" })
        yield* close
        assert.deepInclude(yield* Effect.flip(HttpClient.get(url)), { _tag: "RequestError", reason: "Transport" })
        assert.deepInclude(yield* Effect.flip(HttpClient.get("no url")), { _tag: "RequestError", reason: "InvalidUrl" })
      }).pipe(Effect.provide(layer)), 10_000)
  })
}

describe("The body of a response", () => {
  it.scopedLive(
    "is received only as far as it is read, and its connection closes with the stream",
    () =>
      Effect.gen(function*() {
        const chunk = "x".repeat(64 * 1024)
        let written = 0
        let closing: Effect.Effect<void> = Effect.void
        const paused = yield* Effect.makeLatch()
        const { url } = yield* serve((_, response) => {
          closing = closed(response)
          const write = (): void => {
            do written++
            while (response.write(chunk) && written < 1000)
            if (written > 1) paused.unsafeOpen()
            if (written < 1000) response.once("drain", write)
          }
          write()
        })
        const response = yield* HttpClient.get(url)
        yield* paused.await
        const read = yield* Stream.runCollect(Stream.take(response.stream, 3))
        yield* closing
        assert.strictEqual(Chunk.size(read), 3)
        assert.isBelow(written, 1000)
        assert.deepInclude(yield* Effect.flip(response.text), { _tag: "ResponseError", reason: "Decode" })
      }).pipe(Effect.provide(untraced)),
    10_000
  )

  it.scopedLive(
    "may arrive in chunks that divide a character, and begin with a byte order mark",
    () =>
      Effect.gen(function*() {
        const text = "é€𝄞".repeat(3)
        const bytes = Buffer.from(`\u{feff}${text}`)
        const { url } = yield* serve((_, response) => {
          const rest = Arr.fromIterable(bytes)
          const write = (): void => {
            const [byte] = rest.splice(0, 1)
            if (byte === undefined) response.end()
            else response.write(Uint8Array.of(byte), () => setImmediate(write))
          }
          write()
        })
        const response = yield* HttpClient.get(url)
        assert.strictEqual(yield* response.text, text)
      }).pipe(Effect.provide(untraced)),
    10_000
  )

  it.scopedLive("may be a form, parameters, no JSON, or nothing", () =>
    Effect.gen(function*() {
      const form = new FormData()
      form.append("name", "value")
      const encoded = new Response(form)
      const type = encoded.headers.get("content-type") ?? ""
      const bytes = new Uint8Array(yield* Effect.promise(() => encoded.arrayBuffer()))
      const { url } = yield* serve((request, response) => {
        if (request.url === "/form") response.writeHead(200, { "content-type": type }).end(bytes)
        else if (request.url === "/parameters") response.end("a=1&b=2")
        else response.writeHead(204).end()
      })
      const get = (path: string) => HttpClient.get(url + path)
      assert.strictEqual((yield* (yield* get("/form")).formData).get("name"), "value")
      const parameters = yield* get("/parameters")
      assert.deepStrictEqual(yield* parameters.urlParamsBody, [["a", "1"], ["b", "2"]])
      assert.deepInclude(yield* Effect.flip(Effect.asVoid(parameters.json)), {
        _tag: "ResponseError",
        reason: "Decode"
      })
      assert.isNull(yield* (yield* get("/nothing")).json)
    }).pipe(Effect.provide(untraced)))
})

describe("The answer to a `GraphClient`", () => {
  it.scopedLive(
    "is read up to `maxAnswerSize` bytes, and the connection of a larger one closes",
    () =>
      Effect.gen(function*() {
        let closing: Effect.Effect<void> = Effect.void
        const endless = (response: ServerResponse): void => {
          while (response.write("x".repeat(1000)));
          response.once("drain", () => endless(response))
        }
        const { url } = yield* serve((request, response) => {
          if (request.url === "/v1.0/exact") response.write(JSON.stringify("x".repeat(98)), () => void response.end())
          else if (request.url === "/v1.0/declared") response.writeHead(200, { "content-length": "101" }).write("x")
          else {
            closing = closed(response)
            endless(response)
          }
        })
        const graph = yield* GraphClient.make({ baseUrl: `${url}/v1.0`, maxAnswerSize: 100 })
        const get = (path: string) => graph.execute({ endpoint: Catalogue.driveItem.get, url: path })
        assert.strictEqual((yield* get("/exact")).body, "x".repeat(98))
        assert.include((yield* Effect.flip(get("/declared"))).message, "larger than 100 bytes")
        assert.include((yield* Effect.flip(get("/endless"))).message, "larger than 100 bytes")
        yield* closing
      }).pipe(Effect.provide([UndiciHttpClient.layer, AccessToken.layer(Redacted.make("token"))])),
    10_000
  )
})

describe("A dispatcher of undici", () => {
  it.effect("may be a mock, whose interceptors apply", () =>
    Effect.gen(function*() {
      const agent = new MockAgent()
      agent.disableNetConnect()
      const pool = agent.get("https://graph.example")
      pool.intercept({ path: "/me", headers: { "x-added": "yes" } }).reply(200, { id: 1 })
      const http = UndiciHttpClient.make(
        agent.compose((dispatch) => (options, handler) =>
          dispatch({ ...options, headers: { ...options.headers, "x-added": "yes" } }, handler)
        )
      )
      const response = yield* http.get("https://graph.example/me")
      assert.deepStrictEqual(yield* response.json, { id: 1 })
      assert.deepInclude(yield* Effect.flip(http.get("https://graph.example/other")), { reason: "Transport" })
    }).pipe(Effect.withTracerEnabled(false)))

  it.scopedLive("may send a request again, and may use a proxy", () =>
    Effect.gen(function*() {
      let requests = 0
      const { url } = yield* serve((request, response) => {
        requests++
        response.writeHead(requests === 1 ? 503 : 200, { "retry-after": "0" }).end(request.url)
      })
      const agent = yield* Effect.acquireRelease(
        Effect.sync(() => new Agent()),
        (agent) => Effect.promise(() => agent.destroy())
      )
      const retried = yield* UndiciHttpClient.make(agent.compose(interceptors.retry({ minTimeout: 1 }))).get(url)
      assert.strictEqual(retried.status, 200)
      assert.strictEqual(requests, 2)
      const proxy = yield* Effect.acquireRelease(
        Effect.sync(() => new ProxyAgent({ uri: url, proxyTunnel: false })),
        (agent) => Effect.promise(() => agent.destroy())
      )
      const response = yield* UndiciHttpClient.make(proxy).get("http://graph.example/me")
      assert.strictEqual(yield* response.text, "http://graph.example/me")
      assert.notProperty(HttpClientRequest.get("http://graph.example/me").headers, "host")
    }).pipe(Effect.withTracerEnabled(false)), 10_000)

  it.effect("may throw or may ignore the request", () =>
    Effect.gen(function*() {
      const throwing = new Agent().compose(() => () => {
        throw new TypeError("not possible")
      })
      const error = yield* Effect.flip(UndiciHttpClient.make(throwing).get("https://graph.example"))
      assert.deepInclude(error, { _tag: "RequestError", reason: "Transport" })
      const silent = UndiciHttpClient.make(new Agent().compose(() => () => true))
      const fiber = yield* Effect.fork(silent.get("https://graph.example"))
      yield* Effect.yieldNow()
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
    }).pipe(Effect.withTracerEnabled(false)))

  it.scopedLive("sees the spans of the platform", () =>
    Effect.gen(function*() {
      const { url } = yield* serve(echo)
      const names: Array<string> = []
      const tracer = yield* Effect.tracer
      yield* Effect.withTracer(
        HttpClient.get(url),
        Tracer.make({
          span: (name, ...rest) => {
            names.push(name)
            return tracer.span(name, ...rest)
          },
          context: (evaluate) => evaluate()
        })
      )
      assert.deepStrictEqual(names, ["http.client GET"])
    }).pipe(Effect.provide(clients["in a span"])))
})
