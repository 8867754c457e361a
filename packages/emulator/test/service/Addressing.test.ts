import { Workbook } from "@effect-workbook/schema"
import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator } from "../../src/index.js"
import { codeOf, emulator, send } from "./support.js"

const file = Effect.flatMap(
  Emulator.Emulator,
  ({ workbooks }) =>
    Effect.map(workbooks, (files) => files.find(({ name }) => name === "book.xlsx") ?? assert.fail("no book"))
)

const range = "/workbook/worksheets/Data/range(address='B2')?$select=values"

describe("addressing", () => {
  it.effect("all forms address the same workbook", () =>
    Effect.gen(function*() {
      const { driveId, id } = yield* file
      const { body: item } = yield* send("GET", `/me/drive/items/${id}`)
      const drives = [
        Workbook.me,
        Workbook.drive(driveId),
        Workbook.user("ada@contoso.com"),
        Workbook.user("ada", driveId),
        Workbook.group("g"),
        Workbook.group("g", driveId),
        Workbook.site("contoso.sharepoint.com,1,2"),
        Workbook.site("root", driveId),
        Workbook.sitePath("contoso.sharepoint.com", "/sites/a b"),
        Workbook.sitePath("contoso.sharepoint.com", "/sites/a b", driveId)
      ]
      const forms = [
        ...drives.flatMap((drive) => [
          Workbook.item(id, drive),
          Workbook.path("/book.xlsx", drive),
          Workbook.special("documents", "book.xlsx", drive),
          Workbook.child("book.xlsx", drive)
        ]),
        Workbook.shareUrl(item.webUrl),
        Workbook.shareUrl("https://contoso-my.sharepoint.com/personal/ada/Documents/book.xlsx?web=1"),
        Workbook.listItem({ site: "root", list: "Documents", item: "2" })
      ]
      for (const form of forms) {
        const path = Workbook.toPath(form)
        const { body } = yield* send("GET", `${path}?$select=id,parentReference`)
        assert.strictEqual(body.id, id, path)
        assert.strictEqual(body.parentReference.driveId, driveId)
        const reply = yield* send("GET", path + range)
        assert.deepStrictEqual(reply.body.values, [[3]], path)
        assert.include(reply.body["@odata.id"], `/drive/items('${id}')/workbook/worksheets(`)
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("ids look like Graph's and are the same in every emulator", () =>
    Effect.gen(function*() {
      const one = yield* Effect.provide(file, emulator())
      const other = yield* Effect.provide(file, emulator())
      assert.deepStrictEqual(one, other)
      assert.match(one.id, /^01[A-Z2-7]{32}$/)
      assert.match(one.driveId, /^b![\w-]{64}$/)
    }))

  it.effect("accepts the variations that clients send", () =>
    Effect.gen(function*() {
      const { driveId, id } = yield* file
      for (
        const path of [
          `//drives/${driveId}//items/${id}${range}`,
          `/drives('${driveId}')/items('${id}')${range}`,
          `/drives/${
            encodeURIComponent(driveId)
          }/items/${id}/workbook/worksheets('%7B00000000-0001-0000-0000-000000000000%7D')/range(address='B2%3AB2')`,
          `/me/drive/items/${id}/workbook/worksheets/%7B00000000-0001-0000-0000-000000000000%7D/range(address='B2')`,
          `/me/drive/items/${id}/workbook/Worksheets('data')/Range(Address='b2')`,
          `/me/drive/items/${id}/workbook/worksheets('Data')/microsoft.graph.range(address='Data!$B$2')`,
          `/me/drive/items/${id}/workbook/worksheets/Data/cell(row=1,column=1)`,
          `/me/drive/items/${id}/workbook/worksheets/Data/range(address='Amounts')/cell(row=0,column=0)`,
          `/me/drive/items/${id}/workbook/tables/Orders/columns(id='2')/dataBodyRange/row(row=0)`,
          `/me/drive/items/${id}/workbook/tables/Orders/columns('Amount')/dataBodyRange()/usedRange/lastCell/entireColumn/intersection(anotherRange='A2:Z2')`
        ]
      ) {
        const { body, status } = yield* send("GET", path)
        assert.strictEqual(status, 200, `${path} ${JSON.stringify(body)}`)
        assert.deepStrictEqual(body.values, [[3]], path)
      }
      const beta = yield* send("GET", `https://graph.microsoft.com/BETA/me/drive/items/${id}${range}`)
      assert.strictEqual(beta.status, 200)
      assert.include(beta.body["@odata.context"], "https://graph.microsoft.com/beta/$metadata#")
      const quoted = yield* send(
        "GET",
        `/me/drive/items/${id}/workbook/worksheets('It''s%20empty')/usedRange?$select=address`
      )
      assert.strictEqual(quoted.body.address, "'It''s empty'!A1")
    }).pipe(Effect.provide(emulator())))

  it.effect("missing items are not found", () =>
    Effect.gen(function*() {
      const { id } = yield* file
      for (
        const path of [
          "/me/drive/items/01AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
          "/me/drive/root:/missing.xlsx:",
          "/me/drive/root:/Reports:",
          `/drives/b!another/items/${id}`,
          `/users/ada/drives/b!another/items/${id}`,
          "/shares/u!bm90IGEgdXJs/driveItem",
          "/sites/root/lists/l/items/9/driveItem"
        ]
      ) {
        const reply = yield* send("GET", `${path}/workbook/worksheets`)
        assert.strictEqual(reply.status, 404, path)
        assert.strictEqual(reply.body.error.code, "itemNotFound")
        assert.isUndefined(codeOf(reply))
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("invalid paths are bad requests", () =>
    Effect.gen(function*() {
      for (
        const path of [
          "/",
          "/nobody",
          "/me/drive/root:/../secret.xlsx:/workbook",
          "/me/drive/root:/%2E%2E/secret.xlsx:/workbook",
          "/me/drive/root:/book.xlsx:/workbook/worksheets/100%",
          "/me/drive/root:/book.xlsx:/workbook/nothing",
          "/me/drive/root:/book.xlsx:/nothing",
          "/me/drive/root:/book.xlsx:/workbook/worksheets('Data')/createSession"
        ]
      ) {
        const { body, status } = yield* send("GET", path)
        assert.strictEqual(status, 400, path)
        assert.strictEqual(body.error.code, "BadRequest")
      }
      const { body, status } = yield* send("GET", "https://graph.microsoft.com/v2.0/me")
      assert.strictEqual(status, 400)
      assert.strictEqual(body.error.message, "Invalid version: v2.0. Expected v1.0 or beta.")
    }).pipe(Effect.provide(emulator())))

  it.effect("requests to another host fail", () =>
    Effect.gen(function*() {
      const client = yield* HttpClient.HttpClient
      const error = yield* Effect.flip(client.get("https://graph.example/v1.0/me/drive/root:/book.xlsx:"))
      assert.strictEqual(error._tag, "RequestError")
    }).pipe(Effect.provide(emulator())))

  it.effect("folders can be listed, and saved files downloaded", () =>
    Effect.gen(function*() {
      const { body } = yield* send("GET", "/me/drive/root/children")
      assert.deepStrictEqual(body.value.map(({ name }: any) => name), ["Reports", "book.xlsx"])
      assert.deepStrictEqual(body.value[0].folder, { childCount: 1 })
      for (
        const [path, status] of [["Reports/", 200], ["missing", 404], ["Report", 404], ["book.xlsx", 404]]
      ) {
        const reply = yield* send("GET", `/me/drive/root:/${path}:/children`)
        assert.strictEqual(reply.status, status, String(path))
        if (status === 404) assert.strictEqual(reply.body.error.code, "itemNotFound")
      }
      const { body: inner } = yield* send("GET", "/me/drive/root:/Reports:/children?$select=name")
      assert.strictEqual(inner.value[0].name, "Q1 2026.xlsx")
      assert.isUndefined(inner.value[0].size)
      const { client } = yield* Emulator.Emulator
      const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
      assert.match(response.headers["content-type"] ?? "", /spreadsheetml\.sheet$/)
      const bytes = new Uint8Array(yield* response.arrayBuffer)
      assert.deepStrictEqual([bytes[0], bytes[1]], [0x50, 0x4b])
    }).pipe(Effect.provide(emulator())))
})
