/**
 * Moves comments with their cells: notes, the VML shapes of notes, and threaded comments. Adds replies to the notes that
 * stand for threads.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as Work from "../Work.js"
import * as A1Reference from "./A1Reference.js"
import * as SharedStrings from "./SharedStrings.js"

type MapArea = (area: Area) => Area | undefined

const commentElements = new Set(["comment", "threadedComment"])

/** Updates the cell of each comment, and removes the comments of deleted cells. */
const moveComments = (text: string, map: MapArea): string => {
  const edits: Array<Xml.Edit> = []
  for (let tag = Xml.nextTag(text, 0); tag !== undefined; tag = Xml.nextTag(text, tag.end)) {
    if (tag.kind === "end" || !commentElements.has(tag.name)) continue
    const source = text.slice(tag.start, tag.end)
    const area = A1Reference.parse(Xml.attribute(source, "ref") ?? "")
    if (area === undefined) continue
    const moved = map(area)
    if (moved === undefined) edits.push({ start: tag.start, end: Xml.elementOf(text, tag).end, text: "" })
    else if (moved !== area) {
      edits.push({ start: tag.start, end: tag.end, text: Xml.withAttribute(source, "ref", A1Reference.format(moved)) })
    }
  }
  return edits.length === 0 ? text : Xml.edit(text, edits)
}

const numberContent = (text: string, element: Xml.Element | undefined): number | undefined =>
  element && Number(text.slice(element.contentStart, element.contentEnd).trim())

/** Updates the cell of each note's shape, and removes the shapes of deleted cells. */
const moveShapes = (text: string, map: MapArea): string => {
  const edits: Array<Xml.Edit> = []
  for (const shape of Xml.children(text, Xml.root(text))) {
    if (shape.name !== "shape") continue
    const data = Xml.child(text, shape, "ClientData")
    const row = data && Xml.child(text, data, "Row")
    const column = data && Xml.child(text, data, "Column")
    const [top, left] = [numberContent(text, row), numberContent(text, column)]
    if (row === undefined || column === undefined || top === undefined || left === undefined) continue
    const moved = map({ top, left, bottom: top, right: left })
    if (moved === undefined) edits.push({ start: shape.start, end: shape.end, text: "" })
    else if (moved.top !== top || moved.left !== left) {
      edits.push({ start: row.contentStart, end: row.contentEnd, text: String(moved.top) })
      edits.push({ start: column.contentStart, end: column.contentEnd, text: String(moved.left) })
    }
  }
  return edits.length === 0 ? text : Xml.edit(text, edits)
}

const moveFunctions: Readonly<Record<string, (text: string, map: MapArea) => string>> = {
  comments: moveComments,
  threadedComment: moveComments,
  vmlDrawing: moveShapes
}

/** Moves the comments of a sheet. `map` returns the new position of a cell, or `undefined` if the cell was deleted. */
export const move = (self: Package.Package, sheet: string, map: MapArea): void => {
  for (const { external, kind, target } of Package.relationships(self, sheet)) {
    const movePart = moveFunctions[kind]
    const text = external || movePart === undefined ? undefined : Package.text(self, target)
    if (movePart === undefined || text === undefined) continue
    const moved = movePart(text, map)
    if (moved !== text) Package.setText(self, target, moved)
  }
}

/** Finds the note that stands for a thread. Its author is the id of the thread. */
const noteOf = (text: string, thread: string): Xml.Element | undefined => {
  const root = Xml.root(text)
  const authors = Xml.child(text, root, "authors")
  const notes = Xml.child(text, root, "commentList")
  if (authors === undefined || notes === undefined) return undefined
  const author = [...Xml.children(text, authors)].filter(({ name }) => name === "author").findIndex((element) =>
    Xml.content(text, element.contentStart, element.contentEnd).toLowerCase() === `tc=${thread.toLowerCase()}`
  )
  return [...Xml.children(text, notes)].find((note) =>
    note.name === "comment" && Xml.attribute(Xml.startTag(text, note), "authorId") === String(author)
  )
}

/** Adds a reply to the note that stands for a thread, in the words of Excel. */
const withReply = (text: string, thread: string, reply: string): string => {
  const note = noteOf(text, thread)
  const content = note && Xml.child(text, note, "text")
  if (content === undefined) return text
  const parts = [...Xml.children(text, content)].flatMap((part) =>
    part.name === "r" ? Xml.child(text, part, "t") ?? [] : part.name === "t" ? part : []
  )
  const last = parts.at(-1)
  const present = last === undefined ? "" : Xml.decodeXstring(Xml.content(text, last.contentStart, last.contentEnd))
  const full = `${present}\nReply:\n    ${reply}`.slice(0, Work.maxTextLength)
  const element = SharedStrings.textElement(Xml.prefixOf(content), full)
  return last === undefined
    ? Xml.append(text, content, element)
    : text.slice(0, last.start) + element + text.slice(last.end)
}

/** Adds a reply to the note of a thread, which applications without threads show. */
export const addReply = (self: Package.Package, sheet: string, thread: string, reply: string): void => {
  for (const { external, kind, target } of Package.relationships(self, sheet)) {
    const text = kind === "comments" && !external ? Package.text(self, target) : undefined
    if (text !== undefined) Package.setText(self, target, withReply(text, thread, reply))
  }
}
