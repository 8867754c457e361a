/** S9: tokens and session ids do not appear in logs, spans or errors, and reach no other host. */
import * as Answers from "../answers.js"
import type { History, Rule } from "../History.js"

export const secrets: Rule = (history) => {
  const forms = Array.from(secretsOf(history)).flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64").replace(/=+$/, "")
  ])
  const leaks = (where: string, texts: ReadonlyArray<string>) => {
    const found = texts.flatMap((text) => {
      const secret = forms.find((form) => text.includes(form))
      return secret === undefined ? [] : [around(text, secret)]
    })
    return found.length === 0
      ? []
      : [{ rule: "S9", what: `a secret ${where} ${found.length} times: ${found[0]}`, exchanges: [] }]
  }
  return [...leaks("was emitted", history.emitted), ...leaks("reached another host", history.foreign)]
}

const secretsOf = ({ exchanges, tokens }: History): ReadonlySet<string> => {
  const secrets = new Set(tokens)
  for (const { delivered, headers, path, served } of exchanges) {
    const answers = delivered?._tag === "Answer" ? [delivered.answer, served] : [served]
    const addresses = [path, ...answers.flatMap((answer) => [answer?.headers["location"] ?? "", answer?.body ?? ""])]
    for (const address of addresses) {
      for (const [, id] of address.matchAll(/[?&]sessionId=([^&"]+)/g)) if (id) secrets.add(decodeURIComponent(id))
    }
    for (const answer of answers) {
      const id = Answers.textOf(Answers.field(Answers.parse(answer?.body ?? ""), "id"))
      if (id !== undefined && "persistChanges" in Object(Answers.parse(answer?.body ?? ""))) secrets.add(id)
    }
    const named = headers["workbook-session-id"]
    if (named !== undefined) secrets.add(named)
  }
  // short ids that the proxy made up would match unrelated text
  return new Set(Array.from(secrets).filter(({ length }) => length >= 12))
}

const around = (text: string, secret: string): string => {
  const at = text.indexOf(secret)
  const shown = text.slice(Math.max(0, at - 120), at + secret.length + 60)
  return JSON.stringify(shown.replace(secret, `${secret.slice(0, 8)}…`))
}
