/**
 * The process that opens, changes and saves the workbook of a file with one of the engines, and sends how long each step
 * took, and the greatest memory of the process. The arguments are the name of the engine and the file. The engine `table`
 * instead makes a table with this number of rows, and inserts one at its top.
 *
 * Each engine imports its library itself, so that the memory of the process is its own.
 */
import { readFileSync } from "node:fs"
import { costOf } from "../measure.js"
import { valueOfJ2 } from "../valueOfJ2.js"

/** What a process measured, in milliseconds and megabytes. */
export interface Steps {
  readonly open: number
  readonly firstEdit: number
  readonly edit: number
  readonly save: number
  readonly insertRow: number
  readonly megabytes: number
}

const timed = async <A>(work: () => A | Promise<A>): Promise<readonly [A, number]> => {
  let result: A | undefined
  const { wall } = await costOf(async () => {
    result = await work()
  })
  return [result as A, wall]
}

type Engine = (argument: string) => Promise<Partial<Steps>>

const fail = (problem: string): never => {
  throw new Error(problem)
}

const imported = async () => ({
  ...await import("@effect-workbook/engine"),
  ...await import("@effect-workbook/schema"),
  ...await import("effect")
})

const ours: Engine = async (file) => {
  const { Area, Book, Effect } = await imported()
  const bytes = readFileSync(file)
  const [book, open] = await timed(() => Effect.runPromise(Book.open(bytes)))
  const [sheet] = book.sheets
  if (sheet === undefined) return fail("the sheet is gone")
  const set = (value: number) => timed(() => Effect.runPromise(book.write(sheet, Area.cell(0, 0), { values: value })))
  const [, firstEdit] = await set(7)
  const [, edit] = await set(5)
  if (book.read(sheet, Area.cell(1, 9)).values()[0]?.[0] !== valueOfJ2(5)) return fail("no formula was calculated")
  const [, save] = await timed(() => book.save())
  return { open, firstEdit, edit, save }
}

const exceljs: Engine = async (file) => {
  const { default: ExcelJs } = await import("exceljs")
  const bytes = Uint8Array.from(readFileSync(file))
  const book = new ExcelJs.Workbook()
  const [, open] = await timed(() => book.xlsx.load(bytes.buffer))
  const [, edit] = await timed(() => {
    const sheet = book.getWorksheet("Data") ?? fail("the sheet is gone")
    sheet.getCell("A1").value = 5
  })
  const [, save] = await timed(() => book.xlsx.writeBuffer())
  return { open, edit, save }
}

const sheetjs: Engine = async (file) => {
  const Xlsx = await import("@e965/xlsx")
  const bytes = readFileSync(file)
  // the form that its documentation recommends for large files
  const [book, open] = await timed(() => Xlsx.read(bytes, { dense: true }))
  const [, edit] = await timed(() => {
    const sheet = book.Sheets["Data"] ?? fail("the sheet is gone")
    Xlsx.utils.sheet_add_aoa(sheet, [[5]], { origin: "A1" })
  })
  const [, save] = await timed(() => Xlsx.write(book, { type: "buffer", bookType: "xlsx", compression: true }))
  return { open, edit, save }
}

const table: Engine = async (rows) => {
  const { Area, Book, Effect } = await imported()
  const count = Number(rows)
  const values = [
    ["Order", "Region", "Units", "Price", "Total"],
    ...Array.from({ length: count }, (_, index) => [`SO-${index}`, "North", index % 50, index % 1000 / 4, index])
  ]
  const book = await Effect.runPromise(Book.make({ Orders: values }))
  const [sheet] = book.sheets
  if (sheet === undefined) return fail("the sheet is gone")
  const area = { top: 0, left: 0, bottom: count, right: 4 }
  const orders = await Effect.runPromise(book.addTable(sheet, area, true))
  const [, insertRow] = await timed(() => Effect.runPromise(book.addRows(orders, 0, [["SO-new", "South", 1, 2, 3]])))
  if (book.read(sheet, Area.cell(2, 0)).values()[0]?.[0] !== "SO-0") return fail("no row was inserted")
  return { insertRow }
}

const engines: Readonly<Record<string, Engine>> = { ours, exceljs, sheetjs, table }

const [name = "", argument = ""] = process.argv.slice(2)
const engine = engines[name] ?? fail(`there is no engine ${name}`)
const steps = await engine(argument)
process.send?.({ ...steps, megabytes: process.resourceUsage().maxRSS / 1000 })
