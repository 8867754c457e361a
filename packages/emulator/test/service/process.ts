/** Runs the command as a separate process and waits for its output instead of for time. */
import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const bin = fileURLToPath(new URL("../../src/bin.ts", import.meta.url))
const folder = fileURLToPath(new URL("../..", import.meta.url))

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

const start = (args: ReadonlyArray<string>): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", bin, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] })

const exitOf = (child: ChildProcess): Effect.Effect<Exit> =>
  Effect.async((resume) => {
    let stdout = ""
    let stderr = ""
    child.stdout?.on("data", (chunk) => stdout += String(chunk))
    child.stderr?.on("data", (chunk) => stderr += String(chunk))
    child.on("close", (code, signal) => resume(Effect.succeed({ code, signal, stdout, stderr })))
  })

/** Runs the command until it exits. */
export const run = (...args: ReadonlyArray<string>): Effect.Effect<Exit> => Effect.suspend(() => exitOf(start(args)))

/** Runs the command until it has printed its address. */
export const serving = (...args: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => start(args)),
      (child) => Effect.sync(() => child.kill("SIGKILL"))
    )
    const stdout = yield* Effect.async<string>((resume) => {
      let text = ""
      let errors = ""
      child.stderr?.on("data", (chunk) => errors += String(chunk))
      child.stdout?.on("data", (chunk) => {
        text += String(chunk)
        if (/https?:\/\/\S+\n|stops it\./.test(text)) resume(Effect.succeed(text))
      })
      child.on("close", () => resume(Effect.dieMessage(`ended: ${errors}`)))
    })
    const url = /https?:\/\/[^\s/]+/.exec(stdout)?.[0] ?? ""
    const end = (signal: NodeJS.Signals) =>
      Effect.async<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>((resume) => {
        child.on("exit", (code, signal) => resume(Effect.succeed({ code, signal })))
        child.kill(signal)
      })
    return { url, stdout, end }
  })
