import * as Either from "effect/Either"
import * as Cloud from "../Cloud.js"
import * as Telemetry from "./telemetry.js"

/**
 * The URL that a request is sent to.
 *
 * @internal
 */
export interface Destination {
  readonly url: string
  readonly server: Telemetry.Server
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const graphHosts = new Set(
  [Cloud.global, Cloud.usGov, Cloud.usGovDod, Cloud.china].map((cloud) => new URL(cloud.graph).host)
)

/**
 * Resolves the URL of a request, which is a path below the base URL or an absolute URL. The token may only be sent to the
 * hosts of Graph and of the base URL, and only over TLS or to the loopback interface. For any other URL the result is
 * `Left` with its origin.
 *
 * @internal
 */
export const resolver = (baseUrl: string): (address: string) => Either.Either<Destination, string> => {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  const isTrusted = (url: URL): boolean =>
    (graphHosts.has(url.host) || url.host === base?.host) &&
    (url.protocol === "https:" || url.protocol === "http:" && loopback.test(url.hostname))
  const baseServer = base !== undefined && isTrusted(base) ? Telemetry.serverOf(base) : undefined
  return (address) => {
    if (address.startsWith("/")) {
      return baseServer === undefined
        ? Either.left(base?.origin ?? "a base URL that is no URL")
        : Either.right({ url: baseUrl + address, server: baseServer })
    }
    if (!URL.canParse(address)) return Either.left("an address that is no URL")
    const url = new URL(address)
    return isTrusted(url) ? Either.right({ url: address, server: Telemetry.serverOf(url) }) : Either.left(url.origin)
  }
}
