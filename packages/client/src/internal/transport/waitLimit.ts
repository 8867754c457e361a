import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as WorkbookError from "../../WorkbookError.js"
import { FunctionName } from "../functionName.js"
import type * as Cooldown from "./cooldown.js"
import * as Monotonic from "./monotonic.js"

/** @internal */
export interface Service {
  /** Whether a pause of this time may be waited for. */
  readonly allows: (time: Duration.Duration) => Effect.Effect<boolean>
}

/**
 * How long what is done now may be made to wait, counted from the first time that it has to.
 *
 * The rule is the same for every pause that is known before, whether the answer to the request itself asks for it or one
 * that came earlier: what is too long is not waited for, so the failure comes at once instead of after a silence.
 *
 * @internal
 */
export class Patience extends Context.Reference<Patience>()("@effect-workbook/client/internal/Patience", {
  defaultValue: () => within(usual)
}) {}

/** The patience of a caller. */
const usual = Duration.minutes(5)

/** For each pause alone. */
const within = (limit: Duration.Duration): Service => ({
  allows: (time) => Effect.succeed(Duration.lessThanOrEqualTo(time, limit))
})

/**
 * Patience for whatever time: for what is done in the background, and for what has a deadline of its own.
 *
 * @internal
 */
export const endless: Service = within(Duration.infinity)

/**
 * Patience for so long, 5 minutes by default, all pauses together.
 *
 * @internal
 */
export const make = (limit = usual): Service => {
  let until: number | undefined
  return {
    allows: (time) =>
      Effect.map(Monotonic.now, (now) => {
        until ??= now + Duration.toMillis(limit)
        return now + Duration.toMillis(time) <= until
      })
  }
}

/**
 * Fails where the service asked for a longer rest than is waited for. Nothing was sent then; the error tells what the
 * service said when it asked, and how long the rest still takes.
 *
 * @internal
 */
export const bear = (
  endpoint: string,
  { answer, until }: Cooldown.Asked
): Effect.Effect<void, WorkbookError.Throttled> =>
  Effect.flatMap(Effect.all([Patience, FunctionName, Monotonic.now]), ([patience, functionName, now]) => {
    const retryAfter = Duration.millis(Math.max(0, until - now))
    return Effect.if(patience.allows(retryAfter), {
      onTrue: () => Effect.void,
      onFalse: () => new WorkbookError.Throttled({ ...answer, endpoint, functionName, retryAfter })
    })
  })

/**
 * Waits until a time has passed in which nothing is sent, unless that takes too long.
 *
 * @internal
 */
export const rested = (endpoint: string, cooldown: Cooldown.Cooldown): Effect.Effect<void, WorkbookError.Throttled> =>
  Effect.flatMap(Monotonic.now, (now) => {
    const asked = cooldown.asked(now)
    return asked === undefined
      ? cooldown.rested
      : bear(endpoint, asked).pipe(
        Effect.zipRight(Monotonic.sleepUntil(asked.until)),
        Effect.zipRight(rested(endpoint, cooldown))
      )
  })
