/**
 * `npm run bench`: compares the client with hand-written requests, and measures engine and emulator on a large
 * workbook.
 */
import { emulator } from "./emulator.js"
import { engine } from "./engine.js"
import type { Cost, Step } from "./measure.js"
import { type Costs, transport } from "./transport.js"

const cost = ({ cpu, wall }: Cost) => `${cpu.toFixed(2).padStart(8)} ms cpu ${wall.toFixed(2).padStart(8)} ms wall`

const ratio = ({ cpu, wall }: Cost) => `${cpu.toFixed(2).padStart(8)} x  cpu ${wall.toFixed(2).padStart(8)} x  wall`

const show = (title: string, { platform, undici }: Costs) => {
  console.log(`\n${title}`)
  console.log(`  effect-workbook          ${cost(undici.ours)}`)
  console.log(`  undici + JSON.parse      ${cost(undici.theirs)}`)
  console.log(`  HttpClient + JSON.parse  ${cost(platform.theirs)}`)
  console.log(`  beside undici            ${ratio(undici.ratio)}`)
  console.log(`  beside HttpClient        ${ratio(platform.ratio)}`)
}

console.log(`medians, one after the other, Node ${process.version}`)
show("A small request (4 cells)", await transport("A1:B2", 400, 9))
show("A read of 100,000 cells", await transport("A1:CV1000", 10, 9))

const showSteps = (title: string, steps: ReadonlyArray<Step>) => {
  console.log(`\n${title}`)
  for (const { megabytes, millis, name } of steps) {
    console.log(`  ${name.padEnd(32)} ${String(millis).padStart(6)} ms   ${String(megabytes).padStart(5)} MB in use`)
  }
}

const rows = 100_000
const size = `${rows.toLocaleString("en-US")} rows x 10 columns, ${(2 * rows).toLocaleString("en-US")} formulas`
const { bytes, steps } = await engine(rows)
showSteps(`The engine on a workbook of ${size}`, steps)
showSteps("The emulator on the same", await emulator(bytes, rows))
