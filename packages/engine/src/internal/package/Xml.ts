/**
 * Reads and edits XML as text. The text around an edit stays unchanged, including white space.
 *
 * Tags and elements are offsets into their document. Element names are compared without prefix, because programs write
 * the same element as `<row>` or as `<x:row>`.
 *
 * @since 0.1.0
 */
import { refuse } from "../refusal.js"

/** A start, end or empty-element tag. */
export interface Tag {
  readonly kind: "start" | "end" | "empty"
  /** With the prefix: `x:row`. */
  readonly qualifiedName: string
  /** Without the prefix: `row`. */
  readonly name: string
  /** Offset of `<`. */
  readonly start: number
  /** Offset after `>`. */
  readonly end: number
}

/** An element with its content. */
export interface Element {
  readonly name: string
  readonly qualifiedName: string
  readonly start: number
  /** Offset after the start tag. */
  readonly contentStart: number
  /** Offset of the end tag. */
  readonly contentEnd: number
  readonly end: number
}

const Slash = 47
const Bang = 33
const Question = 63
const GreaterThan = 62

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

/** Returns the offset after the end of a tag. `from` is an offset in the tag after its `<`. */
export const tagEnd = (text: string, from: number): number => {
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

const offsetAfter = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}

/** Finds the next tag at or after an offset. It skips comments, processing instructions, CDATA and declarations. */
export const nextTag = (text: string, from: number): Tag | undefined => {
  let start = text.indexOf("<", from)
  while (start >= 0) {
    const code = text.charCodeAt(start + 1)
    if (code === Question) start = text.indexOf("<", offsetAfter(text, "?>", start))
    else if (code === Bang) {
      if (text.startsWith("<!--", start)) start = text.indexOf("<", offsetAfter(text, "-->", start))
      else if (text.startsWith("<![CDATA[", start)) start = text.indexOf("<", offsetAfter(text, "]]>", start))
      else start = text.indexOf("<", offsetAfter(text, ">", start))
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
  const qualifiedName = text.slice(nameStart, nameEnd)
  const colon = qualifiedName.indexOf(":")
  const kind = closing ? "end" : text.charCodeAt(end - 2) === Slash ? "empty" : "start"
  return { kind, qualifiedName, name: colon < 0 ? qualifiedName : qualifiedName.slice(colon + 1), start, end }
}

/** Limits the time for a hostile document. Excel writes nothing that is nearly as deep. */
const maxDepth = 200

/** Returns the element of a start tag. Without an end tag, or if nested too deeply, it ends with the document. */
export const elementOf = (text: string, open: Tag): Element => {
  const { end, name, qualifiedName, start } = open
  if (open.kind !== "start") return { name, qualifiedName, start, contentStart: end, contentEnd: end, end }
  let depth = 1
  let at = end
  while (true) {
    const tag = nextTag(text, at)
    if (tag === undefined || depth > maxDepth) {
      return { name, qualifiedName, start, contentStart: end, contentEnd: text.length, end: text.length }
    }
    at = tag.end
    if (tag.kind === "start") depth++
    else if (tag.kind === "end" && --depth === 0) {
      return { name, qualifiedName, start, contentStart: end, contentEnd: tag.start, end: tag.end }
    }
  }
}

/** Yields the sibling elements between two offsets. */
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

/** Yields the child elements of an element. */
export const children = (text: string, element: Element): Generator<Element> =>
  siblings(text, element.contentStart, element.contentEnd)

/** Finds the first child element with a name. */
export const child = (text: string, element: Element, name: string): Element | undefined => {
  for (const candidate of children(text, element)) {
    if (candidate.name === name) return candidate
  }
  return undefined
}

/** Returns the root element of a document. Refuses text that is not XML. */
export const root = (text: string): Element => {
  const tag = nextTag(text, 0)
  return tag === undefined
    ? refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: a part is not XML.")
    : elementOf(text, tag)
}

/** Returns the source of an element's start tag. */
export const startTag = (text: string, element: Element): string => text.slice(element.start, element.contentStart)

/** Returns the prefix of an element with its colon (`x:`), for new elements in the same namespace. */
export const prefixOf = (element: { readonly qualifiedName: string }): string => {
  const colon = element.qualifiedName.indexOf(":")
  return colon < 0 ? "" : element.qualifiedName.slice(0, colon + 1)
}

/** An attribute in the source of a tag. */
export interface Attribute {
  /** With the prefix: `r:id`. */
  readonly name: string
  /** The value before decoding. */
  readonly raw: string
  /** Offsets in the tag: of the white space before the name, and after the closing quote. */
  readonly start: number
  readonly end: number
}

/** Returns the attributes in the source of a tag. */
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

/** Normalizes literal white space to spaces (XML 1.0, 3.3.3). White space written as character references stays. */
const attributeValue = (raw: string): string => decode(/[\r\n\t]/.test(raw) ? raw.replace(/\r\n|[\r\n\t]/g, " ") : raw)

/** Returns the decoded value of an attribute in the source of a tag. */
export const attribute = (tag: string, name: string): string | undefined => {
  if (!tag.includes(name)) return undefined
  const found = attributes(tag).find((candidate) => candidate.name === name)
  return found === undefined ? undefined : attributeValue(found.raw)
}

/** Returns the decoded value of an attribute with any prefix: `id` finds `r:id`. */
export const prefixedAttribute = (tag: string, name: string): string | undefined => {
  const found = attributes(tag).find((candidate) => candidate.name.endsWith(`:${name}`))
  return found === undefined ? undefined : attributeValue(found.raw)
}

/** Returns whether a boolean attribute is `1` or `true`. */
export const booleanAttribute = (tag: string, name: string, defaultValue = false): boolean => {
  const value = attribute(tag, name)
  return value === undefined ? defaultValue : value === "1" || value === "true"
}

/** Returns the tag with an attribute set, or removed for `undefined`. Other attributes stay unchanged. */
export const withAttribute = (tag: string, name: string, value: string | undefined): string => {
  const found = attributes(tag).find((candidate) => candidate.name === name)
  const written = value === undefined ? "" : ` ${name}="${encodeAttribute(value)}"`
  if (found !== undefined) return tag.slice(0, found.start) + written + tag.slice(found.end)
  const tail = tag.endsWith("/>") ? tag.length - 2 : tag.length - 1
  return tag.slice(0, tail).trimEnd() + written + tag.slice(tail)
}

/** A replacement of the text between two offsets. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies edits that do not overlap. */
export const edit = (text: string, edits: ReadonlyArray<Edit>): string => {
  const parts: Array<string> = []
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  parts.push(text.slice(at))
  return parts.join("")
}

/** Converts an empty-element tag to a start tag. */
export const toStartTag = (tag: string): string => tag.endsWith("/>") ? `${tag.slice(0, -2).trimEnd()}>` : tag

/** Converts a start tag to an empty-element tag. */
export const toEmptyTag = (tag: string): string => tag.endsWith("/>") ? tag : `${tag.slice(0, -1).trimEnd()}/>`

/** Returns the document with the start tag of an element replaced, and `added` appended to its content. */
export const replaceTagAndAppend = (text: string, element: Element, tag: string, added: string): string => {
  const content = text.slice(element.contentStart, element.contentEnd) + added
  const open = content === "" ? tag : toStartTag(tag)
  const close = open.endsWith("/>") ? "" : `</${element.qualifiedName}>`
  return text.slice(0, element.start) + open + content + close + text.slice(element.end)
}

/** Returns the document with `added` appended to the content of an element. */
export const append = (text: string, element: Element, added: string): string =>
  replaceTagAndAppend(text, element, startTag(text, element), added)

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'" }

const decodeCodePoint = (digits: string, radix: number, defaultValue: string): string => {
  const code = Number.parseInt(digits, radix)
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : defaultValue
}

/** Normalizes line ends to LF (XML 1.0, 2.11). A CR is kept only if it is written as a character reference. */
const normalizeLineEnds = (text: string): string => text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text

/** Decodes text. It resolves character references and the five predefined entities of XML, but no others. */
export const decode = (source: string): string => {
  const text = normalizeLineEnds(source)
  return text.includes("&")
    ? text.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g, (whole, hex, decimal, name) =>
      hex !== undefined
        ? decodeCodePoint(hex, 16, whole)
        : decimal !== undefined
        ? decodeCodePoint(decimal, 10, whole)
        : entities[name] ?? whole)
    : text
}

/** Removes comments and declarations, and converts CDATA sections to ordinary text. */
export const withoutMarkupDeclarations = (text: string): string => {
  const parts: Array<string> = []
  let at = 0
  for (let start = text.indexOf("<!"); start >= 0; start = text.indexOf("<!", at)) {
    parts.push(text.slice(at, start))
    if (text.startsWith("<![CDATA[", start)) {
      const end = text.indexOf("]]>", start)
      const data = text.slice(start + "<![CDATA[".length, end < 0 ? text.length : end)
      parts.push(encodeText(normalizeLineEnds(data)))
      at = end < 0 ? text.length : end + 3
    } else at = text.startsWith("<!--", start) ? offsetAfter(text, "-->", start) : offsetAfter(text, ">", start)
  }
  parts.push(text.slice(at))
  return parts.join("")
}

/** Returns the decoded text between two offsets. */
export const content = (text: string, from: number, to: number): string => {
  const raw = text.slice(from, to)
  return decode(raw.includes("<!") ? withoutMarkupDeclarations(raw) : raw)
}

/** Encodes text between tags. */
export const encodeText = (text: string): string =>
  /[&<>\r]/.test(text)
    ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;")
    : text

/** Encodes the value of an attribute. */
export const encodeAttribute = (text: string): string =>
  encodeText(text).replaceAll("\"", "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")

/** Decodes the escape sequences of `ST_Xstring` for characters that XML does not allow: `_x000D_`. */
export const decodeXstring = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text

const escapeCode = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`

/** Characters that XML does not allow: control characters, non-characters, unpaired surrogates. */
const invalidCharacters = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** The inverse of {@link decodeXstring}. */
export const encodeXstring = (text: string): string =>
  (text.includes("_x") ? text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_") : text).replace(
    invalidCharacters,
    escapeCode
  )

/**
 * Decodes the bytes of a part. UTF-16 is recognized by the first bytes. A document type declaration is refused, because
 * its entities could expand without limit.
 */
export const fromBytes = (bytes: Buffer): string => {
  const text = decodeBytes(bytes)
  return /<!DOCTYPE/i.test(text.slice(0, 10_000))
    ? refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: a part declares a document type.")
    : text
}

/** Returns the offset of UTF-16 text: 2 after a byte order mark, or 0 for `<` as two bytes. Otherwise `undefined`. */
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

/** Encodes the text of a part as UTF-8. */
export const toBytes = (text: string): Buffer =>
  Buffer.from(text.replace(/^(\s*<\?xml[^>]*encoding=["'])utf-16[a-z]*/i, "$1UTF-8"), "utf8")

/** The XML declaration of a new part, as Excel writes it. */
export const declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
