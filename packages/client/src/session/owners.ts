import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import type * as Scope from "effect/Scope"
import * as AccessToken from "../AccessToken.js"
import * as GraphClient from "../GraphClient.js"

/**
 * The identity that owns sessions. `graph` sends requests with the tokens of this identity. The same identity has the same
 * owner as long as a scope retains it, see `retain`.
 *
 * @internal
 */
export interface Owner {
  readonly graph: GraphClient.Service
  readonly retain: Effect.Effect<unknown, never, Scope.Scope>
}

/**
 * - `default`: the identity of the client itself
 * - `acquire`: retains the owner for the id of an identity. The source becomes the latest token source of the owner.
 *
 * @internal
 */
export interface Owners {
  readonly default: Owner
  readonly acquire: (id: string, source: AccessToken.Service) => Effect.Effect<Owner, never, Scope.Scope>
}

/** The token source that the owner uses, and the one that it got last. */
interface Sources {
  current: AccessToken.Service
  latest: AccessToken.Service
}

/**
 * Uses one token source as long as its token is valid, so that not each request needs a new token. Then it changes to the
 * latest source, because older sources may have ended with the requests that provided them.
 */
const tokenOf = (sources: Sources): AccessToken.Service => {
  const switchFrom = (source: AccessToken.Service): AccessToken.Service | undefined => {
    if (sources.current === source) sources.current = sources.latest
    return sources.current === source ? undefined : sources.current
  }
  return AccessToken.AccessToken.of({
    get: Effect.suspend(() => {
      const source = sources.current
      return Effect.catchAll(source.get, (error) => switchFrom(source)?.get ?? error)
    }),
    renew: (refused) =>
      Effect.suspend(() => {
        const source = sources.current
        const newer = switchFrom(source)
        return newer === undefined
          ? source.renew(refused)
          : Effect.flatMap(newer.get, (token) =>
            Equal.equals(token, refused) ? newer.renew(token) : Effect.succeed(token))
      })
  })
}

/**
 * The owners of the sessions of a client.
 *
 * @internal
 */
export const make = (client: GraphClient.Service): Owners => {
  interface Entry {
    readonly owner: Owner
    readonly sources: Sources
    references: number
  }
  const entries = new Map<string, Entry>()

  // The entry may have been removed: a caller can release an owner before the session that it opens retains the owner.
  const addReference = (id: string, entry: Entry): void => {
    entry.references++
    if (!entries.has(id)) entries.set(id, entry)
  }

  const removeReference = (id: string, entry: Entry): void => {
    if (--entry.references === 0 && entries.get(id) === entry) entries.delete(id)
  }

  const retain = (id: string, entryOf: () => Entry) =>
    Effect.acquireRelease(
      Effect.sync(() => {
        const entry = entryOf()
        addReference(id, entry)
        return entry
      }),
      (entry) => Effect.sync(() => removeReference(id, entry))
    )

  const makeEntry = (id: string, source: AccessToken.Service): Entry => {
    const sources = { current: source, latest: source }
    const graph = GraphClient.withAccessToken(client, tokenOf(sources))
    const entry: Entry = { owner: { graph, retain: retain(id, () => entry) }, sources, references: 0 }
    return entry
  }

  return {
    default: { graph: client, retain: Effect.void },
    acquire: (id, source) =>
      Effect.map(
        retain(id, () => {
          const entry = entries.get(id) ?? makeEntry(id, source)
          entry.sources.latest = source
          return entry
        }),
        ({ owner }) => owner
      )
  }
}
