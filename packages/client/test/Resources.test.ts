import {
  Application,
  Comment,
  DriveItem,
  Functions,
  NamedItem,
  Navigation,
  Range,
  RangeView,
  Resource,
  Table,
  WorkbookContent,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Fiber, Stream, TestClock } from "effect"
import { inSession, layer, openSessions, workbook } from "./support/Emulated.js"

const orders = Table.named("Orders")
const summary = Worksheet.named("Summary")

describe("WorkbookContent", () => {
  it.effect("reads worksheets, tables and names in one request", () =>
    inSession(Effect.gen(function*() {
      const { names, tables, worksheets } = yield* WorkbookContent.get({
        expand: {
          names: NamedItem.NamedItem,
          tables: Resource.pick(Table.Table, { select: ["name"] }),
          worksheets: Resource.pick(Worksheet.Worksheet, { select: ["name"] })
        }
      })
      assert.deepStrictEqual(worksheets, [{ name: "Orders" }, { name: "Summary" }])
      assert.deepStrictEqual(tables, [{ name: "Orders" }])
      assert.deepStrictEqual(names, yield* NamedItem.list())
      assert.deepStrictEqual(yield* WorkbookContent.get({}), {})
    })))
})

describe("Worksheet", () => {
  it.effect("lists, gets, adds, renames, moves, hides, deletes", () =>
    inSession(Effect.gen(function*() {
      assert.deepStrictEqual((yield* Worksheet.list()).map(({ name }) => name), ["Orders", "Summary"])
      const added = yield* Worksheet.add("It's 100% #1 (ü)")
      assert.strictEqual(added.name, "It's 100% #1 (ü)")
      assert.strictEqual(added.position, 2)
      const sheet = Worksheet.named("it's 100% #1 (Ü)")
      assert.strictEqual((yield* Worksheet.get(sheet)).id, added.id)
      assert.strictEqual((yield* Worksheet.get(Worksheet.named(added.id!))).name, added.name)
      yield* Range.write(Range.on(sheet, "A1"), [[7]])
      assert.strictEqual((yield* Worksheet.rename(sheet, "Renamed")).name, "Renamed")
      const moved = yield* Worksheet.update(Worksheet.named("Renamed"), { position: 0, visibility: "Hidden" })
      assert.deepStrictEqual([moved.position, moved.visibility], [0, "Hidden"])
      assert.deepStrictEqual(yield* Range.values(Range.at("Renamed!A1")), [[7]])
      assert.strictEqual((yield* Worksheet.add()).name, "Sheet1")
      yield* Worksheet.delete(Worksheet.named("Renamed"))
      assert.strictEqual((yield* Effect.flip(Worksheet.get(Worksheet.named("Renamed"))))._tag, "NotFound")
      assert.strictEqual((yield* Effect.flip(Worksheet.add("orders")))._tag, "AlreadyExists")
    })))
})

