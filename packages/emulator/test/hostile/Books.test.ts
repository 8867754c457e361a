import { assert, describe, it } from "@effect/vitest"
import { Effect, Predicate } from "effect"
import { problemOf, readOther, type Reply, send, serving } from "./asking.js"
import { type Spoiled, spoiled, unspoiled } from "./books.js"
import { howMany, letRunnerWork, patience, seed } from "./howMany.js"
import { line } from "./lines.js"

const item = "/v1.0/me/drive/root:/attacked.xlsx:"
const workbook = `${item}/workbook`

const valueOf = (reply: Reply): ReadonlyArray<unknown> => {
  const body: unknown = reply.status === 200 ? JSON.parse(reply.text) : undefined
  return Predicate.isRecord(body) && Array.isArray(body["value"]) ? body["value"] : []
}

/** The names of listed resources, as keys in a path. */
const keysOf = (reply: Reply): ReadonlyArray<string> =>
  valueOf(reply).flatMap((one) =>
    Predicate.isRecord(one) && typeof one["name"] === "string"
      ? [`('${encodeURIComponent(one["name"].replaceAll(/\p{Surrogate}/gu, "\ufffd").replaceAll("'", "''"))}')`]
      : []
  )

/** Reads, writes, calculates, saves and reopens the workbook as far as possible. Returns the invalid responses. */
const exercise = ({ description, file }: Spoiled) =>
  Effect.gen(function*() {
    const problems: Array<string> = []
    const ask = (method: string, target: string, body?: unknown) =>
      Effect.gen(function*() {
        const [reply, meanwhile] = yield* Effect.all([send(line(method, target, body)), readOther], { concurrency: 2 })
        const problem = problemOf(reply)
        if (problem !== undefined) {
          problems.push(`${problem}: ${method} ${target} ${description} ${reply.text.slice(0, 400)}`)
        }
        assert.deepStrictEqual(meanwhile, other, description)
        return reply
      })
    const other = yield* readOther
    const sheets = yield* ask("GET", `${workbook}/worksheets`)
    if (sheets.status !== 200) return { opened: false, problems, survived: false }
    const tables = yield* ask("GET", `${workbook}/tables`)
    const names = yield* ask("GET", `${workbook}/names`)
    for (const key of keysOf(names).slice(0, 4)) yield* ask("GET", `${workbook}/names${key}/range`)
    const cells = (key: string) => `${workbook}/worksheets${key}/range(address='A1:F8')`
    for (const key of keysOf(sheets).slice(0, 3)) {
      yield* ask("GET", cells(key))
      yield* ask("GET", `${workbook}/worksheets${key}/usedRange?$select=address,rowCount`)
    }
    const [first = "('Data')"] = keysOf(sheets)
    yield* ask("PATCH", `${workbook}/worksheets${first}/range(address='B2:C2')`, { values: [[7, "=SUM(A1:B9)"]] })
    for (const key of keysOf(tables).slice(0, 2)) {
      yield* ask("GET", `${workbook}/tables${key}/columns`)
      yield* ask("POST", `${workbook}/tables${key}/rows`, { values: [["Figs", 6, null]] })
      yield* ask("DELETE", `${workbook}/tables${key}/rows/itemAt(index=0)`)
    }
    yield* ask("POST", `${workbook}/application/calculate`, { calculationType: "Full" })
    yield* ask("POST", `${workbook}/worksheets/add`, { name: "New" })
    yield* ask("PATCH", `${workbook}/worksheets${first}`, { name: "Renamed" })
    const after = `${cells("('Renamed')")}?$select=values,formulas`
    const before = yield* ask("GET", after)
    const saved = yield* ask("GET", `${item}/content`)
    const again = yield* send(line("GET", after)).pipe(Effect.provide(serving(saved.bytes)))
    const problem = problemOf(again)
    if (problem !== undefined) {
      problems.push(`${problem} after it was saved: ${description} ${again.text.slice(0, 400)}`)
    }
    return { opened: true, problems, survived: before.status === 200 && again.text === before.text }
  }).pipe(Effect.provide(serving(file)), Effect.zipLeft(letRunnerWork))

describe("Mutated workbooks", () => {
  it.effect("start from valid workbooks", () =>
    Effect.gen(function*() {
      for (const results of yield* Effect.forEach(unspoiled, exercise)) {
        assert.deepStrictEqual(results, { opened: true, problems: [], survived: true })
      }
    }))

  it.effect("are opened or refused, and leave another workbook unchanged", () =>
    Effect.gen(function*() {
      const results = yield* Effect.forEach(spoiled(howMany(30, 300), seed), exercise)
      assert.deepStrictEqual(results.flatMap(({ problems }) => problems), [])
      const opened = results.filter(({ opened }) => opened).length
      assert.isAbove(opened, results.length / 5)
      assert.isBelow(opened, results.length)
    }), patience)
})
