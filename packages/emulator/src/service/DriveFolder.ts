/**
 * A drive on a folder of .xlsx files and its subfolders.
 *
 * Nothing outside the folder is ever read or written: paths and links that lead out of it are treated as missing. A
 * link inside the folder is another name for its target, not a second item. A save writes a new file next to the old
 * one, flushes it and renames it over the old one, so a crash at any time leaves either file complete. A save replaces
 * only the version that was read: two emulators, or an emulator and an editor, do not overwrite each other's changes.
 *
 * @since 0.1.0
 */
import type * as PlatformError from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Path from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import {
  ContentChanged,
  type Drive,
  DriveError,
  guid,
  isWorkbookName,
  type Item,
  itemId,
  PathTaken,
  segments
} from "./Drive.js"

const isNotFound = (error: PlatformError.PlatformError): boolean =>
  error._tag === "SystemError" && error.reason === "NotFound"

const isThere = (error: PlatformError.PlatformError): boolean =>
  error._tag === "SystemError" && error.reason === "AlreadyExists"

const pathOf = (parts: ReadonlyArray<string>): string => `/${parts.join("/")}`

const noParts: ReadonlyArray<string> = []

const isHidden = (name: string): boolean => name.startsWith(".")

const isShown = (parts: ReadonlyArray<string>): boolean =>
  isWorkbookName(parts[parts.length - 1] ?? "") && !parts.some(isHidden)

const modifiedOf = ({ mtime }: FileSystem.File.Info): number =>
  Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })

const versionOf = (info: FileSystem.File.Info): string =>
  `${Option.getOrElse(info.ino, () => 0)}-${modifiedOf(info)}-${info.size}`

const contentOf = (info: FileSystem.File.Info) => ({
  size: Number(info.size),
  modified: modifiedOf(info),
  version: versionOf(info)
})

/** A temporary file of a save that was killed. */
const isLeftover = (name: string): boolean => /^\..+\.xls[xm]\.[\da-z-]+\.emulator\.tmp$/i.test(name)

