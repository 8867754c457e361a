// What happens in a project outside of this repository: the install lines of the docs are run there as they stand, by npm
// and by pnpm, and the programs of the docs are compiled there under NodeNext and run.
import { spawn } from "node:child_process"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { installLines, installPage, manifest, readJson, root, run, snippets } from "./workspace.mjs"

/** A block of a page: its first, or the first after a heading. */
const block = (page, heading) => ({
  text: () => {
    const text = readFileSync(join(root, page), "utf8")
    const from = heading === undefined ? 0 : text.indexOf(`\n${heading}\n`)
    const found = snippets(text).find(({ index }) => from >= 0 && index >= from)
    if (found === undefined) throw new Error(`${page}: no program ${heading === undefined ? "" : `after ${heading}`}`)
    return found.code
  }
})

const file = (path) => ({ text: () => readFileSync(join(root, path), "utf8") })

/**
 * The projects: the install lines that make one, by what the table says that they are for, and its programs. A program in
 * `src` is run and has to print `prints`; one in `test` is run by vitest; what is `compiled` is not run.
 */
const projects = [
  {
    name: "program",
    lines: ["a program on Node", "its tests", "TypeScript, where the project has none"],
    programs: {
      "src/getting-started.ts": {
        ...block("docs/guides/getting-started.md", "## A first program, without an account"),
        prints: "8889.5"
      },
      "src/microsoft-365.ts": {
        ...block("docs/guides/getting-started.md", "## The same against Microsoft 365"),
        compiled: true
      },
      "src/many-users.ts": { ...block("docs/guides/many-users.md"), compiled: true },
      "src/many-requests.ts": { ...file("scripts/outside/many-requests.ts"), prints: "2 sessions, then 0" },
      "src/without-effect.ts": {
        ...file("packages/examples/src/withoutEffect.ts"),
        needsService: true,
        prints: "8889.5"
      },
      "src/open-api.ts": { ...block("packages/schema/README.md", "## In an HTTP API"), prints: "\"type\":\"array\"" },
      "test/orders.test.ts": { ...block("docs/guides/testing.md"), prints: "2 passed" }
    }
  },
  {
    name: "fetch",
    lines: ["a program on `fetch` alone", "TypeScript, where the project has none"],
    programs: { "src/program.ts": { ...block("packages/client/README.md"), compiled: true } }
  },
  {
    name: "emulator",
    lines: ["the emulator in a program", "TypeScript, where the project has none"],
    programs: {
      "src/program.ts": { ...block("packages/emulator/README.md", "## In a program"), prints: "" },
      "src/faults.ts": { ...block("packages/emulator/README.md", "## Faults"), prints: "" }
    }
  },
  {
    name: "schema",
    lines: ["the schemas", "TypeScript, where the project has none"],
    programs: { "src/program.ts": { ...block("packages/schema/README.md"), prints: "PATCH /me/drive/root:" } }
  },
  {
    name: "engine",
    lines: ["the spreadsheet engine", "TypeScript, where the project has none"],
    programs: { "src/program.ts": { ...block("packages/engine/README.md"), prints: "" } }
  },
  { name: "command", lines: ["the emulator as a command"], programs: {} }
]

const managers = {
  npm: (line) => line,
  pnpm: (line) =>
    line
      .replace(/^npm install/, `npx --yes ${manifest.packageManager} add`)
      .replace(/^npx (?=@)/, `npx --yes ${manifest.packageManager} dlx `)
}

/**
 * Our own declarations are checked too, once for each project: not with both managers, and not where all of
 * `@effect/platform-node` is imported, whose declarations ask for types of `ws` that it does not bring.
 */
const tsconfig = (project, manager) => ({
  compilerOptions: {
    skipLibCheck: manager !== "npm" || project === "program",
    target: "ES2022",
    module: "NodeNext",
    rootDir: ".",
    outDir: "dist",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    types: ["node"]
  },
  include: ["src", "test"]
})

/** Starts a line that serves until it is stopped, and waits for the address that it prints. */
const start = (line, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(line, { ...options, shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] })
    let output = ""
    const heard = (chunk) => {
      output += chunk
      const [url] = output.match(/^http:\S+$/m) ?? []
      if (url !== undefined) resolve({ url, stop: () => process.kill(-child.pid) })
    }
    child.stdout.on("data", heard)
    child.stderr.on("data", heard)
    child.on("close", () => reject(new Error(output)))
  })

/** Whether a module needs an optional peer of its package that the project has not installed. */
const needsMissingPeer = (folder, home, file) => {
  const { peerDependenciesMeta = {} } = readJson(join(home, "package.json"))
  const missing = Object.keys(peerDependenciesMeta).filter((peer) => !existsSync(join(folder, "node_modules", peer)))
  const text = readFileSync(join(home, "dist", file), "utf8")
  return missing.some((peer) => text.includes(`from "${peer}"`))
}

