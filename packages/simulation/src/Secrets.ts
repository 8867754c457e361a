/** The forms in which a token or session id may leak: plain, URL-encoded, base64-encoded, and base64-decoded. */
export const formsOf = (secret: string): ReadonlyArray<string> => {
  const decoded = Buffer.from(secret, "base64").toString("utf8")
  const texts = isBase64Of(secret, decoded) ? [secret, decoded] : [secret]
  const encoded = [...texts, ...texts.map((text) => Buffer.from(text, "utf8").toString("base64"))].flatMap((text) => [
    text,
    // base64 may omit its padding
    text.replace(/=+$/, "")
  ])
  const all = encoded.flatMap((text) => {
    const inUrl = encodeURIComponent(text)
    return [text, inUrl, inUrl.toLowerCase(), encodeURIComponent(inUrl)]
  })
  return all.filter((form, index) => !all.some((other, at) => isCovered(form, index, other, at)))
}

/** Whether searching for another form also finds this one. */
const isCovered = (form: string, index: number, other: string, at: number): boolean =>
  at !== index && form.includes(other) && (form !== other || at < index)

const isBase64Of = (secret: string, text: string): boolean =>
  text.length >= 8 && Buffer.from(text, "utf8").toString("base64").replace(/=+$/, "") === secret.replace(/=+$/, "")
