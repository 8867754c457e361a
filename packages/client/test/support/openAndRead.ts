/** The smallest useful program, whose size in a bundle is limited by `.size-limit.json`. */
import { AccessToken, GraphClient, Range, Workbook, WorkbookSession } from "@effect-workbook/client"
import { FetchHttpClient } from "@effect/platform"
import { Effect, Layer, Redacted } from "effect"

const SessionLive = WorkbookSession.layer({ workbook: Workbook.path("/orders.xlsx") }).pipe(
  Layer.provide(GraphClient.layer()),
  Layer.provide([FetchHttpClient.layer, AccessToken.layer(Redacted.make("token"))])
)

Effect.runPromise(Effect.provide(Range.values(Range.at("Summary!A4:C4")), SessionLive)).then(console.log)
