import { Address } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck as fc, Option, pipe, Schema } from "effect"

const parsed = (text: string) => Either.getOrThrow(Address.parse(text))

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
    ])("reads %s", (text, sheet, top, left, bottom, right) => {
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
    ])("refuses %s", (text, expected) => {
      assert.strictEqual(reason(text), expected)
    })

    it.prop("is total", [fc.string()], ([text]) => {
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
      assert.strictEqual(Address.format(parsed(text)), expected)
    })

    it.prop("is read back", [Address.AddressFromSelf], ([address]) => {
      assert.deepStrictEqual(Address.parse(Address.format(address)), Either.right(address))
    })

    it.prop("is read back for any sheet name", [fc.fullUnicodeString({ minLength: 1 })], ([sheet]) => {
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
    it.prop("names and indices agree", [fc.nat(Address.maxColumn)], ([index]) => {
      assert.deepStrictEqual(Address.columnIndex(Address.columnName(index)), Option.some(index))
      assert.deepStrictEqual(Address.columnIndex(Address.columnName(index).toLowerCase()), Option.some(index))
    })

    it.each([[0, "A"], [25, "Z"], [26, "AA"], [701, "ZZ"], [702, "AAA"], [16_383, "XFD"]])(
      "%i is %s",
      (index, name) => {
        assert.strictEqual(Address.columnName(index), name)
      }
    )

    it.each(["", "XFE", "AAAA", "A1", "Ä", "é"])("%s is no column", (name) => {
      assert.deepStrictEqual(Address.columnIndex(name), Option.none())
    })
  })

  describe("make", () => {
    it("orders corners and fills in a cell", () => {
      assert.deepStrictEqual(Address.make({ top: 3, left: 2, bottom: 1, right: 0 }), parsed("A2:C4"))
      assert.deepStrictEqual(Address.make({ sheet: "Data", top: 3, left: 2 }), parsed("Data!C4"))
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

  it("counts", () => {
    assert.strictEqual(Address.rowCount(parsed("B2:D5")), 4)
    assert.strictEqual(Address.columnCount(parsed("B2:D5")), 3)
    assert.strictEqual(Address.cellCount(parsed("B2:D5")), 12)
    assert.strictEqual(Address.cellCount(parsed("1:1048576")), 17_179_869_184)
  })

  it("tells what is unbounded", () => {
    const facts = (text: string) => {
      const address = parsed(text)
      return [
        Address.isCell(address),
        Address.isWholeColumns(address),
        Address.isWholeRows(address),
        Address.isUnbounded(address)
      ]
    }
    assert.deepStrictEqual(facts("B2"), [true, false, false, false])
    assert.deepStrictEqual(facts("B2:B3"), [false, false, false, false])
    assert.deepStrictEqual(facts("B:B"), [false, true, false, true])
    assert.deepStrictEqual(facts("2:2"), [false, false, true, true])
    assert.deepStrictEqual(facts("1:1048576"), [false, true, true, true])
  })

  describe("combinators", () => {
    const cells = (address: Address.Address) => {
      const found: Array<string> = []
      for (let row = address.top; row <= address.bottom; row++) {
        for (let column = address.left; column <= address.right; column++) found.push(`${row},${column}`)
      }
      return new Set(found)
    }
    const small = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(4)).map(([top, left, bottom, right]) =>
      Address.make({ top, left, bottom, right })
    )

    it.prop("intersection holds exactly the common cells", [small, small], ([a, b]) => {
      const common = [...cells(a)].filter((cell) => cells(b).has(cell))
      const found = Option.match(Address.intersection(a, b), { onNone: () => [], onSome: (area) => [...cells(area)] })
      assert.sameMembers(found, common)
    })

    it.prop("contains is about every cell", [small, small], ([a, b]) => {
      assert.strictEqual(Address.contains(a, b), [...cells(b)].every((cell) => cells(a).has(cell)))
    })

    it.prop("boundingRect is the least that contains both", [small, small], ([a, b]) => {
      const rect = Option.getOrThrow(Address.boundingRect(a, b))
      assert.isTrue(Address.contains(rect, a) && Address.contains(rect, b))
      assert.isTrue(
        [rect.top === a.top || rect.top === b.top, rect.right === a.right || rect.right === b.right].every(Boolean)
      )
      assert.isTrue(
        [rect.bottom === a.bottom || rect.bottom === b.bottom, rect.left === a.left || rect.left === b.left].every(
          Boolean
        )
      )
    })

    it("keep to one sheet, in any case, and fill in the other's", () => {
      const a = parsed("Data!A1:C3")
      assert.deepStrictEqual(Address.intersection(a, parsed("DATA!B2")), Option.some(parsed("Data!B2")))
      assert.deepStrictEqual(Address.intersection(parsed("B2"), a), Option.some(parsed("Data!B2")))
      assert.deepStrictEqual(Address.intersection(a, parsed("Other!B2")), Option.none())
      assert.deepStrictEqual(Address.boundingRect(parsed("E5"), a), Option.some(parsed("Data!A1:E5")))
      assert.deepStrictEqual(Address.boundingRect(a, parsed("Other!B2")), Option.none())
      assert.isFalse(Address.contains(a, parsed("Other!B2")))
    })

    it("offset moves, and stays on the sheet", () => {
      assert.deepStrictEqual(
        Address.offset(parsed("Data!A1:B2"), { rows: 2, columns: 1 }),
        Either.right(parsed("Data!B3:C4"))
      )
      assert.deepStrictEqual(Address.offset(parsed("A:A"), { rows: 0, columns: 2 }), Either.right(parsed("C:C")))
      assert.isTrue(Either.isLeft(Address.offset(parsed("A1"), { rows: -1, columns: 0 })))
      assert.isTrue(Either.isLeft(Address.offset(parsed("A:A"), { rows: 1, columns: 0 })))
    })

    it("resize keeps the corner, and stays on the sheet", () => {
      assert.deepStrictEqual(
        Address.resize(parsed("Data!B2:Z9"), { rows: 1, columns: 2 }),
        Either.right(parsed("Data!B2:C2"))
      )
      assert.isTrue(Either.isLeft(Address.resize(parsed("B2"), { rows: 0, columns: 1 })))
      assert.isTrue(Either.isLeft(Address.resize(parsed("B2"), { rows: 1, columns: 16_384 })))
      assert.isTrue(Either.isLeft(Address.resize(parsed("B2"), { rows: 1.5, columns: 1 })))
    })

    it("can be piped", () => {
      const by = { rows: 1, columns: 1 }
      assert.deepStrictEqual(pipe(parsed("A1"), Address.offset(by)), Either.right(parsed("B2")))
      assert.deepStrictEqual(pipe(parsed("A1"), Address.resize({ rows: 2, columns: 2 })), Either.right(parsed("A1:B2")))
      assert.isTrue(pipe(parsed("A1:B2"), Address.contains(parsed("B2"))))
      assert.deepStrictEqual(pipe(parsed("A1"), Address.intersection(parsed("A1"))), Option.some(parsed("A1")))
      assert.deepStrictEqual(pipe(parsed("A1"), Address.boundingRect(parsed("B2"))), Option.some(parsed("A1:B2")))
    })
  })

  describe("schemas", () => {
    it.prop("AddressFromString round trips", [Address.AddressFromString], ([address]) => {
      const text = Schema.encodeSync(Address.AddressFromString)(address)
      assert.deepStrictEqual(Schema.decodeSync(Address.AddressFromString)(text), address)
    })

    it("AddressFromString says why", () => {
      const result = Schema.decodeEither(Address.AddressFromString)("A0")
      assert.include(Either.getOrThrow(Either.flip(result)).message, "row 0 is not on the sheet")
    })

    it("AddressFromSelf refuses bounds out of order and off the sheet", () => {
      const is = Schema.is(Address.AddressFromSelf)
      assert.isTrue(is(parsed("A1:B2")))
      assert.isFalse(is({ sheet: undefined, top: 1, left: 0, bottom: 0, right: 0 }))
      assert.isFalse(is({ sheet: undefined, top: 0, left: 0, bottom: 1_048_576, right: 0 }))
      assert.isFalse(is({ sheet: "", top: 0, left: 0, bottom: 0, right: 0 }))
    })
  })
})
