// Writes the API reference, docs/api, from the doc comments of the public packages (a missing comment, example, @since or
// @category fails it). Its examples are compiled and run by docs-snippets.mjs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { publicPackages, root, tool } from "./workspace.mjs"

const target = join(root, "docs", "api")

/** Converts a page of docgen to a page of docs/api: the title comes first, and links are plain Markdown. */
const page = (text, name) => {
  const body = text.slice(text.indexOf("## "))
  return body
    .replace(/^## .*\n/, "")
    .replace("<h2 class=\"text-delta\">Table of contents</h2>", "# Contents")
    .replaceAll(/^#/gm, "##")
    .replaceAll(/^Added in v(.*)$/gm, "_Since $1_")
    .replaceAll(/\{@link\s+(https?:[^\s|}]+)\s*\|?\s*([^}]*)\}/g, (_, url, label) => `[${label || url}](${url})`)
    .replaceAll(/\{@link\s+([^\s|}]+)[^}]*\}/g, "`$1`")
    .replace(/^/, `# ${name}\n`)
    .trimEnd() + "\n"
}

const summary = (text) => text.split("\n").slice(1).find((line) => /^[^-<#_\s]/.test(line)) ?? ""

const generate = async ({ folder, manifest, name }) => {
  const out = join(folder, "docs")
  rmSync(out, { recursive: true, force: true })
  const { output, status } = await tool("docgen", [], { cwd: folder, env: { DOCGEN_RUN_EXAMPLES: "false" } })
  if (status !== 0) return { failure: output }

  mkdirSync(join(target, name), { recursive: true })
  const modules = readdirSync(join(out, "modules")).filter((file) => file !== "index.md").map((file) => {
    const module = file.replace(/\.ts\.md$/, "")
    const text = page(readFileSync(join(out, "modules", file), "utf8"), module)
    writeFileSync(join(target, name, `${module}.md`), text)
    return `- [${module}](${name}/${module}.md): ${summary(text)}`
  })
  rmSync(out, { recursive: true })
  return { index: `## ${manifest.name}\n\n${manifest.description}.\n\n${modules.join("\n")}\n` }
}

/** What is exported without an example. A type has nothing to show, nor has an error that only the service makes. */
const withoutExample = ({ folder }) =>
  readdirSync(join(folder, "src")).filter((file) => file.endsWith(".ts") && file !== "index.ts").flatMap((file) => {
    const source = readFileSync(join(folder, "src", file), "utf8")
    const documented = /\/\*\*((?:(?!\*\/)[^])*)\*\/\n(?:\/\/.*\n)*export (?:declare )?(?:const|function|class) (\w+)/g
    return Array.from(source.matchAll(documented)).flatMap(([, comment, name]) =>
      /@example|@internal|@category errors/.test(comment)
        ? []
        : [join(folder, "src", file) + `: ${name} has no example`]
    )
  })

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
const results = await Promise.all(publicPackages().map(generate))
for (const { failure } of results) {
  if (failure !== undefined) {
    console.error(failure.trimEnd())
    process.exitCode = 1
  }
}
for (const missing of publicPackages().flatMap(withoutExample)) {
  console.error(missing)
  process.exitCode = 1
}
const index = results.flatMap((result) => result.index ?? [])
writeFileSync(
  join(target, "README.md"),
  `# API reference\n\nWritten from the doc comments by \`npm run docs:api\`; do not edit.\n\n${index.join("\n")}`
)
