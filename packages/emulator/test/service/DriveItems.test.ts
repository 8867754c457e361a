import { FileSystem, type HttpClient, HttpClientRequest, Path } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { Emulator } from "../../src/index.js"
import { book, codeOf, createSession, type Reply, send } from "./support.js"

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

  it.effect("is listed by a filter and in an order", () =>
    Effect.gen(function*() {
      const listed = (path: string, option: string) => names(`${path}?${encodeURI(option)}`)
      assert.deepStrictEqual(yield* listed("/me/drive/root/children", "$filter=folder ne null"), ["Reports"])
      assert.deepStrictEqual(
        yield* listed("/me/drive/root/children", "$filter=file ne null and startswith(name,'b')"),
        ["book.xlsx"]
      )
      assert.deepStrictEqual(yield* listed("/me/drive/root/children", "$orderby=name"), [
        "Macros.xlsm",
        "Reports",
        "book.xlsx"
      ])
      assert.strictEqual((yield* get("/me/drive/root/children?$expand=children")).status, 501)
    }).pipe(Effect.provide(emulator)))

  it.effect("says what it does not serve", () =>
    Effect.gen(function*() {
      for (
        const [method, path] of [
          ["POST", "/me/drive"],
          ["PATCH", "/me"],
          ["PATCH", "/me/drive/root:/Reports:"],
          ["DELETE", "/me/drive/root:/Reports:"],
          ["PATCH", "/me/drive/root:/book.xlsx:"],
          ["POST", "/me/drive/root:/book.xlsx:/copy"],
          ["POST", "/me/drive/root:/book.xlsx:/createLink"],
          ["POST", "/me/drive/root:/book.xlsx:/microsoft.graph.createUploadSession"],
          ["POST", "/me/drive/root:/new.xlsx:/createUploadSession"],
          ["GET", "/me/drive/root:/book.xlsx:/versions"],
          ["GET", "/me/drive/root/delta"]
        ] as const
      ) {
        const reply = yield* send(method, path, method === "POST" || method === "PATCH" ? { body: {} } : {})
        assert.strictEqual(reply.status, 501, `${method} ${path}`)
        assert.strictEqual(codeOf(reply), "notImplementedUncategorized")
      }
    }).pipe(Effect.provide(emulator)))
})

const onDisk = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const books = yield* fs.makeTempDirectoryScoped()
  yield* fs.makeDirectory(path.join(books, "Reports"))
  yield* fs.writeFile(path.join(books, "book.xlsx"), book)
  yield* fs.writeFile(path.join(books, "Reports", "Q1 2026.xlsx"), book)
  return { fs, path, books }
})

const upload = (path: string, bytes: Uint8Array) =>
  Effect.gen(function*() {
    const { client } = yield* Emulator.Emulator
    const response = yield* HttpClientRequest.put(`https://graph.microsoft.com/v1.0${path}`).pipe(
      HttpClientRequest.bodyUint8Array(bytes, "application/octet-stream"),
      client.execute
    )
    const text = yield* response.text
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) }
  })

const drives = [
  ["in memory", Effect.succeed({ "book.xlsx": book, "Reports/Q1 2026.xlsx": book })],
  ["on disk", Effect.map(onDisk, ({ books }) => books)]
] as const

