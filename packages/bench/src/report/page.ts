/** The page of the docs with the results of a run. */
import type { Kept, Result, Run } from "./results.js"
import { toMarkdown } from "./table.js"

const wrapped = (text: string, width = 125): string => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === "" ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join("\n")
}

/** `last` is the run before, if there was one. */
export const toPage = (run: Run, results: ReadonlyArray<Result>, last: Kept | undefined): string =>
  [
    "# Benchmarks",
    wrapped(
      `\`npm run bench\` has written this page on ${run.date}, on ${run.machine}, with Node ${run.node}.` +
        (last === undefined ? "" : ` It shows the changes since the run of ${last.date} on ${last.machine}.`)
    ),
    wrapped(
      "Each figure is the median of several rounds, with its quartiles. A round runs all contestants in a random order, and " +
        "ratios are taken within a round. The library is built as it is published. The service is a server in another " +
        "process, which answers from memory, after a simulated round trip where there is one."
    ),
    "![The figures as bars](chart.svg)",
    ...results.flatMap((result) => [
      `## ${result.case.title}`,
      wrapped(result.case.about),
      toMarkdown(result, last)
    ])
  ].join("\n\n") + "\n"
