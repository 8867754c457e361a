// Type-checks every ```ts block of the docs, type-checks and runs every example of the API reference, and finds dead
// links, install lines that no table has, and blocks that differ from the file that they show. A block is a complete
// program with its own imports. Blocks in the pages of a package can import what the package can, and all others what
// packages/examples can.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"
import { installLines, installPage, root, snippets, tool } from "./workspace.mjs"

const markdownIn = (path) =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) return markdownIn(inner)
    return entry.name.endsWith(".md") ? [inner] : []
  })

const names = readdirSync(join(root, "packages"))
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...markdownIn("docs"),
  ...names.flatMap((name) => [join("packages", name, "README.md"), join("packages", name, "assets", "README.md")])
].filter((page) => existsSync(join(root, page)))

const isReference = (page) => page.startsWith(join("docs", "api"))

/** The package whose dependencies the blocks of a page can import. */
const home = (page) =>
  names.find((name) =>
    page.startsWith(join("packages", name) + sep) || page.startsWith(join("docs", "api", name) + sep)
  ) ??
    "examples"

/** The blocks of a page, padded so that line numbers match the page. In the API reference only examples count. */
const blocks = (page, text) =>
  snippets(text)
    .filter(({ index }) => !isReference(page) || text.slice(0, index).endsWith("**Example**\n\n"))
    .map(({ code, index }) => {
      const line = text.slice(0, index).split("\n").length
      return { name: `${page.replaceAll(/[\\/]/g, "__")}.L${line}.ts`, text: "\n".repeat(line) + code }
    })

/** The commands that fetch a package of ours in any other words than the table's, which is what is tried. */
const untriedInstalls = (text) =>
  [...text.matchAll(/(?:npm install|npx) [^`\n]*@effect[^`\n]*/g)]
    .map(([command]) => command.trim())
    .filter((command) =>
      !lines.some((line) => command === line || line.startsWith("npx") && command.startsWith(`${line} `))
    )

/** The blocks that show a file, named in a comment above them, and are not what the file holds. */
const staleFiles = (text) =>
  [...text.matchAll(/^<!-- the file (\S+) -->\n\n```ts\n([\s\S]*?)^```$/gm)]
    .filter(([, file, code]) => !existsSync(join(root, file)) || readFileSync(join(root, file), "utf8") !== code)
    .map(([, file]) => file)

const deadLinks = (page, text) =>
  [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map((match) => match[1])
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), target)))

const fail = (output) => {
  console.error(output.trimEnd())
  process.exitCode = 1
}

/** The module of a package that runs the programs that its examples export. */
const runExample = join("test", "support", "runExample.ts")

/** Refuses a program that nothing would run. */
const noRunner = `const runExample = ({ program }) => {
  if (program !== undefined) throw new Error("this package has no ${runExample}, which runs the exported program")
}
`

/** A program that runs all files and the programs that they export, and reports failures without stopping. */
const runner = (name, files) => {
  const runs = existsSync(join(root, "packages", name, runExample))
  const run = runs ? `import { runExample } from "../${runExample}"\n` : noRunner
  return run + files.map(({ name }) =>
    `await import("./${name}").then(runExample).catch((error) => {
  console.error("${name} threw:", error.message)
  process.exitCode = 1
})
`
  ).join("")
}

const check = async (name, files) => {
  const folder = join(root, "packages", name, ".snippets")
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const file of files) writeFileSync(join(folder, file.name), file.text)
  writeFileSync(join(folder, "run-all.mjs"), runner(name, files.filter((file) => file.runs)))
  const config = {
    extends: relative(folder, join(root, "tsconfig.base.json")),
    include: ["*.ts"],
    compilerOptions: { composite: false, incremental: false, noEmit: true, noUnusedLocals: false, types: ["node"] }
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config))
  const compiled = await tool("tsc", ["-p", folder])
  const result = compiled.status === 0 ? await tool("tsx", [join(folder, "run-all.mjs")], { cwd: folder }) : compiled
  if (result.status !== 0) fail(result.output.replaceAll(`packages/${name}/.snippets/`, "").replaceAll("__", "/"))
  rmSync(folder, { recursive: true })
}

const lines = [...installLines().values()]
const programs = new Map(names.map((name) => [name, []]))
for (const page of pages) {
  const text = readFileSync(join(root, page), "utf8")
  for (const target of deadLinks(page, text)) fail(`${page}: the link to ${target} leads nowhere`)
  for (const command of untriedInstalls(text)) fail(`${page}: ${command}\nis no line of the table in ${installPage}`)
  for (const file of staleFiles(text)) fail(`${page}: the block is not what ${file} holds`)
  for (const block of blocks(page, text)) programs.get(home(page)).push({ ...block, runs: isReference(page) })
}
for (const [name, files] of programs) {
  if (files.length > 0) await check(name, files)
}
const count = (runs) => [...programs.values()].flat().filter((file) => file.runs === runs).length
console.log(`${pages.length} pages: ${count(false)} snippets compiled, ${count(true)} examples compiled and run`)
