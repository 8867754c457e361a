import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as WorkbookError from "../WorkbookError.js"

/**
 * Whether the caller makes smaller requests instead of a call that takes too long, see `WorkbookRequest.divisible`.
 *
 * @internal
 */
export class Divisible extends Context.Reference<Divisible>()("@effect-workbook/client/Divisible", {
  defaultValue: () => false
}) {}

/**
 * Tells the session that the caller makes smaller requests instead of calls that take too long.
 *
 * @internal
 */
export const divisible = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.provideService(self, Divisible, true)

/**
 * Whether the service, a gateway or the client stopped waiting for a request. A smaller request may succeed.
 *
 * @internal
 */
export const tookTooLong = (error: WorkbookError.Any): boolean =>
  error._tag === "TransportFailure" ? error.reason === "timeout" : "status" in error && error.status === 504
