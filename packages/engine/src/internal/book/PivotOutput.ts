/**
 * Writes the cells of a refreshed pivot table. The layout of the stored records is computed first. Only if it gives the
 * cells that Excel has stored, the layout of the new records is written; so a feature that is not known cannot give
 * wrong cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as XmlTree from "../package/XmlTree.js"
import * as A1Reference from "../parts/A1Reference.js"
import type * as PivotCache from "../parts/pivot/PivotCache.js"
import * as PivotLayout from "../parts/pivot/PivotLayout.js"
import type { PivotTablePart } from "../parts/pivot/PivotTablePart.js"
import * as PivotTables from "../parts/PivotTables.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetPart from "../parts/SheetPart.js"
import { refuse } from "../refusal.js"
import { CellError, type Scalar } from "../value/Value.js"
import * as Calculating from "./Calculating.js"
import { blankContent, type CellWrite, constantContent, make as makeWrite } from "./CellWrite.js"
import type { State, WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

/** The present cells of a pivot table, as far as their layout is known. */
export interface Present {
  readonly area: Area.Area
  readonly captions: PivotLayout.Captions
  /** The style of the cells of each role. */
  readonly styles: ReadonlyMap<string, number>
}

const locationOf = ({ document }: PivotTablePart): Area.Area | undefined =>
  A1Reference.parse(XmlTree.attribute(XmlTree.find(document.root, "location"), "ref") ?? "")

/** Whether a stored value is the computed one. Excel adds numbers in another order. */
const isSame = (stored: Scalar, computed: Scalar): boolean => {
  if (stored instanceof CellError || computed instanceof CellError) return stored === computed
  if (typeof stored !== "number" || typeof computed !== "number") return (stored ?? "") === (computed ?? "")
  return Math.abs(stored - computed) <= 1e-9 * Math.max(1, Math.abs(stored))
}

/** The items of an axis without differences in notation. */
const itemsOf = (list: XmlTree.Node | undefined): ReadonlyArray<string> =>
  list === undefined ? [] : XmlTree.elements(list, "i").map((node) => {
    const attribute = (name: string): string => XmlTree.attribute(node, name) ?? ""
    const positions = XmlTree.elements(node, "x").map((x) => XmlTree.attribute(x, "v") ?? "0")
    return [attribute("t").replace("data", ""), attribute("r") || "0", attribute("i") || "0", ...positions].join()
  })

const parsedItems = (items: ReadonlyArray<string>): ReadonlyArray<string> =>
  itemsOf(XmlTree.parse(`<items>${items.join("")}</items>`).root)

const sameItems = ({ document }: PivotTablePart, name: string, items: ReadonlyArray<string>): boolean =>
  itemsOf(XmlTree.find(document.root, name)).join(";") === parsedItems(items).join(";")

/** Returns the texts that the present cells have in the language of a user. */
const captionsIn = (
  part: SheetPart.SheetPart,
  { left, top }: Area.Area,
  layout: PivotLayout.Layout | undefined
): PivotLayout.Captions => {
  const learned = { ...PivotLayout.english }
  for (const [down, line] of (layout?.cells ?? []).entries()) {
    for (const [right, { caption }] of line.entries()) {
      const text = caption && SheetPart.value(part, top + down, left + right)
      if (caption !== undefined && typeof text === "string") learned[caption] = text
    }
  }
  return learned
}

/**
 * Describes the present cells, or returns `undefined` if the layout of the records that the pivot table shows
 * does not give these cells.
 */
export const read = (
  { part }: WorksheetState,
  table: PivotTablePart,
  cacheFields: ReadonlyArray<PivotCache.CacheField>,
  records: PivotCache.Records
): Present | undefined => {
  const area = locationOf(table)
  if (area === undefined) return undefined
  const captions = captionsIn(part, area, PivotLayout.make(table, cacheFields, records, PivotLayout.english))
  const layout = PivotLayout.make(table, cacheFields, records, captions)
  if (layout === undefined) return undefined
  const { cells, colItems, rowItems } = layout
  if (cells.length !== Area.rowCount(area) || cells[0]?.length !== Area.columnCount(area)) return undefined
  if (!sameItems(table, "rowItems", rowItems) || !sameItems(table, "colItems", colItems)) return undefined
  const styles = new Map<string, number>()
  for (const [down, line] of cells.entries()) {
    for (const [right, { role, value }] of line.entries()) {
      const [row, column] = [area.top + down, area.left + right]
      if (!isSame(SheetPart.value(part, row, column), value)) return undefined
      if (!styles.has(role)) styles.set(role, SheetPart.style(part, row, column))
    }
  }
  return { area, captions, styles }
}

