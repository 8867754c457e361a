/**
 * Sorts the rows of tables, and keeps the conditions in the table (`sortState`).
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import * as Xml from "../package/Xml.js"
import * as DifferentialFormats from "../parts/DifferentialFormats.js"
import * as IconSets from "../parts/IconSets.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as TablePart from "../parts/TablePart.js"
import * as Calculating from "./Calculating.js"
import * as Protection from "./Protection.js"
import * as Sorting from "./Sorting.js"
import { type State, tableOf, type TableState } from "./State.js"
import { paletteOf } from "./StyleAreas.js"

const differentialColors = (state: State): DifferentialFormats.DifferentialColors =>
  DifferentialFormats.make(state.styles, paletteOf(state))

const readCondition = (
  state: State,
  { columns }: TablePart.TablePart,
  { column, tag }: TablePart.SortCondition
): ReadonlyArray<Model.SortCondition> => {
  const key = columns.indexOf(column)
  if (key < 0) return []
  const common = { key, ascending: !Xml.booleanAttribute(tag, "descending"), textAsNumber: false }
  const format = Number(Xml.attribute(tag, "dxfId") ?? -1)
  switch (Xml.attribute(tag, "sortBy")) {
    case "cellColor":
      return [{ ...common, on: "CellColor", color: differentialColors(state).color(format, "fill") }]
    case "fontColor":
      return [{ ...common, on: "FontColor", color: differentialColors(state).color(format, "font") }]
    case "icon": {
      const set = IconSets.fromFile(Xml.attribute(tag, "iconSet") ?? "")
      return [{ ...common, on: "Icon", icon: { set, index: Number(Xml.attribute(tag, "iconId") ?? 0) } }]
    }
    default:
      return [{ ...common, on: "Value" }]
  }
}

const sortOf = (state: State, part: TablePart.TablePart): Model.TableSort | undefined => {
  const { sort } = part
  if (sort === undefined) return undefined
  return {
    conditions: sort.conditions.flatMap((condition) => readCondition(state, part, condition)),
    matchCase: Xml.booleanAttribute(sort.tag, "caseSensitive"),
    method: Xml.attribute(sort.tag, "sortMethod") === "stroke" ? "StrokeCount" : "PinYin"
  }
}

/** Returns the conditions that a table was last sorted by. */
export const get = (state: State, model: Model.Table): Model.TableSort | undefined =>
  sortOf(state, tableOf(state, model).part)

const conditionTag = (
  prefix: string,
  { ascending, color, icon, on }: Model.SortCondition,
  colors: DifferentialFormats.DifferentialColors
): string => {
  const by = on === "CellColor" && color !== undefined
    ? ` sortBy="cellColor" dxfId="${colors.index("fill", color.toUpperCase())}"`
    : on === "FontColor" && color !== undefined
    ? ` sortBy="fontColor" dxfId="${colors.index("font", color.toUpperCase())}"`
    : on === "Icon" && icon !== undefined
    ? ` sortBy="icon" iconSet="${IconSets.toFile(icon.set)}" iconId="${icon.index}"`
    : ""
  return `<${prefix}sortCondition${ascending ? "" : ` descending="1"`}${by} ref=""/>`
}

/** Moves the visible rows of the data body into the order of the conditions. Hidden rows stay where they are. */
const reorder = (state: State, { part, sheet }: TableState, sort: Model.TableSort): void => {
  const body = TablePart.body(part)
  const area = body ?? part.area
  const lines: Array<number> = []
  if (body !== undefined) {
    for (let row = body.top; row <= body.bottom; row++) if (!SheetPart.rowHidden(sheet.part, row)) lines.push(row)
  }
  const ordered = Sorting.order(state, sheet, area, lines, { ...sort, hasHeaders: false, orientation: "Rows" })
  if (body === undefined) return
  Sorting.checkReorder(state, sheet, body)
  const to = new Map<number, number>()
  for (const [position, line] of ordered.entries()) {
    const target = lines[position]
    if (target !== undefined && target !== line) to.set(line, target)
  }
  Sorting.reorder(state, sheet, body, "rows", to)
  if (to.size > 0) Calculating.recalculate(state)
}

/** Sorts the rows of a table. */
export const apply = (state: State, model: Model.Table, sort: Model.TableSort): void => {
  const table = tableOf(state, model)
  const { part } = table
  reorder(state, table, sort)
  const prefix = Xml.prefixOf(Xml.root(part.source))
  const colors = differentialColors(state)
  const { conditions, matchCase, method } = sort
  part.sort = {
    tag: `<${prefix}sortState${matchCase ? ` caseSensitive="1"` : ""}${
      method === "StrokeCount" ? ` sortMethod="stroke"` : ""
    } ref="">`,
    conditions: conditions.flatMap((condition) => {
      const column = part.columns[condition.key]
      return column === undefined ? [] : [{ column, tag: conditionTag(prefix, condition, colors) }]
    })
  }
  part.changed = true
}

/** Forgets the conditions of a sort. The rows stay where they are. */
export const clear = (state: State, model: Model.Table): void => {
  const { part, sheet } = tableOf(state, model)
  Protection.checkAllowed(sheet, "sort")
  if (part.sort === undefined) return
  part.sort = undefined
  part.changed = true
}

/** Sorts the present rows of a table by the conditions of its last sort. */
export const reapply = (state: State, model: Model.Table): void => {
  const table = tableOf(state, model)
  const sort = sortOf(state, table.part)
  if (sort !== undefined && sort.conditions.length > 0) reorder(state, table, sort)
}
