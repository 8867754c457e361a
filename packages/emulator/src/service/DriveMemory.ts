/**
 * A drive in memory, for tests and for programs without a file system.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type Drive, DriveError, type Item, itemId, PathTaken, segments } from "./Drive.js"

interface Stored {
  readonly item: Item
  readonly bytes: Uint8Array
}

/** Paths with equal keys are the same path. */
const keyOf = (path: string): string => path.normalize("NFC").toLowerCase()

export const make = (books: ReadonlyArray<readonly [name: string, bytes: Uint8Array]>): Effect.Effect<Drive> =>
  Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const stored = new Map<string, Stored>()
    const ids = new Map<string, string>()
    let version = 0
    const put = (path: string, bytes: Uint8Array, modified: number): Item => {
      version++
      const id = itemId(path)
      const name = path.slice(path.lastIndexOf("/") + 1)
      const item = { id, name, path, size: bytes.length, modified, version: String(version) }
      stored.set(id, { item, bytes })
      ids.set(keyOf(path), id)
      return item
    }
    for (const [name, bytes] of books) {
      const path = segments(name)
      if (path === undefined || path.length === 0) {
        return yield* Effect.dieMessage(`"${name}" is not the path of a file`)
      }
      if (ids.has(keyOf(`/${path.join("/")}`))) return yield* Effect.dieMessage(`"${name}" is given twice`)
      put(`/${path.join("/")}`, bytes, now)
    }
    const items = () =>
      Array.from(stored.values(), ({ item }) => item).sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
    return {
      list: Effect.sync(items),
      byId: (id) => Effect.sync(() => Option.map(Option.fromNullable(stored.get(id)), ({ item }) => item)),
      byPath: (path) =>
        Effect.sync(() => {
          const parts = segments(path)
          if (parts === undefined) return Option.none()
          return Option.map(
            Option.fromNullable(stored.get(ids.get(keyOf(`/${parts.join("/")}`)) ?? "")),
            ({ item }) => item
          )
        }),
      read: (item) => Effect.sync(() => stored.get(item.id)?.bytes ?? new Uint8Array()),
      save: (item, bytes) => Effect.map(Clock.currentTimeMillis, (modified) => put(item.path, bytes, modified)),
      create: (path, bytes) =>
        Effect.flatMap(Clock.currentTimeMillis, (modified): Effect.Effect<Item, DriveError | PathTaken> => {
          const parts = segments(path)
          if (parts === undefined) return new DriveError({ operation: "create", path })
          const whole = `/${parts.join("/")}`
          return ids.has(keyOf(whole)) ? new PathTaken() : Effect.succeed(put(whole, bytes, modified))
        }),
      remove: (item) =>
        Effect.sync(() => {
          stored.delete(item.id)
          ids.delete(keyOf(item.path))
        })
    }
  })
