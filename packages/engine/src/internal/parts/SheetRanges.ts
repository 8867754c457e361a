/**
 * The ranges and formulas in the XML that follows `sheetData` in a worksheet part: merged cells, conditional formats,
 * data validations, hyperlinks, filters, protected ranges, and the list of table parts.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Option from "effect/Option"
import * as References from "../formula/References.js"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "./A1Reference.js"
import * as Dialect from "./Dialect.js"
import type { SheetPart } from "./SheetPart.js"

type MapArea = (area: Area.Area) => Area.Area | undefined

/** Returns the areas that are left of an area. */
type MapToAreas = (area: Area.Area) => ReadonlyArray<Area.Area>

const toAreas = (map: MapArea): MapToAreas => (area) => {
  const moved = map(area)
  return moved === undefined ? [] : [moved]
}

/** The elements of a worksheet after `sheetData` in the order of the schema, up to the merged cells. */
const beforeMergedCells = new Set([
  "sheetCalcPr",
  "sheetProtection",
  "protectedRanges",
  "scenarios",
  "autoFilter",
  "sortState",
  "dataConsolidate",
  "customSheetViews"
])

/** The attribute that contains the ranges of the child elements, by the name of the parent element. */
const rangeLists: Readonly<Record<string, "ref" | "sqref">> = {
  mergeCells: "ref",
  hyperlinks: "ref",
  dataValidations: "sqref",
  ignoredErrors: "sqref",
  protectedRanges: "sqref"
}

