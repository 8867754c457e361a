/**
 * The ranges and formulas in the XML that follows `sheetData` in a worksheet part: merged cells, conditional formats,
 * data validations, hyperlinks, filters, protected ranges, and the list of table parts.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "./A1Reference.js"
import * as Dialect from "./Dialect.js"
import type { SheetPart } from "./SheetPart.js"

type MapArea = (area: Area) => Area | undefined

/** The attribute that contains the ranges of the child elements, by the name of the parent element. */
const rangeLists: Readonly<Record<string, "ref" | "sqref">> = {
  mergeCells: "ref",
  hyperlinks: "ref",
  dataValidations: "sqref",
  ignoredErrors: "sqref",
  protectedRanges: "sqref"
}

/** Maps a list of ranges that are separated by spaces. Returns `undefined` if all ranges were deleted. */
const mapRangeList = (text: string, map: MapArea): string | undefined => {
  const kept: Array<string> = []
  for (const reference of text.split(/\s+/)) {
    const area = A1Reference.parse(reference)
    if (area === undefined) {
      kept.push(reference)
      continue
    }
    const moved = map(area)
    if (moved !== undefined) kept.push(moved === area ? reference : A1Reference.format(moved))
  }
  return kept.length === 0 ? undefined : kept.join(" ")
}

const removal = ({ end, start }: Xml.Element): Xml.Edit => ({ start, end, text: "" })

const removes = (element: Xml.Element, edit: Xml.Edit): boolean => edit.end === element.end && edit.text === ""

/** Updates the range attribute of an element, or removes the element if all its ranges were deleted. */
const mapElement = (
  tail: string,
  element: Xml.Element,
  name: "ref" | "sqref",
  map: MapArea
): Xml.Edit | undefined => {
  const tag = Xml.startTag(tail, element)
  const ranges = Xml.attribute(tag, name)
  if (ranges === undefined) return undefined
  const moved = mapRangeList(ranges, map)
  if (moved === ranges) return undefined
  return moved === undefined
    ? removal(element)
    : { start: element.start, end: element.contentStart, text: Xml.withAttribute(tag, name, moved) }
}

const mapSection = (tail: string, section: Xml.Element, map: MapArea): ReadonlyArray<Xml.Edit> => {
  if (section.name === "conditionalFormatting") return [mapElement(tail, section, "sqref", map) ?? []].flat()
  if (section.name === "autoFilter" || section.name === "sortState") {
    const sectionEdit = mapElement(tail, section, "ref", map)
    if (sectionEdit !== undefined && removes(section, sectionEdit)) return [sectionEdit]
    const inner = [...descendants(tail, section, "sortCondition"), ...descendants(tail, section, "sortState")]
    return [sectionEdit ?? [], inner.flatMap((element) => mapElement(tail, element, "ref", map) ?? [])].flat()
  }
  if (section.name === "extLst") return mapExtension(tail, section, map)
  const attribute = rangeLists[section.name]
  if (attribute === undefined) return []
  const edits: Array<Xml.Edit> = []
  let count = 0
  let removed = 0
  for (const element of Xml.children(tail, section)) {
    count++
    const edit = mapElement(tail, element, attribute, map)
    if (edit === undefined) continue
    if (removes(element, edit)) removed++
    edits.push(edit)
  }
  if (removed === 0) return edits
  if (removed === count) return [removal(section)]
  const tag = Xml.startTag(tail, section)
  if (Xml.attribute(tag, "count") === undefined) return edits
  const newTag = Xml.withAttribute(tag, "count", String(count - removed))
  return [{ start: section.start, end: section.contentStart, text: newTag }, ...edits]
}

function* descendants(text: string, within: Xml.Element, name: string): Generator<Xml.Element> {
  for (const element of Xml.children(text, within)) {
    if (element.name === name) yield element
    else yield* descendants(text, element, name)
  }
}

/**
 * Maps the ranges of an extension, which are the text of `xm:sqref` elements. An element keeps its text if all of its
 * ranges were deleted.
 */
const mapExtension = (tail: string, section: Xml.Element, map: MapArea): ReadonlyArray<Xml.Edit> => {
  const edits: Array<Xml.Edit> = []
  for (const element of descendants(tail, section, "sqref")) {
    const ranges = tail.slice(element.contentStart, element.contentEnd)
    const moved = mapRangeList(ranges, map)
    if (moved !== undefined && moved !== ranges) {
      edits.push({ start: element.contentStart, end: element.contentEnd, text: moved })
    }
  }
  return edits
}

