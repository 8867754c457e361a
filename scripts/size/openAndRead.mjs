/** The smallest useful program, whose size in a bundle is limited by `.size-limit.json`. */
import { FetchHttpClient } from "@effect/platform"
import { Effect, Layer, Redacted } from "effect"
import { AccessToken, GraphClient, Range, Workbook, WorkbookSession } from "../../packages/client/dist/index.js"

const SessionLive = WorkbookSession.layer({ workbook: Workbook.path("/orders.xlsx") }).pipe(
  Layer.provide(GraphClient.layer()),
  Layer.provide([FetchHttpClient.layer, AccessToken.layer(Redacted.make("token"))])
)

Effect.runPromise(Effect.provide(Range.values(Range.at("Summary!A4:C4")), SessionLive)).then(console.log)
