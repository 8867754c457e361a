/** The actions of a user in a session, and the traces that they leave in the file. They use the public API only. */
import * as NamedItem from "@effect-workbook/client/NamedItem"
import * as Range from "@effect-workbook/client/Range"
import * as Table from "@effect-workbook/client/Table"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as Worksheet from "@effect-workbook/client/Worksheet"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Effect from "effect/Effect"
import * as Books from "./Books.js"
import type { Call } from "./History.js"
import type * as SeededRandom from "./SeededRandom.js"

export interface Action {
  readonly what: string
  readonly verified: boolean
  readonly write: Call["write"]
  readonly run: Effect.Effect<unknown, { readonly _tag: string }, WorkbookSession.WorkbookSession>
}

export interface ActionContext {
  readonly user: number
  readonly random: SeededRandom.SeededRandom
  /** Makes a unique text. */
  readonly marker: () => string
  /** Whether something may still be deleted. The supply is limited. */
  readonly mayTake: (what: string, most: number) => boolean
}

const used = (sheet: string) => Range.used(Worksheet.named(sheet))

/** The cell below all content of a sheet, addressed in one of several common ways. */
const below = (sheet: string, random: SeededRandom.SeededRandom) =>
  random.pick([
    { way: "offset of usedRange/lastRow", to: Range.offset(Navigation.call(used(sheet), "lastRow", {}), 1, 0) },
    { way: "usedRange/rowsBelow", to: Navigation.call(used(sheet), "rowsBelow", { count: 1 }) },
    { way: "offset of usedRange/lastCell", to: Range.offset(Navigation.call(used(sheet), "lastCell", {}), 1, 0) }
  ])

const tablesOf = (sheet: string) => Navigation.property(Worksheet.named(sheet), "tables")

const onceMarked = (marker: string): Call["write"] => ({ idempotent: false, trace: { _tag: "Marker", marker } })
const gone = (marker: string): Call["write"] => ({ idempotent: true, trace: { _tag: "Removed", marker } })
const oneLess = (family: string): Call["write"] => ({
  idempotent: false,
  trace: { _tag: "Family", family, change: -1 }
})

const read = (what: string, run: Action["run"]): Action => ({ what, verified: false, write: undefined, run })
const write = (what: string, write: Call["write"], run: Action["run"]): Action => ({
  what,
  verified: false,
  write,
  run
})
const verified = (what: string, write: Call["write"], run: Action["run"]): Action => ({
  what: `verified ${what}`,
  verified: true,
  write,
  run: WorkbookSession.verified(run)
})

/** Writes to the user's own cell. */
const cell = ({ marker, user }: ActionContext): Action => {
  const text = marker()
  return write(
    "write to a cell",
    { idempotent: true, trace: { _tag: "Marker", marker: text } },
    Range.write(Range.at(`${Books.cells}!B${user + 1}`), [[text]])
  )
}

/** Rebuilds a private copy. */
export const restore = ({ user }: ActionContext) => Range.write(Range.at(`${Books.cells}!C${user + 1}`), [["restored"]])

/** All possible actions with their weights. */
const choices = (context: ActionContext): readonly [
  readonly [number, () => Action | undefined],
  ...ReadonlyArray<readonly [number, () => Action | undefined]>
] => {
  const { random, marker, mayTake, user } = context
  const append = (sheet: string, as: typeof write) => {
    const { to, way } = below(sheet, random)
    const text = marker()
    return as(`write to ${way}`, onceMarked(text), Range.write(to, [[text]]))
  }
  const doom = (what: string, most = Books.doomed.length): string | undefined =>
    Books.doomed.slice(0, most).find((which) => mayTake(`${what} ${user}${which}`, 1))
  return [
    [10, () => read("read", Range.values(used(random.pick([Books.cells, Books.free, Books.shared]))))],
    [3, () => read("list of sheets", Worksheet.list())],
    [3, () => read("rows", Table.rows(Table.named(Books.shared)))],
    [10, () => cell(context)],
    [14, () => {
      const text = marker()
      return write("append of a row", onceMarked(text), Table.addRows(Table.named(Books.shared), [[text]]))
    }],
    [8, () => {
      const text = marker()
      return verified("append of a row", onceMarked(text), Table.addRows(Table.named(Books.own(user)), [[text]]))
    }],
    [16, () => append(Books.free, write)],
    [10, () => append(Books.mine(user), verified)],
    [6, () => {
      const text = marker()
      const inName = Range.used(NamedItem.range(NamedItem.named(Books.column)))
      const to = Range.offset(Navigation.call(inName, "lastRow", {}), 1, 0)
      return write("write below what is in a name", onceMarked(text), Range.write(to, [[text]]))
    }],
    [6, () => {
      const text = marker()
      const to = NamedItem.range(NamedItem.named(Books.next))
      return write("write to a name that computes its range", onceMarked(text), Range.write(to, [[text]]))
    }],
    [4, () =>
      mayTake(Books.families.rows, 12)
        ? write("delete of a row", oneLess(Books.families.rows), Table.deleteRow(Table.named("Victims"), 1))
        : undefined],
    [4, () => {
      const columns = Navigation.property(Table.named("Wide"), "columns")
      return mayTake(Books.families.columns, 6)
        ? write(
          "delete of a column by position",
          oneLess(Books.families.columns),
          WorkbookSession.call(Catalogue.column.delete, Navigation.call(columns, "itemAt", { index: 1 }), undefined)
        )
        : undefined
    }],
    [4, () =>
      mayTake(Books.families.tables, 4)
        ? write(
          "delete of a table by position",
          oneLess(Books.families.tables),
          Table.delete(Navigation.call(tablesOf("Pile"), "itemAt", { index: 0 }))
        )
        : undefined],
    [4, () => {
      const first = Navigation.call(Navigation.property(Navigation.workbook, "tables"), "itemAt", { index: 0 })
      return mayTake(Books.families.sheets, 4)
        ? write(
          "delete of the sheet behind the first table",
          oneLess(Books.families.sheets),
          Worksheet.delete(Navigation.property(first, "worksheet"))
        )
        : undefined
    }],
    [3, () => {
      const which = doom("table")
      const name = Books.doomedTable(user, which ?? "")
      return which === undefined
        ? undefined
        : write("delete of a table by name", gone(name), Table.delete(Table.named(name)))
    }],
    [3, () => {
      const which = doom("sheet")
      const name = Books.doomedSheet(user, which ?? "")
      return which === undefined
        ? undefined
        : write("delete of a sheet by name", gone(name), Worksheet.delete(Worksheet.named(name)))
    }],
    [3, () => {
      const which = doom("column")
      const name = Books.doomedColumn(user, which ?? "")
      return which === undefined
        ? undefined
        : write("delete of a column by name", gone(name), Table.deleteColumn(Table.named(Books.columns), name))
    }],
    [3, () => {
      const name = `Made ${marker()}`
      return write("new sheet", onceMarked(name), Worksheet.add(name))
    }],
    [3, () =>
      write(
        "new sheet without a name",
        { idempotent: false, trace: { _tag: "Family", family: Books.families.unnamed, change: 1 } },
        Worksheet.add()
      )],
    [3, () => {
      const name = marker()
      return write("new column", onceMarked(name), Table.addColumn(Table.named(Books.growing), { name }))
    }]
  ]
}

/** Chooses a random action. */
export const choose = (context: ActionContext): Action => {
  const choice = context.random.pickWeighted(choices(context))()
  return choice ?? read("read", Range.values(used(Books.cells)))
}
