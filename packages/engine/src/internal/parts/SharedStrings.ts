/**
 * `xl/sharedStrings.xml`: the texts that cells refer to by number. Entries keep their place and their formatting;
 * new texts are added at the end.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

/** The shared strings of a workbook. */
export interface SharedStrings {
  readonly source: string
  readonly texts: Array<string>
  /** The number of texts that were in the file. */
  readonly original: number
  /** Entries with runs of formatting or phonetic hints: their plain text is not all there is to them. */
  readonly rich: ReadonlySet<number>
  /** Plain texts by content, made at the first write. */
  numbers: Map<string, number> | undefined
}

/** Text of an entry (`si`) or an inline string (`is`): its runs together, without phonetic hints. */
export const plainText = (source: string, from: number, to: number): string => {
  let text = ""
  for (const element of Xml.siblings(source, from, to)) {
    if (element.name === "t") text += Xml.content(source, element.contentStart, element.contentEnd)
    else if (element.name === "r") {
      const run = Xml.child(source, element, "t")
      if (run !== undefined) text += Xml.content(source, run.contentStart, run.contentEnd)
    }
  }
  return Xml.decodeXstring(text)
}

/** Reads the part. */
export const parse = (source: string): SharedStrings => {
  const texts: Array<string> = []
  const rich = new Set<number>()
  const list = Xml.root(source)
  const prefix = Xml.prefixOf(list)
  const simple = `<${prefix}si><${prefix}t>`
  const simpleEnd = `</${prefix}t></${prefix}si>`
  let at = list.contentStart
  while (true) {
    if (source.startsWith(simple, at)) {
      const start = at + simple.length
      const end = source.indexOf("<", start)
      if (end >= 0 && source.startsWith(simpleEnd, end)) {
        texts.push(Xml.decodeXstring(Xml.decode(source.slice(start, end))))
        at = end + simpleEnd.length
        continue
      }
    }
    const tag = Xml.nextTag(source, at)
    if (tag === undefined || tag.kind === "end") break
    const element = Xml.elementOf(source, tag)
    at = element.end
    if (element.name !== "si") continue
    for (const part of Xml.children(source, element)) {
      if (part.name !== "t") rich.add(texts.length)
    }
    texts.push(plainText(source, element.contentStart, element.contentEnd))
  }
  return { source, texts, original: texts.length, rich, numbers: undefined }
}

/** Whether texts were added. */
export const isEdited = (self: SharedStrings): boolean => self.texts.length > self.original

/** The index of a plain text. A new text is added. */
export const numberOf = (self: SharedStrings, text: string): number => {
  if (self.numbers === undefined) {
    self.numbers = new Map()
    for (const [number, known] of self.texts.entries()) {
      if (!self.rich.has(number) && !self.numbers.has(known)) self.numbers.set(known, number)
    }
  }
  const known = self.numbers.get(text)
  if (known !== undefined) return known
  self.numbers.set(text, self.texts.length)
  return self.texts.push(text) - 1
}

/** Source of a `t` element; outer white space would be lost without the marker. */
export const textElement = (prefix: string, text: string): string => {
  const preserve = text !== text.trim() || text.includes("\n") ? " xml:space=\"preserve\"" : ""
  return `<${prefix}t${preserve}>${Xml.encodeText(Xml.encodeXstring(text))}</${prefix}t>`
}

/** The part's text with the added entries. */
export const text = (self: SharedStrings): string => {
  if (!isEdited(self)) return self.source
  const list = Xml.root(self.source)
  const prefix = Xml.prefixOf(list)
  const added = self.texts.slice(self.original)
  const source = added.map((one) => `<${prefix}si>${textElement(prefix, one)}</${prefix}si>`).join("")
  const tag = Xml.startTag(self.source, list)
  const count = Number(Xml.attribute(tag, "count") ?? self.original) + added.length
  const counted = Xml.withAttribute(tag, "count", String(count))
  return Xml.extend(self.source, list, Xml.withAttribute(counted, "uniqueCount", String(self.texts.length)), source)
}
