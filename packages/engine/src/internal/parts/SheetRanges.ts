/**
 * The ranges and formulas that a worksheet names around its cells: merged cells, conditional formats, validations,
 * hyperlinks, filters, protected ranges, and the list of its tables.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as Dialect from "./Dialect.js"
import * as Reference from "./Reference.js"
import type { SheetPart } from "./SheetPart.js"

type MapArea = (area: Area) => Area | undefined

/** Sections that are lists of ranges, by the attribute that names the range. */
const lists: Readonly<Record<string, "ref" | "sqref">> = {
  mergeCells: "ref",
  hyperlinks: "ref",
  dataValidations: "sqref",
  ignoredErrors: "sqref",
  protectedRanges: "sqref"
}

/** The list of areas after a change; `undefined` if nothing is left of it. */
const mapList = (text: string, map: MapArea): string | undefined => {
  const kept: Array<string> = []
  for (const one of text.split(/\s+/)) {
    const area = Reference.parse(one)
    if (area === undefined) {
      kept.push(one)
      continue
    }
    const moved = map(area)
    if (moved !== undefined) kept.push(moved === area ? one : Reference.format(moved))
  }
  return kept.length === 0 ? undefined : kept.join(" ")
}

/** Edits a start tag's range attribute; without a range left the whole element goes. */
const mapElement = (
  tail: string,
  element: Xml.Element,
  name: "ref" | "sqref",
  map: MapArea
): Xml.Edit | undefined => {
  const tag = Xml.startTag(tail, element)
  const present = Xml.attribute(tag, name)
  if (present === undefined) return undefined
  const moved = mapList(present, map)
  if (moved === present) return undefined
  return moved === undefined
    ? { start: element.start, end: element.end, text: "" }
    : { start: element.start, end: element.contentStart, text: Xml.withAttribute(tag, name, moved) }
}

const mapSection = (tail: string, section: Xml.Element, map: MapArea): ReadonlyArray<Xml.Edit> => {
  if (section.name === "conditionalFormatting") return [mapElement(tail, section, "sqref", map) ?? []].flat()
  if (section.name === "autoFilter" || section.name === "sortState") {
    const own = mapElement(tail, section, "ref", map)
    if (own !== undefined && own.end === section.end && own.text === "") return [own]
    const inner = [...descendants(tail, section, "sortCondition"), ...descendants(tail, section, "sortState")]
    return [own ?? [], inner.flatMap((element) => mapElement(tail, element, "ref", map) ?? [])].flat()
  }
  if (section.name === "extLst") return mapExtension(tail, section, map)
  const attribute = lists[section.name]
  if (attribute === undefined) return []
  const edits: Array<Xml.Edit> = []
  let count = 0
  let removed = 0
  for (const element of Xml.children(tail, section)) {
    count++
    const edit = mapElement(tail, element, attribute, map)
    if (edit === undefined) continue
    if (edit.end === element.end && edit.text === "") removed++
    edits.push(edit)
  }
  if (removed === 0) return edits
  if (removed === count) return [{ start: section.start, end: section.end, text: "" }]
  const tag = Xml.startTag(tail, section)
  if (Xml.attribute(tag, "count") === undefined) return edits
  const counted = Xml.withAttribute(tag, "count", String(count - removed))
  return [{ start: section.start, end: section.contentStart, text: counted }, ...edits]
}

function* descendants(text: string, within: Xml.Element, name: string): Generator<Xml.Element> {
  for (const element of Xml.children(text, within)) {
    if (element.name === name) yield element
    else yield* descendants(text, element, name)
  }
}

/** Newer features name their ranges as the text of `xm:sqref`. */
const mapExtension = (tail: string, section: Xml.Element, map: MapArea): ReadonlyArray<Xml.Edit> => {
  const edits: Array<Xml.Edit> = []
  for (const element of descendants(tail, section, "sqref")) {
    const present = tail.slice(element.contentStart, element.contentEnd)
    const moved = mapList(present, map)
    if (moved !== undefined && moved !== present) {
      edits.push({ start: element.contentStart, end: element.contentEnd, text: moved })
    }
  }
  return edits
}

const edit = (self: SheetPart, edits: ReadonlyArray<Xml.Edit>): void => {
  if (edits.length === 0) return
  self.tail = Xml.edit(self.tail, edits)
  self.changed = true
}

const sections = (self: SheetPart): Generator<Xml.Element> => Xml.siblings(self.tail, 0, self.tail.length)

