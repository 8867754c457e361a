/** Bugs of peers about requests: the wrong sheet, the wrong cells, a missing position, or three rows instead of one. */
import {
  type GraphClient,
  NamedItem,
  Range,
  Table,
  TableRows,
  Workbook,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import * as Emulated from "../support/Emulated.js"
import { graph, range, type Received, sheet, table } from "../support/Script.js"
import { append, cell, inSession, nameOf, service, workbook } from "../support/Session.js"
import { run } from "./support.js"

type Work = Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

/** The request that a call sends without a session. */
const sent = (
  work: Work,
  options: GraphClient.Options = {}
) => {
  const { layer, received } = graph(
    () => ({ status: 200, body: { ...range, ...sheet, ...table, index: 0, value: [] } }),
    options
  )
  return Effect.provide(work, WorkbookSession.layerSessionless({ workbook })).pipe(
    Effect.provide(layer),
    Effect.zipRight(Effect.sync((): Received => received[0]!))
  )
}

const start = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/"

const lineOf = ({ method, url }: Received) => `${method} ${url.replace(start, "").replaceAll("%3A", ":")}`

const line = (work: Work) => Effect.map(sent(work), lineOf)

describe("Addresses", () => {
  const addresses = [
    ["'My Sheet'!A1", "My%20Sheet", "A1"],
    ["'It''s 100% #1'!A1:B2", "It''s%20100%25%20%231", "A1:B2"],
    ["'a''''b'!C3", "a''''b", "C3"],
    ["Data!$B$2", "Data", "B2"]
  ] as const
  for (const [address, sheet, cells] of addresses) {
    it.effect(`PnPjs, Kiota, softeria, vgrem, FSAI, dust: the path of ${address} contains its sheet, with each quote doubled once`, () =>
      Effect.gen(function*() {
        const { url } = yield* sent(Range.values(Range.at(address)))
        const [, name, bounds] = /\/worksheets\('(.*)'\)\/range\(address='(.*)'\)\?/.exec(url) ?? []
        // The service treats ' and %27 alike, and also : and %3A.
        const plain = (text = "") => text.replaceAll("%27", "'").replaceAll("%3A", ":")
        assert.deepStrictEqual([plain(name), plain(bounds)], [sheet, cells])
      }))
  }

  it.effect("PnPjs, Kiota, softeria, vgrem, FSAI, dust: a sheet name may contain quotes, spaces and symbols", () =>
    Emulated.inSession(Effect.gen(function*() {
      for (const name of ["It's", "My Sheet", "a''b #1 100% (ü)"]) {
        yield* Worksheet.add(name)
        yield* Range.write(Range.on(Worksheet.named(name), "B2"), [[name]])
        const address = `'${name.replaceAll("'", "''")}'!B2`
        assert.deepStrictEqual(yield* Range.values(Range.at(address)), [[name]])
        const told = yield* Range.get(Range.at(address), { select: ["address"] })
        assert.deepStrictEqual(yield* Range.values(Range.at(told.address!)), [[name]])
      }
      assert.notDeepEqual(yield* Range.values(Range.at("Summary!B2")), [["It's"]])
    })))

  it.effect("vgrem: an update keeps the address of the range, and its body has only the written values", () =>
    Effect.gen(function*() {
      const request = yield* sent(Range.write(Range.at("Sheet1!A1:B2"), [[1, 2], [3, 4]]))
      assert.strictEqual(lineOf(request), "PATCH worksheets('Sheet1')/range(address='A1:B2')")
      assert.deepStrictEqual(request.body, { values: [[1, 2], [3, 4]] })
    }))

  it.effect("vgrem: a write changes its own cells, not the sheet", () =>
    Emulated.inSession(Effect.gen(function*() {
      const before = yield* Range.values(Range.at("Summary!A4:A8"))
      yield* Range.write(Range.at("Summary!J1:K1"), [["x", "y"]])
      assert.deepStrictEqual(yield* Range.values(Range.at("Summary!A4:A8")), before)
      assert.deepStrictEqual(yield* Range.values(Range.at("Summary!J1:K1")), [["x", "y"]])
    })))

  it.effect("PnPjs: a workbook with a path is opened by its ids", () => {
    const { layer, received } = graph(({ url }) =>
      url.includes("/root:")
        ? { status: 200, body: { id: "01ABC", parentReference: { driveId: "b!d" } } }
        : { status: 200, body: range }
    )
    return Effect.gen(function*() {
      yield* Effect.provide(cell, WorkbookSession.layerSessionless({ workbook: Workbook.path("/A b.xlsx") }))
      assert.isTrue(received.at(-1)!.url.startsWith(start))
    }).pipe(Effect.provide(layer))
  })
})

describe("Writing cells", () => {
  const cases: ReadonlyArray<readonly [string, Range.RangeRef, string]> = [
    ["range(address=…)", Range.at("Data!A1:B1"), "worksheets('Data')/range(address='A1:B1')"],
    ["usedRange", Range.used(Worksheet.named("Data")), "worksheets('Data')/usedRange()"],
    ["names/…/range", NamedItem.range(NamedItem.named("Total")), "names('Total')/range()"],
    ["tables/…/dataBodyRange", Table.body(Table.named("T")), "tables('T')/dataBodyRange()"],
    ["cell", Range.cell(Range.at("Data!A1:B1"), 0, 1), "worksheets('Data')/range(address='A1:B1')/cell(row=0,column=1)"]
  ]
  for (const [name, range, path] of cases) {
    it.effect(`Kiota, graph-rs-sdk: PATCH on a range (${name})`, () =>
      Effect.gen(function*() {
        const request = yield* sent(Range.write(range, [[1, 2]]))
        assert.strictEqual(lineOf(request), `PATCH ${path}`)
        assert.deepStrictEqual(request.body, { values: [[1, 2]] })
      }))
  }

  it.effect("Kiota-TS: cell values are plain values", () =>
    Emulated.inSession(Effect.gen(function*() {
      const cells = [["text", 1.5, true, ""], ["", -2, false, "ü"]]
      yield* Range.write(Range.at("Summary!J1:M2"), cells)
      const read = yield* Range.values(Range.at("Summary!J1:M2"))
      assert.deepStrictEqual(read, cells)
      assert.strictEqual(JSON.stringify(read), JSON.stringify(cells))
    })))

  it.effect("python-o365: position 0 is sent", () =>
    Effect.gen(function*() {
      const request = yield* sent(Worksheet.update(Worksheet.named("Data"), { position: 0 }))
      assert.strictEqual(lineOf(request), "PATCH worksheets('Data')")
      assert.deepStrictEqual(request.body, { position: 0 })
    }))

  it.effect("n8n: index 0 is sent", () =>
    Effect.gen(function*() {
      const { body } = yield* sent(Table.addRows(Table.named("T"), [["a"]], { index: 0 }))
      assert.deepStrictEqual(body, { index: 0, values: [["a"]] })
      assert.strictEqual(
        yield* line(Table.deleteRow(Table.named("T"), 0)),
        "DELETE tables('T')/rows/itemAt(index=0)"
      )
    }))

  it.effect("python-o365, n8n: zero, false and empty text are sent", () =>
    Effect.gen(function*() {
      const written = yield* sent(Range.write(Range.at("Data!A1:C1"), [[0, false, ""]]))
      assert.deepStrictEqual(written.body, { values: [[0, false, ""]] })
      const changed = yield* sent(Table.update(Table.named("T"), { showTotals: false }))
      assert.deepStrictEqual(changed.body, { showTotals: false })
      assert.strictEqual(
        yield* line(Range.get(Range.cell(Worksheet.named("Data"), 0, 0))),
        "GET worksheets('Data')/cell(row=0,column=0)"
      )
      assert.strictEqual(
        yield* line(Table.rows(Table.named("T"), { top: 5, skip: 0 })),
        "GET tables('T')/rows?$top=5&$skip=0"
      )
    }))
})

describe("Reading parts", () => {
  it.effect("python-o365: a range function is a GET with its parameters in the path", () =>
    Effect.gen(function*() {
      const range = Range.at("Data!A1:C3")
      assert.deepStrictEqual(
        yield* Effect.all([
          line(Range.get(Range.offset(range, 1, 2))),
          line(Range.get(Range.resized(range, -1, 0))),
          line(Range.get(Table.header(Table.named("T"))))
        ]),
        [
          "GET worksheets('Data')/range(address='A1:C3')/offsetRange(rowOffset=1,columnOffset=2)",
          "GET worksheets('Data')/range(address='A1:C3')/resizedRange(deltaRows=-1,deltaColumns=0)",
          "GET tables('T')/headerRowRange()"
        ]
      )
    }))

  it.effect("python-o365: the result is the requested range, never undefined", () =>
    Emulated.inSession(Effect.gen(function*() {
      const part = Range.resized(Range.offset(Range.at("Summary!A3:D8"), 1, 0), -5, -2)
      assert.deepStrictEqual(yield* Range.values(part), [["North", 8762.75]])
    })))

  it.effect("PnPjs: pages are requested by $top and $skip, without a link to the next page", () =>
    Emulated.inSession(Effect.gen(function*() {
      const orders = Table.named("Orders")
      const all = yield* Table.rows(orders)
      const pages = yield* Effect.forEach([0, 10, 20, 30], (skip) => Table.rows(orders, { top: 10, skip }))
      assert.deepStrictEqual(pages.map(({ length }) => length), [10, 10, 4, 0])
      assert.deepStrictEqual(pages.flat(), [...all])
    })))

  it.effect("FSAI: an empty $select is not sent", () =>
    Effect.gen(function*() {
      const whole = "GET worksheets('Data')/range(address='A1')"
      assert.strictEqual(yield* line(Range.get(Range.at("Data!A1"))), whole)
      assert.strictEqual(yield* line(Range.get(Range.at("Data!A1"), { select: [] })), whole)
    }))

  it.effect("Power Automate: a list may have more than 256 rows", () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ Name: `n${index}`, Number: index }))
    return Emulated.inSession(Effect.gen(function*() {
      yield* Range.write(Range.at("Summary!J1:K2"), [["Name", "Number"], ["n0", 0]])
      const table = yield* Table.add({ address: "J1:K2", hasHeaders: true }, { worksheet: Worksheet.named("Summary") })
      const Row = Schema.Struct({ Name: Schema.String, Number: Schema.Number })
      const named = TableRows.make(Table.named(table.name!), Row)
      yield* TableRows.append(named, rows.slice(1))
      assert.deepStrictEqual(yield* TableRows.read(named), rows)
      assert.strictEqual((yield* Table.rows(named.table)).length, 300)
    }))
  })
})

