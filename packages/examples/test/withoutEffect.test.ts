import { Emulator, EmulatorServer } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { vi } from "vitest"

const books = { "orders.xlsx": readFileSync(new URL("../assets/orders.xlsx", import.meta.url)) }

/** Runs the program of the guide against the emulator; answers what it printed. */
const program = Effect.gen(function*() {
  const { url } = yield* EmulatorServer.EmulatorServer
  vi.stubEnv("GRAPH_URL", `${url}/v1.0`)
  vi.stubEnv("GRAPH_ACCESS_TOKEN", "any")
  const table = vi.spyOn(console, "table").mockReturnValue()
  const error = vi.spyOn(console, "error").mockReturnValue()
  vi.resetModules()
  yield* Effect.promise(() => import("../src/withoutEffect.js"))
  return { table: table.mock.lastCall, error: error.mock.lastCall }
}).pipe(Effect.ensuring(Effect.sync(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})))

const all = (path: string) => ({
  on: { method: "POST", path },
  times: "always" as const,
  do: { _tag: "Stall" as const, for: 0 }
})

describe.sequential("A program without Effect", () => {
  it.live("writes, reads, meets an error as itself, and leaves no session behind", () =>
    Effect.gen(function*() {
      const { faults, openSessions } = yield* Emulator.Emulator
      yield* faults.add(all("createSession"))
      yield* faults.add(all("closeSession"))

      const { error, table } = yield* program

      assert.deepStrictEqual(table?.[0][0], ["North", 8889.5])
      assert.match(error?.[0], /^Range\.write: 404 itemNotFound "[^\n]+: The resource does not exist\.$/)
      const requests = (yield* faults.struck).map(({ url }) => url.split("/").at(-1))
      assert.deepStrictEqual(requests, ["createSession", "closeSession"])
      assert.deepStrictEqual(yield* openSessions, [])
    }).pipe(Effect.provide(EmulatorServer.layer({ workers: 0, books }))))

  it.live("meets what keeps a session from being opened in the same way", () =>
    Effect.gen(function*() {
      const { error, table } = yield* program
      assert.isUndefined(table)
      assert.match(error?.[0], /^WorkbookSession\.make: 404 itemNotFound /)
    }).pipe(Effect.provide(EmulatorServer.layer({ workers: 0, books: {} }))))
})
