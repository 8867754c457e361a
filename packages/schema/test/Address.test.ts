import { Address, Area } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck as fc, Option, Schema } from "effect"

const parse = (text: string) => Either.getOrThrow(Address.parse(text))

const reason = (text: string) =>
  Either.match(Address.parse(text), { onLeft: (error) => error.reason, onRight: Address.format })

describe("Address", () => {
  describe("parse", () => {
    it.each([
      ["A1", undefined, 0, 0, 0, 0],
      ["b2", undefined, 1, 1, 1, 1],
      ["$A$1:b2", undefined, 0, 0, 1, 1],
      ["B2:A1", undefined, 0, 0, 1, 1],
      ["A2:B1", undefined, 0, 0, 1, 1],
      ["XFD1048576", undefined, 1_048_575, 16_383, 1_048_575, 16_383],
      ["A:C", undefined, 0, 0, 1_048_575, 2],
      ["$C:$A", undefined, 0, 0, 1_048_575, 2],
      ["2:5", undefined, 1, 0, 4, 16_383],
      ["$5:$2", undefined, 1, 0, 4, 16_383],
      ["1:1048576", undefined, 0, 0, 1_048_575, 16_383],
      ["Sheet1!A1", "Sheet1", 0, 0, 0, 0],
      ["'Sheet1'!A1", "Sheet1", 0, 0, 0, 0],
      ["'It''s'!A:C", "It's", 0, 0, 1_048_575, 2],
      ["'a!b'!2:2", "a!b", 1, 0, 1, 16_383],
      ["My Sheet!C3", "My Sheet", 2, 2, 2, 2],
      ["Übersicht!AA10", "Übersicht", 9, 26, 9, 26]
    ])("parses %s", (text, sheet, top, left, bottom, right) => {
      assert.deepStrictEqual(Address.parse(text), Either.right({ sheet, top, left, bottom, right }))
    })

    it.each([
      ["", "not an A1 address"],
      ["A", "not an A1 address"],
      ["1", "not an A1 address"],
      [":", "not an A1 address"],
      ["$", "not an A1 address"],
      ["A1:", "one corner is a cell, the other is not"],
      ["A1:B2:C3", "not an A1 address"],
      ["A1,B2", "not an A1 address"],
      ["AAAA1", "not an A1 address"],
      ["A12345678", "not an A1 address"],
      ["A1:C", "one corner is a cell, the other is not"],
      ["A:5", "one corner is a cell, the other is not"],
      ["A0", "row 0 is not on the sheet"],
      ["A1048577", "row 1048577 is not on the sheet"],
      ["2:1048577", "row 1048577 is not on the sheet"],
      ["XFE1", "column XFE is not on the sheet"],
      ["A:zzz", "column zzz is not on the sheet"],
      ["!A1", "the sheet's name is not written as Excel writes it"],
      ["''!A1", "the sheet's name is not written as Excel writes it"],
      ["'a'b'!A1", "the sheet's name is not written as Excel writes it"],
      ["a'b!A1", "the sheet's name is not written as Excel writes it"],
      ["'Sheet1!A1", "the sheet's name is not written as Excel writes it"],
      ["Sheet1:Sheet3!A1", "the sheet's name is not written as Excel writes it"],
      ["[Book1]Sheet1!A1", "the sheet's name is not written as Excel writes it"]
    ])("rejects %s", (text, expected) => {
      assert.strictEqual(reason(text), expected)
    })

    it.prop("never throws", [fc.string()], ([text]) => {
      assert.isTrue(Either.isEither(Address.parse(text)))
    })
  })

  describe("format", () => {
    it.each([
      ["A1:A1", "A1"],
      ["$B$2:C3", "B2:C3"],
      ["C:A", "A:C"],
      ["A:A", "A:A"],
      ["5:2", "2:5"],
      ["A:XFD", "1:1048576"],
      ["A1:XFD1048576", "1:1048576"],
      ["'Sheet1'!A1", "Sheet1!A1"],
      ["'Q1 sales'!A1:B2", "'Q1 sales'!A1:B2"]
    ])("%s as %s", (text, expected) => {
      assert.strictEqual(Address.format(parse(text)), expected)
    })

    it.prop("is the inverse of parse", [Address.AddressFromSelf], ([address]) => {
      assert.deepStrictEqual(Address.parse(Address.format(address)), Either.right(address))
    })

    it.prop("is the inverse of parse for any sheet name", [fc.fullUnicodeString({ minLength: 1 })], ([sheet]) => {
      const address = Address.make({ sheet, top: 4, left: 1, bottom: 9, right: 3 })
      assert.deepStrictEqual(Address.parse(Address.format(address)), Either.right(address))
    })
  })

  describe("quoteSheet", () => {
    it.each(["Sheet1", "Data", "_x", "Übersicht", "a.b", "売上", "ABCD1", "XFE1", "A1048577", "Rows", "RC_1", "A0"])(
      "leaves %s",
      (name) => {
        assert.strictEqual(Address.quoteSheet(name), name)
      }
    )

    it.each([
      ["It's 100% #1 (ü)", "'It''s 100% #1 (ü)'"],
      ["2026", "'2026'"],
      ["1a", "'1a'"],
      ["Q1", "'Q1'"],
      ["tax2024", "'tax2024'"],
      ["XFD1048576", "'XFD1048576'"],
      ["A01", "'A01'"],
      ["R1C1", "'R1C1'"],
      ["rc", "'rc'"],
      ["R", "'R'"],
      ["C12", "'C12'"],
      ["TRUE", "'TRUE'"],
      ["a-b", "'a-b'"],
      ["a!b", "'a!b'"],
      ["''", "''''''"]
    ])("quotes %s", (name, expected) => {
      assert.strictEqual(Address.quoteSheet(name), expected)
    })
  })

  describe("columns", () => {
    it.prop("names and indices agree", [fc.nat(Area.maxColumn)], ([index]) => {
      assert.deepStrictEqual(Address.columnIndex(Address.columnName(index)), Option.some(index))
      assert.deepStrictEqual(Address.columnIndex(Address.columnName(index).toLowerCase()), Option.some(index))
    })

    it.each([[0, "A"], [25, "Z"], [26, "AA"], [701, "ZZ"], [702, "AAA"], [16_383, "XFD"]])(
      "%i is %s",
      (index, name) => {
        assert.strictEqual(Address.columnName(index), name)
      }
    )

    it.each(["", "XFE", "AAAA", "A1", "Ä", "é"])("%s is not a column", (name) => {
      assert.deepStrictEqual(Address.columnIndex(name), Option.none())
    })
  })

  describe("make", () => {
    it("orders the corners, and makes one cell if there is only one corner", () => {
      assert.deepStrictEqual(Address.make({ top: 3, left: 2, bottom: 1, right: 0 }), parse("A2:C4"))
      assert.deepStrictEqual(Address.make({ sheet: "Data", top: 3, left: 2 }), parse("Data!C4"))
    })

    it.each([
      { top: -1, left: 0 },
      { top: 0.5, left: 0 },
      { top: 0, left: Number.NaN },
      { top: 0, left: 16_384 },
      { top: 0, left: 0, bottom: 1_048_576 }
    ])("throws for %o", (bounds) => {
      assert.throws(() => Address.make(bounds), Address.InvalidAddress)
    })
  })

  describe("schemas", () => {
    it.prop("AddressFromString round trips", [Address.AddressFromString], ([address]) => {
      const text = Schema.encodeSync(Address.AddressFromString)(address)
      assert.deepStrictEqual(Schema.decodeSync(Address.AddressFromString)(text), address)
    })

    it("AddressFromString reports the reason", () => {
      const result = Schema.decodeEither(Address.AddressFromString)("A0")
      assert.include(Either.getOrThrow(Either.flip(result)).message, "row 0 is not on the sheet")
    })

    it("AddressFromSelf rejects bounds out of order or outside of the worksheet", () => {
      const is = Schema.is(Address.AddressFromSelf)
      assert.isTrue(is(parse("A1:B2")))
      assert.isFalse(is({ sheet: undefined, top: 1, left: 0, bottom: 0, right: 0 }))
      assert.isFalse(is({ sheet: undefined, top: 0, left: 0, bottom: 1_048_576, right: 0 }))
      assert.isFalse(is({ sheet: "", top: 0, left: 0, bottom: 0, right: 0 }))
    })
  })
})
