/** S3: while a session is held open, the time between successful requests stays below the idle limit. */
import * as Answers from "../answers.js"
import type { History, Rule, Violation } from "../History.js"

export const keptAlive: Rule = (history) =>
  Answers.sessionsOf(history).flatMap((session) => {
    const end = Answers.endOf(session)?.at ?? lastHeld(history, session)
    const times = [
      session.opened.ended?.at ?? session.opened.started.at,
      ...session.requests.filter(Answers.isSuccess).flatMap(({ ended }) => ended === undefined ? [] : [ended.at]),
      end
    ].filter((at) => at <= end)
    const limit = history.idleLimit[session.persistChanges === false ? "nonPersistent" : "persistent"]
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
    const longest = Math.max(0, ...gaps)
    return longest < limit ? [] : [
      {
        rule: "S3",
        what: `a session was without a success for ${Math.round(longest)} ms`,
        exchanges: [session.opened, ...session.requests]
      } satisfies Violation
    ]
  })

const lastHeld = ({ books, holdings }: History, { item, opened }: Answers.Session): number =>
  Math.max(
    opened.started.at,
    ...holdings.filter(({ book }) => book === books.get(item)).map(({ closed, opened }) => (closed ?? opened).at)
  )
