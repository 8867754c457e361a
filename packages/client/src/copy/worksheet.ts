/**
 * Copies of worksheets.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import type * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as NamedItem from "@effect-workbook/schema/NamedItem"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Table from "@effect-workbook/schema/Table"
import * as Worksheet from "@effect-workbook/schema/Worksheet"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { invalidArguments, unexpectedAnswer } from "../call/errors.js"
import * as CellAddress from "../cells/address.js"
import * as Query from "../Query.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as WorkbookSession from "../WorkbookSession.js"
import * as Areas from "./areas.js"
import * as Cells from "./cells.js"
import * as Formats from "./formats.js"
import * as Formula from "./formula.js"

const worksheets = Navigation.property(Navigation.workbook, "worksheets")

const named = (sheet: string) => Navigation.member(worksheets, sheet)

const inSheet = (sheet: string): Cells.At => (area) => Navigation.range(named(sheet), { ...area, sheet: undefined })

/** A read that fails after a number of reads. */
const readLimit = (maxReads: number) => {
  let reads = 0
  return <A, E, R>(read: Effect.Effect<A, E, R>): Effect.Effect<A, E | WorkbookError.InvalidArguments, R> =>
    Effect.suspend((): Effect.Effect<A, E | WorkbookError.InvalidArguments, R> =>
      ++reads > maxReads
        ? invalidArguments(
          Catalogue.worksheets.add,
          `the copy needs more than ${maxReads} reads; expected a worksheet with fewer cells and fewer formats, or a ` +
            "higher maxReads"
        )
        : read
    )
}

const nameOnly = Resource.pick(Worksheet.Worksheet, { select: ["name"] })

/** A table, and its area without the totals row. */
interface SourceTable {
  readonly table: Table.Table
  readonly area: Area.Area
}

/** What is copied. */
interface Source {
  readonly name: string
  readonly cells: ReadonlyArray<Cells.Cells>
  readonly formats: ReadonlyArray<Areas.Uniform<Formats.Look>>
  readonly columns: ReadonlyArray<Areas.Uniform<number | null>>
  readonly rows: ReadonlyArray<Areas.Uniform<number | null>>
  readonly tables: ReadonlyArray<SourceTable>
  readonly names: ReadonlyArray<NamedItem.NamedItem>
}

const isNumber = (size: number | null): boolean => size !== null

const read = (self: Navigation.Reference<"workbookWorksheet">, maxReads: number) =>
  Effect.gen(function*() {
    const limited = readLimit(maxReads)
    const { name } = yield* limited(Query.read(Catalogue.worksheet.get, self, nameOnly))
    if (name === null) return yield* unexpectedAnswer(Catalogue.worksheet.get, "the worksheet has no name")
    const sheet = named(name)
    const at = inSheet(name)
    const used = yield* limited(CellAddress.read(Navigation.call(sheet, "usedRange", {})))

    const tables: Array<SourceTable> = []
    const allTables = Query.list(Catalogue.tables.list, Navigation.property(sheet, "tables"), Table.Table, {})
    for (const table of yield* limited(allTables)) {
      if (!table.showHeaders) continue
      const reference = Navigation.member(Navigation.property(Navigation.workbook, "tables"), table.id)
      const area = yield* limited(CellAddress.read(Navigation.call(reference, "range", {})))
      tables.push({ table, area: table.showTotals ? { ...area, bottom: area.bottom - 1 } : area })
    }
    const names = yield* limited(
      Query.list(Catalogue.names.list, Navigation.property(sheet, "names"), NamedItem.NamedItem, {})
    )

    const cells: Array<Cells.Cells> = []
    for (const block of Cells.blocksOf(used)) cells.push(...yield* Cells.read(at, block, limited))

    const size = (property: "columnWidth" | "rowHeight") => (area: Area.Area) =>
      Effect.map(limited(Formats.readSizes(at(area))), ({ [property]: size }) => size)
    const source: Source = {
      name,
      cells,
      tables,
      // The value of another name is the result of its formula, and not the formula.
      names: names.filter(({ scope, type, visible }) => scope === "Worksheet" && type === "Range" && visible),
      formats: yield* Areas.divide(used, (area) => limited(Formats.read(at(area))), Formats.isOfAllCells),
      columns: yield* Areas.divide({ ...used, bottom: used.top }, size("columnWidth"), isNumber),
      rows: yield* Areas.divide({ ...used, right: used.left }, size("rowHeight"), isNumber)
    }
    return source
  })

