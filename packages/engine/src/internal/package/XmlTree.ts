/**
 * Small XML documents as trees that can be changed. Tags and texts keep their source, so that what is not changed is
 * written as it was read.
 *
 * @since 0.1.0
 */
import { refuse } from "../refusal.js"
import * as Xml from "./Xml.js"

/** An element. `tag` is the source of its start tag, or of its empty-element tag. */
export interface Node {
  /** Without the prefix. */
  readonly name: string
  /** With the prefix. */
  readonly qualifiedName: string
  tag: string
  /** Elements, and the source of texts and comments. */
  readonly children: Array<Node | string>
}

/** A document. `before` and `after` are the sources around the root element. */
export interface Document {
  readonly before: string
  readonly root: Node
  readonly after: string
}

const damaged = (): never =>
  refuse("unsupportedWorkbook", "The file is corrupt and cannot be changed: a part is not XML.")

/** The code that visits a tree is recursive. Excel writes nothing that is nearly as deep. */
const maxDepth = 200

/** Parses a document. Refuses text that is not XML. */
export const parse = (text: string): Document => {
  const first = Xml.nextTag(text, 0) ?? damaged()
  const open: Array<Node> = []
  let at = first.start
  for (let tag: Xml.Tag | undefined = first; tag !== undefined; tag = Xml.nextTag(text, tag.end)) {
    const parent = open.at(-1)
    if (tag.start > at) parent?.children.push(text.slice(at, tag.start))
    at = tag.end
    if (tag.kind === "end") {
      const closed = open.pop()
      if (closed === undefined || closed.qualifiedName !== tag.qualifiedName) return damaged()
      if (open.length === 0) return { before: text.slice(0, first.start), root: closed, after: text.slice(tag.end) }
      continue
    }
    const { name, qualifiedName } = tag
    const node: Node = { name, qualifiedName, tag: text.slice(tag.start, tag.end), children: [] }
    parent?.children.push(node)
    if (tag.kind === "start") open.push(node)
    else if (parent === undefined) return { before: text.slice(0, first.start), root: node, after: text.slice(tag.end) }
    if (open.length > maxDepth) return damaged()
  }
  return damaged()
}

const write = (node: Node, parts: Array<string>): void => {
  if (node.children.length === 0 && node.tag.endsWith("/>")) {
    parts.push(node.tag)
    return
  }
  parts.push(Xml.toStartTag(node.tag))
  for (const child of node.children) {
    if (typeof child === "string") parts.push(child)
    else write(child, parts)
  }
  parts.push(`</${node.qualifiedName}>`)
}

/** Returns the source of a document. */
export const text = ({ after, before, root }: Document): string => {
  const parts: Array<string> = [before]
  write(root, parts)
  parts.push(after)
  return parts.join("")
}

/** Returns the child elements, or those with a name. */
export const elements = (node: Node, name?: string): ReadonlyArray<Node> =>
  node.children.flatMap((child) =>
    typeof child === "string" || (name !== undefined && child.name !== name) ? [] : [child]
  )

/** Finds the first element at a path of names below an element. */
export const find = (node: Node | undefined, ...path: ReadonlyArray<string>): Node | undefined =>
  path.reduce<Node | undefined>((at, name) => at && elements(at, name)[0], node)

/** Yields all elements with a name below an element. */
export function* descendants(node: Node, name: string): Generator<Node> {
  for (const child of elements(node)) {
    if (child.name === name) yield child
    yield* descendants(child, name)
  }
}

/** Returns the decoded text of an element. */
export const content = (node: Node): string => {
  const source = node.children.map((child) => typeof child === "string" ? child : "").join("")
  return Xml.content(source, 0, source.length)
}

/** Returns the decoded value of an attribute. */
export const attribute = (node: Node | undefined, name: string): string | undefined =>
  node && Xml.attribute(node.tag, name)

/** Sets an attribute, or removes it for `undefined`. */
export const setAttribute = (node: Node, name: string, value: string | undefined): void => {
  node.tag = Xml.withAttribute(node.tag, name, value)
}

/** Replaces the content of an element. */
export const setChildren = (node: Node, children: ReadonlyArray<Node | string>): void => {
  node.children.splice(0, node.children.length, ...children)
}

/** Removes a child element, if there is one. */
export const remove = (node: Node, child: Node | undefined): void => {
  const at = child === undefined ? -1 : node.children.indexOf(child)
  if (at >= 0) node.children.splice(at, 1)
}

/**
 * Adds a child element at its place in the sequence of the schema, after others of the same name. `sequence` are the
 * names of the possible child elements in their order. An element that it does not name stays where it is.
 */
export const insert = (node: Node, child: Node, sequence: ReadonlyArray<string>): void => {
  const place = sequence.indexOf(child.name)
  const next = node.children.findIndex((other) => typeof other !== "string" && sequence.indexOf(other.name) > place)
  node.children.splice(next < 0 ? node.children.length : next, 0, child)
}
