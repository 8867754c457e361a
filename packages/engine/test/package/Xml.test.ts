import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import * as Xml from "../../src/internal/package/Xml.js"
import { attempt } from "../../src/internal/refusal.js"

const names = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (let tag = Xml.nextTag(text, 0); tag !== undefined; tag = Xml.nextTag(text, tag.end)) {
    found.push(`${tag.kind}:${tag.name}`)
  }
  return found
}

describe("Xml", () => {
  it.effect("finds tags and skips comments, CDATA and instructions", () =>
    Effect.sync(() => {
      const text = `<?xml version="1.0"?><!-- <no/> --><x:a b="1>2"><![CDATA[<no/>]]><c/ ></x:a>`
      assert.deepStrictEqual(names(text), ["start:a", "start:c", "end:a"])
      assert.deepStrictEqual(names("<a><b/></a>"), ["start:a", "empty:b", "end:a"])
    }))

  it.effect("refuses document types, because their entities could expand without limit", () =>
    Effect.gen(function*() {
      const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>`
      const error = yield* Effect.flip(attempt(() => Xml.fromBytes(Buffer.from(bomb))))
      assert.strictEqual(error.code, "unsupportedWorkbook")
      assert.strictEqual(Xml.decode("&lol;&amp;&#65;&#x42;"), "&lol;&AB")
    }))

  it.effect("matches nested elements of the same name", () =>
    Effect.sync(() => {
      const text = "<r><a><a/><a>x</a></a><b/></r>"
      const found = [...Xml.children(text, Xml.root(text))].map(({ end, start }) => text.slice(start, end))
      assert.deepStrictEqual(found, ["<a><a/><a>x</a></a>", "<b/>"])
    }))

  it.effect("reads attributes by their full name", () =>
    Effect.sync(() => {
      const tag = `<sheet xr:name="no" name='It&apos;s "1"' r:id = "rId1" sheetId="7"/>`
      assert.strictEqual(Xml.attribute(tag, "name"), `It's "1"`)
      assert.strictEqual(Xml.attribute(tag, "id"), undefined)
      assert.strictEqual(Xml.prefixedAttribute(tag, "id"), "rId1")
      assert.strictEqual(Xml.attribute(tag, "missing"), undefined)
    }))

  it.effect("edits one attribute and keeps the others unchanged", () =>
    Effect.sync(() => {
      const tag = `<c  r='A1'\n s="3" x:u="&#10;"/>`
      assert.strictEqual(Xml.withAttribute(tag, "s", "4"), `<c  r='A1'\n s="4" x:u="&#10;"/>`)
      assert.strictEqual(Xml.withAttribute(tag, "s", undefined), `<c  r='A1'\n x:u="&#10;"/>`)
      assert.strictEqual(Xml.withAttribute(tag, "t", "a\"<b>"), `<c  r='A1'\n s="3" x:u="&#10;" t="a&quot;&lt;b&gt;"/>`)
    }))

  it.effect("appends to an element, with content or empty", () =>
    Effect.sync(() => {
      const open = "<a><b>1</b></a>"
      const empty = "<x:a k=\"1\" />"
      assert.strictEqual(Xml.append(open, Xml.root(open), "<c/>"), "<a><b>1</b><c/></a>")
      assert.strictEqual(Xml.append(empty, Xml.root(empty), "<c/>"), "<x:a k=\"1\"><c/></x:a>")
    }))

  it.effect("reads the same text that was written", () =>
    Effect.sync(() => {
      FastCheck.assert(
        FastCheck.property(FastCheck.string({ unit: "binary", maxLength: 40 }), (text) => {
          const source = `<t>${Xml.encodeText(Xml.encodeXstring(text))}</t>`
          const element = Xml.root(source)
          const read = Xml.decodeXstring(Xml.content(source, element.contentStart, element.contentEnd))
          assert.strictEqual(read, text)
          const tag = `<t a="${Xml.encodeAttribute(Xml.encodeXstring(text))}"/>`
          assert.strictEqual(Xml.decodeXstring(Xml.attribute(tag, "a") ?? ""), text)
        })
      )
    }))

  it.effect("escapes characters that XML does not allow, like Excel", () =>
    Effect.sync(() => {
      assert.strictEqual(Xml.encodeXstring("a\rb\u0001"), "a_x000D_b_x0001_")
      assert.strictEqual(Xml.encodeXstring("_x000D_"), "_x005F_x000D_")
      assert.strictEqual(Xml.decodeXstring("_x005F_x000D_"), "_x000D_")
      assert.strictEqual(Xml.encodeXstring("tab\tline\n😀"), "tab\tline\n😀")
    }))

  it.effect("normalizes line ends and white space in attributes, except character references", () =>
    Effect.sync(() => {
      const source =
        "<t a=\"1\r\n2\r3\n4\t5&#13;6&#10;7_x000D_8\">1\r\n2\r3\n4\t5&#13;6&#xD;7_x000D_8<![CDATA[9\r\n]]></t>"
      const element = Xml.root(source)
      assert.strictEqual(
        Xml.content(source, element.contentStart, element.contentEnd),
        "1\n2\n3\n4\t5\r6\r7_x000D_89\n"
      )
      assert.strictEqual(Xml.attribute(Xml.startTag(source, element), "a"), "1 2 3 4 5\r6\n7_x000D_8")
    }))

  it.effect("reads UTF-16 parts and writes them as UTF-8", () =>
    Effect.sync(() => {
      const text = `<?xml version="1.0" encoding="UTF-16"?><a>å</a>`
      const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")])
      const big = Buffer.from(little).swap16()
      assert.strictEqual(Xml.fromBytes(little), text)
      assert.strictEqual(Xml.fromBytes(big), text)
      assert.strictEqual(Xml.fromBytes(little.subarray(2)), text)
      assert.strictEqual(Xml.fromBytes(big.subarray(2)), text)
      assert.strictEqual(Xml.fromBytes(Buffer.from([0x3c])), "<")
      assert.strictEqual(Xml.toBytes(text).toString("utf8"), `<?xml version="1.0" encoding="UTF-8"?><a>å</a>`)
    }))
})
