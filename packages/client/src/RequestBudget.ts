/**
 * A fixed limit for the rate of requests. A request beyond the limit waits. Without a fixed limit, a `GraphClient` does
 * not limit its requests until the service throttles, and then sends them at the rate that the service allows.
 *
 * The published limits of the Excel API for one application are 1,500 requests in 10 seconds in each tenant, and 5,000
 * requests in 10 seconds in all tenants together.
 *
 * @see https://learn.microsoft.com/graph/throttling-limits#excel-service-limits
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Monotonic from "./transport/monotonic.js"

/**
 * At most `requests` requests in any period of the length `per`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Limit {
  readonly requests: number
  readonly per: Duration.DurationInput
}

/**
 * A budget of requests. `take` waits until one more request may be sent. Callers of `take` continue in the order in
 * which they called it.
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
 * The published limit for one application in all tenants, for programs with one `GraphClient` for each tenant.
 *
 * @example
 * ```ts
 * import { RequestBudget } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RequestBudget.app.requests, 5000)
 * ```
 *
 * @category limits
 * @since 0.1.0
 */
export const app: Limit = { requests: 5000, per: "10 seconds" }

/**
 * Makes an unused budget. The first tenth of `requests` may be sent at once, and the following requests are spread
 * evenly, so that the limit holds in any period of the length `per`.
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
  const burst = Math.max(1, Math.floor(limit.requests / 10))
  const interval = Duration.toMillis(limit.per) / Math.max(1, limit.requests - burst)
  const burstTime = (burst - 1) * interval
  // The time at which the next request would be due if there were no burst.
  let nextDue = Number.NEGATIVE_INFINITY
  return {
    take: Effect.flatMap(Monotonic.now, (now) => {
      const due = Math.ceil(Math.max(nextDue, now) - burstTime)
      nextDue = Math.max(nextDue, now) + interval
      return due > now ? Monotonic.sleepUntil(due) : Effect.void
    })
  }
}
