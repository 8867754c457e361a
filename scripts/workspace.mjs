// Shared by the scripts: the workspace root, its public packages, and functions that run tools.
import { spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))

export const readJson = (file) => JSON.parse(readFileSync(file, "utf8"))

export const manifest = readJson(join(root, "package.json"))

/** The public packages, each with its folder and manifest. */
export const publicPackages = () =>
  readdirSync(join(root, "packages")).flatMap((name) => {
    const folder = join(root, "packages", name)
    const json = readJson(join(folder, "package.json"))
    return json.private ? [] : [{ name, folder, manifest: json }]
  })

/** The page that holds the table of install lines. */
export const installPage = "docs/guides/getting-started.md"

/** The install lines of the docs, by what each is for: the table of `installPage`, which is their only source. */
export const installLines = () => {
  const [, section = ""] = readFileSync(join(root, installPage), "utf8").split(/^## Install$/m)
  return new Map(
    [...section.split(/^## /m)[0].matchAll(/^\| (.+?) +\| `((?:npm install|npx) .+?)` +\|$/gm)].map(([, use, line]) => [
      use,
      line
    ])
  )
}

/** The ```ts blocks of a page, each with the place of its first line in the text. */
export const snippets = (text) =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(({ 1: code, index }) => ({ code, index }))

const bin = join(root, "node_modules", ".bin")

const environment = {
  // without CI, pnpm asks for confirmation before it replaces node_modules
  CI: "true",
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`
}

/**
 * Runs a command to its end without standard input, and returns its exit code and output. With `live` the output goes
 * to the terminal instead.
 */
export const run = (command, args, { cwd = root, env = {}, live = false } = {}) =>
  new Promise((resolve) => {
    const output = live ? "inherit" : "pipe"
    const child = spawn(command, args, {
      cwd,
      env: { ...environment, ...env },
      shell: process.platform === "win32",
      stdio: ["ignore", output, output]
    })
    const chunks = []
    child.stdout?.on("data", (chunk) => chunks.push(chunk))
    child.stderr?.on("data", (chunk) => chunks.push(chunk))
    child.on("error", (error) => resolve({ status: 1, output: error.message }))
    child.on("close", (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString() }))
  })

/** Runs the pinned pnpm, whether or not the machine has one. */
export const pnpm = (args, options) => run("npx", ["--yes", manifest.packageManager.split("+")[0], ...args], options)

/** Runs a tool that the workspace root has installed. */
export const tool = (name, args, options) => run(join(bin, name), args, options)
