/** S8: `createSession` always sends `persistChanges`, with the value that the user of the session chose. */
import type { History } from "../History.js"
import type { Plan, SessionKind } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { createSession } from "./sessions.js"

const expected: Readonly<Record<SessionKind, boolean | undefined>> = {
  persistent: true,
  pooled: true,
  nonPersistent: false,
  restoring: false,
  sessionless: undefined
}

export const requestedPersistence = ({ exchanges }: History, { users }: Plan): ReadonlyArray<Violation> =>
  exchanges.flatMap(({ actor, endpoint, persistChanges, sent }) => {
    const user = users.find(({ id }) => id === actor?.user)
    return endpoint !== createSession || user === undefined || persistChanges === expected[user.session] ? [] : [{
      invariant: "S8",
      what: `persistChanges ${JSON.stringify(persistChanges)} was sent for a session that is ${user.session}`,
      at: sent.at
    }]
  })
