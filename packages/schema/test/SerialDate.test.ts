import { SerialDate } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Either, FastCheck as fc, Schema } from "effect"

const decode = Schema.decodeUnknownEither(SerialDate.SerialDate)
const iso = (serial: number) => Either.map(decode(serial), DateTime.formatIso)

describe("SerialDate", () => {
  it("decodes the dates that Excel shows", () => {
    assert.deepStrictEqual(iso(61), Either.right("1900-03-01T00:00:00.000Z"))
    assert.deepStrictEqual(iso(25569), Either.right("1970-01-01T00:00:00.000Z"))
    assert.deepStrictEqual(iso(42019), Either.right("2015-01-15T00:00:00.000Z"))
    assert.deepStrictEqual(iso(46023.75), Either.right("2026-01-01T18:00:00.000Z"))
    assert.deepStrictEqual(iso(2958465), Either.right("9999-12-31T00:00:00.000Z"))
  })

  it("rejects other values, and dates for which Excel and the calendar differ", () => {
    for (const cell of [60, 0, -1, 2958466, NaN, "46023", null]) {
      assert.isTrue(Either.isLeft(decode(cell)), String(cell))
    }
    const early = DateTime.unsafeMake("1899-12-31")
    assert.isTrue(Either.isLeft(Schema.encodeEither(SerialDate.SerialDate)(early)))
  })

  it("round trips with milliseconds", () => {
    const instants = fc.date({
      min: new Date("1900-03-01"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true
    })
    fc.assert(fc.property(instants, (date) => {
      const serial = Schema.encodeSync(SerialDate.SerialDate)(DateTime.unsafeFromDate(date))
      assert.strictEqual(Schema.decodeSync(SerialDate.SerialDate)(serial).epochMillis, date.getTime())
    }))
  })
})
