import { Headers, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Predicate } from "effect"
import { Emulator } from "../../src/index.js"
import { makeBook } from "../support/makeBook.js"
import { howMany, seed } from "./howMany.js"
import { attacked, type Line, mutated, ofEndpoints, ofSteps } from "./lines.js"

const other = makeBook({ sheets: [{ name: "Data", rows: [["kept", { formula: "LEN(A1)", value: 4 }]] }] })

const emulator = Emulator.layer({ books: { "attacked.xlsx": attacked, "Reports/other.xlsx": other } })

interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Gives a request line to the app as it is: a client would normalize it first. */
const send = ({ body, headers, method, target }: Line) =>
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
    const text = yield* Effect.promise(() => answer.text())
    return { status: answer.status, type: answer.headers.get("content-type") ?? "", text } satisfies Reply
  }).pipe(Effect.scoped)

const line = (method: string, target: string): Line => ({ method, target, body: undefined, headers: {} })

const readOther = send(line("GET", "/v1.0/me/drive/root:/Reports/other.xlsx:/workbook/worksheets('Data')/usedRange"))

/** The file of the other workbook; reading it gives it no reason to change. */
const otherFile = send(line("GET", "/v1.0/me/drive/root:/Reports/other.xlsx:/content"))

const errorOf = (text: string): unknown => {
  try {
    const body: unknown = JSON.parse(text)
    return Predicate.isRecord(body) ? body["error"] : undefined
  } catch {
    return undefined
  }
}

/** What is wrong with an answer to a request of which nothing is known. */
const problemOf = ({ status, text, type }: Reply): string | undefined => {
  if (status >= 200 && status < 300) return undefined
  if ((status < 400 || status > 499) && status !== 501) return `the status ${status}`
  if (!type.startsWith("application/json")) return `a ${type} for an error`
  const error = errorOf(text)
  return Predicate.isRecord(error) && Predicate.isString(error["code"]) && Predicate.isString(error["message"])
    ? undefined
    : "no error of Graph's shape"
}

describe("Mutated request lines", () => {
  it.effect("are mutated from lines that are answered, one for each endpoint", () =>
    Effect.gen(function*() {
      for (const [endpoint, line] of ofEndpoints) {
        const { status, text } = yield* Effect.provide(send(line), emulator)
        const expected = line.target.includes("none") || line.target.includes("key=")
          ? 404
          : line.target.endsWith("Session") && endpoint.name !== "createSession"
          ? 400
          : endpoint.success
        assert.strictEqual(status, expected, `${line.method} ${line.target} ${text}`)
      }
      for (const line of ofSteps) {
        const { status, text } = yield* Effect.provide(send(line), emulator)
        assert.strictEqual(status, 200, `${line.method} ${line.target} ${text}`)
      }
    }))

  it.effect("are answered as Graph answers, and another workbook goes on answering unchanged", () =>
    Effect.gen(function*() {
      const lines = mutated(howMany(300, 2000), seed)
      const problems: Array<string> = []
      for (let at = 0; at < lines.length; at += 10) {
        yield* Effect.gen(function*() {
          const before = { read: yield* readOther, file: yield* otherFile }
          for (const line of lines.slice(at, at + 10)) {
            const [reply, meanwhile] = yield* Effect.all([send(line), readOther], { concurrency: 2 })
            const problem = problemOf(reply)
            if (problem !== undefined) {
              problems.push(`${problem}: ${JSON.stringify(line).slice(0, 600)} ${reply.text.slice(0, 300)}`)
            }
            assert.deepStrictEqual(meanwhile, before.read)
          }
          assert.deepStrictEqual(yield* otherFile, before.file)
        }).pipe(Effect.provide(emulator))
      }
      assert.deepStrictEqual(problems, [])
    }))
})
