/**
 * What Graph has and the catalogue does not: such requests are right, and get 501 instead of 400.
 *
 * @since 0.1.0
 */
import type { ResourceType } from "@effect-workbook/schema/Navigation"

const segments: Readonly<Partial<Record<ResourceType, ReadonlyArray<string>>>> = {
  workbook: ["comments"],
  workbookWorksheet: ["charts", "pivotTables", "protection"],
  workbookRange: ["clear", "delete", "format", "insert", "merge", "sort", "unmerge", "visibleView"],
  workbookTable: ["clearFilters", "convertToRange", "reapplyFilters", "sort"],
  workbookTableColumn: ["filter"],
  "Collection(workbookNamedItem)": ["addFormulaLocal"]
}

const known: ReadonlySet<string> = new Set(
  Object.entries(segments).flatMap(([resource, names]) => names.map((name) => `${resource}/${name.toLowerCase()}`))
)

/** Whether a segment below a resource means something to Graph. */
export const has = (resource: string, segment: string): boolean =>
  known.has(`${resource}/${segment.replace(/^microsoft\.graph\./i, "").replace(/\(.*$/s, "").toLowerCase()}`)
