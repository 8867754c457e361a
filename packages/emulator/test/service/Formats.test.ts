import { Catalogue, type Endpoint } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { cell, codeOf, emulator, send, workbook } from "./support.js"

/** Sends a request to a part of a range, and decodes the answer by the catalogue. */
const ask = <E extends Endpoint.Any>(endpoint: E, path: string, body?: unknown) =>
  Effect.gen(function*() {
    const reply = yield* send(endpoint.method, path, body === undefined ? {} : { body })
    assert.strictEqual(reply.status, endpoint.success, JSON.stringify(reply.body))
    const decoded: Endpoint.Result<E> = yield* Schema.decodeUnknown(endpoint.result)(reply.body)
    return decoded
  })

const format = (address: string) => `${cell(address)}/format`

describe("The format of a range", () => {
  it.effect("is read and changed as in the API reference", () =>
    Effect.gen(function*() {
      const changed = yield* ask(Catalogue.rangeFormat.update, format("$A$1"), {
        columnWidth: 135,
        verticalAlignment: "Top",
        rowHeight: 49,
        wrapText: false
      })
      const expected = {
        columnWidth: 135,
        horizontalAlignment: "General",
        rowHeight: 49,
        verticalAlignment: "Top",
        wrapText: false
      }
      assert.deepStrictEqual(changed, expected)
      assert.deepStrictEqual(yield* ask(Catalogue.rangeFormat.get, format("A1")), expected)
      assert.deepStrictEqual(
        yield* ask(Catalogue.rangeFont.update, `${format("A1")}/font`, { bold: true, color: "#4B180E", size: 26 }),
        { bold: true, color: "#4B180E", italic: false, name: "Calibri", size: 26, underline: "None" }
      )
      assert.deepStrictEqual(
        yield* ask(Catalogue.rangeFill.update, `${format("A1")}/fill`, { color: "#FF0000" }),
        { color: "#FF0000" }
      )
      assert.deepStrictEqual(
        yield* ask(Catalogue.formatProtection.update, `${format("A1")}/protection`, { locked: false }),
        { formulaHidden: false, locked: false }
      )
    }).pipe(Effect.provide(emulator())))

  it.effect("is null where the cells differ", () =>
    Effect.gen(function*() {
      yield* ask(Catalogue.rangeFill.update, `${format("A1")}/fill`, { color: "ORANGE" })
      yield* ask(Catalogue.rangeFormat.update, format("A1"), { columnWidth: 90, horizontalAlignment: "Center" })
      assert.deepStrictEqual(yield* ask(Catalogue.rangeFill.get, `${format("A1:B1")}/fill`), { color: null })
      const { columnWidth, horizontalAlignment, rowHeight } = yield* ask(Catalogue.rangeFormat.get, format("A1:B1"))
      assert.deepStrictEqual([columnWidth, horizontalAlignment, rowHeight], [null, null, 15])
      assert.deepStrictEqual(yield* ask(Catalogue.rangeFill.get, `${format("A1")}/fill`), { color: "#FFA500" })
    }).pipe(Effect.provide(emulator())))

  it.effect("is addressed by whole columns and rows, and by names, tables and their columns", () =>
    Effect.gen(function*() {
      yield* ask(Catalogue.rangeFill.update, `${format("C:D")}/fill`, { color: "#00FF00" })
      yield* ask(Catalogue.rangeFill.update, `${format("5:5")}/fill`, { color: "0000FF" })
      const color = (address: string) =>
        Effect.map(ask(Catalogue.rangeFill.get, `${format(address)}/fill`), ({ color }) => color)
      assert.deepStrictEqual(yield* Effect.all([color("C9"), color("C5"), color("5:5"), color("A1")]), [
        "#00FF00",
        "#0000FF",
        "#0000FF",
        "#FFFFFF"
      ])
      yield* send("POST", `${workbook()}/names/add`, { body: { name: "Colored", reference: "=Data!$C$9" } })
      assert.deepStrictEqual(
        yield* ask(Catalogue.rangeFill.get, `${workbook()}/names/Colored/range/format/fill`),
        { color: "#00FF00" }
      )
      const wide = yield* send("PATCH", `${format("A1:Z100000")}/font`, { body: { bold: true } })
      assert.strictEqual(codeOf(wide), "rangeExceedsLimit")
      const rows = yield* send("PATCH", `${format("1:200000")}/font`, { body: { bold: true } })
      assert.strictEqual(codeOf(rows), "rangeExceedsLimit")
    }).pipe(Effect.provide(emulator())))

  it.effect("is expanded and selected", () =>
    Effect.gen(function*() {
      const expand = "$select=address&$expand=format($select=wrapText;$expand=font($select=bold),borders($top=1))"
      const { body } = yield* send("GET", `${cell("A1")}?${expand}`)
      assert.strictEqual(body.address, "Data!A1")
      assert.strictEqual(body.format.wrapText, false)
      assert.notProperty(body.format, "rowHeight")
      assert.strictEqual(body.format.font.bold, false)
      assert.deepStrictEqual(body.format.borders.map(({ id }: { id: string }) => id), ["EdgeTop"])
    }).pipe(Effect.provide(emulator())))

  it.effect("fits columns and rows, and the fill is cleared, with 200 and no content", () =>
    Effect.gen(function*() {
      yield* ask(Catalogue.rangeFormat.update, format("A1"), { columnWidth: 300, rowHeight: 90 })
      yield* ask(Catalogue.rangeFill.update, `${format("A1")}/fill`, { color: "red" })
      yield* ask(Catalogue.rangeFormat.autofitColumns, `${format("A:A")}/autofitColumns`)
      yield* ask(Catalogue.rangeFormat.autofitRows, `${format("A1")}/microsoft.graph.autofitRows`)
      yield* ask(Catalogue.rangeFill.clear, `${format("A1")}/fill/clear`)
      const { columnWidth, rowHeight } = yield* ask(Catalogue.rangeFormat.get, format("A1"))
      assert.isBelow(columnWidth ?? 300, 100)
      assert.strictEqual(rowHeight, 15)
      assert.deepStrictEqual(yield* ask(Catalogue.rangeFill.get, `${format("A1")}/fill`), { color: "#FFFFFF" })
    }).pipe(Effect.provide(emulator())))

  it.effect("is not changed by what is invalid", () =>
    Effect.gen(function*() {
      for (
        const [part, body, problem] of [
          ["/fill", { color: "reddish" }, "'reddish'"],
          ["/font", { size: 500 }, "500"],
          ["/font", { underline: "Wavy" }, "underline"],
          ["", { rowHeight: 410 }, "410"],
          ["", { verticalAlignment: "Middle" }, "verticalAlignment"],
          ["", { wrapText: null }, "wrapText"],
          ["/borders/EdgeTop", { weight: "Fat" }, "weight"],
          ["/borders", { style: "Double" }, "sideIndex"]
        ] as const
      ) {
        const reply = yield* send(part === "/borders" ? "POST" : "PATCH", `${format("A1")}${part}`, { body })
        assert.strictEqual(codeOf(reply), "invalidArgument", JSON.stringify(reply.body))
        assert.include(reply.body.error.message, problem)
      }
      // The API reference has no update of the parts in the body of their format.
      const nested = yield* send("PATCH", format("A1"), { body: { fill: { color: "#FF0000" } } })
      assert.strictEqual(nested.status, 400)
      assert.deepStrictEqual(yield* ask(Catalogue.rangeFill.get, `${format("A1")}/fill`), { color: "#FFFFFF" })
    }).pipe(Effect.provide(emulator())))
})

