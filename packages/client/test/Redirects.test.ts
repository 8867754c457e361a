import { AccessToken, Catalogue, GraphClient } from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { FetchHttpClient, HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { createServer, type IncomingMessage, type RequestListener } from "node:http"

/** A server that is closed with the scope, and the requests that it got. */
const serve = (listener: RequestListener) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly close: Effect.Effect<void>; readonly got: Array<IncomingMessage> }>(
      (resume) => {
        const got: Array<IncomingMessage> = []
        const server = createServer((request, response) => {
          got.push(request)
          listener(request, response)
        })
        server.listen(0, "127.0.0.1", () => {
          const address = server.address()
          const port = typeof address === "object" && address !== null ? address.port : 0
          const close = Effect.sync(() => {
            server.closeAllConnections()
            server.close()
          })
          resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close, got }))
        })
      }
    ),
    ({ close }) => close
  )

const initialized = FetchHttpClient.layer.pipe(
  Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { headers: { "x-of-layer": "kept" } }))
)

const clients: Record<string, Layer.Layer<HttpClient.HttpClient>> = {
  "fetch": FetchHttpClient.layer,
  "fetch with options of its layer": initialized,
  "fetch that is transformed": Layer.effect(
    HttpClient.HttpClient,
    Effect.map(HttpClient.HttpClient, HttpClient.transformResponse((effect) => Effect.uninterruptible(effect)))
  ).pipe(Layer.provide(initialized)),
  "undici": UndiciHttpClient.layer,
  "undici of the platform": NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layer
}

const transformations: Record<string, (client: HttpClient.HttpClient) => HttpClient.HttpClient> = {
  "": (client) => client,
  ", behind a transformation": HttpClient.transform((effect) => effect)
}

describe("A redirect is not followed", () => {
  for (const [name, layer] of Object.entries(clients)) {
    for (const [how, transformClient] of Object.entries(transformations)) {
      it.scopedLive(`by ${name}${how}`, () =>
        Effect.gen(function*() {
          const foreign = yield* serve((_, response) => void response.writeHead(200).end("{}"))
          const service = yield* serve((_, response) =>
            void response.writeHead(302, { location: `${foreign.url}/steal?sessionId=secret-session` }).end()
          )
          const graph = yield* GraphClient.make({ baseUrl: `${service.url}/v1.0`, transformClient })
          const error = yield* Effect.flip(graph.execute({
            endpoint: Catalogue.driveItem.get,
            url: "/me/drive/items/01ABC",
            sessionId: Redacted.make("secret-session")
          }))
          assert.strictEqual(
            error.message,
            `driveItem.get: the answer is not as documented: a redirect to ${foreign.url}, which is not followed`
          )
          assert.strictEqual(foreign.got.length, 0)
          assert.strictEqual(service.got.length, 1)
          assert.strictEqual(service.got[0]?.headers["workbook-session-id"], "secret-session")
          if (name.startsWith("fetch ")) assert.strictEqual(service.got[0]?.headers["x-of-layer"], "kept")
        }).pipe(Effect.provide([layer, AccessToken.layer(Redacted.make("secret-token"))])))
    }
  }

  it.scoped("by a browser, which hides its status and its headers", () =>
    Effect.gen(function*() {
      const told: Array<RequestInit | undefined> = []
      const graph = yield* GraphClient.make().pipe(
        Effect.provide([FetchHttpClient.layer, AccessToken.layer(Redacted.make("secret-token"))])
      )
      const error = yield* graph.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }).pipe(
        Effect.flip,
        Effect.provideService(FetchHttpClient.Fetch, (_, init) => {
          told.push(init)
          return Promise.resolve(Response.error())
        }),
        Effect.provideService(FetchHttpClient.RequestInit, { credentials: "omit", redirect: "follow" })
      )
      assert.include(error.message, "a redirect, which is not followed")
      assert.deepInclude(told[0], { credentials: "omit", redirect: "manual" })
    }))
})
