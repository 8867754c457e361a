/**
 * A drive that is a folder of .xlsx files, with its subfolders.
 *
 * Nothing outside the folder is ever read or written: a path that climbs out and a link that leads out do not exist
 * for it. A link inside the folder is another name of the item that it leads to, never a second item. A save writes a
 * new file beside the old one, flushes it to the disk and renames it over the old one, so a crash at any moment leaves
 * one of the two, whole.
 *
 * @since 0.1.0
 */
import type * as PlatformError from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Path from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import { type Drive, DriveError, isWorkbookName, type Item, itemId, segments } from "./Drive.js"

const isNotFound = (error: PlatformError.PlatformError): boolean =>
  error._tag === "SystemError" && error.reason === "NotFound"

const pathOf = (parts: ReadonlyArray<string>): string => `/${parts.join("/")}`

const isHidden = (name: string): boolean => name.startsWith(".")

const isShown = (parts: ReadonlyArray<string>): boolean =>
  isWorkbookName(parts[parts.length - 1] ?? "") && !parts.some(isHidden)

/** An item under one of its names. */
interface Named {
  readonly path: string
  readonly item: Item
}

export const make = Effect.fnUntraced(function*(folder: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const unreadable = (cause: PlatformError.PlatformError) => new DriveError({ operation: "list", path: folder, cause })
  const root = yield* Effect.mapError(fs.realPath(folder), unreadable)
  const info = yield* Effect.mapError(fs.stat(root), unreadable)
  if (info.type !== "Directory") return yield* new DriveError({ operation: "list", path: folder })

  const paths = new Map<string, string>()

  /** The real path below the root. What cannot be looked up (missing, forbidden, too long a name) is not there. */
  const locate = (parts: ReadonlyArray<string>) =>
    Effect.map(
      Effect.option(fs.realPath(path.join(root, ...parts))),
      Option.filterMap((real) => {
        const relative = path.relative(root, real)
        const inside = relative.split(path.sep)
        return path.isAbsolute(relative) || inside[0] === ".." ? Option.none() : Option.some(inside)
      })
    )

  const itemAt = (parts: ReadonlyArray<string>): Effect.Effect<Option.Option<Item>, DriveError> =>
    Effect.gen(function*() {
      if (!isShown(parts)) return Option.none()
      const real = yield* locate(parts)
      if (Option.isNone(real) || !isShown(real.value)) return Option.none()
      const stat = yield* fs.stat(path.join(root, ...real.value)).pipe(
        Effect.asSome,
        Effect.catchIf(isNotFound, () => Effect.succeedNone),
        Effect.mapError((cause) => new DriveError({ operation: "read", path: pathOf(parts), cause }))
      )
      if (Option.isNone(stat) || stat.value.type !== "File") return Option.none()
      const { ino, mtime, size } = stat.value
      const modified = Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })
      const item: Item = {
        id: itemId(pathOf(real.value)),
        name: path.basename(pathOf(real.value)),
        path: pathOf(real.value),
        size: Number(size),
        modified,
        version: `${Option.getOrElse(ino, () => 0)}-${modified}-${size}`
      }
      paths.set(item.id, item.path)
      return Option.some(item)
    })

  const namesIn = (parts: ReadonlyArray<string>) =>
    fs.readDirectory(path.join(root, ...parts)).pipe(
      // of the subfolders, one that is forbidden or vanished meanwhile is left out; a file is none
      Effect.catchAll((cause) => parts.length === 0 ? unreadable(cause) : Effect.succeed([]))
    )

  const namedIn = (parts: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Named>, DriveError> =>
    Effect.gen(function*() {
      const names = yield* namesIn(parts)
      const found: Array<Named> = []
      for (const name of names) {
        if (isHidden(name)) continue
        const inner = [...parts, name]
        const item = yield* itemAt(inner)
        if (Option.isSome(item)) {
          found.push({ path: pathOf(inner), item: item.value })
          continue
        }
        // a link to a folder may lead round in a circle, and its files are found where they are
        const isReal = Option.exists(yield* locate(inner), (real) => pathOf(real) === pathOf(inner))
        if (isReal) found.push(...(yield* namedIn(inner)))
      }
      return found
    })

  const allNamed = Effect.map(
    namedIn([]),
    (found) => found.toSorted((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  )

  const list = Effect.map(allNamed, (found) => found.flatMap(({ item, path }) => path === item.path ? [item] : []))

  const byPath = (wanted: string) =>
    Effect.gen(function*() {
      const parts = segments(wanted)
      if (parts === undefined) return Option.none<Item>()
      const exact = yield* itemAt(parts)
      if (Option.isSome(exact)) return exact
      const lower = pathOf(parts).toLowerCase()
      return Option.fromNullable((yield* allNamed).find(({ path }) => path.toLowerCase() === lower)?.item)
    })

  const byId = (id: string) =>
    Effect.gen(function*() {
      const known = yield* itemAt(segments(paths.get(id) ?? "") ?? [])
      if (Option.exists(known, (item) => item.id === id)) return known
      return Option.fromNullable((yield* list).find((item) => item.id === id))
    })

  /** The file of an item, unless its path has become a link to something else. */
  const realOf = (item: Item, operation: "read" | "save") =>
    Effect.flatMap(
      Effect.map(locate(segments(item.path) ?? []), Option.filter((real) => pathOf(real) === item.path)),
      Option.match({
        onNone: () => new DriveError({ operation, path: item.path }),
        onSome: (real) => Effect.succeed(path.join(root, ...real))
      })
    )

  const drive: Drive = {
    list,
    byPath,
    byId,
    read: (item) =>
      realOf(item, "read").pipe(
        Effect.flatMap((real) => fs.readFile(real)),
        Effect.mapError((cause) =>
          cause._tag === "DriveError" ? cause : new DriveError({ operation: "read", path: item.path, cause })
        )
      ),
    save: (item, bytes) =>
      Effect.gen(function*() {
        const real = yield* realOf(item, "save")
        const before = yield* fs.stat(real)
        const folder = path.dirname(real)
        const salt = yield* Random.nextIntBetween(0, 0x7fffffff)
        const temporary = path.join(folder, `.${path.basename(real)}.${salt.toString(36)}.tmp`)
        yield* Effect.scoped(Effect.gen(function*() {
          const file = yield* fs.open(temporary, { flag: "wx", mode: 0o600 })
          yield* file.writeAll(bytes)
          yield* keepOwner(fs, temporary, before)
          yield* file.sync
        })).pipe(
          Effect.zipRight(fs.rename(temporary, real)),
          Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true })))
        )
        yield* flushFolder(fs, folder)
        return yield* Effect.flatMap(
          itemAt(segments(item.path) ?? []),
          Option.match({
            onNone: () => new DriveError({ operation: "save", path: item.path }),
            onSome: Effect.succeed
          })
        )
      }).pipe(
        Effect.mapError((cause) =>
          cause._tag === "DriveError" ? cause : new DriveError({ operation: "save", path: item.path, cause })
        )
      )
  }
  return drive
})

/** Gives a new file the mode and the owner of the one that it replaces; only a privileged process can give files away. */
const keepOwner = (fs: FileSystem.FileSystem, file: string, before: FileSystem.File.Info) =>
  Effect.zipRight(
    Effect.ignore(Effect.flatMap(
      Effect.all([before.uid, before.gid]),
      ([uid, gid]) => fs.chown(file, uid, gid)
    )),
    fs.chmod(file, before.mode & 0o7777)
  )

/** Makes a rename durable. Platforms that cannot open a folder (Windows) make it durable by themselves. */
const flushFolder = (fs: FileSystem.FileSystem, folder: string) =>
  Effect.ignore(Effect.scoped(Effect.flatMap(fs.open(folder, { flag: "r" }), (handle) => handle.sync)))
