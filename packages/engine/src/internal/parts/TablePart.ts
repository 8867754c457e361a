/**
 * A table part: the area of a table, its columns, its filter and its style.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "./A1Reference.js"
import type { Dialect } from "./Dialect.js"
import * as IconSets from "./IconSets.js"
import * as StoredId from "./StoredId.js"

/** A column of a table. */
export interface Column {
  readonly id: number
  name: string
  /** The formula of a calculated column, without `=`. */
  calculatedFormula: string | undefined
  /** The content of the totals cell: a label, or a function by its OOXML name. `custom` stands for `totalsFormula`. */
  totalsLabel: string | undefined
  totalsFunction: string | undefined
  totalsFormula: string | undefined
  /** The XML of its filter (`filterColumn`), or `undefined` if it has none. */
  filter: string | undefined
  /** The XML of its element, or an empty text for a new column. */
  readonly source: string
}

/** The style of a table. */
export interface Style {
  name: string | undefined
  showFirstColumn: boolean
  showLastColumn: boolean
  showRowStripes: boolean
  showColumnStripes: boolean
}

/** A condition of the sort, with the start tag of its `sortCondition`. */
export interface SortCondition {
  readonly column: Column
  readonly tag: string
}

/** The sort of a table, with the start tag of its `sortState`. */
export interface Sort {
  readonly tag: string
  readonly conditions: ReadonlyArray<SortCondition>
}

/** A table. */
export interface TablePart {
  readonly source: string
  /** The id that Excel has stored in the part. */
  readonly storedId: string | undefined
  /** The number of the table in the workbook. */
  readonly id: number
  name: string
  /** Includes the header and totals rows. */
  area: Area
  headerRows: number
  totalsRows: number
  /** Whether the table has no data, and its only body row is a placeholder. */
  insertRow: boolean
  showFilterButton: boolean
  readonly columns: Array<Column>
  readonly style: Style
  sort: Sort | undefined
  changed: boolean
}

const formulaIn = (source: string, element: Xml.Element, name: string): string | undefined => {
  const found = Xml.child(source, element, name)
  return found && Xml.decodeXstring(Xml.content(source, found.contentStart, found.contentEnd))
}

/** Returns the XML of the filters by the indices of their columns. */
const readFilters = (source: string, filter: Xml.Element): ReadonlyMap<number, string> => {
  const found = new Map<number, string>()
  for (const column of Xml.children(source, filter)) {
    if (column.name !== "filterColumn") continue
    found.set(
      Number(Xml.attribute(Xml.startTag(source, column), "colId") ?? -1),
      source.slice(column.start, column.end)
    )
  }
  return found
}

/** Returns the sort. Conditions on cells outside of the table are left out. */
const readSort = (source: string, element: Xml.Element, area: Area, columns: ReadonlyArray<Column>): Sort => ({
  tag: Xml.startTag(source, element),
  conditions: [...Xml.children(source, element)].flatMap((condition) => {
    const chosen = IconSets.chosen(source, condition)
    // The prefix of another namespace is replaced by that of the part.
    const tag = Xml.startTag(source, chosen).replace(
      `<${chosen.qualifiedName}`,
      `<${Xml.prefixOf(element)}${chosen.name}`
    )
    const cells = A1Reference.parse(Xml.attribute(tag, "ref") ?? "")
    const column = cells && columns[cells.left - area.left]
    return chosen.name === "sortCondition" && column !== undefined ? [{ column, tag }] : []
  })
})

const readColumn = (source: string, element: Xml.Element): Column => {
  const tag = Xml.startTag(source, element)
  return {
    id: Number(Xml.attribute(tag, "id") ?? 0),
    name: Xml.decodeXstring(Xml.attribute(tag, "name") ?? ""),
    calculatedFormula: formulaIn(source, element, "calculatedColumnFormula"),
    totalsLabel: Xml.attribute(tag, "totalsRowLabel"),
    totalsFunction: Xml.attribute(tag, "totalsRowFunction"),
    totalsFormula: formulaIn(source, element, "totalsRowFormula"),
    filter: undefined,
    source: source.slice(element.start, element.end)
  }
}

