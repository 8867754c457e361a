/**
 * What a server lets in. Any page in a developer's browser can send requests to this machine, and a name that its owner
 * points here makes them look like requests of the page's own site. So a request must name a host of this server, and
 * what a page of another origin sends can change nothing.
 *
 * @since 0.1.0
 */
import * as Headers from "@effect/platform/Headers"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { IncomingMessage } from "node:http"
import * as Adapters from "./Adapters.js"
import * as Answers from "./Answers.js"
import * as Control from "./Control.js"
import * as Failure from "./Failure.js"
import * as Hosts from "./Hosts.js"
import * as Origins from "./Origins.js"

export interface Policy {
  /** Canonical hosts that are answered, beside loopback and the address that the connection came to. */
  readonly hosts: ReadonlySet<string>
  /** Origins whose pages may do everything. */
  readonly origins: ReadonlySet<string>
  /** The origin of a request that names no host. */
  readonly baseUrl: string
}

type Request = HttpServerRequest.HttpServerRequest

const quoted = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)

/** `GET http://host/path`, as it is sent to a proxy, names the host twice: that of the target counts (RFC 9112, 3.2.2). */
const originForm = (request: Request): Request => {
  const [, host, rest] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(request.url) ?? []
  return host === undefined || rest === undefined
    ? request
    : request.modify({
      url: rest.startsWith("/") ? rest : `/${rest}`,
      headers: Headers.set(request.headers, "host", host)
    })
}

/** Node.js keeps the first of several headers. */
const hostCount = ({ source }: Request): number =>
  source instanceof IncomingMessage ? source.headersDistinct["host"]?.length ?? 0 : 1

const localAddress = ({ source }: Request): Option.Option<string> =>
  source instanceof IncomingMessage
    ? Option.flatMap(
      Option.fromNullable(source.socket.localAddress),
      (address) => Hosts.canonical(Hosts.bracketed(address))
    )
    : Option.none()

/** Why a request is not answered under the host that it names. Only HTTP/1.0, which no browser speaks, may name none. */
const misdirected = (request: Request, { hosts }: Policy): Failure.Failure | undefined => {
  const host = request.headers["host"]
  if (hostCount(request) > 1) return Failure.gateway(400, "BadRequest", "Expected one Host header, not several.")
  if (host === undefined) return undefined
  const name = Hosts.canonical(host)
  if (Option.isNone(name)) {
    return Failure.gateway(400, "BadRequest", `Expected a host and a port in the Host header, not ${quoted(host)}.`)
  }
  return Hosts.isLoopback(name.value) || hosts.has(name.value) ||
      Option.contains(localAddress(request), name.value)
    ? undefined
    : Failure.gateway(
      421,
      "MisdirectedRequest",
      `The emulator does not answer for the host ${
        quoted(host)
      }: expected localhost, the address that it listens on, ` +
        "or the host of --base-url (baseUrl)."
    )
}

/** The page of another origin that sends a request; older browsers and plain forms may say no more than that it is one. */
const foreignPage = (request: Request, { baseUrl, origins }: Policy): string | undefined => {
  const { origin, "sec-fetch-site": site } = request.headers
  if (origin !== undefined) {
    return origins.has(origin) || origin === Adapters.originOf(request, baseUrl)
      ? undefined
      : `the origin ${quoted(origin)}`
  }
  return site === undefined || site === "same-origin" || site === "none"
    ? undefined
    : `another origin (${quoted(site)})`
}

const isRead = ({ method }: Request): boolean => method === "GET" || method === "HEAD"

const intrusive = (request: Request, policy: Policy): Failure.Failure | undefined => {
  const page = foreignPage(request, policy)
  return page === undefined || (isRead(request) && !Control.isControl(request.url))
    ? undefined
    : Failure.gateway(
      403,
      "accessDenied",
      `A page of ${page} can only read the workbook API: expected one that is named by --allow-origin (allowedOrigins).`
    )
}

// neither of them shows in a refusal of this layer
const answers = Answers.make({ errors: "real", sessionLostStatus: 404 })

const refuse = (request: Request, failure: Failure.Failure) =>
  Effect.map(
    answers.to(request, () => failure),
    (answer) => Adapters.toServerResponse(request, answer)
  )

/** The app, for requests that are let in. */
export const around = (app: HttpApp.Default, policy: Policy): HttpApp.Default =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (incoming) => {
    const request = originForm(incoming)
    const refusal = misdirected(request, policy) ?? intrusive(request, policy)
    if (refusal !== undefined) return refuse(request, refusal)
    const { origin } = request.headers
    const inner = Effect.provideService(app, HttpServerRequest.HttpServerRequest, request)
    if (origin === undefined || !policy.origins.has(origin)) return inner
    return request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined
      ? HttpServerResponse.empty({
        status: 204,
        headers: Origins.preflight(origin, request.headers["access-control-request-headers"])
      })
      : Effect.map(inner, HttpServerResponse.setHeaders(Origins.readable(origin)))
  })
