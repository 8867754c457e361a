/**
 * The comments of a sheet with their replies (`xl/threadedComments/threadedComment1.xml`).
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "./A1Reference.js"

/** A comment, or a reply to the comment with the id `parentId`. */
export interface ThreadedComment {
  readonly element: Xml.Element
  readonly id: string
  readonly parentId: string | undefined
  readonly area: Area
  readonly content: string
  readonly hasMentions: boolean
}

/** Whether two ids are the same GUID. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Returns the comments and the replies in the order of the part. */
export const parse = (text: string): ReadonlyArray<ThreadedComment> => {
  const found: Array<ThreadedComment> = []
  for (const element of Xml.children(text, Xml.root(text))) {
    const tag = Xml.startTag(text, element)
    const id = Xml.attribute(tag, "id")
    const area = A1Reference.parse(Xml.attribute(tag, "ref") ?? "")
    if (element.name !== "threadedComment" || id === undefined || area === undefined) continue
    const content = Xml.child(text, element, "text")
    const mentions = Xml.child(text, element, "mentions")
    found.push({
      element,
      id,
      parentId: Xml.attribute(tag, "parentId"),
      area,
      content: content === undefined
        ? ""
        : Xml.decodeXstring(Xml.content(text, content.contentStart, content.contentEnd)),
      hasMentions: mentions !== undefined && Xml.child(text, mentions, "mention") !== undefined
    })
  }
  return found
}

/** A reply to add. `date` is a date and time in UTC, without a time zone. */
export interface NewReply {
  readonly id: string
  readonly personId: string
  readonly date: string
  readonly content: string
}

/** Returns the document with a reply after the comment and its other replies. */
export const withReply = (text: string, comment: ThreadedComment, reply: NewReply): string => {
  const replies = parse(text).filter(({ parentId }) => parentId !== undefined && sameId(parentId, comment.id))
  const { end, qualifiedName } = (replies.at(-1) ?? comment).element
  const attributes = [
    ["ref", A1Reference.format(comment.area)],
    ["dT", reply.date],
    ["personId", reply.personId],
    ["id", reply.id],
    ["parentId", comment.id]
  ].map(([name = "", value = ""]) => ` ${name}="${Xml.encodeAttribute(value)}"`).join("")
  const textName = `${Xml.prefixOf({ qualifiedName })}text`
  const content = Xml.encodeText(Xml.encodeXstring(reply.content))
  const added = `<${qualifiedName}${attributes}><${textName}>${content}</${textName}></${qualifiedName}>`
  return text.slice(0, end) + added + text.slice(end)
}
