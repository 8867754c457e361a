/** S9: neither token nor session id is in anything that was emitted, nor sent to a host that is not Graph's. */
import type { History } from "../History.js"
import type { Violation } from "../Violation.js"

export const secrets = ({ emitted, exchanges, over, secrets }: History): ReadonlyArray<Violation> => [
  ...emitted
    .filter((text) => Array.from(secrets).some((secret) => text.includes(secret)))
    .map((text) => ({
      invariant: "S9",
      what: `a secret was emitted: ${hide(text, secrets).slice(0, 200)}`,
      at: over?.at ?? 0
    })),
  ...exchanges
    .filter(({ toGraph }) => !toGraph)
    .map(({ endpoint, sent }) => ({ invariant: "S9", what: `${endpoint} was sent to a foreign host`, at: sent.at }))
]

/** A story is emitted too. */
const hide = (text: string, secrets: ReadonlySet<string>): string =>
  Array.from(secrets).reduce((text, secret) => text.replaceAll(secret, "<secret>"), text)
