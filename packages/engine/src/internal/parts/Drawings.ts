/**
 * The places of charts, pictures and shapes, which are anchored at cells.
 *
 * @since 0.1.0
 */
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"

type MapIndex = (index: number) => number | undefined

/** Returns the edit of a corner of an anchor. A corner in a deleted row or column moves to the one that replaces it. */
const cornerEdits = (
  text: string,
  corner: Xml.Element,
  axis: "row" | "col",
  at: number,
  map: MapIndex
): ReadonlyArray<Xml.Edit> => {
  const index = Xml.child(text, corner, axis)
  if (index === undefined) return []
  const present = Number(text.slice(index.contentStart, index.contentEnd).trim())
  const moved = map(present)
  if (moved === present) return []
  const edit = { start: index.contentStart, end: index.contentEnd, text: String(moved ?? at) }
  const offset = moved === undefined ? Xml.child(text, corner, `${axis}Off`) : undefined
  return offset === undefined ? [edit] : [edit, { start: offset.contentStart, end: offset.contentEnd, text: "0" }]
}

const moveAnchors = (text: string, axis: "row" | "col", at: number, map: MapIndex): string => {
  const edits: Array<Xml.Edit> = []
  for (const anchor of Xml.children(text, Xml.root(text))) {
    const placement = Xml.attribute(Xml.startTag(text, anchor), "editAs") ?? "twoCell"
    if (placement === "absolute") continue
    const from = Xml.child(text, anchor, "from")
    const to = Xml.child(text, anchor, "to")
    if (from === undefined) continue
    const fromEdits = cornerEdits(text, from, axis, at, map)
    edits.push(...fromEdits)
    // A shape that keeps its size moves only if its first corner does.
    if (to !== undefined && (placement === "twoCell" || fromEdits.length > 0)) {
      edits.push(...cornerEdits(text, to, axis, at, map))
    }
  }
  return edits.length === 0 ? text : Xml.edit(text, edits)
}

/**
 * Moves the drawings of a sheet after rows or columns were inserted or deleted at an index. `map` returns the new index
 * of a row or column, or `undefined` if it was deleted.
 */
export const move = (
  self: Package.Package,
  sheet: string,
  axis: "rows" | "columns",
  at: number,
  map: MapIndex
): void => {
  for (const { external, kind, target } of Package.relationships(self, sheet)) {
    const text = external || kind !== "drawing" ? undefined : Package.text(self, target)
    if (text === undefined) continue
    const moved = moveAnchors(text, axis === "rows" ? "row" : "col", at, map)
    if (moved !== text) Package.setText(self, target, moved)
  }
}
