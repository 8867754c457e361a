/**
 * The cells of a pivot table: the labels and the values that its definition and its records give, in the compact, the
 * outline and the tabular form.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import { CellError, type Scalar } from "../../value/Value.js"
import * as PivotAggregate from "./PivotAggregate.js"
import type { CacheField, Records } from "./PivotCache.js"
import type { PivotTablePart } from "./PivotTablePart.js"
import type { PivotValue } from "./PivotValue.js"

/** The texts of Excel in the language of the author of the pivot table. */
export interface Captions {
  readonly rowLabels: string
  readonly columnLabels: string
  readonly grandTotal: string
}

/** The texts in English. */
export const english: Captions = { rowLabels: "Row Labels", columnLabels: "Column Labels", grandTotal: "Grand Total" }

/** A cell. Cells with the same role have the same format. */
export interface Cell {
  readonly value: Scalar
  readonly role: string
  /** The text in the language of a user, if the cell has one. */
  readonly caption?: keyof Captions | undefined
}

/** The cells row by row, and the XML of the elements of `rowItems` and `colItems`. */
export interface Layout {
  readonly cells: ReadonlyArray<ReadonlyArray<Cell>>
  readonly rowItems: ReadonlyArray<string>
  readonly colItems: ReadonlyArray<string>
}

/** The index by which the fields of an axis refer to the data fields. */
const dataFields = -2

/** The number of values up to which a pivot table is computed. */
const maxValues = 2_000_000

interface Item {
  readonly label: Scalar
  readonly isHidden: boolean
}

interface Field {
  readonly caption: string
  /** In their order, which is that of the labels. */
  readonly items: ReadonlyArray<Item>
  /** The positions of items by the keys of values. */
  readonly positions: ReadonlyMap<string, number>
  readonly isCompact: boolean
  readonly isOutline: boolean
  readonly hasSubtotal: boolean
  readonly isSubtotalAbove: boolean
}

interface DataField {
  readonly caption: string
  readonly field: number
  readonly summary: string
}

const flag = (node: XmlTree.Node, name: string, defaultValue = false): boolean =>
  Xml.booleanAttribute(node.tag, name, defaultValue)

const text = (node: XmlTree.Node, name: string): string | undefined => {
  const value = XmlTree.attribute(node, name)
  return value === undefined ? undefined : Xml.decodeXstring(value)
}

const labelOf = ({ kind, value }: PivotValue): Scalar => kind === "m" ? "(blank)" : value

const customSubtotals = /\s(?:sum|countA|avg|max|min|product|count|stdDev|stdDevP|var|varP)Subtotal="(?:1|true)"/

/** Returns a field of an axis, or `undefined` if it has a feature that is not computed here. */
const parseField = (
  node: XmlTree.Node | undefined,
  cacheField: CacheField | undefined
): Field | undefined => {
  const list = XmlTree.find(node, "items")
  if (node === undefined || cacheField === undefined || list === undefined) return undefined
  if (customSubtotals.test(node.tag) || flag(node, "showAll", true)) return undefined
  if (["insertBlankRow", "autoShow", "measureFilter", "hideNewItems"].some((name) => flag(node, name))) return undefined
  if (XmlTree.find(node, "autoSortScope") !== undefined) return undefined
  const extensions = XmlTree.find(node, "extLst")
  if (
    extensions !== undefined &&
    [...XmlTree.descendants(extensions, "pivotField")].some((each) => flag(each, "fillDownLabels"))
  ) {
    return undefined
  }
  const items: Array<Item> = []
  const positions = new Map<string, number>()
  for (const item of XmlTree.elements(list, "item")) {
    const kind = XmlTree.attribute(item, "t") ?? "data"
    if (kind === "default") continue
    const value = cacheField.items[Number(XmlTree.attribute(item, "x") ?? Number.NaN)]
    if (kind !== "data" || value === undefined || !flag(item, "sd", true) || flag(item, "f")) return undefined
    positions.set(value.key, items.length)
    items.push({ label: text(item, "n") ?? labelOf(value), isHidden: flag(item, "h") })
  }
  const isOutline = flag(node, "outline", true)
  return {
    caption: text(node, "name") ?? cacheField.name,
    items,
    positions,
    isOutline,
    isCompact: isOutline && flag(node, "compact", true),
    hasSubtotal: flag(node, "defaultSubtotal", true),
    isSubtotalAbove: isOutline && flag(node, "subtotalTop", true)
  }
}

