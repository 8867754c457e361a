/** The published emulator: its command in a separate process. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { type ChildProcess, spawn } from "node:child_process"
import * as path from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

export class NotServing extends Data.TaggedError("NotServing")<{ readonly said: string }> {
  override get message(): string {
    return `the emulator does not serve: ${this.said}`
  }
}

const command = fileURLToPath(new URL("../../../emulator/src/bin.ts", import.meta.url))

const start = (folder: string, options: ReadonlyArray<string>) =>
  Effect.sync(() =>
    spawn(process.execPath, ["--import", "tsx", command, folder, "--port", "0", "--quiet", ...options], {
      cwd: path.dirname(command),
      stdio: ["ignore", "pipe", "pipe"]
    })
  )

const address = ({ stderr, stdout }: ChildProcess): Effect.Effect<string, NotServing> =>
  Effect.async((resume) => {
    let said = "it ended at once"
    stderr?.on("data", (chunk) => {
      said = String(chunk).trim()
    })
    if (stdout === null) return
    createInterface(stdout)
      .once("line", (line) => resume(Effect.succeed(line)))
      .once("close", () => resume(new NotServing({ said })))
  })

/** Serves the workbooks of a folder until the scope closes, and returns the address. */
export const make = (folder: string, options: ReadonlyArray<string> = []) =>
  Effect.flatMap(
    Effect.acquireRelease(start(folder, options), (child) => Effect.sync(() => child.kill("SIGKILL"))),
    address
  )
