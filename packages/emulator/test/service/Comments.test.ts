import { unpack } from "@effect-workbook/engine/test/openBook"
import { HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Encoding } from "effect"
import { Emulator } from "../../src/index.js"
import { codeOf, commentId, createSession, emulator, replyId, type Request, send, workbook } from "./support.js"

const key = encodeURIComponent
const comments = `${workbook()}/comments`
const comment = `${comments}/${key(commentId)}`

const get = (path: string) =>
  Effect.map(send("GET", path), ({ body, status }) => {
    assert.strictEqual(status, 200, JSON.stringify(body))
    return body
  })

const reply = (content: string, request: Request = {}) =>
  send("POST", `${comment}/replies`, { ...request, body: { content, contentType: "plain" } })

const contentsOf = ({ value }: { readonly value: ReadonlyArray<{ readonly content: string }> }) =>
  value.map(({ content }) => content)

const download = Effect.gen(function*() {
  const client = yield* HttpClient.HttpClient
  const response = yield* client.execute(
    HttpClientRequest.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
  )
  return new Uint8Array(yield* response.arrayBuffer)
})

describe("comments", () => {
  it.effect("are listed and read with their replies", () =>
    Effect.gen(function*() {
      const list = yield* get(comments)
      assert.match(
        list["@odata.context"],
        /\/v1\.0\/\$metadata#users\('.*'\)\/drive\/items\('.*'\)\/workbook\/comments$/
      )
      assert.lengthOf(list.value, 1)
      const { "@odata.id": id, "@odata.type": type, ...properties } = list.value[0]
      assert.deepStrictEqual(properties, { id: commentId, content: "Is this right?", contentType: "plain" })
      assert.strictEqual(type, "#microsoft.graph.workbookComment")
      assert.match(id, new RegExp(`/workbook/comments\\(%27${key(commentId)}%27\\)$`))
      const { "@odata.context": context, ...one } = yield* get(comment)
      assert.deepStrictEqual(one, list.value[0])
      assert.match(context, /\/workbook\/comments\/\$entity$/)

      const { value: [first] } = yield* get(`${comment}/replies`)
      assert.deepInclude(first, { id: replyId, content: "Yes", contentType: "plain" })
      assert.strictEqual(first["@odata.type"], "#microsoft.graph.workbookCommentReply")
      assert.match(first["@odata.id"], new RegExp(`/replies\\(%27${key(replyId)}%27\\)$`))
      assert.deepInclude(yield* get(`${comment}/replies/${key(replyId)}`), first)
    }).pipe(Effect.provide(emulator())))

  it.effect("are addressed by their id in all forms, in any case", () =>
    Effect.gen(function*() {
      const lower = key(commentId.toLowerCase())
      for (
        const path of [
          `comments('${key(commentId)}')`,
          `comments(${key(commentId)})`,
          `comments(id='${lower}')`,
          `comments/${lower}`,
          `Comments('${lower}')`
        ]
      ) {
        assert.strictEqual((yield* get(`${workbook()}/${path}`)).id, commentId, path)
        const one = yield* get(`${workbook()}/${path}/Replies('${key(replyId.toLowerCase())}')`)
        assert.strictEqual(one.content, "Yes", path)
      }
      assert.strictEqual((yield* get(`${comment}/content`)).value, "Is this right?")
      assert.strictEqual((yield* send("GET", `${comment}/contentType/$value`)).body, "plain")
      assert.strictEqual((yield* send("GET", `${comment}/replies/${key(replyId)}/content/$value`)).body, "Yes")
    }).pipe(Effect.provide(emulator())))

  it.effect("have query options like other lists", () =>
    Effect.gen(function*() {
      for (const content of ["b", "a", "c"]) assert.strictEqual((yield* reply(content)).status, 201)
      const replies = `${comment}/replies`
      assert.deepStrictEqual(contentsOf(yield* get(replies)), ["Yes", "b", "a", "c"])
      assert.deepStrictEqual(contentsOf(yield* get(`${replies}?$orderby=content desc&$top=2&$skip=1`)), ["b", "a"])
      const filtered = yield* get(`${replies}?$filter=contains(content,'e') or content eq 'a'&$count=true`)
      assert.deepStrictEqual(contentsOf(filtered), ["Yes", "a"])
      assert.strictEqual(filtered["@odata.count"], 2)
      const { value: [one] } = yield* get(
        `${comments}?$select=content&$expand=replies($select=content;$top=2;$orderby=content)`
      )
      assert.deepStrictEqual(
        Object.keys(one).filter((name) => !name.startsWith("@")),
        ["content", "replies"]
      )
      assert.deepStrictEqual(contentsOf({ value: one.replies }), ["Yes", "a"])
      assert.notProperty(one.replies[0], "id")
      assert.deepStrictEqual((yield* get(`${comments}?$filter=id eq '${key(replyId)}'`)).value, [])
      assert.strictEqual((yield* send("GET", `${comments}?$expand=worksheet`)).status, 400)
      assert.strictEqual((yield* send("GET", `${comments}?$filter=cell eq 'A1'`)).status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("get replies, of which the caller is the author in the file", () =>
    Effect.gen(function*() {
      const claims = Encoding.encodeBase64Url(JSON.stringify({ oid: "1", name: "Ada & Co" }))
      const { body, status } = yield* reply("It is < 4 & > 2\nI think", {
        headers: { authorization: `Bearer e30.${claims}.x` }
      })
      assert.strictEqual(status, 201)
      assert.deepInclude(body, { content: "It is < 4 & > 2\nI think", contentType: "plain" })
      assert.deepInclude(yield* get(`${comment}/replies/${key(body.id)}`), { id: body.id, content: body.content })
      assert.strictEqual((yield* send("POST", `${comment}/replies`, { body: { content: "and" } })).status, 201)

      const book = yield* download
      const parts = unpack(book)
      assert.match(parts.get("xl/persons/person1.xml") ?? "", /displayName="Ada &amp; Co".*displayName="Guest"/)
      assert.include(
        parts.get("xl/threadedComments/threadedComment1.xml"),
        `<text>It is &lt; 4 &amp; &gt; 2\nI think</text>`
      )
      const later = yield* Effect.provide(
        get(`${comments}?$expand=replies`),
        Emulator.layerHttpClient({ books: { "book.xlsx": book } })
      )
      assert.deepStrictEqual(contentsOf({ value: later.value[0].replies }), ["Yes", body.content, "and"])
    }).pipe(Effect.provide(emulator())))

  it.effect("get replies in the copy of a session, and in a batch", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      yield* reply("in the copy", { session })
      const copy = yield* send("GET", `${comment}/replies`, { session })
      assert.deepStrictEqual(contentsOf(copy.body), ["Yes", "in the copy"])
      assert.deepStrictEqual(contentsOf(yield* get(`${comment}/replies`)), ["Yes"])
      const { body } = yield* send("POST", "/$batch", {
        body: {
          requests: [
            {
              id: "1",
              method: "POST",
              url: `${comment}/replies`,
              headers: { "content-type": "application/json" },
              body: { content: "in a batch" }
            },
            { id: "2", method: "GET", url: `${comment}/replies?$select=content`, dependsOn: ["1"] }
          ]
        }
      })
      const [created, listed] = [...body.responses].sort((a: any, b: any) => a.id - b.id)
      assert.strictEqual(created.status, 201)
      assert.deepStrictEqual(contentsOf(listed.body), ["Yes", "in a batch"])
    }).pipe(Effect.provide(emulator())))

  it.effect("refuse what Graph does not have, and texts that Excel does not take", () =>
    Effect.gen(function*() {
      const cases = [
        ["POST", `${comment}/replies`, {}, 400, "The property 'content' is missing; expected a string."],
        ["POST", `${comment}/replies`, { content: " " }, 400, "A reply must have a text."],
        [
          "POST",
          `${comment}/replies`,
          { content: "x".repeat(32_768) },
          400,
          "A reply cannot have more than 32767 characters."
        ],
        [
          "POST",
          `${comment}/replies`,
          { content: "@Ada", contentType: "mention" },
          400,
          "The property 'contentType' is \"mention\"; expected \"plain\"."
        ],
        ["POST", `${comments}/none/replies`, { content: "x" }, 404, "The comment 'none' doesn't exist."],
        ["GET", `${comments}/${key(replyId)}`, undefined, 404, `The comment '${replyId}' doesn't exist.`],
        [
          "GET",
          `${comment}/replies/none`,
          undefined,
          404,
          `The reply 'none' of the comment '${commentId}' doesn't exist.`
        ],
        ["POST", comments, { content: "x" }, 405, "The resource does not allow 'POST': expected GET."],
        ["DELETE", comment, undefined, 405, "The resource does not allow 'DELETE': expected GET."],
        [
          "PATCH",
          `${comment}/replies/${key(replyId)}`,
          { content: "x" },
          405,
          "The resource does not allow 'PATCH': expected GET."
        ]
      ] as const
      for (const [method, path, body, status, message] of cases) {
        const answer = yield* send(method, path, body === undefined ? {} : { body })
        assert.deepStrictEqual([answer.status, answer.body.error.message], [status, message])
      }
      yield* send("POST", `${workbook()}/worksheets/Data/protection/protect`, { body: {} })
      const locked = yield* reply("on a protected sheet")
      assert.deepStrictEqual([locked.status, codeOf(locked)], [403, "accessDenied"])
      assert.deepStrictEqual(contentsOf(yield* get(`${comment}/replies`)), ["Yes"])
    }).pipe(Effect.provide(emulator())))
})