const parseDataField = (node: XmlTree.Node, cacheFields: ReadonlyArray<CacheField>): DataField | undefined => {
  const field = Number(XmlTree.attribute(node, "fld"))
  const summary = XmlTree.attribute(node, "subtotal") ?? "sum"
  if ((XmlTree.attribute(node, "showDataAs") ?? "normal") !== "normal") return undefined
  if (!PivotAggregate.isKnown(summary) || XmlTree.find(node, "extLst") !== undefined) return undefined
  const { name } = cacheFields[field] ?? {}
  return name === undefined ? undefined : { caption: text(node, "name") ?? name, field, summary }
}

/** Returns the elements if none is `undefined`. */
const all = <A>(values: ReadonlyArray<A | undefined>): ReadonlyArray<A> | undefined => {
  const known = values.filter((value) => value !== undefined)
  return known.length === values.length ? known : undefined
}

const axisFields = (root: XmlTree.Node, name: string): ReadonlyArray<number> => {
  const list = XmlTree.find(root, name)
  return list === undefined ? [] : XmlTree.elements(list, "field").map((field) => Number(XmlTree.attribute(field, "x")))
}

/** Features of a definition that are not computed here. */
const otherFeatures = ["gridDropZones", "mergeItem", "subtotalHiddenItems", "showEmptyRow", "showEmptyCol"]
const otherParts = ["filters", "pivotHierarchies", "rowHierarchiesUsage", "colHierarchiesUsage"]

/** A line of an axis: a row, or a column. */
interface Line {
  readonly kind: "item" | "header" | "subtotal" | "grand"
  /** The level of the first of its labels. */
  readonly level: number
  /** The positions of its items, from the outermost field on. */
  readonly path: ReadonlyArray<number>
  readonly dataField: number
}

interface Tree {
  readonly children: Map<number, Tree>
}

const grow = (tree: Tree, path: ReadonlyArray<number>): void => {
  let at = tree
  for (const position of path) {
    const next = at.children.get(position) ?? { children: new Map() }
    at.children.set(position, next)
    at = next
  }
}

const inOrder = ({ children }: Tree): ReadonlyArray<readonly [position: number, tree: Tree]> =>
  [...children].sort(([left], [right]) => left - right)

/** Returns the rows. In the tabular form, the labels of outer fields are in the row of their first inner item. */
const rowLines = (tree: Tree, fields: ReadonlyArray<Field>, hasGrandTotal: boolean): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  const visit = (at: Tree, outer: ReadonlyArray<number>, first: number): void => {
    const depth = outer.length
    let level = first
    for (const [position, child] of inOrder(at)) {
      const path = [...outer, position]
      const field = fields[depth]
      if (field === undefined) continue
      if (depth === fields.length - 1) lines.push({ kind: "item", level, path, dataField: 0 })
      else if (field.isOutline) {
        const isSummary = field.hasSubtotal && field.isSubtotalAbove
        lines.push({ kind: isSummary ? "item" : "header", level, path, dataField: 0 })
        visit(child, path, depth + 1)
      } else visit(child, path, level)
      if (depth < fields.length - 1 && field.hasSubtotal && !field.isSubtotalAbove) {
        lines.push({ kind: "subtotal", level: depth, path, dataField: 0 })
      }
      level = depth
    }
  }
  visit(tree, [], 0)
  if (hasGrandTotal) lines.push({ kind: "grand", level: 0, path: [], dataField: 0 })
  return lines
}

