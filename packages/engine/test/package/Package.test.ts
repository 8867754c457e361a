import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeBook, makeEdited, makeParts, pack } from "../support/makeBook.js"
import {
  area,
  differing,
  entries,
  make,
  open,
  part,
  reopen,
  sheet,
  table,
  unpack,
  values,
  write
} from "../support/openBook.js"

const description = {
  sheets: [
    { name: "A", rows: [["Item", "Qty"], ["a", 1]], tables: [{ name: "T", ref: "A1:B2", columns: ["Item", "Qty"] }] },
    { name: "B", rows: [[1]] }
  ]
}

const bytes = makeBook(description)

const types = "[Content_Types].xml"

const sheetRels = "xl/worksheets/_rels/sheet1.xml.rels"

/** Returns the ids and the targets of relationships, resolved as URLs. */
const relationships = (text: string | undefined, source: string) =>
  [...(text ?? "").matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
    /Id="([^"]*)"/.exec(tag)?.[1],
    new URL(/Target="([^"]*)"/.exec(tag)?.[1] ?? "", `http://x/${source}`).pathname.slice(1)
  ])

const openEdited = (name: string, edit: (text: string) => string) => open(makeEdited(description, name, edit))

describe("the package of a workbook", () => {
  it.effect("is saved with the same bytes without edits", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      assert.deepStrictEqual(values(book, "A1:B2"), [["Item", "Qty"], ["a", 1]])
      assert.strictEqual(book.save(), bytes)
    }))

  it.effect("is rewritten only in the parts that were edited", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* write(book, "B!A1", [[2]])
      assert.deepStrictEqual(differing(bytes, book.save()), ["xl/worksheets/sheet2.xml"])
    }))

  it.effect("gets and loses parts with their content types and relationships", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const added = yield* book.addTable(sheet(book, "B"), area("A1:A1"), false)
      yield* book.deleteTable(table(book, "T"))
      const saved = unpack(book.save())
      assert.deepStrictEqual([...saved.keys()].filter((name) => name.startsWith("xl/tables/")), [
        "xl/tables/table2.xml"
      ])
      assert.include(saved.get("xl/tables/table2.xml"), `displayName="${added.name}"`)
      assert.match(
        saved.get(types) ?? "",
        /<Override PartName="\/xl\/tables\/table2.xml" ContentType="application\/vnd.openxmlformats-officedocument.spreadsheetml.table\+xml"\/>/
      )
      assert.notInclude(saved.get(types), "table1.xml")
      assert.notInclude(saved.get(sheetRels) ?? "", "table1.xml")
      const second = "xl/worksheets/sheet2.xml"
      const [related] = relationships(saved.get("xl/worksheets/_rels/sheet2.xml.rels"), second)
      assert.strictEqual(related?.[1], "xl/tables/table2.xml")
      assert.include(saved.get(second), `r:id="${related?.[0]}"`)
    }))

  it.effect("is read from the last of several entries with one name, and keeps all until an edit", () =>
    Effect.gen(function*() {
      const parts = makeParts(description)
      const name = "xl/worksheets/sheet2.xml"
      const text = parts.get(name) ?? ""
      const copy = name.replace("2.xml", "9.xml")
      const file = Buffer.from(pack(parts.set(copy, text.replace("<v>1</v>", "<v>7</v>"))))
      for (let at = file.indexOf(copy); at >= 0; at = file.indexOf(copy)) file.write(name, at)
      const count = (saved: Uint8Array) => entries(saved).filter((entry) => entry.name === name).length
      const book = yield* open(file)
      assert.deepStrictEqual(values(book, "B!A1"), [[7]])
      yield* write(book, "A!B2", [[2]])
      assert.strictEqual(count(book.save()), 2)
      yield* write(book, "B!A1", [[3]])
      assert.strictEqual(count(book.save()), 1)
      assert.deepStrictEqual(values(yield* reopen(book), "B!A1"), [[3]])
    }))

  it.effect("has part names without regard to case", () =>
    Effect.gen(function*() {
      const book = yield* openEdited(
        types,
        (text) => text.replace("/xl/tables/table1.xml", "/XL/Tables/TABLE1.xml").replace(`"xml"`, `"XML"`)
      )
      yield* book.deleteTable(table(book, "T"))
      assert.notMatch(part(book, types) ?? "", /table1/i)
      assert.isFalse(unpack(book.save()).has("xl/tables/table1.xml"))
    }))

  it.effect("does not reuse the name of a removed part", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* book.deleteSheet(sheet(book, "B"))
      yield* book.addSheet("C")
      assert.deepStrictEqual([...unpack(book.save()).keys()].filter((name) => /worksheets\/sheet/.test(name)), [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml"
      ])
    }))

  it.effect("is not a zip archive of anything else", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(open(pack([["readme.txt", "hello"]])))
      assert.strictEqual(error.code, "unsupportedWorkbook")
      assert.include(error.message, "not in the .xlsx format")
    }))

  it.effect("resolves the targets of relationships as written by different programs", () =>
    Effect.gen(function*() {
      const targets = [
        "/xl/tables/table1.xml",
        "./../tables/table1.xml",
        "../tables/t%61ble1.xml",
        "..\\tables\\table1.xml",
        "../../../../xl/tables/table1.xml"
      ]
      for (const target of targets) {
        const book = yield* openEdited(sheetRels, (text) => text.replace("../tables/table1.xml", target))
        assert.deepStrictEqual(book.tables.map(({ name }) => name), ["T"], target)
        yield* book.updateTable(table(book, "T"), { name: "Renamed" })
        assert.include(part(book, "xl/tables/table1.xml"), `displayName="Renamed"`, target)
      }
    }))

  it.effect("gets relationships with unused ids, whose targets exist", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const first = yield* book.addTable(sheet(book, "A"), area("D1:D2"), true)
      yield* book.addTable(sheet(book, "A"), area("F1:F2"), true)
      yield* book.deleteTable(first)
      yield* book.addTable(sheet(book, "A"), area("H1:H2"), true)
      const saved = unpack(book.save())
      const related = relationships(saved.get(sheetRels), "xl/worksheets/sheet1.xml")
      assert.strictEqual(related.length, 3)
      assert.strictEqual(new Set(related.map(([id]) => id)).size, 3)
      for (const [, target] of related) assert.isTrue(saved.has(target ?? ""), target)
      const used = [...(saved.get("xl/worksheets/sheet1.xml") ?? "").matchAll(/<tablePart r:id="([^"]*)"/g)]
      assert.deepStrictEqual(used.map(([, id]) => id).sort(), related.map(([id]) => id).sort())
    }))

  it.effect("uses the namespace prefix of its list of content types", () =>
    Effect.gen(function*() {
      const book = yield* openEdited(
        types,
        (text) => text.replace("xmlns=", "xmlns:ct=").replaceAll(/<(\/?)(?=[A-Z])/g, "<$1ct:")
      )
      const before = part(book, types)
      const added = yield* book.addSheet("C")
      assert.match(
        part(book, types) ?? "",
        /<ct:Override PartName="\/xl\/worksheets\/sheet3.xml" ContentType="[^"]*worksheet\+xml"\/>/
      )
      yield* book.deleteSheet(added)
      assert.strictEqual(part(book, types), before)
    }))
})
