/** Starts a module of this folder as a process of its own. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { extname } from "node:path"
import { fileURLToPath } from "node:url"

/** The built module if this one is built, otherwise the source. */
const fileOf = (name: string): string =>
  fileURLToPath(new URL(`${name}${extname(fileURLToPath(import.meta.url))}`, import.meta.url))

export const start = (name: string, args: ReadonlyArray<string> = []): ChildProcess => fork(fileOf(name), args)

/** The next message of a process. Rejects if the process ends before. */
export const answerOf = async <A>(child: ChildProcess): Promise<A> => {
  const ending = new AbortController()
  const ended = once(child, "exit", { signal: ending.signal }).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`)
  })
  const message = once(child, "message").then(([answer]) => answer as A)
  try {
    return await Promise.race([message, ended])
  } finally {
    ended.catch(() => {})
    ending.abort()
  }
}

/** Runs a module that sends one message, and returns the message. */
export const run = async <A>(name: string, args: ReadonlyArray<string> = []): Promise<A> => {
  const child = start(name, args)
  try {
    return await answerOf<A>(child)
  } finally {
    child.kill()
  }
}
