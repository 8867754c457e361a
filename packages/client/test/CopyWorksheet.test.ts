import {
  FormatProtection,
  NamedItem,
  Range,
  RangeBorder,
  RangeFill,
  RangeFont,
  RangeFormat,
  Resource,
  Table,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import type { Emulator } from "@effect-workbook/emulator"
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Layer, pipe } from "effect"
import * as Emulated from "./support/Emulated.js"
import { inSession } from "./support/Emulated.js"

const addressOf = (self: Range.RangeRef) =>
  Effect.map(Range.get(self, { select: ["address"] }), ({ address }) => address)

const matrices = (address: string) =>
  Range.get(Range.at(address), { select: ["values", "formulas", "valueTypes", "numberFormat", "text"] })

const look = (address: string) =>
  RangeFormat.get(RangeFormat.of(Range.at(address)), {
    expand: {
      borders: Resource.pick(RangeBorder.RangeBorder, { select: ["id", "style", "color", "weight"] }),
      fill: RangeFill.RangeFill,
      font: RangeFont.RangeFont,
      protection: FormatProtection.FormatProtection
    }
  })

const names = Effect.map(Worksheet.list({ select: ["name"] }), (sheets) => sheets.map(({ name }) => name))

/** Runs an effect in a session of its own, whose requests are sent by a transformed client. */
const inSessionWith = <A, E>(
  transformClient: (client: HttpClient.HttpClient) => HttpClient.HttpClient,
  self: Effect.Effect<A, E, WorkbookSession.WorkbookSession | Emulator.Emulator>
) =>
  Effect.provide(
    self,
    Layer.provideMerge(
      WorkbookSession.layer({ workbook: Emulated.workbook }),
      Emulated.layer({ transformClient })
    )
  )

interface Sent {
  readonly method: string
  readonly url: string
}

/** Records the requests, and sends those that shall fail to an address that does not exist. */
const counted = (fails: (request: Sent) => boolean = () => false) => {
  const requests: Array<Sent> = []
  const run = <A, E>(self: Effect.Effect<A, E, WorkbookSession.WorkbookSession | Emulator.Emulator>) =>
    inSessionWith(
      HttpClient.mapRequest((request) => {
        const { method, url } = request
        requests.push({ method, url })
        return fails({ method, url }) ? { ...request, url: url.replace("/workbook/", "/nothing/") } : request
      }),
      self
    )
  return { requests, run }
}