/** An item and one of its names. */
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

  /**
   * The real path below the root. A path that cannot be resolved (missing, forbidden, name too long) counts as missing.
   */
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
      const item: Item = {
        id: itemId(pathOf(real.value)),
        name: path.basename(pathOf(real.value)),
        path: pathOf(real.value),
        ...contentOf(stat.value)
      }
      paths.set(item.id, item.path)
      return Option.some(item)
    })

  const namesIn = (parts: ReadonlyArray<string>) =>
    fs.readDirectory(path.join(root, ...parts)).pipe(
      // a subfolder that is forbidden or has vanished is skipped, and a plain file is not a folder
      Effect.catchAll((cause) => parts.length === 0 ? unreadable(cause) : Effect.succeed([]))
    )

  /** Links to folders are not followed: they may form a cycle, and their files are listed at their real location. */
  const isReal = (parts: ReadonlyArray<string>) =>
    Effect.map(locate(parts), Option.exists((real) => pathOf(real) === pathOf(parts)))

  const tidy = (parts: ReadonlyArray<string>): Effect.Effect<void, DriveError> =>
    Effect.gen(function*() {
      for (const name of yield* namesIn(parts)) {
        const inner = [...parts, name]
        if (isLeftover(name)) yield* Effect.ignore(fs.remove(path.join(root, ...inner)))
        else if (!isHidden(name) && !isWorkbookName(name) && (yield* isReal(inner))) yield* tidy(inner)
      }
    })

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
        if (yield* isReal(inner)) found.push(...(yield* namedIn(inner)))
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
      const atKnownPath = yield* itemAt(segments(paths.get(id) ?? "") ?? [])
      if (Option.exists(atKnownPath, (item) => item.id === id)) return atKnownPath
      return Option.fromNullable((yield* list).find((item) => item.id === id))
    })

  /** The real file of an item, unless its path has become a link to another file. */
  const realOf = (item: Item, operation: "read" | "save" | "remove") =>
    Effect.flatMap(
      Effect.map(locate(segments(item.path) ?? []), Option.filter((real) => pathOf(real) === item.path)),
      Option.match({
        onNone: () => new DriveError({ operation, path: item.path }),
        onSome: (real) => Effect.succeed(path.join(root, ...real))
      })
    )

  const hidden = (real: string, mark: string) =>
    path.join(path.dirname(real), `.${path.basename(real)}.${mark}.emulator.tmp`)

  /** An exclusive marker file lets only one of several emulators replace a version. */
  const replace = (real: string, temporary: string, version: string) => {
    const mark = hidden(real, guid(version).slice(0, 8))
    return Effect.acquireUseRelease(
      Effect.catchIf(fs.writeFile(mark, new Uint8Array(), { flag: "wx" }), isThere, () => new ContentChanged()),
      () =>
        Effect.flatMap(
          fs.stat(real),
          (info): Effect.Effect<FileSystem.File.Info, PlatformError.PlatformError | ContentChanged> =>
            versionOf(info) === version
              ? Effect.zipRight(fs.rename(temporary, real), fs.stat(real))
              : new ContentChanged()
        ),
      () => Effect.ignore(fs.remove(mark))
    )
  }

  /**
   * The folder for a new file, made if necessary. An existing folder is found without regard to case. A link is not
   * followed, because it may lead out of the drive.
   */
  const folderFor = (
    parts: ReadonlyArray<string>
  ): Effect.Effect<ReadonlyArray<string>, PlatformError.PlatformError | DriveError> =>
    Effect.reduce(parts, noParts, (parent, part) =>
      Effect.gen(function*() {
        const names: ReadonlyArray<string> = yield* namesIn(parent)
        const lower = part.toLowerCase()
        const inner = [
          ...parent,
          names.find((name) => name === part) ?? names.find((name) => name.toLowerCase() === lower) ?? part
        ]
        if (!names.includes(inner[inner.length - 1] ?? "")) yield* fs.makeDirectory(path.join(root, ...inner))
        if (!(yield* isReal(inner))) return yield* new DriveError({ operation: "create", path: pathOf(inner) })
        return inner
      }))

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
        const temporary = hidden(real, salt.toString(36))
        const saved = yield* Effect.scoped(Effect.gen(function*() {
          const file = yield* fs.open(temporary, { flag: "wx", mode: 0o600 })
          yield* file.writeAll(bytes)
          yield* keepOwner(fs, temporary, before)
          yield* file.sync
        })).pipe(
          Effect.zipRight(replace(real, temporary, item.version)),
          Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true })))
        )
        yield* flushFolder(fs, folder)
        return { ...item, ...contentOf(saved) }
      }).pipe(
        Effect.mapError((cause) =>
          cause._tag === "DriveError" || cause._tag === "ContentChanged"
            ? cause
            : new DriveError({ operation: "save", path: item.path, cause })
        )
      ),
    create: (wanted, bytes) =>
      Effect.gen(function*() {
        const parts = segments(wanted) ?? []
        if (!isShown(parts)) return yield* new DriveError({ operation: "create", path: wanted })
        if (Option.isSome(yield* byPath(wanted))) return yield* new PathTaken()
        const file = [...(yield* folderFor(parts.slice(0, -1))), parts[parts.length - 1] ?? ""]
        const real = path.join(root, ...file)
        const salt = yield* Random.nextIntBetween(0, 0x7fffffff)
        const temporary = hidden(real, salt.toString(36))
        yield* Effect.scoped(Effect.gen(function*() {
          const handle = yield* fs.open(temporary, { flag: "wx" })
          yield* handle.writeAll(bytes)
          yield* handle.sync
        })).pipe(
          // a link does not replace a file that another program has created in the meantime
          Effect.zipRight(Effect.catchIf(fs.link(temporary, real), isThere, () => new PathTaken())),
          Effect.ensuring(Effect.ignore(fs.remove(temporary, { force: true })))
        )
        yield* flushFolder(fs, path.dirname(real))
        const item = yield* itemAt(file)
        return yield* Effect.mapError(item, () => new DriveError({ operation: "create", path: wanted }))
      }).pipe(
        Effect.mapError((cause) =>
          cause._tag === "DriveError" || cause._tag === "PathTaken"
            ? cause
            : new DriveError({ operation: "create", path: wanted, cause })
        )
      ),
    remove: (item) =>
      realOf(item, "remove").pipe(
        Effect.flatMap((real) => Effect.zipRight(fs.remove(real), flushFolder(fs, path.dirname(real)))),
        Effect.mapError((cause) =>
          cause._tag === "DriveError" ? cause : new DriveError({ operation: "remove", path: item.path, cause })
        )
      )
  }
  yield* Effect.ignore(tidy([]))
  return drive
})

/** Gives a new file the mode and owner of the replaced one. Only a privileged process can change the owner. */
const keepOwner = (fs: FileSystem.FileSystem, file: string, before: FileSystem.File.Info) =>
  Effect.zipRight(
    Effect.ignore(Effect.flatMap(
      Effect.all([before.uid, before.gid]),
      ([uid, gid]) => fs.chown(file, uid, gid)
    )),
    fs.chmod(file, before.mode & 0o7777)
  )

/** Makes a rename durable. Platforms that cannot open a folder (Windows) do this by themselves. */
const flushFolder = (fs: FileSystem.FileSystem, folder: string) =>
  Effect.ignore(Effect.scoped(Effect.flatMap(fs.open(folder, { flag: "r" }), (handle) => handle.sync)))
