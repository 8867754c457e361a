/**
 * Reading and editing XML as text: what is not edited keeps its spelling, down to the white space.
 *
 * A tag or element is a pair of offsets into its document. Names are compared without their prefix, because
 * the same part may come as `<row>` or `<x:row>`.
 *
 * @since 0.1.0
 */
import { refuse } from "../refusal.js"

/** A start, end or empty-element tag. */
export interface Tag {
  readonly kind: "start" | "end" | "empty"
  /** With the prefix: `x:row`. */
  readonly qualified: string
  /** Without the prefix: `row`. */
  readonly name: string
  /** Offset of `<`. */
  readonly start: number
  /** Offset after `>`. */
  readonly end: number
}

/** An element with everything in it. */
export interface Element {
  readonly name: string
  readonly qualified: string
  readonly start: number
  /** Offset after the start tag: where the content begins. */
  readonly contentStart: number
  /** Offset of the end tag: where the content ends. */
  readonly contentEnd: number
  readonly end: number
}

const Slash = 47
const Bang = 33
const Question = 63
const GreaterThan = 62

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

const tagEnd = (text: string, from: number): number => {
  let quote = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) quote = code
    else if (code === GreaterThan) return at + 1
  }
  return text.length
}

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}

/** The next tag at or after an offset; comments, instructions, CDATA and declarations are passed over. */
export const nextTag = (text: string, from: number): Tag | undefined => {
  let start = text.indexOf("<", from)
  while (start >= 0) {
    const code = text.charCodeAt(start + 1)
    if (code === Question) start = text.indexOf("<", after(text, "?>", start))
    else if (code === Bang) {
      if (text.startsWith("<!--", start)) start = text.indexOf("<", after(text, "-->", start))
      else if (text.startsWith("<![CDATA[", start)) start = text.indexOf("<", after(text, "]]>", start))
      else start = text.indexOf("<", after(text, ">", start))
    } else break
  }
  if (start < 0) return undefined
  const closing = text.charCodeAt(start + 1) === Slash
  const end = tagEnd(text, start + 1)
  const nameStart = closing ? start + 2 : start + 1
  let nameEnd = nameStart
  while (nameEnd < end) {
    const code = text.charCodeAt(nameEnd)
    if (isSpace(code) || code === GreaterThan || code === Slash) break
    nameEnd++
  }
  const qualified = text.slice(nameStart, nameEnd)
  const colon = qualified.indexOf(":")
  const kind = closing ? "end" : text.charCodeAt(end - 2) === Slash ? "empty" : "start"
  return { kind, qualified, name: colon < 0 ? qualified : qualified.slice(colon + 1), start, end }
}

/** Nothing that Excel writes is nearly as deep; walking deeper could be made to take forever. */
const maxDepth = 200

/** The element whose start tag is given. Without an end tag, or when too deep, it ends with the document. */
export const elementOf = (text: string, open: Tag): Element => {
  const { end, name, qualified, start } = open
  if (open.kind !== "start") return { name, qualified, start, contentStart: end, contentEnd: end, end }
  let depth = 1
  let at = end
  while (true) {
    const tag = nextTag(text, at)
    if (tag === undefined || depth > maxDepth) {
      return { name, qualified, start, contentStart: end, contentEnd: text.length, end: text.length }
    }
    at = tag.end
    if (tag.kind === "start") depth++
    else if (tag.kind === "end" && --depth === 0) {
      return { name, qualified, start, contentStart: end, contentEnd: tag.start, end: tag.end }
    }
  }
}

/** The elements that follow each other in a stretch of a document. */
export function* siblings(text: string, from: number, to: number): Generator<Element> {
  let at = from
  while (at < to) {
    const tag = nextTag(text, at)
    if (tag === undefined || tag.start >= to || tag.kind === "end") return
    const element = elementOf(text, tag)
    yield element
    at = element.end
  }
}

/** The elements directly inside an element. */
export const children = (text: string, element: Element): Generator<Element> =>
  siblings(text, element.contentStart, element.contentEnd)

