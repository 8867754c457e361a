import { RetryAfter } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Duration, FastCheck as fc, Option } from "effect"

const now = Date.UTC(1994, 10, 6, 8, 49, 0)
const millis = (header: string, at = now) =>
  Option.getOrUndefined(Option.map(RetryAfter.parse(header, at), Duration.toMillis))

describe("RetryAfter", () => {
  it.each([
    ["30", 30_000],
    [" 30 ", 30_000],
    ["0", 0],
    ["2.128", 2128],
    ["0.0001", 1],
    ["+5", 5000],
    ["-5", 0],
    ["-0.5", 0],
    ["86400", 86_400_000]
  ])("%s seconds", (header, expected) => {
    assert.strictEqual(millis(header), expected)
  })

  it.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", 37_000],
    ["sun, 06 nov 1994 08:49:37 gmt", 37_000],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 37_000],
    ["Sun Nov  6 08:49:37 1994", 37_000],
    ["Sun Nov 06 08:49:37 1994", 37_000],
    ["Sun, 06 Nov 1994 08:48:00 GMT", 0]
  ])("%s", (header, expected) => {
    assert.strictEqual(millis(header), expected)
  })

  it("reads two digits as a year from 1970 to 2069", () => {
    assert.strictEqual(millis("Sunday, 22-Nov-26 00:00:01 GMT", Date.UTC(2026, 10, 22)), 1000)
  })

  it.each([
    "",
    "soon",
    "1e3",
    "0x10",
    "1.",
    ".5",
    "1,5",
    "Infinity",
    "NaN",
    "30s",
    "Sun, 06 Foo 1994 08:49:37 GMT",
    "1994-11-06"
  ])(
    "%o is none",
    (header) => {
      assert.strictEqual(millis(header), undefined)
    }
  )

  it("a number that is too large is none", () => {
    assert.strictEqual(millis("9".repeat(400)), undefined)
  })

  it.prop(
    "parses every HTTP date",
    [fc.date({ min: new Date(0), max: new Date("9999-12-31T00:00:00Z") })],
    ([date]) => {
      const second = Math.floor(date.getTime() / 1000) * 1000
      assert.strictEqual(millis(date.toUTCString(), 0), second)
    }
  )

  it.prop(
    "never throws, and is never negative",
    [fc.oneof(fc.string(), fc.double().map(String)), fc.integer()],
    ([text, now]) => {
      const wait = millis(text, now)
      assert.isTrue(wait === undefined || wait >= 0)
    }
  )
})