describe("Adding rows", () => {
  it.effect("PnPjs: one added row is one row", () =>
    Emulated.inSession(Effect.gen(function*() {
      yield* Range.write(Range.at("Summary!J1:L2"), [["A", "B", "C"], [1, 2, 3]])
      const { name } = yield* Table.add({ address: "J1:L2", hasHeaders: true }, {
        worksheet: Worksheet.named("Summary")
      })
      const table = Table.named(name!)
      yield* Table.addRows(table, [["a", "b", "c"]])
      assert.deepStrictEqual((yield* Table.rows(table)).map(({ values }) => values), [[[1, 2, 3]], [["a", "b", "c"]]])
    })))

  it.effect("PnPjs: a row is addressed by itemAt, not by rows/{i}", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* line(Table.deleteRow(Table.named("T"), 3)),
        "DELETE tables('T')/rows/itemAt(index=3)"
      )
    }))

  it.effect("python-o365: rows are appended below the table at any position", () =>
    Emulated.inSession(Effect.gen(function*() {
      const sheet = (yield* Worksheet.add("Low")).name!
      const on = (address: string) => Range.on(Worksheet.named(sheet), address)
      yield* Range.write(on("C7:D8"), [["A", "B"], [1, 2]])
      const { name } = yield* Table.add({ address: "C7:D8", hasHeaders: true }, { worksheet: Worksheet.named(sheet) })
      yield* Table.addRows(Table.named(name!), [[3, 4], [5, 6]])
      assert.deepStrictEqual(yield* Range.values(on("C7:D10")), [["A", "B"], [1, 2], [3, 4], [5, 6]])
      assert.strictEqual(
        (yield* Range.get(Range.used(Worksheet.named(sheet)), { select: ["address"] })).address,
        "Low!C7:D10"
      )
    })))
})

