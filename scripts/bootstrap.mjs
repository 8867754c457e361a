// Installs the workspace with the pinned pnpm, once for each lockfile. It needs only Node and npm, and runs before `npm
// run demo` and `npm test`.
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { manifest, pnpm, root } from "./workspace.mjs"

const order = (version) => version.match(/\d+/g).slice(0, 2).reduce((sum, part) => sum * 1000 + Number(part), 0)

if (order(process.versions.node) < order(manifest.engines.node)) {
  console.error(`effect-workbook needs Node ${manifest.engines.node}; this is Node ${process.versions.node}.`)
  process.exit(1)
}

const stamp = `${root}node_modules/.bootstrapped`
const lock = createHash("sha256").update(readFileSync(`${root}pnpm-lock.yaml`)).digest("hex")

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.error("Installing the workspace (once; later runs skip this).")
  const { status } = await pnpm(["install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only"], {
    live: true
  })
  if (status !== 0) {
    console.error("The installation failed; the lines above say why. Nothing else was started.")
    process.exit(status)
  }
  writeFileSync(stamp, lock)
}
