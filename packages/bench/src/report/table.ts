/** The figures of a case as rows of texts. */
import type { Sample } from "../Case.js"
import { change, type Kept, type Result } from "./results.js"

export const format = (value: number): string =>
  value.toLocaleString("en-US", value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 })

const quartiles = ({ high, low }: Sample): string =>
  format(low) === format(high) ? "" : `${format(low)} to ${format(high)}`

export const headers = ["figure", "median", "quartiles", "change"] as const

/** `last` is the run to compare with. */
export const rows = (
  { case: { name }, figures }: Result,
  last: Kept | undefined
): ReadonlyArray<ReadonlyArray<string>> =>
  figures.map((figure) => {
    const changed = change(figure, last?.cases[name]?.[figure.key])
    const percent = changed === undefined ?
      "" :
      `${changed.factor >= 1 ? "+" : "−"}${format(Math.abs(changed.factor - 1) * 100)} %`
    return [
      figure.label,
      `${format(figure.median)}${figure.unit === "" ? "" : ` ${figure.unit}`}`,
      quartiles(figure),
      changed === undefined || changed.means === "same" ? "" : `${percent}, ${changed.means}`
    ]
  })

const widths = (table: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<number> =>
  headers.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))

/** The figures of a case for a terminal. */
export const toText = (result: Result, last: Kept | undefined): string => {
  const table = [headers, ...rows(result, last)]
  const [first = 0, ...others] = widths(table)
  const lines = table.map(([label = "", ...cells]) =>
    `  ${label.padEnd(first)}${cells.map((cell, column) => `  ${cell.padStart(others[column] ?? 0)}`).join("")}`
      .trimEnd()
  )
  return [`${result.case.title} (${result.case.name})`, ...lines].join("\n")
}

/** The figures of a case for a page, as dprint formats them. */
export const toMarkdown = (result: Result, last: Kept | undefined): string => {
  const table = [headers, ...rows(result, last)]
  const columns = widths(table)
  const line = (row: ReadonlyArray<string>) =>
    `| ${
      row.map((cell, column) => column === 0 ? cell.padEnd(columns[0] ?? 0) : cell.padStart(columns[column] ?? 0)).join(
        " | "
      )
    } |`
  const [head = [], ...body] = table
  const rule = `| ${
    columns.map((width, column) => column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`).join(" | ")
  } |`
  return [line(head), rule, ...body.map(line)].join("\n")
}