describe.each(drives)("the files of a drive %s", (_, books) => {
  const scenario = <A, E>(effect: Effect.Effect<A, E, HttpClient.HttpClient | Emulator.Emulator>) =>
    Effect.gen(function*() {
      return yield* Effect.provide(effect, Emulator.layerHttpClient({ books: yield* books }))
    }).pipe(Effect.scoped, Effect.provide(NodeContext.layer))

  const sheets = (path: string) =>
    Effect.map(
      get(`${path}/workbook/worksheets?$select=name`),
      ({ body, status }) => status === 200 ? body.value.map(({ name }: any) => name) : status
    )

  it.effect("are uploaded, as new ones or in the place of others", () =>
    scenario(Effect.gen(function*() {
      const created = yield* upload("/me/drive/root:/new/deep/up.xlsx:/content", book)
      assert.deepStrictEqual([created.status, created.body.name], [201, "up.xlsx"])
      assert.strictEqual(created.body.parentReference.name, "deep")
      assert.deepStrictEqual(yield* sheets(`/me/drive/items/${created.body.id}`), ["Data", "It's empty"])

      yield* send("POST", `/me/drive/items/${created.body.id}/workbook/worksheets/add`, { body: { name: "Added" } })
      assert.lengthOf(yield* sheets(`/me/drive/items/${created.body.id}`), 3)
      const replaced = yield* upload(`/me/drive/items/${created.body.id}/content`, book)
      assert.deepStrictEqual([replaced.status, replaced.body.id], [200, created.body.id])
      assert.notStrictEqual(replaced.body.eTag, created.body.eTag)
      assert.lengthOf(yield* sheets(`/me/drive/items/${created.body.id}`), 2)

      const { body: folder } = yield* get("/me/drive/root:/Reports")
      const inside = yield* upload(`/me/drive/items/${folder.id}:/second.xlsx:/content`, new Uint8Array())
      assert.strictEqual(inside.status, 201)
      assert.deepStrictEqual(yield* sheets(`/me/drive/items/${folder.id}:/second.xlsx:`), ["Sheet1"])
      assert.deepStrictEqual(yield* sheets("/me/drive/root:/reports/SECOND.xlsx:"), ["Sheet1"])

      const at = "/me/drive/root:/book.xlsx:/content?@microsoft.graph.conflictBehavior="
      assert.strictEqual((yield* upload(`${at}fail`, book)).body.error.code, "nameAlreadyExists")
      assert.strictEqual((yield* upload(`${at}rename`, book)).body.name, "book 1.xlsx")
      assert.strictEqual((yield* upload(`${at}rename`, book)).body.name, "book 2.xlsx")
      assert.strictEqual((yield* upload(`${at}wrong`, book)).status, 400)
      assert.strictEqual((yield* upload("/me/drive/root:/page.docx:/content", book)).status, 501)
      assert.strictEqual((yield* upload("/me/drive/root:/.hidden/a.xlsx:/content", book)).status, 501)
      assert.strictEqual((yield* upload("/me/drive/root:/%2E%2E/a.xlsx:/content", book)).status, 400)
      assert.strictEqual((yield* upload("/me/drive/items/01AAAA/content", book)).status, 404)
    })))

  it.effect("are created empty in a folder", () =>
    scenario(Effect.gen(function*() {
      const create = (folder: string, body: unknown) => send("POST", `${folder}/children`, { body })
      const file = { name: "made.xlsx", file: {} }
      const first = yield* create("/me/drive/root", file)
      assert.deepStrictEqual([first.status, first.body.name], [201, "made.xlsx"])
      assert.deepStrictEqual(yield* sheets(`/me/drive/items/${first.body.id}`), ["Sheet1"])
      assert.strictEqual((yield* create("/me/drive/root", file)).status, 409)
      const renamed = { ...file, "@microsoft.graph.conflictBehavior": "rename" }
      assert.strictEqual((yield* create("/me/drive/root", renamed)).body.name, "made 1.xlsx")
      assert.strictEqual((yield* create("/me/drive/root:/Reports:", file)).body.parentReference.name, "Reports")
      assert.strictEqual((yield* create("/me/drive/root", { name: "a/b.xlsx", file: {} })).status, 400)
      assert.strictEqual((yield* create("/me/drive/root", { name: "folder", folder: {} })).status, 501)
    })))

  it.effect("are deleted", () =>
    scenario(Effect.gen(function*() {
      const { body: file } = yield* get("/me/drive/root:/book.xlsx")
      const deleted = yield* send("DELETE", `/me/drive/items/${file.id}`)
      assert.deepStrictEqual([deleted.status, deleted.body], [204, undefined])
      assert.strictEqual((yield* get(`/me/drive/items/${file.id}`)).status, 404)
      assert.strictEqual((yield* send("DELETE", `/me/drive/items/${file.id}`)).status, 404)
      assert.strictEqual(yield* sheets("/me/drive/root:/book.xlsx:"), 404)
      // a file at the same place has the same id, and its own content
      const again = yield* upload("/me/drive/root:/book.xlsx:/content", new Uint8Array())
      assert.strictEqual(again.body.id, file.id)
      assert.deepStrictEqual(yield* sheets(`/me/drive/items/${file.id}`), ["Sheet1"])
    })))

  it.effect("are locked by an open session", () =>
    scenario(Effect.gen(function*() {
      const path = "/me/drive/root:/book.xlsx:"
      const session = yield* createSession(true)
      for (const reply of [yield* send("DELETE", path), yield* upload(`${path}/content`, book)]) {
        assert.deepStrictEqual([reply.status, reply.body.error.code], [423, "resourceLocked"])
      }
      yield* send("POST", `${path}/workbook/closeSession`, { session })
      assert.strictEqual((yield* send("DELETE", path)).status, 204)
    })))
})

describe("a folder with links", () => {
  it.scoped("is not left by an upload", () =>
    Effect.gen(function*() {
      const { books, fs, path } = yield* onDisk
      const outside = yield* fs.makeTempDirectoryScoped()
      yield* fs.symlink(outside, path.join(books, "out"))
      const reply = yield* Effect.provide(
        upload("/me/drive/root:/out/a.xlsx:/content", book),
        Emulator.layerHttpClient({ books })
      )
      assert.strictEqual(reply.status, 500)
      assert.deepStrictEqual(yield* fs.readDirectory(outside), [])
    }).pipe(Effect.provide(Layer.merge(NodeContext.layer, Logger.remove(Logger.defaultLogger)))))
})
