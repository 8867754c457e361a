import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import type * as Scope from "effect/Scope"
import * as AccessToken from "../../AccessToken.js"
import * as GraphClient from "../../GraphClient.js"

/**
 * For whom sessions are opened. `graph` speaks for them, and is the same as long as anybody holds the owner.
 *
 * @internal
 */
export interface Owner {
  readonly graph: GraphClient.Service
  readonly hold: Effect.Effect<unknown, never, Scope.Scope>
}

/**
 * `own` is the owner for whom the client speaks by itself, `of` the one of an identity, held, with the source of tokens that
 * its latest request has brought.
 *
 * @internal
 */
export interface Owners {
  readonly own: Owner
  readonly of: (id: string, source: AccessToken.Service) => Effect.Effect<Owner, never, Scope.Scope>
}

/** The source in use, and the one that was brought last. */
interface Sources {
  current: AccessToken.Service
  latest: AccessToken.Service
}

/**
 * A token is kept as long as it is of use, so that not each request needs one of its own. When it is not, the source that was
 * brought last is asked: those before it may have ended with their requests.
 */
const tokenOf = (sources: Sources): AccessToken.Service => {
  const newerThan = (source: AccessToken.Service): AccessToken.Service | undefined => {
    if (sources.current === source) sources.current = sources.latest
    return sources.current === source ? undefined : sources.current
  }
  return AccessToken.AccessToken.of({
    get: Effect.suspend(() => {
      const source = sources.current
      return Effect.catchAll(source.get, (error) => newerThan(source)?.get ?? error)
    }),
    renew: (refused) =>
      Effect.suspend(() => {
        const source = sources.current
        const newer = newerThan(source)
        return newer === undefined
          ? source.renew(refused)
          : Effect.flatMap(newer.get, (token) =>
            Equal.equals(token, refused) ? newer.renew(token) : Effect.succeed(token))
      })
  })
}

/**
 * The owners of sessions that go through a client.
 *
 * @internal
 */
export const make = (client: GraphClient.Service): Owners => {
  interface Entry {
    readonly owner: Owner
    readonly sources: Sources
    holders: number
  }
  const entries = new Map<string, Entry>()

  // Who opens a session may be gone before the session holds its owner, and the owner be forgotten meanwhile.
  const enter = (id: string, entry: Entry): void => {
    entry.holders++
    if (!entries.has(id)) entries.set(id, entry)
  }

  const leave = (id: string, entry: Entry): void => {
    if (--entry.holders === 0 && entries.get(id) === entry) entries.delete(id)
  }

  const hold = (id: string, entryOf: () => Entry) =>
    Effect.acquireRelease(
      Effect.sync(() => {
        const entry = entryOf()
        enter(id, entry)
        return entry
      }),
      (entry) => Effect.sync(() => leave(id, entry))
    )

  const make = (id: string, source: AccessToken.Service): Entry => {
    const sources = { current: source, latest: source }
    const graph = GraphClient.withAccessToken(client, tokenOf(sources))
    const entry: Entry = { owner: { graph, hold: hold(id, () => entry) }, sources, holders: 0 }
    return entry
  }

  return {
    own: { graph: client, hold: Effect.void },
    of: (id, source) =>
      Effect.map(
        hold(id, () => {
          const entry = entries.get(id) ?? make(id, source)
          entry.sources.latest = source
          return entry
        }),
        ({ owner }) => owner
      )
  }
}
