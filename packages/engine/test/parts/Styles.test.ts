import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Styles from "../../src/internal/parts/Styles.js"

const source =
  `<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts/>` +
  `<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/><protection locked="0"/></xf>` +
  `<xf numFmtId="14" fontId="0" applyNumberFormat="1"/></cellXfs><cellStyles/></styleSheet>`

describe("Styles", () => {
  it.effect("knows built-in formats and the workbook's own", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      assert.deepStrictEqual([0, 1, 2, 9].map((style) => Styles.code(styles, style)), [
        "General",
        "yyyy\\-mm\\-dd",
        "m/d/yyyy",
        "General"
      ])
    }))

  it.effect("finds a style that differs only in its number format", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      assert.strictEqual(Styles.withCode(styles, 0, "m/d/yyyy"), 2)
      assert.strictEqual(Styles.withCode(styles, 2, "General"), 0)
      assert.strictEqual(Styles.withCode(styles, 1, "yyyy\\-mm\\-dd"), 1)
      assert.isFalse(styles.edited)
    }))

  it.effect("appends a style and a format, keeping all else of both", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      const percent = Styles.withCode(styles, 1, "0%")
      const own = Styles.withCode(styles, percent, `0.0 "kg"`)
      assert.deepStrictEqual([percent, own], [3, 4])
      assert.strictEqual(Styles.withCode(styles, 1, `0.0 "kg"`), own)
      const again = Styles.parse(styles.source)
      assert.strictEqual(Styles.code(again, percent), "0%")
      assert.strictEqual(Styles.code(again, own), `0.0 "kg"`)
      assert.include(
        styles.source,
        `<xf numFmtId="165" fontId="1" applyNumberFormat="1"><alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>`
      )
      assert.include(styles.source, `<numFmts count="2">`)
      assert.include(styles.source, `<cellXfs count="5">`)
    }))

  it.effect("marks quoted texts, and knows which cells are locked", () =>
    Effect.sync(() => {
      const styles = Styles.parse(source)
      const quoted = Styles.withQuote(styles, 0, true)
      assert.isTrue(Styles.isQuoted(styles, quoted))
      assert.strictEqual(Styles.withQuote(styles, quoted, false), 0)
      assert.deepStrictEqual([0, 1].map((style) => Styles.isLocked(styles, style)), [true, false])
    }))

  it.effect("begins the list of formats in a workbook that has none", () =>
    Effect.sync(() => {
      const styles = Styles.parse(Styles.minimal)
      const style = Styles.withCode(styles, 0, "0.000")
      assert.strictEqual(Styles.code(Styles.parse(styles.source), style), "0.000")
      assert.match(
        styles.source,
        /<styleSheet[^>]*><numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"\/><\/numFmts><fonts/
      )
    }))
})
