/** The workbooks, written and read by ExcelJS, independently of the emulator. */
import * as Effect from "effect/Effect"
import ExcelJS from "exceljs"
import type { SavedBook } from "./History.js"

export const users = 4

/** The table to which all users add rows. */
export const shared = "Log"
/** A table for one user alone, because a verified write compares the table before and after. */
export const own = (user: number): string => `Own_${user}`
/** The sheet on which all users write below the used range. */
export const free = "Free"
/** The same kind of sheet for one user alone. */
export const mine = (user: number): string => `Mine_${user}`
/** A sheet on which all users write below the used range of a name, and that name. */
export const named = "Named"
export const column = "First_column"
/** A sheet and a name for its first free cell, which moves with each write. */
export const filling = "Filling"
export const next = "Next_free"
/** The sheet with one cell for each user. */
export const cells = "Cells"
/** A table to which columns are added. */
export const growing = "Growing"
/** Tables, sheets and columns that are deleted by name. */
export const doomed = ["a", "b", "c"] as const
export const doomedTable = (user: number, which: string): string => `Doomed_${user}${which}`
export const doomedSheet = (user: number, which: string): string => `Gone ${user}${which}`
export const doomedColumn = (user: number, which: string): string => `Column ${user}${which}`
export const columns = "Columns"

/** Things that are deleted by position, and counted afterwards. */
export const families = {
  rows: "rows of Victims",
  columns: "columns of Wide",
  tables: "tables of Pile",
  sheets: "sheets behind tables",
  unnamed: "sheets without a name of ours"
} as const

const stacks = 10

const everyUser = Array.from({ length: users }, (_, user) => user)

const add = (
  book: ExcelJS.Workbook,
  sheet: string,
  name: string,
  headers: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  ref = "A1"
) => {
  const place = book.getWorksheet(sheet) ?? book.addWorksheet(sheet)
  place.addTable({
    name,
    ref,
    headerRow: true,
    columns: headers.map((name) => ({ name })),
    rows: rows.map((row) => [...row])
  })
}

const letter = (column: number): string => String.fromCharCode(65 + column)

const make = (): ExcelJS.Workbook => {
  const book = new ExcelJS.Workbook()
  // the tables of the first sheets have to be the first tables of the workbook
  for (let stack = 0; stack < stacks; stack++) add(book, `Stack ${stack}`, `Stack_${stack}`, ["Key"], [["stack"]])
  add(book, shared, shared, ["Key"], [["first"]])
  for (const user of everyUser) {
    add(book, own(user), own(user), ["Key"], [["first"]])
    book.addWorksheet(mine(user)).getCell("A1").value = "top"
    for (const [at, which] of doomed.entries()) {
      add(book, "Doomed", doomedTable(user, which), ["Key"], [["doomed"]], `${letter(user * 2)}${1 + at * 4}`)
      book.addWorksheet(doomedSheet(user, which)).getCell("A1").value = "gone"
    }
  }
  book.addWorksheet(free).getCell("A1").value = "top"
  book.addWorksheet(named).getCell("A1").value = "top"
  book.addWorksheet(cells).getCell("A1").value = "cells"
  add(book, "Victims", "Victims", ["Key"], Array.from({ length: 40 }, (_, row) => [`victim ${row}`]))
  const wide = Array.from({ length: 20 }, (_, column) => `Wide ${column}`)
  add(book, "Wide", "Wide", wide, [wide.map(() => "wide")])
  for (let pile = 0; pile < stacks; pile++) {
    add(book, "Pile", `Pile_${pile}`, ["Key"], [["pile"]], `${letter(pile * 2)}1`)
  }
  add(book, growing, growing, ["Key"], [["grows"]])
  const byName = everyUser.flatMap((user) => doomed.map((which) => doomedColumn(user, which)))
  add(book, columns, columns, ["Key", ...byName], [["Key", ...byName].map(() => "column")])
  book.addWorksheet(filling).getCell("A1").value = "top"
  // the API of ExcelJS accepts references only, but it saves formulas in its model
  Object.defineProperty(book.definedNames, "model", {
    value: [
      { name: column, ranges: [`${named}!$A$1:$A$300`] },
      { name: next, ranges: [`OFFSET(${filling}!$A$1,COUNTA(${filling}!$A:$A),0)`] }
    ]
  })
  return book
}

export const bytes: Effect.Effect<Uint8Array> = Effect.promise(() => make().xlsx.writeBuffer()).pipe(
  Effect.map((buffer) => new Uint8Array(buffer))
)

const isOurs = (name: string): boolean =>
  /^(?:Stack|Gone|Own_|Mine_|Made )/.test(name) ||
  ["Doomed", "Victims", "Wide", "Pile", shared, free, named, filling, cells, growing, columns].includes(name)

interface TableModel {
  readonly name: string
  readonly tableRef: string
  readonly columns: ReadonlyArray<{ readonly name: string }>
}

/** The type declarations of ExcelJS are wrong here: `getTables` returns tables, not pairs. */
const tablesOf = (sheet: ExcelJS.Worksheet): ReadonlyArray<TableModel> =>
  sheet.getTables().flatMap((table: unknown) =>
    typeof table === "object" && table !== null && "table" in table ? [table.table as TableModel] : []
  )

const rowsOf = (table: TableModel | undefined): number => {
  const [, first, last] = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(table?.tableRef ?? "") ?? []
  return Number(last) - Number(first)
}

/** Reads the content of a saved file. */
export const read = (file: string, book: string): Effect.Effect<SavedBook> =>
  Effect.promise(() => new ExcelJS.Workbook().xlsx.readFile(file)).pipe(
    Effect.map((workbook) => {
      const texts = new Map<string, number>()
      const count = (text: string) => texts.set(text, (texts.get(text) ?? 0) + 1)
      for (const sheet of workbook.worksheets) {
        count(sheet.name)
        sheet.eachRow((row) =>
          row.eachCell(({ value }) => {
            if (typeof value === "string") count(value)
          })
        )
        // the header cells hold the names of columns
        for (const { name } of tablesOf(sheet)) count(name)
      }
      const tables = workbook.worksheets.flatMap(tablesOf)
      const table = (wanted: string) => tables.find(({ name }) => name === wanted)
      const families_ = new Map<string, number>([
        [families.rows, rowsOf(table("Victims"))],
        [families.columns, table("Wide")?.columns.length ?? 0],
        [families.tables, tables.filter(({ name }) => name.startsWith("Pile_")).length],
        [families.sheets, workbook.worksheets.filter(({ name }) => name.startsWith("Stack ")).length],
        [families.unnamed, workbook.worksheets.filter(({ name }) => !isOurs(name)).length]
      ])
      return { book, texts, families: families_ }
    })
  )
