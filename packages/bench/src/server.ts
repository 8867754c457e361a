/** The service of the benchmark, in a process of its own. */
import { answerOf, start } from "./processes/start.js"

/** `requests` is the number of HTTP requests so far. */
export interface Server {
  readonly baseUrl: string
  readonly requests: () => Promise<number>
}

/** Runs some work with a service whose answers take `roundTrip` milliseconds. */
export const withServer = async <A>(roundTrip: number, work: (server: Server) => Promise<A>): Promise<A> => {
  const child = start("server", [String(roundTrip)])
  try {
    const port = await answerOf<number>(child)
    return await work({
      baseUrl: `http://127.0.0.1:${port}/v1.0`,
      requests: () => {
        const count = answerOf<number>(child)
        child.send("requests")
        return count
      }
    })
  } finally {
    child.kill()
  }
}
