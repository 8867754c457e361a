import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

/** Runs the source of the command, and returns its output. */
const bench = (...args: ReadonlyArray<string>) =>
  Effect.promise(() => promisify(execFile)(process.execPath, ["--expose-gc", "--import", "tsx", main, ...args]))

/** Replaces each number by `true`, if it is one that can be measured. */
const shapeOf = (json: unknown): unknown =>
  typeof json === "object" && json !== null
    ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, shapeOf(value)]))
    : typeof json === "number" && Number.isFinite(json) && json >= 0

const shape = (...keys: ReadonlyArray<string>) => Object.fromEntries(keys.map((key) => [key, true]))

describe("npm run bench -- --json", () => {
  it.effect("prints the figures of all cases", () =>
    Effect.gen(function*() {
      const { stderr, stdout } = yield* bench("--json", "--quick")
      assert.strictEqual(stderr, "")
      assert.deepStrictEqual(shapeOf(JSON.parse(stdout)), {
        smallRequest: { ...shape("cpu", "cpuTraced", "wall", "noise"), peers: shape("fetch", "graphClient", "pnp") },
        cells100k: {
          ...shape("cpu", "cpuTraced", "cpuWrite", "wall", "noise"),
          peers: shape("fetch", "graphClient", "pnp")
        },
        batchItem: shape("cpu", "wall", "noise"),
        batch1000: {
          ...shape("wall", "wallWrites", "wall0", "wallWrites0", "besideByHand", "besideByHandWrites"),
          peers: shape("graphClient", "pnp"),
          peersWrites: shape("graphClient", "pnp")
        },
        appendRows: shape("requests", "wall", "cpu"),
        sessions10k: shape("heapKilobytes", "refreshPercent", "openMillis"),
        throttled: {
          ...shape("rejected", "seconds"),
          retryAfterLoop: shape("rejected", "seconds"),
          naiveLoop: shape("rejected", "seconds")
        },
        import: shape("wall", "cpu", "millis"),
        engine: {
          ...shape("openSeconds", "firstEditMillis", "editMillis", "saveSeconds", "megabytes", "insertRowSeconds"),
          exceljs: shape("openSeconds", "saveSeconds", "megabytes"),
          sheetjs: shape("openSeconds", "saveSeconds", "megabytes")
        },
        emulator: shape("openSeconds", "editSeconds", "aloneP99Millis", "readsP99Millis")
      })
    }), 300_000)
})
