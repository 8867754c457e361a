import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as WorkbookQueue from "../../WorkbookQueue.js"
import type * as Cooldown from "./cooldown.js"
import * as Monotonic from "./monotonic.js"

/**
 * The queues of the workbooks of a client, one for each key. `acquire` gives the queue for a key, and keeps it until the
 * scope closes. A queue without users is kept as long as a request is in it or its cooldown is not over.
 *
 * @internal
 */
export interface Queues {
  readonly acquire: (key: string) => Effect.Effect<WorkbookQueue.WorkbookQueue, never, Scope.Scope>
}

interface Entry {
  readonly key: string
  readonly queue: WorkbookQueue.WorkbookQueue
  users: number
}

/**
 * No queues yet. The cooldown of the client applies to all of them.
 *
 * @internal
 */
export const make = (clientCooldown: Cooldown.Cooldown): Queues => {
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
    const entry = entries.get(key) ?? { key, queue: WorkbookQueue.makeWithin(clientCooldown), users: 0 }
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