describe("Requests", () => {
  it.effect("FSAI: bodies are JSON objects, also those of refresh and close", () => {
    const { layer, received } = service()
    return Effect.gen(function*() {
      yield* run(inSession(Effect.zipRight(append, Effect.sleep("5 minutes"))))
      const posts = received.filter(({ method }) => method === "POST")
      assert.deepStrictEqual(posts.map(nameOf), ["createSession", "append", "refreshSession", "closeSession"])
      for (const { body, headers, url } of posts) {
        assert.isTrue(typeof body === "object" && body !== null && !Array.isArray(body), url)
        assert.strictEqual(headers["content-type"], "application/json", url)
      }
      assert.deepStrictEqual(posts.slice(2).map(({ body }) => body), [{}, {}])
    }).pipe(Effect.provide(layer))
  })

  it.effect("MSGC: the token and client-request-id are sent to loopback over http", () =>
    Effect.gen(function*() {
      const { headers, url } = yield* sent(cell, { baseUrl: "http://127.0.0.1:3579/v1.0" })
      assert.match(url, /^http:\/\/127\.0\.0\.1:3579\/v1\.0\/drives/)
      assert.strictEqual(headers["authorization"], "Bearer secret-token")
      assert.match(headers["client-request-id"]!, /^[\da-f-]{36}$/)
    }))

  it.effect("FSAI, vgrem, softeria: the base URL is configurable", () =>
    Effect.gen(function*() {
      const { url } = yield* sent(cell, { baseUrl: "https://graph.example/v1.0" })
      assert.match(url, /^https:\/\/graph\.example\/v1\.0\/drives/)
    }))

  it.effect("python-o365, n8n: a call in a session is one request", () => {
    let requests = 0
    const counted = Emulated.layer({
      transformClient: (client) => {
        requests = 0
        return client.pipe(HttpClient.tapRequest(() => Effect.sync(() => requests++)))
      }
    })
    const costs = (work: Work) =>
      Effect.gen(function*() {
        const before = requests
        yield* work
        return requests - before
      })
    return Effect.gen(function*() {
      const orders = Table.named("Orders")
      assert.deepStrictEqual(
        yield* Effect.all([
          costs(Table.addRows(orders, [["SO-9", 46212, "North", "Chair", 1, 1, null]])),
          costs(Range.write(Range.at("Summary!J1"), [[1]])),
          costs(Range.values(Range.at("Summary!J1"))),
          costs(Worksheet.list())
        ]),
        [1, 1, 1, 1]
      )
    }).pipe(
      Effect.provide(Layer.provideMerge(WorkbookSession.layer({ workbook: Emulated.workbook }), counted))
    )
  })
})