/** Adds a table with the headers, the totals row and the style of another one. Succeeds with the two names. */
const addTable = (sheet: string, source: Source, { area, table }: SourceTable) =>
  Effect.gen(function*() {
    const headers = { ...area, bottom: area.top }
    yield* Cells.writeValues(inSheet(sheet)(headers), Cells.textsOf(source.cells, headers))
    const tables = Navigation.property(Navigation.workbook, "tables")
    const address = Address.format({ ...area, sheet })
    const added = yield* WorkbookSession.call(Catalogue.tables.add, tables, { address, hasHeaders: true })
    const { name } = yield* WorkbookSession.call(Catalogue.table.update, Navigation.member(tables, added.id), {
      ...(table.style === null ? {} : { style: table.style }),
      highlightFirstColumn: table.highlightFirstColumn,
      highlightLastColumn: table.highlightLastColumn,
      showBandedColumns: table.showBandedColumns,
      showBandedRows: table.showBandedRows,
      showFilterButton: table.showFilterButton,
      showTotals: table.showTotals
    })
    return [(table.name ?? "").toLowerCase(), name ?? ""] as const
  })

/** Writes a copy to a blank worksheet. */
const write = (sheet: string, source: Source) =>
  Effect.gen(function*() {
    const at = inSheet(sheet)
    const blankCell = at({ top: 0, left: 0, bottom: 0, right: 0 })
    const blank = yield* Formats.read(blankCell)
    const { columnWidth, rowHeight } = yield* Formats.readSizes(blankCell)

    // Tables and names come first, because formulas refer to them.
    const tables = new Map<string, string>()
    for (const table of source.tables) tables.set(...yield* addTable(sheet, source, table))
    const renaming: Formula.Renaming = { sheet: { from: source.name, to: sheet }, tables }
    for (const { comment, name, value } of source.names) {
      const reference = Formula.renamed(String(value), renaming)
      yield* WorkbookSession.call(Catalogue.names.add, Navigation.property(named(sheet), "names"), {
        name: name ?? "",
        reference: reference.startsWith("=") ? reference : `=${reference}`,
        ...(comment === null || comment === "" ? {} : { comment })
      })
    }

    for (const cells of source.cells) yield* Cells.write(at, cells, renaming)
    for (const cells of source.cells) yield* Cells.repairSpills(at, cells)
    yield* Formats.write(at, source.formats, blank)
    for (const { area, look } of source.columns) {
      if (look !== null && look !== columnWidth) yield* Formats.update(at(area), { columnWidth: look })
    }
    for (const { area, look } of source.rows) {
      if (look !== null && look !== rowHeight) yield* Formats.update(at(area), { rowHeight: look })
    }
  })

/**
 * Copies a worksheet to a new one. The new worksheet is deleted if it cannot be completed.
 *
 * @internal
 */
export const copy = (
  self: Navigation.Reference<"workbookWorksheet">,
  name: string,
  { maxReads, position }: { readonly maxReads: number; readonly position: number | undefined }
): Effect.Effect<Worksheet.Worksheet, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession> =>
  Effect.flatMap(read(self, maxReads), (source) =>
    Effect.acquireUseRelease(
      WorkbookSession.call(Catalogue.worksheets.add, worksheets, { name }),
      (added) => {
        const sheet = added.name ?? name
        const placed = position === undefined
          ? Effect.succeed(added)
          : WorkbookSession.call(Catalogue.worksheet.update, named(sheet), { position })
        return Effect.zipLeft(placed, write(sheet, source))
      },
      (added, exit) =>
        Exit.isSuccess(exit)
          ? Effect.void
          : Effect.ignore(WorkbookSession.call(Catalogue.worksheet.delete, named(added.name ?? name), undefined))
    )).pipe(WorkbookSession.verified)
