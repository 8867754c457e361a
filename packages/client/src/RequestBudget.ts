/**
 * A fixed limit on how many requests may be sent in a time: a request beyond it waits. Without one, a `GraphClient`
 * sends at once until the service throttles, and then at the rate that it allows.
 *
 * The published limits of the Excel API are 1,500 requests in 10 seconds for an application in one tenant and 5,000 in 10
 * seconds for the application in all tenants.
 *
 * @see https://learn.microsoft.com/graph/throttling-limits#excel-service-limits
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Monotonic from "./internal/transport/monotonic.js"

/**
 * So many `requests` in any span of the length `per`.
 *
 * @example
 * ```ts
 * import type { RequestBudget } from "@effect-workbook/client"
 *
 * export const half: RequestBudget.Limit = { requests: 750, per: "10 seconds" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Limit {
  readonly requests: number
  readonly per: Duration.DurationInput
}

/**
 * `take` ends when one more request may be sent: in the order in which it was asked.
 *
 * @example
 * ```ts
 * import type { RequestBudget } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const within = (budget: RequestBudget.RequestBudget) => <A, E, R>(request: Effect.Effect<A, E, R>) =>
 *   Effect.zipRight(budget.take, request)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RequestBudget {
  readonly take: Effect.Effect<void>
}

/**
 * The published limit for one application in one tenant.
 *
 * @example
 * ```ts
 * import { RequestBudget } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RequestBudget.tenant.requests, 1500)
 * ```
 *
 * @category limits
 * @since 0.1.0
 */
export const tenant: Limit = { requests: 1500, per: "10 seconds" }

/**
 * The published limit for one application in all tenants, for programs that have a `GraphClient` a tenant.
 *
 * @example
 * ```ts
 * import { GraphClient, RequestBudget } from "@effect-workbook/client"
 *
 * const appBudget = RequestBudget.make(RequestBudget.app)
 *
 * export const clientOf = (baseUrl: string) => GraphClient.make({ baseUrl, appBudget })
 * ```
 *
 * @category limits
 * @since 0.1.0
 */
export const app: Limit = { requests: 5000, per: "10 seconds" }

/**
 * A budget that has not been touched. A tenth of the limit may go out at once; what comes beyond it is spread evenly, so
 * that the limit is kept in any span of time.
 *
 * @example
 * ```ts
 * import { RequestBudget } from "@effect-workbook/client"
 * import { Clock, Effect } from "effect"
 * import { ok } from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const { take } = RequestBudget.make({ requests: 10, per: "90 millis" })
 *   const start = yield* Clock.currentTimeMillis
 *   yield* take
 *   yield* take
 *   ok((yield* Clock.currentTimeMillis) - start >= 9)
 * })
 *
 * await Effect.runPromise(program)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (limit: Limit): RequestBudget => {
  const atOnce = Math.max(1, Math.floor(limit.requests / 10))
  const interval = Duration.toMillis(limit.per) / Math.max(1, limit.requests - atOnce)
  const ahead = (atOnce - 1) * interval
  // The moment at which all that was taken would have been sent, were it spread evenly.
  let spent = Number.NEGATIVE_INFINITY
  return {
    take: Effect.flatMap(Monotonic.now, (now) => {
      const due = Math.ceil(Math.max(spent, now) - ahead)
      spent = Math.max(spent, now) + interval
      return due > now ? Monotonic.sleepUntil(due) : Effect.void
    })
  }
}
