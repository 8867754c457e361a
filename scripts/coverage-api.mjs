// Compares the catalogue with Graph's metadata, and asks the emulator over HTTP for everything that Graph has. Run by tsx.
//
// - without an argument, it prints the coverage and what is missing
// - with `--json`, it prints the coverage as JSON
// - with `--write`, it writes the coverage into docs/reference/coverage.md
// - with `--check`, it fails if the coverage differs from that page
import { Effect } from "effect"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { measure } from "../packages/emulator/test/service/served.ts"
import { coverages } from "../packages/schema/test/metadata/compare.ts"
import { root } from "./workspace.mjs"

const { requests, unserved } = await Effect.runPromise(measure)
const kinds = coverages()
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
const all = sum(kinds.map(({ all }) => all))
const missing = kinds.flatMap(({ kind, missing }) => missing.map((name) => `${kind}: ${name}`))
const result = {
  catalogue: [all - missing.length, all],
  served: [requests - unserved.length, requests],
  missing: [...missing, ...unserved.map((name) => `served: ${name}`)]
}

const percent = (have, of) => `${(100 * have / of).toFixed(1)} %`

const rows = [
  ...kinds.map(({ all, kind, missing }) => [`${kind} in the catalogue`, all - missing.length, all]),
  ["requests that the emulator answers", ...result.served]
]

const cells = [
  ["what Graph has", "have", "of", "share"],
  ...rows.map(([what, have, of]) => [what, String(have), String(of), percent(have, of)])
]
const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)))
const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`)
const table = [lines[0], `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.slice(1)].join("\n")

const page = join(root, "docs", "reference", "coverage.md")
const [begin, end] = ["<!-- begin -->\n", "\n<!-- end -->"]
const present = readFileSync(page, "utf8")
const from = present.indexOf(begin) + begin.length
const updated = `${present.slice(0, from)}\n${table}\n${present.slice(present.indexOf(end))}`

if (process.argv.includes("--json")) {
  console.log(JSON.stringify(result))
} else {
  console.log(table)
  if (process.argv.includes("--write")) writeFileSync(page, updated)
  else if (process.argv.includes("--check") && updated !== present) {
    console.error("docs/reference/coverage.md is out of date: npm run coverage:api -- --write updates it")
    process.exitCode = 1
  } else if (!process.argv.includes("--check")) {
    for (const name of result.missing) console.log(name)
  }
}