describe("Range", () => {
  it.effect("reads values, formulas, text and number formats", () =>
    inSession(Effect.gen(function*() {
      const range = Range.at("Summary!A4:B4")
      assert.deepStrictEqual(yield* Range.values(range), [["North", 8762.75]])
      assert.deepStrictEqual(yield* Range.formulas(range), [["North", "=SUMIFS(Orders[Total],Orders[Region],A4)"]])
      assert.deepStrictEqual(yield* Range.text(range), [["North", "8,762.75"]])
      assert.deepStrictEqual(yield* Range.numberFormat(range), [["General", "#,##0.00"]])
      const all = yield* Range.get(range)
      assert.deepStrictEqual([all.address, all.rowCount, all.columnCount, all.cellCount], ["Summary!A4:B4", 1, 2, 2])
      assert.deepStrictEqual(all.valueTypes, [["String", "Double"]])
      const some = yield* Range.get(range, { select: ["address", "rowIndex"] })
      assert.deepStrictEqual(some, { address: "Summary!A4:B4", rowIndex: 3 })
    })))

  it.effect("writes values, formulas and number formats, which Excel parses like typed text", () =>
    inSession(Effect.gen(function*() {
      const range = Range.at("Summary!J1:L1")
      const written = yield* Range.update(range, {
        values: [["12%", "'12", "=J1*100"]],
        numberFormat: [["0.00%", null, "0.0"]]
      })
      assert.deepStrictEqual(written.values, [[0.12, "12", 12]])
      assert.deepStrictEqual(yield* Range.text(range), [["12.00%", "12", "12.0"]])
      yield* Range.write(range, [[0.5, null, null]])
      assert.deepStrictEqual(yield* Range.values(range), [[0.5, "12", 50]])
      yield* Range.update(range, { formulas: "=1+1" })
      assert.deepStrictEqual(yield* Range.values(range), [[2, 2, 2]])
      yield* Range.write(range, [["", "", ""]])
      assert.deepStrictEqual(yield* Range.values(range), [["", "", ""]])
      assert.strictEqual((yield* Effect.flip(Range.write(range, [[1, 2]])))._tag, "InvalidRequest")
    })))

  it("with an invalid address cannot be navigated to another range", () => {
    for (const address of ["A1:!", "Other!A1"]) {
      const bad = Range.on(Worksheet.named("Summary"), address)
      assert.isString(bad.invalid)
      assert.strictEqual(Navigation.call(bad, "entireRow", {}).path, "")
      assert.strictEqual(Navigation.call(bad, "entireRow", {}).invalid, bad.invalid)
    }
  })

  it.effect("inserts, deletes, clears, merges and sorts cells", () =>
    inSession(Effect.gen(function*() {
      const range = Range.at("Summary!J1:K3")
      yield* Range.write(range, [["City", "Sales"], ["Oslo", 42], ["Bergen", "=K2+1"]])
      const inserted = yield* Range.insert(Range.at("Summary!J2:K2"), "Down")
      assert.deepStrictEqual([inserted.address, inserted.values], ["Summary!J2:K2", [["", ""]]])
      assert.deepStrictEqual(yield* Range.formulas(Range.at("Summary!J3:K4")), [["Oslo", 42], ["Bergen", "=K3+1"]])
      yield* range.pipe(Range.cell(1, 0), Range.resized(0, 1), Range.delete("Up"))
      assert.deepStrictEqual(yield* Range.values(range), [["City", "Sales"], ["Oslo", 42], ["Bergen", 43]])
      yield* Range.sort(range, [{ key: 0 }], { hasHeaders: true })
      assert.deepStrictEqual((yield* Range.values(range)).map(([city]) => city), ["City", "Bergen", "Oslo"])
      yield* Range.clear(Range.at("Summary!K1:K3"), "Contents")
      yield* Range.merge(range, { across: true })
      assert.strictEqual((yield* Effect.flip(Range.sort(range, [{ key: 0 }])))._tag, "InvalidRequest")
      yield* Range.unmerge(range)
      yield* Range.clear(range)
      assert.deepStrictEqual(yield* Range.values(range), [["", ""], ["", ""], ["", ""]])
      const table = yield* Effect.flip(Range.insert(Range.at("Orders!B2"), "Down"))
      assert.strictEqual(table._tag, "ContentConflict")
    })))

  it.effect("has a view of its visible cells", () =>
    inSession(Effect.gen(function*() {
      const range = Range.at("Summary!A4:C8")
      yield* Range.update(Range.at("Summary!B5:B6"), { columnHidden: true, rowHidden: true })
      assert.deepStrictEqual(yield* Range.get(range, { select: ["rowHidden", "columnHidden", "hidden"] }), {
        rowHidden: null,
        columnHidden: null,
        hidden: null
      })
      const view = RangeView.of(range)
      const { cellAddresses, columnCount, rowCount, values } = yield* RangeView.get(view)
      assert.deepStrictEqual([rowCount, columnCount], [3, 2])
      assert.deepStrictEqual(values, [["North", 71], ["West", values?.[1]?.[1] ?? null], ["Total", 311]])
      assert.deepStrictEqual(cellAddresses?.[1], ["Summary!A7", "Summary!C7"])
      const rows = yield* RangeView.rows(view, { skip: 1, top: 1 })
      assert.deepStrictEqual(rows.map(({ index, values }) => [index, values?.[0]?.[0]]), [[1, "West"]])
      const last = RangeView.row(view, 2)
      assert.deepStrictEqual((yield* RangeView.get(last, { select: ["text"] })).text, [["Total", "311"]])
      const whole = yield* Range.get(RangeView.range(last), { select: ["address"] })
      assert.strictEqual(whole.address, "Summary!A8:C8")
      assert.strictEqual((yield* Effect.flip(RangeView.get(RangeView.row(view, 3))))._tag, "NotFound")
      yield* Range.update(range, { columnHidden: false, rowHidden: false })
      assert.strictEqual((yield* RangeView.get(view, { select: ["rowCount"] })).rowCount, 5)
    })))

  it.effect("is navigated to other ranges", () =>
    inSession(Effect.gen(function*() {
      const address = (range: Range.RangeRef) =>
        Effect.map(Range.get(range, { select: ["address"] }), ({ address }) => address)
      const range = Range.at("Summary!A3:D8")
      assert.deepStrictEqual(
        yield* Effect.all([
          address(Range.used(summary)),
          address(Range.used(summary, { valuesOnly: true })),
          address(Range.cell(range, 1, 1)),
          address(Range.cell(summary, 0, 0)),
          address(Range.offset(range, 1, 1)),
          address(Range.resized(range, -1, 2)),
          address(Range.used(Range.at("Summary!A:B")))
        ]),
        [
          "Summary!A1:H18",
          "Summary!A1:H18",
          "Summary!B4",
          "Summary!A1",
          "Summary!B4:E9",
          "Summary!A3:F7",
          "Summary!A1:B18"
        ]
      )
      const whole = yield* Effect.flip(Range.values(Range.on(summary)))
      assert.strictEqual(whole._tag, "InvalidArguments")
      assert.include(whole.message, "no values for whole rows or columns")
    })))
})

