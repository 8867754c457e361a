import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Monotonic from "./monotonic.js"

/**
 * The queues of the workbooks of a client, one for each key. `acquire` gives the queue for a key, and keeps it until the
 * scope closes. A queue without users is kept as long as a request is in it or its cooldown is not over.
 *
 * @internal
 */
export interface Queues<out Queue> {
  readonly acquire: (key: string) => Effect.Effect<Queue, never, Scope.Scope>
}

/**
 * No queues yet. Each is made when its key is used for the first time.
 *
 * @internal
 */
export const make = <Queue extends { readonly isFree: (at: number) => boolean }>(
  makeQueue: () => Queue
): Queues<Queue> => {
  interface Entry {
    readonly key: string
    readonly queue: Queue
    users: number
  }
  const entries = new Map<string, Entry>()
  const unused = new Set<Entry>()

  const removeUnused = (now: number): void => {
    for (const entry of unused) {
      if (!entry.queue.isFree(now)) continue
      unused.delete(entry)
      entries.delete(entry.key)
    }
  }

  const retain = (key: string): Entry => {
    const entry = entries.get(key) ?? { key, queue: makeQueue(), users: 0 }
    entries.set(key, entry)
    unused.delete(entry)
    entry.users++
    return entry
  }

  const release = (entry: Entry): void => {
    if (--entry.users === 0) unused.add(entry)
  }

  return {
    acquire: (key) =>
      Effect.acquireRelease(
        Effect.map(Monotonic.now, (now) => {
          removeUnused(now)
          return retain(key)
        }),
        (entry) => Effect.sync(() => release(entry))
      ).pipe(Effect.map(({ queue }) => queue))
  }
}
