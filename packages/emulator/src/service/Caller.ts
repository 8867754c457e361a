/**
 * Who sends a request: told from the bearer token, without checking it.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import { guid } from "./Drive.js"

/** The caller. `id` is the directory's GUID of the user, made up from the token where the token has none. */
export interface Caller {
  readonly id: string
  readonly authenticated: boolean
  /** The token belongs to an application and to no user. */
  readonly appOnly: boolean
}

const isGuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

/** The claims of a JSON web token; none for any other token. */
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

const anonymous: Caller = { id: guid("anonymous"), authenticated: false, appOnly: false }

/** The caller that an `Authorization` header names. */
export const fromHeader = (authorization: string | undefined): Caller => {
  const token = /^\s*bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1]
  if (token === undefined) return anonymous
  const { idtyp, oid, sub } = claims(token)
  const name = typeof oid === "string" ? oid : typeof sub === "string" ? sub : token
  return { id: isGuid(name) ? name.toLowerCase() : guid(name), authenticated: true, appOnly: idtyp === "app" }
}
