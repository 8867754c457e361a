// Packs every public package as it would be published and meets the tarballs the way a consumer does:
// the linters for packages, an import of every module on plain Node, the types without `skipLibCheck`, and the commands.
// Needs the build (`npm run build`).
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pnpm, publicPackages, readJson, root, run, tool } from "./workspace.mjs"

const consumer = join(root, "node_modules", ".consumer")
const modules = join(consumer, "node_modules")

const fail = (name, output) => {
  console.error(`${output.trimEnd()}\nfailed: ${name}`)
  process.exitCode = 1
}

const check = async (name, running) => {
  const { output, status } = await running
  if (status === 0) console.log(`ok: ${name}`)
  else fail(name, output)
}

const link = (target, path) => {
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path, "junction")
}

const pack = async ({ folder, manifest, name }) => {
  if (!existsSync(join(folder, "dist", "index.js"))) throw new Error(`${manifest.name} is not built: npm run build`)
  const tarball = join(consumer, `${name}.tgz`)
  const { output, status } = await pnpm(["pack", "--out", tarball], { cwd: folder })
  if (status !== 0) throw new Error(output)
  return { folder, manifest, tarball }
}

/** Unpacks a tarball where the consumer finds it, with the dependencies that its packed manifest asks for. */
const unpack = async ({ folder, manifest, tarball }) => {
  const home = join(modules, manifest.name)
  mkdirSync(home, { recursive: true })
  const { output, status } = await run("tar", ["-xzf", tarball, "-C", home, "--strip-components=1"])
  if (status !== 0) throw new Error(output)
  const packed = readJson(join(home, "package.json"))
  for (const name of Object.keys({ ...packed.dependencies, ...packed.peerDependencies })) {
    if (!name.startsWith("@effect-workbook/")) link(join(folder, "node_modules", name), join(modules, name))
  }
  return { home, packed }
}

/** Every specifier that a consumer may import. */
const specifiers = ({ home, packed }) => {
  const modulesIn = "./*" in packed.exports ? readdirSync(join(home, "dist")) : []
  const names = modulesIn.flatMap((file) => file.match(/^(?!index\.)(.*)\.js$/)?.[1] ?? [])
  return [packed.name, ...names.map((name) => `${packed.name}/${name}`)]
}

rmSync(consumer, { recursive: true, force: true })
mkdirSync(consumer, { recursive: true })

const packages = await Promise.all(publicPackages().map(pack))
const unpacked = await Promise.all(packages.map(unpack))
link(join(root, "node_modules", "@types", "node"), join(modules, "@types", "node"))

const imports = unpacked.flatMap(specifiers)
writeFileSync(join(consumer, "package.json"), JSON.stringify({ private: true, type: "module" }))
writeFileSync(join(consumer, "all.mjs"), imports.map((name) => `await import(${JSON.stringify(name)})\n`).join(""))
writeFileSync(
  join(consumer, "all.ts"),
  imports.map((name, index) => `import type * as M${index} from ${JSON.stringify(name)}\n`).join("") +
    `export type All = [${imports.map((_, index) => `typeof M${index}`).join(", ")}]\n`
)
const typescript = ["--noEmit", "--strict", "--module", "NodeNext", "--target", "ES2022", "--types", "node", "all.ts"]

for (const { manifest, tarball } of packages) {
  await Promise.all([
    check(`${manifest.name}: publint`, tool("publint", ["--strict", tarball])),
    check(`${manifest.name}: types resolve (attw)`, tool("attw", ["--profile", "esm-only", tarball]))
  ])
}
await Promise.all([
  check(`${imports.length} modules load on plain Node`, run(process.execPath, ["all.mjs"], { cwd: consumer })),
  check(`${imports.length} modules type-check for a consumer`, tool("tsc", typescript, { cwd: consumer }))
])
for (const { home, packed } of unpacked) {
  for (const [command, file] of Object.entries(packed.bin ?? {})) {
    await check(`${command} --help`, run(process.execPath, [join(home, file), "--help"], { cwd: consumer }))
  }
}
