/** S8: `persistChanges` is always sent, with the value that the owner of the session chose. */
import type { History } from "../History.js"
import type { Plan, SessionKind } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { createSession } from "./sessions.js"

const wanted: Readonly<Record<SessionKind, boolean | undefined>> = {
  persistent: true,
  pooled: true,
  nonPersistent: false,
  restoring: false,
  sessionless: undefined
}

export const asAsked = ({ exchanges }: History, { users }: Plan): ReadonlyArray<Violation> =>
  exchanges.flatMap(({ actor, endpoint, persistChanges, sent }) => {
    const owner = users.find(({ id }) => id === actor?.user)
    return endpoint !== createSession || owner === undefined || persistChanges === wanted[owner.session] ? [] : [{
      invariant: "S8",
      what: `persistChanges ${JSON.stringify(persistChanges)} was sent for a session that is ${owner.session}`,
      at: sent.at
    }]
  })