/** Moves every range. */
export const mapAreas = (self: SheetPart, map: MapArea): void => {
  edit(self, [...sections(self)].flatMap((section) => [...mapSection(self.tail, section, map)]))
}

const formulaElements = new Set(["formula", "formula1", "formula2", "f"])

function* formulasIn(tail: string, within: Iterable<Xml.Element>): Generator<Xml.Element> {
  for (const element of within) {
    if (formulaElements.has(element.name)) yield element
    else yield* formulasIn(tail, Xml.children(tail, element))
  }
}

/** Rewrites every formula, and the places that hyperlinks lead to. */
export const mapFormulas = (self: SheetPart, rewrite: (formula: string) => string): void => {
  const { tail } = self
  const edits: Array<Xml.Edit> = []
  for (const section of sections(self)) {
    if (section.name === "hyperlinks") {
      for (const element of Xml.children(tail, section)) {
        const tag = Xml.startTag(tail, element)
        const location = Xml.attribute(tag, "location")
        const rewritten = location === undefined ? undefined : rewrite(location)
        if (rewritten === location) continue
        const text = Xml.withAttribute(tag, "location", rewritten)
        edits.push({ start: element.start, end: element.contentStart, text })
      }
    } else if (
      section.name === "conditionalFormatting" || section.name === "dataValidations" || section.name === "extLst"
    ) {
      for (const element of formulasIn(tail, [section])) {
        const formula = Xml.content(tail, element.contentStart, element.contentEnd)
        const rewritten = rewrite(formula)
        if (rewritten === formula) continue
        edits.push({ start: element.contentStart, end: element.contentEnd, text: Xml.encodeText(rewritten) })
      }
    }
  }
  edit(self, edits)
}

/** The areas of merged cells. */
export const merges = (self: SheetPart): ReadonlyArray<Area> => {
  const found: Array<Area> = []
  for (const section of sections(self)) {
    if (section.name !== "mergeCells") continue
    for (const element of Xml.children(self.tail, section)) {
      const area = Reference.parse(Xml.attribute(Xml.startTag(self.tail, element), "ref") ?? "")
      if (area !== undefined) found.push(area)
    }
  }
  return found
}

/** The area of the sheet's own filter, which is not a table's. */
export const filter = (self: SheetPart): Area | undefined => {
  for (const section of sections(self)) {
    if (section.name === "autoFilter") {
      return Reference.parse(Xml.attribute(Xml.startTag(self.tail, section), "ref") ?? "")
    }
  }
  return undefined
}

/** Takes the sheet's own filter away. */
export const removeFilter = (self: SheetPart): void => {
  edit(
    self,
    [...sections(self)].filter(({ name }) => name === "autoFilter").map(({ end, start }) => ({ start, end, text: "" }))
  )
}

/** Adds a table to the sheet's list. */
export const addTable = (self: SheetPart, relationship: string, dialect: Dialect.Dialect): void => {
  const { prefix, tail } = self
  const root = Xml.nextTag(self.head, 0)
  const foreign = root && Dialect.relationshipPrefix(self.head.slice(root.start, root.end))
  const declared = foreign === undefined ? ` xmlns:r="${dialect.relationships}"` : ""
  const source = `<${prefix}tablePart${declared} ${foreign ?? "r"}:id="${relationship}"/>`
  let end = 0
  for (const section of sections(self)) {
    if (section.name === "tableParts") {
      const count = String([...Xml.children(tail, section)].length + 1)
      self.tail = Xml.extend(tail, section, Xml.withAttribute(Xml.startTag(tail, section), "count", count), source)
      self.changed = true
      return
    }
    if (section.name !== "extLst") end = section.end
  }
  edit(self, [{ start: end, end, text: `<${prefix}tableParts count="1">${source}</${prefix}tableParts>` }])
}

/** Takes a table from the sheet's list. */
export const removeTable = (self: SheetPart, relationship: string): void => {
  const { tail } = self
  for (const section of sections(self)) {
    if (section.name !== "tableParts") continue
    const all = [...Xml.children(tail, section)]
    const kept = all.filter((element) => Xml.foreignAttribute(Xml.startTag(tail, element), "id") !== relationship)
    const tag = Xml.withAttribute(Xml.startTag(tail, section), "count", String(kept.length))
    const inner = kept.map(({ end, start }) => tail.slice(start, end)).join("")
    const text = kept.length === 0 ? "" : `${tag}${inner}</${section.qualified}>`
    edit(self, [{ start: section.start, end: section.end, text }])
    return
  }
}
