/** Lists the cells in which two workbooks differ, worksheet by worksheet. */
import { Address, Range, type Workbook, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { Array as Arr, Effect } from "effect"

/** The formulas and constants of all worksheets by their addresses. Blank cells are left out. */
const readCells = (workbook: Workbook.Workbook) =>
  Effect.gen(function*() {
    const cells = new Map<string, unknown>()
    for (const { id, name } of yield* Worksheet.list({ select: ["id", "name"] })) {
      const used = Range.used(Worksheet.named(id))
      const { columnIndex, formulas, rowIndex } = yield* Range.get(used, {
        select: ["rowIndex", "columnIndex", "formulas"]
      })
      for (const [row, contents] of (formulas ?? []).entries()) {
        for (const [column, content] of contents.entries()) {
          if (content === "") continue
          const cell = Address.make({ sheet: name ?? id, top: rowIndex + row, left: columnIndex + column })
          cells.set(Address.format(cell), content)
        }
      }
    }
    return cells
  }).pipe(Effect.provide(WorkbookSession.layer({ workbook, mode: "nonPersistent" })))

export interface Difference {
  readonly address: string
  readonly before: unknown
  readonly after: unknown
}

export const compareWorkbooks = (before: Workbook.Workbook, after: Workbook.Workbook) =>
  Effect.zipWith(
    readCells(before),
    readCells(after),
    (old, fresh): ReadonlyArray<Difference> =>
      Arr.dedupe([...old.keys(), ...fresh.keys()]).flatMap((address) => {
        const [a, b] = [old.get(address) ?? "", fresh.get(address) ?? ""]
        return a === b ? [] : [{ address, before: a, after: b }]
      }),
    { concurrent: true }
  )
