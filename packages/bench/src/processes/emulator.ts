/** The process of an emulator with the large workbook of the file in its argument, and a small one. It sends its URL. */
import { EmulatorServer } from "@effect-workbook/emulator"
import { Effect } from "effect"
import { readFileSync } from "node:fs"

const books = { "large.xlsx": readFileSync(process.argv[2] ?? ""), "small.xlsx": { Data: [["a", 1], ["b", 2]] } }

process.on("disconnect", () => process.exit(0))
await EmulatorServer.EmulatorServer.pipe(
  Effect.tap(({ url }) => Effect.sync(() => process.send?.(url))),
  Effect.zipRight(Effect.never),
  Effect.provide(EmulatorServer.layer({ books })),
  Effect.runPromise
)
