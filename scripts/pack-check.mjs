// Packs every public package as it would be published and meets the tarballs the way a consumer does: the linters for
// packages, and new projects that npm and pnpm install them into (outside.mjs).
// Needs the build (`npm run build`), and the registry for what the packages depend on.
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { outside } from "./outside.mjs"
import { serve } from "./registry.mjs"
import { manifest as workspace, pnpm, publicPackages, tool } from "./workspace.mjs"

/** Tells how a check went: a failure is the reason for it. */
const report = (name, failure) => {
  if (failure === undefined) return console.log(`ok: ${name}`)
  console.error(`${failure.trimEnd()}\nfailed: ${name}`)
  process.exitCode = 1
}

const check = async (name, running) => {
  const { output, status } = await running
  report(name, status === 0 ? undefined : output)
}

const pack = async ({ folder, manifest, name }) => {
  if (!existsSync(join(folder, "dist", "index.js"))) throw new Error(`${manifest.name} is not built: npm run build`)
  const tarball = join(tarballs, `${name}.tgz`)
  const { output, status } = await pnpm(["pack", "--out", tarball], { cwd: folder })
  if (status !== 0) throw new Error(output)
  return { manifest, tarball }
}

/** What a registry shows of a package, as far as every package of ours has to tell it. */
const untold = ({ engines, keywords, license }) => [
  ...engines?.node === workspace.engines.node ? [] : [`engines.node is not ${workspace.engines.node}`],
  ...keywords?.length > 0 ? [] : ["no keywords"],
  ...license === workspace.license ? [] : [`the license is not ${workspace.license}`]
]

const tarballs = mkdtempSync(join(tmpdir(), "effect-workbook-packed-"))
try {
  const packages = await Promise.all(publicPackages().map(pack))
  for (const { manifest, tarball } of packages) {
    const missing = untold(manifest)
    report(`${manifest.name}: metadata`, missing.length === 0 ? undefined : missing.join("\n"))
    await Promise.all([
      check(`${manifest.name}: publint`, tool("publint", ["--strict", tarball])),
      check(`${manifest.name}: types resolve (attw)`, tool("attw", ["--profile", "esm-only", tarball]))
    ])
  }
  const registry = await serve(packages.map(({ tarball }) => tarball))
  await outside(registry.url, report)
  registry.close()
} finally {
  rmSync(tarballs, { recursive: true, force: true })
}
