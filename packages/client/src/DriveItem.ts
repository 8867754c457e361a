/**
 * The drive item of a workbook, which is its file.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import { decode } from "./call/decode.js"
import { unexpectedAnswer } from "./call/errors.js"
import { calledAs } from "./call/functionName.js"
import * as GraphClient from "./GraphClient.js"
import * as Failed from "./session/failed.js"
import * as RetryLoop from "./session/retryLoop.js"
import * as WorkbookError from "./WorkbookError.js"

/**
 * Exports of the schema: the model of the file, `DriveItem.DriveItem`.
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
 * Succeeds with the address of the same workbook by the ids of its drive and its item. The whole workbook API supports
 * only this form of address, and a file has only one such address.
 *
 * Reads the drive item, unless the address already has this form. A temporary failure is retried with the pauses of
 * `retry`, `WorkbookSession.retry` by default. Fails with `NotFound` if there is no such file, and with
 * `UnexpectedAnswer` if the response has no drive id.
 *
 * @see https://learn.microsoft.com/graph/api/driveitem-get
 * @example
 * ```ts
 * import { DriveItem, Workbook } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const workbook = yield* DriveItem.resolve(Workbook.path("/orders.xlsx"))
 *   strictEqual(workbook._tag, "Item")
 * })
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
        pause: (time, { cooldown }) => cooldown === "client" ? graph.startCooldown(time) : Effect.sleep(time)
      }).pipe(Effect.mapError(({ failure }) => WorkbookError.fromFailure(failure)))
      const { id, parentReference } = yield* decode(endpoint, answer.body)
      const driveId = parentReference?.driveId
      return driveId === undefined
        ? yield* unexpectedAnswer(endpoint, "the drive item has no parentReference.driveId")
        : yield* Effect.catchAll(
          Effect.try(() => Workbook.item(id, Workbook.drive(driveId))),
          () => unexpectedAnswer(endpoint, "the id of the drive item or of its drive cannot be part of a path")
        )
    }).pipe(calledAs("DriveItem.resolve"))
