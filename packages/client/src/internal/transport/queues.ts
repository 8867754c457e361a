import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as WorkbookQueue from "../../WorkbookQueue.js"
import type * as Cooldown from "./cooldown.js"
import * as Monotonic from "./monotonic.js"

/**
 * The queues of the workbooks that are in use. `hold` is the one for a key; it is kept for as long as somebody holds it,
 * and then until what went through it has ended and the time has passed that the service asked for.
 *
 * @internal
 */
export interface Queues {
  readonly hold: (key: string) => Effect.Effect<WorkbookQueue.WorkbookQueue, never, Scope.Scope>
}

interface Entry {
  readonly key: string
  readonly queue: WorkbookQueue.WorkbookQueue
  holders: number
}

/**
 * No queues yet. They rest while the whole client does.
 *
 * @internal
 */
export const make = (client: Cooldown.Cooldown): Queues => {
  const entries = new Map<string, Entry>()
  const unheld = new Set<Entry>()

  const forget = (now: number): void => {
    for (const entry of unheld) {
      if (!entry.queue.isFree(now)) continue
      unheld.delete(entry)
      entries.delete(entry.key)
    }
  }

  const enter = (key: string): Entry => {
    const entry = entries.get(key) ?? { key, queue: WorkbookQueue.makeWithin(client), holders: 0 }
    entries.set(key, entry)
    unheld.delete(entry)
    entry.holders++
    return entry
  }

  const leave = (entry: Entry): void => {
    if (--entry.holders === 0) unheld.add(entry)
  }

  return {
    hold: (key) =>
      Effect.acquireRelease(
        Effect.map(Monotonic.now, (now) => {
          forget(now)
          return enter(key)
        }),
        (entry) => Effect.sync(() => leave(entry))
      ).pipe(Effect.map(({ queue }) => queue))
  }
}