describe("Table", () => {
  it.effect("lists, gets, adds, changes, deletes", () =>
    inSession(Effect.gen(function*() {
      assert.deepStrictEqual((yield* Table.list()).map(({ name }) => name), ["Orders"])
      assert.deepStrictEqual(yield* Table.list({ worksheet: summary }), [])
      yield* Range.write(Range.at("Summary!J1:K2"), [["Key", "Value"], ["a", 1]])
      const added = yield* Table.add({ address: "J1:K2", hasHeaders: true }, { worksheet: summary })
      const renamed = yield* Table.update(Table.named(added.name!), { name: "Pairs", showTotals: false })
      assert.strictEqual(renamed.name, "Pairs")
      assert.strictEqual((yield* Table.get(Table.named("pairs"))).id, added.id)
      yield* Table.addColumn(Table.named("Pairs"), { name: "Note", index: null })
      assert.deepStrictEqual((yield* Table.columns(Table.named("Pairs"))).map(({ name }) => name), [
        "Key",
        "Value",
        "Note"
      ])
      yield* Table.deleteColumn(Table.named("Pairs"), "Value")
      assert.deepStrictEqual(yield* Range.values(Table.header(Table.named("Pairs"))), [["Key", "Note"]])
      yield* Table.delete(Table.named("Pairs"))
      assert.deepStrictEqual((yield* Table.list()).length, 1)
    })))

  it.effect("rows: read, page, add, delete", () =>
    inSession(Effect.gen(function*() {
      assert.strictEqual((yield* Table.rows(orders)).length, 24)
      const page = yield* Table.rows(orders, { top: 2, skip: 22 })
      assert.deepStrictEqual(page.map(({ index, values }) => [index, values?.[0]?.[0]]), [[22, "SO-1023"], [
        23,
        "SO-1024"
      ]])
      const before = yield* Range.values(Range.at("Summary!B4:B8"))
      const added = yield* Table.addRows(orders, [
        ["SO-1", 46212, "North", "Chair", 2, 10, null],
        ["SO-2", 46213, "North", "Chair", 1, 5.5, null]
      ])
      assert.strictEqual(added.index, 24)
      const rows = yield* Range.values(Table.body(orders))
      assert.deepStrictEqual(rows.at(-1), ["SO-2", 46213, "North", "Chair", 1, 5.5, 5.5])
      assert.deepStrictEqual((yield* Range.values(Table.totals(orders)))[0]?.[0], "Total")
      const after = yield* Range.values(Range.at("Summary!B4:B8"))
      assert.closeTo(Number(after[0]?.[0]) - Number(before[0]?.[0]), 25.5, 1e-9)
      assert.closeTo(Number(after[4]?.[0]) - Number(before[4]?.[0]), 25.5, 1e-9)
      yield* Table.deleteRow(orders, 25)
      yield* Table.deleteRow(orders, 24)
      assert.deepStrictEqual(yield* Range.values(Range.at("Summary!B4:B8")), before)
      yield* Table.addRows(orders, [["SO-0", 46000, "West", "Desk", 1, 1, null]], { index: 0 })
      assert.strictEqual((yield* Range.values(Table.range(orders)))[1]?.[0], "SO-0")
      assert.strictEqual((yield* Effect.flip(Table.deleteRow(orders, 99)))._tag, "NotFound")
    })))
})