const checkSpace = (state: State, sheet: WorksheetState, present: Area.Area, area: Area.Area): void => {
  if (area.bottom > Area.maxRow || area.right > Area.maxColumn) {
    refuse("invalidArgument", "The PivotTable would not fit on the worksheet.")
  }
  const isOther = (other: Area.Area): boolean => Area.intersects(other, area)
  if (sheet.pivotAreas.some((other) => isOther(other) && !Area.contains(present, other))) {
    refuse("invalidArgument", "A PivotTable report cannot overlap another PivotTable report.")
  }
  if (state.tables.some((table) => table.sheet.id === sheet.id && isOther(table.part.area))) {
    refuse("invalidArgument", "A PivotTable report cannot overlap a table.")
  }
  for (const [row, column] of Areas.cells(sheet.part.data, area)) {
    if (Area.containsCell(present, row, column)) continue
    if (
      SheetData.value(sheet.part.data, row, column) !== null ||
      SheetData.formula(sheet.part.data, row, column) !== undefined
    ) {
      refuse(
        "invalidArgument",
        `The PivotTable would overwrite the cell ${A1Reference.cell(row, column)}, which is not blank.`
      )
    }
  }
}

const replaceItems = (root: XmlTree.Node, name: string, items: ReadonlyArray<string>): void => {
  const list = XmlTree.find(root, name)
  if (list === undefined) return
  XmlTree.setChildren(list, items)
  XmlTree.setAttribute(list, "count", String(items.length))
}

/** A layout that is ready to be written. */
export interface Plan {
  readonly sheet: WorksheetState
  readonly area: Area.Area
  readonly write: () => void
}

/**
 * Prepares the write of the layout of new records. Refuses a pivot table that would overlap other content. Returns
 * `undefined` if the layout cannot be computed.
 */
export const plan = (
  state: State,
  sheet: WorksheetState,
  table: PivotTablePart,
  cacheFields: ReadonlyArray<PivotCache.CacheField>,
  records: PivotCache.Records,
  { area: present, captions, styles }: Present
): Plan | undefined => {
  const layout = PivotLayout.make(table, cacheFields, records, captions)
  if (layout === undefined) return undefined
  const { cells, colItems, rowItems } = layout
  const { left, top } = present
  const area = { top, left, bottom: top + cells.length - 1, right: left + (cells[0]?.length ?? 1) - 1 }
  checkSpace(state, sheet, present, area)
  const { root } = table.document
  const location = XmlTree.find(root, "location")
  if (location !== undefined) XmlTree.setAttribute(location, "ref", A1Reference.format(area))
  replaceItems(root, "rowItems", rowItems)
  replaceItems(root, "colItems", colItems)
  const write = (): void => {
    const writes: Array<CellWrite> = []
    for (const [row, column] of Areas.cells(sheet.part.data, present)) {
      if (Area.containsCell(area, row, column)) continue
      writes.push(makeWrite(row, column, blankContent))
    }
    for (const [down, line] of cells.entries()) {
      for (const [right, { value }] of line.entries()) {
        writes.push(makeWrite(top + down, left + right, value === null ? blankContent : constantContent(value)))
      }
    }
    Writing.apply(state, sheet, writes)
    for (const { column, row } of writes) {
      const role = cells[row - top]?.[column - left]?.role
      const style = role === undefined ? 0 : styles.get(role)
      if (style === undefined || SheetPart.style(sheet.part, row, column) === style) continue
      SheetData.setStyle(sheet.part.data, row, column, style)
    }
    Calculating.recalculate(state)
  }
  return { sheet, area, write }
}

/** Refuses pivot tables that would overlap each other. */
export const checkOverlap = (plans: ReadonlyArray<Plan>): void => {
  for (const [index, { area, sheet }] of plans.entries()) {
    if (plans.slice(0, index).some((other) => other.sheet === sheet && Area.intersects(other.area, area))) {
      refuse("invalidArgument", "A PivotTable report cannot overlap another PivotTable report.")
    }
  }
}

/** Reads the areas of the pivot tables of a sheet again, after their parts have changed. */
export const updateAreas = (state: State, sheet: WorksheetState): void => {
  sheet.pivotAreas = PivotTables.areas(state.package, sheet.partName)
}