const styleAttributes = ["showFirstColumn", "showLastColumn", "showRowStripes", "showColumnStripes"] as const

/** Parses the part, or returns `undefined` if its reference is not a range. */
export const parse = (source: string): TablePart | undefined => {
  const table = Xml.root(source)
  const tag = Xml.startTag(source, table)
  const area = A1Reference.parse(Xml.attribute(tag, "ref") ?? "")
  if (area === undefined) return undefined
  const columns: Array<Column> = []
  let showFilterButton = false
  let filters: ReadonlyMap<number, string> = new Map()
  let sortState: Xml.Element | undefined
  let styleTag = ""
  for (const element of Xml.children(source, table)) {
    if (element.name === "autoFilter") {
      showFilterButton = true
      filters = readFilters(source, element)
    } else if (element.name === "sortState") sortState = element
    else if (element.name === "tableStyleInfo") styleTag = Xml.startTag(source, element)
    else if (element.name === "tableColumns") {
      for (const column of Xml.children(source, element)) columns.push(readColumn(source, column))
    }
  }
  for (const [index, column] of columns.entries()) column.filter = filters.get(index)
  return {
    source,
    storedId: StoredId.read(tag),
    id: Number(Xml.attribute(tag, "id") ?? 0),
    name: Xml.decodeXstring(Xml.attribute(tag, "displayName") ?? Xml.attribute(tag, "name") ?? ""),
    area,
    headerRows: Number(Xml.attribute(tag, "headerRowCount") ?? 1),
    totalsRows: Number(Xml.attribute(tag, "totalsRowCount") ?? 0),
    insertRow: Xml.booleanAttribute(tag, "insertRow"),
    showFilterButton,
    columns,
    sort: sortState && readSort(source, sortState, area, columns),
    style: {
      name: Xml.attribute(styleTag, "name"),
      showFirstColumn: Xml.booleanAttribute(styleTag, "showFirstColumn"),
      showLastColumn: Xml.booleanAttribute(styleTag, "showLastColumn"),
      showRowStripes: Xml.booleanAttribute(styleTag, "showRowStripes"),
      showColumnStripes: Xml.booleanAttribute(styleTag, "showColumnStripes")
    },
    changed: false
  }
}

/** Returns the XML of a new table part. */
export const make = (
  dialect: Dialect,
  storedId: string,
  id: number,
  name: string,
  area: Area,
  columns: ReadonlyArray<string>
): string => {
  const reference = A1Reference.format(area)
  const listed = columns.map((column, index) =>
    `<tableColumn id="${index + 1}" name="${Xml.encodeAttribute(columnAttribute(column))}"/>`
  ).join("")
  return `${Xml.declaration}<table xmlns="${dialect.spreadsheet}" ${StoredId.attributes(storedId)} id="${id}" ` +
    `name="${Xml.encodeAttribute(name)}" displayName="${
      Xml.encodeAttribute(name)
    }" ref="${reference}" totalsRowShown="0">` +
    `<autoFilter ref="${reference}"/><tableColumns count="${columns.length}">${listed}</tableColumns>` +
    "<tableStyleInfo name=\"TableStyleMedium2\" showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"1\" showColumnStripes=\"0\"/></table>"
}

/** Creates a column with an unused id. The caller adds it. */
export const makeColumn = (self: TablePart, name: string): Column => ({
  id: self.columns.reduce((greatest, column) => Math.max(greatest, column.id), 0) + 1,
  name,
  calculatedFormula: undefined,
  totalsLabel: undefined,
  totalsFunction: undefined,
  totalsFormula: undefined,
  filter: undefined,
  source: ""
})

/** Returns the rows between the header row and the totals row, or `undefined` if the table has no data. */
export const body = (self: TablePart): Area | undefined => {
  const top = self.area.top + self.headerRows
  const bottom = self.area.bottom - self.totalsRows
  return top > bottom || self.insertRow ? undefined : { ...self.area, top, bottom }
}

/** Excel writes a line break in a column name as `_x000a_`. */
const columnAttribute = (name: string): string => Xml.encodeXstring(name).replaceAll("\n", "_x000a_")

