/** Bugs of other mocks of the workbook API. The emulator must not have them, because it knows the file, session and time. */
import {
  AccessToken,
  Catalogue,
  GraphClient,
  Range,
  Table,
  Workbook,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, TestClock } from "effect"
import * as Emulated from "../support/Emulated.js"

/** The workbook by its ids, and requests that use a session by its id. */
const direct = Effect.gen(function*() {
  const { workbooks } = yield* Emulator.Emulator
  const { execute } = yield* GraphClient.GraphClient
  const [file] = yield* workbooks
  const book = Workbook.item(file!.id, Workbook.drive(file!.driveId))
  const url = `${Workbook.toPath(book)}/workbook`
  const range = `${url}/worksheets('Summary')/range(address='A4')`
  return {
    book,
    read: (sessionId: Redacted.Redacted) =>
      execute({ endpoint: Catalogue.range.get, url: `${range}?$select=values`, sessionId }),
    write: (sessionId: Redacted.Redacted) =>
      execute({ endpoint: Catalogue.range.update, url: range, body: { values: [["West"]] }, sessionId }),
    order: (name: "refreshSession" | "closeSession", sessionId: Redacted.Redacted) =>
      execute({ endpoint: Catalogue.workbook[name], url: `${url}/${name}`, body: {}, sessionId })
  }
})

describe("Answers", () => {
  it.effect("proxy-samples#11: contain the data of the workbook, not placeholders", () =>
    Emulated.inSession(Effect.gen(function*() {
      const range = yield* Range.get(Range.at("Summary!A4:B6"))
      assert.deepStrictEqual(
        [range.address, range.cellCount, range.rowCount, range.columnCount, range.rowIndex, range.columnIndex],
        ["Summary!A4:B6", 6, 3, 2, 3, 0]
      )
      assert.strictEqual(range.values?.length, 3)
    })))

  it.effect("proxy-samples: the range of a whole sheet has a row address, a cell count of -1 and no values", () =>
    Emulated.inSession(Effect.gen(function*() {
      const { address, cellCount, formulas, text, values } = yield* Range.get(Range.on(Worksheet.named("Summary")))
      assert.deepStrictEqual([address, cellCount], ["Summary!1:1048576", -1])
      assert.deepStrictEqual([values, text, formulas], [null, null, null])
    })))

  it.effect("Prism, Dev Proxy: a write is read back, and its dependents are calculated", () =>
    Emulated.inSession(Effect.gen(function*() {
      const [[before]] = (yield* Range.values(Range.at("Summary!B4"))) as [[number]]
      yield* Table.addRows(Table.named("Orders"), [["SO-9", 46212, "North", "Chair", 2, 10, null]])
      const [[after]] = (yield* Range.values(Range.at("Summary!B4"))) as [[number]]
      assert.closeTo(after - before, 20, 1e-9)
    })))

  it.effect("office.js: refreshSession and closeSession are answered with 204", () =>
    Effect.gen(function*() {
      const { book, order } = yield* direct
      const { id } = yield* WorkbookSession.createSession(book, { persistChanges: true })
      assert.strictEqual((yield* order("refreshSession", id)).status, 204)
      assert.strictEqual((yield* order("closeSession", id)).status, 204)
    }).pipe(Effect.provide(Emulated.layer())))
})

describe("Sessions", () => {
  const limits = [["persistent", true, 5], ["private", false, 7]] as const
  for (const [kind, persistChanges, minutes] of limits) {
    it.effect(`python-o365: a ${kind} session expires after ${minutes} idle minutes`, () =>
      Effect.gen(function*() {
        const { book, read } = yield* direct
        const { id } = yield* WorkbookSession.createSession(book, { persistChanges })
        yield* TestClock.adjust(`${minutes * 60 - 1} seconds`)
        assert.strictEqual((yield* read(id)).status, 200)
        yield* TestClock.adjust(`${minutes * 60 + 1} seconds`)
        const error = yield* Effect.flip(read(id))
        assert.isTrue("code" in error && error.code === "invalidSessionReCreatable", error.message)
      }).pipe(Effect.provide(Emulated.layer())))
  }

  it.effect("Prism, msgraph-metadata#514: an unknown session id is refused", () =>
    Effect.gen(function*() {
      const { read } = yield* direct
      const error = yield* Effect.flip(read(Redacted.make("cluster=X&session=none")))
      assert.isTrue("code" in error && error.code?.startsWith("invalidSession"), error.message)
    }).pipe(Effect.provide(Emulated.layer())))

  it.effect("dust: a session of one user does not work with another's token", () => {
    const as = (token: string) => GraphClient.layer().pipe(Layer.provide(AccessToken.layer(Redacted.make(token))))
    return Effect.gen(function*() {
      const { id } = yield* Effect.provide(
        Effect.flatMap(direct, ({ book }) => WorkbookSession.createSession(book, { persistChanges: true })),
        as("token-of-ann")
      )
      const read = Effect.flatMap(direct, ({ read }) => read(id))
      assert.strictEqual((yield* Effect.provide(read, as("token-of-ann"))).status, 200)
      const error = yield* Effect.flip(Effect.provide(read, as("token-of-ben")))
      assert.isTrue("code" in error && error.code?.startsWith("invalidSession"), error.message)
    }).pipe(Effect.provide(Emulator.layerHttpClient({ books: { "a.xlsx": { Summary: [["a"]] } } })))
  })

  it.effect("n8n#34244: a closed session is refused and not counted as open", () =>
    Effect.gen(function*() {
      const { book, read } = yield* direct
      const { id } = yield* WorkbookSession.createSession(book, { persistChanges: true })
      assert.strictEqual(yield* Emulated.openSessions, 1)
      yield* WorkbookSession.closeSession(book, id)
      assert.strictEqual(yield* Emulated.openSessions, 0)
      const error = yield* Effect.flip(read(id))
      assert.isTrue("code" in error && error.code?.startsWith("invalidSession"), error.message)
    }).pipe(Effect.provide(Emulated.layer())))

  it.effect("softeria#369, Prism: writes to a private copy are visible only in it, and are lost with it", () =>
    Effect.gen(function*() {
      const { book, read, write } = yield* direct
      const { id } = yield* WorkbookSession.createSession(book, { persistChanges: false })
      const { id: other } = yield* WorkbookSession.createSession(book, { persistChanges: true })
      yield* write(id)
      assert.deepInclude((yield* read(id)).body, { values: [["West"]] })
      assert.deepInclude((yield* read(other)).body, { values: [["North"]] })
      yield* WorkbookSession.closeSession(book, id)
      assert.deepInclude((yield* read(other)).body, { values: [["North"]] })
    }).pipe(Effect.provide(Emulated.layer())))
})
