import {
  Application,
  Comment,
  Functions,
  NamedItem,
  PivotTable,
  Range,
  Table,
  type WorkbookError,
  type WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { Catalogue, OData } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { created, graph, range, type Reply, sheet, table } from "./support/Script.js"
import { inSession } from "./support/Session.js"

interface Call {
  readonly call: Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
  readonly method: string
  /** The path of the API reference below the workbook, with keys in place of its parameters. */
  readonly documented: string
  /** The path and the query that the function sends. */
  readonly sent: string
  readonly body?: unknown
  readonly reply?: Reply
}

const data = Worksheet.named("Data")
const orders = Table.named("Orders")
const totals = PivotTable.named(data, "1")
const amounts = NamedItem.named("Amounts")
const block = Range.at("Data!A1:B2")
const comment = Comment.byId("{1}")
const read = "worksheets('Data')/range(address='A1:B2')"
const documentedRead = "worksheets/Data/range(address='A1:B2')"

const ok = (body: unknown): Reply => ({ status: 200, body })
const isCreated = (body: unknown): Reply => ({ status: 201, body })
const noContent: Reply = { status: 204 }
const column = { id: "2", index: 1, name: "Amount", values: [["Amount"], [1]] }
const row = { index: 1, values: [["Dates", 8]] }
const name = {
  comment: "",
  name: "Amounts",
  scope: "Workbook",
  type: "Range",
  value: "Data!$B$2:$B$4",
  visible: true
}

const remark = { id: "{1}", content: "Is this right?", contentType: "plain" }
const answer = { id: "{2}", content: "Yes", contentType: "plain" }

/** A read of the range that the function addresses. */
const reading = (self: Range.RangeRef, documented: string, sent: string): Call => ({
  call: Range.get(self),
  method: "GET",
  documented,
  sent,
  reply: ok(range)
})

const calls: Readonly<Record<string, Call>> = {
  "PivotTable.list": {
    call: PivotTable.list(data),
    method: "GET",
    documented: "worksheets/Data/pivotTables",
    sent: "worksheets('Data')/pivotTables",
    reply: ok({ value: [{ id: "1", name: "Totals" }] })
  },
  "PivotTable.get": {
    call: PivotTable.get(totals, { select: ["name"] }),
    method: "GET",
    documented: "worksheets/Data/pivotTables/1",
    sent: "worksheets('Data')/pivotTables('1')?$select=name",
    reply: ok({ name: "Totals" })
  },
  "PivotTable.refresh": {
    call: PivotTable.refresh(totals),
    method: "POST",
    documented: "worksheets/Data/pivotTables/1/refresh",
    sent: "worksheets('Data')/pivotTables('1')/refresh",
    reply: { status: 200 }
  },
  "PivotTable.refreshAll": {
    call: PivotTable.refreshAll(data),
    method: "POST",
    documented: "worksheets/Data/pivotTables/refreshAll",
    sent: "worksheets('Data')/pivotTables/refreshAll",
    reply: { status: 200 }
  },
  "Application.get": {
    call: Application.get,
    method: "GET",
    documented: "application",
    sent: "application",
    reply: ok({ calculationMode: "Automatic" })
  },
  "Application.calculate": {
    call: Application.calculate("FullRebuild"),
    method: "POST",
    documented: "application/calculate",
    sent: "application/calculate",
    body: { calculationType: "FullRebuild" },
    reply: { status: 200 }
  },
  "Functions.call": {
    call: Functions.call("days", { endDate: 42019, startDate: 42009 }),
    method: "POST",
    documented: "functions/days",
    sent: "functions/days",
    body: { endDate: 42019, startDate: 42009 },
    reply: ok({ error: null, value: 10 })
  },
  "NamedItem.list": {
    call: NamedItem.list(),
    method: "GET",
    documented: "names",
    sent: "names",
    reply: ok({ value: [name] })
  },
  "NamedItem.list of a worksheet": {
    call: NamedItem.list({ worksheet: data }),
    method: "GET",
    documented: "worksheets/Data/names",
    sent: "worksheets('Data')/names",
    reply: ok({ value: [name] })
  },
  "NamedItem.get": {
    call: NamedItem.get(amounts),
    method: "GET",
    documented: "names/Amounts",
    sent: "names('Amounts')",
    reply: ok(name)
  },
  "NamedItem.add": {
    call: NamedItem.add({ name: "Block", reference: "=Data!$F$2:$G$4", comment: "Numbers" }),
    method: "POST",
    documented: "names/add",
    sent: "names/add",
    body: { name: "Block", reference: "=Data!$F$2:$G$4", comment: "Numbers" },
    reply: isCreated(name)
  },
  "NamedItem.add to a worksheet": {
    call: NamedItem.add({ name: "Block", reference: "=Data!$F$2" }, { worksheet: data }),
    method: "POST",
    documented: "worksheets/Data/names/add",
    sent: "worksheets('Data')/names/add",
    body: { name: "Block", reference: "=Data!$F$2" },
    reply: isCreated(name)
  },
  "Comment.list": {
    call: Comment.list(),
    method: "GET",
    documented: "comments",
    sent: "comments",
    reply: ok({ value: [remark] })
  },
  "Comment.get": {
    call: Comment.get(comment),
    method: "GET",
    documented: "comments/{1}",
    sent: "comments('{1}')",
    reply: ok(remark)
  },
  "Comment.replies": {
    call: Comment.replies(comment),
    method: "GET",
    documented: "comments/{1}/replies",
    sent: "comments('{1}')/replies",
    reply: ok({ value: [answer] })
  },
  "Comment.getReply": {
    call: Comment.getReply(Comment.replyById(comment, "{2}")),
    method: "GET",
    documented: "comments/{1}/replies/{2}",
    sent: "comments('{1}')/replies('{2}')",
    reply: ok(answer)
  },
  "Comment.reply": {
    call: Comment.reply(comment, "Yes"),
    method: "POST",
    documented: "comments/{1}/replies",
    sent: "comments('{1}')/replies",
    body: { content: "Yes", contentType: "plain" },
    reply: isCreated(answer)
  },
  "NamedItem.range": reading(NamedItem.range(amounts), "names/Amounts/range", "names('Amounts')/range()"),
  "Range.on": reading(Range.on(data), "worksheets/Data/range", "worksheets('Data')/range()"),
  "Range.get": reading(block, documentedRead, read),
  "Range.used": reading(Range.used(data), "worksheets/Data/usedRange", "worksheets('Data')/usedRange()"),
  "Range.used with values": reading(
    Range.used(data, { valuesOnly: true }),
    "worksheets/Data/usedRange(valuesOnly=true)",
    "worksheets('Data')/usedRange(valuesOnly=true)"
  ),
  "Range.used of a range": reading(Range.used(block), `${documentedRead}/usedRange`, `${read}/usedRange()`),
  "Range.cell of a worksheet": reading(
    Range.cell(data, 1, 2),
    "worksheets/Data/cell(row=1,column=2)",
    "worksheets('Data')/cell(row=1,column=2)"
  ),
  "Range.cell": reading(
    Range.cell(block, 1, 0),
    `${documentedRead}/cell(row=1,column=0)`,
    `${read}/cell(row=1,column=0)`
  ),
  "Range.offset": reading(
    Range.offset(block, 1, -1),
    `${documentedRead}/offsetRange(rowOffset=1,columnOffset=-1)`,
    `${read}/offsetRange(rowOffset=1,columnOffset=-1)`
  ),
  "Range.resized": reading(
    Range.resized(block, 1, -1),
    `${documentedRead}/resizedRange(deltaRows=1,deltaColumns=-1)`,
    `${read}/resizedRange(deltaRows=1,deltaColumns=-1)`
  ),
  "Range.lastRow": reading(Range.lastRow(block), `${documentedRead}/lastRow`, `${read}/lastRow()`),
  "Range.rowsBelow": reading(
    Range.rowsBelow(block, 2),
    `${documentedRead}/rowsBelow(count=2)`,
    `${read}/rowsBelow(count=2)`
  ),
  "Range.values": {
    call: Range.values(block),
    method: "GET",
    documented: documentedRead,
    sent: `${read}?$select=values`,
    reply: ok(range)
  },
  "Range.formulas": {
    call: Range.formulas(block),
    method: "GET",
    documented: documentedRead,
    sent: `${read}?$select=formulas`,
    reply: ok(range)
  },
  "Range.text": {
    call: Range.text(block),
    method: "GET",
    documented: documentedRead,
    sent: `${read}?$select=text`,
    reply: ok(range)
  },
  "Range.numberFormat": {
    call: Range.numberFormat(block),
    method: "GET",
    documented: documentedRead,
    sent: `${read}?$select=numberFormat`,
    reply: ok(range)
  },
  "Range.update": {
    call: Range.update(block, {
      values: [["Hello", "100"], ["1/1/2016", null]],
      formulas: [[null, null], [null, "=B1*2"]],
      numberFormat: [[null, null], ["m-ddd", null]]
    }),
    method: "PATCH",
    documented: documentedRead,
    sent: read,
    body: {
      values: [["Hello", "100"], ["1/1/2016", null]],
      formulas: [[null, null], [null, "=B1*2"]],
      numberFormat: [[null, null], ["m-ddd", null]]
    },
    reply: ok(range)
  },
  "Range.write": {
    call: Range.write(block, [["a", 1], [true, null]]),
    method: "PATCH",
    documented: documentedRead,
    sent: read,
    body: { values: [["a", 1], [true, null]] },
    reply: ok(range)
  },
  "Table.list": {
    call: Table.list(),
    method: "GET",
    documented: "tables",
    sent: "tables",
    reply: ok({ value: [table] })
  },
  "Table.list of a worksheet": {
    call: Table.list({ worksheet: data }),
    method: "GET",
    documented: "worksheets/Data/tables",
    sent: "worksheets('Data')/tables",
    reply: ok({ value: [table] })
  },
  "Table.add": {
    call: Table.add({ address: "Data!A1:D5", hasHeaders: true }),
    method: "POST",
    documented: "tables/add",
    sent: "tables/add",
    body: { address: "Data!A1:D5", hasHeaders: true },
    reply: isCreated(table)
  },
  "Table.add to a worksheet": {
    call: Table.add({ address: "A1:D5", hasHeaders: false }, { worksheet: data }),
    method: "POST",
    documented: "worksheets/Data/tables/add",
    sent: "worksheets('Data')/tables/add",
    body: { address: "A1:D5", hasHeaders: false },
    reply: isCreated(table)
  },
  "Table.get": {
    call: Table.get(orders),
    method: "GET",
    documented: "tables/Orders",
    sent: "tables('Orders')",
    reply: ok(table)
  },
  "Table.itemAt": {
    call: Table.get(Table.itemAt(1)),
    method: "GET",
    documented: "tables/itemAt(index=1)",
    sent: "tables/itemAt(index=1)",
    reply: ok(table)
  },
  "Table.update": {
    call: Table.update(orders, { name: "Renamed", showHeaders: true, showTotals: true, style: "TableStyleLight1" }),
    method: "PATCH",
    documented: "tables/Orders",
    sent: "tables('Orders')",
    body: { name: "Renamed", showHeaders: true, showTotals: true, style: "TableStyleLight1" },
    reply: ok(table)
  },
  "Table.delete": {
    call: Table.delete(orders),
    method: "DELETE",
    documented: "tables/Orders",
    sent: "tables('Orders')",
    reply: noContent
  },
  "Table.range": reading(Table.range(orders), "tables/Orders/range", "tables('Orders')/range()"),
  "Table.header": reading(Table.header(orders), "tables/Orders/headerRowRange", "tables('Orders')/headerRowRange()"),
  "Table.body": reading(Table.body(orders), "tables/Orders/dataBodyRange", "tables('Orders')/dataBodyRange()"),
  "Table.totals": reading(Table.totals(orders), "tables/Orders/totalRowRange", "tables('Orders')/totalRowRange()"),
  "Table.columns": {
    call: Table.columns(orders),
    method: "GET",
    documented: "tables/Orders/columns",
    sent: "tables('Orders')/columns",
    reply: ok({ value: [column] })
  },
  "Table.addColumn": {
    call: Table.addColumn(orders, { index: 1, values: [["Note"], ["a"]] }),
    method: "POST",
    documented: "tables/Orders/columns/add",
    sent: "tables('Orders')/columns/add",
    body: { index: 1, values: [["Note"], ["a"]] },
    reply: isCreated(column)
  },
  "Table.deleteColumn": {
    call: Table.deleteColumn(orders, "Amount"),
    method: "DELETE",
    documented: "tables/Orders/columns/Amount",
    sent: "tables('Orders')/columns('Amount')",
    reply: noContent
  },
  "Table.rows": {
    call: Table.rows(orders, { top: 5, skip: 2 }),
    method: "GET",
    documented: "tables/Orders/rows",
    sent: "tables('Orders')/rows?$top=5&$skip=2",
    reply: ok({ value: [row] })
  },
  "Table.row": {
    call: Table.row(orders, 1),
    method: "GET",
    documented: "tables/Orders/rows/itemAt(index=1)",
    sent: "tables('Orders')/rows/itemAt(index=1)",
    reply: ok(row)
  },
  "Table.updateRow": {
    call: Table.updateRow(orders, 1, ["Dates", 8]),
    method: "PATCH",
    documented: "tables/Orders/rows/itemAt(index=1)",
    sent: "tables('Orders')/rows/itemAt(index=1)",
    body: { values: [["Dates", 8]] },
    reply: ok(row)
  },
  "Table.addRows": {
    call: Table.addRows(orders, [["Figs", 1], ["Kiwis", 2]]),
    method: "POST",
    documented: "tables/Orders/rows",
    sent: "tables('Orders')/rows",
    // A null index appends, as a missing one does.
    body: { index: null, values: [["Figs", 1], ["Kiwis", 2]] },
    reply: isCreated(row)
  },
  "Table.addRows at an index": {
    call: Table.addRows(orders, [["Figs", 1]], { index: 1 }),
    method: "POST",
    documented: "tables/Orders/rows",
    sent: "tables('Orders')/rows",
    body: { index: 1, values: [["Figs", 1]] },
    reply: isCreated(row)
  },
  "Table.deleteRow": {
    call: Table.deleteRow(orders, 1),
    method: "DELETE",
    documented: "tables/Orders/rows/itemAt(index=1)",
    sent: "tables('Orders')/rows/itemAt(index=1)",
    reply: noContent
  },
  "Worksheet.list": {
    call: Worksheet.list(),
    method: "GET",
    documented: "worksheets",
    sent: "worksheets",
    reply: ok({ value: [sheet] })
  },
  "Worksheet.get": {
    call: Worksheet.get(data),
    method: "GET",
    documented: "worksheets/Data",
    sent: "worksheets('Data')",
    reply: ok(sheet)
  },
  "Worksheet.add": {
    call: Worksheet.add("New"),
    method: "POST",
    documented: "worksheets/add",
    sent: "worksheets/add",
    body: { name: "New" },
    reply: isCreated(sheet)
  },
  "Worksheet.update": {
    call: Worksheet.update(data, { name: "Renamed", position: 1, visibility: "Hidden" }),
    method: "PATCH",
    documented: "worksheets/Data",
    sent: "worksheets('Data')",
    body: { name: "Renamed", position: 1, visibility: "Hidden" },
    reply: ok(sheet)
  },
  "Worksheet.rename": {
    call: Worksheet.rename(data, "Renamed"),
    method: "PATCH",
    documented: "worksheets/Data",
    sent: "worksheets('Data')",
    body: { name: "Renamed" },
    reply: ok(sheet)
  },
  "Worksheet.delete": {
    call: Worksheet.delete(data),
    method: "DELETE",
    documented: "worksheets/Data",
    sent: "worksheets('Data')",
    reply: noContent
  }
}

const root = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/"

const routeOf = (method: string, path: string) =>
  Either.flatMap(OData.parsePath(path), (segments) => Catalogue.resolve(method, segments))

describe("the request of the API reference is sent by", () => {
  for (const [name, { body, call, documented, method, reply, sent }] of Object.entries(calls)) {
    it.effect(name, () =>
      Effect.gen(function*() {
        const { layer, received } = graph(({ url }) =>
          url.endsWith("/createSession") ? created() : url.endsWith("/closeSession") ? noContent : reply
        )
        yield* inSession(call).pipe(Effect.provide(layer))
        const requests = received.filter(({ url }) => !/(create|close)Session$/.test(url))
        assert.deepStrictEqual(
          requests.map(({ body, method, url }) => ({ method, url: decodeURIComponent(url), body })),
          [{ method, url: root + sent, body }]
        )
        assert.isDefined(requests[0]?.headers["workbook-session-id"])
        assert.deepStrictEqual(routeOf(method, sent.split("?")[0] ?? ""), routeOf(method, documented))
        assert.isTrue(Either.isRight(routeOf(method, documented)))
      }))
  }
})
