/**
 * S9: neither token nor session id is in anything that was emitted, in whatever form, nor sent to a host that is not
 * Graph's.
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

/** What stands around the secret, without it: a story is emitted too. */
const excerpt = (text: string, forms: ReadonlyArray<string>): string => {
  const hidden = forms.reduce((text, form) => text.replaceAll(form, "<secret>"), text)
  const at = hidden.indexOf("<secret>")
  return `${hidden.slice(0, 80)} … ${hidden.slice(Math.max(80, at - 100), at + 100)}`
}