/** The formula elements of a column, in the order of the schema. */
const columnFormulas = ["calculatedColumnFormula", "totalsRowFormula"] as const

const formulaSource = (
  prefix: string,
  source: string,
  present: Xml.Element | undefined,
  name: string,
  formula: string | undefined
): string => {
  if (formula === undefined) return ""
  const tag = present === undefined ? `<${prefix}${name}>` : Xml.toStartTag(Xml.startTag(source, present))
  return `${tag}${Xml.encodeText(Xml.encodeXstring(formula))}</${prefix}${name}>`
}

const columnSource = (prefix: string, column: Column): string => {
  const source = column.source === "" ? `<${prefix}tableColumn id="${column.id}" name=""/>` : column.source
  const element = Xml.root(source)
  let tag = Xml.startTag(source, element)
  const set = (name: string, value: string | undefined) => {
    if (Xml.attribute(tag, name) !== value) tag = Xml.withAttribute(tag, name, value)
  }
  if (Xml.decodeXstring(Xml.attribute(tag, "name") ?? "") !== column.name) set("name", columnAttribute(column.name))
  set("totalsRowLabel", column.totalsLabel)
  set("totalsRowFunction", column.totalsFunction)
  const wanted = { calculatedColumnFormula: column.calculatedFormula, totalsRowFormula: column.totalsFormula }
  const formulas = columnFormulas.map((name) =>
    formulaSource(prefix, source, Xml.child(source, element, name), name, wanted[name])
  ).join("")
  let rest = ""
  for (const part of Xml.children(source, element)) {
    if (!columnFormulas.some((name) => name === part.name)) rest += source.slice(part.start, part.end)
  }
  const inner = formulas + rest
  const open = Xml.toStartTag(tag)
  return inner === "" ? `${open.slice(0, -1)}/>` : `${open}${inner}</${element.qualifiedName}>`
}

const filterArea = (self: TablePart): Area => ({ ...self.area, bottom: self.area.bottom - self.totalsRows })

/** Returns whether rows are hidden by a filter. A `filterColumn` without criteria only hides the button. */
export const isFiltered = (self: TablePart): boolean => self.columns.some(({ filter }) => hasCriteria(filter))

/** Returns whether a `filterColumn` has criteria. It reads only two tags, because it is called for each hidden row. */
export const hasCriteria = (filter: string | undefined): boolean => {
  const column = filter === undefined ? undefined : Xml.nextTag(filter, 0)
  if (filter === undefined || column?.kind !== "start") return false
  const first = Xml.nextTag(filter, column.end)
  return first !== undefined && first.kind !== "end"
}

/** Returns the `autoFilter`. Children that are not filters of columns, such as extensions, stay unchanged. */
const filterSource = (self: TablePart, prefix: string, source: string, filter: Xml.Element | undefined): string => {
  const filters = self.columns.map(({ filter }, index) => {
    if (filter === undefined) return ""
    const tag = Xml.startTag(filter, Xml.root(filter))
    return Xml.withAttribute(tag, "colId", String(index)) + filter.slice(tag.length)
  }).join("")
  const others = filter === undefined
    ? ""
    : [...Xml.children(source, filter)].filter(({ name }) => name !== "filterColumn")
      .map(({ end, start }) => source.slice(start, end)).join("")
  const present = filter === undefined ? `<${prefix}autoFilter/>` : Xml.startTag(source, filter)
  const tag = Xml.withAttribute(present, "ref", A1Reference.format(filterArea(self)))
  const inner = filters + others
  return inner === "" && tag.endsWith("/>")
    ? tag
    : `${Xml.toStartTag(tag)}${inner}</${filter?.qualifiedName ?? `${prefix}autoFilter`}>`
}