describe("The borders of a range", () => {
  it.effect("are listed, counted, and addressed by side and by position", () =>
    Effect.gen(function*() {
      const borders = `${format("A1:B2")}/borders`
      const { value } = yield* ask(Catalogue.rangeBorders.list, borders)
      assert.deepStrictEqual(value.map(({ sideIndex }) => sideIndex), [
        "EdgeTop",
        "EdgeBottom",
        "EdgeLeft",
        "EdgeRight",
        "InsideVertical",
        "InsideHorizontal",
        "DiagonalDown",
        "DiagonalUp"
      ])
      assert.deepStrictEqual(yield* ask(Catalogue.rangeBorders.count, `${borders}/count`), { value: 8 })
      const changed = yield* ask(Catalogue.rangeBorder.update, `${borders}/itemAt(index=1)`, { style: "Double" })
      const expected = {
        id: "EdgeBottom",
        color: "#000000",
        sideIndex: "EdgeBottom",
        style: "Double",
        weight: "Thick"
      } as const
      assert.deepStrictEqual(changed, expected)
      assert.deepStrictEqual(yield* ask(Catalogue.rangeBorder.get, `${borders}('EdgeBottom')`), expected)
      assert.deepStrictEqual(yield* ask(Catalogue.rangeBorder.get, `${borders}/edgebottom`), expected)
      assert.strictEqual(codeOf(yield* send("GET", `${borders}/itemAt(index=8)`)), "itemNotFound")
      assert.strictEqual(codeOf(yield* send("GET", `${borders}('Middle')`)), "itemNotFound")
    }).pipe(Effect.provide(emulator())))

  it.effect("are not created: a POST changes the border of its side", () =>
    Effect.gen(function*() {
      const body = { id: "EdgeTop", sideIndex: "EdgeTop", color: "blue", style: "Dash", weight: "Medium" }
      const expected = { ...body, color: "#0000FF" }
      for (let time = 1; time <= 2; time++) {
        assert.deepStrictEqual(yield* ask(Catalogue.rangeBorders.create, `${format("A1")}/borders`, body), expected)
      }
      assert.deepStrictEqual(yield* ask(Catalogue.rangeBorders.count, `${format("A1")}/borders/count`), { value: 8 })
    }).pipe(Effect.provide(emulator())))
})
