import { OData, Workbook } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Either, Equal, FastCheck as fc, Hash, Schema } from "effect"

const b = Workbook.drive("b!abc")

const forms: ReadonlyArray<readonly [Workbook.Workbook, string]> = [
  [Workbook.item("01ABC"), "/me/drive/items/01ABC"],
  [Workbook.item("A!12", b), "/drives/b!abc/items/A!12"],
  [Workbook.item("1", Workbook.user("ada@contoso.com")), "/users/ada@contoso.com/drive/items/1"],
  [Workbook.item("1", Workbook.user("u", "d")), "/users/u/drives/d/items/1"],
  [Workbook.item("1", Workbook.group("g")), "/groups/g/drive/items/1"],
  [Workbook.item("1", Workbook.group("g", "d")), "/groups/g/drives/d/items/1"],
  [Workbook.item("1", Workbook.site("h,1,2")), "/sites/h,1,2/drive/items/1"],
  [Workbook.item("1", Workbook.site("h,1,2", "d")), "/sites/h,1,2/drives/d/items/1"],
  [Workbook.item("1", Workbook.sitePath("h.com", "/sites/a b")), "/sites/h.com:/sites/a%20b:/drive/items/1"],
  [Workbook.item("1", Workbook.sitePath("h.com", "teams/x", "d")), "/sites/h.com:/teams/x:/drives/d/items/1"],
  [Workbook.path("/Ryan's Files/doc (1) #2.xlsx"), "/me/drive/root:/Ryan's%20Files/doc%20(1)%20%232.xlsx:"],
  [Workbook.path("a.xlsx", b), "/drives/b!abc/root:/a.xlsx:"],
  [
    Workbook.path("/a.xlsx", Workbook.sitePath("h.com", "/sites/t")),
    "/sites/h.com:/sites/t:/drive/root:/a.xlsx:"
  ],
  [Workbook.special("documents", "/r/a.xlsx"), "/me/drive/special/documents:/r/a.xlsx:"],
  [Workbook.special("approot", "a.xlsx", b), "/drives/b!abc/special/approot:/a.xlsx:"],
  [Workbook.child("It's (1).xlsx"), "/me/drive/root/children('It''s%20(1).xlsx')"],
  [Workbook.child("a.xlsx", Workbook.user("u")), "/users/u/drive/root/children('a.xlsx')"],
  [Workbook.share("u!aHR0"), "/shares/u!aHR0/driveItem"],
  [Workbook.listItem({ site: "h,1,2", list: "Docs", item: "3" }), "/sites/h,1,2/lists/Docs/items/3/driveItem"]
]

const parse = (path: string) => Either.map(Workbook.fromPath(`${path}/workbook`), ({ workbook }) => workbook)

