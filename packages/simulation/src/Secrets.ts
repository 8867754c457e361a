/** The forms in which a secret may get out. */

/** A token or session id as it is, as it stands in a URL, and as base64 of it or what it is the base64 of. */
export const formsOf = (secret: string): ReadonlyArray<string> => {
  const decoded = Buffer.from(secret, "base64").toString("utf8")
  const texts = isBase64Of(secret, decoded) ? [secret, decoded] : [secret]
  const encoded = [...texts, ...texts.map((text) => Buffer.from(text, "utf8").toString("base64"))].flatMap((text) => [
    text,
    // padding may be left out
    text.replace(/=+$/, "")
  ])
  const all = encoded.flatMap((text) => {
    const inUrl = encodeURIComponent(text)
    return [text, inUrl, inUrl.toLowerCase(), encodeURIComponent(inUrl)]
  })
  return all.filter((form, index) => !all.some((other, at) => isCovered(form, index, other, at)))
}

/** What holds another form is found with it. */
const isCovered = (form: string, index: number, other: string, at: number): boolean =>
  at !== index && form.includes(other) && (form !== other || at < index)

const isBase64Of = (secret: string, text: string): boolean =>
  text.length >= 8 && Buffer.from(text, "utf8").toString("base64").replace(/=+$/, "") === secret.replace(/=+$/, "")
