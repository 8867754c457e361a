/** The process that imports the modules in its arguments, and sends what that cost. */
import { costOf } from "../measure.js"

const modules = process.argv.slice(2)

process.send?.(
  await costOf(async () => {
    for (const name of modules) await import(name)
  })
)
