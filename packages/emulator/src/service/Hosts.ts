/**
 * Host names and addresses, as they appear in a `Host` header.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import { isIPv6 } from "node:net"

const hostAndPort = /^(\[[\da-f:.]+\]|[^\s/?#@\\:[\]]+)(?::\d*)?$/i

const mapped = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/

/** Converts an IPv4-mapped IPv6 address: `[::ffff:7f00:1]` and `127.0.0.1` are the same address. */
const unmapped = (name: string): string => {
  const [, high, low] = mapped.exec(name) ?? []
  if (high === undefined || low === undefined) return name
  const bytes = [high, low].flatMap((word) => {
    const value = Number.parseInt(word, 16)
    return [value >> 8, value & 0xff]
  })
  return bytes.join(".")
}

/**
 * The canonical form of a host: lower case, without port and final dot, addresses in their shortest form. Text that is
 * not a host has none.
 */
export const canonical = (host: string): Option.Option<string> => {
  const name = hostAndPort.exec(host)?.[1]
  return name !== undefined && URL.canParse(`http://${name}/`)
    ? Option.some(unmapped(new URL(`http://${name}/`).hostname.replace(/\.$/, "")))
    : Option.none()
}

/** An IPv6 address in the brackets that URLs require. Other hosts are unchanged. */
export const bracketed = (host: string): string => isIPv6(host) ? `[${host.replace(/%.*$/, "")}]` : host

/** Whether a canonical host always denotes this machine. */
export const isLoopback = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(?:\.\d+){3}$/.test(name)
