// Generates the tables of docs/reference/undocumented.md from the switches of the emulator and the fixed decisions.
import { Struct } from "effect"
import { Undocumented } from "../../src/index.js"
import { decisions } from "./decisions.js"

const code = (text: string): string => `\`${text}\``

/** The sources of a decision as links, named after their last segments. */
const links = (sources: ReadonlyArray<string>): string =>
  sources.map((url) => {
    const [, repository, number] = /github\.com\/[^/]+\/([^/]+)\/issues\/(\d+)/.exec(url) ?? []
    const name = repository === undefined ? url.replace(/\.html$/, "").split("/").at(-1) : `${repository} #${number}`
    return `[${name}](${url})`
  }).join(", ")

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const [head = [], ...body] = rows
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: ReadonlyArray<string>, filling = " ") =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, filling)).join(" | ")} |`
  return [line(head), line([], "-"), ...body.map((row) => line(row))].join("\n")
}

const switches = (): string =>
  Struct.entries(Undocumented.switches).map(([name, { flag, other, question, sources, usual }]) =>
    [
      `### ${name}`,
      `${question} Sources: ${links(sources)}.`,
      table([
        ["option", "command", "behavior"],
        [`${code(JSON.stringify(usual.value))} (default)`, "", usual.behavior],
        [code(JSON.stringify(other.value)), code(`--${flag}`), other.behavior]
      ])
    ].join("\n\n")
  ).join("\n\n")

const fixed = (): string =>
  table([
    ["question", "the emulator", "sources"],
    ...decisions.map(({ decision, question, sources }) => [question, decision, links(sources)])
  ])

const parts: Readonly<Record<string, () => string>> = { switches, fixed }

/** Replaces the generated parts of the page. The text between them is not changed. */
export const withParts = (page: string): string =>
  page.replaceAll(/<!-- begin: (\w+) -->\n[^]*?<!-- end -->/g, (found, name: string) => {
    const part = parts[name]
    return part === undefined ? found : `<!-- begin: ${name} -->\n\n${part()}\n\n<!-- end -->`
  })

/** The names of the generated parts. */
export const partNames: ReadonlyArray<string> = Object.keys(parts)
