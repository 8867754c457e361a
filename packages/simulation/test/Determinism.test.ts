import { assert, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { digest, transcript } from "./support/transcript.js"

const seeds = [3, 17, 241]

describe("Determinism", () => {
  it("a seed always gives the same run, even after other runs", async () => {
    for (const seed of seeds) {
      const first = await transcript(seed)
      await transcript(seed + 1)
      assert.strictEqual(await transcript(seed), first)
    }
  })

  it("a seed gives the same run in another process", async () => {
    const script = fileURLToPath(new URL("support/print.ts", import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, ...seeds.map(String)])
    const here: Array<string> = []
    for (const seed of seeds) here.push(digest(await transcript(seed)))
    assert.deepStrictEqual(stdout.trim().split("\n"), here)
  }, 60_000)
})