/** Returns the columns. With several data fields, each item has a column for each of them. */
const columnLines = (
  tree: Tree,
  fields: ReadonlyArray<Field>,
  dataCount: number,
  hasGrandTotal: boolean
): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  const push = (line: Omit<Line, "dataField">, withData: boolean): void => {
    for (let dataField = 0; dataField < dataCount; dataField++) {
      // The label of a data field is on the level below the items.
      const level = withData && dataField > 0 ? fields.length : line.level
      lines.push({ ...line, level, dataField })
    }
  }
  const visit = (at: Tree, outer: ReadonlyArray<number>, first: number): void => {
    const depth = outer.length
    let level = first
    for (const [position, child] of inOrder(at)) {
      const path = [...outer, position]
      if (depth === fields.length - 1) push({ kind: "item", level, path }, true)
      else {
        visit(child, path, level)
        if (fields[depth]?.hasSubtotal === true) push({ kind: "subtotal", level: depth, path }, false)
      }
      level = depth
    }
  }
  if (fields.length === 0) push({ kind: "item", level: 0, path: [] }, true)
  else {
    visit(tree, [], 0)
    if (hasGrandTotal) push({ kind: "grand", level: 0, path: [] }, false)
  }
  return lines
}

/** Returns the XML of an element of `rowItems` or `colItems`. `hasData` is whether the data fields are a level. */
const lineXml = ({ dataField, kind, level, path }: Line, prefix: string, hasData: boolean): string => {
  const index = (value: number): string => value === 0 ? `<${prefix}x/>` : `<${prefix}x v="${value}"/>`
  const positions = kind === "grand"
    ? [0]
    : kind === "subtotal"
    ? path.slice(level)
    : [...path, ...hasData ? [dataField] : []].slice(level)
  const type = kind === "grand" ? " t=\"grand\"" : kind === "subtotal" ? " t=\"default\"" : ""
  const attributes = type + (level === 0 ? "" : ` r="${level}"`) + (dataField === 0 ? "" : ` i="${dataField}"`)
  return positions.length === 0
    ? `<${prefix}i${attributes}/>`
    : `<${prefix}i${attributes}>${positions.map(index).join("")}</${prefix}i>`
}

const shown = (label: Scalar): string => label instanceof CellError ? label.code : String(label)

const blank: Cell = { value: null, role: "blank" }

/** The column of each field's labels: a compact field shares it with the next one. */
const labelColumns = (fields: ReadonlyArray<Field>): ReadonlyArray<number> => {
  let at = 0
  return fields.map((_, index) => {
    if (index > 0 && fields[index - 1]?.isCompact !== true) at++
    return at
  })
}

/**
 * Returns the layout of a pivot table, or `undefined` if the pivot table has a feature that is not computed here or if no
 * record is shown.
 */
