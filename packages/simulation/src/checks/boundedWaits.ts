/** Nothing waits without bound: whatever a user does has ended after a time, and its workbook's turn is free. */
import type { History, Moment } from "../History.js"
import type { Violation } from "../Violation.js"

/** Longer than any number of faults in a plan can keep a workbook, and its users in a row, waiting. */
const bound = 60 * 60_000

export const boundedWaits = ({ over, stays, steps }: History): ReadonlyArray<Violation> => {
  const tooLong = (who: number, what: string, started: Moment, ended = over): ReadonlyArray<Violation> =>
    ended !== undefined && ended.at - started.at <= bound ? [] : [{
      invariant: "waits",
      what: `user ${who} waited for ${what} ${
        ended === undefined ? "for ever" : `for ${Math.round((ended.at - started.at) / 60_000)} minutes`
      }`,
      at: started.at + bound
    }]
  return [
    ...steps.flatMap(({ ended, started, step, user }) =>
      step.do === "sleep" ? [] : tooLong(user, `the end of ${step.do}`, started, ended)
    ),
    ...stays.flatMap(({ closed, opened, opening, user }) => tooLong(user, "a session", opening, opened ?? closed)),
    ...stays.flatMap(({ closed, closing, user }) =>
      closing === undefined ? [] : tooLong(user, "the end of a scope", closing, closed)
    )
  ]
}
