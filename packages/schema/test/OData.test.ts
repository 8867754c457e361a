import { OData } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck as fc } from "effect"

const segments = (path: string) => Either.getOrThrow(OData.parsePath(path))
const only = (path: string) => {
  const [first, ...rest] = segments(path)
  assert.isDefined(first)
  assert.lengthOf(rest, 0)
  return first!
}
const difficult = [
  "It's 100% #1 (ü)",
  "",
  "'",
  "''",
  "a/b",
  "a?b#c",
  "a=b,c",
  ")",
  "(",
  "🙂",
  "a:b",
  " ",
  "{id}",
  "+",
  "null"
]
const text = fc.oneof(
  fc.fullUnicodeString(),
  fc.constantFrom(...difficult),
  fc.stringOf(fc.constantFrom(..."'(),=%/: a"))
)

describe("OData", () => {
  describe("literal", () => {
    it.each([
      ["Data", "'Data'"],
      ["It's 100% #1 (ü)", "'It''s%20100%25%20%231%20(%C3%BC)'"],
      ["a/b?c", "'a%2Fb%3Fc'"],
      ["{00000000-0001-0000-0000-000000000000}", "'%7B00000000-0001-0000-0000-000000000000%7D'"],
      [7, "7"],
      [-1.5, "-1.5"],
      [1e21, "1e%2B21"],
      [true, "true"],
      ["\uD800", "'%EF%BF%BD'"]
    ])("%s is %s", (value, expected) => {
      assert.strictEqual(OData.literal(value), expected)
    })

    it.prop("is not changed by a URL", [text], ([value]) => {
      const url = new URL(`https://graph.microsoft.com/v1.0/worksheets${OData.key(value)}/charts`)
      assert.strictEqual(url.search + url.hash, "")
      assert.strictEqual(only(url.pathname.slice("/v1.0/".length, -"/charts".length)).key, value)
    })
  })

  describe("parsePath", () => {
    it.prop("parses a key that was formatted", [text], ([value]) => {
      assert.deepInclude(only(`worksheets${OData.key(value)}`), { name: "worksheets", key: value, args: undefined })
    })

    it.prop("parses a segment that was encoded", [text.filter((value) => value !== "")], ([value]) => {
      assert.strictEqual(only(OData.encodeSegment(value)).text, value)
    })

    it.prop(
      "parses arguments that were formatted",
      [
        fc.dictionary(
          fc.constantFrom("address", "row", "column", "valuesOnly"),
          fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
        )
      ],
      ([args]) => {
        const expected = Object.fromEntries(
          Object.entries(args).map(([name, value]) => [name, Object.is(value, -0) ? 0 : value])
        )
        assert.deepInclude(only(OData.call("range", args)), { name: "range", key: undefined })
        assert.deepStrictEqual(only(OData.call("range", args)).args, expected)
      }
    )

    it.each([
      ["range(address='A1%3AB2')", { address: "A1:B2" }],
      ["range(address='A1:B2')", { address: "A1:B2" }],
      ["range(address=%27A1%27)", { address: "A1" }],
      ["range( address = 'A1' )", { address: "A1" }],
      ["cell(row=0,column=1)", { row: 0, column: 1 }],
      ["cell(row=-1, column=1.5)", { row: -1, column: 1.5 }],
      ["usedRange()", {}],
      ["usedRange(valuesOnly=true)", { valuesOnly: true }],
      ["usedRange(valuesOnly=false)", { valuesOnly: false }],
      ["boundingRect(anotherRange=null)", { anotherRange: null }],
      ["columns(id='2')", { id: "2" }],
      ["sessionInfoResource(key=0195)", { key: 195 }],
      ["sessionInfoResource(key=0195-a)", { key: "0195-a" }]
    ])("reads the arguments of %s", (path, args) => {
      const segment = only(path)
      assert.deepStrictEqual(segment.args, args)
      assert.strictEqual(segment.key, undefined)
    })

    it.each([
      ["worksheets('%7Bid%7D')", "{id}"],
      ["worksheets({id})", "{id}"],
      ["columns('3')", "3"],
      ["columns(3)", "3"],
      ["rows(null)", "null"],
      ["worksheets(%27It%27%27s%27)", "It's"],
      ["worksheets('')", ""]
    ])("reads the key of %s", (path, key) => {
      const segment = only(path)
      assert.strictEqual(segment.key, key)
      assert.strictEqual(segment.args, undefined)
    })

    it.each(["a)", "(a)", "worksheets('It's')", "range(address='A1'", "f(a='1'b)", "f(a='1',)x"])(
      "parses %s as a name",
      (name) => {
        const segment = only(encodeURIComponent(name))
        assert.deepStrictEqual(segment, { text: name, name, key: undefined, args: undefined, itemPath: undefined })
      }
    )

    it("keeps the whole text, which may be a key", () => {
      assert.strictEqual(only("Sales%20(old)").text, "Sales (old)")
    })

    it("skips empty segments and the query", () => {
      assert.deepStrictEqual(segments("//a///b/?$select=a/b").map((segment) => segment.text), ["a", "b"])
      assert.deepStrictEqual(segments("a#/b").map((segment) => segment.text), ["a"])
      assert.deepStrictEqual(segments(""), [])
    })

    it("parses an item path as one segment", () => {
      const path = "/me/drive/root:/Ryan's%20Files/doc%20(1).xlsx:/workbook"
      assert.deepStrictEqual(segments(path).map(({ itemPath, name }) => [name, itemPath]), [
        ["me", undefined],
        ["drive", undefined],
        ["root", "/Ryan's Files/doc (1).xlsx"],
        ["workbook", undefined]
      ])
      assert.strictEqual(only("root:/a/b.xlsx").itemPath, "/a/b.xlsx")
      assert.strictEqual(only("root:").itemPath, "")
      assert.deepInclude(only("items('1'):/b.xlsx:"), { name: "items", key: "1", itemPath: "/b.xlsx" })
    })

    it.each(["100%", "%zz", "root:/%:/workbook", "a%C3"])("fails for %s", (path) => {
      const error = Either.getOrThrow(Either.flip(OData.parsePath(path)))
      assert.strictEqual(error.message, `${path}: a percent sign that escapes nothing`)
    })

    it.prop("never throws", [fc.string()], ([path]) => {
      assert.isTrue(Either.isEither(OData.parsePath(path)))
    })
  })

  it("encodeSegment encodes only what is necessary", () => {
    assert.strictEqual(OData.encodeSegment("a b/c?d#e%f:g"), "a%20b%2Fc%3Fd%23e%25f%3Ag")
    assert.strictEqual(OData.encodeSegment("b!x,y;z=1&2@c$d'(e)"), "b!x,y;z=1&2@c$d'(e)")
    assert.strictEqual(OData.encodeSegment("\uDC00"), "%EF%BF%BD")
  })

  it("call leaves out undefined arguments", () => {
    assert.strictEqual(OData.call("columnsAfter", { count: undefined }), "columnsAfter()")
    assert.strictEqual(OData.call("cell", { row: 0, column: 1 }), "cell(row=0,column=1)")
  })
})