export const make = (
  { document: { root }, fields: nodes }: PivotTablePart,
  cacheFields: ReadonlyArray<CacheField>,
  records: Records,
  captions: Captions
): Layout | undefined => {
  if (otherFeatures.some((name) => flag(root, name))) return undefined
  if (otherParts.some((name) => XmlTree.find(root, name) !== undefined)) return undefined
  const location = XmlTree.find(root, "location")
  const headerRows = Number(XmlTree.attribute(location, "firstDataRow"))
  const dataColumn = Number(XmlTree.attribute(location, "firstDataCol"))
  const field = (index: number): Field | undefined => parseField(nodes[index], cacheFields[index])

  const rowIndices = axisFields(root, "rowFields")
  const onColumns = axisFields(root, "colFields")
  const columnIndices = onColumns.filter((index) => index !== dataFields)
  const rowFields = all(rowIndices.map(field))
  const columnFields = all(columnIndices.map(field))
  const dataNodes = XmlTree.find(root, "dataFields")
  const data = dataNodes && all(
    XmlTree.elements(dataNodes, "dataField").map((node) => parseDataField(node, cacheFields))
  )
  if (rowFields === undefined || columnFields === undefined || data === undefined || data.length === 0) return undefined
  const hasData = onColumns.includes(dataFields)
  if (rowFields.length === 0 || hasData !== data.length > 1) return undefined
  if (hasData && onColumns.indexOf(dataFields) !== onColumns.length - 1) return undefined

  const isShown = pageFilter(root, field)
  if (isShown === undefined) return undefined
  const [rowTree, columnTree]: readonly [Tree, Tree] = [{ children: new Map() }, { children: new Map() }]
  const values = new Map<string, Array<Array<PivotValue>>>()
  if (records.length * (rowFields.length + 1) * (columnFields.length + 1) * data.length > maxValues) return undefined
  for (const record of records) {
    if (!isShown(record)) continue
    const rowPath = pathOf(record, rowIndices, rowFields)
    const columnPath = pathOf(record, columnIndices, columnFields)
    if (rowPath === undefined || columnPath === undefined) continue
    grow(rowTree, rowPath)
    grow(columnTree, columnPath)
    for (let row = 0; row <= rowPath.length; row++) {
      for (let column = 0; column <= columnPath.length; column++) {
        const key = `${rowPath.slice(0, row).join()}|${columnPath.slice(0, column).join()}`
        const lists = values.get(key) ?? data.map(() => [])
        values.set(key, lists)
        for (const [index, { field }] of data.entries()) {
          const value = record[field]
          if (value !== undefined) lists[index]?.push(value)
        }
      }
    }
  }
  if (rowTree.children.size === 0) return undefined

  const rows = rowLines(rowTree, rowFields, flag(root, "rowGrandTotals", true))
  const columns = columnLines(columnTree, columnFields, data.length, flag(root, "colGrandTotals", true))
  const levels = columnFields.length + (hasData ? 1 : 0)
  const rowLabelColumns = labelColumns(rowFields)
  if (dataColumn !== (rowLabelColumns.at(-1) ?? 0) + 1 || headerRows < Math.max(1, levels) || headerRows > levels + 1) {
    return undefined
  }
  const grid: Array<Array<Cell>> = Array.from(
    { length: headerRows + rows.length },
    () => Array.from({ length: dataColumn + columns.length }, () => blank)
  )
  const put = (row: number, column: number, value: Scalar, role: string, caption?: keyof Captions): void => {
    const line = grid[row]
    if (line?.[column] !== undefined) line[column] = { value, role, caption }
  }
  const grandTotalCaption = text(root, "grandTotalCaption")
  const grandTotal = grandTotalCaption ?? captions.grandTotal
  const learnedTotal = grandTotalCaption === undefined ? "grandTotal" : undefined
  const dataCaption = (index: number): string => data[index]?.caption ?? ""

  for (let row = 0; row < headerRows; row++) {
    for (let column = 0; column < dataColumn; column++) put(row, column, null, `corner ${row} ${column}`)
    for (const [index, line] of columns.entries()) {
      put(row, dataColumn + index, null, `heading ${row} ${line.kind} ${line.dataField}`)
    }
  }
  if (flag(root, "showHeaders", true)) {
    for (const [index, { caption, isCompact }] of rowFields.entries()) {
      if (index > 0 && rowLabelColumns[index] === rowLabelColumns[index - 1]) continue
      const column = rowLabelColumns[index] ?? 0
      const custom = isCompact ? text(root, "rowHeaderCaption") : caption
      const learned = custom === undefined ? "rowLabels" : undefined
      put(headerRows - 1, column, custom ?? captions.rowLabels, `corner ${headerRows - 1} ${column}`, learned)
    }
    if (headerRows > levels && levels > 0) {
      const custom = columnFields.map(({ caption, isCompact }) => isCompact ? text(root, "colHeaderCaption") : caption)
      const compact = columnFields.length > 0 && columnFields.every(({ isCompact }) => isCompact)
      const shownCaptions = compact
        ? custom.slice(0, 1)
        : [...custom, ...hasData ? [text(root, "dataCaption") ?? "Values"] : []]
      for (const [index, caption] of shownCaptions.entries()) {
        const learned = caption === undefined ? "columnLabels" : undefined
        put(0, dataColumn + index, caption ?? captions.columnLabels, `caption ${index}`, learned)
      }
    }
  }
  if (!hasData && levels > 0 && headerRows > levels) put(0, 0, dataCaption(0), "corner 0 0")
  if (levels === 0) put(headerRows - 1, dataColumn, dataCaption(0), "heading data")

  const levelRow = headerRows - levels
  for (const [index, { dataField, kind, level, path }] of columns.entries()) {
    const column = dataColumn + index
    const role = (row: number): string => `heading ${row} ${kind} ${dataField}`
    if (kind === "grand") {
      if (hasData) put(levelRow, column, `Total ${dataCaption(dataField)}`, role(levelRow))
      else put(levelRow, column, grandTotal, role(levelRow), learnedTotal)
    } else if (kind === "subtotal") {
      const label = shown(columnFields[level]?.items[path[level] ?? 0]?.label ?? null)
      const row = levelRow + level
      put(row, column, hasData ? `${label} ${dataCaption(dataField)}` : `${label} Total`, role(row))
    } else {
      for (let at = level; at < levels; at++) {
        const label = at < columnFields.length
          ? columnFields[at]?.items[path[at] ?? 0]?.label ?? null
          : dataCaption(dataField)
        put(levelRow + at, column, label, role(levelRow + at))
      }
    }
  }

  const missing = flag(root, "showMissing", true) ? text(root, "missingCaption") ?? null : null
  for (const [index, { kind, level, path }] of rows.entries()) {
    const row = headerRows + index
    const depth = kind === "grand" ? "grand" : String(path.length)
    for (let column = 0; column < dataColumn; column++) put(row, column, null, `label ${kind} ${depth} ${column}`)
    const label = (at: number): Scalar => rowFields[at]?.items[path[at] ?? 0]?.label ?? null
    if (kind === "grand") put(row, 0, grandTotal, "label grand grand 0", learnedTotal)
    else if (kind === "subtotal") {
      const column = rowLabelColumns[level] ?? 0
      put(row, column, `${shown(label(level))} Total`, `label ${kind} ${depth} ${column}`)
    } else {
      for (let at = level; at < path.length; at++) {
        const column = rowLabelColumns[at] ?? 0
        put(row, column, label(at), `label ${kind} ${depth} ${column}`)
      }
    }
    for (const [across, line] of columns.entries()) {
      const lists = kind === "header" ? undefined : values.get(`${path.join()}|${line.path.join()}`)
      const { dataField } = line
      const value = PivotAggregate.summarize(data[dataField]?.summary ?? "sum", lists?.[dataField] ?? [])
      const role = `value ${kind} ${depth} ${line.kind} ${line.path.length} ${dataField}`
      put(row, dataColumn + across, kind === "header" ? null : value ?? missing, role)
    }
  }

  const prefix = Xml.prefixOf(root)
  return {
    cells: grid,
    rowItems: rows.map((line) => lineXml(line, prefix, false)),
    colItems: columns.map((line) => lineXml(line, prefix, hasData))
  }
}

