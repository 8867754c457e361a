/** Nothing waits without bound: every step and every opening or closing of a scope ends within a time limit. */
import type { History, Moment } from "../History.js"
import type { Violation } from "../Violation.js"

/** Longer than the faults of any plan can delay a workbook and its users. */
const bound = 60 * 60_000

/** Longer than a call of a batch can wait for a session that cannot be opened. */
const boundOfCall = 10 * 60_000

export const boundedWaits = ({ over, scopes, steps }: History): ReadonlyArray<Violation> => {
  const tooLong = (
    user: number,
    what: string,
    started: Moment,
    ended = over,
    calls = 0
  ): ReadonlyArray<Violation> =>
    ended !== undefined && ended.at - started.at <= bound + calls * boundOfCall ? [] : [{
      invariant: "waits",
      what: `user ${user} waited for ${what} ${
        ended === undefined ? "for ever" : `for ${Math.round((ended.at - started.at) / 60_000)} minutes`
      }`,
      at: started.at + bound
    }]
  return [
    ...steps.flatMap(({ ended, started, step, user }) =>
      step.do === "sleep"
        ? []
        : tooLong(user, `the end of ${step.do}`, started, ended, step.do === "batch" ? step.calls.length : 0)
    ),
    ...scopes.flatMap(({ closed, opened, opening, user }) => tooLong(user, "a session", opening, opened ?? closed)),
    ...scopes.flatMap(({ closed, closing, user }) =>
      closing === undefined ? [] : tooLong(user, "the end of a scope", closing, closed)
    )
  ]
}
