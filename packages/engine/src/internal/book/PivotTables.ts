/**
 * Lists and refreshes pivot tables.
 *
 * @since 0.1.0
 */
import type * as Model from "../../Model.js"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as PivotCache from "../parts/pivot/PivotCache.js"
import * as PivotTablePart from "../parts/pivot/PivotTablePart.js"
import * as SheetProtection from "../parts/SheetProtection.js"
import * as WorkbookPart from "../parts/WorkbookPart.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as PivotOutput from "./PivotOutput.js"
import * as PivotSource from "./PivotSource.js"
import { isWorksheet, sheetModel, sheetOf, type SheetState, type State, type WorksheetState } from "./State.js"

const relatedPart = (state: State, partName: string, wanted: string): string | undefined =>
  Package.relationships(state.package, partName).find(({ external, kind }) => kind === wanted && !external)?.target

/** Yields the names of the parts of a sheet's pivot tables. */
function* partNames(state: State, sheet: SheetState): Generator<string> {
  if (sheet.partName === "") return
  for (const { external, kind, target } of Package.relationships(state.package, sheet.partName)) {
    if (kind === "pivotTable" && !external && Package.has(state.package, target)) yield target
  }
}

interface Found {
  readonly model: Model.PivotTable
  readonly partName: string
}

function* find(state: State, model: Model.Sheet): Generator<Found> {
  const sheet = state.sheets.find(({ id }) => id === model.id)
  if (sheet === undefined) return
  for (const partName of partNames(state, sheet)) {
    const text = Package.text(state.package, partName) ?? ""
    const tag = Xml.startTag(text, Xml.root(text))
    const name = Xml.decodeXstring(Xml.attribute(tag, "name") ?? "")
    const id = Xml.prefixedAttribute(tag, "uid") ?? name
    yield { model: { id, name, sheet: sheetModel(state, sheet) }, partName }
  }
}

/** Lists the pivot tables of a worksheet. */
export const list = (state: State, sheet: Model.Sheet): ReadonlyArray<Model.PivotTable> =>
  Array.from(find(state, sheet), ({ model }) => model)

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Finds a pivot table of a worksheet by id, or else by name. */
export const byKey = (state: State, sheet: Model.Sheet, key: string): Model.PivotTable | undefined => {
  const all = list(state, sheet)
  return all.find(({ id }) => sameName(id, key)) ?? all.find(({ name }) => sameName(name, key))
}

/** A pivot table that uses a cache. */
interface User {
  readonly sheet: WorksheetState
  readonly partName: string
}

const usersOf = (state: State, cacheName: string): ReadonlyArray<User> =>
  state.sheets.filter(isWorksheet).flatMap((sheet) =>
    Array.from(partNames(state, sheet)).flatMap((partName) =>
      relatedPart(state, partName, "pivotCacheDefinition") === cacheName ? [{ sheet, partName }] : []
    )
  )

const storeCache = (state: State, cacheName: string, cache: PivotCache.PivotCache): void => {
  Package.setText(state.package, cacheName, PivotCache.text(cache))
  // The texts of the caches are read again when a change can affect their references.
  state.chartsAndPivotCaches = undefined
}

/** The refresh of a cache and its pivot tables. Nothing is changed before `apply` is called. */
interface Plan {
  readonly outputs: ReadonlyArray<PivotOutput.Plan>
  readonly apply: () => void
}

/** Leaves the refresh to Excel. */
const leaveToExcel = (state: State, cacheName: string, cache: PivotCache.PivotCache): Plan => {
  PivotCache.refreshOnLoad(cache)
  return { outputs: [], apply: () => storeCache(state, cacheName, cache) }
}

const checkProtection = ({ sheet }: User): void => {
  if (SheetProtection.isProtected(sheet.part)) {
    refuse(
      "accessDenied",
      `The worksheet '${sheet.entry.name}' has a PivotTable with the same data and is protected. Unprotect the sheet.`
    )
  }
}

/** Excel updates the data of pivot charts when it refreshes their pivot tables. */
const hasPivotChart = (state: State): boolean =>
  Package.names(state.package).some((name) =>
    /(?:^|\/)charts\/chart\d*\.xml$/i.test(name) && (Package.text(state.package, name) ?? "").includes("pivotSource>")
  )

