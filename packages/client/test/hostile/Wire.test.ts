import {
  AccessToken,
  GraphClient,
  Range,
  Table,
  Workbook,
  type WorkbookError,
  WorkbookSession
} from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { FetchHttpClient, type HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Redacted, TestClock } from "effect"
import { captureOutput, printed } from "./scenes.js"
import { isComplete, seed, timeout } from "./settings.js"
import { serve, type WireAnswer, wireAnswers } from "./wire.js"

const workbook = Workbook.item("01ABC", Workbook.drive("b!d"))

type Name = "createSession" | "read" | "write" | "append" | "closeSession"

/** The call that gets the hostile answer, and a text of its request line. */
const calls: Readonly<
  Record<Name, {
    readonly word: string
    readonly work: Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
  }>
> = {
  createSession: { word: "/createSession", work: Range.values(Range.at("Data!A1")) },
  read: { word: "GET ", work: Range.values(Range.at("Data!A1")) },
  write: { word: "PATCH ", work: Range.write(Range.at("Data!A1"), [[1]]) },
  append: { word: "/rows", work: Table.addRows(Table.named("T"), [["a"]]) },
  closeSession: { word: "/closeSession", work: Range.values(Range.at("Data!A1")) }
}

/**
 * Waits for the end of a fiber, up to a limit. It gives the sockets time, and advances the virtual time now and then. No
 * assertion depends on the virtual time.
 */
const awaitExit = <A, E>(fiber: Fiber.RuntimeFiber<A, E>) =>
  Effect.gen(function*() {
    for (let turn = 0; turn < 20_000; turn++) {
      const exit = yield* fiber.poll
      if (exit._tag === "Some") return exit.value
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      if (turn % 20 === 19) yield* TestClock.adjust("1 second")
    }
    return undefined
  })

const problemsOf = (answer: WireAnswer, name: Name, http: Layer.Layer<HttpClient.HttpClient>) =>
  Effect.gen(function*() {
    const { word, work } = calls[name]
    const { lines, url } = yield* serve(answer, word)
    const { capture, texts } = captureOutput()
    const graph = GraphClient.layer({ baseUrl: url }).pipe(
      Layer.provide([http, AccessToken.layer(Redacted.make("secret-token"))])
    )
    const fiber = yield* Effect.fork(capture(
      Effect.provide(work, Layer.provide(WorkbookSession.layer({ workbook }), graph))
    ))
    const exit = yield* awaitExit(fiber)
    const problems: Array<string> = []
    if (exit === undefined) {
      yield* Effect.forkDaemon(Fiber.interrupt(fiber))
      return ["hangs"]
    }
    if (Exit.isFailure(exit) && exit.cause._tag !== "Fail") {
      problems.push(`a defect: ${String(exit.cause).slice(0, 300)}`)
    }
    if (lines.filter((line) => line.includes(word)).length === 0) problems.push("never asked")
    if (name === "append" && answer.refuses !== true && lines.filter((line) => line.includes(word)).length > 1) {
      problems.push("written twice")
    }
    if (name !== "createSession" && !lines.some((line) => line.includes("/closeSession"))) problems.push("never closed")
    if ([...texts(), printed(exit)].some((text) => text.includes("secret-"))) problems.push("reveals a secret")
    return problems
  }).pipe(Effect.scoped)

const clients = { undici: UndiciHttpClient.layer, http: NodeHttpClient.layer, fetch: FetchHttpClient.layer }

const cases = wireAnswers.flatMap((answer, at) =>
  Object.entries(clients).flatMap(([client, http], clientIndex) =>
    ([
      "createSession",
      "read",
      "write",
      "append",
      "closeSession"
    ] as const).flatMap((name, nameIndex) =>
      (at + seed) % 15 === clientIndex * 5 + nameIndex || isComplete
        ? [{ label: `${client} ${name}: ${answer.name}`, answer, name, http }]
        : []
    )
  )
)

describe("Hostile answers on the wire", () => {
  it.effect(
    "give a success or a typed error, without a duplicate write, an open session or a revealed secret",
    () =>
      Effect.gen(function*() {
        const problems = yield* Effect.forEach(cases, ({ answer, http, label, name }) =>
          Effect.map(problemsOf(answer, name, http), (problems) =>
            problems.map((problem) => `${label}: ${problem}`)))
        assert.deepStrictEqual(problems.flat(), [])
      }),
    timeout
  )
})
