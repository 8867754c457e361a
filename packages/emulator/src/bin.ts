#!/usr/bin/env node
/**
 * `effect-workbook-emulator ./books`: the emulator as a command.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import * as Emulator from "./Emulator.js"
import * as EmulatorServer from "./EmulatorServer.js"
import * as CommandLine from "./service/CommandLine.js"

const style = (code: number) => (text: string): string =>
  process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text
const bold = style(1)
const dim = style(2)
const cyan = style(36)

const describe = Effect.gen(function*() {
  const { url } = yield* EmulatorServer.EmulatorServer
  const { workbooks } = yield* Emulator.Emulator
  const files = yield* workbooks
  const lines = [`${bold("Microsoft Graph workbooks")} at ${cyan(`${url}/v1.0`)}`, ""]
  const [first] = files
  if (first === undefined) {
    lines.push("No .xlsx file is in the folder yet; files that are added are served immediately.", "")
  } else {
    const width = Math.max(...files.map(({ path }) => path.length))
    for (const { id, path } of files.slice(0, 50)) lines.push(`  ${path.padEnd(width)}  ${dim(id)}`)
    if (files.length > 50) lines.push(`  ${dim(`and ${files.length - 50} more`)}`)
    const curl = (path: string, rest: string) => `  curl ${rest}${url}/v1.0${path}`
    lines.push(
      "",
      `By id     /me/drive/items/${first.id}/workbook/…`,
      `          /drives/${first.driveId}/items/${first.id}/workbook/…`,
      `By path   /me/drive/root:${encodeURI(first.path)}:/workbook/…`,
      "",
      "Try",
      curl(`/me/drive/items/${first.id}/workbook/worksheets`, ""),
      curl(
        `/me/drive/items/${first.id}/workbook/createSession`,
        `-X POST -H 'content-type: application/json' -d '{"persistChanges":true}' `
      ),
      ""
    )
  }
  lines.push(dim("Ctrl+C stops it."))
  return lines.join("\n")
})

const run = ({ options, quiet }: CommandLine.Command) =>
  Effect.gen(function*() {
    const { url } = yield* EmulatorServer.EmulatorServer
    process.stdout.write(`${quiet ? url : yield* describe}\n`)
    return yield* Effect.never
  }).pipe(
    Effect.provide(EmulatorServer.layer(options)),
    Effect.catchTags({
      DriveError: () => refuse(`${options.books} is not a readable folder`),
      ServeError: ({ cause }) => refuse(`cannot listen: ${cause instanceof Error ? cause.message : String(cause)}`)
    })
  )

/** Prints an error message and sets the exit code. */
const refuse = (message: string) =>
  Effect.sync(() => {
    process.stderr.write(`effect-workbook-emulator: ${message}\n`)
    process.exitCode = 2
  })

const main = Effect.suspend(() =>
  Either.match(CommandLine.read(process.argv.slice(2)), {
    onLeft: (problem) => refuse(`${problem}\nSee effect-workbook-emulator --help.`),
    onRight: Option.match({
      onNone: () =>
        Effect.sync(() => {
          process.stdout.write(CommandLine.usage)
        }),
      onSome: run
    })
  })
)

// standard output carries the address only, so that scripts can read it
const warnings = Logger.replace(Logger.defaultLogger, Logger.prettyLogger({ stderr: true }))

NodeRuntime.runMain(main.pipe(Logger.withMinimumLogLevel(LogLevel.Warning), Effect.provide(warnings)), {
  disablePrettyLogger: true
})
