import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Styles from "../../src/internal/parts/Styles.js"

const source =
  `<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts/>` +
  `<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/><protection locked="0"/></xf>` +
  `<xf numFmtId="14" fontId="0" applyNumberFormat="1"/></cellXfs><cellStyles/></styleSheet>`

describe("Styles", () => {
  it.effect("returns built-in and custom number formats", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      assert.deepStrictEqual([0, 1, 2, 9].map((style) => Styles.numberFormat(styles, style)), [
        "General",
        "yyyy\\-mm\\-dd",
        "m/d/yyyy",
        "General"
      ])
    }))

  it.effect("finds a style that differs only in its number format", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      assert.strictEqual(Styles.withNumberFormat(styles, 0, "m/d/yyyy"), 2)
      assert.strictEqual(Styles.withNumberFormat(styles, 2, "General"), 0)
      assert.strictEqual(Styles.withNumberFormat(styles, 1, "yyyy\\-mm\\-dd"), 1)
      assert.isFalse(styles.edited)
    }))

  it.effect("appends a style and a format, and keeps all other properties", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      const percent = Styles.withNumberFormat(styles, 1, "0%")
      const own = Styles.withNumberFormat(styles, percent, `0.0 "kg"`)
      assert.deepStrictEqual([percent, own], [3, 4])
      assert.strictEqual(Styles.withNumberFormat(styles, 1, `0.0 "kg"`), own)
      const again = Styles.parse(styles.source)
      assert.strictEqual(Styles.numberFormat(again, percent), "0%")
      assert.strictEqual(Styles.numberFormat(again, own), `0.0 "kg"`)
      assert.include(
        styles.source,
        `<xf numFmtId="165" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>`
      )
      assert.include(styles.source, `<numFmts count="2">`)
      assert.include(styles.source, `<cellXfs count="5">`)
    }))

  it.effect("marks texts with an apostrophe, and finds locked styles", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      const quoted = Styles.withQuotePrefix(styles, 0, true)
      assert.isTrue(Styles.hasQuotePrefix(styles, quoted))
      assert.strictEqual(Styles.withQuotePrefix(styles, quoted, false), 0)
      assert.deepStrictEqual([0, 1].map((style) => Styles.isLocked(styles, style)), [true, false])
    }))

  it.effect("adds the list of number formats to a workbook without one", () =>
    Effect.sync(() => {
      const styles = Styles.parse(Styles.defaultStyles)
      const style = Styles.withNumberFormat(styles, 0, "0.000")
      assert.strictEqual(Styles.numberFormat(Styles.parse(styles.source), style), "0.000")
      assert.match(
        styles.source,
        /<styleSheet[^>]*><numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"\/><\/numFmts><fonts/
      )
    }))
})
