/** The time to import what a small program needs. */
import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Case, lower } from "../Case.js"
import { type Cost, ratio, sample } from "../measure.js"
import { run } from "../processes/start.js"

/** To open a session and read a range. */
const ours = [
  "@effect-workbook/client/AccessToken",
  "@effect-workbook/client/GraphClient",
  "@effect-workbook/client/Range",
  "@effect-workbook/client/WorkbookSession",
  "@effect-workbook/schema/Workbook"
]

const specifiersIn = (file: string): ReadonlyArray<string> =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )(?:[^"'()=]* from )?"([^"]+)"/gm)]
    .flatMap(([, name]) => name ?? [])

/** The modules of Effect that some modules import, directly or through modules of this library. */
const modulesOfEffect = (roots: ReadonlyArray<string>): ReadonlyArray<string> => {
  const found = new Set<string>()
  const visited = new Set<string>()
  const visit = (file: string): void => {
    if (visited.has(file)) return
    visited.add(file)
    for (const name of specifiersIn(file)) {
      if (name.startsWith("@effect-workbook/")) visit(fileURLToPath(import.meta.resolve(name)))
      else if (!name.startsWith(".")) found.add(name)
      else visit(join(dirname(file), file.endsWith(".ts") ? name.replace(/\.js$/, ".ts") : name))
    }
  }
  for (const root of roots) visit(fileURLToPath(import.meta.resolve(root)))
  return [...found]
}

export const imports: Case = {
  name: "import",
  title: "Imports",
  about:
    "Importing what opens a session and reads a range, beside importing only the modules of Effect that it needs. Each " +
    "time in a new process.",
  run: async ({ progress, quick }) => {
    const theirs = modulesOfEffect(ours)
    const rounds = quick ? 1 : 15
    const costs: { readonly ours: Array<Cost>; readonly theirs: Array<Cost> } = { ours: [], theirs: [] }
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`)
      const isFirst = Math.random() < 0.5
      if (isFirst) costs.ours.push(await run<Cost>("importing", ours))
      costs.theirs.push(await run<Cost>("importing", theirs))
      if (!isFirst) costs.ours.push(await run<Cost>("importing", ours))
    }
    return [
      lower("wall", "beside the modules of Effect, elapsed time", "×", ratio(costs.ours, costs.theirs, "wall")),
      lower("cpu", "beside the modules of Effect, CPU", "×", ratio(costs.ours, costs.theirs, "cpu")),
      lower("millis", "elapsed time", "ms", sample(costs.ours.map(({ wall }) => wall)))
    ]
  }
}