const applyEdits = (self: SheetPart, edits: ReadonlyArray<Xml.Edit>): void => {
  if (edits.length === 0) return
  self.tail = Xml.edit(self.tail, edits)
  self.changed = true
}

/** Yields the elements that follow `sheetData`. */
const sections = (self: SheetPart): Generator<Xml.Element> => Xml.siblings(self.tail, 0, self.tail.length)

/** Maps every range. `map` returns the new area, or `undefined` if its cells were deleted. */
export const mapAreas = (self: SheetPart, map: MapArea): void => {
  applyEdits(self, [...sections(self)].flatMap((section) => [...mapSection(self.tail, section, map)]))
}

const formulaElements = new Set(["formula", "formula1", "formula2", "f"])

function* formulasIn(tail: string, within: Iterable<Xml.Element>): Generator<Xml.Element> {
  for (const element of within) {
    if (formulaElements.has(element.name)) yield element
    else yield* formulasIn(tail, Xml.children(tail, element))
  }
}

/** Rewrites every formula, and the locations of hyperlinks. */
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
  applyEdits(self, edits)
}

/** Returns the areas of merged cells. */
export const mergedAreas = (self: SheetPart): ReadonlyArray<Area> => {
  const found: Array<Area> = []
  for (const section of sections(self)) {
    if (section.name !== "mergeCells") continue
    for (const element of Xml.children(self.tail, section)) {
      const area = A1Reference.parse(Xml.attribute(Xml.startTag(self.tail, element), "ref") ?? "")
      if (area !== undefined) found.push(area)
    }
  }
  return found
}

/** Returns the area of the sheet's filter. Filters of tables are in their table parts. */
export const filterArea = (self: SheetPart): Area | undefined => {
  for (const section of sections(self)) {
    if (section.name === "autoFilter") {
      return A1Reference.parse(Xml.attribute(Xml.startTag(self.tail, section), "ref") ?? "")
    }
  }
  return undefined
}

/** Removes the filter of the sheet. */
export const removeFilter = (self: SheetPart): void => {
  applyEdits(self, [...sections(self)].filter(({ name }) => name === "autoFilter").map(removal))
}

/** Adds a relationship id to the list of table parts. */
export const addTablePart = (self: SheetPart, relationshipId: string, dialect: Dialect.Dialect): void => {
  const { prefix, tail } = self
  const root = Xml.nextTag(self.head, 0)
  const relationshipPrefix = root && Dialect.relationshipPrefix(self.head.slice(root.start, root.end))
  const declaration = relationshipPrefix === undefined ? ` xmlns:r="${dialect.relationships}"` : ""
  const source = `<${prefix}tablePart${declaration} ${relationshipPrefix ?? "r"}:id="${relationshipId}"/>`
  let end = 0
  for (const section of sections(self)) {
    if (section.name === "tableParts") {
      const count = String([...Xml.children(tail, section)].length + 1)
      self.tail = Xml.replaceTagAndAppend(
        tail,
        section,
        Xml.withAttribute(Xml.startTag(tail, section), "count", count),
        source
      )
      self.changed = true
      return
    }
    if (section.name !== "extLst") end = section.end
  }
  applyEdits(self, [{ start: end, end, text: `<${prefix}tableParts count="1">${source}</${prefix}tableParts>` }])
}

/** Removes a relationship id from the list of table parts. */
export const removeTablePart = (self: SheetPart, relationshipId: string): void => {
  const { tail } = self
  for (const section of sections(self)) {
    if (section.name !== "tableParts") continue
    const all = [...Xml.children(tail, section)]
    const kept = all.filter((element) => Xml.prefixedAttribute(Xml.startTag(tail, element), "id") !== relationshipId)
    const tag = Xml.withAttribute(Xml.startTag(tail, section), "count", String(kept.length))
    const inner = kept.map(({ end, start }) => tail.slice(start, end)).join("")
    const text = kept.length === 0 ? "" : `${tag}${inner}</${section.qualifiedName}>`
    applyEdits(self, [{ start: section.start, end: section.end, text }])
    return
  }
}
