/** Shared by the service tests: a small workbook, and short forms of requests. */
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { HttpClient, type HttpClientError, HttpClientRequest, type HttpMethod } from "@effect/platform"
import { Effect } from "effect"
import { Emulator } from "../../src/index.js"

export const commentId = "{97A21473-8339-4BF0-BCB6-F55E4909FFB8}"
export const replyId = "{97A21473-8339-4BF0-BCB6-F55E4909FFF9}"

const threads = "xl/threadedComments/threadedComment1.xml"
const person = "{97A21473-8339-4BF0-BCB6-F55E4909FFA7}"

/** A comment with a reply on `B2`, for a sheet and for its workbook. */
export const comments = {
  related: [{ kind: "threadedComment", name: threads }],
  parts: {
    [threads]: {
      type: "application/vnd.ms-excel.threadedcomments+xml",
      text: `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">` +
        `<threadedComment ref="B2" personId="${person}" id="${commentId}"><text>Is this right?</text></threadedComment>` +
        `<threadedComment ref="B2" personId="${person}" id="${replyId}" parentId="${commentId}"><text>Yes</text></threadedComment>` +
        "</ThreadedComments>"
    }
  }
}

const sheets = [
  {
    name: "Data",
    rows: [
      ["Item", "Amount", null, "Total"],
      ["Apples", 3, null, { formula: "SUM(B2:B4)", value: 12 }],
      ["Pears", 4],
      ["Plums", 5]
    ],
    tables: [{ name: "Orders", ref: "A1:B4", columns: ["Item", "Amount"] }],
    related: comments.related
  },
  { name: "It's empty" }
]

const names = [{ name: "Amounts", formula: "Data!$B$2:$B$4" }]

/** `Data` with a 3 × 2 table `Orders` at A1, a formula, a name and a comment with a reply; an empty second sheet. */
export const book = makeBook({ sheets, names, parts: comments.parts })

/** `book` with the pivot table `1`. */
export const bookWithPivotTable = makeBook({
  sheets: sheets.map((sheet, index) =>
    index > 0 ? sheet : {
      ...sheet,
      pivotTables: [{
        name: "1",
        source: "name=\"Orders\"",
        cacheFields: "<cacheField name=\"Item\"><sharedItems count=\"1\"><s v=\"Apples\"/></sharedItems></cacheField>" +
          "<cacheField name=\"Amount\"><sharedItems/></cacheField>",
        definition: "<location ref=\"L30:M32\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"1\"/>" +
          "<pivotFields count=\"2\"><pivotField axis=\"axisRow\" showAll=\"0\"><items count=\"2\"><item x=\"0\"/><item t=\"default\"/></items></pivotField>" +
          "<pivotField dataField=\"1\" showAll=\"0\"/></pivotFields><rowFields count=\"1\"><field x=\"0\"/></rowFields>" +
          "<dataFields count=\"1\"><dataField name=\"Sum of Amount\" fld=\"1\"/></dataFields>"
      }]
    }
  ),
  names,
  parts: comments.parts
})

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: any
}

export interface Request {
  readonly body?: unknown
  /** A body as it is, instead of JSON. */
  readonly text?: string
  readonly contentType?: string
  readonly session?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request to a URL, or to a path below `/v1.0`. */
export const send = (
  method: HttpMethod.HttpMethod,
  path: string,
  { body, contentType = "application/json", headers = {}, session, text }: Request = {}
): Effect.Effect<Reply, HttpClientError.HttpClientError, HttpClient.HttpClient> =>
  Effect.gen(function*() {
    const client = yield* HttpClient.HttpClient
    const url = /^https?:/.test(path) ? path : `https://graph.microsoft.com/v1.0${path}`
    let request = HttpClientRequest.make(method)(url).pipe(HttpClientRequest.setHeaders(headers))
    if (session !== undefined) request = HttpClientRequest.setHeader(request, "workbook-session-id", session)
    if (body !== undefined) request = HttpClientRequest.bodyUnsafeJson(request, body)
    if (text !== undefined) request = HttpClientRequest.bodyText(request, text, contentType)
    const response = yield* client.execute(request)
    const answer = yield* response.text
    const isJson = (response.headers["content-type"] ?? "").startsWith("application/json")
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(answer) : answer === "" ? undefined : answer
    }
  })

/** The path of a workbook by its name in the drive. */
export const workbook = (name = "book.xlsx") => `/me/drive/root:/${name}:/workbook`

/** Creates a session and returns its id. */
export const createSession = (persistChanges: boolean, path = workbook(), request: Request = {}) =>
  Effect.map(send("POST", `${path}/createSession`, { ...request, body: { persistChanges } }), ({ body, status }) => {
    if (status !== 201) throw new Error(`createSession: ${status} ${JSON.stringify(body)}`)
    return String(body.id)
  })

export const cell = (address: string, path = workbook()) => `${path}/worksheets('Data')/range(address='${address}')`

/** Reads the value of one cell. */
export const read = (address: string, session?: string, path = workbook()) =>
  Effect.map(
    send("GET", `${cell(address, path)}?$select=values`, session === undefined ? {} : { session }),
    ({ body, status }) => status === 200 ? body.values[0][0] : `${status} ${body.error.innerError.code}`
  )

/** Writes one cell. */
export const write = (address: string, value: unknown, session?: string, path = workbook()) =>
  send("PATCH", cell(address, path), { body: { values: [[value]] }, ...(session === undefined ? {} : { session }) })

/** The second-level code of an error body, which clients act on. */
export const codeOf = ({ body }: Reply): string | undefined => body?.error?.innerError?.code

export const emulator = (options: Omit<Emulator.Options<Emulator.InMemory>, "books"> = {}) =>
  Emulator.layerHttpClient({ books: { "book.xlsx": book, "Reports/Q1 2026.xlsx": book }, ...options })
