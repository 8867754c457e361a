import type { Book, Model } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc, Option } from "effect"
import { type Book as Description, makeBook } from "../support/makeBook.js"
import { area, differing, open, part, reopen, sheet } from "../support/openBook.js"

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const threaded = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"

const id = (digit: number) => `{00000000-0000-4000-8000-00000000000${digit}}`
const [first, firstReply, second, other, ada, bob] = [1, 2, 3, 4, 5, 6].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string
]

const parts = {
  threads: "xl/threadedComments/threadedComment1.xml",
  notes: "xl/comments1.xml",
  shapes: "xl/drawings/vmlDrawing1.vml",
  otherThreads: "xl/threadedComments/threadedComment2.xml",
  persons: "xl/persons/person1.xml"
}

const shape = (row: number, column: number) =>
  `<v:shape id="_x0000_s${
    1025 + row
  }"><x:ClientData ObjectType="Note"><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`

const placeholder =
  "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it will get removed if the file is opened in a newer version of Excel. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Is this right?\nReply:\n    Yes"

/** Two threads and a note on `Data`, and a thread without a note on `Other`, whose part has a prefix. */
const description = ({ after = "" } = {}): Description => ({
  sheets: [
    {
      name: "Data",
      rows: [[1, 2], [3, 4], [5, 6]],
      after,
      related: [
        { kind: "comments", name: parts.notes },
        { kind: "vmlDrawing", name: parts.shapes },
        { kind: "threadedComment", name: parts.threads }
      ]
    },
    { name: "Other", rows: [[1]], related: [{ kind: "threadedComment", name: parts.otherThreads }] }
  ],
  parts: {
    [parts.notes]: {
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
      text:
        `<comments xmlns="${main}"><authors><author>Bob</author><author>tc=${first}</author><author>tc=${second}</author></authors><commentList>` +
        "<comment ref=\"A1\" authorId=\"0\"><text><r><t>A note</t></r></text></comment>" +
        `<comment ref="B2" authorId="1"><text><t>${placeholder}</t></text></comment>` +
        "<comment ref=\"B3\" authorId=\"2\"><text><r><t>Comment: </t></r><r><rPr><b/></rPr><t>@Bob?</t></r></text></comment>" +
        "</commentList></comments>"
    },
    [parts.shapes]: {
      type: "application/vnd.openxmlformats-officedocument.vmlDrawing",
      text: `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">${
        shape(0, 0)
      }${shape(1, 1)}${shape(2, 1)}</xml>`
    },
    [parts.threads]: {
      type: "application/vnd.ms-excel.threadedcomments+xml",
      text: `<ThreadedComments xmlns="${threaded}">` +
        `<threadedComment ref="B2" dT="2024-01-02T03:04:05.00" personId="${ada}" id="${first}"><text>Is this right?</text></threadedComment>` +
        `<threadedComment ref="B2" dT="2024-01-02T03:05:05.00" personId="${bob}" id="${firstReply}" parentId="${first.toLowerCase()}"><text>Yes</text></threadedComment>` +
        `<threadedComment ref="B3" dT="2024-01-02T03:06:05.00" personId="${ada}" id="${second}" done="1"><text>@Bob?</text>` +
        `<mentions><mention mentionpersonId="${bob}" mentionId="${
          id(9)
        }" startIndex="0" length="4"/></mentions></threadedComment>` +
        "<extLst><ext uri=\"x\"/></extLst></ThreadedComments>"
    },
    [parts.otherThreads]: {
      type: "application/vnd.ms-excel.threadedcomments+xml",
      text:
        `<t:ThreadedComments xmlns:t="${threaded}"><t:threadedComment ref="A1" personId="${ada}" id="${other}"/></t:ThreadedComments>`
    }
  }
})

const bytes = makeBook(description())

const comment = (book: Book.Book, key: string): Model.Comment => Option.getOrThrow(book.commentByKey(key))

const summary = ({ comments }: Book.Book) =>
  comments.map(({ column, content, replies, row, sheet }) => [
    sheet.name,
    row,
    column,
    content,
    replies.map(({ content }) => content)
  ])

