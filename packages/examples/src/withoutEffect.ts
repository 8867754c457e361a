import {
  AccessToken,
  GraphClient,
  Range,
  Table,
  Workbook,
  WorkbookError,
  WorkbookSession
} from "@effect-workbook/client"
import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
import { Cause, type Effect, Exit, Layer, ManagedRuntime } from "effect"

const graph = GraphClient.layer({ baseUrl: process.env["GRAPH_URL"] }).pipe(
  Layer.provide([AccessToken.layerConfig(), UndiciHttpClient.layer])
)

/** The first `run` opens the session, all share it, and `close` closes it. */
const openWorkbook = (path: string) => {
  const session = WorkbookSession.layer({ workbook: Workbook.path(path) })
  const runtime = ManagedRuntime.make(Layer.provide(session, graph))
  return {
    run: async <A, E>(call: Effect.Effect<A, E, WorkbookSession.WorkbookSession>): Promise<A> => {
      const exit = await runtime.runPromiseExit(call)
      if (Exit.isSuccess(exit)) return exit.value
      throw Cause.squash(exit.cause)
    },
    close: () => runtime.dispose()
  }
}

const { close, run } = openWorkbook("/orders.xlsx")
try {
  await run(Table.addRows(Table.named("Orders"), [["SO-1025", 46213, "North", "Lamp", 3, 42.25, null]]))
  console.table(await run(Range.values(Range.at("Summary!A4:B8"))))
  await run(Range.write(Range.at("Nowhere!A1"), [["never written"]]))
} catch (error) {
  if (!(error instanceof WorkbookError.NotFound)) throw error
  console.error(`${error.message}: ${error.advice}`)
} finally {
  await close()
}