/** The first element of a name directly inside an element. */
export const child = (text: string, element: Element, name: string): Element | undefined => {
  for (const candidate of children(text, element)) {
    if (candidate.name === name) return candidate
  }
  return undefined
}

/** The document's outermost element. */
export const root = (text: string): Element => {
  const tag = nextTag(text, 0)
  return tag === undefined
    ? refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: a part is not XML.")
    : elementOf(text, tag)
}

/** The start tag's source. */
export const startTag = (text: string, element: Element): string => text.slice(element.start, element.contentStart)

/** The prefix of an element with its colon (`x:`), to name new elements beside it. */
export const prefixOf = (element: { readonly qualified: string }): string => {
  const colon = element.qualified.indexOf(":")
  return colon < 0 ? "" : element.qualified.slice(0, colon + 1)
}

/** An attribute in the source of a tag. */
export interface Attribute {
  /** With the prefix: `r:id`. */
  readonly name: string
  /** Not yet decoded. */
  readonly raw: string
  /** Offset of the white space just before the name, and the one after the closing quote. */
  readonly start: number
  readonly end: number
}

/** The attributes of a tag's source. */
export const attributes = (tag: string): ReadonlyArray<Attribute> => {
  const found: Array<Attribute> = []
  const pattern = /\s([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
  for (let match = pattern.exec(tag); match !== null; match = pattern.exec(tag)) {
    found.push({
      name: match[1] ?? "",
      raw: match[2] ?? match[3] ?? "",
      start: match.index,
      end: pattern.lastIndex
    })
  }
  return found
}

/** White space as it stands in an attribute is a space (XML 1.0, 3.3.3); as an entity it is what it is. */
const attributeValue = (raw: string): string => decode(/[\r\n\t]/.test(raw) ? raw.replace(/\r\n|[\r\n\t]/g, " ") : raw)

/** The decoded value of an attribute. */
export const attribute = (tag: string, name: string): string | undefined => {
  if (!tag.includes(name)) return undefined
  const found = attributes(tag).find((candidate) => candidate.name === name)
  return found === undefined ? undefined : attributeValue(found.raw)
}

/** The decoded value of an attribute of another namespace, whatever its prefix: `id` finds `r:id`. */
export const foreignAttribute = (tag: string, name: string): string | undefined => {
  const found = attributes(tag).find((candidate) => candidate.name.endsWith(`:${name}`))
  return found === undefined ? undefined : attributeValue(found.raw)
}

/** Whether an attribute says yes, as `1` or `true`. */
export const flag = (tag: string, name: string, otherwise = false): boolean => {
  const value = attribute(tag, name)
  return value === undefined ? otherwise : value === "1" || value === "true"
}

/** The tag with an attribute set, or taken away; the others keep their spelling and place. */
export const withAttribute = (tag: string, name: string, value: string | undefined): string => {
  const found = attributes(tag).find((candidate) => candidate.name === name)
  const written = value === undefined ? "" : ` ${name}="${encodeAttribute(value)}"`
  if (found !== undefined) return tag.slice(0, found.start) + written + tag.slice(found.end)
  const tail = tag.endsWith("/>") ? tag.length - 2 : tag.length - 1
  return tag.slice(0, tail).trimEnd() + written + tag.slice(tail)
}

/** One replacement of a stretch of a document. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The document after edits that do not overlap. */
export const edit = (text: string, edits: ReadonlyArray<Edit>): string => {
  const parts: Array<string> = []
  let at = 0
  for (const one of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(at, one.start), one.text)
    at = one.end
  }
  parts.push(text.slice(at))
  return parts.join("")
}

/** The tag of an element that is to have content. */
export const opened = (tag: string): string => tag.endsWith("/>") ? `${tag.slice(0, -2).trimEnd()}>` : tag

/** The document with an element's start tag replaced and new source at the end of its content. */
export const extend = (text: string, element: Element, tag: string, added: string): string => {
  const content = text.slice(element.contentStart, element.contentEnd) + added
  const open = content === "" ? tag : opened(tag)
  const close = open.endsWith("/>") ? "" : `</${element.qualified}>`
  return text.slice(0, element.start) + open + content + close + text.slice(element.end)
}

/** The document with new source at the end of an element's content. */
export const append = (text: string, element: Element, added: string): string =>
  extend(text, element, startTag(text, element), added)

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'" }

const codePoint = (digits: string, radix: number, otherwise: string): string => {
  const code = Number.parseInt(digits, radix)
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}

/** Line ends are LF, however a file writes them (XML 1.0, 2.11); only as an entity a CR is one. */
const lineFeeds = (text: string): string => text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text

/** Source as the text that it means. Of entities the five of XML and numeric ones are resolved, no others. */
export const decode = (source: string): string => {
  const text = lineFeeds(source)
  return text.includes("&")
    ? text.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g, (whole, hex, decimal, name) =>
      hex !== undefined
        ? codePoint(hex, 16, whole)
        : decimal !== undefined
        ? codePoint(decimal, 10, whole)
        : entities[name] ?? whole)
    : text
}

