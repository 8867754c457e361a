/**
 * `npm run bench`: measures the library beside its peers, and writes the results to `docs/benchmarks`.
 *
 * - `--json`: writes nothing but one line of JSON to the standard output
 * - `--only <case>`: runs one case, and writes no page; may be given several times
 * - `--quick`: runs every line with tiny numbers, and writes no page; the figures mean nothing then
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { cases } from "./cases/index.js"
import { toSvg } from "./report/chart.js"
import { toPage } from "./report/page.js"
import { change, keep, type Kept, type Result, thisRun, toJson } from "./report/results.js"
import { toText } from "./report/table.js"

const { values: { json, only, quick } } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    quick: { type: "boolean", default: false }
  }
})

const unknown = only.filter((name) => !cases.some((each) => each.name === name))
if (unknown.length > 0) {
  console.error(`no case ${unknown.join(", ")}; the cases are ${cases.map(({ name }) => name).join(", ")}`)
  process.exit(1)
}

/** Replaces the last line of a terminal. In a pipe there is no progress. */
const show = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text.slice(0, process.stderr.columns - 1)}`)
}

const folder = new URL("../../../docs/benchmarks/", import.meta.url)
const lastFile = new URL("last.json", folder)
const last = existsSync(lastFile) ? JSON.parse(readFileSync(lastFile, "utf8")) as Kept : undefined

const results: Array<Result> = []
for (const each of cases) {
  if (only.length > 0 && !only.includes(each.name)) continue
  const figures = await each.run({ quick, progress: (text) => show(`${each.name}: ${text}`) })
  show("")
  results.push({ case: each, figures })
  if (!json) console.log(`${toText({ case: each, figures }, quick ? undefined : last)}\n`)
}

if (json) console.log(JSON.stringify(toJson(results)))

if (!json && !quick) {
  const worse = results.flatMap(({ case: { name }, figures }) =>
    figures.filter((figure) => change(figure, last?.cases[name]?.[figure.key])?.means === "worse").map(({ key }) =>
      `${name}.${key}`
    )
  )
  if (worse.length > 0) console.log(`worse than in the last run: ${worse.join(", ")}`)
}

if (!json && !quick && only.length === 0) {
  const run = thisRun()
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL("README.md", folder), toPage(run, results, last))
  writeFileSync(new URL("chart.svg", folder), toSvg(results))
  writeFileSync(lastFile, `${JSON.stringify(keep(run, results), undefined, 2)}\n`)
  console.log("written to docs/benchmarks")
}
