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

const singleValues = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, String(value)]])
  )

const textOf = async (message: http.IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString("utf8")
}

const send = (
  upstream: string,
  { body, headers, method, path }: Pick<Exchange, "body" | "headers" | "method" | "path">
) =>
  new Promise<Answer>((resolve, reject) => {
    const request = http.request(new URL(path, upstream), { method, headers, agent: false }, (response) => {
      textOf(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: singleValues(response.headers), body }),
        reject
      )
    })
    request.on("error", reject)
    request.end(body)
  })

/** Hop-by-hop headers, and the length, which faults may change. */
const connectionHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"])

const withoutConnectionHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.has(name)))

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
      // otherwise a connection could close just as the client reuses it, and the request would not be recorded
      server.keepAliveTimeout = 600_000
      return server
    }),
    (server) =>
      Effect.sync(() => {
        server.close()
        server.closeAllConnections()
      })
  )

/** Makes a function that returns the next position in the order of the records, with the current time. */
const makeMoments = (): () => Moment => {
  let seq = 0
  return () => ({ seq: seq++, at: performance.now() })
}

/** Runs the proxy until the scope closes. */
export const make = Effect.fnUntraced(function*({ choose, maxResponseMillis, upstream }: {
  readonly upstream: string
  readonly choose: Faults.Choose
  /**
   * The proxy drops later responses, because near the client's own timeout it would be unclear whether the client
   * received them.
   */
  readonly maxResponseMillis: number
}) {
  const exchanges: Array<Exchange> = []
  const moment = makeMoments()

  const transmit = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const exchange: Exchange = {
      id: exchanges.length,
      method: request.method ?? "",
      path: request.url ?? "",
      headers: singleValues(request.headers),
      body: await textOf(request),
      started: moment()
    }
    exchanges.push(exchange)
    const end = (delivered: Delivery): boolean => {
      if (exchange.ended !== undefined) return false
      exchange.ended = moment()
      exchange.delivered = delivered
      return true
    }
    response.on("close", () => end({ _tag: "Disconnected" }))
    const hasEnded = () => exchange.ended !== undefined

    const dropConnection = () => {
      if (end({ _tag: "Lost" })) request.socket.destroy()
    }
    const respond = (answer: Answer) => {
      if (performance.now() - exchange.started.at > maxResponseMillis) return
      if (
        !end({ _tag: "Answer", answer: { ...answer, headers: { ...answer.headers, "x-given-at": `${Date.now()}` } } })
      ) {
        return
      }
      const hasBody = answer.status !== 204 && answer.status !== 304
      response.writeHead(answer.status, {
        ...withoutConnectionHeaders(answer.headers),
        ...(hasBody ? { "content-length": Buffer.byteLength(answer.body) } : {})
      })
      response.end(hasBody ? answer.body : undefined)
    }
    const forward = async (): Promise<Answer | undefined> => {
      if (hasEnded()) return undefined
      const { connection: _, ...headers } = exchange.headers
      try {
        exchange.served = await send(upstream, { ...exchange, headers })
      } catch {
        dropConnection()
      }
      return exchange.served
    }
    const inject = async (fault: Fault): Promise<void> => {
      switch (fault._tag) {
        case "Lose":
          if (fault.when === "after") await forward()
          return dropConnection()
        case "Truncate": {
          const answer = await forward()
          if (answer === undefined || !end({ _tag: "Lost" })) return
          response.writeHead(answer.status, {
            ...withoutConnectionHeaders(answer.headers),
            "content-length": Buffer.byteLength(answer.body) + 10
          })
          response.write(answer.body.slice(0, answer.body.length / 2))
          await pause(5)
          return void request.socket.destroy()
        }
        case "Answer":
          if (fault.when === "after") await forward()
          return respond(fault.answer)
        case "Body": {
          const answer = await forward()
          return answer && respond({ ...answer, body: answer.status < 300 ? fault.body(answer.body) : answer.body })
        }
        case "Slow": {
          if (fault.when === "before") await pause(fault.millis)
          const answer = await forward()
          if (fault.when === "after") await pause(fault.millis)
          return answer && respond(answer)
        }
        case "LoseSessions": {
          const path = `/emulator/sessions?itemId=${fault.item}`
          await send(upstream, { method: "DELETE", path, headers: { authorization: "Bearer check" }, body: "" }).catch(
            () => undefined
          )
          const answer = await forward()
          return answer && respond(answer)
        }
      }
    }

    const chosen = choose(exchange, Date.now())
    if (chosen === undefined) {
      const answer = await forward()
      if (answer !== undefined) respond(answer)
      return
    }
    exchange.fault = chosen.name
    await inject(chosen.fault)
  }

  const server = yield* serve((request, response) => {
    // a client may disconnect while it sends a request, which is not an error
    transmit(request, response).catch(() => request.socket.destroy())
  })
  const proxy: Proxy = { url: yield* listen(server), exchanges, moment }
  return proxy
})

/** A host other than the service. It records the requests that it receives. */
export const foreignHost = Effect.gen(function*() {
  const received: Array<string> = []
  const server = yield* serve((request, response) => {
    received.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.writeHead(200, { "content-type": "application/json" })
    response.end("{}")
  })
  return { url: yield* listen(server), received }
})
