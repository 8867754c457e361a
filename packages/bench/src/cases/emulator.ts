/** The emulator on a large workbook, and what its other workbooks notice of it. */
import { Effect } from "effect"
import { setTimeout as sleep } from "node:timers/promises"
import { Agent, interceptors, request } from "undici"
import { type Case, lower, once } from "../Case.js"
import { largeBook } from "../largeBook.js"
import { costOf, percentile } from "../measure.js"
import { answerOf, start } from "../processes/start.js"
import { withFile } from "../temporary.js"
import { valueOfJ2 } from "../valueOfJ2.js"

const makeClient = (url: string, book: string) => {
  const agent = new Agent()
  // the server may close an idle connection at the moment when the next request uses it
  const dispatcher = agent.compose(
    interceptors.retry({
      methods: ["GET", "PATCH", "POST"],
      errorCodes: ["ECONNRESET", "UND_ERR_SOCKET"],
      statusCodes: []
    })
  )
  const send = async (method: "GET" | "PATCH" | "POST", path: string, json?: unknown, session?: string) => {
    const response = await request(`${url}/v1.0/me/drive/root:/${book}:/workbook${path}`, {
      dispatcher,
      method,
      headers: { "content-type": "application/json", ...(session !== undefined && { "workbook-session-id": session }) },
      body: json === undefined ? null : JSON.stringify(json)
    })
    const text = await response.body.text()
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`)
    return text === "" ? undefined : JSON.parse(text)
  }
  return { send, close: () => agent.close() }
}

const rangePath = (address: string) => `/worksheets('Data')/range(address='${address}')`

const readsPerSecond = 500

/**
 * Sends small reads at a steady rate, and succeeds with the time of each in milliseconds. A read is late from the moment
 * when it is due, so that a stalled emulator cannot slow down the measurement.
 */
const readSteadily = async (read: () => Promise<unknown>, seconds: number): Promise<ReadonlyArray<number>> => {
  const times: Array<Promise<number>> = []
  const begin = performance.now()
  for (let index = 0; index < seconds * readsPerSecond; index++) {
    const due = begin + index * 1000 / readsPerSecond
    if (due > performance.now()) await sleep(due - performance.now())
    times.push(read().then(() => performance.now() - due))
  }
  return Promise.all(times)
}

export const emulator: Case = {
  name: "emulator",
  title: "The emulator",
  about:
    "The emulator in another process, with a workbook of 100,000 rows of 10 columns, of which 2 are formulas: opening it " +
    "with a first read, and changing a cell on which 1,000 formulas depend, without a session, so the file is saved too. " +
    "Then 500 reads a second of another workbook, alone and while the large workbook is calculated again and again.",
  run: async ({ progress, quick }) => {
    progress("making the workbook")
    const book = await Effect.runPromise(largeBook(quick ? 300 : 100_000))
    return withFile("large.xlsx", book.save(), async (file) => {
      const child = start("emulator", [file])
      try {
        const url = await answerOf<string>(child)
        const large = makeClient(url, "large.xlsx")
        const small = makeClient(url, "small.xlsx")
        progress("opening")
        const opening = await costOf(() => large.send("GET", rangePath("A1")))
        progress("changing a cell")
        const changing = await costOf(() => large.send("PATCH", rangePath("A1"), { values: [[5]] }))
        const { values } = await large.send("GET", rangePath("J2"))
        if (values[0][0] !== valueOfJ2(5)) throw new Error("no formula was calculated")

        const seconds = quick ? 0.2 : 10
        const read = () => small.send("GET", `${rangePath("A1:B2")}?$select=values`)
        await readSteadily(read, seconds / 5)
        progress("reading the other workbook")
        const alone = await readSteadily(read, seconds)
        progress("reading the other workbook during calculations")
        const { id } = await large.send("POST", "/createSession", { persistChanges: false })
        const ending = new AbortController()
        const calculating = (async () => {
          while (!ending.signal.aborted) {
            await large.send("POST", "/application/calculate", { calculationType: "Full" }, id)
          }
        })()
        const beside = await readSteadily(read, seconds)
        ending.abort()
        await calculating
        await Promise.all([large.close(), small.close()])
        return [
          lower("openSeconds", "open, with a first read", "s", once(opening.wall / 1000)),
          lower("editSeconds", "change a cell with 1,000 dependents, and save", "s", once(changing.wall / 1000)),
          lower("aloneP99Millis", "99 % of 500 reads a second, alone", "ms", once(percentile(alone, 0.99))),
          lower(
            "readsP99Millis",
            "99 % of 500 reads a second, during calculations",
            "ms",
            once(percentile(beside, 0.99))
          )
        ]
      } finally {
        child.kill()
      }
    })
  }
}
