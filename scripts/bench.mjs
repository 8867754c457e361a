// Runs the benchmark on the built packages, as users run them: without a build step of the workspace between the source and
// Node. Everything but the results goes to the standard error, so that `--json` can be read by a program.
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { publicPackages, root } from "./workspace.mjs"

/** Runs a command, whose output goes to the standard error unless it is `inherit`. Ends this process if it fails. */
const run = (command, args, output = process.stderr) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", output, "inherit"] })
  if (status !== 0) process.exit(status ?? 1)
}

run(process.execPath, ["scripts/bootstrap.mjs"])
run("npm", ["run", "-s", "build"])

const bench = join(root, "packages/bench")
const built = join(bench, "dist")
const modules = join(built, "node_modules")
rmSync(built, { recursive: true, force: true })

// The packages as npm would install them: their built files, the exports of the published manifest, their dependencies.
for (const { folder, manifest } of publicPackages()) {
  const installed = join(modules, manifest.name)
  cpSync(join(folder, "dist"), join(installed, "dist"), { recursive: true })
  writeFileSync(join(installed, "package.json"), JSON.stringify({ ...manifest, ...manifest.publishConfig }))
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const link = join(modules, name)
    if (name.startsWith("@effect-workbook/")) continue
    rmSync(link, { force: true })
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(folder, "node_modules", name), link)
  }
}

// `npm run check` checks the types of the benchmark; here they are only removed.
const { default: ts } = await import("typescript")
const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }
writeFileSync(join(built, "package.json"), JSON.stringify({ type: "module" }))
for (const file of readdirSync(join(bench, "src"), { recursive: true }).filter((file) => file.endsWith(".ts"))) {
  const { outputText } = ts.transpileModule(readFileSync(join(bench, "src", file), "utf8"), { compilerOptions })
  const target = join(built, file.replace(/\.ts$/, ".js"))
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, outputText)
}

run(process.execPath, ["--expose-gc", join(built, "main.js"), ...process.argv.slice(2)], "inherit")
