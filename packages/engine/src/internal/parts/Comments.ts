/**
 * Moves comments with their cells: notes, the VML shapes of notes, and threaded comments.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "./A1Reference.js"

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
