/** The requests of the hostile suites, and the checks on their responses. */
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { Headers, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Option, Predicate } from "effect"
import { Emulator } from "../../src/index.js"
import { type Line, line } from "./lines.js"

const other = makeBook({ sheets: [{ name: "Data", rows: [["kept", { formula: "LEN(A1)", value: 4 }]] }] })

/** Serves the attacked workbook and one that is not attacked. */
export const serving = (attacked: Uint8Array) =>
  Emulator.layer({ books: { "attacked.xlsx": attacked, "Reports/other.xlsx": other } })

export interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly bytes: Uint8Array
}

/** Passes a request line to the app unchanged; an HTTP client would normalize it. */
export const send = ({ body, headers, method, target }: Line) =>
  Effect.gen(function*() {
    const { httpApp } = yield* Emulator.Emulator
    const hasBody = body !== undefined && method !== "GET" && method !== "HEAD"
    const request = HttpServerRequest.fromWeb(
      new Request("https://graph.microsoft.com/", hasBody ? { method, body } : { method })
    )
    const response = yield* Effect.provideService(
      httpApp,
      HttpServerRequest.HttpServerRequest,
      request.modify({ url: target, headers: Headers.fromInput({ host: "graph.microsoft.com", ...headers }) })
    )
    const answer = HttpServerResponse.toWeb(response)
    const bytes = new Uint8Array(yield* Effect.promise(() => answer.arrayBuffer()))
    const reply: Reply = {
      status: answer.status,
      type: answer.headers.get("content-type") ?? "",
      text: new TextDecoder().decode(bytes),
      bytes
    }
    return reply
  }).pipe(Effect.scoped)

const ofOther = "/v1.0/me/drive/root:/Reports/other.xlsx:"

/** Reads from the workbook that is not attacked, and its file. Both have to stay unchanged. */
export const readOther = Effect.forEach(
  [`${ofOther}/workbook/worksheets('Data')/usedRange`, `${ofOther}/content`],
  (target) => Effect.map(send(line("GET", target)), ({ status, text }) => `${status} ${text}`)
)

const errorOf = (text: string): unknown =>
  Option.match(Option.liftThrowable((): unknown => JSON.parse(text))(), {
    onNone: () => undefined,
    onSome: (body) => Predicate.isRecord(body) ? body["error"] : undefined
  })

/** Describes an invalid response. A status of 500 is always a bug. */
export const problemOf = ({ status, text, type }: Reply): string | undefined => {
  if (status >= 200 && status < 300) return undefined
  if ((status < 400 || status > 499) && status !== 501) return `the status ${status}`
  if (!type.startsWith("application/json")) return `a ${type} for an error`
  const error = errorOf(text)
  return Predicate.isRecord(error) && Predicate.isString(error["code"]) && Predicate.isString(error["message"])
    ? undefined
    : "no error of Graph's shape"
}
