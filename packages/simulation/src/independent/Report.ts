/** Formats violations. */
import * as Answers from "./answers.js"
import type { Exchange, History, Violation } from "./History.js"

const seconds = (millis: number): string => (millis / 1000).toFixed(3).padStart(9)

/** A short name for a session, because its id is long and secret. */
const short = (id: string | undefined): string => id === undefined ? "" : ` in session …${id.slice(-6)}`

const ending = ({ delivered, served }: Exchange): string => {
  switch (delivered?._tag) {
    case undefined:
      return "is still on its way"
    case "Lost":
      return served === undefined
        ? "was lost on its way there"
        : `was served with ${served.status} and lost on its way back`
    case "Disconnected":
      return "was given up by the client"
    case "Answer": {
      const { answer } = delivered
      const code = Answers.secondLevel(answer)
      const wait = answer.headers["retry-after"]
      return [
        `got ${answer.status}`,
        ...(code === undefined ? [] : [code]),
        ...(wait === undefined ? [] : [`Retry-After ${wait}`]),
        ...(served === undefined
          ? ["and was not served"]
          : served.status === answer.status
          ? []
          : [`was served with ${served.status}`])
      ].join(", ")
    }
  }
}

const line = (start: number) => (exchange: Exchange): string => {
  const { started, body, ended, fault, id, method } = exchange
  return `  ${seconds(started.at - start)} #${id} ${method} ${
    decodeURIComponent(Answers.pathOf(exchange)).replace(/^.*\/workbook/, "")
  }` +
    `${short(Answers.sessionOf(exchange))}${body === "" ? "" : ` ${body.slice(0, 120)}`}\n` +
    `  ${seconds((ended?.at ?? started.at) - start)}   ${ending(exchange)}${fault === undefined ? "" : ` (${fault})`}`
}

/** A violation and the requests that show it. */
export const story = (
  { history, name }: { readonly name: string; readonly history: History },
  { exchanges, rule, what }: Violation
): string => {
  const start = history.exchanges[0]?.started.at ?? 0
  const shown = exchanges.toSorted((a, b) => a.started.seq - b.started.seq)
  return [`${rule} in ${name}: ${what}`, ...shown.slice(0, 40).map(line(start))].join("\n")
}
