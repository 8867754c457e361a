import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { tableNames, withTables } from "./page.js"

const page = readFileSync(new URL("../../../../docs/reference/error-policy.md", import.meta.url), "utf8")

describe("docs/reference/error-policy.md", () => {
  it("has the tables of the policy (`npm run docs:policy` updates them)", () => {
    assert.strictEqual(page, withTables(page))
  })

  it("has every table once", () => {
    const names = [...page.matchAll(/<!-- table: (\w+) -->/g)].map(([_, name]) => name)
    assert.sameMembers(names, [...tableNames])
  })
})
