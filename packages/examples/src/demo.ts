/**
 * `npm run demo`: a workbook session from its beginning to its end, on real HTTP and a real .xlsx file.
 *
 * - `npm run demo`: the sample workbook that ships with the project, on a copy
 * - `npm run demo -- book.xlsx`: any workbook, on a copy
 * - `npm run demo -- book.xlsx --in-place`: the workbook itself
 */
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Cause, Console, Effect, Exit, Option } from "effect"
import { read, usage } from "./demo/arguments.js"
import * as Story from "./demo/Story.js"

const complain = (text: string) =>
  Effect.zipRight(
    Console.error(text),
    Effect.sync(() => {
      process.exitCode = 1
    })
  )

const args = read(process.argv.slice(2), process.env["INIT_CWD"] ?? ".")

const demo = (input: Story.Input) =>
  Story.tell(input, {
    colours: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
    write: (line) => process.stdout.write(`${line}\n`),
    quiet: "25 millis"
  }).pipe(
    Effect.provide(NodeContext.layer),
    Effect.exit,
    Effect.flatMap((exit) =>
      Exit.isSuccess(exit) || Cause.isInterruptedOnly(exit.cause)
        ? Effect.void
        : complain(Option.match(Cause.failureOption(exit.cause), {
          onNone: () => Cause.pretty(exit.cause),
          onSome: ({ message }) => message
        }))
    )
  )

NodeRuntime.runMain(
  typeof args === "string" ? args === usage ? Console.log(usage) : complain(args) : demo(args),
  { disableErrorReporting: true }
)
