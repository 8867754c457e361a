/**
 * The file behind a workbook.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import * as GraphClient from "./GraphClient.js"
import { unexpectedAnswer } from "./internal/errors.js"
import { calledAs } from "./internal/functionName.js"
import * as Failed from "./internal/session/failed.js"
import * as RetryLoop from "./internal/session/retryLoop.js"
import { decode } from "./internal/transport/decode.js"
import * as WorkbookError from "./WorkbookError.js"

/**
 * The model of the file, from the schema: `DriveItem.DriveItem`.
 *
 * @example
 * ```ts
 * import { DriveItem } from "@effect-workbook/client"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(DriveItem.DriveItem)({ id: "01ABC" }), true)
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/DriveItem"

/**
 * The same workbook, addressed by the ids of its drive and its item: the one form that the whole workbook API serves,
 * and the same for all who mean the same file. Asks the service unless the workbook is addressed so already, again after
 * the pauses of `retry` where it fails for the moment (`WorkbookSession.retry` by default).
 *
 * @see https://learn.microsoft.com/graph/api/driveitem-get
 * @example
 * ```ts
 * import { DriveItem, Workbook } from "@effect-workbook/client"
 *
 * export const resolved = DriveItem.resolve(Workbook.path("/Reports/Orders.xlsx"))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const resolve = (
  workbook: Workbook.Workbook,
  options: { readonly retry?: Schedule.Schedule<unknown> | undefined } = {}
): Effect.Effect<Workbook.Workbook, WorkbookError.RequestError, GraphClient.GraphClient> =>
  workbook._tag === "Item" && workbook.drive._tag === "DriveId"
    ? Effect.succeed(workbook)
    : Effect.gen(function*() {
      const graph = yield* GraphClient.GraphClient
      const endpoint = Catalogue.driveItem.get
      const situation = { request: "sessionless", mode: "sessionless", effect: "read" } as const
      const answer = yield* RetryLoop.run<GraphClient.GraphAnswer, WorkbookError.Failure>({
        endpoint: Endpoint.id(endpoint),
        retry: options.retry ?? RetryLoop.retry,
        attempt: (attempt) =>
          Effect.mapError(
            graph.execute({
              endpoint,
              url: `${Workbook.toPath(workbook)}?$select=id,name,parentReference`,
              attempt
            }),
            (failure) => Failed.decide(failure, situation)
          ),
        pause: (time, { cooldown }) => cooldown === "client" ? graph.rest(time) : Effect.sleep(time)
      }).pipe(Effect.mapError(({ failure }) => WorkbookError.fromFailure(failure)))
      const { id, parentReference } = yield* decode(endpoint, answer.body)
      const driveId = parentReference?.driveId
      return driveId === undefined
        ? yield* unexpectedAnswer(endpoint, "the item does not tell in which drive it is")
        : yield* Effect.catchAll(
          Effect.try(() => Workbook.item(id, Workbook.drive(driveId))),
          () => unexpectedAnswer(endpoint, "a path cannot hold the ids of the item and of its drive")
        )
    }).pipe(calledAs("DriveItem.resolve"))