describe("Book comments", () => {
  it.effect("are the threads of all sheets, without the notes", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      assert.deepStrictEqual(summary(book), [
        ["Data", 1, 1, "Is this right?", ["Yes"]],
        ["Data", 2, 1, "@Bob?", []],
        ["Other", 0, 0, "", []]
      ])
      assert.deepStrictEqual(book.comments.map(({ contentType, id }) => [id, contentType]), [
        [first, "plain"],
        [second, "mention"],
        [other, "plain"]
      ])
      assert.deepStrictEqual(comment(book, first.toLowerCase()).replies, [
        { id: firstReply, content: "Yes", contentType: "plain" }
      ])
      // a reply is no comment
      assert.isTrue(Option.isNone(book.commentByKey(firstReply)))
    }))

  it.effect("get replies in the parts of Excel, with an author and the time", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const reply = yield* book.addReply(comment(book, first), "A < B & \"C\"", "Zoë & Co")
      assert.match(reply.id, /^\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$/)
      assert.deepStrictEqual([reply.content, reply.contentType], ["A < B & \"C\"", "plain"])
      assert.deepStrictEqual(differing(bytes, book.save()), [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        parts.notes,
        parts.persons,
        parts.threads
      ])

      const person = /<person displayName="Zoë &amp; Co" id="([^"]*)" userId="Zoë &amp; Co" providerId="None"\/>/.exec(
        part(book, parts.persons) ?? ""
      )?.[1]
      assert.include(
        part(book, parts.threads),
        `<text>Yes</text></threadedComment><threadedComment ref="B2" dT="2024-03-01T12:00:00.00" personId="${person}" id="${reply.id}" parentId="${first}"><text>A &lt; B &amp; "C"</text></threadedComment><threadedComment ref="B3"`
      )
      assert.include(
        part(book, parts.notes),
        `<t xml:space="preserve">${placeholder}\nReply:\n    A &lt; B &amp; "C"</t></text></comment>`
      )
      assert.include(
        part(book, "xl/_rels/workbook.xml.rels"),
        "/2017/10/relationships/person\" Target=\"persons/person1.xml\""
      )
      assert.include(part(book, "[Content_Types].xml"), "application/vnd.ms-excel.person+xml")
      assert.deepStrictEqual((yield* reopen(book)).comments, book.comments)
      assert.deepStrictEqual(comment(book, first).replies.map(({ content }) => content), ["Yes", "A < B & \"C\""])
    }))

  it.effect("get replies of one author with one person, in the order of the requests", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.addReply(comment(book, other), "one", "Ada")
      yield* book.addReply(comment(book, second), "two", "Ada")
      yield* book.addReply(comment(book, second), "three", "ada")
      assert.deepStrictEqual(summary(book).slice(1), [
        ["Data", 2, 1, "@Bob?", ["two", "three"]],
        ["Other", 0, 0, "", ["one"]]
      ])
      assert.lengthOf((part(book, parts.persons) ?? "").match(/<person /g) ?? [], 2)
      // the prefix of the comment, and no note
      assert.match(
        part(book, parts.otherThreads) ?? "",
        /<t:threadedComment ref="A1" dT=.*<t:text>one<\/t:text><\/t:threadedComment>/
      )
      assert.include(
        part(book, parts.notes),
        "<t>Comment: </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">@Bob?\nReply:\n    two"
      )
      assert.include(part(book, parts.threads), "<extLst><ext uri=\"x\"/></extLst></ThreadedComments>")
      assert.deepStrictEqual((yield* reopen(book)).comments, book.comments)
    }))

  it.effect("move with their cells, with the replies", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const data = sheet(book, "Data")
      yield* book.insertCells(data, area("1:1"), "Down")
      yield* book.addReply(comment(book, first), "moved", "Ada")
      yield* book.insertCells(data, area("A3:A3"), "Right")
      yield* book.deleteCells(data, area("4:4"), "Up")
      assert.deepStrictEqual(summary(book).slice(0, -1), [["Data", 2, 2, "Is this right?", ["Yes", "moved"]]])
      const missing = yield* Effect.flip(
        book.addReply({ ...comment(book, first), id: second }, "too late", "Ada")
      )
      assert.strictEqual(missing.code, "itemNotFound")
      yield* book.renameSheet(data, "Renamed")
      yield* book.moveSheet(data, 1)
      assert.deepStrictEqual(summary(yield* reopen(book)), [
        ["Other", 0, 0, "", []],
        ["Renamed", 2, 2, "Is this right?", ["Yes", "moved"]]
      ])
      yield* book.clear(data, area("A1:D9"), "All")
      assert.deepStrictEqual(summary(yield* reopen(book)), [["Other", 0, 0, "", []]])
    }))

  it.effect("are deleted with their sheet, and their authors stay", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.addReply(comment(book, first), "once more", "Ada")
      yield* book.deleteSheet(sheet(book, "Data"))
      assert.deepStrictEqual(summary(yield* reopen(book)), [["Other", 0, 0, "", []]])
      assert.isUndefined(part(book, parts.threads))
      assert.isUndefined(part(book, parts.notes))
      assert.include(part(book, parts.persons), "displayName=\"Ada\"")
    }))

  it.effect("refuse a reply without effect", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const codes = yield* Effect.forEach(
        [
          [comment(book, first), " \n"],
          [comment(book, first), "x".repeat(32_768)],
          [{ ...comment(book, first), id: id(8) }, "x"],
          [{ ...comment(book, first), id: firstReply }, "x"]
        ] as const,
        ([on, content]) => Effect.map(Effect.flip(book.addReply(on, content, "Ada")), ({ code }) => code)
      )
      assert.deepStrictEqual(codes, ["invalidArgument", "invalidArgument", "itemNotFound", "itemNotFound"])
      assert.deepStrictEqual(book.save(), bytes)
    }))

  it.effect("are protected with the objects of a sheet", () =>
    Effect.gen(function*() {
      const locked = yield* open(makeBook(description({ after: "<sheetProtection sheet=\"1\" objects=\"1\"/>" })))
      const error = yield* Effect.flip(locked.addReply(comment(locked, first), "x", "Ada"))
      assert.strictEqual(error.code, "accessDenied")
      yield* locked.addReply(comment(locked, other), "on another sheet", "Ada")
      const allowed = yield* open(makeBook(description({ after: "<sheetProtection sheet=\"1\"/>" })))
      yield* allowed.addReply(comment(allowed, first), "x", "Ada")
      yield* allowed.protectSheet(sheet(allowed, "Other"))
      assert.strictEqual(
        (yield* Effect.flip(allowed.addReply(comment(allowed, other), "x", "Ada"))).code,
        "accessDenied"
      )
    }))

  it.effect("of a damaged part are left out, and a damaged note refuses the reply without effect", () =>
    Effect.gen(function*() {
      const damaged = (name: string, text: string) => {
        const { parts: all = {}, ...rest } = description()
        return makeBook({ ...rest, parts: { ...all, [name]: { type: all[name]?.type ?? "", text } } })
      }
      const threads = yield* open(damaged(parts.threads, "not XML"))
      assert.deepStrictEqual(summary(threads), [["Other", 0, 0, "", []]])
      const source = damaged(parts.notes, "not XML")
      const notes = yield* open(source)
      const { code } = yield* Effect.flip(notes.addReply(comment(notes, first), "x", "Ada"))
      assert.strictEqual(code, "unsupportedWorkbook")
      assert.deepStrictEqual(notes.save(), source)
    }))

  it.effect.prop(
    "keep any text of a reply",
    {
      content: fc.string({ unit: "binary", minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== ""),
      author: fc.string({ unit: "grapheme", maxLength: 20 })
    },
    ({ author, content }) =>
      Effect.gen(function*() {
        const book = yield* open(bytes)
        yield* book.addReply(comment(book, first), content, author)
        const reopened = yield* reopen(book)
        assert.strictEqual(comment(reopened, first).replies.at(-1)?.content, content)
        // the person is found again
        yield* reopened.addReply(comment(reopened, second), "again", author)
        assert.lengthOf((part(reopened, parts.persons) ?? "").match(/<person /g) ?? [], 1)
      }),
    { fastCheck: { numRuns: 50 } }
  )
})
