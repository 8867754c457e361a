/**
 * The smallest useful program, whose size in a bundle is limited by `.size-limit.mjs`. It imports modules and not the
 * index, because esbuild keeps all of a namespace that another module exports.
 */
import * as AccessToken from "@effect-workbook/client/AccessToken"
import * as GraphClient from "@effect-workbook/client/GraphClient"
import * as Range from "@effect-workbook/client/Range"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { Effect, Layer, Redacted } from "effect"

const SessionLive = WorkbookSession.layer({ workbook: Workbook.path("/orders.xlsx") }).pipe(
  Layer.provide(GraphClient.layer()),
  Layer.provide([FetchHttpClient.layer, AccessToken.layer(Redacted.make("token"))])
)

Effect.runPromise(Effect.provide(Range.values(Range.at("Summary!A4:C4")), SessionLive)).then(console.log)