describe("Worksheet.copy", () => {
  it.effect("copies contents, formats and sizes", () =>
    inSession(Effect.gen(function*() {
      const copied = yield* Worksheet.copy(Worksheet.named("Summary"), "Copy")
      assert.deepStrictEqual([copied.name, copied.position, copied.visibility], ["Copy", 2, "Visible"])
      const address = yield* addressOf(Range.used(Worksheet.named("Summary")))
      const cells = (address ?? "").slice("Summary!".length)
      const expected = yield* matrices(`Summary!${cells}`)
      assert.deepStrictEqual(yield* matrices(`Copy!${cells}`), expected)
      for (const [row, texts] of (expected.text ?? []).entries()) {
        for (const column of texts.keys()) {
          const cell = yield* addressOf(Range.cell(Range.at(`Summary!${cells}`), row, column))
          assert.deepStrictEqual(
            yield* look((cell ?? "").replace("Summary", "Copy")),
            yield* look(cell ?? ""),
            cell ?? ""
          )
        }
      }
    })), 60_000)

  it.effect("keeps texts, errors and formulas what they are", () =>
    inSession(Effect.gen(function*() {
      yield* Worksheet.add("It's 1")
      const sheet = "'It''s 1'!"
      yield* Range.update(Range.at(`${sheet}B2:F3`), {
        values: [["'00123", "'=1+1", "#N/A", true, "'#N/A"], ["=1/0", "=1+1", "'3 May", "'", 0.5]],
        numberFormat: [[null, null, null, null, null], [null, null, null, null, "0%"]]
      })
      yield* Range.update(Range.at(`${sheet}B4`), { numberFormat: "@" })
      yield* Range.write(Range.at(`${sheet}B4`), [["=text"]])
      const expected = yield* matrices(`${sheet}B2:F4`)
      yield* pipe(Worksheet.named("It's 1"), Worksheet.copy("2nd"))
      assert.deepStrictEqual(yield* matrices("'2nd'!B2:F4"), expected)
    })))

  it.effect("lets references to the worksheet and to its tables refer to the copy", () =>
    inSession(Effect.gen(function*() {
      yield* Worksheet.add("Data")
      yield* Range.write(Range.at("Data!A1:B3"), [["Item", "Units"], ["desk", 4], ["lamp", 2]])
      const table = yield* Table.add({ address: "Data!A1:B3", hasHeaders: true })
      yield* Table.update(Table.named(table.id), { showTotals: true, style: "TableStyleLight9", showBandedRows: false })
      yield* NamedItem.add({ name: "Best", reference: "=Data!$B$2" }, { worksheet: Worksheet.named("Data") })
      const name = table.name ?? ""
      yield* Range.write(Range.at("Data!D1:D5"), [
        [`=SUM(${name}[Units])`],
        ["='Data'!B2&\"Data!B2\""],
        ["=Orders!A2"],
        ["=Best+1"],
        ["=SUM(data!B2:Data!B3)"]
      ])
      yield* Worksheet.copy(Worksheet.named("Data"), "New data")
      yield* Range.write(Range.at("'New data'!B2"), [[10]])
      assert.deepStrictEqual(yield* Range.values(Range.at("'New data'!D1:D5")), [
        [12],
        ["10Data!B2"],
        ["SO-1001"],
        [11],
        [12]
      ])
      const [copy] = yield* Table.list({ worksheet: Worksheet.named("New data") })
      assert.deepStrictEqual(
        { ...copy, id: "", legacyId: "", name: "" },
        { ...(yield* Table.get(Table.named(table.id))), id: "", legacyId: "", name: "" }
      )
      assert.strictEqual(yield* addressOf(Table.range(Table.named(copy?.id ?? ""))), "'New data'!A1:B4")
      assert.deepStrictEqual(yield* Range.values(Range.at("Data!D1:D5")), [[6], ["4Data!B2"], ["SO-1001"], [5], [6]])
    })))

  it.effect("changes only the names of the worksheet and of its tables in formulas", () =>
    inSession(Effect.gen(function*() {
      const formulas = [
        ["=SUM(Orders:Summary!B2)", "=SUM(Orders:Summary!B2)"],
        ["=Summary!$A$4&Summary!A5", "=Copy!$A$4&Copy!A5"],
        ["=SUM('Summary'!B4:Summary!B5)", "=SUM(Copy!B4:Copy!B5)"],
        ["=Orders[[#Headers],[Units]]", "=Orders[[#Headers],[Units]]"],
        ["=LEN(\"Summary!A1\"\"Summary!A1\")", "=LEN(\"Summary!A1\"\"Summary!A1\")"]
      ]
      yield* Range.write(Range.at("Summary!J1:J5"), formulas.map(([formula = ""]) => [formula]))
      const before = yield* Range.formulas(Range.at("Summary!J1:J5"))
      yield* Worksheet.copy(Worksheet.named("Summary"), "Copy")
      assert.deepStrictEqual(
        yield* Range.formulas(Range.at("Copy!J1:J5")),
        formulas.map(([, formula = ""]) => [formula])
      )
      assert.deepStrictEqual(yield* Range.formulas(Range.at("Summary!J1:J5")), before)
    })))

  it.effect("lets array formulas fill the cells of the copy, and keeps the values beside them", () =>
    inSession(Effect.gen(function*() {
      yield* Worksheet.add("Data")
      yield* Range.write(Range.at("Data!A1:A3"), [[3], [1], [2]])
      yield* Range.write(Range.at("Data!C1"), [["=SORT(A1:A3)"]])
      yield* Range.write(Range.at("Data!D1:D4"), [["beside"], ["beside"], [""], [7]])
      yield* Range.write(Range.at("Data!C4"), [["below"]])
      yield* Worksheet.copy(Worksheet.named("Data"), "Copy")
      yield* Range.write(Range.at("Copy!A1"), [[0]])
      assert.deepStrictEqual(yield* Range.values(Range.at("Copy!A1:D4")), [
        [0, "", 0, "beside"],
        [1, "", 1, "beside"],
        [2, "", 2, ""],
        ["", "", "below", 7]
      ])
    })))

  it.effect(
    "copies formats that differ in rows and columns, hidden columns, and the position",
    () =>
      inSession(Effect.gen(function*() {
        yield* Worksheet.add("Data")
        yield* Range.write(Range.at("Data!A1:D1"), [["a", "b", "c", "d"]])
        yield* RangeFont.update(RangeFont.of(Range.at("Data!A1:D1")), { bold: true, color: "#FF0000", size: 14 })
        yield* RangeFormat.update(RangeFormat.of(Range.at("Data!C2:C40")), { horizontalAlignment: "Center" })
        yield* RangeFill.update(RangeFill.of(Range.at("Data!A40:D40")), { color: "#00FF00" })
        yield* RangeFormat.update(RangeFormat.of(Range.at("Data!B1")), { columnWidth: 0 })
        yield* RangeFormat.update(RangeFormat.of(Range.at("Data!A5:A6")), { rowHeight: 33 })
        yield* FormatProtection.update(FormatProtection.of(Range.at("Data!D2:D3")), {
          locked: false,
          formulaHidden: true
        })
        for (const side of ["EdgeTop", "EdgeBottom", "InsideHorizontal", "InsideVertical"] as const) {
          yield* RangeBorder.update(RangeBorder.of(Range.at("Data!A10:C12"), side), { style: "Dash", color: "#0000FF" })
        }
        const { position } = yield* Worksheet.copy(Worksheet.named("Data"), "Copy", { position: 0 })
        assert.strictEqual(position, 0)
        for (const row of [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 25, 39, 40]) {
          for (const column of ["A", "B", "C", "D"]) {
            const cell = `${column}${row}`
            assert.deepStrictEqual(yield* look(`Copy!${cell}`), yield* look(`Data!${cell}`), cell)
          }
        }
      })),
    60_000
  )

  it.effect("writes nothing if it needs too many reads, or if the name is taken", () =>
    inSession(Effect.gen(function*() {
      const limited = yield* Effect.flip(Worksheet.copy(Worksheet.named("Orders"), "Copy", { maxReads: 3 }))
      assert.strictEqual(
        limited.message,
        "Worksheet.copy: invalid arguments: the copy needs more than 3 reads; expected a worksheet with fewer cells and " +
          "fewer formats, or a higher maxReads"
      )
      assert.strictEqual(
        (yield* Effect.flip(Worksheet.copy(Worksheet.named("Summary"), "Orders")))._tag,
        "AlreadyExists"
      )
      assert.strictEqual((yield* Effect.flip(Worksheet.copy(Worksheet.named("No"), "Copy")))._tag, "NotFound")
      assert.deepStrictEqual(yield* names, ["Orders", "Summary"])
    })))

  it.effect("deletes the new worksheet if it cannot be completed", () => {
    const { requests, run } = counted(({ method, url }) => method === "PATCH" && url.includes("Copy"))
    return run(Effect.gen(function*() {
      const exit = yield* Effect.exit(Worksheet.copy(Worksheet.named("Summary"), "Copy"))
      assert.isTrue(Exit.isFailure(exit))
      assert.isTrue(requests.some(({ method }) => method === "PATCH"))
      assert.deepStrictEqual(yield* names, ["Orders", "Summary"])
    }))
  })

  it.effect("deletes the new worksheet if it is interrupted", () =>
    Effect.gen(function*() {
      const started = yield* Deferred.make<void>()
      const gate = yield* Deferred.make<void>()
      const transformClient = HttpClient.tapRequest((request) =>
        request.method === "PATCH"
          ? Effect.zipRight(Deferred.succeed(started, undefined), Deferred.await(gate))
          : Effect.void
      )
      yield* inSessionWith(
        transformClient,
        Effect.gen(function*() {
          const copy = yield* Effect.fork(Worksheet.copy(Worksheet.named("Summary"), "Copy"))
          yield* Deferred.await(started)
          const interrupted = yield* Effect.fork(Fiber.interrupt(copy))
          yield* Deferred.succeed(gate, undefined)
          assert.isTrue(Exit.isInterrupted(yield* Fiber.join(interrupted)))
          assert.deepStrictEqual(yield* names, ["Orders", "Summary"])
        })
      )
    }))

  it.effect("reads and writes half of the rows if the service refuses all of them as too large", () => {
    const refused: Array<string> = []
    const tooLarge = { error: { code: "requestTooLarge", message: "The payload is too large." } }
    const isTooLarge = ({ method, url }: Sent) =>
      method === "GET" && /range\(address='A1%3AG26'\)\?\$select=values/.test(url) ||
      method === "PATCH" && url.endsWith("range(address='A1%3AG13')")
    const transformClient = (client: HttpClient.HttpClient) =>
      HttpClient.transform(client, (effect, request) => {
        if (!isTooLarge(request)) return effect
        refused.push(request.method)
        return Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(tooLarge, { status: 413 })))
      })
    return inSessionWith(
      transformClient,
      Effect.gen(function*() {
        const halves = (sheet: string) =>
          Effect.forEach(
            ["A1:G13", "A14:G26"],
            (cells) => Range.get(Range.at(`${sheet}!${cells}`), { select: ["values", "numberFormat"] })
          )
        const expected = yield* halves("Orders")
        yield* Worksheet.copy(Worksheet.named("Orders"), "Copy")
        assert.deepStrictEqual(yield* halves("Copy"), expected)
        assert.deepStrictEqual(refused, ["GET", "PATCH", "PATCH"])
      })
    )
  }, 60_000)

  it.effect("takes a reference by position, and can be verified", () =>
    inSession(Effect.gen(function*() {
      yield* WorkbookSession.verified(Worksheet.copy(Table.worksheet(Table.itemAt(0)), "Copy"))
      assert.deepStrictEqual(yield* names, ["Orders", "Summary", "Copy"])
    })))

  it.effect("copies a list with a table in a few requests", () => {
    const { requests, run } = counted()
    return run(Effect.gen(function*() {
      requests.length = 0
      yield* Worksheet.copy(Worksheet.named("Orders"), "Copy")
      const reads = requests.filter(({ method }) => method === "GET").length
      assert.isBelow(reads, 100)
      assert.isBelow(requests.length - reads, 40)
    }))
  }, 60_000)
})