describe("Comment", () => {
  const rate = Comment.byId("{2b0c9d3a-6e41-4f7b-8a15-5c9e0d7f1a01}")
  const question = "Is this the rate of the whole year?"

  it.effect("lists and gets comments with their replies, and adds replies", () =>
    inSession(Effect.gen(function*() {
      const [comment, ...others] = yield* Comment.list()
      assert.deepStrictEqual([comment?.content, comment?.contentType, others], [question, "plain", []])
      assert.deepStrictEqual(yield* Comment.get(rate), comment)
      const reply = yield* rate.pipe(Comment.reply("A < B"))
      assert.deepStrictEqual([reply.content, reply.contentType], ["A < B", "plain"])
      assert.deepStrictEqual(yield* Comment.getReply(rate.pipe(Comment.replyById(reply.id))), reply)
      assert.deepStrictEqual(
        yield* rate.pipe(Comment.replies({ select: ["content"], orderBy: [["content", "desc"]], top: 1 })),
        [{ content: "Yes, it changes in January." }]
      )
      assert.deepStrictEqual((yield* Comment.replies(rate)).at(-1), reply)
      assert.deepStrictEqual(
        yield* Comment.get(rate, { select: ["content"], expand: { replies: Comment.Reply } }).pipe(
          Effect.map(({ replies, ...rest }) => [rest, replies.length])
        ),
        [{ content: question }, 2]
      )
      assert.deepStrictEqual(yield* Comment.list({ filter: ["content", "contains", "nothing"] }), [])
      const all = yield* Stream.runCollect(Comment.stream({ select: ["content"], expand: { replies: Comment.Reply } }))
      assert.deepStrictEqual(Chunk.toReadonlyArray(all).map(({ replies }) => replies.length), [2])
    })))

  it.effect("fails for a comment, a reply or a text that does not exist", () =>
    inSession(Effect.gen(function*() {
      const missing = Comment.byId("it's none")
      const calls: ReadonlyArray<
        Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
      > = [
        Comment.get(missing),
        Comment.replies(missing),
        Comment.reply(missing, "x"),
        Comment.getReply(Comment.replyById(rate, "none")),
        Comment.reply(rate, "")
      ]
      const tags = yield* Effect.forEach(calls, (call) => Effect.flip(Effect.as(call, undefined))).pipe(
        Effect.map((errors) => errors.map(({ _tag }) => _tag))
      )
      assert.deepStrictEqual(tags, ["NotFound", "NotFound", "NotFound", "NotFound", "InvalidRequest"])
    })))
})

