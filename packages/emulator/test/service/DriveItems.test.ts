import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator } from "../../src/index.js"
import { book, codeOf, type Reply, send } from "./support.js"

const emulator = Emulator.layerHttpClient({
  books: { "book.xlsx": book, "Macros.xlsm": book, "Reports/Q1 2026.xlsx": book, "Reports/Old/Q4 2025.xlsx": book }
})

const get = (path: string) => send("GET", path)

const names = (path: string) =>
  Effect.map(get(path), ({ body, status }) => {
    assert.strictEqual(status, 200, `${path} ${JSON.stringify(body)}`)
    return body.value.map(({ name }: any) => name)
  })

describe("the drive around the workbooks", () => {
  it.effect("is found by its owner", () =>
    Effect.gen(function*() {
      const { body: drive } = yield* get("/me/drive")
      assert.strictEqual(drive.driveType, "business")
      for (
        const path of [
          `/drives/${drive.id}`,
          `/drives/${drive.id}/`,
          "/users/ada@contoso.com/drive",
          "/groups/g/drive",
          "/sites/root/drive",
          `/sites/root/drives/${drive.id}`,
          "/sites/contoso.sharepoint.com:/sites/team:/drive"
        ]
      ) {
        const { body, status } = yield* get(path)
        assert.deepStrictEqual([status, body.id], [200, drive.id], path)
      }
      for (const path of ["/drives", "/me/drives", "/users/ada/drives", "/groups/g/drives", "/sites/root/drives"]) {
        const { body } = yield* get(`${path}?$select=id,name`)
        assert.deepStrictEqual(body.value, [{ id: drive.id, name: "Documents" }], path)
      }
      assert.strictEqual((yield* get("/drives/b!another/root/children")).status, 404)
    }).pipe(Effect.provide(emulator)))

  it.effect("has an owner and a site", () =>
    Effect.gen(function*() {
      const { body: me } = yield* get("/me")
      assert.strictEqual(me["@odata.context"], "https://graph.microsoft.com/v1.0/$metadata#users/$entity")
      const { body: owner } = yield* get("/me/drive?$select=owner")
      assert.strictEqual(owner.owner.user.id, me.id)
      assert.strictEqual((yield* get("/users/ada@contoso.com")).body.userPrincipalName, "ada@contoso.com")
      assert.strictEqual((yield* get("/groups/g")).body.id, "g")
      const { body: sites } = yield* get("/sites?search=*&$select=id,displayName,webUrl")
      const [{ id }] = sites.value
      const { body: file } = yield* get("/me/drive/root:/book.xlsx")
      assert.strictEqual(file.parentReference.siteId, id)
      for (
        const path of [
          `/sites/${id}`,
          "/sites/root",
          "/sites/contoso.sharepoint.com",
          "/sites/contoso.sharepoint.com:/sites/team",
          "/sites/contoso.sharepoint.com:/sites/team:"
        ]
      ) assert.deepStrictEqual((yield* get(`${path}?$select=id`)).body.id, id, path)
      const { driveId } = file.parentReference
      const { body: same } = yield* get(`/sites/${id}/drives/${driveId}/items/${file.id}?$select=id`)
      assert.strictEqual(same.id, file.id)
    }).pipe(Effect.provide(emulator)))

  it.effect("has folders, which are items", () =>
    Effect.gen(function*() {
      const { body: root } = yield* get("/me/drive/root")
      assert.deepStrictEqual([root.name, root.root, root.folder], ["root", {}, { childCount: 3 }])
      for (const path of ["/me/drive/items/root", `/me/drive/items/${root.id}`]) {
        assert.strictEqual((yield* get(path)).body.id, root.id)
      }
      for (
        const path of [
          "/me/drive/root/children",
          "/me/drive/items/root/children",
          `/me/drive/items/${root.id}/children`
        ]
      ) assert.deepStrictEqual(yield* names(path), ["Reports", "Macros.xlsm", "book.xlsx"], path)

      const { body: reports } = yield* get("/me/drive/root:/reports")
      assert.deepStrictEqual([reports.name, reports.folder], ["Reports", { childCount: 2 }])
      assert.strictEqual(reports.parentReference.id, root.id)
      for (
        const path of [
          "/me/drive/root:/Reports:/children",
          `/me/drive/items/${reports.id}/children`,
          "/me/drive/root/children/Reports/children"
        ]
      ) assert.deepStrictEqual(yield* names(path), ["Old", "Q1 2026.xlsx"], path)
      const { body: [, quarter] } = yield* Effect.map(
        get(`/me/drive/items/${reports.id}/children`),
        ({ body }) => ({ body: body.value })
      )
      assert.strictEqual(quarter.parentReference.id, reports.id)
      assert.deepStrictEqual((yield* get(`/me/drive/items/${reports.id}?$select=name`)).body.name, "Reports")
      assert.strictEqual((yield* get(`/me/drive/items/${reports.id}/workbook/worksheets`)).status, 404)
    }).pipe(Effect.provide(emulator)))

  it.effect("is searched by the words of a name", () =>
    Effect.gen(function*() {
      const all = ["Q4 2025.xlsx", "Q1 2026.xlsx", "book.xlsx"].sort()
      for (
        const path of [
          "/me/drive/root/search(q='.xlsx')",
          "/me/drive/root/microsoft.graph.search(q='.xlsx')",
          "/me/drive/search(q='.xlsx')",
          "/sites/root/drive/root/search(q='.XLSX')",
          "/me/drive/items/root/search(q='.xlsx')"
        ]
      ) assert.deepStrictEqual((yield* names(path)).sort(), all, path)
      assert.lengthOf(yield* names("/me/drive/root/search(q='.xlsx%20OR%20.xlsm')"), 4)
      assert.deepStrictEqual(yield* names("/me/drive/root/search(q='2026%20q1')"), ["Q1 2026.xlsx"])
      assert.deepStrictEqual(yield* names("/me/drive/root/search(q='repo')"), ["Reports"])
      assert.deepStrictEqual(yield* names("/me/drive/root:/Reports/Old:/search(q='Q')"), ["Q4 2025.xlsx"])
      assert.deepStrictEqual(yield* names("/me/drive/root/search(q='it''s')"), [])
      assert.lengthOf(yield* names("/me/drive/root/search(q='')"), 6)
      assert.lengthOf(yield* names("/me/drive/recent"), 4)
      assert.deepStrictEqual(yield* names("/me/drive/sharedWithMe()"), [])
    }).pipe(Effect.provide(emulator)))

  it.effect("is listed in pages, each with the link to the next one", () =>
    Effect.gen(function*() {
      const found: Array<string> = []
      const pages: Array<number> = []
      let next: string | undefined = "/me/drive/root/search(q='.xls')?$top=3&select=id,name"
      while (next !== undefined) {
        const { body }: Reply = yield* get(next)
        pages.push(body.value.length)
        for (const item of body.value) {
          assert.deepStrictEqual(Object.keys(item), ["id", "name"])
          found.push(item.name)
        }
        next = body["@odata.nextLink"]
      }
      assert.deepStrictEqual(pages, [3, 1])
      assert.lengthOf(new Set(found), 4)
      assert.strictEqual((yield* get("/me/drive/root/children?$skiptoken=x")).status, 400)
    }).pipe(Effect.provide(emulator)))

  it.effect("shows what a program stores about a file, and where to download it", () =>
    Effect.gen(function*() {
      const { body } = yield* get("/me/drive/root:/Reports/Q1%202026.xlsx")
      assert.strictEqual(body.parentReference.name, "Reports")
      assert.strictEqual(body.fileSystemInfo.lastModifiedDateTime, body.lastModifiedDateTime)
      assert.strictEqual(body.createdDateTime, body.lastModifiedDateTime)
      assert.match(body.cTag, /^"c:\{/)
      const download = yield* get(body["@microsoft.graph.downloadUrl"])
      assert.strictEqual(download.status, 200)
    }).pipe(Effect.provide(emulator)))

  it.effect("is not changed by its own requests, and says so", () =>
    Effect.gen(function*() {
      for (
        const [method, path] of [
          ["POST", "/me/drive/root/children"],
          ["PATCH", "/me/drive/root:/Reports:"],
          ["DELETE", "/me/drive/root:/Reports:"],
          ["POST", "/me/drive"],
          ["PATCH", "/me"]
        ] as const
      ) {
        const reply = yield* send(method, path, method === "DELETE" ? {} : { body: {} })
        assert.strictEqual(reply.status, 501, `${method} ${path}`)
        assert.strictEqual(codeOf(reply), "notImplementedUncategorized")
      }
      for (const option of ["$filter=name eq 'book.xlsx'", "$orderby=name", "$expand=children"]) {
        assert.strictEqual((yield* get(`/me/drive/root/children?${encodeURI(option)}`)).status, 501)
      }
    }).pipe(Effect.provide(emulator)))
})