/** Returns the `sortState` for the present area of the table. */
const sortSource = (self: TablePart, prefix: string): string => {
  const { sort } = self
  const rows = body(self)
  if (sort === undefined || rows === undefined) return ""
  const conditions = sort.conditions.flatMap(({ column, tag }) => {
    const index = self.columns.indexOf(column)
    if (index < 0) return []
    const left = self.area.left + index
    return [Xml.withAttribute(tag, "ref", A1Reference.format({ ...rows, left, right: left }))]
  })
  if (conditions.length === 0) return ""
  const tag = Xml.toStartTag(Xml.withAttribute(sort.tag, "ref", A1Reference.format(rows)))
  return `${tag}${conditions.map(IconSets.written).join("")}</${prefix}sortState>`
}

const tableTag = (self: TablePart, tag: string): string => {
  let written = Xml.withAttribute(tag, "ref", A1Reference.format(self.area))
  if (Xml.decodeXstring(Xml.attribute(tag, "displayName") ?? "") !== self.name) {
    written = Xml.withAttribute(Xml.withAttribute(written, "name", self.name), "displayName", self.name)
  }
  if (Number(Xml.attribute(tag, "headerRowCount") ?? 1) !== self.headerRows) {
    written = Xml.withAttribute(written, "headerRowCount", self.headerRows === 1 ? undefined : "0")
  }
  if (Number(Xml.attribute(tag, "totalsRowCount") ?? 0) !== self.totalsRows) {
    written = Xml.withAttribute(written, "totalsRowCount", self.totalsRows === 0 ? undefined : String(self.totalsRows))
    // `totalsRowShown="0"` means that the totals row was never shown.
    written = Xml.withAttribute(written, "totalsRowShown", undefined)
  }
  return Xml.booleanAttribute(tag, "insertRow") === self.insertRow
    ? written
    : Xml.withAttribute(written, "insertRow", self.insertRow ? "1" : undefined)
}

const styleSource = (self: TablePart, prefix: string, present: string): string => {
  let tag = present === "" ? `<${prefix}tableStyleInfo/>` : present
  if (Xml.attribute(tag, "name") !== self.style.name) tag = Xml.withAttribute(tag, "name", self.style.name)
  for (const name of styleAttributes) {
    if (Xml.booleanAttribute(tag, name) !== self.style[name]) {
      tag = Xml.withAttribute(tag, name, self.style[name] ? "1" : "0")
    }
  }
  return tag
}

/** Returns the XML of the part. */
export const text = (self: TablePart): string => {
  if (!self.changed) return self.source
  const { source } = self
  const table = Xml.root(source)
  const prefix = Xml.prefixOf(table)
  const edits: Array<Xml.Edit> = [
    { start: table.start, end: table.contentStart, text: tableTag(self, Xml.startTag(source, table)) }
  ]
  const hasSort = Xml.child(source, table, "sortState") !== undefined
  const present = new Set<string>()
  for (const element of Xml.children(source, table)) {
    present.add(element.name)
    const replace = (written: string) => edits.push({ start: element.start, end: element.end, text: written })
    if (element.name === "autoFilter") {
      replace(
        (self.showFilterButton && self.headerRows > 0 ? filterSource(self, prefix, source, element) : "") +
          (hasSort ? "" : sortSource(self, prefix))
      )
    } else if (element.name === "sortState") {
      replace(sortSource(self, prefix))
    } else if (element.name === "tableColumns") {
      const columns = self.columns.map((column) => columnSource(prefix, column)).join("")
      const tag = Xml.withAttribute(Xml.startTag(source, element), "count", String(self.columns.length))
      replace(`${tag}${columns}</${element.qualifiedName}>`)
    } else if (element.name === "tableStyleInfo") {
      replace(styleSource(self, prefix, source.slice(element.start, element.end)))
    }
  }
  if (!present.has("tableStyleInfo")) {
    const columns = Xml.child(source, table, "tableColumns")
    if (columns !== undefined) edits.push({ start: columns.end, end: columns.end, text: styleSource(self, prefix, "") })
  }
  if (!present.has("autoFilter")) {
    const filter = self.showFilterButton && self.headerRows > 0 ? filterSource(self, prefix, source, undefined) : ""
    const added = filter + (hasSort ? "" : sortSource(self, prefix))
    edits.push({ start: table.contentStart, end: table.contentStart, text: added })
  }
  return Xml.edit(source, edits)
}