describe("Workbook", () => {
  it.each(forms)("%o has a path, which is parsed", (workbook, path) => {
    assert.strictEqual(Workbook.toPath(workbook), path)
    assert.deepStrictEqual(parse(path), Either.right(workbook))
  })

  it.prop("every path is parsed", [Workbook.Workbook], ([workbook]) => {
    const { workbook: found, rest } = Either.getOrThrow(
      Workbook.fromPath(`${Workbook.toPath(workbook)}/workbook/worksheets${OData.key("It's")}`)
    )
    assert.deepStrictEqual(found, workbook)
    assert.isTrue(Equal.equals(found, workbook))
    assert.deepStrictEqual(rest.map(({ key, name }) => [name, key]), [["worksheets", "It's"]])
  })

  it.prop("a path is not changed by a URL", [Workbook.Workbook], ([workbook]) => {
    const path = Workbook.toPath(workbook)
    assert.strictEqual(new URL(`https://graph.microsoft.com/v1.0${path}/workbook`).pathname, `/v1.0${path}/workbook`)
  })

  it.prop("JSON round trips", [Workbook.Workbook], ([workbook]) => {
    const json: unknown = JSON.parse(JSON.stringify(Schema.encodeSync(Workbook.Workbook)(workbook)))
    const back = Schema.decodeUnknownSync(Workbook.Workbook)(json)
    assert.isTrue(Equal.equals(back, workbook))
    assert.strictEqual(Hash.hash(back), Hash.hash(workbook))
  })

  it("different workbooks are not equal", () => {
    const [first, ...others] = forms.map(([workbook]) => workbook)
    assert.isFalse(others.some((other) => Equal.equals(first, other)))
    assert.isFalse(Equal.equals(Workbook.item("1", Workbook.user("u")), Workbook.item("1", Workbook.user("u", "d"))))
  })

  it.each([
    ["/users('u')/drive/items('1')", Workbook.item("1", Workbook.user("u"))],
    ["/users('u')/drives('d')/items('1')", Workbook.item("1", Workbook.user("u", "d"))],
    ["/Drives('b!abc')/Items('1')", Workbook.item("1", b)],
    ["/me/drives/b!abc/items/1", Workbook.item("1", b)],
    ["//me/drive//items/1/", Workbook.item("1")],
    ["/me/drive/root/children/a.xlsx", Workbook.child("a.xlsx")],
    ["/shares/s/root", Workbook.share("s")],
    ["/sites('s')/lists('l')/items('3')/driveItem", Workbook.listItem({ site: "s", list: "l", item: "3" })],
    ["/me/drive/root:/a%2Fb.xlsx:", Workbook.path("/a/b.xlsx")],
    ["/me/drive/root:/a:b.xlsx:", Workbook.path("/a:b.xlsx")]
  ])("parses %s", (path, workbook) => {
    assert.deepStrictEqual(parse(path), Either.right(workbook))
  })

  it.each([
    "",
    "/me",
    "/me/drive",
    "/me/drive/items",
    "/me/drive/root",
    "/me/drive/root:/",
    "/me/drive/root/children",
    "/me/drive/special/documents",
    "/me/drive/items/1:/a.xlsx:",
    "/me/drive/items('1'):/a.xlsx:",
    "/me:/drive/items/1",
    "/me/calendar/items/1",
    "/drives/d",
    "/drives/d/drive/items/1",
    "/users/u/items/1",
    "/users",
    "/users(id='u')/drive/items/1",
    "/groups/g",
    "/sites/s",
    "/sites/s/lists/l/items/3",
    "/sites/s/lists/l",
    "/sites/h:/p:/lists/l/items/3/driveItem",
    "/shares/s",
    "/shares/s/items/1",
    "/me/drive/items/%2e%2e",
    "/me/drive/root:/a/%2E%2E/b:",
    "/me/drive/items/1%"
  ])("fails for %s", (path) => {
    const error = Either.getOrThrow(Either.flip(Workbook.fromPath(`${path}/workbook`)))
    assert.strictEqual(error._tag, "InvalidPath")
  })

  it("fromPath requires /workbook, fromItemPath does not", () => {
    assert.isTrue(Either.isLeft(Workbook.fromPath("/me/drive/items/1")))
    assert.isTrue(Either.isLeft(Workbook.fromPath("/me/drive/items/1/content")))
    const found = Either.getOrThrow(Workbook.fromItemPath("/me/drive/items/1/content"))
    assert.deepStrictEqual(found.workbook, Workbook.item("1"))
    assert.deepStrictEqual(found.rest.map((segment) => segment.name), ["content"])
  })

  it.prop("parsing never throws", [fc.webPath()], ([path]) => {
    assert.isTrue(Either.isEither(Workbook.fromPath(path)))
  })

  it.each([".", "..", ""])("rejects the name %o", (name) => {
    assert.throws(() => Workbook.item(name))
    assert.throws(() => Workbook.item("1", Workbook.drive(name)))
    assert.throws(() => Workbook.path(`/a/${name}`.slice(0, name === "" ? 0 : undefined)))
    assert.isTrue(
      Either.isLeft(Schema.decodeUnknownEither(Workbook.Workbook)({ _tag: "Item", id: name, drive: { _tag: "Me" } }))
    )
  })

  it.each(["", "/", "/a/../b", "..", "a/.", "//"])("rejects the path %o", (path) => {
    assert.throws(() => Workbook.path(path))
  })

  it("encodes sharing URLs by the documented rule", () => {
    const url = "https://contoso.sharepoint.com/:x:/s/team/Eä?e=1"
    const encoded = `u!${Buffer.from(url, "utf8").toString("base64url")}`
    assert.strictEqual(Workbook.shareUrl(url).id, encoded)
  })
})
