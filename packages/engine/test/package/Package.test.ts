import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as ContentTypes from "../../src/internal/package/ContentTypes.js"
import * as Package from "../../src/internal/package/Package.js"
import * as Relationships from "../../src/internal/package/Relationships.js"
import * as Zip from "../../src/internal/package/Zip.js"
import { attempt } from "../../src/internal/refusal.js"
import { pack } from "../support/makeBook.js"
import { differing } from "../support/openBook.js"

const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  `<Default Extension="XML" ContentType="application/xml"/>` +
  `<Override PartName="/xl/A.xml" ContentType="application/a+xml"/></Types>`

const parts: ReadonlyArray<readonly [string, string]> = [
  ["[Content_Types].xml", types],
  ["xl/a.xml", "<a/>"],
  ["xl/b.xml", "<b/>"],
  ["xl/_rels/a.xml.rels", Relationships.empty]
]

const bytes = pack(parts)

describe("Package", () => {
  it.effect("saves the same bytes without edits", () =>
    Effect.sync(() => {
      const self = Package.open(bytes)
      assert.strictEqual(Package.text(self, "xl/a.xml"), "<a/>")
      assert.strictEqual(Package.save(self), bytes)
    }))

  it.effect("rewrites only the parts that were edited", () =>
    Effect.sync(() => {
      const self = Package.open(bytes)
      Package.setText(self, "xl/b.xml", "<b>edited</b>")
      const saved = Package.save(self)
      assert.deepStrictEqual(differing(bytes, saved), ["xl/b.xml"])
      assert.strictEqual(Package.text(Package.open(saved), "/XL/B.xml"), "<b>edited</b>")
    }))

  it.effect("adds and removes parts with their content types and relationships", () =>
    Effect.sync(() => {
      const self = Package.open(bytes)
      Package.add(self, "xl/c.xml", "application/c+xml", "<c/>")
      const id = Package.addRelationship(self, "xl/b.xml", "http://x/c", "xl/c.xml")
      Package.remove(self, "xl/a.xml")
      const saved = Package.open(Package.save(self))
      assert.deepStrictEqual([...Package.names(saved)].sort(), [
        "[Content_Types].xml",
        "xl/_rels/b.xml.rels",
        "xl/b.xml",
        "xl/c.xml"
      ])
      assert.strictEqual(Package.contentType(saved, "xl/c.xml"), "application/c+xml")
      assert.strictEqual(Package.contentType(saved, "xl/b.xml"), "application/xml")
      assert.notInclude(Package.text(saved, "[Content_Types].xml") ?? "", "A.xml")
      const [related] = Package.relationships(saved, "xl/b.xml")
      assert.deepStrictEqual(
        [related?.id, related?.kind, related?.target, related?.external],
        [id, "c", "xl/c.xml", false]
      )
    }))

  it.effect("reads the last of several entries with one name, and keeps all until an edit", () =>
    Effect.sync(() => {
      const twice = pack([...parts, ["xl/b.xml", "<b>second</b>"]])
      const self = Package.open(twice)
      assert.strictEqual(Package.text(self, "xl/b.xml"), "<b>second</b>")
      Package.setText(self, "xl/a.xml", "<a>edited</a>")
      const count = (file: Uint8Array) =>
        Zip.read(file, Package.defaultLimits).filter(({ name }) => name === "xl/b.xml").length
      assert.strictEqual(count(Package.save(self)), 2)
      Package.setText(self, "xl/b.xml", "<b>third</b>")
      const saved = Package.save(self)
      assert.strictEqual(count(saved), 1)
      assert.strictEqual(Package.text(Package.open(saved), "xl/b.xml"), "<b>third</b>")
    }))

  it.effect("does not reuse the name of an existing or removed part", () =>
    Effect.sync(() => {
      const self = Package.open(pack([...parts, ["xl/t1.xml", "<t/>"], ["xl/t2.xml", "<t/>"]]))
      Package.remove(self, "xl/t2.xml")
      assert.strictEqual(Package.unusedPartName(self, "xl/t", "xml"), "xl/t3.xml")
    }))

  it.effect("refuses a zip file that is not a package", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(attempt(() => Package.open(pack([["readme.txt", "hello"]]))))
      assert.strictEqual(error.code, "unsupportedWorkbook")
    }))
})

describe("Relationships", () => {
  it.effect("resolves targets as written by different programs", () =>
    Effect.sync(() => {
      const from = "xl/worksheets/sheet1.xml"
      assert.strictEqual(Relationships.resolve(from, "../tables/table1.xml"), "xl/tables/table1.xml")
      assert.strictEqual(Relationships.resolve(from, "/xl/tables/table1.xml"), "xl/tables/table1.xml")
      assert.strictEqual(Relationships.resolve(from, "./x%20y.xml"), "xl/worksheets/x y.xml")
      assert.strictEqual(Relationships.resolve(from, "..\\comments1.xml"), "xl/comments1.xml")
      assert.strictEqual(Relationships.resolve(from, "../../../../etc/passwd"), "etc/passwd")
      assert.strictEqual(Relationships.resolve("", "xl/workbook.xml"), "xl/workbook.xml")
    }))

  it.effect("writes targets that resolve to the same part", () =>
    Effect.sync(() => {
      for (const to of ["xl/tables/t.xml", "xl/worksheets/s.xml", "docProps/app.xml", "a.xml"]) {
        const from = "xl/worksheets/sheet1.xml"
        assert.strictEqual(Relationships.resolve(from, Relationships.relative(from, to)), to)
      }
    }))

  it.effect("generates unused ids", () =>
    Effect.sync(() => {
      const one = Relationships.add(Relationships.empty, "a.xml", "t", "b.xml")
      const two = Relationships.add(one.text, "a.xml", "t", "c.xml")
      const without = Relationships.remove(two.text, one.id)
      const three = Relationships.add(without, "a.xml", "t", "d.xml")
      assert.deepStrictEqual(
        Relationships.parse(three.text, "a.xml").map(({ id, target }) => [id, target]),
        [[two.id, "c.xml"], [three.id, "d.xml"]]
      )
      assert.notStrictEqual(three.id, two.id)
    }))
})

describe("ContentTypes", () => {
  it.effect("uses the namespace prefix of the file", () =>
    Effect.sync(() => {
      const prefixed = `<ct:Types xmlns:ct="x"></ct:Types>`
      const added = ContentTypes.add(prefixed, "xl/a.xml", "application/a+xml")
      assert.include(added, `<ct:Override PartName="/xl/a.xml" ContentType="application/a+xml"/>`)
      assert.strictEqual(ContentTypes.remove(added, "/XL/a.xml"), prefixed)
    }))
})
