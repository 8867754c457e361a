/**
 * An HTTP proxy between client and service that records all traffic and injects faults. It uses `node:http` only, so it
 * sees exactly what was sent.
 */
import * as Effect from "effect/Effect"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import type { Fault } from "./Faults.js"
import type * as Faults from "./Faults.js"
import type { Answer, Delivery, Exchange, Moment } from "./History.js"

export interface Proxy {
  readonly url: string
  readonly exchanges: Array<Exchange>
  readonly moment: () => Moment
}

const plain = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, String(value)]])
  )

const textOf = async (message: http.IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString("utf8")
}

const ask = (
  upstream: string,
  { body, headers, method, path }: Pick<Exchange, "body" | "headers" | "method" | "path">
) =>
  new Promise<Answer>((resolve, reject) => {
    const request = http.request(new URL(path, upstream), { method, headers, agent: false }, (response) => {
      textOf(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: plain(response.headers), body }),
        reject
      )
    })
    request.on("error", reject)
    request.end(body)
  })

/** Hop-by-hop headers, and the length, which faults may change. */
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"])

const withoutConnection = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)))

const listen = (server: http.Server): Effect.Effect<string> =>
  Effect.async((resume) => {
    server.listen(0, "127.0.0.1", () => {
      // the server is listening, so it has an address
      const { port } = server.address() as AddressInfo
      resume(Effect.succeed(`http://127.0.0.1:${port}`))
    })
  })

const serve = (handle: (request: http.IncomingMessage, response: http.ServerResponse) => void) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const server = http.createServer(handle)
      // otherwise a connection could close just as the client reuses it, and the request would go unseen
      server.keepAliveTimeout = 600_000
      return server
    }),
    (server) =>
      Effect.sync(() => {
        server.close()
        server.closeAllConnections()
      })
  )

/** Numbers the records. */
const ordered = (): () => Moment => {
  let seq = 0
  return () => ({ seq: seq++, at: performance.now() })
}

/** Runs the proxy until the scope closes. */
export const make = Effect.fnUntraced(function*({ choose, latest, upstream }: {
  readonly upstream: string
  readonly choose: Faults.Choose
  /**
   * The latest time for a response, in milliseconds. Near the client's own timeout it would be unclear whether the
   * client received it.
   */
  readonly latest: number
}) {
  const exchanges: Array<Exchange> = []
  const moment = ordered()

  const transmit = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const exchange: Exchange = {
      id: exchanges.length,
      method: request.method ?? "",
      path: request.url ?? "",
      headers: plain(request.headers),
      body: await textOf(request),
      begun: moment()
    }
    exchanges.push(exchange)
    const end = (delivered: Delivery): boolean => {
      if (exchange.ended !== undefined) return false
      exchange.ended = moment()
      exchange.delivered = delivered
      return true
    }
    response.on("close", () => end({ _tag: "GivenUp" }))
    const isGone = () => exchange.ended !== undefined

    const lose = () => {
      if (end({ _tag: "Lost" })) request.socket.destroy()
    }
    const give = (answer: Answer) => {
      if (performance.now() - exchange.begun.at > latest) return
      if (
        !end({ _tag: "Answer", answer: { ...answer, headers: { ...answer.headers, "x-given-at": `${Date.now()}` } } })
      ) {
        return
      }
      const hasBody = answer.status !== 204 && answer.status !== 304
      response.writeHead(answer.status, {
        ...withoutConnection(answer.headers),
        ...(hasBody ? { "content-length": Buffer.byteLength(answer.body) } : {})
      })
      response.end(hasBody ? answer.body : undefined)
    }
    const forward = async (): Promise<Answer | undefined> => {
      if (isGone()) return undefined
      const { connection: _, ...headers } = exchange.headers
      try {
        exchange.served = await ask(upstream, { ...exchange, headers })
      } catch {
        lose()
      }
      return exchange.served
    }
    const strike = async (fault: Fault): Promise<void> => {
      switch (fault._tag) {
        case "Lose":
          if (fault.when === "after") await forward()
          return lose()
        case "Truncate": {
          const answer = await forward()
          if (answer === undefined || !end({ _tag: "Lost" })) return
          response.writeHead(answer.status, {
            ...withoutConnection(answer.headers),
            "content-length": Buffer.byteLength(answer.body) + 10
          })
          response.write(answer.body.slice(0, answer.body.length / 2))
          await pause(5)
          return void request.socket.destroy()
        }
        case "Answer":
          if (fault.when === "after") await forward()
          return give(fault.answer)
        case "Body": {
          const answer = await forward()
          return answer && give({ ...answer, body: answer.status < 300 ? fault.body(answer.body) : answer.body })
        }
        case "Slow": {
          if (fault.when === "before") await pause(fault.millis)
          const answer = await forward()
          if (fault.when === "after") await pause(fault.millis)
          return answer && give(answer)
        }
        case "LoseSessions": {
          const path = `/emulator/sessions?itemId=${fault.item}`
          await ask(upstream, { method: "DELETE", path, headers: { authorization: "Bearer check" }, body: "" }).catch(
            () => undefined
          )
          const answer = await forward()
          return answer && give(answer)
        }
      }
    }

    const chosen = choose(exchange, Date.now())
    if (chosen === undefined) {
      const answer = await forward()
      if (answer !== undefined) give(answer)
      return
    }
    exchange.fault = chosen.name
    await strike(chosen.fault)
  }

  const server = yield* serve((request, response) => {
    // a client that disconnects while it sends is not an error
    transmit(request, response).catch(() => request.socket.destroy())
  })
  const proxy: Proxy = { url: yield* listen(server), exchanges, moment }
  return proxy
})

/** A host other than the service. It records the requests that it receives. */
export const foreign = Effect.gen(function*() {
  const got: Array<string> = []
  const server = yield* serve((request, response) => {
    got.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.writeHead(200, { "content-type": "application/json" })
    response.end("{}")
  })
  return { url: yield* listen(server), got }
})
