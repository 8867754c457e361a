/**
 * The caller of a request, taken from the bearer token without verifying it.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import { guid } from "./Drive.js"

/** The caller. `id` is the user's directory GUID, or is derived from the token if it has no such claim. */
export interface Caller {
  readonly id: string
  /** The display name or the account name of the user, or `Guest`. It is the author of replies. */
  readonly name: string
  readonly authenticated: boolean
  /** Whether the token belongs to an application without a user. */
  readonly appOnly: boolean
}

const isGuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

/** The claims of a JSON web token. Any other token has none. */
const claims = (token: string): Readonly<Record<string, unknown>> => {
  const payload = token.split(".")[1]
  if (payload === undefined) return {}
  return Encoding.decodeBase64UrlString(payload.replace(/=+$/, "")).pipe(
    Either.flatMap((text) => Either.try((): unknown => JSON.parse(text))),
    Either.match({
      onLeft: () => ({}),
      onRight: (value) => typeof value === "object" && value !== null ? { ...value } : {}
    })
  )
}

/** Excel for the web shows this name for a user without a sign-in. */
const guest = "Guest"

const anonymous: Caller = { id: guid("anonymous"), name: guest, authenticated: false, appOnly: false }

const firstText = (claims: ReadonlyArray<unknown>): string | undefined =>
  claims.find((claim): claim is string => typeof claim === "string" && claim !== "")

export const fromHeader = (authorization: string | undefined): Caller => {
  const token = /^\s*bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1]
  if (token === undefined) return anonymous
  const { idtyp, name, oid, preferred_username: account, sub } = claims(token)
  const user = firstText([oid, sub]) ?? token
  return {
    id: isGuid(user) ? user.toLowerCase() : guid(user),
    name: firstText([name, account]) ?? guest,
    authenticated: true,
    appOnly: idtyp === "app"
  }
}