describe("NamedItem", () => {
  it.effect("lists, gets and adds named items, and reads their ranges", () =>
    inSession(Effect.gen(function*() {
      assert.deepStrictEqual((yield* NamedItem.list()).map(({ name }) => name).sort(), [
        "LargeOrder",
        "Regions",
        "TaxRate"
      ])
      assert.strictEqual((yield* NamedItem.get(NamedItem.named("taxrate"))).type, "Range")
      assert.deepStrictEqual(yield* Range.values(NamedItem.range(NamedItem.named("TaxRate"))), [[0.2]])
      yield* NamedItem.add({ name: "Best", reference: "=Summary!$B$15", comment: "by revenue" })
      assert.deepStrictEqual(yield* Range.values(NamedItem.range(NamedItem.named("Best"))), [["East"]])
      yield* NamedItem.add({ name: "Local", reference: "=Summary!$A$1" }, { worksheet: summary })
      assert.deepStrictEqual((yield* NamedItem.list({ worksheet: summary })).map(({ name }) => name), ["Local"])
      assert.strictEqual((yield* Effect.flip(NamedItem.get(NamedItem.named("Nothing"))))._tag, "NotFound")
    })))
})

describe("Functions", () => {
  it.effect("are called by name", () =>
    inSession(Effect.gen(function*() {
      const looked = yield* Functions.call("vlookup", {
        lookupValue: "East",
        tableArray: { address: "Summary!A4:B7" },
        colIndexNum: 2,
        rangeLookup: false
      })
      assert.deepStrictEqual(looked, { error: null, value: 10308 })
      assert.strictEqual((yield* Functions.call("sum", { values: [1, 2, { address: "Summary!C4:C7" }] })).value, 314)
      const failed = yield* Functions.call("sqrt", { number: -1 })
      assert.strictEqual(failed.error, "#NUM!")
    })))
})

describe("Application", () => {
  it.effect("calculates", () =>
    inSession(Effect.gen(function*() {
      assert.strictEqual((yield* Application.get).calculationMode, "Automatic")
      yield* Application.calculate("FullRebuild")
      assert.deepStrictEqual(yield* Range.values(Range.at("Summary!B8")), [[33271.5]])
    })))
})

describe("The three modes", () => {
  const write = Range.write(Range.at("Summary!G11"), [[0.5]])
  const read = Range.values(Range.at("Summary!G11"))

  it.effect("keep persistent and sessionless changes, and discard non-persistent ones", () =>
    Effect.gen(function*() {
      const inMode = <A, E>(
        self: Effect.Effect<A, E, WorkbookSession.WorkbookSession>,
        mode: "persistent" | "nonPersistent" | "sessionless"
      ) => Effect.provide(self, WorkbookSession.layer({ workbook, mode }))
      assert.deepStrictEqual(yield* inMode(Effect.zipRight(write, read), "nonPersistent"), [[0.5]])
      assert.deepStrictEqual(yield* inMode(read, "sessionless"), [[0.2]])
      assert.deepStrictEqual(yield* inMode(Effect.zipRight(write, read), "persistent"), [[0.5]])
      assert.deepStrictEqual(yield* inMode(read, "nonPersistent"), [[0.5]])
      yield* inMode(Range.write(Range.at("Summary!G11"), [[0.1]]), "sessionless")
      assert.deepStrictEqual(yield* inMode(read, "persistent"), [[0.1]])
      assert.strictEqual(yield* openSessions, 0)
    }).pipe(Effect.provide(layer())))

  it.effect("keep a session open that is idle for three hours", () =>
    Effect.gen(function*() {
      for (const mode of ["persistent", "nonPersistent"] as const) {
        const fiber = yield* Effect.fork(
          Effect.provide(Effect.zipRight(Effect.sleep("3 hours"), read), WorkbookSession.layer({ workbook, mode }))
        )
        yield* TestClock.adjust("3 hours")
        assert.deepStrictEqual(yield* Fiber.join(fiber), [[0.2]])
      }
      assert.strictEqual(yield* openSessions, 0)
    }).pipe(Effect.provide(layer())))

  it.effect("lose such a session if it is not refreshed", () =>
    Effect.gen(function*() {
      const item = yield* DriveItem.resolve(workbook)
      const { id } = yield* WorkbookSession.createSession(item, { persistChanges: true })
      yield* TestClock.adjust("6 minutes")
      const error = yield* Effect.flip(WorkbookSession.refreshSession(item, id))
      assert.isTrue("code" in error && error.code === "invalidSessionReCreatable")
    }).pipe(Effect.provide(layer())))
})