/** Returns the positions of a record's items, or `undefined` if one of them is hidden. */
const pathOf = (
  record: ReadonlyArray<PivotValue>,
  indices: ReadonlyArray<number>,
  fields: ReadonlyArray<Field>
): ReadonlyArray<number> | undefined => {
  const path: Array<number> = []
  for (const [level, index] of indices.entries()) {
    const field = fields[level]
    const position = field?.positions.get(record[index]?.key ?? "")
    if (position === undefined || field?.items[position]?.isHidden !== false) return undefined
    path.push(position)
  }
  return path
}

/** Returns whether the page fields show a record, or `undefined` if a page field has a feature that is not computed. */
const pageFilter = (
  root: XmlTree.Node,
  field: (index: number) => Field | undefined
): ((record: ReadonlyArray<PivotValue>) => boolean) | undefined => {
  const list = XmlTree.find(root, "pageFields")
  const pages = list === undefined ? [] : XmlTree.elements(list, "pageField").map((node) => {
    const index = Number(XmlTree.attribute(node, "fld"))
    const page = field(index)
    const selected = XmlTree.attribute(node, "item")
    return page && { index, page, selected: selected === undefined ? undefined : Number(selected) }
  })
  const known = all(pages)
  return known && ((record) =>
    known.every(({ index, page, selected }) => {
      const position = page.positions.get(record[index]?.key ?? "")
      return position !== undefined &&
        (selected === undefined ? page.items[position]?.isHidden === false : position === selected)
    }))
}
