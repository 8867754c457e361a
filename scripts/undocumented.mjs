// Writes the generated parts of docs/reference/undocumented.md: the switches of the emulator, and its fixed decisions. Run by
// tsx: both are TypeScript.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { withParts } from "../packages/emulator/test/undocumented/page.ts"
import { root } from "./workspace.mjs"

const page = join(root, "docs", "reference", "undocumented.md")
writeFileSync(page, withParts(readFileSync(page, "utf8")))
