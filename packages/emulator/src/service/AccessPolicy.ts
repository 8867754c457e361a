/**
 * The access check of the server. Any web page in a developer's browser can send requests to this machine, and with DNS
 * rebinding they even look like requests to the page's own origin. So a request has to name a host of this server, and
 * a page of another origin cannot change anything.
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
import * as Undocumented from "../Undocumented.js"
import * as Adapters from "./Adapters.js"
import * as Control from "./Control.js"
import * as Failure from "./Failure.js"
import * as Hosts from "./Hosts.js"
import * as Origins from "./Origins.js"
import * as Responder from "./Responder.js"

export interface AccessPolicy {
  /** Canonical hosts that are accepted in addition to loopback and the local address of the connection. */
  readonly hosts: ReadonlySet<string>
  /** Origins whose pages have full access. */
  readonly origins: ReadonlySet<string>
  /** The origin of a request without a `Host` header. */
  readonly baseUrl: string
}

type Request = HttpServerRequest.HttpServerRequest

const quoted = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)

/**
 * A request to a proxy (`GET http://host/path`) names the host twice; the target takes precedence (RFC 9112, 3.2.2).
 */
const originForm = (request: Request): Request => {
  const [, host, rest] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(request.url) ?? []
  return host === undefined || rest === undefined
    ? request
    : request.modify({
      url: rest.startsWith("/") ? rest : `/${rest}`,
      headers: Headers.set(request.headers, "host", host)
    })
}

/** Node.js keeps only the first of several `Host` headers in `headers`. */
const hostCount = ({ source }: Request): number =>
  source instanceof IncomingMessage ? source.headersDistinct["host"]?.length ?? 0 : 1

const localAddress = ({ source }: Request): Option.Option<string> =>
  source instanceof IncomingMessage
    ? Option.flatMap(
      Option.fromNullable(source.socket.localAddress),
      (address) => Hosts.canonical(Hosts.bracketed(address))
    )
    : Option.none()

/** Why the host of a request is not accepted. Only HTTP/1.0, which browsers do not use, may omit it. */
const hostRefusal = (request: Request, { hosts }: AccessPolicy): Failure.Failure | undefined => {
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

/**
 * A description of the foreign page that sends a request. Older browsers and plain forms send only `Sec-Fetch-Site`.
 */
const foreignPage = (request: Request, { baseUrl, origins }: AccessPolicy): string | undefined => {
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

const crossOriginChange = (request: Request, policy: AccessPolicy): Failure.Failure | undefined => {
  const page = foreignPage(request, policy)
  return page === undefined || (isRead(request) && !Control.isControl(request.url))
    ? undefined
    : Failure.gateway(
      403,
      "accessDenied",
      `A page of ${page} can only read the workbook API: expected one that is named by --allow-origin (allowedOrigins).`
    )
}

// refusals of this layer depend on neither of these options
const responder = Responder.make(Undocumented.positions({}))

const refuse = (request: Request, failure: Failure.Failure) =>
  Effect.map(
    responder.respond(request, () => failure),
    (answer) => Adapters.toServerResponse(request, answer)
  )

/** The app behind the access check. */
export const enforce = (app: HttpApp.Default, policy: AccessPolicy): HttpApp.Default =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (incoming) => {
    const request = originForm(incoming)
    const refusal = hostRefusal(request, policy) ?? crossOriginChange(request, policy)
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
