/**
 * S9: tokens and session ids do not appear in emitted text in any form, and are not sent to hosts other than Graph.
 */
import type { History } from "../History.js"
import { formsOf } from "../Secrets.js"
import type { Violation } from "../Violation.js"

export const secrets = (history: History): ReadonlyArray<Violation> => [
  ...leaks(history),
  ...history.exchanges
    .filter(({ toGraph }) => !toGraph)
    .map(({ endpoint, sent }) => ({ invariant: "S9", what: `${endpoint} was sent to a foreign host`, at: sent.at }))
]

const leaks = ({ emitted, over, secrets }: History): ReadonlyArray<Violation> => {
  const forms = Array.from(secrets).flatMap(formsOf)
  const all = Array.from(emitted).join("\n")
  if (!forms.some((form) => all.includes(form))) return []
  return Array.from(emitted)
    .filter((text) => forms.some((form) => text.includes(form)))
    .map((text) => ({ invariant: "S9", what: `a secret was emitted: ${excerpt(text, forms)}`, at: over?.at ?? 0 }))
}

/** The text around the secret, without the secret, because the story itself is printed. */
const excerpt = (text: string, forms: ReadonlyArray<string>): string => {
  const hidden = forms.reduce((text, form) => text.replaceAll(form, "<secret>"), text)
  const at = hidden.indexOf("<secret>")
  return `${hidden.slice(0, 80)} … ${hidden.slice(Math.max(80, at - 100), at + 100)}`
}
