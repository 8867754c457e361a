/** S8: `createSession` always sends `persistChanges`, and a session of the wrong kind is closed and not used. */
import * as Answers from "../answers.js"
import type { Rule } from "../History.js"

export const requestedPersistence: Rule = (history) => [
  ...history.exchanges.filter(Answers.isCreation).flatMap((creation) => {
    const item = history.books.get(Answers.itemOf(creation) ?? "")
    const asked = Answers.persistChangesOf(creation)
    const wanted = history.holdings.some(({ book, mode, opened }) =>
      book === item && opened.seq < creation.started.seq && mode === (asked === true ? "persistent" : "nonPersistent")
    )
    return asked !== undefined && wanted
      ? []
      : [{ rule: "S8", what: `createSession was sent with ${creation.body}`, exchanges: [creation] }]
  }),
  ...Answers.sessionsOf(history).flatMap(({ opened, persistChanges, requests }) => {
    const echo = Answers.field(Answers.parse(Answers.given(opened)?.body ?? ""), "persistChanges")
    const worked = requests.find((request) => !Answers.isClosing(request))
    return typeof echo !== "boolean" || echo === persistChanges || worked === undefined ? [] : [{
      rule: "S8",
      what: "a session of the wrong kind was used",
      exchanges: [opened, worked]
    }]
  })
]
