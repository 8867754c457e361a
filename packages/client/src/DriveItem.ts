/**
 * The file behind a workbook.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import * as GraphClient from "./GraphClient.js"
import { decode } from "./internal/decode.js"
import { persevere, retry } from "./internal/persevere.js"
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
      const answer = yield* persevere<GraphClient.GraphAnswer, WorkbookError.RequestError, WorkbookError.RequestError>({
        endpoint: Endpoint.id(endpoint),
        retry: options.retry ?? retry,
        attempt: (attempt) =>
          graph.execute({
            endpoint,
            url: `${Workbook.toPath(workbook)}?$select=id,name,parentReference`,
            attempt
          }),
        decide: (error) => {
          const failure = WorkbookError.failureOf(error)
          return failure &&
            ErrorPolicy.decide({ request: "sessionless", mode: "sessionless", effect: "read", failure })
        },
        rest: (time, { cooldown }) => cooldown === "client" ? graph.rest(time) : Effect.sleep(time),
        explain: (error) => error
      })
      const { id, parentReference } = yield* decode(endpoint, answer.body)
      const driveId = parentReference?.driveId
      const unexpected = (issue: string) =>
        new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), issue })
      return driveId === undefined
        ? yield* unexpected("the item does not tell in which drive it is")
        : yield* Effect.try({
          try: () => Workbook.item(id, Workbook.drive(driveId)),
          catch: () => unexpected("the ids of the item and of its drive are none that a path can hold")
        })
    }).pipe(Effect.withSpan("DriveItem.resolve", { captureStackTrace: false }))
