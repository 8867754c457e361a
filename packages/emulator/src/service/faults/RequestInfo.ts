/**
 * The properties of a request that faults can match.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type { On } from "../../Fault.js"
import * as Batch from "../Batch.js"
import type { Drive, Item } from "../Drive.js"
import * as ItemLookup from "../ItemLookup.js"
import * as Message from "../Message.js"
import * as Url from "../Url.js"

export interface RequestInfo {
  readonly method: string
  /** The decoded path, without the query. */
  readonly path: string
  /** Whether this is a batch, as opposed to one of its requests. */
  readonly batch: boolean
  readonly endpoint: Endpoint.Any | undefined
  /** The addressed workbook, if it exists. */
  readonly item: Item | undefined
  readonly session: string | undefined
  /** Whether the request can be answered with 202. */
  readonly async: boolean
}

const decoded = (url: string): string => {
  const path = url.replace(/\?.*$/s, "")
  return Either.getOrElse(Either.try(() => decodeURIComponent(path)), () => path)
}

/** Analyzes a request. Properties of an invalid request are undefined. */
export const analyze = (request: Message.Request, drive: Drive): Effect.Effect<RequestInfo> =>
  Effect.gen(function*() {
    const address = Either.flatMap(Url.split(request.url), ({ path }) => Url.addressed(path))
    const item = yield* Effect.option(Effect.flatMap(address, ({ workbook }) => ItemLookup.find(drive, workbook)))
    const endpoint = Either.getRight(address).pipe(
      Option.flatMap(({ rest }) => Either.getRight(Catalogue.resolve(request.method, rest, "driveItem"))),
      Option.map((route) => route.endpoint),
      Option.getOrUndefined
    )
    return {
      method: request.method.toUpperCase(),
      path: decoded(request.url),
      batch: Batch.isBatch(request.url),
      endpoint,
      item: Option.getOrUndefined(item),
      session: Message.sessionId(request),
      async: endpoint?.longRunning === true && Message.wantsAsync(request)
    }
  })

const isWorkbook = (name: string, item: Item | undefined): boolean =>
  item !== undefined &&
  (name === item.id || name.replace(/^\/*/, "/").toLowerCase() === item.path.toLowerCase())

/** Whether a request matches a selector. Only a selector that names `$batch` selects whole batches. */
export const matches = ({ batch, endpoint, item, method, path, session }: RequestInfo, on: On = {}): boolean =>
  batch === (on.path?.includes("$batch") === true) &&
  (on.endpoint === undefined || endpoint !== undefined && on.endpoint === Endpoint.id(endpoint)) &&
  (on.method === undefined || on.method.toUpperCase() === method) &&
  (on.path === undefined || path.includes(on.path)) &&
  (on.workbook === undefined || isWorkbook(on.workbook, item)) &&
  (on.session === undefined || on.session === (session !== undefined))