/** Every module of the packages of ours that the project has installed itself, and can use. */
const modulesOf = (folder) => {
  const { dependencies, devDependencies } = readJson(join(folder, "package.json"))
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith("@effect-workbook/"))
    .flatMap((name) => {
      const home = join(folder, "node_modules", name)
      const files = "./*" in readJson(join(home, "package.json")).exports ? readdirSync(join(home, "dist")) : []
      return [
        name,
        ...files.flatMap((file) => {
          const module = file.match(/^(?!index\.)(.*)\.js$/)?.[1]
          return module === undefined || needsMissingPeer(folder, home, file) ? [] : [`${name}/${module}`]
        })
      ]
    })
}

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** npm's own cache for what it downloads, but not for the commands that it has run before: those would be old ones of ours. */
const cacheIn = async (folder) => {
  const { output } = await run("npm", ["config", "get", "cache"])
  const downloads = join(output.trim(), "_cacache")
  mkdirSync(downloads, { recursive: true })
  mkdirSync(join(folder, "cache"))
  symlinkSync(downloads, join(folder, "cache", "_cacache"), "junction")
  return join(folder, "cache")
}

const foreignPath = (process.env.PATH ?? "").split(delimiter).filter((entry) => !entry.startsWith(root))

const tryProject = async ({ lines, name, programs }, manager, { cache, home, registry }) => {
  const folder = join(home, manager, name)
  const sample = join(root, "packages", "examples", "assets", "orders.xlsx")
  for (const books of ["books", "served", "test/fixtures"]) {
    mkdirSync(join(folder, books), { recursive: true })
    copyFileSync(sample, join(folder, books, "orders.xlsx"))
  }
  write(join(folder, "package.json"), JSON.stringify({ name, private: true, type: "module" }))
  write(
    join(folder, ".npmrc"),
    `@effect-workbook:registry=${registry}/\nyes=true\naudit=false\nfund=false\nprefer-offline=true\nstrict-peer-deps=true\n` +
      "strict-peer-dependencies=true\n"
  )
  const options = {
    cwd: folder,
    env: {
      ...process.env,
      // the tools of the workspace are not those of the project
      PATH: [join(folder, "node_modules", ".bin"), ...foreignPath].join(delimiter),
      NODE_ENV: "",
      NO_COLOR: "1",
      npm_config_cache: cache,
      npm_config_noproxy: "127.0.0.1",
      CLIENT_ID: "client",
      CLIENT_SECRET: "secret"
    }
  }
  const must = async (what, running) => {
    const { output, status } = await running
    if (status !== 0) throw new Error(`${what}\n${output.trimEnd()}`)
    return output
  }
  const shell = (line) => must(line, run("sh", ["-c", line], options))

  for (const line of lines.map((use) => installLines().get(use))) {
    if (line.startsWith("npx ")) {
      const { stop, url } = await start(`${managers[manager](line)} --port 0 --quiet`, options)
      const { status } = await fetch(`${url}/v1.0/me/drive/root:/orders.xlsx:/workbook/worksheets`)
      stop()
      if (status !== 200) throw new Error(`${line}\nanswers with ${status}`)
    } else await shell(managers[manager](line))
  }
  if (Object.keys(programs).length === 0) return { results: undefined }

  const modules = modulesOf(folder)
  write(join(folder, "tsconfig.json"), JSON.stringify(tsconfig(name, manager)))
  write(
    join(folder, "src", "all.ts"),
    modules.map((module, index) => `export * as M${index} from ${JSON.stringify(module)}\n`).join("")
  )
  for (const [path, program] of Object.entries(programs)) write(join(folder, path), program.text())
  await shell("tsc")
  await shell("node dist/src/all.js")

  const service = Object.values(programs).some(({ needsService }) => needsService)
    ? await start("effect-workbook-emulator ./served --port 0 --quiet", options)
    : undefined
  const settings = { GRAPH_URL: service === undefined ? "" : `${service.url}/v1.0`, GRAPH_ACCESS_TOKEN: "any" }
  Object.assign(options.env, settings)
  const runs = Object.entries(programs).filter(([, { compiled }]) => !compiled).map(async ([path, { prints }]) => {
    const output = await shell(path.startsWith("test/") ? "vitest run" : `node dist/${path.replace(/ts$/, "js")}`)
    if (!output.includes(prints)) throw new Error(`${path} did not print ${prints}, but\n${output}`)
  })
  const end = async () => {
    const all = await Promise.allSettled(runs)
    service?.stop()
    const failures = all.flatMap(({ reason, status }) => status === "rejected" ? [reason.message] : [])
    if (failures.length > 0) throw new Error(failures.join("\n"))
  }
  return { results: end() }
}

/** Tries each project with each package manager, and reports how it went. */
export const outside = async (registry, report) => {
  const untried = [...installLines().keys()].filter((use) => !projects.some(({ lines }) => lines.includes(use)))
  for (const use of untried) report(`${installPage}: ${use}`, "no project tries this line")
  const home = mkdtempSync(join(tmpdir(), "effect-workbook-"))
  try {
    const cache = await cacheIn(home)
    await Promise.all(
      Object.keys(managers).map(async (manager) => {
        const reported = []
        for (const project of projects) {
          const start = performance.now()
          const made = tryProject(project, manager, { cache, home, registry })
          const tell = (failure) => {
            const took = Math.round((performance.now() - start) / 1000)
            report(`a new project with ${manager}: ${project.name}, ${took} s`, failure)
          }
          reported.push(made.then(({ results }) => results).then(() => tell(), (error) => tell(error.message)))
          // the next one is made while the programs of this one run
          await made.catch(() => undefined)
        }
        await Promise.all(reported)
      })
    )
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