/** Maps a list of ranges that are separated by spaces. Returns `undefined` if all ranges were deleted. */
const mapRangeList = (text: string, map: MapToAreas): string | undefined => {
  const kept: Array<string> = []
  for (const reference of text.split(/\s+/)) {
    const area = A1Reference.parse(reference)
    if (area === undefined) {
      kept.push(reference)
      continue
    }
    for (const moved of map(area)) kept.push(moved === area ? reference : A1Reference.format(moved))
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
  map: MapToAreas
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

/** One cell alone cannot be merged. */
const withoutCells = (map: MapToAreas): MapToAreas => (area) => map(area).filter((moved) => !Area.isCell(moved))

/** Updates the columns of a filter, which are relative to its first column. */
const mapFilterColumns = (tail: string, filter: Xml.Element, map: MapToAreas): ReadonlyArray<Xml.Edit> => {
  const area = A1Reference.parse(Xml.attribute(Xml.startTag(tail, filter), "ref") ?? "")
  const [moved] = area === undefined ? [] : map(area)
  if (area === undefined || moved === undefined || moved === area) return []
  const edits: Array<Xml.Edit> = []
  for (const column of Xml.children(tail, filter)) {
    if (column.name !== "filterColumn") continue
    const tag = Xml.startTag(tail, column)
    const id = Number(Xml.attribute(tag, "colId") ?? 0)
    const [cells] = map({ ...area, left: area.left + id, right: area.left + id })
    if (cells === undefined) edits.push(removal(column))
    else if (cells.left - moved.left !== id) {
      const text = Xml.withAttribute(tag, "colId", String(cells.left - moved.left))
      edits.push({ start: column.start, end: column.contentStart, text })
    }
  }
  return edits
}

const mapSection = (tail: string, section: Xml.Element, map: MapToAreas): ReadonlyArray<Xml.Edit> => {
  if (section.name === "conditionalFormatting") return [mapElement(tail, section, "sqref", map) ?? []].flat()
  if (section.name === "autoFilter" || section.name === "sortState") {
    const sectionEdit = mapElement(tail, section, "ref", map)
    if (sectionEdit !== undefined && removes(section, sectionEdit)) return [sectionEdit]
    const inner = [...descendants(tail, section, "sortCondition"), ...descendants(tail, section, "sortState")]
    return [
      sectionEdit ?? [],
      inner.flatMap((element) => mapElement(tail, element, "ref", map) ?? []),
      section.name === "autoFilter" ? mapFilterColumns(tail, section, map) : []
    ].flat()
  }
  if (section.name === "extLst") return mapExtension(tail, section, map)
  const attribute = rangeLists[section.name]
  if (attribute === undefined) return []
  const edits: Array<Xml.Edit> = []
  let count = 0
  let removed = 0
  for (const element of Xml.children(tail, section)) {
    count++
    const edit = mapElement(tail, element, attribute, section.name === "mergeCells" ? withoutCells(map) : map)
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

interface Mapped {
  readonly edits: ReadonlyArray<Xml.Edit>
  /** Whether the element has ranges, and all of them were deleted. */
  readonly isEmpty: boolean
}

const unchanged: Mapped = { edits: [], isEmpty: false }

/** Maps the ranges of an element of an extension, which are the text of `xm:sqref` elements. */
const mapExtensionElement = (tail: string, element: Xml.Element, map: MapToAreas): Mapped => {
  const children = [...Xml.children(tail, element)]
  const own = children.find(({ name }) => name === "sqref")
  if (own !== undefined) {
    const ranges = tail.slice(own.contentStart, own.contentEnd)
    const moved = mapRangeList(ranges, map)
    if (moved === undefined) return { edits: [], isEmpty: true }
    return moved === ranges
      ? unchanged
      : { edits: [{ start: own.contentStart, end: own.contentEnd, text: moved }], isEmpty: false }
  }
  const edits: Array<Xml.Edit> = []
  let removed = 0
  let kept = 0
  for (const child of children) {
    const mapped = mapExtensionElement(tail, child, map)
    if (mapped.isEmpty) {
      removed++
      edits.push(removal(child))
    } else {
      if (tail.slice(child.start, child.end).includes("sqref>")) kept++
      edits.push(...mapped.edits)
    }
  }
  if (removed > 0 && kept === 0) return { edits: [], isEmpty: true }
  const tag = Xml.startTag(tail, element)
  if (removed > 0 && Xml.attribute(tag, "count") !== undefined) {
    const text = Xml.withAttribute(tag, "count", String(kept))
    edits.push({ start: element.start, end: element.contentStart, text })
  }
  return { edits, isEmpty: false }
}

/** Maps the ranges of extensions. An extension without ranges is removed. */
const mapExtension = (tail: string, section: Xml.Element, map: MapToAreas): ReadonlyArray<Xml.Edit> => {
  const mapped = Array.from(Xml.children(tail, section), (element) => ({
    element,
    ...mapExtensionElement(tail, element, map)
  }))
  if (mapped.length > 0 && mapped.every(({ isEmpty }) => isEmpty)) return [removal(section)]
  return mapped.flatMap(({ edits, element, isEmpty }) => isEmpty ? [removal(element)] : edits)
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
  applyEdits(self, [...sections(self)].flatMap((section) => [...mapSection(self.tail, section, toAreas(map))]))
}

/** Maps the areas of hyperlinks. */
export const mapHyperlinks = (self: SheetPart, map: MapArea): void => {
  const links = [...sections(self)].filter(({ name }) => name === "hyperlinks")
  applyEdits(self, links.flatMap((section) => [...mapSection(self.tail, section, toAreas(map))]))
}

/** Returns the parts of an area that are outside of another one. */
const subtract = (area: Area.Area, removed: Area.Area): ReadonlyArray<Area.Area> => {
  const common = Option.getOrUndefined(Area.intersection(area, removed))
  if (common === undefined) return [area]
  const { bottom, left, right, top } = area
  const middle = { top: common.top, bottom: common.bottom }
  return [
    { top, bottom: common.top - 1, left, right },
    { ...middle, left, right: common.left - 1 },
    { ...middle, left: common.right + 1, right },
    { top: common.bottom + 1, bottom, left, right }
  ].filter((part) => part.top <= part.bottom && part.left <= part.right)
}

/** Removes the conditional formats of an area, and with `all` also its data validations and hyperlinks. */
export const clear = (self: SheetPart, cleared: Area.Area, all: boolean): void => {
  rebaseFormulas(self, (area) => subtract(area, cleared), (cell) => cell)
  const edits = [...sections(self)].flatMap((section): ReadonlyArray<Xml.Edit> => {
    switch (section.name) {
      case "conditionalFormatting":
        return mapSection(self.tail, section, (area) => subtract(area, cleared))
      case "dataValidations":
        return all ? mapSection(self.tail, section, (area) => subtract(area, cleared)) : []
      case "hyperlinks":
        // A hyperlink has one area, so it stays if only a part of it is cleared.
        return all ? mapSection(self.tail, section, (area) => Area.contains(cleared, area) ? [] : [area]) : []
      case "extLst":
        return mapExtension(self.tail, section, (area) => subtract(area, cleared))
      default:
        return []
    }
  })
  applyEdits(self, edits)
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

/** Ranges with formulas that are relative to their top left cell. */
interface RelativeFormulas {
  readonly ranges: string
  readonly formulas: ReadonlyArray<Xml.Element>
}

/** Yields the conditional formats and data validations, also those of extensions. */
function* relativeFormulas(tail: string, within: Iterable<Xml.Element>): Generator<RelativeFormulas> {
  for (const element of within) {
    const own = element.name === "conditionalFormatting" || element.name === "dataValidation"
    if (own) {
      const child = Xml.child(tail, element, "sqref")
      const ranges = Xml.attribute(Xml.startTag(tail, element), "sqref") ??
        (child && tail.slice(child.contentStart, child.contentEnd))
      if (ranges !== undefined) yield { ranges, formulas: [...formulasIn(tail, Xml.children(tail, element))] }
    } else if (element.name === "dataValidations" || element.name === "extLst") {
      yield* relativeFormulas(tail, Xml.children(tail, element))
    } else if (element.name === "ext" || element.name === "conditionalFormattings") {
      yield* relativeFormulas(tail, Xml.children(tail, element))
    }
  }
}

const boundsOf = (areas: ReadonlyArray<Area.Area>): Area.Area | undefined =>
  areas.reduce<Area.Area | undefined>((box, area) => box === undefined ? area : Area.boundingRect(box, area), undefined)

/** Finds the cell of an area that is moved to another cell. */
const cellMovedTo = (
  to: Area.Area,
  area: Area.Area,
  mapCell: (cell: Area.Area) => Area.Area | undefined
): Area.Area | undefined => {
  const isSource = (cell: Area.Area): boolean => {
    const moved = mapCell(cell)
    return moved !== undefined && moved.top === to.top && moved.left === to.left
  }
  for (let column = area.left; column <= area.right; column++) {
    if (isSource(Area.cell(area.top, column))) return Area.cell(area.top, column)
  }
  for (let row = area.top; row <= area.bottom; row++) {
    if (isSource(Area.cell(row, area.left))) return Area.cell(row, area.left)
  }
  return undefined
}

/**
 * Prepares a change of the ranges of conditional formats and data validations, after which other cells are their top
 * left cells: their formulas are translated to the cells that become top left.
 */
const rebaseFormulas = (
  self: SheetPart,
  map: MapToAreas,
  mapCell: (cell: Area.Area) => Area.Area | undefined
): void => {
  const { tail } = self
  const edits: Array<Xml.Edit> = []
  for (const { formulas, ranges } of relativeFormulas(tail, sections(self))) {
    if (formulas.length === 0) continue
    const areas = ranges.split(/\s+/).flatMap((range) => A1Reference.parse(range) ?? [])
    const before = boundsOf(areas)
    const after = boundsOf(areas.flatMap(map))
    if (before === undefined || after === undefined) continue
    const to = Area.cell(after.top, after.left)
    const base = Area.cell(before.top, before.left)
    const from = cellMovedTo(to, before, mapCell)
    if (from === undefined || (from.top === base.top && from.left === base.left)) continue
    for (const element of formulas) {
      const formula = Xml.content(tail, element.contentStart, element.contentEnd)
      const translated = References.translate(formula, from.top - base.top, from.left - base.left)
      if (translated === formula) continue
      edits.push({ start: element.contentStart, end: element.contentEnd, text: Xml.encodeText(translated) })
    }
  }
  applyEdits(self, edits)
}

/** Prepares a move of cells, see {@link mapAreas}: formulas must not be relative to cells that are deleted. */
export const rebase = (self: SheetPart, map: MapArea): void => rebaseFormulas(self, toAreas(map), map)

/** Returns the areas of merged cells. */
export const mergedAreas = (self: SheetPart): ReadonlyArray<Area.Area> => {
  const found: Array<Area.Area> = []
  for (const section of sections(self)) {
    if (section.name !== "mergeCells") continue
    for (const element of Xml.children(self.tail, section)) {
      const area = A1Reference.parse(Xml.attribute(Xml.startTag(self.tail, element), "ref") ?? "")
      if (area !== undefined) found.push(area)
    }
  }
  return found
}

/** Replaces the areas of merged cells. */
export const setMergedAreas = (self: SheetPart, areas: ReadonlyArray<Area.Area>): void => {
  const { prefix } = self
  const cells = areas.map((area) => `<${prefix}mergeCell ref="${A1Reference.format(area)}"/>`).join("")
  const text = cells === "" ? "" : `<${prefix}mergeCells count="${areas.length}">${cells}</${prefix}mergeCells>`
  let end = 0
  for (const section of sections(self)) {
    if (section.name === "mergeCells") {
      applyEdits(self, [{ start: section.start, end: section.end, text }])
      return
    }
    if (beforeMergedCells.has(section.name)) end = section.end
  }
  if (text !== "") applyEdits(self, [{ start: end, end, text }])
}

/** Moves the page breaks after rows or columns were inserted or deleted. `map` returns the new index of a line. */
export const mapBreaks = (
  self: SheetPart,
  axis: "rows" | "columns",
  map: (index: number) => number | undefined
): void => {
  const name = axis === "rows" ? "rowBreaks" : "colBreaks"
  const edits: Array<Xml.Edit> = []
  for (const section of sections(self)) {
    if (section.name !== name) continue
    const breaks = Array.from(Xml.children(self.tail, section), (element) => {
      const tag = Xml.startTag(self.tail, element)
      const id = Number(Xml.attribute(tag, "id") ?? 0)
      const moved = map(id)
      return {
        id: moved,
        text: moved === id || moved === undefined ? tag : Xml.withAttribute(tag, "id", String(moved))
      }
    }).filter(({ id }) => id !== undefined)
    const manual = breaks.filter(({ text }) => Xml.booleanAttribute(text, "man")).length
    const inner = breaks.map(({ text }) => text).join("")
    const counted = Xml.withAttribute(Xml.startTag(self.tail, section), "count", String(breaks.length))
    const tag = Xml.withAttribute(counted, "manualBreakCount", manual === 0 ? undefined : String(manual))
    const text = inner === "" ? "" : `${Xml.toStartTag(tag)}${inner}</${section.qualifiedName}>`
    if (text !== self.tail.slice(section.start, section.end)) {
      edits.push({ start: section.start, end: section.end, text })
    }
  }
  applyEdits(self, edits)
}

/** Returns the area of the sheet's filter. Filters of tables are in their table parts. */
export const filterArea = (self: SheetPart): Area.Area | undefined => {
  for (const section of sections(self)) {
    if (section.name === "autoFilter") {
      return A1Reference.parse(Xml.attribute(Xml.startTag(self.tail, section), "ref") ?? "")
    }
  }
  return undefined
}

/** The area of the filter of a sheet, and the XML of each `filterColumn`. */
interface SheetFilter {
  readonly area: Area.Area
  readonly columns: ReadonlyArray<string>
}

/** The filter of a sheet with the text that it was read from, because a calculation asks for it for each hidden row. */
const filters = new WeakMap<SheetPart, { readonly tail: string; readonly filter: SheetFilter | undefined }>()

/** Returns the filter of the sheet. */
export const filter = (self: SheetPart): SheetFilter | undefined => {
  const { tail } = self
  const known = filters.get(self)
  if (known?.tail === tail) return known.filter
  const found = readFilter(self)
  filters.set(self, { tail, filter: found })
  return found
}

const readFilter = (self: SheetPart): SheetFilter | undefined => {
  const { tail } = self
  const area = filterArea(self)
  if (area === undefined) return undefined
  const columns = [...sections(self)].filter(({ name }) => name === "autoFilter")
    .flatMap((section) => [...Xml.children(tail, section)])
    .filter(({ name }) => name === "filterColumn")
    .map(({ end, start }) => tail.slice(start, end))
  return { area, columns }
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

const sectionsAfterDrawing = new Set([
  "legacyDrawing",
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "AlternateContent",
  "webPublishItems",
  "tableParts",
  "extLst"
])

/** Adds the relationship id of the drawing. */
export const addDrawing = (self: SheetPart, relationshipId: string, dialect: Dialect.Dialect): void => {
  const root = Xml.nextTag(self.head, 0)
  const relationshipPrefix = root && Dialect.relationshipPrefix(self.head.slice(root.start, root.end))
  const declaration = relationshipPrefix === undefined ? ` xmlns:r="${dialect.relationships}"` : ""
  let end = 0
  for (const section of sections(self)) {
    if (sectionsAfterDrawing.has(section.name)) break
    end = section.end
  }
  const text = `<${self.prefix}drawing${declaration} ${relationshipPrefix ?? "r"}:id="${relationshipId}"/>`
  applyEdits(self, [{ start: end, end, text }])
}

/** Removes the drawing. */
export const removeDrawing = (self: SheetPart): void => {
  applyEdits(self, [...sections(self)].filter(({ name }) => name === "drawing").map(removal))
}
