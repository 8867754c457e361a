import type { Book, Model } from "@effect-workbook/engine"
import type { Area } from "@effect-workbook/schema/Area"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { differing, open, table, unpack } from "../support/openBook.js"

const corpus = fileURLToPath(new URL("../../../../../shared/corpus", import.meta.url))

const books = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true }).map(String).filter((name) => name.endsWith(".xlsx")).sort()
  : []

const bytesOf = (name: string): Uint8Array => readFileSync(join(corpus, name))

const skipped = books.length === 0
if (skipped) console.warn(`skipped: no workbooks in ${corpus}`)

/** An area far away from the content of the workbooks. */
const free: Area = { top: 2999, left: 99, bottom: 2999, right: 99 }

const everything = (book: Book.Book) =>
  book.sheets.map((sheet) => {
    const cells = book.read(sheet, book.usedArea(sheet, false))
    return [sheet.name, cells.values(), cells.formulas(), cells.numberFormat()]
  })

const firstWorksheet = (book: Book.Book): Model.Sheet => book.sheets.find(({ kind }) => kind === "worksheet")!

describe.skipIf(skipped)("Book on real workbooks", () => {
  it.effect("saves the same bytes without a change", () =>
    Effect.gen(function*() {
      for (const name of books) {
        const bytes = bytesOf(name)
        const book = yield* open(bytes)
        everything(book)
        assert.isTrue(Buffer.from(bytes).equals(book.save()), name)
      }
    }), 120_000)

  it.effect("an edit of one cell changes one sheet and only that cell", () =>
    Effect.gen(function*() {
      for (const name of books) {
        const bytes = bytesOf(name)
        const book = yield* open(bytes)
        // Volatile functions change with each edit.
        if (/NOW|TODAY|RAND|OFFSET|INDIRECT|CELL|INFO/.test(JSON.stringify(everything(book)))) continue
        const sheet = firstWorksheet(book)
        yield* book.write(sheet, free, { values: [[42]] })
        const saved = book.save()
        const parts = differing(bytes, saved)
        assert.strictEqual(parts.length, 1, `${name}: ${parts.join(", ")}`)
        assert.match(parts[0] ?? "", /worksheets\/.*\.xml$/)
        const again = yield* open(saved)
        assert.deepStrictEqual(again.read(firstWorksheet(again), free).values(), [[42]])
        yield* again.write(firstWorksheet(again), free, { values: [[""]] })
        const before = yield* open(bytes)
        for (const [index, one] of before.sheets.entries()) {
          const area = before.usedArea(one, true)
          const left = before.read(one, area)
          const right = again.read(again.sheets[index]!, area)
          assert.deepStrictEqual(right.values(), left.values(), `${name} ${one.name}`)
          assert.deepStrictEqual(right.formulas(), left.formulas(), `${name} ${one.name}`)
        }
      }
    }), 300_000)

  it.effect("adds rows and columns to every table, and reads them after saving", () =>
    Effect.gen(function*() {
      for (
        const name of books.filter((book) => book.startsWith("office-scripts-docs") || book.endsWith("example.xlsx"))
      ) {
        const bytes = bytesOf(name)
        const book = yield* open(bytes)
        for (const { name: tableName } of book.tables) {
          const before = table(book, tableName)
          const width = before.columns.length
          const height = before.area.bottom - before.area.top
          const rows = [before.columns.map((_, index) => index), before.columns.map(() => null)]
          const added = yield* Effect.either(book.addRows(before, null, rows))
          if (Either.isLeft(added)) {
            // Another table partly overlaps the columns below.
            assert.strictEqual(added.left.code, "insertDeleteConflict", name)
            continue
          }
          yield* book.addRows(table(book, tableName), 0, [before.columns.map(() => "first")])
          yield* book.deleteRows(table(book, tableName), 1)
          const column = yield* Effect.either(book.addColumn(table(book, tableName), null, { name: "Added" }))
          if (Either.isLeft(column)) assert.strictEqual(column.left.code, "insertDeleteConflict", name)
          const after = table(book, tableName)
          assert.strictEqual(after.columns.length, Either.isLeft(column) ? width : width + 1)
          assert.strictEqual(after.area.bottom - after.area.top, height + 2)
        }
        const saved = book.save()
        const again = yield* open(saved)
        assert.deepStrictEqual(again.tables, book.tables, name)
        assert.deepStrictEqual(everything(again), everything(book), name)
        for (const changed of differing(bytes, saved)) {
          assert.match(
            changed,
            /worksheets\/|tables\/|sharedStrings|styles|calcChain|Content_Types|workbook\.xml|charts\/|comments|drawings\/vml/,
            name
          )
        }
      }
    }), 120_000)

  it.effect("the workbook opens after a sheet was added, renamed and deleted", () =>
    Effect.gen(function*() {
      for (const name of books.filter((_, index) => index % 10 === 0)) {
        const book = yield* open(bytesOf(name))
        const added = yield* book.addSheet("Added for a test")
        yield* book.write(added, { top: 0, left: 0, bottom: 0, right: 1 }, { values: [["text", "=1+1"]] })
        const first = firstWorksheet(book)
        yield* book.renameSheet(first, "It's first")
        const again = yield* open(book.save())
        assert.deepStrictEqual(again.sheets.map(({ name }) => name), book.sheets.map(({ name }) => name))
        yield* again.deleteSheet(firstWorksheet(again))
        const last = yield* open(again.save())
        assert.isFalse(last.sheets.some(({ name }) => name === "It's first"))
        const parts = unpack(again.save())
        const names = [...parts.keys()]
        const types = parts.get("[Content_Types].xml") ?? ""
        for (const [, partName] of types.matchAll(/PartName="\/([^"]*)"/g)) {
          assert.isTrue(names.some((one) => one.toLowerCase() === partName?.toLowerCase()), `${name}: ${partName}`)
        }
      }
    }), 120_000)
})
