// Writes the tables of docs/reference/error-policy.md from the policy. Run by tsx: the policy is TypeScript.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { withTables } from "../packages/schema/test/policy/page.ts"
import { root } from "./workspace.mjs"

const page = join(root, "docs", "reference", "error-policy.md")
writeFileSync(page, withTables(readFileSync(page, "utf8")))
