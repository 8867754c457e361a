/**
 * `xl/sharedStrings.xml`: the texts that cells refer to by index. Existing entries keep their index and their
 * formatting. New texts are appended.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

/** The shared strings of a workbook. */
export interface SharedStrings {
  readonly source: string
  readonly texts: Array<string>
  /** The number of texts in the file. */
  readonly originalCount: number
  /** Indexes of entries with formatted runs or phonetic hints. They are not used for new plain texts. */
  readonly rich: ReadonlySet<number>
  /** Indexes of plain texts; `undefined` until a text is written. */
  indexes: Map<string, number> | undefined
}

/** Returns the text of an entry (`si`) or inline string (`is`): the text of all runs, without phonetic hints. */
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

/** Parses the part. */
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
  return { source, texts, originalCount: texts.length, rich, indexes: undefined }
}

/** Returns whether texts were added. */
const isEdited = (self: SharedStrings): boolean => self.texts.length > self.originalCount

/** Returns the index of a plain text. Adds the text if it is new. */
export const indexOf = (self: SharedStrings, text: string): number => {
  if (self.indexes === undefined) {
    self.indexes = new Map()
    for (const [number, existingText] of self.texts.entries()) {
      if (!self.rich.has(number) && !self.indexes.has(existingText)) self.indexes.set(existingText, number)
    }
  }
  const existingIndex = self.indexes.get(text)
  if (existingIndex !== undefined) return existingIndex
  self.indexes.set(text, self.texts.length)
  return self.texts.push(text) - 1
}

/**
 * Returns the XML of an element with a text. Without `xml:space`, programs may remove leading and trailing white space,
 * so Excel writes it also for formulas and their results.
 */
export const element = (name: string, text: string, attributes = ""): string => {
  const preserve = text !== text.trim() || text.includes("\n") ? " xml:space=\"preserve\"" : ""
  return `<${name}${attributes}${preserve}>${Xml.encodeText(Xml.encodeXstring(text))}</${name}>`
}

/** Returns the XML of a `t` element. */
export const textElement = (prefix: string, text: string): string => element(`${prefix}t`, text)

/** Returns the XML of the part with the added entries. */
export const text = (self: SharedStrings): string => {
  if (!isEdited(self)) return self.source
  const list = Xml.root(self.source)
  const prefix = Xml.prefixOf(list)
  const added = self.texts.slice(self.originalCount)
  const source = added.map((text) => `<${prefix}si>${textElement(prefix, text)}</${prefix}si>`).join("")
  const tag = Xml.startTag(self.source, list)
  const count = Number(Xml.attribute(tag, "count") ?? self.originalCount) + added.length
  const counted = Xml.withAttribute(tag, "count", String(count))
  return Xml.replaceTagAndAppend(
    self.source,
    list,
    Xml.withAttribute(counted, "uniqueCount", String(self.texts.length)),
    source
  )
}
