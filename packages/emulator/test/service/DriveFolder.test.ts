import { Error as PlatformError, FileSystem, Path } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { itemId } from "../../src/service/Drive.js"
import * as DriveFolder from "../../src/service/DriveFolder.js"

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array) => new TextDecoder().decode(content)

const setup = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const outside = yield* fs.makeTempDirectoryScoped()
  const folder = path.join(outside, "books")
  yield* fs.makeDirectory(path.join(folder, "Reports", "2026"), { recursive: true })
  yield* fs.writeFile(path.join(folder, "a.xlsx"), bytes("a"))
  yield* fs.writeFile(path.join(folder, "Reports", "2026", "Über uns.xlsx"), bytes("deep"))
  yield* fs.writeFile(path.join(folder, "~$a.xlsx"), bytes("lock file"))
  yield* fs.writeFile(path.join(folder, ".hidden.xlsx"), bytes("hidden"))
  yield* fs.writeFile(path.join(folder, "notes.txt"), bytes("text"))
  yield* fs.writeFile(path.join(outside, "secret.xlsx"), bytes("secret"))
  const drive = yield* DriveFolder.make(folder)
  return { fs, path, outside, folder, drive }
})

describe("DriveFolder", () => {
  it.scoped("lists the workbooks of the folder and its subfolders", () =>
    Effect.gen(function*() {
      const { drive } = yield* setup
      const items = yield* drive.list
      assert.deepStrictEqual(items.map(({ path }) => path), ["/Reports/2026/Über uns.xlsx", "/a.xlsx"])
      for (const item of items) assert.match(item.id, /^01[A-Z2-7]{32}$/)
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("finds a workbook by id and by path, regardless of case", () =>
    Effect.gen(function*() {
      const { drive } = yield* setup
      const wanted = "/Reports/2026/Über uns.xlsx"
      const byId = yield* Effect.flatten(drive.byId(itemId(wanted)))
      assert.strictEqual(byId.path, wanted)
      const byPath = yield* Effect.flatten(drive.byPath("//reports/2026/ÜBER uns.XLSX"))
      assert.strictEqual(byPath.id, byId.id)
      assert.strictEqual(text(yield* drive.read(byPath)), "deep")
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("never leaves the folder", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, outside, path } = yield* setup
      yield* fs.symlink(path.join(outside, "secret.xlsx"), path.join(folder, "link.xlsx"))
      yield* fs.symlink(outside, path.join(folder, "out"))
      for (
        const escape of [
          "/../secret.xlsx",
          "/Reports/../../secret.xlsx",
          "/..\\secret.xlsx",
          "/link.xlsx",
          "/out/secret.xlsx",
          "/a.xlsx\0.xlsx",
          "/notes.txt",
          "/.hidden.xlsx",
          "/Reports",
          "/"
        ]
      ) {
        assert.isTrue(Option.isNone(yield* drive.byPath(escape)), escape)
      }
      assert.strictEqual((yield* drive.list).length, 2)
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a link is another name for its target", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, path } = yield* setup
      yield* fs.symlink(path.join(folder, "a.xlsx"), path.join(folder, "Link.xlsx"))
      yield* fs.symlink(path.join(folder, "Reports"), path.join(folder, "Old"))
      yield* fs.symlink(folder, path.join(folder, "Reports", "circle"))
      yield* fs.symlink(path.join(folder, "notes.txt"), path.join(folder, "notes.xlsx"))
      const target = yield* Effect.flatten(drive.byPath("/a.xlsx"))
      for (const name of ["/Link.xlsx", "/LINK.xlsx", "/Reports/circle/a.xlsx"]) {
        assert.deepStrictEqual(yield* Effect.flatten(drive.byPath(name)), target, name)
      }
      const deep = yield* Effect.flatten(drive.byPath("/Old/2026/Über uns.xlsx"))
      assert.strictEqual(deep.id, itemId("/Reports/2026/Über uns.xlsx"))
      assert.isTrue(Option.isNone(yield* drive.byPath("/notes.xlsx")))
      assert.isTrue(Option.isNone(yield* drive.byId(itemId("/Link.xlsx"))))
      assert.deepStrictEqual((yield* drive.list).map(({ id }) => id), [deep.id, target.id])

      const link = yield* Effect.flatten(drive.byPath("/Link.xlsx"))
      yield* drive.save(link, bytes("through the link"))
      assert.strictEqual(text(yield* drive.read(target)), "through the link")
      assert.strictEqual(yield* fs.readLink(path.join(folder, "Link.xlsx")), path.join(folder, "a.xlsx"))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("an item whose path has become a link is gone", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, path } = yield* setup
      const item = yield* Effect.flatten(drive.byPath("/a.xlsx"))
      yield* fs.rename(path.join(folder, "a.xlsx"), path.join(folder, "b.xlsx"))
      yield* fs.symlink(path.join(folder, "b.xlsx"), path.join(folder, "a.xlsx"))
      assert.isTrue(Option.isNone(yield* drive.byId(item.id)))
      const error = yield* Effect.flip(drive.save(item, bytes("lost")))
      assert.strictEqual(error._tag, "DriveError")
      assert.strictEqual(text(yield* fs.readFile(path.join(folder, "b.xlsx"))), "a")
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a name too long for the file system is not found", () =>
    Effect.gen(function*() {
      const { drive } = yield* setup
      const long = "x".repeat(300)
      assert.isTrue(Option.isNone(yield* drive.byPath(`/${long}.xlsx`)))
      assert.isTrue(Option.isNone(yield* drive.byPath(`/${long}/a.xlsx`)))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("skips unreadable subfolders, but fails if the folder itself is unreadable", () =>
    Effect.gen(function*() {
      const { folder, fs, path } = yield* setup
      yield* fs.makeDirectory(path.join(folder, "Plans"))
      yield* fs.writeFile(path.join(folder, "Plans", "b.xlsx"), bytes("b"))
      const driveWithout = (forbidden: string) =>
        DriveFolder.make(folder).pipe(
          Effect.provideService(FileSystem.FileSystem, {
            ...fs,
            readDirectory: (directory, options) =>
              path.basename(directory) === forbidden
                ? new PlatformError.SystemError({
                  module: "FileSystem",
                  method: "readDirectory",
                  reason: "PermissionDenied",
                  pathOrDescriptor: directory
                })
                : fs.readDirectory(directory, options)
          })
        )
      const drive = yield* driveWithout("Reports")
      assert.deepStrictEqual((yield* drive.list).map((item) => item.path), ["/Plans/b.xlsx", "/a.xlsx"])
      assert.isTrue(Option.isNone(yield* drive.byPath("/missing.xlsx")))
      const error = yield* Effect.flip((yield* driveWithout("books")).list)
      assert.strictEqual(error.operation, "list")
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a save keeps the mode and leaves no temporary files", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, path } = yield* setup
      const file = path.join(folder, "a.xlsx")
      yield* fs.chmod(file, 0o640)
      const item = yield* Effect.flatten(drive.byPath("/a.xlsx"))
      const saved = yield* drive.save(item, bytes("changed"))
      assert.strictEqual(text(yield* fs.readFile(file)), "changed")
      assert.strictEqual((yield* fs.stat(file)).mode & 0o777, 0o640)
      assert.notStrictEqual(saved.version, item.version)
      assert.strictEqual(saved.size, 7)
      assert.deepStrictEqual((yield* fs.readDirectory(folder)).filter((name) => name.endsWith(".tmp")), [])
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a save does not overwrite changes of another program", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, path } = yield* setup
      const item = yield* Effect.flatten(drive.byPath("/a.xlsx"))
      const saved = yield* drive.save(item, bytes("ours"))
      const error = yield* Effect.flip(drive.save(item, bytes("twice")))
      assert.strictEqual(error._tag, "ContentChanged")
      yield* fs.writeFile(path.join(folder, "a.xlsx"), bytes("theirs"))
      assert.strictEqual((yield* Effect.flip(drive.save(saved, bytes("ours again"))))._tag, "ContentChanged")
      assert.strictEqual(text(yield* fs.readFile(path.join(folder, "a.xlsx"))), "theirs")
      assert.deepStrictEqual((yield* fs.readDirectory(folder)).filter((name) => name.endsWith(".tmp")), [])
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("temporary files of a killed process are removed at the start", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, path } = yield* setup
      let left = ""
      yield* DriveFolder.make(folder).pipe(
        Effect.provideService(FileSystem.FileSystem, {
          ...fs,
          rename: (from) => {
            left = from
            return Effect.dieMessage("killed")
          },
          remove: () => Effect.dieMessage("killed")
        }),
        Effect.flatMap((dying) =>
          Effect.flatMap(
            Effect.flatten(drive.byPath("/reports/2026/über uns.xlsx")),
            (item) => Effect.exit(dying.save(item, bytes("half")))
          )
        )
      )
      const names = Effect.map(
        fs.readDirectory(folder, { recursive: true }),
        (names) => names.filter((name) => name.endsWith(".tmp")).toSorted()
      )
      assert.isTrue(yield* fs.exists(left))
      assert.strictEqual((yield* names).length, 2)
      const others = [".a.txt.1x.emulator.tmp", ".a.xlsx.1x.tmp", ".a.xlsx.tmp", "a.xlsx.1x.emulator.tmp"]
      for (const name of others) yield* fs.writeFile(path.join(folder, name), bytes(name))
      const another = yield* DriveFolder.make(folder)
      assert.deepStrictEqual(yield* names, others)
      const item = yield* Effect.flatten(another.byPath("/Reports/2026/Über uns.xlsx"))
      assert.strictEqual(text(yield* another.read(item)), "deep")
      yield* another.save(item, bytes("whole"))
      assert.deepStrictEqual(yield* names, others)
    }).pipe(Effect.provide(NodeContext.layer)))

  // only a privileged process can change the owner of a file
  it.scoped.skipIf(process.getuid?.() !== 0)("a save keeps the owner", () =>
    Effect.gen(function*() {
      const { drive, folder, fs, path } = yield* setup
      const file = path.join(folder, "a.xlsx")
      yield* fs.chown(file, 12_345, 23_456)
      yield* drive.save(yield* Effect.flatten(drive.byPath("/a.xlsx")), bytes("changed"))
      const { gid, uid } = yield* fs.stat(file)
      assert.deepStrictEqual([uid, gid], [Option.some(12_345), Option.some(23_456)])
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a failed save keeps the old file", () =>
    Effect.gen(function*() {
      const { folder, fs, path } = yield* setup
      const drive = yield* DriveFolder.make(folder).pipe(
        Effect.provideService(FileSystem.FileSystem, {
          ...fs,
          rename: (from, to) => Effect.zipRight(fs.readFile(from), fs.rename(path.join(folder, "missing"), to))
        })
      )
      const item = yield* Effect.flatten(drive.byPath("/a.xlsx"))
      const error = yield* Effect.flip(drive.save(item, bytes("changed")))
      assert.strictEqual(error._tag, "DriveError")
      assert.strictEqual(error.message, "cannot save /a.xlsx")
      assert.strictEqual(text(yield* fs.readFile(path.join(folder, "a.xlsx"))), "a")
      assert.deepStrictEqual((yield* fs.readDirectory(folder)).filter((name) => name.endsWith(".tmp")), [])
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a path that is not a folder is a typed error", () =>
    Effect.gen(function*() {
      const { folder, path } = yield* setup
      for (const wrong of [path.join(folder, "missing"), path.join(folder, "a.xlsx")]) {
        const error = yield* Effect.flip(DriveFolder.make(wrong))
        assert.strictEqual(error._tag, "DriveError")
      }
    }).pipe(Effect.provide(NodeContext.layer)))
})
