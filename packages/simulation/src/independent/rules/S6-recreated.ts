/**
 * S6: there are never more sessions than users hold, so a session is only opened after the last one was closed or lost;
 * a private copy without `restore` is never replaced; and a lost session is not used again.
 */
import * as Answers from "../answers.js"
import type { Exchange, History, Holding, Rule, Violation } from "../History.js"

export const recreated: Rule = (history) => [
  ...history.exchanges.filter(Answers.isCreation).flatMap((creation) => tooMany(history, creation)),
  ...replaced(history),
  ...Answers.sessionsOf(history).flatMap(usedAfterItsEnd)
]

const bookOf = ({ books }: History, exchange: Exchange): string | undefined => books.get(Answers.itemOf(exchange) ?? "")

const persists = ({ mode }: Holding): boolean => mode === "persistent"

const tooMany = (history: History, creation: Exchange): ReadonlyArray<Violation> => {
  const book = bookOf(history, creation)
  const asked = Answers.persistChangesOf(creation)
  // a missing `persistChanges` is reported by another rule
  if (asked === undefined) return []
  const alive = Answers.sessionsOf(history).filter((session) => {
    const end = Answers.endOf(session)
    return bookOf(history, session.opened) === book && session.persistChanges === asked &&
      (session.opened.ended?.seq ?? Infinity) < creation.started.seq &&
      (end === undefined || end.seq > creation.started.seq)
  })
  const holding = history.holdings.filter((holding) =>
    holding.book === book && holding.mode !== "sessionless" && persists(holding) === asked &&
    holding.opened.seq < creation.started.seq && (holding.closed?.seq ?? Infinity) > creation.started.seq
  )
  return alive.length < holding.length ? [] : [{
    rule: "S6",
    what: `a session was opened for ${holding.length} holders while ${alive.length} were alive`,
    exchanges: [...alive.flatMap(({ opened, requests }) => [opened, ...requests.slice(-2)]), creation]
  }]
}

/** Private copies of a workbook whose users have no `restore` must not outnumber the users. */
const replaced = (history: History): ReadonlyArray<Violation> =>
  Array.from(history.books.values()).flatMap((book) => {
    const holders = history.holdings.filter((holding) => holding.book === book && holding.mode === "nonPersistent")
    if (holders.some(({ restores }) => restores)) return []
    const sessions = Answers.sessionsOf(history).filter((session) =>
      bookOf(history, session.opened) === book && session.persistChanges === false && !wasRefused(session)
    )
    return sessions.length <= holders.length ? [] : [{
      rule: "S6",
      what: `${sessions.length} private copies were opened for ${holders.length} holders without a restore`,
      exchanges: sessions.flatMap(({ opened, requests }) => [opened, ...requests])
    }]
  })

/** The client closes a session of the wrong kind at once, so no user has held it. */
const wasRefused = ({ requests }: Answers.Session): boolean => requests.every(Answers.isClosing)

const usedAfterItsEnd = ({ opened, requests }: Answers.Session): ReadonlyArray<Violation> => {
  const end = requests.find((request) => {
    const answer = Answers.given(request)
    return answer !== undefined && Answers.isSessionGone(answer)
  })?.ended
  const later = end &&
    requests.find((request) =>
      request.started.seq > end.seq && !Answers.isClosing(request) && !Answers.isResult(request)
    )
  return later === undefined ? [] : [{
    rule: "S6",
    what: "a session was used after the service had said that it is gone",
    exchanges: [opened, ...requests]
  }]
}
