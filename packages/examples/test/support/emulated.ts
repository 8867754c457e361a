/** Runs an example against the emulator, on workbooks in memory. */
import { AccessToken, GraphClient, Workbook, WorkbookSession } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { Effect, Layer, Redacted } from "effect"

export const graph = (books: Emulator.InMemory) =>
  Layer.provideMerge(
    Layer.provide(GraphClient.layer(), AccessToken.layer(Redacted.make("any"))),
    Emulator.layerHttpClient({ books })
  )

/** Runs an effect in a session on `book.xlsx`. */
export const inSession =
  (books: Emulator.InMemory) =>
  <A, E>(self: Effect.Effect<A, E, WorkbookSession.WorkbookSession | Emulator.Emulator>) =>
    Effect.provide(
      self,
      Layer.provideMerge(WorkbookSession.layer({ workbook: Workbook.path("/book.xlsx") }), graph(books))
    )