/** Prepares the refresh of a cache. */
const planCache = (state: State, cacheName: string): Plan => {
  const { date1904 } = state.workbook
  const users = usersOf(state, cacheName)
  for (const user of users) checkProtection(user)
  const cache = PivotCache.parse(Package.text(state.package, cacheName) ?? "", date1904)
  const source = PivotCache.source(cache)
  if (source === undefined) return leaveToExcel(state, cacheName, cache)
  const { columns, records } = PivotSource.read(state, source)
  const isSame = columns.length === cache.fields.length &&
    cache.fields.every(({ name }, index) => sameName(name, columns[index] ?? ""))
  if (!isSame) return leaveToExcel(state, cacheName, cache)

  const tables = users.map(({ partName, sheet }) => ({
    sheet,
    partName,
    table: PivotTablePart.parse(Package.text(state.package, partName) ?? "")
  }))
  const recordsName = relatedPart(state, cacheName, "pivotCacheRecords")
  const recordsText = recordsName === undefined ? undefined : Package.text(state.package, recordsName)
  const stored = recordsText === undefined ? undefined : PivotCache.parseRecords(recordsText, cache, date1904)
  const present = tables.map(({ sheet, table }) => stored && PivotOutput.read(sheet, table, cache.fields, stored))
  const unused = PivotCache.include(
    cache,
    records,
    (field) => tables.some(({ table }) => PivotTablePart.hasItems(table, field))
  )
  const outputs = tables.map(({ sheet, table }, index) => {
    const isSorted = PivotTablePart.includeItems(table, cache.fields, unused)
    const shown = present[index]
    return isSorted && shown && PivotOutput.plan(state, sheet, table, cache.fields, records, shown)
  }).filter((output) => typeof output === "object")
  PivotCache.markRefreshed(
    cache,
    Calculating.serialNow(state),
    recordsText === undefined ? undefined : records.length
  )
  if (outputs.length < tables.length || hasPivotChart(state)) PivotCache.refreshOnLoad(cache)
  const apply = (): void => {
    storeCache(state, cacheName, cache)
    if (recordsName !== undefined && recordsText !== undefined) {
      Package.setText(state.package, recordsName, PivotCache.recordsText(recordsText, cache, records))
    }
    for (const { partName, sheet, table } of tables) {
      Package.setText(state.package, partName, PivotTablePart.text(table))
      PivotOutput.updateAreas(state, sheet)
    }
    for (const { write } of outputs) write()
  }
  return { outputs, apply }
}

const refreshAllOf = (state: State, found: Iterable<Found>): void => {
  const caches = new Set<string>()
  for (const { partName } of found) {
    const cacheName = relatedPart(state, partName, "pivotCacheDefinition")
    if (cacheName !== undefined && Package.has(state.package, cacheName)) caches.add(cacheName)
  }
  const plans = Array.from(caches, (cacheName) => planCache(state, cacheName))
  PivotOutput.checkOverlap(plans.flatMap(({ outputs }) => outputs))
  for (const { apply } of plans) apply()
}

/**
 * Refreshes a pivot table and all others that share its cache. The cache gets the present content of the source. Excel
 * refreshes the pivot tables when it opens the workbook, if the cells of one of them cannot be computed here.
 */
export const refresh = (state: State, model: Model.PivotTable): void => {
  sheetOf(state, model.sheet)
  const found = [...find(state, model.sheet)].filter(({ model: { id } }) => id === model.id)
  if (found.length === 0) refuse("itemNotFound", `The PivotTable '${model.name}' no longer exists.`)
  refreshAllOf(state, found)
}

/** Refreshes the pivot tables of a worksheet like {@link refresh}. */
export const refreshAll = (state: State, model: Model.Sheet): void => {
  sheetOf(state, model)
  refreshAllOf(state, find(state, model))
}

/**
 * Removes the caches that only the pivot tables of a sheet use. A slicer or a timeline keeps its cache, because it may be on
 * another sheet.
 */
export const removeCaches = (state: State, sheet: SheetState): void => {
  const caches = new Set(
    Array.from(partNames(state, sheet)).flatMap((partName) =>
      relatedPart(state, partName, "pivotCacheDefinition") ?? []
    )
  )
  if (caches.size === 0) return
  const related = Package.relationships(state.package, state.workbookName)
  if (related.some(({ kind }) => kind === "slicerCache" || kind === "timelineCache")) return
  for (const cacheName of caches) {
    if (usersOf(state, cacheName).some((user) => user.sheet.id !== sheet.id)) continue
    for (const { id, kind, target } of related) {
      if (kind !== "pivotCacheDefinition" || target !== cacheName) continue
      WorkbookPart.removePivotCache(state.workbook, id)
      Package.removeRelationship(state.package, state.workbookName, id)
    }
    const recordsName = relatedPart(state, cacheName, "pivotCacheRecords")
    if (recordsName !== undefined) Package.remove(state.package, recordsName)
    Package.remove(state.package, cacheName)
    state.chartsAndPivotCaches?.delete(cacheName)
  }
}
