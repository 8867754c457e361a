import { FileSystem, Path } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { read, usage } from "../src/demo/arguments.js"
import * as Story from "../src/demo/Story.js"

const told = (subject: Story.Input) => {
  const lines: Array<string> = []
  return Effect.as(
    Story.tell(subject, { colours: false, write: (line) => lines.push(line), quiet: "2 millis" }),
    lines
  ).pipe(Effect.provide(NodeContext.layer))
}

const corpus = fileURLToPath(new URL("../../../../shared/corpus/office-scripts-docs", import.meta.url))
const books = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".xlsx"))
  : []

// the demo uses real sockets, so the tests wait for its output and never for time
describe("The demo", () => {
  it.live("tells the story of the sample workbook", () =>
    Effect.gen(function*() {
      const lines = yield* told({ book: undefined, inPlace: false })
      const text = lines.join("\n")
      assert.match(text, /POST createSession {2}202/)
      assert.match(text, /North +8,762\.75 +11,352\.75 +\+2,590\.00/)
      assert.strictEqual(lines.filter((line) => line.includes("POST refreshSession  204")).length, 3)
      assert.match(text, /none: the summary is as it was/)
      assert.match(text, /range\(address='B15'\) {2}429\n.*the client keeps still for 20 seconds/)
      assert.match(text, /the session is lost \(invalidSessionReCreatable\)[^]*another session has taken its place/)
      assert.match(text, /POST tables\('Orders'\)\/rows {2}Transport\n.*GET tables\('Orders'\)\/rows\/count/)
      assert.match(text, /now +after the storm[^]*Orders +27 +28 +\+1/)
      assert.match(text, /0 sessions are open/)
      assert.notInclude(text, "\u001b")
    }), 60_000)

  it.live("works on a copy by default, and on the file itself with --in-place", () =>
    Effect.gen(function*() {
      const files = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const book = path.join(yield* files.makeTempDirectoryScoped(), "book.xlsx")
      const original = readFileSync(new URL("../assets/orders.xlsx", import.meta.url))
      yield* files.writeFile(book, original)
      yield* told({ book, inPlace: false })
      assert.isTrue(original.equals(yield* files.readFile(book)))
      yield* told({ book, inPlace: true })
      assert.isFalse(original.equals(yield* files.readFile(book)))
    }).pipe(Effect.scoped, Effect.provide(NodeContext.layer)), 60_000)

  it.live("reports invalid arguments", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(read([], "/home"), { book: undefined, inPlace: false })
      assert.deepStrictEqual(read(["a.xlsx", "--in-place"], "/home"), { book: resolve("/home/a.xlsx"), inPlace: true })
      assert.strictEqual(read(["--help"], "/home"), usage)
      assert.strictEqual(read(["a.xlsx", "b.xlsx"], "/"), `one workbook at a time, not a.xlsx and b.xlsx\n${usage}`)
      assert.strictEqual(read(["--in-place"], "/"), `--in-place needs a workbook\n${usage}`)
      assert.match(String(read(["--fast"], "/")), /--fast[^]*usage/)
      const failure = (book: string) =>
        Effect.map(Effect.flip(told({ book, inPlace: false })), ({ message }) => message)
      assert.match(yield* failure("nowhere.xlsx"), /^there is no workbook nowhere\.xlsx$/)
      assert.match(yield* failure("package.json"), /^package\.json is not an \.xlsx workbook$/)
    }))

  it.live("exits with 1 when it fails", () =>
    Effect.gen(function*() {
      const demo = fileURLToPath(new URL("../src/demo.ts", import.meta.url))
      const failed = yield* Effect.async<{ readonly code: unknown; readonly stderr: string }>((resume) => {
        execFile(process.execPath, ["--import", "tsx", demo, "nowhere.xlsx"], (error, _, stderr) =>
          resume(Effect.succeed({ code: error?.code, stderr })))
      })
      assert.strictEqual(failed.code, 1)
      assert.match(failed.stderr, /^there is no workbook .*nowhere\.xlsx\n$/)
    }), 60_000)

  if (books.length === 0) it.skip("walks through third-party workbooks (the corpus is not available)", () => {})
  for (const book of books) {
    it.live(`walks through ${book}`, () =>
      Effect.gen(function*() {
        const lines = yield* told({ book: `${corpus}/${book}`, inPlace: false })
        assert.match(lines.at(-1)!, /holds 21 and =2\*/)
      }), 60_000)
  }
})