/** Text without comments and instructions, and with CDATA as ordinary text. */
export const plain = (text: string): string => {
  const parts: Array<string> = []
  let at = 0
  for (let start = text.indexOf("<!"); start >= 0; start = text.indexOf("<!", at)) {
    parts.push(text.slice(at, start))
    if (text.startsWith("<![CDATA[", start)) {
      const end = text.indexOf("]]>", start)
      const data = text.slice(start + "<![CDATA[".length, end < 0 ? text.length : end)
      parts.push(encodeText(lineFeeds(data)))
      at = end < 0 ? text.length : end + 3
    } else at = text.startsWith("<!--", start) ? after(text, "-->", start) : after(text, ">", start)
  }
  parts.push(text.slice(at))
  return parts.join("")
}

/** The text between two offsets, with entities resolved and CDATA unwrapped. */
export const content = (text: string, from: number, to: number): string => {
  const raw = text.slice(from, to)
  return decode(raw.includes("<!") ? plain(raw) : raw)
}

/** Source for text between tags. */
export const encodeText = (text: string): string =>
  /[&<>\r]/.test(text)
    ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;")
    : text

/** Source for an attribute's value. */
export const encodeAttribute = (text: string): string =>
  encodeText(text).replaceAll("\"", "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")

/** OOXML's own escape for characters that XML cannot hold: `_x000D_`. */
export const decodeXstring = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text

const escapeCode = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`

/** Characters that XML cannot hold: controls, non-characters, halves of surrogate pairs. */
const unwritable = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** @see {@link decodeXstring} */
export const encodeXstring = (text: string): string =>
  (text.includes("_x") ? text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_") : text).replace(unwritable, escapeCode)

/** A part's text; UTF-16 parts are recognised by their first bytes. Document types are not for office files. */
export const fromBytes = (bytes: Buffer): string => {
  const text = decodeBytes(bytes)
  return /<!DOCTYPE/i.test(text.slice(0, 10_000))
    ? refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: a part declares a document type.")
    : text
}

/** The offset of UTF-16 text: after the byte order mark, or 0 if `<` is encoded as two bytes without one. */
const utf16Start = (bytes: Buffer, high: number, low: number): number | undefined => {
  if (bytes[high] === 0xfe && bytes[low] === 0xff) return 2
  return bytes[high] === 0 && bytes[low] === 0x3c ? 0 : undefined
}

const decodeBytes = (bytes: Buffer): string => {
  const little = utf16Start(bytes, 1, 0)
  if (little !== undefined) return bytes.toString("utf16le", little)
  const big = utf16Start(bytes, 0, 1)
  if (big === undefined) return bytes.toString("utf8")
  return Buffer.from(bytes.subarray(big, bytes.length - bytes.length % 2)).swap16().toString("utf16le")
}

/** A part's bytes, always UTF-8. */
export const toBytes = (text: string): Buffer =>
  Buffer.from(text.replace(/^(\s*<\?xml[^>]*encoding=["'])utf-16[a-z]*/i, "$1UTF-8"), "utf8")

/** First characters of a part that is written new, as Excel writes them. */
export const declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
